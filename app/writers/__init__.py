"""Writers: a composed report as the bytes of a file, and what such a file reads as. A new format is one line in each.

Nothing is imported before a report is written.
"""

from collections.abc import Callable, Mapping, Sequence

from app.blocks import Block
from app.carrier import Identity
from app.layout import Layout


def _docx(blocks: Sequence[Block], layout: Layout, identity: Identity) -> bytes:
    from app.writers.docx import write_docx

    return write_docx(blocks, layout, identity)


def _read_docx(content: bytes) -> tuple[Block, ...]:
    from app.writers.docx.read_back import read_back

    return read_back(content)


WRITERS: Mapping[str, Callable[[Sequence[Block], Layout, Identity], bytes]] = {".docx": _docx}
"""The bytes of a report, by the suffix of the file."""

READ_BACK: Mapping[str, Callable[[bytes], tuple[Block, ...]]] = {".docx": _read_docx}
"""The paragraphs and tables that stand in written bytes, to be compared with what was to be written."""
