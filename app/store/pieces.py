"""The rows that could be read of a damaged store, sorted by draft; words that damage has changed are mended.

Only where one word can be meant; what then makes no sense is dropped and counted.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

from app.draft import Draft
from app.entry import Event, Reason, State, Version
from app.store.near_ids import nearest, originals
from app.store.salvage import Found
from app.store.snapshot import unpack
from app.store.tables import DRAFTS, EVENTS, NOTES, TABLES, VALUES, VERSIONS, Row, Table

_ID_COLUMN = {table.name: list(table.columns).index("id" if table is DRAFTS else "draft") for table in TABLES}
_ID = re.compile(r"[0-9a-f-]{4,36}")
_UNKNOWN_TIME = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A version that is as it was, for its compression tells; `content` are its bytes."""

    version: Version
    draft: Draft
    content: bytes


@dataclass(slots=True)
class Pieces:
    """What was read of one draft. `stray` values may be older than the draft; `hurt` are addresses of hurt values."""

    own: Row | None = None
    is_hurt: bool = False
    values: dict[str, str] = field(default_factory=dict)
    stray: dict[str, str] = field(default_factory=dict)
    hurt: set[str] = field(default_factory=set)
    notes: dict[int, Row] = field(default_factory=dict)
    versions: list[Snapshot] = field(default_factory=list)
    events: list[tuple[int, Event]] = field(default_factory=list)
    dropped: int = 0

    def __bool__(self) -> bool:
        return bool(self.own or self.values or self.stray or self.notes or self.versions)


def is_id(text: str) -> bool:
    """Whether a draft can have such an id."""
    return _ID.fullmatch(text) is not None


def by_draft(found: Found) -> Mapping[str, Pieces]:
    """The pieces of each draft under the id that it had before damage; nothing in them where only an index knows it."""
    weights = Counter(found.ids)
    for table, row, is_stray in _all(found):
        weights[_id(table, row)] += 3 if table is DRAFTS and not is_stray else 1
    whose = originals(weights)
    pieces = defaultdict[str, Pieces](Pieces, {whose[id]: Pieces() for id in found.ids})
    for table, row, is_stray in _all(found):
        id = whose[_id(table, row)]
        is_hurt = (table.name, table.key_of(row)) in found.hurt
        _put(pieces[id], table, row, is_stray=is_stray, is_hurt=is_hurt)
    return pieces


def moment(value: object) -> datetime | None:
    """The time that a text tells, None where it tells none."""
    with suppress(ValueError, TypeError):
        told = datetime.fromisoformat(cast(str, value))
        return told.astimezone(UTC) if told.tzinfo else None
    return None


def _all(found: Found) -> Iterator[tuple[Table, Row, bool]]:
    for table in TABLES:
        for is_stray, rows in ((False, found.rows), (True, found.stray)):
            yield from ((table, rows[table.name][key], is_stray) for key in sorted(rows[table.name], key=repr))


def _id(table: Table, row: Row) -> str:
    return str(row[_ID_COLUMN[table.name]])


def _put(pieces: Pieces, table: Table, row: Row, *, is_stray: bool, is_hurt: bool) -> None:
    """A row among the pieces of its draft."""
    if table is VALUES:
        _draft, address, text = row
        (pieces.stray if is_stray else pieces.values).setdefault(str(address), str(text))
        if is_hurt:
            pieces.hurt.add(str(address))
    elif table is NOTES:
        pieces.notes.setdefault(cast(int, row[1]), row)
        pieces.is_hurt = pieces.is_hurt or is_hurt
    elif table is VERSIONS:
        _put_version(pieces, row)
    elif table is EVENTS:
        _put_event(pieces, row)
    elif pieces.own is None:
        pieces.own = row
        pieces.is_hurt = pieces.is_hurt or is_hurt


def _put_version(pieces: Pieces, row: Row) -> None:
    number, _draft, made, reason, name, _filled, content = row
    try:
        draft = unpack(cast(bytes, content))
    except ValueError:
        pieces.dropped += 1
        return
    why = Reason(nearest(str(reason), list(Reason)) or Reason.BULK)  # any that is not thinned
    version = Version(cast(int, number), moment(made) or _UNKNOWN_TIME, why, str(name), len(draft.values))
    pieces.versions.append(Snapshot(version, draft, cast(bytes, content)))
    pieces.versions.sort(key=lambda one: one.version.number)


def _put_event(pieces: Pieces, row: Row) -> None:
    number, _draft, at, state, by, remark = row
    time, into = moment(at), nearest(str(state), list(State))
    if time is None or into is None:
        pieces.dropped += 1
    else:
        pieces.events.append((cast(int, number), Event(time, State(into), str(by), str(remark))))
        pieces.events.sort(key=lambda one: one[0])
