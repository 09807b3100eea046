"""How the blocks of a report are set, whatever they are written to: widths, heights, broken titles, places of 落款.

Lengths are in twentieths of a point, as in the layouts and in Word.
"""

from itertools import accumulate, pairwise
from typing import Literal

from app.blocks import Table, TableCell
from app.layout import Face, Layout
from app.length import ems

TWIPS_PER_POINT = 20
LINE_TO_SIZE = 4 / 3
"""The pitch of lines in a table, by the size of their type."""
_TWIPS_PER_MM = 1440 / 25.4
_WIDE_DIGITS = 1.12  # a substitute font's digits are wider than those of Times New Roman

Place = tuple[Literal["left", "right"], float]
"""The side that a line of 落款 is set from, and the characters left free there."""


def twips(millimetres: float) -> int:
    """A length on paper."""
    return round(millimetres * _TWIPS_PER_MM)


def character(layout: Layout) -> float:
    """How far the characters of the text stand from one another."""
    return layout.faces.body.points * TWIPS_PER_POINT + layout.faces.body.spacing


def title_lines(text: str, breaks: tuple[int, ...], layout: Layout) -> list[str]:
    """The lines of the report's title in a layout."""
    return broken(text, breaks, layout.page.text_width / 25.4 * 72 / layout.faces.title.points)


def title_pitch(layout: Layout) -> int:
    """The distance of the title's lines."""
    return max(layout.lines.pitch, round(layout.faces.title.points * 1.2 * TWIPS_PER_POINT))


def broken(text: str, breaks: tuple[int, ...], width: float) -> list[str]:
    """The lines of a centred title: one if it fits, otherwise broken where its meaning allows, long ones evenly."""
    if ems(text) <= width:
        return [text]
    bounds = (0, *breaks, len(text))
    pieces = [text[start:end] for start, end in pairwise(bounds)]
    return [line for piece in pieces for line in _evenly(piece, width)]


def _evenly(piece: str, width: float) -> list[str]:
    lines, count = [], int(-(-ems(piece) // width))
    while count > 1:
        cut = _cut(piece, ems(piece) / count, width, (count - 1) * width)
        lines.append(piece[:cut])
        piece, count = piece[cut:], count - 1
    return [*lines, piece]


def _cut(piece: str, each: float, width: float, room: float) -> int:
    """Where the first line ends: near `each`, at a sign if there is one near, never within a number."""

    def cost(cut: int) -> float:
        line, rest = piece[:cut], piece[cut:]
        is_sign = line[-1] in "、，） " or rest[0] in "（ "
        is_torn = line[-1].isascii() and rest[0].isascii()
        is_over = ems(line) > width or ems(rest) > room
        return abs(ems(line) - each) + 4 * (not is_sign) + 20 * is_torn + 1000 * is_over

    return min(range(1, len(piece)), key=cost)


def signature_places(organization: str, date: str, width: float, *, is_sealed: bool) -> tuple[Place, Place]:
    """Where the two lines of 落款 stand (GB/T 9704-2012, 7.3.5), in a text so many characters wide."""
    return (_sealed if is_sealed else _unsealed)(ems(organization), ems(date), width)


def _sealed(name: float, day: float, width: float) -> tuple[Place, Place]:
    """The date four characters from the right, the name centred over it."""
    return ("right", max(0, min(4 + (day - name) / 2, width - name))), ("right", 4)


def _unsealed(name: float, day: float, width: float) -> tuple[Place, Place]:
    """The longer line two characters from the right, the date beginning two characters to the right of the name.

    What follows from the other's beginning is set from the left: a font with wider digits then moves no beginning.
    """
    if day > name:
        return ("left", max(0, width - 4 - day)), ("right", 2)
    return ("right", 2), ("left", max(0, width - name))


def is_tall(block: Table, layout: Layout) -> bool:
    """Whether a table is so tall that it begins a page."""
    return 0 < layout.table.own_page_rows <= block.rows


def is_dense(block: Table, layout: Layout) -> bool:
    """Whether a table has so many columns that it is set small."""
    return block.columns >= layout.table.dense_columns


def keeps_with_next(block: Table, row: int, layout: Layout) -> bool:
    """Whether a row stays with the next one: in a low table always, otherwise within heads and groups."""
    if row == block.rows - 1:
        return False
    keep_rows = layout.table.keep_rows
    if block.rows <= keep_rows:
        return True
    return any(
        cell.kind in ("title", "column", "corner") or cell.row + cell.row_span - 1 > row
        for cell in block.cells
        if cell.row <= row < cell.row + cell.row_span <= cell.row + keep_rows
    )


def row_height(block: Table, row: int, layout: Layout) -> int:
    """The least height of a row, in points."""
    if block.row_heights:
        return block.row_heights[row]
    return layout.table.tall_row_height if is_tall(block, layout) else layout.table.row_height


def column_widths(block: Table, layout: Layout) -> list[int]:
    """The widths of the columns: the table's own, or labels as told for their depth and the others alike."""
    whole, depth = twips(layout.page.text_width), label_columns(block)
    if block.widths:
        ends = [whole * end // sum(block.widths) for end in (0, *accumulate(block.widths))]
        return [end - start for start, end in pairwise(ends)]
    labels = [width * TWIPS_PER_POINT for width in layout.table.label_widths.get(str(depth), ())]
    rest = block.columns - len(labels)
    if rest <= 0 or (whole - sum(labels)) / rest < TWIPS_PER_POINT * TWIPS_PER_POINT:
        labels, rest = [], block.columns
    shares = [(whole - sum(labels)) * part // rest for part in range(rest + 1)]
    return [*labels, *(end - start for start, end in pairwise(shares))]


def label_columns(block: Table) -> int:
    """How many columns hold the labels of rows."""
    return max((cell.column + cell.column_span for cell in block.cells if cell.kind == "row"), default=0)


def is_left(cell: TableCell, labels: int) -> bool:
    """Whether a cell's text stands left, as officially: titles of bands, labels of rows that lie in groups."""
    return cell.kind == "title" or (cell.kind in ("row", "corner") and labels > 1)


def fill(cell: TableCell, layout: Layout) -> str:
    """The ground of a cell; "" for the paper's."""
    if cell.kind == "title":
        return layout.table.shading
    return layout.table.highlight if cell.is_blank else ""


def number_face(block: Table, layout: Layout) -> Face:
    """The type of the numbers in a table."""
    return layout.faces.dense if is_dense(block, layout) else layout.faces.table


def fitted(text: str, width: int, face: Face, layout: Layout) -> float:
    """The size in points at which a number stands on one line of a cell: that of its face, or a smaller one."""
    room = (width - 2 * layout.table.margin) / TWIPS_PER_POINT
    return min(face.points, room / max(ems(text) * _WIDE_DIGITS, 0.5))
