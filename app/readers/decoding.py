"""The bytes of a file as text: by its mark, by what it says of itself, by what its bytes look like."""

import codecs
import re
from pathlib import Path

from app.errors import UnreadableDocument
from app.i18n import _

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DAMAGED = 20
"""One character in so many may be unreadable."""
_SAID = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{3,20})""")
_SAID_WITHIN = 4096
"""Bytes: where a page says in which encoding it is."""
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
"""Pages that call themselves GB2312 hold characters of the larger sets."""


def raw_of(path: Path, largest: int) -> bytes:
    """The file's bytes. Raises UnreadableDocument where they cannot be had, or are more than the largest report has."""
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= largest else b""
    except OSError as error:
        text = _("{file}: the file cannot be opened. Please check that you may read it.")
        raise UnreadableDocument(text.format(file=path)) from error
    if size > largest:
        raise too_large(path)
    return raw


def decoded(raw: bytes) -> str:
    """The text of some bytes: by their mark; else UTF-8, a few damaged characters allowed; else GB18030."""
    marked = _marked(raw)
    text = None if marked else _as_utf8(raw)
    return raw.decode(marked or "gb18030", "replace") if text is None else text


def decoded_page(raw: bytes) -> str:
    """The text of a web page: what the bytes look like comes before what the page says, which is often wrong."""
    marked = _marked(raw)
    text = raw.decode(marked, "replace") if marked else _as_utf8(raw)
    if text is not None:
        return text
    said = _SAID.search(raw[:_SAID_WITHIN])
    name = said[1].decode("ascii").lower() if said else ""
    try:
        return raw.decode(codecs.lookup(_WIDER.get(name, name)).name, "replace")
    except (LookupError, ValueError):
        return raw.decode("gb18030", "replace")


def is_damaged(text: str) -> bool:
    """Whether too many characters could not be read for it to be this text."""
    return text.count("\ufffd") * _DAMAGED > len(text)


def too_large(path: Path) -> UnreadableDocument:
    """The refusal of a file that is far larger than any report."""
    return UnreadableDocument(_("{file}: the file is too large to be a report.").format(file=path))


def _marked(raw: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), "")


def _as_utf8(raw: bytes) -> str | None:
    """The text, if all but a few of its characters are UTF-8: text in GB18030 never looks like that."""
    text = raw.decode("utf-8", "replace")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return text if text.count("\ufffd") * _DAMAGED <= beyond_ascii else None
