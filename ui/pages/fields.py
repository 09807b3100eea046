"""The cover page: one line, choice or tick a field."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.dates import date_in_words
from app.draft import with_value
from app.finding import Finding
from app.form import Address, Field, Section
from app.i18n import _
from app.last_field import in_words, last_field
from app.length import ems
from app.rules.notes import CARRIED, note_behind
from ui.buttons import ElidedLabel
from ui.keys import ENTER, gives_up_undo, is_alt_letter, is_undo
from ui.pages.base import SectionPage
from ui.session import DraftSession
from ui.style import SMALL
from ui.widgets import set_role, words

_WIDE_EXAMPLE = 15
"""From so many characters on a field has a line of its own."""
_BELOW_TITLE = 16


class Hint(ElidedLabel):
    """The line below a field: what is wrong with it, else what stood there last year. It keeps its room when empty."""

    mode = Qt.TextElideMode.ElideRight

    def __init__(self) -> None:
        super().__init__()
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * SMALL)
        self.setFont(font)
        self.setFixedHeight(self.fontMetrics().height() + 2)


class FieldsPage(SectionPage):
    """The fields of a section in two columns; each is entered when the clerk leaves it."""

    def __init__(self, section: Section, session: DraftSession, parent: QWidget | None = None) -> None:
        super().__init__(section, session, parent)
        self._inputs: dict[Address, QWidget] = {}
        self._hints: dict[Address, Hint] = {}
        self._refused: set[Address] = set()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(_BELOW_TITLE)
        head = QHBoxLayout()
        head.addWidget(words(section.title, "title"))
        head.addStretch()
        if any(field.required for field in section.fields):
            head.addWidget(words(_("* required"), "faint"))
        outer.addLayout(head)
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

    # Built

    def _grid(self) -> QGridLayout:
        """Label and entry beside each other, twice a line; a field with a long example has the line alone."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(2, 12)
        for column in (1, 4):
            grid.setColumnStretch(column, 1)
        for field, (row, column, span) in _places(self.section.fields).items():
            self._put(grid, field, row, column, span)
        return grid

    def _put(self, grid: QGridLayout, field: Field, row: int, column: int, span: int) -> None:
        entry = self._input(field)
        label = self._label(field, entry)
        grid.addWidget(label, row, column)
        grid.addWidget(entry, row, column + 1, 1, span)
        grid.addWidget(self._hints[entry.objectName()], row + 1, column + 1, 1, span)
        self._show(entry.objectName())

    def _label(self, field: Field, entry: QWidget) -> QLabel:
        is_flag = field.type == "flag"
        label = words("" if is_flag else field.label + (" *" if field.required else ""), "faint")
        label.setBuddy(entry)
        label.setMinimumWidth(label.fontMetrics().horizontalAdvance("国国国国 *"))
        return label

    def _input(self, field: Field) -> QWidget:
        address = f"{self.section.id}/{field.id}"
        entry = {"choice": self._choice, "flag": self._flag}.get(field.type, self._line)(address, field)
        entry.setObjectName(address)
        entry.setAccessibleName(_("{field} (required)").format(field=field.label) if field.required else field.label)
        entry.installEventFilter(self)
        self._inputs[address] = entry
        self._hints[address] = Hint()
        return entry

    def _line(self, address: Address, field: Field) -> QWidget:
        line = QLineEdit()
        line.setPlaceholderText(self._placeholder(address, field))
        line.setReadOnly(field.type == "year" or self.session.is_locked)
        line.setFocusPolicy(Qt.FocusPolicy.ClickFocus if field.type == "year" else Qt.FocusPolicy.StrongFocus)
        line.editingFinished.connect(self.commit)
        line.textEdited.connect(self._on_edited)
        return line

    def _placeholder(self, address: Address, field: Field) -> str:
        """What the field may look like: last year's entry before a made-up one."""
        then = last_field(self.session.form, address, self.session.last)
        if then:
            return _("last year: {value}").format(value=then)
        return _("e.g. {example}").format(example=field.example) if field.example else ""

    def _choice(self, address: Address, field: Field) -> QWidget:
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
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

    # What the clerk does

    def _on_chosen(self, number: int) -> None:
        box = self.sender()
        if isinstance(box, QComboBox):
            self._enter(box.objectName(), str(box.itemData(number)))

    def _on_ticked(self, ticked: bool) -> None:
        box = self.sender()
        if isinstance(box, QCheckBox):
            self._enter(box.objectName(), "1" if ticked else "")

    def _on_edited(self) -> None:
        entry = self.sender()
        if isinstance(entry, QLineEdit) and entry.objectName() in self._refused:
            self._refused.discard(entry.objectName())
            self._mark(entry.objectName())

    def _enter(self, address: Address, text: str) -> None:
        entry = self._inputs[address]
        if isinstance(entry, QLineEdit):
            entry.setModified(False)
        self.session.set_value(address, text)
        if not text.strip() and self.session.filing.value(address):  # what the report is known by is never blank
            self._refused.add(address)
        self._show(address)

    # What is shown

    def _on_changed(self, addresses: frozenset[Address]) -> None:
        for address in addresses & self._inputs.keys():
            self._refused.discard(address)
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
            entry.setCursorPosition(0 if not entry.hasFocus() else len(entry.text()))
        elif isinstance(entry, QComboBox):
            entry.setCurrentIndex(max(entry.findData(value), 0))
        elif isinstance(entry, QCheckBox):
            entry.setChecked(bool(value))
        self._mark(address)

    def _mark(self, address: Address) -> None:
        """Shows what must be filled, what stands as last year and is not checked, and what the checks say."""
        entry, hint = self._inputs[address], self._hints[address]
        findings = self.session.findings_at(address)
        is_blank = self.session.form.fields[address].required and not self.session.filing.value(address)
        set_role(entry, "blank", "true" if is_blank else "")
        set_role(entry, "carried", "true" if any(finding.code == CARRIED for finding in findings) else "")
        text, role = self._said(address, findings)
        hint.setText(text)
        set_role(hint, "role", role)
        entry.setAccessibleDescription(text)

    def _said(self, address: Address, findings: tuple[Finding, ...]) -> tuple[str, str]:
        """The words below a field and their role: the gravest finding, else last year's entry where it was another."""
        value = self.session.filing.value(address)
        if address in self._refused:
            return _("This cannot be blank; “{value}” stays.").format(value=value), "warning"
        if findings:
            worst = min(findings, key=lambda finding: ("error", "warning", "info").index(finding.severity))
            return self._words_of(worst), {"error": "error", "warning": "warning"}.get(worst.severity, "faint")
        then = last_field(self.session.form, address, self.session.last)
        if not then or not value or then == in_words(self.session.form.fields[address], value):
            return "", "faint"
        return _("last year: {value}").format(value=then), "faint"

    def _words_of(self, finding: Finding) -> str:
        """What a finding says, below its field: of what was taken over without the field's name."""
        note = note_behind(self.session.filing, finding) if finding.code == CARRIED else None
        return note.text if note else finding.message

    def _takes_back(self, line: QLineEdit, event: QEvent) -> bool:
        """Whether a key takes back what is typed: Escape, or Undo where there would be no step to undo."""
        if _is_escape(event):
            return True
        filing = self.session.filing
        return is_undo(event) and with_value(filing, line.objectName(), line.text()).draft == filing.draft

    # Qt's names from here on

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tells where the clerk is; Enter in a line goes on to the next field, Escape takes back what is typed."""
        if event.type() == QEvent.Type.FocusIn:
            self.place_entered.emit(watched.objectName())
        if isinstance(watched, QLineEdit) and _is_enter(event):
            self.commit()
            watched.focusNextPrevChild(True)
            return True
        if is_alt_letter(event):
            event.ignore()
            return True
        if isinstance(watched, QLineEdit) and watched.isModified() and self._takes_back(watched, event):
            self._show(watched.objectName())
            event.accept()
            return True
        return gives_up_undo(event) or super().eventFilter(watched, event)


def _places(fields: tuple[Field, ...]) -> Mapping[Field, tuple[int, int, int]]:
    """Row, column and span of each field's label and entry, in reading order."""
    places, row, column = {}, 0, 0
    for field in fields:
        is_wide = field.type == "text" and ems(field.example) > _WIDE_EXAMPLE
        if is_wide and column:
            row, column = row + 2, 0
        places[field] = (row, column, 4 if is_wide else 1)
        row, column = (row, 3) if not column and not is_wide else (row + 2, 0)
    return places


def _is_enter(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in ENTER


def _is_escape(event: QEvent) -> bool:
    is_key = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
    return is_key and event.type() == QEvent.Type.KeyPress
