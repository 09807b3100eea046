"""A picture as a part, in the middle of the text above its caption, which stays on its page."""

from dataclasses import dataclass

from app.blocks import Paragraph, Picture
from app.layout import Layout
from app.typeset import twips
from ui.paper.letters import Letter, Piece, broken, letters
from ui.paper.page import Box, Measure, Placed
from ui.paper.part import Drawn, Part, Text, points, text_height, text_left, text_width


def picture_part(block: Paragraph, shown: Picture, nth: int, layout: Layout, measure: Measure) -> Part:
    """The picture of a paragraph with the paragraph's text below: never torn, never larger than the text of a page."""
    text = _caption(block, nth, layout)
    lines = broken(letters([Piece(block.text, layout.faces.body)], measure), text.width) if block.text else []
    size = _fitted(shown, text.width, text_height(layout) - len(lines) * text.pitch)
    setting = _Setting(shown, size, text, lines)
    return Part(heights=(size[1], *[text.pitch] * len(lines)), draw=setting.draw)


@dataclass(frozen=True, slots=True)
class _Setting:
    """A picture being set: how large it is, and the lines of its caption."""

    shown: Picture
    size: tuple[float, float]
    text: Text
    lines: list[list[Letter]]

    def draw(self, start: int, end: int, top: float) -> Drawn:
        """All of it: it has no joints."""
        width, height = self.size
        left = self.text.left + (self.text.width - width) / 2
        caption = self.text.draw(self.lines, start, end - 1, top + height)
        boxes = (Box(left, top, width, height, address=self.text.address, nth=self.text.nth),)
        placed = Placed(left, top, width, height, self.shown)
        return Drawn(caption.lines, (*caption.boxes, *(boxes if self.text.address else ())), (placed,))


def _caption(block: Paragraph, nth: int, layout: Layout) -> Text:
    return Text(
        left=text_left(layout),
        width=text_width(layout),
        pitch=points(layout.lines.pitch),
        points=layout.faces.body.points,
        side="center",
        address=block.address,
        nth=nth,
    )


def _fitted(shown: Picture, width: float, height: float) -> tuple[float, float]:
    """Width and height of a picture in points, smaller in proportion where there is less room than it asks for."""
    wanted = points(twips(shown.width)), points(twips(shown.height))
    share = min(1.0, width / wanted[0], height / wanted[1])
    return wanted[0] * share, wanted[1] * share
