"""The day's backup, made beside the window so that nobody waits for it."""

from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, Signal

from app.errors import AppError
from app.i18n import _
from app.settings import load_settings


class DailyBackup(QObject):
    """A backup where something has changed since the last one of an earlier day, then a look at the second place.

    Signals:
        told(str): what the clerk should know: the backup failed, or the second place has not been seen for long.
    """

    told = Signal(str)

    def __init__(self, store: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store

    def start(self) -> None:
        """Makes it in a thread of its own."""
        Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        said = back_up_today(self._store)
        if said:
            self.told.emit(said)


def back_up_today(store: Path) -> str:
    """Makes the day's backup; what the clerk should know of it, "" where all is well."""
    from app.store.backup import PlaceMissing, daily, is_overdue, last_seen

    place = load_settings(store).second_place
    second, now = Path(place) if place else None, datetime.now(UTC)
    try:
        daily(store, now, second)
    except PlaceMissing:  # a stick that is not plugged in is no fault until it is overdue
        pass
    except AppError as error:
        return str(error)
    if second is None or not is_overdue(last_seen(store, second), now):
        return ""
    text = _("The second place of the backups, {folder}, has not been seen for long. Please plug it in, then back up.")
    return text.format(folder=second)


def back_up_at_the_end(store: Path) -> None:
    """What was done today, backed up when the window has closed; what fails is told at the next start, by the day's."""
    from app.store.backup import back_up_now

    place = load_settings(store).second_place
    try:
        back_up_now(store, datetime.now(UTC), Path(place) if place else None)
    except AppError:
        return
