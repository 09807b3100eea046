"""How the clerk likes the pages: what is folded away stays so."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.settings import load_settings, save_settings

_WORDS = {True: "shown", False: "hidden", None: ""}


class Likings(QObject):
    """What is shown beside the work; None where the clerk has never chosen and the room decides.

    Signals:
        changed(): the clerk has chosen otherwise.
    """

    changed = Signal()

    def __init__(
        self, guidance: bool | None = None, last_year: bool | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._guidance, self._last_year = guidance, last_year

    @property
    def guidance(self) -> bool | None:
        """Whether the guidance stands beside the page."""
        return self._guidance

    @property
    def last_year(self) -> bool | None:
        """Whether last year's figures and texts are shown beside this year's."""
        return self._last_year

    @property
    def layout(self) -> str:
        """The layout of the last export; "" where there was none."""
        return ""

    def like_guidance(self, shown: bool) -> None:
        """The clerk shows the guidance or folds it away."""
        self._guidance = shown
        self.changed.emit()

    def like_last_year(self, shown: bool) -> None:
        """The clerk shows last year's report or folds it away."""
        self._last_year = shown
        self.changed.emit()


class KeptLikings(Likings):
    """The likings that are kept beside a store, from one start of the program to the next."""

    def __init__(self, store: Path, parent: QObject | None = None) -> None:
        settings = load_settings(store)
        super().__init__(_chosen(settings.guidance), _chosen(settings.last_year), parent)
        self._store = store
        self.changed.connect(self._keep)

    @property
    def layout(self) -> str:
        """The layout of the last export: each export changes it."""
        return load_settings(self._store).layout

    def _keep(self) -> None:
        words = {"guidance": _WORDS[self.guidance], "last_year": _WORDS[self.last_year]}
        save_settings(self._store, replace(load_settings(self._store), **words))


def _chosen(word: str) -> bool | None:
    return next((chosen for chosen, known in _WORDS.items() if known == word), None)
