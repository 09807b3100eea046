"""Lines that show a difference, each with a tick; lines that head them have none."""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ui.difference import Piece, in_words

Index = QModelIndex | QPersistentModelIndex
PIECES = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Line:
    """What is shown in a line; one without a key heads those below it and has no tick."""

    pieces: tuple[Piece, ...]
    key: Hashable = None


class TicksModel(QAbstractListModel):
    """The lines, and which of them are ticked.

    Signals:
        ticked(): another choice of lines is ticked.
    """

    ticked = Signal()

    def __init__(self, parent: QObject | None = None, *, can_tick: bool = True) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()
        self._ticked: set[Hashable] = set()
        self._can_tick = can_tick

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines, headings included."""
        return self._lines

    @property
    def keys(self) -> tuple[Hashable, ...]:
        """The keys of the lines that can be ticked, in their order."""
        return tuple(line.key for line in self._lines if line.key is not None)

    @property
    def ticked_keys(self) -> tuple[Hashable, ...]:
        """The keys of the lines that are ticked, in their order."""
        return tuple(key for key in self.keys if key in self._ticked)

    def set_lines(self, lines: Sequence[Line], ticked: Collection[Hashable]) -> None:
        """Other lines, and which of them are ticked; where their number is the same, the view stays where it is."""
        same = len(lines) == len(self._lines) and all(
            (new.key is None) == (old.key is None) for new, old in zip(lines, self._lines, strict=True)
        )
        if not same:
            self.beginResetModel()
        self._lines, self._ticked = tuple(lines), set(ticked)
        if not same:
            self.endResetModel()
        elif lines:
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
        self.ticked.emit()

    def tick(self, keys: Collection[Hashable], *, is_on: bool) -> None:
        """Ticks these lines, or takes their ticks away."""
        self._ticked = self._ticked | set(keys) if is_on else self._ticked - set(keys)
        if self._lines:
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1), [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit()

    def row_of(self, key: Hashable) -> int:
        """The row of a line; -1 where there is none."""
        return next((row for row, line in enumerate(self._lines) if line.key == key and key is not None), -1)

    # Qt's names from here on

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """As many rows as lines."""
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        if not index.isValid() or self._lines[index.row()].key is None:
            return Qt.ItemFlag.NoItemFlags
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return found | Qt.ItemFlag.ItemIsUserCheckable if self._can_tick else found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The pieces for the eye, the words for a screen reader, the tick."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == PIECES:
            return line.pieces
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return in_words(line.pieces)
        if role == Qt.ItemDataRole.CheckStateRole and line.key is not None and self._can_tick:
            return Qt.CheckState.Checked if line.key in self._ticked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ticks a line."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        key = self._lines[index.row()].key
        if key is None or not self._can_tick:
            return False
        self.tick((key,), is_on=Qt.CheckState(value) == Qt.CheckState.Checked)
        return True
