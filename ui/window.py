"""The main window: the library and the draft at work, reading files in, writing copies out."""

import sys
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QSize, Qt, QTranslator
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QMessageBox, QStackedWidget

from app.draft import new_filing, with_value
from app.errors import AppError
from app.form_file import DEFAULT_FAMILY
from app.i18n import DEFAULT_LANGUAGE, _
from app.paths import samples
from app.store import Store, open_store
from ui.editor import Editor
from ui.library import Library
from ui.session import DraftSession
from ui.style import dress

if TYPE_CHECKING:
    from app.intake import Intake
    from app.settings import Settings

LEAST_HEIGHT_WITHOUT_FULL_SCREEN = 880


class MainWindow(QMainWindow):
    """Library and editor, one at a time."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.setWindowTitle(_("Gongkai: annual reports on government information disclosure"))
        self.resize(QSize(1280, 800).boundedTo(self.screen().availableSize()))
        self._store = store
        self.editor: Editor | None = None
        self.library = Library(store)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.library)
        self.setCentralWidget(self._stack)
        self.library.draft_chosen.connect(self.open_draft)
        self.library.new_wanted.connect(self.new_report)
        self.library.sample_wanted.connect(self.open_sample)
        self.library.files_offered.connect(self.read_files)
        self.library.choice_wanted.connect(self.choose_files)
        self.library.refresh()

    def open_draft(self, id: str) -> None:
        """Puts a draft to work, on the page where the clerk last was."""
        try:
            entry = self._store.load(id)
            editor = Editor(self._store, entry)
        except AppError as error:
            self.tell(str(error))
            return
        editor.left.connect(self.show_library)
        editor.export_wanted.connect(self.export)
        self.editor = editor
        self._stack.addWidget(editor)
        self._stack.setCurrentWidget(editor)
        editor.start(entry.place)

    def show_library(self) -> None:
        """Lays the draft aside and shows the shelf; stays where the draft cannot be saved and the clerk wants to."""
        if self.editor and not self._may_leave(self.editor):
            return
        if self.editor:
            self._stack.removeWidget(self.editor)
            self.editor.deleteLater()
            self.editor = None
        try:
            self.library.refresh()
        except AppError as error:
            self.tell(str(error))
        self._stack.setCurrentWidget(self.library)

    def new_report(self) -> None:
        """Asks what the report is about and opens it."""
        from ui.dialogs.new_report import NewReportDialog

        dialog = NewReportDialog(self._last_organization(), self)
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

    def choose_files(self) -> None:
        """Asks for the files of reports to be read."""
        dialog = QFileDialog(self, _("Choose the report to be read"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.read_files)
        dialog.open()

    def read_files(self, files: list[str]) -> None:
        """Reads files into new drafts and opens the last; one that cannot be read does not stop the others."""
        from app.intake import take_in  # loaded when the first file is read

        id = ""
        for name in files:
            try:
                taken = take_in(Path(name))
                id = self._store.add(taken.filing.draft)
            except AppError as error:
                self.tell(str(error))
            else:
                self.tell(_taken_in(Path(name), taken), QMessageBox.Icon.Information)
        if id:
            self.open_draft(id)

    def export(self, copy: str) -> None:
        """Asks how and where a copy of this kind is to be written; a filing copy only when nothing must be mended."""
        from app.settings import load_settings
        from ui.dialogs.export import DATA, ExportDialog

        if not self.editor:
            return
        self.editor.close_draft()  # where the store refuses, a copy is the rescue
        session = self.editor.session
        if copy == "filing" and (refused := _what_must_be_mended(session)):
            self.tell(refused)
            return
        dialog = ExportDialog(session, copy, load_settings(self._store.path), self)
        dialog.written.connect(self._on_written)
        dialog.failed.connect(self.tell)
        if copy == DATA:
            dialog.ask_for_file()
        else:
            dialog.open()

    def tell(self, text: str, icon: QMessageBox.Icon = QMessageBox.Icon.Warning) -> None:
        """Says something in a box of its own, without stopping the program."""
        box = QMessageBox(icon, self.windowTitle(), text, QMessageBox.StandardButton.Ok, self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def _on_written(self, path: Path, settings: "Settings") -> None:
        from app.settings import save_settings

        save_settings(self._store.path, settings)
        self.tell(_("Written: {file}").format(file=path), QMessageBox.Icon.Information)

    def _begin(self, organization: str, year: int, level: str) -> None:
        try:
            filing = new_filing(DEFAULT_FAMILY, organization, year)
            filing = with_value(filing, "cover/level", level) if level else filing
            self.open_draft(self._store.add(filing.draft))
        except AppError as error:
            self.tell(str(error))

    def _last_organization(self) -> str:
        try:
            drafts = self._store.entries()
        except AppError:  # only a proposal; the draft itself will tell what is wrong
            return ""
        return max(drafts, key=lambda draft: draft.saved).organization if drafts else ""

    def _may_leave(self, editor: Editor) -> bool:
        """Whether the draft is saved, or the clerk leaves it as it is; True also where it became a draft of its own."""
        while not editor.close_draft():
            choice = self._ask_what_to_do()
            if choice == "stay":
                return False
            if choice == "drop" or (choice == "copy" and self._save_as_new(editor)):
                return True
        return True

    def _ask_what_to_do(self) -> str:
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

    def _save_as_new(self, editor: Editor) -> bool:
        try:
            self._store.add(editor.session.filing.draft)
        except AppError as error:
            self.tell(str(error))
            return False
        return True

    # Qt's names from here on

    def closeEvent(self, event: QCloseEvent) -> None:
        """Saves before it closes; stays where that fails and the clerk wants to go on."""
        if self.editor and not self._may_leave(self.editor):
            event.ignore()
            return
        super().closeEvent(event)


def run(store_path: Path) -> int:
    """Opens the window over a store; the program's exit code. A store that cannot be opened is told and left alone."""
    application = make_application()
    try:
        store = open_store(store_path)
        window = MainWindow(store)
    except AppError as error:
        QMessageBox.critical(None, _("Gongkai"), str(error))
        return 2
    sys.excepthook = _Rescue(window)
    if window.screen().availableSize().height() < LEAST_HEIGHT_WITHOUT_FULL_SCREEN:
        window.showMaximized()
    else:
        window.show()
    Thread(target=_sweep_exports, args=(store_path,), daemon=True).start()
    code = application.exec()
    store.close()
    return code


def _sweep_exports(store: Path) -> None:
    """Clears what a killed export left in the folder of the last one; beside the window, for a lost share may hang."""
    from app.safe_file import sweep
    from app.settings import load_settings

    folder = load_settings(store).folder
    if folder:
        sweep(Path(folder))


def make_application() -> QApplication:
    """The Qt application with its language, fonts and colours."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    QLocale.setDefault(QLocale(DEFAULT_LANGUAGE))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(DEFAULT_LANGUAGE), "qtbase", "_", folder):
        application.installTranslator(translator)
    application.setApplicationName("gongkai")
    dress(application)
    return application


def _what_must_be_mended(session: DraftSession) -> str:
    """What keeps a filing copy from being made, in words; "" where nothing does."""
    from app.export import Refused, must_be_mended  # loaded when the first copy is made
    from ui.dialogs.export import named

    findings = must_be_mended(session.filing, session.last)
    return "\n".join((str(Refused(findings)), *named(findings))) if findings else ""


def _taken_in(path: Path, taken: "Intake") -> str:
    """What was read of a file and what is doubtful, in words."""
    doubts = len(taken.filing.draft.notes)
    text = _(
        "{file}: {values} of {cells} numbers and {narratives} texts were read. {doubts} doubts stand on the pages."
    )
    said = text.format(file=path.name, doubts=doubts, **taken.read)
    return "\n".join((said, *taken.told))


class _Rescue:
    """The last resort for a fault of ours: the draft is saved first, then it is told."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def __call__(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        import logging  # with the first fault

        logging.getLogger(__name__).critical("unexpected fault", exc_info=(kind, fault, trace))
        editor = self._window.editor
        saved = editor.session.save() if editor else True
        said = _("Everything entered so far is saved.") if saved else _("The last change could not be saved.")
        text = _("Something in the program went wrong ({fault}). {said} Please go on; if it comes again, restart.")
        self._window.tell(text.format(fault=kind.__name__, said=said))
