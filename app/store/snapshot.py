"""A draft as one piece of bytes: what a version holds. Compressed JSON, about 3 kB a report."""

import zlib
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.store.columns import note, text, whole

if TYPE_CHECKING:
    from app.draft import Draft


def pack(draft: "Draft") -> bytes:
    """The bytes of a draft, whole: identity, values, notes."""
    import json  # with the first version, as all of this: the library is listed without

    content = {
        "family": draft.family,
        "organization": draft.organization,
        "year": draft.year,
        "values": dict(draft.values),
        "notes": [[one.kind, one.place, one.text, one.fingerprint] for one in draft.notes],
    }
    return zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpack(content: bytes) -> "Draft":
    """The draft of such bytes. Raises ValueError for bytes that `pack` never wrote."""
    import json

    from app.draft import Draft

    try:
        draft = json.loads(zlib.decompress(content))
        values = {text(address): text(value) for address, value in draft["values"].items()}
        notes = tuple(note(*row) for row in draft["notes"])
        identity = text(draft["family"]), text(draft["organization"]), whole(draft["year"])
        return Draft(*identity, MappingProxyType(values), notes)
    except (zlib.error, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(str(error)) from error
