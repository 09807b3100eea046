"""Keys that text widgets would keep for themselves."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


def is_alt_letter(event: QEvent) -> bool:
    """Whether a letter is pressed with Alt, alone or with Shift: Qt would write it where no button takes it.

    AltGr, which writes, comes as Ctrl and Alt.
    """
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
        return False
    shift, alt = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
    return event.modifiers() & ~shift == alt and event.text().isprintable() and bool(event.text())


def is_undo(event: QEvent) -> bool:
    """Whether the event asks a text widget if it wants the key of Undo for itself."""
    is_key = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo)
    return is_key and event.type() == QEvent.Type.ShortcutOverride


def gives_up_undo(event: QEvent) -> bool:
    """Whether the event is a text widget's claim to Undo or Redo; it is refused: there is one stack, the session's."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if not any(event.matches(key) for key in _UNDO):
        return False
    event.ignore()
    return True
