"""The document in parts: what stands before the first heading, then section by section, then who signed and when."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.form import Form, Section
from app.match.headings import HeadingFound, headings
from app.match.lexicon import find_printed
from app.match.lines import Line
from app.match.words import figure_in


@dataclass(slots=True)
class Part:
    """The lines of one section (None: before the first), and its headings as printed."""

    section: Section | None
    headings: list[tuple[Line, HeadingFound]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def parts(form: Form, lines: Sequence[Line]) -> list[Part]:
    """The parts in the order of the form, the front first; a section met twice is one part.

    A table whose heading is lost is known by its labels and makes a part of its own.
    """
    found = headings(form, lines)
    headed = {heading.section.id for heading in found.values()}
    sorter = _Sorter(form, headed)
    for index, line in enumerate(lines):
        if index in found:
            sorter.heading(line, found[index])
        else:
            sorter.line(line)
    return sorter.parts()


class _Sorter:
    """Takes line after line to the part where it belongs."""

    def __init__(self, form: Form, headed: set[str]) -> None:
        self.form = form
        self.lost = [section for section in form.sections if section.bands and section.id not in headed]
        self.here = Part(None)
        self.known: dict[str, Part] = {"": self.here}
        self.unknown: list[Line] = []

    def parts(self) -> list[Part]:
        order = [""] + [section.id for section in self.form.sections]
        return sorted(self.known.values(), key=lambda part: order.index(part.section.id if part.section else ""))

    def heading(self, line: Line, heading: HeadingFound) -> None:
        self.go_to(heading.section)
        self.here.headings.append((line, heading))
        if heading.rest:
            self.here.lines.append(Line((heading.rest,), line.place))

    def line(self, line: Line) -> None:
        lost = self.lost_section(line)
        if lost is not None:
            carried = self.rows_without_place()
            self.go_to(lost)
            self.here.lines += carried
        self.here.lines.append(line)
        if self.is_at_home(line):
            self.unknown.clear()
        else:
            self.unknown.append(line)

    def go_to(self, section: Section) -> None:
        self.here = self.known.setdefault(section.id, Part(section))
        self.unknown.clear()

    def rows_without_place(self) -> list[Line]:
        """The rows right before that say nothing to the section they are in: a table's torn first row is among them."""
        carried: list[Line] = []
        while self.unknown and _is_torn(self.unknown[-1]):
            carried.insert(0, self.here.lines.pop())
            self.unknown.pop()
        return carried

    def is_at_home(self, line: Line) -> bool:
        """Whether a cell of the line is a label of the section that we are in."""
        section = self.here.section
        return not line.is_row if section is None or not section.bands else bool(_said(self.form, section, line))

    def lost_section(self, line: Line) -> Section | None:
        """The table without a heading to which a line surely belongs, if it is another than where we are."""
        home = self.here.section
        own = len(_said(self.form, home, line)) if home is not None else 0
        for section in self.lost:
            if section is not home and len(_said(self.form, section, line)) > own and self.speaks_of(section, line):
                return section
        return None

    def speaks_of(self, section: Section, line: Line) -> bool:
        """A row's label with numbers, two labels of a head, or a band's own title or corner alone on its line."""
        kinds = _said(self.form, section, line)
        if line.is_row:
            has_numbers = any(figure_in(line.cells[index])[0] for index in line.filled[1:])
            return sum("column" in one for one in kinds) > 1 or (has_numbers and any("row" in one for one in kinds))
        in_a_table = self.here.section is not None and bool(self.here.section.bands)
        return in_a_table and bool({"corner", "band", "row"} & kinds[0])


def _said(form: Form, section: Section, line: Line) -> list[set[str]]:
    """What each cell that is exactly a label of the section is there: title, corner, row, column."""
    found = (
        {
            hit.term.kind
            for hit in find_printed(form, line.cells[index])
            if hit.how == "exact" and hit.term.section is section
        }
        for index in line.filled
    )
    return [set(kinds) for kinds in found if kinds]


def _is_torn(line: Line) -> bool:
    """Whether a row has a text that could be the rest of a label."""
    return line.is_row and any(not figure_in(line.cells[index])[0] for index in line.filled)
