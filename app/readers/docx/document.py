"""The body of a Word file as blocks: paragraphs and headings in their order, tables with their spans."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from app.blocks import Block, Heading, Paragraph, Table, TableCell
from app.i18n import _
from app.readers.docx.inline import Bookmarks, Tags, Text, unwrapped
from app.readers.docx.names import TBL, TC, TR, P, is_on, number, value, w
from app.readers.docx.numbering import Numbering
from app.readers.docx.styles import Styles

_WIDEST = 256
"""Columns that one cell may span: more stands in no table that can be printed."""
_NOWHERE = -1


@dataclass(frozen=True, slots=True)
class _Read:
    """A paragraph read."""

    text: str
    marks: Tags
    level: int
    boxes: tuple[etree._Element, ...]


@dataclass(slots=True)
class _Cells:
    """The cells of a table on their way; `above` is the cell that each column ends with so far."""

    cells: list[TableCell] = field(default_factory=list)
    above: dict[int, int] = field(default_factory=dict)
    inner: list[etree._Element] = field(default_factory=list)

    def put(self, cell: TableCell, merge: str) -> None:
        """Takes a cell, or makes the one above it a row taller."""
        over = self.above.get(cell.column, _NOWHERE)
        taller = self.cells[over] if over >= 0 else None
        if merge == "continue" and taller and taller.row + taller.row_span == cell.row:
            self.cells[over] = replace(taller, row_span=taller.row_span + 1)
            return
        self.above[cell.column] = len(self.cells)
        self.cells.append(cell)

    def widen(self, span: int) -> None:
        """Makes the last cell wider: an older way to merge cells of one row."""
        last = self.cells[-1]
        self.cells[-1] = replace(last, column_span=last.column_span + span)


@dataclass(slots=True)
class Walker:
    """Goes through a document from its beginning to its end: lists count on, bookmarks open and close."""

    styles: Styles
    numbering: Numbering
    bookmarks: Bookmarks = field(default_factory=Bookmarks)
    paragraphs: int = 0
    tables: int = 0

    def blocks(self, container: etree._Element, tags: Tags = ()) -> Iterator[Block]:
        """The blocks that an element holds; blank paragraphs are none."""
        for one in self.items(container, tags):
            if not isinstance(one, _Read):
                yield from self.table(one)
                continue
            if one.text.strip():
                yield self.paragraph(one)
            for box in one.boxes:
                yield from self.blocks(box)

    def items(self, container: etree._Element, tags: Tags = ()) -> Iterator[_Read | etree._Element]:
        """Paragraphs, and tables as they stand; a paragraph whose end was deleted goes on with the next one."""
        held: Text | None = None
        for child, around in unwrapped(container, tags):
            if child.tag == P:
                text = held or Text(self.bookmarks)
                text.read(child, around)
                held = text if _is_end_deleted(child) else None
                if held is None and not self.styles.is_contents(child):
                    yield self.read(text, child)
            elif child.tag == TBL:
                if held is not None:
                    yield self.read(held)
                held = None
                yield child
            else:
                self.bookmarks.take(child)
        if held is not None:
            yield self.read(held)

    def read(self, text: Text, paragraph: etree._Element | None = None) -> _Read:
        """What is left of a paragraph, its number in front."""
        label = self.numbering.label(paragraph) if paragraph is not None else ""
        level = self.styles.level(paragraph) if paragraph is not None else 0
        printed = label + text.text if text.text.strip() else ""
        return _Read(printed, tuple(text.marks), level, tuple(text.boxes))

    def paragraph(self, read: _Read) -> Block:
        """A paragraph as a block, with its place."""
        self.paragraphs += 1
        place = _("paragraph {n}").format(n=self.paragraphs)
        if read.level:
            return Heading(text=read.text, level=read.level, place=place, marks=read.marks)
        return Paragraph(text=read.text, place=place, marks=read.marks)

    def table(self, table: etree._Element) -> Iterator[Block]:
        """A table, then the tables and text boxes in its cells; a frame around other blocks is no table."""
        rows = [row for row, _tags in unwrapped(table) if row.tag == TR and not is_on(row.find(w("trPr")), "del")]
        if _is_frame(rows):
            for row in rows:
                for cell, tags in unwrapped(row):
                    yield from self.blocks(cell, tags) if cell.tag == TC else ()
            return
        self.tables += 1
        which, found = self.tables, _Cells()
        for index, row in enumerate(rows):
            self.row(row, index, found)
        yield Table(
            rows=len(rows),
            columns=max((cell.column + cell.column_span for cell in found.cells), default=0),
            cells=tuple(sorted(found.cells, key=lambda cell: (cell.row, cell.column))),
            head_rows=_head_rows(rows),
            place=_("table {n}").format(n=which),
            row_places=tuple(_("table {n}, row {row}").format(n=which, row=row + 1) for row in range(len(rows))),
        )
        for inner in found.inner:
            yield from self.table(inner) if inner.tag == TBL else self.blocks(inner)

    def row(self, row: etree._Element, index: int, found: _Cells) -> None:
        """Takes the cells of a row: each begins where the one before it ends."""
        properties = row.find(w("trPr"))
        column = min(number(properties, "gridBefore"), _WIDEST)
        for element, tags in unwrapped(row):
            if element.tag != TC:
                self.bookmarks.take(element)
                continue
            own = element.find(w("tcPr"))
            if is_on(own, "cellDel"):
                continue
            span = min(max(number(own, "gridSpan", 1), 1), _WIDEST)
            if _merge(own, "hMerge") == "continue" and column and found.cells:
                found.widen(span)
            else:
                found.put(self.cell(element, tags, (index, column, span), found), _merge(own, "vMerge"))
            column += span

    def cell(self, element: etree._Element, tags: Tags, place: tuple[int, int, int], found: _Cells) -> TableCell:
        """A cell that begins in a row and a column and spans some; what lies in it and is no text is set aside."""
        texts: list[str] = []
        marks = dict.fromkeys(tags)
        for one in self.items(element):
            if isinstance(one, _Read):
                texts.append(one.text)
                marks.update(dict.fromkeys(one.marks))
                found.inner += one.boxes
            else:
                found.inner.append(one)
        row, column, span = place
        text = "\n".join(texts).strip("\n")
        return TableCell(row=row, column=column, column_span=span, text=text, marks=tuple(marks))


def _is_end_deleted(paragraph: etree._Element) -> bool:
    return is_on(paragraph.find(w("pPr/rPr")), "del", "moveFrom")


def _merge(properties: etree._Element | None, name: str) -> str:
    """How a cell is merged: restart, continue, or "" where it is not."""
    found = properties.find(w(name)) if properties is not None else None
    return "" if found is None else value(found, default="continue")


def _is_frame(rows: Iterable[etree._Element]) -> bool:
    """Whether a table has one column and is there to hold others, or has a single cell."""
    cells = [[cell for cell, _tags in unwrapped(row) if cell.tag == TC] for row in rows]
    if any(len(row) != 1 for row in cells):
        return False
    return len(cells) == 1 or any(cell.find(f".//{TBL}") is not None for row in cells for cell in row)


def _head_rows(rows: Iterable[etree._Element]) -> int:
    """The rows at the beginning that repeat on each page."""
    count = 0
    for row in rows:
        if not is_on(row.find(w("trPr")), "tblHeader"):
            break
        count += 1
    return count
