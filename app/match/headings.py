"""Section headings: printed as the law has them, or altered and still certain."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from app.form import Form, Section
from app.match.lexicon import find_printed
from app.match.lines import Line
from app.match.words import squeezed, words

_LONGEST = 60
_SHORT = 30
_INNER = re.compile("[。；;,，:：]")
_ALIKE = 55
"""Of 100: how much an altered heading with the law's number has in common with the law's."""
_STOPS = tuple("。；;!?！？")
_AFTER = r"[\s:：。]+(?P<rest>\S.*)"


class Likeness(IntEnum):
    """How a heading is printed, the surest first."""

    EXACT = 0
    OTHER_NUMBER = 1
    ALIKE = 2
    SUB_HEADING = 3
    BY_NUMBER = 4


@dataclass(frozen=True, slots=True)
class HeadingFound:
    """A line that is a section's heading; `rest` is text that stands behind it on the same line."""

    section: Section
    likeness: Likeness
    rest: str = ""


def headings(form: Form, lines: Sequence[Line]) -> Mapping[int, HeadingFound]:
    """The headings among the lines, by the line's index: for each section the surest that there are.

    So a sub-heading with a section's words is none where the section has its own heading.
    """
    found = {index: heading for index, line in enumerate(lines) if (heading := _heading(form, line)) is not None}
    surest: dict[str, Likeness] = {}
    for heading in found.values():
        surest[heading.section.id] = min(heading.likeness, surest.get(heading.section.id, heading.likeness))
    sure = {index: heading for index, heading in found.items() if heading.likeness == surest[heading.section.id]}
    return sure | _by_number(form, lines, sure)


def _by_number(form: Form, lines: Sequence[Line], sure: Mapping[int, HeadingFound]) -> dict[int, HeadingFound]:
    """Headings with other words than the law's, for sections that have none: the only line with the law's number there.

    It must stand behind the headings of all earlier sections and before those of all later ones.
    """
    found: dict[int, HeadingFound] = {}
    order = {section.id: place for place, section in enumerate(_titled(form))}
    lacking = [section for section in _titled(form) if section.id not in {one.section.id for one in sure.values()}]
    for section in lacking if sure else ():
        earlier = [index for index, one in sure.items() if order[one.section.id] < order[section.id]]
        later = [index for index, one in sure.items() if order[one.section.id] > order[section.id]]
        room = range(max(earlier, default=-1) + 1, min(later, default=len(lines)))
        here = [index for index in room if _is_numbered_as(form, section, lines[index])]
        if len(here) == 1 and (earlier or later):
            found[here[0]] = HeadingFound(section, Likeness.BY_NUMBER)
    return found


def _is_numbered_as(form: Form, section: Section, line: Line) -> bool:
    """Whether a short line has a section's number in the law's own way, and is no row of a table."""
    if not line.is_single or line.is_row:
        return False
    text = line.cells[line.filled[0]]
    if len(text) > _SHORT:
        return False
    begins = squeezed(text)[:2] == squeezed(section.title)[:2]
    is_title = not text.endswith(_STOPS) and not _INNER.search(text)
    return begins and is_title and not _is_row(form, text)


def titles_within(form: Form, text: str) -> int:
    """How many sections' titles stand somewhere in a text: several in one line tell of a page without line ends."""
    plain = squeezed(text)
    return sum(squeezed(section.title) in plain for section in _titled(form))


def _heading(form: Form, line: Line) -> HeadingFound | None:
    if not line.is_single:
        return None
    text = line.cells[line.filled[0]]
    if len(text) > _LONGEST:
        return _run_in(form, text)
    exact = next((s for s in _titled(form) if squeezed(s.title) == squeezed(text)), None)
    if exact is not None:
        return HeadingFound(exact, Likeness.EXACT)
    return _run_in(form, text) or _altered(form, text, line.is_heading)


def _run_in(form: Form, text: str) -> HeadingFound | None:
    """The law's heading with text behind it, after a blank, a colon or a full stop."""
    for section in _titled(form):
        found = _pattern(section.title).fullmatch(text)
        if found:
            return HeadingFound(section, Likeness.EXACT, found["rest"])
    return None


def _altered(form: Form, text: str, is_heading: bool) -> HeadingFound | None:
    asked = words(text)
    if not asked.text or text.endswith(_STOPS) or _is_row(form, text):
        return None
    same = next((s for s in _titled(form) if words(s.title).text == asked.text), None)
    if same is not None:
        is_sub = squeezed(text).startswith("(") and asked.number != words(same.title).number
        return HeadingFound(same, Likeness.SUB_HEADING if is_sub else Likeness.OTHER_NUMBER)
    alike = _most_alike(form, asked.text)
    if alike is None or not _may_be(asked.number, alike, is_heading):
        return None
    return HeadingFound(alike, Likeness.ALIKE)


def _may_be(number: int | None, section: Section, is_heading: bool) -> bool:
    """An altered heading has the law's number, or none where the file itself calls it a heading."""
    return is_heading if number is None else number == words(section.title).number


def _most_alike(form: Form, asked: str) -> Section | None:
    """The one section whose title has most in common with the words, whatever its number."""
    from rapidfuzz.fuzz import ratio

    scores = sorted(((ratio(asked, words(s.title).text), n) for n, s in enumerate(_titled(form))), reverse=True)
    if not scores or scores[0][0] < _ALIKE or (len(scores) > 1 and scores[0][0] == scores[1][0]):
        return None
    return _titled(form)[scores[0][1]]


def _is_row(form: Form, text: str) -> bool:
    return any(hit.term.kind == "row" and hit.how == "exact" for hit in find_printed(form, text))


@lru_cache(maxsize=16)
def _titled(form: Form) -> tuple[Section, ...]:
    """The sections that are printed under a heading: a table or a narrative that has a title."""
    return tuple(section for section in form.sections if section.title and section.kind != "fields")


@lru_cache(maxsize=64)
def _pattern(title: str) -> re.Pattern[str]:
    letters = (re.escape(char) for char in squeezed(title) if char.isalnum())
    return re.compile(r"\s*" + r"[^\w]{0,3}".join(letters) + _AFTER, re.DOTALL)
