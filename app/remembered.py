"""Figures in the narratives that remember where they come from: what they should say now, and the new sentence.

A place is an address; one whose row or column is a group (`applications/results.refused/applicant.total`) means the
sum of what the group holds; several joined by `+` mean their sum.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app import numbers
from app.anchor import PARAGRAPH
from app.anchor import place as place_in
from app.draft import Filing, Note, with_value
from app.figures import figure, missing
from app.form import Address, Axis, Form, Label
from app.last_field import in_words
from app.naming import name_of
from app.slots import Sentence, Slot, read

_CLAUSE = re.compile(r"[^，；。：、]*[，；。：、]?")
_PLUS = "+"


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A sentence of a narrative that says other figures than the report has now.

    `addresses` are the cells and fields that changed; `places` what each changed place is called, `olds` and `news`
    what the text says of it and what it should; `clause` is the part of the sentence that speaks of them.
    """

    note: Note
    place: Address
    addresses: tuple[Address, ...]
    places: tuple[str, ...]
    olds: tuple[str, ...]
    news: tuple[str, ...]
    clause: str
    old_sentence: str
    new_sentence: str


def figure_note(place: Address, sentence: Sentence) -> Note:
    """The note by which the figures of a sentence in a narrative remember where they come from."""
    return Note("figure", place, sentence.written(), PARAGRAPH)


@lru_cache(maxsize=1024)
def addresses_of(form: Form, place: str) -> tuple[Address, ...]:
    """The cells, or the field, of which a figure is made; none where the form has no such place."""
    found = [tuple(_addresses(form, one)) for one in place.split(_PLUS)]
    return tuple(address for part in found for address in part) if all(found) else ()


def value_of(filing: Filing, place: str) -> str:
    """What stands for a place in a sentence; "" while it is blank, or a sum of which a part is blank."""
    addresses = addresses_of(filing.form, place)
    if not addresses:
        return ""
    asked = filing.form.fields.get(addresses[0])
    if asked is not None:
        return in_words(asked, filing.value(addresses[0]))
    figures = [figure(filing, one) for one in addresses if not missing(filing, one)]
    known = [one for one in figures if one is not None]
    return numbers.write(sum(known[1:], start=known[0])) if len(known) == len(addresses) else ""


def changed_figures(filing: Filing) -> tuple[ChangedFigure, ...]:
    """The sentences whose figures are others now, in the order of the notes; a blank place changes nothing."""
    noted = (note for note in filing.draft.notes if note.kind == "figure")
    return tuple(found for note in noted if (found := changed_figure(filing, note)) is not None)


def changed_figure(filing: Filing, note: Note) -> ChangedFigure | None:
    """What became of the figures of one note; None where they are what the report has, or the sentence is gone."""
    sentence = read(note.text)
    changed = [(slot, now) for slot in sentence.slots if (now := value_of(filing, slot.place)) not in ("", slot.value)]
    if not changed or place_in(sentence, filing.value(note.place)) < 0:
        return None
    return ChangedFigure(
        note=note,
        place=note.place,
        addresses=tuple(dict.fromkeys(one for slot, _now in changed for one in _shown(filing.form, slot))),
        places=tuple(place_name(filing.form, slot.place) for slot, _now in changed),
        olds=tuple(slot.value for slot, _now in changed),
        news=tuple(now for _slot, now in changed),
        clause=_around(sentence, [slot for slot, _now in changed]),
        old_sentence=sentence.text,
        new_sentence=_renewed(filing, sentence).text,
    )


def renewed_text(filing: Filing, note: Note) -> str:
    """The whole narrative of a note with the figures that the report has now; entered, the note follows it."""
    sentence, text = read(note.text), filing.value(note.place)
    at = place_in(sentence, text)
    return text if at < 0 else text[:at] + _renewed(filing, sentence).text + text[at + len(sentence.text) :]


def refreshed(filing: Filing, note: Note) -> Filing:
    """The filing with the new figures in the note's sentence."""
    return with_value(filing, note.place, renewed_text(filing, note))


def place_name(form: Form, place: str) -> str:
    """What a figure's place is called to the clerk."""
    return "＋".join(name_of(form, one) for one in place.split(_PLUS))


def _renewed(filing: Filing, sentence: Sentence) -> Sentence:
    return sentence.filled(lambda slot: value_of(filing, slot.place) or slot.value)


def _shown(form: Form, slot: Slot) -> tuple[Address, ...]:
    """The one cell or field that a figure is; none for a sum of several, of which no one is at fault."""
    addresses = addresses_of(form, slot.place)
    return addresses if len(addresses) == 1 else ()


def _around(sentence: Sentence, slots: list[Slot]) -> str:
    """The clauses of a sentence that hold these figures, what lies between them left out."""
    spans = [(start, end) for slot, start, end in sentence.spans if slot in slots]
    clauses = [found for found in _CLAUSE.finditer(sentence.text) if found[0]]
    told = [c[0] for c in clauses if any(c.start() < end and start < c.end() for start, end in spans)]
    return "…".join(told[:2]).rstrip("，；：、。") + ("…" if len(told) > 2 else "")


def _addresses(form: Form, place: str) -> Iterator[Address]:
    if place in form.cells or place in form.fields:
        yield place
        return
    section, _slash, rest = place.partition("/")
    row_id, _slash, column_id = rest.partition("/")
    for band in (band for one in form.sections if one.id == section for band in one.bands):
        row, column = band.row_axis.by_id(row_id), band.column_axis.by_id(column_id)
        if row and column:
            ids = ((r.id, c.id) for r in _counted(band.row_axis, row) for c in _counted(band.column_axis, column))
            yield from (f"{section}/{r}/{c}" for r, c in ids)


def _counted(axis: Axis, label: Label) -> tuple[Label, ...]:
    """The label itself, or of a group all that is counted once."""
    leaves = axis.leaves_under(label)
    return leaves if leaves == (label,) else tuple(leaf for leaf in leaves if not leaf.sum)
