"""What is laid on pages one below the other: a paragraph in lines, a table in rows, and how it may be torn."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.form import Address
from app.layout import Face, Layout
from app.typeset import TWIPS_PER_POINT, character, twips
from ui.paper.letters import Letter, Side, runs, width_of
from ui.paper.page import Box, Line, Placed

_BASELINE = 0.86
"""Where Chinese characters stand in the square that they fill."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Lines, boxes and pictures of a piece of a part."""

    lines: tuple[Line, ...] = ()
    boxes: tuple[Box, ...] = ()
    pictures: tuple[Placed, ...] = ()

    def repeated(self) -> "Drawn":
        """The same as what is no text: it was read on an earlier page."""
        lines = tuple(replace(line, is_text=False) for line in self.lines)
        return replace(self, lines=lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A paragraph or table by its units from top to bottom; `draw` gives the units from one to another at a place.

    `joints` are the units before which a page may end; `head` units are repeated on each page; `space` lies above,
    but for the top of a page. `title` is the bookmark that leads here.
    """

    heights: tuple[float, ...]
    draw: Callable[[int, int, float], Drawn]
    joints: frozenset[int] = frozenset()
    space: float = 0
    after: float = 0
    head: int = 0
    keeps_next: bool = False
    on_new_page: bool = False
    title: str = ""

    def first(self) -> int:
        """Up to where the first piece reaches that is never torn."""
        return self.end_of(0)

    def end_of(self, start: int) -> int:
        """Up to where the piece reaches that begins with a unit."""
        return min((joint for joint in self.joints if joint > start), default=len(self.heights))


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """How a paragraph's lines stand: from where to where, to which side, their distance and the size of the type."""

    left: float
    width: float
    pitch: float
    points: float
    side: Side = "both"
    indent: float = 0
    address: Address = ""
    nth: int = 0
    ground: str = ""

    def draw(self, lines: list[list[Letter]], start: int, end: int, top: float) -> Drawn:
        """The lines from one to another; the last one of a paragraph is not stretched, a table's is never."""
        made = tuple(self.line(lines, number, top + (number - start) * self.pitch) for number in range(start, end))
        height = (end - start) * self.pitch
        box = Box(self.left, top, self.width, height, self.ground, address=self.address, nth=self.nth)
        return Drawn(made, (box,) if self.ground or self.address else ())

    def line(self, lines: list[list[Letter]], number: int, top: float) -> Line:
        """One line at a place."""
        indent = 0.0 if number else self.indent
        is_last = number == len(lines) - 1
        side: Side = "left" if self.side == "both" and is_last else self.side
        left, width = self.left + indent, self.width - indent
        set_ = runs(lines[number], left, width, side)
        begins = set_[0].starts[0] if set_ else left
        is_full = self.side == "both" and not is_last
        right = left + width if is_full else begins + width_of(lines[number])
        baseline = top + (self.pitch - self.points) / 2 + _BASELINE * self.points
        return Line(
            top=top,
            height=self.pitch,
            baseline=baseline,
            left=begins,
            right=right,
            runs=set_,
            address=self.address,
            is_first=not number,
        )


def points(length: float) -> float:
    """A length in twips."""
    return length / TWIPS_PER_POINT


def text_left(layout: Layout) -> float:
    """Where the text area begins."""
    return points(twips(layout.page.left))


def text_width(layout: Layout) -> float:
    """How wide it is."""
    return points(twips(layout.page.width) - twips(layout.page.left) - twips(layout.page.right))


def text_height(layout: Layout) -> float:
    """How high it is."""
    return points(twips(layout.page.height) - twips(layout.page.top) - twips(layout.page.bottom))


def indent_of(layout: Layout) -> float:
    """The first-line indent of two characters."""
    return points(round(2 * character(layout)))


def face_of(layout: Layout, level: int) -> Face:
    """The face of a heading of a level; 0 is text."""
    faces = layout.faces
    return {1: faces.heading1, 2: faces.heading2, 3: faces.heading3, 4: faces.heading4}.get(level, faces.body)
