"""The backups of the store: when the last was made and where, one made now, a second place, one put back."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from app.dates import shown_day, shown_moment
from app.i18n import _
from app.store.backup import Backup
from ui.buttons import Button
from ui.choice_table import ChoiceTable
from ui.models.rows_model import RowsModel
from ui.widgets import words


class BackupsDialog(QDialog):
    """The proved backups, newest first.

    Signals:
        backup_wanted(): the clerk wants one now.
        second_place_chosen(str): a copy goes there too from now on; "" for no second place.
        restore_wanted(str): the backup in this file shall be what the store holds.
        check_wanted(): the clerk wants to know whether the store is whole.
    """

    backup_wanted = Signal()
    second_place_chosen = Signal(str)
    restore_wanted = Signal(str)
    check_wanted = Signal()

    def __init__(
        self, backups: Sequence[Backup], second: str, seen: datetime | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Backups and recovery"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 460)
        self._backups, self._second = backups, second
        self.view = self._make_view()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        said = _("A copy is made each day on which something changed, and only when it has been opened and counted.")
        column.addWidget(words(said, "faint", wraps=True))
        column.addWidget(self.view, 1)
        column.addLayout(self._second_place(seen))
        column.addLayout(self._bottom())
        self.view.selectRow(0)

    def _make_view(self) -> ChoiceTable:
        view = ChoiceTable()
        view.setObjectName("backups")
        view.setAccessibleName(_("Backups"))
        heads = (_("Made"), _("Drafts"), _("Size"), _("File"))
        view.setModel(RowsModel(heads, [_row(one) for one in self._backups], self))
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        view.horizontalHeader().setStretchLastSection(True)
        view.chosen.connect(self._on_restore)
        return view

    def _second_place(self, seen: datetime | None) -> QHBoxLayout:
        when = shown_day(seen.astimezone().date()) if seen else _("never yet")
        told = _("Second place: {folder}, last copy {when}").format(folder=self._second, when=when)
        line = QHBoxLayout()
        line.addWidget(
            words(told if self._second else _("No second place yet, for example a USB stick."), wraps=True), 1
        )
        choose, drop = Button(_("&Choose a second place…"), "second"), Button(_("&No second place"), "no_second")
        choose.clicked.connect(self._on_choose)
        drop.clicked.connect(self._on_drop)
        drop.setVisible(bool(self._second))
        line.addWidget(choose)
        line.addWidget(drop)
        return line

    def _bottom(self) -> QHBoxLayout:
        now, restore = Button(_("&Back up now"), "back_up", "main"), Button(_("&Put this one back…"), "restore")
        close, check = Button(_("Close"), "close"), Button(_("Chec&k the store"), "check")
        check.clicked.connect(self._on_check)
        restore.setEnabled(bool(self._backups))
        now.clicked.connect(self._on_now)
        restore.clicked.connect(self._on_restore)
        close.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addWidget(restore)
        line.addWidget(check)
        line.addStretch()
        line.addWidget(now)
        line.addWidget(close)
        return line

    def _on_now(self) -> None:
        self.backup_wanted.emit()
        self.accept()

    def _on_check(self) -> None:
        self.check_wanted.emit()
        self.accept()

    def _on_choose(self) -> None:
        from ui.file_dialog import ask_for_folder

        dialog = ask_for_folder(self, _("Choose a second place"), self._second)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, folder: str) -> None:
        self.second_place_chosen.emit(folder)
        self.accept()

    def _on_drop(self) -> None:
        self._on_chosen("")

    def _on_restore(self, index: QModelIndex | bool = False) -> None:
        row = self.view.currentIndex().row()
        if row >= 0:
            self.restore_wanted.emit(str(self._backups[row].path))
            self.accept()


def _row(backup: Backup) -> tuple[str, str, str, str]:
    size = f"{backup.bytes / 1024:,.0f} KB"
    drafts = _("cannot be read") if backup.drafts is None else str(backup.drafts)
    return shown_moment(backup.made), drafts, size, backup.path.name
