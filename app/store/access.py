"""Access to a store's file: opened when it is needed, and anew after a fault or when the file has changed its kind."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from app.store import faults, file
from app.store.transaction import transaction


class Access:
    """One SQLite file that may not be there yet, may vanish, and may become read-only; every fault is a StoreError.

    After a fault the file is opened anew by the next call: a save that failed can be repeated when the disk is back.
    """

    def __init__(self, path: Path, *, only_look: bool = False) -> None:
        self.path = path
        self._only_look = only_look
        self._connection: sqlite3.Connection | None = None
        self._is_read_only = False
        self._was_there = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def look(self) -> None:
        """Opens the file if it is there. Raises StoreError, Damaged also for what is left of a store that was there."""
        with faults.told(self.path):
            self._refuse_to_begin_anew()
        with self._reading():
            pass

    def close(self) -> None:
        """Lets go of the file; a later call opens it again."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """One view of the store for several reads; None where there is no store."""
        with faults.told(self.path), self._closed_on_fault():
            db = self._opened(fill=False)
            if db is None:
                yield None
            else:
                with transaction(db, "BEGIN"):
                    yield db

    @contextmanager
    def _writing(self, *, fill: bool = False) -> Iterator[sqlite3.Connection]:
        """A transaction that holds the store from its start, so that what is read in it is still so when it writes."""
        with faults.told(self.path), self._closed_on_fault():
            if self._only_look:
                raise faults.only_looked_at(self.path)
            if fill and not self._was_there:
                self._refuse_to_begin_anew()
                file.make(self.path)
            db = self._opened(fill=fill)
            if self._is_read_only:
                raise faults.read_only(self.path)
            if db is None:
                raise faults.gone(self.path)
            with transaction(db, "BEGIN IMMEDIATE"):
                yield db

    def _refuse_to_begin_anew(self) -> None:
        """Where a store was once, no new one is begun over what is left of it."""
        if not self.path.exists() and self.path.with_name(f"{self.path.name}-journal").exists():
            raise faults.left_behind(self.path)
        if self.path.exists() and not self.path.stat().st_size and file.has_backups(self.path):
            raise faults.emptied(self.path)

    def _opened(self, *, fill: bool) -> sqlite3.Connection | None:
        """The connection, made anew where the file has become writable or read-only."""
        if not self.path.exists():
            if self._was_there:
                raise faults.gone(self.path)
            return None
        if self.path.is_dir():
            raise faults.not_a_store(self.path)
        is_read_only = self._only_look or not file.is_writable(self.path)
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
