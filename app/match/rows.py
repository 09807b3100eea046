"""The rows of a section's tables: each line is a band's title, a head, a row with its cells, or says nothing here."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.form import Band, Form, Label, Section
from app.match.head import Head, head_of
from app.match.lexicon import Hit, How, find
from app.match.lines import Line, spaced
from app.match.unglued import rows_in
from app.match.words import figure_in, words

_UNIT = 2
"""Characters: what may follow a number that stands alone on its line."""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row found: its label, the cells behind it, the grid column where they begin (None: one cell a line).

    `line` is where its label stands.
    """

    band: Band
    label: Label
    cells: tuple[str, ...]
    start: int | None
    place: str
    printed: str
    how: How
    head: Head
    line: Line


@dataclass(slots=True)
class Found:
    """What the lines of a section hold: rows and unread lines in their order, the heads of bands, exact labels."""

    items: list[Row | Line] = field(default_factory=list)
    opened: dict[int, Line] = field(default_factory=dict)
    exact: set[tuple[str, str, str]] = field(default_factory=set)

    @property
    def rows(self) -> list[Row]:
        """The rows alone."""
        return [item for item in self.items if isinstance(item, Row)]

    @property
    def unread(self) -> list[Line]:
        """The lines that say nothing to this section."""
        return [item for item in self.items if isinstance(item, Line)]


def rows_of(form: Form, section: Section, lines: Sequence[Line]) -> Found:
    """The rows of a section among its lines, by their labels."""
    walker = _Walker(form, section)
    for line in lines:
        walker.take(line)
    walker.close()
    return walker.found


@dataclass(frozen=True, slots=True)
class _Named:
    """A row's label as it was found."""

    band: Band
    label: Label
    line: Line
    printed: str = ""
    how: How = "exact"


class _Walker:
    """Goes line by line: what was said before decides what a number means."""

    def __init__(self, form: Form, section: Section) -> None:
        self.form, self.section = form, section
        self.found = Found()
        self.band: Band | None = None
        self.group: Label | None = None
        self.head: tuple[Line, ...] = ()
        self.whole: dict[int, Head] = {}
        self.is_head_open = False
        self.pending: _Named | None = None
        self.cells: list[str] = []

    def take(self, line: Line) -> None:
        """Takes a line, or the rows that it is made of where labels and numbers touch each other in it."""
        row = spaced(line)
        if row.is_row and not line.is_glued and any(self.hits(row.cells[index]) for index in row.filled):
            self.take_row(row)
            return
        for piece in rows_in(self.form, self.section, line):
            self.take_row(spaced(piece))

    def take_row(self, line: Line) -> None:
        """Takes a row, or a line that is none."""
        first_figure = self.first_figure(line)
        label = self.row_label(line, first_figure)
        if first_figure is not None and first_figure == line.filled[0] and label is None:
            self.numbers(line, first_figure)
            return
        self.close()
        if label is not None:
            self.row(line, *label)
        elif first_figure is not None and self.plain_band() is not None:
            self.numbers(line, first_figure)
        elif first_figure is not None or not self.said_without_figures(line):
            self.found.items.append(line)

    def close(self) -> None:
        """Ends a row whose numbers stood on lines of their own."""
        named, cells = self.pending, self.cells
        self.pending, self.cells = None, []
        if named is not None:
            self.add(named, tuple(cells), None)

    def first_figure(self, line: Line) -> int | None:
        """The first cell with a number; in a row with a label the first behind it, since its own number may lead it."""
        labels = (i for i in line.filled if any(hit.term.kind == "row" for hit in self.hits(line.cells[i])))
        begin = next(labels, 0) if line.is_row else 0
        return next((index for index in line.filled if index >= begin and self.is_figure(line, index)), None)

    def is_figure(self, line: Line, index: int) -> bool:
        """Whether a cell begins with a number and is no label; alone on its line, only a unit may follow."""
        text = line.cells[index]
        figure, rest = figure_in(text)
        if not figure or words(text).number is not None or any(hit.term.kind == "row" for hit in self.hits(text)):
            return False
        return len(line.cells) > 1 or len(rest) <= _UNIT

    def hits(self, text: str) -> list[Hit]:
        return [hit for hit in find(self.form, text) if hit.term.section is self.section]

    def row_label(self, line: Line, first_figure: int | None) -> tuple[int, Hit] | None:
        """The last cell before the numbers that names one row, and which."""
        for index in reversed(line.filled):
            if first_figure is not None and index >= first_figure:
                continue
            hits = self.hits(line.cells[index])
            if first_figure is None and hits and hits[0].term.kind != "row":
                continue
            named = self.one_row([hit for hit in hits if hit.term.kind == "row"])
            if named is not None:
                return index, named
        return None

    def one_row(self, hits: list[Hit]) -> Hit | None:
        """The one row that is meant: of several with the same words, the one in this band, then in this group."""
        in_band = [hit for hit in hits if hit.term.band is self.band]
        in_group = [hit for hit in hits if self.group and hit.term.label and self.group.contains(hit.term.label)]
        for kept in (hits, in_band, in_group):
            if len({id(hit.term.label) for hit in kept}) == 1:
                return kept[0]
        return None

    def row(self, line: Line, index: int, hit: Hit) -> None:
        label, band = hit.term.label, hit.term.band
        assert label is not None
        behind = line.cells[index + 1 :]
        self.note_exact(line.cells[index], hit)
        self.before_label(line, index, band)
        if not band.row_axis.is_leaf(label) and not any(behind):
            self.group = label
            return
        named = _Named(band, label, line, line.cells[index], hit.how)
        if line.is_row and behind:
            self.add(named, behind, line.columns[index + 1])
        else:
            self.pending = named

    def before_label(self, line: Line, index: int, band: Band) -> None:
        """The cells in front of a row's label: its groups, or a piece of one; anything else is kept as unread."""
        groups = [label for label in band.rows if not band.row_axis.is_leaf(label)]
        for text in (line.cells[before] for before in line.filled if before < index):
            rows = [hit.term.label for hit in self.hits(text) if hit.term.kind == "row"]
            self.group = next((label for label in rows if label in groups), self.group)
            is_piece = any(words(text).text in words(group.label).text for group in groups)
            if not rows and not is_piece and not figure_in(text)[0]:
                self.found.items.append(Line((text,), line.place))

    def numbers(self, line: Line, first: int) -> None:
        """Numbers without a label: those of the row that is open, or of a table that has one row and no label."""
        is_single = len(line.cells) == 1
        if is_single and self.pending is not None:
            self.cells.append(line.cells[0])
            return
        self.close()
        band = self.plain_band()
        if band is None:
            self.found.items.append(line)
            return
        named = _Named(band, band.row_axis.leaves[0], line)
        if is_single:
            self.pending, self.cells = named, [line.cells[0]]
        else:
            texts = [index for index in line.filled if index < first]
            begin = texts[-1] + 1 if texts else 0
            self.add(named, line.cells[begin:], line.columns[begin])

    def plain_band(self) -> Band | None:
        """The band that has a single row without a label."""
        bands = [band for band in self.section.bands if not any(row.label for row in band.rows) and len(band.rows) == 1]
        here = [band for band in bands if band is self.band] or bands
        return here[0] if len(here) == 1 else None

    def said_without_figures(self, line: Line) -> bool:
        """Takes a band's title, a head or a group's label; False for a line that is none of these."""
        firsts = [(line.cells[index], hits[0]) for index in line.filled if (hits := self.hits(line.cells[index]))]
        for text, hit in firsts:
            self.note_exact(text, hit)
        kinds = {hit.term.kind for _text, hit in firsts}
        if "band" in kinds:
            self.title(next(hit for _text, hit in firsts if hit.term.kind == "band"), line)
        elif kinds & {"column", "corner"}:
            self.head = (*self.head, line) if self.is_head_open else (line,)
            self.is_head_open = True
            self.found.opened[id(self.band or firsts[0][1].term.band)] = line
        return bool(kinds - {"row"})

    def title(self, hit: Hit, line: Line) -> None:
        self.band, self.group, self.head, self.is_head_open = hit.term.band, None, (), False
        self.found.opened[id(self.band)] = line

    def add(self, named: _Named, cells: tuple[str, ...], start: int | None) -> None:
        self.is_head_open = False
        head = self.head_for(named.band)
        self.found.items.append(
            Row(named.band, named.label, cells, start, named.line.place, named.printed, named.how, head, named.line)
        )

    def head_for(self, band: Band) -> Head:
        """What the head above says of a band; a whole head stays in force when a piece of one follows."""
        head = head_of(self.form, band, self.head)
        if head.state == "whole":
            self.whole[id(band)] = head
        return self.whole.get(id(band), head)

    def note_exact(self, text: str, hit: Hit) -> None:
        """Remembers a label that is word for word the law's: such labels tell the editions apart."""
        term = hit.term
        label = term.label.label if term.label else term.band.title if term.kind == "band" else term.band.corner
        if words(text).text == words(label).text:
            id_ = term.label.id if term.label else str(self.section.bands.index(term.band))
            self.found.exact.add((self.section.id, term.kind, id_))
