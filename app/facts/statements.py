"""What the figures of a passage state: each with its words and what it may count, as far as that is certain."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from app.facts.labels import Label, Lexicon, lexicon, squeezed
from app.facts.numerals import Numeral, numerals_of
from app.facts.passages import sentences
from app.facts.talk import Meaning, Talk, meaning, of_none, patterns, topics_in
from app.facts.vocabulary import vocabulary

_CLAUSE = re.compile(
    r"([^，,。；;：:！？!?（）()…]*(?:(?<=[0-9]),(?=[0-9]{3}(?![0-9]))[^，,。；;：:！？!?（）()…]*)*)([，,。；;：:！？!?（）()…]|$)"
)
_WITHIN, _SENTENCE, _OPEN, _COLON = "，,；;", "。！？!?…", "（(", "：:"
_AND = "、"
_PERCENT = "%"
_NONE_RULE = "T9"


class Statement(NamedTuple):
    """One figure and what it counts, None where that is not understood; a statement of none has no numeral.

    `start` and `end` are places in the passage, those of the numeral in its sentence; `words` the clause around it.
    """

    start: int
    end: int
    numeral: Numeral | None
    words: str
    meaning: Meaning | None


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a text is read: the year and the names of the report.

    `is_cautious` in a section where figures mostly speak of single cases.
    """

    year: int
    own: tuple[str, ...]
    is_cautious: bool = False


@lru_cache(maxsize=512)
def statements(passage: str, heading: str, reader: Reader) -> tuple[Statement, ...]:
    """The statements of a passage in their order."""
    base = topics_in(heading)
    talk, found = Talk(topics=base), list[Statement]()
    for sentence, start in sentences(passage):
        said, talk = _of_sentence(sentence, talk, base, reader)
        found += (one._replace(start=one.start + start, end=one.end + start) for one in said)
    return tuple(found)


@lru_cache(maxsize=512)
def _of_sentence(sentence: str, talk: Talk, base: frozenset[str], reader: Reader) -> tuple[tuple[Statement, ...], Talk]:
    """The statements of a sentence by their places in it, and what is talked of behind it."""
    reading = _Reading(sentence, talk, base, reader)
    return tuple(reading.statements()), reading.talk


class _Clause(NamedTuple):
    text: str
    start: int
    end_sign: str
    numerals: tuple[Numeral, ...]

    @property
    def words(self) -> str:
        return _trimmed(self.text)


def _clauses(text: str) -> Iterator[_Clause]:
    found, at = numerals_of(text), 0
    for match in _CLAUSE.finditer(text):
        words, sign = match.groups()
        if not words and not sign:
            return
        begin, end = at, match.end(1)
        while at < len(found) and found[at].start < end:
            at += 1
        yield _Clause(words, match.start(), sign, found[begin:at])


class _Reading:
    """One reading of a sentence, clause by clause."""

    def __init__(self, sentence: str, talk: Talk, base: frozenset[str], reader: Reader) -> None:
        self.sentence = sentence
        self.lexicon: Lexicon = lexicon(reader.year, reader.own)
        self.reader = reader
        self.base = base
        self.talk = talk
        self.outside: list[tuple[Talk, str]] = []
        self.before = ""

    def statements(self) -> Iterator[Statement]:
        for clause in _clauses(self.sentence):
            before, self.before = self.before, ""
            if clause.numerals:
                yield from self.counted(clause, before)
            elif clause.words:
                yield from self.said(clause)
            self.turn(clause, before)

    def turn(self, clause: _Clause, before: str) -> None:
        """What the sign at the end of a clause does to the talk."""
        sign = clause.end_sign
        if not sign or sign in _WITHIN:
            return
        if sign in _SENTENCE:
            self.talk = self.talk.in_next_sentence(self.base)
        elif sign in _OPEN:
            self.outside.append((self.talk, _pending(clause, before)))
        elif sign in _COLON:
            self.before = _pending(clause, before)
        elif self.outside:
            is_open = self.talk.is_open
            self.talk, pending = self.outside.pop()
            self.talk = self.talk if is_open else self.talk._replace(is_open=False)
            self.before = "" if self.names_a_row(clause.text) else pending

    def names_a_row(self, text: str) -> bool:
        return any(piece.row for piece in self.lexicon.found_in(text))

    def said(self, clause: _Clause) -> Iterator[Statement]:
        """A clause without a figure: it may say that there was none, or what is talked of."""
        words = _words(self.lexicon, clause.text)
        self.time(words.is_elsewhen)
        if words.label and "none" in words.label.marks:
            self.talk = self.talk.also_of(words.topics)
            none = of_none(self.talk, words.label)
            yield from [self.none(clause, none)] if none else []
        elif words.label and not words.label.is_empty:
            self.talk = self.talk.heard(words.label)
        elif words.label is None:
            self.talk = (
                self.talk.lost(words.topics - {"applications"}) if words.is_broken else self.talk.also_of(words.topics)
            )

    def none(self, clause: _Clause, found: Meaning) -> Statement:
        start = clause.start + len(clause.text) - len(clause.text.lstrip())
        said = found._replace(rule=_NONE_RULE)
        return Statement(start, clause.start + len(clause.text.rstrip()), None, clause.words, said)

    def time(self, is_elsewhen: bool | None) -> None:
        """A clause may begin with another time, or with that of the report again."""
        if is_elsewhen is not None and is_elsewhen is not self.talk.is_elsewhen:
            self.talk = self.talk._replace(is_elsewhen=is_elsewhen)

    def counted(self, clause: _Clause, before: str) -> Iterator[Statement]:
        """The statements of a clause with figures."""
        plain = squeezed(clause.text)
        self.time(_is_elsewhen(self.lexicon, plain))
        self.talk = self.talk.also_of(topics_in(plain, kept=True))
        last: tuple[Label | None, str] = (None, "")
        for numeral, left, right in _around(clause):
            label, named = self.label(left, right, before)
            label = self.sharing(label, *last)
            before, last = "", (label, named)
            words = (
                clause.text if len(clause.numerals) == 1 else left + self.sentence[numeral.start : numeral.end] + right
            )
            yield self.statement(numeral, label, named, _trimmed(words))

    def statement(self, numeral: Numeral, label: Label | None, named: str, words: str) -> Statement:
        found = None
        if label and numeral.unit != _PERCENT:
            found = meaning(self.talk, label, numeral.unit, is_zero=not numeral.value)
            found = self.cautiously(found, label, numeral.value)
        self.talk = self.after(numeral, label, named, found)
        return Statement(numeral.start, numeral.end, numeral, words, found)

    def sharing(self, label: Label | None, before: Label | None, words: str) -> Label | None:
        """The label with the column before it in its clause, if that was named first: 制发规章1件、规范性文件8件."""
        if not (label and before and label.rows and before.rows and before.columns) or label.columns:
            return label
        if label.rows[0][0].default or label.rows[0][0] is not before.rows[0][0]:
            return label
        named = next((piece for piece in self.lexicon.found_in(words) if piece.row or piece.column), None)
        return label._replace(columns=before.columns) if named and named.column else label

    def label(self, left: str, right: str, before: str) -> tuple[Label | None, str]:
        """What names a figure: the words before it, or where they say nothing those behind it; and those words."""
        own = self.lexicon.read_behind_heading(left)
        if before and (own is None or own.is_empty):
            joined = self.lexicon.read_behind_heading(before + left)
            is_told = joined is not None and "beside" not in joined.marks
            own, left = (joined, before + left) if is_told else (own, left)
        if own is None:
            return None, left
        if own.is_empty and self.talk.waiting and not own.marks - {"join", "fill", "beside"}:
            return self.next_waiting(), left
        if own.is_empty:
            behind = self.lexicon.read(right)
            return (_together(own, behind), left + right) if behind else (None, left + right)
        return self.confirmed(self.distributed(own), right), left

    def confirmed(self, own: Label, right: str) -> Label | None:
        """The label, with what the words behind the figure add to it; None where they make another thing of it."""
        if not right.strip():
            return own
        behind = self.lexicon.read(right)
        if behind is None:
            is_other = any(
                (piece.row and not piece.row.light) or piece.column for piece in self.lexicon.found_in(right)
            )
            is_plain = own.topics or not _is_light(own)  # 办结12件群众诉求: what is counted may stand behind
            return None if is_other else own if is_plain else own._replace(marks=own.marks | {"unsure"})
        if any(not row.light for _table, row in behind.rows) or ("none" in behind.marks and behind.columns):
            return None
        marks = behind.marks - {"beside"}
        return _together(own, behind._replace(rows=(), columns=() if own.columns else behind.columns, marks=marks))

    def distributed(self, label: Label) -> Label:
        """Of several names to which 分别 gives a figure each, the first; the others wait."""
        if "respectively" not in label.marks or "join" not in label.marks:
            return label
        marks = label.marks - {"join", "respectively"}
        if len(label.rows) > 1:
            each = [label._replace(rows=(one,), marks=marks) for one in label.rows]
        else:
            each = [label._replace(columns=(one,), marks=marks) for one in label.columns]
        if len(each) < 2:
            return label
        self.talk = self.talk._replace(waiting=tuple(each[1:]))
        return each[0]

    def next_waiting(self) -> Label:
        first, *rest = self.talk.waiting
        self.talk = self.talk._replace(waiting=tuple(rest))
        return first

    def cautiously(self, found: Meaning | None, label: Label, value: Decimal) -> Meaning | None:
        """The meaning, unsure where the figure may speak of a case, or be a part of one that is not certain."""
        is_case = self.reader.is_cautious and "whole" not in label.marks
        most = self.talk.most if _is_light(label) else self.talk.others
        is_part = value <= most != 0 and not label.topics and _is_of_named(label)
        return found._replace(sure=False) if found and (is_case or is_part) else found

    def after(self, numeral: Numeral, label: Label | None, words: str, found: Meaning | None) -> Talk:
        """The talk behind a figure; one that is not understood ends it, unless it only stands aside."""
        if found and label:
            return (
                self.talk.counted(label) if found.sure else self.talk._replace(heads=(), column=None, is_doubtful=True)
            )
        if label and "beside" in label.marks and not label.rows:
            return self.talk.with_part(numeral.value)
        plain = squeezed(words)
        if numeral.unit == _PERCENT or patterns()["aside"].search(plain):
            return self.talk
        if numeral.unit not in _counted():
            return self.talk._replace(is_doubtful=True)
        lost = self.talk.lost(topics_in(plain, kept=True))
        return lost.with_part(numeral.value, is_others=bool(lost.topics) and self.names_a_row(plain))


class _Words(NamedTuple):
    """What a clause without a figure says, read by itself; topics only where they matter."""

    label: Label | None
    topics: frozenset[str]
    is_broken: bool
    is_elsewhen: bool | None


@lru_cache(maxsize=512)
def _words(lexicon: Lexicon, text: str) -> _Words:
    plain, label = squeezed(text), lexicon.read_behind_heading(text)
    is_known = label is not None and "none" not in label.marks
    topics = frozenset[str]() if is_known else topics_in(plain)
    is_broken = label is None and patterns()["breaks"].search(plain) is not None
    return _Words(label, topics, is_broken, _is_elsewhen(lexicon, plain))


def _is_elsewhen(lexicon: Lexicon, plain: str) -> bool | None:
    """Whether words begin with another time; None where they name none."""
    if plain[:1] not in lexicon.times:
        return None
    piece, _end = lexicon.longest(plain, 0)
    if piece and piece.kind == "whole":
        return False
    is_own = piece is not None and piece.row is not None  # 2022年结转, in the report of 2023
    return True if not is_own and patterns()["elsewhen"].match(plain) else None


@lru_cache(maxsize=1)
def _counted() -> frozenset[str]:
    """The measure words of what the tables count."""
    return frozenset(unit for table in vocabulary().tables for unit in table.units)


def _around(clause: _Clause) -> Iterator[tuple[Numeral, str, str]]:
    """Each figure of a clause with the words that may name it, before and behind.

    Between two figures the words belong to the second, unless a 、 parts them or nothing stands before the first.
    """
    left = clause.text[: clause.numerals[0].start - clause.start]
    for number, numeral in enumerate(clause.numerals):
        is_last = number + 1 == len(clause.numerals)
        end = len(clause.text) if is_last else clause.numerals[number + 1].start - clause.start
        behind = clause.text[numeral.end - clause.start : end]
        right, sign, rest = behind.partition(_AND)
        if not sign and not is_last:
            right, rest = ("", behind) if left.strip(_AND + " 　") else (behind, "")
        yield numeral, left, right
        left = rest


def _is_of_named(label: Label) -> bool:
    """Whether a label speaks only of tables whose things have a name of their own, by which a new count would begin."""
    return all(table.naming for table, _one in (*label.rows, *label.columns))


def _is_light(label: Label) -> bool:
    """Whether a label has only rows that name no outcome, as 收到 or 办结: also a single way or office has these."""
    return bool(label.rows) and all(row.light for _table, row in label.rows)


def _trimmed(words: str) -> str:
    """Words as they are quoted: in one line, without what stands around them."""
    return words.replace("\n", "").strip("、 　〕")


def _pending(clause: _Clause, before: str) -> str:
    """The name of a figure that is yet to come: a whole clause, or what stands behind its last figure and a 、."""
    if not clause.numerals:
        return before + clause.text
    return clause.text[clause.numerals[-1].end - clause.start :].partition(_AND)[2]


def _together(one: Label, other: Label) -> Label:
    return Label(
        rows=(*one.rows, *other.rows),
        columns=(*one.columns, *other.columns),
        tables=(*one.tables, *other.tables),
        marks=one.marks | other.marks,
    )
