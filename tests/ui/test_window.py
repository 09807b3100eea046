"""The window around the pages: new reports, buttons, leaving, what a narrow screen still shows."""

import pytest
from PySide6.QtWidgets import QMessageBox

from app.draft import new_filing, with_value
from app.form_file import form_for
from ui.buttons import Button
from ui.dialogs.new_report import NewReportDialog


@pytest.mark.parametrize("year", [0, 20, 1999, 2018])
def test_a_year_without_an_edition_is_told_and_nothing_begins(window, qtbot, year):
    dialog = NewReportDialog("某局", (), window)
    qtbot.addWidget(dialog)
    dialog.year.setValue(year)
    assert dialog.year.value() == year
    assert not dialog._make.isEnabled()
    assert str(year) in dialog._edition.text()


def test_enter_presses_a_focused_button(window, keyboard):
    window.open_draft(window.library._store.add(new_filing("disclosure", "某局", 2023).draft))
    window.editor.wizard.next_button.setFocus()
    keyboard.press("Return")
    assert window.editor.wizard.step == 1


def test_every_button_of_the_editor_takes_enter(window):
    window.open_draft(window.library._store.add(new_filing("disclosure", "某局", 2023).draft))
    window.editor.wizard.go_to_step(7)
    shown = [b for b in window.editor.findChildren(Button) if b.isVisible()]
    assert {"verdict", "back", "undo", "redo", "library", "export_filing"} <= {b.objectName() for b in shown}


def test_the_review_leads_to_the_blank_and_not_to_the_first_cell(window):
    form = form_for("disclosure", 2023)
    filing = new_filing("disclosure", "某局", 2023)
    blank = "applications/results.partial/applicant.organization.research"
    for address in form.entries(form.section("applications")):
        filing = with_value(filing, address, "" if address == blank else "0")
    window.open_draft(window.library._store.add(filing.draft))
    wizard = window.editor.wizard
    wizard.go_to_step(7)
    wizard.currentPage().findChild(Button, "edit_applications").click()
    assert wizard.currentPage().parts[0].view.address == blank


@pytest.mark.parametrize("size", [(1280, 720), (1000, 560), (853, 533)])
def test_the_buttons_stay_on_a_small_screen(window, size):
    window.open_draft(window.library._store.add(new_filing("disclosure", "某局", 2023).draft))
    window.resize(*size)
    for step in range(8):
        window.editor.wizard.go_to_step(step)
        assert window.size().toTuple() == size, step
        bottom = window.editor.wizard.back_button.mapTo(window, window.editor.wizard.back_button.rect().bottomLeft())
        assert bottom.y() <= size[1]


def test_a_long_name_does_not_make_the_window_wider(window):
    window.open_draft(window.library._store.add(new_filing("disclosure", "某" * 120, 2023).draft))
    window.resize(1000, 640)
    assert window.width() == 1000


def test_a_draft_changed_elsewhere_can_be_kept_as_a_new_one(window, monkeypatch):
    store = window.library._store
    id = store.add(new_filing("disclosure", "某局", 2023).draft)
    window.open_draft(id)
    elsewhere = store.load(id).draft
    store.save(id, elsewhere, with_value(window.editor.session.filing, "cover/phone", "1").draft)
    window.editor.session.set_value("cover/email", "a@example.cn")
    monkeypatch.setattr(type(window), "_ask_what_to_do", lambda self: "copy")
    window.show_library()
    assert window.editor is None
    kept = [store.load(summary.id).draft.values for summary in store.entries()]
    assert {"cover/phone": "1"} in kept
    assert {"cover/email": "a@example.cn"} in kept


def test_the_clerk_may_stay_where_a_draft_cannot_be_saved(window, monkeypatch):
    store = window.library._store
    id = store.add(new_filing("disclosure", "某局", 2023).draft)
    window.open_draft(id)
    store.save(id, store.load(id).draft, with_value(window.editor.session.filing, "cover/phone", "1").draft)
    window.editor.session.set_value("cover/email", "a@example.cn")
    monkeypatch.setattr(type(window), "_ask_what_to_do", lambda self: "stay")
    window.show_library()
    assert window.editor is not None
    assert window.editor._trouble.isVisible()


def test_a_filing_copy_is_refused_before_a_file_is_asked_for(window):
    window.open_draft(window.library._store.add(new_filing("disclosure", "某局", 2023).draft))
    window.export("filing")
    box = window.findChild(QMessageBox)
    assert "基本信息" in box.text()
    box.close()


def test_the_sample_is_opened_once(window):
    window.open_sample()
    window.show_library()
    window.open_sample()
    assert len(window.library._store.entries()) == 1


@pytest.mark.texts_later
def test_a_draft_is_on_the_screen_before_its_texts_are_asked(window, qtbot):
    filing = with_value(new_filing("disclosure", "某局", 2023), "overview", "手机13800138000，共××件。")
    window.open_draft(window.library._store.add(filing.draft))
    session = window.editor.session
    before = session.findings
    assert [one.code for one in before] == ["text.unfilled"]
    with qtbot.waitSignal(session.findings_changed) as told:
        pass
    added, removed = told.args
    assert added
    assert not removed
    assert set(session.findings) == {*before, *added}


@pytest.fixture
def unseen(window, monkeypatch):
    """A window that is not painted yet, and what it does once it is, as it comes."""
    done = []
    monkeypatch.setattr(window, "after_first_paint", lambda files: done.append(list(files)))
    window.hide()
    window.begin(["年报.docx"])
    return window, done


def test_the_rest_of_a_start_waits_for_the_first_paint_and_is_done_once(unseen, qtbot):
    window, done = unseen
    qtbot.wait(50)
    assert done == []
    window.show()
    qtbot.waitUntil(lambda: bool(done))
    window.repaint()
    qtbot.wait(50)
    assert done == [["年报.docx"]]


def test_the_rest_of_a_start_is_done_once_in_a_window_that_is_seen_late(unseen, qtbot):
    window, done = unseen
    window._rest.start(1)
    qtbot.waitUntil(lambda: bool(done))
    window.show()
    window.repaint()
    qtbot.wait(50)
    assert done == [["年报.docx"]]


def test_an_empty_library_makes_no_list(window):
    assert window.library.is_empty
    assert window.library._shelf is None


def test_the_list_is_emptied_with_the_last_draft(window):
    id = window.library._store.add(new_filing("disclosure", "某局", 2023).draft)
    window.show_library()
    assert window.library.shelf.model.rowCount() == 1
    window.library._store.delete(id)
    window.show_library()
    assert window.library.is_empty
    assert window.library.shelf.model.rowCount() == 0


def test_a_year_that_has_not_begun_is_told_before_a_report_is_begun(application, qtbot):
    dialog = NewReportDialog("某局", [("某局", 2023)])
    qtbot.addWidget(dialog)
    told = {year: dialog.year.setValue(year) or dialog._there.text() for year in (2023, 2024, 2090)}
    assert "已经有了" in told[2023]
    assert told[2024] == ""
    assert "2090年还没有到" in told[2090]
