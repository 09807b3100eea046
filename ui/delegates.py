"""How the rows of the step list are drawn.

The type stubs of PySide6 lack the attributes of QStyleOption, hence the ignores.
"""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.icons import icon
from ui.models.steps_model import COLOUR, INK, MARK, WIDEST, WORDS
from ui.style import SMALL, theme

Index = QModelIndex | QPersistentModelIndex

_EDGE, _GAP, _BAR = 12, 10, 3
_WIDE_LINE, _NARROW_LINE = 4, 1
_MOST_LINES = 2
_ONE_LINE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class StepDelegate(QStyledItemDelegate):
    """A step: its mark in a column of its own, its title, and in small words how far it is.

    On a low screen the rows stand closer, on a lower one they keep one line of words, that of what was found, on a very
    low one the words go to the tooltips: all steps are seen.
    """

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view, self._viewport = view, view.viewport()
        view.setResizeMode(QListView.ResizeMode.Adjust)  # the height of a row goes by that of the list

    def _row(self) -> tuple[int, int]:
        """How high a row is, and for how many lines of words it has room."""
        title, small = _heights(self._view.font())
        room = self._viewport.height() // max(self._view.model().rowCount(), 1)
        lines = min(max((room - title - 2 * _NARROW_LINE) // small, 0), _MOST_LINES)
        high = title + lines * small
        return min(max(room, high + 2 * _NARROW_LINE), high + 2 * _WIDE_LINE), lines

    # Qt's names from here on

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for title and words, whatever they will be; never smaller than the font."""
        lines = tuple(line for role in (WORDS, WIDEST) for line in str(index.data(role)).split("\n"))
        return QSize(_width_of(_Face(self._view.font()), str(index.data()), lines), self._row()[0])

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
        side, below = _heights(self._view.font())
        room, now = self._row()[1], theme()
        lines = str(index.data(WORDS)).split("\n")[-room:] if room else []
        top = rect.top() + (rect.height() - side - below * len(lines)) // 2
        left = rect.left() + _EDGE
        if is_current:
            _paint_bar(painter, rect)
        icon(str(index.data(MARK)), str(index.data(COLOUR))).paint(painter, QRect(left, top, side, side))
        place = QRect(left + side + _GAP, top, rect.right() - _EDGE - left - side - _GAP, side)
        _write(painter, place, str(index.data()), title, now.text)
        place.setHeight(below)
        place.translate(0, side - below)
        for line in lines:
            place.translate(0, below)
            ink = getattr(now, str(index.data(INK))) if line is lines[-1] else now.faint
            _write(painter, place, line, small, ink)


def _paint_bar(painter: QPainter, rect: QRect) -> None:
    """A straight bar at the left of the step that is shown."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().accent))
    bar = QRectF(rect.left(), rect.top() + 2 * _BAR, _BAR, rect.height() - 4 * _BAR)
    painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
    painter.restore()


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


def _heights(font: QFont) -> tuple[int, int]:
    """How high a title is, and a line of small words: these stand close together, whatever air the font asks for."""
    return _heights_of(_Face(font))


class _Face:
    """A font as the key of what is measured by it: its own text leaves out all its families but the first."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._key = (font.toString(), *font.families())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Face) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


@lru_cache(maxsize=8)
def _heights_of(face: _Face) -> tuple[int, int]:
    title, small = _fonts(face.font)
    return QFontMetrics(title).height(), min(QFontMetrics(small).height(), round(QFontInfo(small).pixelSize() * 1.3))


@lru_cache(maxsize=256)
def _width_of(face: _Face, title_text: str, lines: tuple[str, ...]) -> int:
    """How wide a step is: its mark, and the widest of its words."""
    title, small = (QFontMetrics(one) for one in _fonts(face.font))
    wide = max(title.horizontalAdvance(title_text), *map(small.horizontalAdvance, lines))
    return 2 * _EDGE + title.height() + _GAP + wide + 2
