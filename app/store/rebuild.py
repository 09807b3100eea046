"""Drafts put together again from the pieces that could be read of a damaged store.

What was read is kept: a text that has lost letters or its end stays, with a note; a value whose place is lost becomes
a note. Of a draft whose own line is lost, its newest version tells whose it is, then what the other drafts have.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import cast, get_args

from app.draft import ORGANIZATION, Draft, Note, NoteKind, filing_of, with_notes
from app.entry import Entry, State
from app.errors import AppError
from app.form import Form
from app.form_file import DEFAULT_FAMILY, editions, form_for
from app.i18n import _
from app.store.near_ids import nearest
from app.store.pieces import Pieces, by_draft, is_id, moment
from app.store.salvage import Found

_YEAR = re.compile(r"(?<!\d)(20\d\d)年")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A draft as far as it was read, and the pieces it is made of; `missing` values are known to be lost.

    Whole is one that has all its values and notes, and nothing of them hurt; versions are not asked.
    """

    entry: Entry
    pieces: Pieces
    is_whole: bool
    missing: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """The drafts that could be put together, how many are lost altogether, how many rows made no sense."""

    drafts: tuple[Rebuilt, ...]
    lost: int
    dropped: int


def rebuild(found: Found, now: datetime) -> Outcome:
    """Every draft of which its own row, a value, a note or a version was read."""
    pieces = by_draft(found)
    known = {id: one for id, one in sorted(pieces.items()) if one and is_id(id)}
    bodies = {str(one.own[2]) for one in known.values() if one.own and not one.is_hurt}
    drafts = tuple(_rebuilt(id, one, bodies, now) for id, one in known.items())
    dropped = sum(one.dropped + (0 if id in known else len(one.values)) for id, one in pieces.items())
    return Outcome(drafts, len(pieces.keys() - known.keys()), dropped)


def _rebuilt(id: str, pieces: Pieces, bodies: set[str], now: datetime) -> Rebuilt:
    values, is_of_now = _values(pieces)
    filled = cast(int, pieces.own[8]) if pieces.own else None
    identity, is_known = _identity(pieces, values, bodies, now)
    draft = Draft(*identity, MappingProxyType(values), _notes(pieces, is_of_now=is_of_now))
    draft, are_places_known = _in_places(draft)
    notes = _doubts(draft, pieces.hurt, is_known=is_known)
    entry, is_own_whole = _entry(id, pieces, _noted(draft, notes), now)
    is_whole = (
        is_known and is_of_now and are_places_known and is_own_whole and not pieces.is_hurt and not pieces.hurt
        and filled == len(values) and list(pieces.notes) == list(range(len(pieces.notes)))
    )  # fmt: skip
    return Rebuilt(entry, pieces, is_whole, max((filled or 0) - len(values), 0))


def _values(pieces: Pieces) -> tuple[dict[str, str], bool]:
    """The values, and whether they are of now: those of the newest version stand in where not one could be read.

    A draft that has all the values it counts takes no stray one: that was written before.
    """
    filled = cast(int, pieces.own[8]) if pieces.own else None
    values = pieces.values if filled == len(pieces.values) else pieces.stray | pieces.values
    if values or filled == 0 or not pieces.versions:
        return values, True
    return dict(pieces.versions[-1].draft.values), False


def _notes(pieces: Pieces, *, is_of_now: bool) -> tuple[Note, ...]:
    if not is_of_now and not pieces.notes:
        return pieces.versions[-1].draft.notes
    return tuple(_note(*row[2:]) for _position, row in sorted(pieces.notes.items()))


def _note(kind: object, place: object, text: object, mark: object) -> Note:
    """A note; one of a kind that cannot be told is a doubt."""
    known = nearest(str(kind), get_args(NoteKind)) or "doubt"
    return Note(cast(NoteKind, known), str(place), str(text), str(mark))


def _identity(
    pieces: Pieces, values: Mapping[str, str], bodies: set[str], now: datetime
) -> tuple[tuple[str, str, int], bool]:
    """Family, organization and year, and whether they are known."""
    then = pieces.versions[-1].draft if pieces.versions else None
    if pieces.own:
        _id, family, organization, year = pieces.own[:4]
        told = str(family), str(organization), cast(int, year)
        if not then or (not pieces.is_hurt and _form(*told[::2])):
            return told, not pieces.is_hurt and _form(*told[::2]) is not None
    if then:
        return (then.family, then.organization, then.year), True
    body = next(iter(bodies)) if len(bodies) == 1 else _("unknown organization")
    return (DEFAULT_FAMILY, body, _year_in(values, now)), False


def _year_in(values: Mapping[str, str], now: datetime) -> int:
    """The year that the texts speak of most, of those whose form has the most of these addresses; else its last one."""
    forms = editions(DEFAULT_FAMILY)
    fits = max(forms, key=lambda form: (len(values.keys() & set(form.addresses)), form.first_year))
    spoken = Counter(int(year) for text in values.values() for year in _YEAR.findall(text))
    years = [year for year in spoken if _form(DEFAULT_FAMILY, year) is fits]
    ends = [form.first_year - 1 for form in forms if form.first_year > fits.first_year]
    return max(years, key=lambda year: spoken[year], default=min((*ends, now.year - 1)))


def _form(family: str, year: int) -> Form | None:
    try:
        return form_for(family, year)
    except AppError:
        return None


def _in_places(draft: Draft) -> tuple[Draft, bool]:
    """The draft with each value at an address of its form, and whether all were.

    One that damage has moved goes back if one address can be meant, and else becomes a note.
    """
    form = _form(draft.family, draft.year)
    if form is None:
        return draft, True
    strange = {address: text for address, text in draft.values.items() if address not in form.addresses}
    values = {address: text for address, text in draft.values.items() if address not in strange}
    notes = list(draft.notes)
    for address, text in strange.items():
        place = nearest(address, (one for one in form.addresses if one not in values))
        if place:
            values[place] = text
        else:
            said = _("The place of this value was lost when the store was damaged; what stood there:")
            notes.append(Note("unplaced", "", f"{said}\n{text}"))
    return replace(draft, values=MappingProxyType(values), notes=tuple(notes)), not strange


def _doubts(draft: Draft, hurt: set[str], *, is_known: bool) -> list[Note]:
    """What the clerk should look at."""
    text = _("This text was damaged in the store; here stands what could be read of it. Please check it.")
    doubts = [Note("doubt", address, text) for address in sorted(hurt) if address in draft.values]
    form = _form(draft.family, draft.year)
    if not is_known and form:
        places = [address for address, asked in form.fields.items() if asked.id == ORGANIZATION]
        text = _("Whose report this is and of which year was lost when the store was damaged. Please check it.")
        doubts += [Note("doubt", place, text) for place in places]
    return doubts


def _noted(draft: Draft, notes: list[Note]) -> Draft:
    if not notes:
        return draft
    try:
        return with_notes(filing_of(draft), notes).draft
    except AppError:
        return replace(draft, notes=(*draft.notes, *notes))


def _entry(id: str, pieces: Pieces, draft: Draft, now: datetime) -> tuple[Entry, bool]:
    """The draft with state and times, and whether these were all told."""
    last = max((one.version.made for one in pieces.versions), default=now)
    state = pieces.events[-1][1].state if pieces.events else State.DRAFTING
    if pieces.own is None:
        return Entry(id, draft, state, last, last), False
    told, created, saved, place, _filled, deleted = pieces.own[4:10]
    told_state = nearest(str(told), list(State))
    times = moment(created) or moment(saved) or last, moment(saved) or last
    entry = Entry(id, draft, State(told_state or state), *times, str(place), moment(deleted))
    is_whole = all((told_state == told, moment(created), moment(saved), not deleted or entry.deleted))
    return entry, is_whole
