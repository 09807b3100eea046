"""The head of a statutory table that stays in view: merged cells painted from the grid."""

import re

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from app.grid import Grid, GridCell
from ui.style import theme

PADDING = 4
ABOVE = 3
"""Pixels to the left and right of words, and above and below them."""

_NEVER_FIRST, _NEVER_LAST = frozenset("、，。；：！？）”’》】…·"), frozenset("（“‘《【")
_ORDINAL = re.compile(r"（.）")
_PHRASE = re.compile(r"[^，：；]+[，：；）]*")
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
        painter.setFont(self.font())
        painter.fillRect(self.viewport().rect(), QColor(theme().head))
        for cell in self.cells:
            rect = self.rect_of(cell)
            if rect.intersects(event.rect()):
                if self._is_over(cell, self._current):
                    painter.fillRect(rect, QColor(theme().chosen))
                paint_head_cell(painter, rect, cell, self.viewport().rect(), self._lines(cell))
        painter.end()

    def _lines(self, cell: GridCell) -> tuple[bool, bool]:
        """Whether a cell has its line to the right and below: none stands beside the table's frame."""
        view, table = self.parent(), self._table
        is_cut = isinstance(view, QTableView) and view.verticalScrollBar().isVisible()
        is_last = self._across and cell.column + cell.column_span == table.columns
        return not is_last or is_cut, self._across or cell.row + cell.row_span < table.rows

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, old: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Nothing in the head follows the current cell."""


def paint_head_cell(
    painter: QPainter, rect: QRect, cell: GridCell, seen: QRect, lines: tuple[bool, bool] = (True, True)
) -> None:
    """One cell of a head: its lines to the right and below, its words in the middle of what is seen of it."""
    draw_lines(painter, rect, right=lines[0], below=lines[1])
    painter.setPen(QColor(theme().text))
    room = (rect & seen if cell.row_span > 1 else rect).adjusted(PADDING, 1, -PADDING, -1)
    metrics = painter.fontMetrics()
    words, how = balanced(cell, metrics, room.width()), int(_ALIGN[cell.kind])
    if cell.row_span > 1 and painter.boundingRect(room, how, words).height() > room.height():
        how &= ~int(Qt.AlignmentFlag.AlignVCenter)  # where little of a group is seen, its beginning in whole lines
        room.setHeight(room.height() // metrics.lineSpacing() * metrics.lineSpacing())
    if room.isValid():
        painter.drawText(room, how, words)


def draw_lines(painter: QPainter, rect: QRect, *, right: bool, below: bool) -> None:
    """Lines at the right and lower edge of a cell: filled, since at 150 % a pen would reach into what is beside it."""
    line = QColor(theme().line)
    if right:
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), line)
    if below:
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, line)


def balanced(cell: GridCell, metrics: QFontMetrics, width: int) -> str:
    """The label in lines of one length, where it has no official lines and is no sentence: never 商业企/业.

    The number of a narrow group stands in a line of its own; the corner's sentence ends its lines at a pause.
    """
    text = cell.text
    lines = -(-metrics.horizontalAdvance(text) // max(width, 1))
    if lines < 2 or "\n" in text:
        return text
    if cell.kind == "corner":
        return _by_phrases(text, metrics, width)
    number = _ORDINAL.match(text) if cell.row_span > 1 else None
    if number:
        return f"{number[0]}\n{_halved(text[number.end() :], metrics, width)}"
    return _halved(text, metrics, width)


def _halved(text: str, metrics: QFontMetrics, width: int) -> str:
    """The text in two lines, as near to the middle as a line may end; as it is where it needs one, or more than two."""
    if not width < metrics.horizontalAdvance(text) <= 2 * width:
        return text
    middle = -(-len(text) // 2)
    for at in sorted(range(1, len(text)), key=lambda at: (abs(at - middle), at < middle)):
        may_end = text[at] not in _NEVER_FIRST and text[at - 1] not in _NEVER_LAST
        if may_end and max(map(metrics.horizontalAdvance, (text[:at], text[at:]))) <= width:
            return f"{text[:at]}\n{text[at:]}"
    return text


def _by_phrases(text: str, metrics: QFontMetrics, width: int) -> str:
    """As many phrases in a line as it has room for; the text as it is where one of them is longer than a line."""
    phrases = _PHRASE.findall(text)
    if "".join(phrases) != text or any(metrics.horizontalAdvance(one) > width for one in phrases):
        return text
    lines = [""]
    for one in phrases:
        if metrics.horizontalAdvance(lines[-1] + one) > width:
            lines.append("")
        lines[-1] += one
    return "\n".join(lines)


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
