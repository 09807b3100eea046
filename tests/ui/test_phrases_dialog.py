"""Ready sentences in their dialog: shown with figures, chosen with Enter; the preface as old and new."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.draft import with_values
from app.draft_file import read_draft
from app.paths import samples
from app.phrases import put_phrase
from app.store import open_store
from ui.dialogs.phrases import PhrasesDialog
from ui.difference import Difference
from ui.session import DraftSession


@pytest.fixture
def session(application, tmp_path):
    with open_store(tmp_path / "gongkai.db") as store:
        filing = with_values(read_draft(samples()[-1])[0], {"overview": "", "proactive/penalty/decisions": ""})
        yield DraftSession(store, store.load(store.add(filing.draft)))


@pytest.fixture
def offer(qtbot, session):
    def shown(section):
        dialog = PhrasesDialog(session.form.narratives[section], session)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
        return dialog

    return shown


def go_to(dialog, id):
    rows = range(dialog.list.count())
    for row in rows:
        dialog.list.setCurrentRow(row)
        if dialog.current is not None and dialog.current.phrase.id == id:
            return
    raise AssertionError(id)


def test_enter_chooses_what_is_shown(qtbot, offer, keyboard):
    dialog = offer("overview")
    assert keyboard.focus is dialog.list
    keyboard.press("Down")
    shown = dialog.current
    with qtbot.waitSignal(dialog.chosen) as chosen:
        keyboard.press("Return")
    assert chosen.args == [shown]
    assert not dialog.isVisible()


def test_the_arrow_keys_pass_over_the_headings(offer, keyboard):
    dialog = offer("overview")
    seen = []
    for _press in range(dialog.list.count()):
        assert dialog.current is not None
        if dialog.current not in seen:
            seen.append(dialog.current)
        keyboard.press("Down")
    assert len(seen) == len(dialog._offered)


def test_escape_chooses_nothing(qtbot, offer, keyboard):
    dialog = offer("overview")
    with qtbot.assertNotEmitted(dialog.chosen):
        keyboard.press("Escape")
    assert not dialog.isVisible()


def test_a_sentence_is_shown_with_its_figures_and_blanks_are_named(offer):
    dialog = offer("overview")
    go_to(dialog, "overview.applications")
    assert "<b>55</b>件" in dialog._preview.text()
    go_to(dialog, "overview.proactive")
    assert "＿" in dialog._preview.text()
    assert "行政处罚" in dialog._told.text()


def test_what_stands_in_the_text_already_is_marked(offer, session):
    dialog = offer("overview")
    go_to(dialog, "overview.applications")
    session.put(put_phrase(session.filing, dialog.current, "overview").draft, "put in")
    again = offer("overview")
    go_to(again, "overview.applications")
    assert again.current.is_in_text
    assert not again.list.currentItem().icon().isNull()
    assert again.list.currentItem().data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_preface_is_shown_as_old_and_new_before_it_is_replaced(qtbot, offer, session, keyboard):
    dialog = offer("preface")
    assert dialog.current.is_whole
    assert len(dialog.findChildren(Difference)) == 2
    assert session.filing.value("preface").startswith("根据")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        keyboard.press("Return")
    filing = put_phrase(session.filing, chosen.args[0], "preface")
    assert filing.value("preface") == chosen.args[0].text


def test_it_is_told_that_the_clerk_fills_the_blanks(offer):
    dialog = offer("overview")
    told = []
    for row in range(dialog.list.count()):
        dialog.list.setCurrentRow(row)
        if dialog.current is not None and "＿" in dialog.current.text and not dialog.current.blanks:
            told.append("＿" in dialog._told.text())
    assert told
    assert all(told)


def test_the_differences_of_what_was_shown_before_are_gone(offer, application):
    dialog = offer("preface")
    dialog.list.setCurrentRow(1)
    dialog.list.setCurrentRow(0)
    from PySide6.QtCore import QEvent

    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(dialog.findChildren(Difference)) == 2


def test_a_part_for_which_the_law_wants_no_ready_words_says_so(offer, keyboard):
    dialog = offer("problems")
    assert "敷衍了事" in dialog._preview.text()
    assert dialog.current is None
    assert not dialog.findChild(QPushButton, "insert").isVisible()
    keyboard.press("Return")
    assert not dialog.isVisible()
