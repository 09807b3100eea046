"""The cover page: one line, choice or tick a field."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.finding import Finding
from app.form import Address, Field, Section
from app.i18n import _
from app.naming import date_in_words
from app.rules.notes import CARRIED
from ui.keys import ENTER, gives_up_undo
from ui.pages.base import SectionPage, set_role, words
from ui.session import DraftSession


class FieldsPage(SectionPage):
    """The fields of a section in two columns; each is entered when the clerk leaves it."""

    def __init__(self, section: Section, session: DraftSession, parent: QWidget | None = None) -> None:
        super().__init__(section, session, parent)
        self._inputs: dict[Address, QWidget] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(words(section.title, "title"))
        outer.addLayout(self._grid())
        session.changed.connect(self._on_changed)
        session.findings_changed.connect(self._on_findings_changed)

    def commit(self) -> None:
        """Enters the line in which the clerk is typing."""
        for address, entry in self._inputs.items():
            if isinstance(entry, QLineEdit) and entry.isModified():
                self._enter(address, entry.text())

    def go_to(self, address: Address) -> bool:
        """Puts the clerk into a field."""
        entry = self._inputs.get(address)
        if entry is None:
            return False
        entry.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(6)
        for number, field in enumerate(self.section.fields):
            row, column = 2 * (number // 2), number % 2
            entry = self._input(field)
            text = "" if field.type == "flag" else field.label + (_(" (required)") if field.required else "")
            label = words(text, "faint")
            label.setBuddy(entry)
            grid.addWidget(label, row, column)
            grid.addWidget(entry, row + 1, column)
        return grid

    def _input(self, field: Field) -> QWidget:
        address = f"{self.section.id}/{field.id}"
        entry = {"choice": self._choice, "flag": self._flag}.get(field.type, self._line)(address, field)
        entry.setObjectName(address)
        entry.setAccessibleName(field.label)
        entry.installEventFilter(self)
        self._inputs[address] = entry
        self._show(address)
        return entry

    def _line(self, address: Address, field: Field) -> QWidget:
        line = QLineEdit()
        line.setPlaceholderText(_("e.g. {example}").format(example=field.example) if field.example else "")
        line.setReadOnly(field.type == "year" or self.session.is_locked)
        line.setFocusPolicy(Qt.FocusPolicy.ClickFocus if field.type == "year" else Qt.FocusPolicy.StrongFocus)
        line.editingFinished.connect(self.commit)
        return line

    def _choice(self, address: Address, field: Field) -> QWidget:
        box = QComboBox()
        box.addItem(_("— please choose —"), "")
        for choice in field.choices:
            box.addItem(choice.label, choice.id)
        box.setEnabled(not self.session.is_locked)
        box.activated.connect(self._on_chosen)
        return box

    def _flag(self, address: Address, field: Field) -> QWidget:
        box = QCheckBox(field.label)
        box.setEnabled(not self.session.is_locked)
        box.clicked.connect(self._on_ticked)
        return box

    def _on_chosen(self, number: int) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self._enter(box.objectName(), str(box.itemData(number)))

    def _on_ticked(self, ticked: bool) -> None:
        box = self.sender()
        if isinstance(box, QCheckBox):
            self._enter(box.objectName(), "1" if ticked else "")

    def _enter(self, address: Address, text: str) -> None:
        entry = self._inputs[address]
        if isinstance(entry, QLineEdit):
            entry.setModified(False)
        self.session.set_value(address, text)
        self._show(address)

    def _on_changed(self, addresses: frozenset[Address]) -> None:
        for address in addresses & self._inputs.keys():
            self._show(address)

    def _on_findings_changed(self, added: tuple[Finding, ...], removed: tuple[Finding, ...]) -> None:
        for address in {address for finding in (*added, *removed) for address in finding.addresses}:
            if address in self._inputs:
                self._mark(address)

    def _show(self, address: Address) -> None:
        entry, value = self._inputs[address], self.session.filing.value(address)
        if isinstance(entry, QLineEdit):
            is_date = self.session.form.fields[address].type == "date"
            entry.setText(date_in_words(value) if is_date else value)
            entry.setModified(False)
        elif isinstance(entry, QComboBox):
            entry.setCurrentIndex(max(entry.findData(value), 0))
        elif isinstance(entry, QCheckBox):
            entry.setChecked(bool(value))
        self._mark(address)

    def _mark(self, address: Address) -> None:
        """Shows what must be filled, and what stands as last year and is not checked."""
        entry = self._inputs[address]
        is_blank = self.session.form.fields[address].required and not self.session.filing.value(address)
        set_role(entry, "blank", "true" if is_blank else "")
        is_carried = any(finding.code == CARRIED for finding in self.session.findings_at(address))
        set_role(entry, "carried", "true" if is_carried else "")

    # Qt's names from here on

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tells where the clerk is; Enter in a line goes on to the next field."""
        if event.type() == QEvent.Type.FocusIn:
            self.place_entered.emit(watched.objectName())
        if isinstance(watched, QLineEdit) and _is_enter(event):
            self.commit()
            watched.focusNextPrevChild(True)
            return True
        return gives_up_undo(event) or super().eventFilter(watched, event)


def _is_enter(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in ENTER
