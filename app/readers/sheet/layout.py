"""A sheet as blocks: rows of one text are paragraphs, rows of several cells are tables with their spans.

A row with one text all the same belongs to a table where it is ruled like one, where a merged cell reaches into it, or,
in a sheet without any lines, where rows with numbers stand before and behind it: it is a label without numbers.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from app.blocks import Block, Paragraph, Table, TableCell
from app.i18n import _
from app.readers.sheet.sheet import MOST_CELLS, TALLEST, WIDEST, Merge, Place, Sheet

_MOST_MERGED = TALLEST * WIDEST // 2
"""Places that the merged cells of a sheet may take."""
_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class _Area:
    """What is seen as one cell: its first row and column, those behind its last, its text."""

    row: int
    column: int
    below: int
    behind: int
    text: str


def blocks_of(sheet: Sheet) -> Iterator[Block]:
    """The blocks of a sheet, top to bottom; what is hidden is left out."""
    seen = _Seen(sheet)
    for is_table, numbers in groupby(seen.filled_rows(), key=seen.is_table_row):
        rows = list(numbers)
        if is_table:
            yield from (seen.table(run) for run in _runs(rows))
        else:
            yield from (paragraph for row in rows for paragraph in seen.paragraphs(row))


def _runs(rows: Sequence[int]) -> Iterator[Sequence[int]]:
    """The rows that follow one another."""
    for _step, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        yield [row for _index, row in run]


class _Seen:
    """The rows and columns of a sheet that are not hidden, counted anew."""

    def __init__(self, sheet: Sheet) -> None:
        self._name = sheet.name
        filled = sheet.cells.keys()
        height = min(max((row for row, _column in filled), default=-1) + 1, TALLEST)
        width = min(max((column for _row, column in filled), default=-1) + 1, WIDEST)
        width = max(width, _ruled_width(sheet.ruled, height))
        self._rows = [row for row in range(height) if row not in sheet.hidden_rows]
        self._columns = [column for column in range(width) if column not in sheet.hidden_columns]
        self._row_of = {row: index for index, row in enumerate(self._rows)}
        self._column_of = {column: index for index, column in enumerate(self._columns)}
        self._areas = _areas(sheet, self._row_of, self._column_of)
        self._ruled = self._ruled_columns(sheet.ruled)
        self._room = MOST_CELLS

    def filled_rows(self) -> list[int]:
        """The rows in which something is written, or a merged cell with a text stands beside others."""
        return sorted(self._areas_in)

    @cached_property
    def _areas_in(self) -> Mapping[int, list[_Area]]:
        """Of each row the areas with a text that reach into it, left to right."""
        found: dict[int, list[_Area]] = defaultdict(list)
        for area in sorted((area for area in self._areas if area.text), key=lambda area: (area.row, area.column)):
            for row in range(area.row, area.below):
                found[row].append(area)
        return {row: sorted(areas, key=lambda area: area.column) for row, areas in found.items()}

    def _ruled_columns(self, ruled: Iterable[Place]) -> Mapping[int, frozenset[int]]:
        found: dict[int, set[int]] = defaultdict(set)
        for row, column in ruled:
            if row in self._row_of and column in self._column_of:
                found[self._row_of[row]].add(self._column_of[column])
        return {row: frozenset(columns) for row, columns in found.items()}

    def is_table_row(self, row: int) -> bool:
        """Whether a row belongs to a table."""
        areas = self._areas_in[row]
        if len(areas) > 1:
            return True
        only = areas[0]
        around = [self._near(row, step) for step in (1, -1)]
        neighbours = [near for near in around if near is not None]
        if only.behind - only.column > 1 and any(self._covers(only, near) for near in neighbours):
            return False
        if self._ruled:
            return any(not only.column <= column < only.behind for column in self._ruled.get(row, ()))
        if only.below - only.row > 1 and neighbours:
            return any(len(self._areas_in[other]) > 1 for other in range(only.row, only.below))
        return len(neighbours) == 2 and all(self._has_number(near) for near in neighbours)

    def _near(self, row: int, step: int) -> int | None:
        """The next row of several cells, without a blank row between."""
        row += step
        while len(self._areas_in.get(row, ())) == 1:
            row += step
        return row if row in self._areas_in else None

    def _covers(self, area: _Area, row: int) -> bool:
        """Whether an area is as wide as all that is written in a row."""
        areas = self._areas_in[row]
        return area.column <= areas[0].column and area.behind >= max(other.behind for other in areas)

    def _has_number(self, row: int) -> bool:
        return any(_NUMBER.fullmatch(area.text) for area in self._areas_in[row])

    def paragraphs(self, row: int) -> Iterator[Paragraph]:
        """The lines of a row's only text; it is told in its first row."""
        for area in self._areas_in[row]:
            for line in area.text.split("\n") if area.row == row else ():
                yield Paragraph(text=line, place=self._place(row))

    def table(self, rows: Sequence[int]) -> Table:
        """The table of some rows, blank cells included; it begins at the same column as the sheet's other tables."""
        top, end = rows[0], rows[-1] + 1
        behind = max(max(area.behind, *self._ruled_ends(row)) for row in rows for area in self._areas_in[row])
        cells = tuple(self._cells(top, end, self._left, behind))
        places = tuple(self._place(row) for row in rows)
        return Table(rows=len(rows), columns=behind - self._left, cells=cells, place=places[0], row_places=places)

    def _ruled_ends(self, row: int) -> Iterator[int]:
        yield 0
        yield max(self._ruled.get(row, ()), default=-1) + 1

    @cached_property
    def _left(self) -> int:
        """The first column of all tables."""
        return min(area.column for row, areas in self._areas_in.items() if self.is_table_row(row) for area in areas)

    def _cells(self, top: int, end: int, left: int, behind: int) -> Iterator[TableCell]:
        """The cells of a table, left to right and top to bottom; where a merged cell was cut off it begins anew."""
        taken: set[Place] = set()
        by_place = self._by_place
        for row in range(top, end):
            for column in range(left, behind):
                if self._room < 1:
                    return
                if (row, column) in taken:
                    continue
                area = by_place.get((row, column)) or _Area(row, column, row + 1, column + 1, "")
                height, width = min(area.below, end) - row, min(area.behind, behind) - column
                taken.update((r, c) for r in range(row, row + height) for c in range(column, column + width))
                self._room -= 1
                text = area.text if area.row == row else ""
                yield TableCell(row=row - top, column=column - left, text=text, row_span=height, column_span=width)

    @cached_property
    def _by_place(self) -> Mapping[Place, _Area]:
        return {
            (row, column): area
            for area in self._areas
            for row in range(area.row, area.below)
            for column in range(area.column, area.behind)
        }

    def _place(self, row: int) -> str:
        return _("sheet “{sheet}”, row {row}").format(sheet=self._name, row=self._rows[row] + 1)


def _ruled_width(ruled: Iterable[Place], height: int) -> int:
    return max((column + 1 for row, column in ruled if row < height), default=0)


def _areas(sheet: Sheet, row_of: Mapping[int, int], column_of: Mapping[int, int]) -> list[_Area]:
    """The merged cells that are seen, and every other cell with a text; of merged cells that overlap the upper left."""
    taken: set[Place] = set()
    areas: list[_Area] = []
    room = _MOST_MERGED
    for merge in sorted(sheet.merges, key=lambda one: (one.top, one.left)):
        room -= (min(merge.bottom, TALLEST) - merge.top + 1) * (min(merge.right, WIDEST) - merge.left + 1)
        area = _merged(merge, sheet.cells, row_of, column_of) if room >= 0 else None
        if area is None:
            continue
        places = {(r, c) for r in range(area.row, area.below) for c in range(area.column, area.behind)}
        if not places & taken:
            taken |= places
            areas.append(area)
    for (row, column), text in sheet.cells.items():
        if row in row_of and column in column_of and (row_of[row], column_of[column]) not in taken:
            r, c = row_of[row], column_of[column]
            areas.append(_Area(r, c, r + 1, c + 1, text))
    return areas


def _merged(
    merge: Merge, cells: Mapping[Place, str], row_of: Mapping[int, int], column_of: Mapping[int, int]
) -> _Area | None:
    """A merged cell as far as it is seen; None where nothing of it is."""
    rows = [row_of[row] for row in range(merge.top, min(merge.bottom + 1, TALLEST)) if row in row_of]
    columns = [column_of[one] for one in range(merge.left, min(merge.right + 1, WIDEST)) if one in column_of]
    if not rows or not columns:
        return None
    return _Area(rows[0], columns[0], rows[-1] + 1, columns[-1] + 1, cells.get((merge.top, merge.left), ""))
