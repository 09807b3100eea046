"""Paragraph styles: which are headings of what level, and which number their paragraphs."""

import re
from dataclasses import dataclass

from lxml import etree

from app.readers.docx.names import number, value, w

_LEVELS = 9
_BY_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录|contents)\s*[0-9]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """One style; `outline` is None where it says nothing, `list` and `depth` are its numbering."""

    id: str
    name: str
    base: str
    outline: int | None
    list: str | None
    depth: int | None


class Styles:
    """The styles of a document; none where it has no such part."""

    def __init__(self, root: etree._Element | None) -> None:
        elements = root.iter(w("style")) if root is not None else ()
        self._by_id = {style.id: style for style in map(_style, elements)}

    def chain(self, paragraph: etree._Element) -> list[Style]:
        """The paragraph's style, that on which it is based, and so on."""
        chain: list[Style] = []
        id_ = value(paragraph, "pPr/pStyle")
        while (style := self._by_id.get(id_)) is not None and style not in chain:
            chain.append(style)
            id_ = style.base
        return chain

    def level(self, paragraph: etree._Element) -> int:
        """1 to 9 for a heading, 0 for any other paragraph."""
        own = _outline(paragraph)
        told = [own] if own is not None else []
        for style in self.chain(paragraph):
            named = _BY_NAME.fullmatch(style.name)
            told += [style.outline] if style.outline is not None else [int(named[1]) - 1] if named else []
        return told[0] + 1 if told and 0 <= told[0] < _LEVELS else 0

    def is_contents(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph is a line of a table of contents, which only repeats headings."""
        chain = self.chain(paragraph)
        return bool(chain) and _CONTENTS.fullmatch(chain[0].name) is not None


def _style(element: etree._Element) -> Style:
    listed = element.find(w("pPr/numPr"))
    return Style(
        id=element.get(w("styleId")) or "",
        name=value(element, "name"),
        base=value(element, "basedOn"),
        outline=_outline(element),
        list=None if listed is None else value(listed, "numId") or None,
        depth=None if listed is None or listed.find(w("ilvl")) is None else number(listed, "ilvl"),
    )


def _outline(element: etree._Element) -> int | None:
    """The outline level, from 0; 9 is plain text."""
    found = element.find(w("pPr/outlineLvl"))
    return None if found is None else number(found, default=_LEVELS)
