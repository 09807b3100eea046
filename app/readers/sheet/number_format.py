"""A number as a sheet shows it, by its format code.

The number alone is given where the format adds only separators, signs of currency or room: `1,234` and `￥1234` are
1234, a dash for zero is 0. Decimal places are those shown. What the format takes away or changes stands behind the
number in brackets, so that whoever reads it is told: 33.34（33.335）. Units, percent and dates stay as shown.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

BUILT_IN = {
    **{0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?"},
    **{13: "# ??/??", 14: "yyyy/m/d", 15: "d-m-yy", 16: "d-m", 17: "yyyy-m", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm"},
    **{21: "h:mm:ss", 22: "yyyy/m/d h:mm", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0"},
    **{42: "#,##0", 43: "#,##0.00", 44: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "0.0E+0"},
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **{30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 49: "@"},
    **{34: 'h"时"mm"分"', 35: 'h"时"mm"分"ss"秒"', 55: 'h"时"mm"分"', 56: 'h"时"mm"分"ss"秒"'},
}
"""The format codes that a file names by number alone, as a Chinese Excel shows them."""

_TOKEN = re.compile(
    r'"[^"]*"?|[\\!].?|_.?|\*.?|\[[^\]]*\]?|AM/PM|A/P|上午/下午|General|G/通用格式|E[+-]|[ymdhs]+|a{3,4}|[0#?]+|.',
    re.IGNORECASE | re.DOTALL,
)
_DATE = re.compile(r"(?:y+|m+|d+|h+|s+|a{3,4}|\[[hms]+\])", re.IGNORECASE)
_CONDITION = re.compile(r"\[[<>=]")
_CURRENCY = re.compile(r"\[\$([^\]-]*)")
_GENERAL = frozenset({"general", "g/通用格式", "@"})
_LONGEST_CODE, _LARGEST = 255, Decimal(10) ** 21
_DAYS = 2_958_466
"""One day after the last that Excel knows."""
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_SIGNIFICANT = ".15g"
"""Digits that sheets keep: those behind are noise of binary fractions."""


@dataclass(frozen=True, slots=True)
class _Format:
    """A section of a format code understood; `is_odd` where what it shows is not simply the number."""

    kind: str = "general"
    least: int = 0
    most: int = 0
    prefix: str = ""
    suffix: str = ""
    is_percent: bool = False
    is_odd: bool = False
    tokens: tuple[str, ...] = ()


def number_of(text: str | float) -> Decimal | None:
    """The number that a file holds, without the noise of binary fractions; None for what is none."""
    try:
        number = Decimal(format(float(text), _SIGNIFICANT))
    except ValueError:
        return None
    return number if number.is_finite() else None


def shown(number: Decimal, code: str = "General", *, from_1904: bool = False) -> str:
    """The number as a cell with this format code shows it."""
    if abs(number) >= _LARGEST or len(code) > _LONGEST_CODE:
        return str(number)
    found = _format(code, (number > 0) - (number < 0))
    if found.kind == "date":
        return _date(number, found.tokens, from_1904) or _plain(number)
    if found.kind == "general":
        return _plain(number)
    if found.is_odd:
        return _plain(number) if not number else f"{_plain(number)}〔{code}〕"
    value = number * 100 if found.is_percent else number
    rounded = value.quantize(Decimal(1).scaleb(-found.most), context=_EXACT)
    text = f"{found.prefix}{_with_places(rounded, found.least)}{found.suffix}"
    return text if rounded == value else f"{text}（{_plain(number)}）"


def _plain(number: Decimal) -> str:
    """The number in digits alone."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) if number else "0"


def _with_places(number: Decimal, least: int) -> str:
    whole, _point, places = format(number, "f").partition(".")
    places = places.rstrip("0").ljust(least, "0")
    text = f"{whole}.{places}" if places else whole
    return text if number else text.removeprefix("-")


@lru_cache(maxsize=512)
def _format(code: str, sign: int) -> _Format:
    """The section of a format code for a positive number, a negative one or zero."""
    if code.lower() in _GENERAL:
        return _Format()
    sections = _sections(code)
    if any(_CONDITION.match(token) for tokens in sections for token in tokens):
        return _Format(kind="number", is_odd=True)
    index = {1: 0, -1: 1, 0: 2}[sign]
    tokens = sections[index] if index < len(sections) else sections[0]
    if any(_DATE.fullmatch(token) for token in tokens):
        return _Format(kind="date", tokens=tuple(tokens))
    return _number_format(tokens)


def _sections(code: str) -> list[list[str]]:
    """The tokens of each section."""
    sections: list[list[str]] = [[]]
    for part in _TOKEN.findall(code):
        if part == ";":
            sections.append([])
        else:
            sections[-1].append(part)
    return sections


def _number_format(tokens: Sequence[str]) -> _Format:
    if any(token.lower() in _GENERAL for token in tokens):
        return _around(_Format(kind="number", most=15), tokens, _GENERAL)
    if any(token.upper() in ("E+", "E-", "/") for token in tokens):
        return _Format()
    slots = [index for index, token in enumerate(tokens) if _is_slot(token)]
    if not slots:
        return _Format(kind="number", is_odd=True)
    inner = tokens[slots[0] : slots[-1] + 1]
    is_scaled = "," in tokens[slots[-1] + 1 :]
    is_odd = is_scaled or inner.count(".") > 1 or any(not _is_slot(one) and one not in (".", ",") for one in inner)
    places = "".join(inner[inner.index(".") + 1 :]) if "." in inner else ""
    found = _Format("number", places.count("0"), len(places), is_percent="%" in tokens, is_odd=is_odd)
    return _around(found, tokens, frozenset(tokens[index] for index in slots))


def _around(found: _Format, tokens: Sequence[str], slots: frozenset[str]) -> _Format:
    """The format with the words before and behind the digits; signs of currency and room are none."""
    first = next(index for index, token in enumerate(tokens) if token in slots or token.lower() in slots)
    words = [_word(token) for token in tokens]
    return replace(found, prefix="".join(words[:first]), suffix="".join(words[first:]))


def _is_slot(token: str) -> bool:
    return bool(token) and not token.strip("0#?")


def _word(token: str) -> str:
    """The letters that a token puts beside a number."""
    if token in ("%", "‰"):
        return token
    currency = _CURRENCY.match(token)
    text = currency[1] if currency else _literal(token)
    return text if any(char.isalpha() or char in "%‰" for char in text) else ""


def _literal(token: str) -> str:
    if token.startswith('"'):
        return token.strip('"')
    if token[0] in "\\!":
        return token[1:]
    return "" if token[0] in "_*[" or _is_slot(token) or token.lower() in _GENERAL else token


# Dates


def _date(number: Decimal, tokens: Sequence[str], from_1904: bool) -> str:
    """The day and time as the format shows them, as ISO writes them where it shows more; "" for what is none."""
    if not 0 <= number < _DAYS:
        return ""
    day = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if number < 60 else 30)
    moment = day + timedelta(seconds=int((number * 86_400).to_integral_value(ROUND_HALF_UP)))
    marks = [index for index, token in enumerate(tokens) if _DATE.fullmatch(token)]
    written = {index: _written(moment, _unit(tokens, marks, place)) for place, index in enumerate(marks)}
    if not all(written.values()) or any(_is_slot(token) or token.startswith("上午") for token in tokens):
        return moment.isoformat(" ", "minutes") if number % 1 else moment.date().isoformat()
    return "".join(written.get(index) or _literal(token) for index, token in enumerate(tokens)).strip()


def _unit(tokens: Sequence[str], marks: Sequence[int], place: int) -> str:
    """What a mark stands for; an m behind hours or before seconds is minutes (n)."""
    mark = tokens[marks[place]].lower()
    before = tokens[marks[place - 1]].lower() if place else ""
    behind = tokens[marks[place + 1]].lower() if place + 1 < len(marks) else ""
    is_minutes = mark in ("m", "mm") and (before.startswith("h") or behind.startswith("s"))
    return mark.replace("m", "n") if is_minutes else mark


def _written(moment: datetime, mark: str) -> str:
    """A part of a moment; "" for one that is not written in digits."""
    values = {"y": moment.year, "m": moment.month, "d": moment.day}
    values |= {"h": moment.hour, "n": moment.minute, "s": moment.second}
    if mark[0] == "y":
        return f"{moment.year % 100:02}" if len(mark) < 3 else str(moment.year)
    return f"{values[mark[0]]:0{len(mark)}}" if len(mark) < 3 and mark[0] in values else ""
