"""The store: drafts added, loaded, saved, listed. Each call is one transaction."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from uuid import uuid4

from app.draft import Draft
from app.entry import Entry, State, Summary
from app.form import Address
from app.store import faults, file, rows

Clock = Callable[[], datetime]


def now() -> datetime:
    """The time in UTC."""
    return datetime.now(UTC)


def open_store(path: Path, clock: Clock = now) -> "Store":
    """The store of a file. One that does not exist is empty, and made when the first draft is added.

    Raises StoreError for a file that is no store, is damaged or locked, or was written by a newer version.
    """
    store = Store(path, clock)
    store.look()
    return store


class Store:
    """Drafts in one SQLite file. Every fault of file, disk or database is a StoreError, and leaves what was stored.

    After a fault the file is opened anew by the next call: a save that failed can be repeated when the disk is back.
    """

    def __init__(self, path: Path, clock: Clock = now) -> None:
        self.path = path
        self._clock = clock
        self._connection: sqlite3.Connection | None = None
        self._is_read_only = False
        self._was_there = False

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def look(self) -> None:
        """Opens the file if it is there. Raises StoreError."""
        with self._reading():
            pass

    def add(self, draft: Draft, state: State = State.DRAFTING) -> str:
        """The id of a new draft, which is now stored; makes the store where there is none yet."""
        time = self._time()
        entry = Entry(str(uuid4()), draft, state, time, time)
        with self._writing(fill=True) as db:
            rows.insert(db, entry)
        return entry.id

    def load(self, id: str) -> Entry:
        """The draft whose id begins so. Raises StoreError where there is none, or several."""
        prefix = id.strip().lower()
        with self._reading() as db:
            found = rows.ids_beginning(db, prefix) if db and prefix and prefix.isascii() else []
            entry = rows.read(db, found[0]) if db and len(found) == 1 else None
        if len(found) > 1:
            raise faults.ambiguous_draft(id, found)
        if entry is None:
            raise faults.unknown_draft(id)
        return entry

    def save(self, id: str, old: Draft, new: Draft) -> datetime:
        """When the draft was saved: what differs between `old`, as loaded or last saved, and `new` is written.

        Raises ChangedElsewhere, and writes nothing, where the stored draft is neither. Safe to repeat.
        """
        with self._writing() as db:
            stored = rows.read(db, id)
            if stored is None:
                raise faults.unknown_draft(id)
            if stored.draft == new:
                return stored.saved
            if stored.draft != old:
                raise faults.changed_elsewhere(self.path, f"{stored.saved.astimezone():%Y-%m-%d %H:%M:%S}")
            saved = self._time()
            rows.update(db, id, old, new, saved)
        return saved

    def entries(self) -> tuple[Summary, ...]:
        """One line a draft, newest year first, then those saved last."""
        with self._reading() as db:
            return rows.summaries(db) if db else ()

    def last_year(self, draft: Draft) -> Entry | None:
        """The same organization's report of the year before, the one saved last if there are several."""
        with self._reading() as db:
            id = rows.id_of_latest(db, draft.family, draft.organization, draft.year - 1) if db else None
            return rows.read(db, id) if db and id else None

    def remember_place(self, id: str, address: Address) -> None:
        """Keeps where the clerk is, for the next opening; the draft does not count as saved by that."""
        with self._writing() as db:
            if not rows.set_place(db, id, address):
                raise faults.unknown_draft(id)

    def set_state(self, id: str, state: State) -> None:
        """Keeps how far the draft is."""
        with self._writing() as db:
            if not rows.set_state(db, id, state):
                raise faults.unknown_draft(id)

    def close(self) -> None:
        """Lets go of the file; a later call opens it again."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _time(self) -> datetime:
        return self._clock().astimezone(UTC)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """One view of the store for several reads; None where there is no store."""
        with faults.told(self.path), self._closed_on_fault():
            db = self._opened(fill=False)
            if db is None:
                yield None
            else:
                with _transaction(db, "BEGIN"):
                    yield db

    @contextmanager
    def _writing(self, *, fill: bool = False) -> Iterator[sqlite3.Connection]:
        """A transaction that holds the store from its start, so that what is read in it is still so when it writes."""
        with faults.told(self.path), self._closed_on_fault():
            if fill and not self._was_there:
                file.make(self.path)
            db = self._opened(fill=fill)
            if self._is_read_only:
                raise faults.read_only(self.path)
            if db is None:
                raise faults.gone(self.path)
            with _transaction(db, "BEGIN IMMEDIATE"):
                yield db

    def _opened(self, *, fill: bool) -> sqlite3.Connection | None:
        """The connection, made anew where the file has become writable or read-only."""
        if not self.path.exists():
            if self._was_there:
                raise faults.gone(self.path)
            return None
        if self.path.is_dir():
            raise faults.not_a_store(self.path)
        is_read_only = not file.is_writable(self.path)
        if self._connection is None or is_read_only != self._is_read_only:
            self.close()
            self._connection = file.connect(self.path, read_only=is_read_only, fill=fill and not is_read_only)
            self._is_read_only = is_read_only
        self._was_there = self._was_there or self._connection is not None
        return self._connection

    @contextmanager
    def _closed_on_fault(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError):
            self.close()
            raise


@contextmanager
def _transaction(db: sqlite3.Connection, begin: str) -> Iterator[None]:
    """Committed when the block ends, taken back whole when it raises or the commit fails."""
    db.execute(begin)
    try:
        yield
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            with suppress(sqlite3.Error):
                db.execute("ROLLBACK")
