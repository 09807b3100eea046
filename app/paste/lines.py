"""The lines of the clipboard by what they are: heads, rows of the table, rows that it lacks, bare numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.form import Band, Label
from app.paste.clip import Clip, ClipCell, is_figure, is_words
from app.paste.names import Named, Names

_MOST_NAMES = 100
"""In the lines above that a head goes on from; the largest head of a report has some twenty."""


@dataclass(frozen=True, slots=True)
class Head:
    """The cells of the lines above some rows; a lost one was that of another table of the clipboard."""

    cells: tuple[ClipCell, ...] = ()
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """The label of a line: its words, the row or group that they surely name, where the cell ends, how tall it is.

    Unclear is a label that may be several rows, or of which the numbers may not be.
    """

    text: str = ""
    named: Named | None = None
    is_unclear: bool = False
    end: int = 0
    height: int = 1


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A line with values or room for them; `cells` are what stands there besides the label, blank ones too.

    In a ragged table the cells do not stand below their names: merged ones above have been drawn together.
    """

    number: int
    head: Head
    cells: tuple[ClipCell, ...]
    said: Said
    is_ragged: bool = False


@dataclass(slots=True)
class _Group:
    """The group that was named last, and the row behind its cell."""

    label: Label
    end: int


class Walker:
    """Goes line by line: what was said above decides what a word means."""

    def __init__(self, names: Names, clip: Clip) -> None:
        self.names, self.clip = names, clip
        self.lines: list[Line] = []
        self.has_labels = False
        self.head = Head()
        self.is_head_open = False
        self.band: Band | None = None
        self.group: _Group | None = None
        self.above = (0, Said())
        self.width, self.is_ragged = 0, False
        self.cells: dict[int, list[ClipCell]] = {}
        for cell in clip.cells:
            self.cells.setdefault(cell.row, []).append(cell)

    def walk(self) -> list[Line]:
        """The lines with values, from top to bottom."""
        tables = {part.start: part for part in self.clip.tables}
        for row in range(self.clip.rows):
            if row in tables:
                self.begin_table(tables[row])
            if filled := self.clip.line(row):
                self.take(row, filled)
        return self.lines

    def begin_table(self, part: range) -> None:
        """A further table goes on below the same head only where it has as many columns."""
        width = max((cell.end for number in part for cell in self.cells.get(number, ())), default=0)
        if self.head.cells and width != self.width:
            self.head = Head((), is_lost=True)
        self.width, self.is_head_open, self.is_ragged = width, False, self.clip.is_ragged(part)

    def take(self, row: int, filled: Sequence[ClipCell]) -> None:
        """Takes a line: a head, a row, or words that say nothing here."""
        said = [cell for cell in filled if self.names.of(cell.text) or is_words(cell.text)]
        values = [cell for cell in filled if cell not in said or self.is_value(cell)]
        said = [cell for cell in said if cell not in values]
        if self.is_head(said, bool(values)):
            if self.head_counts(said):
                self.open_head(said)
        elif values or any(self.names.rows(cell.text) for cell in said) or self.from_above(row).named:
            self.is_head_open = False
            self.row(row, said, values)
        else:
            self.has_labels = self.has_labels or bool(self.head.cells)

    def is_value(self, cell: ClipCell) -> bool:
        """Whether a cell is a number and no label that begins with one."""
        return is_figure(cell.text) and not self.names.rows(cell.text)

    def is_head(self, said: Sequence[ClipCell], has_values: bool) -> bool:
        """Whether a line names columns or a band; also one of several words of which the table knows none."""
        first = [found[0].kind if (found := self.names.of(cell.text)) else None for cell in said]
        if "row" in first or (has_values and first.count("column") < 2):
            return False
        return any(first) or (len(first) > 1 and not has_values)

    def head_counts(self, said: Sequence[ClipCell]) -> bool:
        """Whether a head ends the one above it: strange words do where they stand below the name of a column."""
        named = {cell.column for cell in self.head.cells if any(n.kind == "column" for n in self.names.of(cell.text))}
        is_known = any(self.names.of(cell.text) for cell in said)
        return is_known or not named or any(cell.column in named for cell in said)

    def open_head(self, said: Sequence[ClipCell]) -> None:
        """Takes a head; lines of a head that follow one another are one."""
        titles = [one for cell in said for one in self.names.of(cell.text)[:1] if one.kind == "band"]
        kept = self.head.cells[-_MOST_NAMES:] if self.is_head_open and not titles else ()
        if titles:
            self.band, self.group, kept = titles[0].band, None, ()
        self.head, self.is_head_open = Head((*kept, *said)), True

    def row(self, row: int, said: Sequence[ClipCell], values: Sequence[ClipCell]) -> None:
        """Takes a line of values: its label is the last words before the first number behind a label."""
        labels = [cell.column for cell in said if self.names.rows(cell.text)]
        begin = min(labels, default=0)
        first = min((cell.column for cell in values if cell.column >= begin), default=self.clip.columns)
        before = [cell for cell in said if cell.column < first]
        self.has_labels = self.has_labels or bool(before)
        self.group_of(row, before)
        label = self.label(row, before)
        if any(column > first for column in labels):
            label = replace(label, named=None, is_unclear=True)
        cells = tuple(cell for cell in self.cells[row] if cell not in before)
        self.lines.append(Line(row, self.head, cells, label, self.is_ragged))

    def label(self, row: int, before: Sequence[ClipCell]) -> Said:
        """What the words in front say; words of which the table knows nothing, behind a label, make it another row."""
        known = [cell for cell in before if self.names.rows(cell.text)]
        if not known:
            return Said(before[-1].text, end=before[-1].end) if before else self.from_above(row)
        cell = known[-1]
        stray = [other for other in before if other.column > cell.column and not self.is_headed(other)]
        if stray:
            return Said(stray[-1].text, end=stray[-1].end)
        named = self.one_row(self.names.rows(cell.text), cell.text)
        said = Said(cell.text, named, named is None, cell.end, cell.row_span)
        self.above = (row + cell.row_span, said)
        return said

    def from_above(self, row: int) -> Said:
        """The row whose label reaches down to here from above."""
        end, said = self.above
        return said if end > row else Said()

    def is_headed(self, cell: ClipCell) -> bool:
        """Whether words stand below a name of their own: those of a column of remarks are no row's label."""
        return not self.is_ragged and any(
            head.column == cell.column and not any(one.kind in ("corner", "band") for one in self.names.of(head.text))
            for head in self.head.cells
        )

    def group_of(self, row: int, labels: Sequence[ClipCell]) -> None:
        """Remembers the group that a line names, as far down as its cell reaches."""
        if self.group and self.group.end <= row:
            self.group = None
        for cell in labels:
            for one in self.names.rows(cell.text):
                if one.label is not None and not one.band.row_axis.is_leaf(one.label):
                    end = row + cell.row_span if cell.row_span > 1 else self.clip.rows
                    self.group = _Group(one.label, end)

    def one_row(self, rows: Sequence[Named], text: str) -> Named | None:
        """The one row that is meant: of several with the same words, the one in this band, then in this group."""
        in_group = [one for one in rows if self.group and one.label and self.group.label.contains(one.label)]
        if self.names.is_common(text):
            rows = [*in_group, *(one for one in rows if one.label and (one.label.sum or one.how == "exact"))]
        for kept in (rows, [one for one in rows if one.band is self.band], in_group):
            if len({(id(one.band), one.label.id) for one in kept if one.label}) == 1:
                return kept[0]
        return None
