"""One step of the wizard: its sections on a card, the help panel beside. Built when it is first shown."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget, QWizardPage

from app.form import Address, Section
from ui.pages import PAGE_FOR_KIND
from ui.pages.base import SectionPage, filling, frame
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

    def build(self) -> None:
        """Makes the widgets; a page that is never shown costs nothing."""
        if self.parts:
            return
        card = filling(frame("card"))
        inner = QVBoxLayout(card)
        inner.setContentsMargins(16, 14, 16, 14)
        self._panel = panel = HelpPanel(self.sections, self._session)
        panel.address_chosen.connect(self.address_chosen)
        for section in self.sections:
            part = PAGE_FOR_KIND[section.kind](section, self._session)
            part.place_entered.connect(panel.show_place)
            part.place_entered.connect(self.place_entered)
            inner.addWidget(part, 0 if section.kind == "fields" else 1)
            self.parts.append(part)
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
        """Puts the clerk at an address of this page, or at its first place."""
        self.build()
        if not any(part.go_to(address) for part in self.parts):
            self.parts[0].go_to(self._session.form.entries(self.sections[0])[0])

    # Qt's names from here on

    def initializePage(self) -> None:  # noqa: N802
        """Builds the page before the wizard lays it out."""
        self.build()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lays the help aside where the window is too narrow for both."""
        super().resizeEvent(event)
        if self._panel:
            self._panel.setVisible(self.width() >= LEAST_WIDTH_WITH_HELP)
