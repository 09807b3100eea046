"""What the labels of a form say: from a text in the file to the section, band, row or column that it names."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from app.form import Band, Form, Label, Section
from app.match.words import bare, digits_of, words

TermKind = Literal["band", "corner", "column", "row"]
How = Literal["exact", "words", "near"]
"""Exact: number and words are the law's; words: the number differs; near: a misprint."""

_LONGEST = 200
"""Characters: a longer text is no label, whatever remarks stand in it."""
_FEWEST = 4
_LONG = 8


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """One label of a statutory table."""

    kind: TermKind
    section: Section
    band: Band
    label: Label | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A term that a text names, and how closely."""

    term: Term
    how: How


@lru_cache(maxsize=8192)
def find(form: Form, text: str) -> tuple[Hit, ...]:
    """The terms that a text names, the closest first; a misprint only where nothing else fits and it is unambiguous."""
    return find_printed(form, text) or (_near(form, bare(text)) if len(text) <= _LONGEST else ())


@lru_cache(maxsize=8192)
def find_printed(form: Form, text: str) -> tuple[Hit, ...]:
    """The terms that a text names with the law's words, the closest first."""
    if len(text) > _LONGEST:
        return ()
    return next((hits for label in (text, bare(text)) if (hits := _same_words(form, label))), ())


def _same_words(form: Form, label: str) -> tuple[Hit, ...]:
    asked = words(label)
    hits = [
        Hit(term, "exact" if asked.number == number else "words") for term, number in _terms(form).get(asked.text, ())
    ]
    exact_first = sorted(hits, key=lambda hit: hit.how != "exact")
    return tuple({hit.term: hit for hit in reversed(exact_first)}.values())[::-1]


def _near(form: Form, label: str) -> tuple[Hit, ...]:
    """The terms of the one label within a small distance: one sign in a short label, two in a long one.

    A number in front must be the law's, and a label of four signs must have one: 行政处理 is not 行政处罚.
    """
    from rapidfuzz.distance import Levenshtein

    asked = words(label)
    most = 1 if len(asked.text) < _LONG else 2
    known = [text for text in _terms(form) if len(text) >= _FEWEST]
    near = sorted((Levenshtein.distance(asked.text, text, score_cutoff=most), text) for text in known)[:2]
    close = [text for distance, text in near if distance <= most and distance < near[-1][0]]
    if len(close) != 1 or digits_of(asked.text) != digits_of(close[0]):
        return ()
    return tuple(
        Hit(term, "near")
        for term, number in _terms(form)[close[0]]
        if asked.number == number and (number is not None or len(asked.text) > _FEWEST)
    )


@lru_cache(maxsize=16)
def _terms(form: Form) -> dict[str, tuple[tuple[Term, int | None], ...]]:
    """All terms by their words."""
    known: dict[str, list[tuple[Term, int | None]]] = {}
    for term, label in _labels(form):
        for text in (label, bare(label)):
            asked = words(text)
            entry = (term, asked.number)
            if asked.text and entry not in known.setdefault(asked.text, []):
                known[asked.text].append(entry)
    return {text: tuple(entries) for text, entries in known.items()}


def labels_of(form: Form, section: Section) -> tuple[str, ...]:
    """Every text that the tables of a section print, or are known to print instead."""
    return tuple(text for term, text in _labels(form) if term.section is section and text)


def _labels(form: Form) -> Iterator[tuple[Term, str]]:
    for section in form.sections:
        for band in section.bands:
            yield Term("band", section, band), band.title
            yield Term("corner", section, band), band.corner
            for column in band.columns:
                yield from _of_label(Term("column", section, band, column), column)
            for row in band.rows:
                yield from _of_label(Term("row", section, band, row), row)


def _of_label(term: Term, label: Label) -> Iterator[tuple[Term, str]]:
    for text in (label.label, *label.also):
        yield term, text
