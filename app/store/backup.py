"""Backups of a store: daily, before an upgrade, in a second place; each proved before an older one goes.

They stand in `backups` beside the store; a second place, as a USB stick, has a folder of its own for each store.
"""

import re
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from app.errors import StoreError
from app.i18n import _
from app.safe_file import temporary_beside
from app.store import faults
from app.store.aside import exchange, stamp, unused
from app.store.places import Places
from app.store.proof import Proof, Unproved, copy_proved, is_sound, opened, reading, unmade
from app.store.schema import SchemaState, state_of
from app.store.tables import drafts_in
from app.store.thinning import kept

__all__ = [
    "Backup",
    "BackupReason",
    "PlaceMissing",
    "Proof",
    "back_up",
    "back_up_before_upgrade",
    "back_up_now",
    "backup_folder",
    "backups",
    "daily",
    "is_overdue",
    "last_seen",
    "restore_backup",
]

UPGRADES_KEPT = timedelta(days=365)
OVERDUE = timedelta(days=30)
_NAME = re.compile(r"gongkai-(?P<made>\d{8}-\d{6})(-\d+)?(?P<upgrade>-before-upgrade)?\.db")


class PlaceMissing(StoreError):
    """The second place is not there just now: a stick that is not plugged in. No worry before it is overdue."""


class BackupReason(StrEnum):
    """Why a backup was made."""

    DAILY = "daily"
    BEFORE_UPGRADE = "before_upgrade"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup on hand; `drafts` counts those outside the recycle bin, None where the file cannot be read."""

    path: Path
    made: datetime
    drafts: int | None
    bytes: int
    reason: BackupReason


def backup_folder(store: Path) -> Path:
    """Where the backups of a store are."""
    return store.parent / "backups"


def back_up(store: Path, target: Path) -> Proof:
    """A proved copy of the store at the target, for the user alone. Raises StoreError, and then nothing has changed.

    The folder must be there: a stick that was taken out must not be taken for a new folder.
    """
    try:
        return copy_proved(store, target)
    except Unproved:
        with faults.told(store), reading(store) as db:
            if is_sound(db):
                raise
        raise faults.damaged(store) from None


def back_up_before_upgrade(store: Path) -> Proof:
    """A backup of a store of an older schema; kept for a year at least. Raises StoreError: then it is not upgraded."""
    try:
        return back_up(store, _unused(_made(backup_folder(store)), datetime.now(UTC), "-before-upgrade"))
    except StoreError as error:
        text = _(
            "{reason}\nThe store {path} was written by an older version. It is brought up to date only after a backup; "
            "that could not be made, so the store was left as it is."
        )
        raise StoreError(text.format(reason=error, path=store)) from error


def daily(store: Path, now: datetime, second: Path | None = None) -> Proof | None:
    """The backup of the day, None where there is one already or nothing has changed since the last; older ones thinned.

    The second place gets a copy by the same rule, also where the first one fails. Raises PlaceMissing where it is not
    there, StoreError where a backup could not be made; in each case the other place was served.
    """
    return _serve(store, now, second, once_a_day=True)


def back_up_now(store: Path, now: datetime, second: Path | None = None) -> Proof | None:
    """The same whatever was made today: at the clerk's wish, or at the end of a day's work."""
    return _serve(store, now, second, once_a_day=False)


def backups(store: Path) -> tuple[Backup, ...]:
    """The backups beside the store, newest first."""
    found = [
        Backup(path, made, _drafts(path), path.stat().st_size, reason)
        for path, made, reason in _named(backup_folder(store))
    ]
    return tuple(sorted(found, key=lambda one: (one.made, one.path.name), reverse=True))


def restore_backup(store: Path, backup: Path, now: datetime | None = None) -> Path | None:
    """Puts a proved copy of the backup in the store's place; where the store's file was set aside, None if it had none.

    The store must be closed. Raises StoreError, and then nothing has changed.
    """
    with faults.told(backup), reading(backup) as db:
        state = state_of(db)
    if state in (SchemaState.FOREIGN, SchemaState.EMPTY):
        raise faults.not_a_store(backup)
    if state is SchemaState.NEWER:
        raise faults.newer(backup)
    place = store.resolve()
    new = temporary_beside(place)
    back_up(backup, new)
    try:
        return exchange(place, new, "before-restore", now or datetime.now(UTC))
    finally:
        new.unlink(missing_ok=True)


def last_seen(store: Path, second: Path) -> datetime | None:
    """When the newest backup of this store in the second place was made, also when that is not there just now."""
    places = Places(store, backup_folder(store))
    folder = places.folder_in(second)
    remembered = places.last(folder)
    times = [made for _path, made, _reason in _named(folder)] + ([remembered.made] if remembered else [])
    return max(times, default=None)


def is_overdue(last: datetime | None, now: datetime) -> bool:
    """Whether it is time to remind of the second place; one from the future tells nothing."""
    return last is None or not timedelta() <= now - last <= OVERDUE


def _serve(store: Path, now: datetime, second: Path | None, *, once_a_day: bool) -> Proof | None:
    """Both places, each whatever becomes of the other; what was refused is told at the end."""
    if not store.exists() or store.stat().st_size == 0:
        return None
    places = Places(store, backup_folder(store))
    made: list[Proof | None] = []
    refused: list[StoreError] = []
    for place in (None, second) if second else (None,):
        try:
            folder = _made(backup_folder(store)) if place is None else _second_folder(places, place)
            made.append(_refresh(places, store, folder, now, once_a_day=once_a_day))
        except StoreError as error:
            refused.append(error)
    if refused:
        raise refused[0]
    return made[0]


def _second_folder(places: Places, second: Path) -> Path:
    if not second.is_dir():
        text = _(
            "The second place for backups, {folder}, is not there just now. The drafts and their backups on this "
            "computer are untouched. If it is a USB stick or a network drive, please connect it, or choose another "
            "place."
        )
        raise PlaceMissing(text.format(folder=second))
    return _made(places.folder_in(second))


def _refresh(places: Places, store: Path, folder: Path, now: datetime, *, once_a_day: bool) -> Proof | None:
    """A backup in the folder if it is due; from one on this computer, if that will do: a stick may be slow to write."""
    today = now.astimezone().date()
    days = {made.astimezone().date() for _path, made, reason in _named(folder) if reason is BackupReason.DAILY}
    state = places.state()
    if places.current(folder, state) or (once_a_day and today in days):
        return None
    source = places.current(backup_folder(store), state) or store
    proof = back_up(source, _unused(folder, now, ""))
    places.remember(proof.path, now, state)
    _thin(folder, now)
    return proof


def _thin(folder: Path, now: datetime) -> None:
    """Takes away what is not worth keeping; a backup before an upgrade is, for a year."""
    ages = [
        (path, made)
        for path, made, reason in _named(folder)
        if reason is BackupReason.DAILY or now - made > UPGRADES_KEPT
    ]
    worth = kept([made for _path, made in ages], now.astimezone())
    for path, made in ages:
        if made not in worth:
            with suppress(OSError):
                path.unlink()


def _named(folder: Path) -> list[tuple[Path, datetime, BackupReason]]:
    """The backups of a folder by their names."""
    found = []
    for path in folder.glob("gongkai-*.db"):
        told = _NAME.fullmatch(path.name)
        if told:
            reason = BackupReason.BEFORE_UPGRADE if told["upgrade"] else BackupReason.DAILY
            with suppress(ValueError):  # digits that are no time
                found.append((path, datetime.strptime(told["made"], "%Y%m%d-%H%M%S").astimezone(), reason))
    return found


def _drafts(path: Path) -> int | None:
    try:
        with closing(opened(path)) as db:
            return drafts_in(db)
    except sqlite3.Error:
        return None


def _made(folder: Path) -> Path:
    """The folder, made where it is missing; never the one that it stands in."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise unmade(folder, error) from error
    return folder


def _unused(folder: Path, now: datetime, suffix: str) -> Path:
    return unused(folder / "…", f"gongkai-{stamp(now)}", f"{suffix}.db")
