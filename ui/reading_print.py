"""The blocks of a file set into a text document for the screen, each with its number."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableFormat,
)

from app.blocks import Block, Heading, Spot, Table, TableCell
from app.i18n import n_
from ui.style import theme

NUMBER = QTextFormat.Property.UserProperty
"""The property of the formats of blocks and tables that holds the number of the file's block."""

MOST_CELLS = 6000
"""Of a larger table the first rows are shown: nobody reads more of it, and Qt lays no larger one out in good time."""

_CELL_PADDING, _LONG, _SMALL = 3, 8, 0.9
_HEAD = {1: 1.15, 2: 1.05}


def print_blocks(
    document: QTextDocument, blocks: Sequence[Block], doubtful: Collection[Spot], font: QFont
) -> Mapping[int, int]:
    """Where each block begins in the document, which now shows them."""
    document.clear()
    document.setDefaultFont(font)
    document.setDocumentMargin(12)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    starts = dict[int, int]()
    for number, block in enumerate(blocks):
        if isinstance(block, Table):
            starts[number] = _print_table(cursor, block, number, doubtful)
        else:
            starts[number] = _print_text(cursor, block, number, font)
    cursor.endEditBlock()
    return starts


def _print_text(cursor: QTextCursor, block: Block, number: int, font: QFont) -> int:
    assert not isinstance(block, Table)
    is_head = isinstance(block, Heading)
    shape = QTextBlockFormat()
    shape.setProperty(NUMBER, number)
    shape.setBottomMargin(6)
    shape.setTopMargin(6 if is_head else 0)
    shape.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    look = QTextCharFormat()
    if isinstance(block, Heading):
        look.setFontWeight(QFont.Weight.DemiBold)
        look.setFontPointSize(font.pointSizeF() * _HEAD.get(block.level, 1.0))
    _begin(cursor, shape)
    cursor.insertText(block.text.replace("\n", "\u2028"), look)
    return cursor.block().position()


def _begin(cursor: QTextCursor, shape: QTextBlockFormat) -> None:
    """A new block of this shape; the empty one that a document begins with, or that stands behind a table, is used."""
    if cursor.block().length() > 1 or cursor.blockFormat().property(NUMBER) is not None:
        cursor.insertBlock(shape, QTextCharFormat())
    else:
        cursor.setBlockFormat(shape)


def _print_table(cursor: QTextCursor, block: Table, number: int, doubtful: Collection[Spot]) -> int:
    rows = max(1, min(block.rows, MOST_CELLS // max(block.columns, 1)))
    _begin(cursor, QTextBlockFormat())
    table = cursor.insertTable(rows, max(block.columns, 1), _shape(block, number))
    shown = [cell for cell in block.cells if cell.row < rows and cell.column < block.columns]
    for cell in shown:
        high, wide = min(cell.row_span, rows - cell.row), min(cell.column_span, block.columns - cell.column)
        if high > 1 or wide > 1:
            table.mergeCells(cell.row, cell.column, high, wide)
    for cell in shown:
        _print_cell(table, cell, is_doubtful=_is_doubtful(cell, number, doubtful))
    start = table.firstPosition()
    cursor.setPosition(table.lastPosition() + 1)
    if rows < block.rows:
        text = n_("… one further row is not shown.", "… {count} further rows are not shown.", block.rows - rows)
        _begin(cursor, QTextBlockFormat())
        cursor.insertText(text.format(count=block.rows - rows))
    return start


def _shape(block: Table, number: int) -> QTextTableFormat:
    shape = QTextTableFormat()
    shape.setProperty(NUMBER, number)
    shape.setBorderCollapse(True)
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(QBrush(QColor(theme().edge)))
    shape.setCellPadding(_CELL_PADDING)
    shape.setCellSpacing(0)
    shape.setTopMargin(4)
    shape.setBottomMargin(10)
    shape.setHeaderRowCount(min(block.head_rows, block.rows))
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 99))  # of 100 its border would not fit
    return shape


def _print_cell(table: QTextTable, cell: TableCell, *, is_doubtful: bool) -> None:
    here = table.cellAt(cell.row, cell.column)
    if is_doubtful:
        shape = here.format()
        shape.setBackground(QColor(theme().warning_ground))
        here.setFormat(shape)
    cursor = here.firstCursorPosition()
    if len(cell.text) < _LONG:
        centred = QTextBlockFormat()
        centred.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        cursor.setBlockFormat(centred)
    if cell.text:
        small = QTextCharFormat()
        small.setFontPointSize(table.document().defaultFont().pointSizeF() * _SMALL)
        cursor.insertText(cell.text.replace("\n", "\u2028"), small)


def _is_doubtful(cell: TableCell, number: int, doubtful: Collection[Spot]) -> bool:
    """Whether a doubt speaks of the cell, or of its row where it speaks of no cell."""
    return Spot(number, cell.row, cell.column) in doubtful or Spot(number, cell.row) in doubtful
