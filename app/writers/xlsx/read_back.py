"""What stands in a workbook that we wrote: paragraphs and tables with their spans, to prove it before it is kept.

It knows our own workbooks alone, and their last sheet, which repeats the others, not at all; the reader of workbooks
from anywhere is `app.readers`.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from zipfile import ZipFile

from lxml import etree

from app.blocks import Block, Paragraph, Table, TableCell
from app.writers.xlsx.places import written

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CELL = re.compile(r"([A-Z]+)([0-9]+)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_ROWS = re.compile(r"\$([0-9]+):\$([0-9]+)$")

Merge = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Styles:
    """Of each style whether it has lines around, and how many decimal places it shows."""

    ruled: tuple[bool, ...]
    places: tuple[int, ...]


def read_back(content: bytes) -> tuple[Block, ...]:
    """The blocks of all sheets but the last. Raises the zip's or the parser's own error for a broken file."""
    with ZipFile(io.BytesIO(content)) as file:
        broken = file.testzip()
        if broken:
            raise ValueError(broken)
        book = _parsed(file.read("xl/workbook.xml"))
        strings = [_string(one) for one in _parsed(file.read("xl/sharedStrings.xml")).iterfind(f"{_S}si")]
        styles = _styles(_parsed(file.read("xl/styles.xml")))
        count = len(book.findall(f"{_S}sheets/{_S}sheet")) - 1
        sheets = [_parsed(file.read(f"xl/worksheets/sheet{number}.xml")) for number in range(1, count + 1)]
    heads = _heads(book)
    return tuple(
        block for number, one in enumerate(sheets) for block in _Sheet(one, strings, styles).blocks(heads.get(number))
    )


def _parsed(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def _string(element: etree._Element) -> str:
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), element.findtext(f"{_S}t") or "")


def _styles(root: etree._Element) -> _Styles:
    codes = {str(one.get("numFmtId")): str(one.get("formatCode")) for one in root.iter(f"{_S}numFmt")} | {"2": "0.00"}
    borders = [one.find(f"{_S}left[@style]") is not None for one in root.iterfind(f"{_S}borders/{_S}border")]
    styles = root.findall(f"{_S}cellXfs/{_S}xf")
    return _Styles(
        tuple(borders[int(one.get("borderId", "0"))] for one in styles),
        tuple(len(codes.get(str(one.get("numFmtId")), "").partition(".")[2]) for one in styles),
    )


def _heads(book: etree._Element) -> Mapping[int, range]:
    """Of each sheet the rows that are printed on every page."""
    found: dict[int, range] = {}
    for name in book.iterfind(f"{_S}definedNames/{_S}definedName[@name='_xlnm.Print_Titles']"):
        rows = _ROWS.search(name.text or "")
        if rows:
            found[int(name.get("localSheetId", "0"))] = range(int(rows[1]) - 1, int(rows[2]))
    return found


class _Sheet:
    """The cells of one sheet."""

    def __init__(self, root: etree._Element, strings: Sequence[str], styles: _Styles) -> None:
        self.texts: dict[tuple[int, int], str] = {}
        self.ruled: set[tuple[int, int]] = set()
        for cell in root.iterfind(f"{_S}sheetData/{_S}row/{_S}c"):
            place, style = _place(str(cell.get("r"))), int(cell.get("s", "0"))
            self.texts[place] = _text(cell, strings, styles.places[style])
            if styles.ruled[style]:
                self.ruled.add(place)
        refs = (str(one.get("ref")).split(":") for one in root.iter(f"{_S}mergeCell"))
        self.merges = {_place(first): _place(last) for first, last in refs}

    def blocks(self, head: range | None) -> Iterator[Block]:
        """The blocks from top to bottom; rows with lines around their cells are a table."""
        numbers = sorted({row for row, _column in self.texts})
        for is_table, rows in groupby(numbers, key=lambda row: (row, 0) in self.ruled):
            if is_table:
                yield self.table(list(rows), head or range(0))
            else:
                yield from (Paragraph(text=self.texts[row, 0]) for row in rows)

    def table(self, rows: Sequence[int], head: range) -> Table:
        top, columns = rows[0], 1 + max(column for row, column in self.ruled if row in rows)
        covered: set[tuple[int, int]] = set()
        cells = []
        for place in sorted(one for one in self.texts if one[0] in rows):
            if place not in covered:
                row, column = place
                bottom, right = self.merges.get(place, place)
                covered |= {(r, c) for r in range(row, bottom + 1) for c in range(column, right + 1)}
                cells.append(
                    TableCell(
                        row=row - top,
                        column=column,
                        text=self.texts[place],
                        row_span=bottom - row + 1,
                        column_span=right - column + 1,
                    )
                )
        head_rows = sum(row in head for row in rows)
        return Table(rows=len(rows), columns=columns, cells=tuple(cells), head_rows=head_rows)


def _place(name: str) -> tuple[int, int]:
    """Row and column, from 0."""
    found = _CELL.fullmatch(name)
    if found is None:
        raise ValueError(name)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _text(cell: etree._Element, strings: Sequence[str], places: int) -> str:
    """What the cell shows; a formula that waits for its parts shows nothing."""
    value, kind = cell.findtext(f"{_S}v") or "", cell.get("t")
    if kind == "s":
        return strings[int(value)]
    if kind == "str":
        return value.strip()
    return written(float(value), places) if value else ""
