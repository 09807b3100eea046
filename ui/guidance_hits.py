"""What was found in the guidance: each place with the passage in which the words stand, the words marked."""

from collections.abc import Sequence
from math import ceil
from typing import Protocol

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.guidance_search import spans
from app.i18n import _
from ui.style import theme

Index = QModelIndex | QPersistentModelIndex

_BEFORE, _LONGEST, _EDGE = 10, 46, 8


class Found(Protocol):
    """What a list of places shows of each: its name and the passage with the words."""

    @property
    def title(self) -> str:
        """Where it is."""

    @property
    def text(self) -> str:
        """What stands there."""


class GuidanceHits(QListView):
    """The places found; Enter or a click shows the guidance of one.

    Signals:
        hit_chosen(object): the clerk wants to read this one of what was found.
    """

    hit_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("guidance_hits")
        self.setAccessibleName(_("Found in the guidance"))
        self._hits = _HitsModel()
        self.setModel(self._hits)
        self.setItemDelegate(_HitDelegate(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # a word that stands everywhere must not hold up the typing
        self.setBatchSize(12)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)

    def show_hits(self, hits: Sequence[Found], sought: str) -> None:
        """Shows what was found, the first chosen."""
        self._hits.show_hits(hits, sought)
        self.setCurrentIndex(self._hits.index(0, 0))

    @property
    def room(self) -> int:
        """The width that the words have, a scroll bar or not."""
        return self.width() - self.verticalScrollBar().sizeHint().width() - 2 * self.frameWidth()

    def choose_current(self) -> None:
        """Shows the guidance of the place that is marked."""
        self._on_chosen(self.currentIndex())

    def _on_chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.hit_chosen.emit(self._hits.hits[index.row()])


class _HitsModel(QAbstractListModel):
    """Hits and the words that were sought."""

    def __init__(self) -> None:
        super().__init__()
        self.hits: Sequence[Found] = ()
        self.sought = ""

    def show_hits(self, hits: Sequence[Found], sought: str) -> None:
        self.beginResetModel()
        self.hits, self.sought = hits, sought
        self.endResetModel()

    # Qt's names from here on

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row a place."""
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Place and passage; all that is said there for tooltips and screen readers."""
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{hit.title}\n{cropped(hit.text, self.sought)}"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{hit.title}\n{hit.text}"
        return None


class _HitDelegate(QStyledItemDelegate):
    """The place in strong letters, the passage below, the words sought on a ground of their own."""

    def __init__(self, view: GuidanceHits) -> None:
        super().__init__(view)
        self._view = view

    def _layout(self, text: str, sought: str, font: QFont, width: int) -> tuple[QTextLayout, float]:
        """The text in lines of a width, with its height."""
        layout = QTextLayout(text, font)
        layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
        layout.setFormats([_mark(start, end) for start, end in spans(text, sought)])
        height = 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, height

    def _parts(self, index: Index, width: int) -> list[tuple[QTextLayout, float, str]]:
        title, _newline, passage = str(index.data()).partition("\n")
        sought, strong, now = self._view._hits.sought, QFont(self._view.font()), theme()
        strong.setWeight(QFont.Weight.DemiBold)
        parts = ((title, strong, now.text), (passage, self._view.font(), now.faint))
        return [(*self._layout(text, sought, font, width), ink) for text, font, ink in parts]

    # Qt's names from here on

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as the list, as high as the words in lines."""
        width = self._view.room
        return QSize(width, ceil(sum(high for _, high, _ in self._parts(index, width - 2 * _EDGE))) + 2 * _EDGE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground as the sheet has it, the words upon it."""
        style, rect = self._view.style(), option.rect  # type: ignore[attr-defined]
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, self._view)
        place = QPointF(rect.left() + _EDGE, rect.top() + _EDGE)
        for layout, high, ink in self._parts(index, self._view.room - 2 * _EDGE):
            painter.setPen(QColor(ink))
            layout.draw(painter, place, [], QRectF())
            place += QPointF(0, high)


def _mark(start: int, end: int) -> QTextLayout.FormatRange:
    """The look of words that were sought; the type stubs lack the attributes, hence the ignores."""
    look, mark = QTextCharFormat(), QTextLayout.FormatRange()
    look.setBackground(QColor(theme().warning_ground))
    look.setForeground(QColor(theme().text))
    look.setFontWeight(QFont.Weight.DemiBold)
    mark.start = start  # type: ignore[attr-defined]
    mark.length = end - start  # type: ignore[attr-defined]
    mark.format = look  # type: ignore[attr-defined]
    return mark


def cropped(text: str, sought: str) -> str:
    """As much of a passage as a list has room for, around the first of the words."""
    plain = " ".join(text.split())
    found = spans(plain, sought)
    start = max(found[0][0] - _BEFORE, 0) if found else 0
    end = start + _LONGEST
    return f"{'…' if start else ''}{plain[start:end]}{'…' if end < len(plain) else ''}"
