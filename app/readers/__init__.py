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


def _html(path: Path) -> tuple[Block, ...]:
    from app.readers.html import read_page

    return read_page(path)


def _sheet(path: Path) -> tuple[Block, ...]:
    from app.readers.sheet import read_sheet

    return read_sheet(path)


def _pdf(path: Path) -> tuple[Block, ...]:
    from app.readers.pdf import read_pdf

    return read_pdf(path)


def _office(path: Path) -> tuple[Block, ...]:
    from app.readers.office import read_office

    return read_office(path)


READERS: Mapping[str, Callable[[Path], tuple[Block, ...]]] = {
    ".docx": _docx,
    ".docm": _docx,
    ".pdf": _pdf,
    **dict.fromkeys((".html", ".htm", ".mht", ".mhtml"), _html),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"), _sheet),
    ".txt": read_text,
    ".md": read_markdown,
    **dict.fromkeys((".doc", ".wps", ".rtf", ".odt", ".et", ".ofd"), _office),
}
"""The reader of a file by its suffix, in small letters."""

IDENTITIES: Mapping[str, Callable[[Path], Identity | None]] = {
    ".docx": _docx_identity,
    ".docm": _docx_identity,
}
"""What a file of ours says of itself, for the formats that have room for it."""

__all__ = ["IDENTITIES", "READERS"]
