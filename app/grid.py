"""The printed table of a section: cells with spans, for window, Word and reader alike.

Three derivations lay out every official table: a leaf label deepens to fill its axis; a parent spans its leaves; bands
stack, and a narrow band's last column stretches to the full width.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from app.form import Address, Axis, Band, Label, Section

CellKind = Literal["title", "corner", "column", "row", "value"]


@dataclass(frozen=True, slots=True)
class GridCell:
    """One printed cell: where it begins (from 0), how many rows and columns it takes, what it says or holds."""

    row: int
    column: int
    row_span: int
    column_span: int
    kind: CellKind
    text: str = ""
    address: Address = ""
    label: Label | None = None

    @property
    def covered(self) -> Iterator[tuple[int, int]]:
        """The places that the cell takes."""
        for row in range(self.row, self.row + self.row_span):
            for column in range(self.column, self.column + self.column_span):
                yield row, column


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A section's table: its size, its cells from left to right and top to bottom, and its heads.

    `head_rows` and `head_columns` are what stays in view: the head of a single band; a stack of bands has none.
    """

    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    head_rows: int = 0
    head_columns: int = 0

    def at(self, row: int, column: int) -> GridCell:
        """The cell that covers a place."""
        return self._places()[row, column]

    def _places(self) -> dict[tuple[int, int], GridCell]:
        return _places_of(self)


@lru_cache(maxsize=64)
def grid(section: Section) -> Grid:
    """The printed table of a section with bands."""
    width = max(_width(band) for band in section.bands)
    cells: list[GridCell] = []
    top = 0
    for band in section.bands:
        cells += _band_cells(section, band, top, width)
        top += _height(band)
    single = section.bands[0] if len(section.bands) == 1 else None
    head_rows = bool(single.title) + single.column_axis.depth if single else 0
    head_columns = single.row_axis.depth if single else 0
    return Grid(top, width, tuple(sorted(cells, key=lambda c: (c.row, c.column))), head_rows, head_columns)


@lru_cache(maxsize=64)
def _places_of(table: Grid) -> dict[tuple[int, int], GridCell]:
    return {place: cell for cell in table.cells for place in cell.covered}


def _width(band: Band) -> int:
    return band.row_axis.depth + len(band.column_axis.leaves)


def _height(band: Band) -> int:
    return bool(band.title) + band.column_axis.depth + len(band.row_axis.leaves)


def _band_cells(section: Section, band: Band, top: int, width: int) -> Iterator[GridCell]:
    left, stretch = band.row_axis.depth, width - _width(band)
    if band.title:
        yield GridCell(top, 0, 1, width, "title", band.title)
        top += 1
    depth = band.column_axis.depth
    if left and depth:
        yield GridCell(top, 0, depth, left, "corner", band.corner)
    yield from _column_cells(band.column_axis, top, left, stretch)
    yield from _row_cells(band.row_axis, top + depth)
    yield from _value_cells(section, band, top + depth, left, stretch)


def _printed(axis: Axis) -> Iterator[Label]:
    """The labels that have a cell: a label deeper than every text has none."""
    return (label for label in axis.labels if label.level <= axis.depth)


def _column_cells(axis: Axis, top: int, left: int, stretch: int) -> Iterator[GridCell]:
    leaves = axis.leaves
    for label in _printed(axis):
        under = axis.leaves_under(label)
        first = leaves.index(under[0])
        span = len(under) + (stretch if under[-1] is leaves[-1] else 0)
        height = axis.depth - label.level + 1 if axis.is_leaf(label) else 1
        yield GridCell(top + label.level - 1, left + first, height, span, "column", label.text, label=label)


def _row_cells(axis: Axis, top: int) -> Iterator[GridCell]:
    leaves = axis.leaves
    for label in _printed(axis):
        under = axis.leaves_under(label)
        first = leaves.index(under[0])
        width = axis.depth - label.level + 1 if axis.is_leaf(label) else 1
        yield GridCell(top + first, label.level - 1, len(under), width, "row", label.text, label=label)


def _value_cells(section: Section, band: Band, top: int, left: int, stretch: int) -> Iterator[GridCell]:
    columns = band.column_axis.leaves
    for r, row in enumerate(band.row_axis.leaves):
        for c, column in enumerate(columns):
            span = 1 + (stretch if column is columns[-1] else 0)
            address = f"{section.id}/{row.id}/{column.id}"
            yield GridCell(top + r, left + c, 1, span, "value", address=address)
