"""Words sought on pages, also where a line or a page ends within them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ui.paper.page import Line, Page


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of a line: the page by its number from 0, the line, from where to where."""

    page: int
    line: Line
    left: float
    right: float


Hit = tuple[Mark, ...]
"""One place where the words stand, on as many lines as it needs."""

_Letter = tuple[str, int, Line, int]


def found(pages: Sequence[Page], sought: str) -> tuple[Hit, ...]:
    """The places of the words in the order in which they are read; capitals and spaces count for nothing."""
    wanted = "".join(sought.casefold().split())
    return tuple(_hits([*_letters(pages)], wanted)) if wanted else ()


def _letters(pages: Sequence[Page]) -> Iterator[_Letter]:
    for number, page in enumerate(pages):
        for line in page.lines:
            if line.is_text:
                yield from _of_line(number, line)


def _of_line(page: int, line: Line) -> Iterator[_Letter]:
    if line.is_first:
        yield "\n", page, line, 0
    for place, one in enumerate(line.text):
        yield from ((small, page, line, place) for small in one.casefold() if not one.isspace())


def _hits(letters: Sequence[_Letter], wanted: str) -> Iterator[Hit]:
    text = "".join(one for one, _page, _line, _place in letters)
    start = text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        yield tuple(_marks(letters[start:end]))
        start = text.find(wanted, end)


def _marks(letters: Sequence[_Letter]) -> Iterator[Mark]:
    for _key, part in groupby(letters, key=lambda letter: id(letter[2])):
        here = [*part]
        _one, page, line, first = here[0]
        yield Mark(page, line, line.starts[first], line.starts[here[-1][3] + 1])
