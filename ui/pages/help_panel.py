"""The panel beside a page: what the place means, and what the checks say of this section."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.finding import Finding
from app.form import Address, Section
from app.guidance import Guidance, guidance
from app.i18n import _
from ui.findings_box import FindingsBox
from ui.models.findings_model import FindingsModel
from ui.pages.base import words
from ui.session import DraftSession

WIDTH = 250


class HelpPanel(QFrame):
    """Guidance that follows the clerk's place, above the findings of the page.

    Signals:
        address_chosen(str): the clerk wants to go to this place.
    """

    address_chosen = Signal(str)

    def __init__(self, sections: tuple[Section, ...], session: DraftSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self._session = session
        self._ids = {section.id for section in sections}
        self._guide = QVBoxLayout()
        self._place: Address = ""
        outer = QVBoxLayout(self)
        outer.addWidget(words(_("Guidance"), "strong"))
        outer.addWidget(self._scroll(), 3)
        self._heading = words("", "strong")
        outer.addWidget(self._heading)
        self.findings = FindingsBox(session, FindingsModel(session, self._is_here, self))
        self.findings.address_chosen.connect(self.address_chosen)
        outer.addWidget(self.findings, 3)
        session.findings_changed.connect(self._on_findings_changed)
        self._show_heading()

    def show_place(self, address: Address) -> None:
        """Shows the guidance of an address."""
        self._place = address
        help_ = guidance(self._session.filing, address, self._session.last) if address else None
        if help_ is not None:
            _empty(self._guide)
            for label in _labels(help_, self._session.findings_at(address)):
                self._guide.addWidget(label)
            self._guide.addStretch()

    def _scroll(self) -> QScrollArea:
        inner = QWidget()
        inner.setLayout(self._guide)
        self._guide.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        return area

    def _is_here(self, finding: Finding) -> bool:
        return any(address.partition("/")[0] in self._ids for address in finding.addresses)

    def _on_findings_changed(self, added: tuple[Finding, ...], removed: tuple[Finding, ...]) -> None:
        self._show_heading()
        if any(self._place in finding.addresses for finding in (*added, *removed)):
            self.show_place(self._place)

    def _show_heading(self) -> None:
        here = [finding for finding in self._session.findings if self._is_here(finding) and not finding.cause]
        self._heading.setText(_("To settle on this page: {count}").format(count=len(here)))
        self._heading.setVisible(bool(here))
        self.findings.setVisible(bool(here))


def _labels(help_: Guidance, findings: tuple[Finding, ...]) -> list[QLabel]:
    labels = [words(help_.title, "strong", wraps=True)]
    for heading, text in (
        ("", help_.text), (_("Source"), help_.source), (_("Usual mistake"), help_.mistake),
        (_("Example"), help_.example), (_("Last year ({year})").format(year=help_.last_year), help_.last_value),
    ):  # fmt: skip
        if text:
            labels += [words(heading, "strong")] if heading else []
            labels.append(words(text, "source" if text is help_.source else "faint", wraps=True))
    labels += [words(f.message, "error" if f.severity == "error" else "warning", wraps=True) for f in findings]
    return labels


def _empty(layout: QVBoxLayout) -> None:
    while item := layout.takeAt(0):
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
