"""Word files to blocks, on the XML: as the document would be printed with all its changes accepted.

What stands in the body is read, text boxes and nested tables too, each after the block that holds it. Headers, footers,
notes and comments are not: a report has nothing there but page numbers and the marks of copies.
"""

from contextlib import suppress
from pathlib import Path

from lxml import etree

from app.blocks import Block
from app.carrier import NAMESPACE, Identity
from app.errors import UnreadableDocument
from app.readers.docx.document import Walker
from app.readers.docx.names import TC, P, w
from app.readers.docx.numbering import Numbering
from app.readers.docx.package import Package, no_document, opened
from app.readers.docx.styles import Styles
from app.readers.zipped import fault, too_large

MOST_PARAGRAPHS = 20_000
"""In the whole document, those of tables too: a report has some hundred, and some hundred cells."""
_MOST_ITEMS = 50
_TEXTS = ("family", "edition", "organization", "version", "checksum")


def read_docx(path: Path) -> tuple[Block, ...]:
    """The blocks of a Word file. Raises UnreadableDocument for what is none, is locked, broken or may do harm."""
    with opened(path) as package:
        root = package.xml(package.main)
        body = root.find(w("body")) if root is not None else None
        if root is None or body is None:
            raise fault(path, no_document)
        if sum(1 for _one in root.iter(P, TC)) > MOST_PARAGRAPHS:
            raise fault(path, too_large)
        styles = Styles(_related(package, "styles"))
        walker = Walker(styles, Numbering(_related(package, "numbering"), styles))
        return tuple(walker.blocks(body))


def read_identity(path: Path) -> Identity | None:
    """What a Word file that we wrote says of itself, unseen; None for any other file, and where a program lost it."""
    with opened(path) as package:
        items = sorted(name for name in package.names if name.startswith("customXml/item"))
        for name in items[:_MOST_ITEMS]:
            with suppress(UnreadableDocument):  # an item that another program left broken is not ours
                root = package.xml(name)
                if root is not None and root.tag == f"{{{NAMESPACE}}}draft":
                    return _identity(root)
    return None


def _related(package: Package, kind: str) -> etree._Element | None:
    name = package.part_of(package.main, kind)
    return package.xml(name) if name else None


def _identity(root: etree._Element) -> Identity | None:
    year = root.get("year") or ""
    if not (year.isdecimal() and len(year) == 4):
        return None
    texts = {name: root.get(name) or "" for name in _TEXTS}
    fields = ((one.get("address") or "", one.text or "") for one in root.iter(f"{{{NAMESPACE}}}field"))
    return Identity(year=int(year), draft=root.get("id") or "", fields=tuple(fields), **texts)
