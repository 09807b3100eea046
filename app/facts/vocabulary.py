"""The words by which a figure tells what it counts, from `resources/checks/facts.toml`. Every key: README.md there."""

from dataclasses import dataclass, field
from functools import lru_cache

from app import toml_file
from app.paths import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Patterns of words by what they do in a label or a sentence."""

    fill: tuple[str, ...]
    whole: tuple[str, ...]
    join: tuple[str, ...]
    within: tuple[str, ...]
    beside: tuple[str, ...]
    respectively: tuple[str, ...]
    each: tuple[str, ...]
    unsure: tuple[str, ...]
    none: tuple[str, ...]
    elsewhen: tuple[str, ...]
    aside: tuple[str, ...]
    breaks: tuple[str, ...]
    another: tuple[str, ...]
    rest: tuple[str, ...]
    open: tuple[str, ...]
    inside: tuple[str, ...]
    leading: tuple[str, ...]
    exhaustive: tuple[str, ...]
    share: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Row:
    """Words for one of the things that a table counts, by its first axis.

    `sums` are the acceptable readings, each the ids of rows joined by +. A `light` one says nothing beside another
    (不予公开答复); a `head` is what bare columns that follow belong to; `unsure` alone it can only agree, not differ.
    """

    words: tuple[str, ...]
    sums: tuple[str, ...]
    column: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    rule: str
    head: bool = False
    light: bool = False
    unsure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Column:
    """Words for a column; `ids` are alternatives, of which an edition has one or more."""

    words: tuple[str, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Table:
    """What the figures of one table are called, and when one without a name of its own may belong to it.

    `place` is the address with {row} and {column}; `default` is the column where no word names one; `none` are the
    rows that a bare “没有” says to be 0; `naming` are words for what is counted, which name no row. One of `topics`
    must be talked of; without, the words are enough.
    """

    id: str
    place: str
    topics: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    default: tuple[str, ...] = ()
    units: tuple[str, ...]
    naming: tuple[str, ...] = ()
    rows: tuple[Row, ...] = field(metadata={"key": "row"})
    columns: tuple[Column, ...] = field(default=(), metadata={"key": "column"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a sentence may talk of.

    A figure that is not understood goes on with the topic where its words are `kept`.
    """

    id: str
    words: tuple[str, ...]
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """Kinds that together are the whole, known by a word of each."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, repr=False)
class Vocabulary:
    """All of the file."""

    source: str
    sum_source: str
    cautious: tuple[str, ...] = ()
    units: tuple[str, ...]
    spoken: tuple[str, ...]
    idle: tuple[str, ...]
    words: Words
    topics: tuple[Topic, ...] = field(metadata={"key": "topic"})
    classes: tuple[Classes, ...] = ()
    tables: tuple[Table, ...] = field(metadata={"key": "table"})


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary. Raises FormFileError."""
    return toml_file.read(resources() / "checks" / "facts.toml", Vocabulary)
