"""Words sought in all guidance of a form, and where they stand in a text."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from unicodedata import normalize

from app.form import Address, Axis, Band, Form, Label, Section
from app.guidance import Guidance, own_words
from app.naming import name_of, table_name


@dataclass(frozen=True, slots=True)
class GuidanceHit:
    """A place whose guidance has the words: `text` is the passage they stand in, `said` all that is said there.

    `address` is the place itself; for a group, a column or a section its first one.
    """

    address: Address
    title: str
    text: str
    said: Guidance


def search(form: Form, words: str) -> tuple[GuidanceHit, ...]:
    """The places in whose guidance all the words stand, in the order of the form; none for no words.

    Letters count alike in either case and width.
    """
    sought = _sought(words)
    found = [place for place in _places(form) if sought and all(word in place.folded for word in sought)]
    return tuple(GuidanceHit(one.address, one.said.title, one.passage(sought), one.said) for one in found)


def spans(text: str, words: str) -> tuple[tuple[int, int], ...]:
    """Where the words stand in a text, from the left, none within another."""
    folded, places = _fold(text)
    taken: set[int] = set()
    for word in _sought(words):
        start = folded.find(word)
        while start >= 0:
            taken.update(range(places[start], places[start + len(word) - 1] + 1))
            start = folded.find(word, start + len(word))
    starts = sorted(place for place in taken if place - 1 not in taken)
    ends = sorted(place + 1 for place in taken if place + 1 not in taken)
    return tuple(zip(starts, ends, strict=True))


@dataclass(frozen=True, slots=True)
class _Place:
    """A place with its texts, and these and its title in the letters that are sought in."""

    address: Address
    said: Guidance
    texts: tuple[str, ...]
    plain: tuple[str, ...]
    folded: str

    def passage(self, sought: tuple[str, ...]) -> str:
        """The text in which most of the words stand, the meaning before the others."""
        counts = [sum(word in plain for word in sought) for plain in self.plain]
        return self.texts[counts.index(max(counts))] if counts else ""


def _place(address: Address, said: Guidance) -> _Place:
    texts = tuple(text for text in (said.text, said.mistake, said.law, said.source, said.example) if text)
    plain = tuple(_fold(text)[0] for text in texts)
    return _Place(address, said, texts, plain, "\n".join((_fold(said.title)[0], *plain)))


@lru_cache(maxsize=8)
def _places(form: Form) -> tuple[_Place, ...]:
    """Every place that says something."""
    return tuple(_all(form))


def _all(form: Form) -> Iterator[_Place]:
    for section in form.sections:
        said = replace(own_words(name_of(form, section.id), section), example=section.example)
        yield _place(form.entries(section)[0], said)
        for one in section.fields:
            yield _place(f"{section.id}/{one.id}", replace(own_words(one.label, one), example=one.example))
        for band in section.bands:
            yield from (place for place in _in_band(section, band) if place.texts)


def _in_band(section: Section, band: Band) -> Iterator[_Place]:
    table, first_row, first_column = table_name(section), band.row_axis.leaves[0], band.column_axis.leaves[0]
    if band.title:
        yield _place(f"{section.id}/{first_row.id}/{first_column.id}", own_words(f"{table} {band.title}", band))
    for label in band.columns:
        leaf = band.column_axis.leaves_under(label)[0]
        yield _place(f"{section.id}/{first_row.id}/{leaf.id}", own_words(_title(table, band.column_axis, label), label))
    for label in band.rows:
        leaf = band.row_axis.leaves_under(label)[0]
        yield _place(f"{section.id}/{leaf.id}/{first_column.id}", own_words(_title(table, band.row_axis, label), label))


def _title(table: str, axis: Axis, label: Label) -> str:
    return " ".join((table, *(parent.label for parent in axis.parents(label)[-1:]), label.label))


def _sought(words: str) -> tuple[str, ...]:
    return tuple(normalize("NFKC", words).casefold().split())


def _fold(text: str) -> tuple[str, list[int]]:
    """The text in one case and width, and for each of its letters the place in the text that it came from."""
    folded, places = "", []
    for place, letter in enumerate(text):
        plain = normalize("NFKC", letter).casefold()
        folded += plain
        places += [place] * len(plain)
    return folded, places
