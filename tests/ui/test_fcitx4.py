"""Chinese through Fcitx 4 by way of the bridge, against a Fcitx of the test's own; the real one in `tests/soak`."""

import os
import shutil
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTextEdit, QVBoxLayout, QWidget

from ui.fcitx4 import reach
from ui.fcitx4.bridge import Bridge, caret_on_screen
from ui.fcitx4.keys import key_event
from ui.fcitx4.service import FCITX_5, Service
from ui.text_editor import TextEditor
from ui.value_editor import ValueEditor

FAKE = Path(__file__).with_name("fcitx4_fake.py")
NAME = "org.fcitx.Fcitx-0"
CELL = "applications/received/applicant.natural_person"
KEYSYMS = {
    "space": (Qt.Key.Key_Space, 0x20, " "),
    "Escape": (Qt.Key.Key_Escape, 0xFF1B, ""),
    "Return": (Qt.Key.Key_Return, 0xFF0D, "\r"),
    "BackSpace": (Qt.Key.Key_Backspace, 0xFF08, ""),
    "Control": (Qt.Key.Key_Control, 0xFFE3, ""),
    "F5": (Qt.Key.Key_F5, 0xFFC2, ""),
}
moments, buses = count(1000), count()


class Fcitx:
    """The fake one, as a desktop starts and ends it."""

    def __init__(self, address):
        self._environment = os.environ | {"DBUS_SESSION_BUS_ADDRESS": address, "FAKE_NAME": NAME}
        self._bus = QDBusConnection.connectToBus(address, f"test-{next(buses)}")
        self.process = None

    def start(self):
        self.process = subprocess.Popen(
            [sys.executable, str(FAKE)], env=self._environment, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout.readline() == "there\n"

    def end(self):
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.communicate(timeout=10)

    def tell(self, method, *arguments):
        message = QDBusMessage.createMethodCall(NAME, "/test", "", method)
        message.setArguments(list(arguments))
        return (self._bus.call(message).arguments() or [""])[0]

    @property
    def heard(self):
        return [line for line in self.tell("told").splitlines() if not line.startswith("GetAll")]


@pytest.fixture(scope="module")
def bus_address():
    if not shutil.which("dbus-daemon"):
        pytest.skip("needs Debian's dbus")
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    yield daemon.stdout.readline().strip()
    daemon.terminate()
    daemon.communicate(timeout=10)


@pytest.fixture
def absent(bus_address):
    """A Fcitx that does not run yet."""
    made = Fcitx(bus_address)
    yield made
    made.end()


@pytest.fixture
def fcitx(absent):
    absent.start()
    return absent


@pytest.fixture
def bus(bus_address):
    """The desktop's bus as the program has it."""
    return QDBusConnection.connectToBus(bus_address, f"program-{next(buses)}")


@pytest.fixture
def join(application, bus, monkeypatch):
    """Makes the bridge, as the program does when its window has been painted."""
    monkeypatch.setattr("ui.fcitx4.context.PATIENCE_MS", 400)
    made = []

    def now():
        made.append(Bridge(Service(bus, NAME, rest_ms=100), application))
        return made[-1]

    yield now
    for one in made:
        shiboken6.delete(one)


@pytest.fixture
def bridge(fcitx, join, qtbot):
    made = join()
    qtbot.waitUntil(lambda: made.is_joined)
    return made


@pytest.fixture
def typist(bridge, keyboard):
    """A keyboard of X: each key has a keysym, and is offered to shortcuts before it is typed."""
    return Typist(keyboard)


class Typist:
    def __init__(self, keyboard):
        self._keyboard = keyboard

    def press(self, *names):
        for name in names:
            self._stroke(*(KEYSYMS[name] if name in KEYSYMS else (ord(name.upper()), ord(name), name)))

    def _stroke(self, key, keysym, text):
        moment, held = next(moments), Qt.KeyboardModifier.NoModifier
        assert self._keyboard.focus is not None
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, held, 38, keysym, 0, text)
            event.setTimestamp(moment)
            QApplication.sendEvent(self._keyboard.focus, event)
        QTest.qWait(10)
        self._keyboard.settle()


@pytest.fixture
def editor(window, keyboard):
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
    """The text of the first narrative, in which the clerk is."""
    editor.wizard.go_and_return("overview")
    keyboard.settle()
    assert isinstance(keyboard.focus, TextEditor)

    def now():
        editor.wizard.commit()
        return editor.session.filing.value("overview")

    return now


@pytest.fixture
def two_lines(application, qtbot):
    """A little window with two lines, the first in focus."""
    window = QWidget()
    column, lines = QVBoxLayout(window), (QLineEdit(), QLineEdit())
    for line in lines:
        column.addWidget(line)
    qtbot.addWidget(window)
    show(window, qtbot)
    lines[0].setFocus()
    yield lines
    window.close()


def show(window, qtbot):
    """The window on the screen and in front."""
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


def preedit(widget):
    return widget.textCursor().block().layout().preeditAreaText()


def line(window):
    return next((one for one in window.findChildren(ValueEditor) if one.isVisible()), None)


# Composing


def test_what_is_composed_in_a_cell_is_entered_once(cell, typist, window, keyboard):
    before = cell()
    typist.press(*"shier")
    assert line(window).isVisible()
    assert cell() == before
    typist.press("space")
    assert keyboard.focus is line(window)
    assert keyboard.focus.text() == "１２"
    typist.press("Return")
    assert cell() == "12"
    keyboard.press("Z", "Control")
    assert cell() == before


def test_what_is_composed_in_a_text_lands_once_and_goes_in_one_step(text, typist, keyboard):
    before = text()
    typist.press(*"gongkai")
    assert preedit(keyboard.focus) == "gongkai"
    assert text() == before
    typist.press("space")
    assert preedit(keyboard.focus) == ""
    assert len(text()) == len(before) + 2
    assert text().count("公开") == before.count("公开") + 1
    keyboard.press("Z", "Control")
    assert text() == before


def test_words_follow_each_other_in_the_order_of_the_keys(two_lines, typist):
    typist.press(*"gongkai", "space", *"gongzuo", "space", "space")
    assert two_lines[0].text() == "公开工作 "


def test_escape_gives_up_the_letters_and_leaves_the_text(text, editor, typist, keyboard):
    before = text()
    typist.press(*"gong", "BackSpace")
    assert preedit(keyboard.focus) == "gon"
    typist.press("Escape")
    assert preedit(keyboard.focus) == ""
    assert isinstance(keyboard.focus, TextEditor)
    assert editor.isVisible()
    assert text() == before


def test_a_key_is_asked_for_once_and_a_taken_one_is_hidden_from_shortcuts(two_lines, typist, fcitx):
    taken = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_G, Qt.KeyboardModifier.NoModifier, 38, 0x67, 0, "g")
    taken.ignore()
    QApplication.sendEvent(two_lines[0], taken)
    assert taken.isAccepted()
    typist.press("space")
    pressed = [one for one in fcitx.heard if one.startswith("ProcessKeyEvent 32 38 0 0")]
    assert len(pressed) == 1


def test_what_is_picked_with_the_mouse_in_the_candidates_lands(two_lines, typist, fcitx, qtbot):
    typist.press(*"gongkai")
    fcitx.tell("say", "公开")
    qtbot.waitUntil(lambda: two_lines[0].text() == "公开")


# The focus


def test_words_broken_off_land_where_they_were_composed(two_lines, typist):
    typist.press(*"gongkai")
    two_lines[1].setFocus()
    typist.press(*"gongzuo", "space")
    assert [one.text() for one in two_lines] == ["公开", "工作"]


def test_a_mouse_pressed_elsewhere_in_the_text_ends_the_word_where_it_was_begun(two_lines, typist):
    typist.press(*"gongzuo", "space", *"gongkai")
    QTest.mouseClick(two_lines[0], Qt.MouseButton.LeftButton, pos=QPoint(3, 10))
    typist.press(*"gongkai", "space")
    assert two_lines[0].text() == "公开工作公开"


def test_a_page_left_while_composing_neither_loses_nor_doubles_what_was_written(text, editor, typist, keyboard):
    before = text()
    typist.press(*"gongzuo", "space", *"gongkai")
    editor.wizard.go_to_step(3)
    keyboard.settle()
    after = editor.session.filing.value("overview")
    assert len(after) == len(before) + 4
    assert after.count("工作公开") == before.count("工作公开") + 1
    editor.wizard.go_and_return("overview")
    keyboard.settle()
    assert text() == after


def test_a_key_that_leads_elsewhere_leaves_in_the_cell_what_was_composed(cell, editor, typist, keyboard, window):
    typist.press(*"shier", "Control")
    assert line(window).text() == ""
    typist.press("F5")
    assert line(window).text() == "１２"
    editor.wizard.go_to_step(1)
    keyboard.settle()
    assert cell() == "12"


def test_fcitx_is_told_where_the_caret_is_and_when_the_window_is_left(two_lines, typist, fcitx):
    typist.press(*"gong", "space", "a")
    caret = caret_on_screen(two_lines[0])
    assert caret.topLeft() == two_lines[0].mapToGlobal(two_lines[0].cursorRect().topLeft())
    places = [one for one in fcitx.heard if one.startswith("SetCursorRect")]
    assert len(places) >= 2
    assert len(places) == len(set(places))
    two_lines[0].clearFocus()
    assert fcitx.heard[-1] == "FocusOut"


def secret(line):
    line.setEchoMode(QLineEdit.EchoMode.Password)


def digits(line):
    line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)


def locked(line):
    line.setReadOnly(True)


@pytest.mark.parametrize("close", [secret, digits, locked])
def test_where_nothing_may_be_composed_fcitx_sees_no_key(close, two_lines, typist, fcitx):
    close(two_lines[1])
    two_lines[1].setFocus()
    typist.press(*"gong")
    assert [one for one in fcitx.heard if one.startswith("Process")] == []
    assert two_lines[1].text() == ("" if close is locked else "gong")


def test_keys_at_a_button_are_the_buttons(two_lines, typist, fcitx):
    button = QPushButton(two_lines[0].window())
    button.show()
    button.setFocus()
    typist.press("space")
    assert [one for one in fcitx.heard if one.startswith("Process")] == []


# Fcitx goes, hangs and comes back


def test_no_key_is_lost_when_fcitx_ends_in_the_middle_of_a_word(text, typist, bridge, fcitx, keyboard, qtbot):
    before = text()
    typist.press(*"gong")
    fcitx.end()
    typist.press(*"kai")
    assert not bridge.is_joined
    assert preedit(keyboard.focus) == ""
    assert len(text()) == len(before) + 3
    assert text().count("kai") == before.count("kai") + 1
    fcitx.start()
    qtbot.waitUntil(lambda: bridge.is_joined)
    typist.press(*"gongkai", "space")
    assert "kai公开" in text()


def test_no_key_is_lost_nor_doubled_when_fcitx_hangs(two_lines, typist, bridge, fcitx, qtbot):
    fcitx.tell("hang", 1)
    typist.press("g")
    assert not bridge.is_joined
    typist.press("o")
    assert two_lines[0].text() == "go"
    fcitx.tell("hang", 0)
    qtbot.waitUntil(lambda: bridge.is_joined)
    typist.press("BackSpace", *"shier", "space")
    assert two_lines[0].text() == "g１２"


def test_the_window_does_not_wait_for_a_fcitx_that_hangs_from_the_first(fcitx, join, qtbot):
    fcitx.process.send_signal(signal.SIGSTOP)
    begun = time.monotonic()
    bridge = join()
    assert time.monotonic() - begun < 0.2
    qtbot.wait(300)  # it has been asked twice in vain
    assert not bridge.is_joined
    fcitx.process.send_signal(signal.SIGCONT)
    qtbot.waitUntil(lambda: bridge.is_joined)


def test_fcitx_that_starts_after_the_program_is_joined(absent, join, qtbot):
    bridge = join()
    qtbot.wait(50)
    assert not bridge.is_joined
    absent.start()
    qtbot.waitUntil(lambda: bridge.is_joined)
    absent.end()
    qtbot.waitUntil(lambda: not bridge.is_joined)


def test_fcitx_5_by_the_name_of_fcitx_4_is_left_to_its_own_way(fcitx, bus, join, qtbot):
    assert bus.registerService(FCITX_5)
    bridge = join()
    qtbot.wait(300)
    assert not bridge.is_joined
    assert fcitx.heard == []
    bus.unregisterService(FCITX_5)


def test_a_widget_that_is_gone_is_no_stumbling_block(two_lines, typist, bridge):
    typist.press(*"gong")
    shiboken6.delete(two_lines[0])
    two_lines[1].setFocus()
    typist.press(*"gongkai", "space")
    assert two_lines[1].text() == "公开"


def test_nothing_is_sought_on_a_screen_that_is_not_of_x(application):
    assert application.platformName() != "xcb"
    reach(application)
    assert application.findChildren(Bridge) == []


# Keys that come back


@pytest.mark.parametrize(
    ("keysym", "modifiers", "key", "writes"),
    [
        (0x61, 0, Qt.Key.Key_A, "a"),
        (0x41, 1, Qt.Key.Key_A, "A"),
        (0x61, 4, Qt.Key.Key_A, ""),
        (0xFF08, 0, Qt.Key.Key_Backspace, ""),
        (0xFF0D, 0, Qt.Key.Key_Return, "\r"),
        (0xFF51, 1, Qt.Key.Key_Left, ""),
    ],
)
def test_a_key_that_fcitx_returns_is_the_key_of_qt(keysym, modifiers, key, writes):
    event = key_event(keysym, modifiers, is_press=True)
    assert (event.key(), event.text(), event.type()) == (key, writes, QEvent.Type.KeyPress)
    assert key_event(keysym, modifiers, is_press=False).type() == QEvent.Type.KeyRelease


def test_a_key_without_a_meaning_here_is_not_returned():
    assert key_event(0x1008FF13, 0, is_press=True) is None


def test_a_returned_key_is_typed_and_fcitx_is_not_asked_again(application, typist, bridge, fcitx, qtbot):
    field = QTextEdit("公开")
    qtbot.addWidget(field)
    show(field, qtbot)
    field.moveCursor(field.textCursor().MoveOperation.End)
    fcitx.tell("give_back", 0xFF08)
    qtbot.waitUntil(lambda: field.toPlainText() == "公")
    QCoreApplication.processEvents()
    assert [one for one in fcitx.heard if one.startswith("Process")] == []
