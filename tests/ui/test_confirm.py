"""Findings confirmed in the window: asked for a reason, folded below, taken back, all by the keyboard alone."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from app.causes import grouped
from app.draft import new_filing, with_value, with_values
from app.entry import State
from app.finding import Finding
from app.paths import samples
from app.store import open_store
from ui.confirmed_fold import ConfirmedFold
from ui.dialogs.confirm import ConfirmDialog
from ui.finding_detail import offered
from ui.findings_box import FindingsBox
from ui.models.findings_model import FindingsModel
from ui.session import DraftSession
from ui.wrapped import WrappedButton

RECEIVED = "applications/received/applicant.natural_person"
UNFILLED = "text.unfilled"
LEDGER = "已对照台账核实无误"


@pytest.fixture
def filled():
    path = next(path for path in samples() if path.stem == "2023")
    read = json.loads(path.read_text(encoding="utf-8"))
    return with_values(new_filing("disclosure", read["organization"], 2023), read["values"])


@pytest.fixture
def doubted(filled):
    """A report with two questions: something is still to be written in two texts."""
    texts = {place: filled.value(place) + "\n共有××件。" for place in ("overview", "problems")}
    return with_values(filled, texts)


@pytest.fixture
def shown(application, qtbot, tmp_path):
    store = open_store(tmp_path / "gongkai.db")
    made = []

    def show(filing, state=None, confirmed=""):
        id = store.add(filing.draft)
        if confirmed:
            session = DraftSession(store, store.load(id))
            session.confirm([one for one in session.findings if one.code == UNFILLED], confirmed)
            session.save()
            session.deleteLater()
        if state is not None:
            store.set_state(id, state, by="某")
        session = DraftSession(store, store.load(id))
        window = QWidget()
        window.resize(330, 620)
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


def choose(box, code=UNFILLED):
    model = box.view.model()
    row = next(row for row, group in enumerate(model.groups) if group.finding.code == code)
    box.view.setCurrentIndex(model.index(row, 0))
    return box.view.detail


def dialog_of(box):
    return next((one for one in box.findChildren(ConfirmDialog) if one.isVisible()), None)


def fold_of(box):
    return box.findChild(ConfirmedFold)


def rows(box):
    return [one.text() for one in fold_of(box).findChildren(QLabel) if one.isVisible()]


def codes(session):
    return [finding.code for finding in session.findings]


def test_a_question_is_confirmed_by_the_keyboard_with_a_ready_reason(shown, doubted, keyboard):
    box, session = shown(doubted)
    count = session.verdict.warnings
    choose(box)
    keyboard.press("H", "Alt")
    dialog = dialog_of(box)
    assert keyboard.focus is dialog.list
    keyboard.press("Down")
    assert dialog.reason.text() == dialog.list.item(0).text() != ""
    keyboard.press("Return")
    assert dialog_of(box) is None
    assert session.verdict.warnings == count - 1
    assert [one.reason for one in session.confirmed] == [LEDGER]
    box.window().activateWindow()  # no window manager here hands the focus on
    keyboard.settle()
    assert keyboard.focus is box.view
    session.undo()
    assert session.verdict.warnings == count
    assert session.confirmed == ()


def test_a_reason_of_ones_own_is_taken_and_an_empty_one_is_not(shown, doubted, keyboard):
    box, session = shown(doubted)
    detail = choose(box)
    detail.reason.click()
    dialog = dialog_of(box)
    keyboard.settle()
    keyboard.press("Return")
    assert dialog_of(box) is dialog
    assert not session.confirmed
    keyboard.until("reason")
    keyboard.type("另有说明")
    keyboard.press("Return")
    assert [one.reason for one in session.confirmed] == ["另有说明"]


def test_escape_leaves_everything_as_it_was(shown, doubted, keyboard):
    box, session = shown(doubted)
    choose(box)
    keyboard.press("H", "Alt")
    keyboard.press("Down")
    keyboard.press("Escape")
    assert dialog_of(box) is None
    assert not session.confirmed
    assert session.undo_name == ""


def test_what_is_confirmed_folds_below_with_its_reason_and_is_taken_back_by_the_keyboard(shown, doubted, keyboard):
    box, session = shown(doubted, confirmed=LEDGER)
    fold = fold_of(box)
    assert fold.isVisible()
    assert "2" in fold.head.text()
    assert rows(box) == []
    fold.head.setFocus()
    keyboard.press("Return")
    assert any(LEDGER in text for text in rows(box))
    keyboard.until("take_back_0")
    before = len(session.confirmed)
    keyboard.press("Return")
    assert len(session.confirmed) < before
    assert UNFILLED in codes(session)
    assert QApplication.focusWidget() is not None


def test_a_confirmation_goes_from_the_fold_when_its_value_changes(shown, doubted):
    box, session = shown(doubted, confirmed=LEDGER)
    session.set_value("overview", session.filing.value("overview") + "另有××项。")
    assert [one.finding.addresses for one in session.confirmed] == [("problems",)]
    assert "1" in fold_of(box).head.text()
    session.set_value("problems", "问题已经改正，措施已经落实，下一年继续推进。")
    assert not fold_of(box).isVisible()


def test_an_error_offers_no_confirmation(shown, filled, keyboard):
    box, session = shown(with_value(filled, RECEIVED, "x"))
    detail = choose(box, "number.invalid")
    assert not detail.reason.isVisible()
    keyboard.press("H", "Alt")
    assert dialog_of(box) is None
    assert not session.confirmed


def test_in_a_locked_report_reasons_are_read_and_nothing_is_changed(shown, doubted, keyboard):
    box, _session = shown(doubted, state=State.FINAL, confirmed=LEDGER)
    fold = fold_of(box)
    fold.head.click()
    keyboard.settle()
    assert any(LEDGER in text for text in rows(box))
    assert not [one for one in fold.findChildren(WrappedButton) if one.isVisible()]
    box.ask_reason()
    assert dialog_of(box) is None


def test_the_fold_tells_a_reader_whether_it_is_open(shown, doubted):
    box, _session = shown(doubted, confirmed=LEDGER)
    fold = fold_of(box)
    closed = fold.head.accessibleName()
    fold.head.click()
    assert fold.head.accessibleName() != closed
    backs = [one.accessibleName() for one in fold.findChildren(WrappedButton)]
    assert backs
    assert len(set(backs)) == len(backs)


def test_a_finding_about_words_and_cells_leads_to_either_side(shown, filled, qtbot):
    box, session = shown(filled)
    told = Finding(
        code="facts.other",
        rule="T1",
        severity="warning",
        addresses=("overview", RECEIVED),
        message="文中99件",
    )
    detail = box.view.detail
    detail.show_group(grouped(session.filing, [told])[0])
    buttons = {one.objectName(): one for one in detail.findChildren(WrappedButton)}
    for name, address in (("place_0", "overview"), ("place_1", RECEIVED)):
        with qtbot.waitSignal(detail.address_chosen) as went:
            buttons[name].click()
        assert went.args == [address]


def test_the_verdict_of_the_review_follows(window, doubted, keyboard):
    window.open_draft(window._store.add(doubted.draft))
    session = window.editor.session
    window.editor.wizard.go_to_step(window.editor.wizard.steps - 1)
    keyboard.settle()
    page = window.editor.wizard.currentPage()
    choose(page.findings)
    page.findings.view.setFocus()
    before = page.head._verdict.text()
    keyboard.press("H", "Alt")
    keyboard.press("Down")
    keyboard.press("Return")
    assert session.confirmed
    assert page.head._verdict.text() != before
    assert session.undo_name


def test_from_within_a_text_a_key_asks_for_the_reason_and_writes_nothing(window, doubted, keyboard):
    window.open_draft(window._store.add(doubted.draft))
    wizard = window.editor.wizard
    wizard.go_to("overview")
    keyboard.settle()
    box = wizard.currentPage().findChild(FindingsBox)
    editor = keyboard.focus
    text = editor.text()
    box.view.setCurrentIndex(box.view.model().index(-1, 0))
    keyboard.press("H", "Alt")
    assert dialog_of(box) is None
    choose(box)
    acts = {one.text: one for one in window.editor._texts_acts()}
    assert any(one.keys == "Alt+H" for one in acts.values())
    editor.setFocus()
    keyboard.press("H", "Alt")
    assert dialog_of(box) is not None
    keyboard.press("Escape")
    assert editor.text() == text


@pytest.mark.parametrize("is_shown", [True, False])
def test_a_letter_held_with_alt_is_never_written(window, doubted, keyboard, qtbot, is_shown):
    window.open_draft(window._store.add(doubted.draft))
    wizard = window.editor.wizard
    wizard.go_to("overview")
    window.editor.session.likings.like_guidance(is_shown)
    keyboard.settle()
    editor = keyboard.focus
    text = editor.text()
    qtbot.keyClick(editor, "h", Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(editor, "q", Qt.KeyboardModifier.AltModifier)
    assert editor.text() == text
    qtbot.keyClick(editor, "q")
    assert editor.text() == "q" + text


def test_a_finding_on_a_text_leads_to_its_words_and_they_are_in_view(window, filled, keyboard):
    text = "\n".join(["公开工作有序开展。" * 12] * 12 + ["今后将按不子公开的要求核对。"])
    window.open_draft(window._store.add(with_value(filled, "problems", text).draft))
    wizard = window.editor.wizard
    wizard.go_to_step(wizard.steps - 1)
    keyboard.settle()
    for way in ("review", "page"):
        box = wizard.currentPage().findChild(FindingsBox)
        choose(box, "text.typo")
        box.view.setFocus()
        keyboard.press("Return")
        editor = keyboard.focus
        assert (way, editor.objectName(), editor.textCursor().selectedText()) == (way, "problems", "不子")
        assert editor.viewport().rect().contains(editor.cursorRect().center())
        editor.choose(0, 0)


def test_what_is_typed_at_the_ready_reasons_goes_into_ones_own_line(shown, doubted, keyboard):
    box, session = shown(doubted)
    choose(box)
    keyboard.press("H", "Alt")
    dialog = dialog_of(box)
    keyboard.type("ok 2")
    assert (dialog.reason.text(), keyboard.focus) == ("ok 2", dialog.reason)
    dialog.reason.clear()
    dialog.list.setFocus()
    keyboard.type("另有说明")
    assert (dialog.reason.text(), keyboard.focus) == ("另有说明", dialog.reason)
    keyboard.press("Return")
    assert [one.reason for one in session.confirmed] == ["另有说明"]


def test_what_an_input_method_composes_at_the_ready_reasons_is_seen_and_not_broken_off(shown, doubted, keyboard):
    box, _session = shown(doubted)
    choose(box)
    keyboard.press("H", "Alt")
    dialog = dialog_of(box)
    for steps in range(2):
        assert dialog.list.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled), steps
        keyboard.press("Down")
    dialog.reason.clear()
    caret = Qt.InputMethodQuery.ImCursorRectangle
    before = dialog.reason.inputMethodQuery(caret)
    QApplication.sendEvent(dialog.list, QInputMethodEvent("ling", []))
    assert dialog.reason.inputMethodQuery(caret).x() > before.x()
    assert keyboard.focus is dialog.list


def test_enter_without_a_reason_says_that_one_is_wanted_and_asks_once_when_there_is_one(shown, doubted, keyboard):
    box, session = shown(doubted)
    choose(box)
    keyboard.press("H", "Alt")
    dialog = dialog_of(box)
    told = dialog.findChild(QLabel, "reason_lacks")
    reasons = []
    dialog.confirmed.connect(reasons.append)
    assert not told.isVisible()
    keyboard.press("Return")
    assert told.isVisible()
    assert "理由" in told.text()
    assert not session.confirmed
    keyboard.press("Down")
    assert not told.isVisible()
    keyboard.press("Return")
    assert reasons == [LEDGER]


def test_tab_goes_through_an_open_finding_in_the_order_seen(shown, filled, keyboard):
    box, session = shown(with_value(filled, "overview", filled.value("overview") + "对群众的的申请及时答复。"))
    detail = box.view.detail
    row = next(
        row
        for row, group in enumerate(box.view.model().groups)
        if offered(session, group) and all(session.can_confirm(member) for member in group.members)
    )
    box.view.setCurrentIndex(box.view.model().index(row, 0))
    keyboard.settle()
    seen = [one for one in detail.findChildren(WrappedButton) if one.isVisible()]
    seen.sort(key=lambda one: (one.mapTo(detail, one.rect().center()).y(), one.mapTo(detail, one.rect().center()).x()))
    detail.enter()
    walked = []
    for _button in seen:
        walked.append(keyboard.focus.objectName())
        keyboard.press("Tab")
    assert walked == [one.objectName() for one in seen]
    assert {"place_0", "mend_0", "give_reason"} <= set(walked)
