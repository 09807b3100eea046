"""While a file is read: which one, and Cancel. And the question whose report it is where the file does not say."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QProgressBar, QSpinBox, QVBoxLayout, QWidget

from app.i18n import _
from ui.buttons import Button, ElidedLabel
from ui.widgets import words


class WaitDialog(QDialog):
    """The name of the file being read, and the way out."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reading_wait")
        self.setWindowTitle(_("Reading"))
        self.setMinimumWidth(420)
        name, bar, close = ElidedLabel(), QProgressBar(), Button(_("Cancel"), "close")
        name.setText(_("Reading {file}…").format(file=path.name))
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(name.text())
        close.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        column.addWidget(name)
        column.addWidget(bar)
        column.addWidget(words(_("Nothing is taken before you have seen it."), "faint"))
        column.addWidget(close, alignment=Qt.AlignmentFlag.AlignRight)


class IdentityDialog(QDialog):
    """Whose report a file is and of which year, where it does not say; then it is read again.

    Signals:
        given(str, int): organization and year.
    """

    given = Signal(str, int)

    def __init__(
        self, path: Path, organization: str, year: int, known: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("reading_identity")
        self.setWindowTitle(_("Whose report is it?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        self.organization, self.year = QLineEdit(organization), QSpinBox()
        self.organization.setObjectName("organization")
        self.organization.setPlaceholderText(_("the full name, as on the seal"))
        self.year.setObjectName("year")
        self.year.setRange(0, 9998)
        self.year.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.year.setValue(year)
        self._read, self._close = Button(_("&Read"), "read", "main"), Button(_("Cancel"), "close")
        self._offer(known)
        self._lay_out(path)
        self._read.setDefault(True)
        self._read.clicked.connect(self._on_read)
        self._close.clicked.connect(self.reject)
        self.organization.textChanged.connect(self._show)
        self._show()

    def _offer(self, known: Sequence[str]) -> None:
        from PySide6.QtWidgets import QCompleter

        completer = QCompleter(list(dict.fromkeys(known)), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.organization.setCompleter(completer)

    def _lay_out(self, path: Path) -> None:
        layout = QFormLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        text = _("{file} does not say clearly whose report it is, or of which year. Please check both.")
        layout.addRow(words(text.format(file=path.name), wraps=True))
        layout.addRow(_("&Organization"), self.organization)
        layout.addRow(_("Report &year"), self.year)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(self._read)
        line.addWidget(self._close)
        layout.addRow(line)

    def _show(self) -> None:
        self._read.setEnabled(bool(self.organization.text().strip()))

    def _on_read(self) -> None:
        self.accept()
        self.given.emit(self.organization.text().strip(), self.year.value())
