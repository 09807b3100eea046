"""The figures of a text: numerals with a measure word, Arabic or Chinese, exact or nearly.

Own and small, because cn2an reads no 余, 近 or 约 and takes every 一 of the language for a number.
"""

import re
from decimal import Decimal
from functools import lru_cache
from math import prod
from typing import NamedTuple

from app.facts.passages import sentences
from app.facts.vocabulary import vocabulary

_WIDE = str.maketrans("０１２３４５６７８９％．，", "0123456789%.,")
_DIGITS = {
    digit: value for value, digits in enumerate(("零〇", "一", "二两", "三", *"四五六七八九")) for digit in digits
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_LARGEST = "亿"
_NEAR = {"近": "under", "约": "about", "大约": "about", "超": "over", "超过": "over", "逾": "over"}
_BEFORE = re.compile(r"(?:(大约|(?<![预节合条签制契违履])约)[为有达计]?|(超过|(?<![最附就邻])近|逾|超))\s*$")
_UP_TO = re.compile(r"\s*(?:[-~～至到]|—(?!—))\s*[0-9一二两三四五六七八九十]")
_NO_COUNT = re.compile(r"(?:[第每某任〔/\[#№A-Za-z.]|[0-9](?:件|条|项)?\s*[-—~～至到])\s*$")
_PERCENT = "%"
_PART = re.compile(r"([0-9]+)([百千万]+)")
_FEW = 10
_LONGEST = 20


class Numeral(NamedTuple):
    """A figure: where it stands, number and measure word apart, what it says.

    `near` is "" for an exact one, else "over" (余), "under" (近) or "about" (约); `step` is the size of its last
    digit that counts, by which it may be off. A tuple, as all that a text makes hundreds of: they are made fastest.
    """

    start: int
    unit_start: int
    end: int
    value: Decimal
    unit: str
    near: str
    step: Decimal

    def moved(self, by: int) -> "Numeral":
        """The figure, so much further on."""
        return self._replace(start=self.start + by, unit_start=self.unit_start + by, end=self.end + by)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    units = "|".join(vocabulary().units)
    return re.compile(
        r"(?:(?P<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
        r"|(?P<parts>百分之)(?P<hundredth>[0-9]+(?:\.[0-9]+)?|[零一二三四五六七八九十百点]+)"
        r"|(?P<chinese>[零〇一二两三四五六七八九十][零〇一二两三四五六七八九十百千万亿]*))"
        r"(?P<more>[余多]?)(?P<scale>[百千万亿]*)(?P<further>(?:(?<=[千万亿])[0-9]{1,4}[百千万]+)*)(?P<more_yet>[余多]?)\s*"
        rf"(?P<unit>(?<=[0-9十百千万亿余多一二两三四五六七八九\s])(?:{units})|)(?P<around>左右|以上|余)?"
    )


def numerals(text: str) -> tuple[Numeral, ...]:
    """The figures of a text in their order; what numbers a thing (第3件, 30号, 2023年) or a range is none."""
    return tuple(one.moved(start) for sentence, start in sentences(text) for one in numerals_of(sentence))


@lru_cache(maxsize=512)
def numerals_of(sentence: str) -> tuple[Numeral, ...]:
    """The figures of a sentence, by their places in it."""
    plain = sentence.translate(_WIDE)
    read = (_numeral(plain, found) for found in _pattern().finditer(plain) if len(found[0]) <= _LONGEST)
    return tuple(one for one in read if one is not None)


def _numeral(plain: str, found: re.Match[str]) -> Numeral | None:
    unit, is_share = found["unit"], found["parts"] is not None
    if not (unit or is_share or _says_none(plain, found)):
        return None
    before = plain[max(0, found.start() - 6) : found.start()]
    if _NO_COUNT.search(before) or _UP_TO.match(plain, found.end()):
        return None
    value = _hundredth(found["hundredth"]) if is_share else _value(found)
    if found["chinese"] and unit and _is_idle(found, value):
        return None
    near = _nearness(found, before)
    unit_start = found.end() if is_share or unit == _PERCENT else found.start("unit")
    return Numeral(
        found.start(), unit_start, found.end(), value, _PERCENT if is_share else unit, near, _step(found, value, near)
    )


def _value(found: re.Match[str]) -> Decimal:
    number = Decimal(found["number"].replace(",", "")) if found["number"] else Decimal(chinese(found["chinese"]))
    return number * _size(found["scale"]) + sum(int(digits) * size for digits, size in _parts(found))


def _parts(found: re.Match[str]) -> list[tuple[str, int]]:
    """What follows the first part of a number that is written in several, each with its size: 3千 of 1万3千."""
    return [(one[1], _size(one[2])) for one in _PART.finditer(found["further"])]


def _size(scale: str) -> int:
    """By how much signs of scale multiply: 10,000 for 万, 100,000,000 for 万万."""
    return prod(_TENS.get(one) or _MYRIADS[one] for one in scale)


def _hundredth(text: str) -> Decimal:
    if text.isascii():
        return Decimal(text)
    whole, _point, rest = text.partition("点")
    digits = "".join(str(_DIGITS.get(one, 0)) for one in rest)
    return Decimal(f"{chinese(whole)}.{digits}" if digits else chinese(whole))


def _says_none(plain: str, found: re.Match[str]) -> bool:
    """均为0: the one number that is understood without a measure word."""
    is_zero = (found["number"] or found["chinese"]) in ("0", "零") and not found["scale"]
    return (
        is_zero
        and plain[: found.start()].rstrip().endswith("为")
        and not plain[found.end() : found.end() + 1].isalnum()
    )


def _is_idle(found: re.Match[str], value: Decimal) -> bool:
    """Whether a Chinese numeral is a word of the language rather than a count: 一起, 三项制度."""
    words = vocabulary()
    return value < _FEW and (found["unit"] not in words.spoken or found["chinese"] + found["unit"] in words.idle)


def _nearness(found: re.Match[str], before: str) -> str:
    if found["more"] or found["more_yet"] or found["around"] in ("以上", "余"):
        return "over"
    if found["around"]:
        return "about"
    said = _BEFORE.search(before)
    return _NEAR[said[1] or said[2]] if said else ""


def _step(found: re.Match[str], value: Decimal, near: str) -> Decimal:
    """The size of the last digit that says something: 5500余 is one of hundreds, 1.2万 of thousands."""
    if found["parts"] or not value:
        return _one_at(value)
    if near:
        return _one_at(value.normalize())
    if parts := _parts(found):
        return Decimal(parts[-1][1])
    return _one_at(Decimal((found["number"] or "0").replace(",", ""))) * _size(found["scale"])


def _one_at(value: Decimal) -> Decimal:
    """A one at the place of the value's last digit."""
    return Decimal((0, (1,), int(value.as_tuple().exponent)))


def chinese(text: str) -> int:
    """The number of Chinese numerals: 一百二十三, 两万, 二〇二."""
    if not any(one in _TENS or one in _MYRIADS for one in text):
        return int("".join(str(_DIGITS[one]) for one in text) or 0)
    whole = total = section = digit = 0
    for one in text:
        if one in _MYRIADS:
            total, section, digit = (total + section + digit) * _MYRIADS[one], 0, 0
            if one == _LARGEST:  # what follows is counted anew: 一亿二千万
                whole, total = whole + total, 0
        elif one in _TENS:
            section, digit = section + (digit or 1) * _TENS[one], 0
        else:
            digit = _DIGITS[one]
    return whole + total + section + digit
