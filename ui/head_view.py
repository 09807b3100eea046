"""The head of a statutory table that stays in view: merged cells painted from the grid."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

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
        self._current = -1
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def set_depths(self, depths: tuple[int, ...]) -> None:
        """Gives the head its rows' heights or its label columns' widths."""
        if depths != self.depths:
            self.depths = depths
            self.updateGeometry()
            self.viewport().update()

    def show_current(self, section: int) -> None:
        """Lights the heads of the row or column in which the clerk is; -1 for none."""
        before, self._current = self._current, section
        for cell in self.cells if before != section else ():
            if self._is_over(cell, before) != self._is_over(cell, section):
                self.viewport().update(self.rect_of(cell))

    def _is_over(self, cell: GridCell, section: int) -> bool:
        """Whether a leaf of the head stands over a section."""
        if self._across:
            first, span, is_leaf = cell.column - self._left, cell.column_span, self._ends(cell)
        else:
            first, span, is_leaf = cell.row - self._table.head_rows, cell.row_span, self._ends(cell)
        return is_leaf and first <= section < first + span

    def _ends(self, cell: GridCell) -> bool:
        """Whether no other label lies between the cell and the values."""
        if self._across:
            return cell.row + cell.row_span == self._table.head_rows
        return cell.column + cell.column_span == self._left

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
            rect = self.rect_of(cell)
            if rect.intersects(event.rect()):
                if self._is_over(cell, self._current):
                    painter.fillRect(rect, QColor(theme().chosen))
                paint_head_cell(painter, rect, cell, self.viewport().rect())
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
    words, how = balanced(cell, painter.fontMetrics(), room.width()), int(_ALIGN[cell.kind])
    if cell.row_span > 1 and painter.boundingRect(room, how, words).height() > room.height():
        how &= ~int(Qt.AlignmentFlag.AlignVCenter)  # where little of a group is seen, its beginning
    painter.drawText(room, how, words)


def balanced(cell: GridCell, metrics: QFontMetrics, width: int) -> str:
    """The label in lines of one length, where it has no official lines and is no sentence: never 商业企/业."""
    text = cell.text
    lines = -(-metrics.horizontalAdvance(text) // max(width, 1))
    if cell.kind == "corner" or "\n" in text or not 1 < lines <= _MOST_BALANCED:
        return text
    length = -(-len(text) // lines)
    return "\n".join(text[start : start + length] for start in range(0, len(text), length))


class Corner(QWidget):
    """The corner of the head, over the view's own corner: the note of 勾稽关系 stands there."""

    def __init__(self, view: QTableView, cell: GridCell) -> None:
        super().__init__(view)
        self._view, self._cell = view, cell
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for head in (view.verticalHeader(), view.horizontalHeader()):
            head.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lies over the corner whenever one of the heads has another size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            view, frame = self._view, self._view.frameWidth()
            self.setGeometry(frame, frame, view.verticalHeader().width(), view.horizontalHeader().height())
            self.raise_()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the corner's cell."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme().head))
        paint_head_cell(painter, self.rect(), self._cell, self.rect())
        painter.end()
