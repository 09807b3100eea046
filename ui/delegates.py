"""How the rows of the lists are drawn.

The type stubs of PySide6 lack the attributes of QStyleOption, hence the ignores.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from ui.style import theme

Index = QModelIndex | QPersistentModelIndex
_MARK = 20


class FindingDelegate(QStyledItemDelegate):
    """Gives each finding the height that its words need at the list's width."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    # Qt's names from here on

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the list, as high as the wrapped words with their padding."""
        view = self._view
        width = view.viewport().width()
        text, wrap = str(index.data()), int(Qt.TextFlag.TextWordWrap)
        words = QFontMetrics(view.font()).boundingRect(0, 0, width - 24, 9999, wrap, text)
        return QSize(width - 4, words.height() + 16)


class StepDelegate(QStyledItemDelegate):
    """A step with its mark in a column of its own, so that the titles stand in line."""

    # Qt's names from here on

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
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
