"""Which labels a value stands under and beside, in whatever table: for those who hear a table cell by cell."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from app.blocks import Table, TableCell

Place = tuple[int, int]
_HEADS = ("title", "corner", "column")


@dataclass(frozen=True, slots=True)
class Rows:
    """A table by its rows: the cells of each, and the rows in which a band begins, the first among them."""

    cells: Sequence[Sequence[TableCell]]
    bands: Collection[int]


@dataclass(slots=True)
class _Band:
    """The labels met so far of one band."""

    title: list[TableCell] = field(default_factory=list)
    columns: list[TableCell] = field(default_factory=list)


def rows_of(table: Table) -> Rows:
    """The rows of a table; a head that follows on values begins another band."""
    rows: list[list[TableCell]] = [[] for _row in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    is_head = [any(cell.kind in _HEADS for cell in row) for row in rows]
    begins = [row for row in range(1, table.rows) if is_head[row] and not is_head[row - 1] and row >= table.head_rows]
    return Rows(rows, {0, *begins})


def heads_of(rows: Rows) -> Mapping[Place, tuple[TableCell, ...]]:
    """Of each value, by its row and column, the labels that it belongs to: the band's title, columns, rows."""
    found: dict[Place, tuple[TableCell, ...]] = {}
    band, beside = _Band(), list[TableCell]()
    for number, row in enumerate(rows.cells):
        if number in rows.bands:
            band, beside = _Band(), []
        beside = [cell for cell in beside if cell.row + cell.row_span > number]
        for cell in row:
            if cell.kind == "value":
                above = [head for head in band.columns if _is_over(head, cell)]
                found[cell.row, cell.column] = (*band.title, *above, *beside)
            elif cell.kind == "row":
                beside.append(cell)
            elif cell.kind in ("title", "column"):
                (band.title if cell.kind == "title" else band.columns).append(cell)
    return found


def _is_over(head: TableCell, cell: TableCell) -> bool:
    return head.column < cell.column + cell.column_span and cell.column < head.column + head.column_span
