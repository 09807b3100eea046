"""The left side of a reading: the file's own view, the search in it, and what became of its places."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.blocks import Spot
from app.i18n import _
from app.intake import Intake
from app.taking import addresses_at
from ui.buttons import Button
from ui.reading_file import FileView
from ui.reading_nodes import doubtful, where_it_went
from ui.widgets import words


class FilePane(QWidget):
    """The file with its search.

    Signals:
        spot_entered(object): the clerk is at this Spot of the file.
    """

    spot_entered = Signal(object)

    def __init__(self, intake: Intake, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._intake, self._addresses = intake, addresses_at(intake)
        self.view = FileView(intake.blocks, doubtful(intake), self)
        self.search = QLineEdit()
        self.search.setObjectName("file_search")
        self.search.setPlaceholderText(_("Search in the file (Ctrl+F)"))
        self.search.setAccessibleName(_("Search in the file"))
        self.search.setClearButtonEnabled(True)
        self._next = Button(_("Next (F3)"), "file_next")
        self.went = words(_("Amber: what is doubtful. Click a place to see where it went."), "faint", wraps=True)
        self.went.setMinimumHeight(2 * self.fontMetrics().lineSpacing() + 4)
        self._lay_out()
        self._connect()

    def show_spots(self, spots: Sequence[Spot]) -> None:
        """Marks where something was read and brings it into view."""
        self.view.show_spots(spots)
        if not spots:
            self.went.setText(_("This has no place of its own in the file."))
        elif spots[0] in self._addresses:
            self._tell(spots[0])
        else:
            self.went.setText(_("Its place is marked in the file."))

    def seek_next(self) -> None:
        """The next place of the words sought; the search itself where nothing is sought."""
        if not self.search.text():
            self.search.setFocus()
        elif not self.view.seek(self.search.text()):
            self.went.setText(_("“{words}” does not stand in the file.").format(words=self.search.text()))

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(words(_("The file"), "strong"))
        line.addStretch()
        line.addWidget(self.search, 2)
        line.addWidget(self._next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self.view, 1)
        column.addWidget(self.went)

    def _connect(self) -> None:
        self.view.spot_entered.connect(self._on_spot)
        self.search.returnPressed.connect(self.seek_next)
        self._next.clicked.connect(self.seek_next)
        for key, act in (("Ctrl+F", self._begin_search), ("F3", self.seek_next)):
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            action.triggered.connect(act)
            self.window().addAction(action)
            self.addAction(action)

    def _begin_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _on_spot(self, spot: Spot) -> None:
        self._tell(spot)
        self.spot_entered.emit(spot)

    def _tell(self, spot: Spot) -> None:
        self.went.setText(where_it_went(self._intake, spot, self._addresses.get(spot, ())))
