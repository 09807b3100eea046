"""Asks for what a new report is about: organization, year, kind of body."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from app.errors import AppError
from app.form import Field
from app.form_file import DEFAULT_FAMILY, form_for
from app.i18n import _
from ui.pages.base import set_role, words


class NewReportDialog(QDialog):
    """Organization, year and kind of body; the year proposed is the one whose report is due.

    Signals:
        begun(str, int, str): organization, year, id of the kind of body or "".
    """

    begun = Signal(str, int, str)

    def __init__(self, organization: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("New report"))
        self.setMinimumWidth(460)
        self.organization = QLineEdit(organization)
        self.organization.setObjectName("organization")
        self.organization.setPlaceholderText(_("the full name, as on the seal"))
        self.year = QSpinBox()
        self.year.setObjectName("year")
        self.year.setRange(0, 9998)  # a year without an edition is told, never changed
        self.year.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.year.setValue(date.today().year - 1)
        self.level = QComboBox()
        self.level.setObjectName("level")
        self._edition = words("", "faint", wraps=True)
        self._buttons = QDialogButtonBox()
        self._make = self._buttons.addButton(_("Begin"), QDialogButtonBox.ButtonRole.AcceptRole)
        set_role(self._make, "role", "main")
        self._buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self._make.setDefault(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._buttons.accepted.connect(self._begin)
        self._buttons.rejected.connect(self.reject)
        self._lay_out()
        self.organization.textChanged.connect(self._show)
        self.year.valueChanged.connect(self._show)
        self._show()

    def _begin(self) -> None:
        self.begun.emit(self.organization.text(), self.year.value(), str(self.level.currentData() or ""))
        self.accept()

    def _lay_out(self) -> None:
        layout = QFormLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addRow(_("&Organization"), self.organization)
        layout.addRow(_("Report &year"), self.year)
        layout.addRow(_("&Kind of body"), self.level)
        layout.addRow("", self._edition)
        layout.addRow(self._buttons)

    def _show(self) -> None:
        self._make.setEnabled(bool(self.organization.text().strip()))
        try:
            form = form_for(DEFAULT_FAMILY, self.year.value())
        except AppError as error:
            self._make.setEnabled(False)
            self._edition.setText(str(error))
            return
        text = _("The report on the work of {year}, in the form of {source}")
        self._edition.setText(text.format(year=self.year.value(), source=form.source))
        self._offer(form.fields.get("cover/level"))

    def _offer(self, asked: Field | None) -> None:
        chosen = self.level.currentData()
        self.level.clear()
        self.level.addItem(_("— please choose —"), "")
        for choice in asked.choices if asked else ():
            self.level.addItem(choice.label, choice.id)
        self.level.setCurrentIndex(max(self.level.findData(chosen), 0))
