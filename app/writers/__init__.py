"""Writers: a composed report as the bytes of a file, and what such a file reads as. A new format is one line in each.

Nothing is imported before a report is written.
"""

from collections.abc import Callable, Sequence

from app.blocks import Block
from app.carrier import Identity
from app.layout import Layout

Writer = Callable[[Sequence[Block], Layout, Identity], bytes]
"""The bytes of a report."""
ReadBack = Callable[[bytes], tuple[Block, ...]]
"""The paragraphs and tables that stand in written bytes."""
Reduced = Callable[[Sequence[Block]], Sequence[Block]]
"""Blocks as far as a format can hold them."""


def _docx(blocks: Sequence[Block], layout: Layout, identity: Identity) -> bytes:
    from app.writers.docx import write_docx

    return write_docx(blocks, layout, identity)


def _read_docx(content: bytes) -> tuple[Block, ...]:
    from app.writers.docx.read_back import read_back

    return read_back(content)


def _html(blocks: Sequence[Block], layout: Layout, identity: Identity) -> bytes:
    from app.writers.html import write_html

    return write_html(blocks, layout, identity)


def _read_html(content: bytes) -> tuple[Block, ...]:
    from app.writers.html.read_back import read_back

    return read_back(content)


def _xlsx(blocks: Sequence[Block], layout: Layout, identity: Identity) -> bytes:
    from app.writers.xlsx import write_xlsx

    return write_xlsx(blocks, layout, identity)


def _read_xlsx(content: bytes) -> tuple[Block, ...]:
    from app.writers.xlsx.read_back import read_back

    return read_back(content)


def _text(blocks: Sequence[Block], layout: Layout, identity: Identity) -> bytes:
    from app.writers.text import write_text

    return write_text(blocks, layout, identity)


def _read_text(content: bytes) -> tuple[Block, ...]:
    from app.writers.text import read_back

    return read_back(content)


def _as_text(blocks: Sequence[Block]) -> Sequence[Block]:
    from app.writers.text import as_text

    return as_text(blocks)


WRITERS: dict[str, Writer] = {".docx": _docx, ".html": _html, ".xlsx": _xlsx, ".txt": _text}
"""The bytes of a report, by the suffix of the file, in the order in which they are offered."""

READ_BACK: dict[str, ReadBack] = {
    ".docx": _read_docx,
    ".html": _read_html,
    ".xlsx": _read_xlsx,
    ".txt": _read_text,
}
"""The paragraphs and tables that stand in written bytes, to be compared with what was to be written."""

HELD: dict[str, Reduced] = {".txt": _as_text}
"""What a format can hold of blocks, for one that cannot hold all of them."""


def offer(suffix: str, write: Writer, read_back: ReadBack, held: Reduced | None = None) -> None:
    """Adds a format whose library the core has not: the window's own, such as Qt's PDF."""
    WRITERS[suffix], READ_BACK[suffix] = write, read_back
    if held is not None:
        HELD[suffix] = held
