"""The clipboard as one grid: its tables and paragraphs from top to bottom."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.blocks import Block, Table
from app.match.words import figure_in, words

NOTHING = frozenset({"无", "無", "没有", "空", "空白", "nil", "none", "n/a", "na"})
"""Words that stand for a missing number and name no row."""


_LONGEST = 64
"""Characters that tell whether a text is a number; a longer one is none."""


@dataclass(frozen=True, slots=True)
class ClipCell:
    """One cell: where it begins (from 0), how far it spans, its text."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1

    @property
    def end(self) -> int:
        """The column behind the cell."""
        return self.column + self.column_span


@dataclass(frozen=True)
class Clip:
    """The cells row by row; `tables` are the rows of each table, or all rows where there is none."""

    cells: tuple[ClipCell, ...]
    rows: int
    columns: int
    tables: tuple[range, ...]

    def line(self, row: int) -> Sequence[ClipCell]:
        """The cells with something in them that begin in a row, from left to right."""
        return self.lines.get(row, ())

    @cached_property
    def lines(self) -> dict[int, list[ClipCell]]:
        """The filled cells by the row in which they begin."""
        lines: dict[int, list[ClipCell]] = defaultdict(list)
        for cell in self.cells:
            if cell.text:
                lines[cell.row].append(cell)
        return dict(lines)

    @cached_property
    def by_place(self) -> dict[tuple[int, int], ClipCell]:
        """The cells by where they begin, blank ones too."""
        return {(cell.row, cell.column): cell for cell in self.cells}

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The texts as a grid; what a cell spans is blank."""
        grid = [[""] * self.columns for _row in range(self.rows)]
        for cell in self.cells:
            grid[cell.row][cell.column] = cell.text
        return tuple(map(tuple, grid))

    def is_ragged(self, part: range) -> bool:
        """Whether the rows of a table end in different columns: plain text of Word and browsers has no merged cells."""
        ends = dict.fromkeys(part, 0)
        for cell in self.cells:
            for row in range(max(cell.row, part.start), min(cell.row + cell.row_span, part.stop)):
                ends[row] = max(ends[row], cell.end)
        return len({end for end in ends.values() if end}) > 1

    def without(self, rows: Collection[int]) -> "Clip":
        """The same without what stands in these rows; none where only paragraphs would be left."""
        tables = tuple(part for part in self.tables if part.start not in rows)
        cells = tuple(cell for cell in self.cells if cell.row not in rows) if tables else ()
        return Clip(cells, self.rows, self.columns, tables)

    def turned(self) -> "Clip":
        """The same with rows and columns changed for one another."""
        cells = (ClipCell(c.column, c.row, c.text, c.column_span, c.row_span) for c in self.cells)
        ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
        return Clip(ordered, self.columns, self.rows, (range(self.columns),))


def clip_of(blocks: Sequence[Block]) -> Clip:
    """The blocks one below the other; a paragraph is a row of one cell."""
    cells: list[ClipCell] = []
    tables: list[range] = []
    top = 0
    for block in blocks:
        if isinstance(block, Table):
            tables.append(range(top, top + block.rows))
            cells += (ClipCell(top + c.row, c.column, c.text, c.row_span, c.column_span) for c in block.cells)
            top += block.rows
        else:
            cells.append(ClipCell(top, 0, block.text))
            top += 1
    width = max((cell.end for cell in cells), default=0)
    return Clip(tuple(cells), top, width, tuple(tables) or (range(top),))


def is_figure(text: str) -> bool:
    """Whether a text begins with a number and is no numbered label."""
    begin = text[:_LONGEST]
    return bool(figure_in(begin)[0]) and words(begin).number is None


def is_words(text: str) -> bool:
    """Whether a text could name something: it has letters, is no number, and does not say that none is there."""
    return not is_figure(text) and text.lower() not in NOTHING and any(char.isalpha() for char in text)
