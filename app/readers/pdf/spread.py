"""A table broken over pages as the one table that it is: its rows in their order, what the break cut joined again."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from app.readers.pdf.lines import joined
from app.readers.pdf.ruled import Cell, Ruled

_NEAR = 4.0
_NEAR_SIDES = 8.0
"""Points by which the columns of one table may differ on two pages, and its sides."""
_ALIKE = 0.7
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]")
_FIGURE = re.compile(r"[-+]?\d[\d.,]*")


def is_one_table(upper: Ruled, lower: Ruled) -> bool:
    """Whether a table at a page's end goes on with the one at the next page's beginning: by their columns."""
    sides = abs(upper.xs[0] - lower.xs[0]), abs(upper.xs[-1] - lower.xs[-1])
    if max(sides) > _NEAR_SIDES or not (upper.is_ruled and lower.is_ruled):
        return False
    fewer, more = sorted((upper.xs[1:-1], lower.xs[1:-1]), key=len)
    same = sum(any(abs(x - other) <= _NEAR for other in more) for x in fewer)
    return bool(fewer) and same >= _ALIKE * len(fewer)


def put_together(upper: Ruled, lower: Ruled) -> Ruled:
    """Both as one table; a head that is printed again on the new page stands only once."""
    xs = _common(upper.xs, lower.xs)
    first, second = _moved(upper.cells, upper.xs, xs), _moved(lower.cells, lower.xs, xs)
    again = _repeated(first, second)
    rest = [replace(cell, row=cell.row - again) for cell in second if cell.row >= again]
    rows = len(upper.pages)
    cells, is_cut = _sewn(first, rest, rows)
    pages = (*upper.pages, *lower.pages[again + is_cut :])
    return Ruled(xs, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), pages, upper.level)


def _common(upper: Sequence[float], lower: Sequence[float]) -> tuple[float, ...]:
    """The columns of both; sides count as the same."""
    inner = list(upper[1:-1])
    inner += [x for x in lower[1:-1] if all(abs(x - other) > _NEAR for other in inner)]
    return (upper[0], *sorted(inner), upper[-1])


def _moved(cells: Sequence[Cell], own: Sequence[float], xs: Sequence[float]) -> list[Cell]:
    """The cells counted in the common columns."""
    index = [_nearest(xs, x) for x in own]
    index[0], index[-1] = 0, len(xs) - 1
    return [
        replace(cell, column=index[cell.column], column_span=end - index[cell.column])
        for cell in cells
        if (end := index[cell.column + cell.column_span]) > index[cell.column]
    ]


def _nearest(xs: Sequence[float], x: float) -> int:
    right = bisect_left(xs, x)
    return min((index for index in (right - 1, right) if 0 <= index < len(xs)), key=lambda index: abs(xs[index] - x))


def _repeated(first: Sequence[Cell], second: Sequence[Cell]) -> int:
    """How many rows at the top of the second are the first's head over again."""
    count = 0
    last = max((cell.row for cell in second), default=0)
    for row in range(last):
        if _row(first, row) != _row(second, row) or not any(cell.text for cell in second if cell.row == row):
            break
        count = row + 1
    whole = all(cell.row + cell.row_span <= count for cell in second if cell.row < count)
    return count if whole else 0


def _row(cells: Sequence[Cell], row: int) -> list[tuple[int, int, int, str]]:
    return [(cell.column, cell.column_span, cell.row_span, cell.text) for cell in cells if cell.row == row]


def _sewn(first: Sequence[Cell], second: Sequence[Cell], rows: int) -> tuple[list[Cell], bool]:
    """The cells of both: those that the break cut are one again. Also whether the break went through a row."""
    above = {(cell.column, cell.column_span): cell for cell in first if cell.row + cell.row_span == rows}
    pairs = [
        (upper, cell) for cell in second if cell.row == 0 and (upper := above.get((cell.column, cell.column_span)))
    ]
    is_cut = _is_cut_row(first, second, pairs, rows)
    gone, sewn = set[int](), dict[int, Cell]()
    for upper, lower in pairs:
        if is_cut or _goes_on(upper, lower):
            height = upper.row_span + lower.row_span - is_cut
            text = upper.text if _says_again(upper, lower) else joined(upper.text, lower.text, is_full=False)
            sewn[id(upper)] = replace(upper, text=text, row_span=height, is_full=lower.is_full)
            gone.add(id(lower))
    cells = [sewn.get(id(cell), cell) for cell in first]
    start = rows - is_cut
    return [*cells, *(replace(cell, row=cell.row + start) for cell in second if id(cell) not in gone)], is_cut


def _says_again(upper: Cell, lower: Cell) -> bool:
    return upper.text == lower.text and not _is_figure(upper)


def _goes_on(upper: Cell, lower: Cell) -> bool:
    """Whether a cell that spans rows goes on: nothing new begins in it."""
    if upper.row_span == lower.row_span == 1 or _is_figure(lower) or _is_figure(upper):
        return False
    return lower.text in ("", upper.text) or (upper.is_full and not _NUMBERED.match(lower.text))


def _is_cut_row(first: Sequence[Cell], second: Sequence[Cell], pairs: Sequence[tuple[Cell, Cell]], rows: int) -> bool:
    """Whether the break went through one row: its words go on in full cells, its figures stand on one side alone.

    Or its figures go on: below there are no words, and all that is there stands under full cells of figures.
    """
    lowest = sum(cell.row + cell.row_span == rows for cell in first)
    if lowest != len(pairs) or len(pairs) != sum(cell.row == 0 for cell in second):
        return False
    both = [(upper, lower) for upper, lower in pairs if upper.text and lower.text]
    if both and all(_is_figure(upper) and _is_figure(lower) and upper.is_full for upper, lower in both):
        return len(both) == sum(bool(lower.text) for _upper, lower in pairs)
    has_figures = [any(_is_figure(pair[side]) for pair in pairs) for side in (0, 1)]
    return bool(both) and has_figures[0] != has_figures[1] and all(_words_go_on(*pair) for pair in both)


def _words_go_on(upper: Cell, lower: Cell) -> bool:
    has_figure = _is_figure(upper) or _is_figure(lower)
    return upper.is_full and not has_figure and not _NUMBERED.match(lower.text)


def _is_figure(cell: Cell) -> bool:
    return bool(_FIGURE.fullmatch(cell.text))
