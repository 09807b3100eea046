"""A section's tables read: numbers by address, printed totals, and a doubt for whatever is not certain."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.draft import Note, NoteKind
from app.form import Address, Band, Form, Label, Section
from app.match import doubts
from app.match.cells import CellText, cell_text
from app.match.fit import Fit, Layout, falls_short, fit, sums_hold
from app.match.gaps import gaps
from app.match.head import Columns
from app.match.lines import Line
from app.match.rows import Row, rows_of


@dataclass(slots=True)
class TableRead:
    """What was read of a section with tables; `unread` is what says nothing to it."""

    numbers: dict[Address, str] = field(default_factory=dict)
    totals: dict[Address, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)
    exact: set[tuple[str, str, str]] = field(default_factory=set)
    has_rows: bool = False


def read_tables(form: Form, section: Section, lines: Sequence[Line], siblings: Sequence[Form] = ()) -> TableRead:
    """The tables of a section, from the lines of its part; `siblings` are the family's other editions."""
    found = rows_of(form, section, lines)
    taker = _Taker(form, section, found.rows)
    for row in found.rows:
        taker.take(row)
    taker.take_groups(siblings)
    missing = gaps(form, section, found, taker.leaves)
    read = taker.read
    read.notes += missing.notes
    read.unread = [line for line in found.unread if line not in missing.explained]
    read.exact, read.has_rows = found.exact, bool(found.rows or found.opened)
    return read


class _Taker:
    """Takes the numbers of row after row."""

    def __init__(self, form: Form, section: Section, rows: Sequence[Row]) -> None:
        self.form, self.section = form, section
        self.read = TableRead()
        self.starts = {id(band): _regular_start(rows, band) for band in section.bands}
        self.options = {id(row): row.head.options for row in rows} | _followed(rows)
        self.width = _common(row.start + len(row.cells) for row in rows if row.start is not None)
        self.taken: dict[str, dict[Address, CellText]] = {}
        self.groups: list[Row] = []
        self.leaves = {row.label.id for row in rows if row.band.row_axis.is_leaf(row.label)}
        self.told_heads: set[int] = set()

    def take(self, row: Row) -> None:
        if not row.band.row_axis.is_leaf(row.label):
            self.groups.append(row)
            return
        fitted = self.fit(row)
        if not fitted.texts:
            self.note(row, doubts.untaken(self.name(row), row, fitted))
            return
        if row.head.state != "whole" and not self.is_sure_without_head(row, fitted):
            self.note(row, doubts.headless(self.name(row), row))
            return
        self.tell(row, fitted)
        self.put(row, row.label, fitted)

    def fit(self, row: Row) -> Fit:
        start, layout = self.starts[id(row.band)], Layout()
        if row.start is not None:
            shift = start - row.start if start is not None and start >= row.start else None
            layout = Layout(shift, row.start + len(row.cells) == self.width)
        return fit(row.band.column_axis, row.cells, self.options[id(row)], layout)

    def is_sure_without_head(self, row: Row, fitted: Fit) -> bool:
        """Under no head, or a piece of one, a row's total must not be false; a row without a label needs a true one."""
        if row.head.state == "partial" and row.head.order == fitted.columns:
            return True
        held = sums_hold(row.band.column_axis, fitted.columns, fitted.texts)
        needs_sum = row.head.state == "missing" and not row.label.label
        return held is True if needs_sum else held is not False

    def tell(self, row: Row, fitted: Fit) -> None:
        """What is to be told of a row that is taken."""
        if fitted.how != "exact":
            self.note(row, doubts.surplus_taken(self.name(row), row, fitted))
        if falls_short(row.band.column_axis, fitted.columns, fitted.texts):
            self.note(row, doubts.short_of_total(self.name(row), row))
        if row.how == "near":
            self.note(row, doubts.misprinted_row(self.name(row), row), "heading")
        if id(row.band) not in self.told_heads:
            self.told_heads.add(id(row.band))
            self.tell_head(row, fitted)

    def tell_head(self, row: Row, fitted: Fit) -> None:
        """What is to be told of a band's head, at the first row that is taken below it."""
        if row.head.state == "partial" and fitted.columns == row.head.order:
            lacking = [column for column in row.head.law if column is not None and column not in fitted.columns]
            self.note(row, doubts.lacking_columns(self.section, row, lacking))
        elif row.head.state != "whole":
            self.note(row, doubts.no_head(self.section, row, len(fitted.columns)))
        for text, column in row.head.misprints:
            place = f"{self.section.id}/{row.label.id}/{column.id}"
            self.read.notes.append(Note("heading", place, doubts.misprinted_column(self.section, text, column)))

    def put(self, row: Row, label: Label, fitted: Fit) -> None:
        """The numbers of a row at their addresses; a row that comes twice with other numbers gives none."""
        cells = {
            f"{self.section.id}/{label.id}/{column.id}": text
            for column, text in zip(fitted.columns, fitted.texts, strict=True)
            if column is not None
        }
        read = {address: cell_text(text, self.form.cells[address].value) for address, text in cells.items()}
        if label.id in self.taken:
            self.again(row, label, read)
            return
        self.taken[label.id] = read
        self.tell_cells(row, cells, read)
        self.tell_extra(row, fitted)
        for address, cell in read.items():
            if cell.number:
                (self.read.totals if self.form.cells[address].is_total else self.read.numbers)[address] = cell.number

    def again(self, row: Row, label: Label, read: dict[Address, CellText]) -> None:
        """A row that was taken before: the same numbers add nothing, others leave none that is sure."""
        if self.taken[label.id] != read:
            for address in self.taken[label.id]:
                self.read.numbers.pop(address, None)
                self.read.totals.pop(address, None)
            self.note(row, doubts.twice(self.name(row), row))

    def tell_cells(self, row: Row, cells: dict[Address, str], read: dict[Address, CellText]) -> None:
        for state, words in (("remark", doubts.remarks), ("other", doubts.no_numbers)):
            odd = {address: cells[address] for address, cell in read.items() if cell.state == state}
            if odd:
                place = next(iter(odd)) if len(odd) == 1 else self.place(row)
                self.read.notes.append(Note("doubt", place, words(self.name(row), row, list(odd.values()))))

    def tell_extra(self, row: Row, fitted: Fit) -> None:
        extra = [text for column, text in zip(fitted.columns, fitted.texts, strict=True) if column is None and text]
        if extra:
            self.note(row, doubts.extra_columns(self.name(row), row, extra), "unplaced")

    def take_groups(self, siblings: Sequence[Form]) -> None:
        """Numbers in the row of a group: where another edition has the group as one row, they go to its last row."""
        for row in self.groups:
            leaves = row.band.row_axis.leaves_under(row.label)
            fitted = self.fit(row)
            is_older = any(
                f"{self.section.id}/{row.label.id}/{column.id}" in sibling.cells
                for sibling in siblings
                for column in row.band.column_axis.leaves
            )
            if is_older and fitted.texts and not self.leaves & {leaf.id for leaf in leaves}:
                self.leaves.update(leaf.id for leaf in leaves)
                self.put(row, leaves[-1], fitted)
                place = f"{self.section.id}/{leaves[-1].id}"
                text = doubts.one_row_for_several(self.name(row), row, leaves[-1].label)
                self.read.notes.append(Note("doubt", place, text))
            else:
                self.note(row, doubts.group_numbers(self.name(row), row))

    def note(self, row: Row, text: str, kind: NoteKind = "doubt") -> None:
        self.read.notes.append(Note(kind, self.place(row), text))

    def place(self, row: Row) -> str:
        return f"{self.section.id}/{row.label.id}"

    def name(self, row: Row) -> str:
        return doubts.row_words(self.form, self.section, row.label)


def _regular_start(rows: Sequence[Row], band: Band) -> int | None:
    """The grid column in which most rows' values begin: of the band's rows, or where it has few, of the section's."""
    begun = [
        (row.band is band, row.start)
        for row in rows
        if row.start is not None and len(row.cells) in {len(columns) for columns in row.head.options}
    ]
    own = _common(start for is_own, start in begun if is_own)
    return own if own is not None else _common(start for _is_own, start in begun)


def _common(numbers: Iterable[int]) -> int | None:
    """The number that comes most often, at least twice; None where there is none, or two."""
    counted = Counter(numbers).most_common(2)
    if not counted or counted[0][1] < 2 or (len(counted) > 1 and counted[0][1] == counted[1][1]):
        return None
    return counted[0][0]


def _followed(rows: Sequence[Row]) -> dict[int, tuple[Columns, ...]]:
    """For rows under a piece of a head: the one of its options that most rows of the band have as many cells for."""
    followed: dict[int, tuple[Columns, ...]] = {}
    for row in (row for row in rows if row.head.state == "partial" and len(row.head.options) > 1):
        widths = [len(other.cells) for other in rows if other.head.options == row.head.options]
        followed[id(row)] = (max(row.head.options, key=lambda columns: widths.count(len(columns))),)
    return followed
