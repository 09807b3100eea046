"""Headings, paragraphs, title and 落款 as parts, set as the Word file has them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from app.blocks import Heading, Paragraph
from app.layout import Layout
from app.typeset import Place, signature_places, title_lines, title_pitch, twips
from ui.paper.letters import Letter, Piece, Side, broken, letters
from ui.paper.page import Measure
from ui.paper.part import Part, Text, face_of, indent_of, points, text_left, text_width


def heading_part(block: Heading, layout: Layout, measure: Measure, *, on_new_page: bool, space: float) -> Part:
    """A section's heading: never torn, never alone at the foot of a page."""
    pieces = [Piece(block.text, face_of(layout, block.level))]
    text = _body(layout, block.address)
    lines = _set(pieces, text, measure)
    made = replace(_part(text, lines), joints=frozenset(), keeps_next=True)
    return replace(made, on_new_page=on_new_page, space=space, title=block.text)


def paragraph_part(block: Paragraph, nth: int, layout: Layout, measure: Measure, *, is_last: bool) -> Part:
    """The paragraph of a number in a narrative; where 落款 follows, the last one keeps with it."""
    text = replace(_body(layout, block.address), nth=nth, ground=layout.table.highlight if block.is_blank else "")
    pieces = [
        Piece(block.text[: block.lead], face_of(layout, block.level)),
        Piece(block.text[block.lead :], layout.faces.body),
    ]
    lines = _set(pieces, text, measure)
    made = replace(_part(text, lines), keeps_next=is_last)
    is_heading = bool(block.text) and block.lead == len(block.text)
    return replace(made, joints=frozenset(), keeps_next=True) if is_heading else made


def title_part(block: Paragraph, layout: Layout, measure: Measure) -> Part:
    """The title, centred on as many lines as it needs, an empty line above and below."""
    face, pitch = layout.faces.title, points(layout.lines.pitch)
    text = Text(
        left=text_left(layout),
        width=text_width(layout),
        pitch=points(title_pitch(layout)),
        points=face.points,
        side="center",
        address=block.address,
    )
    lines = [
        line
        for words in title_lines(block.text, block.breaks, layout)
        for line in _set([Piece(words, face)], text, measure, is_aired=False)
    ]
    return replace(_part(text, lines), keeps_next=True, space=pitch, after=pitch)


def signature_parts(blocks: Sequence[Paragraph], layout: Layout, measure: Measure) -> Iterator[Part]:
    """落款: who signs and when, each set from the side that is due to it."""
    each = indent_of(layout) / 2
    organization, date = blocks[0], blocks[1] if len(blocks) > 1 else None
    width = points(twips(layout.page.text_width)) / each
    places = signature_places(organization.text, date.text if date else "", width, is_sealed=organization.is_sealed)
    for number, (block, place) in enumerate(zip(blocks, places, strict=False)):
        text = _signed(block, place, each, layout)
        lines = _set([Piece(block.text, layout.faces.body)], text, measure, is_aired=False)
        above = 0 if number else points(layout.lines.pitch)
        yield replace(_part(text, lines), keeps_next=number == 0 and len(blocks) > 1, space=above)


def _signed(block: Paragraph, place: Place, each: float, layout: Layout) -> Text:
    from_side, free = place
    side: Side = "left" if from_side == "left" else "right"
    indent = round(free * each * 20) / 20
    return Text(
        left=text_left(layout) + (indent if side == "left" else 0),
        width=text_width(layout) - indent,
        pitch=points(layout.lines.pitch),
        points=layout.faces.body.points,
        side=side,
        address=block.address,
    )


def _body(layout: Layout, address: str) -> Text:
    return Text(
        left=text_left(layout),
        width=text_width(layout),
        pitch=points(layout.lines.pitch),
        points=layout.faces.body.points,
        indent=indent_of(layout),
        address=address,
    )


def _set(pieces: Sequence[Piece], text: Text, measure: Measure, *, is_aired: bool = True) -> list[list[Letter]]:
    return broken(letters(pieces, measure, is_aired=is_aired), text.width, text.indent)


def _part(text: Text, lines: list[list[Letter]]) -> Part:
    """Lines that may be torn anywhere."""
    return Part(
        heights=(text.pitch,) * len(lines),
        draw=partial(text.draw, lines),
        joints=frozenset(range(1, len(lines))),
    )
