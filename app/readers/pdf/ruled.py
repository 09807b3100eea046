"""The tables of a page that lines rule: the text in their cells; what stands in none of them is left."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from app.readers.pdf.lines import Line, joined, lines_of
from app.readers.pdf.rulings import Grid, Region, grids
from app.readers.pdf.shapes import Glyph, Sheet, read_along

PADDING = 11.5
"""Points: what word processors leave free on both sides of a cell together."""
_RUN = 0.25
"""Ems: glyphs as near as this are one word or one number."""
_POINTS = (".", ",")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*")
_FEW = 3
_MOST_NUMBERS = 3
"""Lines of numbers in a cell that a narrow column may make of one; so many cells with more are columns."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's place and text; `is_full` says that its last line has no room for more."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    is_full: bool = False

    @property
    def rows(self) -> range:
        """The rows it takes."""
        return range(self.row, self.row + self.row_span)


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table on a page or on several: where its columns end, its cells, the page of each row; or a row unruled."""

    xs: tuple[float, ...]
    cells: tuple[Cell, ...]
    pages: tuple[int, ...]
    level: float
    is_ruled: bool = True


def ruled_tables(sheet: Sheet) -> tuple[list[Ruled], list[Glyph]]:
    """The tables with text in them, and the glyphs that stand in none."""
    rest: Sequence[Glyph] = sheet.glyphs
    tables: list[Ruled] = []
    for grid in grids(sheet.strokes):
        inside = [glyph for glyph in rest if grid.holds(glyph.across, glyph.level)]
        held = _held(grid, inside)
        if not any(held.values()) or _has_rows_within(held.values()):
            continue
        cells = tuple(_cell(region, grid, held.get(region, ())) for region in grid.regions)
        taken = {id(glyph) for glyph in inside}
        rest = [glyph for glyph in rest if id(glyph) not in taken]
        tables.append(Ruled(grid.xs, cells, (sheet.number,) * (len(grid.ys) - 1), grid.ys[0]))
    return tables, list(rest)


def _held(grid: Grid, glyphs: Sequence[Glyph]) -> dict[Region, list[Line]]:
    """The lines of text in each cell."""
    region_of = {
        (row, column): region
        for region in grid.regions
        for row in range(region.row, region.row + region.row_span)
        for column in range(region.column, region.column + region.column_span)
    }
    held: dict[Region, list[Glyph]] = {}
    for glyph, region in _placed(glyphs, lambda one: region_of[grid.box(one.across, one.level)]):
        held.setdefault(region, []).append(glyph)
    return {region: lines_of(read_along(inside)) for region, inside in held.items()}


def _has_rows_within(cells: Iterable[Sequence[Line]]) -> bool:
    """Whether cells hold whole columns: words over numbers, or several numbers that no width has broken.

    Such lines part columns and no rows; a remark under a number is not so often there.
    """
    found = 0
    for lines in cells:
        numbers = [bool(_NUMBER.fullmatch(line.text)) for line in lines]
        found += (any(numbers) and len(lines) > sum(numbers)) or sum(numbers) > _MOST_NUMBERS
    return found >= _FEW


def _placed(glyphs: Sequence[Glyph], region: Callable[[Glyph], Region]) -> Iterable[tuple[Glyph, Region]]:
    """Each glyph with the cell it belongs to."""
    for glyph in glyphs:
        if not _is_numeral(glyph):
            yield glyph, region(glyph)
    for run in _numbers(glyphs):
        regions = [region(glyph) for glyph in run]
        yield from zip(run, regions, strict=True) if len({*regions}) == 1 else _kept_together(run, regions)


def _is_numeral(glyph: Glyph) -> bool:
    return glyph.text.isdecimal() or glyph.text in _POINTS


def _kept_together(run: Sequence[Glyph], regions: Sequence[Region]) -> Iterable[tuple[Glyph, Region]]:
    """A number that pokes through a line: all of it in the cell of its middle, a blank where the line is.

    Half a number is a wrong number; a number with a blank in it is told as a doubt.
    """
    middle = regions[len(regions) // 2]
    yield run[0], middle
    for glyph, before, here in zip(run[1:], regions, regions[1:], strict=False):
        yield (glyph if before == here else replace(glyph, text=f" {glyph.text}")), middle


def _numbers(glyphs: Sequence[Glyph]) -> Iterable[list[Glyph]]:
    """The runs of digits, line by line."""
    digits = [glyph for glyph in glyphs if _is_numeral(glyph)]
    for line in lines_of(digits):
        run: list[Glyph] = []
        for glyph in line.glyphs:
            if run and glyph.x0 - run[-1].x1 > _RUN * glyph.size:
                yield run
                run = []
            run.append(glyph)
        yield run


def _cell(region: Region, grid: Grid, lines: Sequence[Line]) -> Cell:
    width = grid.xs[region.column + region.column_span] - grid.xs[region.column]
    text, is_full = "", False
    for line in lines:
        text = joined(text, line.text, is_full=is_full)
        is_full = _fills(line, width)
    return Cell(region.row, region.column, region.row_span, region.column_span, text, is_full)


def _fills(line: Line, width: float) -> bool:
    """Whether one more glyph had no room behind a line."""
    last = line.seen[-1]
    return width - (line.x1 - line.x0) < PADDING + max(last.x1 - last.x0, line.size / 2)
