"""How much room the head, the labels and the rows of a statutory table need at a width: nothing is ever cut."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from app.grid import Grid, GridCell
from ui.head_view import PADDING, HeadView, balanced
from ui.models.table_model import TableModel
from ui.value_delegate import has_room_beside, small_font

_WRAP = int(Qt.TextFlag.TextWordWrap)
_LABELS_SHARE, _LABELS_MOST = 0.43, 0.46
_NARROWEST = 30
_ROOMY = 1.25


def fit(view: QTableView, values: TableModel) -> None:
    """Gives heads and rows the room that their words need at the view's width."""
    table, metrics, side, top = values.grid, view.fontMetrics(), view.verticalHeader(), view.horizontalHeader()
    if isinstance(side, HeadView):
        side.set_depths(_label_widths(view, side.cells, table.head_columns))
        view.updateGeometries()  # the columns have what the labels leave
    if isinstance(top, HeadView):
        top.set_depths(
            tuple(_head_height(metrics, top.cells, row, column_width(view)) for row in range(table.head_rows))
        )
    view.updateGeometries()
    below = QFontMetrics(small_font(view.font())).height() - 4 if not is_wide(view) else 0
    for row in range(values.rowCount()):
        height = _row_height(view, table, row, below if values.has_asides(row) else 0)
        if view.rowHeight(row) != height:
            view.setRowHeight(row, height)
    head = top.height() if top.isVisibleTo(view) else 0
    view.setMaximumHeight(head + side.length() + 2 * view.frameWidth() + 2)


def column_width(view: QTableView) -> int:
    """The width of a column of values."""
    return max(view.viewport().width() // max(view.model().columnCount(), 1), _NARROWEST)


def is_wide(view: QTableView) -> bool:
    """Whether a figure and last year's have room in one line."""
    return has_room_beside(view.font(), column_width(view))


def _row_height(view: QTableView, table: Grid, row: int, below: int) -> int:
    metrics, side = view.fontMetrics(), view.verticalHeader()
    least = metrics.height() + 2 * PADDING + 2 + below
    if not isinstance(side, HeadView):
        return max(least + 2, _words_height(view, table, row))
    labels = [c for c in side.cells if c.row_span == 1 and c.row - table.head_rows == row]
    widths = [sum(side.depths[c.column : c.column + c.column_span]) for c in labels]
    return max([least, *(_text_height(metrics, cell, width) for cell, width in zip(labels, widths, strict=True))])


def _words_height(view: QTableView, table: Grid, row: int) -> int:
    """What the labels among the values of a row need: a stack of bands has no head of its own."""
    metrics, width = view.fontMetrics(), column_width(view)
    labels = [c for c in table.cells if not c.address and c.row_span == 1 and c.row - table.head_rows == row]
    return max((_text_height(metrics, c, width * c.column_span) for c in labels), default=0)


def _label_widths(view: QTableView, cells: list[GridCell], depth: int) -> tuple[int, ...]:
    """Groups as wide as a few characters, the innermost labels in one line each where two fifths of the view allow.

    In a narrow view the columns of values come first: each has room for two characters of its head.
    """
    metrics, width = view.fontMetrics(), view.width()
    values = view.model().columnCount() * (metrics.horizontalAdvance("一二") + 2 * PADDING + 1)
    bar = view.verticalScrollBar().sizeHint().width() + 2 * view.frameWidth()
    is_narrow = width * (1 - _LABELS_SHARE) < _ROOMY * values + bar
    group = metrics.horizontalAdvance("一二" if is_narrow else "一二三四") + 2 * PADDING + 1
    groups = group * (depth - 1)
    wanted = groups + 2 * PADDING + 1 + max(metrics.horizontalAdvance(c.text) for c in cells if c.column == depth - 1)
    room = min(max(int(width * _LABELS_SHARE), wanted), int(width * _LABELS_MOST), width - bar - values)
    room = max(room, metrics.horizontalAdvance("一二三四五六") + 2 * PADDING + groups)
    return (*(group for _label in range(depth - 1)), room - groups)


def _head_height(metrics: QFontMetrics, cells: list[GridCell], row: int, room: int) -> int:
    """As high as the highest label that ends in this row of the head needs, shared over the rows that it takes."""
    needed = [
        _text_height(metrics, c, room * c.column_span) // c.row_span for c in cells if c.row <= row < c.row + c.row_span
    ]
    return max([metrics.height() + 2 * PADDING, *needed])


def _text_height(metrics: QFontMetrics, cell: GridCell, width: int) -> int:
    words = balanced(cell, metrics, width - 2 * PADDING)
    return metrics.boundingRect(0, 0, width - 2 * PADDING, 9999, _WRAP, words).height() + 2 * PADDING
