"""The sheet for machines: every address with its name and value, a row each; numbers are those of the other sheets.

It is hidden: it says again what the others say, and whoever reads the workbook as a report would read everything twice.
Programs see it as any other, and Excel shows it on request.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.blocks import Heading, Paragraph, Table
from app.carrier import Identity
from app.writers.words import words
from app.writers.xlsx.library import Sheet, Worksheet
from app.writers.xlsx.parts import SheetPart
from app.writers.xlsx.places import number_of, shape_of
from app.writers.xlsx.sheet import WAITING, Book, print_on_a4

_WIDTHS = (52, 40, 24, 10, 8, 28)
_VALUE, _YEAR = 2, 4


@dataclass(frozen=True, slots=True)
class _Row:
    """What is told of one value; `is_linked` where it stands on another sheet in a cell of its own."""

    address: str
    name: str
    text: str
    unit: str = ""
    is_linked: bool = False


def write_every(book: Book, sheets: Sequence[SheetPart], identity: Identity) -> None:
    """Writes the sheet, its head frozen and ready to be sorted out by."""
    sheet = book.workbook.add_worksheet(words().every, Sheet)
    for column, (name, width) in enumerate(zip(words().every_head, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, book.looks.text("head", name))
    rows, year = [*_rows(sheets, identity)], book.looks.number("0")
    for number, row in enumerate(rows, 1):
        texts = (row.address, row.name, "" if row.is_linked else row.text, row.unit, "", identity.organization)
        for column, text in enumerate(texts):
            if text:
                sheet.write_string(number, column, text, book.looks.text("every", text))
        sheet.write_number(number, _YEAR, identity.year, year)
        if row.is_linked:
            _link(book, sheet, number, row)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(_WIDTHS) - 1)
    print_on_a4(sheet, book)
    sheet.hide()


def _link(book: Book, sheet: Worksheet, number: int, row: _Row) -> None:
    """The value as a formula: who corrects the table corrects this row too."""
    sheet = book.workbook.get_worksheet_by_name(words().every)
    value, reference = number_of(row.text), book.places[row.address].reference
    look = book.looks.number("General" if value is None else shape_of(row.text))
    shown = row.text or WAITING if value is None else value
    sheet.write_formula(number, _VALUE, f'=IF({reference}="","",{reference})', look, shown)


def _rows(sheets: Sequence[SheetPart], identity: Identity) -> Iterator[_Row]:
    """Cover fields, then in the report's order paragraphs and cells."""
    yield from (_Row(address, "", text) for address, text in identity.fields)
    blocks = [block for sheet in sheets for block in sheet.blocks]
    headings = {block.address: block.text for block in blocks if isinstance(block, Heading)}
    for block in blocks:
        if isinstance(block, Table):
            values = (cell for cell in block.cells if cell.kind == "value")
            yield from (_Row(cell.address, cell.name, cell.text, cell.unit, is_linked=True) for cell in values)
        elif isinstance(block, Paragraph) and block.role == "body":
            yield _Row(block.address, headings.get(block.address, ""), block.text)
