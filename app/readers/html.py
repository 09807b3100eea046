"""HTML to blocks: paragraphs, headings, and tables with their spans, in their order.

It is read as data alone: nothing is fetched, no entity of its own is expanded, scripts and hidden words are left out.
Broken markup is mended as browsers mend it; nesting beyond what `libxml2` takes ends the reading there.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from app.blocks import Block, Heading, Paragraph, Table, TableCell
from app.errors import UnreadableDocument
from app.i18n import _
from app.readers.decoding import decoded_page, raw_of, too_large

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST = 4_000_000
"""Characters: the clipboard of a whole sheet, its styles included, has some hundred thousand."""
LARGEST_FILE = 16_000_000
"""Bytes: a page that holds its pictures."""
MOST_BLOCKS = 10_000
MOST_CELLS = 20_000
_WIDEST = 256
_TALLEST = 2_000
"""Columns and rows of a table; a span that reaches beyond is cut there."""

_UNSEEN = frozenset({"script", "style", "head", "title", "xml", "template", "noscript", "object", "del"})
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_LINES = frozenset({"article", "blockquote", "dd", "div", "dl", "dt", "footer", "header", "li", "main", "ol"})
_LINES |= {"p", "pre", "section", "ul", *_LEVELS}
_PARTS = _LINES | {"body", "html", "table", "tbody", "thead", "tfoot", "tr", "td", "th", "caption"}
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_TORN = re.compile(r"(?<=[^\x00-\x7f])\s*[\r\n]\s*(?=[^\x00-\x7f])")
"""A line end between two Chinese characters: the source was broken there, the words were not."""
_SPACE = re.compile(r"[ \t\r\n]+")
_EDGES = " \t\u3000\xa0\ufeff"
_UNREADABLE = re.compile(r"[-－—–−‐]*|#+|[+-]?\d(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)
"""What a sheet shows instead of a number: nothing, a dash for zero, # in a narrow column, a power of ten."""
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?")
_ARCHIVE = re.compile(rb"\s*(?:From |MIME-Version:|Content-Type:\s*multipart/)", re.IGNORECASE)
"""How a page begins that was saved with all its pictures in one file (.mht)."""
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{1,300})</title", re.IGNORECASE)
_TITLE_WITHIN = 20_000
_SITE = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s*|\s*[-–—]+\s+|\s*[-–—]{2,}\s*")
"""What parts a page's title from the name of its site."""
_TRUE_VALUES = ("x:num", "sdval")
"""Attributes in which Excel, WPS and LibreOffice write the number itself, however it is shown."""


def read_page(path: Path) -> tuple[Block, ...]:
    """The blocks of a saved page, `.mht` archives too, with their places. Raises UnreadableDocument."""
    raw = raw_of(path, LARGEST_FILE)
    page = decoded_page(_page_of(raw))
    blocks = read_html(page)
    if not blocks:
        text = _("{file}: nothing to read was found in this page. What you see there may be loaded from elsewhere.")
        raise UnreadableDocument(text.format(file=path))
    if len(blocks) > MOST_BLOCKS:
        raise too_large(path)
    return tuple(_with_places((*_title(page), *blocks)))


def _title(page: str) -> Iterator[Block]:
    """The title that a browser shows above the page, without the name of the site."""
    found = _TITLE.search(page[:_TITLE_WITHIN])
    text = _SITE.split(_one_line(unescape(found[1])))[0].strip(_EDGES) if found else ""
    if text:
        yield Paragraph(text=text)


def _page_of(raw: bytes) -> bytes:
    """The page itself where the file is an archive of a page with its pictures."""
    if not _ARCHIVE.match(raw):
        return raw
    from email import message_from_bytes

    parts = (part for part in message_from_bytes(raw).walk() if part.get_content_type() == "text/html")
    found = next((part.get_payload(decode=True) for part in parts), b"")
    return found if isinstance(found, bytes) else b""


def _with_places(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each with the words for its place: paragraphs and tables are counted apart."""
    paragraphs, tables = count(1), count(1)
    for block in blocks:
        if isinstance(block, Table):
            n = next(tables)
            rows = tuple(_("table {n}, row {row}").format(n=n, row=row + 1) for row in range(block.rows))
            yield replace(block, place=_("table {n}").format(n=n), row_places=rows)
        else:
            yield replace(block, place=_("paragraph {n}").format(n=next(paragraphs)))


def read_html(text: str) -> tuple[Block, ...]:
    """The blocks of a piece of HTML or a whole page; none where it is far too large or holds nothing to read.

    Reading ends one block behind `MOST_BLOCKS`.
    """
    root = _root(text) if len(text) <= LARGEST else None
    return tuple(islice(_blocks(root), MOST_BLOCKS + 1)) if root is not None else ()


def _root(text: str) -> "_Element | None":
    from lxml import etree

    plain = _CONTROL.sub("", text)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return etree.fromstring(_in_a_table(plain).encode(), parser)
    except etree.XMLSyntaxError:  # nothing in it but blanks or comments
        return None


def _in_a_table(text: str) -> str:
    """Rows that were cut out of their table get one."""
    lowered = text.lower()
    return f"<table>{text}</table>" if "<tr" in lowered and "<table" not in lowered else text


def _blocks(root: "_Element") -> Iterator[Block]:
    """A table that holds other tables is the page's own frame: what lies in it is read, it is none itself."""
    from lxml import etree

    words, level, room = _Words(), 0, MOST_CELLS
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = str(element.tag)
        if tag in _PARTS or tag == "br":
            yield from words.block(level)
            level = _LEVELS.get(tag, 0) if event == "start" else 0
        if event == "end":
            words.add(element.tail)
        elif _is_unseen(element):
            walk.skip_subtree()
        elif tag == "table" and element.find(".//table") is None and room > 0:
            walk.skip_subtree()
            table = _table(element, room)
            room -= max(len(table.cells), 1)
            yield from (table,) if table.cells else ()
        elif tag == "table" and room < 1:
            return
        else:
            words.add(element.text)
    yield from words.block(level)


@dataclass(slots=True)
class _Words:
    """The text of a paragraph on its way."""

    pieces: list[str] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        self.pieces.append(text or "")

    def block(self, level: int) -> Iterator[Block]:
        text = _one_line("".join(self.pieces))
        self.pieces.clear()
        if text:
            yield Heading(text=text, level=level) if level else Paragraph(text=text)


# Tables


def _table(table: "_Element", room: int) -> Table:
    """A table with no more cells than there is room for; rows that are hidden and blank are fillers and left out."""
    cells: list[TableCell] = []
    taken: dict[int, int] = {}
    row = 0
    for element in table.iter("tr"):
        found = [cell for cell in element if cell.tag in ("td", "th")]
        if row == _TALLEST or len(cells) + len(found) > room:
            break
        if _is_unseen(element) and not any(_text(cell) for cell in found):
            continue
        cells += _row(found, row, taken)
        row += 1
    ends = [min(cell.row + cell.row_span, row) for cell in cells]
    shorter = tuple(_cut(cell, end) for cell, end in zip(cells, ends, strict=True))
    return Table(rows=row, columns=max((c.column + c.column_span for c in cells), default=0), cells=shorter)


def _row(elements: list["_Element"], row: int, taken: dict[int, int]) -> Iterator[TableCell]:
    """The cells of a row, each in the first column that no cell from above reaches into.

    `taken` says of each column up to which row it is taken.
    """
    column = 0
    for element in elements:
        while taken.get(column, 0) > row:
            column += 1
        if column >= _WIDEST:
            return
        width = min(_span(element, "colspan"), _WIDEST - column)
        height = _span(element, "rowspan")
        yield TableCell(row=row, column=column, text=_text(element), row_span=height, column_span=width)
        taken.update(dict.fromkeys(range(column, column + width), row + height))
        column += width


def _cut(cell: TableCell, end: int) -> TableCell:
    """The cell as far as the table reaches."""
    return cell if cell.row + cell.row_span == end else replace(cell, row_span=end - cell.row)


def _span(element: "_Element", name: str) -> int:
    text = str(element.get(name) or "").strip()
    return min(max(int(text), 1), _TALLEST) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _text(cell: "_Element") -> str:
    r"""The words of a cell, its lines parted by `\n`; the true number where what is shown cannot be read."""
    from lxml import etree

    pieces = [""]
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walk:
        tag = str(element.tag)
        if tag == "br" or tag in _LINES:
            pieces += [""] if event == "start" or tag != "br" else []
        if event == "end":
            pieces[-1] += (element.tail or "") if element is not cell else ""
        elif element is not cell and _is_unseen(element):
            walk.skip_subtree()
        else:
            pieces[-1] += element.text or ""
    lines = (_one_line(piece) for piece in pieces)
    return _true("\n".join(line for line in lines if line), cell)


def _true(text: str, cell: "_Element") -> str:
    """The number that a sheet wrote beside what it shows, where that is a dash, a row of # or cut short."""
    if not _UNREADABLE.fullmatch(text):
        return text
    given = (str(cell.get(name) or "").strip() for name in _TRUE_VALUES)
    return next((number for number in given if _NUMBER.fullmatch(number)), text)


def _is_unseen(element: "_Element") -> bool:
    """Whether nobody sees the words of an element: styles, scripts, what Word deleted or hid."""
    return str(element.tag) in _UNSEEN or bool(_HIDDEN.search(str(element.get("style") or "")))


def _one_line(text: str) -> str:
    """The text as a browser shows it: white space is one blank, none where only the source was broken."""
    return _SPACE.sub(" ", _TORN.sub("", text)).strip(_EDGES)
