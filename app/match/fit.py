"""The cells of a row laid on its columns: only where one reading is certain, or all that are possible say the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Literal

from app.form import Axis, Value
from app.match.digits import apart
from app.match.head import Columns
from app.match.words import figure_in

FitHow = Literal["exact", "agree", "sum", "digits", "sums", "fewer", "surplus", "shifted"]
"""Agree: more cells than columns, but every reading gives the same; sum: only one fits the row's own total; digits and
sums: numbers that stood glued together, see `digits`; fewer, surplus, shifted: nothing certain."""

_MOST_SURPLUS = 2
_MOST_CELLS = 24


@dataclass(frozen=True, slots=True)
class Fit:
    """One text for each column; none where nothing is certain."""

    how: FitHow
    columns: Columns = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """What the other rows of a table show.

    How many cells behind the label are still the label's (None where that is open), and whether this row is as wide.
    """

    shift: int | None = None
    is_intact: bool = False


def fit(
    axis: Axis, cells: Sequence[str], options: Sequence[Columns], layout: Layout, values: Sequence[Value] = ()
) -> Fit:
    """The cells behind a label on the columns that the head allows; `values` are what the law's columns hold."""
    if cells and options and not any(cells):
        return Fit("exact", options[0], ("",) * len(options[0]))
    for columns in options:
        if layout.shift and len(cells) == len(columns) and not cells[0]:
            return Fit("shifted")
        texts = _exact(cells, len(columns), layout)
        if texts:
            return Fit("exact", columns, texts)
    if not options or len(cells) < len(options[0]):
        parted = apart(axis, cells, options[0], values) if options and len(options[0]) == len(values) else None
        return Fit(parted.by, options[0], parted.texts) if parted else Fit("fewer")
    return _surplus(axis, cells, options[0])


def sums_hold(axis: Axis, columns: Columns, texts: Sequence[str]) -> bool | None:
    """Whether the row's totals are the sums of their parts; None where none can be checked."""
    checked = [_sum_holds(axis, columns, texts, place) for place, column in enumerate(columns) if column and column.sum]
    known = [held for held in checked if held is not None]
    return all(known) if known else None


def falls_short(axis: Axis, columns: Columns, texts: Sequence[str]) -> bool:
    """Whether a total has parts without a number and is not the sum of the others: one may be missing or misplaced."""
    for column, text in zip(columns, texts, strict=True):
        printed = _decimal(text)
        if column is None or not column.sum or printed is None:
            continue
        parts = axis.entered(column)
        cells = [part for other, part in zip(columns, texts, strict=True) if other in parts]
        figures = [figure for part in cells if (figure := _decimal(part)) is not None]
        if len(figures) < len(cells) == len(parts) and sum(figures) != printed:
            return True
    return False


def _exact(cells: Sequence[str], count: int, layout: Layout) -> tuple[str, ...]:
    """As many cells as columns, once the blanks are off that merged labels leave at the ends; () where not so.

    Blanks are taken off only where a blank value cannot be meant: the row is as wide as the others, or all is filled.
    """
    if layout.shift is not None and not any(cells[: layout.shift]) and not any(cells[layout.shift + count :]):
        body = tuple(cells[layout.shift : layout.shift + count])
        if len(body) == count and (len(cells) == layout.shift + count or layout.is_intact or all(body)):
            return body
    if len(cells) == count:
        return tuple(cells)
    filled = [index for index, text in enumerate(cells) if text]
    middle = tuple(cells[filled[0] : filled[-1] + 1]) if filled else ()
    return middle if len(middle) == count and all(middle) else ()


def _surplus(axis: Axis, cells: Sequence[str], columns: Columns) -> Fit:
    if len(cells) - len(columns) > _MOST_SURPLUS or len(cells) > _MOST_CELLS:
        return Fit("surplus")
    every = set(_readings(cells, len(columns)))
    same = _agreed(every, columns)
    if same:
        return Fit("agree", columns, same)
    summing = {texts for texts in every if sums_hold(axis, columns, texts) is True}
    same = _agreed(summing, columns)
    return Fit("sum", columns, same) if same else Fit("surplus")


def _readings(cells: Sequence[str], count: int) -> Iterator[tuple[str, ...]]:
    """Every way to leave out as many cells as there are too many."""
    return combinations(cells, count)


def _agreed(readings: set[tuple[str, ...]], columns: Columns) -> tuple[str, ...]:
    """What the readings have in common where they agree on every cell that is entered; () where they do not."""
    if not readings:
        return ()
    common = tuple(texts[0] if len(set(texts)) == 1 else None for texts in zip(*readings, strict=True))
    if any(text is None for text, column in zip(common, columns, strict=True) if column is None or not column.sum):
        return ()
    return tuple(text or "" for text in common)


def _sum_holds(axis: Axis, columns: Columns, texts: Sequence[str], place: int) -> bool | None:
    total = columns[place]
    parts = axis.entered(total) if total else ()
    figures = [_decimal(text) for column, text in zip(columns, texts, strict=True) if column in parts]
    printed = _decimal(texts[place])
    if printed is None or len(figures) < len(parts) or any(figure is None for figure in figures):
        return None
    return printed == sum(figure for figure in figures if figure is not None)


def _decimal(text: str) -> Decimal | None:
    """The number of a cell, a unit or a remark behind it left aside; None for a blank and for what is no number."""
    figure, rest = figure_in(text)
    is_plain = not rest or rest[0].isalpha() or rest[0] in "(["
    return Decimal(figure.replace(",", "")) if figure and is_plain else None
