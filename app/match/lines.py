"""The document line by line: a paragraph is a line of one cell, a table row a line of several."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, takewhile

from app.blocks import Block, Heading, Table
from app.i18n import _

_WORD = re.compile(r"\S+")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*")
_WIDE = re.compile(r"\s{2,}|\t")
_LONGEST_ROW = 400
_LEAKED = re.compile(r"<!--.{0,200}?-->|<!\[(?:if|endif)[^>]{0,200}>|<!--\[if[^>]{0,200}>")
"""Remarks of Word to itself that some sites print as text."""


@dataclass(frozen=True)
class Line:
    """One line: its cells, the grid columns in which they begin, its place in the file in a clerk's words.

    `block` and `row` say the same by number; a glued line is a piece of a text that lost its line ends, a marked one a
    row with marks of a program in its cells.
    """

    cells: tuple[str, ...]
    place: str
    columns: tuple[int, ...] = (0,)
    is_row: bool = False
    is_heading: bool = False
    whole: str = ""
    block: int = -1
    row: int = -1
    is_glued: bool = False
    is_marked: bool = False

    @cached_property
    def filled(self) -> tuple[int, ...]:
        """The indexes of the cells that hold something."""
        return tuple(index for index, text in enumerate(self.cells) if text)

    @cached_property
    def text(self) -> str:
        """What stands in the line as printed, cells apart by tabs."""
        return self.whole or "\t".join(self.cells[index] for index in self.filled)

    @property
    def is_single(self) -> bool:
        """Whether the line holds one text and could be a paragraph."""
        return len(self.filled) == 1


def lines_of(blocks: Iterable[Block]) -> tuple[Line, ...]:
    """The lines of a document, blank ones left out."""
    return tuple(
        replace(line, block=number) for number, block in enumerate(blocks) for line in _lines(block) if line.filled
    )


def spaced(line: Line) -> Line:
    """A paragraph of words and numbers apart by spaces as the row that it was; any other line as it is."""
    if line.is_row or not line.filled or len(line.text) > _LONGEST_ROW:
        return line
    words = list(_WORD.finditer(line.text))
    numbers = [word[0] for word in takewhile(lambda word: _NUMBER.fullmatch(word[0]), reversed(words))][::-1]
    front = line.text[: words[-len(numbers)].start()] if numbers else line.text
    if not numbers and not _WIDE.search(front):
        return line
    cells = tuple(cell for cell in (*_WIDE.split(front.strip()), *numbers) if cell)
    columns = tuple(range(len(cells)))
    return replace(line, cells=cells, columns=columns, is_row=len(cells) > 1, whole=line.text)


def _lines(block: Block) -> Iterator[Line]:
    if isinstance(block, Table):
        yield from _rows(block)
        return
    for text in block.text.split("\n"):
        yield Line((_LEAKED.sub("", text).strip(),), block.place, is_heading=isinstance(block, Heading))


def _rows(table: Table) -> Iterator[Line]:
    """The rows of a table; a cell that spans several stands in its first."""
    ordered = sorted(table.cells, key=lambda cell: (cell.row, cell.column))
    for number, cells in groupby(ordered, key=lambda cell: cell.row):
        row = tuple(cells)
        counted = _("{place}, row {row} of the table").format(place=table.place, row=number + 1)
        place = table.row_places[number] if table.row_places else counted
        texts = tuple(_LEAKED.sub("", "".join(cell.text.split("\n"))).strip() for cell in row)
        columns, is_marked = tuple(cell.column for cell in row), any(cell.marks for cell in row)
        yield Line(texts, place, columns, is_row=True, row=number, is_marked=is_marked)
