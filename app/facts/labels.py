"""The words around a figure, read piece by piece; where one piece is unknown, nothing is understood."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from app.facts.vocabulary import Column, Row, Table, vocabulary
from app.patterns import first_letters

_SKIPPED = re.compile(r"[\s“”‘’\"'《》〔〕　]+")


_NUMBERED = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.．、])")


@lru_cache(maxsize=512)
def squeezed(text: str) -> str:
    """A label without spaces, line ends and quotes."""
    return _SKIPPED.sub("", text)


@dataclass(frozen=True, slots=True)
class Piece:
    """What one word of a label is.

    A mark as the vocabulary has it, the name of what a table counts, or one of its rows or columns.
    """

    kind: str
    table: Table | None = None
    row: Row | None = None
    column: Column | None = None


class Label(NamedTuple):
    """What the words of a label say; `tables` are those whose things are named in it."""

    rows: tuple[tuple[Table, Row], ...] = ()
    columns: tuple[tuple[Table, Column], ...] = ()
    tables: tuple[Table, ...] = ()
    marks: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether nothing of a table is named."""
        return not (self.rows or self.columns or self.tables)

    @property
    def topics(self) -> frozenset[str]:
        """What a sentence talks of when it names these tables."""
        return frozenset(topic for table in self.tables for topic in table.topics[:1])


Word = tuple[str, Piece]
"""A pattern, and what it stands for."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """All words by their first letters, for the reports of one organization and year.

    `times` are the letters with which a clause begins that names a time.
    """

    words: Mapping[str, Sequence[Word]]
    times: frozenset[str]

    def read(self, text: str) -> Label | None:
        """What a label says; None where a word of it is unknown."""
        return _read(self, squeezed(text))

    def read_behind_heading(self, text: str) -> Label | None:
        """The same, where a numbered heading may stand glued before it: 3.规范办理全年收到."""
        return _read_behind_heading(self, text)

    def found_in(self, text: str) -> Iterator[Piece]:
        """Every known word of a text, whatever stands between them."""
        return (piece for piece, _at in self.placed_in(squeezed(text)))

    def longest(self, text: str, at: int) -> tuple[Piece | None, int]:
        """The longest word that stands at a place, and where it ends; of equal ones the first of the vocabulary."""
        best, end = None, at
        for found, piece in _of_letter(self, text[at : at + 1]):
            match = found(text, at)
            if match and match.end() > end:
                best, end = piece, match.end()
        return best, end

    def placed_in(self, text: str) -> Iterator[tuple[Piece, int]]:
        """The same of a squeezed text, each with its place."""
        at = 0
        while at < len(text):
            piece, end = self.longest(text, at)
            if piece:
                yield piece, at
            at = max(end, at + 1)


@lru_cache(maxsize=512)
def _read(lexicon: Lexicon, plain: str) -> Label | None:
    """What the words of a squeezed label say; the same few stand in many sentences of a report."""
    found, at = [], 0
    while at < len(plain):
        piece, end = lexicon.longest(plain, at)
        if piece is None:
            return None
        found.append(piece)
        at = end
    return _label(found)


@lru_cache(maxsize=512)
def _read_behind_heading(lexicon: Lexicon, text: str) -> Label | None:
    plain = squeezed(text)
    number = _NUMBERED.match(plain)
    rest = plain[number.end() :] if number else plain
    label = _read(lexicon, rest)
    if label is None and number:
        begin = next((at for piece, at in lexicon.placed_in(rest) if piece.kind == "whole"), 0)
        return _read(lexicon, rest[begin:]) if begin else None
    return label


@lru_cache(maxsize=32)
def lexicon(year: int, own: tuple[str, ...]) -> Lexicon:
    """The lexicon in which the report's own year and names say nothing of what is counted."""
    words = dict(_of_year(year))
    for name in own:
        if name:
            words[name[0]] = (*words.get(name[0], ()), (re.escape(name), Piece("fill")))
    return Lexicon(words, _times(year))


@lru_cache(maxsize=4)
def _of_year(year: int) -> Mapping[str, Sequence[Word]]:
    """The words that the reports of a year share."""
    words: dict[str, list[Word]] = {}
    for text, piece in (*_words_of_tables(), *_words_of_marks()):
        dated = text.replace("{year}", str(year)).replace("{last}", str(year - 1)).replace("{next}", str(year + 1))
        for letter in first_letters(dated):
            words.setdefault(letter, []).append((dated, piece))
    return {letter: tuple(found) for letter, found in words.items()}


@lru_cache(maxsize=4)
def _times(year: int) -> frozenset[str]:
    """The letters with which a time begins, that of the report or another."""
    whole = (letter for letter, words in _of_year(year).items() if any(piece.kind == "whole" for _word, piece in words))
    return frozenset((*whole, *(letter for one in vocabulary().words.elsewhen for letter in first_letters(one))))


@lru_cache(maxsize=4096)
def _of_letter(lexicon: Lexicon, letter: str) -> tuple[tuple[Callable[[str, int], re.Match[str] | None], Piece], ...]:
    """The words that begin with a letter, compiled when a text first has it: most words are never met."""
    return tuple((_compiled(word).match, piece) for word, piece in lexicon.words.get(letter, ()))


@lru_cache(maxsize=2048)
def _compiled(word: str) -> re.Pattern[str]:
    return re.compile(word)


def _words_of_tables() -> Iterator[tuple[str, Piece]]:
    """Rows, columns, and the names of what is counted."""
    for table in vocabulary().tables:
        yield from ((text, Piece("row", table, row=row)) for row in table.rows for text in row.words)
        yield from ((text, Piece("column", table, column=one)) for one in table.columns for text in one.words)
        yield from ((text, Piece("name", table)) for text in table.naming)


def _words_of_marks() -> Iterator[tuple[str, Piece]]:
    words = vocabulary().words
    for kind in ("beside", "within", "respectively", "each", "whole", "none", "join", "fill", "unsure"):
        yield from ((text, Piece(kind)) for text in getattr(words, kind))


def _label(pieces: Iterable[Piece]) -> Label:
    found = tuple(pieces)
    tables = [piece.table for piece in found if piece.kind == "name" and piece.table]
    return Label(
        rows=tuple((piece.table, piece.row) for piece in found if piece.table and piece.row),
        columns=tuple((piece.table, piece.column) for piece in found if piece.table and piece.column),
        tables=tuple(dict.fromkeys(tables)),
        marks=frozenset(piece.kind for piece in found if not piece.table),
    )
