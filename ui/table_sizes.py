"""How much room the head, the labels and the rows of a statutory table need at a width: nothing is ever cut."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QTableView

from app.grid import Grid, GridCell
from ui.head_view import ABOVE, PADDING, Corner, HeadView, balanced
from ui.models.table_model import TableModel
from ui.value_delegate import has_room_beside, small_font

_WRAP = int(Qt.TextFlag.TextWordWrap)
_LABELS_SHARE, _LABELS_MOST = 0.43, 0.46
_NARROWEST = 30
_ROOMY = 1.45
_DENSE = 0.85
"""The letters of the heads on a low screen, as a part of those of the values."""

_OVERLAP = 4
"""Pixels by which small print may come nearer to the figure above it than lines of text do."""

_LABEL, _SHORT_LABEL = "一二三四五六七八九十一二", "一二三四五六"


def fit(view: QTableView, values: TableModel) -> None:
    """Gives heads and rows the room that their words need at the view's width."""
    table, side, top = values.grid, view.verticalHeader(), view.horizontalHeader()
    if isinstance(side, HeadView):
        side.set_depths(_label_widths(view, side.cells, table.head_columns))
        view.updateGeometries()  # the columns have what the labels leave
    if isinstance(top, HeadView):
        top.set_depths(_head_heights(view, top, table))
    view.updateGeometries()
    below = QFontMetrics(small_font(view.font())).height() - _OVERLAP if not is_wide(view) else 0
    for row in range(values.rowCount()):
        height = _row_height(view, table, row, below if values.has_asides(row) else 0)
        if view.rowHeight(row) != height:
            view.setRowHeight(row, height)
    head = top.height() if top.isVisibleTo(view) else 0
    view.setMaximumHeight(head + side.length() + 2 * view.frameWidth())


def set_dense(view: QTableView, *, dense: bool) -> None:
    """Sets the heads in smaller letters, on a low screen, or in those of the values."""
    font = QFont(view.font())
    font.setPointSizeF(font.pointSizeF() * (_DENSE if dense else 1))
    for head in (view.verticalHeader(), view.horizontalHeader(), *view.findChildren(Corner)):
        head.setFont(font)


def column_width(view: QTableView) -> int:
    """The width of a column of values."""
    return max(view.viewport().width() // max(view.model().columnCount(), 1), _NARROWEST)


def is_wide(view: QTableView) -> bool:
    """Whether a figure and last year's have room in one line."""
    return has_room_beside(view.font(), column_width(view))


def _row_height(view: QTableView, table: Grid, row: int, below: int) -> int:
    side = view.verticalHeader()
    least = view.fontMetrics().height() + 2 * ABOVE + below
    if not isinstance(side, HeadView):
        return max(least + 2, _words_height(view, table, row))
    labels = [c for c in side.cells if c.row_span == 1 and c.row - table.head_rows == row]
    widths = [sum(side.depths[c.column : c.column + c.column_span]) for c in labels]
    heights = (_text_height(side.fontMetrics(), cell, width) for cell, width in zip(labels, widths, strict=True))
    return max([least, *heights])


def _words_height(view: QTableView, table: Grid, row: int) -> int:
    """What the labels among the values of a row need: a stack of bands has no head of its own."""
    metrics, width = view.fontMetrics(), column_width(view)
    labels = [c for c in table.cells if not c.address and c.row_span == 1 and c.row - table.head_rows == row]
    return max((_text_height(metrics, c, width * c.column_span) for c in labels), default=0)


def _label_widths(view: QTableView, cells: list[GridCell], depth: int) -> tuple[int, ...]:
    """Groups as wide as a few characters, the innermost labels in one line each where two fifths of the view allow.

    In a narrow view the columns of values come first: each has room for three characters of its head where the labels
    keep as many as they need, otherwise for two.
    """
    metrics, width = view.verticalHeader().fontMetrics(), view.width()
    bar = view.verticalScrollBar().sizeHint().width() + 2 * view.frameWidth()
    two, three = (view.model().columnCount() * _wide(view.horizontalHeader(), text) for text in ("一二", "一二三"))
    is_narrow = width * (1 - _LABELS_SHARE) < _ROOMY * two + bar
    group = _room(metrics, "一二三" if is_narrow else "一二三四")
    groups = group * (depth - 1)
    wanted = groups + max(_room(metrics, c.text) for c in cells if c.column == depth - 1)
    values = three if width - bar - three > groups + _room(metrics, _LABEL) else two
    room = min(max(int(width * _LABELS_SHARE), wanted), int(width * _LABELS_MOST), width - bar - values)
    room = max(room, _room(metrics, _SHORT_LABEL) + groups)
    return (*(group for _label in range(depth - 1)), room - groups)


def _wide(head: QHeaderView, text: str) -> int:
    return _room(head.fontMetrics(), text)


def _room(metrics: QFontMetrics, text: str) -> int:
    """The width of a cell with this text in one line."""
    return metrics.horizontalAdvance(text) + 2 * PADDING + 1


def _head_heights(view: QTableView, top: HeadView, table: Grid) -> tuple[int, ...]:
    """The rows of the head; the last has what the sentence in the corner needs more than all."""
    metrics, width = top.fontMetrics(), column_width(view)
    heights = [_head_height(metrics, top.cells, row, width) for row in range(table.head_rows)]
    if heights and table.head_columns:
        needed = _text_height(view.verticalHeader().fontMetrics(), table.at(0, 0), view.verticalHeader().width())
        heights[-1] += max(needed - sum(heights), 0)
    return tuple(heights)


def _head_height(metrics: QFontMetrics, cells: list[GridCell], row: int, room: int) -> int:
    """As high as the highest label that ends in this row of the head needs, shared over the rows that it takes."""
    needed = [
        _text_height(metrics, c, room * c.column_span) // c.row_span for c in cells if c.row <= row < c.row + c.row_span
    ]
    return max([metrics.height() + 2 * ABOVE, *needed])


def _text_height(metrics: QFontMetrics, cell: GridCell, width: int) -> int:
    words = balanced(cell, metrics, width - 2 * PADDING)
    return metrics.boundingRect(0, 0, width - 2 * PADDING, 9999, _WRAP, words).height() + 2 * ABOVE
