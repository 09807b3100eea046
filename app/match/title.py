"""The report's title: whose report, of which year, and whether it is printed as usual."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.form import Address, Form
from app.match.lines import Line
from app.match.words import arabic, squeezed

_LINES = 400
"""Among so many lines at the beginning the title is looked for: pages print much before it. It takes up to three."""
_LONGEST = 70
_ALIKE = 70
"""Of 100: how much the end of a title has in common with the report's usual name."""
_STOPS = re.compile("[。；;:：，,!?！？《》]")
_CALLED = re.compile(r"^\s*(?:标题|题名|名称)\s*[:：]\s*")
"""How an archive calls the title."""
_YEAR = re.compile(r"((?:19|20)\d\d(?!\d)|[一二三四五六七八九零〇○O]{4}(?=年))年?度?")
_YEAR_WORD = re.compile("^年?度?")
_BRACKETS = "()[]<>〈〉【】〔〕"


@dataclass(frozen=True, slots=True)
class Title:
    """A title found: what it says, as printed, and the lines that it takes."""

    organization: str
    year: int | None
    text: str
    is_usual: bool
    first: int
    last: int


def title_in(form: Form, lines: Sequence[Line]) -> Title | None:
    """The title among the lines before the first section: the one that names both organization and year.

    Of several the last, since a page's own head and the way to the page name the report too.
    """
    name = usual_name(form)
    found = [
        title
        for size in (1, 2, 3)
        for first in range(min(len(lines), _LINES) - size + 1)
        if name and name[-1] in lines[first + size - 1].text
        if (title := _title(form, lines, first, size)) is not None
    ]
    return max(found, key=_worth, default=None)


def _worth(title: Title) -> tuple[int, int, int]:
    """How good a title is: what it names, how far down it stands, how few lines it takes."""
    return bool(title.organization) * 2 + bool(title.year), title.last, title.first - title.last


def usual_name(form: Form) -> str:
    """What a report's title says after organization and year, by the form's pattern; "" where it has none."""
    return _YEAR_WORD.sub("", squeezed(re.split(r"\{\w+\}", form.title)[-1]))


def field_address(form: Form, id: str) -> Address:
    """The address of a cover field by its id; "" where the form has none."""
    return next((address for address, asked in form.fields.items() if asked.id == id), "")


def _title(form: Form, lines: Sequence[Line], first: int, size: int) -> Title | None:
    taken = lines[first : first + size]
    texts = [_CALLED.sub("", line.text) for line in taken]
    text = "".join(texts)
    plain = squeezed(text)
    if len(plain) > _LONGEST or not all(line.is_single for line in taken) or any(map(_STOPS.search, texts)):
        return None
    rest, year = _without_year(plain)
    start = _start_of_name(rest, usual_name(form))
    if start is None:
        return None
    organization = _as_printed(rest[:start].strip(_BRACKETS), text)
    usual = form.title.replace("{organization}", organization).replace("{year}", str(year))
    return Title(organization, year, text, squeezed(usual) == plain, first, first + size - 1)


def _as_printed(organization: str, text: str) -> str:
    """The name with the brackets and signs of the file; `squeezed` has made them half-width."""
    printed = re.sub(r"\s", "", text)
    ends = range(len(organization), len(printed) + 1)
    here = (printed[end - len(organization) : end] for end in ends)
    return next((name for name in here if squeezed(name) == organization), organization)


def _without_year(plain: str) -> tuple[str, int | None]:
    """The title without its year, and the year: the last one, since a name may hold another."""
    found = list(_YEAR.finditer(plain))
    if not found:
        return plain, None
    return plain[: found[-1].start()] + plain[found[-1].end() :], int(arabic(found[-1][1]))


def _start_of_name(rest: str, name: str) -> int | None:
    """Where the report's name begins in a title; None where the title does not end with anything like it."""
    if rest.endswith(name):
        return len(rest) - len(name)
    stripped = rest.rstrip(_BRACKETS)
    if stripped[-2:] != name[-2:]:
        return None
    from rapidfuzz.fuzz import ratio

    scores = [(ratio(stripped[start:], name), -start) for start in range(len(stripped))]
    best, start = max(scores, default=(0, 0))
    return -start if best >= _ALIKE else None
