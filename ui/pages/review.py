"""The last step: the verdict and the ways out, the whole report as it will be printed, what is found in it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QTabBar, QVBoxLayout, QWidget, QWizardPage

from app.draft import Filing
from app.finding import Finding
from app.form import Address, Section
from app.i18n import _
from app.progress import first_open
from ui.buttons import Button
from ui.session import DraftSession
from ui.widgets import filling, frame, words

if TYPE_CHECKING:  # what is printed and painted here is loaded when the page is first shown
    from ui.pages.review_head import ReviewHead
    from ui.printed_parts import Part

FINDINGS_WIDTH = 330
ROOMY_WIDTH, ROOMY_HEIGHT = 960, 560
"""From this size on head, sheet and findings stand together; on less the tables could not be read: one at a time."""


class ReviewPage(QWizardPage):
    """The report before it leaves the house.

    Signals:
        address_chosen(str): the clerk wants to go to this place.
        text_chosen(str, int, int): the clerk wants to see this text, with the characters from one to another chosen.
        export_wanted(str): the clerk wants a copy of this kind, or the data.
    """

    address_chosen = Signal(str)
    text_chosen = Signal(str, int, int)
    export_wanted = Signal(str)

    def __init__(self, session: DraftSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.exports: dict[str, Button] = {}
        self._panes: list[QWidget] = []
        self._parts: tuple[Part, ...] = ()
        self._used: QWidget | None = None
        self._is_back = False
        self._shown: tuple[Filing, tuple[Finding, ...]] | None = None
        session.changed.connect(self._on_changed)
        session.findings_changed.connect(self._on_changed)

    def build(self) -> None:
        """Makes the widgets when the page is first shown."""
        if self._panes:
            return
        from app.layout import load
        from ui.findings_box import FindingsBox
        from ui.models.findings_model import FindingsModel
        from ui.printed_sheet import Sheet
        from ui.scrolled import Scrolled

        self.head = self._make_head()
        verb, picture = (_("View"), "view") if self._session.is_locked else (_("Edit"), "edit")
        self.sheet = Sheet(load(), verb, picture)
        self.sheet.part_chosen.connect(self._on_part)
        self.sheet.place_chosen.connect(self._on_place)
        self.findings = FindingsBox(self._session, FindingsModel(self._session, parent=self))
        self.findings.address_chosen.connect(self._go)
        self._top = Scrolled(self._on_card(self.head))
        self._panes = [self._top, self.sheet, self._on_card(self._named_findings())]
        self._tabs = self._make_tabs()
        self._is_roomy = False  # so that a small window need not grow; the first resize tells
        self._lay_out()

    def commit(self) -> None:
        """Nothing is typed here."""

    def toggle_help(self) -> None:
        """There is no help beside this page."""

    def go_to(self, address: Address) -> None:
        """Puts the clerk where this page was left, at first at the first way out; from there to the next pane."""
        self.build()
        is_back, self._is_back = self._is_back, False
        here = self._pane_of(QApplication.focusWidget())
        if here is not None and not is_back:
            self._enter((here + 1) % len(self._panes))
        elif self._used and (left := self._pane_of(self._used)) is not None:
            self._show_pane(left)
            self._used.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._enter(0)

    def _pane_of(self, widget: QWidget | None) -> int | None:
        """The number of the pane in which a widget is."""
        found = (n for n, pane in enumerate(self._panes) if widget and (pane is widget or pane.isAncestorOf(widget)))
        return next(found, None)

    def _enter(self, pane: int) -> None:
        """Gives a pane the focus at its first place; one without any is passed over."""
        self._show_pane(pane)
        firsts = (self.exports["filing"], self.sheet, self.findings.view)
        (firsts[pane] if firsts[pane].isVisibleTo(self) else firsts[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_head(self) -> "ReviewHead":
        from ui.pages.review_head import ReviewHead
        from ui.paper.ways import PaperWays

        head = ReviewHead(self._session)
        self.ways = PaperWays(self._session, self)
        self.ways.place_chosen.connect(self._on_paragraph)
        head.portal.add_before(self.ways)
        head.export_wanted.connect(self.export_wanted)
        head.first_wanted.connect(self._on_first)
        self.exports = head.exports
        return head

    def _on_card(self, widget: QWidget) -> QFrame:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(widget)
        return card

    def _named_findings(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(12, 10, 8, 10)
        column.addWidget(words(_("Findings"), "strong"))
        column.addWidget(self.findings, 1)
        return made

    def _make_tabs(self) -> QTabBar:
        tabs = QTabBar()
        tabs.setObjectName("review_tabs")
        tabs.setAccessibleName(_("Parts of this page"))
        for name in (_("Export"), _("Whole report"), _("Findings")):
            tabs.addTab(name)
        tabs.setDrawBase(False)
        tabs.currentChanged.connect(self._arrange)
        return tabs

    def _lay_out(self) -> None:
        head, sheet, found = self._panes
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(filling(sheet), 1)
        below.addWidget(filling(found), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 4, 12, 4)  # as every other page has them
        column.setSpacing(12)
        column.addWidget(self._tabs)
        column.addWidget(head)
        column.addLayout(below, 1)
        QWidget.setTabOrder(self._tabs, self.exports["filing"])
        self._arrange()

    def _arrange(self) -> None:
        """Everything side by side, or where there is no room for that, what the tab says."""
        self._tabs.setVisible(not self._is_roomy)
        self.head.set_columns(4 if self._is_roomy else 2)
        self._top.let_scroll(not self._is_roomy)
        for number, pane in enumerate(self._panes):
            pane.setVisible(self._is_roomy or number == self._tabs.currentIndex())
        self._panes[2].setMaximumWidth(FINDINGS_WIDTH if self._is_roomy else 16777215)
        self._panes[2].setMinimumWidth(FINDINGS_WIDTH if self._is_roomy else 0)

    def _show_pane(self, pane: int) -> None:
        self._tabs.setCurrentIndex(pane)

    def _on_changed(self) -> None:
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        """Shows how things stand now; of the sheet only what reads otherwise is set anew."""
        from ui.printed_parts import parts
        from ui.printed_remarks import remarks

        now = (self._session.filing, self._session.findings)
        if now == self._shown:
            return
        self._shown = now
        self.head.refresh()
        self._parts = parts(self._session.filing)
        self.sheet.show_parts(self._parts, remarks(self._session.findings))

    def _on_first(self) -> None:
        self._go(self._open_place(self._session.form.sections))

    def _on_part(self, id: str) -> None:
        from ui.printed_parts import SIGNATURE

        part = next(one for one in self._parts if one.id == id)
        printed = part.blocks[0].address if id == SIGNATURE else ""
        self._go(printed or self._open_place(part.sections), self.sheet.buttons[id])

    def _on_place(self, address: Address) -> None:
        """A click on the paper; the heading of a table stands for what is open in it."""
        id = address.partition("/")[0]
        section = next(one for one in self._session.form.sections if one.id == id)
        is_written = "/" in address or section.kind == "narrative"
        part = next((one for one in self._parts if any(block.address == address for block in one.blocks)), None)
        button = self.sheet.buttons.get(part.id if part else id)
        self._go(address if is_written else self._open_place((section,)), button)

    def _on_paragraph(self, address: Address, nth: int) -> None:
        """A click on a page of the preview: in a text to the beginning of the paragraph."""
        self._on_place(address)
        paragraphs = self._session.filing.value(address).split("\n") if "/" not in address else []
        if 0 < nth < len(paragraphs):
            start = sum(len(one) + 1 for one in paragraphs[:nth])
            self.text_chosen.emit(address, start, start)

    def _open_place(self, sections: tuple[Section, ...]) -> Address:
        return first_open(self._session.filing, self._session.findings, sections)

    def _go(self, address: Address, used: QWidget | None = None) -> None:
        """Goes to a place; what was used for that has the focus when the clerk comes back."""
        now = QApplication.focusWidget()
        self._used = used or (now if now and self.isAncestorOf(now) else None)
        self.address_chosen.emit(address)

    # Qt's names from here on

    def initializePage(self) -> None:
        """Builds the page before the wizard lays it out."""
        self.build()

    def showEvent(self, event: QShowEvent) -> None:
        """Shows how things stand now."""
        self._is_back = True
        self._show()
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Changes between everything at once and tabs."""
        super().resizeEvent(event)
        is_roomy = self.width() >= ROOMY_WIDTH and self.height() >= ROOMY_HEIGHT
        if self._panes and is_roomy != self._is_roomy:
            self._is_roomy = is_roomy
            self._arrange()
