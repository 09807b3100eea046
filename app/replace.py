"""Words found in every text of a report, and replaced where the clerk wants it. Plain text: no sign has a meaning."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.draft import ORGANIZATION, Filing
from app.form import Address

_AROUND = 24
_CUT = "…"
_OPEN, _CLOSED = "《", "》"
_NUMBER_OF_DOCUMENT = re.compile(r"[^\W\d_]{1,20}[〔［\[]\d{4}[〕］\]]第?\d+号")


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: characters `start` to `end` of the value at an address, in that paragraph from 0.

    `before` and `after` are what stands around them in the paragraph; “…” where it goes on.
    """

    address: Address
    paragraph: int
    start: int
    end: int
    text: str
    before: str = ""
    after: str = ""


def found(filing: Filing, words: str, *, whole: bool = False, exact: bool = False) -> tuple[Place, ...]:
    """The places of words in narratives and text fields, in the order of the report.

    `whole`: not within a longer number or Latin word. Full-width signs count as half-width ones and capitals as small
    letters, unless it is to be `exact`.
    """
    sought = words if exact else _folded(words)[0]
    if not sought.strip():
        return ()
    return tuple(
        _place(address, text, start, end)
        for address in texts(filing)
        if (text := filing.value(address))
        for start, end in _spans(text, sought, exact)
        if not (whole and _is_within(text, start, end))
    )


def texts(filing: Filing) -> Iterator[Address]:
    """The addresses in which words are looked for: lines of the cover, the organization among them, and narratives."""
    for address in filing.form.addresses:
        asked = filing.form.fields.get(address)
        if address in filing.form.narratives or (asked is not None and asked.type == "text"):
            yield address


def is_identity(filing: Filing, place: Place) -> bool:
    """Whether the draft is known by what stands there: the organization's name is replaced only where it is ticked."""
    asked = filing.form.fields.get(place.address)
    return asked is not None and asked.id == ORGANIZATION


def stands_already(filing: Filing, place: Place, by: str) -> bool:
    """Whether the words are already part of what would replace them: 县教育局 within 清源县教育局."""
    value, at = filing.value(place.address), by.find(place.text)
    while at >= 0:
        start = place.start - at
        if start >= 0 and value[start : start + len(by)] == by:
            return True
        at = by.find(place.text, at + 1)
    return False


def is_cited(filing: Filing, place: Place) -> bool:
    """Whether the words are part of a title in 《》 or of the number of a document: those are called as they are."""
    value = filing.value(place.address)
    line, end = value.rfind("\n", 0, place.start) + 1, value.find("\n", place.end)
    before = value[line : place.start]
    if before.count(_OPEN) > before.count(_CLOSED):
        return True
    numbers = _NUMBER_OF_DOCUMENT.finditer(value, line, end if end >= 0 else len(value))
    return any(one.start() <= place.start and place.end <= one.end() for one in numbers)


def replaced(filing: Filing, places: Collection[Place], by: str) -> Mapping[Address, str]:
    """The values with other words at these places; a place whose words are others by now is left as it is."""
    values: dict[Address, str] = {}
    for place in sorted(places, key=lambda one: (one.address, -one.start)):
        value = values.get(place.address, filing.value(place.address))
        if value[place.start : place.end] == place.text:
            values[place.address] = value[: place.start] + by + value[place.end :]
    return values


def _spans(text: str, sought: str, exact: bool) -> Iterator[tuple[int, int]]:
    """Where the words begin and end, none overlapping; never in the middle of a sign that folds to several."""
    folded, origins = (text, None) if exact else _folded(text)
    at = folded.find(sought)
    while at >= 0:
        end = at + len(sought)
        if origins is None:
            yield at, end
        elif _is_edge(origins, at) and _is_edge(origins, end):
            yield origins[at], origins[end - 1] + 1
        at = folded.find(sought, end)


def _is_edge(origins: list[int], place: int) -> bool:
    """Whether one sign ends and another begins there."""
    return place in (0, len(origins)) or origins[place] != origins[place - 1]


def _folded(text: str) -> tuple[str, list[int] | None]:
    """The text without differences of width and capitals, and for each sign where it comes from, unless it stands."""
    signs = [_fold(sign) for sign in text]
    folded = "".join(signs)
    if len(folded) == len(text) and all(len(sign) == 1 for sign in signs):
        return folded, None
    return folded, [place for place, sign in enumerate(signs) for _part in sign]


@lru_cache(maxsize=8192)
def _fold(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign).casefold()


def _is_within(text: str, start: int, end: int) -> bool:
    """Whether the words are a part of a longer number or Latin word."""
    return _goes_on(text[start - 1 : start], text[start]) or _goes_on(text[end - 1], text[end : end + 1])


def _goes_on(one: str, other: str) -> bool:
    return bool(one and other) and _is_letter(one) and _is_letter(other)


def _is_letter(sign: str) -> bool:
    return (folded := _fold(sign)).isascii() and folded.isalnum()


def _place(address: Address, text: str, start: int, end: int) -> Place:
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line_end = len(text) if last < 0 else last
    begin, stop = max(first, start - _AROUND), min(line_end, end + _AROUND)
    before = (_CUT if begin > first else "") + text[begin:start]
    after = text[end:stop] + (_CUT if stop < line_end else "")
    return Place(address, text.count("\n", 0, start), start, end, text[start:end], before, after)
