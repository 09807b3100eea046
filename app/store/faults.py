"""What can go wrong with the store, in words for a clerk: what happened, where, what is saved, what to do."""

import errno
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from app.errors import StoreError
from app.i18n import _
from app.store.columns import RowDamaged


class NotAStore(StoreError):
    """A file that SQLite does not take for a database, or for another program's; it may have been ours once."""


class Damaged(StoreError):
    """A store that cannot be read any more; what is left of it can be recovered, or a backup put in its place."""


class ChangedElsewhere(StoreError):
    """A draft that another window or command has changed since it was loaded; nothing was overwritten."""


class Locked(StoreError):
    """A draft that is final or filed: it is reopened before it can be changed."""


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what SQLite and the system say about the store into a StoreError; a fault of ours stays what it is."""
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.InterfaceError):
        raise
    except sqlite3.Error as error:
        raise _fault(path, error) from error
    except (RowDamaged, UnicodeDecodeError) as error:
        raise damaged(path) from error
    except OSError as error:
        raise unreachable(path, _reason(error)) from error


def _fault(path: Path, error: sqlite3.Error) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return gone(path)
    kind = code & 0xFF
    if kind == sqlite3.SQLITE_CORRUPT and _is_sound(path):
        return unreachable(path, _("a part of it could not be read just now"))
    if kind == sqlite3.SQLITE_CANTOPEN and _is_full(path):
        return disk_full(path)
    make = _FAULTS.get(kind)
    return make(path) if make else unreachable(path, _said(kind) or str(error))


def _is_sound(path: Path) -> bool:
    """Whether a second look finds nothing wrong: SQLite calls it damage too when the disk refuses to read."""
    from app.store.proof import is_sound, opened

    try:
        with closing(opened(path)) as db:
            return is_sound(db)
    except (sqlite3.Error, OSError):
        return False


def _is_full(path: Path) -> bool:
    """Whether the disk takes no more files, so that there is no journal."""
    if sys.platform == "win32":
        return False
    with suppress(OSError):
        room = os.statvfs(path.parent)
        return room.f_bavail == 0 or (room.f_files > 0 and room.f_favail == 0)
    return False


def _said(kind: int) -> str:
    """What SQLite says only in English."""
    said = {
        sqlite3.SQLITE_IOERR: _("its disk reports a fault"),
        sqlite3.SQLITE_CANTOPEN: _("it or the journal beside it cannot be opened"),
    }
    return said.get(kind, "")


def _reason(error: OSError) -> str:
    """Why the system refuses, in the interface language where the reason is a common one."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _("no right to write there")
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return _("a file is in its way")
    if error.errno == errno.ENOSPC:
        return _("the disk is full")
    return error.strerror or str(error)


def read_only(path: Path) -> StoreError:
    """The file or its folder may not be written."""
    text = _(
        "The store {path} is read-only: its drafts can be read, but this change was not saved. What was stored before "
        "is untouched. Allow writing to the file and to its folder, or choose another place with --store."
    )
    return StoreError(text.format(path=path))


def only_looked_at(path: Path) -> StoreError:
    """The clerk chose to look and not to change: the store is open on another computer."""
    text = _(
        "The store {path} was opened only to be looked at, because it is open elsewhere. This change was not saved. "
        "When it is closed there, start the program again."
    )
    return StoreError(text.format(path=path))


def locked(path: Path) -> StoreError:
    """Another process is writing, or has not finished reading."""
    text = _(
        "The store {path} is in use by another program, perhaps a second window or a backup. Nothing was changed and "
        "nothing is lost. Wait a moment, then try again."
    )
    return StoreError(text.format(path=path))


def not_a_store(path: Path) -> NotAStore:
    """A file of another kind, or the database of another program."""
    text = _(
        "{path} is not a store of this program. The file was left as it is. Check its name, or choose another file "
        "with --store."
    )
    return NotAStore(text.format(path=path))


def newer(path: Path) -> StoreError:
    """A store with a schema that this program does not know yet."""
    text = _(
        "The store {path} was written by a newer version of this program. It was left as it is. Please open it with "
        "the newer version."
    )
    return StoreError(text.format(path=path))


def older_and_read_only(path: Path) -> StoreError:
    """A store that would have to be brought up to date and may not be written."""
    text = _(
        "The store {path} is of an older version and read-only, so it cannot be brought up to date. It was left as it "
        "is. Allow writing to the file and to its folder, or copy it elsewhere and open the copy with --store."
    )
    return StoreError(text.format(path=path))


def disk_full(path: Path) -> StoreError:
    """No room for the change."""
    text = _(
        "The disk is full: this change could not be saved in {path}. What was stored before is untouched. Free some "
        "space, then save again."
    )
    return StoreError(text.format(path=path))


def damaged(path: Path) -> Damaged:
    """A database that SQLite cannot make sense of."""
    text = _(
        "The store {path} is damaged. It was left as it is; nothing was written. Put the file aside, then open a "
        "backup, or choose another file with --store."
    )
    return Damaged(text.format(path=path))


def emptied(path: Path) -> Damaged:
    """A store without a byte though there are backups of it: it was not always so."""
    text = _(
        "The store {path} is empty, but there are backups of it: it was probably emptied by a power cut or another "
        "program. It was left as it is. Put the newest backup back, or choose another file with --store."
    )
    return Damaged(text.format(path=path))


def left_behind(path: Path) -> Damaged:
    """No store, but the journal of one: beginning anew would destroy what the journal can bring back."""
    text = _(
        "The store {path} is gone, but its journal is still there: it was moved, or its disk is not whole. Nothing was "
        "written. Put the file back beside its journal, or put a backup back."
    )
    return Damaged(text.format(path=path))


def gone(path: Path) -> StoreError:
    """A store that was there before and is not any more."""
    text = _(
        "The store {path} is no longer there: it was moved or deleted, or its disk was taken away. Nothing was saved "
        "just now. Put the file or the disk back, then try again."
    )
    return StoreError(text.format(path=path))


def no_folder(folder: Path, error: OSError) -> StoreError:
    """The folder of a new store cannot be made."""
    text = _(
        "The folder {folder} for the store cannot be made ({reason}). Nothing was saved. Choose another place with "
        "--store."
    )
    return StoreError(text.format(folder=folder, reason=_reason(error)))


def unreachable(path: Path, reason: str) -> StoreError:
    """Anything else that the disk or SQLite says."""
    text = _(
        "The store {path} cannot be used ({reason}). Nothing was written; what was stored before is untouched. Check "
        "that its disk or network drive is connected, then try again."
    )
    return StoreError(text.format(path=path, reason=reason))


def unknown_draft(id: str) -> StoreError:
    """No draft begins with the id."""
    text = _("There is no draft “{id}”. The list of drafts (gongkai list) shows those that there are.")
    return StoreError(text.format(id=id))


def ambiguous_draft(id: str, matches: list[str]) -> StoreError:
    """Several drafts begin with the id."""
    text = _("“{id}” is the beginning of several drafts: {ids}. Please give more of the number.")
    return StoreError(text.format(id=id, ids=_(", ").join(matches)))


def changed_elsewhere(path: Path, saved: str) -> ChangedElsewhere:
    """Another process has written the draft since it was loaded."""
    text = _(
        "This draft was changed elsewhere at {saved}, in another window or by a command, and is stored that way in "
        "{path}. To lose neither, this change was not saved over it. Open the draft again, then repeat the change."
    )
    return ChangedElsewhere(text.format(path=path, saved=saved))


def draft_locked(state: str) -> Locked:
    """A draft that is not to be changed in its state."""
    text = _(
        "This draft is {state} and therefore locked: the change was not saved, and the draft is stored as it was. What "
        "stands on the screen is still there. Reopen the draft first (its history keeps that), then save again."
    )
    return Locked(text.format(state=state))


def already(state: str) -> StoreError:
    """A draft that has the state asked for."""
    text = _("This draft is already {state}; nothing was changed. Open it again to see what was done meanwhile.")
    return StoreError(text.format(state=state))


def in_recycle_bin() -> StoreError:
    """A draft that was deleted and is not to be changed."""
    return StoreError(
        _(
            "This draft is in the recycle bin: the change was not saved, and the draft is kept as it was. What stands "
            "on the screen is still there. Put the draft back first, then try again."
        )
    )


def not_in_recycle_bin() -> StoreError:
    """A draft that was not deleted."""
    return StoreError(_("This draft is not in the recycle bin; nothing was changed. It stands in the list of drafts."))


def unknown_version(number: int) -> StoreError:
    """A draft without such a version."""
    text = _(
        "This draft has no version {number}; nothing was changed. The list of its versions shows those that there are: "
        "timed ones become fewer with age."
    )
    return StoreError(text.format(number=number))


_FAULTS: Mapping[int, Callable[[Path], StoreError]] = {
    sqlite3.SQLITE_BUSY: locked,
    sqlite3.SQLITE_LOCKED: locked,
    sqlite3.SQLITE_READONLY: read_only,
    sqlite3.SQLITE_FULL: disk_full,
    sqlite3.SQLITE_NOTADB: not_a_store,
    sqlite3.SQLITE_CORRUPT: damaged,
}
