"""The streams of a compound file (OLE), by olefile: the container of .xls, .doc, .wps, .et and encrypted workbooks."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from struct import unpack_from

from olefile import MAGIC, OleFileIO

SIGNATURE = MAGIC
_SMALLEST_SECTOR = 512


class Streams:
    """An open compound file. What lies embedded in another document is none of its own streams."""

    def __init__(self, file: "OleFileIO[str]") -> None:
        self._file = file
        self.names = frozenset(path[0] for path in file.listdir(storages=True))

    def raw(self, name: str) -> bytes:
        """The bytes of a stream; none where there is no such stream."""
        return self._file.openstream([name]).read() if self._file.exists([name]) else b""


@contextmanager
def opened(raw: bytes) -> Iterator[Streams]:
    """The compound file in these bytes; OSError and others of BROKEN tell of damage."""
    (sectors,) = unpack_from("<I", raw, 44)
    if sectors * _SMALLEST_SECTOR > len(raw):  # olefile would go round in a table of sectors that bites its tail
        raise ValueError("more tables of sectors than the file has room for")
    with OleFileIO(BytesIO(raw)) as file:
        yield Streams(file)
