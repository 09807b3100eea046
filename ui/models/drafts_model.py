"""The drafts of the store as a table, newest year first."""

from datetime import datetime

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.entry import Summary, state_name
from app.i18n import _

Index = QModelIndex | QPersistentModelIndex


class DraftsModel(QAbstractTableModel):
    """One row a draft: year, organization, edition, state, last saved."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drafts: tuple[Summary, ...] = ()
        self._heads = (_("Year"), _("Organization"), _("State"), _("Filled"), _("Last saved"))

    def show(self, drafts: tuple[Summary, ...]) -> None:
        """Shows these drafts instead."""
        self.beginResetModel()
        self._drafts = drafts
        self.endResetModel()

    def draft(self, index: Index) -> Summary | None:
        """The draft of a row."""
        return self._drafts[index.row()] if index.isValid() else None

    # Qt's names from here on

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row a draft."""
        return 0 if parent.isValid() else len(self._drafts)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """As many columns as heads."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A draft's words."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return self._texts(self._drafts[index.row()])[index.column()]

    def _texts(self, draft: Summary) -> tuple[str, ...]:
        return (
            str(draft.year),
            draft.organization,
            state_name(draft.state),
            _("{count} places").format(count=draft.filled),
            when_in_words(draft.saved),
        )


def when_in_words(when: datetime) -> str:
    """A local date and time, without seconds."""
    local = when.astimezone()
    return f"{local:%Y-%m-%d %H:%M}"
