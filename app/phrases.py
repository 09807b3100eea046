"""Ready sentences for the narratives, with the figures of the draft: offered where they are true, put in by the clerk.

One data file a family of forms; a phrase that speaks of places which the form lacks is not offered. Every key:
`resources/phrases/README.md`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from app import toml_file
from app.anchor import is_figure, told_apart
from app.aspects import aspects, skeleton
from app.draft import ORGANIZATION, Filing, with_notes, with_value
from app.form import Address, Form
from app.i18n import _
from app.near import near
from app.outline import outline
from app.paths import resources
from app.remembered import addresses_of, figure_note, value_of
from app.slots import BLANK, OWN, Sentence, Slot, joined, read, strays
from app.toml_file import fault

LIST, YEAR, NAME, SOURCE = "list", "year", "name", "source"
"""Places of a phrase that are no address: its list, the report year, the notice of the form and its number."""

_ENDS = "。！？；…：）”"
_ANY = {True: "[^，。；、\n]{0,20}?", False: ".{0,80}?"}
"""What may stand in a text for a figure, and for words; with more, a text of like sentences would take for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A ready sentence for a section, its places in braces; `list` stands where `{list}` does.

    It is offered where the form has all its places and those that it `needs`, while the figures of `when_zero` are all
    0, and while one of `when_any` is not. It stands under the heading of its `aspect`, where the report must speak of
    that; else where the clerk is, as a paragraph of its own with `paragraph`.
    """

    id: str
    section: str
    aspect: str = ""
    title: str
    text: str
    list: tuple[str, ...] = ()
    join: str = "，"
    paragraph: bool = False
    needs: tuple[str, ...] = ()
    when_zero: tuple[str, ...] = ()
    when_any: tuple[str, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """Every place that the phrase speaks of, those of its conditions included."""
        slots = (slot.place for text in (self.text, *self.list) for slot in read(text).slots)
        return tuple(dict.fromkeys((*slots, *self.needs, *self.when_zero, *self.when_any)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A whole narrative made of phrases, paragraph by paragraph; one that has nothing to say is left out."""

    id: str
    section: str
    title: str
    paragraphs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The phrases of one family of forms; `silent` says for sections that have none why."""

    phrases: tuple[Phrase, ...] = field(metadata={"key": "phrase"})
    wholes: tuple[Whole, ...] = field(default=(), metadata={"key": "whole"})
    silent: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """A phrase, or a whole narrative, with the figures that the draft has now.

    `paragraphs` are its sentences. `blanks` are the places that are still blank and stand as ＿ in the text. A whole
    narrative goes in place of what stands there.
    """

    phrase: Phrase | Whole
    paragraphs: tuple[tuple[Sentence, ...], ...]
    blanks: tuple[str, ...]
    is_in_text: bool

    @property
    def text(self) -> str:
        """What is put into the narrative."""
        return "\n".join("".join(sentence.text for sentence in one) for one in self.paragraphs)

    @property
    def is_whole(self) -> bool:
        """Whether it replaces the narrative."""
        return isinstance(self.phrase, Whole)


@lru_cache
def load(path: Path) -> Book:
    """The phrases of one file. Raises FormFileError."""
    book = toml_file.read(path, Book)
    _check(path, book)
    return book


def phrases(form: Form) -> tuple[Phrase, ...]:
    """The phrases of the form's family whose places the form has, in the order of the file."""
    return tuple(one for one in _book(form).phrases if _is_for(form, one))


def offered(filing: Filing, section_id: str) -> tuple[Written, ...]:
    """The phrases of a section that can be true now; a figure that is not known yet keeps none away but a “none”."""
    section = filing.form.narratives.get(section_id)
    asked = {found.aspect.id for found in aspects(filing, section)} if section else set[str]()
    here = (
        one for one in phrases(filing.form) if one.section == section_id and (not one.aspect or one.aspect in asked)
    )
    written = (_written(filing, one) for one in here if _holds(filing, one))
    return tuple(one for one in written if one is not None)


def preface(filing: Filing) -> Written | None:
    """The narrative that is made of the cover's fields as a whole; None where the family has none."""
    return next((one for section in filing.form.narratives if (one := whole(filing, section))), None)


def whole(filing: Filing, section_id: str) -> Written | None:
    """The same for one section."""
    found = next((one for one in _book(filing.form).wholes if one.section == section_id), None)
    if found is None or section_id not in filing.form.narratives:
        return None
    known = {one.id: one for one in phrases(filing.form)}
    rows = ([known[id] for id in ids if id in known] for ids in found.paragraphs)
    lines = [tuple(s for one in row if (s := _sentence(filing, one)) is not None) for row in rows]
    paragraphs = tuple(line for line in lines if line)
    written = Written(found, paragraphs, tuple(_blanks(filing, paragraphs)), is_in_text=False)
    return Written(found, paragraphs, written.blanks, written.text == filing.value(section_id)) if paragraphs else None


def silence(form: Form, section_id: str) -> str:
    """Why a section has no ready sentences; "" where the family does not say."""
    return _book(form).silent.get(section_id, "")


def put_phrase(filing: Filing, written: Written, address: Address, after: int | None = None) -> Filing:
    """The filing with a phrase in a narrative, its figures remembered; a whole narrative in place of what stands there.

    `after` is the paragraph, from 0, where the clerk is: the phrase follows at its end, or below it where it is a
    paragraph of its own. Without, it is a new paragraph at the end. A phrase of an aspect stands under that one's
    heading, which is written where the text has other headings or nothing yet.
    """
    phrase, value = written.phrase, filing.value(address)
    text, at = written.text, 0
    if isinstance(phrase, Phrase) and (value or phrase.aspect):
        text, at = _with_phrase(filing, phrase, text, address, after)
    changed = with_value(filing, address, text)
    notes = (figure_note(address, told_apart(one, at + begin, text)) for one, begin in _remembering(written))
    return with_notes(changed, [note for note in notes if note not in changed.draft.notes])


def _remembering(written: Written) -> Iterator[tuple[Sentence, int]]:
    """The sentences that have figures, and where in the text that is put in each of them begins."""
    at = 0
    for paragraph in written.paragraphs:
        for sentence in paragraph:
            if sentence.slots:
                yield sentence, at
            at += len(sentence.text)
        at += 1


def _with_phrase(filing: Filing, phrase: Phrase, text: str, address: Address, after: int | None) -> tuple[str, int]:
    """The narrative with the text of a phrase, and where in it that begins."""
    lines, first, last = _under_heading(filing, phrase, address)
    place = after if after is not None and first <= after <= last else last
    if first == last + 1 or phrase.paragraph or (after is None and not phrase.aspect):
        place += 1
        lines.insert(place, text)
    else:
        before = lines[place]
        lines[place] = before + ("" if before[-1] in _ENDS else "。") + text
    return "\n".join(lines), sum(len(line) + 1 for line in lines[: place + 1]) - 1 - len(text)


def _under_heading(filing: Filing, phrase: Phrase, address: Address) -> tuple[list[str], int, int]:
    """The paragraphs, with the heading of the phrase's aspect, and the first and last of those where it may stand."""
    value = filing.value(address)
    lines = value.split("\n") if value else []
    section = filing.form.narratives[address]
    aspect = next((one for one in section.aspects if one.id == phrase.aspect), None)
    is_headed = any(found.how == "heading" for found in aspects(filing, section))
    if aspect is None or (lines and not is_headed):
        return lines, 0, len(lines) - 1
    made = skeleton(filing, section, aspect)
    lines = made.text.split("\n")
    return lines, made.paragraph, _end(lines, made.paragraph)


def _end(lines: Sequence[str], head: int) -> int:
    """The last paragraph under a heading."""
    level = outline(lines[head]).level
    below = (n for n in range(head + 1, len(lines)) if 0 < outline(lines[n]).level <= level)
    return next(below, len(lines)) - 1


def _book(form: Form) -> Book:
    path = resources() / "phrases" / f"{form.family}.toml"
    return load(path) if path.is_file() else Book(phrases=())


def _is_for(form: Form, phrase: Phrase) -> bool:
    """Whether the form has the section and every place of the phrase."""
    own = (LIST, YEAR, NAME, SOURCE, ORGANIZATION, OWN)
    return phrase.section in form.narratives and all(p in own or addresses_of(form, p) for p in phrase.places)


def _holds(filing: Filing, phrase: Phrase) -> bool:
    """Whether nothing that is known speaks against the phrase; that nothing happened must be known."""
    zero = all(_is_zero(value_of(filing, place)) for place in phrase.when_zero)
    some = not phrase.when_any or not all(_is_zero(value_of(filing, place)) for place in phrase.when_any)
    return zero and some


def _is_zero(value: str) -> bool:
    return bool(value) and not value.strip("0.")


# Writing


def _written(filing: Filing, phrase: Phrase) -> Written | None:
    sentence = _sentence(filing, phrase)
    if sentence is None:
        return None
    paragraphs = ((sentence,),)
    is_in_text = _pattern(sentence).search(filing.value(phrase.section)) is not None
    return Written(phrase, paragraphs, tuple(_blanks(filing, paragraphs)), is_in_text)


def _sentence(filing: Filing, phrase: Phrase) -> Sentence | None:
    """The phrase with its figures; None where a field that it needs is blank, or nothing of its list is left."""
    clauses = [_filled(filing, one) for one in phrase.list]
    said = [one for one in clauses if one is not None and not _is_nothing(filing.form, one)]
    if (phrase.list and not said) or (sentence := _filled(filing, phrase.text)) is None:
        return None
    between: list[str | Slot] = [piece for one in said for piece in (phrase.join, *one.pieces)][1:]
    pieces: list[str | Slot] = []
    for piece in sentence.pieces:
        pieces += between if isinstance(piece, Slot) and piece.place == LIST else [piece]
    return joined(pieces)


def _filled(filing: Filing, text: str) -> Sentence | None:
    """The sentence with what stands at its places; None where one is a field that is blank."""
    pieces: list[str | Slot] = []
    for piece in read(text).pieces:
        found = _piece(filing, piece) if isinstance(piece, Slot) else piece
        if found is None:
            return None
        pieces.append(found)
    return joined(pieces)


def _piece(filing: Filing, slot: Slot) -> str | Slot | None:
    form = filing.form
    fixed = {YEAR: str(filing.draft.year), NAME: form.name, SOURCE: form.source}
    if slot.place in fixed:
        return fixed[slot.place]
    if slot.place in (LIST, OWN):
        return Slot(slot.place, BLANK)
    place = _organization(form) if slot.place == ORGANIZATION else slot.place
    value = value_of(filing, place)
    is_field = place in form.fields
    return None if is_field and not value else Slot(place, value or BLANK)


def _organization(form: Form) -> Address:
    return next((address for address, asked in form.fields.items() if asked.id == ORGANIZATION), "")


def _is_nothing(form: Form, sentence: Sentence) -> bool:
    """Whether a clause says of nothing but zeros; a field is no figure, whatever its digits: 邮编 000000."""
    slots = sentence.slots
    return bool(slots) and all(slot.place not in form.fields and _is_zero(slot.value) for slot in slots)


def _blanks(filing: Filing, paragraphs: Iterable[Iterable[Sentence]]) -> Iterator[str]:
    places = (slot.place for one in paragraphs for sentence in one for slot in sentence.slots if slot.value == BLANK)
    yield from (place for place in dict.fromkeys(places) if place != OWN)


def _pattern(sentence: Sentence) -> re.Pattern[str]:
    """What finds the sentence in a text, whatever its figures are there."""
    return re.compile(
        "".join(re.escape(p) if isinstance(p, str) else _ANY[is_figure(p.value)] for p in sentence.pieces)
    )


# Faults of a file


def _check(path: Path, book: Book) -> None:
    ids = [*(one.id for one in book.phrases), *(one.id for one in book.wholes)]
    for id in ids:
        if ids.count(id) > 1:
            raise fault(path, "phrase", _("the id “{id}” stands twice").format(id=id))
    for phrase in book.phrases:
        _check_phrase(path, phrase)
    known = [one.id for one in book.phrases]
    for one in book.wholes:
        for id in (id for line in one.paragraphs for id in line if id not in known):
            what = _("there is no phrase “{id}”").format(id=id) + near(id, known)
            raise fault(path, f"whole[{one.id}].paragraphs", what)


def _check_phrase(path: Path, phrase: Phrase) -> None:
    place = f"phrase[{phrase.id}]"
    for key, text in (("text", phrase.text), *(("list", one) for one in phrase.list)):
        if strays(text) or "\n" in text or not text:
            raise fault(path, f"{place}.{key}", _("this is no sentence in one line with whole braces"))
    lists = [slot.place for slot in read(phrase.text).slots].count(LIST)
    if lists != bool(phrase.list):
        raise fault(path, f"{place}.list", _("a list is given where {list} stands in the text, and only there"))
