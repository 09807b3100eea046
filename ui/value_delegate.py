"""How a figure in a table is drawn and typed.

The type stubs of PySide6 lack the attributes of QStyleOption, hence the ignores.
"""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.keys import ENTER, gives_up_undo
from ui.models.table_model import TableModel
from ui.style import theme

Index = QModelIndex | QPersistentModelIndex
_CHOSEN = QStyle.StateFlag.State_Selected


class ValueDelegate(QStyledItemDelegate):
    """A plain line to type a number in; Enter takes it and goes down, Tab takes it and goes on.

    Signals:
        entered(int): the text is taken; the clerk goes down by so many rows.
    """

    entered = Signal(int)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line in the middle of the cell, named by its address."""
        editor = QLineEdit(parent)
        editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        editor.setFrame(False)
        model = index.model()
        if isinstance(model, TableModel):
            editor.setObjectName(model.address(index))
            editor.setAccessibleName(str(model.data(index, Qt.ItemDataRole.AccessibleTextRole)))
        return editor

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Chosen cells keep their own colours: a fault stays red under the cursor."""
        super().initStyleOption(option, index)
        option.state &= ~(_CHOSEN | QStyle.StateFlag.State_HasFocus)  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell as the model has it, and a frame around it where it is chosen."""
        super().paint(painter, option, index)
        if option.state & _CHOSEN:  # type: ignore[attr-defined]
            painter.save()
            painter.setPen(QPen(QColor(theme().accent), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))  # type: ignore[attr-defined]
            painter.restore()

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter, Up and Down commit and move as they do outside the editor."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(editor, QLineEdit):
            down = _direction(event)
            if down:
                self._take(editor, down)
                return True
        return gives_up_undo(event) or super().eventFilter(editor, event)

    def _take(self, editor: QLineEdit, down: int) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.entered.emit(down)


def _direction(event: QKeyEvent) -> int:
    if event.key() in ENTER:
        return -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
    return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
