"""Rows of numbers that no lines rule: the numbers that stand under one another make columns, a gap is a blank cell.

Where every number of a group of rows falls into one column of its own; elsewhere the lines stay lines, and of those
with fewer numbers than others, so that nobody knows which are blank, each number is marked as a doubt.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.readers.pdf.lines import WIDE, Line
from app.readers.pdf.ruled import PADDING, Cell, Ruled
from app.readers.pdf.shapes import Glyph

_NUMERIC = frozenset("0123456789.,+-")
_APART = 0.25
_COLUMN = 0.7
"""Ems: glyphs nearer than the first are one number; words nearer than the second stand in one column."""
_DOUBT = "？"
"""Stands behind a number that may be a part of one, or of another column: nobody takes it for a number then."""
_PROSE = 25
"""Ems: a line without numbers as wide as this is a line of text."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line with what stands before its numbers, and the numbers."""

    line: Line
    label: tuple[Glyph, ...]
    numbers: tuple[Line, ...]


@dataclass(slots=True)
class _Group:
    """Rows under one head; the head's words by the places they take."""

    head: list[Line] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)


def with_rows(lines: Sequence[Line], page: int) -> Iterator[Line | Ruled]:
    """The lines of a page, those that are certain to be rows of numbers as rows with a cell for each column."""
    rows = {id(row.line): table for group in _groups(lines) for row, table in _tables(group, page)}
    yield from (rows.get(id(line), line) for line in lines)


def _groups(lines: Iterable[Line]) -> Iterator[_Group]:
    group = _Group()
    for line in lines:
        row = _row(line)
        if row is not None:
            group.rows.append(row)
            continue
        words = list(_pieces(line.seen, _COLUMN))
        is_prose = any(word.x1 - word.x0 > _PROSE * line.size for word in words)
        zone = min((number.x0 for one in group.rows for number in one.numbers), default=None)
        if is_prose or (zone is not None and any(word.x1 > zone for word in words)):
            yield group
            group = _Group()
        if not is_prose:
            group.head += words
    yield group


def _row(line: Line) -> _Row | None:
    """A line that ends in numbers apart from its words."""
    first = len(line.seen)
    while first and line.seen[first - 1].text in _NUMERIC:
        first -= 1
    numbers = tuple(_pieces(line.seen[first:], _APART)) if first < len(line.seen) else ()
    if not numbers or not any(char.isdigit() for number in numbers for char in number.text):
        return None
    is_row = line.has_columns or len(numbers) > 1 or not first
    return _Row(line, line.seen[:first], numbers) if is_row else None


def _pieces(glyphs: Sequence[Glyph], gap: float) -> Iterator[Line]:
    """Glyphs from left to right, parted where they are so many ems apart."""
    piece: list[Glyph] = []
    for glyph in glyphs:
        if piece and glyph.x0 - piece[-1].x1 > gap * glyph.size:
            yield Line(tuple(piece))
            piece = []
        piece.append(glyph)
    if piece:
        yield Line(tuple(piece))


def _tables(group: _Group, page: int) -> Iterator[tuple[_Row, Ruled]]:
    """Each row as a table of its own: between two may stand a label's other lines."""
    most = max((len(row.numbers) for row in group.rows), default=0)
    columns = _columns(group)
    if most + len(group.rows) <= 2 or len(columns) == 1:  # one number a line leaves nothing open
        return
    labels = {id(row): [piece.text for piece in _pieces(row.label, WIDE)] for row in group.rows}
    wide = max(len(texts) for texts in labels.values())
    xs = tuple(float(x) for x in range(wide + max(len(columns), most) + 1))
    doubt = _DOUBT if not columns or _may_be_broken(group, columns) else ""
    for row in group.rows:
        if columns or len(row.numbers) < most:
            numbers = _number_cells(row, columns or [(one.x0, one.x1) for one in row.numbers], wide, doubt)
            cells = (*_label_cells(labels[id(row)], wide), *numbers)
            yield row, Ruled(xs, cells, (page,), row.line.level, is_ruled=False)


def _may_be_broken(group: _Group, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a line without words holds nothing but what stands under numbers that had no room for more.

    Numbers of the group may be broken then, and nobody can say which.
    """
    middles = [(start + end) / 2 for start, end in columns]
    room = min(right - left for left, right in pairwise(middles)) - PADDING
    return any(_is_tail(lower, upper, room) for upper, lower in pairwise(group.rows) if not lower.label)


def _is_tail(row: _Row, above: _Row, room: float) -> bool:
    full = [number for number in above.numbers if number.x1 - number.x0 + number.size / 2 > room]
    return all(any(number.x0 < one.x1 and one.x0 < number.x1 for one in full) for number in row.numbers)


def _label_cells(texts: Sequence[str], wide: int) -> Iterator[Cell]:
    for column, text in enumerate(texts):
        yield Cell(0, column, 1, wide - column if column == len(texts) - 1 else 1, text)


def _number_cells(row: _Row, columns: Sequence[tuple[float, float]], wide: int, doubt: str) -> Iterator[Cell]:
    for column, (start, end) in enumerate(columns):
        text = next((number.text + doubt for number in row.numbers if number.x0 < end and start < number.x1), "")
        yield Cell(0, wide + column, 1, 1, text)


def _columns(group: _Group) -> list[tuple[float, float]]:
    """Where the columns of numbers stand; none where two numbers of a row fall into one.

    A column without any number is known by its head.
    """
    columns = _merged([(number.x0, number.x1) for row in group.rows for number in row.numbers])
    for row in group.rows:
        if any(sum(number.x0 < end and start < number.x1 for number in row.numbers) > 1 for start, end in columns):
            return []
    label_end = max((row.label[-1].x1 for row in group.rows if row.label), default=0.0)
    heads = [(word.x0, word.x1) for word in group.head if word.x0 > label_end]
    free = [head for head in heads if all(head[1] <= start or end <= head[0] for start, end in columns)]
    return sorted([*columns, *_merged(free)])


def _merged(places: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Places that overlap as one."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(places):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
