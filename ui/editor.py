"""One draft at work: the bar that names it and tells that it is saved, the wizard below."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.entry import Entry, state_name
from app.i18n import _
from app.store import Store
from ui.buttons import Button, ElidedLabel
from ui.pages.base import frame, set_role, words
from ui.session import DraftSession
from ui.wizard import ReportWizard


class Editor(QWidget):
    """A draft's wizard under its bar.

    Signals:
        left(): the clerk wants the library.
        export_wanted(str): the clerk wants a copy of this kind, or the data.
        asked(str): an act on the draft as a whole, as the library has it.
    """

    left = Signal()
    export_wanted = Signal(str)
    asked = Signal(str)

    def __init__(self, store: Store, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = DraftSession(store, entry, self)
        self.wizard = ReportWizard(self.session, self)
        self.wizard.export_wanted.connect(self.export_wanted)
        self._name = ElidedLabel()
        self._name.setProperty("role", "strong")
        self._trouble = words("", "error", wraps=True)
        self._trouble.setContentsMargins(20, 4, 20, 4)
        self._trouble.hide()
        self._saved = words("", "faint")
        self._undo = self._tool(_("Undo"), "undo", self.wizard.undo)
        self._redo = self._tool(_("Redo"), "redo", self.wizard.redo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar(entry))
        column.addWidget(self._trouble)
        if entry.is_locked:
            column.addWidget(self._lock(entry))
        column.addWidget(self.wizard, 1)
        self.wizard.setVisible(True)  # a dialog waits to be shown, also inside another widget
        self._add_keys()
        self.session.saved.connect(self._on_saved)
        self.session.save_failed.connect(self._on_save_failed)
        self.session.changed.connect(self._show)
        self._on_saved(entry.saved)
        self._show()

    def start(self, address: str) -> None:
        """Shows the page where the clerk last was."""
        self.wizard.start(address)

    def close_draft(self) -> bool:
        """Enters what is being typed and saves it; False where the store refused."""
        self.wizard.commit()
        return self.session.save()

    def _bar(self, entry: Entry) -> QWidget:
        bar = frame("bar")
        line = QHBoxLayout(bar)
        line.setContentsMargins(12, 4, 16, 4)
        library = self._tool(_("‹ Annual reports"), "library", self.left.emit)
        about = _("edition {edition}").format(edition=self.session.form.edition)
        line.addWidget(library)
        line.addWidget(self._name, 1)
        line.addWidget(words(about, "faint"))
        state = self._tool(state_name(entry.state), "state", self._on_act)
        state.setAccessibleName(_("State: {state}").format(state=state_name(entry.state)))
        line.addWidget(state)
        line.addStretch()
        for text, name in ((_("Versions"), "versions"), (_("Compare with last year"), "compare")):
            line.addWidget(self._tool(text, name, self._on_act))
        help_ = self._tool(_("Guidance"), "guidance", self.wizard.toggle_help)
        for widget in (help_, self._undo, self._redo, self._saved):
            line.addWidget(widget)
        return bar

    def _lock(self, entry: Entry) -> QWidget:
        """The strip that says why nothing can be changed, and how it can."""
        strip = frame("notice")
        line = QHBoxLayout(strip)
        line.setContentsMargins(20, 4, 16, 4)
        said = _("This report is {state}: it is locked and cannot be changed.").format(state=state_name(entry.state))
        line.addWidget(words(said, "warning"))
        line.addWidget(self._tool(_("Reopen…"), "state", self._on_act))
        line.addStretch()
        return strip

    def _tool(self, text: str, name: str, act: object) -> Button:
        button = Button(text, name, "link")
        button.clicked.connect(act)
        return button

    def _on_act(self) -> None:
        self.asked.emit(self.sender().objectName())

    def _add_keys(self) -> None:
        keys = [(QKeySequence("Ctrl+Z"), self.wizard.undo), (QKeySequence("Ctrl+Y"), self.wizard.redo)]
        keys += [(QKeySequence("Ctrl+Shift+Z"), self.wizard.redo), (QKeySequence("F6"), self.wizard.next_pane)]
        keys += [(QKeySequence("F1"), self.wizard.toggle_help)]
        for sequence, act in keys:
            self._add_key(sequence, act)
        for number in range(self.wizard.steps):
            self._add_key(QKeySequence(f"Ctrl+{number + 1}"), _Jump(self.wizard, number))

    def _add_key(self, sequence: QKeySequence, act: object) -> None:
        action = QAction(self)
        action.setShortcut(sequence)
        action.triggered.connect(act)
        self.addAction(action)

    def _on_saved(self, when: datetime) -> None:
        self._saved.setText(_("Saved {time}").format(time=f"{when.astimezone():%H:%M}"))
        set_role(self._saved, "role", "faint")
        self._trouble.hide()

    def _on_save_failed(self, reason: str) -> None:
        self._saved.setText(_("Not saved!"))
        self._trouble.setText(reason)
        self._trouble.show()
        set_role(self._saved, "role", "error")

    def _show(self) -> None:
        draft = self.session.filing.draft
        self._name.setText(_("{organization} · {year}").format(organization=draft.organization, year=draft.year))
        for button, text, name in (
            (self._undo, _("Undo"), self.session.undo_name), (self._redo, _("Redo"), self.session.redo_name),
        ):  # fmt: skip
            button.setEnabled(bool(name))
            button.setToolTip(f"{text}: {name}" if name else "")


class _Jump:
    """A jump to one step, for a key."""

    def __init__(self, wizard: ReportWizard, step: int) -> None:
        self._wizard, self._step = wizard, step

    def __call__(self) -> None:
        self._wizard.go_to_step(self._step)
