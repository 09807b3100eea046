"""A section's tables read: numbers by address, printed totals, and a doubt for whatever is not certain."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.blocks import Spot
from app.draft import Note, NoteKind
from app.form import Address, Axis, Band, Form, Label, Section, Value
from app.match import doubts
from app.match.cells import CellText, cell_text
from app.match.digits import summing_ways
from app.match.equations import Equation, Figures, equations, figures_of, settled
from app.match.fit import Fit, Layout, falls_short, fit, sums_hold
from app.match.gaps import gaps
from app.match.head import Columns
from app.match.lines import Line
from app.match.order import in_order
from app.match.pieces import is_pieces
from app.match.rows import Found, Row, rows_of
from app.match.words import figure_in

_FEWEST_FULL = 3
_MOSTLY_FULL = 0.7
"""Rows without a blank: so many, and so large a share, make a table in which blanks are odd."""


@dataclass(slots=True)
class TableRead:
    """What was read of a section with tables.

    `unread` is what says nothing to it, `behind` that part of it which stands behind its last row.
    """

    numbers: dict[Address, str] = field(default_factory=dict)
    totals: dict[Address, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)
    behind: list[Line] = field(default_factory=list)
    exact: set[tuple[str, str, str]] = field(default_factory=set)
    origins: dict[Address, tuple[Spot, ...]] = field(default_factory=dict)
    has_rows: bool = False


def read_tables(form: Form, section: Section, lines: Sequence[Line], siblings: Sequence[Form] = ()) -> TableRead:
    """The tables of a section, from the lines of its part; `siblings` are the family's other editions."""
    found = rows_of(form, section, lines)
    taker = _Taker(form, section, found.rows)
    for row in found.rows:
        taker.take(row)
    taker.take_glued()
    used = taker.take_in_order(found)
    taker.take_groups(siblings)
    missing = gaps(form, section, found, taker.leaves)
    read = taker.read
    read.notes += missing.notes
    told = {*map(id, missing.explained), *map(id, used)}
    read.unread = [line for line in found.unread if id(line) not in told and not is_pieces(form, section, line)]
    last = max((place for place, item in enumerate(found.items) if isinstance(item, Row)), default=len(found.items))
    after = {id(line) for line in found.items[last:]}
    read.behind = [line for line in read.unread if id(line) in after]
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
        self.bare: list[Row] = []
        self.glued: list[tuple[Row, Sequence[tuple[str, ...]]]] = []
        self.has_told_glued = False
        self.is_filled = _is_filled(rows)
        self.leaves = {row.label.id for row in rows if row.band.row_axis.is_leaf(row.label)}
        self.told_heads: set[int] = set()

    def take(self, row: Row) -> None:
        if not row.band.row_axis.is_leaf(row.label):
            self.groups.append(row)
            return
        fitted = self.fit(row)
        if not row.cells:
            self.bare.append(row)
        elif fitted.how == "fewer" and (ways := self.ways(row)):
            self.glued.append((row, ways))
        elif not fitted.texts:
            self.note(row, doubts.untaken(self.name(row), row, fitted))
        else:
            self.take_fitted(row, fitted)

    def take_fitted(self, row: Row, fitted: Fit) -> None:
        """A row whose cells are laid on its columns, if its head or its sums say that they belong there."""
        if row.head.state != "whole" and not self.is_sure_without_head(row, fitted):
            self.note(row, doubts.headless(self.name(row), row))
            return
        self.tell(row, fitted)
        self.put(row, row.label, fitted)

    def take_glued(self) -> None:
        """Rows of glued numbers that may be parted in several ways: taken where the columns' sums leave one."""
        ways = {row.label.id: found for row, found in self.glued}
        only = settled(self.equations(), self.figures(), ways)
        for row, _ways in self.glued:
            if row.label.id in only and row.head.state == "whole":
                columns = row.head.options[0]
                self.note(row, doubts.parted_by_columns(self.name(row), row, only[row.label.id]))
                self.put(row, row.label, Fit("exact", columns, only[row.label.id]))
            else:
                self.note(row, doubts.untaken(self.name(row), row, Fit("fewer")))

    def take_in_order(self, found: Found) -> list[Line]:
        """Rows of numbers that lost their labels, where order and sums prove them; the lines that they stood on."""
        given = in_order(self.section, found, self.figures())
        for _line, row in given:
            self.leaves.add(row.label.id)
            self.note(row, doubts.taken_in_order(self.name(row), row))
            self.put(row, row.label, Fit("exact", row.band.column_axis.leaves, row.cells))
        for row in self.bare:
            if row.label.id not in self.taken:
                self.note(row, doubts.untaken(self.name(row), row, Fit("fewer")))
        return [line for line, _row in given]

    def equations(self) -> tuple[Equation, ...]:
        return tuple(one for band in self.section.bands for one in equations(self.section, band))

    def figures(self) -> dict[str, Figures]:
        """The numbers of the rows that were taken, in the order of the law's columns."""
        return {
            id: figures_of([cells[address].number if address in cells else "" for address in self.addresses(id)])
            for id, cells in self.taken.items()
        }

    def addresses(self, row: str) -> list[Address]:
        band = next(band for band in self.section.bands if band.row_axis.by_id(row))
        return [f"{self.section.id}/{row}/{column.id}" for column in band.column_axis.leaves]

    def ways(self, row: Row) -> Sequence[tuple[str, ...]]:
        """The ways to part a row's glued numbers, where there are several and its head is whole."""
        options = self.options[id(row)]
        if row.line.row >= 0 and len(row.cells) > 1:
            return ()
        if not options or len(options[0]) != len(self.values(row)):
            return ()
        return summing_ways(row.band.column_axis, row.cells, options[0], self.values(row))

    def fit(self, row: Row) -> Fit:
        start, layout = self.starts[id(row.band)], Layout()
        if row.start is not None:
            shift = start - row.start if start is not None and start >= row.start else None
            layout = Layout(shift, row.start + len(row.cells) == self.width)
        is_of_cells = row.line.row >= 0 and len(row.cells) > 1  # cells of a table are parted by it, not by us
        values = () if is_of_cells else self.values(row)
        return fit(row.band.column_axis, row.cells, self.options[id(row)], layout, values)

    def values(self, row: Row) -> list[Value]:
        """What the cells of a row hold, in the order of the law."""
        leaf = row.band.row_axis.leaves_under(row.label)[-1].id
        columns = row.band.column_axis.leaves
        return [self.form.cells[f"{self.section.id}/{leaf}/{column.id}"].value for column in columns]

    def is_sure_without_head(self, row: Row, fitted: Fit) -> bool:
        """Under no head, or a piece of one, a row's total must not be false; a row without a label needs a true one."""
        if row.head.state == "partial" and row.head.order == fitted.columns:
            return True
        held = sums_hold(row.band.column_axis, fitted.columns, fitted.texts)
        needs_sum = row.head.state == "missing" and not row.label.label
        return held is True if needs_sum else held is not False

    def tell(self, row: Row, fitted: Fit) -> None:
        """What is to be told of a row that is taken."""
        if fitted.how == "sums":
            self.note(row, doubts.parted_by_total(self.name(row), row, fitted.texts))
        elif fitted.how == "digits" and not self.has_told_glued:
            self.has_told_glued = True
            self.note(row, doubts.parted(self.section, row))
        elif fitted.how in ("agree", "sum"):
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
        texts = self.without_swollen(row, fitted)
        cells = {
            f"{self.section.id}/{label.id}/{column.id}": text
            for column, text in zip(fitted.columns, texts, strict=True)
            if column is not None
        }
        read = {address: cell_text(text, self.form.cells[address].value) for address, text in cells.items()}
        if label.id in self.taken:
            self.again(row, label, read)
            return
        self.taken[label.id] = read
        self.tell_cells(row, cells, read)
        self.tell_extra(row, fitted)
        self.read.origins |= {address: (spot,) for address, spot in zip(cells, _spots(row, fitted), strict=True)}
        for address, cell in read.items():
            if cell.number:
                (self.read.totals if self.form.cells[address].is_total else self.read.numbers)[address] = cell.number

    def without_swollen(self, row: Row, fitted: Fit) -> tuple[str, ...]:
        """The texts without a number that may be several: behind blanks in a table that has no blanks otherwise."""
        entered = [place for place, column in enumerate(fitted.columns) if column is None or not column.sum]
        swollen = [place for place in entered if _is_swollen(fitted.texts, place)]
        if swollen and _adds_up(row.band.column_axis, fitted):
            return fitted.texts
        if not self.is_filled or not swollen or fitted.how != "exact" or row.line.is_marked:
            return fitted.texts
        self.note(row, doubts.swollen(self.name(row), row, [fitted.texts[place] for place in swollen]))
        return tuple("" if place in swollen else text for place, text in enumerate(fitted.texts))

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


def _is_filled(rows: Sequence[Row]) -> bool:
    """Whether nearly all rows of a table have no blank behind their label: then a blank among numbers is odd."""
    bodies = [row.cells[_lead(row.cells) :] for row in rows if any(row.cells)]
    full = sum(all(body) for body in bodies)
    return full >= _FEWEST_FULL and full >= _MOSTLY_FULL * len(bodies)


def _lead(cells: Sequence[str]) -> int:
    return next((place for place, text in enumerate(cells) if text), 0)


def _adds_up(axis: Axis, fitted: Fit) -> bool:
    """Whether the numbers of a row are all that its printed totals count: then its blanks are blanks."""
    zeros = tuple(
        text or ("" if column and column.sum else "0")
        for column, text in zip(fitted.columns, fitted.texts, strict=True)
    )
    return sums_hold(axis, fitted.columns, zeros) is True


def _is_swollen(texts: Sequence[str], place: int) -> bool:
    """Whether a number stands behind blank cells and has a digit for each of them and one more."""
    blanks = 0
    while place - blanks > 0 and not texts[place - blanks - 1]:
        blanks += 1
    figure = figure_in(texts[place])[0]
    return bool(blanks and figure) and sum(char.isdigit() for char in figure) > blanks


def _spots(row: Row, fitted: Fit) -> Iterator[Spot]:
    """Where in the document the cells of a row stand, for the columns that the law has."""
    line, place = row.line, 0
    for column, text in zip(fitted.columns, fitted.texts, strict=True):
        found = next((n for n in range(place, len(line.cells)) if line.cells[n] == text), -1)
        place = found + 1 if found >= 0 else place
        if column is not None:
            yield Spot(line.block, line.row, line.columns[found] if line.row >= 0 and found >= 0 else -1)


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
