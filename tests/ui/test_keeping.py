"""The library at work: found, ordered, carried on, compared, brought back, locked, deleted and put back."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox

from app.draft import filing_of, new_filing, with_values
from app.draft_file import read_draft
from app.entry import Reason, State
from app.paths import samples
from ui.dialogs.new_report import NewReportDialog
from ui.dialogs.recycle_bin import RecycleBinDialog
from ui.dialogs.state import StateDialog
from ui.duty import duty_shown
from ui.models.drafts_model import BODY, FILLED, STATE, YEAR
from ui.versions import VersionsScreen

ROW = "applications/{}/applicant.natural_person".format


@pytest.fixture
def store(window):
    return window.library._store


@pytest.fixture
def filled(store):
    """The ids of the samples of 2020, 2022 and 2023, which the store holds."""
    return [store.add(read_draft(path)[0].draft) for path in samples()]


@pytest.fixture
def shelf(window, filled):
    window.show_library()
    return window.library.shelf


def shown(shelf):
    model = shelf.view.model()
    return [model.draft(model.index(row, 0)) for row in range(model.rowCount())]


def years(shelf):
    return [draft.year for draft in shown(shelf)]


def choose(window, kind):
    """Closes the box on the screen by its button of this kind."""
    box = next(one for one in window.findChildren(QMessageBox) if one.isVisible())
    next(button for button in box.buttons() if box.buttonRole(button) == kind).click()


# Found and ordered


def test_the_newest_year_stands_first_and_is_chosen(shelf):
    assert years(shelf) == [2023, 2022, 2020]
    assert shelf.chosen() == [shown(shelf)[0].id]


def test_a_word_of_two_characters_finds_the_years_whose_text_has_it(shelf, store, filled, keyboard):
    draft = store.load(filled[0]).draft
    store.save(filled[0], draft, with_values(filing_of(draft), {"problems": "信访渠道不畅。"}).draft)
    keyboard.press("F", "Control")
    keyboard.type("信访")
    keyboard.press("Return")
    assert filled[0] in [draft.id for draft in shown(shelf)]
    assert not shelf.view.isColumnHidden(6)


def test_enter_on_a_hit_opens_the_place_where_the_word_stands(shelf, window, store, filled, keyboard):
    draft = store.load(filled[1]).draft
    store.save(filled[1], draft, with_values(filing_of(draft), {"problems": "某某独有之词。"}).draft)
    keyboard.press("F", "Control")
    keyboard.type("独有之词")
    keyboard.press("Return")
    assert years(shelf) == [2022]
    keyboard.press("Return")
    assert window.editor.session.id == filled[1]
    assert keyboard.focus.objectName() == "problems"


def test_escape_in_the_search_shows_all_again(shelf, keyboard, qtbot):
    keyboard.press("F", "Control")
    keyboard.type("没有这样的词")
    keyboard.press("Return")
    assert shown(shelf) == []
    keyboard.press("F", "Control")
    keyboard.press("Escape")
    qtbot.waitUntil(lambda: len(shown(shelf)) == 3)


def test_organization_and_year_together_are_found(shelf):
    shelf.search.setText("教育局 2022")
    shelf._seek()
    assert years(shelf) == [2022]


def test_only_one_state_can_be_shown(shelf, store, filled, window):
    store.set_state(filled[0], State.FILED, by="李某")
    window.library.refresh()
    shelf.states.setCurrentIndex(shelf.states.findData("filed"))
    shelf._seek()
    assert years(shelf) == [2020]


@pytest.mark.parametrize("column", [YEAR, BODY, STATE, FILLED])
def test_a_column_orders_the_rows_both_ways(shelf, store, column):
    store.add(new_filing("disclosure", "甲局", 2024).draft)
    shelf.model.show(store.entries())
    orders = []
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        shelf.view.sortByColumn(column, order)
        orders.append([(d.year, d.organization, d.state, d.blank) for d in shown(shelf)])
    assert sorted(orders[0]) == sorted(orders[1])
    assert orders[0] != orders[1] or column == STATE


def test_a_complete_draft_says_so_and_another_how_much_is_left(shelf, store):
    store.add(new_filing("disclosure", "甲局", 2024).draft)
    shelf.model.show(store.entries())
    texts = [shelf.model.data(shelf.model.index(row, FILLED)) for row in range(2)]
    assert "%" in texts[0]
    assert "%" not in texts[1]


# The year's duty


def test_the_duty_names_the_year_its_day_and_the_way_to_it(store, filled):
    text, _more, act, _said, ids = duty_shown(store, store.entries(), date(2024, 11, 23))
    assert "2024" in text
    assert "2025年1月31日" in text
    assert (act, ids) == ("next", [filled[-1]])


def test_a_duty_that_is_begun_leads_to_its_draft(store, filled):
    begun = store.add(new_filing("disclosure", "清源县教育局", 2024).draft)
    _text, _more, act, _said, ids = duty_shown(store, store.entries(), date(2025, 1, 5))
    assert (act, ids) == ("open", [begun])


# A year from the last


def test_the_next_year_begins_with_what_carries_and_every_value_is_marked(shelf, window, store, filled):
    window.act("next", [filled[-1]])
    session = window.editor.session
    assert session.filing.draft.year == 2024
    last = store.load(filled[-1]).draft
    assert session.filing.value(ROW("brought_forward")) == last.values[ROW("carried_forward")]
    marked = {note.place for note in session.filing.draft.notes if note.kind == "carried"}
    assert marked == set(session.filing.draft.values)
    assert [version.reason for version in store.versions(session.id)] == [Reason.CARRY]


@pytest.mark.parametrize("carries", [True, False])
def test_a_new_report_takes_over_what_carries_where_the_clerk_wants_it(window, store, filled, carries):
    window.new_report()
    dialog = window.findChild(NewReportDialog)
    dialog.year.setValue(2024)
    assert dialog.organization.text() == "清源县教育局"
    assert dialog.carry.isVisible()
    dialog.carry.setChecked(carries)
    dialog._make.click()
    value = window.editor.session.filing.value(ROW("brought_forward"))
    assert value == (store.load(filled[-1]).draft.values[ROW("carried_forward")] if carries else "")


def test_a_report_that_is_there_already_is_told_before_another_is_begun(window, filled):
    window.new_report()
    dialog = window.findChild(NewReportDialog)
    dialog.year.setValue(2023)
    assert dialog._there.isVisible()
    dialog.year.setValue(2025)
    assert not dialog._there.isVisible()
    assert not dialog.carry.isVisible()


def test_the_next_year_is_begun_once(shelf, window, store, filled):
    window.act("next", [filled[-1]])
    first = window.editor.session.id
    window.show_library()
    window.act("next", [filled[-1]])
    assert window.editor.session.id == first


def test_a_carried_value_entered_again_as_it_is_counts_as_checked(window, filled):
    window.act("next", [filled[-1]])
    session, place = window.editor.session, ROW("brought_forward")
    session.set_value(place, session.filing.value(place))
    assert place not in {note.place for note in session.filing.draft.notes}
    session.undo()
    assert place in {note.place for note in session.filing.draft.notes}


def test_all_that_was_carried_can_be_confirmed_in_one_step(window, filled):
    window.act("next", [filled[-1]])
    session = window.editor.session
    session.confirm_carried([note.place for note in session.filing.draft.notes])
    assert session.filing.draft.notes == ()
    session.undo()
    assert session.filing.draft.notes


def test_what_is_in_force_is_proposed_once_issued_and_repealed_are_there(window, store, filled):
    window.act("next", [filled[-1]])
    session, row = window.editor.session, "proactive/normative/"
    window.editor.wizard.go_to(row + "issued")
    page = window.editor.wizard.currentPage().parts[0]
    assert not page._propose.isVisible()
    before = int(store.load(filled[-1]).draft.values[row + "in_force"])
    session.set_values({row + "issued": "3", row + "repealed": "1"}, "两格")
    assert page._propose.isVisible()
    page._propose.click()
    assert session.filing.value(row + "in_force") == str(before + 3 - 1)
    assert row + "in_force" in {note.place for note in session.filing.draft.notes}


# Versions


def test_a_version_is_gone_back_to_and_what_stood_there_is_kept(window, store, filled):
    id, old = filled[-1], store.load(filled[-1]).draft
    store.keep_version(id, Reason.EXPORT, "导出送审稿之前")
    store.save(id, old, with_values(filing_of(old), {"problems": "另一段。"}).draft)
    window.act("versions", [id])
    screen = window._stack.currentWidget()
    assert isinstance(screen, VersionsScreen)
    screen._restore.click()
    assert store.load(id).draft == old
    assert store.version(id, store.versions(id)[0].number).values["problems"] == "另一段。"
    choose(window, QMessageBox.ButtonRole.AcceptRole)


def test_versions_are_left_by_escape_or_button_to_where_the_clerk_was(window, filled):
    window.open_draft(filled[-1])
    window._on_asked("versions")
    assert isinstance(window._stack.currentWidget(), VersionsScreen)
    window._stack.currentWidget().left.emit()
    assert window._stack.currentWidget() is window.editor
    assert window.editor.session.id == filled[-1]


def test_many_cells_at_once_keep_a_version_before(window, store, filled):
    id = store.add(new_filing("disclosure", "甲局", 2024).draft)
    window.open_draft(id)
    window.editor.wizard.go_to_step(3)
    window.editor.wizard.currentPage().parts[0]._fill.click()
    assert [version.reason for version in store.versions(id)][:1] == [Reason.BULK]


# States


def test_a_final_draft_is_locked_until_it_is_reopened(window, store, filled, keyboard):
    id = filled[-1]
    store.set_state(id, State.FINAL, by="王某")
    window.open_draft(id)
    session = window.editor.session
    before = session.filing.draft
    session.set_value("problems", "改一改")
    session.fill_blanks(["cover/email"], "x", "填")
    assert session.filing.draft == before
    window.editor.wizard.go_to("problems")
    keyboard.type("改一改")
    assert store.load(id).draft == before
    store.set_state(id, State.DRAFTING, by="王某", remark="领导要求修改")
    window._on_kept()
    window.editor.session.set_value("problems", "改一改")
    assert window.editor.session.save()
    assert store.load(id).draft.values["problems"] == "改一改"


def test_the_state_is_moved_on_with_name_and_ticks(window, store, filled):
    id = filled[-1]
    store.set_state(id, State.FINAL)
    window.show_library()
    window.act("state", [id])
    dialog = window.findChild(StateDialog)
    assert dialog._state is State.FILED
    dialog.by.setText("李某")
    dialog.boxes[0].setChecked(True)
    dialog._move.click()
    assert store.load(id).state is State.FILED
    last = store.history(id)[-1]
    assert (last.state, last.by) == (State.FILED, "李某")
    assert "☑" in last.remark


# Deleted and put back


def test_a_deleted_draft_goes_to_the_bin_and_comes_back(shelf, window, store, filled):
    window.act("delete", [filled[0]])
    choose(window, QMessageBox.ButtonRole.AcceptRole)
    assert years(shelf) == [2023, 2022]
    window.act("bin", [])
    dialog = window.findChild(RecycleBinDialog)
    dialog.findChild(object, "put_back").click()
    assert sorted(years(shelf)) == [2020, 2022, 2023]


def test_enter_in_the_question_deletes_nothing(shelf, window, store, filled, keyboard):
    window.act("delete", filled)
    keyboard.press("Return")
    assert len(store.entries()) == 3


# Two years


def test_two_reports_are_shown_side_by_side_older_first(shelf, window, filled):
    window.act("compare", [filled[2], filled[0]])
    assert window._stack.currentWidget() is not window.library
    window._stack.currentWidget().left.emit()
    assert window._stack.currentWidget() is window.library


def test_a_report_without_a_year_before_says_so(shelf, window, filled):
    window.act("compare", [filled[0]])
    assert "Ctrl" in next(box for box in window.findChildren(QMessageBox) if box.isVisible()).text()
    choose(window, QMessageBox.ButtonRole.AcceptRole)


def test_the_library_is_worked_by_the_keyboard_alone(shelf, window, keyboard):
    keyboard.press("Down")
    keyboard.press("Return")
    assert window.editor.session.filing.draft.year == 2022
    keyboard.press("F6")
    assert QApplication.focusWidget() is not None


# A later start brings a file while a draft is at work


def test_what_is_being_typed_is_saved_before_another_draft_opens(window, store, filled):
    window.open_draft(filled[-1])
    window.editor.wizard.go_to("problems")
    window.editor.wizard.currentPage().parts[0].editor.setPlainText("写到一半。")
    window._on_later_start([str(samples()[0])])
    assert store.load(filled[-1]).draft.values["problems"] == "写到一半。"


def test_a_screen_is_left_for_the_draft_that_a_later_start_opened(window, filled):
    window.open_draft(filled[-1])
    window._on_asked("versions")
    screen = window._stack.currentWidget()
    window._on_later_start([str(samples()[0])])
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    screen.left.emit()
    assert window._stack.currentWidget() is window.editor


# Handed on


def test_a_file_that_was_handed_on_is_taken_in(shelf, window, store, filled, tmp_path):
    from app.store import open_store

    file = tmp_path / "交接.gongkai"
    with open_store(tmp_path / "other.db") as other:
        other.add(new_filing("disclosure", "邻局", 2025).draft)
        other.pack(file)
    window.read_files([str(file)])
    assert years(shelf) == [2025, 2023, 2022, 2020]
    choose(window, QMessageBox.ButtonRole.AcceptRole)


def test_where_both_sides_went_on_the_clerk_chooses(shelf, window, store, filled, tmp_path):
    from app.store import open_store
    from ui.dialogs.take import TakeDialog

    there, back = tmp_path / "去.gongkai", tmp_path / "回.gongkai"
    store.pack(there, [filled[-1]])
    with open_store(tmp_path / "other.db") as other:
        other.take(there)
        theirs = other.load(filled[-1]).draft
        other.save(filled[-1], theirs, with_values(filing_of(theirs), {"problems": "那边写的。"}).draft)
        other.pack(back)
    mine = store.load(filled[-1]).draft
    store.save(filled[-1], mine, with_values(filing_of(mine), {"problems": "这边写的。"}).draft)
    window.read_files([str(back)])
    dialog = window.findChild(TakeDialog)
    dialog.boxes[0].setCurrentIndex(dialog.boxes[0].findData("theirs"))
    dialog.findChild(object, "take").click()
    assert store.load(filled[-1]).draft.values["problems"] == "那边写的。"
    choose(window, QMessageBox.ButtonRole.AcceptRole)


def test_no_letter_with_alt_is_given_twice(shelf, window):
    words = [button.text() for button in window.findChildren(QAbstractButton) if button.isVisible()]
    letters = [keys for word in words if (keys := QKeySequence.mnemonic(word).toString())]
    assert len(letters) > 8
    assert sorted(letters) == sorted(set(letters))
