"""Rows whose numbers have lost their labels, as in the text of a PDF: given back by the order of the law.

Between two rows that have their labels there must be as many rows of numbers as the law has rows there, and the sums
must prove the whole: then each is the row that stands in its place.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from app.form import Axis, Band, Label, Section
from app.match.equations import Figures, equations, figures_of, holds
from app.match.fit import sums_hold
from app.match.lines import Line
from app.match.rows import Found, Row
from app.match.words import figure_in


def in_order(section: Section, found: Found, known: Mapping[str, Figures]) -> tuple[tuple[Line, Row], ...]:
    """The lines of numbers without a label and the rows that they are; `known` are the rows read by their labels."""
    band = section.bands[0] if len(section.bands) == 1 else None
    if band is None or len(band.row_axis.leaves) < 2:
        return ()
    given = list(_given(band, found, known))
    return tuple(given) if given and _is_proved(section, band, [row for _line, row in given], known) else ()


def _given(band: Band, found: Found, known: Mapping[str, Figures]) -> Iterator[tuple[Line, Row]]:
    leaves = band.row_axis.leaves
    items = list(_items(band, found, known))
    anchors = [place for place, item in enumerate(items) if isinstance(item, Row)]
    numbers = [leaves.index(item.label) for item in items if isinstance(item, Row)]
    if not numbers or any(one >= other for one, other in pairwise(numbers)):
        return
    edges = zip([-1, *anchors], [*anchors, len(items)], [-1, *numbers], [*numbers, len(leaves)], strict=True)
    for first, last, above, below in edges:
        lines = [item for item in items[first + 1 : last] if isinstance(item, Line)]
        rows = leaves[above + 1 : below]
        if lines and len(lines) == len(rows):
            yield from ((line, _row(band, row, line, items)) for line, row in zip(lines, rows, strict=True))


def _items(band: Band, found: Found, known: Mapping[str, Figures]) -> Iterator[Row | Line]:
    """The rows that were read, each once, and the lines that are as many numbers as the law has columns."""
    seen: set[str] = set()
    for item in found.items:
        if isinstance(item, Row):
            if item.label.id in known and item.label.id not in seen:
                seen.add(item.label.id)
                yield item
        elif _numbers(item, band.column_axis):
            yield item


def _numbers(line: Line, axis: Axis) -> tuple[str, ...]:
    """The cells of a line that ends with just as many numbers as there are columns; () for any other."""
    count = len(axis.leaves)
    cells = line.cells[-count:]
    before = line.cells[:-count]
    if len(cells) < count or not all(figure_in(cell)[0] and not figure_in(cell)[1] for cell in cells):
        return ()
    return cells if not any(figure_in(cell)[0] for cell in before) else ()


def _row(band: Band, label: Label, line: Line, items: Sequence[Row | Line]) -> Row:
    head = next(item.head for item in items if isinstance(item, Row))
    return Row(band, label, _numbers(line, band.column_axis), None, line.place, "", "exact", head, line)


def _is_proved(section: Section, band: Band, rows: Sequence[Row], known: Mapping[str, Figures]) -> bool:
    """Whether the sums of each row hold, and every sum of columns in which one of them has a part."""
    axis = band.column_axis
    figures = {**known, **{row.label.id: figures_of(row.cells) for row in rows}}
    ids = {row.label.id for row in rows}
    spoken = [equation for equation in equations(section, band) if ids & set(equation.rows)]
    covered = {id for equation in spoken for id in equation.rows}
    by_row = all(sums_hold(axis, axis.leaves, row.cells) is not False for row in rows)
    return by_row and ids <= covered and all(holds(equation, figures) for equation in spoken)
