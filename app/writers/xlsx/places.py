"""Where in the workbook each value stands, and the formula of a total over the cells that it sums."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from app.blocks import Table, TableCell
from app.form import Address
from app.writers.xlsx.library import quote_sheetname, xl_rowcol_to_cell
from app.writers.xlsx.parts import SheetPart

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.([0-9]+))?")
_MOST_DIGITS = 15
"""Digits that a sheet keeps of a number; what has more stays text, as no digit of it may change."""


@dataclass(frozen=True, slots=True)
class Place:
    """The cell of a value: its sheet, its row and column, the last of the columns that it takes, what it says."""

    sheet: str
    row: int
    column: int
    end: int
    text: str

    @property
    def reference(self) -> str:
        """How a formula on another sheet names it."""
        return f"{quote_sheetname(self.sheet)}!{xl_rowcol_to_cell(self.row, self.column)}"


def places_of(sheets: Sequence[SheetPart]) -> Mapping[Address, Place]:
    """The places of all values."""
    return {
        cell.address: Place(sheet.name, row + cell.row, cell.column, cell.column + cell.column_span - 1, cell.text)
        for sheet in sheets
        for block, row in zip(sheet.blocks, sheet.rows, strict=True)
        for cell in (block.cells if isinstance(block, Table) else ())
        if cell.kind == "value"
    }


@lru_cache(maxsize=1024)
def number_of(text: str) -> float | None:
    """The number that a text is, where a sheet keeps every digit of it and shows them all."""
    found = _NUMBER.fullmatch(text)
    digits = text.lstrip("-0.").replace(".", "")
    if not found or len(digits) > _MOST_DIGITS or (text.startswith("-") and not digits):
        return None
    return float(text) if written(float(text), len(found[1] or "")) == text else None


def written(number: float, places: int) -> str:
    """A number as a sheet shows it with so many decimal places."""
    return format(Decimal(repr(number)), f".{places}f")


def shape_of(text: str) -> str:
    """The number format that shows a number as it is printed: never in powers of ten, with its decimal places."""
    places = len(text.partition(".")[2])
    return f"0.{'0' * places}" if places else "0"


def formula(cell: TableCell, places: Mapping[Address, Place]) -> str:
    """The formula of a total; "" where a part stands on another sheet or is a number that a sheet would not keep.

    A total that is blank because parts are, counts them: it is their sum as soon as all are there.
    """
    parts = [places.get(part) for part in cell.parts]
    own = places[cell.address].sheet
    here = [part for part in parts if part is not None and part.sheet == own]
    is_kept = not cell.text or all(number_of(part.text) is not None for part in here)
    if not here or len(here) < len(parts) or not is_kept or (cell.text and number_of(cell.text) is None):
        return ""
    ranges = ",".join(_ranges(here))
    return f"=SUM({ranges})" if cell.text else f'=IF(COUNT({ranges})={len(here)},SUM({ranges}),"")'


def _ranges(parts: Sequence[Place]) -> Iterator[str]:
    """The cells as few rectangles: cells side by side are one, and such rows below one another."""
    rows = [(row, run) for row, cells in groupby(sorted(parts, key=_by_row), key=lambda one: one.row)
            for run in _runs(list(cells))]  # fmt: skip
    rows.sort(key=lambda one: (one[1], one[0]))
    for (left, right), found in groupby(rows, key=lambda one: one[1]):
        numbers = [row for row, _run in found]
        for _step, group in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
            lines = [row for _index, row in group]
            first, last = xl_rowcol_to_cell(lines[0], left), xl_rowcol_to_cell(lines[-1], right)
            yield first if first == last else f"{first}:{last}"


def _by_row(one: Place) -> tuple[int, int]:
    return one.row, one.column


def _runs(cells: Sequence[Place]) -> Iterator[tuple[int, int]]:
    """The first and the last column of cells of one row that stand side by side."""
    first, end = cells[0].column, cells[0].end
    for cell in cells[1:]:
        if cell.column != end + 1:
            yield first, end
            first = cell.column
        end = cell.end
    yield first, end
