"""Which column of the table each column of the clipboard is, by the names above it and by where they stand."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.form import Axis, Band, Label
from app.match.words import words
from app.paste import reasons
from app.paste.clip import Clip, ClipCell
from app.paste.names import Named, Names, is_total

_Meant = dict[ClipCell, Label | None]
"""The names of columns, and which column each is; None where that is open."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What a head says of a band.

    `leaves` are the columns by where their cells begin; `unclear` the names that may be several columns, or stand
    twice; `groups` those under which no column of its own is named; `strange` those that the table does not have;
    `misprints` what was recognized in spite of one; `why` why a number stands in none, where no name tells it.
    """

    leaves: dict[int, tuple[ClipCell, Label]] = field(default_factory=dict)
    unclear: tuple[ClipCell, ...] = ()
    groups: tuple[ClipCell, ...] = ()
    strange: tuple[ClipCell, ...] = ()
    misprints: tuple[tuple[str, Label], ...] = ()
    why: str = ""

    @property
    def is_silent(self) -> bool:
        """Whether no name of any column stands above."""
        return not (self.leaves or self.unclear or self.groups or self.strange)

    def contains(self, other: "Columns") -> bool:
        """Whether the other head is a piece of this one, its columns at the same places."""
        said = {column: label.id for column, (_head, label) in self.leaves.items()}
        is_clear = not (other.unclear or other.strange or other.why)
        return is_clear and all(said.get(column) == label.id for column, (_head, label) in other.leaves.items())

    def over(self, cell: ClipCell) -> Label | None:
        """The one column above a cell; None where there is none, or several."""
        exact = self.leaves.get(cell.column)
        if exact is not None and exact[0].end >= cell.end:
            return exact[1]
        found = [label for head, label in self.leaves.values() if head.column < cell.end and cell.column < head.end]
        return found[0] if len(found) == 1 else None

    def why_not(self, cell: ClipCell) -> str:
        """Why a number is under no column of the table."""
        kinds = (
            (self.unclear, lambda _label: reasons.unclear_column()),
            (self.groups, reasons.column_group),
            (self.strange, reasons.unknown_column),
        )
        for heads, why in kinds:
            for head in heads:
                if head.column < cell.end and cell.column < head.end:
                    return why(head.text)
        return self.why or reasons.no_column()


@dataclass(frozen=True, slots=True)
class _Token:
    """A cell of the head, and the columns that its words may be."""

    cell: ClipCell
    labels: tuple[Label, ...]
    is_near: bool


def columns_of(names: Names, band: Band, clip: Clip, head: Sequence[ClipCell]) -> Columns:
    """The columns of a band, by the cells of the lines above it."""
    axis = band.column_axis
    tokens = [_token(names, band, cell) for cell in head]
    known = [token for token in tokens if token.labels]
    if not known:
        return Columns(strange=_strange(names, tokens))
    groups = [(t.labels[0], _reach(clip, t.cell), t.cell) for t in known if not axis.is_leaf(t.labels[0])]
    leaves = {t.cell: _meant(axis, t, groups) for t in known if axis.is_leaf(t.labels[0])}
    leaves |= _in_order(axis, leaves)
    leaves |= _other_sum(axis, tokens, leaves)
    odd = _twice(leaves)
    sure = {cell.column: (cell, label) for cell, label in leaves.items() if label is not None and cell not in odd}
    return Columns(
        sure,
        tuple(cell for cell, label in leaves.items() if label is None or cell in odd),
        tuple(cell for _label, reach, cell in groups if not any(column in reach for column in _starts(leaves))),
        tuple(cell for cell in _strange(names, tokens) if cell not in leaves),
        tuple((t.cell.text, label) for t in known if t.is_near and (label := leaves.get(t.cell, t.labels[0]))),
    )


def _token(names: Names, band: Band, cell: ClipCell) -> _Token:
    found = [one for one in names.of(cell.text) if one.kind == "column" and one.band is band]
    labels = tuple(one.label for one in found if one.label is not None)
    return _Token(cell, labels, any(one.how == "near" for one in found))


def _strange(names: Names, tokens: Iterable[_Token]) -> tuple[ClipCell, ...]:
    return tuple(t.cell for t in tokens if not t.labels and not any(_is_frame(one) for one in names.of(t.cell.text)))


def _is_frame(named: Named) -> bool:
    return named.kind in ("corner", "band")


def _reach(clip: Clip, cell: ClipCell) -> range:
    """The columns below a group: what it spans; in plain text, which knows no spans, up to the next name."""
    if cell.column_span > 1:
        return range(cell.column, cell.end)
    following = (other.column for other in clip.line(cell.row) if other.column > cell.column)
    return range(cell.column, next(following, clip.columns))


def _meant(axis: Axis, token: _Token, groups: Sequence[tuple[Label, range, ClipCell]]) -> Label | None:
    """The one column that a name stands for; None where several remain.

    Of columns with the same words it is the one whose groups stand above; a group that is nowhere says nothing.
    """
    fitting: list[tuple[int, Label]] = []
    for label in token.labels:
        ids = {parent.id for parent in axis.parents(label)}
        above = [reach for group, reach, cell in groups if group.id in ids]
        held = [token.cell.column in reach for reach in above]
        if all(held):
            fitting.append((len(held), label))
    most = max((count for count, _label in fitting), default=0)
    best = [label for count, label in fitting if count == most]
    return best[0] if len(best) == 1 else None


def _in_order(axis: Axis, leaves: _Meant) -> _Meant:
    """Names of which some may be several columns, where all of them in their order are those of the law."""
    cells = sorted(leaves, key=lambda cell: cell.column)
    said = [words(cell.text).text for cell in cells]
    is_whole = None in leaves.values() and said == [words(leaf.label).text for leaf in axis.leaves]
    return dict(zip(cells, axis.leaves, strict=True)) if is_whole else {}


def _other_sum(axis: Axis, tokens: Iterable[_Token], leaves: _Meant) -> _Meant:
    """合计 for 总计: another word for the one sum of the table, where that is not named itself."""
    sums = [leaf for leaf in axis.leaves if leaf.sum]
    said = [token.cell for token in tokens if not token.labels and is_total(token.cell.text)]
    return {said[0]: sums[0]} if len(sums) == len(said) == 1 and sums[0] not in leaves.values() else {}


def _twice(leaves: _Meant) -> set[ClipCell]:
    """The names of a column that stands in two places, and those of which two stand in one place."""
    said = {(cell.column, label.id) for cell, label in leaves.items() if label is not None}
    ids, columns = Counter(id for _column, id in said), Counter(column for column, _id in said)
    return {cell for cell, label in leaves.items() if label and (ids[label.id] > 1 or columns[cell.column] > 1)}


def _starts(leaves: Iterable[ClipCell]) -> set[int]:
    return {cell.column for cell in leaves}
