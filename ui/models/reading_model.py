"""The tree of what was understood of a file, and what of it is ticked."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.blocks import Spot
from app.i18n import _
from app.taking import Key
from ui.difference import in_words
from ui.reading_nodes import Node

Index = QModelIndex | QPersistentModelIndex
State = Qt.CheckState
NODE = Qt.ItemDataRole.UserRole


class ReadingModel(QAbstractItemModel):
    """Nodes with ticks; a tick above stands for all below it.

    Signals:
        ticked(): another choice is ticked.
    """

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._roots: tuple[Node, ...] = ()
        self._kept: list[tuple[Node, ...]] = []
        self._chosen: set[Key] = set()

    @property
    def chosen(self) -> tuple[Key, ...]:
        """The keys that are ticked, in the order of the tree, each once."""
        return tuple(dict.fromkeys(key for node in self.walk() for key in node.keys if key in self._chosen))

    @property
    def keys(self) -> frozenset[Key]:
        """The keys that the sections' ticks stand for."""
        return frozenset(key for node in self._roots for key in node.keys)

    def show_nodes(self, roots: Sequence[Node], chosen: Collection[Key]) -> None:
        """Another tree, and what of it is ticked."""
        self.beginResetModel()
        self._kept.append(self._roots)  # an index points to a node without keeping it alive
        self._roots, self._chosen = tuple(roots), set(chosen)
        self.endResetModel()
        self.ticked.emit()

    def walk(self) -> list[Node]:
        """All nodes in their order."""
        return [node for root in self._roots for node in root.walk()]

    def node(self, index: Index) -> Node:
        """The node of a valid index."""
        found: Node = index.internalPointer()
        return found

    def index_of(self, node: Node) -> QModelIndex:
        """Where a node stands."""
        return self.createIndex(self._beside(node).index(node), 0, node)

    def node_at(self, spot: Spot) -> Node | None:
        """The node that stands for a spot of the file: a doubt of it or of its row, else what was read there."""
        row = Spot(spot.block, spot.row)
        found = [node for node in self.walk() if not node.is_strong and (spot in node.spots or row in node.spots)]
        return min(found, key=_rank, default=None)

    def tick(self, keys: Collection[Key], *, is_on: bool) -> None:
        """Ticks these keys, or takes their ticks away."""
        self._chosen = self._chosen | set(keys) if is_on else self._chosen - set(keys)
        for beside in (self._roots, *(node.children for node in self.walk() if node.children)):
            if beside:
                ends = self.createIndex(0, 0, beside[0]), self.createIndex(len(beside) - 1, 0, beside[-1])
                self.dataChanged.emit(*ends, [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit()

    def _beside(self, node: Node) -> Sequence[Node]:
        return node.parent.children if node.parent else self._roots

    def _state(self, node: Node) -> State | None:
        if not node.keys:
            return None
        on = sum(key in self._chosen for key in node.keys)
        if on == len(node.keys):
            return State.Checked
        return State.PartiallyChecked if on else State.Unchecked

    # Qt's names from here on

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        """Where the node of a row stands."""
        below = self.node(parent).children if parent.isValid() else self._roots
        return self.createIndex(row, column, below[row]) if 0 <= row < len(below) and not column else QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Where the node above stands."""
        above = self.node(index).parent if index.isValid() else None
        return self.index_of(above) if above else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """As many as nodes below."""
        return len(self.node(parent).children if parent.isValid() else self._roots)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """One."""
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything can be chosen, what can be taken also ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return found | Qt.ItemFlag.ItemIsUserCheckable if self.node(index).keys else found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The node for the eye, its words for a screen reader, the tick."""
        if not index.isValid():
            return None
        node = self.node(index)
        if role == NODE:
            return node
        if role == Qt.ItemDataRole.DisplayRole:
            return in_words(node.pieces)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            kinds = {"warning": _("Doubt: "), "error": _("Error: ")}
            return kinds.get(node.sign, "") + in_words(node.pieces)
        return self._state(node) if role == Qt.ItemDataRole.CheckStateRole else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ticks a node with all below it; one that is ticked in part becomes ticked whole."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid() or not self.node(index).keys:
            return False
        self.tick(self.node(index).keys, is_on=State(value) == State.Checked)
        return True


def _rank(node: Node) -> int:
    """Doubts, which the file's view shows in amber, before what was read; last what is told besides."""
    return 0 if node.sign in ("warning", "error") else 2 if node.sign else 1
