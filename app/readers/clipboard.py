"""What Excel, WPS, LibreOffice, Word and browsers put on the clipboard, as blocks.

They put the same thing there twice: as HTML, which knows merged cells, and as plain text. HTML is read where it holds
a table. Nothing here raises: what cannot be read is no block.
"""

import re
from collections.abc import Iterator

from app.blocks import Block, Paragraph, Table, TableCell

LARGEST = 2_000_000
"""Characters of plain text."""
_MOST_LINES = 20_000
_MOST_CELLS = 20_000
_WIDEST = 256

_HEADER = re.compile(r"\s{0,99}Version:[^<]{0,4000}(?=<)")
"""The lines with which Windows begins HTML on the clipboard, where they were not taken off."""
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\ufeff]")
_FIELD = re.compile(r'"((?:[^"]|"")*+)"(?=[\t\n]|\Z)|([^\t\n]*+)')
"""A cell: in quotes where it holds a line end, as sheets write it; otherwise up to the next tab or line end."""


def read_clipboard(html: str, text: str) -> tuple[Block, ...]:
    """The blocks of the clipboard: tables with their spans, paragraphs."""
    from app.readers.html import read_html

    header = _HEADER.match(html)
    blocks = read_html(html[header.end() :] if header else html) if html.strip() else ()
    if any(isinstance(block, Table) and any(cell.text for cell in block.cells) for block in blocks):
        return blocks
    return tuple(_text_blocks(text)) or blocks


def _text_blocks(text: str) -> Iterator[Block]:
    """A table where there are tabs or several lines of a sheet; otherwise a paragraph for each line."""
    plain = _CONTROL.sub("", _LINE_ENDS.sub("\n", text[:LARGEST]))
    if "\t" in plain:
        yield _table(_rows(plain))
        return
    for row in _rows(plain):
        for line in row:
            yield Paragraph(text=line.strip())


def _rows(text: str) -> Iterator[list[str]]:
    """The rows of cells parted by tabs; the last line end ends the last row and begins none."""
    row: list[str] = []
    place, rows, cells = 0, 0, 0
    while place < len(text) and rows < _MOST_LINES and cells < _MOST_CELLS:
        found = _FIELD.match(text, place)
        assert found is not None  # the second kind of cell may be empty, so one always matches
        row.append(found[2] if found[1] is None else found[1].replace('""', '"'))
        place, cells = found.end(), cells + 1
        is_last = place >= len(text)
        if is_last or text[place] == "\n":
            yield row
            row, rows = [], rows + 1
        elif place == len(text) - 1:  # a tab at the very end: a blank cell follows it
            yield [*row, ""]
        place += 1


def _table(rows: Iterator[list[str]]) -> Table:
    cells = tuple(
        TableCell(row=r, column=c, text=text.strip())
        for r, row in enumerate(rows)
        for c, text in enumerate(row[:_WIDEST])
    )
    height = max((cell.row for cell in cells), default=-1) + 1
    return Table(rows=height, columns=max((cell.column for cell in cells), default=-1) + 1, cells=cells)
