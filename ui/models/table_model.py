"""The values of a table section for a view: the printed grid without the head that stays in view."""

from collections.abc import Callable, Iterable, Mapping
from html import escape

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.cell_words import told
from app.draft import Filing
from app.figures import missing, printed
from app.finding import Finding
from app.form import Address, Section
from app.grid import Grid, GridCell, grid
from app.i18n import _, n_
from app.last_figure import AT_LEAST, LastFigure, LastFigures, beside
from app.naming import name_of
from app.rules.notes import CARRIED
from ui.session import DraftSession

Index = QModelIndex | QPersistentModelIndex
Roles = Qt.ItemDataRole


class TableModel(QAbstractTableModel):
    """The cells below and beside the head of the printed table; holds no value, reads the session.

    What colours and lines a cell has is the delegate's, who asks `worst`, `is_total` and the like. `marked` are the
    parts of the total at which the clerk is.
    """

    is_picture = False

    def __init__(self, section: Section, session: DraftSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.section = section
        self.session = session
        self.grid: Grid = grid(section)
        self.is_begun = self._has_values()
        self.marked: frozenset[Address] = frozenset()
        self.shows_last = False
        self._last_figures = LastFigures(session.last) if session.last else None
        self._index_of = {c.address: (c.row, c.column) for c in self.grid.cells if c.address}
        self._rows = {row for row, _column in self._index_of.values()}
        session.changed.connect(self._on_changed)
        session.findings_changed.connect(self._on_findings_changed)

    @property
    def filing(self) -> Filing:
        """The filing whose figures are shown."""
        return self.session.filing

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

    def can_enter(self, address: Address) -> bool:
        """Whether a value stands there, and no label or total."""
        return bool(address) and not self.is_total(address)

    def can_edit(self, address: Address) -> bool:
        """Whether a value can be entered now: not in a locked draft."""
        return self.can_enter(address) and not self.session.is_locked

    def is_total(self, address: Address) -> bool:
        """Whether the figure is computed."""
        return self.session.form.cells[address].is_total

    def is_carried(self, address: Address) -> bool:
        """Whether the value was taken over from last year and is not yet checked."""
        return any(finding.code == CARRIED for finding in self.findings_at(address))

    def is_partial(self, address: Address) -> bool:
        """Whether a total is the sum of some parts while others are blank."""
        return self.is_total(address) and bool(missing(self.filing, address))

    def is_strong(self, address: Address) -> bool:
        """Whether the figure stands out."""
        return self.is_total(address)

    def ground(self, address: Address) -> str:
        """The colour behind a cell that goes before what its state says; "" for none."""
        return ""

    def findings_at(self, address: Address) -> tuple[Finding, ...]:
        """What the checks say of a cell."""
        return self.session.findings_at(address)

    def worst(self, address: Address) -> Finding | None:
        """The finding that colours the cell: one that stands by itself before one that follows, errors first."""
        found = [f for f in self.findings_at(address) if f.severity != "info" and f.code != CARRIED]
        return min(found, key=lambda f: (bool(f.cause), f.severity != "error"), default=None)

    def last_figure(self, address: Address) -> LastFigure | None:
        """Last year's figure with the change; None where the library or last year's report has none."""
        return self._last_figures.at(self.filing, address) if self._last_figures and address else None

    def has_asides(self, row: int) -> bool:
        """Whether something stands small beside the figures of a row."""
        return self.shows_last and row + self.grid.head_rows in self._rows

    @property
    def knows_last_year(self) -> bool:
        """Whether last year's report is at hand."""
        return self._last_figures is not None

    def clear(self, addresses: Iterable[Address], verb: str = "") -> None:
        """Makes values blank, as one step; totals and labels stay what they are."""
        chosen = [a for a in addresses if self.can_edit(a) and self.filing.value(a)]
        if len(chosen) == 1 and not verb:
            self.session.set_value(chosen[0], "")
        elif chosen:
            name = verb or n_("Clear {count} cell", "Clear {count} cells", len(chosen))
            self.session.set_values(dict.fromkeys(chosen, ""), name.format(count=len(chosen)))

    def enter_all(self, addresses: Iterable[Address], text: str) -> None:
        """The same text into several cells, as one step."""
        chosen = [address for address in addresses if self.can_edit(address)]
        name = n_("Fill {count} cell with {text}", "Fill {count} cells with {text}", len(chosen))
        if chosen:
            self.session.set_values(dict.fromkeys(chosen, text), name.format(count=len(chosen), text=text))

    def mark(self, addresses: Iterable[Address]) -> None:
        """Marks these cells as the parts of the total at which the clerk is, and no others."""
        before, self.marked = self.marked, frozenset(addresses)
        for address in before ^ self.marked:
            self._repaint(address)

    def show_last_year(self, shown: bool) -> None:
        """Shows last year's figures beside this year's, or leaves them out."""
        if shown != self.shows_last:
            self.shows_last = shown
            self._repaint_all()

    def text(self, cell: GridCell) -> str:
        """The label or the figure as printed."""
        if not cell.address:
            return cell.text
        text = printed(self.filing, cell.address)
        return f"{AT_LEAST}{text}" if text and self.is_partial(cell.address) else text

    def aside(self, cell: GridCell) -> str:
        """What stands small beside the figure: last year's with the change, where that is wanted."""
        then = self.last_figure(cell.address) if self.shows_last else None
        return beside(then) if then else ""

    def entered(self, cell: GridCell) -> str:
        """What is in the cell to be edited."""
        return self.filing.value(cell.address) if cell.address else ""

    def alignment(self, cell: GridCell) -> Qt.AlignmentFlag:
        """Figures and heads in the middle, row labels to the left."""
        across = Qt.AlignmentFlag.AlignLeft if cell.kind == "row" else Qt.AlignmentFlag.AlignHCenter
        return across | Qt.AlignmentFlag.AlignVCenter

    def spoken(self, cell: GridCell) -> str:
        """The cell for a screen reader: place, figure, what is said of it."""
        if not cell.address:
            return cell.text
        name, figure = name_of(self.session.form, cell.address), self.text(cell) or _("blank")
        return _("; ").join((name, figure, *self._told(cell.address)))

    def hint(self, cell: GridCell) -> str:
        """What is told when the mouse rests: findings, how a total comes about, last year's figure."""
        if not cell.address:
            return ""
        lines = "<br>".join(escape(line) for line in self._told(cell.address))
        return f"<qt>{lines}</qt>" if lines else ""  # only rich text is wrapped

    def _told(self, address: Address) -> tuple[str, ...]:
        return told(self.filing, address, self.findings_at(address), self.last_figure(address))

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
        read = _READ.get(role)
        return read(self, self.cell(index)) if read else None

    def setData(self, index: Index, value: object, role: int = Roles.EditRole) -> bool:
        """Enters a text as it was typed; nothing happens where it stands there already."""
        address = self.address(index)
        if role != Roles.EditRole or not self.can_edit(address):
            return False
        self.session.set_value(address, str(value))
        return True

    def _has_values(self) -> bool:
        values = self.filing.draft.values
        return any(address in values for address in self.session.form.entries(self.section))

    def _on_changed(self, addresses: frozenset[Address]) -> None:
        self.is_begun = self._has_values()
        for address in addresses:
            self._repaint(address)

    def _on_findings_changed(self, added: tuple[Finding, ...], removed: tuple[Finding, ...]) -> None:
        for address in {address for finding in (*added, *removed) for address in finding.addresses}:
            self._repaint(address)

    def _repaint(self, address: Address) -> None:
        index = self.index_of(address)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def _repaint_all(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))


_READ: Mapping[int, Callable[[TableModel, GridCell], object]] = {
    Roles.DisplayRole: TableModel.text,
    Roles.EditRole: TableModel.entered,
    Roles.TextAlignmentRole: TableModel.alignment,
    Roles.AccessibleTextRole: TableModel.spoken,
    Roles.ToolTipRole: TableModel.hint,
}
