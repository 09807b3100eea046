"""A report as plain text: a paragraph a line, a table row a line with its cells parted by tabs.

The file begins with a byte order mark and ends its lines as Windows does: old editors there take it for GBK, or show it
in one line, otherwise. Text knows no spans: what a merged cell covers is blank.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from app.blocks import Block, Heading, Paragraph, Table, TableCell
from app.carrier import Identity
from app.layout import Layout

_LINE_END = "\r\n"
_ENCODING = "utf-8-sig"
_INDENT = "　　"
_WHITE = re.compile(r"[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")
"""What would end a line or a cell."""


def write_text(blocks: Sequence[Block], _layout: Layout, _identity: Identity) -> bytes:
    """The text file of the blocks that `report.compose` gives."""
    return plain(blocks, _LINE_END).encode(_ENCODING)


def plain(blocks: Sequence[Block], line_end: str = "\n") -> str:
    """The text of the blocks, tables apart from what stands around them by a blank line."""
    lines: list[str] = []
    for block in as_text(blocks):
        if isinstance(block, Table):
            lines += ["", *("\t".join(cells) for cells in _rows(block)), ""]
        else:
            lines.append(block.text)
    return line_end.join([*lines, ""])


def as_text(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks as far as text can hold them: no spans, no line ends within, indented as in print."""
    return tuple(one for block in blocks for one in _as_text(block))


def read_back(content: bytes) -> tuple[Block, ...]:
    """The blocks of a text file that we wrote. Raises UnicodeDecodeError."""
    found: list[Block] = []
    for is_row, lines in groupby(content.decode(_ENCODING).split(_LINE_END), key=lambda line: "\t" in line):
        if is_row:
            found.append(_table([line.split("\t") for line in lines]))
        else:
            found += [Paragraph(text=line) for line in lines if line]
    return tuple(found)


def _as_text(block: Block) -> Iterator[Block]:
    if isinstance(block, Heading):
        yield replace(block, text=_indented(_one_line(block.text)))
    elif isinstance(block, Paragraph):
        text = _one_line(block.text)
        yield replace(block, text=_indented(text) if block.role == "body" else text)
    elif block.columns < 2:
        yield from (Paragraph(text=_joined(cell.text)) for cell in block.cells)
    else:
        yield _table(_rows(block))


def _indented(text: str) -> str:
    return text if not text or text[0].isspace() else f"{_INDENT}{text}"


def _rows(block: Table) -> list[list[str]]:
    rows = [[""] * block.columns for _row in range(block.rows)]
    for cell in block.cells:
        rows[cell.row][cell.column] = _joined(cell.text)
    return rows


def _joined(text: str) -> str:
    """A cell's lines as one: a label is broken where its column is narrow, not between words."""
    return _one_line(text.replace("\n", ""))


def _one_line(text: str) -> str:
    return _WHITE.sub(" ", text)


def _table(rows: Sequence[Sequence[str]]) -> Table:
    cells = tuple(TableCell(row=r, column=c, text=text) for r, row in enumerate(rows) for c, text in enumerate(row))
    return Table(rows=len(rows), columns=max(map(len, rows)), cells=cells)
