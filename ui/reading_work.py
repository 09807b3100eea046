"""Files read beside the window, so that it stays alive: one or many, each with its outcome, at any time to be left."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event, Thread

from PySide6.QtCore import QObject, Signal

from app.duty import report_year
from app.errors import AppError
from app.intake import Intake

_NOBODY = "—"
_running: set["Reading"] = set()
"""What a thread is at work for: it must not go before its thread."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file: its intake, or why it was not read.

    With both only whose or which year it is was missing: the intake has what else there is, to ask the clerk by.
    """

    path: Path
    intake: Intake | None = None
    error: str = ""

    @property
    def lacks_identity(self) -> bool:
        """Whether all but whose report it is, or of which year, could be read."""
        return bool(self.intake and self.error)


def read_file(path: Path, organization: str, year: int | None, cancelled: Callable[[], bool]) -> Result:
    """One file, read in a process of its own; `organization` and `year` are used where the file is silent."""
    from app.apart import take_in_apart  # with the first file that is read

    try:
        return Result(path, take_in_apart(path, organization=organization, year=year, cancelled=cancelled))
    except AppError as error:
        if organization and year:
            return Result(path, error=str(error))
        return Result(path, _nameless(path, organization, year, cancelled), str(error))


def _nameless(path: Path, organization: str, year: int | None, cancelled: Callable[[], bool]) -> Intake | None:
    """The file read under any name, which shows whether a name was all that it lacked; None where more is wrong."""
    from app.apart import take_in_apart

    whose, of = organization or _NOBODY, year or report_year(date.today())
    with suppress(AppError):
        return take_in_apart(path, organization=whose, year=of, cancelled=cancelled)
    return None


def is_nobody(name: str) -> bool:
    """Whether a name stands for one that is not known."""
    return name == _NOBODY


class Reading(QObject):
    """The reading of one file, or of many, in a thread.

    Signals:
        read(object): the Result of a file.
        ended(): nothing more comes.
    """

    read = Signal(object)
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stop = Event()
        self.ended.connect(self._on_ended)

    @property
    def is_left(self) -> bool:
        """Whether nobody waits for it any more."""
        return self._stop.is_set()

    def read_one(self, path: Path, organization: str = "", year: int | None = None) -> None:
        """Begins with one file."""
        self._begin(lambda: self._tell(read_file(path, organization, year, self._stop.is_set)))

    def read_many(self, paths: Sequence[Path]) -> None:
        """Begins with these files, and all that stand in these folders."""
        self._begin(lambda: self._read_all(paths))

    def leave(self) -> None:
        """Ends it: what is being read is given up, nothing more is told."""
        self._stop.set()

    def _begin(self, act: Callable[[], None]) -> None:
        _running.add(self)
        Thread(target=self._run, args=(act,), daemon=True).start()

    def _run(self, act: Callable[[], None]) -> None:
        try:
            act()
        finally:  # also after a fault of ours: nobody shall wait for ever
            self._emit(self.ended)

    def _read_all(self, paths: Sequence[Path]) -> None:
        from app.many import read_many

        for outcome in read_many(paths, cancelled=self._stop.is_set):
            self._tell(Result(outcome.path, outcome.intake, outcome.error))

    def _tell(self, result: Result) -> None:
        if not self.is_left:
            self._emit(self.read, result)

    def _on_ended(self) -> None:
        _running.discard(self)

    def _emit(self, signal: object, *told: object) -> None:
        with suppress(RuntimeError):  # the program is ending
            signal.emit(*told)  # type: ignore[attr-defined]
