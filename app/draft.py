"""What the clerk has: identity, values by address, and notes about them. A Filing is a draft in its form.

Everything here is immutable; `with_value` gives a new Filing. A blank is an absent key, never "0".
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

from app import anchor, numbers, slots
from app.dates import iso_of_han
from app.errors import UnknownAddress
from app.form import Address, Field, Form
from app.form_file import form_for
from app.i18n import _
from app.near import near

NoteKind = Literal["doubt", "printed_total", "carried", "confirmed", "unplaced", "heading", "figure"]

ORGANIZATION, YEAR = "organization", "year"
"""Ids of the two fields that are the draft's identity and no values of their own."""

_FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_DATE = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})")
_YES = {"1", "true", "yes", "y", "是", "on"}


@dataclass(frozen=True, slots=True)
class Note:
    """What is neither value nor total: a doubt of the reader, a total as it was printed, text that found no place.

    `place` is an address or the beginning of addresses; the note dies when a value there changes. One whose
    fingerprint begins with a ¶ speaks of a part of the narrative at its place and lives as long as that part: of one
    paragraph, or, of kind "figure", of a sentence whose figures remember where they come from (`app.slots`).
    """

    kind: NoteKind
    place: str
    text: str
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One organization's report of one year, as far as it is filled."""

    family: str
    organization: str
    year: int
    values: Mapping[Address, str] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Filing:
    """A draft together with the edition of the law that holds for its year."""

    form: Form
    draft: Draft

    def value(self, address: Address) -> str:
        """The text at an address, identity included; "" where it is blank."""
        identity = _identity_of(self.form, address)
        if identity == ORGANIZATION:
            return self.draft.organization
        if identity == YEAR:
            return str(self.draft.year)
        return self.draft.values.get(address, "")


def new_filing(family: str, organization: str, year: int) -> Filing:
    """An empty filing in the edition of its year. Raises NoEdition."""
    return Filing(form_for(family, year), Draft(family, _one_line(organization), year))


def filing_of(draft: Draft) -> Filing:
    """The draft in the edition of its year. Raises NoEdition."""
    return Filing(form_for(draft.family, draft.year), draft)


def with_value(filing: Filing, address: Address, text: str) -> Filing:
    """The filing with one value more, other or, where the text is empty, less. See `with_values`."""
    return with_values(filing, {address: text})


def with_values(filing: Filing, texts: Mapping[Address, str]) -> Filing:
    """The filing with these texts, cleaned, at their addresses; notes about what changed are gone.

    Raises UnknownAddress for an address that the form does not have, a total, or the year.
    """
    draft, values = filing.draft, dict(filing.draft.values)
    for address, text in texts.items():
        cleaned = clean(filing.form, address, text)
        if _identity_of(filing.form, address) == ORGANIZATION:
            draft = replace(draft, organization=cleaned or draft.organization)
        elif cleaned:
            values[address] = cleaned
        else:
            values.pop(address, None)
    if values == filing.draft.values and draft is filing.draft:
        return filing
    changed = Filing(filing.form, replace(draft, values=MappingProxyType(values)))
    return _with_living_notes(filing, changed, texts.keys())


def with_notes(filing: Filing, notes: Iterable[Note]) -> Filing:
    """The filing with these notes added, each bound to the values that it speaks of.

    One that speaks of a part of a narrative says itself of which.
    """
    bound = tuple(
        note if _is_of_a_part(note) else replace(note, fingerprint=fingerprint(filing, note.place)) for note in notes
    )
    return replace(filing, draft=replace(filing.draft, notes=(*filing.draft.notes, *bound)))


def without_notes(filing: Filing, gone: Iterable[Note]) -> Filing:
    """The filing without these notes: the clerk has settled them."""
    settled = set(gone)
    kept = tuple(note for note in filing.draft.notes if note not in settled)
    return replace(filing, draft=replace(filing.draft, notes=kept))


def clean(form: Form, address: Address, text: str) -> str:
    """The text as it is kept at the address: canonical numbers and dates, plain paragraphs, single lines."""
    if address in form.narratives:
        return paragraphs(text)
    if address in form.fields:
        return _clean_field(form, address, text)
    cell = form.cells.get(address)
    if cell is None:
        text = _("There is no place “{address}” in this form{hint}.")
        raise UnknownAddress(text.format(address=address, hint=near(address, form.addresses)))
    if cell.is_total:
        text = _("“{address}” is a total: it is computed and cannot be entered.")
        raise UnknownAddress(text.format(address=address))
    return numbers.canonical(_one_line(text), cell.value)


def paragraphs(text: str) -> str:
    r"""Plain paragraphs joined by `\n`: none empty, NFC, no trailing space, nothing that XML forbids."""
    lines = (line.rstrip() for line in _printable(text).split("\n"))
    return "\n".join(line for line in lines if line)


def covers(form: Form, place: str, address: Address) -> bool:
    """Whether a note at a place speaks of the value at an address."""
    if address == place or address.startswith((place + "/", place + ".")):
        return bool(place)
    cell = form.cells.get(place)
    return cell is not None and address in cell.parts


def fingerprint(filing: Filing, place: str) -> str:
    """A short mark of the values that a note at the place speaks of; another value, another mark."""
    import hashlib  # notes are few, and the window opens sooner without
    import json

    identity = {a: filing.value(a) for a in filing.form.fields if _identity_of(filing.form, a)}
    spoken_of = {a: v for a, v in {**filing.draft.values, **identity}.items() if covers(filing.form, place, a)}
    text = json.dumps(spoken_of, sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


def _with_living_notes(before: Filing, filing: Filing, changed: Iterable[Address]) -> Filing:
    """The filing without the notes that died of the change; those that speak of a part of a text have followed it."""
    addresses, followed = tuple(changed), dict[Note, Note | None]()
    for note in before.draft.notes:
        if note.kind == "figure" and _is_touched(filing, note, addresses):
            followed[note] = _followed(note, before.value(note.place), filing.value(note.place))
    for note in before.draft.notes:
        if note not in followed and _is_touched(filing, note, addresses):
            followed[note] = _living(note, before, filing, followed)
    kept = (followed.get(note, note) for note in before.draft.notes)
    return replace(filing, draft=replace(filing.draft, notes=tuple(note for note in kept if note)))


def _is_touched(filing: Filing, note: Note, addresses: Iterable[Address]) -> bool:
    return any(covers(filing.form, note.place, address) for address in addresses)


def _living(note: Note, before: Filing, filing: Filing, followed: Mapping[Note, Note | None]) -> Note | None:
    """The note, if what it speaks of still stands there; a paragraph stands too where its figures alone are new."""
    if note.kind == "unplaced":  # text of the clerk's that stands nowhere else: it goes when it is settled
        return note
    if not _is_of_a_part(note):
        return note if note.fingerprint == fingerprint(filing, note.place) else None
    old, new = before.value(note.place), filing.value(note.place)
    if anchor.stands(note.fingerprint, new):
        return note
    pairs = [(slots.read(one.text), slots.read(then.text)) for one, then in followed.items() if then]
    swaps = [(one.text, then.text) for one, then in pairs if one.words == then.words]
    mark = anchor.mark_after(note.fingerprint, old, new, swaps)
    return replace(note, fingerprint=mark) if mark else None


def _followed(note: Note, old: str, new: str) -> Note | None:
    """The note of a sentence as it stands in the new text; itself, not a copy, where nothing of it changed."""
    sentence = slots.read(note.text)
    found = anchor.followed(sentence, old, new)
    if found is sentence:
        return note
    return replace(note, text=found.written()) if found else None


def _is_of_a_part(note: Note) -> bool:
    return note.fingerprint.startswith(anchor.PARAGRAPH)


def _clean_field(form: Form, address: Address, text: str) -> str:
    asked, line = form.fields[address], _one_line(text)
    if asked.type == "year":
        raise UnknownAddress(_("The report year is fixed when a draft is made; please make a new draft."))
    if asked.type == "date":
        return _iso_date(line)
    if asked.type == "choice":
        return _choice(asked, line)
    if asked.type == "flag":
        return "1" if line.lower() in _YES else ""
    return line


def _choice(asked: Field, line: str) -> str:
    return next((choice.id for choice in asked.choices if line in (choice.id, choice.label)), line)


def _iso_date(line: str) -> str:
    """`2026年1月5日`, `2026.1.5`, `二〇二六年一月五日` and the like as `2026-01-05`; anything else stays as typed."""
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", line))
    if not found:
        return iso_of_han(line) or line
    try:
        return date(*(int(part) for part in found.groups() if part)).isoformat()
    except ValueError:
        return line


def _identity_of(form: Form, address: Address) -> str:
    asked = form.fields.get(address)
    return asked.id if asked is not None and asked.id in (ORGANIZATION, YEAR) else ""


def _one_line(text: str) -> str:
    return " ".join(_printable(text).split())


def _printable(text: str) -> str:
    return unicodedata.normalize("NFC", _FORBIDDEN_IN_XML.sub("", _LINE_ENDS.sub("\n", text)))
