"""Glyphs to lines of text: what is blank because someone typed it, and what is only the setting of the letters."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from app.readers.pdf.shapes import UNREADABLE, Glyph

WIDE = 1.5
"""Ems: a gap as wide as this stands between two columns."""
_LETTER_GAP = 0.25
_WORD_GAP = 0.7
_SET_APART = 0.3
"""Ems: between Latin letters, between Latin and Chinese, between Chinese that is spread over its line."""
_SPREAD = 1 / 2
_WIDEST_SPREAD = 3.0
_SAME_LEVEL = 0.45
_DOUBLED = 0.3
_TORN_NUMBER = re.compile(rf"[\d.,+\-]*{UNREADABLE}[\d.,+\-{UNREADABLE}]*")


@dataclass(frozen=True)
class Line:
    """Glyphs on one level, from left to right."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def seen(self) -> tuple[Glyph, ...]:
        """The glyphs that are no blanks."""
        return tuple(glyph for glyph in self.glyphs if not glyph.is_blank)

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.seen[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.seen[-1].x1

    @cached_property
    def level(self) -> float:
        """Its middle from above."""
        return median(glyph.level for glyph in self.seen)

    @cached_property
    def size(self) -> float:
        """The height of most of its glyphs."""
        return median(glyph.size for glyph in self.seen)

    @cached_property
    def text(self) -> str:
        """What it says; two blanks stand for a gap as wide as between columns."""
        gaps = _gaps(self.glyphs)
        narrow = _letter_spacing(gaps)
        text = self.seen[0].text + "".join(gap.blank(narrow) + gap.after.text for gap in gaps)
        return _TORN_NUMBER.sub(lambda found: UNREADABLE * len(found[0]), text)

    @property
    def has_columns(self) -> bool:
        """Whether parts of it stand far apart."""
        return "  " in self.text


@dataclass(frozen=True, slots=True)
class _Gap:
    """What lies between two glyphs: its width in ems, and whether a blank was typed there."""

    before: Glyph
    after: Glyph
    width: float
    is_typed: bool

    @property
    def wide_sides(self) -> int:
        """How many of its sides are Chinese."""
        return is_wide(self.before.text[-1]) + is_wide(self.after.text[0])

    def blank(self, letter_spacing: float) -> str:
        """The blank that is meant; gaps beside Chinese up to the letter spacing are none, unless one was typed there.

        Between two Chinese signs a typed one is none either: offices spread words so.
        """
        if self.width <= letter_spacing and (self.wide_sides == 2 or (self.wide_sides and not self.is_typed)):
            return ""
        if self.width >= WIDE:
            return "  "
        least = (_LETTER_GAP, _WORD_GAP, _WORD_GAP)[self.wide_sides]
        return " " if self.width >= least or (self.is_typed and self.width > 0) else ""


def is_wide(char: str) -> bool:
    """Whether a character is set in a square of its own: Chinese and its signs."""
    return ord(char) > 0xFF


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The lines that glyphs make, from above; doubled glyphs, printed twice to look bold, count once."""
    taken = sorted(glyphs, key=lambda one: one.level)
    found: list[list[Glyph]] = []
    level = size = 0.0
    for glyph in (one for one in taken if not one.is_blank):
        if found and glyph.level - level <= _SAME_LEVEL * max(size, glyph.size):
            found[-1].append(glyph)
        else:
            found.append([glyph])
            level = glyph.level
        size = glyph.size
    lines = [Line(tuple(_single(line))) for line in found]
    return _with_blanks(lines, [one for one in taken if one.is_blank])


def _with_blanks(lines: list[Line], blanks: Sequence[Glyph]) -> list[Line]:
    """The lines with the blanks that were typed in them; both from above."""
    if not blanks:
        return lines
    taken = [list(line.glyphs) for line in lines]
    place = 0
    for blank in blanks:
        while place + 1 < len(lines) and _nearer(lines[place + 1], lines[place], blank):
            place += 1
        if lines and abs(lines[place].level - blank.level) <= _SAME_LEVEL * blank.size:
            taken[place].append(blank)
    return [Line(tuple(sorted(line, key=lambda glyph: glyph.across))) for line in taken]


def _nearer(one: Line, other: Line, blank: Glyph) -> bool:
    return abs(one.level - blank.level) < abs(other.level - blank.level)


def _single(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """The glyphs from left to right, without those that are printed again over themselves."""
    last: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda one: one.across):
        last = [one for one in last if glyph.across - one.across <= _DOUBLED * glyph.size / 2]
        if not any(_is_again(one, glyph) for one in last):
            last.append(glyph)
            yield glyph


def _is_again(one: Glyph, other: Glyph) -> bool:
    near = _DOUBLED * min(one.x1 - one.x0, other.x1 - other.x0)
    return one.text == other.text and abs(one.across - other.across) <= near


def _gaps(glyphs: Sequence[Glyph]) -> list[_Gap]:
    found: list[_Gap] = []
    seen = [index for index, glyph in enumerate(glyphs) if not glyph.is_blank]
    for first, second in pairwise(seen):
        before, after = glyphs[first], glyphs[second]
        width = (after.x0 - before.x1) / max(before.size, after.size)
        found.append(_Gap(before, after, width, second - first > 1))
    return found


def _letter_spacing(gaps: Sequence[_Gap]) -> float:
    """Up to how many ems a gap between Chinese is only letter spacing: nothing where the line is not spread."""
    between = [gap for gap in gaps if gap.wide_sides == 2]
    apart = [gap.width for gap in between if gap.is_typed or gap.width >= _SET_APART]
    if not apart or len(apart) < _SPREAD * len(between):
        return 0.0
    return median(apart) * 1.6 if median(apart) < _WIDEST_SPREAD else 0.0


def joined(before: str, after: str, *, is_full: bool = True) -> str:
    """Two lines as one text: Latin words stay apart, and numbers too where the line had room for more."""
    if not before or not after or is_wide(before[-1]) or is_wide(after[0]):
        return before + after
    if before[-1].isalpha() and after[0].isalpha():
        return f"{before} {after}"
    return before + after if is_full or not (before[-1].isdigit() and after[0].isdigit()) else f"{before} {after}"
