"""The sheets of an .xlsx or .xlsm workbook, from its XML: what a cell shows, as it was last calculated.

A formula that was never calculated is given as its text (`=SUM(B2:B9)`), so that it is no number and no blank either.
An error keeps its text. Macros, links, pictures and comments are never opened. The XML is read by itself: openpyxl
needs two passes to tell a formula from its result, and makes a cell of each in a merged range, however large it claims
to be.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from lxml import etree

from app.readers.sheet.number_format import BUILT_IN, number_of, shown
from app.readers.sheet.package import Parts
from app.readers.sheet.sheet import MOST_CELLS, MOST_SHEETS, TALLEST, WIDEST, Merge, Place, Sheet, lines_of

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true", "on")
_SEEN = (None, "visible")
_ELEMENTS = ("col", "row", "mergeCell")


@dataclass(frozen=True, slots=True)
class _Style:
    code: str = "General"
    is_ruled: bool = False


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets share: texts, styles, the first day."""

    strings: tuple[str, ...] = ()
    styles: tuple[_Style, ...] = ()
    from_1904: bool = False


@dataclass(slots=True)
class _Growing:
    """A sheet on its way."""

    cells: dict[Place, str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    ruled: set[Place] = field(default_factory=set)


def xlsx_sheets(parts: Parts, main: str) -> Iterator[Sheet]:
    """The visible sheets in their order; charts and dialogues are none."""
    root, related = parts.xml(main), parts.related(main)
    if root is None:
        return
    by_kind = dict(related.values())
    book = _Book(
        tuple(_strings(parts, by_kind.get("sharedStrings", ""))),
        tuple(_styles(parts.xml(by_kind.get("styles", "")))),
        any(one.get("date1904") in _TRUE for one in root.iter("{*}workbookPr")),
    )
    for sheet in list(root.iter("{*}sheet"))[:MOST_SHEETS]:
        id_ = next((str(text) for name, text in sheet.attrib.items() if str(name).endswith("}id")), "")
        kind, name = related.get(id_, ("", ""))
        if kind == "worksheet" and sheet.get("state") in _SEEN:
            yield _sheet(parts, name, str(sheet.get("name") or ""), book)


def _strings(parts: Parts, name: str) -> Iterator[str]:
    for element in parts.elements(name, "si") if name in parts.names else ():
        yield _rich(element)
        element.clear()


def _rich(element: etree._Element) -> str:
    """The words of a text, its runs joined; what is written above Chinese words to be pronounced is left out."""
    found = (one for part in element for one in (part, *part) if etree.QName(part).localname in ("t", "r"))
    text = "".join(one.text or "" for one in found if etree.QName(one).localname == "t")
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)


def _styles(root: etree._Element | None) -> Iterator[_Style]:
    if root is None:
        return
    codes = {str(one.get("numFmtId")): str(one.get("formatCode") or "") for one in root.iter("{*}numFmt")}
    borders = [_is_ruled(one) for one in root.iter("{*}border")]
    for xf in root.iterfind("{*}cellXfs/{*}xf"):
        number, border = str(xf.get("numFmtId") or "0"), _count(xf.get("borderId")) or 0
        code = codes.get(number) or BUILT_IN.get(_count(number) or 0, "General")
        yield _Style(code, border < len(borders) and borders[border])


def _is_ruled(border: etree._Element) -> bool:
    sides = (one for side in ("left", "right", "start", "end") for one in border.iterfind(f"{{*}}{side}"))
    return any(side.get("style") not in (None, "none") for side in sides)


def _sheet(parts: Parts, part: str, name: str, book: _Book) -> Sheet:
    growing, row = _Growing(), -1
    for element in parts.elements(part, *_ELEMENTS):
        tag = etree.QName(element).localname
        if tag == "row":
            row = _position(element.get("r"), row)
            if row < TALLEST:
                _take_row(element, row, growing, book)
            element.clear()
        elif tag == "col":
            growing.hidden_columns.update(_hidden(element))
        elif len(growing.merges) < MOST_CELLS:
            growing.merges += _merge(str(element.get("ref") or ""))
    return Sheet(
        name=name,
        cells=growing.cells,
        merges=tuple(growing.merges),
        hidden_rows=frozenset(growing.hidden_rows),
        hidden_columns=frozenset(growing.hidden_columns),
        ruled=frozenset(growing.ruled),
    )


def _take_row(element: etree._Element, row: int, growing: _Growing, book: _Book) -> None:
    if element.get("hidden") in _TRUE:
        growing.hidden_rows.add(row)
    column = -1
    for cell in element.iterfind("{*}c"):
        found = _CELL.fullmatch(str(cell.get("r") or ""))
        column = _column(found[1]) if found else column + 1
        if column >= WIDEST or len(growing.cells) >= MOST_CELLS:
            continue
        number = _count(cell.get("s")) or 0
        style = book.styles[number] if number < len(book.styles) else _Style()
        text = lines_of(_text(cell, style, book))
        if text:
            growing.cells[row, column] = text
        if style.is_ruled:
            growing.ruled.add((row, column))


def _text(cell: etree._Element, style: _Style, book: _Book) -> str:
    kind, value, formula = cell.get("t"), cell.findtext("{*}v"), cell.find("{*}f")
    if formula is not None and not value and kind != "str":
        return f"={formula.text or ''}"
    if kind == "inlineStr":
        inline = cell.find("{*}is")
        return "" if inline is None else _rich(inline)
    if value is None:
        return ""
    if kind == "s":
        return book.strings[int(value) if value.isdecimal() else len(book.strings)]
    if kind == "b":
        return "TRUE" if value in _TRUE else "FALSE"
    number: Decimal | None = number_of(value) if kind in (None, "n") else None
    return value if number is None else shown(number, style.code, from_1904=book.from_1904)


def _position(text: object, before: int) -> int:
    number = _count(text)
    return number - 1 if number else before + 1


def _count(text: object) -> int | None:
    plain = str(text)
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _hidden(element: etree._Element) -> range:
    """The hidden columns among those that an element describes."""
    first, last = _count(element.get("min")), _count(element.get("max"))
    is_hidden = element.get("hidden") in _TRUE and first and last
    return range((first or 1) - 1, min(last or 0, WIDEST)) if is_hidden else range(0)


def _merge(ref: str) -> Iterator[Merge]:
    found = [_CELL.fullmatch(one) for one in ref.split(":")]
    corners = [(int(one[2]) - 1, _column(one[1])) for one in found if one]
    if len(corners) == 2 and len(found) == 2:
        (top, left), (bottom, right) = corners
        yield Merge(top, left, bottom, right)
