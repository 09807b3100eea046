"""A draft as rows: numbers as text, never as numbers, or 0.10 would come back as 0.1.

The library is listed without a draft, so what drafts are made of is loaded with the first one.
"""

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.entry import Entry, State, Summary
from app.errors import AppError
from app.store.columns import decoding, note, state, text, time, time_or_none, whole, written

if TYPE_CHECKING:
    from app.draft import Draft, Note
    from app.form import Address

_ENTRY = "select id, family, organization, year, state, created, saved, place, deleted from drafts where id = ?"
_SUMMARY = "select id, family, organization, year, state, saved, filled, blank, deleted from drafts"
_LIBRARY = f"{_SUMMARY} where deleted = '' order by year desc, saved desc, id"
_BIN = f"{_SUMMARY} where deleted <> '' order by deleted desc, id"


def insert(db: sqlite3.Connection, entry: Entry) -> None:
    """A new draft with all that it has."""
    draft = entry.draft
    db.execute(
        "insert into drafts (id, family, organization, year, state, created, saved, place, deleted, filled, blank)"
        " values (?,?,?,?,?,?,?,?,?,?,?)",
        (
            *(entry.id, draft.family, draft.organization, draft.year, entry.state.value),
            *(written(entry.created), written(entry.saved), entry.place, written(entry.deleted)),
            *(len(draft.values), blank_count(draft)),
        ),
    )
    _put_values(db, entry.id, {}, draft.values)
    _put_notes(db, entry.id, (), draft.notes)


def update(db: sqlite3.Connection, id: str, old: "Draft", new: "Draft", saved: datetime) -> None:
    """What is other in the new draft than in the old one, and nothing else.

    The counts stand beside the draft: counting for each line of a long list would be slow.
    """
    counts = (len(new.values), blank_count(new))
    db.execute(
        "update drafts set family = ?, organization = ?, year = ?, saved = ?, filled = ?, blank = ? where id = ?",
        (new.family, new.organization, new.year, written(saved), *counts, id),
    )
    _put_values(db, id, old.values, new.values)
    _put_notes(db, id, old.notes, new.notes)


def read(db: sqlite3.Connection, id: str) -> Entry | None:
    """The draft of a whole id, also one in the recycle bin."""
    from app.draft import Draft

    row = db.execute(_ENTRY, (id,)).fetchone() if id.isascii() else None
    if row is None:
        return None
    _id, family, organization, year, state_, created, saved, place, deleted = row
    with decoding():
        draft = Draft(text(family), text(organization), whole(year), _values(db, id), _notes(db, id))
        return Entry(id, draft, state(state_), time(created), time(saved), text(place), time_or_none(deleted))


def is_there(db: sqlite3.Connection, id: str) -> bool:
    """Whether there is a draft of that whole id, in the recycle bin or not."""
    return id.isascii() and db.execute("select 1 from drafts where id = ?", (id,)).fetchone() is not None


def ids_beginning(db: sqlite3.Connection, prefix: str) -> list[str]:
    """The ids that begin so, in order; those in the recycle bin only where there are no others.

    Ids are hexadecimal, so `g` comes after all that can follow.
    """
    rows = db.execute("select id, deleted from drafts where id >= ?1 and id < ?1 || 'g' order by id", (prefix,))
    found = rows.fetchall()
    return [id for id, deleted in found if not deleted] or [id for id, _deleted in found]


def id_of_latest(db: sqlite3.Connection, family: str, organization: str, year: int) -> str | None:
    """The draft of one organization and year that was saved last; none in the recycle bin."""
    row = db.execute(
        "select id from drafts where family = ? and organization = ? and year = ? and deleted = ''"
        " order by saved desc, id limit 1",
        (family, organization, year),
    ).fetchone()
    return row[0] if row else None


def library(db: sqlite3.Connection) -> tuple[Summary, ...]:
    """One line a draft, newest year first, then those saved last."""
    return _summaries(db, _LIBRARY)


def recycle_bin(db: sqlite3.Connection) -> tuple[Summary, ...]:
    """One line a draft of the recycle bin, last deleted first."""
    return _summaries(db, _BIN)


def set_place(db: sqlite3.Connection, id: str, place: "Address") -> bool:
    """Where the clerk is; False where there is no such draft."""
    return db.execute("update drafts set place = ? where id = ?", (place, id)).rowcount > 0


def set_state(db: sqlite3.Connection, id: str, state: State) -> None:
    """How far the draft is."""
    db.execute("update drafts set state = ? where id = ?", (state.value, id))


def set_deleted(db: sqlite3.Connection, id: str, at: datetime | None) -> None:
    """When the draft went to the recycle bin; None takes it out."""
    db.execute("update drafts set deleted = ? where id = ?", (written(at), id))


def last_saved(db: sqlite3.Connection) -> datetime:
    """When a draft was saved last, whichever and by whatever clock; there is one at least."""
    with decoding():
        return time(db.execute("select max(saved) from drafts").fetchone()[0])


def purge(db: sqlite3.Connection, deleted_before: datetime, now: datetime) -> None:
    """Removes for good, with all that belongs to them, the drafts that were deleted before.

    Never where a draft was saved later than now: then the clock is wrong, and who knows by how much.
    """
    db.execute(
        "delete from drafts where deleted <> '' and deleted < ? and (select max(saved) from drafts) <= ?",
        (written(deleted_before), written(now)),
    )


def blank_count(draft: "Draft") -> int:
    """How many required places are blank; -1 where there is no form for the draft's year."""
    from app.draft import filing_of
    from app.figures import blanks

    try:
        return len(blanks(filing_of(draft)))
    except AppError:
        return -1


def count_blanks(db: sqlite3.Connection, entry: Entry) -> None:
    """How much of a stored draft is blank, written beside it."""
    db.execute("update drafts set blank = ? where id = ?", (blank_count(entry.draft), entry.id))


def _summaries(db: sqlite3.Connection, sql: str) -> tuple[Summary, ...]:
    with decoding():
        return tuple(
            Summary(
                *(text(id), text(family), text(body), whole(year), state(state_)),
                *(time(saved), whole(filled), whole(blank), time_or_none(deleted)),
            )
            for id, family, body, year, state_, saved, filled, blank, deleted in db.execute(sql)
        )


def _values(db: sqlite3.Connection, id: str) -> Mapping[str, str]:
    rows = db.execute("select address, text from draft_values where draft = ? order by address", (id,))
    return MappingProxyType({text(address): text(value) for address, value in rows})


def _notes(db: sqlite3.Connection, id: str) -> "tuple[Note, ...]":
    rows = db.execute("select kind, place, text, fingerprint from notes where draft = ? order by position", (id,))
    return tuple(note(*row) for row in rows)


def _put_values(db: sqlite3.Connection, id: str, old: Mapping[str, str], new: Mapping[str, str]) -> None:
    gone = [(id, address) for address in old if address not in new]
    changed = [(id, address, value) for address, value in new.items() if old.get(address) != value]
    db.executemany("delete from draft_values where draft = ? and address = ?", gone)
    db.executemany("insert or replace into draft_values (draft, address, text) values (?,?,?)", changed)


def _put_notes(db: sqlite3.Connection, id: str, old: "tuple[Note, ...]", new: "tuple[Note, ...]") -> None:
    db.execute("delete from notes where draft = ? and position >= ?", (id, len(new)))
    changed = [(id, i, *_columns(one)) for i, one in enumerate(new) if i >= len(old) or old[i] != one]
    db.executemany(
        "insert or replace into notes (draft, position, kind, place, text, fingerprint) values (?,?,?,?,?,?)", changed
    )


def _columns(one: "Note") -> tuple[str, str, str, str]:
    return one.kind, one.place, one.text, one.fingerprint
