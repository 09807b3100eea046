"""Lines that a web page or an office prints around a report, told apart from its text by `resources/reading`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app import toml_file
from app.match.lines import Line
from app.match.words import squeezed
from app.paths import resources

_LONGEST = 120
_LONGEST_AFTER = 40
_SENTENCE = re.compile("[。；;！!]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    around: tuple[str, ...]
    unwritten: tuple[str, ...]


def is_around(line: Line) -> bool:
    """Whether a line belongs to a page or an office's file and not to the report."""
    return is_around_text(line.text)


def is_around_text(text: str) -> bool:
    """The same of a text."""
    text = squeezed(text)
    return len(text) <= _LONGEST and not _SENTENCE.search(text) and bool(_patterns()[0].fullmatch(text))


def is_unwritten(line: Line) -> bool:
    """Whether a line is what a template prints where text is to be written."""
    text = squeezed(line.text)
    return len(text) <= _LONGEST and bool(_patterns()[1].fullmatch(text))


def parted(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of a report's beginning, and those among them that are around it."""
    return [line for line in lines if not is_around(line)], [line for line in lines if is_around(line)]


def ended(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of a report's end, and those that follow it.

    They begin with the first that is around it and has nothing but short lines behind it. around it that stand
    before its last sentences are taken out one by one.
    """
    first = len(lines)
    while first and (is_around(lines[first - 1]) or _is_short(lines[first - 1])):
        first -= 1
    begin = next((place for place in range(first, len(lines)) if is_around(lines[place])), len(lines))
    kept, around = parted(lines[:begin])
    return kept, [*around, *lines[begin:]]


def _is_short(line: Line) -> bool:
    """Whether a line may be a word of a page's foot: no sentence, no signature."""
    text = line.text.strip()
    return len(text) <= _LONGEST_AFTER and not _SENTENCE.search(text) and not re.search(r"\d{4}年", text)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    page = toml_file.read(resources() / "reading" / "page.toml", _Page)
    around, unwritten = ("|".join(f"(?:{one})" for one in ones) for ones in (page.around, page.unwritten))
    return re.compile(around, re.IGNORECASE), re.compile(unwritten)
