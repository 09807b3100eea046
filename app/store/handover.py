"""Handing on: drafts with all their versions as one file, itself a store, and taking such a file in without loss."""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal
from uuid import uuid4

from app.draft import Draft
from app.entry import Entry, Reason
from app.i18n import _
from app.store import faults, rows, versions
from app.store.proof import Proof, is_sound, opened, write_proved
from app.store.schema import SchemaState, migrate, state_of
from app.store.snapshot import unpack
from app.store.tables import DRAFTS, EVENTS, NOTES, VALUES, VERSIONS, Row, Table
from app.store.upgrade import settle

Choice = Literal["mine", "theirs", "both"]


class Relation(StrEnum):
    """How a draft of a file stands to the one of the same id here."""

    NEW = "new"
    SAME = "same"
    OLDER = "older"
    NEWER = "newer"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A draft of a file, the one here of the same id, and how they stand to each other."""

    theirs: Entry
    relation: Relation
    mine: Entry | None = None


def pack(db: sqlite3.Connection, target: Path, ids: Collection[str] | None = None) -> Proof:
    """The drafts of these ids, or all, with versions and states, as a proved file. Raises StoreError."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        db.backup(copy)
        if ids is not None:
            copy.execute("PRAGMA foreign_keys = ON")
            marks = ",".join("?" * len(ids))
            copy.execute(f"delete from drafts where id not in ({marks})", tuple(ids))  # noqa: S608
            copy.execute("VACUUM")  # of what is not handed on, no trace stays in the file
        return write_proved(copy, target)


@contextmanager
def reading_file(file: Path) -> Iterator[sqlite3.Connection]:
    """What is in a file, as a store of today's schema; the file itself is only read. Raises StoreError."""
    if not file.is_file():
        raise faults.gone(file)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        with faults.told(file):
            with closing(opened(file)) as source:
                _refuse_strange(source, file)
                source.backup(copy)
            if state_of(copy) is SchemaState.OLDER:
                migrate(copy)
                settle(copy)
            if not is_sound(copy):
                raise faults.damaged(file)
        yield copy


def look(db: sqlite3.Connection | None, file: sqlite3.Connection) -> tuple[Incoming, ...]:
    """Each draft of a file, the newest year first, and how it stands to the one here."""
    ids = [id for (id,) in file.execute("select id from drafts order by year desc, organization, id")]
    theirs = [entry for id in ids if (entry := rows.read(file, id)) is not None]
    return tuple(_incoming(db, file, entry) for entry in theirs)


def take(
    db: sqlite3.Connection, file: sqlite3.Connection, choices: Mapping[str, Choice], now: datetime
) -> tuple[Incoming, ...]:
    """Takes a file's drafts into the store, and gives those left alone: conflicts for which nothing was chosen.

    What stood here is kept as a version before it gives way; a locked draft never does: both are kept then.
    """
    left = []
    for one in look(db, file):
        if one.relation is Relation.CONFLICT and one.theirs.id not in choices:
            left.append(one)
        else:
            _take_one(db, file, one, choices.get(one.theirs.id, "theirs"), now)
    return tuple(left)


def _refuse_strange(source: sqlite3.Connection, file: Path) -> None:
    """Only plain tables and indexes of a store are ever copied."""
    state = state_of(source)
    if state is SchemaState.NEWER:
        raise faults.newer(file)
    active = source.execute("select 1 from sqlite_master where type in ('trigger', 'view')").fetchone()
    if active or state in (SchemaState.FOREIGN, SchemaState.EMPTY):
        raise faults.not_a_store(file)


def _incoming(db: sqlite3.Connection | None, file: sqlite3.Connection, theirs: Entry) -> Incoming:
    mine = rows.read(db, theirs.id) if db else None
    if db is None or mine is None:
        return Incoming(theirs, Relation.NEW)
    return Incoming(theirs, _relation(db, file, mine, theirs), mine)


def _relation(db: sqlite3.Connection, file: sqlite3.Connection, mine: Entry, theirs: Entry) -> Relation:
    if mine.draft == theirs.draft:
        return Relation.SAME
    if theirs.draft in _kept(db, theirs.id) or _stands_here(db, theirs):
        return Relation.OLDER
    if mine.draft in _kept(file, theirs.id) and not mine.is_locked:
        return Relation.NEWER
    return Relation.CONFLICT


def _kept(db: sqlite3.Connection, id: str) -> Iterator[Draft]:
    """The drafts of all versions; a version that cannot be read tells nothing."""
    for (content,) in db.execute("select content from versions where draft = ? order by number desc", (id,)):
        try:
            yield unpack(content)
        except ValueError:
            continue


def _stands_here(db: sqlite3.Connection, theirs: Entry) -> bool:
    """Whether the same report is here under another id already: both were kept before."""
    same = db.execute(
        "select id from drafts where family = ? and organization = ? and year = ? and id <> ?",
        (theirs.draft.family, theirs.draft.organization, theirs.draft.year, theirs.id),
    ).fetchall()
    return any((other := rows.read(db, id)) is not None and other.draft == theirs.draft for (id,) in same)


def _take_one(db: sqlite3.Connection, file: sqlite3.Connection, one: Incoming, choice: Choice, now: datetime) -> None:
    id, mine = one.theirs.id, one.mine
    if mine is None:
        _add(db, file, id, id)
        return
    if one.relation is Relation.CONFLICT and (choice == "both" or (choice == "theirs" and mine.is_locked)):
        _add(db, file, id, str(uuid4()))
        return
    _add_history(db, file, id, id)
    name = _("before the copy from a file was taken")
    if one.relation is Relation.NEWER or (one.relation is Relation.CONFLICT and choice == "theirs"):
        versions.keep(db, mine, now, Reason.MERGE, name)
        rows.update(db, id, mine.draft, one.theirs.draft, one.theirs.saved)
        rows.set_state(db, id, one.theirs.state)
    elif one.relation is Relation.CONFLICT:
        versions.keep(db, replace(mine, draft=one.theirs.draft), now, Reason.MERGE, _("the copy from a file"))


def _add(db: sqlite3.Connection, file: sqlite3.Connection, id: str, new_id: str) -> None:
    """A draft with all its rows, under its own id or a new one."""
    for table, place in ((DRAFTS, 0), (VALUES, 0), (NOTES, 0)):
        key = "id" if table is DRAFTS else "draft"
        found = [_put(row, place, new_id) for row in table.rows(file, f"where {key} = ?", (id,))]
        table.insert(db, found)
    _add_history(db, file, id, new_id)


def _add_history(db: sqlite3.Connection, file: sqlite3.Connection, id: str, new_id: str) -> None:
    """The versions and states of a draft that are not here yet; they get numbers of this store."""
    for table in (VERSIONS, EVENTS):
        there = {row[2:] for row in table.rows(db, "where draft = ?", (new_id,))}
        new = [row for row in table.rows(file, "where draft = ?", (id,)) if row[2:] not in there]
        _append(db, table, [_put(row, 1, new_id)[1:] for row in new])


def _append(db: sqlite3.Connection, table: Table, found: Sequence[Row]) -> None:
    columns = list(table.columns)[1:]
    marks = ",".join("?" * len(columns))
    db.executemany(f"insert into {table.name} ({', '.join(columns)}) values ({marks})", found)  # noqa: S608


def _put(row: Row, place: int, id: str) -> Row:
    return (*row[:place], id, *row[place + 1 :])
