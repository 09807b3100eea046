"""The settings: letters, colours, language, the look of exported files, where the store and its backups are."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import LANGUAGES, _, language
from app.preferences import Preferences
from app.settings import Settings
from ui.buttons import Button, ElidedLabel
from ui.widgets import words


class SettingsDialog(QDialog):
    """What is chosen holds at once, but for the language and the store: those from the next start on.

    Signals:
        preferred(object): the preferences as they are now.
        remembered(object): the settings of the store as they are now.
        move_wanted(str): the store shall be in this folder.
        store_wanted(str): this store shall be used.
    """

    preferred = Signal(object)
    remembered = Signal(object)
    move_wanted = Signal(str)
    store_wanted = Signal(str)

    def __init__(
        self, preferences: Preferences, settings: Settings, store: str, *, is_fixed: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._preferences, self._settings, self._store, self._is_fixed = preferences, settings, store, is_fixed
        self.setWindowTitle(_("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text_size = _choice("text_size", _text_sizes(), preferences.text_size)
        self.theme = _choice("theme", _themes(), preferences.theme)
        self.language = _choice("language", LANGUAGES.items(), preferences.language or language())
        self.layouts = _choice("layout", _layouts(), settings.layout)
        self._later = words("", "warning", wraps=True)
        self._place, self._second = ElidedLabel(), ElidedLabel()
        self._lay_out()
        for combo in (self.text_size, self.theme, self.language):
            combo.currentIndexChanged.connect(self._on_preferred)
        self.layouts.currentIndexChanged.connect(self._on_layout)
        self.show_places()

    def show_places(self, later: str = "") -> None:
        """Shows where the store and the second place of its backups are, and what holds only later."""
        self._place.setText(self._store)
        self._second.setText(self._settings.second_place or _("none yet, for example a USB stick"))
        self._drop.setVisible(bool(self._settings.second_place))
        self._later.setText(later)
        self._later.setVisible(bool(later))

    def _lay_out(self) -> None:
        self.setMinimumWidth(34 * self.fontMetrics().height())
        form = QFormLayout()
        form.setSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_("&Size of letters"), self.text_size)
        form.addRow(_("&Colours"), self.theme)
        form.addRow(_("&Language"), self.language)
        form.addRow(_("L&ook of exported files"), self.layouts)
        form.addRow(_("Store of the drafts"), self._place_line())
        form.addRow(_("Second place of backups"), self._second_line())
        close = Button(_("Close"), "close", "main")
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addLayout(form)
        column.addWidget(self._later)
        column.addWidget(close, alignment=Qt.AlignmentFlag.AlignRight)

    def _place_line(self) -> QHBoxLayout:
        move, use = Button(_("&Move it…"), "move"), Button(_("&Use another…"), "use")
        move.clicked.connect(self._on_move)
        use.clicked.connect(self._on_use)
        for button in (move, use):
            button.setEnabled(not self._is_fixed)
            button.setToolTip(_("The place is settled outside the program.") if self._is_fixed else "")
        return _line(self._place, move, use)

    def _second_line(self) -> QHBoxLayout:
        choose, self._drop = Button(_("C&hoose…"), "second"), Button(_("&None"), "no_second")
        choose.clicked.connect(self._on_second)
        self._drop.clicked.connect(self._on_no_second)
        return _line(self._second, choose, self._drop)

    def _on_preferred(self) -> None:
        chosen = {name: str(getattr(self, name).currentData()) for name in ("text_size", "theme", "language")}
        self._preferences = replace(self._preferences, **chosen)
        self.preferred.emit(self._preferences)
        if self.sender() is self.language:
            is_other = self._preferences.language != language()
            self.show_places(_("The language changes when the program is started anew.") if is_other else "")

    def _on_layout(self) -> None:
        self._remember(layout=str(self.layouts.currentData()))

    def _remember(self, **changes: str) -> None:
        self._settings = replace(self._settings, **changes)
        self.remembered.emit(self._settings)
        self.show_places(self._later.text())

    def _on_second(self) -> None:
        from ui.file_dialog import ask_for_folder

        dialog = ask_for_folder(self, _("Choose a second place"), self._settings.second_place)
        dialog.fileSelected.connect(self.take_second)
        dialog.open()

    def take_second(self, folder: str) -> None:
        """Backups go there too from now on; "" for no second place."""
        self._remember(second_place=folder)

    def _on_no_second(self) -> None:
        self.take_second("")

    def _on_move(self) -> None:
        from ui.file_dialog import ask_for_folder

        dialog = ask_for_folder(self, _("Choose the folder for the store"), self._store)
        dialog.fileSelected.connect(self.move_wanted)
        dialog.open()

    def _on_use(self) -> None:
        dialog = QFileDialog(self, _("Choose the store to be used"), self._store, _("Stores (*.db)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.store_wanted)
        dialog.open()


def _choice(name: str, choices: Iterable[tuple[str, str]], chosen: str) -> QComboBox:
    combo = QComboBox()
    combo.setObjectName(name)
    for value, text in choices:
        combo.addItem(text, value)
    combo.setCurrentIndex(max(combo.findData(chosen), 0))
    return combo


def _line(label: QWidget, *buttons: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.addWidget(label, 1)
    for button in buttons:
        line.addWidget(button)
    return line


def _text_sizes() -> tuple[tuple[str, str], ...]:
    return ("small", _("small")), ("", _("standard")), ("large", _("large")), ("largest", _("very large"))


def _themes() -> tuple[tuple[str, str], ...]:
    return ("", _("as in the system")), ("light", _("light")), ("dark", _("dark"))


def _layouts() -> tuple[tuple[str, str], ...]:
    from app.layout import layouts

    return tuple((one.id, one.name) for one in layouts())
