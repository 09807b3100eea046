"""A sheet as it is seen: the words in its cells, what is merged, hidden and ruled. Rows and columns count from 0."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

TALLEST, WIDEST, MOST_CELLS, MOST_SHEETS = 2_000, 256, 20_000, 64
"""Rows and columns of a sheet, filled cells of a sheet, sheets: what lies beyond is no report and is not read."""
MOST_CHARACTERS = 2_000_000
"""In a whole file: the longest reports have some hundred thousand."""

Place = tuple[int, int]
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_EDGES = " \t\u3000\xa0\ufeff"


@dataclass(frozen=True, slots=True)
class Merge:
    """The cells from the first to the last row and column, shown as one."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: the text of each cell that has one; the cells with a line at their left or right are `ruled`."""

    name: str
    cells: Mapping[Place, str]
    merges: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    ruled: frozenset[Place] = frozenset()


def lines_of(text: str) -> str:
    r"""A cell's words without what cannot be seen: lines parted by `\n`, none of them blank."""
    plain = _LINE_ENDS.sub("\n", _CONTROL.sub("", text))
    return "\n".join(filter(None, (line.strip(_EDGES) for line in plain.split("\n"))))
