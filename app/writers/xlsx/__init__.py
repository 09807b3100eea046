"""The workbook writer: a sheet for each part of the report as printed, and one with every address and value.

Totals are formulas with their results. What is no number is text, whatever it begins with: no sheet calculates it.
"""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from app.blocks import Block, Paragraph
from app.carrier import Identity
from app.errors import AppError
from app.i18n import _
from app.layout import Layout
from app.writers.xlsx.every import write_every
from app.writers.xlsx.library import Workbook
from app.writers.xlsx.parts import sheets_of
from app.writers.xlsx.places import places_of
from app.writers.xlsx.sheet import Book, write_sheet

_LONGEST = 32_767
"""Characters that a cell of a sheet holds, as UTF-16 counts them."""
_NO_HOUR = datetime(2000, 1, 1)
"""The same report gives the same bytes at every hour."""


def write_xlsx(blocks: Sequence[Block], layout: Layout, identity: Identity) -> bytes:
    """The workbook of the blocks that `report.compose` gives. Raises AppError for a text that no cell can hold."""
    _refuse_long(blocks)
    out = BytesIO()
    workbook = Workbook(out, {"in_memory": True})
    texts = {one.role: one.text for one in blocks if isinstance(one, Paragraph)}
    workbook.set_properties(
        {"title": texts.get("title", ""), "author": identity.organization, "created": _NO_HOUR},
    )
    sheets = sheets_of(blocks)
    book = Book(workbook, layout, places_of(sheets), texts.get("version", ""))
    for sheet in sheets:
        write_sheet(book, sheet)
    write_every(book, sheets, identity)
    workbook.close()
    return out.getvalue()


def _refuse_long(blocks: Sequence[Block]) -> None:
    for block in blocks:
        text = block.text if isinstance(block, Paragraph) else ""
        if len(text.encode("utf-16-le")) // 2 > _LONGEST:
            told = _(
                "The paragraph “{start}…” has more than {most:,} characters; no cell of a sheet holds so many. Nothing "
                "was written. Please part it, or choose another kind of file."
            )
            raise AppError(told.format(start=text[:20], most=_LONGEST))


__all__ = ["write_xlsx"]
