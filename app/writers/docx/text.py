"""The XML of paragraphs: styles by role and level, run-in headings, title, 落款, content controls."""

from collections.abc import Sequence
from html import escape
from itertools import count

from app.blocks import Heading, Paragraph
from app.carrier import alias, bookmark, tag
from app.layout import Layout
from app.typeset import TWIPS_PER_POINT, character, signature_places, title_lines, twips

HINT = '<w:rFonts w:hint="eastAsia"/>'
"""Quotes, dashes and dots stand in both alphabets: this asks for the Chinese font."""


class Controls:
    """Content controls and bookmarks, numbered as they come; none where the layout wants none.

    Controls stand inside paragraphs only, and none is of plain text: of one around a whole paragraph, and of one of
    plain text that holds Chinese, LibreOffice 7.4 doubles the text when it saves the file. A narrative is thus as many
    controls of one tag as it has paragraphs.
    """

    def __init__(self, wanted: bool) -> None:
        self._wanted = wanted
        self._controls, self._bookmarks = count(1), count(1)

    def control(self, address: str, words: str, runs: str) -> str:
        """Runs as the control of a place."""
        if not self._wanted or not address:
            return runs
        name = f'<w:alias w:val="{escape(alias(words))}"/>' if words else ""
        return (
            f'<w:sdt><w:sdtPr>{name}<w:tag w:val="{escape(tag(address))}"/><w:id w:val="{next(self._controls)}"/>'
            f'<w15:appearance w15:val="hidden"/></w:sdtPr><w:sdtContent>{runs}</w:sdtContent></w:sdt>'
        )

    def bookmarked(self, address: str, content: str) -> str:
        """Runs or paragraphs between the two ends of the place's bookmark."""
        if not self._wanted or not address:
            return content
        number = next(self._bookmarks)
        start = f'<w:bookmarkStart w:id="{number}" w:name="{bookmark(address)}"/>'
        return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def run(text: str, properties: str = "") -> str:
    """One run of text; a tab is Word's own."""
    pieces = (f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>' for piece in text.split("\t"))
    return f"<w:r><w:rPr>{properties}</w:rPr>{'<w:tab/>'.join(pieces)}</w:r>"


def heading(block: Heading, *, on_new_page: bool, space: int) -> str:
    """A section's heading, on a new page where its table is tall; `space` in points lies above it otherwise."""
    above = f'<w:spacing w:before="{space * TWIPS_PER_POINT}"/>' if space else ""
    return paragraph(f"Heading{block.level}", run(block.text, HINT), "<w:pageBreakBefore/>" if on_new_page else above)


def paragraph(style: str, runs: str, properties: str = "") -> str:
    """A paragraph of a named style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def narrative(blocks: Sequence[Paragraph], layout: Layout, controls: Controls, words: str, *, is_last: bool) -> str:
    """The paragraphs of a narrative, whose section is called `words`.

    Where 落款 follows, the last one keeps with it: a page with nothing but a signature is no page.
    """
    xml = ""
    for block in blocks:
        style, runs = _styled(block)
        properties = "<w:keepNext/>" if is_last and block is blocks[-1] else ""
        if block.is_blank:
            properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{layout.table.highlight}"/>'
        xml += paragraph(style, controls.control(block.address, words, runs), properties)
    return controls.bookmarked(blocks[0].address, xml)


def _styled(block: Paragraph) -> tuple[str, str]:
    """Style and runs of a paragraph: a heading of its level, text with a run-in heading, or plain text."""
    if not block.text:
        return "BodyText", "<w:r/>"
    if block.lead == len(block.text):
        return f"Heading{block.level}", run(block.text, HINT)
    lead = run(block.text[: block.lead], f'<w:rStyle w:val="Heading{block.level}Char"/>{HINT}') if block.lead else ""
    return "BodyText", lead + run(block.text[block.lead :], HINT)


def title(block: Paragraph, layout: Layout) -> str:
    """The title, centred, on as many lines as it needs."""
    lines = (run(line, HINT) for line in title_lines(block.text, block.breaks, layout))
    return paragraph("Title", "<w:r><w:br/></w:r>".join(lines))


def signature(organization: Paragraph, date: Paragraph | None, layout: Layout) -> str:
    """落款 by GB/T 9704-2012, 7.3.5: who signs and when, set by whether a seal will stand over them."""
    each = indent_of(layout) / 2
    width, day = twips(layout.page.text_width) / each, date.text if date else ""
    places = signature_places(organization.text, day, width, is_sealed=organization.is_sealed)
    lines = (("Signature", organization), ("Date", date))
    return "".join(
        paragraph(style, run(block.text, HINT), f'<w:ind w:{side}="{round(free * each)}"/><w:jc w:val="{side}"/>')
        for (style, block), (side, free) in zip(lines, places, strict=True)
        if block
    )


def indent_of(layout: Layout) -> int:
    """The first-line indent of two characters, in twips."""
    return round(2 * character(layout))
