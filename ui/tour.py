"""A short tour over a made-up report: each card points at a part of the window, and says what it is for."""

import os
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.intake import take_in
from app.paths import samples, store_file
from app.preferences import load_preferences, save_preferences
from app.store import Store, open_store
from ui.editor import Editor
from ui.tour_cards import Cards

if TYPE_CHECKING:
    from ui.window import MainWindow


class TourScreen(QWidget):
    """The sample in an editor of its own, over a store that is thrown away, with the cards above it.

    Signals:
        left(): the clerk has seen enough.
    """

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tour")
        self._folder = TemporaryDirectory(prefix="gongkai-tour-", ignore_cleanup_errors=True)
        self._store = open_store(Path(self._folder.name) / "gongkai.db")
        self.destroyed.connect(self._store.close)  # also where the window is closed in the middle
        self.destroyed.connect(self._folder.cleanup)
        id = self._store.add(take_in(samples()[-1]).filing.draft)
        self.editor = Editor(self._store, self._store.load(id))
        self.editor.session.likings.like_guidance(True)  # those of the sample, which nobody keeps
        for action in self.editor.actions():  # its keys would turn pages beneath the cards
            action.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.editor)
        self.cards = Cards(self.editor, self)
        self.cards.left.connect(self.leave)

    def begin(self) -> None:
        """Shows the first card."""
        self.editor.start("")
        self.cards.begin()

    def leave(self) -> None:
        """Lays the sample aside; nothing of it stays."""
        self.cards.hide()
        self.editor.close_draft()
        self._store.close()
        self._folder.cleanup()
        self.left.emit()

    # Qt's names from here on

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cards cover everything."""
        super().resizeEvent(event)
        self.cards.setGeometry(self.rect())


def is_wanted(store: Store) -> bool:
    """Whether the clerk is shown around unasked: once, at the first start over an empty store of the usual place."""
    is_usual = not os.environ.get("GONGKAI_STORE") and store.path == store_file()
    return is_usual and not store.entries() and not load_preferences().tour


def offer(window: "MainWindow", store: Store) -> None:
    """Shows the tour where it is wanted; never again afterwards, also where it was skipped."""
    if is_wanted(store) and save_preferences(replace(load_preferences(), tour="shown")):
        window.show_screen(TourScreen())
