"""One step of the wizard: its sections on a card, the help panel beside. Built when it is first shown."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget, QWizardPage

from app.form import Address, Section
from ui.pages import PAGE_FOR_KIND
from ui.pages.base import PageAct, SectionPage
from ui.pages.help_panel import HelpPanel
from ui.session import DraftSession
from ui.widgets import filling, frame, scrolling

LEAST_WIDTH_WITH_HELP = 820


class StepPage(QWizardPage):
    """The sections that share a page.

    Signals:
        place_entered(str): the clerk is now at this address.
        address_chosen(str): the clerk wants to go to this place.
        find_wanted(): the clerk wants to find words in the texts of the report.
    """

    place_entered = Signal(str)
    address_chosen = Signal(str)
    find_wanted = Signal()

    def __init__(self, sections: tuple[Section, ...], session: DraftSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sections = sections
        self._session = session
        self.parts: list[SectionPage] = []
        self._panel: HelpPanel | None = None
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
            part.find_wanted.connect(self.find_wanted)
            inner.addWidget(part, 0 if section.kind == "fields" else 1)
            self.parts.append(part)
        if not any(section.kind == "table" for section in self.sections):
            card = scrolling(card)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(12, 4, 12, 4)
        outer.setSpacing(12)
        outer.addWidget(card, 1)
        outer.addWidget(panel)
        panel.show_place(self.sections[0].id)
        self._session.likings.changed.connect(self._show_help)
        self._show_help()  # a page that is jumped to backwards has its size before it is built

    @property
    def place(self) -> Address:
        """The address where the clerk last was on this page; its first section where that is nowhere yet."""
        return self._place or self.sections[0].id

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
        """Shows the help, or folds it away, whatever the width of the window; it stays so."""
        if self._panel:
            self._session.likings.like_guidance(not self._panel.isVisible())

    def search_help(self) -> None:
        """Puts the clerk into the search of the help, unfolded for it."""
        if self._panel:
            self._session.likings.like_guidance(True)
            self._panel.begin_search()

    def _show_help(self) -> None:
        """Shows the help as the clerk likes it; of one who has not chosen, the width of the window decides."""
        wanted = self._session.likings.guidance
        if self._panel:
            had_focus = self._panel.isAncestorOf(self.focusWidget())
            self._panel.setVisible(self.width() >= LEAST_WIDTH_WITH_HELP if wanted is None else wanted)
            if had_focus and not self._panel.isVisible():
                self.go_to(self._place)

    def acts(self) -> tuple[PageAct, ...]:
        """What the section can do in which the clerk is."""
        return part.acts() if (part := self.part_at(self._place)) else ()

    def part_at(self, address: Address) -> SectionPage | None:
        """The part on which an address stands; the first where none does."""
        here = (part for part in self.parts if part.section.id == address.partition("/")[0])
        return next(here, next(iter(self.parts), None))

    def next_pane(self) -> bool:
        """From the sections to the findings or the guidance; False from there, or where they are folded away."""
        panel = self._panel
        if panel is None or not panel.isVisible() or panel.isAncestorOf(self.focusWidget()):
            return False
        panel.enter()
        return True

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
        self._show_help()
