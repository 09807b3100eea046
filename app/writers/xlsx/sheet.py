"""One sheet: paragraphs over its whole width, the table with merged cells and formulas, set up to be printed on A4."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil

from app.blocks import Heading, Paragraph, Table, TableCell
from app.form import Address
from app.layout import Layout
from app.length import ems
from app.typeset import TWIPS_PER_POINT, column_widths, label_columns, row_height
from app.writers.xlsx.library import Sheet, Workbook, Worksheet
from app.writers.xlsx.looks import LINE, POINTS, Looks
from app.writers.xlsx.parts import SheetPart
from app.writers.xlsx.places import Place, formula, number_of, shape_of

TEXT_WIDTH = 80
"""The width of a sheet of text, in digits."""
_POINTS_PER_DIGIT = 5.5
_TALLEST = 409
WAITING = " "
"""What a formula without a result shows: without any, programs would take the formula for the text."""
_A4 = 9
_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook on its way: where all values stand, and the mark of a draft or review copy."""

    workbook: Workbook
    layout: Layout
    places: Mapping[Address, Place]
    mark: str
    looks: Looks = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "looks", Looks(self.workbook, self.layout, {}))


def write_sheet(book: Book, part: SheetPart) -> None:
    """Writes a sheet of the report."""
    sheet = book.workbook.add_worksheet(part.name, Sheet)
    widths = [float(TEXT_WIDTH)]
    for block, row in zip(part.blocks, part.rows, strict=True):
        if isinstance(block, Table):
            widths = [twips / TWIPS_PER_POINT / _POINTS_PER_DIGIT for twips in column_widths(block, book.layout)]
            _write_table(book, sheet, block, row, widths)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for block, row in zip(part.blocks, part.rows, strict=True):
        if not isinstance(block, Table):
            if part.columns > 1:
                sheet.merge_range(row, 0, row, part.columns - 1, "")
            _write_text(book, sheet, block, row, sum(widths))
    print_on_a4(sheet, book)


def print_on_a4(sheet: Worksheet, book: Book) -> None:
    """Sets a sheet up for A4, as wide as the page, with its number; the copy's mark stands on each page."""
    page = book.layout.page
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(page.left / _INCH, page.right / _INCH, page.top / _INCH, page.bottom / _INCH)
    sheet.center_horizontally()
    before, _place, after = book.layout.page_number.text.partition("{page}")
    sheet.set_footer(f"&C{_plain(before)}&P{_plain(after)}")
    if book.mark:
        sheet.set_header(f"&L{_plain(book.mark)}")


def _plain(text: str) -> str:
    """A text in a header, where & begins an order."""
    return text.replace("&", "&&")


def _write_text(book: Book, sheet: Worksheet, block: Paragraph | Heading, row: int, width: float) -> None:
    kind = "heading" if isinstance(block, Heading) else block.role
    sheet.write_string(row, 0, block.text, book.looks.text(kind, block.text))
    size = 1.5 if kind in ("title", "heading") else 1.0
    lines = ceil(ems(block.text) * size * POINTS / (width * _POINTS_PER_DIGIT)) or 1
    sheet.set_row(row, min(_TALLEST, lines * LINE * size + LINE / 2))


def _write_table(book: Book, sheet: Worksheet, block: Table, top: int, widths: list[float]) -> None:
    labels = label_columns(block)
    for cell in block.cells:
        _write_cell(book, sheet, cell, top, labels)
    for row in range(block.rows):
        sheet.set_row(top + row, _row_height(book, block, row, widths))
    if block.head_rows:
        sheet.repeat_rows(top, top + block.head_rows - 1)
        sheet.freeze_panes(top + block.head_rows, labels)


def _row_height(book: Book, block: Table, row: int, widths: list[float]) -> float:
    """High enough for the labels that stand in this row alone, and for its share of those that span several."""
    heights = [float(row_height(block, row, book.layout))]
    for cell in block.cells:
        if cell.row <= row < cell.row + cell.row_span and cell.kind != "value":
            width = sum(widths[cell.column : cell.column + cell.column_span]) * _POINTS_PER_DIGIT - POINTS / 2
            lines = sum(max(1, ceil(ems(line) * POINTS / max(width, POINTS))) for line in cell.text.split("\n"))
            heights.append((lines * LINE + 4) / cell.row_span)
    return min(_TALLEST, max(heights))


def _write_cell(book: Book, sheet: Worksheet, cell: TableCell, top: int, labels: int) -> None:
    row, column = top + cell.row, cell.column
    number = number_of(cell.text) if cell.kind == "value" else None
    total = formula(cell, book.places) if cell.parts else ""
    look = book.looks.cell(cell, labels, shape_of(cell.text) if number is not None or total else "")
    if cell.row_span > 1 or cell.column_span > 1:
        sheet.merge_range(row, column, row + cell.row_span - 1, column + cell.column_span - 1, "", look)
    if total:
        sheet.write_formula(row, column, total, look, WAITING if number is None else number)
    elif number is not None:
        sheet.write_number(row, column, number, look)
    else:
        sheet.write_string(row, column, cell.text, look)
