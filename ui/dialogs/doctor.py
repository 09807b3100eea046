"""What a look at this computer has found, each thing with what to do; it can be copied for whoever helps."""

from collections.abc import Sequence
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.doctor import Computer, Health, Result, examine, in_words, name_of
from app.i18n import _
from ui.buttons import Button
from ui.widgets import scrolling, words

_CHIPS = {Health.GOOD: "good-chip", Health.NOTE: "open-chip", Health.BAD: "bad-chip"}


class DoctorDialog(QDialog):
    """Looks in a thread, since all of the store is read, and shows what was seen."""

    def __init__(self, computer: Computer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Check this computer"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        letter = self.fontMetrics().height()
        self.resize(46 * letter, 32 * letter)
        self._results: tuple[Result, ...] = ()
        self._sheet = QWidget()
        self._grid = QGridLayout(self._sheet)
        self._grid.setColumnStretch(2, 1)
        self._grid.setHorizontalSpacing(14)
        self._wait = words(_("Looking…"), "faint")
        self._copy = Button(_("&Copy"), "copy", picture="copy")
        self._copy.setEnabled(False)
        self._copy.clicked.connect(self._on_copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(words(_("What the program needs of this computer"), "title"))
        column.addWidget(self._wait)
        column.addWidget(scrolling(self._sheet), 1)
        column.addLayout(self._bottom())
        self._look = _Look(computer)
        self._look.seen.connect(self.show_results)
        Thread(target=self._look.run, daemon=True).start()

    def _bottom(self) -> QHBoxLayout:
        close = Button(_("Close"), "close", "main")
        close.clicked.connect(self.accept)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(self._copy)
        line.addWidget(close)
        return line

    def show_results(self, results: Sequence[Result]) -> None:
        """Shows what was seen, the bad first."""
        order = list(Health)
        self._results = tuple(sorted(results, key=lambda one: -order.index(one.health)))
        for row, one in enumerate(self._results):
            chip = words(name_of(one.health), _CHIPS[one.health])
            chip.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._grid.addWidget(chip, 2 * row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words(one.subject, "strong"), 2 * row, 1, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(_copyable(one.said, ""), 2 * row, 2)
            if one.advice:
                self._grid.addWidget(_copyable(one.advice, "faint"), 2 * row + 1, 2)
        self._grid.setRowStretch(2 * len(self._results), 1)
        self._wait.hide()
        self._copy.setEnabled(True)
        self._copy.setFocus()

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(in_words(self._results))
        self._copy.setText(_("Copied"))


def _copyable(text: str, role: str) -> QLabel:
    label = words(text, role, wraps=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


class _Look(QObject):
    """The look itself, in a thread that keeps it alive also where the dialog is closed before the end.

    Signals:
        seen(object): the results.
    """

    seen = Signal(object)

    def __init__(self, computer: Computer) -> None:
        super().__init__()
        self._computer = computer

    def run(self) -> None:
        """Looks, and tells."""
        self.seen.emit(examine(self._computer))


def computer_of(window: QWidget, store: Path) -> Computer:
    """This computer as the window sees it."""
    import PySide6

    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    screen = window.screen()
    room = screen.availableSize()
    return Computer(
        store,
        frozenset(QFontDatabase.families()),
        frozenset(chinese),
        PySide6.__version__,
        Path(PySide6.__file__).parent,
        (room.width(), room.height(), screen.devicePixelRatio()),
    )
