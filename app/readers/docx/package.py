"""The parts of a Word file, and what can be wrong with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

from app.i18n import _
from app.readers.zipped import LARGEST, LARGEST_PART, Faults, Zipped, broken_is_told, fault, too_large

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TEXT = (b"{\\rtf", b"<", b"\xef\xbb\xbf<", b"MIME-Version", b"%PDF")
_STRICT, _USUAL = b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/"
_NAMESPACES = (
    (_STRICT + b"wordprocessingml/main", _USUAL + b"wordprocessingml/2006/main"),
    (_STRICT + b"officeDocument/relationships", _USUAL + b"officeDocument/2006/relationships"),
)
"""A file of the strict kind names its elements otherwise; it is read as the usual one."""


@contextmanager
def opened(path: Path) -> Iterator["Package"]:
    """The Word file at a path. Raises UnreadableDocument for what is none, is locked, is broken or may do harm."""
    _refuse_others(path)
    with broken_is_told(path, damaged), ZipFile(path) as file:
        yield Package(path, file, LARGEST_PART)


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


class Package(Zipped):
    """An open Word file."""

    faults = Faults(damaged, _locked, _bomb, _document_type)

    def __init__(self, path: Path, file: ZipFile, largest_part: int) -> None:
        super().__init__(path, file, largest_part)
        self.main = self.part_of("", "officeDocument") or "word/document.xml"

    def part_of(self, part: str, kind: str) -> str:
        """The name of the part of a kind that a part (the package itself: "") belongs together with; "" for none."""
        return next((name for found, name in self.related(part).values() if found == kind), "")

    def raw(self, name: str) -> bytes:
        """The bytes of a part, with the usual names of elements; none where there is no such part."""
        raw = super().raw(name)
        for strict, usual in _NAMESPACES:
            raw = raw.replace(strict, usual)
        return raw
