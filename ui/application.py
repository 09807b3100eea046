"""The application: its language and colours, its one window over one store, the last resort for a fault of ours."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.errors import StoreError
from app.i18n import _, language, qt_catalogue, use_language
from app.input_method import open_way_in
from app.paths import resources, usual_store
from app.preferences import language_at_start, load_preferences
from app.store import Damaged, NotAStore, Store, open_store
from ui.faults import Faults
from ui.instance import ask_about_lock, claim
from ui.style import LETTERS_PROPERTY, THEME_PROPERTY, dress
from ui.window import MainWindow

LEAST_HEIGHT_WITHOUT_FULL_SCREEN = 880
_FAILED = 2
_AFTER_FIRST_PAINT_MS = 300


def run(store_path: Path, files: Sequence[str] = ()) -> int:
    """Opens the window over a store and reads the files in; the program's exit code.

    A store that is open elsewhere, or that cannot be opened, is told and left alone.
    """
    application = make_application()
    found = store_found(store_path)
    if found is None:
        return 0
    store_path = found
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
            from PySide6.QtWidgets import QMessageBox  # the window opens sooner without

            from ui.damage import can_be_mended, mended

            if not (isinstance(error, Damaged) or (isinstance(error, NotAStore) and can_be_mended(path))):
                QMessageBox.critical(None, _("Gongkai"), str(error))
                return None
            if only_look or not mended(path, str(error)):
                return None


def _show(application: QApplication, store: Store, files: Sequence[str]) -> int:
    window = MainWindow(store)
    faults = Faults(window, lambda: window.editor.session.save() if window.editor else True)
    faults.told.connect(window.tell)
    faults.install()
    window.begin(files)
    if window.screen().availableSize().height() < LEAST_HEIGHT_WITHOUT_FULL_SCREEN:
        window.showMaximized()
    else:
        window.show()
    QTimer.singleShot(_AFTER_FIRST_PAINT_MS, window, gc.enable)
    QTimer.singleShot(_AFTER_FIRST_PAINT_MS, window, lambda: _begin_sweep(store))
    if not files:
        QTimer.singleShot(_AFTER_FIRST_PAINT_MS, window, lambda: _offer_tour(window, store))
    code = application.exec()
    faults.remove()
    store.close()
    from ui.daily_backup import back_up_at_the_end

    back_up_at_the_end(store.path)
    if load_preferences().move_to:
        _move(store.path)
    return code


def store_found(path: Path) -> Path | None:
    """The store to be opened. One that was chosen and is gone is sought as long as the clerk wants; None: quit."""
    from app.store_place import choose, is_lost, lost_in_words

    while is_lost(path):
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.Warning, _("Gongkai"), lost_in_words(path))
        again = box.addButton(_("&Look again"), QMessageBox.ButtonRole.AcceptRole)
        usual = box.addButton(_("Use the &usual place"), QMessageBox.ButtonRole.ActionRole)
        leave = box.addButton(_("&Quit"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(again)
        box.setEscapeButton(leave)
        box.exec()
        if box.clickedButton() is leave:
            return None
        if box.clickedButton() is usual:
            choose(None)
            return usual_store()
    return path


def _move(store: Path) -> None:
    """Moves the store as the settings have it, and tells where it is now or why it is not there."""
    from PySide6.QtWidgets import QMessageBox

    from app.store_place import move

    try:
        target = move(store)
    except StoreError as error:
        QMessageBox.warning(None, _("Gongkai"), str(error))
        return
    if target is not None:
        text = _("The store is in {new} now. The file that was used until now stays too: {old}")
        QMessageBox.information(None, _("Gongkai"), text.format(new=target, old=store))


def _offer_tour(window: MainWindow, store: Store) -> None:
    """Shows a newcomer around, once."""
    if window.library.is_empty:
        from ui.tour import offer

        offer(window, store)


def _begin_sweep(store: Store) -> None:
    """Sweeps beside the window, for a lost share may hang; a thread begun sooner would slow the first paint."""
    Thread(target=_sweep_exports, args=(store.path,), daemon=True).start()


def _sweep_exports(store: Path) -> None:
    """Clears what a killed export left in the folder of the last one."""
    from app.safe_file import sweep
    from app.settings import load_settings

    folder = load_settings(store).folder
    if folder:
        sweep(Path(folder))


def _reach_fcitx4(application: QApplication) -> None:
    from ui.fcitx4 import reach

    reach(application)


def make_application() -> QApplication:
    """The Qt application with its language, fonts and colours, and the way in for the input method."""
    import PySide6

    wants_fcitx = open_way_in(Path(PySide6.__file__).parent)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    if wants_fcitx:
        QTimer.singleShot(_AFTER_FIRST_PAINT_MS, application, lambda: _reach_fcitx4(application))
    use_language(language_at_start())
    QLocale.setDefault(QLocale(language()))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(qt_catalogue(language()), folder):
        application.installTranslator(translator)
    application.setApplicationName("gongkai")
    application.setDesktopFileName("gongkai")
    application.setWindowIcon(QIcon(str(resources() / "icons" / "program" / "gongkai.svg")))
    preferences = load_preferences()
    if preferences.theme:
        application.setProperty(THEME_PROPERTY, preferences.theme)
    application.setProperty(LETTERS_PROPERTY, preferences.scale)
    dress(application)
    return application
