"""The HTML writer: a report as one page for the portal, or as a piece to be pasted there.

Nothing in it runs and nothing comes from elsewhere. Who hears the page is told of every value what it is.
"""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import count, pairwise

from app.blocks import Block, Heading, Paragraph, Picture, Table
from app.carrier import Identity
from app.layout import Layout
from app.typeset import is_tall
from app.writers.html.look import Look, by_class, by_itself
from app.writers.html.page import page
from app.writers.html.table import Naming, table

_SIGNATURE = ("organization", "date")
_LOWEST = 6
_MM_PER_PIXEL = 25.4 / 96


def write_html(blocks: Sequence[Block], layout: Layout, identity: Identity) -> bytes:
    """The page of the blocks that `report.compose` gives."""
    content = "\n".join(_Setting(layout, by_class, is_page=True).parts(blocks))
    title = next((one.text for one in blocks if isinstance(one, Paragraph) and one.role == "title"), "")
    return page(content, title, layout, identity).encode()


def fragment(blocks: Sequence[Block], layout: Layout) -> str:
    """The same to be pasted into a portal's box: every element carries its own looks, none has a name."""
    look = by_itself(layout.table.shading, layout.table.highlight)
    return "\n".join(_Setting(layout, look, is_page=False).parts(blocks))


@dataclass(slots=True)
class _Setting:
    """One report on its way to HTML."""

    layout: Layout
    look: Look
    is_page: bool
    headings: dict[str, str] = field(default_factory=dict)
    level: int = 0
    tables: Iterator[int] = field(default_factory=lambda: count(1))

    def parts(self, blocks: Sequence[Block]) -> Iterator[str]:
        for block, following in zip(blocks, [*blocks[1:], None], strict=True):
            if isinstance(block, Table):
                yield self.table(block)
            elif isinstance(block, Heading):
                yield self.heading(block, following)
            elif block.role in _SIGNATURE:
                yield self.signature(block, blocks)
            else:
                yield self.paragraph(block)

    def table(self, block: Table) -> str:
        number = next(self.tables)
        title = self.headings.get(block.address, "") or str(number)
        return table(block, title, self.layout, self.look, Naming(f"t{number}" if self.is_page else ""))

    def heading(self, block: Heading, following: Block | None) -> str:
        self.headings[block.address] = block.text
        is_on_new_page = isinstance(following, Table) and is_tall(following, self.layout)
        return self.headed(block.level, escape(block.text), self.look("own") if is_on_new_page else "")

    def headed(self, level: int, text: str, look: str = "") -> str:
        """A heading one step below the one before at most: who leaps from heading to heading misses none."""
        self.level = min(level + 1, self.level + 1, _LOWEST)
        return f"<h{self.level}{look}>{text}</h{self.level}>"

    def paragraph(self, block: Paragraph) -> str:
        if block.role == "title":
            return self.headed(0, self.title(block), self.look("h1"))
        if block.picture is not None:
            return self.figure(block.picture, block.text)
        if block.role == "version":
            return f"<p{self.look('mark')}>{escape(block.text)}</p>"
        if block.level and block.lead == len(block.text):
            return self.headed(block.level, escape(block.text))
        lead, rest = escape(block.text[: block.lead]), escape(block.text[block.lead :])
        first = f"<b{self.look(f'lead{block.level}')}>{lead}</b>" if lead else ""
        return f"<p{self.look('todo' if block.is_blank else 'p')}>{first}{rest}</p>"

    def figure(self, picture: Picture, caption: str) -> str:
        """A picture that the page itself holds, with what it shows in words."""
        content = b64encode(picture.content).decode()
        look, width = self.look("picture"), round(picture.width / _MM_PER_PIXEL)
        image = f'<img src="data:image/png;base64,{content}" alt="{escape(picture.alt)}" width="{width}"{look} />'
        return f"<figure{self.look('figure')}>{image}<figcaption>{escape(caption)}</figcaption></figure>"

    def title(self, block: Paragraph) -> str:
        """The title, broken on a narrow screen where its meaning allows."""
        bounds = (0, *block.breaks, len(block.text))
        pieces = [escape(block.text[start:end]) for start, end in pairwise(bounds)]
        return "".join(f"<span{self.look('piece')}>{piece}</span>" for piece in pieces) if block.breaks else pieces[0]

    def signature(self, block: Paragraph, blocks: Sequence[Block]) -> str:
        """A line of 落款; both stand in one frame, the date beginning further to the right than the name."""
        roles = [one.role for one in blocks if isinstance(one, Paragraph) and one.role in _SIGNATURE]
        is_first, is_last = block.role == roles[0], block.role == roles[-1]
        is_below = not is_first and not block.is_sealed and self.is_page
        line = f"<p{self.look('later' if is_below else block.role)}>{escape(block.text)}</p>"
        if not self.is_page:
            return line
        kind = self.look("sealed" if block.is_sealed else "signature")
        return f"{f'<div{kind}>' if is_first else ''}{line}{'</div>' if is_last else ''}"


__all__ = ["fragment", "write_html"]
