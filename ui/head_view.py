"""The head of a statutory table that stays in view: merged cells painted from the grid."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from app.grid import Grid, GridCell
from ui.style import theme

PADDING = 4
_MOST_BALANCED = 2
_ALIGN = {
    "row": Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap,
    "column": Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
    "title": Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
    "corner": Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
}


class HeadView(QHeaderView):
    """Column heads above or row labels beside the values, as deep as the law prints them.

    `depths` are the heights of the head's rows, or the widths of the label columns, from outside in.
    """

    def __init__(self, orientation: Qt.Orientation, table: Grid, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._table = table
        self._across = orientation == Qt.Orientation.Horizontal
        self.depths: tuple[int, ...] = ()
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def set_depths(self, depths: tuple[int, ...]) -> None:
        """Gives the head its rows' heights or its label columns' widths."""
        if depths != self.depths:
            self.depths = depths
            self.updateGeometry()
            self.viewport().update()

    @property
    def cells(self) -> list[GridCell]:
        """The printed cells of this head."""
        if self._across:
            return [c for c in self._table.cells if c.row < self._table.head_rows and c.column >= self._left]
        return [c for c in self._table.cells if c.column < self._left and c.row >= self._table.head_rows]

    @property
    def _left(self) -> int:
        return self._table.head_columns

    def rect_of(self, cell: GridCell) -> QRect:
        """Where a head's cell lies in the view."""
        top, left = self._table.head_rows, self._left
        if self._across:
            x, width = self._along(cell.column - left, cell.column_span)
            y, height = self._deep(cell.row, cell.row_span)
        else:
            x, width = self._deep(cell.column, cell.column_span)
            y, height = self._along(cell.row - top, cell.row_span)
        return QRect(x, y, width, height)

    def _along(self, first: int, span: int) -> tuple[int, int]:
        start = self.sectionViewportPosition(first)
        return start, sum(self.sectionSize(i) for i in range(first, first + span))

    def _deep(self, first: int, span: int) -> tuple[int, int]:
        return sum(self.depths[:first]), sum(self.depths[first : first + span])

    # Qt's names from here on

    def sizeHint(self) -> QSize:
        """As deep as its rows or columns together."""
        deep = sum(self.depths)
        return QSize(super().sizeHint().width(), deep) if self._across else QSize(deep, super().sizeHint().height())

    def sectionSizeFromContents(self, logical: int) -> QSize:
        """One section of the head, over all its depth."""
        deep = sum(self.depths)
        size = super().sectionSizeFromContents(logical)
        return QSize(size.width(), deep) if self._across else QSize(deep, size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the merged cells instead of one section after the other."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(theme().head))
        for cell in self.cells:
            paint_head_cell(painter, self.rect_of(cell), cell, self.viewport().rect())
        painter.end()

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, old: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Nothing in the head follows the current cell."""


def paint_head_cell(painter: QPainter, rect: QRect, cell: GridCell, seen: QRect) -> None:
    """One cell of a head: its lines to the right and below, its words in the middle of what is seen of it."""
    now = theme()
    painter.setPen(QColor(now.line))
    painter.drawLine(rect.topRight(), rect.bottomRight())
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    painter.setPen(QColor(now.text))
    room = (rect & seen if cell.row_span > 1 else rect).adjusted(PADDING, 1, -PADDING, -1)
    painter.drawText(room, int(_ALIGN[cell.kind]), balanced(cell, painter.fontMetrics(), room.width()))


def balanced(cell: GridCell, metrics: QFontMetrics, width: int) -> str:
    """The label in lines of one length, where it has no official lines and is no sentence: never 商业企/业."""
    text = cell.text
    lines = -(-metrics.horizontalAdvance(text) // max(width, 1))
    if cell.kind == "corner" or "\n" in text or not 1 < lines <= _MOST_BALANCED:
        return text
    length = -(-len(text) // lines)
    return "\n".join(text[start : start + length] for start in range(0, len(text), length))
