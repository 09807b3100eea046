"""The shelf of drafts. When it is empty its one question is where to begin."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from app.errors import AppError
from app.i18n import _
from ui.buttons import Button
from ui.widgets import set_role, words

if TYPE_CHECKING:
    from app.entry import Summary
    from app.store import Store
    from ui.shelf import Shelf


class Library(QWidget):
    """All drafts, or the question where to begin.

    Signals:
        draft_chosen(str, str): the clerk wants this draft, at this address or, for "", where it was left.
        asked(str, list): the clerk wants this of the library: an act of `Shelf` and the ids of the drafts chosen.
        files_offered(list): the clerk brings these files (paths) to be read.
    """

    draft_chosen = Signal(str, str)
    asked = Signal(str, list)
    files_offered = Signal(list)

    def __init__(self, store: "Store", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.setAcceptDrops(True)
        self._stack = QStackedLayout(self)
        self._drafts: tuple[Summary, ...] = ()
        self._shelf: Shelf | None = None
        self._question: FirstQuestion | None = None

    def refresh(self) -> None:
        """Shows what the store holds now. Raises StoreError."""
        self._drafts = self._store.entries()
        if self._drafts or self._shelf:
            self.shelf.model.show(self._drafts)
        screen = self.shelf if self._drafts else self.question
        self._stack.setCurrentWidget(screen)
        screen.begin()

    @property
    def is_empty(self) -> bool:
        """Whether the question where to begin is shown, for there is no draft yet."""
        return self._question is not None and self._stack.currentWidget() is self._question

    def tell(self, text: str) -> None:
        """Says above the list what the clerk should know of where the store lies."""
        self.shelf.tell(text)

    def show_duty(self) -> None:
        """Shows above the list which report is due next, and when. Not part of `refresh`: the list is seen first."""
        if self._shelf is None:
            return
        from ui.duty import duty_shown

        shown = duty_shown(self._store, self._drafts)
        if shown:
            self._shelf.duty.show_duty(*shown)

    @property
    def shelf(self) -> "Shelf":
        """The list of drafts, made when there are some."""
        if self._shelf is None:
            from ui.shelf import Shelf  # an empty library opens sooner without

            self._shelf = Shelf()
            self._shelf.draft_chosen.connect(self.draft_chosen)
            self._shelf.asked.connect(self.asked)
            self._shelf.sought.connect(self._seek)
            self._stack.addWidget(self._shelf)
        return self._shelf

    @property
    def question(self) -> "FirstQuestion":
        """The first screen of an empty library, made when it is empty."""
        if self._question is None:
            self._question = FirstQuestion()
            self._question.asked.connect(self.asked)
            self._stack.addWidget(self._question)
        return self._question

    def _seek(self, sought: str, state: str) -> None:
        """Shows the drafts in which the words stand; a store that cannot be searched says so in the library."""
        try:
            hits = self._store.search(sought) if sought.strip() else ()
        except AppError as error:
            self.shelf.tell(str(error))
            hits = ()
        self.shelf.model.seek(sought, state, hits)

    def _light_up(self, over: str) -> None:
        if self._question:
            set_role(self._question.drop, "over", over)

    # Qt's names from here on

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._light_up("true")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The files went elsewhere."""
        self._light_up("")

    def dropEvent(self, event: QDropEvent) -> None:
        """The clerk dropped files here."""
        self._light_up("")
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.files_offered.emit(files)


class FirstQuestion(QWidget):
    """The first screen of an empty library, which asks for last year's report.

    Signals:
        asked(str, list): an act of the library; there is no draft to be chosen.
    """

    asked = Signal(str, list)

    def __init__(self) -> None:
        super().__init__()
        self.drop = DropZone()
        self.drop.chosen.connect(self._on_choice)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(_centred(words(_("Is there last year's report?"), "question")))
        column.addSpacing(18)
        column.addWidget(self.drop, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(18)
        column.addLayout(self._line(self._other_ways(), ""))
        column.addSpacing(12)
        column.addLayout(self._line(self._aids(), "link"))
        column.addStretch(3)

    def begin(self) -> None:
        """Focus on the drop zone: Enter chooses a file."""
        self.drop.setFocus()

    def _other_ways(self) -> Sequence[tuple[str, str, str]]:
        return (
            (_("Begin with an &empty report"), "new", "add"),
            (_("Look at a &sample"), "sample", "view"),
            (_("Read a whole &folder…"), "folder", "open"),
        )

    def _aids(self) -> Sequence[tuple[str, str, str]]:
        return (
            (_("&Recycle bin"), "bin", "delete"),
            (_("&Backups"), "backups", "backup"),
            (_("Se&ttings… (Ctrl+,)"), "settings", "settings"),
            (_("&Help (F1)"), "help", "help"),
        )

    def _line(self, ways: Sequence[tuple[str, str, str]], role: str) -> QHBoxLayout:
        """Buttons side by side, each with its text, the act that it asks for, and its picture."""
        line = QHBoxLayout()
        line.addStretch()
        for text, name, picture in ways:
            button = Button(text, name, role, picture=picture)
            button.clicked.connect(self._on_button)
            line.addWidget(button)
        line.addStretch()
        return line

    def _on_choice(self) -> None:
        self.asked.emit("read", [])

    def _on_button(self) -> None:
        self.asked.emit(self.sender().objectName(), [])


class DropZone(QFrame):
    """Where files are dropped; Enter, Space or a click choose one instead.

    Signals:
        chosen(): the clerk wants to choose a file.
    """

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "drop")
        self.setObjectName("drop")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        letter = self.fontMetrics().height()
        self.setMinimumSize(27 * letter, 9 * letter)
        self.setAccessibleName(_("Drag last year's report here, or press Enter to choose the file"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.addStretch()
        column.addWidget(_centred(words(_("Drag it in here"), "title")))
        column.addWidget(_centred(words(_("or press Enter to choose the file"), "faint")))
        kinds = _("Word, WPS, Excel, PDF, web page, text; several files or a whole folder too")
        column.addWidget(_centred(words(kinds, "faint")))
        column.addStretch()

    # Qt's names from here on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space choose."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: object) -> None:
        """A click chooses."""
        self.chosen.emit()


def _centred(label: QLabel) -> QLabel:
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
