"""A document read in one edition: identity, narratives, numbers, printed totals, notes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.blocks import Spot
from app.draft import Note
from app.form import Address, Form, Section
from app.i18n import _
from app.match.headings import Likeness
from app.match.lines import Line
from app.match.parts import Part, parts
from app.match.signature import attached_from, signature_in
from app.match.surroundings import ended, is_unwritten, parted
from app.match.tables import read_tables
from app.match.title import Title, field_address, title_in
from app.match.unglued import unglued
from app.match.words import squeezed, words

_COMMON = 4
"""Letters in a row that a text has in common with the title of its section."""


@dataclass(slots=True)
class Reading:
    """What a document says, in the addresses of one edition; `exact` are the labels that are the law's own words.

    `origins` say where in the document each text, number and total stands.
    """

    form: Form
    title: Title | None = None
    texts: dict[Address, str] = field(default_factory=dict)
    numbers: dict[Address, str] = field(default_factory=dict)
    totals: dict[Address, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    exact: set[tuple[str, str, str]] = field(default_factory=set)
    origins: dict[Address, tuple[Spot, ...]] = field(default_factory=dict)
    has_headings: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether neither a section's heading nor a row of a table was recognized."""
        return not self.has_headings and not self.exact and not self.numbers


def read_as(form: Form, lines: Sequence[Line], siblings: Sequence[Form], organization: str = "") -> Reading:
    """The lines as a report in this edition; `organization` is who is thought to have made it, for its signature."""
    reading = Reading(form)
    lines = unglued(form, lines)
    found = parts(form, lines)
    by_id = {part.section.id if part.section else "": part for part in found}
    reading.has_headings = any(part.headings for part in found)
    reading.title = title_in(form, by_id[""].lines)
    _take_front(reading, by_id[""])
    _take_signature(reading, found, lines, organization)
    for section in form.sections:
        if section.kind != "fields" and section.title:
            _take_section(reading, section, by_id, siblings)
    places = [place for section in form.sections for place in (section.id, *_all(form, section))]
    reading.notes.sort(key=lambda note: _order(places, note.place))
    return reading


def _take_front(reading: Reading, front: Part) -> None:
    """Before the first heading: what comes before the title has no place, what comes after is the preface."""
    title = reading.title
    before, after = (front.lines[: title.first], front.lines[title.last + 1 :]) if title else ([], front.lines)
    after, around = parted(after)
    before = [*(line for line in before if not title or not _repeats(title, line)), *around]
    preface = next((s for s in reading.form.sections if s.kind == "narrative" and not s.title), None)
    if preface is not None:
        _put_text(reading, preface.id, after)
    else:
        before = [*before, *after]
    if before:
        reading.notes.append(
            _unplaced("", before, _("This text stands before the report ({place}) and has no place in the form:"))
        )
    address = field_address(reading.form, "title")
    if title is not None and not title.is_usual and address:
        reading.texts[address] = title.text
        told = _("The title is not printed as usual; it is kept as it is: “{title}”.").format(title=title.text)
        reading.notes.append(Note("heading", address, told))


def _repeats(title: Title, line: Line) -> bool:
    """Whether a line before the title says nothing but the title, or a piece of it: a page prints it several times."""
    said, own = (squeezed(text).replace("年度", "年") for text in (line.text, title.text))
    return said in own


def _take_signature(reading: Reading, found: Sequence[Part], lines: Sequence[Line], organization: str) -> None:
    """Who signed and when, taken out of the last lines of the document."""
    owner = next((part for part in found if part.lines and lines and part.lines[-1] is lines[-1]), None)
    if owner is None or owner.section is None:
        return
    attached = attached_from(owner.lines)
    behind = owner.lines[attached:]
    owner.lines, after = ended(owner.lines[:attached])
    after += behind
    if after:
        text = _("This text stands after the report ({place}) and has no place in the form:")
        reading.notes.append(_unplaced(owner.section.id, after, text))
    by_title = reading.title.organization if reading.title else ""
    signature = signature_in(owner.lines, by_title or organization)
    texts = (("signed_by", signature.by), ("signed_on", signature.on))
    taken = {field_address(reading.form, id_): text for id_, text in texts if text}
    if signature.lines and "" not in taken:
        reading.texts |= taken
        last = owner.lines[-signature.lines]
        owner.lines = owner.lines[: len(owner.lines) - signature.lines]
        owner.lines += [replace(last, cells=(signature.before,), columns=(0,), whole="")] if signature.before else []


def _take_section(reading: Reading, section: Section, found: Mapping[str, Part], siblings: Sequence[Form]) -> None:
    part = found.get(section.id)
    if part is None and section.id in reading.texts:
        return
    if part is None:
        text = _("“{title}” was not found in the file, neither its heading nor its contents.")
        reading.notes.append(Note("doubt", section.id, text.format(title=section.title)))
        return
    reading.notes += _heading_notes(section, part)
    if section.kind == "narrative":
        _put_text(reading, section.id, part.lines)
        if not part.lines:
            text = _("“{title}”: nothing is written under this heading ({place}).")
            reading.notes.append(Note("doubt", section.id, text.format(title=section.title, place=_place(part))))
        return
    behind = _take_tables(reading, section, part, siblings)
    following = reading.form.sections[reading.form.sections.index(section) + 1 :][:1]
    if behind and following and following[0].id not in found and _may_begin(following[0], behind[0]):
        _take_unheaded(reading, following[0], behind)
    elif behind:
        reading.notes.append(_beside(section, behind))


def _may_begin(section: Section, line: Line) -> bool:
    """Whether a line behind a table speaks of what the next section is about: then that section lost its heading."""
    asked, said = words(section.title).text, words(line.text).text
    common = max((n for start in range(len(asked)) for n in range(len(asked) - start + 1)
                  if asked[start : start + n] in said), default=0)  # fmt: skip
    return section.kind == "narrative" and common >= _COMMON


def _take_unheaded(reading: Reading, section: Section, lines: Sequence[Line]) -> None:
    _put_text(reading, section.id, lines)
    text = _(
        "The heading “{title}” is missing in the file. What stands behind the table ({place}) was taken for its text."
    )
    told = text.format(title=section.title, place=lines[0].place)
    reading.notes.append(Note("doubt", section.id, told))


def _take_tables(reading: Reading, section: Section, part: Part, siblings: Sequence[Form]) -> Sequence[Line]:
    """Takes the tables of a section; gives what stands behind the last of them."""
    read = read_tables(reading.form, section, part.lines, siblings)
    reading.numbers |= read.numbers
    reading.totals |= read.totals
    reading.exact |= read.exact
    reading.origins |= read.origins
    reading.notes += read.notes
    if not read.has_rows:
        text = _("“{title}”: no table was found under this heading ({place}). Please fill in from the original.")
        reading.notes.append(Note("doubt", section.id, text.format(title=section.title, place=_place(part))))
    beside = [line for line in read.unread if line not in read.behind]
    reading.notes += [_beside(section, beside)] if beside else []
    return read.behind


def _beside(section: Section, lines: Sequence[Line]) -> Note:
    text = _("“{title}”: this text stands beside the table ({place}) and has no place in the form:")
    return _unplaced(section.id, lines, text.replace("{title}", section.title))


def _heading_notes(section: Section, part: Part) -> Iterator[Note]:
    if not part.headings:
        text = _("The heading “{title}” is missing in the file; its table was recognized by its labels ({place}).")
        yield Note("doubt", section.id, text.format(title=section.title, place=part.lines[0].place))
        return
    line, heading = part.headings[0]
    if heading.likeness is not Likeness.EXACT:
        text = _("The heading “{title}” is printed as “{printed}” ({place}).")
        told = text.format(title=section.title, printed=line.text, place=line.place)
        yield Note("heading", section.id, told)


def _place(part: Part) -> str:
    return part.headings[0][0].place if part.headings else part.lines[0].place


def _put_text(reading: Reading, address: Address, lines: Sequence[Line]) -> None:
    lines = [line for line in lines if not is_unwritten(line)]
    if lines:
        reading.texts[address] = "\n".join(line.text for line in lines)
        reading.origins[address] = tuple(Spot(line.block, line.row) for line in lines)


def _unplaced(place: str, lines: Sequence[Line], words: str) -> Note:
    r"""A note that keeps text: what it is in the first line, from the second on the text itself."""
    text = "\n".join(line.text for line in lines)
    return Note("unplaced", place, words.replace("{place}", lines[0].place) + "\n" + text)


def _order(places: Sequence[str], place: str) -> int:
    """Where in the report a note's place is: the first cell, field or section that it covers."""
    inner = (place + "/", place + ".")
    return next((n for n, address in enumerate(places) if address == place or address.startswith(inner)), -1)


def _all(form: Form, section: Section) -> tuple[Address, ...]:
    return tuple(cell.address for cell in form.cells_of(section)) or form.entries(section)
