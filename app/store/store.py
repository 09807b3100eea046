"""The store: drafts with their versions, states and search. Each call is one transaction."""

import sqlite3
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.dates import shown_moment
from app.entry import KEPT_AFTER_DELETION, LOCKED, Entry, Event, Hit, Reason, State, Summary, Version, state_name
from app.errors import StoreError
from app.i18n import _
from app.store import events, faults, rows, versions
from app.store.access import Access

if TYPE_CHECKING:
    from app.draft import Draft
    from app.form import Address
    from app.store.handover import Choice, Incoming

Clock = Callable[[], datetime]

IN_BIN = timedelta(days=KEPT_AFTER_DELETION)
"""How long a deleted draft can be put back."""


def now() -> datetime:
    """The time in UTC."""
    return datetime.now(UTC)


def open_store(path: Path, clock: Clock = now, *, only_look: bool = False) -> "Store":
    """The store of a file. One that does not exist is empty, and made when the first draft is added.

    With `only_look` nothing is ever written to it.

    Raises StoreError for a file that is no store, is damaged or locked, or was written by a newer version.
    """
    store = Store(path, clock, only_look=only_look)
    store.look()
    return store


class Store(Access):
    """Drafts in one SQLite file. Every fault of file, disk or database is a StoreError, and leaves what was stored."""

    def __init__(self, path: Path, clock: Clock = now, *, only_look: bool = False) -> None:
        super().__init__(path, only_look=only_look)
        self._clock = clock

    # Drafts

    def add(self, draft: "Draft", state: State = State.DRAFTING, reason: Reason | None = None, name: str = "") -> str:
        """The id of a new draft, which is now stored; with a reason also its first version.

        Makes the store where there is none yet.
        """
        from uuid import uuid4  # the window opens sooner without

        time = self._time()
        entry = Entry(str(uuid4()), draft, state, time, time)
        with self._writing(fill=True) as db:
            rows.purge(db, time - IN_BIN, time)
            rows.insert(db, entry)
            events.record(db, entry.id, Event(time, state))
            if reason is not None:
                versions.keep(db, entry, time, reason, name)
        return entry.id

    def load(self, id: str) -> Entry:
        """The draft whose id begins so; one in the recycle bin only where no other does.

        Raises StoreError where there is none, or several.
        """
        prefix = id.strip().lower()
        with self._reading() as db:
            found = rows.ids_beginning(db, prefix) if db and prefix and prefix.isascii() else []
            entry = rows.read(db, found[0]) if db and len(found) == 1 else None
        if len(found) > 1:
            raise faults.ambiguous_draft(id, found)
        if entry is None:
            raise faults.unknown_draft(id)
        return entry

    def save(self, id: str, old: "Draft", new: "Draft") -> datetime:
        """When the draft was saved: what differs between `old`, as loaded or last saved, and `new` is written.

        Raises Locked for a draft that is final or filed, and ChangedElsewhere where the stored draft is neither the
        old nor the new one; both write nothing. Safe to repeat.
        """
        with self._writing() as db:
            stored = _living(db, id)
            if stored.draft == new:
                return stored.saved
            _refuse_locked(stored)
            if stored.draft != old:
                raise faults.changed_elsewhere(self.path, shown_moment(stored.saved))
            saved = self._time()
            versions.keep_timed(db, stored, saved)
            rows.update(db, id, old, new, saved)
        return saved

    def entries(self) -> tuple[Summary, ...]:
        """One line a draft, newest year first, then those saved last."""
        with self._reading() as db:
            return rows.library(db) if db else ()

    def last_year(self, draft: "Draft") -> Entry | None:
        """The same organization's report of the year before, the one saved last if there are several."""
        with self._reading() as db:
            id = rows.id_of_latest(db, draft.family, draft.organization, draft.year - 1) if db else None
            return rows.read(db, id) if db and id else None

    def search(self, words: str) -> tuple[Hit, ...]:
        """The places where all the words stand, of drafts that are not deleted; numbers of cells are no words.

        Newest year first, then by organization and address; no more than anybody reads.
        """
        from app.store.search import search  # with the first search

        with self._reading() as db:
            return search(db, words) if db else ()

    def remember_place(self, id: str, address: "Address") -> None:
        """Keeps where the clerk is, for the next opening; the draft does not count as saved by that."""
        with self._writing() as db:
            if not rows.set_place(db, id, address):
                raise faults.unknown_draft(id)

    # Versions

    def keep_version(self, id: str, reason: Reason, name: str = "") -> Version:
        """A version of what is stored now; the newest one where it is the same, for the same reason and name."""
        with self._writing() as db:
            return versions.keep(db, _stored(db, id), self._time(), reason, name)

    def versions(self, id: str) -> tuple[Version, ...]:
        """The versions of a draft, the last one kept first."""
        with self._reading() as db:
            return versions.versions(_known(db, id), id)

    def version(self, id: str, number: int) -> "Draft":
        """The draft as it was in a version. Raises StoreError where it has no such version."""
        with self._reading() as db:
            return _version(_known(db, id), id, number)[1]

    def restore(self, id: str, number: int, name: str = "") -> Entry:
        """The draft with all as it was in a version, saved as new; what it was before is kept as a version.

        `name` is what the clerk calls the version that is gone back to. Raises Locked.
        """
        with self._writing() as db:
            stored = _living(db, id)
            _refuse_locked(stored)
            version, draft = _version(db, id, number)
            if draft == stored.draft:
                return stored
            time = self._time()
            before = _("before going back to {name}").format(name=name or version.name or shown_moment(version.made))
            versions.keep(db, stored, time, Reason.RESTORE, before)
            rows.update(db, id, stored.draft, draft, time)
        return replace(stored, draft=draft, saved=time)

    # States

    def set_state(self, id: str, state: State, by: str = "", remark: str = "") -> Entry:
        """The draft in another state, with a version and an event; the draft does not count as saved by that.

        Raises StoreError where it has the state already.
        """
        with self._writing() as db:
            stored = _living(db, id)
            if stored.state is state:
                raise faults.already(state_name(state))
            time = self._time()
            versions.keep(db, stored, time, Reason.STATE, _("before: {state}").format(state=state_name(state)))
            rows.set_state(db, id, state)
            events.record(db, id, Event(time, state, by, remark))
        return replace(stored, state=state)

    def history(self, id: str) -> tuple[Event, ...]:
        """The states that a draft came into, the first one first."""
        with self._reading() as db:
            return events.history(_known(db, id), id)

    # The recycle bin

    def deleted(self) -> tuple[Summary, ...]:
        """One line a draft of the recycle bin, the last one deleted first."""
        with self._reading() as db:
            return rows.recycle_bin(db) if db else ()

    def delete(self, id: str) -> None:
        """Puts the draft into the recycle bin, and keeps a version. What has lain there for a year goes for good."""
        with self._writing() as db:
            time = self._time()
            rows.purge(db, time - IN_BIN, time)
            versions.keep(db, _living(db, id), time, Reason.DELETION)
            # by a clock that was set back, its year would be over as soon as the clock is right again
            rows.set_deleted(db, id, max(time, rows.last_saved(db)))

    def put_back(self, id: str) -> None:
        """Takes the draft out of the recycle bin, as it was. Raises StoreError where it is not in there."""
        with self._writing() as db:
            if _stored(db, id).deleted is None:
                raise faults.not_in_recycle_bin()
            rows.set_deleted(db, id, None)

    # Handing on

    def pack(self, target: Path, ids: Collection[str] | None = None) -> Path:
        """Writes these drafts, or all, with versions and states into one file for another computer. Raises StoreError.

        Each is kept as a version first: when the file comes back, it shows who went on from there.
        """
        from app.store.handover import pack

        with suppress(StoreError):  # a store that may only be read can be handed on too
            for id in ids if ids is not None else [one.id for one in self.entries()]:
                self.keep_version(id, Reason.EXPORT, _("handed on"))
        with self._reading() as db:
            if db is None:
                raise faults.gone(self.path)
            return pack(db, target, ids).path

    def look_into(self, file: Path) -> "tuple[Incoming, ...]":
        """What a file that was handed on has, and how it stands to what is here. Raises StoreError."""
        from app.store.handover import look, reading_file

        with reading_file(file) as theirs, self._reading() as db:
            return look(db, theirs)

    def take(self, file: Path, choices: "Mapping[str, Choice] | None" = None) -> "tuple[Incoming, ...]":
        """Takes in what a file has; gives the conflicts for which nothing was chosen. All or nothing; StoreError."""
        from app.store.handover import reading_file, take

        with reading_file(file) as theirs, self._writing(fill=True) as db:
            return take(db, theirs, choices or {}, self._time())

    def _time(self) -> datetime:
        return self._clock().astimezone(UTC)


def _known(db: sqlite3.Connection | None, id: str) -> sqlite3.Connection:
    """The database, if it has the draft."""
    if db is None or not rows.is_there(db, id):
        raise faults.unknown_draft(id)
    return db


def _stored(db: sqlite3.Connection, id: str) -> Entry:
    entry = rows.read(db, id)
    if entry is None:
        raise faults.unknown_draft(id)
    return entry


def _living(db: sqlite3.Connection, id: str) -> Entry:
    """The draft, if it may be changed as far as the recycle bin goes."""
    entry = _stored(db, id)
    if entry.deleted is not None:
        raise faults.in_recycle_bin()
    return entry


def _refuse_locked(entry: Entry) -> None:
    if entry.state in LOCKED:
        raise faults.draft_locked(state_name(entry.state))


def _version(db: sqlite3.Connection, id: str, number: int) -> "tuple[Version, Draft]":
    found = versions.read(db, id, number)
    if found is None:
        raise faults.unknown_version(number)
    return found
