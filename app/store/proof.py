"""A copy of a store that is proved before it counts.

It is written beside its place, opened anew, checked, counted against what it is a copy of and synced; only then does
it stand where it belongs. Whatever goes wrong before that, what stood there stays.
"""

import errno
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from app.errors import StoreError
from app.i18n import _
from app.safe_file import sweep, temporary_beside
from app.store import faults
from app.store.file import PATIENCE, is_writable
from app.store.tables import counts, drafts_in

_SAFETY = ("PRAGMA trusted_schema = OFF", "PRAGMA cell_size_check = ON")
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_ANSWERS = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_READONLY: errno.EROFS, sqlite3.SQLITE_PERM: errno.EACCES}


class Unproved(StoreError):
    """A copy that is not what it was made of; it is gone, and what stood in its place is still there."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A copy that was proved: where it is, when it was made, how many drafts and bytes it has."""

    path: Path
    made: datetime
    drafts: int
    bytes: int


def copy_proved(source: Path, target: Path) -> Proof:
    """A proved copy of a store, of whatever schema, at the target. Raises StoreError; then the target is as it was."""
    with faults.told(source), reading(source) as db:
        return write_proved(db, target)


def write_proved(db: sqlite3.Connection, target: Path) -> Proof:
    """The same of a database that nobody else writes just now: one in memory, or within a transaction."""
    expected = counts(db)
    size = _size(db)
    with _unmade(target):
        sweep(target.parent)
        if shutil.disk_usage(target.parent).free < size:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        temporary = temporary_beside(target)
        try:
            _copy(db, temporary)
            sync(temporary)
            proof = _proved(temporary, target, expected)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        sync_folder(target.parent)
    return proof


def opened(path: Path, mode: str = "ro") -> sqlite3.Connection:
    """A connection to a file as it is, of whatever schema; nothing is made and nothing brought up to date.

    By URI, so that a file which has just gone is not made anew; of four slashes where the path is of a server.
    """
    name = path.absolute().as_posix()
    uri = "file://" + ("" if name.startswith("/") else "/") + quote(os.fsencode(name))
    db = sqlite3.connect(f"{uri}?mode={mode}", uri=True, timeout=PATIENCE, isolation_level=None)
    for pragma in _SAFETY:
        db.execute(pragma)
    return db


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """One view of a store for as long as the block lasts; a writer waits for its end.

    Opened for writing where that may be, for only then can SQLite take back what a killed program left half done.
    """
    if not path.exists():
        raise faults.gone(path)
    with closing(opened(path, "rw" if is_writable(path) else "ro")) as db:
        db.execute("BEGIN")
        db.execute("select 1 from sqlite_master").fetchone()
        yield db


def is_sound(db: sqlite3.Connection) -> bool:
    """Whether every page is where it belongs, every index complete, and no row refers to a draft that is not there."""
    try:
        checked = db.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
        return checked and db.execute("PRAGMA foreign_key_check").fetchone() is None
    except sqlite3.DatabaseError as error:
        if damaged_code(error):
            return False
        raise


def damaged_code(error: sqlite3.DatabaseError) -> bool:
    """Whether SQLite says that the file is damaged, and not that it is locked, full or gone."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)


def sync(path: Path) -> None:
    """Makes sure that the file's bytes are on the disk, not only on their way."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Makes sure that the folder's names are on the disk; where a system or a disk has no such thing, nothing."""
    if sys.platform != "win32":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _copy(db: sqlite3.Connection, temporary: Path) -> None:
    """Without a journal: a copy half made is thrown away."""
    os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with closing(opened(temporary, "rw")) as copy:
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = EXTRA")
        db.backup(copy)


def _proved(temporary: Path, target: Path, expected: Mapping[str, int]) -> Proof:
    try:
        with closing(opened(temporary)) as copy:
            if is_sound(copy) and counts(copy) == expected:
                return Proof(target, datetime.now(UTC), drafts_in(copy), temporary.stat().st_size)
    except sqlite3.DatabaseError as error:
        if not damaged_code(error):
            raise
    raise Unproved(
        _(
            "{file}: the copy of the store is not what the store is, so it was thrown away. Earlier copies are "
            "untouched. The disk may be faulty; please choose another place."
        ).format(file=target)
    )


def _size(db: sqlite3.Connection) -> int:
    pages, size = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return int(pages) * int(size)


@contextmanager
def _unmade(target: Path) -> Iterator[None]:
    """What the target's disk refuses, in words for the clerk."""
    try:
        yield
    except sqlite3.OperationalError as error:
        code = _ANSWERS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, errno.EIO)
        raise unmade(target, OSError(code, str(error))) from error
    except OSError as error:
        raise unmade(target, error) from error


def unmade(target: Path, error: OSError) -> StoreError:
    """A copy that the world did not let be made."""
    if error.errno in _FULL:
        text = _(
            "{file} could not be written: the disk is full. The store and all earlier copies are untouched. Please "
            "make room in {folder}, or choose another place."
        )
    elif isinstance(error, FileNotFoundError | NotADirectoryError):
        text = _(
            "{file} could not be written: there is no folder {folder}. The store and all earlier copies are untouched. "
            "If it is on a USB stick or a network drive, please connect it, or choose another place."
        )
    elif error.errno in _REFUSED:
        text = _(
            "{file} could not be written: nothing may be written in {folder}, or the file is in use. The store and all "
            "earlier copies are untouched. Please allow writing there, or choose another place."
        )
    else:
        text = _(
            "{file} could not be written: {reason}. The store and all earlier copies are untouched. Please check the "
            "disk, or choose another place."
        )
    return StoreError(text.format(file=target, folder=target.parent, reason=error.strerror or error))
