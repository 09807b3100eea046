"""Where the drafts are: the store, the folder that it lies in, its backups, the room on its disk."""

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.dates import shown_moment
from app.doctor.computer import Computer
from app.doctor.result import Health, Result
from app.errors import StoreError
from app.i18n import _, n_
from app.place import on_network, synced_by
from app.store_place import is_lost, lost_in_words

_LITTLE, _TOO_LITTLE = 500 * 1024 * 1024, 50 * 1024 * 1024
_GIGABYTE = 1024**3
_OLD = timedelta(days=30)


def store(computer: Computer) -> Iterator[Result]:
    """Whether the store can be read whole and written, and is of this program's version."""
    subject, path = _("Store"), computer.store
    if not path.exists():
        yield _not_there(subject, path)
        return
    try:
        state = _state_of(path)
    except StoreError as error:
        yield Result(subject, Health.BAD, str(error), _mend_by_backup())
        return
    if state is not None:
        yield state
    elif _is_writable(path):
        yield Result(subject, Health.GOOD, _("{path} is whole and can be written").format(path=path))
    else:
        said = _("{path} can be read but not written: nothing that is entered can be saved").format(path=path)
        yield Result(subject, Health.BAD, said, _allow_writing(path))


def _not_there(subject: str, path: Path) -> Result:
    """A store that will be made with the first draft, where that is possible; never in the place of a lost one."""
    if is_lost(path):
        return Result(subject, Health.BAD, lost_in_words(path), _("Connect the drive, or choose another store."))
    folder = next(one for one in path.parents if one.exists())
    if folder.is_dir() and _may_write(folder):
        return Result(
            subject, Health.GOOD, _("there is none yet; {path} is made with the first draft").format(path=path)
        )
    said = _("there is none yet, and {folder} may not be written: no draft could be saved").format(folder=folder)
    return Result(subject, Health.BAD, said, _allow_writing(path))


def _may_write(folder: Path) -> bool:
    """By the mode bits too, which root may pass over and keeps to."""
    return bool(folder.stat().st_mode & stat.S_IWUSR) and os.access(folder, os.W_OK)


def _state_of(path: Path) -> Result | None:
    """What keeps the store from being used as it is; None where nothing does. Raises StoreError."""
    from app.store.look import Condition, condition

    subject, found = _("Store"), condition(path)
    if found is Condition.NEWER:
        said = _("{path} was written by a newer version of this program; it is left as it is").format(path=path)
        return Result(subject, Health.BAD, said, _("Install the newer version; the drafts are safe meanwhile."))
    if found is Condition.DAMAGED:
        return Result(subject, Health.BAD, _("{path} is damaged").format(path=path), _mend_by_backup())
    if found is Condition.OLDER:
        said = _("{path} is of an older version; it is backed up and brought up to date when it is next opened")
        return Result(subject, Health.GOOD if _is_writable(path) else Health.BAD, said.format(path=path))
    return None


def _is_writable(path: Path) -> bool:
    from app.store.file import is_writable

    return is_writable(path)


def _mend_by_backup() -> str:
    return _(
        "Open the program: it offers to recover what can be read, or to put a backup back. On the command line: "
        "“gongkai recover”. Nothing is thrown away by either."
    )


def _allow_writing(path: Path) -> str:
    text = _("Allow writing to {path} and its folder, or choose another place for the store in the settings.")
    return text.format(path=path)


def place(computer: Computer) -> Iterator[Result]:
    """Whether the store lies where nobody else works on the same file."""
    subject, folder = _("Place of the store"), computer.store.parent
    service = synced_by(computer.store)
    if on_network(computer.store):
        said = _("{folder} is on a network drive: saving may be slow, and a break of the line can stop it")
        advice = _(
            "Only one person at a time should work there. Safer: choose a folder of this computer in the settings."
        )
    elif service:
        said = _("{folder} is kept in step with other computers by {service}, which may copy a file half written")
        advice = _("Choose another folder in the settings; the second place of the backups may well be there.")
    else:
        said, advice = _("{folder} is on this computer"), ""
    health = Health.NOTE if advice else Health.GOOD
    yield Result(subject, health, said.format(folder=folder, service=service), advice)


def backups(computer: Computer) -> Iterator[Result]:
    """Whether there is a backup that can be read and is not old, also in a second place."""
    from app.settings import load_settings
    from app.store.backup import backups, is_overdue, last_seen

    subject, now = _("Backups"), datetime.now(UTC)
    found = [one for one in backups(computer.store) if one.drafts is not None]
    if not computer.store.exists():
        return
    if not found:
        yield Result(subject, Health.NOTE, _("there is none yet"), _("More › Backups and recovery makes one now."))
        return
    day = shown_moment(found[0].made)
    count = found[0].drafts or 0
    text = n_("the newest is of {day}, with one draft", "the newest is of {day}, with {count} drafts", count)
    said = text.format(day=day, count=count)
    second = load_settings(computer.store).second_place
    if now - found[0].made > _OLD and _newest_change(computer.store) > found[0].made:
        advice = _("Make one now: More › Backups and recovery.")
    elif not second:
        advice = _("All of them are on this computer. A second place, as a USB stick, can be chosen in the settings.")
    elif is_overdue(last_seen(computer.store, Path(second)), now):
        advice = _("The second place {folder} has not been seen for long: connect it, then back up.").format(
            folder=second
        )
    else:
        advice = ""
    yield Result(subject, Health.NOTE if advice else Health.GOOD, said, advice)


def _newest_change(store: Path) -> datetime:
    return datetime.fromtimestamp(store.stat().st_mtime, UTC)


def disk(computer: Computer) -> Iterator[Result]:
    """Whether there is room for what is saved."""
    folder = next(one for one in computer.store.parents if one.exists())
    free = shutil.disk_usage(folder).free
    said = _("{room} are free where the store is ({folder})").format(room=_room(free), folder=folder)
    if free < _TOO_LITTLE or _has_no_room_for_files(folder):
        advice = _(
            "Make room first: empty the system's recycle bin, move large files elsewhere. What was stored is safe."
        )
        yield Result(_("Disk"), Health.BAD, said, advice)
    elif free < _LITTLE:
        yield Result(_("Disk"), Health.NOTE, said, _("Make room before long."))
    else:
        yield Result(_("Disk"), Health.GOOD, said)


def _room(free: int) -> str:
    """So many bytes as a clerk reads them."""
    return f"{free // _GIGABYTE} GB" if free >= 10 * _GIGABYTE else f"{free // 1024**2} MB"


def _has_no_room_for_files(folder: Path) -> bool:
    """Whether the disk takes no more files, however much room it has."""
    if sys.platform == "win32":
        return False
    room = os.statvfs(folder)
    return room.f_files > 0 and room.f_favail == 0
