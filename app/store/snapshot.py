"""A draft as one piece of bytes: what a version holds. Compressed JSON, about 3 kB a report."""

import json
import zlib
from types import MappingProxyType

from app.draft import Draft, Note
from app.store.columns import kind, text, whole


def pack(draft: Draft) -> bytes:
    """The bytes of a draft, whole: identity, values, notes."""
    content = {
        "family": draft.family,
        "organization": draft.organization,
        "year": draft.year,
        "values": dict(draft.values),
        "notes": [[note.kind, note.place, note.text, note.fingerprint] for note in draft.notes],
    }
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpack(content: bytes) -> Draft:
    """The draft of such bytes. Raises ValueError for bytes that `pack` never wrote."""
    try:
        draft = json.loads(zlib.decompress(content))
        values = {text(address): text(value) for address, value in draft["values"].items()}
        notes = tuple(Note(kind(of), text(place), text(said), text(mark)) for of, place, said, mark in draft["notes"])
        identity = text(draft["family"]), text(draft["organization"]), whole(draft["year"])
        return Draft(*identity, MappingProxyType(values), notes)
    except (zlib.error, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error
