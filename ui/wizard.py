"""The wizard of one draft: a page a step, the step list beside, the verdict below.

QWizard keeps no history over free jumps (Back after a jump goes to the first page, Next refuses a page already met), so
Back and Next are buttons of our own over the order of the steps; Escape does not close an embedded wizard.
"""

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QListView, QVBoxLayout, QWidget, QWizard

from app.entry import State, state_name
from app.finding import VerdictState
from app.form import Address
from app.i18n import _
from app.wording import verdict_parts
from ui.buttons import Button
from ui.delegates import StepDelegate
from ui.models.steps_model import StepsModel
from ui.pages.base import PageAct
from ui.pages.review import ReviewPage
from ui.pages.step import StepPage
from ui.session import DraftSession
from ui.verdict_button import VerdictButton

Buttons = QWizard.WizardButton
VERDICT, BACK, NEXT = Buttons.CustomButton1, Buttons.CustomButton2, Buttons.CustomButton3
RETURN = Buttons.HelpButton
"""QWizard has three buttons for us; the one for its help, which stands elsewhere here, leads back to the review."""

_LONGEST_TRAIL = 50
REVIEW_PLACE = "#review"
"""The place that is remembered where the clerk was last at the review; no address has this form."""


class ReportWizard(QWizard):
    """The steps of a report.

    Signals:
        export_wanted(str): the clerk wants a copy of this kind, or the data.
        find_wanted(): the clerk wants to find words in the texts of the report.
    """

    export_wanted = Signal(str)
    find_wanted = Signal()

    def __init__(self, session: DraftSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._set_up()
        self.verdict_button = VerdictButton("verdict", self)
        self.setButton(VERDICT, self.verdict_button)
        self.back_button = self._button(BACK, "back", "")
        self.next_button = self._button(NEXT, "next", "main")
        self.return_button = self._button(RETURN, "return", "")
        self.setButtonLayout([VERDICT, Buttons.Stretch, RETURN, BACK, NEXT])
        self.setButtonText(RETURN, _("Back to the &review"))
        self.setButtonText(BACK, _("‹ Back (&B)"))
        self.setButtonText(NEXT, _("Next (&N) ›"))
        self._add_pages()
        self.step_list = StepList(session)
        self.step_list.step_chosen.connect(self.go_to_step)
        self._side = self._make_side()
        self.setSideWidget(self._side)
        self.customButtonClicked.connect(self._on_button)
        self.helpRequested.connect(self.go_to_review)
        self.currentIdChanged.connect(self._on_page_changed)
        session.changed.connect(self._show_verdict)
        session.findings_changed.connect(self._show_verdict)
        self._trail: list[Address] = []
        self._show_verdict()

    @property
    def steps(self) -> int:
        """How many steps there are, the review included."""
        return len(self.session.form.steps) + 1

    @property
    def step(self) -> int:
        """The step that is shown, from 0."""
        return max(self.currentId(), 0)

    def start(self, address: Address = "") -> None:
        """Shows the first page, the one on which the address stands, or the review."""
        is_review = address == REVIEW_PLACE
        self.setStartId(self.steps - 1 if is_review else self.session.form.step_of(address))
        self.restart()
        self.return_button.hide()
        self._page_at(self.step).go_to("" if is_review else address)

    def go_to_step(self, step: int) -> None:
        """Shows a step; what is being typed is entered first."""
        if 0 <= step < self.steps and step != self.step:
            self.commit()
            self._leave_trail()
            self._turn_to(step)
            self._page_at(step).go_to("")

    def go_to(self, address: Address) -> None:
        """Shows an address, whichever step it stands on."""
        step = self.session.form.step_of(address)
        self._leave_trail()
        if step != self.step:
            self.commit()
            self._turn_to(step)
        self._page_at(step).go_to(address)

    def go_to_review(self) -> None:
        """Shows the review, where it was left."""
        self.go_to_step(self.steps - 1)

    def go_back(self) -> None:
        """Shows the place from which the clerk last jumped; nothing where there was no jump."""
        while self._trail:
            place = self._trail.pop()
            if place != self.place:
                self.commit()
                self._turn_to(self._step_of(place))
                self._page_at(self.step).go_to("" if place == REVIEW_PLACE else place)
                return

    @property
    def place(self) -> Address:
        """The address at which the clerk is, or REVIEW_PLACE."""
        page = self._page_at(self.step)
        return page.place if isinstance(page, StepPage) else REVIEW_PLACE

    def commit(self) -> None:
        """Enters whatever is being typed."""
        self._page_at(self.step).commit()

    def acts(self) -> tuple[PageAct, ...]:
        """What the page that is shown offers the Edit menu."""
        page = self._page_at(self.step)
        return page.acts() if isinstance(page, StepPage) else ()

    def choose_text(self, address: Address, start: int, end: int) -> None:
        """Shows a place in a text, with the characters from start to end chosen."""
        self.go_to(address)
        page = self._page_at(self.step)
        part = page.part_at(address) if isinstance(page, StepPage) else None
        choose = getattr(part, "find_at", None)
        if choose is not None:
            choose(start, end)

    def chosen_text(self) -> str:
        """The words that are chosen in the text at which the clerk is; "" where none are."""
        chosen = getattr(self.focusWidget(), "textCursor", None)
        words = chosen().selectedText() if chosen else ""
        return "" if "\u2029" in words else words

    def toggle_help(self) -> None:
        """Shows the help beside the page, or lays it aside."""
        self._page_at(self.step).toggle_help()

    def search_help(self) -> None:
        """Puts the clerk into the search of the guidance, which is unfolded for it."""
        page = self._page_at(self.step)
        if isinstance(page, StepPage):
            page.search_help()

    def next_pane(self) -> None:
        """From the page to its findings, to the steps, to the buttons, to the page."""
        page, here = self._page_at(self.step), QApplication.focusWidget()
        if isinstance(page, StepPage) and here is not None and page.isAncestorOf(here):
            if not page.next_pane():
                self.step_list.setFocus()
        elif isinstance(page, StepPage) and here is self.step_list:
            self.next_button.setFocus()
        else:
            page.go_to("")

    def undo(self) -> None:
        """Takes the last step back and shows where it was."""
        self.commit()
        self._show_change(self.session.undo())

    def redo(self) -> None:
        """Does the step last taken back again and shows where it is."""
        self.commit()
        self._show_change(self.session.redo())

    def _set_up(self) -> None:
        self.setWindowFlags(Qt.WindowType.Widget)  # given to the constructor it would still make a window
        self.setWizardStyle(QWizard.WizardStyle.ClassicStyle)
        self.setOption(QWizard.WizardOption.IndependentPages)
        self.setOption(QWizard.WizardOption.NoDefaultButton)

    def _button(self, which: Buttons, name: str, role: str) -> QAbstractButton:
        button = Button(name=name, role=role, parent=self)
        self.setButton(which, button)
        return button

    def _add_pages(self) -> None:
        for number, sections in enumerate(self.session.form.steps):
            page = StepPage(sections, self.session)
            page.place_entered.connect(self._remember)
            page.address_chosen.connect(self.go_to)
            page.find_wanted.connect(self.find_wanted)
            self.setPage(number, page)
        review = ReviewPage(self.session)
        review.address_chosen.connect(self.go_and_return)
        review.text_chosen.connect(self.choose_text)
        review.export_wanted.connect(self.export_wanted)
        self.setPage(self.steps - 1, review)

    def _make_side(self) -> QWidget:
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(10, 12, 0, 12)
        layout.addWidget(self.step_list)
        return side

    def _page_at(self, step: int) -> StepPage | ReviewPage:
        page = self.page(step)
        assert isinstance(page, StepPage | ReviewPage)
        return page

    def _on_button(self, which: int) -> None:
        by = {BACK: -1, NEXT: 1}.get(Buttons(which))
        self.go_to_step(self.step + by if by else self.steps - 1)

    def _on_page_changed(self, step: int) -> None:
        if step < 0:  # between two pages, while it begins anew
            return
        self.step_list.show_step(step)
        self.back_button.setEnabled(step > 0)
        self.next_button.setVisible(step < self.steps - 1)
        if step == self.steps - 1:
            self.return_button.hide()
            self._remember(REVIEW_PLACE)

    def go_and_return(self, address: Address) -> None:
        """Shows a place that was chosen on the review, with a way back to it."""
        self.go_to(address)
        self.return_button.show()

    def _turn_to(self, step: int) -> None:
        """Shows a step; a jump back begins the wizard anew, with a history of its own.

        QWizard takes a page off its history at each jump back, off an empty one too: that corrupts memory.
        """
        if step > self.step:
            self.setCurrentId(step)
        elif step < self.step:
            self.setStartId(step)
            self.restart()

    def _leave_trail(self) -> None:
        """Marks where the clerk is, before a jump."""
        place = self.place
        if place and self._trail[-1:] != [place]:
            self._trail = [*self._trail[-_LONGEST_TRAIL:], place]

    def _step_of(self, place: Address) -> int:
        return self.steps - 1 if place == REVIEW_PLACE else self.session.form.step_of(place)

    def _remember(self, address: Address) -> None:
        if address:
            QTimer.singleShot(0, self, lambda: self.session.remember_place(address))

    def _show_change(self, addresses: frozenset[Address]) -> None:
        written = [address for address in self.session.form.addresses if address in addresses]
        if written:
            self.go_to(written[0])

    def _show_verdict(self) -> None:
        is_filed = self.session.entry.state is State.FILED
        parts = {VerdictState.READY: state_name(State.FILED)} if is_filed else verdict_parts(self.session.verdict)
        self.verdict_button.show_parts(parts)

    # Qt's names from here on

    def reject(self) -> None:
        """Escape does not close the wizard: everything is saved as it is typed."""


class StepList(QListView):
    """The steps with their marks; a click or Enter goes there.

    Signals:
        step_chosen(int): the clerk wants this step, from 0.
    """

    step_chosen = Signal(int)

    def __init__(self, session: DraftSession) -> None:
        super().__init__()
        self.setObjectName("steps")
        self.setAccessibleName(_("Steps of the report"))
        self.setModel(StepsModel(session, self))
        self.setItemDelegate(StepDelegate(self))
        self.setFixedWidth(self.sizeHintForColumn(0) + 2 * self.frameWidth())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._on_chosen)
        self.activated.connect(self._on_chosen)

    def show_step(self, step: int) -> None:
        """Marks the step that is shown."""
        self.setCurrentIndex(self.model().index(step, 0))

    def _on_chosen(self, index: QModelIndex) -> None:
        self.step_chosen.emit(index.row())
