"""The duties of a report as rows: a tick, the day, what is to be done, on what ground, how far it is."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.duties import Appointment
from app.duties.calendar import Calendar
from app.duties.words import day_in_words, standing_in_words
from app.i18n import _
from ui.icons import icon
from ui.style import theme

Index = QModelIndex | QPersistentModelIndex
DAY, TEXT, KIND, STANDING, SOURCE = range(5)


class DutiesModel(QAbstractTableModel):
    """A row for each duty, by its day."""

    def __init__(self, calendar: Calendar, today: date, parent: QObject) -> None:
        super().__init__(parent)
        self._calendar, self._today = calendar, today
        self._texts: dict[int, Callable[[Appointment], str]] = {
            DAY: day_in_words,
            TEXT: lambda one: one.text,
            KIND: lambda one: self._calendar.plan.kinds[one.kind],
            STANDING: lambda one: standing_in_words(one, self._today),
            SOURCE: lambda one: one.source,
        }
        self._heads = (_("Day"), _("What is to be done"), _("Kind"), _("Standing"), _("Source"))

    def show(self, calendar: Calendar) -> None:
        """Shows another calendar."""
        self.beginResetModel()
        self._calendar = calendar
        self.endResetModel()

    def duty(self, row: int) -> Appointment | None:
        """The duty of a row."""
        return self._calendar.duties[row] if 0 <= row < len(self._calendar.duties) else None

    def row_of(self, id: str) -> int:
        """The row of a duty, -1 where it is not among them."""
        return next((row for row, one in enumerate(self._calendar.duties) if one.id == id), -1)

    def next_open(self) -> int:
        """The row of the duty that comes next; the first one where all are done."""
        return next((row for row, one in enumerate(self._calendar.duties) if not one.done), 0)

    # Qt's names from here on

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """As many as duties."""
        return 0 if parent.isValid() else len(self._calendar.duties)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """As many as heads."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell, the tick before the day, and the colour of what is late or done."""
        one, column = self._calendar.duties[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._texts[column](one)
        if role == Qt.ItemDataRole.DecorationRole and column == DAY:
            return icon("check", "good") if one.done else icon("blank", "faint")
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(one, column)
        return None

    def _colour(self, one: Appointment, column: int) -> QColor | None:
        now, left = theme(), one.days_left(self._today)
        if column == STANDING and one.done:
            return QColor(now.good)
        if column == STANDING and left is not None and left < 0:
            return QColor(now.error)
        if column == DAY and one.is_on_weekend and not one.done:
            return QColor(now.warning)
        return QColor(now.faint) if column == SOURCE else None
