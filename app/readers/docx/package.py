"""The parts of a Word file, opened so that nothing in it can do harm: limits, no document type, no network.

Only the parts that are asked for are unpacked. Macros, pictures and embedded files are never touched.
"""

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from posixpath import dirname, join, normpath
from zipfile import BadZipFile, ZipFile

from lxml import etree

from app.errors import UnreadableDocument
from app.i18n import _

LARGEST = 100_000_000
"""Bytes: a report with many pictures has some ten million."""
LARGEST_PART = 16_000_000
MOST_PARTS = 5_000
"""Bytes of XML in one part, and parts: the longest reports have some million bytes, and a few hundred parts."""
_SMALL, _RATIO = 2_000_000, 150
"""A part larger than this that shrinks to less than one in so many holds nothing but repetitions."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_IS_ENCRYPTED = 1
_TEXT = (b"{\\rtf", b"<", b"\xef\xbb\xbf<", b"MIME-Version", b"%PDF")
_DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_STRICT, _USUAL = b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/"
_NAMESPACES = (
    (_STRICT + b"wordprocessingml/main", _USUAL + b"wordprocessingml/2006/main"),
    (_STRICT + b"officeDocument/relationships", _USUAL + b"officeDocument/2006/relationships"),
)
"""A file of the strict kind names its elements otherwise; it is read as the usual one."""
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError, OSError)
Words = Callable[[], str]


class Package:
    """An open Word file."""

    def __init__(self, path: Path, file: ZipFile) -> None:
        self._path, self._file = path, file
        self.names = frozenset(file.namelist())
        if len(self.names) > MOST_PARTS:
            raise fault(path, _bomb)
        self.main = self.related("", "officeDocument") or "word/document.xml"

    def related(self, part: str, kind: str) -> str:
        """The name of the part of a kind that a part (the package itself: "") belongs together with; "" for none."""
        folder = dirname(part)
        relations = self.xml(join(folder, "_rels", f"{part.rpartition('/')[2]}.rels"))
        for relation in () if relations is None else relations.iter(_RELATIONSHIP):
            is_inside = relation.get("TargetMode") != "External"
            if is_inside and (relation.get("Type") or "").endswith(f"/{kind}"):
                return normpath(join("/", folder, relation.get("Target") or "")).lstrip("/")
        return ""

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part; None where there is no such part, or it is empty."""
        raw = self._bytes(name) if name in self.names else b""
        if not raw:
            return None
        if any(mark in raw for mark in _DOCTYPE):
            raise fault(self._path, _document_type)
        for strict, usual in _NAMESPACES:
            raw = raw.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(raw, parser)
        except etree.XMLSyntaxError as error:
            raise fault(self._path, damaged) from error
        if root.getroottree().docinfo.internalDTD:
            raise fault(self._path, _document_type)
        return root

    def _bytes(self, name: str) -> bytes:
        entry = self._file.getinfo(name)
        if entry.flag_bits & _IS_ENCRYPTED:
            raise fault(self._path, _locked)
        if entry.file_size > max(_SMALL, _RATIO * entry.compress_size):
            raise fault(self._path, _bomb)
        if entry.file_size > LARGEST_PART:
            raise fault(self._path, too_large)
        with self._file.open(entry) as part:
            return part.read(LARGEST_PART + 1)[:LARGEST_PART]


@contextmanager
def opened(path: Path) -> Iterator[Package]:
    """The Word file at a path. Raises UnreadableDocument for what is none, is locked, is broken or may do harm."""
    _refuse_others(path)
    try:
        with ZipFile(path) as file:
            yield Package(path, file)
    except _BROKEN as error:
        raise fault(path, damaged) from error


def fault(path: Path, words: Words) -> UnreadableDocument:
    """What is wrong with a file, as an error."""
    return UnreadableDocument(words().format(file=path))


def _refuse_others(path: Path) -> None:
    """Raises UnreadableDocument for a file that is no zip, by its first bytes."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            begin = file.read(64)
    except OSError as error:
        raise fault(path, _closed) from error
    if size > LARGEST:
        raise fault(path, too_large)
    if begin.startswith(_OLE):
        raise fault(path, _locked if _ENCRYPTED in path.read_bytes() else _old)
    if begin.lstrip().startswith(_TEXT):
        raise fault(path, _other)
    if not begin.startswith(_ZIP):
        raise fault(path, damaged)


def _closed() -> str:
    return _("{file}: the file cannot be opened. Please check that you may read it.")


def too_large() -> str:
    """More than a report can be."""
    return _("{file}: the file is too large to be a report.")


def damaged() -> str:
    """Broken, or no zip at all."""
    return _(
        "{file}: this is no Word file, or it is damaged. Please open it in Word or WPS, which may repair it, and save "
        "it again."
    )


def no_document() -> str:
    """A zip of something else."""
    return _("{file}: there is no Word document in this file. Please check that it is the report.")


def _locked() -> str:
    return _(
        "{file}: the file is locked with a password. Please open it in Word or WPS, take the password off, save it and "
        "try again."
    )


def _old() -> str:
    return _(
        "{file}: this is an old Word or WPS file (.doc, .wps), whatever its name says. Please open it in Word or WPS "
        "and save it as .docx."
    )


def _other() -> str:
    return _(
        "{file}: this is no Word file but a web page, a text or a PDF, although its name says so. Please open it in "
        "Word or WPS and save it as .docx."
    )


def _document_type() -> str:
    return _(
        "{file}: the file has a document type of its own, which no Word program writes and which may do harm. It was "
        "not read."
    )


def _bomb() -> str:
    return _(
        "{file}: unpacked, the file would be far larger than any report; it may have been made to do harm. It was not "
        "read."
    )
