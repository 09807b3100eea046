"""How a Word file carries its draft, unseen: marks of places, and what the whole file is of.

Every place is marked twice, since LibreOffice drops the tags of content controls on saving and keeps bookmarks: by a
tag, the address itself where Word allows its length, and by a bookmark. A reader makes both from the addresses of the
form and looks them up; neither is ever taken apart.
"""

import hashlib
import json
from dataclasses import dataclass

from app.draft import Filing
from app.form import Address

NAMESPACE = "urn:gongkai:draft:1"
"""The namespace of the custom XML part; another number when its attributes change their meaning."""

_LONGEST_TAG, _LONGEST_ALIAS = 64, 64  # what Word's own dialog takes; older versions refuse a file with more


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a file says of itself; it never overrides what is printed.

    `fields` are the cover fields that are filled: most of them are printed nowhere.
    """

    family: str
    edition: str
    organization: str
    year: int
    draft: str = ""
    version: str = ""
    checksum: str = ""
    fields: tuple[tuple[Address, str], ...] = ()


def identity(filing: Filing, draft: str = "", version: str = "") -> Identity:
    """The identity of a filing's file; `draft` is its id in the store, `version` the name of the version printed."""
    form, own = filing.form, filing.draft
    return Identity(
        family=form.family,
        edition=form.edition,
        organization=own.organization,
        year=own.year,
        draft=draft,
        version=version,
        checksum=checksum(filing),
        fields=tuple((address, text) for address in form.fields if (text := own.values.get(address, ""))),
    )


def checksum(filing: Filing) -> str:
    """A mark of all values; the same values, the same mark."""
    text = json.dumps(dict(filing.draft.values), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def tag(address: Address) -> str:
    """The tag of the place's content control: its address, or where that is too long its beginning and a hash."""
    if len(address) <= _LONGEST_TAG:
        return address
    return f"{address[: _LONGEST_TAG - 9]}~{_hash(address)}"


def bookmark(address: Address) -> str:
    """The name of the place's bookmark, in the letters and the length that Word allows."""
    return f"gk_{_hash(address)}"


def alias(words: str) -> str:
    """The words as the title of a content control, cut in the middle where they are too long: both ends tell."""
    if len(words) <= _LONGEST_ALIAS:
        return words
    half = (_LONGEST_ALIAS - 1) // 2
    return f"{words[:half]}…{words[-half:]}"


def _hash(address: Address) -> str:
    return hashlib.blake2b(address.encode(), digest_size=4).hexdigest()
