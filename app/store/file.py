"""The store's file: making it, opening it, and whether it may be written."""

import errno
import os
import sqlite3
import stat
import sys
from pathlib import Path
from urllib.parse import quote

from app.store import faults
from app.store.schema import SchemaState, migrate, state_of

BACKUPS = "backups"
"""The folder of backups, beside the store."""

PATIENCE = 2.0
"""Seconds to wait for another process that holds the store."""


def make(path: Path) -> None:
    """An empty file at the path, for the user alone (600, each new folder 700); one that exists stays as it is.

    Raises StoreError.
    """
    _make_folder(path.parent)
    with faults.told(path):
        if not path.exists() and not _may_write(path.parent):
            raise faults.read_only(path)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def has_backups(path: Path) -> bool:
    """Whether backups of the store lie beside it."""
    return any((path.parent / BACKUPS).glob("gongkai-*.db"))


def is_writable(path: Path) -> bool:
    """Whether the file and its folder, where the journal stands, may be written; root keeps to the mode bits too."""
    return _may_write(path) and _may_write(path.parent)


def connect(path: Path, *, read_only: bool, fill: bool = False) -> sqlite3.Connection | None:
    """A connection to a store that exists, its schema brought up to date.

    A file that is still empty gets its schema with `fill`; without, it stays empty and there is no connection. Raises
    StoreError for a file that is no store, a newer one, or an older one that may not be written.
    """
    connection = _open(path, "ro" if read_only else "rw")
    try:
        state = _known_state(connection, path)
        if state is SchemaState.EMPTY and not fill:
            connection.close()
            return None
        if not read_only:
            _prepare(connection, state, path)
        elif state is not SchemaState.CURRENT:
            raise faults.older_and_read_only(path)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_folder(folder: Path) -> None:
    try:
        missing = [one for one in (folder, *folder.parents) if not one.exists()]
        if missing and not _may_write(missing[-1].parent):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        for one in reversed(missing):
            one.mkdir(mode=0o700, exist_ok=True)
        if not folder.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR))
    except OSError as error:
        raise faults.no_folder(folder, error) from error


def _may_write(path: Path) -> bool:
    if sys.platform == "win32" and path.is_dir():
        return True  # the read-only mark of a folder means something else there
    return bool(path.stat().st_mode & stat.S_IWUSR) and os.access(path, os.W_OK)


def _open(path: Path, mode: str) -> sqlite3.Connection:
    """By URI, so that a file which has just gone is not made anew; of four slashes where the path is of a server."""
    name = path.absolute().as_posix()
    uri = "file://" + ("" if name.startswith("/") else "/") + quote(os.fsencode(name))
    return sqlite3.connect(f"{uri}?mode={mode}", uri=True, timeout=PATIENCE, isolation_level=None)


def _known_state(connection: sqlite3.Connection, path: Path) -> SchemaState:
    state = state_of(connection)
    if state is SchemaState.FOREIGN:
        raise faults.not_a_store(path)
    if state is SchemaState.NEWER:
        raise faults.newer(path)
    return state


def _prepare(connection: sqlite3.Connection, state: SchemaState, path: Path) -> None:
    """EXTRA is FULL and a sync of the folder once the journal is gone: only then is a commit safe from a power cut.

    A rollback journal, because a folder may be on a network drive, where a write-ahead log is not safe.
    """
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = EXTRA")
    if state is SchemaState.OLDER:
        _upgrade(connection, path)
    elif state is SchemaState.EMPTY:
        migrate(connection)
    connection.execute("PRAGMA foreign_keys = ON")


def _upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """A verified backup goes before; a store that is up to date loads nothing of this."""
    from app.store.backup import back_up_before_upgrade
    from app.store.upgrade import settle

    back_up_before_upgrade(path)
    migrate(connection)
    settle(connection)
