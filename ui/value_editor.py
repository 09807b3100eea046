"""The line in which a figure is typed: begun by typing it replaces, begun by F2 it is mended, as in a sheet."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.clipboard import text_on_clipboard
from ui.keys import ENTER, is_alt_letter

_Key = Qt.Key
_AWAY = {_Key.Key_Left: (0, -1), _Key.Key_Right: (0, 1)}
_LEAVING = {_Key.Key_Up: (-1, 0), _Key.Key_Down: (1, 0)}
_ENDS = {_Key.Key_Home: 0, _Key.Key_End: 1}
_FAR = (*_ENDS, *_AWAY, *_LEAVING)


class ValueEditor(QLineEdit):
    """A plain line in the middle of a cell.

    `mends` says that Left and Right move in the text; otherwise they take it and go to the next cell. F2 and a click
    turn from one to the other.

    Signals:
        left(int, int): the text is to be taken; the clerk goes on by so many cells down and to the right.
        jumped(object): the text is to be taken; the clerk goes far, as this key event says.
        entered(int): the text is to be taken by Enter; the clerk goes down, or up for -1.
        tabbed(int): the text is to be taken; the clerk goes to the next value, or the one before for -1.
        entered_everywhere(): the text is meant for every chosen cell.
        block_pasted(): what is on the clipboard is more than one value.
    """

    left = Signal(int, int)
    jumped = Signal(object)
    entered = Signal(int)
    tabbed = Signal(int)
    entered_everywhere = Signal()
    block_pasted = Signal()

    def __init__(self, parent: QWidget, *, mends: bool) -> None:
        super().__init__(parent)
        self.mends = mends
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrame(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def begin(self) -> None:
        """Stands ready: all chosen to be replaced, or the cursor behind the text."""
        if self.mends:
            self.deselect()
            self.end(False)

    def _way(self, key: int) -> tuple[int, int] | None:
        known = _LEAVING if self.mends else _LEAVING | _AWAY
        return known.get(_Key(key))

    # Qt's names from here on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and arrows take the text; a block from the clipboard is not for one line."""
        held, way = event.modifiers(), self._way(event.key())
        is_far = bool(held & Qt.KeyboardModifier.ControlModifier)
        if event.key() in ENTER:
            if is_far:
                self.entered_everywhere.emit()
            else:
                self.entered.emit(-1 if held & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == _Key.Key_F2:
            self.mends = not self.mends
        elif event.key() in _ENDS and is_far and self.mends:
            self.setCursorPosition(_ENDS[_Key(event.key())] * len(self.text()))
        elif is_far and event.key() in (_LEAVING if self.mends else _FAR):
            self.jumped.emit(event)
        elif way and not held & ~Qt.KeyboardModifier.KeypadModifier:
            self.left.emit(*way)
        elif event.matches(QKeySequence.StandardKey.Paste) and _is_block():
            self.block_pasted.emit()
        elif not is_alt_letter(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes the text."""
        self.tabbed.emit(1 if forward else -1)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click into the text means to mend it."""
        self.mends = True
        super().mousePressEvent(event)


def _is_block() -> bool:
    return any(mark in text_on_clipboard().strip("\r\n") for mark in "\t\n")
