"""The box of findings: one row a cause, the chosen one unfolds, one click mends, and the keyboard is never lost."""

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.carry import begin
from app.draft import Note, new_filing, with_notes, with_values
from app.entry import State
from app.paths import samples
from app.store import open_store
from ui.findings_box import FindingsBox
from ui.icons import icon
from ui.models.findings_model import FindingsModel
from ui.session import DraftSession
from ui.wrapped import WrappedButton

ROW = "applications/{}/{}".format
PERSON, BUSINESS = "applicant.natural_person", "applicant.organization.business"


@pytest.fixture
def filled():
    path = next(path for path in samples() if path.stem == "2023")
    read = json.loads(path.read_text(encoding="utf-8"))
    return with_values(new_filing("disclosure", read["organization"], 2023), read["values"])


@pytest.fixture
def shown(application, qtbot, tmp_path):
    """A box over a draft, as wide as it is asked for, in a window of its own."""
    store = open_store(tmp_path / "gongkai.db")
    made = []

    def show(filing, width=236, height=620, last=None, state=None):
        if last is not None:
            store.add(last.draft)
        id = store.add(filing.draft)
        if state is not None:
            store.set_state(id, state, by="某")
        session = DraftSession(store, store.load(id))
        window = QWidget()
        window.resize(width, height)
        box = FindingsBox(session, FindingsModel(session))
        QVBoxLayout(window).addWidget(box)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        made.extend([window, session])
        box.view.setFocus()
        return box, session

    yield show
    for one in made:
        one.deleteLater()
    store.close()


def choose(box, row=0):
    box.view.setCurrentIndex(box.view.model().index(row, 0))
    return box.view.detail


def buttons(detail):
    return {one.objectName(): one for one in detail.findChildren(WrappedButton) if one.isVisible()}


def test_one_row_stands_for_one_cause(shown, filled):
    box, session = shown(begin(filled, 2024), last=filled)
    model = box.view.model()
    assert model.rowCount() == 2
    assert len(session.findings) == 15
    assert sum(group.count for group in model.groups) == session.verdict.warnings


def test_nothing_is_unfolded_until_a_finding_is_chosen(shown, filled):
    box, _session = shown(with_values(filled, {ROW("received", PERSON): "x"}))
    box.view.setCurrentIndex(box.view.model().index(-1, 0))
    assert not box.view.detail.isVisible()
    detail = choose(box)
    assert detail.isVisible()
    head = box.view.visualRect(box.view.currentIndex())
    assert head.contains(detail.geometry())


def test_one_click_mends_and_is_one_step(shown, filled, qtbot):
    box, session = shown(with_values(filled, {ROW("received", PERSON): "四十四"}))
    buttons(choose(box))["mend_0"].click()
    assert session.filing.value(ROW("received", PERSON)) == "44"
    assert session.findings == ()
    session.undo()
    assert session.filing.value(ROW("received", PERSON)) == "四十四"
    assert session.undo_name == ""


def test_after_mending_the_next_finding_is_chosen_and_the_keyboard_is_there(shown, filled, keyboard):
    filing = with_values(
        filled,
        {ROW("received", PERSON): "四十四", "proactive/fees/amount": "1234元", "cover/level": "部门", "overview": ""},
    )
    box, _session = shown(filing)
    choose(box, 0)
    keyboard.press("Right")
    keyboard.until("mend_0", "Right")
    keyboard.press("Return")
    assert keyboard.focus is box.view
    assert box.view.currentIndex().row() == 0
    assert box.view.detail.group.places[0].address == ROW("received", PERSON)
    keyboard.press("Right")
    keyboard.until("mend_0")
    keyboard.press("Return")
    keyboard.press("Down", "Alt")
    keyboard.until("mend_0")
    keyboard.press("Return")
    assert box.view.model().rowCount() == 0
    assert keyboard.focus is box._none


def test_enter_goes_to_the_first_place_and_a_button_to_its_own(shown, filled, keyboard, qtbot):
    box, _session = shown(with_values(filled, {ROW("received", PERSON): "50"}))
    choose(box)
    with qtbot.waitSignal(box.address_chosen) as went:
        keyboard.press("Return")
    assert went.args == [ROW("received", PERSON)]
    keyboard.press("Right")
    assert keyboard.focus.objectName() == "place_0"
    keyboard.press("Right")
    keyboard.press("Right")
    with qtbot.waitSignal(box.address_chosen) as went:
        keyboard.press("Return")
    assert went.args == [ROW("results.total", PERSON)]
    keyboard.press("Escape")
    assert keyboard.focus is box.view


def test_arrow_keys_within_the_detail_never_choose_another_finding(shown, filled, keyboard):
    box, _session = shown(with_values(filled, {ROW("received", PERSON): "x", ROW("received", BUSINESS): "y"}))
    choose(box)
    keyboard.press("Right")
    for key in ("Up", "Down", "Down", "Down"):
        keyboard.press(key)
        if keyboard.focus is box.view:
            keyboard.press("Right")
        assert box.view.currentIndex().row() == 0


def test_all_that_was_taken_over_in_a_row_is_checked_at_once(shown, filled):
    box, session = shown(begin(filled, 2024), last=filled)
    detail = choose(box, 1)
    buttons(detail)["confirm_group"].click()
    assert [group.count for group in box.view.model().groups] == [9]
    session.undo()
    assert [group.count for group in box.view.model().groups] == [9, 6]
    box._confirm.click()
    assert session.findings == ()


def test_several_notes_are_laid_aside_as_one_step(shown, filled):
    notes = [Note("doubt", ROW("received", one), "原件不清。") for one in (PERSON, BUSINESS)]
    box, session = shown(with_notes(filled, notes))
    assert box.view.model().rowCount() == 1
    choose(box)
    assert box._settle.isVisible()
    box._settle.click()
    assert session.findings == ()
    session.undo()
    assert len(session.findings) == 2


def test_a_locked_draft_shows_where_and_why_and_offers_nothing_to_press(shown, filled):
    filing = with_notes(with_values(filled, {ROW("received", PERSON): "四十四"}), [Note("doubt", "overview", "甲")])
    box, session = shown(filing, state=State.FINAL)
    assert session.is_locked
    for row in range(2):
        assert set(buttons(choose(box, row))) == {"place_0"}


def test_what_is_chosen_stays_chosen_while_others_come_and_go(shown, filled):
    box, session = shown(with_values(filled, {"disputes/cases/review.upheld": "x"}))
    choose(box)
    session.set_value(ROW("received", PERSON), "y")
    assert box.view.model().rowCount() == 2
    assert box.view.currentIndex().row() == 1
    assert box.view.detail.group.places[0].address == "disputes/cases/review.upheld"
    assert box.view.detail.isVisible()
    session.set_value(ROW("received", PERSON), "")
    assert box.view.currentIndex().row() == 0


def test_a_repair_that_holds_no_more_is_not_made(shown, filled):
    box, session = shown(with_values(filled, {ROW("received", PERSON): "四十四"}))
    detail = choose(box)
    mend = detail._mends[0]
    session.set_value(ROW("received", PERSON), "45")
    box._on_mend(mend)
    assert session.filing.value(ROW("received", PERSON)) == "45"


def test_a_screen_reader_hears_everything(shown, filled):
    box, _session = shown(with_values(filled, {ROW("received", PERSON): "50"}))
    group = box.view.model().groups[0]
    heard = box.view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert all(part in heard for part in (group.title, group.why, group.how, *(place.name for place in group.places)))
    for button in buttons(choose(box)).values():
        assert button.accessibleName() or button.text()


@pytest.mark.parametrize("width", [226, 236, 330, 900])
def test_no_words_are_cut_at_any_width(shown, filled, width):
    columns = [cell.column.id for cell in filled.form.cells.values() if cell.row.id == "received" and not cell.is_total]
    wrong = {ROW("results.other.uncorrected", one): "/" for one in columns}
    filing = with_values(filled, wrong | {"proactive/fees/amount": "1234元", "cover/level": "县级"})
    notes = [
        Note("printed_total", ROW("received", "applicant.total"), "9"),
        Note("unplaced", "other", "一段。\n" + "字" * 90),
    ]
    box, _session = shown(with_notes(filing, notes), width)
    view = box.view
    for row in range(view.model().rowCount()):
        detail = choose(box, row)
        QApplication.processEvents()
        rect = view.visualRect(view.currentIndex())
        assert rect.right() <= view.viewport().width()
        assert detail.geometry().bottom() == rect.bottom()
        for button in buttons(detail).values():
            assert button.height() >= button.heightForWidth(button.width())
            right = button.mapTo(view.viewport(), button.rect().topRight()).x()
            assert right <= view.viewport().width()
            assert button.mapTo(view.viewport(), button.rect().bottomLeft()).y() <= rect.bottom()
        following = view.visualRect(view.model().index(row + 1, 0))
        assert not following.isValid() or following.top() > rect.bottom()


def test_the_model_keeps_to_the_rules_of_qt_while_findings_come_and_go(application, filled, tmp_path):
    with open_store(tmp_path / "gongkai.db") as store:
        session = DraftSession(store, store.load(store.add(begin(filled, 2024).draft)))
        model = FindingsModel(session)
        tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
        for address, text in (
            (ROW("received", PERSON), "x"), (ROW("received", BUSINESS), "x"), ("proactive/rules/issued", "y"),
            (ROW("received", PERSON), ""), ("proactive/rules/issued", "x"), (ROW("received", BUSINESS), "z"),
        ):  # fmt: skip
            session.set_value(address, text)
            assert [group.key for group in model.groups] == [
                model.index(row, 0).data(Qt.ItemDataRole.UserRole).key for row in range(model.rowCount())
            ]
        while session.undo_name:
            session.undo()
        assert model.rowCount() == FindingsModel(session).rowCount()
        del tester
        session.deleteLater()


def test_last_years_figures_are_offered_for_a_whole_row(shown, filled):
    table = {address: text for address, text in filled.draft.values.items() if address.startswith("applications/")}
    before = with_values(new_filing("disclosure", filled.draft.organization, 2022), table)
    columns = [cell.column.id for cell in filled.form.cells.values() if cell.row.id == "received" and not cell.is_total]
    last = with_values(before, {ROW("carried_forward", c): filled.value(ROW("brought_forward", c)) for c in columns})
    wrong = with_values(
        filled, {ROW("brought_forward", PERSON): "9", ROW("brought_forward", BUSINESS): "8", "overview": ""}
    )
    box, session = shown(wrong, last=last)
    rows = [group.finding.rule for group in box.view.model().groups]
    detail = choose(box, rows.index("X1"))
    buttons(detail)["mend_0"].click()
    assert session.findings == ()


def test_where_nothing_is_found_what_is_blank_is_told_with_it(shown, filled):
    box, session = shown(with_values(filled, {"problems": "", "other": ""}))
    assert "2" in box._none.text()
    assert box._none.y() < box.height() // 4
    session.set_values({"problems": "没有。", "other": "没有。"}, "填写")
    assert box._none.text()
    assert "2" not in box._none.text()


def test_an_open_finding_says_where_then_how_with_the_repair_below_then_why(shown, filled):
    box, _session = shown(with_values(filled, {ROW("results.granted", PERSON): "一百"}))
    detail = choose(box)
    made = buttons(detail)
    place, mend = made["place_0"], made["mend_0"]
    assert detail.group.places[0].short in place.text()
    assert mend.property("role") == "main"
    tops = [one.mapTo(detail, QPoint(0, 0)).y() for one in (place, detail._how, mend, detail._why)]
    assert tops == sorted(tops)
    assert len(set(tops)) == len(tops)


def test_several_repairs_are_all_plain(shown, filled):
    wrong = {ROW("received", PERSON): "四十四", ROW("received", BUSINESS): "六"}
    box, _session = shown(with_values(filled, wrong))
    for row in range(box.view.model().rowCount()):
        made = [one for name, one in buttons(choose(box, row)).items() if name.startswith("mend")]
        assert all((one.property("role") == "main") == (len(made) == 1) for one in made)


def test_what_is_to_be_verified_has_the_sign_of_the_step_list(shown, filled):
    box, _session = shown(with_notes(filled, [Note("doubt", "overview", "甲")]))
    sign = box.view.model().index(0, 0).data(Qt.ItemDataRole.DecorationRole)
    assert sign.pixmap(32, 32).toImage() == icon("question", "warning").pixmap(32, 32).toImage()
