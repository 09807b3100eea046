"""A document that carries our marks, read: by its labels as any other, and by its marks where labels say nothing.

What is marked is veiled first: each marked cell by a number that stands nowhere in the document, each marked paragraph
by a sign. The labels then say where each of them stands, whatever is written in it, and the veil is lifted: a cell
keeps its text word for word, a paragraph its blanks in front. A mark that is at odds with the labels is told; the print
counts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from app.blocks import Block, Paragraph, Table, TableCell
from app.carrier import bookmark, tag
from app.draft import Note, covers
from app.form import Address, Form
from app.i18n import _
from app.match.headings import headings
from app.match.lines import lines_of
from app.match.reading import Reading, read_as
from app.naming import name_of

_NUMBERS = range(7_310_001, 10_000_000, 977)
"""Where the numbers of veiled cells may begin: the first of these that no cell holds."""
_PLACES = 5
_SIGN = re.compile("\U000f0000[\U000f0100-\U000f0109]+\U000f0001")
"""Signs that mean nothing to anybody, from Unicode's private planes."""


def read_marked(form: Form, blocks: Sequence[Block], siblings: Sequence[Form], organization: str = "") -> Reading:
    """The blocks as a report in this edition, by labels and marks; without marks as `read_as` reads them."""
    veil = _veiled(form, blocks)
    lines = lines_of(veil.blocks)
    reading = read_as(form, lines, siblings, organization)
    if veil.cells or veil.paragraphs:
        headed = {found.section.id for found in headings(form, lines).values()}
        _Lifting(form, veil, reading).lift(headed)
    return reading


@dataclass(frozen=True, slots=True)
class _Marked:
    """What stands under a veil: the place that its marks name ("" where they name several), and the text."""

    address: Address
    text: str


@dataclass(slots=True)
class _Veil:
    """The blocks with all that is marked veiled; what stands under each number and each sign."""

    blocks: list[Block] = field(default_factory=list)
    cells: dict[str, _Marked] = field(default_factory=dict)
    paragraphs: dict[str, _Marked] = field(default_factory=dict)

    def sign(self, marked: _Marked) -> str:
        digits = "".join(chr(0xF0100 + int(digit)) for digit in str(len(self.paragraphs)))
        sign = f"\U000f0000{digits}\U000f0001"
        self.paragraphs[sign] = marked
        return sign


@lru_cache(maxsize=16)
def _places(form: Form) -> Mapping[str, Address]:
    """The places of an edition by their marks."""
    return {mark(place): place for place in (*form.cells, *form.narratives) for mark in (tag, bookmark)}


def _veiled(form: Form, blocks: Sequence[Block]) -> _Veil:
    veil = _Veil()
    cells = [cell for block in blocks if isinstance(block, Table) for cell in block.cells]
    once = Counter(place for cell in cells if (place := _cell_place(form, cell)))
    begin = _unused(cells)
    for block in blocks:
        if isinstance(block, Table):
            veil.blocks.append(_veiled_table(form, block, veil, once, begin))
            continue
        named = _named(form, block.marks) & form.narratives.keys()
        if named and block.text.strip():
            marked = _Marked(next(iter(named)) if len(named) == 1 else "", block.text)
            veil.blocks.append(Paragraph(text=veil.sign(marked), place=block.place))
        else:
            veil.blocks.append(block)
    return veil


def _veiled_table(form: Form, table: Table, veil: _Veil, once: Mapping[Address, int], begin: str) -> Table:
    cells = []
    for cell in table.cells:
        place = _cell_place(form, cell)
        if once.get(place) == 1:
            number = f"{begin}{len(veil.cells):0{_PLACES}}"
            veil.cells[number] = _Marked(place, " ".join(cell.text.split()))
            cells.append(replace(cell, text=number))
        else:
            cells.append(cell)
    return replace(table, cells=tuple(cells))


def _named(form: Form, marks: Iterable[str]) -> set[Address]:
    places = _places(form)
    return {places[mark] for mark in marks if mark in places}


def _cell_place(form: Form, cell: TableCell) -> Address:
    """The place that the marks of a cell name; "" for none, and where they do not agree."""
    named = _named(form, cell.marks) & form.cells.keys() if cell.marks else set()
    return next(iter(named)) if len(named) == 1 else ""


def _unused(cells: Iterable[TableCell]) -> str:
    """The beginning of numbers that no cell holds."""
    digits = re.sub("[^0-9]", "", "".join(cell.text for cell in cells))
    return next(str(begin) for begin in _NUMBERS if str(begin) not in digits)


class _Lifting:
    """Puts what is under the veil where it belongs; `settled` are the places where the marks leave nothing open."""

    def __init__(self, form: Form, veil: _Veil, reading: Reading) -> None:
        self.form, self.veil, self.reading = form, veil, reading
        self.settled: set[Address] = set()
        self.doubts: list[Note] = []

    def lift(self, headed: set[str]) -> None:
        self.cells()
        for place in self.form.narratives:
            if self.form.narratives[place].title and place not in headed:
                self.narrative_without_heading(place)
            elif place in headed and place not in self.reading.texts:
                self.settled.add(place)
        self.texts()
        kept = [self.unveiled(note) for note in self.reading.notes if not self.is_settled(note)]
        self.reading.notes = [*kept, *self.doubts, *self.totals_of_blanks()]

    def cells(self) -> None:
        """Each marked cell at the place that the labels give it, or, where they give none, at that of its mark."""
        read = {**self.reading.numbers, **self.reading.totals}
        by_label = {number: address for address, number in read.items() if number in self.veil.cells}
        for address in by_label.values():
            self.put(address, "")
        for number, marked in self.veil.cells.items():
            address = by_label.get(number, "")
            if address:
                self.put(address, marked.text)
            elif marked.address not in read:
                address = marked.address
                self.put(address, marked.text)
            if address == marked.address:
                self.settled.add(address)
            elif marked.text:
                self.doubts.append(self.moved(address, marked))

    def put(self, address: Address, text: str) -> None:
        values = self.reading.totals if self.form.cells[address].is_total else self.reading.numbers
        if text:
            values[address] = text
        else:
            values.pop(address, None)

    def moved(self, address: Address, marked: _Marked) -> Note:
        """A cell that the labels put elsewhere than its mark, or that has no place left."""
        was = name_of(self.form, marked.address)
        if not address:
            text = _(
                "“{printed}” is marked as {name}, but under that name another cell was found, which was taken. Please "
                "compare with the file."
            )
            return Note("doubt", marked.address, text.format(printed=marked.text, name=was))
        text = _(
            "“{printed}” stands in this cell, but is marked as {name}: in Word it was moved, or the labels were "
            "changed. It was taken as printed; please compare with the file."
        )
        return Note("doubt", address, text.format(printed=marked.text, name=was))

    def narrative_without_heading(self, place: Address) -> None:
        """Paragraphs whose heading is lost, taken out of the section in which they now stand."""
        taken: list[str] = []
        for host, text in list(self.reading.texts.items()):
            kept, found = self.parted(place, text.split("\n"))
            taken += found
            if found:
                self.reading.texts[host] = "\n".join(kept)
        for note in [one for one in self.reading.notes if one.kind == "unplaced"]:
            first, *lines = note.text.split("\n")
            kept, found = self.parted(place, lines)
            taken += found
            if found:
                self.reading.notes.remove(note)
                self.reading.notes += [replace(note, text="\n".join([first, *kept]))] if kept else []
        if taken:
            self.reading.texts[place] = "\n".join(taken)
            self.settled.add(place)
            text = _(
                "The heading “{title}” is missing in the file. What follows it was recognized by the marks in the "
                "file; please check where it begins and ends."
            )
            self.doubts.append(Note("doubt", place, text.format(title=self.form.narratives[place].title)))

    def parted(self, place: Address, lines: Sequence[str]) -> tuple[list[str], list[str]]:
        """The lines without those from the first that is marked with the place to the last, and these."""
        own = [number for number, line in enumerate(lines) if self.is_of(place, line)]
        if not own:
            return list(lines), []
        return [*lines[: own[0]], *lines[own[-1] + 1 :]], list(lines[own[0] : own[-1] + 1])

    def is_of(self, place: Address, line: str) -> bool:
        marked = self.veil.paragraphs.get(line)
        return marked is not None and marked.address == place

    def texts(self) -> None:
        for place, text in list(self.reading.texts.items()):
            lifted = self.words(text)
            if lifted:
                self.reading.texts[place] = lifted
            else:
                del self.reading.texts[place]

    def words(self, text: str) -> str:
        """A text with all veils in it lifted."""
        shown = _SIGN.sub(lambda sign: self.veil.paragraphs[sign[0]].text, text)
        if not self.veil.cells:
            return shown
        begin = next(iter(self.veil.cells))[:-_PLACES]
        numbers = re.compile(f"{begin}[0-9]{{{_PLACES}}}")
        return numbers.sub(lambda found: self.veil.cells[found[0]].text or _("[blank]"), shown)

    def is_settled(self, note: Note) -> bool:
        """Whether a doubt of the labels speaks of nothing but what the marks have made clear."""
        section = self.form.section(note.place) if note.place else None
        if note.kind != "doubt" or section is None:
            return False
        spoken_of = [address for address in self.form.entries(section) if covers(self.form, note.place, address)]
        return bool(spoken_of) and self.settled.issuperset(spoken_of)

    def unveiled(self, note: Note) -> Note:
        return replace(note, text=self.words(note.text))

    def totals_of_blanks(self) -> Iterator[Note]:
        """A total that is printed although a part of it is blank: it cannot be compared with the sum."""
        for address, printed in self.reading.totals.items():
            parts = self.form.cells[address].parts
            if address in self.settled and any(part not in self.reading.numbers for part in parts):
                text = _(
                    "{name}: the file prints {printed}, but some of the cells that it adds up are blank. Please "
                    "compare with the file."
                )
                yield Note("doubt", address, text.format(name=name_of(self.form, address), printed=printed))
