"""The application: its language and colours, its one window over one store, the last resort for a fault of ours."""

import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox

from app.errors import StoreError
from app.i18n import DEFAULT_LANGUAGE, _
from app.store import Damaged, NotAStore, Store, open_store
from ui.daily_backup import back_up_at_the_end
from ui.instance import ask_about_lock, claim
from ui.style import dress
from ui.window import MainWindow

LEAST_HEIGHT_WITHOUT_FULL_SCREEN = 880
_FAILED = 2


def run(store_path: Path, files: Sequence[str] = ()) -> int:
    """Opens the window over a store and reads the files in; the program's exit code.

    A store that is open elsewhere, or that cannot be opened, is told and left alone.
    """
    application = make_application()
    claimed = claim(store_path)
    choice = "open" if claimed.is_ours else ask_about_lock(claimed.holder, None)
    if choice == "quit":
        return 0
    if choice == "open":
        claimed.take_over()
    try:
        store = _opened(store_path, only_look=choice == "look")
        return _show(application, store, files) if store else _FAILED
    finally:
        claimed.release()


def _opened(path: Path, *, only_look: bool) -> Store | None:
    """The store; None where it cannot be opened, which has been told. Of a damaged one the clerk is asked."""
    while True:
        try:
            return open_store(path, only_look=only_look)
        except StoreError as error:
            from ui.damage import can_be_mended, mended

            if not (isinstance(error, Damaged) or (isinstance(error, NotAStore) and can_be_mended(path))):
                QMessageBox.critical(None, _("Gongkai"), str(error))
                return None
            if only_look or not mended(path, str(error)):
                return None


def _show(application: QApplication, store: Store, files: Sequence[str]) -> int:
    window = MainWindow(store)
    sys.excepthook = _Rescue(window)
    if window.screen().availableSize().height() < LEAST_HEIGHT_WITHOUT_FULL_SCREEN:
        window.showMaximized()
    else:
        window.show()
    QTimer.singleShot(0, window, lambda: window.after_first_paint(files))
    Thread(target=_sweep_exports, args=(store.path,), daemon=True).start()
    code = application.exec()
    store.close()
    back_up_at_the_end(store.path)
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
