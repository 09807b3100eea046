"""The shelf of drafts. When it is empty its one question is where to begin."""

from PySide6.QtCore import QModelIndex, Qt, Signal, SignalInstance
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.i18n import _
from app.store import Store
from ui.buttons import Button
from ui.models.drafts_model import DraftsModel
from ui.pages.base import set_role, words


class Library(QWidget):
    """All drafts, or the question where to begin.

    Signals:
        draft_chosen(str): the clerk wants this draft.
        new_wanted(), sample_wanted(): the clerk wants an empty report, or the made-up one.
        files_offered(list): the clerk brings these files (paths) to be read.
        choice_wanted(): the clerk wants to choose the files.
    """

    draft_chosen = Signal(str)
    new_wanted = Signal()
    sample_wanted = Signal()
    files_offered = Signal(list)
    choice_wanted = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.setAcceptDrops(True)
        self._model = DraftsModel(self)
        self._stack = QStackedLayout(self)
        self._screens: dict[type[_Screen], _Screen] = {}

    def refresh(self) -> None:
        """Shows what the store holds now. Raises StoreError."""
        drafts = self._store.entries()
        self._model.show(drafts)
        screen = self.shelf if drafts else self.question
        self._stack.setCurrentWidget(screen)
        screen.begin()

    @property
    def shelf(self) -> "Shelf":
        """The list of drafts, made when there are some."""
        made = self._screens.get(Shelf)
        if not isinstance(made, Shelf):
            made = Shelf(self._model)
            made.draft_chosen.connect(self.draft_chosen)
            self._add(made)
        return made

    @property
    def question(self) -> "FirstQuestion":
        """The first screen of an empty library, made when it is empty."""
        made = self._screens.get(FirstQuestion)
        if not isinstance(made, FirstQuestion):
            made = FirstQuestion()
            self._add(made)
        return made

    def _add(self, screen: "_Screen") -> None:
        screen.new_wanted.connect(self.new_wanted)
        screen.sample_wanted.connect(self.sample_wanted)
        screen.read_wanted.connect(self.choice_wanted)
        self._screens[type(screen)] = screen
        self._stack.addWidget(screen)

    def _light_up(self, over: str) -> None:
        if FirstQuestion in self._screens:
            set_role(self.question.drop, "over", over)

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


class _Screen(QWidget):
    """What both screens of the library can ask for."""

    new_wanted = Signal()
    sample_wanted = Signal()
    read_wanted = Signal()

    def begin(self) -> None:
        """Puts the focus where the clerk begins."""

    def _button(self, text: str, name: str, wanted: SignalInstance, role: str = "") -> Button:
        button = Button(text, name, role)
        button.clicked.connect(wanted)
        return button


class FirstQuestion(_Screen):
    """The first screen of an empty library, which asks for last year's report."""

    def __init__(self) -> None:
        super().__init__()
        self.drop = DropZone()
        self.drop.chosen.connect(self.read_wanted)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(_centred(words(_("Is there last year's report?"), "question")))
        column.addSpacing(18)
        column.addWidget(self.drop, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(18)
        column.addLayout(self._other_ways())
        column.addStretch(3)

    def begin(self) -> None:
        """Focus on the drop zone: Enter chooses a file."""
        self.drop.setFocus()

    def _other_ways(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(self._button(_("Begin with an &empty report"), "new", self.new_wanted))
        line.addWidget(self._button(_("Look at a &sample"), "sample", self.sample_wanted))
        line.addStretch()
        return line


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
        self.setFixedSize(520, 170)
        self.setAccessibleName(_("Drag last year's report here, or press Enter to choose the file"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.addStretch()
        column.addWidget(_centred(words(_("Drag it in here"), "title")))
        column.addWidget(_centred(words(_("or press Enter to choose the file"), "faint")))
        from app.intake import suffixes  # with the readers

        column.addWidget(_centred(words(_("Can be read: {kinds}").format(kinds=" ".join(suffixes())), "faint")))
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


class Shelf(_Screen):
    """The list of drafts.

    Signals:
        draft_chosen(str): the clerk wants this draft.
    """

    draft_chosen = Signal(str)

    def __init__(self, model: DraftsModel) -> None:
        super().__init__()
        self._model = model
        self.view = self._make_view(model)
        top = QHBoxLayout()
        top.addWidget(words(_("Annual reports"), "title"))
        top.addStretch()
        top.addWidget(self._button(_("Look at a &sample"), "sample", self.sample_wanted))
        top.addWidget(self._button(_("&Read a file…"), "read", self.read_wanted))
        top.addWidget(self._button(_("&New report"), "new", self.new_wanted, "main"))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 22, 28, 22)
        column.setSpacing(14)
        column.addLayout(top)
        column.addWidget(self.view)

    def begin(self) -> None:
        """Focus on the newest draft: Enter opens it."""
        if not self.view.currentIndex().isValid():
            self.view.selectRow(0)
        self.view.setFocus()

    def _make_view(self, model: DraftsModel) -> QTableView:
        view = ChoiceTable()
        view.setObjectName("drafts")
        view.setAccessibleName(_("Annual reports"))
        view.setModel(model)
        head = view.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        view.chosen.connect(self._on_chosen)
        return view

    def _on_chosen(self, index: QModelIndex) -> None:
        draft = self._model.draft(index)
        if draft:
            self.draft_chosen.emit(draft.id)


class ChoiceTable(QTableView):
    """A table of whole rows, one of which is chosen by Enter or a double click.

    Signals:
        chosen(QModelIndex): this row.
    """

    chosen = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(36)
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(self.chosen)

    # Qt's names from here on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses the row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


def _centred(label: QLabel) -> QLabel:
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
