"""What a page carries besides the document: its number, and the heads and feet that come again on most pages."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from app.readers.pdf.lines import Line
from app.readers.pdf.shapes import Sheet

_HEAD = 0.18
_FOOT = 0.82
"""Of the page's height: above and below this may stand chrome."""
_LINES = 3
"""So many lines at each end of a page may be chrome."""
_MOST_PAGES = 0.6
_DASHED = re.compile(r"[-—–－―─·~\s]+(\d{1,3})[-—–－―─·~\s]+")
_COUNTED = re.compile(r"第\s*(\d{1,3})\s*页.{0,12}|(?:[Pp]age\s*)?(\d{1,3})\s*(?:/|of)\s*\d{1,3}|[Pp]age\s*(\d{1,3})")
_BARE = re.compile(r"(\d{1,3})")
_DIGITS = re.compile(r"\d+")


def without_chrome(pages: Mapping[int, Sequence[Line]], sheets: Sequence[Sheet]) -> dict[int, list[Line]]:
    """The lines of each page, by its number, without page numbers and what is repeated at its edges."""
    edges = {sheet.number: list(_at_edges(pages[sheet.number], sheet)) for sheet in sheets}
    repeated = _repeated(edges)
    offsets = Counter(
        int(line.text) - number for number, lines in edges.items() for line in lines if _BARE.fullmatch(line.text)
    )
    left: dict[int, list[Line]] = {}
    for number, lines in pages.items():
        gone = {id(line) for line in edges[number] if _key(line) in repeated or _is_number(line, number, offsets)}
        left[number] = [line for line in lines if id(line) not in gone]
    return left


def _at_edges(lines: Sequence[Line], sheet: Sheet) -> Iterator[Line]:
    """The first and last lines of a page, where they stand in its margins."""
    ordered = sorted(lines, key=lambda line: line.level)
    yield from (line for line in ordered[:_LINES] if line.level < _HEAD * sheet.height)
    yield from (line for line in ordered[-_LINES:] if line.level > _FOOT * sheet.height)


def _repeated(edges: Mapping[int, Sequence[Line]]) -> set[tuple[str, int]]:
    """What stands at the same height of most pages, whatever numbers it has."""
    counts = Counter(chain.from_iterable({_key(line) for line in lines} for lines in edges.values()))
    least = max(2, _MOST_PAGES * len(edges))
    return {key for key, count in counts.items() if count >= least and key[0]}


def _key(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("0", line.text).strip("0"), round(line.level / 4)


def _is_number(line: Line, page: int, offsets: Mapping[int, int]) -> bool:
    """Whether a line at the edge is the page's number: drawn as one, or counting with the pages."""
    if _DASHED.fullmatch(line.text) or _COUNTED.fullmatch(line.text):
        return True
    bare = _BARE.fullmatch(line.text)
    offset = int(bare[1]) - page if bare else None
    return offset is not None and (offset == 0 or offsets[offset] > 1)
