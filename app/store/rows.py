"""A draft as rows: numbers as text, never as numbers, or 0.10 would come back as 0.1. The SQL of the store."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from types import MappingProxyType
from typing import cast, get_args

from app.draft import Draft, Note, NoteKind
from app.entry import Entry, State, Summary
from app.form import Address


class RowDamaged(Exception):
    """A row holds what this program never writes."""


_ENTRY = "select id, family, organization, year, state, created, saved, place from drafts"
_SUMMARY = "select id, family, organization, year, state, saved, filled from drafts order by year desc, saved desc, id"


def insert(db: sqlite3.Connection, entry: Entry) -> None:
    """A new draft with all that it has."""
    draft = entry.draft
    identity = (entry.id, draft.family, draft.organization, draft.year)
    times = (_written(entry.created), _written(entry.saved))
    db.execute(
        "insert into drafts (id, family, organization, year, state, created, saved, place) values (?,?,?,?,?,?,?,?)",
        (*identity, entry.state.value, *times, entry.place),
    )
    _put_values(db, entry.id, {}, draft.values)
    _put_notes(db, entry.id, (), draft.notes)
    _count(db, entry.id)


def update(db: sqlite3.Connection, id: str, old: Draft, new: Draft, saved: datetime) -> None:
    """What is other in the new draft than in the old one, and nothing else."""
    db.execute(
        "update drafts set family = ?, organization = ?, year = ?, saved = ? where id = ?",
        (new.family, new.organization, new.year, _written(saved), id),
    )
    _put_values(db, id, old.values, new.values)
    _put_notes(db, id, old.notes, new.notes)
    _count(db, id)


def read(db: sqlite3.Connection, id: str) -> Entry | None:
    """The draft of a whole id."""
    row = db.execute(f"{_ENTRY} where id = ?", (id,)).fetchone()
    if row is None:
        return None
    _id, family, organization, year, state, created, saved, place = row
    with _decoding():
        draft = Draft(_text(family), _text(organization), _whole(year), _values(db, id), _notes(db, id))
        return Entry(id, draft, State(state), _time(created), _time(saved), _text(place))


def ids_beginning(db: sqlite3.Connection, prefix: str) -> list[str]:
    """The ids that begin so, in order; ids are hexadecimal, so `g` comes after all that can follow."""
    rows = db.execute("select id from drafts where id >= ?1 and id < ?1 || 'g' order by id", (prefix,))
    return [id for (id,) in rows]


def id_of_latest(db: sqlite3.Connection, family: str, organization: str, year: int) -> str | None:
    """The draft of one organization and year that was saved last."""
    row = db.execute(
        "select id from drafts where family = ? and organization = ? and year = ? order by saved desc, id limit 1",
        (family, organization, year),
    ).fetchone()
    return row[0] if row else None


def summaries(db: sqlite3.Connection) -> tuple[Summary, ...]:
    """One line a draft, newest year first, then those saved last."""
    with _decoding():
        return tuple(
            Summary(_text(id), _text(family), _text(body), _whole(year), State(state), _time(saved), _whole(filled))
            for id, family, body, year, state, saved, filled in db.execute(_SUMMARY)
        )


def set_place(db: sqlite3.Connection, id: str, place: Address) -> bool:
    """Where the clerk is; False where there is no such draft."""
    return db.execute("update drafts set place = ? where id = ?", (place, id)).rowcount > 0


def set_state(db: sqlite3.Connection, id: str, state: State) -> bool:
    """How far the draft is; False where there is no such draft."""
    return db.execute("update drafts set state = ? where id = ?", (state.value, id)).rowcount > 0


def _values(db: sqlite3.Connection, id: str) -> Mapping[Address, str]:
    rows = db.execute("select address, text from draft_values where draft = ? order by address", (id,))
    return MappingProxyType({_text(address): _text(text) for address, text in rows})


def _notes(db: sqlite3.Connection, id: str) -> tuple[Note, ...]:
    rows = db.execute("select kind, place, text, fingerprint from notes where draft = ? order by position", (id,))
    return tuple(Note(_kind(kind), _text(place), _text(text), _text(mark)) for kind, place, text, mark in rows)


def _put_values(db: sqlite3.Connection, id: str, old: Mapping[Address, str], new: Mapping[Address, str]) -> None:
    gone = [(id, address) for address in old if address not in new]
    changed = [(id, address, text) for address, text in new.items() if old.get(address) != text]
    db.executemany("delete from draft_values where draft = ? and address = ?", gone)
    db.executemany("insert or replace into draft_values (draft, address, text) values (?,?,?)", changed)


def _put_notes(db: sqlite3.Connection, id: str, old: tuple[Note, ...], new: tuple[Note, ...]) -> None:
    db.execute("delete from notes where draft = ? and position >= ?", (id, len(new)))
    changed = [(id, i, *_columns(note)) for i, note in enumerate(new) if i >= len(old) or old[i] != note]
    db.executemany(
        "insert or replace into notes (draft, position, kind, place, text, fingerprint) values (?,?,?,?,?,?)", changed
    )


def _columns(note: Note) -> tuple[str, str, str, str]:
    return note.kind, note.place, note.text, note.fingerprint


def _count(db: sqlite3.Connection, id: str) -> None:
    """The count of values beside the draft: counting them for each line of a long list would be slow."""
    db.execute(
        "update drafts set filled = (select count(*) from draft_values where draft = drafts.id) where id = ?", (id,)
    )


@contextmanager
def _decoding() -> Iterator[None]:
    """Says of a row that holds what this program never writes that the file is damaged."""
    try:
        yield
    except (ValueError, TypeError) as error:
        raise RowDamaged(str(error)) from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value


def _kind(value: object) -> NoteKind:
    if value not in get_args(NoteKind):
        raise ValueError(value)
    return cast(NoteKind, value)


def _written(time: datetime) -> str:
    return time.isoformat(timespec="microseconds")


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
