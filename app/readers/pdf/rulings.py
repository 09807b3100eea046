"""Ruling lines to grids: columns, rows and the cells between the lines, with their spans."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.readers.pdf.shapes import Stroke

_TOUCH = 3.0
"""Points: lines as near as this are one, or meet; a double line is one."""
_SHORTEST = 4.0
_MOST = 3_000
_MOST_BOXES = 20_000
"""Lines after those in one row are joined, and what lies between them; more make a drawing."""


@dataclass(frozen=True, slots=True)
class Region:
    """A cell between the lines: where it begins, how far it spans."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True)
class Grid:
    """The lines of a table, from left to right and from above, and its cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]

    @property
    def area(self) -> float:
        """How much of the page it takes."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def box(self, x: float, y: float) -> tuple[int, int]:
        """Row and column of a point that lies in it."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        return row, min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)


def grids(strokes: Iterable[Stroke]) -> list[Grid]:
    """The tables that lines make, the smallest first: a table in a table's cell comes before it.

    A frame or a ladder of one column is no table.
    """
    lines = _merged(strokes)
    if len(lines) > _MOST:
        return []
    found = (_grid(group) for group in _groups(lines))
    return sorted((grid for grid in found if grid is not None), key=lambda grid: grid.area)


def _merged(strokes: Iterable[Stroke]) -> list[Stroke]:
    """The lines with their pieces joined, those too short to part cells left out."""
    merged: list[Stroke] = []
    for is_level in (True, False):
        for bundle in _bundles([one for one in strokes if one.is_level is is_level]):
            merged += _joined(bundle)
    return [one for one in merged if one.end - one.start >= _SHORTEST]


def _bundles(strokes: list[Stroke]) -> list[list[Stroke]]:
    """Lines that stand on one another."""
    found: list[list[Stroke]] = []
    for one in sorted(strokes, key=lambda stroke: stroke.at):
        if found and one.at - found[-1][0].at <= _TOUCH / 2:
            found[-1].append(one)
        else:
            found.append([one])
    return found


def _joined(bundle: list[Stroke]) -> list[Stroke]:
    found: list[Stroke] = []
    at = sum(one.at for one in bundle) / len(bundle)
    for one in sorted(bundle, key=lambda stroke: stroke.start):
        if found and one.start - found[-1].end <= _TOUCH:
            found[-1] = Stroke(one.is_level, at, found[-1].start, max(found[-1].end, one.end))
        else:
            found.append(Stroke(one.is_level, at, one.start, one.end))
    return found


def _groups(lines: Sequence[Stroke]) -> list[list[Stroke]]:
    """Lines that meet one another, table by table."""
    level = [one for one in lines if one.is_level]
    group_of: dict[int, list[Stroke]] = {id(one): [one] for one in level}
    for one in (line for line in lines if not line.is_level):
        whole = [one]
        for group in {id(group_of[id(other)]): group_of[id(other)] for other in level if _meet(other, one)}.values():
            whole += group
        group_of.update((id(member), whole) for member in whole)
    return list({id(group): group for group in group_of.values()}.values())


def _meet(level: Stroke, upright: Stroke) -> bool:
    across = level.start - _TOUCH <= upright.at <= level.end + _TOUCH
    return across and upright.start - _TOUCH <= level.at <= upright.end + _TOUCH


def _grid(group: Sequence[Stroke]) -> Grid | None:
    level, upright = [one for one in group if one.is_level], [one for one in group if not one.is_level]
    xs, ys = _places(upright, level), _places(level, upright)
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MOST_BOXES:
        return None
    return Grid(xs, ys, tuple(_regions(xs, ys, level, upright)))


def _places(lines: Sequence[Stroke], crossing: Sequence[Stroke]) -> tuple[float, ...]:
    """Where lines stand; a side that is not ruled is where the crossing lines end."""
    found = sorted(one.at for one in lines)
    ends = [edge for one in crossing for edge in (one.start, one.end)]
    if not found or not ends:
        return ()
    found = [min(ends), *found] if min(ends) < found[0] - _TOUCH else found
    found = [*found, max(ends)] if max(ends) > found[-1] + _TOUCH else found
    places = [found[0]]
    for at in found[1:]:
        if at - places[-1] > _TOUCH:
            places.append(at)
    return tuple(places)


def _regions(
    xs: Sequence[float], ys: Sequence[float], level: Sequence[Stroke], upright: Sequence[Stroke]
) -> list[Region]:
    """The cells, row by row; one that is no rectangle falls into its rows."""
    columns, rows = len(xs) - 1, len(ys) - 1
    right = {(r, c) for c, r in _walls(upright, xs, ys)}
    below = set(_walls(level, ys, xs))
    whole: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(rows):
        for column in range(columns):
            _join(whole, (row, column), (row, column + 1), column + 1 < columns and (row, column + 1) not in right)
            _join(whole, (row, column), (row + 1, column), row + 1 < rows and (row + 1, column) not in below)
    parts: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for box in ((row, column) for row in range(rows) for column in range(columns)):
        parts.setdefault(_root(whole, box), []).append(box)
    regions = [region for boxes in parts.values() for region in _rectangles(boxes)]
    return sorted(regions, key=lambda region: (region.row, region.column))


def _walls(lines: Sequence[Stroke], places: Sequence[float], across: Sequence[float]) -> set[tuple[int, int]]:
    """For each line the boxes that begin behind it: (place, box across)."""
    middles = [(first + second) / 2 for first, second in pairwise(across)]
    found: set[tuple[int, int]] = set()
    for one in lines:
        place = min(range(len(places)), key=lambda index: abs(places[index] - one.at))
        found |= {(place, box) for box, middle in enumerate(middles) if one.start <= middle <= one.end}
    return found


def _root(whole: dict[tuple[int, int], tuple[int, int]], box: tuple[int, int]) -> tuple[int, int]:
    while box in whole:
        box = whole[box]
    return box


def _join(
    whole: dict[tuple[int, int], tuple[int, int]], one: tuple[int, int], other: tuple[int, int], is_open: bool
) -> None:
    first, second = _root(whole, one), _root(whole, other)
    if is_open and first != second:
        whole[max(first, second)] = min(first, second)


def _rectangles(boxes: Sequence[tuple[int, int]]) -> list[Region]:
    rows, columns = {row for row, _column in boxes}, {column for _row, column in boxes}
    height, width = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
    if height * width == len(boxes):
        return [Region(min(rows), min(columns), height, width)]
    found: list[Region] = []
    for row, column in sorted(boxes):
        last = found[-1] if found else None
        if last and last.row == row and last.column + last.column_span == column:
            found[-1] = Region(row, last.column, 1, last.column_span + 1)
        else:
            found.append(Region(row, column, 1, 1))
    return found
