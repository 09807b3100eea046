"""The preview: the report on the pages that are printed, in a window beside the work."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.i18n import _, n_
from app.layout import layouts
from ui.buttons import Button
from ui.flow import Flow
from ui.paper.foot import Sentence, foot, tell_copy
from ui.paper.page_view import STEP, PageView
from ui.paper.search import Hit, found
from ui.paper.sheets import Sheets, sheets, usual_layout
from ui.session import DraftSession
from ui.widgets import frame, words

_SIZE = QSize(960, 800)
_TITLE_BAR = QSize(0, 40)
"""What the system puts around a window stands on the screen too."""
_AFTER_CHANGE_MS = 150


class Preview(QWidget):
    """A window with the pages of a report; it follows every change while it is seen.

    Signals:
        place_chosen(str, int): the clerk wants to go to this address, to the paragraph of this number.
        print_wanted(): the clerk wants to print the pages.
    """

    place_chosen = Signal(str, int)
    print_wanted = Signal()

    def __init__(self, session: DraftSession, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("preview")
        self.setWindowTitle(_("Preview"))
        self.resize(_SIZE.boundedTo(self.screen().availableSize() - _TITLE_BAR))
        self._session = session
        self._sheets: Sheets | None = None
        self._hits: tuple[Hit, ...] = ()
        self._usual = ""
        self._timer = QTimer(self, singleShot=True, interval=_AFTER_CHANGE_MS)
        self._timer.timeout.connect(self._refresh)
        self.view = PageView()
        self.layouts, self.copies = self._make_layouts(), self._make_copies()
        self.sought = QLineEdit()
        self.count = words("", "faint")
        self.number = words("")
        self.zoom = words("")
        self.copy = Sentence()
        self.buttons: dict[str, Button] = {}
        self._lay_out()
        self._add_keys()
        self.view.place_chosen.connect(self.place_chosen)
        self.view.page_shown.connect(self._show_number)
        self.view.zoomed.connect(self._show_zoom)
        self.sought.textChanged.connect(self._seek)
        self.layouts.currentIndexChanged.connect(self._refresh)
        self.copies.currentIndexChanged.connect(self._refresh)
        session.changed.connect(self._on_changed)
        session.findings_changed.connect(self._on_changed)

    def begin_search(self) -> None:
        """Puts the clerk into the field of sought words."""
        self.sought.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.sought.selectAll()

    def find_next(self) -> None:
        """To the next place of the sought words; behind the last again to the first."""
        self._go(1)

    def find_before(self) -> None:
        """To the place before."""
        self._go(-1)

    @property
    def sheets(self) -> Sheets:
        """The pages as they are now, in the layout and for whom the clerk has chosen."""
        for_leader = bool(self.copies.currentData())
        return sheets(self._session, self.layouts.currentData(), for_leader=for_leader)

    def _make_copies(self) -> QComboBox:
        made = QComboBox()
        made.setObjectName("preview_copy")
        made.setAccessibleName(_("Kind of copy"))
        made.addItem(_("As it stands"), False)
        made.addItem(_("Copy for the leader"), True)
        return made

    def _make_layouts(self) -> QComboBox:
        made = QComboBox()
        made.setObjectName("preview_layout")
        made.setAccessibleName(_("Layout"))
        for layout in layouts():
            made.addItem(layout.name, layout)
        return made

    # Built

    def _lay_out(self) -> None:
        self.sought.setObjectName("preview_search")
        self.sought.setPlaceholderText(_("Find (Ctrl+F)"))
        self.sought.setAccessibleName(_("Find on the pages"))
        self.sought.setClearButtonEnabled(True)
        self.sought.returnPressed.connect(self.find_next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        column.addWidget(self.view, 1)
        column.addWidget(foot(self.copies, self.copy))
        self.view.setFocus()

    def _bar(self) -> QWidget:
        bar = frame("bar")
        line = Flow(bar)
        for widget in (
            self._button("page_before", "‹", _("Page before (PgUp)"), self._page_before),
            self.number,
            self._button("page_next", "›", _("Next page (PgDn)"), self._page_next),
            self._button("zoom_out", "－", _("Smaller (Ctrl+-)"), self._smaller),
            self.zoom,
            self._button("zoom_in", "＋", _("Larger (Ctrl++)"), self._larger),
            self._button("fit_width", _("Fit width"), _("Pages as wide as the window (Ctrl+0)"), self._fit_width),
            self._button("fit_page", _("Whole page"), _("A whole page at once (Ctrl+9)"), self._fit_page),
            self.sought,
            self.count,
            self.layouts,
            self._button("print", _("Print…"), _("Print these pages (Ctrl+P)"), self.print_wanted.emit, "print"),
        ):
            line.add(widget)
        column = QHBoxLayout(bar)
        column.setContentsMargins(12, 4, 12, 4)
        column.addWidget(line)
        return bar

    def _button(self, name: str, text: str, about: str, act: object, picture: str = "") -> Button:
        made = Button(text, name, "link", picture=picture)
        made.setToolTip(about)
        made.setAccessibleName(about)
        made.clicked.connect(act)
        self.buttons[name] = made
        return made

    def _add_keys(self) -> None:
        keys = QKeySequence.StandardKey
        for key, act in (
            (keys.Find, self.begin_search),
            (keys.FindNext, self.find_next),
            (keys.FindPrevious, self.find_before),
            (keys.ZoomIn, self._larger),
            ("Ctrl+=", self._larger),
            (keys.ZoomOut, self._smaller),
            ("Ctrl+0", self._fit_width),
            ("Ctrl+9", self._fit_page),
            ("Ctrl+1", self._true_size),
            (keys.Print, self.print_wanted),
            (keys.Close, self.close),
            ("Esc", self._escape),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(act)

    # Done

    def _on_changed(self) -> None:
        if self.isVisible():
            self._timer.start()

    def _refresh(self) -> None:
        """Lays the report out anew."""
        self._sheets = now = self.sheets
        self.view.show_pages(now.pages, now.places)
        self.setWindowTitle(_("Preview: {title}").format(title=now.title))
        tell_copy(self.copy, now.copy)
        self._seek()

    def _take_usual_layout(self) -> None:
        """The layout of the last export, unless the clerk has chosen one here since then."""
        usual = usual_layout(self._session)
        if usual.id != self._usual:
            self._usual = usual.id
            with QSignalBlocker(self.layouts):
                self.layouts.setCurrentIndex([one.id for one in layouts()].index(usual.id))

    def _seek(self) -> None:
        """Finds the words; that which was last shown stays so, if it is still there."""
        here = self.view.hit
        self._hits = found(self._sheets.pages, self.sought.text()) if self._sheets else ()
        self._show_hit(min(max(here, 0), len(self._hits) - 1), is_brought=bool(self.sought.text()))

    def _go(self, by: int) -> None:
        if self._hits:
            self._show_hit((self.view.hit + by) % len(self._hits), is_brought=True)

    def _show_hit(self, here: int, *, is_brought: bool) -> None:
        self.view.show_hits(self._hits, here if is_brought else -1)
        none = _("Not found") if self.sought.text() else ""
        some = n_("{here} of one place", "{here} of {count} places", len(self._hits))
        self.count.setText(some.format(here=here + 1, count=len(self._hits)) if self._hits else none)

    def _show_number(self, page: int) -> None:
        self.number.setText(_("Page {page} of {count}").format(page=page + 1, count=len(self.view.spread.pages)))

    def _show_zoom(self, share: float) -> None:
        self.zoom.setText(f"{round(share * 100)}%")

    def _page_before(self) -> None:
        self.view.turn_to(self.view.page - 1)

    def _page_next(self) -> None:
        self.view.turn_to(self.view.page + 1)

    def _larger(self) -> None:
        self.view.zoom_by(STEP)

    def _smaller(self) -> None:
        self.view.zoom_by(1 / STEP)

    def _true_size(self) -> None:
        self.view.zoom_to(1)

    def _fit_width(self) -> None:
        self.view.fit_to("width")

    def _fit_page(self) -> None:
        self.view.fit_to("page")

    def _escape(self) -> None:
        """Out of the search, else out of the preview."""
        if self.sought.hasFocus() or self.sought.text():
            self.sought.clear()
            self.view.setFocus()
        else:
            self.close()

    # Qt's names from here on

    def showEvent(self, event: QShowEvent) -> None:
        """Shows the report as it stands now."""
        self._take_usual_layout()
        self._refresh()
        super().showEvent(event)
