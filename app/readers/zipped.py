"""The parts of a zipped document, opened so that nothing in it can do harm: limits, no document type, no network.

Only the parts that are asked for are unpacked. Macros, pictures, links and embedded files never are.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, join, normpath
from zipfile import BadZipFile, ZipFile

from lxml import etree

from app.errors import UnreadableDocument
from app.i18n import _

LARGEST = 100_000_000
"""Bytes: a report with many pictures has some ten million."""
LARGEST_PART, MOST_BYTES = 16_000_000, 24_000_000
MOST_PARTS = 5_000
"""Bytes of XML in one part and in all that are read, and parts: the longest reports have some million bytes, and a few
hundred parts."""
_SMALL, _RATIO = 2_000_000, 150
"""A part larger than this that shrinks to less than one in so many holds nothing but repetitions."""
DOCTYPE = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
"""How a document type of its own begins."""
_IS_ENCRYPTED = 1
BROKEN: tuple[type[Exception], ...] = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
BROKEN += (ValueError, LookupError, ArithmeticError, struct.error, etree.LxmlError)
"""What a damaged file sets off, in whatever library reads it."""
Words = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Faults:
    """What can be wrong with a kind of files, in words for a clerk. Each is a text with `{file}`, for `fault`."""

    damaged: Words
    locked: Words
    bomb: Words
    document_type: Words


def fault(path: Path, words: Words) -> UnreadableDocument:
    """What is wrong with a file, as an error."""
    return UnreadableDocument(words().format(file=path))


def too_large() -> str:
    """More than a report can be."""
    return _("{file}: the file is too large to be a report.")


@contextmanager
def broken_is_told(path: Path, damaged: Words) -> Iterator[None]:
    """A room in which whatever a damaged file sets off becomes an UnreadableDocument."""
    try:
        yield
    except BROKEN as error:
        raise fault(path, damaged) from error


class Zipped:
    """An open package."""

    faults: Faults

    def __init__(self, path: Path, file: ZipFile, largest_part: int = LARGEST_PART) -> None:
        self._path, self._file = path, file
        self._largest_part, self._room = largest_part, MOST_BYTES
        self.names = frozenset(file.namelist())
        if len(self.names) > MOST_PARTS:
            raise fault(path, self.faults.bomb)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts inside that a part (the package itself: "") belongs together with: by id, their kind and name."""
        folder = dirname(part)
        relations = self.xml(join(folder, "_rels", f"{part.rpartition('/')[2]}.rels"))
        return {
            str(relation.get("Id")): (
                str(relation.get("Type")).rpartition("/")[2],
                normpath(join("/", folder, str(relation.get("Target") or ""))).lstrip("/"),
            )
            for relation in (() if relations is None else relations.iter("{*}Relationship"))
            if relation.get("TargetMode") != "External"
        }

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part; None where there is no such part, or it is empty."""
        raw = self.raw(name)
        if not raw:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        with broken_is_told(self._path, self.faults.damaged):
            root = etree.fromstring(raw, parser)
        if root.getroottree().docinfo.internalDTD:
            raise fault(self._path, self.faults.document_type)
        return root

    def raw(self, name: str) -> bytes:
        """The bytes of a part; none where there is no such part. Raises UnreadableDocument for what may do harm."""
        if name not in self.names:
            return b""
        entry = self._file.getinfo(name)
        if entry.flag_bits & _IS_ENCRYPTED:
            raise fault(self._path, self.faults.locked)
        if entry.file_size > max(_SMALL, _RATIO * entry.compress_size):
            raise fault(self._path, self.faults.bomb)
        self._room -= entry.file_size
        if entry.file_size > self._largest_part or self._room < 0:
            raise fault(self._path, too_large)
        with self._file.open(entry) as part:
            raw = part.read(self._largest_part)
        if any(mark in raw for mark in DOCTYPE):
            raise fault(self._path, self.faults.document_type)
        return raw
