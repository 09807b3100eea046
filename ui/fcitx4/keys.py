"""Keys that an input method gives back, as Qt has them."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

_Key = Qt.Key
_NAMED = {
    0xFF08: _Key.Key_Backspace, 0xFF09: _Key.Key_Tab, 0xFF0D: _Key.Key_Return, 0xFF1B: _Key.Key_Escape,
    0xFF50: _Key.Key_Home, 0xFF51: _Key.Key_Left, 0xFF52: _Key.Key_Up, 0xFF53: _Key.Key_Right,
    0xFF54: _Key.Key_Down, 0xFF55: _Key.Key_PageUp, 0xFF56: _Key.Key_PageDown, 0xFF57: _Key.Key_End,
    0xFF8D: _Key.Key_Enter, 0xFFFF: _Key.Key_Delete,
}  # fmt: skip
_TEXTS = {_Key.Key_Tab: "\t", _Key.Key_Return: "\r", _Key.Key_Enter: "\r"}
_HELD = {
    1 << 0: Qt.KeyboardModifier.ShiftModifier,
    1 << 2: Qt.KeyboardModifier.ControlModifier,
    1 << 3: Qt.KeyboardModifier.AltModifier,
}
_LATIN = range(0x20, 0x7F)


def key_event(keysym: int, modifiers: int, *, is_press: bool) -> QKeyEvent | None:
    """The key of a keysym and the modifiers of X; None for one that neither writes ASCII nor moves the caret."""
    held = Qt.KeyboardModifier.NoModifier
    for bit, modifier in _HELD.items():
        if modifiers & bit:
            held |= modifier
    kind = QEvent.Type.KeyPress if is_press else QEvent.Type.KeyRelease
    if keysym in _LATIN:
        letter = chr(keysym)
        writes = not held & ~Qt.KeyboardModifier.ShiftModifier
        return QKeyEvent(kind, ord(letter.upper()), held, letter if writes else "")
    key = _NAMED.get(keysym)
    return None if key is None else QKeyEvent(kind, key, held, _TEXTS.get(key, ""))
