"""Blocks on pages: as many parts as a page holds, none torn where it must not be, heads of tables repeated."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from app.blocks import Block, Heading, Paragraph, Table
from app.form import Address
from app.layout import Face, Layout
from app.typeset import is_tall, twips
from ui.paper.letters import Piece, Side, broken, letters
from ui.paper.page import Bookmark, Box, Line, Measure, Page, Placed
from ui.paper.paragraph import heading_part, paragraph_part, signature_parts, title_part
from ui.paper.part import Drawn, Part, Text, points, text_left, text_width
from ui.paper.picture import picture_part
from ui.paper.table import table_part

_SIGNATURE = ("organization", "date")
_SLACK = 0.05
"""How far rounding may let a line stand out below."""


def pages(blocks: Sequence[Block], layout: Layout, measure: Measure) -> tuple[Page, ...]:
    """The pages of the blocks that `report.compose` gives. At least one."""
    mark = next((one.text for one in blocks if isinstance(one, Paragraph) and one.role == "version"), "")
    laying = _Laying(layout, measure, mark, list(_parts(blocks, layout, measure)))
    return laying.pages()


def _parts(blocks: Sequence[Block], layout: Layout, measure: Measure) -> Iterator[Part]:
    printed = [one for one in blocks if not isinstance(one, Paragraph) or one.role != "version"]
    groups = [list(group) for _key, group in groupby(printed, key=_kind)]
    firsts = [None, *(group[0] for group in groups), None]
    setting = _Setting(layout, measure)
    for group, before, following in zip(groups, firsts, firsts[2:], strict=False):
        yield from setting.parts(group, before, following)


def _kind(block: Block) -> Hashable:
    return _SIGNATURE if _is_signed(block) else id(block)


def _is_signed(block: Block | None) -> bool:
    """Whether it is 落款; what is attached begins behind it, on a page of its own."""
    return isinstance(block, Paragraph) and block.role in _SIGNATURE


@dataclass(slots=True)
class _Setting:
    """Blocks becoming parts; paragraphs are counted by their address."""

    layout: Layout
    measure: Measure
    counted: Counter[Address] = field(default_factory=Counter)

    def parts(self, group: Sequence[Block], before: Block | None, following: Block | None) -> Iterator[Part]:
        block, layout, measure = group[0], self.layout, self.measure
        if isinstance(block, Table):
            yield table_part(block, layout, measure)
        elif isinstance(block, Heading):
            on_new_page = _is_signed(before) or (isinstance(following, Table) and is_tall(following, layout))
            space = layout.table.after if isinstance(before, Table) and not on_new_page else 0
            yield heading_part(block, layout, measure, on_new_page=on_new_page, space=space)
        elif block.role == "title":
            yield title_part(block, layout, measure)
        elif block.role in _SIGNATURE:
            yield from signature_parts([one for one in group if isinstance(one, Paragraph)], layout, measure)
        else:
            yield self.paragraph(block, following)

    def paragraph(self, block: Paragraph, following: Block | None) -> Part:
        nth = self.counted[block.address]
        self.counted[block.address] += 1
        if block.picture:
            return picture_part(block, block.picture, nth, self.layout, self.measure)
        return paragraph_part(block, nth, self.layout, self.measure, is_last=_is_signed(following))


@dataclass(slots=True)
class _Laying:
    """Pages being filled."""

    layout: Layout
    measure: Measure
    mark: str
    parts: list[Part]
    made: list[Page] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    pictures: list[Placed] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)
    y: float = field(init=False)

    def __post_init__(self) -> None:
        self.y = self.top

    @property
    def top(self) -> float:
        return points(twips(self.layout.page.top))

    @property
    def bottom(self) -> float:
        return points(twips(self.layout.page.height) - twips(self.layout.page.bottom))

    @property
    def is_fresh(self) -> bool:
        """Whether nothing stands on the page yet."""
        return not self.lines and not self.boxes and not self.pictures

    def pages(self) -> tuple[Page, ...]:
        for number, part in enumerate(self.parts):
            self.lay(number, part)
        self.turn()
        return tuple(self.made)

    def lay(self, number: int, part: Part) -> None:
        is_first = not self.made and self.is_fresh
        space = 0 if self.is_fresh and not is_first else part.space
        if not self.is_fresh and (part.on_new_page or not self.fits(space + self.needs(number))):
            self.turn()
            space = 0
        self.y += space
        if part.title:
            self.bookmarks.append(Bookmark(part.title, len(self.made) + 1, self.y))
        self.lay_units(part)
        self.y += part.after

    def needs(self, number: int) -> float:
        """How much room must be left for a part to begin: with what it keeps with, if a page can hold that at all."""
        part = self.parts[number]
        least = sum(part.heights[: part.first()])
        if not part.keeps_next or number + 1 == len(self.parts):
            return least
        whole = sum(part.heights) + part.after + self.parts[number + 1].space + self.needs(number + 1)
        return whole if whole <= self.bottom - self.top + _SLACK else least

    def lay_units(self, part: Part) -> None:
        start, here = 0, 0
        while start < len(part.heights):
            end = part.end_of(start)
            if not self.fits(self.y_of(part, here, end) - self.y) and (start > here or not self.is_fresh):
                self.take(part, here, start)
                self.turn()
                here = start
                self.repeat_head(part)
            start = end
        self.take(part, here, len(part.heights))

    def y_of(self, part: Part, start: int, end: int) -> float:
        return self.y + sum(part.heights[start:end])

    def fits(self, height: float) -> bool:
        return self.y + height <= self.bottom + _SLACK

    def repeat_head(self, part: Part) -> None:
        if part.head:
            self.put(part.draw(0, part.head, self.y).repeated())
            self.y += sum(part.heights[: part.head])

    def take(self, part: Part, start: int, end: int) -> None:
        if start < end:
            self.put(part.draw(start, end, self.y))
            self.y = self.y_of(part, start, end)

    def put(self, drawn: Drawn) -> None:
        self.lines += drawn.lines
        self.boxes += drawn.boxes
        self.pictures += drawn.pictures

    def turn(self) -> None:
        """The page is full; the next one begins."""
        number, page = len(self.made) + 1, self.layout.page
        bookmarks = tuple(one for one in self.bookmarks if one.page == number)
        self.made.append(
            Page(
                number=number,
                width=points(twips(page.width)),
                height=points(twips(page.height)),
                lines=(*self.every_page(number), *self.lines),
                boxes=tuple(self.boxes),
                pictures=tuple(self.pictures),
                bookmarks=bookmarks,
            )
        )
        self.lines, self.boxes, self.pictures, self.y = [], [], [], self.top

    def every_page(self, number: int) -> Iterator[Line]:
        """The mark of the copy, and the page's number where the layout wants it."""
        layout = self.layout
        if self.mark:
            yield self.line(self.mark, layout.faces.mark, points(twips(layout.page.header)), "right", 0)
        yield self.number(number)

    def number(self, number: int) -> Line:
        """The page number; the middle of its dash stands as far below the text as the layout says."""
        look, face = self.layout.page_number, self.layout.faces.page_number
        side: Side = "center" if look.place == "center" else ("right" if number % 2 else "left")
        middle = self.bottom + points(twips(look.below))
        free = 0 if side == "center" else look.indent * face.points
        return self.line(look.text.format(page=number), face, middle - face.points / 2, side, free)

    def line(self, text: str, face: Face, top: float, side: Side, free: float) -> Line:
        """One line that is on every page, so far from its side."""
        left = text_left(self.layout) + (free if side == "left" else 0)
        setting = Text(
            left=left, width=text_width(self.layout) - free, pitch=face.points, points=face.points, side=side
        )
        drawn = setting.draw(broken(letters([Piece(text, face)], self.measure), setting.width), 0, 1, top)
        return drawn.repeated().lines[0]
