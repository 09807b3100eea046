"""The panel beside a page: what the place means, words sought in all guidance, what the checks say of this section."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.finding import Finding
from app.form import Address, Section
from app.guidance import guidance
from app.guidance_search import GuidanceHit, search
from app.i18n import _
from ui.buttons import Button
from ui.findings_box import FindingsBox
from ui.guidance_hits import GuidanceHits
from ui.guidance_view import GuidanceView
from ui.icons import icon
from ui.keys import ENTER
from ui.models.findings_model import FindingsModel
from ui.session import DraftSession
from ui.widgets import frame, words

_LETTERS_IN_A_LINE = 17
_LEAST_HEIGHT = 60


class HelpPanel(QFrame):
    """Guidance that follows the clerk's place and can be searched, above the findings of the page.

    Signals:
        address_chosen(str): the clerk wants to go to this place.
    """

    address_chosen = Signal(str)

    def __init__(self, sections: tuple[Section, ...], session: DraftSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._session = session
        self._ids = {section.id for section in sections}
        self._place: Address = ""
        self._hit: GuidanceHit | None = None
        self.search = self._make_search()
        self._hits, self._guide = GuidanceHits(), GuidanceView()
        self._hits.hit_chosen.connect(self._on_hit_chosen)
        self._none = words(_("Nothing found. Esc goes back to the guidance of your place."), "faint", wraps=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._go = Button(_("Go to this place"), "go_to_hit", "", picture="next")
        self._go.clicked.connect(self._on_go)
        for widget in (self._hits, self._guide, self._go):
            widget.installEventFilter(self)
        self.findings = FindingsBox(session, FindingsModel(session, self._is_here, self))
        self.findings.address_chosen.connect(self.address_chosen)
        self.findings.left.connect(self._on_left)
        self._rule, self._heading = frame("rule"), words("", "strong")
        self._lay_out()
        session.findings_changed.connect(self._on_findings_changed)
        session.changed.connect(self._on_changed)
        self.findings.view.selectionModel().currentChanged.connect(self._fit_later)
        self._show_heading()

    def show_place(self, address: Address) -> None:
        """Shows the guidance of an address; what was sought is laid aside."""
        is_new = address != self._place or self.search.text() != ""
        self._place = address
        self._end_search()
        self._show_guidance()
        if is_new:
            self._guide.to_top()

    def begin_search(self) -> None:
        """Puts the clerk into the search line."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def enter(self) -> None:
        """Puts the clerk at the findings, or at the guidance where there are none."""
        sought = self._stack.currentWidget()
        words = sought if sought is not self._none else self.search
        (self.findings.view if self.findings.view.isVisible() else words).setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("填") * _LETTERS_IN_A_LINE + 32)
        self._stack = QStackedWidget()
        for widget in (self._guide, self._hits, self._none):
            self._stack.addWidget(widget)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 8, 8, 10)
        outer.setSpacing(6)
        outer.addLayout(self._top())
        outer.addWidget(self.search)
        outer.addWidget(self._stack, 2)
        outer.addWidget(self._go)
        outer.addWidget(self._rule)
        outer.addWidget(self._heading)
        outer.addWidget(self.findings, 3)
        self._go.hide()

    def _top(self) -> QHBoxLayout:
        fold = Button(name="fold_guidance", role="icon", picture="fold")
        fold.setAccessibleName(_("Fold the guidance away"))
        fold.setToolTip(_("Fold the guidance away (Ctrl+F1)"))
        fold.clicked.connect(self._on_fold)
        line = QHBoxLayout()
        line.addWidget(words(_("Guidance"), "strong"), 1)
        line.addWidget(fold)
        return line

    def _make_search(self) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName("guidance_search")
        line.setAccessibleName(_("Search in all guidance"))
        line.setPlaceholderText(_("Search in all guidance"))
        line.addAction(icon("search", "faint"), QLineEdit.ActionPosition.LeadingPosition)
        line.setClearButtonEnabled(True)
        line.textChanged.connect(self._on_sought)
        line.installEventFilter(self)
        return line

    def _show_guidance(self) -> None:
        if self._hit is not None:
            self._guide.show_guidance(self._hit.said, sought=self.search.text())
            return
        said = guidance(self._session.filing, self._place, self._session.last) if self._place else None
        if said is not None:
            told = self._findings_here()  # by the list below, in full
            self._guide.show_guidance(said, () if told else self._session.findings_at(self._place))

    def _end_search(self) -> None:
        """Back to the guidance of the clerk's place."""
        if self.search.text():
            self.search.blockSignals(True)
            self.search.clear()
            self.search.blockSignals(False)
        self._hit = None
        self._show_parts()

    def _show_parts(self) -> None:
        is_seeking = bool(self.search.text().strip()) and self._hit is None
        is_found = self._hits.model().rowCount() > 0
        sought = self._hits if is_found else self._none
        self._stack.setCurrentWidget(sought if is_seeking else self._guide)
        self._go.setVisible(self._hit is not None)

    def _on_sought(self) -> None:
        self._hit = None
        sought = self.search.text()
        self._hits.show_hits(search(self._session.form, sought), sought)
        self._show_parts()
        if self._stack.currentWidget() is self._guide:
            self._show_guidance()

    def _on_hit_chosen(self, hit: GuidanceHit) -> None:
        self._hit = hit
        self._show_parts()
        self._show_guidance()
        self._guide.to_top()
        self._go.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_go(self) -> None:
        if self._hit is not None:
            place = self._hit.address
            self._end_search()
            self.address_chosen.emit(place)

    def _on_fold(self) -> None:
        self._session.likings.like_guidance(False)

    def _on_changed(self, addresses: frozenset[Address]) -> None:
        """Last year's figure is told with what this year's has changed."""
        if self._place in addresses and self._session.last is not None:
            self._show_guidance()

    def _on_findings_changed(self, added: tuple[Finding, ...], removed: tuple[Finding, ...]) -> None:
        self._show_heading()
        if any(self._place in finding.addresses for finding in (*added, *removed)):
            self._show_guidance()

    def _is_here(self, finding: Finding) -> bool:
        return any(address.partition("/")[0] in self._ids for address in finding.addresses)

    def _findings_here(self) -> int:
        """How many findings of this page stand by themselves: the list shows them, with what follows from them."""
        return sum(self._is_here(finding) and not finding.cause for finding in self._session.findings)

    def _show_heading(self) -> None:
        here = self._findings_here()
        self._heading.setText(_("To settle on this page: {count}").format(count=here))
        for part in (self._rule, self._heading, self.findings):
            part.setVisible(here > 0)
        self._fit_later()

    def _fit_later(self) -> None:
        """The list has its new rows laid out by then."""
        QTimer.singleShot(0, self, self._fit)

    def _fit(self) -> None:
        """Leaves the guidance all the room that the findings do not need."""
        view, layout = self.findings.view, self.findings.layout()
        last = view.model().rowCount() - 1
        if layout is not None and last >= 0 and view.isVisible():
            view.executeDelayedItemsLayout()
            rows = view.visualRect(view.model().index(0, 0)).united(view.visualRect(view.model().index(last, 0)))
            others = layout.minimumSize().height() - view.minimumSizeHint().height()
            self.findings.setMaximumHeight(max(rows.height() + 2 * view.frameWidth() + 4, _LEAST_HEIGHT) + others)

    def _on_left(self) -> None:
        self.address_chosen.emit(self._place)

    def _leave_search(self) -> None:
        """Escape goes a step back: from a hit to all hits, from these to the clerk's place."""
        if self._hit is not None:
            self._hit = None
            self._show_parts()
            self._hits.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._place:
            self._end_search()
            self._show_guidance()
            self.address_chosen.emit(self._place)

    # Qt's names from here on

    def showEvent(self, event: QShowEvent) -> None:
        """What is not shown has no lines to be measured."""
        super().showEvent(event)
        self._fit_later()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The findings have other lines then."""
        super().resizeEvent(event)
        self._fit_later()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter lead from the search line into what was found, Escape back to the clerk's place."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape:
            self._leave_search()
            return True
        if event.matches(QKeySequence.StandardKey.Find) and watched is not self.search:
            self.begin_search()
            return True
        if watched is self.search and event.key() in ENTER and self._stack.currentWidget() is self._hits:
            self._hits.choose_current()
            return True
        if watched is self.search and event.key() == Qt.Key.Key_Down and self._hits.isVisible():
            self._hits.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)
