"""A table of whole rows, of which one is chosen by Enter or a double click."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView

from ui.keys import ENTER


class ChoiceTable(QTableView):
    """A table of whole rows, one of which is chosen by Enter or a double click.

    Signals:
        chosen(QModelIndex): this row.
    """

    chosen = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "choice")
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(36)
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(self.chosen)

    # Qt's names from here on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses the row."""
        if event.key() in ENTER:
            self.chosen.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)
