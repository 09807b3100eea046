"""How the rows of the list of findings are drawn: sign, word, title; room below the chosen one for what unfolds there.

The type stubs of PySide6 lack the attributes of QStyleOption, hence the ignores.
"""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.causes import Group
from ui.models.findings_model import GROUP
from ui.style import theme

Index = QModelIndex | QPersistentModelIndex
PAD, SIGN = 8, 18
_MOST = 512


class FindingDelegate(QStyledItemDelegate):
    """Gives each row the height that its words need at the list's width, the chosen one also that of its detail."""

    def __init__(self, view: QListView, detail_height: Callable[[Index, int], int]) -> None:
        super().__init__(view)
        self._view = view
        self._detail_height = detail_height
        self._heights: dict[tuple[str, int, str], int] = {}

    def head_height(self, index: Index, width: int) -> int:
        """How high the words of a row are with their padding."""
        text, font = str(index.data()), self._view.font()
        key = (text, width, font.key())
        if key not in self._heights:
            if len(self._heights) > _MOST:
                self._heights.clear()
            self._heights[key] = int(_laid(text, "", font, width - _indent()).boundingRect().height() + 0.5)
        return max(self._heights[key], SIGN) + 2 * PAD

    # Qt's names from here on

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the list, as high as the wrapped words and what is unfolded below them."""
        width = self._view.viewport().width()
        return QSize(width, self.head_height(index, width) + self._detail_height(index, width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The row's ground, its sign, its words with the first in the colour of how grave it is."""
        self.initStyleOption(option, index)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        if index == self._view.currentIndex():  # unfolded, also where it is only current and not selected
            option.state |= QStyle.StateFlag.State_Selected  # type: ignore[attr-defined]
        self._view.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, self._view)
        group, sign = index.data(GROUP), index.data(Qt.ItemDataRole.DecorationRole)
        if not isinstance(group, Group) or not isinstance(sign, QIcon):
            return
        sign.paint(painter, rect.left() + PAD, rect.top() + PAD, SIGN, SIGN)
        laid = _laid(str(index.data()), group.severity, self._view.font(), rect.width() - _indent())
        painter.save()
        painter.setPen(QColor(theme().text))
        laid.draw(painter, QPointF(rect.left() + PAD + SIGN + PAD, rect.top() + PAD))
        painter.restore()


def _indent() -> int:
    return PAD + SIGN + PAD + PAD


def _laid(text: str, severity: str, font: QFont, width: int) -> QTextLayout:
    """The words laid out in lines; the first one, which says how grave it is, strong and in its colour."""
    laid = QTextLayout(text, font)
    wrap = QTextOption()
    wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    laid.setTextOption(wrap)
    laid.setFormats([_first_word(text, severity)])
    laid.beginLayout()
    height = 0.0
    while (line := laid.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, height))
        height += line.height()
    laid.endLayout()
    return laid


def _first_word(text: str, severity: str) -> QTextLayout.FormatRange:
    strong = QTextCharFormat()
    strong.setFontWeight(QFont.Weight.DemiBold)
    if severity:
        strong.setForeground(QColor({"error": theme().error, "warning": theme().warning}.get(severity, theme().faint)))
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = 0, len(text.partition("　")[0]), strong  # type: ignore[attr-defined]
    return found
