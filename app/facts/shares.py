"""Shares that a text states in percent, with the figure that they are of: 予以公开258件，占33.9%."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.facts.labels import squeezed
from app.facts.numerals import Numeral
from app.facts.vocabulary import vocabulary

_PERCENT = "%"
_HUNDRED = 100
_BEFORE = re.compile(r"[^，,。；;：:！？!?（）()、…]*$")
_BETWEEN = "，,、（( \n　"
_SENTENCE = re.compile(r"[。！？!?…]")
_EMPTY = re.compile(r"[的数件条]+|数量")


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage, the figure that is the part, and the figures that may be the whole, by their numbers."""

    percent: int
    part: int
    wholes: tuple[int, ...]


def shares(text: str, numerals: Sequence[Numeral]) -> Iterator[Share]:
    """The shares of a passage of which the part is certain; growth against last year is none."""
    for number, one in enumerate(numerals):
        if one.unit != _PERCENT or one.near:
            continue
        part = _part(text, numerals, number)
        if part is not None and not numerals[part].near:
            wholes = tuple(n for n in range(number) if n != part and _may_be_whole(numerals[n], numerals[part]))
            yield Share(number, part, wholes)


def agrees(percent: Numeral, part: Numeral, whole: object) -> bool:
    """Whether a part of a whole is so many percent; rounded or cut off at the last digit."""
    from decimal import Decimal

    number = Decimal(str(whole))
    return bool(number) and abs(part.value * _HUNDRED / number - percent.value) <= percent.step


def _part(text: str, numerals: Sequence[Numeral], number: int) -> int | None:
    """The figure right before 占…%, or the one earlier that bears the name which stands before 占."""
    before = _BEFORE.search(text[: numerals[number].start])
    said = _share().search(squeezed(before[0])) if before else None
    if said is None:
        return None
    name = squeezed(before[0])[: said.start()] if before else ""
    if name:
        return _named(text, numerals, number, name)
    return _right_before(text, numerals, number)


def _right_before(text: str, numerals: Sequence[Numeral], number: int) -> int | None:
    if not number or numerals[number - 1].unit == _PERCENT:
        return None
    between = squeezed(text[numerals[number - 1].end : numerals[number].start])
    return number - 1 if _share().sub("", between).strip(_BETWEEN) == "" else None


def _named(text: str, numerals: Sequence[Numeral], number: int, name: str) -> int | None:
    begin = 0
    found = list[int]()
    for n, one in enumerate(numerals[:number]):
        label = _BEFORE.search(text[begin : one.start])
        if label and one.unit != _PERCENT and _bare(squeezed(label[0])).endswith(_bare(name)):
            found.append(n)
        begin = one.end
    return found[0] if len(found) == 1 else None


def _bare(name: str) -> str:
    return _EMPTY.sub("", name)


def _may_be_whole(one: Numeral, part: Numeral) -> bool:
    return one.unit == part.unit and one.value >= part.value and not one.near


@lru_cache(maxsize=1)
def _share() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(vocabulary().words.share)})$")
