"""What stands in a page that we wrote: headings, paragraphs, tables with their spans, to prove it before it is kept.

It knows our own pages alone, which are well-formed XML; the reader of pages from anywhere is `app.readers`.
"""

from collections.abc import Iterator

from lxml import etree

from app.blocks import Block, Heading, Paragraph, Table, TableCell

_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def read_back(content: bytes) -> tuple[Block, ...]:
    """The blocks of the page's body. Raises the parser's own error for a broken page."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    main = root.find("body/main")
    if main is None:
        raise ValueError(root.tag)
    return tuple(_blocks(main))


def _blocks(parent: etree._Element) -> Iterator[Block]:
    for element in parent:
        tag = str(element.tag)
        if tag in _HEADINGS:
            yield Heading(text=_text(element), level=_HEADINGS[tag])
        elif tag in ("p", "figcaption"):
            yield Paragraph(text=_text(element))
        elif tag == "table":
            yield _table(element)
        else:
            yield from _blocks(element)


def _text(element: etree._Element) -> str:
    """The words of an element, as they stand there; a break is a line's end."""
    return "".join(_words(element))


def _words(element: etree._Element) -> Iterator[str]:
    yield "\n" if element.tag == "br" else element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""


def _table(table: etree._Element) -> Table:
    cells: list[TableCell] = []
    taken: set[tuple[int, int]] = set()
    rows = list(table.iter("tr"))
    for number, row in enumerate(rows):
        column = 0
        for element in row:
            while (number, column) in taken:
                column += 1
            height, width = int(element.get("rowspan", "1")), int(element.get("colspan", "1"))
            text = _text(element)
            cells.append(TableCell(row=number, column=column, text=text, row_span=height, column_span=width))
            taken.update((r, c) for r in range(number, number + height) for c in range(column, column + width))
    columns = len(list(table.iter("col")))
    return Table(rows=len(rows), columns=columns, cells=tuple(cells), head_rows=len(table.findall("thead/tr")))
