"""The list of drafts: what is due, search and filter above, what can be done with the chosen drafts below."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QLineEdit, QMenu, QVBoxLayout, QWidget

from app.entry import State, state_name
from app.i18n import _, n_
from ui.buttons import Button, ElidedLabel
from ui.choice_table import ChoiceTable
from ui.icons import icon
from ui.models.drafts_model import BODY, FILLED, FOUND, DraftsModel
from ui.widgets import frame, words

_PAUSE_MS = 150
_ANY = 99


@dataclass(frozen=True, slots=True)
class Act:
    """Something that the library can be asked for: its words, its icon, its key, how many drafts it takes."""

    name: str
    text: Callable[[], str]
    picture: str
    least: int = 0
    most: int = 0
    key: str = ""


ACTS = (
    Act("next", lambda: _("Begin the next &year"), "next_year", 1, 1),
    Act("compare", lambda: _("&Compare"), "compare", 1, 2),
    Act("versions", lambda: _("&Versions"), "versions", 1, 1),
    Act("state", lambda: _("S&tate and sign-off"), "state", 1, 1),
    Act("pack", lambda: _("&Hand on a copy"), "hand_on", 1, _ANY),
    Act("delete", lambda: _("&Delete"), "delete", 1, _ANY, "Del"),
)
"""What can be done with chosen drafts."""

MORE = (
    Act("years", lambda: _("&Over the years…"), "balance"),
    Act("duties", lambda: _("Duties of the &year…"), "calendar"),
    Act("folder", lambda: _("Read a whole &folder…"), "open"),
    Act("bin", lambda: _("&Recycle bin"), "delete"),
    Act("backups", lambda: _("&Backups and recovery"), "backup"),
    Act("pack_all", lambda: _("Hand on the &whole store…"), "hand_on"),
    Act("sample", lambda: _("Look at a &sample"), "view"),
    Act("settings", lambda: _("Se&ttings… (Ctrl+,)"), "settings"),
    Act("doctor", lambda: _("&Check this computer…"), "check"),
    Act("help", lambda: _("&Help (F1)"), "help"),
)
"""What is seldom wanted, in a menu."""


class Shelf(QWidget):
    """The list of drafts, which are those of its model.

    Signals:
        draft_chosen(str, str): the clerk wants this draft, at this address or where it was left.
        asked(str, list): an act by name, with the ids of the drafts chosen.
        sought(str, str): words and a state to be sought; both may be "".
    """

    draft_chosen = Signal(str, str)
    asked = Signal(str, list)
    sought = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.model = DraftsModel(self)
        self.search, self.states = self._make_search(), self._make_states()
        self.view = self._make_view(self.model)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._seek)
        self._acts = {act.name: self._make_action(act) for act in ACTS}
        self._buttons = {act.name: self._button(act.text(), act.name, "link", act.picture) for act in ACTS}
        self._trouble = words("", "warning", wraps=True)
        self._trouble.hide()
        self._chosen = words("", "faint")
        self.duty = DutyCard()
        self.duty.asked.connect(self.asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 18, 28, 12)
        column.setSpacing(10)
        column.addWidget(self._trouble)
        column.addWidget(self.duty)
        column.addLayout(self._top())
        column.addWidget(self.view)
        column.addLayout(self._bottom())
        self.view.selectionModel().selectionChanged.connect(self._show_acts)
        self.model.modelReset.connect(self._on_reset)
        self._on_reset()

    def begin(self) -> None:
        """Focus on the newest draft: Enter opens it."""
        if not self.view.currentIndex().isValid():
            self.view.selectRow(0)
        self.view.setFocus()

    def tell(self, text: str) -> None:
        """Says above the list what the clerk should know of the store; "" takes it away."""
        self._trouble.setText(text)
        self._trouble.setVisible(bool(text))

    def chosen(self) -> list[str]:
        """The ids of the drafts chosen, from the top."""
        rows = sorted(self.view.selectionModel().selectedRows(), key=QModelIndex.row)
        return [draft.id for row in rows if (draft := self.model.draft(row))]

    def choose(self, id: str) -> None:
        """Chooses one draft, where it is shown."""
        row = self.model.row_of(id)
        if row >= 0:
            self.view.selectRow(row)

    def _make_search(self) -> QLineEdit:
        search = QLineEdit()
        search.setObjectName("search")
        search.setAccessibleName(_("Search in all years"))
        search.setPlaceholderText(_("Organization, year, or any word of any year's text (Ctrl+F)"))
        search.setClearButtonEnabled(True)
        search.setToolTip(search.placeholderText())
        letters = search.fontMetrics()
        search.setMinimumWidth(letters.horizontalAdvance("年") * 12)
        search.setMaximumWidth(letters.horizontalAdvance(search.placeholderText()) + 70)
        search.addAction(icon("search", "faint"), QLineEdit.ActionPosition.LeadingPosition)
        search.textChanged.connect(self._on_sought)
        search.installEventFilter(self)
        action = QAction(self)
        action.setShortcut(QKeySequence.StandardKey.Find)
        action.triggered.connect(search.setFocus)
        self.addAction(action)
        return search

    def _make_states(self) -> QComboBox:
        states = QComboBox()
        states.setObjectName("states")
        states.setAccessibleName(_("State"))
        states.addItem(_("all states"), "")
        for state in State:
            states.addItem(state_name(state), state.value)
        states.currentIndexChanged.connect(self._on_sought)
        return states

    def _make_view(self, model: DraftsModel) -> ChoiceTable:
        view = ChoiceTable()
        view.setObjectName("drafts")
        view.setAccessibleName(_("Annual reports"))
        view.setSelectionMode(ChoiceTable.SelectionMode.ExtendedSelection)
        view.setModel(model)
        head = view.horizontalHeader()
        head.setResizeContentsPrecision(20)  # rows to be measured: all of ten thousand would take a second
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(BODY, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(FOUND, QHeaderView.ResizeMode.Stretch)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        view.setSortingEnabled(True)
        view.chosen.connect(self._on_chosen)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        return view

    def _make_action(self, act: Act) -> QAction:
        action = QAction(icon(act.picture), act.text(), self.view)
        action.setObjectName(act.name)
        if act.key:
            action.setShortcut(QKeySequence(act.key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(self._on_act)
        self.view.addAction(action)
        return action

    def _top(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(words(_("Annual reports"), "title"))
        line.addStretch(1)
        line.addWidget(self.search, 100)
        line.addWidget(self.states)
        line.addWidget(self._button(_("&Read a file…"), "read", picture="open"))
        line.addWidget(self._button(_("&New report"), "new", picture="add"))
        more = self._button(_("&More"), "more")
        menu = QMenu(more)
        for act in MORE:
            action = menu.addAction(icon(act.picture), act.text())
            action.setObjectName(act.name)
            action.triggered.connect(self._on_act)
        more.setMenu(menu)
        line.addWidget(more)
        return line

    def _bottom(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(2)
        for button in self._buttons.values():
            line.addWidget(button)
        line.addStretch()
        line.addWidget(self._chosen)
        return line

    def _button(self, text: str, name: str, role: str = "", picture: str = "") -> Button:
        button = Button(text, name, role, picture=picture)
        if name != "more":
            button.clicked.connect(self._on_act)
        return button

    def _on_act(self) -> None:
        self.asked.emit(self.sender().objectName(), self.chosen())

    def _on_sought(self) -> None:
        self._pause.start()

    def _seek(self) -> None:
        self.tell("")
        self.sought.emit(self.search.text(), str(self.states.currentData()))

    def _on_chosen(self, index: QModelIndex) -> None:
        draft = self.model.draft(index)
        if draft:
            self.draft_chosen.emit(draft.id, self.model.first_hit(draft.id))

    def _on_reset(self) -> None:
        self.view.setColumnHidden(FOUND, not self.model.is_seeking)
        self.view.setColumnHidden(FILLED, self.model.is_seeking)
        if self.model.rowCount():
            self.view.selectRow(0)
        self._show_acts()

    def _show_acts(self) -> None:
        count = len(self.view.selectionModel().selectedRows())
        for act in ACTS:
            is_possible = act.least <= count <= act.most
            self._acts[act.name].setEnabled(is_possible)
            self._buttons[act.name].setEnabled(is_possible)
        shown = self.model.rowCount()
        text = n_("one report", "{count} reports", shown) if shown else _("Nothing found. Esc shows all again.")
        more = n_("one chosen", "{count} chosen", count)
        told = [text.format(count=shown), *([more.format(count=count)] if count > 1 else [])]
        self._chosen.setText(_(", ").join(told))

    def _show_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addActions(list(self._acts.values()))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(place))

    # Qt's names from here on

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the search Esc shows all again, Enter and Down lead to what was found."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.search.clear()
                self.states.setCurrentIndex(0)
                self.view.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._pause.stop()
                self._seek()
                self.begin()
                return True
        return super().eventFilter(watched, event)


class DutyCard(QWidget):
    """The report that is due next, its date, and the way to it.

    Signals:
        asked(str, list): the act that brings it on, with the id of the draft that it begins from or goes on with.
    """

    asked = Signal(str, list)

    def __init__(self) -> None:
        super().__init__()
        self._ids: list[str] = []
        self._text = ElidedLabel()
        self._text.setProperty("role", "strong")
        self._more = words("", "faint")
        self._go = Button(name="duty", role="main", picture="edit")
        self._go.clicked.connect(self._on_go)
        every = Button(_("All d&uties…"), "every_duty", "link", picture="calendar")
        every.clicked.connect(self._on_every)
        card = frame("card")
        line = QHBoxLayout(card)
        line.setContentsMargins(16, 8, 10, 8)
        for widget in (self._text, self._more):
            line.addWidget(widget)
        line.addStretch()
        line.addWidget(every)
        line.addWidget(self._go)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.hide()

    def show_duty(self, text: str, more: str, act: str, said: str, ids: list[str]) -> None:
        """What is due, how far it is, and what the button does."""
        self._text.setText(text)
        self._more.setText(more)
        self._go.setText(said)
        self._go.setVisible(bool(said))
        self._go.setObjectName(act)
        self._ids = ids
        self.show()

    def _on_every(self) -> None:
        self.asked.emit("duties", [])

    def _on_go(self) -> None:
        self.asked.emit(self._go.objectName(), self._ids)
