"""PDF to blocks: paragraphs, and the tables that lines rule, in their order; by where things stand on the page alone.

A table broken over pages is one table, a paragraph broken over pages one paragraph. Page numbers, and heads and feet
that come again on most pages, are left out. Rows of numbers without ruling lines are tables of one row each where their
columns are certain, otherwise lines; two blanks stand where columns are apart. A page that is a picture gives a
paragraph that says so, in its place.

What is not certain cannot be taken for a number: □ stands for a digit that the file does not name, ？ behind a number
that may be a part of one, a blank where a line or the end of a page goes through one.
"""

import logging
import warnings
from collections.abc import Iterator
from pathlib import Path

from app.blocks import Block, Paragraph, Table, TableCell
from app.errors import UnreadableDocument
from app.i18n import _
from app.readers.pdf.layout import pieces
from app.readers.pdf.paragraphs import Text
from app.readers.pdf.ruled import Ruled
from app.readers.pdf.shapes import UNREADABLE, Sheet

LARGEST = 64_000_000
"""Bytes; a report has some hundred thousand, with photographs some million."""
_MOST_UNREADABLE = 0.05
"""Of the characters: more without a name make a file that cannot be read."""


def read_pdf(path: Path) -> tuple[Block, ...]:
    """The blocks of a PDF. Raises UnreadableDocument for a scan, a locked or broken file, and one without end."""
    pages = _sheets(path)
    _check_readable(path, pages)
    return tuple(_blocks(pages))


def _sheets(path: Path) -> tuple[Sheet, ...]:
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    from app.readers.pdf.canvas import TooMuch, sheets

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    try:
        with path.open("rb") as file, warnings.catch_warnings(action="ignore"):
            if path.stat().st_size > LARGEST:
                raise TooMuch
            return tuple(sheets(file))
    except OSError as error:
        text = _("{file}: the file cannot be opened. Please check that you may read it.")
        raise UnreadableDocument(text.format(file=path)) from error
    except TooMuch as error:
        raise UnreadableDocument(_("{file}: the file is too large to be a report.").format(file=path)) from error
    except (PDFEncryptionError, PDFPasswordIncorrect) as error:
        text = _(
            "{file}: the PDF is locked with a password. Please open it, save it without the password, and take "
            "that file; or ask for the Word file."
        )
        raise UnreadableDocument(text.format(file=path)) from error
    except Exception as error:  # the library lets every fault of a broken file through
        text = _("{file}: this PDF is damaged, or is none. Please get it again, or ask for the Word file.")
        raise UnreadableDocument(text.format(file=path)) from error


def _check_readable(path: Path, pages: tuple[Sheet, ...]) -> None:
    glyphs = [glyph for page in pages for glyph in page.glyphs if not glyph.is_blank]
    if not glyphs:
        text = _(
            "{file}: a scan cannot be recognised: the PDF holds no text, only pictures of its pages. Please ask for "
            "the Word file, or type the numbers in."
        )
        raise UnreadableDocument(text.format(file=path))
    if sum(glyph.text == UNREADABLE for glyph in glyphs) > _MOST_UNREADABLE * len(glyphs):
        text = _(
            "{file}: the PDF does not say which characters it shows, so its text cannot be read. Please ask for the "
            "Word file, or type the numbers in."
        )
        raise UnreadableDocument(text.format(file=path))


def _blocks(pages: tuple[Sheet, ...]) -> Iterator[Block]:
    for piece in pieces(pages):
        if isinstance(piece, Ruled):
            yield _table(piece)
        elif isinstance(piece, Text):
            yield Paragraph(text=piece.text, place=_page(piece.page))
        else:
            text = _("[Page {n} is a picture and was not read.]").format(n=piece.number)
            yield Paragraph(text=text, place=_page(piece.number))


def _table(ruled: Ruled) -> Table:
    cells = tuple(
        TableCell(row=c.row, column=c.column, row_span=c.row_span, column_span=c.column_span, text=c.text)
        for c in ruled.cells
    )
    places = tuple(_("page {n}, row {row} of the table").format(n=n, row=row) for row, n in enumerate(ruled.pages, 1))
    return Table(
        rows=len(places),
        columns=len(ruled.xs) - 1,
        cells=cells,
        place=_page(ruled.pages[0]),
        row_places=places,
    )


def _page(number: int) -> str:
    return _("page {n}").format(n=number)
