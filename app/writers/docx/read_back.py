"""What stands in a Word file that we wrote: paragraphs and tables with their spans, to prove it before it is kept.

It knows our own files alone; the reader of files from anywhere is `app.readers`.
"""

import io
from collections.abc import Iterator
from zipfile import ZipFile

from lxml import etree

from app.blocks import Block, Paragraph, Table, TableCell

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADER, _BODY = "word/header.xml", "word/document.xml"


def read_back(content: bytes) -> tuple[Block, ...]:
    """The blocks of the file's header and body. Raises the zip's or the parser's own error for a broken file."""
    with ZipFile(io.BytesIO(content)) as file:
        broken = file.testzip()
        if broken:
            raise ValueError(broken)
        header = [_parsed(file.read(_HEADER))] if _HEADER in file.namelist() else []
        body = _parsed(file.read(_BODY)).find(f"{_W}body")
    return tuple(block for part in (*header, body) for block in _blocks(part))


def _parsed(xml: bytes) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))


def _blocks(part: etree._Element | None) -> Iterator[Block]:
    for element in part if part is not None else ():
        if element.tag == f"{_W}p":
            yield Paragraph(text=_text(element))
        elif element.tag == f"{_W}tbl":
            yield _table(element)


def _text(paragraph: etree._Element) -> str:
    """The text of a paragraph; a tab is one, a line's end in a title is none."""
    return "".join(
        "\t" if element.tag == f"{_W}tab" else element.text or "" for element in paragraph.iter(f"{_W}t", f"{_W}tab")
    )


def _table(table: etree._Element) -> Table:
    columns = len(table.findall(f"{_W}tblGrid/{_W}gridCol"))
    rows = table.findall(f"{_W}tr")
    cells: dict[tuple[int, int], TableCell] = {}
    above: dict[int, TableCell] = {}
    for number, row in enumerate(rows):
        column = 0
        for element in row.findall(f"{_W}tc"):
            cell = _cell(element, number, column, above.get(column))
            cells[cell.row, cell.column] = above[column] = cell
            column += cell.column_span
    head_rows = sum(row.find(f"{_W}trPr/{_W}tblHeader") is not None for row in rows)
    return Table(rows=len(rows), columns=columns, cells=tuple(cells.values()), head_rows=head_rows)


def _cell(element: etree._Element, row: int, column: int, above: TableCell | None) -> TableCell:
    """The cell that begins here, or the one above, a row taller."""
    span = element.find(f"{_W}tcPr/{_W}gridSpan")
    merge = element.find(f"{_W}tcPr/{_W}vMerge")
    if merge is not None and merge.get(f"{_W}val") != "restart" and above is not None:
        return TableCell(
            row=above.row, column=column, row_span=row - above.row + 1, column_span=above.column_span, text=above.text
        )
    text = "\n".join(_text(paragraph) for paragraph in element.findall(f"{_W}p"))
    return TableCell(
        row=row, column=column, column_span=int(span.get(f"{_W}val", "1")) if span is not None else 1, text=text
    )
