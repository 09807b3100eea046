"""The parts of a zipped workbook."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from app.readers.sheet.faults import bomb, damaged, document_type, locked
from app.readers.zipped import Faults, Zipped, broken_is_told


class Parts(Zipped):
    """An open workbook."""

    faults = Faults(damaged, locked, bomb, document_type)

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """The elements of a large part with these tags, each as it ends."""
        wanted = [f"{{*}}{tag}" for tag in tags]
        stream = BytesIO(self.raw(name))
        for _event, element in etree.iterparse(stream, tag=wanted, resolve_entities=False, no_network=True):
            yield element


@contextmanager
def opened(path: Path) -> Iterator[Parts]:
    """The package at a path. Raises UnreadableDocument for what is locked, broken or may do harm."""
    with broken_is_told(path, damaged), ZipFile(path) as file:
        yield Parts(path, file)
