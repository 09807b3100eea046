"""The values of a table section for a view: the printed grid without the head that stays in view."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from app.figures import missing, printed
from app.finding import Finding
from app.form import Address, Section
from app.grid import Grid, GridCell, grid
from app.i18n import _
from app.naming import name_of
from app.rules.notes import CARRIED
from ui.session import DraftSession
from ui.style import theme

Index = QModelIndex | QPersistentModelIndex
Roles = Qt.ItemDataRole


class TableModel(QAbstractTableModel):
    """The cells below and beside the head of the printed table; holds no value, reads the session."""

    def __init__(self, section: Section, session: DraftSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.section = section
        self._session = session
        self.grid: Grid = grid(section)
        self._is_begun = self._has_values()
        self._index_of = {c.address: (c.row, c.column) for c in self.grid.cells if c.address}
        session.changed.connect(self._on_changed)
        session.findings_changed.connect(self._on_findings_changed)

    def cell(self, index: Index) -> GridCell:
        """The printed cell at a place of the view."""
        return self.grid.at(index.row() + self.grid.head_rows, index.column() + self.grid.head_columns)

    def address(self, index: Index) -> Address:
        """The address at a place of the view; "" for a label."""
        return self.cell(index).address if index.isValid() else ""

    def index_of(self, address: Address) -> QModelIndex:
        """The place of an address in the view; an invalid one where the table does not have it."""
        place = self._index_of.get(address)
        return self.index(place[0] - self.grid.head_rows, place[1] - self.grid.head_columns) if place else QModelIndex()

    def can_edit(self, address: Address) -> bool:
        """Whether a value can be entered: not at a label, not at a total, not in a locked draft."""
        return bool(address) and not self._is_total(address) and not self._session.is_locked

    def _is_total(self, address: Address) -> bool:
        return self._session.form.cells[address].is_total

    def _is_carried(self, address: Address) -> bool:
        return any(finding.code == CARRIED for finding in self._session.findings_at(address))

    def clear(self, addresses: Iterable[Address]) -> None:
        """Makes values blank, as one step; totals and labels stay what they are."""
        chosen = [address for address in addresses if self.can_edit(address)]
        name = _("Clear {count} cells").format(count=len(chosen))
        self._session.set_values(dict.fromkeys(chosen, ""), name)

    # Qt's names from here on

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """The rows below the head."""
        return 0 if parent.isValid() else self.grid.rows - self.grid.head_rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """The columns beside the head."""
        return 0 if parent.isValid() else self.grid.columns - self.grid.head_columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Labels are shown, totals chosen, values edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        address = self.address(index)
        if not address:
            return Qt.ItemFlag.ItemIsEnabled
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen | Qt.ItemFlag.ItemIsEditable if self.can_edit(address) else chosen

    def data(self, index: Index, role: int = Roles.DisplayRole) -> object:
        """What the view asks of a cell."""
        cell = self.cell(index)
        read = _READ.get(role)
        return read(self, cell) if read else None

    def setData(self, index: Index, value: object, role: int = Roles.EditRole) -> bool:
        """Enters a text as it was typed."""
        address = self.address(index)
        if role != Roles.EditRole or not self.can_edit(address):
            return False
        self._session.set_value(address, str(value))
        return True

    def _has_values(self) -> bool:
        values = self._session.filing.draft.values
        return any(address in values for address in self._session.form.entries(self.section))

    def _on_changed(self, addresses: frozenset[Address]) -> None:
        begun = self._has_values()
        if begun != self._is_begun:  # now the blanks stand out, or no longer
            self._is_begun = begun
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        for address in addresses:
            self._repaint(address)

    def _on_findings_changed(self, added: tuple[Finding, ...], removed: tuple[Finding, ...]) -> None:
        for address in {address for finding in (*added, *removed) for address in finding.addresses}:
            self._repaint(address)

    def _repaint(self, address: Address) -> None:
        index = self.index_of(address)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def text(self, cell: GridCell) -> str:
        """The label or the figure as printed."""
        if not cell.address:
            return cell.text
        text = printed(self._session.filing, cell.address)
        return f"{text}…" if text and self._is_partial(cell.address) else text

    def _is_partial(self, address: Address) -> bool:
        """Whether a total is the sum of some parts while others are blank."""
        return self._is_total(address) and bool(missing(self._session.filing, address))

    def entered(self, cell: GridCell) -> str:
        """What is in the cell to be edited."""
        return self._session.filing.value(cell.address) if cell.address else ""

    def alignment(self, cell: GridCell) -> Qt.AlignmentFlag:
        """Figures and heads in the middle, row labels to the left."""
        across = Qt.AlignmentFlag.AlignLeft if cell.kind == "row" else Qt.AlignmentFlag.AlignHCenter
        return across | Qt.AlignmentFlag.AlignVCenter

    def ground(self, cell: GridCell) -> QColor | None:
        """The colour behind the cell: of a fault, of a head, of a total."""
        now = theme()
        if not cell.address:
            return QColor(now.head)
        worst = self.worst(cell)
        if worst is not None and not worst.cause:
            return QColor(now.error_ground if worst.severity == "error" else now.warning_ground)
        if self._is_total(cell.address):
            return QColor(now.total)
        if self._is_carried(cell.address):
            return QColor(now.chosen)
        return QColor(now.blank) if self._is_begun and not self.entered(cell) else None

    def ink(self, cell: GridCell) -> QColor | None:
        """The colour of the text where it is not the ordinary one."""
        worst = self.worst(cell) if cell.address else None
        if worst is None:
            return QColor(theme().faint) if self.text(cell) == "0" else None
        return QColor(theme().error if worst.severity == "error" else theme().warning)

    def font(self, cell: GridCell) -> QFont | None:
        """Totals and band titles stand out; what was taken over from last year leans until it is checked."""
        font = QFont()
        if cell.kind == "title" or (cell.address and self._is_total(cell.address)):
            font.setBold(True)
            return font
        font.setItalic(True)
        return font if cell.address and self._is_carried(cell.address) else None

    def spoken(self, cell: GridCell) -> str:
        """The cell for a screen reader: place, figure, what is said of it."""
        if not cell.address:
            return cell.text
        said = [finding.message for finding in self._session.findings_at(cell.address)]
        return _("; ").join([name_of(self._session.form, cell.address), self.text(cell) or _("blank"), *said])

    def hint(self, cell: GridCell) -> str:
        """What is told when the mouse rests: findings, or how a total comes about."""
        if not cell.address:
            return ""
        said = "\n".join(finding.message for finding in self._session.findings_at(cell.address))
        return said or self._total_hint(cell.address)

    def _total_hint(self, address: Address) -> str:
        if not self._is_total(address):
            return ""
        open_parts = len(missing(self._session.filing, address))
        if open_parts:
            return _("Computed; {count} of its parts are still blank.").format(count=open_parts)
        return _("Computed from its parts; it cannot be typed.")

    def worst(self, cell: GridCell) -> Finding | None:
        """The finding that colours the cell: one that stands by itself before one that follows, errors first."""
        found = [f for f in self._session.findings_at(cell.address) if f.severity != "info" and f.code != CARRIED]
        return min(found, key=lambda f: (bool(f.cause), f.severity != "error"), default=None)


_READ: Mapping[int, Callable[[TableModel, GridCell], object]] = {
    Roles.DisplayRole: TableModel.text,
    Roles.EditRole: TableModel.entered,
    Roles.TextAlignmentRole: TableModel.alignment,
    Roles.BackgroundRole: TableModel.ground,
    Roles.ForegroundRole: TableModel.ink,
    Roles.FontRole: TableModel.font,
    Roles.AccessibleTextRole: TableModel.spoken,
    Roles.ToolTipRole: TableModel.hint,
}
