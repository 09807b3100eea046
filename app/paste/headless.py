"""The columns of rows that do not stand below their names: by their number, order and sums, or not at all."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from app.form import Axis, Band, Label
from app.match.fit import sums_hold
from app.match.head import Columns as Ordered
from app.match.head import head_of
from app.match.lines import Line as TextLine
from app.match.words import figure_in
from app.paste import reasons
from app.paste.clip import ClipCell
from app.paste.columns import Columns
from app.paste.lines import Head, Line
from app.paste.names import Names

_FEWEST_PARTS = 2
"""So many rows with so many parts and their sum are no chance."""


def headless_columns(band: Band, lines: Sequence[Line], at: int) -> Columns:
    """All columns of the band where as many stand there, all that are entered, or else those from `at` to the right."""
    start = max(line.said.end for line in lines)
    cells = [cell for line in lines for cell in line.cells if cell.column >= start]
    filled = [cell.column for cell in cells if cell.text]
    if not filled:
        return Columns()
    width = max(cell.end for cell in cells) - start
    placed = _placed(band.column_axis, range(start, start + width), range(min(filled), max(filled) + 1), at)
    if not placed or not _is_borne_out(band.column_axis, lines, placed) or _ends_in_a_sum(lines, placed):
        return Columns(why=reasons.unsure_order())
    leaves = {column: (ClipCell(-1, column, ""), label) for column, label in placed.items()}
    return Columns(leaves, why=reasons.outside())


def ordered_columns(names: Names, band: Band, head: Head) -> Ordered:
    """The columns in the order of the head's words, where they stand nowhere for certain; () where that is open."""
    found = [names.of(cell.text) for cell in head.cells]
    columns = (one for one in found if one and one[0].kind == "column")
    if head.is_lost or not all(found) or any(all(named.band is not band for named in one) for one in columns):
        return ()
    lines = [
        TextLine(tuple(c.text for c in cells), "") for _row, cells in groupby(head.cells, key=lambda cell: cell.row)
    ]
    read = head_of(names.form, band, lines)
    return read.order if read.state == "whole" else ()


def _placed(axis: Axis, there: range, filled: range, at: int) -> dict[int, Label]:
    """The labels by column of the clipboard; blank columns that a merged label leaves in front come off."""
    leaves, entered = axis.leaves, tuple(leaf for leaf in axis.leaves if not leaf.sum)
    if len(there) >= len(leaves):
        widths = (range(start, start + len(leaves)) for start in there[: len(there) - len(leaves) + 1])
        starts = [width.start for width in widths if width.start <= filled.start and filled.stop <= width.stop]
        return dict(zip(range(starts[0], there.stop), leaves, strict=False)) if len(starts) == 1 else {}
    if len(there) == len(entered):
        return dict(zip(there, entered, strict=True))
    return dict(zip(there, leaves[at:], strict=False)) if there.start == filled.start else {}


def _is_borne_out(axis: Axis, lines: Sequence[Line], placed: dict[int, Label]) -> bool:
    """Whether the totals agree with this order of the columns in most rows that say anything about it."""
    held = wrong = 0
    for line in lines:
        texts = {placed[cell.column].id: cell.text for cell in line.cells if cell.column in placed}
        found = sums_hold(axis, axis.leaves, [texts.get(leaf.id, "") for leaf in axis.leaves])
        held += found is True and any(figure_in(text)[0].strip("0") for text in texts.values())
        wrong += found is False
    return not wrong or held > wrong


def _ends_in_a_sum(lines: Sequence[Line], placed: dict[int, Label]) -> bool:
    """Whether the last column adds up the others in every row, but would be entered: then one before it is missing."""
    last = max(placed)
    if placed[last].sum:
        return False
    rows = [[_figure(line, column) for column in sorted(placed)] for line in lines]
    telling = [row for row in rows if sum(figure > 0 for figure in row) > _FEWEST_PARTS]
    return len(telling) >= _FEWEST_PARTS and all(row[-1] == sum(row[:-1]) for row in rows)


def _figure(line: Line, column: int) -> Decimal:
    found = next((figure_in(cell.text)[0] for cell in line.cells if cell.column == column), "")
    return Decimal(found.replace(",", "") or 0)
