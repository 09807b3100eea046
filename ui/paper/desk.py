"""Where pages lie below one another on the screen, at a zoom."""

from dataclasses import dataclass

from ui.paper.page import Box, Page, Place

GAP = 16.0
"""Between pages and around them, in pixels."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Pages one below the other, `scale` pixels a point, in an area that is at least `width` pixels wide."""

    pages: tuple[Page, ...]
    scale: float
    width: float

    @property
    def whole_width(self) -> float:
        """How wide the area is."""
        return max(self.width, max((page.width for page in self.pages), default=0.0) * self.scale + 2 * GAP)

    @property
    def whole_height(self) -> float:
        """How high it is."""
        return self.top_of(len(self.pages))

    def top_of(self, number: int) -> float:
        """Where the page of a number from 0 begins."""
        return GAP + sum(page.height * self.scale + GAP for page in self.pages[:number])

    def left_of(self, number: int) -> float:
        """Where its left edge is."""
        return (self.whole_width - self.pages[number].width * self.scale) / 2

    def page_at(self, y: float) -> int:
        """The number of the page at a height; of the nearest one between two."""
        ends = (self.top_of(number + 1) for number in range(len(self.pages)))
        return next((number for number, end in enumerate(ends) if y < end), len(self.pages) - 1)

    def visible(self, top: float, bottom: float) -> range:
        """The numbers of the pages of which something lies between two heights."""
        return range(self.page_at(top), self.page_at(bottom) + 1)

    def place_at(self, x: float, y: float) -> Place | None:
        """Where a click leads; None where nothing stands."""
        number = self.page_at(y)
        if not self.pages:
            return None
        at = (x - self.left_of(number)) / self.scale, (y - self.top_of(number)) / self.scale
        return next((box.place for box in self.pages[number].boxes if box.address and box.holds(*at)), None)

    def areas(self, place: Place) -> tuple[tuple[int, Box], ...]:
        """All that leads to a place: page numbers with boxes."""
        return tuple(
            (number, box) for number, page in enumerate(self.pages) for box in page.boxes if box.place == place
        )


def words_in(page: Page, box: Box) -> str:
    """What is read in a box."""
    lines = (line for line in page.lines if line.runs and box.holds(line.left + 0.1, line.top + 0.1))
    return "".join(line.text for line in lines)
