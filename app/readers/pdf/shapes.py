"""What a page shows, in points from its left upper corner: glyphs, ruling lines, pictures."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

UNREADABLE = "□"
"""Stands for a character that the file draws and does not name."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn character; `turn` counts its quarter turns to the left, `size` is its height in points."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    turn: int = 0

    @property
    def is_blank(self) -> bool:
        """Whether nothing is to be seen of it."""
        return not self.text.strip()

    @property
    def across(self) -> float:
        """Its middle from the left."""
        return (self.x0 + self.x1) / 2

    @property
    def level(self) -> float:
        """Its middle from above."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Stroke:
    """A ruling line, level or upright: `at` is where it stands, `start` and `end` are how far it goes."""

    is_level: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page; `has_picture` says that it shows more than its text and its ruling lines."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    strokes: tuple[Stroke, ...] = ()
    has_picture: bool = False


def upright(sheet: Sheet) -> Sheet:
    """The page turned so that most of its text can be read."""
    counts = [sum(glyph.turn == turn for glyph in sheet.glyphs) for turn in range(4)]
    turn = counts.index(max(counts))
    for _quarter in range(turn):
        sheet = _quarter_turn(sheet)
    return sheet


def read_along(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Glyphs that are all turned alike, set as if they stood upright; others as they are."""
    taken = list(glyphs)
    turns = {glyph.turn for glyph in taken if not glyph.is_blank}
    if len(turns) != 1:
        return taken
    for _quarter in range(turns.pop()):
        taken = [_turned(glyph, 0) for glyph in taken]
    return taken


def _quarter_turn(sheet: Sheet) -> Sheet:
    """The page turned to the right: what ran upwards runs to the right then."""
    glyphs = tuple(_turned(glyph, sheet.height) for glyph in sheet.glyphs)
    strokes = tuple(
        Stroke(False, sheet.height - one.at, one.start, one.end)
        if one.is_level
        else Stroke(True, one.at, sheet.height - one.end, sheet.height - one.start)
        for one in sheet.strokes
    )
    return replace(sheet, width=sheet.height, height=sheet.width, glyphs=glyphs, strokes=strokes)


def _turned(glyph: Glyph, height: float) -> Glyph:
    x0, x1 = height - glyph.bottom, height - glyph.top
    return Glyph(glyph.text, x0, x1, glyph.x0, glyph.x1, glyph.size, (glyph.turn - 1) % 4)


def is_within(sheet_width: float, sheet_height: float, glyph: Glyph) -> bool:
    """Whether a glyph stands on its page; what stands beside it is not printed."""
    inside = 0 <= glyph.across <= sheet_width and 0 <= glyph.level <= sheet_height
    return inside and math.isfinite(glyph.x1 - glyph.x0) and 0 < glyph.size <= sheet_height
