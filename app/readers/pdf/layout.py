"""The pages of a document put together: text and tables in the order in which they are read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from app.readers.pdf.aligned import with_rows
from app.readers.pdf.chrome import without_chrome
from app.readers.pdf.columns import gutter, in_columns
from app.readers.pdf.lines import Line
from app.readers.pdf.paragraphs import Margins, Text, margins, paragraphs
from app.readers.pdf.ruled import Ruled, ruled_tables
from app.readers.pdf.shapes import Sheet
from app.readers.pdf.spread import is_one_table, put_together

Piece = Text | Ruled | Sheet
"""A paragraph, a table, or a page that is a picture."""

_WIDEST_SHORT = 0.6
"""Of the page's width: a line that ends before is short, whatever the others do."""


def pieces(pages: Sequence[Sheet]) -> Iterator[Piece]:
    """The pieces of a document in their order; of a page in two columns first the left one."""
    tables: dict[int, list[Ruled]] = {}
    lines: dict[int, list[Line]] = {}
    gutters = {page.number: gutter(page) for page in pages}
    for page in pages:
        tables[page.number], rest = ruled_tables(page)
        lines[page.number] = in_columns(rest, gutters[page.number])
    left = without_chrome(lines, pages)
    flow = _joined(_flow(pages, tables, left, gutters))
    edges = _margins(pages, left, gutters)
    for is_line, run in groupby(flow, key=lambda one: isinstance(one[1], Line)):
        if is_line:
            placed = ((page, line) for page, line in run if isinstance(line, Line))
            yield from paragraphs(
                (page.number, line, edges[page.width, _is_right(line.x0, gutters[page.number])])
                for page, line in placed
            )
        else:
            yield from (piece for _page, piece in run if not isinstance(piece, Line))


def _is_right(x: float, middle: float | None) -> bool:
    """Whether a place is in the right column of a page that has two."""
    return middle is not None and x >= middle


def _margins(
    pages: Sequence[Sheet], lines: Mapping[int, Sequence[Line]], gutters: Mapping[int, float | None]
) -> dict[tuple[float, bool], Margins]:
    """The margins of the pages of each width, and of the right columns on them."""
    found: dict[tuple[float, bool], list[list[Line]]] = {}
    for page in pages:
        for is_right in (False, True):
            here = [one for one in lines[page.number] if _is_right(one.x0, gutters[page.number]) is is_right]
            found.setdefault((page.width, is_right), []).append(here)
    has_gutter = any(middle is not None for middle in gutters.values())
    return {key: margins(columns, 0.0 if has_gutter else _WIDEST_SHORT * key[0]) for key, columns in found.items()}


def _flow(
    pages: Sequence[Sheet],
    tables: Mapping[int, Sequence[Ruled]],
    lines: Mapping[int, Sequence[Line]],
    gutters: Mapping[int, float | None],
) -> Iterator[tuple[Sheet, Line | Ruled | Sheet]]:
    """What stands on the pages, from above; a picture is told only where it hides all text."""
    for page in pages:
        middle = gutters[page.number]
        here = [*with_rows(lines[page.number], page.number), *tables[page.number]]
        ordered = sorted(here, key=lambda one: (_is_right(_begin(one), middle), one.level))
        yield from ((page, one) for one in ordered)
        if page.has_picture and not any(not glyph.is_blank for glyph in page.glyphs):
            yield page, page


def _begin(piece: Line | Ruled) -> float:
    return piece.x0 if isinstance(piece, Line) else piece.xs[0]


def _joined(
    flow: Iterable[tuple[Sheet, Line | Ruled | Sheet]],
) -> Iterator[tuple[Sheet, Line | Ruled | Sheet]]:
    """The flow with tables that go on over a page's end as one."""
    held: tuple[Sheet, Ruled] | None = None
    for page, one in flow:
        if held and isinstance(one, Ruled) and held[1].pages[-1] + 1 == page.number and is_one_table(held[1], one):
            held = (held[0], put_together(held[1], one))
            continue
        if held:
            yield held
        held = (page, one) if isinstance(one, Ruled) else None
        if held is None:
            yield page, one
    if held:
        yield held
