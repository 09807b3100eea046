"""Handing on: how the drafts of a file stand to those here, and taking them in without loss.

What gives way stays as a version, whichever side it was on. A draft that is final or filed gives way to nothing.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import NAMESPACE_OID, uuid5

from app.entry import Entry, Event, Reason
from app.i18n import _
from app.store import events, rows, versions
from app.store.parcel import pack, reading_file
from app.store.sequels import add_history, drafts_kept, versions_of
from app.store.tables import DRAFTS, NOTES, VALUES

__all__ = ["Choice", "Incoming", "Relation", "look", "pack", "reading_file", "take"]

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


def look(db: sqlite3.Connection | None, file: sqlite3.Connection) -> tuple[Incoming, ...]:
    """Each draft of a file, the newest year first, and how it stands to the one here."""
    ids = [id for (id,) in file.execute("select id from drafts order by year desc, organization, id")]
    theirs = [entry for id in ids if (entry := rows.read(file, id)) is not None]
    return tuple(_incoming(db, file, entry) for entry in theirs)


def take(
    db: sqlite3.Connection, file: sqlite3.Connection, choices: Mapping[str, Choice], now: datetime
) -> tuple[Incoming, ...]:
    """Takes a file's drafts into the store, and gives those left alone: conflicts for which nothing was chosen.

    Where a locked draft was to give way, both are kept. A draft of the recycle bin that the file still has comes back.
    """
    left, taking = list[Incoming](), _Taking(db, file, now)
    for one in look(db, file):
        if one.relation is Relation.CONFLICT and one.theirs.id not in choices:
            left.append(one)
        elif one.mine is None:
            taking.add(one.theirs, one.theirs.id)
        elif not rows.is_there(db, _id_beside(one.theirs)):
            taking.bring_together(one, one.mine, choices.get(one.theirs.id, "theirs"))
    return tuple(left)


def _incoming(db: sqlite3.Connection | None, file: sqlite3.Connection, theirs: Entry) -> Incoming:
    mine = rows.read(db, theirs.id) if db else None
    if db is None or mine is None:
        return Incoming(theirs, Relation.NEW)
    relation = _relation(db, file, mine, theirs)
    if relation is Relation.CONFLICT and rows.is_there(db, _id_beside(theirs)):
        relation = Relation.OLDER  # both were kept before
    return Incoming(theirs, relation, mine)


def _relation(db: sqlite3.Connection, file: sqlite3.Connection, mine: Entry, theirs: Entry) -> Relation:
    """Who went on from whom: one side's draft is among the other's versions."""
    if mine.draft == theirs.draft:
        return _relation_of_states(db, file, mine, theirs)
    went_on_here, went_on_there = theirs.draft in drafts_kept(db, mine.id), mine.draft in drafts_kept(file, mine.id)
    if went_on_here and went_on_there:  # one of them went back to what the other has; the longer history tells which
        here, there = versions_of(db, mine.id), versions_of(file, mine.id)
        went_on_here, went_on_there = here > there, there > here
    if went_on_here:
        return Relation.OLDER
    return Relation.NEWER if went_on_there and not mine.is_locked else Relation.CONFLICT


def _relation_of_states(db: sqlite3.Connection, file: sqlite3.Connection, mine: Entry, theirs: Entry) -> Relation:
    if mine.state is theirs.state:
        return Relation.SAME
    here, there = set(events.history(db, mine.id)), set(events.history(file, mine.id))
    if here < there:
        return Relation.NEWER
    return Relation.OLDER if there < here else Relation.CONFLICT


class _Taking:
    """Drafts on their way from a file into the store."""

    def __init__(self, db: sqlite3.Connection, file: sqlite3.Connection, now: datetime) -> None:
        self._db, self._file, self._now = db, file, now

    def add(self, theirs: Entry, id: str) -> None:
        """A draft with all its rows, under its own id or another one; what it is now is a version to go on from."""
        db, file = self._db, self._file
        DRAFTS.insert(db, [(id, *row[1:]) for row in DRAFTS.rows(file, "where id = ?", (theirs.id,))])
        for table in (VALUES, NOTES):
            table.insert(db, [(id, *row[1:]) for row in table.rows(file, "where draft = ?", (theirs.id,))])
        add_history(db, file, theirs.id, id)
        self._keep(replace(theirs, id=id), Reason.IMPORT, _("taken from a file"))

    def bring_together(self, one: Incoming, mine: Entry, choice: Choice) -> None:
        """A draft that is here already and the one of the file."""
        theirs, is_conflict = one.theirs, one.relation is Relation.CONFLICT
        gives_way = one.relation is Relation.NEWER or (is_conflict and choice == "theirs")
        if is_conflict and (choice == "both" or (gives_way and mine.is_locked and mine.draft != theirs.draft)):
            self.add(theirs, _id_beside(theirs))
            return
        add_history(self._db, self._file, theirs.id, theirs.id)
        self._keep(replace(mine, draft=theirs.draft), Reason.MERGE, _("the copy from a file"))
        if gives_way:
            self._replace(mine, theirs)
        self._settle_state(mine.id)
        if mine.deleted and not theirs.deleted:
            rows.set_deleted(self._db, mine.id, None)

    def _replace(self, mine: Entry, theirs: Entry) -> None:
        if mine.draft != theirs.draft:
            versions.keep(self._db, mine, self._now, Reason.MERGE, _("before the copy from a file was taken"))
            rows.update(self._db, mine.id, mine.draft, theirs.draft, theirs.saved)
        rows.set_state(self._db, mine.id, theirs.state)

    def _keep(self, entry: Entry, reason: Reason, name: str) -> None:
        """A version, unless there is one of the same draft."""
        if entry.draft not in drafts_kept(self._db, entry.id):
            versions.keep(self._db, entry, self._now, reason, name)

    def _settle_state(self, id: str) -> None:
        """The history ends with the state that the draft has, also where steps of both sides stand in it."""
        entry, history = rows.read(self._db, id), events.history(self._db, id)
        if entry and history and history[-1].state is not entry.state:
            event = Event(self._now, entry.state, "", _("a copy from a file was taken in"))
            events.record(self._db, id, event)


def _id_beside(theirs: Entry) -> str:
    """The id of the copy that is kept beside the draft here: always the same, so that it is kept once."""
    draft = theirs.draft
    whole = (draft.family, draft.organization, draft.year, sorted(draft.values.items()), draft.notes)
    return str(uuid5(NAMESPACE_OID, f"{theirs.id} {whole}"))
