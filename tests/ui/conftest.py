"""What the window's tests need; they skip, visibly, where PySide6 is not installed."""

import pytest

pytest.importorskip("PySide6")

from PySide6.QtCore import QEvent


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/ui" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support .*"))


@pytest.fixture(scope="session")
def application(qapp):
    """The program's one application with its language, fonts and colours."""
    from ui.application import make_application

    made = make_application()
    yield made
    made.clipboard().clear()  # Qt's offscreen screen does not outlive a table on its clipboard


@pytest.fixture
def window(application, qtbot, tmp_path, request, monkeypatch):
    """The program's window over an empty store, on the screen and in front.

    A draft's texts are asked as it opens, unless the test is marked to see them come later.
    """
    from app.store import open_store
    from ui.editor import Editor
    from ui.window import MainWindow

    if "texts_later" not in request.keywords:
        start = Editor.start
        monkeypatch.setattr(Editor, "start", lambda editor, place: (editor.session.check_texts(), start(editor, place)))

    store = open_store(tmp_path / "store" / "gongkai.db")
    made = MainWindow(store)
    made.resize(1280, 800)
    made.show()
    qtbot.waitActive(made).__enter__()
    yield made
    store.close()
    made.close()
    made.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def keyboard(qtbot):
    """A clerk's keyboard: every key goes to whatever has the focus."""
    return Keyboard(qtbot)


class Keyboard:
    """Keys pressed at the focus, and text as an input method commits it."""

    def __init__(self, qtbot):
        self._qtbot = qtbot

    @property
    def focus(self):
        from PySide6.QtWidgets import QApplication

        return QApplication.focusWidget()

    def press(self, key, *modifiers):
        """One key, by its name in Qt: Tab, Return, N with Alt."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= getattr(Qt.KeyboardModifier, f"{modifier}Modifier")
        if QApplication.activeWindow() is None:  # no window manager here to hand the focus on
            (QApplication.activeModalWidget() or self._main_window()).activateWindow()
            self.settle()
        QTest.keyClick(self.focus or QApplication.activeWindow(), getattr(Qt.Key, f"Key_{key}"), held)
        if "Alt" in modifiers:  # a button pressed by its letter shows itself pressed for a tenth of a second
            QTest.qWait(150)
        self.settle()

    def type(self, text):
        """Plain ASCII key by key; anything else as an input method commits it."""
        from PySide6.QtGui import QInputMethodEvent
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        if text.isascii():
            for letter in text:
                QTest.keyClicks(self.focus, letter)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(self.focus, event)
        self.settle()

    def until(self, name, key="Tab", *, most=60):
        """Presses a key until the widget of this name has the focus."""
        for _press in range(most):
            if self.focus is not None and self.focus.objectName() == name:
                return
            self.press(key)
        raise AssertionError(f"{key} never reached {name}")

    def _main_window(self):
        from PySide6.QtWidgets import QApplication, QMainWindow

        return next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow) and w.isVisible())

    def settle(self):
        """Lets everything that the key set off come to rest."""
        from PySide6.QtWidgets import QApplication

        for _turn in range(3):
            QApplication.processEvents()
