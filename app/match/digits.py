"""Numbers that stand glued together in a row, taken apart: only where there is one way to do it.

As many digits as cells is one way; else the row's own totals must leave one. Blanks are never supposed: where a cell
may be blank nothing is certain.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from app import numbers
from app.form import Axis, Label, Value
from app.match.head import Columns
from app.match.words import figure_in

Parted = Literal["digits", "sums"]
"""Digits: there is no other way to part them; sums: there are others, but only one agrees with the row's totals."""

_CHUNK = re.compile(r"[+-]?\d+(?:\.\d+)?[^\W\d_]{0,2}")
_LONGEST = 60
"""Digits in a row; the longest of a province have some fifty in fifteen cells."""
_MOST_STEPS = 30_000
_MOST_WAYS = 12
"""So many ways to part a row are kept; with more of them the columns' sums will not tell either."""


@dataclass(frozen=True, slots=True)
class Apart:
    """The texts of a row's cells, and what makes them certain."""

    texts: tuple[str, ...]
    by: Parted


def apart(axis: Axis, cells: Sequence[str], columns: Columns, values: Sequence[Value]) -> Apart | None:
    """The cells of a row with fewer texts than columns; None where nothing is certain.

    Numbers that stand apart already are parted further only where the row's totals can tell that it is right.
    """
    chunks, known = _chunks(cells), _known(columns)
    if not chunks or not known or len(chunks) > len(known):
        return None
    if 1 < len(chunks) < len(known) and not _is_checked(axis, known):
        return None
    ways = _Search(axis, known, values, most=2).ways(chunks, summing=False)
    if len(ways) == 1:
        is_plain = len(chunks) == 1 or set("".join(chunks)) == {"0"}
        return Apart(ways[0], "digits" if is_plain else "sums") if _holds(axis, known, ways[0]) else None
    summing = summing_ways(axis, cells, columns, values)
    return Apart(summing[0], "sums") if len(summing) == 1 else None


def summing_ways(
    axis: Axis, cells: Sequence[str], columns: Columns, values: Sequence[Value]
) -> tuple[tuple[str, ...], ...]:
    """Every way to part the texts of a row that agrees with its totals; none where its totals do not cover it."""
    chunks, known = _chunks(cells), _known(columns)
    if not chunks or not known or len(chunks) > len(known) or not _is_checked(axis, known):
        return ()
    return tuple(_Search(axis, known, values, most=_MOST_WAYS).ways(chunks, summing=True))


def _known(columns: Columns) -> list[Label]:
    """The columns where the law has all of them; [] otherwise."""
    known = [column for column in columns if column is not None]
    return known if len(known) == len(columns) else []


def _chunks(cells: Sequence[str]) -> tuple[str, ...]:
    """The pieces between blanks and units; () where a cell is blank or holds anything else."""
    pieces: list[str] = []
    for cell in cells:
        for word in cell.split():
            figure, rest = figure_in(word)
            plain = f"{figure}{rest}" if figure else ""
            found = _CHUNK.findall(plain)
            if not plain or "".join(found) != plain:
                return ()
            pieces += found
        if not cell.strip():
            return ()
    return tuple(pieces) if sum(map(len, pieces)) <= _LONGEST else ()


def _is_checked(axis: Axis, columns: Sequence[Label]) -> bool:
    """Whether every column is a total or a part of one."""
    parts = {part.id for column in columns if column.sum for part in axis.entered(column)}
    return all(column.sum or column.id in parts for column in columns)


def _holds(axis: Axis, columns: Sequence[Label], texts: Sequence[str]) -> bool:
    """Whether the totals of a row are the sums of their parts; so they are where there are none."""
    figures = {column.id: _figure(text) for column, text in zip(columns, texts, strict=True)}
    return all(_sum_is(axis, figures, column, figures[column.id]) for column in columns if column.sum)


def _sum_is(axis: Axis, figures: dict[str, Decimal], total: Label, printed: Decimal) -> bool:
    parts = _parts(axis, total)
    return any(id not in figures for id in parts) or sum(figures[id] for id in parts) == printed


@lru_cache(maxsize=256)
def _parts(axis: Axis, total: Label) -> tuple[str, ...]:
    """The ids of the columns that a total adds up."""
    return tuple(part.id for part in axis.entered(total))


@lru_cache(maxsize=4096)
def _figure(text: str) -> Decimal:
    return Decimal(figure_in(text)[0].replace(",", ""))


class _Search:
    """Goes through the ways to part some chunks into cells; where there are more than `most` it gives none."""

    def __init__(self, axis: Axis, columns: Sequence[Label], values: Sequence[Value], most: int) -> None:
        self.axis, self.columns, self.values, self.most = axis, columns, values, most
        self.steps = 0
        self.found: list[tuple[str, ...]] = []

    def ways(self, chunks: Sequence[str], *, summing: bool) -> list[tuple[str, ...]]:
        self.go((), chunks, {} if summing else None)
        return [] if self.steps > _MOST_STEPS or len(self.found) > self.most else self.found

    def go(self, taken: tuple[str, ...], rest: Sequence[str], figures: dict[str, Decimal] | None) -> None:
        """Tries every next cell; `figures` are those taken so far, None where sums do not count."""
        self.steps += 1
        left = len(self.columns) - len(taken)
        if len(self.found) > self.most or self.steps > _MOST_STEPS or left < len(rest):
            return
        if not left:
            self.found += [taken] if not rest else []
            return
        if not rest:
            return
        column, value = self.columns[len(taken)], self.values[len(taken)]
        for text, remaining in _heads(rest, left, value):
            number = _figure(text)
            if figures is not None and column.sum and not _sum_is(self.axis, figures, column, number):
                continue
            self.go((*taken, text), remaining, figures if figures is None else {**figures, column.id: number})


def _heads(rest: Sequence[str], left: int, value: Value) -> Iterator[tuple[str, Sequence[str]]]:
    """The numbers that may stand first in the chunks, shortest first, and what remains after each."""
    first, others = rest[0], rest[1:]
    sign = 1 if first[0] in "+-" else 0
    for end in range(sign + 1, len(first) + 1):
        text, behind = first[:end], first[end:]
        if left - 1 < len(others) + bool(behind):
            continue
        if _is_number(text, value) and (not behind or behind[0].isdigit()):
            yield text, ((behind, *others) if behind else others)


@lru_cache(maxsize=8192)
def _is_number(text: str, value: Value) -> bool:
    """Whether a clerk would write a number of this kind so: no zero in front."""
    digits = text.lstrip("+-")
    is_plain = digits == "0" or digits[0] != "0" or digits.startswith("0.")
    figure, unit = figure_in(text)
    if unit and not figure.isascii():
        return False
    return is_plain and numbers.parse(figure, value) is not None
