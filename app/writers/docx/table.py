"""The XML of a table, in one pass over its cells: spans, widths, borders, and how it keeps together on a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from app.blocks import Table, TableCell
from app.layout import Layout
from app.typeset import (
    TWIPS_PER_POINT,
    column_widths,
    fill,
    fitted,
    is_dense,
    is_left,
    keeps_with_next,
    label_columns,
    number_face,
    row_height,
)
from app.writers.docx.text import HINT, Controls, paragraph, run

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table(block: Table, layout: Layout, controls: Controls, title: str) -> str:
    """A whole table under the heading `title`; as wide as the text area."""
    return _Printing(block, layout, controls, title, column_widths(block, layout)).xml()


def borders(layout: Layout) -> str:
    """A line on every side of every cell."""
    return "".join(
        f'<w:{side} w:val="single" w:sz="{layout.table.border}" w:space="0" w:color="000000"/>' for side in _SIDES
    )


@dataclass(frozen=True, slots=True)
class _Printing:
    """One table on its way to XML."""

    block: Table
    layout: Layout
    controls: Controls
    title: str
    widths: list[int]

    def xml(self) -> str:
        places = {
            (row, cell.column): cell for cell in self.block.cells for row in range(cell.row, cell.row + cell.row_span)
        }
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in self.widths)
        rows = "".join(self.row(row, places) for row in range(self.block.rows))
        return f"<w:tbl>{self.properties()}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

    def properties(self) -> str:
        look = self.layout.table
        margins = "".join(
            f'<w:{side} w:w="{look.air if side in ("top", "bottom") else look.margin}" w:type="dxa"/>'
            for side in _SIDES[:4]
        )
        return (
            f'<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(self.widths)}" w:type="dxa"/>'
            f'<w:jc w:val="center"/><w:tblBorders>{borders(self.layout)}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            f"<w:tblCellMar>{margins}</w:tblCellMar>"
            f'<w:tblLook w:val="0000"/><w:tblCaption w:val="{escape(self.title)}"/></w:tblPr>'
        )

    def row(self, row: int, places: dict[tuple[int, int], TableCell]) -> str:
        height = row_height(self.block, row, self.layout)
        head = "<w:tblHeader/>" if row < self.block.head_rows else ""
        keep = "<w:keepNext/>" if keeps_with_next(self.block, row, self.layout) else ""
        cells = "".join(self.cell(cell, row, keep) for cell in self.cells_of(row, places))
        return (
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height * TWIPS_PER_POINT}" w:hRule="atLeast"/>{head}'
            f"</w:trPr>{cells}</w:tr>"
        )

    def cells_of(self, row: int, places: dict[tuple[int, int], TableCell]) -> Iterator[TableCell]:
        column = 0
        while column < self.block.columns:
            cell = places[row, column]
            yield cell
            column += cell.column_span

    def cell(self, cell: TableCell, row: int, keep: str) -> str:
        width = sum(self.widths[cell.column : cell.column + cell.column_span])
        span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
        merge = ""
        if cell.row_span > 1:
            merge = '<w:vMerge w:val="restart"/>' if row == cell.row else '<w:vMerge w:val="continue"/>'
        ground = fill(cell, self.layout)
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>' if ground else ""
        text = self.text(cell, width, keep) if row == cell.row else paragraph(self.style(cell), "", keep)
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{shade}<w:vAlign w:val="center"/></w:tcPr>'
            f"{text}</w:tc>"
        )

    def style(self, cell: TableCell) -> str:
        if not is_dense(self.block, self.layout):
            return "TableText"
        return "TableNote" if cell.kind == "corner" else "DenseTableText"

    def text(self, cell: TableCell, width: int, keep: str) -> str:
        properties = keep + ('<w:jc w:val="left"/>' if is_left(cell, label_columns(self.block)) else "")
        if cell.kind == "value":
            number = run(cell.text, self.fitted(cell.text, width)) if cell.text else "<w:r/>"
            control = self.controls.control(cell.address, self.words(cell), number)
            return paragraph(self.style(cell), self.controls.bookmarked(cell.address, control), properties)
        lines = (run(line, HINT) if line else "" for line in cell.text.split("\n"))
        return "".join(paragraph(self.style(cell), line, properties) for line in lines)

    def words(self, cell: TableCell) -> str:
        number = self.title.partition("、")[0]
        return self.layout.words.alias.format(table=number, cell=cell.name)

    def fitted(self, text: str, width: int) -> str:
        """A smaller size for a number that would not stand on one line."""
        face = number_face(self.block, self.layout)
        points = fitted(text, width, face, self.layout)
        if points >= face.points:
            return ""
        half_points = max(2, int(points * 2))
        return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
