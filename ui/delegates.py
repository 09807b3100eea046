"""How cells and rows are drawn and edited.

The type stubs of PySide6 lack the attributes of QStyleOption, hence the ignores.
"""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QIcon, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui.keys import gives_up_undo
from ui.models.table_model import TableModel
from ui.style import theme

Index = QModelIndex | QPersistentModelIndex
_MARK = 20
_CHOSEN = QStyle.StateFlag.State_Selected


class ValueDelegate(QStyledItemDelegate):
    """A plain line to type a number in; Enter takes it and goes down, Tab takes it and goes on.

    Signals:
        entered(int): the text is taken; the clerk goes down by so many rows.
    """

    entered = Signal(int)

    def createEditor(  # noqa: N802
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """A line in the middle of the cell, named by its address."""
        editor = QLineEdit(parent)
        editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        editor.setFrame(False)
        model = index.model()
        if isinstance(model, TableModel):
            editor.setObjectName(model.address(index))
            editor.setAccessibleName(str(model.data(index, Qt.ItemDataRole.AccessibleTextRole)))
        return editor

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
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

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:  # noqa: N802
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


class FindingDelegate(QStyledItemDelegate):
    """Gives each finding the height that its words need at the list's width."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    # Qt's names from here on

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """As wide as the list, as high as the wrapped words with their padding."""
        view = self._view
        width = view.viewport().width()
        text, wrap = str(index.data()), int(Qt.TextFlag.TextWordWrap)
        words = QFontMetrics(view.font()).boundingRect(0, 0, width - 24, 9999, wrap, text)
        return QSize(width - 4, words.height() + 16)


class StepDelegate(QStyledItemDelegate):
    """A step with its mark in a column of its own, so that the titles stand in line."""

    # Qt's names from here on

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        """The mark, which the model gives as a letter, becomes a picture of one width."""
        super().initStyleOption(option, index)
        letter = str(index.data(Qt.ItemDataRole.DecorationRole) or "")
        ink = index.data(Qt.ItemDataRole.ForegroundRole) or QColor(theme().text)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration  # type: ignore[attr-defined]
        option.decorationSize = QSize(_MARK, _MARK)  # type: ignore[attr-defined]
        option.icon = QIcon(_picture(letter, QColor(ink).name(), option.font))  # type: ignore[attr-defined]


def _picture(letter: str, colour: str, font: QFont) -> QPixmap:
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    picture = QPixmap(int(_MARK * ratio), int(_MARK * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(QRect(0, 0, _MARK, _MARK), int(Qt.AlignmentFlag.AlignCenter), letter)
    painter.end()
    return picture


def _direction(event: QKeyEvent) -> int:
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
    return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
