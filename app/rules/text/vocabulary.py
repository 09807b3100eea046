"""The words that the rules on text look for, and why each rule is: `resources/checks/text.toml`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from app import toml_file
from app.form import Address, Form, Section, Severity
from app.paths import resources
from app.patterns import any_of

Words = tuple[str, ...]
"""Regular expressions, any of which is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What the findings of a rule are called, how grave they are, and the law or the practice behind them."""

    id: str
    code: str
    rule: str
    severity: Severity
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The narratives of which a rule speaks, by what they are for, in forms of one family."""

    family: str
    preface: Address
    overview: Address
    problems: Address
    other: Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Words that are looked for."""

    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """How a text speaks of its own year, of other years, and of what is to come."""

    subjects: Words
    reports: Words
    references: Words
    comparisons: Words
    future: Words
    coming: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """From which share, of how many characters, and without which sentences a text counts as last year's."""

    share: int
    least: int
    alike: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """A text that says nothing: shorter than this, or one of these words."""

    least: int
    none: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Vague:
    """What can be pointed at, and phrases that fit every office; so many of them are too many."""

    concrete: Words
    stock: Words
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """The statement on fees: words by which a form asks for it, by which it is known, and “nothing to report”."""

    asks: Words
    words: Words
    none: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspects:
    """From which length on a text misses an aspect, and more words for each."""

    least: int
    also: Mapping[str, Words]


@dataclass(frozen=True, slots=True, kw_only=True)
class Long:
    """By how many per cent a text may be too long before it is asked about."""

    over: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """How an office speaks of itself, and what then stands in its name."""

    says: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offices:
    """The first person of offices, and the endings of one that may sign for another."""

    own: tuple[Own, ...]
    joins: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brackets:
    """Signs that stand in pairs, what counts as the same sign, and the bracket that has no partner."""

    pairs: tuple[str, ...]
    same: Mapping[str, str]
    numbers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two statements that cannot both hold: that there was none, and how many."""

    what: str
    none: Words
    some: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """Numbers that belong to a person, and what stands before one that does not."""

    mobile: str
    card: str
    numbers: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class General:
    """Words that speak of offices in general, and whose report speaks of one alone: kinds, or endings of names."""

    words: Words
    levels: tuple[str, ...]
    names: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Typos:
    """Pairs: what cannot be right, and what was meant."""

    pairs: tuple[Words, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubled:
    """Words that stand twice in a row rightly, and single characters that never do."""

    spared: Words
    single: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Outdated:
    """Wording of its time, and the last year whose report it belongs to."""

    phrase: str
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All of it."""

    reasons: tuple[Reason, ...] = field(metadata={"key": "rule"})
    places: Places
    excerpt: Listed
    years: Years
    copied: Copied
    empty: Empty
    vague: Vague
    fee: Fee
    aspects: Aspects
    long: Long
    offices: Offices
    brackets: Brackets
    dates: Listed
    links: Listed
    period: Listed
    contradictions: tuple[Contradiction, ...] = field(metadata={"key": "contradiction"})
    personal: Personal
    secret: Listed
    general: General
    leftovers: Listed
    typos: Typos
    doubled: Doubled
    outdated: tuple[Outdated, ...]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The words of the program."""
    return toml_file.read(resources() / "checks" / "text.toml", Vocabulary)


@lru_cache(maxsize=64)
def reason(id: str) -> Reason:
    """Why a rule is, by its id."""
    return next(one for one in vocabulary().reasons if one.id == id)


def is_place(form: Form, section: Section, *places: Address) -> bool:
    """Whether the section is one of these places; in a form of another family none is."""
    return form.family == vocabulary().places.family and section.id in places


@lru_cache(maxsize=256)
def one_of(words: Words) -> re.Pattern[str]:
    """What finds any of these."""
    return any_of(words)


def says(words: Words, text: str) -> bool:
    """Whether one of these stands in the text."""
    return one_of(words).search(text) is not None


def all_of(words: Words, texts: Iterable[str]) -> bool:
    """Whether each of the texts is one of these and nothing else."""
    return all(one_of(words).fullmatch(text) for text in texts)
