"""How the rows of the step list are drawn.

The type stubs of PySide6 lack the attributes of QStyleOption, hence the ignores.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.icons import icon
from ui.models.steps_model import COLOUR, MARK, WIDEST, WORDS
from ui.style import SMALL, theme

Index = QModelIndex | QPersistentModelIndex

_EDGE, _GAP = 12, 10
_WIDE_LINE, _NARROW_LINE = 7, 2
_ONE_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class StepDelegate(QStyledItemDelegate):
    """A step: its mark in a column of its own, its title, and in small words how far it is.

    On a low screen the rows stand closer, on a very low one their words go to the tooltips, so that all steps are seen.
    """

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        view.setResizeMode(QListView.ResizeMode.Adjust)  # the height of a row goes by that of the list

    def _row(self) -> tuple[int, bool]:
        """How high a row is, and whether it has room for the words."""
        title, small = (QFontMetrics(font).height() for font in _fonts(self._view.font()))
        room = self._view.viewport().height() // max(self._view.model().rowCount(), 1)
        has_words = room >= title + small + 2 * _NARROW_LINE
        high = title + (small if has_words else 0)
        return min(max(room, high + 2 * _NARROW_LINE), high + 2 * _WIDE_LINE), has_words

    # Qt's names from here on

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for title and words, whatever they will be; never smaller than the font."""
        title, small = (QFontMetrics(font) for font in _fonts(self._view.font()))
        words = (small.horizontalAdvance(str(index.data(role))) for role in (WORDS, WIDEST))
        wide = max(title.horizontalAdvance(str(index.data())), *words)
        return QSize(2 * _EDGE + title.height() + _GAP + wide + 2, self._row()[0])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground as the style sheet has it, mark and words upon it."""
        state, rect = option.state, option.rect  # type: ignore[attr-defined]
        view = self._view
        view.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, view)
        self._paint_step(painter, rect, index, bool(state & QStyle.StateFlag.State_Selected))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(theme().accent), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 6, 6)

    def _paint_step(self, painter: QPainter, rect: QRect, index: Index, is_current: bool) -> None:
        title, small = _fonts(self._view.font())
        title.setWeight(QFont.Weight.DemiBold if is_current else QFont.Weight.Normal)
        side, below = QFontMetrics(title).height(), QFontMetrics(small).height()
        has_words, now, colour = self._row()[1], theme(), str(index.data(COLOUR))
        top = rect.top() + (rect.height() - side - (below if has_words else 0)) // 2
        left = rect.left() + _EDGE
        icon(str(index.data(MARK)), colour).paint(painter, QRect(left, top, side, side))
        place = QRect(left + side + _GAP, top, rect.right() - _EDGE - left - side - _GAP, side)
        _write(painter, place, str(index.data()), title, now.text)
        if has_words:
            ink = getattr(now, colour) if colour in ("error", "warning") else now.faint
            _write(painter, place.adjusted(0, side, 0, below), str(index.data(WORDS)), small, ink)


def _write(painter: QPainter, place: QRect, text: str, font: QFont, ink: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, int(_ONE_LINE), cut)


def _fonts(font: QFont) -> tuple[QFont, QFont]:
    """The font of the title, as wide as it is where the step is shown, and that of the words below."""
    title, small = QFont(font), QFont(font)
    title.setWeight(QFont.Weight.DemiBold)
    small.setPointSizeF(font.pointSizeF() * SMALL)
    return title, small
