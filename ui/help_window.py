"""The help in a window of its own: chapters and search at the left, what is read at the right."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from app.help import HelpHit, chapter_title, contents, search
from app.i18n import _, language
from ui.buttons import Button
from ui.guidance_hits import GuidanceHits
from ui.help_text import HelpText
from ui.icons import icon
from ui.keys import ENTER
from ui.widgets import frame, words

_NAME = Qt.ItemDataRole.UserRole
_LETTERS_IN_A_LINE = 17
_SIZE = QSize(1080, 720)


class HelpWindow(QDialog):
    """The chapters of the help; what is written in them stands with the program, nothing is fetched.

    Signals:
        tour_wanted(): the clerk wants to be shown around once more.
    """

    tour_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("help")
        self.setWindowTitle(_("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.search, self.list, self.hits = self._make_search(), self._make_list(), GuidanceHits()
        self.hits.setAccessibleName(_("Found in the help"))
        self.hits.hit_chosen.connect(self._on_hit_chosen)
        self.hits.installEventFilter(self)
        self._none = words(_("Nothing found. Esc shows the chapters again."), "faint", wraps=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text = HelpText()
        self.text.chapter_shown.connect(self._on_chapter_shown)
        self.text.trail_changed.connect(self._show_trail)
        self._lay_out()
        self._add_keys()
        self._show_trail()
        room = self.screen().availableSize() * 0.85  # Qt places a dialog 40 pixels above the middle
        self.resize(_SIZE.boundedTo(room))

    def show_chapter(self, name: str) -> None:
        """Shows a chapter from its beginning; what was sought is laid aside."""
        self.search.clear()
        self.text.show_chapter(name)
        self.text.setFocus()

    def _make_search(self) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName("help_search")
        line.setAccessibleName(_("Search in the help"))
        line.setPlaceholderText(_("Search in the help (Ctrl+F)"))
        line.addAction(icon("search", "faint"), QLineEdit.ActionPosition.LeadingPosition)
        line.setClearButtonEnabled(True)
        line.textChanged.connect(self._on_sought)
        line.installEventFilter(self)
        return line

    def _make_list(self) -> QListWidget:
        made = QListWidget()
        made.setObjectName("help_contents")
        made.setAccessibleName(_("Chapters"))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setWordWrap(True)
        for chapter in contents().chapters:
            line = QListWidgetItem(chapter_title(chapter.name, language()), made)
            line.setData(_NAME, chapter.name)
        made.currentItemChanged.connect(self._on_chapter_chosen)
        made.activated.connect(self._read)
        return made

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for widget in (self.list, self.hits, self._none):
            self._stack.addWidget(widget)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.search)
        left.addWidget(self._stack, 1)
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.addWidget(self.text)
        right.setSpacing(6)
        right.addLayout(self._bar())
        right.addWidget(card, 1)
        side = QWidget()
        side.setFixedWidth(self.fontMetrics().horizontalAdvance("填") * _LETTERS_IN_A_LINE + 32)
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(14, 12, 14, 14)
        outer.setSpacing(12)
        outer.addWidget(side)
        outer.addLayout(right, 1)

    def _bar(self) -> QHBoxLayout:
        self._back = self._sign(_("Back to what was read before (Alt+Left)"), "help_back", "back", self.text.go_back)
        self._on = self._sign(_("Forward (Alt+Right)"), "help_forward", "next", self.text.go_on)
        smaller, larger = Button(_("A−"), "help_smaller", "link"), Button(_("A+"), "help_larger", "link")
        for button, said, act in (
            (smaller, _("Smaller letters (Ctrl+−)"), self.text.make_smaller),
            (larger, _("Larger letters (Ctrl++)"), self.text.make_larger),
        ):
            button.setAccessibleName(said)
            button.setToolTip(said)
            button.clicked.connect(act)
        tour = Button(_("Show me &around"), "help_tour", "link", picture="question")
        tour.clicked.connect(self.tour_wanted)
        self._print = Button(_("&Print"), "help_print", "link")
        self._print.setMenu(self._print_menu())
        close = Button(_("Close (Esc)"), "help_close", "link", picture="close")
        close.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.setSpacing(2)
        for widget in (self._back, self._on, smaller, larger):
            line.addWidget(widget)
        line.addStretch()
        for widget in (tour, self._print, close):
            line.addWidget(widget)
        return line

    def _sign(self, said: str, name: str, picture: str, act: object) -> Button:
        button = Button(name=name, role="icon", picture=picture)
        button.setAccessibleName(said)
        button.setToolTip(said)
        button.clicked.connect(act)
        return button

    def _print_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("This &chapter…") + "\tCtrl+P", self._print_chapter)
        menu.addAction(_("The &whole help…"), self._print_all)
        return menu

    def _add_keys(self) -> None:
        for keys, act in (
            ("Ctrl+F", self._begin_search), ("Ctrl+P", self._print_chapter), ("Alt+Left", self.text.go_back),
            ("Alt+Right", self.text.go_on), ("Ctrl++", self.text.make_larger), ("Ctrl+=", self.text.make_larger),
            ("Ctrl+-", self.text.make_smaller), ("Ctrl+0", self.text.make_usual), ("F6", self._change_pane),
        ):  # fmt: skip
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(act)
            self.addAction(action)

    def _begin_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _change_pane(self) -> None:
        """From the text to the chapters or what was found, and back."""
        side = self._stack.currentWidget()
        (side if self.text.hasFocus() and side is not self._none else self.text).setFocus()

    def _print_chapter(self) -> None:
        from ui.help_print import print_chapters

        print_chapters((self.text.chapter,), self)

    def _print_all(self) -> None:
        from ui.help_print import print_chapters

        print_chapters(tuple(chapter.name for chapter in contents().chapters), self)

    def _on_sought(self) -> None:
        sought = self.search.text()
        found = search(sought, language())
        self.hits.show_hits(found, sought)
        beside = self.hits if found else self._none
        self._stack.setCurrentWidget(beside if sought.strip() else self.list)
        self.text.mark(sought)

    def _on_hit_chosen(self, hit: HelpHit) -> None:
        self.text.show_chapter(hit.chapter, hit.heading, self.search.text())

    def _on_chapter_chosen(self, line: QListWidgetItem | None) -> None:
        if line is not None and line.data(_NAME) != self.text.chapter:
            self.text.show_chapter(line.data(_NAME))

    def _on_chapter_shown(self, name: str) -> None:
        """The list follows what is read, also by way of a link."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_NAME) == name:
                self.list.setCurrentRow(row)

    def _show_trail(self) -> None:
        self._back.setEnabled(self.text.can_go_back)
        self._on.setEnabled(self.text.can_go_on)

    def _read(self) -> None:
        self.text.setFocus()

    # Qt's names from here on

    def reject(self) -> None:
        """Esc leaves the search first, then the help."""
        if self.search.text():
            self.search.clear()
            self.list.setFocus()
        else:
            super().reject()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter lead from the search into what was found, Enter there to the text."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if watched is self.search and event.key() == Qt.Key.Key_Down and self._stack.currentWidget() is not self._none:
            self._stack.currentWidget().setFocus()
            return True
        if event.key() in ENTER and self._stack.currentWidget() is self.hits:
            self.hits.choose_current()
            self.text.setFocus()
            return True
        return super().eventFilter(watched, event)
