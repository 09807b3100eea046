"""The main window: the library and the draft at work, reading files in, writing copies out."""

import logging
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QMessageBox, QStackedWidget

from app.draft import new_filing, with_value
from app.errors import AppError
from app.form_file import DEFAULT_FAMILY
from app.i18n import DEFAULT_LANGUAGE, _
from app.paths import samples
from app.settings import Settings, load_settings, save_settings
from app.store import Store, open_store
from ui.dialogs.export import DATA, ExportDialog
from ui.dialogs.new_report import NewReportDialog
from ui.editor import Editor
from ui.library import Library
from ui.style import dress

log = logging.getLogger(__name__)


class MainWindow(QMainWindow):
    """Library and editor, one at a time."""

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.setWindowTitle(_("Gongkai: annual reports on government information disclosure"))
        self.resize(1280, 800)
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
        self.library.refresh()
        self._stack.setCurrentWidget(self.library)

    def new_report(self) -> None:
        """Asks what the report is about and opens it."""
        dialog = NewReportDialog(self._last_organization(), self)
        dialog.begun.connect(self._begin)
        dialog.open()

    def open_sample(self) -> None:
        """Opens the newest of the made-up reports, as a draft of its own."""
        self.read_files([str(path) for path in samples()[-1:]])

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
                id = self._store.add(take_in(Path(name)).filing.draft)
            except AppError as error:
                self.tell(str(error))
        if id:
            self.open_draft(id)

    def export(self, copy: str) -> None:
        """Asks how and where a copy of this kind is to be written; the data are asked for their file alone."""
        if not self.editor or not self.editor.close_draft():
            return
        dialog = ExportDialog(self.editor.session, copy, load_settings(self._store.path), self)
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

    def _on_written(self, path: Path, settings: Settings) -> None:
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
        drafts = self._store.entries()
        return max(drafts, key=lambda draft: draft.saved).organization if drafts else ""

    def _may_leave(self, editor: Editor) -> bool:
        if editor.close_draft():
            return True
        buttons = QMessageBox.StandardButton.Retry | QMessageBox.StandardButton.Discard
        text = _("The last changes could not be saved. Try again, or leave without them?")
        while QMessageBox.warning(self, self.windowTitle(), text, buttons) == QMessageBox.StandardButton.Retry:
            if editor.close_draft():
                return True
        return True

    # Qt's names from here on

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Saves before it closes."""
        if self.editor:
            self._may_leave(self.editor)
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
    window.show()
    code = application.exec()
    store.close()
    return code


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


class _Rescue:
    """The last resort for a fault of ours: the draft is saved first, then it is told."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def __call__(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        log.critical("unexpected fault", exc_info=(kind, fault, trace))
        editor = self._window.editor
        saved = editor.session.save() if editor else True
        said = _("Everything entered so far is saved.") if saved else _("The last change could not be saved.")
        text = _("Something in the program went wrong ({fault}). {said} Please go on; if it comes again, restart.")
        self._window.tell(text.format(fault=kind.__name__, said=said))
