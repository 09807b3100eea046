"""What a sentence has talked of so far: that is what figures without a name of their own belong to."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from app.facts.labels import Label
from app.facts.vocabulary import Column, Row, Table, vocabulary
from app.patterns import any_of

_SUM = "+"


class Meaning(NamedTuple):
    """What a figure may count: places of which one must agree, each a sum; the number of the rule that says so.

    One that is not `sure` can agree with the tables, but not differ.
    """

    places: tuple[str, ...]
    rule: str
    sure: bool


class Talk(NamedTuple):
    """The topics of a sentence; its heads, to which bare columns belong; the column that was last named.

    `is_open` while no column has been named since the last head; `is_doubtful` after a figure that was not certain:
    what is enumerated behind it may share its verb; `waiting` are labels that 分别 gives to the figures which follow;
    `most` is the greatest figure before that was not certain: one that is no greater may be a part of it. `others` is
    the greatest of those that somebody else may have received or answered.
    """

    topics: frozenset[str] = frozenset()
    heads: tuple[tuple[Table, Row], ...] = ()
    column: tuple[Table, Column] | None = None
    is_open: bool = True
    is_elsewhen: bool = False
    is_doubtful: bool = False
    waiting: tuple[Label, ...] = ()
    most: Decimal = Decimal(0)
    others: Decimal = Decimal(0)

    def heard(self, label: Label) -> "Talk":
        """The talk after a clause without a figure of which every word is known."""
        talk = self.also_of(label.topics)
        heads = tuple((table, row) for table, row in label.rows if row.head)
        if not heads:
            return talk
        others = tuple(one for one in self.heads if one[0] is not heads[0][0])
        return talk._replace(heads=(*others, *heads), is_open=False, column=None)

    def counted(self, label: Label) -> "Talk":
        """The talk after a figure that is understood."""
        heads = tuple((table, row) for table, row in _weighty(label) if row.head)
        talk = self.also_of(label.topics)
        if heads:
            kept = self.heads if self.is_open else tuple(one for one in self.heads if one[0] is not heads[0][0])
            talk = talk._replace(heads=(*kept, *heads), is_open=True, column=None)
        if label.columns:
            talk = talk._replace(column=label.columns[0], is_open=talk.is_open and bool(label.rows))
        return talk._replace(most=Decimal(0), others=Decimal(0)) if talk.most else talk

    def also_of(self, topics: frozenset[str]) -> "Talk":
        """The talk with these topics too."""
        return self if topics <= self.topics else self._replace(topics=self.topics | topics)

    def in_next_sentence(self, topics: frozenset[str]) -> "Talk":
        """The talk when a sentence is over: heads and topics go on, with those of the heading."""
        is_plain = not (self.is_elsewhen or self.is_doubtful or self.waiting or self.column or self.most)
        if topics <= self.topics and is_plain:
            return self
        return Talk(topics=self.topics | topics, heads=self.heads, is_open=self.is_open)

    def lost(self, topics: frozenset[str]) -> "Talk":
        """The talk after a figure that is not understood: only the topics that it names itself go on."""
        return Talk(topics=topics, is_elsewhen=self.is_elsewhen, is_doubtful=True, most=self.most, others=self.others)

    def with_part(self, value: Decimal, *, is_others: bool = False) -> "Talk":
        """The talk after a figure that is not certain: what follows may be a part of it."""
        others = max(self.others, value) if is_others else self.others
        return self._replace(most=max(self.most, value), others=others)


def meaning(talk: Talk, label: Label, unit: str, *, is_zero: bool = False) -> Meaning | None:
    """What a figure with this label counts, in this talk; None where that is not certain."""
    rows = _weighty(label)
    tables = {table.id: table for table, _one in (*rows, *label.columns)}
    if len(tables) != 1 or talk.is_elsewhen or "beside" in label.marks:
        return None
    table = next(iter(tables.values()))
    if not _is_talked_of(talk, table, label) or not _fits(unit, table, [row for _table, row in rows]):
        return None
    joined = "join" in label.marks and ("each" not in label.marks or is_zero)
    if (len(rows) > 1 or len(label.columns) > 1) and not joined:
        return None
    places = _places(table, _row_sums(talk, table, rows), _column_sums(table, rows, label, talk))
    is_sure = _is_sure(label, rows) and (bool(table.topics or label.columns) or not talk.is_doubtful)
    return Meaning(places, _rule(rows or _heads(talk, table)), is_sure) if places else None


def of_none(talk: Talk, label: Label) -> Meaning | None:
    """What a sentence says to be none: what it names, or of a table that it only names, the whole."""
    if not label.rows and not label.columns and len(label.tables) == 1 and not talk.is_elsewhen:
        table = label.tables[0]
        places = _places(table, table.none, table.default)
        return Meaning(places, "", sure=True) if places else None
    return meaning(talk, label, "", is_zero=True)


def _weighty(label: Label) -> tuple[tuple[Table, Row], ...]:
    """The rows of a label, each once; one that says nothing beside others only where it stands alone."""
    rows = tuple(dict.fromkeys(label.rows))
    return tuple(one for one in rows if not one[1].light) or rows


def _is_talked_of(talk: Talk, table: Table, label: Label) -> bool:
    return not table.topics or any(one in talk.topics or one in label.topics for one in table.topics)


def _fits(unit: str, table: Table, rows: Sequence[Row]) -> bool:
    own = {one for row in rows for one in row.units}
    return unit in (own or table.units)


def _row_sums(talk: Talk, table: Table, rows: Sequence[tuple[Table, Row]]) -> tuple[str, ...]:
    """The readings of the rows: those named, summed; without any, those of the heads, each alone and all together."""
    if rows:
        return _summed([row.sums for _table, row in rows])
    heads = tuple(dict.fromkeys(_heads(talk, table)))
    alone = tuple(sum_ for _table, row in heads for sum_ in row.sums)
    together = _summed([row.sums[:1] for _table, row in heads]) if len(heads) > 1 else ()
    return (*alone, *together)


def _column_sums(table: Table, rows: Sequence[tuple[Table, Row]], label: Label, talk: Talk) -> tuple[str, ...]:
    if label.columns:
        return _summed([column.ids for _table, column in label.columns])
    own = tuple(dict.fromkeys(id for _table, row in rows for id in row.column))
    is_head = any(row.head for _table, row in rows)
    inherited = talk.column[1].ids if talk.column and talk.column[0] is table and table.default and not is_head else ()
    return (*(own or table.default), *inherited)


def _heads(talk: Talk, table: Table) -> tuple[tuple[Table, Row], ...]:
    return tuple(one for one in talk.heads if one[0] is table)


def _summed(readings: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Every choice of one reading each, as a sum."""
    return tuple(_SUM.join(choice) for choice in product(*readings))


@lru_cache(maxsize=512)
def _places(table: Table, rows: tuple[str, ...], columns: tuple[str, ...]) -> tuple[str, ...]:
    sums = (
        [table.place.format(row=one, column=other) for one in row.split(_SUM) for other in column.split(_SUM)]
        for row, column in product(rows, columns)
    )
    return tuple(dict.fromkeys(_SUM.join(dict.fromkeys(one)) for one in sums))


def _rule(rows: Sequence[tuple[Table, Row]]) -> str:
    return rows[-1][1].rule if rows else ""


def _is_sure(label: Label, rows: Sequence[tuple[Table, Row]]) -> bool:
    """收到 before a thing of another table may speak of other offices' business: 受理行政复议 3件."""
    is_named = bool(label.columns) or not any(row.unsure for _table, row in rows)
    is_own = {table.id for table, _row in label.rows} <= {table.id for table, _one in (*rows, *label.columns)}
    return is_named and is_own and "unsure" not in label.marks


@lru_cache(maxsize=1)
def patterns() -> dict[str, re.Pattern[str]]:
    """The words that turn a talk, each kind as one pattern: elsewhen, aside, breaks."""
    words = vocabulary().words
    kinds = {"elsewhen": words.elsewhen, "aside": words.aside, "breaks": words.breaks}
    return {kind: any_of(ones) for kind, ones in kinds.items()}


@lru_cache(maxsize=512)
def topics_in(text: str, *, kept: bool = False) -> frozenset[str]:
    """The topics that a text names; `kept`: as a figure that is not understood must name them."""
    if not _any_topic().search(text):
        return frozenset()
    return frozenset(id for id, known, held in _topics() if (held if kept else known).search(text))


@lru_cache(maxsize=1)
def _any_topic() -> re.Pattern[str]:
    """What finds a word of any topic: most clauses have none."""
    return any_of(word for one in vocabulary().topics for word in (*one.words, *one.kept))


@lru_cache(maxsize=1)
def _topics() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Of each topic the words, and those by which it is kept."""
    return tuple((one.id, any_of(one.words), any_of(one.kept)) for one in vocabulary().topics)
