"""Totals and their parts as a text lists them: 510条，其中主动公开198条，依申请公开142条，不予公开137条."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.facts.labels import squeezed
from app.facts.numerals import Numeral
from app.facts.vocabulary import Classes, vocabulary
from app.patterns import any_of

_OPEN, _CLOSED, _STOP = "（(", "）)", "。！？!?…"
_WEAKEST_FIRST = "、，,；;"
_BRACKET = re.compile(r"[（(](?:[^（）()]*([）)]))?")
_EDGE = re.compile(r"[，,。；;：:！？!?（）()、…\n]")
_SIGNS = "，,：:（(。"
_LONGEST_BETWEEN = 40
_FEWEST = 2
_PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Listing:
    """Totals of which one may be meant, the nearest last, and the parts, by their numbers in the passage's figures.

    `further` are figures behind the parts that may be parts too. `is_whole` where the list claims to have every part;
    otherwise its parts can only be too many.
    """

    totals: tuple[int, ...]
    parts: tuple[int, ...]
    further: tuple[int, ...]
    is_whole: bool


def listings(text: str, numerals: Sequence[Numeral]) -> Iterator[Listing]:
    """The lists of a passage. None with a part that is only nearly known, that ends in 等, or holds another."""
    starts = [one.start for one in numerals]
    beginnings = [one for one in _beginnings(text) if _may_have_parts(starts, one)]
    depths = _depths(text) if beginnings else []
    for begin, is_told, _end in beginnings:
        totals = _totals(text, numerals, depths, begin)
        parts, further = _parts(text, numerals, depths, begin, totals[-1]) if totals else ([], [])
        if len(parts) >= _FEWEST and not _is_open(text, numerals, [*parts, *further]):
            labels = [_label(text, numerals, part) for part in parts]
            is_whole = (is_told and len(parts) > _FEWEST) or _is_whole(labels)
            yield Listing(totals, tuple(parts), tuple(further), is_whole)


def missing_total(numerals: Sequence[Numeral], listing: Listing) -> int | None:
    """The total that the parts of a list fail to make; None where they make one of those that may be meant.

    That the last figures of a list are no longer parts of it, or one lies within another, is no failure.
    """
    values = [numerals[part].value for part in (*listing.parts, *listing.further)]
    prefixes = [values[:count] for count in range(_FEWEST, len(values) + 1)]
    made = {sum(some) for some in prefixes} | {
        sum(some) - one for some in prefixes if len(some) > _FEWEST for one in some
    }
    totals = [numerals[total].value for total in listing.totals]
    if made.intersection((*totals, sum(totals))):
        return None
    added = sum(values[: len(listing.parts)])
    if listing.is_whole:
        return min(listing.totals, key=lambda total: abs(numerals[total].value - added))
    return listing.totals[-1] if added > max(totals) else None


def _beginnings(text: str) -> Iterator[tuple[int, bool, int]]:
    """Where the parts of a list begin, whether its words say that they are all, and where they must have ended."""
    words = _patterns()
    for found in words["leading"].finditer(text):
        yield found.end(), bool(words["exhaustive"].match(found["word"])), len(text)
    for found in _BRACKET.finditer(text):
        if not words["inner"].match(text, found.start() + 1):
            yield found.start() + 1, True, found.end() if found[1] else len(text)


def _may_have_parts(starts: Sequence[int], beginning: tuple[int, bool, int]) -> bool:
    """Whether a figure stands before a list, and two where its parts do."""
    begin, _is_told, end = beginning
    before = bisect_left(starts, begin)
    return before > 0 and bisect_left(starts, end, before) - before >= _FEWEST


def _totals(text: str, numerals: Sequence[Numeral], depths: Sequence[int], begin: int) -> tuple[int, ...]:
    """The figures that a list may divide: the last before it, and those of its measure word in the same sentence."""
    before = [n for n, one in enumerate(numerals) if one.end <= begin and depths[one.start] <= depths[begin]]
    counts = [n for n in before if numerals[n].unit not in (_PERCENT, "")]
    if not counts or not _is_divided(text, numerals[counts[-1]], depths, begin, _label(text, numerals, counts[-1])):
        return ()
    last = numerals[counts[-1]]
    sentence = max((at for at in range(last.start) if text[at] in _STOP), default=0)
    return tuple(n for n in counts if numerals[n].unit == last.unit and numerals[n].start >= sentence)


def _is_divided(text: str, total: Numeral, depths: Sequence[int], begin: int, label: str) -> bool:
    """Whether a list that begins there can be of this figure: none that stands aside, none that is too far."""
    between = _without_brackets(text[total.end : begin])
    words = re.sub(_patterns()["ending"], "", squeezed(between)).strip(_SIGNS)
    if total.near or _patterns()["aside"].search(label) or len(between) > _LONGEST_BETWEEN:
        return False
    if depths[begin] > depths[total.start] and words:
        return False
    return not any(sign in words for sign in _STOP)


def _parts(
    text: str, numerals: Sequence[Numeral], depths: Sequence[int], begin: int, total: int
) -> tuple[list[int], list[int]]:
    """The figures of the total's measure word until the list ends, and those that may be another matter."""
    depth, found, further, widest, last = depths[begin], list[int](), list[int](), "", begin
    for n, one in enumerate(numerals):
        if one.start < begin or depths[one.start] > depth or one.unit == _PERCENT:
            continue
        between = _without_brackets(text[last : one.start])
        if _is_ended(text, depths, last, one.start, depth):
            break
        if _begins_anew(between, widest, is_first=not found):
            further += [n] if found and one.unit == numerals[total].unit and _may_be_another(between) else []
            break
        if one.unit != numerals[total].unit:
            continue
        if found and not widest:
            widest = max((sign for sign in between if sign in _WEAKEST_FIRST), key=_strength, default="")
        (further if further or (found and _may_be_another(between)) else found).append(n)
        last = one.end
    return found, further


def _is_ended(text: str, depths: Sequence[int], last: int, start: int, depth: int) -> bool:
    return any(depths[at] < depth or text[at] in _STOP for at in range(last, start))


def _may_be_another(between: str) -> bool:
    """Whether the words before a figure may introduce it as a further part of the list, or as another matter."""
    return _patterns()["another"].match(_EDGE.split(squeezed(between))[-1]) is not None


def _begins_anew(between: str, widest: str, *, is_first: bool) -> bool:
    """Whether what stands before a figure says that the list was over before it."""
    words = squeezed(between)
    if widest and any(_strength(sign) > _strength(widest) for sign in words if sign in _WEAKEST_FIRST):
        return True
    last = _EDGE.split(words)[-1]
    patterns = _patterns()
    return bool(patterns["aside"].search(last) or patterns["nested"].search(last if is_first else words))


def _strength(sign: str) -> int:
    return {"、": 0, "，": 1, ",": 1, "；": 2, ";": 2}[sign]


def _is_open(text: str, numerals: Sequence[Numeral], parts: Sequence[int]) -> bool:
    """Whether the list says that it is not complete, or a part of it is only nearly known."""
    behind = _EDGE.split(text[numerals[parts[-1]].end :], maxsplit=1)[0]
    return bool(_patterns()["open"].search(behind)) or any(numerals[part].near for part in parts)


def _is_whole(labels: Sequence[str]) -> bool:
    """Whether the kinds are whole by what they are, or the last is all others."""
    words = _patterns()
    return bool(words["rest"].match(labels[-1])) or any(_are_all(one, labels) for one in vocabulary().classes)


def _are_all(classes: Classes, labels: Sequence[str]) -> bool:
    known = [[part for part in classes.parts if label.startswith(part)] for label in labels]
    return len(labels) == len(classes.parts) and {one[0] for one in known if one} == set(classes.parts)


def _label(text: str, numerals: Sequence[Numeral], number: int) -> str:
    """The words before a figure, from the last sign or figure on."""
    begin = max([one.end for one in numerals[:number]], default=0)
    label = squeezed(_EDGE.split(text[begin : numerals[number].start])[-1])
    return re.sub(_patterns()["within"], "", label)


def _without_brackets(text: str) -> str:
    return re.sub(r"[（(][^（）()]*[）)]", "", text)


def _depths(text: str) -> list[int]:
    """How many brackets are open at each place, one behind the end included."""
    depth, found = 0, []
    for sign in text:
        depth = max(0, depth - 1) if sign in _CLOSED else depth
        found.append(depth)
        depth += sign in _OPEN
    return [*found, depth]


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    words = vocabulary().words
    leading = "|".join(words.leading)
    return {
        "leading": re.compile(rf"(?:^|(?<=[，,。；;：:（(\n]))\s*(?P<word>{leading})"),
        "exhaustive": any_of(words.exhaustive),
        "inner": any_of((*words.leading, *words.inside)),
        "aside": any_of(words.aside),
        "nested": any_of(words.inside),
        "another": any_of(words.another),
        "open": any_of(words.open),
        "rest": any_of(words.rest),
        "ending": re.compile(rf"(?:{leading})$"),
        "within": re.compile("|".join(f"^(?:{one})" for one in words.within)),
    }
