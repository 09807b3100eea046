"""A table of a report in a text document: every cell of the printed grid, merged where it spans."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from app.blocks import Table, TableCell
from app.form import Address, Severity
from app.layout import Face, Layout
from app.length import ems
from app.typeset import (
    LINE_TO_SIZE,
    TWIPS_PER_POINT,
    column_widths,
    fill,
    fitted,
    is_dense,
    is_left,
    label_columns,
    number_face,
    row_height,
)
from ui.printed_type import POINT, TWIP, Type
from ui.style import LIGHT

ADDRESS = QTextFormat.Property.UserProperty
"""The property of a block's format that holds its address."""

GROUNDS: Mapping[Severity, str] = {"error": LIGHT.error_ground, "warning": LIGHT.chosen, "info": LIGHT.chosen}
"""The grounds of cells that a finding speaks of; paper is white in every theme."""


def print_table(
    cursor: QTextCursor, block: Table, layout: Layout, type_: Type, marks: Mapping[Address, Severity]
) -> None:
    """Inserts a table at the cursor, which then stands in the block behind it."""
    widths = column_widths(block, layout)
    table = cursor.insertTable(block.rows, block.columns, _shape(block, widths, layout))
    printing = _Printing(block, layout, type_, marks, widths, label_columns(block))
    for cell in block.cells:
        if cell.row_span > 1 or cell.column_span > 1:
            table.mergeCells(cell.row, cell.column, cell.row_span, cell.column_span)
    for cell in block.cells:
        printing.cell(table, cell)
    cursor.setPosition(table.lastPosition() + 1)


def line_width(layout: Layout) -> float:
    """How thick the lines of a table are."""
    return layout.table.border / 8 * POINT


def _shape(block: Table, widths: list[int], layout: Layout) -> QTextTableFormat:
    shape = QTextTableFormat()
    shape.setBorderCollapse(True)
    shape.setBorder(line_width(layout))
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(QBrush(Qt.GlobalColor.black))
    shape.setCellPadding(0)
    shape.setCellSpacing(0)
    shape.setHeaderRowCount(block.head_rows)
    shape.setColumnWidthConstraints([QTextLength(QTextLength.Type.FixedLength, width * TWIP) for width in widths])
    return shape


@dataclass(frozen=True, slots=True)
class _Printing:
    """One table being written."""

    block: Table
    layout: Layout
    type: Type
    marks: Mapping[Address, Severity]
    widths: list[int]
    labels: int

    def cell(self, table: QTextTable, cell: TableCell) -> None:
        here = table.cellAt(cell.row, cell.column)
        width, face = sum(self.widths[cell.column : cell.column + cell.column_span]), self.face(cell)
        here.setFormat(self.ground(here.format().toTableCellFormat(), cell, face, width))
        cursor = here.firstCursorPosition()
        shape = self.lines(cell, face)
        points = fitted(cell.text, width, face, self.layout) if cell.kind == "value" else face.points
        for number, line in enumerate(cell.text.split("\n")):
            if number:
                cursor.insertBlock(shape)
            else:
                cursor.setBlockFormat(shape)
            for piece, look in self.type.runs(line, face, points):
                cursor.insertText(piece, look)

    def face(self, cell: TableCell) -> Face:
        if cell.kind == "corner" and is_dense(self.block, self.layout):
            return self.layout.faces.note
        return number_face(self.block, self.layout)

    def lines(self, cell: TableCell, face: Face) -> QTextBlockFormat:
        shape = QTextBlockFormat()
        left = is_left(cell, self.labels)
        shape.setAlignment(Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignHCenter)
        shape.setLineHeight(face.points * LINE_TO_SIZE * POINT, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        shape.setProperty(ADDRESS, cell.address)
        return shape

    def ground(self, shape: QTextTableCellFormat, cell: TableCell, face: Face, width: int) -> QTextTableCellFormat:
        """A cell's own format, which holds its spans, with ground and padding: so a row is as high as it must be."""
        look = self.layout.table
        shape.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        room = width - 2 * look.margin
        is_line = cell.row_span == 1 and ems(cell.text) * face.points * TWIPS_PER_POINT < room
        air = look.air * TWIP
        if is_line and "\n" not in cell.text:
            height = row_height(self.block, cell.row, self.layout) * POINT
            air = max(air, (height - face.points * LINE_TO_SIZE * POINT) / 2)
        shape.setTopPadding(air)
        shape.setBottomPadding(air)
        line = line_width(self.layout)
        shape.setLeftPadding(look.margin * TWIP - line)  # on paper a line takes nothing of the room for the text
        shape.setRightPadding(look.margin * TWIP - line)
        shape.setBorder(line)
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderBrush(QBrush(Qt.GlobalColor.black))
        ground = fill(cell, self.layout)
        if ground or cell.address in self.marks:
            colour = GROUNDS[self.marks[cell.address]] if cell.address in self.marks else f"#{ground}"
            shape.setBackground(QColor(colour))
        return shape
