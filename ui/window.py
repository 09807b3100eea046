"""The main window: the library and the draft at work, reading files in, writing copies out."""

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from app.entry import Reason, Summary
from app.errors import AppError
from app.i18n import _
from app.paths import HANDED_ON, samples
from app.store import Store
from ui.help_key import HelpKey
from ui.library import Library
from ui.own_acts import OwnActs

if TYPE_CHECKING:
    from app.draft import Filing
    from app.settings import Settings
    from ui.editor import Editor
    from ui.keeping import Keeping
    from ui.likings import KeptLikings
    from ui.reading import FilesReading
    from ui.session import DraftSession

_AFTER_FIRST_PAINT_MS, _UNSEEN_MS, _IDLE_MS = 60, 2000, 500


class MainWindow(QMainWindow):
    """Library and editor, one at a time."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.setWindowTitle(_("Gongkai: annual reports on government information disclosure"))
        self.resize(QSize(1280, 800).boundedTo(self.screen().availableSize()))
        self._store = store
        self._likings: KeptLikings | None = None
        self.editor: Editor | None = None
        self.library = Library(store)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.library)
        self.setCentralWidget(self._stack)
        self._keeping: Keeping | None = None
        self.help = HelpKey(self)
        self._reading: FilesReading | None = None
        self._rest: QTimer | None = None
        self._acts: dict[str, Callable[..., None]] = {
            "new": self.new_report, "sample": self.open_sample, "read": self.choose_files,
            "folder": partial(self.choose_files, folder=True), "help": self.help.show, **OwnActs(self, store.path).acts,
        }  # fmt: skip
        self.library.draft_chosen.connect(self.open_draft)
        self.library.asked.connect(self.act)
        self.library.files_offered.connect(self.read_files)
        QTimer.singleShot(_AFTER_FIRST_PAINT_MS, self, self._show_duty)

    @property
    def keeping(self) -> "Keeping":
        """The acts on stored drafts, made with the first of them."""
        if self._keeping is None:
            from ui.keeping import Keeping
            from ui.paper.offer import offer_pdf

            offer_pdf()  # the report with its picture can be one
            self._keeping = Keeping(self._store, self)
            self._keeping.changed.connect(self._on_kept)
            self._keeping.open_wanted.connect(self.open_draft)
            self._keeping.screen_wanted.connect(self.show_screen)
            self._keeping.told.connect(self.tell)
        return self._keeping

    @property
    def likings(self) -> "KeptLikings":
        """How the clerk likes the pages, looked up with the first of them."""
        if self._likings is None:
            from ui.likings import KeptLikings

            self._likings = KeptLikings(self._store.path, self)
        return self._likings

    @property
    def reading(self) -> "FilesReading":
        """The way of files into drafts, made with the first of them."""
        if self._reading is None:
            from ui.reading import FilesReading

            self._reading = FilesReading(self._store, self, self._session)
            self._reading.changed.connect(self._on_kept)
            self._reading.open_wanted.connect(self.open_draft)
            self._reading.put_wanted.connect(self._on_put)
            self._reading.told.connect(self.tell)
        return self._reading

    def begin(self, files: Sequence[str]) -> None:
        """Has the rest of a start done when the window has been painted; of one that nobody sees, after a while."""
        self._rest = QTimer(self, singleShot=True, interval=_UNSEEN_MS)
        self._rest.timeout.connect(partial(self.after_first_paint, files))
        self._rest.start()

    def after_first_paint(self, files: Sequence[str]) -> None:
        """What the clerk need not wait for: hearing of later starts, the warning of a network drive, files brought."""
        from app.place import warning_in_words
        from ui.daily_backup import DailyBackup
        from ui.listener import Listener

        listener = Listener(self._store.path, self)
        listener.asked.connect(self._on_later_start)
        backup = DailyBackup(self._store.path, self)
        backup.told.connect(self.library.tell)
        backup.start()
        warning = warning_in_words(self._store.path)
        if warning:
            self.library.tell(warning)
        if files:
            self.read_files(list(files))
        QTimer.singleShot(_IDLE_MS, self, _load_the_next)

    def _on_later_start(self, files: list[str]) -> None:
        from ui.listener import bring_to_front

        bring_to_front(self)
        if files:
            self.read_files(files)

    def act(self, name: str, ids: list[str]) -> None:
        """Does what the library or the editor is asked for."""
        if name in self._acts:
            self._acts[name]()
        else:
            self.keeping.act(name, ids)

    def show_screen(self, screen: QWidget) -> None:
        """Gives the window to a screen until it is left; what is being written is saved first."""
        if self.editor and not self._may_leave(self.editor):
            screen.deleteLater()
            return
        self._stack.addWidget(screen)
        self._stack.setCurrentWidget(screen)
        screen.begin()  # type: ignore[attr-defined]
        screen.left.connect(partial(self.leave_screen, screen))  # type: ignore[attr-defined]

    def leave_screen(self, screen: QWidget) -> None:
        """Shows the draft at work again, or the library, as the store holds it now."""
        self._stack.removeWidget(screen)
        screen.deleteLater()
        self._stack.setCurrentWidget(self.editor or self.library)
        self._on_kept()

    def open_draft(self, id: str, address: str = "") -> None:
        """Puts a draft to work, at an address or on the page where the clerk last was; that at work is saved first."""
        if self.editor and not self._may_leave(self.editor):
            return
        from ui.editor import Editor  # the library is seen first

        try:
            entry = self._store.load(id)
            editor = Editor(self._store, entry, self.likings)
        except AppError as error:
            self.tell(str(error))
            return
        editor.left.connect(self.show_library)
        editor.export_wanted.connect(self.export)
        editor.asked.connect(self._on_asked)
        self._close_editor()
        self.editor = editor
        self._stack.addWidget(editor)
        self._stack.setCurrentWidget(editor)
        editor.start(address or entry.place)

    def show_library(self) -> None:
        """Lays the draft aside and shows the shelf; stays where the draft cannot be saved and the clerk wants to."""
        if self.editor and not self._may_leave(self.editor):
            return
        self._close_editor()
        self._refresh()
        self._stack.setCurrentWidget(self.library)

    def new_report(self) -> None:
        """Asks what the report is about and opens it."""
        from ui.dialogs.new_report import NewReportDialog

        drafts = self._drafts()
        newest = max(drafts, key=lambda draft: draft.saved).organization if drafts else ""
        dialog = NewReportDialog(newest, [(draft.organization, draft.year) for draft in drafts], self)
        dialog.begun.connect(self._begin)
        dialog.open()

    def open_sample(self) -> None:
        """Opens the newest of the made-up reports, as a draft of its own; the one there is when asked again."""
        from app.intake import take_in

        try:
            draft = take_in(samples()[-1]).filing.draft
            same = [d.id for d in self._store.entries() if (d.organization, d.year) == (draft.organization, draft.year)]
            self.open_draft(same[0] if same else self._store.add(draft))
        except AppError as error:
            self.tell(str(error))

    def choose_files(self, *, folder: bool = False) -> None:
        """Asks for the files of reports to be read, or for a folder of which all are."""
        from ui.file_dialog import ask_for_reports

        ask_for_reports(self, self.read_files, folder=folder)

    def read_files(self, files: list[str]) -> None:
        """Reads files and shows what they have before anything is taken; what was handed on is taken in at once."""
        paths = [Path(name) for name in files]
        for path in paths:
            if path.name.endswith(HANDED_ON):
                self.keeping.take(path)
        reports = [path for path in paths if not path.name.endswith(HANDED_ON)]
        if not reports or (self.editor and not self._may_leave(self.editor)):
            return
        self.reading.begin(reports)

    def export(self, copy: str) -> None:
        """Asks how and where a copy of this kind is to be written; a filing copy only when nothing must be mended."""
        from app.settings import load_settings
        from app.wording import before_export
        from ui.dialogs.export import DATA, ExportDialog
        from ui.paper.offer import offer_pdf
        from ui.refusal import is_refused

        if not self.editor:
            return
        self.editor.close_draft()  # where the store refuses, a copy is the rescue
        session = self.editor.session
        if copy == "filing" and is_refused(self.editor):
            return
        session.keep_version(Reason.EXPORT, before_export(copy))
        offer_pdf()
        dialog = ExportDialog(session, copy, load_settings(self._store.path), self)
        dialog.written.connect(self._on_written)
        dialog.failed.connect(self.tell)
        if copy == DATA:
            dialog.ask_for_file()
        else:
            dialog.open()

    def _close_editor(self) -> None:
        if self.editor:
            self._stack.removeWidget(self.editor)
            self.editor.deleteLater()
            self.editor = None

    def _refresh(self) -> None:
        try:
            self.library.refresh()
        except AppError as error:
            self.tell(str(error))
        self._show_duty()

    def _show_duty(self) -> None:
        if not self.editor:
            self.library.show_duty()

    def _on_kept(self) -> None:
        """Something in the store has changed: the library is read again, or the draft at work opened anew."""
        if self.editor:
            self.open_draft(self.editor.session.id)
        else:
            self._refresh()

    def _session(self) -> "DraftSession | None":
        return self.editor.session if self.editor else None

    def _on_put(self, id: str, change: "Callable[[Filing], Filing]", step: str) -> None:
        """A draft becomes what was read into it: opened where it is not, one version before, one step to take back."""
        if not self.editor or self.editor.session.id != id:
            self.open_draft(id)
        if self.editor and self.editor.session.id == id:
            session = self.editor.session
            session.put(change(session.filing).draft, step, Reason.IMPORT)

    def _on_asked(self, name: str) -> None:
        """The editor's draft is saved before anything is done with it."""
        if self.editor and self._may_leave(self.editor):
            self.act(name, [self.editor.session.id])

    def tell(self, text: str, is_news: bool = False) -> None:
        """Says something in a box of its own, without stopping the program: a warning, or news."""
        from PySide6.QtWidgets import QMessageBox  # the window opens sooner without

        icon = QMessageBox.Icon.Information if is_news else QMessageBox.Icon.Warning
        box = QMessageBox(icon, self.windowTitle(), text, QMessageBox.StandardButton.Ok, self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _on_written(self, path: Path, settings: "Settings") -> None:
        from dataclasses import replace

        from app.settings import load_settings, save_settings

        chosen = {"layout": settings.layout, "folder": settings.folder, "kind": settings.kind}
        save_settings(self._store.path, replace(load_settings(self._store.path), **chosen))
        self.tell(_("Written: {file}").format(file=path), is_news=True)

    def _begin(self, organization: str, year: int, level: str, carries: bool) -> None:
        from app.carry import carry  # with the first report begun, as all that drafts are made of
        from app.draft import filing_of, new_filing, with_value
        from app.form_file import DEFAULT_FAMILY

        try:
            filing = new_filing(DEFAULT_FAMILY, organization, year)
            filing = with_value(filing, "cover/level", level) if level else filing
            last = self._store.last_year(filing.draft) if carries else None
            if last is None:
                self.open_draft(self._store.add(filing.draft))
                return
            name = _("taken over from the report of {year}").format(year=last.draft.year)
            draft = carry(filing, filing_of(last.draft)).draft
            self.open_draft(self._store.add(draft, reason=Reason.CARRY, name=name))
        except AppError as error:
            self.tell(str(error))

    def _drafts(self) -> tuple[Summary, ...]:
        """What the library has, for a proposal; where it cannot be read, the new draft itself will tell."""
        try:
            return self._store.entries()
        except AppError:
            return ()

    def _may_leave(self, editor: "Editor") -> bool:
        """Whether the draft is saved, or the clerk leaves it as it is; True also where it became a draft of its own."""
        while not editor.close_draft():
            choice = self._ask_what_to_do()
            if choice == "stay":
                return False
            if choice == "drop" or (choice == "copy" and self._save_as_new(editor)):
                return True
        return True

    def _ask_what_to_do(self) -> str:
        from PySide6.QtWidgets import QMessageBox

        text = _("The last changes could not be saved.")
        box = QMessageBox(QMessageBox.Icon.Warning, self.windowTitle(), text, QMessageBox.StandardButton.NoButton, self)
        choices = {
            "again": box.addButton(_("Try again"), QMessageBox.ButtonRole.AcceptRole),
            "copy": box.addButton(_("Save as a new draft"), QMessageBox.ButtonRole.ActionRole),
            "drop": box.addButton(_("Leave without them"), QMessageBox.ButtonRole.DestructiveRole),
            "stay": box.addButton(_("Go on editing"), QMessageBox.ButtonRole.RejectRole),
        }
        box.exec()
        return next((name for name, button in choices.items() if button is box.clickedButton()), "stay")

    def _save_as_new(self, editor: "Editor") -> bool:
        try:
            self._store.add(editor.session.filing.draft)
        except AppError as error:
            self.tell(str(error))
            return False
        return True

    # Qt's names from here on

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome, also where a draft is at work."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The clerk dropped files here."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.read_files(files)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The window is seen: the rest of the start comes when all of it has been painted."""
        super().paintEvent(event)
        if self._rest and self._rest.isActive():
            self._rest.start(0)

    def showEvent(self, event: QShowEvent) -> None:
        """Reads the library when it is first seen: a draft that opens with the window need not wait for it."""
        super().showEvent(event)
        if not self.editor and not event.spontaneous():
            self._refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Saves before it closes; stays where that fails and the clerk wants to go on."""
        if self.editor and not self._may_leave(self.editor):
            event.ignore()
            return
        super().closeEvent(event)


def _load_the_next() -> None:
    """Loads what the clerk comes to next: then the first draft opens sooner, and the list that it stands in."""
    for name in ("ui.editor", "ui.shelf"):
        import_module(name)
