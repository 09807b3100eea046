"""Pages as data: where every character, line, ground and picture stands, in points from the paper's upper left."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.blocks import Picture
from app.form import Address
from app.layout import Face


@dataclass(frozen=True, slots=True)
class Type:
    """What a character is set in: a face in a size, in its Latin font or its Chinese one."""

    face: Face
    points: float
    is_latin: bool = False


Place = tuple[Address, int]
"""What can be gone to: an address, and of a text with several paragraphs the number of one, from 0."""

Measure = Callable[[str, Type], Sequence[float]]
"""How wide the characters of a text are in points, without any space between them."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one type on a line; `starts` says of each where it begins."""

    text: str
    type: Type
    starts: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text: its upper edge, height and baseline, from where to where it reaches; "" has no address.

    `is_text` is False for what is printed on every page: its number, the mark of a copy, a repeated head. `is_first`
    is True for the first line of a paragraph or cell.
    """

    top: float
    height: float
    baseline: float
    left: float
    right: float
    runs: tuple[Run, ...]
    address: Address = ""
    is_text: bool = True
    is_first: bool = True

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(run.text for run in self.runs)

    @property
    def starts(self) -> tuple[float, ...]:
        """Where each of its characters begins, and where the last one ends."""
        return (*(start for run in self.runs for start in run.starts), self.right)


@dataclass(frozen=True, slots=True)
class Box:
    """An area of the page: a cell with its border, or the ground of a paragraph; a click on it goes to its address."""

    left: float
    top: float
    width: float
    height: float
    fill: str = ""
    border: float = 0
    address: Address = ""
    nth: int = 0

    @property
    def place(self) -> Place:
        """Where a click on it leads."""
        return self.address, self.nth

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies within."""
        return self.left <= x <= self.left + self.width and self.top <= y <= self.top + self.height


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture where it stands, as large as it is printed."""

    left: float
    top: float
    width: float
    height: float
    picture: Picture


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A heading that the outline of a file leads to."""

    text: str
    page: int
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of paper, numbered from 1; boxes and pictures lie below lines.

    Lines stand in the order in which they are read.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    boxes: tuple[Box, ...] = ()
    pictures: tuple[Placed, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()

    @property
    def text(self) -> str:
        """What is read on the page, line by line, without number, mark and repeated heads."""
        return "\n".join(line.text for line in self.lines if line.is_text)
