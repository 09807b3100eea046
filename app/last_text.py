"""Last year's narrative beside this year's: which of its paragraphs stand here, and one of them taken over.

What is taken over is noted paragraph by paragraph as not yet checked, until it is touched or confirmed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.anchor import paragraph_mark, place, told_apart
from app.carry import source_of
from app.draft import Filing, Note, with_notes, with_value
from app.form import Address, Form
from app.i18n import _
from app.remembered import addresses_of, figure_note
from app.slots import Sentence, joined, read

_YEAR = re.compile(r"《[^《》]*》|(?<![0-9])(?P<year>[12][0-9]{3})(?=\s*年)")
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class LastParagraph:
    """A paragraph of last year's narrative; `number` counts from 0.

    `years` are the characters of each year that would be wrong this year. `shifted` is the text with these years one
    later, "" where there are none. `is_taken` tells that this year's narrative has it, as it is or shifted.
    """

    number: int
    text: str
    years: tuple[tuple[int, int], ...]
    shifted: str
    is_taken: bool

    @property
    def beginning(self) -> str:
        """The first words, by which a clerk knows the paragraph."""
        return beginning(self.text)


def beginning(paragraph: str) -> str:
    """The first words of a paragraph, with … where there are more."""
    return paragraph if len(paragraph) <= _SHOWN else f"{paragraph[:_SHOWN]}…"


def last_paragraphs(filing: Filing, last: Filing, address: Address) -> tuple[LastParagraph, ...]:
    """Last year's narrative that answers the one at an address; none where there was none, or it is not offered."""
    here = _paragraphs(filing, address)
    return tuple(
        LastParagraph(number, text, years, shifted, text in here or (bool(shifted) and shifted in here))
        for number, text in enumerate(_last(filing, last, address))
        for years in (tuple(_spans(text, last.draft.year)),)
        for shifted in (_shifted(text, last.draft.year) if years else "",)
    )


def taken(filing: Filing, last: Filing, address: Address) -> tuple[int, ...]:
    """The numbers of last year's paragraphs that stand in this year's narrative word for word."""
    here = _paragraphs(filing, address)
    return tuple(number for number, text in enumerate(_last(filing, last, address)) if text in here)


def take_paragraph(filing: Filing, last: Filing, address: Address, number: int, *, shift_years: bool = False) -> Filing:
    """The filing with one of last year's paragraphs in its place, noted as not yet checked; itself where it has it.

    Its place is behind what stood before it last year, else before what stood behind it, else at the end. With
    `shift_years`, last year's report year and the one after it are one later. Figures that remembered where they come
    from do so here too, and are told where the report has others now.
    """
    found = {one.number: one for one in last_paragraphs(filing, last, address)}
    one = found.get(number)
    if one is None or one.is_taken:
        return filing
    text = one.shifted if shift_years and one.shifted else one.text
    lines = list(_paragraphs(filing, address))
    index = _place(lines, list(found.values()), number)
    at, whole = sum(len(line) + 1 for line in lines[:index]), "\n".join((*lines[:index], text, *lines[index:]))
    sentences = _remembered(filing.form, last, address, one.text, text)
    figures = (figure_note(address, told_apart(here, at + place(here, text), whole)) for here in sentences)
    notes = [_carried(filing, last, address, text), *(note for note in figures if note not in filing.draft.notes)]
    return with_notes(with_value(filing, address, whole), notes)


def carried_paragraphs(filing: Filing, address: Address) -> dict[int, Note]:
    """The paragraphs of this year's narrative that were taken over and not yet checked, each with its note."""
    notes = {note.fingerprint: note for note in filing.draft.notes if (note.kind, note.place) == ("carried", address)}
    marked = enumerate(map(paragraph_mark, _paragraphs(filing, address))) if notes else ()
    return {number: notes[mark] for number, mark in marked if mark in notes}


def _paragraphs(filing: Filing, address: Address) -> Sequence[str]:
    text = filing.value(address)
    return text.split("\n") if text else ()


def _last(filing: Filing, last: Filing, address: Address) -> Sequence[str]:
    if address not in filing.form.narratives:
        return ()
    return [text for source in source_of(filing.form, address, last.form) for text in _paragraphs(last, source)]


def _place(here: Sequence[str], found: Sequence[LastParagraph], number: int) -> int:
    """Where among this year's paragraphs one of last year's belongs."""
    stand = {one.number: i for one in found for i, text in enumerate(here) if text and text in (one.text, one.shifted)}
    before = [stand[n] for n in range(number - 1, -1, -1) if n in stand]
    behind = [stand[n] for n in range(number + 1, len(found)) if n in stand]
    return before[0] + 1 if before else (behind[0] if behind else len(here))


def _carried(filing: Filing, last: Filing, address: Address, text: str) -> Note:
    year = last.draft.year
    told = _("Taken over from last year, to be checked: “{beginning}”")
    if year != filing.draft.year - 1:
        told = _("Taken over from {year}, to be checked: “{beginning}”")
    return Note("carried", address, told.format(year=year, beginning=beginning(text)), paragraph_mark(text))


# Figures that are remembered


def _remembered(form: Form, last: Filing, address: Address, old: str, new: str) -> Iterator[Sentence]:
    """The sentences of a paragraph whose figures last year's report remembers, as they stand in the new one."""
    sources = source_of(form, address, last.form)
    for note in last.draft.notes:
        sentence = read(note.text) if note.kind == "figure" and note.place in sources else None
        if sentence is None or place(sentence, old) < 0:
            continue
        here = _in_this_form(form, sentence if old == new else _shifted_words(sentence, last.draft.year))
        if here.slots and place(here, new) >= 0:
            yield here


def _in_this_form(form: Form, sentence: Sentence) -> Sentence:
    """The sentence, figures that come from places which the form lacks made plain words."""
    pieces = (one if isinstance(one, str) or addresses_of(form, one.place) else one.value for one in sentence.pieces)
    return joined(list(pieces))


# Years


def _shifted_words(sentence: Sentence, last_year: int) -> Sentence:
    return Sentence(tuple(_shifted(one, last_year) if isinstance(one, str) else one for one in sentence.pieces))


def _spans(text: str, last_year: int) -> Iterator[tuple[int, int]]:
    for found in _YEAR.finditer(text):
        if found["year"] and int(found["year"]) in (last_year, last_year + 1):
            yield found.span("year")


def _shifted(text: str, last_year: int) -> str:
    """The text with its report year and the year after it one later; those in the names of documents stay."""
    for start, end in _spans(text, last_year):
        text = f"{text[:start]}{int(text[start:end]) + 1}{text[end:]}"
    return text
