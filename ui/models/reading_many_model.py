"""What was read of many files, one row a file, filling up as they come."""

from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from app.i18n import _
from app.intake import Intake
from app.taking import accounts, placeless
from ui.reading_work import Result, is_nobody
from ui.style import theme

Index = QModelIndex | QPersistentModelIndex
Roles = Qt.ItemDataRole
State = Qt.CheckState


class ManyModel(QAbstractTableModel):
    """Results, and which of them are ticked: all that were read and of which the library has none yet.

    Signals:
        ticked(): another choice is ticked.
    """

    ticked = Signal()

    def __init__(self, there: Collection[tuple[str, int]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._there = set(there)
        self._results: list[Result] = []
        self._rows: list[tuple[str, ...]] = []
        self._ticked: set[int] = set()
        self._taken: set[int] = set()

    @property
    def chosen(self) -> list[Result]:
        """The results that are ticked."""
        return [self._results[row] for row in sorted(self._ticked)]

    @property
    def failed(self) -> int:
        """How many files cannot be taken as they are."""
        return sum(not _can_be_taken(result) for result in self._results)

    @property
    def can_tick(self) -> bool:
        """Whether anything can be ticked."""
        return any(self._may(row) for row in range(len(self._results)))

    def result(self, row: int) -> Result:
        """What became of the file of a row."""
        return self._results[row]

    def add(self, result: Result) -> None:
        """One file more."""
        row = len(self._results)
        is_there = self._name(result) in self._there
        self.beginInsertRows(QModelIndex(), row, row)
        self._results.append(result)
        self._rows.append(_words(result, is_there=is_there))
        if _can_be_taken(result) and not is_there:
            self._ticked.add(row)
            self._there.add(self._name(result))  # of two files of one report the first is taken
        self.endInsertRows()
        self.ticked.emit()

    def tick_all(self, *, is_on: bool) -> None:
        """Ticks all that can be taken, or nothing."""
        self._ticked = {row for row in range(len(self._results)) if self._may(row)} if is_on else set()
        self._tell()

    def mark_taken(self, paths: Collection[Path]) -> None:
        """What these files say is in the library now."""
        for row in [row for row, result in enumerate(self._results) if result.path in paths]:
            self._rows[row] = (*self._rows[row][:-1], _("read in"))
            self._taken.add(row)
        self._ticked -= self._taken
        self._tell()

    def _may(self, row: int) -> bool:
        return row not in self._taken and _can_be_taken(self._results[row])

    def _name(self, result: Result) -> tuple[str, int]:
        draft = result.intake.filing.draft if result.intake else None
        return (draft.organization, draft.year) if draft else ("", 0)

    def _tell(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(HEADS) - 1))
        self.ticked.emit()

    # Qt's names from here on

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """As many as files were read."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """As many as heads."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Roles.DisplayRole) -> object:
        """The heads of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Roles.DisplayRole, Roles.AccessibleTextRole):
            return HEADS[section]()
        return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter if role == Roles.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be chosen; those that were read can be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_tick = not index.column() and self._may(index.row())
        return found | Qt.ItemFlag.ItemIsUserCheckable if is_tick else found

    def data(self, index: Index, role: int = Roles.DisplayRole) -> object:
        """The words of a row, its tick, red for what went wrong."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in (Roles.DisplayRole, Roles.ToolTipRole, Roles.AccessibleTextRole):
            return self._rows[row][column]
        if role == Roles.CheckStateRole and not column and self._may(row):
            return State.Checked if row in self._ticked else State.Unchecked
        if role == Roles.ForegroundRole and column == len(HEADS) - 1 and not _can_be_taken(self._results[row]):
            return QColor(theme().error)
        return None

    def setData(self, index: Index, value: object, role: int = Roles.EditRole) -> bool:
        """Ticks a row."""
        if role != Roles.CheckStateRole or not index.isValid() or not self._may(index.row()):
            return False
        self._ticked ^= {index.row()}
        self.dataChanged.emit(index, index, [role])
        self.ticked.emit()
        return True


HEADS: tuple[Callable[[], str], ...] = (
    lambda: _("File"),
    lambda: _("Organization"),
    lambda: _("Year"),
    lambda: _("Edition"),
    lambda: _("Numbers"),
    lambda: _("Texts"),
    lambda: _("Remarks"),
    lambda: _("Note"),
)


def _can_be_taken(result: Result) -> bool:
    return result.intake is not None and not result.error


def reason(result: Result) -> str:
    """Why a file was not read, without its name, which stands in the row already."""
    said = result.error.replace(str(result.path), result.path.name)
    return said.removeprefix(result.path.name).lstrip("：: ")


def _words(result: Result, *, is_there: bool) -> tuple[str, ...]:
    if result.intake is None:
        return (result.path.name, "", "", "", "", "", "", reason(result))
    intake, draft = result.intake, result.intake.filing.draft
    note = reason(result) or (_("the library has one already") if is_there else "")
    whose = "" if is_nobody(draft.organization) else draft.organization
    return (result.path.name, whose, str(draft.year), intake.edition, *_counts(intake), note)


def _counts(intake: Intake) -> tuple[str, str, str]:
    read, filing = intake.read, intake.filing
    of = _("{part} of {whole}")
    remarks = sum(len(one.notes) for one in accounts(filing)) + len(placeless(filing))
    return (
        of.format(part=read["values"], whole=read["cells"]),
        of.format(part=read["narratives"], whole=len(filing.form.narratives)),
        str(remarks or ""),
    )
