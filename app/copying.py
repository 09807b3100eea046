"""Cells of a table as Excel, WPS and Word take them from the clipboard: plain text with tabs, and HTML with spans."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape

from app.draft import Filing
from app.figures import figure, missing, printed
from app.form import Address, Section
from app.grid import GridCell, grid

_LINE_END = "\r\n"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a sheet would take for a formula at the beginning of a text."""
_PAGE = """\
<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta charset="utf-8">
<style>
td {{ border: .5pt solid; vertical-align: middle; }}
br {{ mso-data-placement: same-cell; }}
</style></head>
<body>
<!--StartFragment--><table border="1" style="border-collapse: collapse">
{rows}
</table><!--EndFragment-->
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Flavours:
    """The same cells twice, as the clipboard holds them."""

    text: str
    html: str


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell to be copied, in the rectangle; a number is written so that it stays one."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    is_number: bool = False
    is_label: bool = False


def copied(filing: Filing, section: Section, addresses: Collection[Address], *, with_labels: bool = False) -> Flavours:
    """The cells at these addresses in the least rectangle that holds them; what is not chosen there is blank.

    With labels: the rows and columns that were chosen, below their heads and beside their labels; pasted into any
    draft, each value finds its own place. A total of which parts are blank is blank, as in print.
    """
    chosen = set(addresses)
    here = [cell for cell in grid(section).cells if cell.address in chosen and cell.kind == "value"]
    if not here:
        return Flavours("", "")
    kept = _with_labels(section, here) if with_labels else _rectangle(here)
    cells = [_shrunk(filing, cell, kept) for cell in _cells(section, chosen, with_labels)]
    inside = [cell for cell in cells if cell is not None]
    height, width = (len(places) for places in kept)
    return Flavours(_text(inside, height, width), _html(inside, height, width))


Kept = tuple[Mapping[int, int], Mapping[int, int]]
"""Rows and columns of the printed table that are copied, and which they are in the copy."""


def _rectangle(here: Collection[GridCell]) -> Kept:
    rows, columns = [cell.row for cell in here], [cell.column for cell in here]
    return _numbered(range(min(rows), max(rows) + 1)), _numbered(range(min(columns), max(columns) + 1))


def _with_labels(section: Section, here: Collection[GridCell]) -> Kept:
    """The chosen rows and columns with the labels of both; of a stack of bands those that were chosen from."""
    rows, columns = {cell.row for cell in here}, {cell.column for cell in here}
    top = 0
    for band in section.bands:
        head = bool(band.title) + band.column_axis.depth
        bottom = top + head + len(band.row_axis.leaves)
        if any(top <= row < bottom for row in rows):
            rows.update(range(top, top + head))
            columns.update(range(band.row_axis.depth))
        top = bottom
    return _numbered(sorted(rows)), _numbered(sorted(columns))


def _numbered(places: Iterable[int]) -> Mapping[int, int]:
    return {place: number for number, place in enumerate(places)}


def _cells(section: Section, chosen: Collection[Address], with_labels: bool) -> Iterator[GridCell]:
    for cell in grid(section).cells:
        if cell.address in chosen if cell.kind == "value" else with_labels:
            yield cell


def _shrunk(filing: Filing, cell: GridCell, kept: Kept) -> _Cell | None:
    """The cell in the rectangle, as far as it reaches into it; None where it does not."""
    rows = [kept[0][row] for row in range(cell.row, cell.row + cell.row_span) if row in kept[0]]
    columns = [kept[1][column] for column in range(cell.column, cell.column + cell.column_span) if column in kept[1]]
    if not rows or not columns:
        return None
    place = _Cell(rows[0], columns[0], len(rows), len(columns), cell.text, is_label=True)
    if cell.kind != "value":
        return place
    text, is_number = _printed(filing, cell.address)
    return replace(place, text=text, is_number=is_number, is_label=False)


def _printed(filing: Filing, address: Address) -> tuple[str, bool]:
    """What stands at a value, and whether it is a number."""
    is_total = filing.form.cells[address].is_total
    text = "" if is_total and missing(filing, address) else printed(filing, address)
    return text, bool(text) and figure(filing, address) is not None


def _text(cells: Iterable[_Cell], height: int, width: int) -> str:
    """Rows of cells parted by tabs, as Excel writes them: what a cell spans is blank, the last row ends too."""
    rows = [[""] * width for _row in range(height)]
    for cell in cells:
        rows[cell.row][cell.column] = _quoted(cell.text if cell.is_number else _plain(cell.text))
    return "".join("\t".join(row) + _LINE_END for row in rows)


def _plain(text: str) -> str:
    """A text that no sheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _quoted(text: str) -> str:
    """In quotes where it holds a tab, a line end or a quote: otherwise these would part cells."""
    if not any(sign in text for sign in '\t\n\r"'):
        return text
    return '"' + text.replace('"', '""') + '"'


def _html(cells: Iterable[_Cell], height: int, width: int) -> str:
    covered: set[tuple[int, int]] = set()
    by_place: dict[tuple[int, int], _Cell] = {}
    for cell in cells:
        by_place[cell.row, cell.column] = cell
        covered |= {(cell.row + r, cell.column + c) for r in range(cell.row_span) for c in range(cell.column_span)}
    lines: list[str] = []
    for row in range(height):
        places = ((row, column) for column in range(width))
        found = (_td(by_place[p]) if p in by_place else "" if p in covered else "<td></td>" for p in places)
        lines.append(f"<tr>{''.join(found)}</tr>")
    return _PAGE.format(rows="\n".join(lines))


def _td(cell: _Cell) -> str:
    """A cell of HTML: a number as one, whatever its length and decimal places; anything else as text."""
    spans = (("rowspan", cell.row_span), ("colspan", cell.column_span))
    said = "".join(f' {name}="{count}"' for name, count in spans if count > 1)
    if cell.is_number:
        shown = f"""x:num="{cell.text}" style='mso-number-format:"{_format(cell.text)}"'"""
        return f'<td{said} align="right" {shown}>{cell.text}</td>'
    lines = "<br>".join(escape(line) for line in cell.text.split("\n"))
    return f"""<td{said} x:str style='mso-number-format:"\\@"'>{lines}</td>"""


def _format(number: str) -> str:
    """How a sheet is to show a number: in full, with the decimal places that it has."""
    places = len(number.partition(".")[2])
    return "0" if not places else "0\\." + "0" * places
