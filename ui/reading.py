"""Files that the clerk brings: read beside the window, shown before anything is taken, put where the clerk wants."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.draft import Filing
from app.entry import Reason
from app.errors import AppError
from app.i18n import _, n_
from app.intake import Intake
from app.store import Store
from app.taking import Key, take
from app.taking.parts import blank
from ui.dialogs.reading import ReadingDialog
from ui.dialogs.reading_many import ManyDialog
from ui.dialogs.reading_wait import IdentityDialog, WaitDialog
from ui.reading_targets import targets
from ui.reading_work import Reading, Result, is_nobody
from ui.session import DraftSession

_PATIENCE_MS = 300
"""A file that is read sooner needs no word."""


class FilesReading(QObject):
    """The way of files into drafts.

    Signals:
        open_wanted(str): this draft shall be opened.
        put_wanted(str, object, str): this draft shall be opened and become what the function makes of it, as one step
            of this name.
        changed(): the library has more drafts.
        told(str, bool): something to be said; True where it is no warning.
    """

    open_wanted = Signal(str)
    put_wanted = Signal(str, object, str)
    changed = Signal()
    told = Signal(str, bool)

    def __init__(self, store: Store, window: QWidget, session: Callable[[], DraftSession | None]) -> None:
        """`session` gives that of the open draft."""
        super().__init__(window)
        self._store, self._window, self._session = store, window, session
        self._waiting: list[Path] = []
        self._reading: Reading | None = None
        self._wait: WaitDialog | None = None
        self._before: QWidget = window

    def begin(self, paths: Sequence[Path]) -> None:
        """Reads one file and shows it; several, or a folder, in one table. One that comes meanwhile waits its turn."""
        if len(paths) != 1 or paths[0].is_dir():
            self._read_many(paths)
        elif self._reading is not None:
            self._waiting.append(paths[0])
        else:
            self._before = self._window
            self._read(paths[0])

    def leave(self) -> None:
        """Gives up what is being read."""
        if self._reading is not None:
            self._reading.leave()
        self._on_ended()

    def show_intake(self, path: Path, intake: Intake) -> None:
        """The window that shows what was read, before anything is taken."""
        try:
            choices = targets(self._store, self._session(), intake.filing)
        except AppError as error:
            self.told.emit(str(error), False)
            return
        dialog = ReadingDialog(path, intake, choices, self._before)
        dialog.taken.connect(_Take(self, path, intake.filing))
        dialog.open()

    def put(self, id: str, read: Filing, keys: Sequence[Key], path: Path) -> None:
        """Puts what was chosen into a draft, or into a new one that is opened then; among many the table stays."""
        many = self._before if isinstance(self._before, ManyDialog) else None
        if id:
            if many:
                many.reject()
            step = _("Read in {file}").format(file=path.name)
            self.put_wanted.emit(id, lambda filing: take(filing, read, keys), step)
            return
        try:
            id = self._add(path, take(blank(read), read, keys))
        except AppError as error:
            self.told.emit(str(error), False)
            return
        if many:
            many.model.mark_taken([path])
            self.changed.emit()
        else:
            self.open_wanted.emit(id)

    def _read(self, path: Path, organization: str = "", year: int | None = None) -> None:
        self.leave()
        self._reading = reading = Reading()
        reading.read.connect(self._on_read)
        reading.ended.connect(self._on_reading_ended)
        self._wait = wait = WaitDialog(path, self._before)
        wait.rejected.connect(self.leave)
        QTimer.singleShot(_PATIENCE_MS, wait, wait.open)
        reading.read_one(path, organization, year)

    def _read_many(self, paths: Sequence[Path]) -> None:
        if not paths:
            return
        try:
            there = {(one.organization, one.year) for one in self._store.entries()}
        except AppError as error:
            self.told.emit(str(error), False)
            return
        self._before = dialog = ManyDialog(there, self._window)
        dialog.show_wanted.connect(self._read)
        dialog.taken.connect(self._put_many)
        dialog.finished.connect(self._on_many_closed)
        dialog.begin(paths)
        dialog.open()

    def _put_many(self, results: Sequence[Result]) -> None:
        """A new draft for each; what the store refuses is told, with how many it has taken before."""
        done: list[Path] = []
        try:
            for result in results:
                assert result.intake is not None
                self._add(result.path, result.intake.filing)
                done.append(result.path)
        except AppError as error:
            self.told.emit(str(error), False)
        if isinstance(self._before, ManyDialog):
            self._before.model.mark_taken(done)
        text = n_("One report was read in as a new draft.", "{count} reports were read in as new drafts.", len(done))
        self.changed.emit()
        self.told.emit(text.format(count=len(done)), True)

    def _on_many_closed(self) -> None:
        self._before = self._window

    def _add(self, path: Path, filing: Filing) -> str:
        name = _("read from {file}").format(file=path.name)
        return self._store.add(filing.draft, reason=Reason.IMPORT, name=name)

    def _on_read(self, result: Result) -> None:
        if self.sender() is not self._reading:  # one that was given up has still told it
            return
        self._on_ended()
        if result.lacks_identity:
            self._ask_identity(result)
        elif result.intake is None:
            self.told.emit(result.error, False)
        else:
            self.show_intake(result.path, result.intake)

    def _ask_identity(self, result: Result) -> None:
        """Asks whose report it is; proposed is what the file says, then what the open draft is."""
        assert result.intake is not None
        found, session = result.intake.filing.draft, self._session()
        organization = found.organization
        if is_nobody(organization):
            organization = session.filing.draft.organization if session else ""
        dialog = IdentityDialog(result.path, organization, found.year, self._known(), self._before)
        dialog.given.connect(_ReadAs(self._read, result.path))
        dialog.open()

    def _known(self) -> list[str]:
        try:
            return [one.organization for one in self._store.entries()]
        except AppError:
            return []

    def _on_reading_ended(self) -> None:
        if self.sender() is self._reading:
            self._on_ended()

    def _on_ended(self) -> None:
        self._reading = None
        if self._wait is not None:
            self._wait.blockSignals(True)
            self._wait.hide()
            self._wait.deleteLater()
            self._wait = None
        if self._waiting:
            QTimer.singleShot(0, self, self._read_next)

    def _read_next(self) -> None:
        if self._waiting and self._reading is None:
            self.begin([self._waiting.pop(0)])


class _Take:
    """Puts what was chosen of a file where the clerk wants it."""

    def __init__(self, reading: FilesReading, path: Path, read: Filing) -> None:
        self._reading, self._path, self._read = reading, path, read

    def __call__(self, id: str, keys: tuple[Key, ...]) -> None:
        self._reading.put(id, self._read, keys, self._path)


class _ReadAs:
    """Reads a file again, now that it is known whose it is."""

    def __init__(self, read: Callable[[Path, str, int | None], None], path: Path) -> None:
        self._read, self._path = read, path

    def __call__(self, organization: str, year: int) -> None:
        self._read(self._path, organization, year)
