"""Where the cells of the clipboard aim by the labels beside and above them: never at a row of another name."""

from collections.abc import Iterator, Sequence

from app.draft import Filing
from app.form import Address, Band, Label, Section
from app.grid import grid
from app.naming import name_of
from app.paste import reasons
from app.paste.aims import Aim, Aims, Check
from app.paste.clip import Clip, ClipCell, is_figure
from app.paste.columns import Columns, columns_of
from app.paste.headless import headless_columns, ordered_columns
from app.paste.lines import Head, Line, Walker
from app.paste.names import Named, Names, is_total

Row = tuple[Line, Band, Label]
"""A line, and the row or group that it is."""


def aims_by_labels(filing: Filing, section: Section, names: Names, clip: Clip, at: Address) -> Aims:
    """The aims of a clipboard that holds labels of the section; `at` counts where rows or columns have none."""
    if not _is_turned(names, clip):
        return _Aimer(filing, section, names, clip, at).aim()
    aims = _Aimer(filing, section, names, clip.turned(), at).aim().turned()
    aims.tell(reasons.turned())
    return aims


def _is_turned(names: Names, clip: Clip) -> bool:
    """Whether rows stand side by side, or columns one below the other in front of their numbers."""
    lines_of_rows, columns = 0, 0
    for line in clip.lines.values():
        said = [(cell, found[0]) for cell in line if (found := names.of(cell.text))]
        figures = [cell for cell in line if is_figure(cell.text) and not names.of(cell.text)]
        rows = {one.label.id for _cell, one in said if one.kind == "row" and one.label and _is_leaf(one)}
        if len(rows) > 1 and not figures:
            return True
        lines_of_rows += len(clip.lines) if rows and figures else bool(rows)
        columns += any(_is_column(names, cell, one) and _before(cell, figures) for cell, one in said)
    return (columns > 1 and not lines_of_rows) or (columns > 0 and lines_of_rows == 1 < len(clip.lines))


def _is_column(names: Names, cell: ClipCell, named: Named) -> bool:
    """Whether a cell names a column and no row as well: 其他 and 总计 may be both."""
    return named.kind == "column" and _is_leaf(named) and not names.rows(cell.text)


def _is_leaf(named: Named) -> bool:
    axis = named.band.row_axis if named.kind == "row" else named.band.column_axis
    return named.label is not None and axis.is_leaf(named.label)


def _before(cell: ClipCell, figures: Sequence[ClipCell]) -> bool:
    return bool(figures) and cell.column < figures[0].column


class _Aimer:
    """Lays the lines of a clipboard on the rows of a section, and their cells on its columns."""

    def __init__(self, filing: Filing, section: Section, names: Names, clip: Clip, at: Address) -> None:
        self.form, self.section, self.names, self.clip, self.at = filing.form, section, names, clip, at
        walker = Walker(names, clip)
        self.lines = walker.walk()
        self.has_labels = walker.has_labels
        self.has_rows = any(line.said.named for line in self.lines)
        self.aims = Aims()
        self.heads: dict[tuple[int, Head], Columns] = {}
        self.last: dict[int, Columns] = {}
        self.passed: list[str] = []

    def aim(self) -> Aims:
        """All of it; groups after the rows, since a group's numbers mean one thing beside its rows, another without."""
        rows = [row for line in self.lines if (row := self.row_of(line)) is not None]
        leaves = [row for row in rows if row[1].row_axis.is_leaf(row[2])]
        self.name_columns(rows)
        for row in leaves:
            self.take(*row)
        seen = {label.id for _line, _band, label in leaves}
        for line, band, label in rows:
            if not band.row_axis.is_leaf(label) and any(is_figure(cell.text) for cell in line.cells):
                seen |= self.take_group(line, band, label, seen)
        self.tell(seen)
        return self.aims

    # Rows

    def row_of(self, line: Line) -> Row | None:
        """The row of a line; refuses its numbers where that is not certain."""
        named, plain = line.said.named, self.names.plain
        if named is not None and named.label is not None:
            if named.how == "near":
                self.aims.tell(reasons.misprint(self.name(named.label), line.said.text))
            return line, named.band, named.label
        if plain is not None and not line.said.is_unclear:
            return line, plain, plain.rows[0]
        if not self.has_labels:
            return self.row_by_place(line)
        if is_total(line.said.text):
            self.passed.append(line.said.text)
            return None
        self.reject(line, self.why_no_row(line))
        return None

    def why_no_row(self, line: Line) -> str:
        if line.said.is_unclear:
            return reasons.unclear_row(line.said.text)
        return reasons.unknown_row(line.said.text) if line.said.text else reasons.no_label()

    def row_by_place(self, line: Line) -> Row | None:
        """Below a head, without labels: the first line of numbers is the row where the clerk is."""
        if not line.head.cells:
            self.reject(line, reasons.no_column())
            return None
        first = next(other.number for other in self.lines if other.head.cells and not other.said.text)
        places = {cell.address: cell.row for cell in grid(self.section).cells}
        row = places.get(self.at, 0) + line.number - first
        found = (self.form.cells[address] for address, place in places.items() if address and place == row)
        cell = next(found, None)
        if cell is None:
            self.reject(line, reasons.outside())
        return (line, cell.band, cell.row) if cell else None

    # Columns

    def name_columns(self, rows: Sequence[Row]) -> None:
        """Makes out the columns of each band below each head, in their order."""
        for line, band, _label in rows:
            key = (id(band), line.head)
            if key in self.heads:
                continue
            same = [other for other, its, _row in rows if its is band and other.head == line.head]
            self.heads[key] = self.columns(band, line.head, same)

    def columns(self, band: Band, head: Head, lines: Sequence[Line]) -> Columns:
        if all(line.is_ragged for line in lines):
            return Columns()
        if head.is_lost:
            return Columns(why=reasons.unsure_order())
        columns = columns_of(self.names, band, self.clip, head.cells)
        if columns.is_silent and self.names_a_column(band):
            return Columns(why=reasons.unsure_order())
        if columns.is_silent and band is not self.names.plain and self.has_rows:
            columns = headless_columns(band, lines, self.at_column(band))
            if columns.leaves:
                self.aims.tell(reasons.headless(self.section))
        whole = self.last.get(id(band))
        if whole is not None and whole.contains(columns):
            return whole
        for text, label in columns.misprints:
            self.aims.tell(reasons.misprint(reasons.quoted(label.label), text))
        self.last[id(band)] = columns
        return columns

    def names_a_column(self, band: Band) -> bool:
        """Whether a column of the band is named anywhere: then rows without a head are not in the order of the law.

        At the beginning of a line 其他 and 总计 may be rows.
        """
        for line in self.clip.lines.values():
            for cell in line:
                found = self.names.of(cell.text)
                is_row = cell is line[0] and bool(self.names.rows(cell.text))
                if found and found[0].kind == "column" and found[0].band is band and not is_row:
                    return True
        return False

    def at_column(self, band: Band) -> int:
        """The column where the clerk is; the first where that is in another band."""
        cell = self.form.cells.get(self.at)
        return band.column_axis.leaves.index(cell.column) if cell is not None and cell.band is band else 0

    def located(self, line: Line, band: Band) -> Iterator[tuple[ClipCell, Label]]:
        """The cells of a line below a column of the table; the numbers elsewhere are refused."""
        if line.is_ragged:
            yield from self.counted(line, band)
            return
        columns = self.heads[id(band), line.head]
        for cell in line.cells:
            label = columns.over(cell)
            if label is not None and cell.row_span <= line.said.height:
                yield cell, label
            elif label is not None:
                self.aims.reject(cell, reasons.tall())
            elif is_figure(cell.text) and cell.column >= line.said.end:
                self.aims.reject(cell, columns.why_not(cell))

    def counted(self, line: Line, band: Band) -> Iterator[tuple[ClipCell, Label]]:
        """The cells of a line in the order of the head, where there are exactly as many."""
        cells = [cell for cell in line.cells if cell.column >= line.said.end]
        order = ordered_columns(self.names, band, line.head)
        if len(cells) == len(order):
            yield from ((cell, label) for cell, label in zip(cells, order, strict=True) if label is not None)
            return
        for cell in cells:
            if is_figure(cell.text):
                self.aims.reject(cell, reasons.drawn_together())

    # Cells

    def take(self, line: Line, band: Band, row: Label) -> None:
        """The aims of a line at a row that has values."""
        for cell, column in self.located(line, band):
            address = f"{self.section.id}/{row.id}/{column.id}"
            parts = self.form.cells[address].parts
            if cell.text and parts:
                self.aims.checks.append(Check(cell, parts, name_of(self.form, address)))
            elif cell.text:
                self.aims.aims.append(Aim(cell, address, f"{self.section.id}/{row.id}"))
            else:
                self.aims.blanks += not parts

    def take_group(self, line: Line, band: Band, group: Label, seen: set[str]) -> set[str]:
        """Numbers beside a group: the sum of its rows where these are there; one row of another edition; or nothing.

        Gives the ids of the rows that are filled by it.
        """
        leaves = band.row_axis.leaves_under(group)
        if seen & {leaf.id for leaf in leaves}:
            for cell, column in self.located(line, band):
                parts = tuple(self.parts(band, leaves, column))
                self.aims.checks.append(Check(cell, parts, self.name(group)))
            return set()
        if line.said.height > 1 or not self.names.is_older_row(group):
            self.reject(line, reasons.group(self.name(group)))
            return set()
        self.take(line, band, leaves[-1])
        self.aims.tell(reasons.one_for_several(self.name(group), leaves[-1].label))
        return {leaf.id for leaf in leaves}

    def parts(self, band: Band, rows: Sequence[Label], column: Label) -> Iterator[Address]:
        for row in (row for row in rows if not row.sum):
            for one in band.column_axis.entered(column):
                yield f"{self.section.id}/{row.id}/{one.id}"

    # Words

    def reject(self, line: Line, why: str) -> None:
        for cell in line.cells:
            if is_figure(cell.text) and cell.column >= line.said.end:
                self.aims.reject(cell, why)

    def tell(self, seen: set[str]) -> None:
        if self.passed:
            self.aims.tell(reasons.passed_over(self.passed))
        wanted = [row for band in self.section.bands for row in band.row_axis.leaves if not row.sum]
        missing = [row.label for row in wanted if row.id not in seen]
        if missing and len(missing) * 2 < len(wanted):
            self.aims.tell(reasons.missing_rows(missing))

    def name(self, row: Label) -> str:
        return name_of(self.form, f"{self.section.id}/{row.id}")
