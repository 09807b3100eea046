"""What concerns the program and not a report: its settings, and the look at this computer."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow

from app.errors import AppError
from app.i18n import _
from ui.style import LETTERS_PROPERTY, THEME_PROPERTY, recolour, resize

if TYPE_CHECKING:
    from app.preferences import Preferences
    from app.settings import Settings
    from ui.dialogs.settings import SettingsDialog

SETTINGS_KEYS = "Ctrl+,"


class OwnActs(QObject):
    """The acts by their names, for a window over a store; the key of the settings."""

    def __init__(self, window: QMainWindow, store: Path) -> None:
        super().__init__(window)
        self._window, self._store = window, store
        self._dialog: SettingsDialog | None = None
        QShortcut(QKeySequence(SETTINGS_KEYS), window).activated.connect(self.show_settings)

    @property
    def acts(self) -> Mapping[str, Callable[[], None]]:
        """What the library and the editor can ask for."""
        return {"settings": self.show_settings, "doctor": self.show_doctor}

    def show_settings(self) -> None:
        """Opens the settings."""
        from app.paths import fixed_store
        from app.preferences import load_preferences
        from app.settings import load_settings
        from ui.dialogs.settings import SettingsDialog

        dialog = SettingsDialog(
            load_preferences(),
            load_settings(self._store),
            str(self._store),
            is_fixed=fixed_store() is not None,
            parent=self._window,
        )
        dialog.preferred.connect(self._on_preferred)
        dialog.remembered.connect(self._on_remembered)
        dialog.move_wanted.connect(self._on_move)
        dialog.store_wanted.connect(self._on_store)
        self._dialog = dialog
        dialog.open()

    def show_doctor(self) -> None:
        """Opens the look at this computer."""
        from ui.dialogs.doctor import DoctorDialog, computer_of

        DoctorDialog(computer_of(self._window, self._store), self._window).open()

    def _on_preferred(self, preferences: "Preferences") -> None:
        from app.preferences import save_preferences

        wear(preferences)
        if not save_preferences(preferences):
            self._tell(_("The choice holds until the program is closed: it could not be kept on the disk."))

    def _on_remembered(self, settings: "Settings") -> None:
        from dataclasses import replace

        from app.settings import load_settings, save_settings

        now = load_settings(self._store)
        now = replace(now, layout=settings.layout, second_place=settings.second_place)
        if not save_settings(self._store, now):
            self._tell(_("The choice could not be kept on the disk."))

    def _on_move(self, folder: str) -> None:
        from app.store_place import wish_move

        text = _("The store is moved to {folder} when this window closes; the file that is here now stays too.")
        self._placed(lambda: wish_move(self._store, Path(folder)), text.format(folder=folder))

    def _on_store(self, file: str) -> None:
        from app.store_place import choose

        text = _("From the next start on the store {file} is used. This one stays where it is.")
        self._placed(lambda: choose(Path(file)), text.format(file=file))

    def _placed(self, act: Callable[[], None], said: str) -> None:
        try:
            act()
        except AppError as error:
            self._tell(str(error))
            return
        if self._dialog is not None:
            self._dialog.show_places(said)

    def _tell(self, text: str) -> None:
        from PySide6.QtWidgets import QMessageBox  # the window opens sooner without

        parent, icon = QApplication.activeModalWidget() or self._window, QMessageBox.Icon.Warning
        box = QMessageBox(icon, _("Settings"), text, QMessageBox.StandardButton.Ok, parent)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()


def wear(preferences: "Preferences") -> None:
    """Gives the program the letters and colours that are preferred, at once."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.setProperty(THEME_PROPERTY, preferences.theme)
    application.setProperty(LETTERS_PROPERTY, preferences.scale)
    resize(application)
    recolour()
