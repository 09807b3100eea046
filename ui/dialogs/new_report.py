"""Asks for what a new report is about: organization, year, kind of body."""

from collections.abc import Collection
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from app.duty import report_year
from app.errors import AppError
from app.form import Field
from app.form_file import DEFAULT_FAMILY, form_for
from app.i18n import _
from ui.widgets import set_role, words


class NewReportDialog(QDialog):
    """Organization, year and kind of body; the year proposed is the one whose report is due.

    Signals:
        begun(str, int, str, bool): organization, year, id of the kind or "", whether last year's is carried over.
    """

    begun = Signal(str, int, str, bool)

    def __init__(
        self, organization: str = "", reports: Collection[tuple[str, int]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._reports = frozenset(reports)
        self.setWindowTitle(_("New report"))
        self.setMinimumWidth(460)
        self.organization = QLineEdit(organization)
        self.organization.setObjectName("organization")
        self.organization.setPlaceholderText(_("the full name, as on the seal"))
        self.year = QSpinBox()
        self.year.setObjectName("year")
        self.year.setRange(0, 9998)  # a year without an edition is told, never changed
        self.year.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.year.setValue(report_year(date.today()))
        self.level = QComboBox()
        self.level.setObjectName("level")
        self.carry = QCheckBox()
        self.carry.setObjectName("carry")
        self.carry.setChecked(True)
        self._edition = words("", "faint", wraps=True)
        self._there = words("", "warning", wraps=True)
        self._wanted = words(_("Please write the full name of the organization first."), "faint", wraps=True)
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
        carries = self.carry.isVisibleTo(self) and self.carry.isChecked()
        self.begun.emit(self.organization.text(), self.year.value(), str(self.level.currentData() or ""), carries)
        self.accept()

    def _lay_out(self) -> None:
        layout = QFormLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addRow(_("&Organization"), self.organization)
        layout.addRow(_("Report &year"), self.year)
        layout.addRow(_("&Kind of body"), self.level)
        layout.addRow("", self.carry)
        layout.addRow("", self._edition)
        layout.addRow("", self._there)
        layout.addRow("", self._wanted)
        layout.addRow(self._buttons)

    def _show(self) -> None:
        organization, year = self.organization.text().strip(), self.year.value()
        self._make.setEnabled(bool(organization))
        self._wanted.setVisible(not organization)
        self.carry.setText(_("Take over what carries on from the report of {year}").format(year=year - 1))
        self.carry.setVisible((organization, year - 1) in self._reports)
        there = _("There is a report of this organization for {year} already; another one is begun beside it.")
        to_come = _("The year {year} has not begun yet. Please check the year.")
        found = ((there, (organization, year) in self._reports), (to_come, year > date.today().year))
        self._there.setText("\n".join(text.format(year=year) for text, is_so in found if is_so))
        self._there.setVisible(bool(self._there.text()))
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
