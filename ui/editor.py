"""One draft at work: the bar that names it and tells that it is saved, the wizard below."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.dates import shown_time
from app.duty import countdown_in_words
from app.entry import Entry, State, state_name
from app.i18n import _
from app.store import Store
from ui.buttons import Button, ElidedLabel
from ui.likings import Likings
from ui.pages.base import PageAct
from ui.session import DraftSession
from ui.widgets import frame, set_role, words
from ui.wizard import ReportWizard

if TYPE_CHECKING:
    from ui.dialogs.replace import ReplaceDialog
    from ui.edit_menu import EditMenu

READ_KEYS = "Ctrl+O"
_AFTER_FIRST_PAINT_MS, _UNSEEN_MS = 60, 2000


class Editor(QWidget):
    """A draft's wizard under its bar.

    Signals:
        left(): the clerk wants the library.
        export_wanted(str): the clerk wants a copy of this kind, or the data.
        asked(str): an act on the draft as a whole, as the library has it.
    """

    left = Signal()
    export_wanted = Signal(str)
    asked = Signal(str)

    def __init__(
        self, store: Store, entry: Entry, likings: Likings | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = DraftSession(store, entry, self, likings, texts_later=True)
        self.wizard = ReportWizard(self.session, self)
        self.wizard.export_wanted.connect(self.export_wanted)
        self.wizard.find_wanted.connect(self.find_in_texts)
        self.wizard.currentIdChanged.connect(self._on_page_changed)
        self._name = ElidedLabel()
        self._name.setProperty("role", "strong")
        self._menu: EditMenu | None = None
        self._asks: QTimer | None = None
        self._finder: ReplaceDialog | None = None
        self._trouble = words("", "error", wraps=True)
        self._trouble.setContentsMargins(20, 4, 20, 4)
        self._trouble.hide()
        self._saved = words("", "faint")
        self._due = ElidedLabel()
        self._due.setProperty("role", "faint")
        self._wordy: list[tuple[Button, str]] = []
        self._undo = self._sign(_("Undo"), "undo", self.wizard.undo)
        self._redo = self._sign(_("Redo"), "redo", self.wizard.redo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar(entry))
        column.addWidget(self._trouble)
        if entry.is_locked:
            column.addWidget(self._lock(entry))
        column.addWidget(self.wizard, 1)
        self.wizard.setVisible(True)  # a dialog waits to be shown, also inside another widget
        self._add_keys()
        self.session.saved.connect(self._on_saved)
        self.session.save_failed.connect(self._on_save_failed)
        self.session.changed.connect(self._show)
        self._on_saved(entry.saved)
        self._show()

    def start(self, address: str) -> None:
        """Shows the page where the clerk last was; what the texts have to say comes when it is painted."""
        self.wizard.start(address)
        self._asks = QTimer(self, singleShot=True, interval=_UNSEEN_MS)
        self._asks.timeout.connect(self.session.check_texts)
        self._asks.start()

    def close_draft(self) -> bool:
        """Enters what is being typed and saves it; False where the store refused."""
        self.wizard.commit()
        return self.session.save()

    def _bar(self, entry: Entry) -> QWidget:
        self._bar_frame = bar = frame("bar")
        bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # it leaves its words away instead
        line = QHBoxLayout(bar)
        line.setContentsMargins(12, 4, 16, 4)
        about = _("edition {edition}").format(edition=self.session.form.edition)
        state = self._tool(state_name(entry.state), "state", self._on_act)
        state.setAccessibleName(_("State: {state}").format(state=state_name(entry.state)))
        library = self._tool(_("‹ Annual reports"), "library", self.left.emit)
        library.setToolTip(_("Back to the annual reports (Alt+Home)"))
        left: list[QWidget] = [library, self._name]
        self._edition = words(about, "faint")
        left += [self._edition, state]
        right = [self._due, self._saved, self._undo, self._redo, self._edit_button()]
        for widget in left:
            line.addWidget(widget)
        line.addStretch(1)
        for widget in right:
            line.addWidget(widget)
        for text, name, sign in ((_("Versions"), "versions", "versions"), (_("Compare"), "compare", "compare")):
            line.addWidget(self._tool(text, name, self._on_act, sign))
        self._guidance = self._tool(_("Guidance"), "guidance", self.wizard.toggle_help, "help")
        line.addWidget(self._guidance)
        line.addWidget(self._tool(_("Help (F1)"), "help", self._on_act, "question"))
        return bar

    def _edit_button(self) -> Button:
        """The button of the Edit menu; the menu itself is made when it is first wanted."""
        self._edit = button = self._tool(_("&Edit"), "edit", self._open_menu, "edit")
        button.setToolTip(_("Undo, paste, find and replace, and what this page offers (Alt+E)"))
        return button

    def _open_menu(self) -> None:
        from ui.edit_menu import EditMenu, under

        if self._menu is None:
            self._menu = EditMenu(self.session, self.wizard, self._texts_acts)
        under(self._edit, self._menu)

    def _texts_acts(self) -> tuple[PageAct, ...]:
        """What can be done with the texts of the whole report, and with the finding chosen beside the page."""
        from ui.finding_detail import REASON_KEYS
        from ui.findings_box import FindingsBox

        is_open = not self.session.is_locked
        return (
            PageAct(_("Read in a file…"), self._read_file, READ_KEYS, "open"),
            PageAct(_("Find and replace in all texts…"), self.find_in_texts, "Ctrl+F", "find"),
            PageAct(_("Clean up all texts…"), self.tidy_texts, icon="clean", is_enabled=is_open),
            PageAct(_("Over the years…"), self._ask_years, icon="balance"),
            PageAct(_("Duties of the year…"), self._ask_duties, icon="calendar"),
            PageAct(_("Settings…"), self._ask_settings, "Ctrl+,", "settings"),
            PageAct(_("Help"), self._ask_help, "F1", "question"),
            *(
                PageAct(_("Say why the chosen finding is right…"), box.ask_reason, REASON_KEYS, "check")
                for box in self.wizard.currentPage().findChildren(FindingsBox)
                if box.can_ask_reason
            ),
        )

    def find_in_texts(self) -> None:
        """Seeks words in every text of the report, and replaces them where that is wanted."""
        from ui.dialogs.replace import ReplaceDialog

        self.wizard.commit()
        if self._finder is None:
            self._finder = ReplaceDialog(self.session, self.wizard.chosen_text(), self)
            self._finder.place_chosen.connect(self.wizard.choose_text)
            self._finder.finished.connect(self._forget_finder)
        elif chosen := self.wizard.chosen_text():
            self._finder.seek(chosen)
        self._finder.show()
        self._finder.raise_()
        self._finder.activateWindow()

    def find_next(self) -> None:
        """The next place of what is sought; asks what to seek where nothing is."""
        if self._finder is None:
            self.find_in_texts()
        else:
            self._finder.go_on()

    def _read_file(self) -> None:
        """Asks for a file that is read into this draft, or beside it."""
        self.wizard.commit()
        self.asked.emit("read")

    def _ask_years(self) -> None:
        self.asked.emit("years")

    def _ask_duties(self) -> None:
        self.asked.emit("duties")

    def _ask_settings(self) -> None:
        self.asked.emit("settings")

    def _ask_help(self) -> None:
        self.asked.emit("help")

    def _forget_finder(self) -> None:
        self._finder = None

    def tidy_texts(self) -> None:
        """Proposes a clean-up of every text of the report."""
        from ui.dialogs.tidy import TidyDialog

        self.wizard.commit()
        TidyDialog(self.session, None, self).open()

    def _lock(self, entry: Entry) -> QWidget:
        """The strip that says why nothing can be changed, and how it can."""
        strip = frame("notice")
        line = QHBoxLayout(strip)
        line.setContentsMargins(20, 4, 16, 4)
        said = _("This report is {state}: it is locked and cannot be changed.").format(state=state_name(entry.state))
        line.addWidget(words(said, "warning"))
        line.addWidget(self._tool(_("Reopen…"), "state", self._on_act))
        line.addStretch()
        return strip

    def _tool(self, text: str, name: str, act: object, sign: str = "") -> Button:
        button = Button(text, name, "link", picture=sign)
        if sign:
            button.setToolTip(text.replace("&", ""))
            self._wordy.append((button, text))
        button.clicked.connect(act)
        return button

    def _sign(self, text: str, name: str, act: object) -> Button:
        """A button that shows its icon alone; its words are its name and its tooltip."""
        button = Button(name=name, role="icon", picture=name)
        button.clicked.connect(act)
        button.setAccessibleName(text)
        return button

    def _on_act(self) -> None:
        self.asked.emit(self.sender().objectName())

    def _add_keys(self) -> None:
        keys = [(QKeySequence("Ctrl+Z"), self.wizard.undo), (QKeySequence("Ctrl+Y"), self.wizard.redo)]
        keys += [(QKeySequence("Ctrl+Shift+Z"), self.wizard.redo), (QKeySequence("F6"), self.wizard.next_pane)]
        keys += [(QKeySequence("Ctrl+F1"), self.wizard.toggle_help), (QKeySequence("Alt+Left"), self.wizard.go_back)]
        keys += [(QKeySequence("Shift+F1"), self.wizard.search_help), (QKeySequence("Alt+Home"), self.left.emit)]
        keys += [(QKeySequence(key), self.find_in_texts) for key in ("Ctrl+F", "Ctrl+H")]
        keys += [(QKeySequence("F3"), self.find_next), (QKeySequence(READ_KEYS), self._read_file)]
        for sequence, act in keys:
            self._add_key(sequence, act)
        for number in range(self.wizard.steps):
            self._add_key(QKeySequence(f"Ctrl+{number + 1}"), _Jump(self.wizard, number))

    def _add_key(self, sequence: QKeySequence, act: object) -> None:
        action = QAction(self)
        action.setShortcut(sequence)
        action.triggered.connect(act)
        self.addAction(action)

    def _on_page_changed(self, step: int) -> None:
        self._guidance.setEnabled(step < self.wizard.steps - 1)  # beside the review there is none

    def _on_saved(self, when: datetime) -> None:
        self._saved.setText(_("Saved {time}").format(time=shown_time(when)))
        set_role(self._saved, "role", "faint")
        self._trouble.hide()

    def _on_save_failed(self, reason: str) -> None:
        self._saved.setText(_("Not saved!"))
        self._trouble.setText(reason)
        self._trouble.show()
        set_role(self._saved, "role", "error")

    def _show(self) -> None:
        draft = self.session.filing.draft
        self._name.setText(_("{organization} · {year}").format(organization=draft.organization, year=draft.year))
        for button, text, name in (
            (self._undo, _("Undo"), self.session.undo_name), (self._redo, _("Redo"), self.session.redo_name),
        ):  # fmt: skip
            button.setEnabled(bool(name))
            button.setToolTip(f"{text}: {name}" if name else text)
        self._fit_bar()

    def _show_due(self, *, short: bool) -> None:
        """How long it is until the report must be handed in; one that is filed waits for nothing."""
        if self.session.entry.state is not State.FILED:
            draft, level = self.session.filing.draft, self.session.filing.value("cover/level")
            today = date.today()
            self._due.setText(countdown_in_words(self.session.form, level, draft.year, today, short=short))
            self._due.setToolTip(countdown_in_words(self.session.form, level, draft.year, today))

    def _fit_bar(self) -> None:
        """Leaves away what can be spared, until whose report it is stands there whole: words of the tools first."""
        for spared in range(4):
            for button, text in self._wordy:
                button.setText("" if spared > 0 else text)
                button.setAccessibleName(text.replace("&", ""))
            self._edition.setVisible(spared < 2)
            self._show_due(short=spared > 2)
            if self._bar_frame.sizeHint().width() <= self.width():
                return

    # Qt's names from here on

    def paintEvent(self, event: QPaintEvent) -> None:
        """When the page is seen the texts are asked; of an editor that nobody sees, after a while."""
        super().paintEvent(event)
        if self._asks and self._asks.interval() == _UNSEEN_MS:
            self._asks.start(_AFTER_FIRST_PAINT_MS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the bar to the width at hand."""
        super().resizeEvent(event)
        self._fit_bar()


class _Jump:
    """A jump to one step, for a key."""

    def __init__(self, wizard: ReportWizard, step: int) -> None:
        self._wizard, self._step = wizard, step

    def __call__(self) -> None:
        self._wizard.go_to_step(self._step)
