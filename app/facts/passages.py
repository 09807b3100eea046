"""The passages of a narrative: paragraphs put together again where a file broke them into lines, under their heads.

And the sentences of a passage, each of which is read by itself, and again only when it changes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.outline import outline

_ENDS = "。！？；：:;!?”"
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,2}[.．、])"
)
_SAYING = re.compile(r"[，。；：,;:]")
_SIGN = re.compile("[（(）)。！？!?…]")
_OPEN, _CLOSED = "（(", "）)"
_SHORTEST_LINE, _LONGEST_HEADING = 10, 40


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that belong together, where they begin in the narrative, and the headings above them, outermost first."""

    text: str
    start: int
    heading: str = ""


def passages(text: str) -> Iterator[Passage]:
    """The passages of a text in their order; the heads stand in the heading of those that follow."""
    heads: dict[int, str] = {}
    for lines, start in _joined(text):
        words, level = _heading(lines)
        if words:
            heads = {depth: head for depth, head in heads.items() if depth < level}
        yield Passage(lines, start, " ".join(heads.values()))
        if words:
            heads[level] = words


@lru_cache(maxsize=512)
def sentences(passage: str) -> tuple[tuple[str, int], ...]:
    """The sentences of a passage, each with its place; one that ends within brackets is no end. Joined they are it."""
    return tuple(_sentences(passage))


def _sentences(passage: str) -> Iterator[tuple[str, int]]:
    begin = depth = 0
    for sign in _SIGN.finditer(passage):
        if sign[0] in _OPEN:
            depth += 1
        elif sign[0] in _CLOSED:
            depth = max(0, depth - 1)
        elif not depth:
            yield passage[begin : sign.end()], begin
            begin = sign.end()
    if begin < len(passage):
        yield passage[begin:], begin


def _joined(text: str) -> Iterator[tuple[str, int]]:
    """The paragraphs with what was only broken off a line, and where each begins."""
    begin = at = 0
    for line in text.split("\n"):
        if at > begin and not _goes_on(text[begin : at - 1], line):
            yield text[begin : at - 1], begin
            begin = at
        at += len(line) + 1
    yield text[begin:], begin


def _goes_on(before: str, line: str) -> bool:
    last = before.rpartition("\n")[2].rstrip()
    if len(last) < _SHORTEST_LINE or last[-1] in _ENDS or _NUMBERED.match(line):
        return False
    return bool(_SAYING.search(last)) or not _NUMBERED.match(last)


def _heading(text: str) -> tuple[str, int]:
    """The words of a heading that a passage is, or begins with, and its level; "" and 0 without."""
    found = outline(text)
    if found.level:
        return text[: found.lead], found.level
    is_heading = _NUMBERED.match(text) and not _SAYING.search(text) and len(text) <= _LONGEST_HEADING
    return (text, 1) if is_heading else ("", 0)
