"""Who has a store open, read from the lock that QLockFile writes, and the words about it."""

import os
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSysInfo

from app.dates import shown_moment
from app.i18n import _

_LONGEST_LOCK = 4096


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a store open, as its lock tells; "", 0 and None where it cannot be read."""

    computer: str = ""
    process: int = 0
    since: datetime | None = None
    is_here: bool = False


def holder_of(lock: Path) -> Holder | None:
    """Who wrote a lock: lines of process, program, computer, machine-id, start of the computer. None without a file."""
    try:
        with lock.open("rb") as file:
            told = file.read(_LONGEST_LOCK).decode("utf-8", "replace").split("\n")
        since = datetime.fromtimestamp(lock.stat().st_mtime).astimezone()
    except FileNotFoundError:
        return None
    except OSError:
        return Holder()
    if len(told) < 6 or not (told[0].isascii() and told[0].isdecimal()):
        return Holder(since=since)
    return Holder(told[2], int(told[0]), since, _is_here(told[2], told[3], told[4]))


def _is_here(computer: str, machine: str, start: str) -> bool:
    """By this start of the computer, which no copy of it shares; where the system does not tell it, by both names."""
    if start and _start():
        return start == _start()
    return computer == this_computer() and machine in ("", _machine())


def this_computer() -> str:
    """The name that QLockFile writes: on Windows from the environment, for asking the network may take seconds."""
    return os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else QSysInfo.machineHostName()


def _start() -> str:
    return bytes(QSysInfo.bootUniqueId().data()).decode("ascii", "replace")


def _machine() -> str:
    return bytes(QSysInfo.machineUniqueId().data()).decode("ascii", "replace")


def lock_in_words(holder: Holder) -> str:
    """Who seems to have the store open, and what the clerk may do."""
    if holder.is_here:
        text = _(
            "This store has been open on this computer since {since} (process {process}), but that window does not "
            "answer. It may be busy or have come to a stop, or it is another user's. Nothing was changed. Please wait "
            "a moment and start again, or end that process; until then you may look without changing anything."
        )
    elif holder.process:
        text = _(
            "Computer {computer} has had this store open since {since}. Nothing was changed. If it is still open "
            "there, close it there first: two windows would get in each other's way. If it is no longer open there, "
            "because that computer was switched off or the disk was pulled out, you may go on."
        )
    else:
        text = _(
            "This store is marked as open since {since}, but by whom cannot be read. Nothing was changed. If nobody "
            "else has it open, you may go on; otherwise close it there first, or look without changing anything."
        )
    since = shown_moment(holder.since) if holder.since else _("an unknown time")
    return text.format(since=since, computer=holder.computer, process=holder.process)


def resolved(store: Path) -> Path:
    """One path for a store, whatever links lead to it."""
    try:
        return store.resolve()
    except (OSError, RuntimeError):  # RuntimeError: links that lead in a circle
        return store.absolute()
