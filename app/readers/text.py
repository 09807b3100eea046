"""Plain text and Markdown to blocks: lines with tabs or pipes are table rows, other lines are paragraphs.

Text knows no merged cells, so every cell of a row is kept, the empty ones too. A line is trimmed at its end and
nothing else is changed.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.blocks import Block, Heading, Paragraph, Table, TableCell
from app.errors import UnreadableDocument
from app.i18n import _
from app.readers.decoding import decoded, is_damaged, raw_of, too_large

LARGEST = 2_000_000
MOST_LINES = 20_000
"""Bytes and lines; a report has some ten thousand bytes, the longest a few hundred thousand, and some hundred lines."""
MOST_CELLS = 20_000
"""Tabs and pipes in all lines: a report has some hundred cells, and some have as many blank ones beside them."""

_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_PIPE = re.compile(r"(?<!\\)[|｜]")
_RULE = re.compile(r":?-{2,}:?|:-+:?|-+:")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*")
_NUMBER = re.compile(r"[+-]?[\d.,]+")
_PROSE = 80
"""Characters: a line with a cell as long as this, and with no number, is a sentence that holds a tab or a pipe."""


def read_text(path: Path) -> tuple[Block, ...]:
    """The blocks of a plain text file. Raises UnreadableDocument for what is no text."""
    return tuple(_blocks(enumerate(lines_of(path), 1)))


def read_markdown(path: Path) -> tuple[Block, ...]:
    """The blocks of a Markdown file: as plain text, with `#` headings."""
    return tuple(_with_headings(_blocks(enumerate(lines_of(path), 1))))


def lines_of(path: Path) -> list[str]:
    """The lines of a text file, trimmed at their ends (a tab is a cell's end, not white space)."""
    text = _decoded(path)
    lines = _LINE_ENDS.split(text)
    if len(lines) > MOST_LINES or sum(map(text.count, "\t|｜")) > MOST_CELLS:
        raise too_large(path)
    return [line.rstrip(" \u3000\xa0\ufeff") for line in lines]


def _decoded(path: Path) -> str:
    text = decoded(raw_of(path, LARGEST))
    if _CONTROL.search(text) or is_damaged(text):
        raise _no_text(path)
    return text


def _no_text(path: Path) -> UnreadableDocument:
    text = _("{file}: this is no text file, although its name says so. Please give the file its right suffix.")
    return UnreadableDocument(text.format(file=path))


def _blocks(lines: Iterable[tuple[int, str]]) -> Iterator[Block]:
    """Paragraphs and tables; a table goes on over blank lines as long as rows follow."""
    rows: list[tuple[int, list[str]]] = []
    for number, line in lines:
        row = _row(line)
        if row:
            rows.append((number, row))
        elif row is None and line.strip():
            yield from _table(rows)
            rows = []
            yield Paragraph(text=line, place=_place(number))
    yield from _table(rows)


def _row(line: str) -> list[str] | None:
    """The cells of a line that is a table row; none for a Markdown rule; None for a line that is no row."""
    pipes = len(_PIPE.findall(line))
    if not pipes and "\t" not in line.lstrip():
        return None
    cells = [cell.strip().replace("\\|", "|") for cell in _PIPE.split(line)] if pipes else line.split("\t")
    if pipes and all(_RULE.fullmatch(cell) for cell in cells if cell) and any(cells):
        return []
    return None if _is_prose(cells) else cells


def _is_prose(cells: list[str]) -> bool:
    return any(len(cell) >= _PROSE for cell in cells) and not any(_NUMBER.fullmatch(cell.strip()) for cell in cells)


def _table(rows: list[tuple[int, list[str]]]) -> Iterator[Table]:
    if not rows:
        return
    bare = _without_edges([row for _number, row in rows])
    places = tuple(_place(number) for number, _row in rows)
    cells = tuple(
        TableCell(row=r, column=c, text=text.strip()) for r, row in enumerate(bare) for c, text in enumerate(row)
    )
    width = max(len(row) for row in bare)
    yield Table(rows=len(bare), columns=width, cells=cells, place=places[0], row_places=places)


def _without_edges(rows: list[list[str]]) -> list[list[str]]:
    """The rows without the blank cells that come of pipes at both edges: only where every row has them.

    Elsewhere a blank cell at the edge is a cell: the rest of a merged one, or a blank value.
    """
    has_edges = all(len(row) > 1 and not row[0] for row in rows)
    has_ends = has_edges and all(len(row) > 2 and not row[-1] for row in rows)
    return [row[has_edges : len(row) - has_ends] for row in rows]


def _with_headings(blocks: Iterator[Block]) -> Iterator[Block]:
    for block in blocks:
        found = _HEADING.fullmatch(block.text) if isinstance(block, Paragraph) else None
        yield Heading(text=found[2], level=len(found[1]), place=block.place) if found else block


def _place(number: int) -> str:
    return _("line {n}").format(n=number)
