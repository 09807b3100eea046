"""Sheets to blocks: .xlsx and .xlsm, .xls and what only calls itself so, by what the file holds.

An .ods or .xlsb is read where LibreOffice is installed.

What is seen on paper is read. Hidden sheets, rows and columns are left out, with whatever they hold: nobody who looks
at the file sees it. Cells stand as they are shown, see `number_format`; formulas as they were last calculated.
"""

from collections.abc import Iterator
from pathlib import Path
from zipfile import is_zipfile

from app.blocks import Block
from app.readers.compound import SIGNATURE
from app.readers.decoding import decoded, is_damaged, raw_of
from app.readers.html import read_page
from app.readers.office import as_sheet
from app.readers.sheet import faults
from app.readers.sheet.layout import blocks_of
from app.readers.sheet.package import opened
from app.readers.sheet.sheet import MOST_CHARACTERS, Sheet
from app.readers.sheet.xls import xls_sheets
from app.readers.sheet.xlsx import xlsx_sheets
from app.readers.sheet.xml_sheet import MARK, xml_sheets
from app.readers.text import read_text
from app.readers.zipped import LARGEST, broken_is_told, fault, too_large

_PAGES = (b"<html", b"<table", b"<!doctype html", b"<meta", b"mime-version")
_BEGINNING = 4096
_OPEN_SHEET = b"opendocument.spreadsheet"
_XML = (b"<?xml", b"\xef\xbb\xbf<?xml", b"<workbook", b"<ss:workbook")


def read_sheet(path: Path) -> tuple[Block, ...]:
    """The blocks of all visible sheets. Raises UnreadableDocument for what is none, locked, broken or may do harm."""
    raw = raw_of(path, LARGEST)
    if raw.startswith(SIGNATURE):
        return _blocks(path, xls_sheets(path, raw))
    if is_zipfile(path):
        return as_sheet(path) if _needs_office(path) else _blocks(path, _zipped(path))
    return _disguised(path, raw)


def _zipped(path: Path) -> Iterator[Sheet]:
    with opened(path) as parts:
        main = next((name for kind, name in parts.related("").values() if kind == "officeDocument"), "")
        if main.startswith("xl/") or "xl/workbook.xml" in parts.names:
            yield from xlsx_sheets(parts, main or "xl/workbook.xml")
        else:
            raise fault(path, faults.no_sheet)


def _needs_office(path: Path) -> bool:
    """Whether a package holds its sheets in the binary form (.xlsb), or as OpenDocument has them (.ods).

    Raises UnreadableDocument where it would swell in LibreOffice.
    """
    with opened(path) as parts:
        if _OPEN_SHEET in parts.raw("mimetype"):
            parts.raw("content.xml")
            return True
        return "xl/workbook.bin" in parts.names


def _blocks(path: Path, sheets: Iterator[Sheet]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    room = MOST_CHARACTERS
    for sheet in sheets:
        room -= sum(map(len, sheet.cells.values()))
        if room < 0:
            raise fault(path, too_large)
        blocks += blocks_of(sheet)
    if not blocks:
        raise fault(path, faults.blank)
    return tuple(blocks)


def _disguised(path: Path, raw: bytes) -> tuple[Block, ...]:
    """What many programs write and call .xls: a web page, or lines with tabs."""
    begin = raw[:_BEGINNING].lower()
    if begin.lstrip().startswith(_XML) and MARK in raw:
        with broken_is_told(path, faults.damaged):
            return _blocks(path, xml_sheets(path, raw))
    if any(mark in begin for mark in _PAGES):
        return read_page(path)
    text = decoded(raw)
    if "\0" in text or is_damaged(text) or "\t" not in text:
        raise fault(path, faults.damaged)
    return read_text(path)


__all__ = ["read_sheet"]
