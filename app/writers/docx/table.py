"""The XML of a table, in one pass over its cells: spans, widths, borders, and how it keeps together on a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import accumulate, pairwise

from app.blocks import Table, TableCell
from app.layout import Layout
from app.writers.docx.measure import TWIPS_PER_POINT, ems, twips
from app.writers.docx.text import HINT, Controls, paragraph, run

_WIDE_DIGITS = 1.12  # a substitute font's digits are wider than those of Times New Roman
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table(block: Table, layout: Layout, controls: Controls, title: str) -> str:
    """A whole table under the heading `title`; as wide as the text area."""
    return _Printing(block, layout, controls, title, _widths(block, layout)).xml()


def is_tall(block: Table, layout: Layout) -> bool:
    """Whether a table is so tall that it begins a page."""
    return 0 < layout.table.own_page_rows <= block.rows


def borders(layout: Layout) -> str:
    """A line on every side of every cell."""
    return "".join(
        f'<w:{side} w:val="single" w:sz="{layout.table.border}" w:space="0" w:color="000000"/>' for side in _SIDES
    )


def _widths(block: Table, layout: Layout) -> list[int]:
    """The widths of the columns, in twips: the table's own, or labels as told for their depth and the others alike."""
    whole, depth = twips(layout.page.text_width), _label_columns(block)
    if block.widths:
        ends = [whole * end // sum(block.widths) for end in (0, *accumulate(block.widths))]
        return [end - start for start, end in pairwise(ends)]
    labels = [width * TWIPS_PER_POINT for width in layout.table.label_widths.get(str(depth), ())]
    rest = block.columns - len(labels)
    if rest <= 0 or (whole - sum(labels)) / rest < TWIPS_PER_POINT * TWIPS_PER_POINT:
        labels, rest = [], block.columns
    shares = [(whole - sum(labels)) * part // rest for part in range(rest + 1)]
    return [*labels, *(end - start for start, end in pairwise(shares))]


def _label_columns(block: Table) -> int:
    return max((cell.column + cell.column_span for cell in block.cells if cell.kind == "row"), default=0)


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
        height = self.height(row)
        head = "<w:tblHeader/>" if row < self.block.head_rows else ""
        keep = "<w:keepNext/>" if self.keeps(row) else ""
        cells = "".join(self.cell(cell, row, keep) for cell in self.cells_of(row, places))
        return (
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height * TWIPS_PER_POINT}" w:hRule="atLeast"/>{head}'
            f"</w:trPr>{cells}</w:tr>"
        )

    def height(self, row: int) -> int:
        look = self.layout.table
        if self.block.row_heights:
            return self.block.row_heights[row]
        return look.tall_row_height if is_tall(self.block, self.layout) else look.row_height

    def cells_of(self, row: int, places: dict[tuple[int, int], TableCell]) -> Iterator[TableCell]:
        column = 0
        while column < self.block.columns:
            cell = places[row, column]
            yield cell
            column += cell.column_span

    def keeps(self, row: int) -> bool:
        """Whether a row stays with the next one: in a low table always, otherwise within heads and groups."""
        if row == self.block.rows - 1:
            return False
        keep_rows = self.layout.table.keep_rows
        if self.block.rows <= keep_rows:
            return True
        return any(
            cell.kind in ("title", "column", "corner") or cell.row + cell.row_span - 1 > row
            for cell in self.block.cells
            if cell.row <= row < cell.row + cell.row_span <= cell.row + keep_rows
        )

    def cell(self, cell: TableCell, row: int, keep: str) -> str:
        width = sum(self.widths[cell.column : cell.column + cell.column_span])
        span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
        merge = ""
        if cell.row_span > 1:
            merge = '<w:vMerge w:val="restart"/>' if row == cell.row else '<w:vMerge w:val="continue"/>'
        fill = self.fill(cell)
        shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
        text = self.text(cell, width, keep) if row == cell.row else paragraph(self.style(cell), "", keep)
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{shade}<w:vAlign w:val="center"/></w:tcPr>'
            f"{text}</w:tc>"
        )

    def fill(self, cell: TableCell) -> str:
        if cell.kind == "title":
            return self.layout.table.shading
        return self.layout.table.highlight if cell.is_blank else ""

    def style(self, cell: TableCell) -> str:
        if self.block.columns < self.layout.table.dense_columns:
            return "TableText"
        return "TableNote" if cell.kind == "corner" else "DenseTableText"

    def text(self, cell: TableCell, width: int, keep: str) -> str:
        properties = keep + ('<w:jc w:val="left"/>' if self.is_left(cell) else "")
        if cell.kind == "value":
            number = run(cell.text, self.fitted(cell.text, width)) if cell.text else "<w:r/>"
            control = self.controls.control(cell.address, self.words(cell), number)
            return paragraph(self.style(cell), self.controls.bookmarked(cell.address, control), properties)
        lines = (run(line, HINT) if line else "" for line in cell.text.split("\n"))
        return "".join(paragraph(self.style(cell), line, properties) for line in lines)

    def is_left(self, cell: TableCell) -> bool:
        """As officially: titles of bands, and the labels of rows that lie in groups."""
        return cell.kind == "title" or (cell.kind in ("row", "corner") and _label_columns(self.block) > 1)

    def words(self, cell: TableCell) -> str:
        number = self.title.partition("、")[0]
        return self.layout.words.alias.format(table=number, cell=cell.name)

    def fitted(self, text: str, width: int) -> str:
        """A smaller size for a number that would not stand on one line."""
        faces = self.layout.faces
        face = faces.table if self.block.columns < self.layout.table.dense_columns else faces.dense
        room = (width - 2 * self.layout.table.margin) / TWIPS_PER_POINT
        points = min(face.points, room / max(ems(text) * _WIDE_DIGITS, 0.5))
        if points >= face.points:
            return ""
        half_points = max(2, int(points * 2))
        return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
