"""The sheets of a workbook in one XML file, as Excel 2003 defined it and many programs still write it as .xls."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path

from lxml import etree

from app.readers.sheet.faults import document_type
from app.readers.sheet.number_format import number_of, shown
from app.readers.sheet.sheet import MOST_CELLS, MOST_SHEETS, TALLEST, WIDEST, Merge, Place, Sheet, lines_of
from app.readers.zipped import DOCTYPE, LARGEST_PART, fault, too_large

MARK = b"urn:schemas-microsoft-com:office:spreadsheet"
_SPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_NAMED = {
    **{"Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%", "Currency": "#,##0.00", "Scientific": "0.00E+00"},
    **{"Short Date": "yyyy/m/d", "Medium Date": "yyyy/m/d", "General Date": "yyyy/m/d h:mm"},
    **{"Long Date": 'yyyy"年"m"月"d"日"', "Short Time": "h:mm", "Medium Time": "h:mm", "Long Time": "h:mm:ss"},
}
"""The formats that a file calls by name, as a Chinese Excel shows them."""
_WHOLE = re.compile(r"\d{1,9}")
_FIRST_DAY = datetime(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class _Style:
    code: str = "General"
    is_ruled: bool = False


@dataclass(slots=True)
class _Growing:
    """A sheet on its way."""

    styles: Mapping[str, _Style]
    cells: dict[Place, str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    ruled: set[Place] = field(default_factory=set)


def xml_sheets(path: Path, raw: bytes) -> Iterator[Sheet]:
    """The visible sheets in their order. Raises UnreadableDocument for what may do harm."""
    if len(raw) > LARGEST_PART:
        raise fault(path, too_large)
    if any(mark in raw for mark in DOCTYPE):
        raise fault(path, document_type)
    root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))
    styles = {_attribute(one, "ID"): _style(one) for one in root.iterfind("{*}Styles/{*}Style")}
    for sheet in islice(root.iterfind("{*}Worksheet"), MOST_SHEETS):
        if sheet.findtext("{*}WorksheetOptions/{*}Visible") is None:
            yield _sheet(sheet, styles)


def _style(style: etree._Element) -> _Style:
    code = next((_attribute(one, "Format") for one in style.iterfind("{*}NumberFormat")), "")
    sides = (one for one in style.iter("{*}Border") if _attribute(one, "Position") in ("Left", "Right"))
    return _Style(_NAMED.get(code, code) or "General", any(_attribute(one, "LineStyle") for one in sides))


def _sheet(sheet: etree._Element, styles: Mapping[str, _Style]) -> Sheet:
    growing, row, column = _Growing(styles), 0, 0
    for element in sheet.iterfind("{*}Table/{*}Column"):
        column = _number(element, "Index", column + 1) - 1
        end = min(column + 1 + _number(element, "Span", 0), WIDEST)
        if _attribute(element, "Hidden") == "1":
            growing.hidden_columns.update(range(column, end))
        column = end
    for element in islice(sheet.iterfind("{*}Table/{*}Row"), TALLEST):
        row = _number(element, "Index", row + 1) - 1
        end = row + 1 + _number(element, "Span", 0)
        if _attribute(element, "Hidden") == "1":
            growing.hidden_rows.update(range(row, min(end, TALLEST)))
        if row < TALLEST:
            _take_row(element, row, growing)
        row = end
    return Sheet(
        name=_attribute(sheet, "Name"),
        cells=growing.cells,
        merges=tuple(growing.merges),
        hidden_rows=frozenset(growing.hidden_rows),
        hidden_columns=frozenset(growing.hidden_columns),
        ruled=frozenset(growing.ruled),
    )


def _take_row(element: etree._Element, row: int, growing: _Growing) -> None:
    column = 0
    for cell in element.iterfind("{*}Cell"):
        column = _number(cell, "Index", column + 1) - 1
        height, width = _number(cell, "MergeDown", 0), _number(cell, "MergeAcross", 0)
        if column >= WIDEST or len(growing.cells) >= MOST_CELLS:
            return
        style = growing.styles.get(_attribute(cell, "StyleID"), _Style())
        text = lines_of(_text(cell, style))
        if text:
            growing.cells[row, column] = text
        if style.is_ruled:
            growing.ruled.update((row, one) for one in range(column, min(column + width + 1, WIDEST)))
        if height or width:
            growing.merges.append(Merge(row, column, row + height, column + width))
        column += width + 1


def _text(cell: etree._Element, style: _Style) -> str:
    written = cell.find("{*}Data")
    text = "" if written is None else "".join(str(part) for part in written.itertext())
    kind = "" if written is None else _attribute(written, "Type")
    if not text and _attribute(cell, "Formula") and kind != "String":
        return _attribute(cell, "Formula")
    if kind == "Boolean":
        return "TRUE" if text == "1" else "FALSE"
    number = _serial(text) if kind == "DateTime" else number_of(text) if kind == "Number" else None
    return text if number is None else shown(number, style.code)


def _serial(text: str) -> Decimal | None:
    """A moment as the days since the first that sheets count from; None for what is none."""
    try:
        since = datetime.fromisoformat(text).replace(tzinfo=None) - _FIRST_DAY
    except ValueError:
        return None
    return since.days + Decimal(since.seconds) / 86_400


def _number(element: etree._Element, name: str, otherwise: int) -> int:
    text = _attribute(element, name)
    return int(text) if _WHOLE.fullmatch(text) else otherwise


def _attribute(element: etree._Element, name: str) -> str:
    return str(element.get(f"{_SPACE}{name}") or "")
