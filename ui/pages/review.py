"""The last step: the verdict, what is open step by step, every finding, and the way out to a file."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget, QWizardPage

from app.form import Address
from app.i18n import _, n_
from app.progress import StepState, first_open, progress
from app.wording import verdict_in_words
from ui.buttons import Button
from ui.findings_box import FindingsBox
from ui.models.findings_model import FindingsModel
from ui.pages.base import filling, frame, scrolling, set_role, words
from ui.session import DraftSession

COPIES = ("filing", "review", "draft", "data")


class ReviewPage(QWizardPage):
    """What is open, and the copies that can be made.

    Signals:
        address_chosen(str): the clerk wants to go to this place.
        export_wanted(str): the clerk wants a copy of this kind, or the data.
    """

    address_chosen = Signal(str)
    export_wanted = Signal(str)

    def __init__(self, session: DraftSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._verdict = words("", "strong", wraps=True)
        self._states: list[QLabel] = []
        self.exports: dict[str, Button] = {}
        session.changed.connect(self._on_changed)

    def build(self) -> None:
        """Makes the widgets when the page is first shown."""
        if self.exports:
            return
        card = filling(frame("card"))
        inner = QVBoxLayout(card)
        inner.setContentsMargins(16, 14, 16, 14)
        inner.addWidget(words(_("Review and export"), "title"))
        inner.addWidget(self._verdict)
        inner.addLayout(self._exports())
        inner.addLayout(self._steps())
        inner.addWidget(words(_("Findings"), "strong"))
        inner.addWidget(self._findings(), 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(12, 12, 12, 12)
        outer.addWidget(scrolling(card))
        self._show()

    def commit(self) -> None:
        """Nothing is typed here."""

    def toggle_help(self) -> None:
        """There is no help beside this page."""

    def go_to(self, address: Address) -> None:
        """Puts the clerk at the first way out."""
        self.build()
        self.exports["filing"].setFocus()

    def _exports(self) -> QHBoxLayout:
        names = {
            "filing": _("Export the filing copy…"),
            "review": _("Export the copy for the leader…"),
            "draft": _("Export a working copy…"),
            "data": _("Export the data…"),
        }
        line = QHBoxLayout()
        for copy in COPIES:
            button = Button(names[copy], f"export_{copy}", "main" if copy == "filing" else "")
            button.clicked.connect(self._on_export)
            self.exports[copy] = button
            line.addWidget(button)
        line.addStretch()
        return line

    def _steps(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for row, step in enumerate(self._session.form.steps):
            state, link = words(""), Button(_("Edit"), step[0].id, "link")
            link.setAccessibleName(_("Edit {section}").format(section=step[0].title))
            link.clicked.connect(self._on_link)
            grid.addWidget(words(step[0].title), row, 0)
            grid.addWidget(state, row, 1)
            grid.addWidget(link, row, 2)
            self._states.append(state)
        return grid

    def _findings(self) -> FindingsBox:
        box = FindingsBox(self._session, FindingsModel(self._session, parent=self))
        box.address_chosen.connect(self.address_chosen)
        return box

    def _on_export(self) -> None:
        self.export_wanted.emit(self.sender().objectName().removeprefix("export_"))

    def _on_link(self) -> None:
        step = self._session.form.steps[self._session.form.step_of(self.sender().objectName())]
        self.address_chosen.emit(first_open(self._session.filing, self._session.findings, step))

    def _on_changed(self, addresses: frozenset[Address]) -> None:
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        verdict = self._session.verdict
        self._verdict.setText(verdict_in_words(verdict))
        for step, label in zip(self._session.form.steps, self._states, strict=True):
            now = progress(self._session.filing, self._session.findings, step)
            blank = n_("one place is blank", "{count} places are blank", now.blanks).format(count=now.blanks)
            said = [blank] if now.blanks else []
            said += [_("{count} to settle").format(count=now.findings)] if now.findings else []
            label.setText(_("; ").join(said) or _("this part is filled"))
            set_role(label, "role", "error" if now.state == StepState.FAULTY else "faint")

    # Qt's names from here on

    def initializePage(self) -> None:
        """Builds the page before the wizard lays it out."""
        self.build()

    def showEvent(self, event: QShowEvent) -> None:
        """Shows how things stand now."""
        self._show()
        super().showEvent(event)
