"""Readers: file formats to blocks. A reader knows its format, never the law. A new format is one line here.

A reader loads its libraries when it is called: the window starts without them.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from app.blocks import Block
from app.carrier import Identity
from app.readers.text import read_markdown, read_text


def _docx(path: Path) -> tuple[Block, ...]:
    from app.readers.docx import read_docx

    return read_docx(path)


def _docx_identity(path: Path) -> Identity | None:
    from app.readers.docx import read_identity

    return read_identity(path)


READERS: Mapping[str, Callable[[Path], tuple[Block, ...]]] = {
    ".docx": _docx,
    ".txt": read_text,
    ".md": read_markdown,
}
"""The reader of a file by its suffix, in small letters."""

IDENTITIES: Mapping[str, Callable[[Path], Identity | None]] = {".docx": _docx_identity}
"""What a file of ours says of itself, for the formats that have room for it."""

__all__ = ["IDENTITIES", "READERS"]
