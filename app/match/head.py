"""The head of a table: which column each value cell of the rows below belongs to, by the labels and not by position."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from app.form import Axis, Band, Form, Label
from app.match.lexicon import find
from app.match.lines import Line
from app.match.words import words

HeadState = Literal["whole", "partial", "missing", "odd"]
"""Whole: every column of the law is named; partial: some are, in the law's order; odd: in another that is not clear."""

Columns = tuple[Label | None, ...]
"""One for each value cell; None for a column that the law does not have."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says: the columns in its own order where that is certain, the law's own, misprinted labels."""

    state: HeadState
    order: Columns
    law: Columns
    misprints: tuple[tuple[str, Label], ...] = ()

    @property
    def options(self) -> tuple[Columns, ...]:
        """The columns that rows may have, the likeliest first; none where nothing is certain."""
        if self.state == "odd":
            return ()
        if self.state == "whole":
            own = tuple(column for column in self.order if column is not None)
            return (self.order,) if own == self.order else (self.order, own)
        return (self.law, self.order) if self.order and len(self.order) != len(self.law) else (self.law,)


@dataclass(frozen=True, slots=True)
class _Token:
    """One cell of a head: its line, its text, the columns that it may name; none for a word that the law lacks."""

    line: int
    text: str
    labels: tuple[Label, ...]
    is_near: bool = False

    @property
    def key(self) -> str:
        return _key(self.labels[0]) if self.labels else ""


def head_of(form: Form, band: Band, lines: Sequence[Line]) -> Head:
    """What the lines above the rows of a band say of their columns."""
    tokens = [token for number, line in enumerate(lines) for token in _tokens(form, band, number, line)]
    known = [token for token in tokens if token.labels]
    axis = band.column_axis
    law: Columns = axis.leaves
    misprints = tuple((token.text, token.labels[0]) for token in known if token.is_near)
    if not known:
        return Head("missing", (), law)
    order = _order(axis, tokens)
    named = [column for column in order if column is not None]
    if len(named) == len(set(map(id, named))) == len(law):
        return Head("whole", order, law, misprints)
    state: HeadState = "partial" if _is_lawful(axis, known) else "odd"
    return Head(state, order if state == "partial" else (), law, misprints)


def _tokens(form: Form, band: Band, number: int, line: Line) -> Iterable[_Token]:
    for index in line.filled:
        text = line.cells[index]
        hits = find(form, text)
        columns = [hit for hit in hits if hit.term.kind == "column" and hit.term.band is band]
        labels = tuple(hit.term.label for hit in columns if hit.term.label is not None)
        if labels or not hits:
            yield _Token(number, text, labels, any(hit.how == "near" for hit in columns))


def _order(axis: Axis, tokens: Sequence[_Token]) -> Columns:
    """The leaf columns as the head orders them; () where its words leave that open."""
    known = [token for token in tokens if token.labels]
    if [token.key for token in known] in _lawful_orders(axis):
        return _with_extra(axis, tokens, axis.leaves)
    if not _has_own_words(axis):
        return ()
    places = {token.labels[0].id: place for place, token in enumerate(known)}
    leaves = [token.labels[0] for token in known if axis.is_leaf(token.labels[0])]
    if not _is_settled(axis, known, leaves):
        return ()
    ordered = sorted(leaves, key=lambda leaf: _path(axis, leaf, places))
    return _with_extra(axis, tokens, tuple(ordered))


def _with_extra(axis: Axis, tokens: Sequence[_Token], leaves: tuple[Label, ...]) -> Columns:
    """The leaves with the head's own further columns among them, where all stand in one line."""
    rows = {token.line for token in tokens if token.labels and axis.is_leaf(token.labels[0])}
    line = [token for token in tokens if token.line in rows]
    first = next((place for place, token in enumerate(line) if token.labels), 0)
    line = [token for token in line[first:] if not token.labels or axis.is_leaf(token.labels[0])]
    if len(rows) != 1 or all(token.labels for token in line):
        return leaves
    remaining = iter(leaves)
    return tuple(next(remaining) if token.labels else None for token in line)


def _is_settled(axis: Axis, known: Sequence[_Token], leaves: Sequence[Label]) -> bool:
    """Whether each leaf's place is clear: all on one line, or every group that parts them named, and none empty."""
    names = {token.labels[0].id for token in known}
    groups = [token.labels[0] for token in known if not axis.is_leaf(token.labels[0])]
    if any(not any(group.contains(leaf) for leaf in leaves) for group in groups):
        return False
    if len({token.line for token in known if axis.is_leaf(token.labels[0])}) == 1:
        return True
    parting = {
        parent.id
        for leaf in leaves
        for parent in axis.parents(leaf)
        if not all(parent.contains(other) for other in leaves)
    }
    return parting <= names


def _path(axis: Axis, leaf: Label, places: dict[str, int]) -> tuple[int, ...]:
    """Where a leaf stands: the place of each group above it that is named, then its own."""
    return tuple(places[label.id] for label in (*axis.parents(leaf), leaf) if label.id in places)


def _is_lawful(axis: Axis, known: Sequence[_Token]) -> bool:
    """Whether the labels, as far as they are there, follow one another as in the law.

    Where no two leaves share their words the groups are left aside: a merged label may stand a line higher or lower.
    """
    orders = _lawful_orders(axis)
    if _has_own_words(axis):
        leaves = {_key(leaf) for leaf in axis.leaves}
        known = [token for token in known if token.key in leaves]
        orders = tuple([key for key in order if key in leaves] for order in orders)
    return any(_is_within([token.key for token in known], order) for order in orders)


def _has_own_words(axis: Axis) -> bool:
    return len({_key(leaf) for leaf in axis.leaves}) == len(axis.leaves)


def _is_within(keys: Sequence[str], order: Iterable[str]) -> bool:
    remaining = iter(order)
    return all(key in remaining for key in keys)


def _lawful_orders(axis: Axis) -> tuple[list[str], ...]:
    """The labels as a head prints them: line by line, with all leaves in the last, group by group, or leaves alone."""
    by_line = sorted(axis.labels, key=lambda label: label.level)
    leaves_last = [*(label for label in by_line if not axis.is_leaf(label)), *axis.leaves]
    return tuple([_key(label) for label in labels] for labels in (by_line, leaves_last, axis.labels, axis.leaves))


def _key(label: Label) -> str:
    return words(label.label).text
