"""Chinese through an input method: composed in a cell and in a text, committed once, taken back in one step.

By Qt's own events, as every input method's plugin sends them; through real ones in `tests/soak/test_input_method.py`.
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from ui.text_editor import TextEditor
from ui.value_editor import ValueEditor

CELL = "applications/received/applicant.natural_person"


@pytest.fixture
def ime(keyboard):
    """What an input method sends to the focus."""
    return InputMethod(keyboard)


class InputMethod:
    def __init__(self, keyboard):
        self._keyboard = keyboard

    def compose(self, *steps):
        for preedit in steps:
            self._send(QInputMethodEvent(preedit, []))

    def commit(self, text):
        event = QInputMethodEvent()
        event.setCommitString(text)
        self._send(event)

    def cancel(self):
        self._send(QInputMethodEvent())

    def _send(self, event):
        QApplication.sendEvent(self._keyboard.focus, event)
        self._keyboard.settle()


@pytest.fixture
def editor(window, keyboard):
    """The sample at work."""
    window.open_sample()
    keyboard.settle()
    return window.editor


@pytest.fixture
def cell(editor, keyboard):
    """The cell of table three in which the clerk is."""
    editor.wizard.go_and_return(CELL)
    keyboard.settle()
    return lambda: editor.session.filing.value(CELL)


@pytest.fixture
def text(editor, keyboard):
    """The text of the first narrative as the session has it, what is being typed entered."""
    editor.wizard.go_and_return("overview")
    keyboard.settle()
    assert isinstance(keyboard.focus, TextEditor)

    def now():
        editor.wizard.commit()
        return editor.session.filing.value("overview")

    return now


def preedit(widget):
    return widget.textCursor().block().layout().preeditAreaText()


def line(window):
    """The line in a cell in which a figure is typed, where one is open."""
    return next((one for one in window.findChildren(ValueEditor) if one.isVisible()), None)


# In a cell


def test_what_is_composed_in_a_cell_is_shown_there_and_entered_once(cell, ime, keyboard, window):
    before = cell()
    ime.compose("s", "sh", "shi")
    assert line(window).isVisible()
    assert cell() == before
    ime.commit("十二")
    assert keyboard.focus is line(window)
    assert keyboard.focus.text() == "十二"
    keyboard.press("Return")
    assert cell() == "十二"  # what is typed stays, and is told to be no number


@pytest.mark.parametrize(("typed", "number"), [("１２", 12), ("1，234", 1234), ("１２件", 12), ("＋3", 3)])
def test_digits_in_the_full_width_of_an_input_method_are_a_number(cell, ime, keyboard, typed, number):
    ime.compose(typed[0])
    ime.commit(typed)
    keyboard.press("Return")
    assert cell() == str(number)


def test_a_cell_composed_in_is_undone_in_one_step(cell, editor, ime, keyboard):
    before = cell()
    ime.compose("1")
    ime.commit("１７")
    keyboard.press("Return")
    assert cell() == "17"
    keyboard.press("Z", "Control")
    assert cell() == before


def test_a_composition_that_is_given_up_leaves_the_cell_as_it_was(cell, ime, keyboard, window):
    before = cell()
    ime.compose("s", "sh")
    ime.cancel()
    assert keyboard.focus is line(window)
    assert keyboard.focus.text() == before
    keyboard.press("Escape")
    assert cell() == before
    assert line(window) is None


def test_what_is_committed_without_being_composed_replaces_what_stands_in_the_cell(cell, ime, keyboard, window):
    assert cell()
    ime.commit("１")
    assert line(window).text() == "１"
    ime.commit("８")
    keyboard.press("Return")
    assert cell() == "18"


def test_a_space_alone_begins_nothing(cell, ime, window):
    ime.commit("　")
    assert line(window) is None


def test_a_page_left_while_a_cell_is_composed_in_takes_what_was_committed_and_no_letters(cell, editor, ime, keyboard):
    ime.commit("５")
    ime.compose("wu")
    editor.wizard.go_to_step(1)
    keyboard.settle()
    assert cell() == "5"
    editor.wizard.go_to_step(3)
    keyboard.settle()
    assert cell() == "5"


# In a text


def test_what_is_composed_in_a_text_is_shown_and_is_no_part_of_it(text, ime, keyboard):
    before = text()
    ime.compose("g", "go", "gong", "gong'kai")
    assert preedit(keyboard.focus) == "gong'kai"
    assert text() == before


def test_what_is_committed_lands_once_and_goes_in_one_step(text, editor, ime, keyboard):
    before = text()
    ime.compose("gong", "gongkai")
    ime.commit("公开工作")
    after = text()
    assert after.count("公开工作") == before.count("公开工作") + 1
    assert len(after) == len(before) + 4
    keyboard.press("Z", "Control")
    assert text() == before
    keyboard.press("Y", "Control")
    assert text() == after


def test_several_words_composed_one_after_the_other_all_land(text, ime):
    before = text()
    for letters, word in (("jinnian", "今年"), ("gong", "公"), ("kai", "开")):
        ime.compose(letters)
        ime.commit(word)
    assert len(text()) == len(before) + 4
    assert "今年公开" in text()


def test_the_checks_run_after_the_commit_and_not_on_the_letters(text, editor, ime, keyboard, qtbot):
    before = text()
    changes = []
    editor.session.changed.connect(changes.append)
    ime.compose("ceng", "ceng'ji", "ceng'jing")
    qtbot.wait(700)  # longer than the pause after which what is typed is entered
    assert changes == []
    ime.commit("曾经")
    qtbot.waitUntil(lambda: bool(changes))
    assert editor.session.filing.value("overview") != before
    assert "曾经" in editor.session.filing.value("overview")


def test_escape_while_composing_neither_leaves_the_text_nor_loses_it(text, editor, ime, keyboard):
    ime.commit("已写")
    ime.compose("wei'xie")
    keyboard.press("Escape")
    assert isinstance(keyboard.focus, TextEditor)
    assert editor.isVisible()
    ime.cancel()
    assert "已写" in text()


def test_a_page_left_while_composing_neither_loses_nor_doubles_what_was_written(text, editor, ime, keyboard):
    before = text()
    ime.commit("先写")
    ime.compose("hou")
    editor.wizard.go_to_step(3)
    keyboard.settle()
    assert editor.session.filing.value("overview").count("先写") == 1
    editor.wizard.go_and_return("overview")
    keyboard.settle()
    ime.cancel()
    ime.compose("hou")
    ime.commit("后写")
    assert text().count("先写") == 1
    assert text().count("后写") == 1
    assert len(text()) == len(before) + 4
    assert "hou" not in text()


def test_a_commit_that_comes_in_the_place_of_a_selection_is_one_step(text, editor, ime, keyboard):
    before = text()
    keyboard.press("End", "Shift")
    ime.compose("xin")
    ime.commit("新")
    assert text() != before
    keyboard.press("Z", "Control")
    if text() != before:  # what was chosen went in a step of its own
        keyboard.press("Z", "Control")
    assert text() == before


def test_a_draft_closed_while_composing_is_saved_with_all_that_was_committed(text, editor, ime, window):
    ime.commit("最后一句")
    ime.compose("wei'wan")
    assert editor.close_draft()
    id = editor.session.id
    assert "最后一句" in window._store.load(id).draft.values["overview"]
    assert "wei" not in window._store.load(id).draft.values["overview"]


def test_a_text_that_is_locked_is_closed_to_input_methods(text, keyboard):
    enabled = Qt.WidgetAttribute.WA_InputMethodEnabled
    assert keyboard.focus.testAttribute(enabled)
    keyboard.focus.setReadOnly(True)
    assert not keyboard.focus.testAttribute(enabled)
