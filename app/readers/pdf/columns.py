"""Pages printed in two columns of text: where the gutter is, so that lines are not read across it."""

from collections.abc import Sequence

from app.readers.pdf.lines import Line, is_wide, lines_of
from app.readers.pdf.shapes import Glyph, Sheet

_MIDDLE = (0.35, 0.65)
_STEP = 4.0
_MOST_PLACES = 500
"""Where a gutter is looked for, however wide a page says that it is."""
_WIDTH = 8.0
_LINES = 6
"""So many full lines of Chinese text on each side: the words and the numbers of a table are no columns of text."""
_CHINESE = 0.6
_SHARE = 0.4


def gutter(sheet: Sheet) -> float | None:
    """Where the gutter of a page stands; None where its lines go over the whole width."""
    glyphs = [glyph for glyph in sheet.glyphs if not glyph.is_blank]
    first, last = (sheet.width * share for share in _MIDDLE)
    step = max(_STEP, (last - first) / _MOST_PLACES)
    free = [x for n in range(int(first / step), int(last / step)) if not _crossing(glyphs, x := n * step)]
    if not free or any(one.is_level and one.start < free[0] < one.end for one in sheet.strokes):
        return None
    middle = free[len(free) // 2]
    sides = ([one for one in glyphs if one.x1 <= middle], [one for one in glyphs if one.x0 >= middle])
    return middle if all(map(_is_text, sides)) else None


def in_columns(glyphs: Sequence[Glyph], middle: float | None) -> list[Line]:
    """The lines of a page: those of the left column, then those of the right one."""
    if middle is None:
        return lines_of(glyphs)
    return [
        *lines_of(one for one in glyphs if one.across < middle),
        *lines_of(one for one in glyphs if one.across >= middle),
    ]


def _crossing(glyphs: Sequence[Glyph], x: float) -> bool:
    return any(glyph.x0 < x + _WIDTH / 2 and x - _WIDTH / 2 < glyph.x1 for glyph in glyphs)


def _is_text(glyphs: Sequence[Glyph]) -> bool:
    """Whether glyphs are lines of Chinese text, most of them as long as the longest."""
    lines = lines_of(glyphs)
    chinese = sum(is_wide(glyph.text[-1]) for glyph in glyphs)
    if len(lines) < _LINES or chinese < _CHINESE * len(glyphs):
        return False
    right = max(line.x1 for line in lines)
    full = sum(right - line.x1 < 2 * line.size and not line.has_columns for line in lines)
    return full >= max(_LINES, _SHARE * len(lines))
