"""The picture and its table behind a report: an attachment that the law does not ask for, made when it is wanted."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from app import carrier
from app import layout as layouts
from app.blocks import Block, Heading, Paragraph, Picture, Table, TableCell
from app.draft import Filing
from app.export import Refused, must_be_mended, write_blocks
from app.report import CopyKind, compose
from app.years.history import History
from app.years.words import caption, heads, notes, rows, span

PICTURED = (".docx", ".html", ".pdf")
"""The formats whose writers print pictures; in the others only the caption and the table would stand."""


def attachment(history: History, picture: Picture) -> tuple[Block, ...]:
    """What stands behind the report: what it is, the picture, the same figures as a table, how they are reckoned."""
    words = history.chart.words
    return (
        Heading(text=words.heading.format(**span(history))),
        Paragraph(text=words.remark),
        Paragraph(text=caption(history), picture=picture),
        _table(history),
        *(Paragraph(text=note) for note in notes(history)),
    )


def export_attached(  # noqa: PLR0913
    filing: Filing,
    path: Path,
    attached: Sequence[Block],
    *,
    copy: CopyKind = "filing",
    layout: str = layouts.NATIONAL,
    last: Filing | None = None,
    now: datetime | None = None,
    draft: str = "",
) -> Path:
    """Writes a report with what is attached to it; for the rest as `app.export.export`, of which an old file goes.

    Raises Refused, and AppError for all that the world refuses; then no file was written.
    """
    if copy == "filing" and (findings := must_be_mended(filing, last)):
        raise Refused(findings)
    chosen = layouts.load(layout)
    blocks = (*compose(filing, copy, chosen.mark(copy, "", now)), *attached)
    return write_blocks(path, blocks, chosen, carrier.identity(filing, draft), overwrite=True)


def _table(history: History) -> Table:
    """The figures with their head, as a table to be printed."""
    lines = (heads(history), *rows(history))
    cells = tuple(
        TableCell(row=number, column=column, text=text, kind=None if number and column else "column")
        for number, line in enumerate(lines)
        for column, text in enumerate(line)
    )
    columns = len(lines[0])
    return Table(rows=len(lines), columns=columns, cells=cells, head_rows=1, widths=(1,) * columns)
