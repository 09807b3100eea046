"""One step of the wizard: its sections on a card, the help panel beside. Built when it is first shown."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget, QWizardPage

from app.form import Address, Section
from ui.pages import PAGE_FOR_KIND
from ui.pages.base import SectionPage, filling, frame, scrolling
from ui.pages.help_panel import HelpPanel
from ui.session import DraftSession

LEAST_WIDTH_WITH_HELP = 820


class StepPage(QWizardPage):
    """The sections that share a page.

    Signals:
        place_entered(str): the clerk is now at this address.
        address_chosen(str): the clerk wants to go to this place.
    """

    place_entered = Signal(str)
    address_chosen = Signal(str)

    def __init__(self, sections: tuple[Section, ...], session: DraftSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections = sections
        self._session = session
        self.parts: list[SectionPage] = []
        self._panel: HelpPanel | None = None
        self._wants_help: bool | None = None
        self._place: Address = ""

    def build(self) -> None:
        """Makes the widgets; a page that is never shown costs nothing."""
        if self.parts:
            return
        card: QWidget = filling(frame("card"))
        inner = QVBoxLayout(card)
        inner.setContentsMargins(16, 14, 16, 14)
        self._panel = panel = HelpPanel(self.sections, self._session)
        panel.address_chosen.connect(self.address_chosen)
        for section in self.sections:
            part = PAGE_FOR_KIND[section.kind]()(section, self._session)
            part.place_entered.connect(panel.show_place)
            part.place_entered.connect(self._on_place_entered)
            inner.addWidget(part, 0 if section.kind == "fields" else 1)
            self.parts.append(part)
        if not any(section.kind == "table" for section in self.sections):
            card = scrolling(card)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(12, 12, 12, 12)
        outer.setSpacing(12)
        outer.addWidget(card, 1)
        outer.addWidget(panel)
        panel.show_place(self.sections[0].id)

    def commit(self) -> None:
        """Enters whatever is being typed on the page."""
        for part in self.parts:
            part.commit()

    def go_to(self, address: Address) -> None:
        """Puts the clerk at an address of this page, or where the clerk last was on it, at first its first place."""
        self.build()
        first = self._session.form.entries(self.sections[0])[0]
        next(part for place in (address, self._place, first) for part in self.parts if place and part.go_to(place))

    def toggle_help(self) -> None:
        """Shows the help, or lays it aside, whatever the width of the window."""
        if self._panel:
            self._wants_help = not self._panel.isVisible()
            self._panel.setVisible(self._wants_help)

    def next_pane(self) -> None:
        """From the sections to the findings and back."""
        panel = self._panel
        if panel and panel.isVisible() and panel.findings.view.isVisible() and not panel.findings.view.hasFocus():
            panel.findings.view.setFocus()
        else:
            self.go_to("")

    def _on_place_entered(self, address: Address) -> None:
        if address:
            self._place = address
            self.place_entered.emit(address)

    # Qt's names from here on

    def initializePage(self) -> None:
        """Builds the page before the wizard lays it out."""
        self.build()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lays the help aside where the window is too narrow for both."""
        super().resizeEvent(event)
        if self._panel and self._wants_help is None:
            self._panel.setVisible(self.width() >= LEAST_WIDTH_WITH_HELP)
