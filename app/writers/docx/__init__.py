"""The Word writer: a report's blocks as the bytes of a `.docx`, in the order and with the looks of a layout."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, groupby

from app.blocks import Block, Heading, Paragraph, Table
from app.carrier import Identity
from app.layout import Layout
from app.typeset import is_tall
from app.writers.docx.package import package
from app.writers.docx.picture import picture
from app.writers.docx.table import table
from app.writers.docx.text import Controls, heading, narrative, signature, title

_SIGNATURE = ("organization", "date")


def write_docx(blocks: Sequence[Block], layout: Layout, identity: Identity) -> bytes:
    """The Word file of the blocks that `report.compose` gives."""
    texts = {one.role: one.text for one in blocks if isinstance(one, Paragraph)}
    printed = [one for one in blocks if not isinstance(one, Paragraph) or one.role != "version"]
    xml = "".join(_Printing(layout, Controls(layout.content_controls)).parts(printed))
    pictures = [one.picture for one in printed if isinstance(one, Paragraph) and one.picture]
    return package(xml, texts.get("title", ""), texts.get("version", ""), layout, identity, pictures=pictures)


def _part(block: Block) -> Hashable:
    """What blocks that are printed together have in common: the place, or that they are 落款."""
    if not isinstance(block, Paragraph) or block.picture:
        return id(block)
    return _SIGNATURE if block.role in _SIGNATURE else (block.role, block.address)


@dataclass(slots=True)
class _Printing:
    """One report on its way to XML."""

    layout: Layout
    controls: Controls
    headings: dict[str, str] = field(default_factory=dict)
    pictures: Iterator[int] = field(default_factory=count)

    def parts(self, blocks: Sequence[Block]) -> Iterator[str]:
        parts = [list(part) for _key, part in groupby(blocks, key=_part)]
        firsts = [None, *(part[0] for part in parts), None]
        for part, before, following in zip(parts, firsts, firsts[2:], strict=False):
            yield self.part(part, before, following)

    def part(self, part: Sequence[Block], before: Block | None, following: Block | None) -> str:
        first = part[0]
        if isinstance(first, Heading):
            self.headings[first.address] = first.text
            space = self.layout.table.after if isinstance(before, Table) else 0
            is_attached = isinstance(before, Paragraph) and before.role in _SIGNATURE
            is_new_page = is_attached or (isinstance(following, Table) and is_tall(following, self.layout))
            return heading(first, on_new_page=is_new_page, space=space)
        if isinstance(first, Table):
            xml = table(first, self.layout, self.controls, self.headings.get(first.address, ""))
            return xml if following else xml + "<w:p/>"
        return self.paragraphs([one for one in part if isinstance(one, Paragraph)], following)

    def paragraphs(self, part: Sequence[Paragraph], following: Block | None) -> str:
        first = part[0]
        if first.picture:
            return picture(first, next(self.pictures))
        if first.role == "title":
            return title(first, self.layout)
        if first.role in _SIGNATURE:
            return signature(first, part[1] if len(part) > 1 else None, self.layout)
        is_last = isinstance(following, Paragraph) and following.role in _SIGNATURE
        return narrative(part, self.layout, self.controls, self.headings.get(first.address, ""), is_last=is_last)
