"""What a report that was read would change in a draft, part by part: cells, lines of the cover, paragraphs, notes."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from app.compare.places import places
from app.draft import ORGANIZATION, YEAR, Filing, Note, covers, new_filing
from app.form import Address, Form
from app.taking.weaving import slots

Kind = Literal["cell", "paragraph", "gone", "note"]
Key = tuple[Kind, Address, str]
"""What a part is chosen by; it stays the same when other parts are taken."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that can be taken: a cell or a line of the cover, a paragraph, a note that none of these brings along.

    `address` is the draft's, for a note its place there. A part of kind "gone" is a paragraph that only the draft has:
    to take it is to drop it.
    """

    kind: Kind
    address: Address
    old: str = ""
    new: str = ""
    note: Note | None = None

    @property
    def key(self) -> Key:
        """What the part is chosen by; paragraphs of the same words are chosen together."""
        text = {"paragraph": self.new, "gone": self.old, "cell": ""}.get(self.kind, self.note.text if self.note else "")
        return self.kind, self.address, text

    @property
    def is_usual(self) -> bool:
        """Whether the part is taken by who takes everything: what the file lacks clears nothing."""
        return self.kind != "gone"


@dataclass(frozen=True, slots=True)
class Taking:
    """All that differs, in the order of the draft's form; notes without a place come last.

    `homeless` are the addresses of the file's form whose values the draft's form has no place for; `same` counts the
    cells, lines and paragraphs that read the same in both.
    """

    parts: tuple[Part, ...]
    homeless: tuple[Address, ...] = ()
    same: int = 0

    @property
    def usual(self) -> tuple[Key, ...]:
        """The keys of everything that is taken where nothing is left out."""
        return tuple(part.key for part in self.parts if part.is_usual)

    @property
    def every(self) -> tuple[Key, ...]:
        """The keys of everything, the paragraphs that only the draft has included."""
        return tuple(part.key for part in self.parts)

    def count(self, *, changed: bool) -> int:
        """How many cells, lines and paragraphs stand otherwise in the draft, or are blank there."""
        return sum(bool(part.old) is changed for part in self.parts if part.kind in ("cell", "paragraph"))


def differences(filing: Filing | None, read: Filing) -> Taking:
    """What a read filing would change in the draft, or, without one, in an empty draft of its own name and year."""
    target = filing or blank(read)
    found = answers(target.form, read.form)
    parts = list(_value_parts(target, read, found))
    same = sum(_same(target, read, own, theirs) for own, theirs in found.items())
    parts += [Part("note", home(target.form, note.place), note=note) for note in _own_notes(target, read, parts)]
    answered = set(found.values())
    homeless = tuple(address for address in read.draft.values if address not in answered)
    return Taking(tuple(sorted(parts, key=_Order(target.form))), homeless, same)


def blank(read: Filing) -> Filing:
    """An empty draft of the same organization and year."""
    draft = read.draft
    return new_filing(draft.family, draft.organization, draft.year)


@lru_cache(maxsize=16)
def answers(own: Form, theirs: Form) -> Mapping[Address, Address]:
    """The address in the file's form by that in the draft's; identity and totals aside, which are never taken."""
    found: dict[Address, Address] = {}
    for kind in (_fields, _cells, _narratives):
        found |= {one.old: one.new for one in places(own, theirs, kind(own), kind(theirs)) if one.old and one.new}
    return found


def home(form: Form, place: str) -> str:
    """The place in this form: its own, or the section's, or none."""
    if place in form.cells or any(covers(form, place, address) for address in form.addresses):
        return place
    section = form.section(place)
    return section.id if section else ""


def brings(form: Form, part: Part, note: Note) -> bool:
    """Whether a note speaks of what a part changes, and so comes along with it; text without a place never does."""
    is_change = part.kind in ("cell", "paragraph")
    return is_change and note.kind != "unplaced" and covers(form, home(form, note.place), part.address)


def is_there(filing: Filing, note: Note) -> bool:
    """Whether the draft has such a note already."""
    told = (note.kind, home(filing.form, note.place), note.text)
    return any((other.kind, other.place, other.text) == told for other in filing.draft.notes)


def _value_parts(target: Filing, read: Filing, found: Mapping[Address, Address]) -> Iterator[Part]:
    for own, theirs in found.items():
        old, new = target.value(own), read.value(theirs)
        if not new or old == new:
            continue
        if own not in target.form.narratives:
            yield Part("cell", own, old, new)
            continue
        for before, after in slots(old, new):
            if before != after:
                yield Part("paragraph" if after else "gone", own, before, after)


def _same(target: Filing, read: Filing, own: Address, theirs: Address) -> int:
    old, new = target.value(own), read.value(theirs)
    if own in target.form.narratives:
        return sum(before == after for before, after in slots(old, new)) if old and new else 0
    return bool(new) and old == new


def _own_notes(target: Filing, read: Filing, parts: Collection[Part]) -> Iterator[Note]:
    """The notes that come along with nothing else, once each."""
    told = set[tuple[str, str, str]]()
    for note in read.draft.notes:
        name = (note.kind, note.place, note.text)
        if name in told or is_there(target, note) or any(brings(target.form, part, note) for part in parts):
            continue
        told.add(name)
        yield note


def _cells(form: Form) -> list[Address]:
    return [address for address, cell in form.cells.items() if not cell.is_total]


def _fields(form: Form) -> list[Address]:
    return [address for address, asked in form.fields.items() if asked.id not in (ORGANIZATION, YEAR)]


def _narratives(form: Form) -> list[Address]:
    return list(form.narratives)


class _Order:
    """Where a part stands in the report; the parts of one address keep their order."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._sections = [section.id for section in form.sections]
        self._places = {address: number for number, address in enumerate(form.addresses)}

    def __call__(self, part: Part) -> tuple[int, int, int]:
        section = self._form.section(part.address)
        step = self._sections.index(section.id) if section else len(self._sections)
        return step, part.kind == "note", self._places.get(part.address, -1)
