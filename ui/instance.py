"""One window a store: the lock that says who has it open, and a later start that finds it taken.

A lock beside the store, `<store>.lock`, names process, computer and start of the computer. QLockFile takes over by
itself what a dead process of this computer has left. Two things it does not know are settled here: whole
installations are copied in offices, machine-id included, so on a network drive the computer's name must agree too
before a lock counts as our own; and a number that another process has got since is told by the system's own lock on
the file, which ends with the process.

Imported before the window is: QtCore at the top, QtNetwork and QtWidgets only where they are used.
"""

import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QLockFile

from app.i18n import _
from app.place import on_network
from ui.holder import Holder, holder_of, lock_in_words, resolved, this_computer

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

Choice = Literal["open", "look", "quit"]

PATIENCE = 3.0
"""Seconds that the first window has for its answer."""

START = 20.0
"""Seconds after which a slow computer has its window up: a second click on the icon waits that long for the first."""

_PAUSE = 0.1
_SECONDS_TO_WRITE_A_LOCK = 0.5


def claim(store: Path) -> "Claim":
    """This process's claim on a store; asked again, the same one, until it is released."""
    path = resolved(store)
    if path not in _claims:
        _claims[path] = Claim(path)
    return _claims[path]


_claims: dict[Path, "Claim"] = {}


class Claim:
    """Whether this process is the one that has a store open.

    `is_ours`: it is. So is a store in a folder where no lock can be made: it is read-only, and everybody only looks.
    `is_doubtful`: the clerk must decide. The lock is another computer's, or cannot be judged, or its window is silent.
    Neither: a window of this computer has it; `hand_over` is next. `holder` tells who, where it is not ours.
    """

    def __init__(self, store: Path) -> None:
        self.store = store
        self.is_ours = False
        self.is_doubtful = False
        self.holder = Holder()
        self._file = store.with_name(f"{store.name}.lock")
        self._lock = QLockFile(str(self._file))
        self._lock.setStaleLockTime(0)  # a lock does not grow old: a window may be open for weeks
        _make_folder(store.parent)
        self._take()

    def hand_over(self, arguments: Sequence[str]) -> bool:
        """Whether the first window has taken the arguments over and comes to the front; nothing else is to be done.

        False where the store is ours, perhaps only now, the first window having gone meanwhile; and where the claim is
        doubtful, as it becomes when the first window does not answer.
        """
        if self.is_ours or self.is_doubtful:
            return False
        from ui.listener import message_of  # with the second start alone

        message = message_of(arguments)
        end = time.monotonic() + self._patience()
        while not (self.is_ours or self.is_doubtful):
            if self._is_delivered(message, end):
                return True
            if time.monotonic() > end:
                self.is_doubtful, self.holder = True, holder_of(self._file) or self.holder
            else:
                time.sleep(_PAUSE)
                self.is_ours = self._tried()
        return False

    def take_over(self) -> bool:
        """Goes on although the lock is another's, as the clerk decided; whether the lock is ours now.

        False where somebody has taken the lock since it was judged, or the system itself still knows the file as held:
        then the other window is most likely open.
        """
        if not self.is_ours:
            self.is_ours = self._tried() or (self._is_removed() and self._tried())
            self.is_doubtful = not self.is_ours
        return self.is_ours

    def release(self) -> None:
        """Lets go of the store. A process that ends without it leaves its lock, which the next start takes over."""
        self._lock.unlock()
        self.is_ours = False
        _claims.pop(self.store, None)

    def _take(self) -> None:
        """Takes the lock if it is free or left over; else finds out who has it, and whether that can be believed."""
        begun = time.monotonic()
        while True:
            waited = time.monotonic() - begun
            self.holder = holder_of(self._file) or Holder()
            is_written = bool(self.holder.process) or waited > _SECONDS_TO_WRITE_A_LOCK
            self.is_ours = not self._is_of_a_copy_of_this_computer() and (
                self._tried() or (is_written and self._is_left_over())
            )
            if self.is_ours or self.holder.process or waited > 2 * _SECONDS_TO_WRITE_A_LOCK:
                break
            time.sleep(_PAUSE)
        self.is_doubtful = not (self.is_ours or self.holder.is_here)

    def _is_left_over(self) -> bool:
        """Whether the lock of a number that lives again, or one that says nothing, was nobody's and is ours now."""
        may_be_judged = self.holder.is_here if self.holder.process else not on_network(self._file)
        return may_be_judged and self._is_removed() and self._tried()

    def _is_removed(self) -> bool:
        """Whether a lock that nobody holds was taken away: by one start at a time, and only the one that was judged."""
        turn = QLockFile(f"{self._file}.rmlock")
        return turn.tryLock(0) and holder_of(self._file) == self.holder and self._lock.removeStaleLockFile()

    def _tried(self) -> bool:
        """Whether the lock is ours, or none can be made in this folder."""
        return self._lock.tryLock(0) or self._lock.error() != QLockFile.LockError.LockFailedError

    def _is_of_a_copy_of_this_computer(self) -> bool:
        if not self.holder.process or self.holder.is_here:
            return False
        return self.holder.computer != this_computer() and bool(on_network(self._file))

    def _patience(self) -> float:
        """What is left of the time that a start takes, for a lock just taken; never less than PATIENCE."""
        since = self.holder.since
        age = max(0.0, time.time() - since.timestamp()) if since else START
        return max(PATIENCE, START - age)

    def _is_delivered(self, message: bytes, end: float) -> bool:
        try:
            from PySide6.QtNetwork import QLocalSocket

            from ui.listener import ANSWER, server_name
        except ImportError:  # a library of the system that it needs is missing here
            return False
        socket = QLocalSocket()
        socket.connectToServer(server_name(self.store))
        if not socket.waitForConnected(_left(end)):
            return False
        _let_come_forward(self.holder.process)
        socket.write(message)
        socket.waitForBytesWritten(_left(end))
        while not socket.canReadLine():
            if not socket.waitForReadyRead(_left(end)):
                return False
        return bytes(socket.readLine().data()) == ANSWER


def ask_about_lock(holder: Holder, parent: "QWidget | None") -> Choice:
    """What the clerk decides: to go on all the same, to look without changing anything, or to quit.

    Return means looking, which can do no harm; Escape means quitting.
    """
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(QMessageBox.Icon.Warning, _("Gongkai"), lock_in_words(holder), parent=parent)
    go_on = box.addButton(_("&Go on all the same"), QMessageBox.ButtonRole.DestructiveRole)
    look = box.addButton(_("Only &look"), QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton(_("&Quit"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(look)
    box.setEscapeButton(leave)
    box.exec()
    if box.clickedButton() is go_on:
        return "open"
    return "look" if box.clickedButton() is look else "quit"


def _make_folder(folder: Path) -> None:
    """Makes the folder of a store that is not begun yet, for the user alone; where it cannot, there is no lock."""
    with suppress(OSError):
        for one in reversed([one for one in (folder, *folder.parents) if not one.exists()]):
            one.mkdir(mode=0o700, exist_ok=True)


def _left(end: float) -> int:
    return max(1, round((end - time.monotonic()) * 1000))


def _let_come_forward(process: int) -> None:
    """Windows lets a process before the others only if the one that the user has just started says so."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(process)
