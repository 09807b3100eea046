"""The recycle bin: the drafts that were deleted within the last year, each of which can be put back."""

from datetime import timedelta

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from app.dates import shown_day, shown_moment
from app.entry import KEPT_AFTER_DELETION, Summary
from app.i18n import _
from ui.buttons import Button
from ui.choice_table import ChoiceTable
from ui.models.rows_model import RowsModel
from ui.widgets import words


class RecycleBinDialog(QDialog):
    """The deleted drafts, last deleted first.

    Signals:
        back_wanted(list): the ids of the drafts to be put back.
    """

    back_wanted = Signal(list)

    def __init__(self, drafts: tuple[Summary, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Recycle bin"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(760, 420)
        self._drafts = drafts
        heads = (_("Year"), _("Organization"), _("Deleted"), _("Kept until"))
        self.view = ChoiceTable()
        self.view.setObjectName("deleted")
        self.view.setAccessibleName(_("Recycle bin"))
        self.view.setSelectionMode(ChoiceTable.SelectionMode.ExtendedSelection)
        self.view.setModel(RowsModel(heads, [_row(draft) for draft in drafts], self))
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.view.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.view.chosen.connect(self._on_chosen)
        self._lay_out()
        self.view.selectRow(0)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        said = _("Deleted drafts are kept for a year with all their versions, then they go for good.")
        column.addWidget(words(said if self._drafts else _("The recycle bin is empty."), "faint", wraps=True))
        column.addWidget(self.view, 1)
        self.view.setVisible(bool(self._drafts))
        if not self._drafts:
            column.addStretch(1)
        back, close = Button(_("Put &back"), "put_back", "main"), Button(_("Close"), "close")
        back.setEnabled(bool(self._drafts))
        back.clicked.connect(self._on_back)
        close.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(back)
        line.addWidget(close)
        column.addLayout(line)

    def _on_chosen(self, index: QModelIndex) -> None:
        self.back_wanted.emit([self._drafts[index.row()].id])
        self.accept()

    def _on_back(self) -> None:
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        if rows:
            self.back_wanted.emit([self._drafts[row].id for row in rows])
            self.accept()


def _row(draft: Summary) -> tuple[str, ...]:
    assert draft.deleted is not None
    until = (draft.deleted + timedelta(days=KEPT_AFTER_DELETION)).astimezone()
    when = shown_moment(draft.deleted)
    return str(draft.year), draft.organization, when, shown_day(until.date())
