"""Lines to paragraphs: where one ends is told by its short last line, the indent of the next, a gap, another size."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from app.readers.pdf.lines import Line, joined

_INDENT = 1.2
_SHORT = 1.6
"""Ems: by so much a first line is indented, or a last line ends before the margin."""
_OTHER_SIZE = 0.15
_GAP = 1.45
"""Times the usual distance of lines: a gap between paragraphs."""
_SHARE = 0.12
"""Of the lines: so many begin at the left margin at least."""
_FEW = 0.05
_FILLED = 0.8
_WIDEST_LEADING = 2.5
_FIRST_WORD = re.compile(r"([\x21-\x7e]*)(.?[，。、；：？！）》」』】〉”’％…]*)")
_NUMBERED = re.compile(r"[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d)")
_STOPS = tuple("。；：！？!?;:")


@dataclass(frozen=True, slots=True)
class Margins:
    """Where lines begin and end on pages of one width, and how far they stand apart."""

    left: float
    right: float
    leading: float
    has_indents: bool = True


@dataclass(slots=True)
class Text:
    """A paragraph on its way: its text, the page where it begins, its last line and that line's page."""

    text: str
    page: int
    last: Line
    last_page: int
    is_row: bool = False
    lines: int = field(default=1)


def margins(pages: Iterable[Sequence[Line]], least: float) -> Margins:
    """The margins of pages of one width; the right one is not before `least`, however short all lines are."""
    whole = list(pages)
    lines = [line for page in whole for line in page if not line.has_columns]
    if not lines:
        return Margins(0.0, 0.0, 0.0)
    begins = Counter(round(line.x0 / 2) for line in lines)
    most = max(begins.values())
    left = 2.0 * min(place for place, count in begins.items() if count >= min(most, _SHARE * len(lines)))
    ends = sorted(line.x1 for line in lines)
    gaps = Counter(round(lower.level - upper.level) for page in whole for upper, lower in pairwise(page))
    indented = sum(_INDENT * line.size < line.x0 - left < 2 * _INDENT * line.size for line in lines)
    leading = gaps.most_common(1)[0][0] if gaps else 0.0
    return Margins(left, max(least, ends[int((len(ends) - 1) * 0.9)]), leading, indented > _FEW * len(lines))


def paragraphs(lines: Iterable[tuple[int, Line, Margins]]) -> Iterator[Text]:
    """The paragraphs of lines in their order, each with its page and its page's margins."""
    held: Text | None = None
    for page, line, edges in lines:
        if held and not _begins(held, line, page, edges):
            held.text = joined(held.text, line.text, is_full=held.last.x1 + held.last.size / 2 > edges.right)
            held.last, held.last_page, held.lines = line, page, held.lines + 1
            continue
        if held:
            yield held
        held = Text(line.text, page, line, page, _is_row(line, edges))
    if held:
        yield held


def _begins(held: Text, line: Line, page: int, edges: Margins) -> bool:
    """Whether a line begins a paragraph of its own."""
    last = held.last
    if held.is_row or _is_row(line, edges) or abs(last.size - line.size) > _OTHER_SIZE * line.size:
        return True
    if line.x0 - edges.left > _INDENT * line.size and not _is_hanging(held, line):
        return True
    if not edges.has_indents and held.text.endswith(_STOPS) and _NUMBERED.match(line.text):
        return True
    usual = max(min(edges.leading, _WIDEST_LEADING * line.size), line.size)
    is_apart = page == held.last_page and line.level - last.level > _GAP * usual
    return is_apart or _is_short(last, line, edges)


def _is_row(line: Line, edges: Margins) -> bool:
    """Whether a line has parts in columns; one filled with glyphs has only a wide blank in its text."""
    inked = sum(glyph.x1 - glyph.x0 for glyph in line.seen)
    return line.has_columns and inked < _FILLED * (edges.right - edges.left)


def _is_hanging(held: Text, line: Line) -> bool:
    """Whether a line goes on in a block that is indented as a whole: its third line, as far in as its second."""
    return held.lines > 1 and abs(held.last.x0 - line.x0) < line.size / 2


def _is_short(last: Line, following: Line, edges: Margins) -> bool:
    """Whether a line ends though the first word of the next had room in it."""
    found = _FIRST_WORD.match(following.text)
    latin, chinese = (len(part) for part in found.groups()) if found else (0, 1)
    ems = latin / 2 + (chinese if chinese > 1 or not latin else 0)
    return last.x1 + (ems + _SHORT - 1.0) * following.size < edges.right
