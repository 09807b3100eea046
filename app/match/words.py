"""Labels in the form in which they are compared: NFKC, no spaces, no punctuation, the number in front apart."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from app.numbers import folded

if TYPE_CHECKING:
    from opencc import OpenCC

_VARIANTS = str.maketrans({"钩": "勾"})
_CIRCLED = re.compile("[①-⑳]")
_SPACE = re.compile(r"\s+")
_ONES = "一二三四五六七八九"
_ZEROS = "零〇○O"
_NUMERAL = rf"([{_ONES}十]{{1,3}}|\d{{1,2}})"
_NUMBER = re.compile(rf"(?:第{_NUMERAL}部分[、.,:]*|[表第]?\(?{_NUMERAL}[)、.,:]+)(?!\d)")
_REMARK = re.compile(r"\([^()]*\)$")
_FIGURE = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?")
_MINUS = str.maketrans({"−": "-", "－": "-", "﹣": "-"})


@dataclass(frozen=True, slots=True)
class Words:
    """A label apart: its number (None where it has none), and its letters and digits without spaces or points."""

    number: int | None
    text: str


@lru_cache(maxsize=65536)
def words(label: str) -> Words:
    """The label as it is compared: “1、属于 国家秘密” and “（1）属于国家秘密” are the same."""
    plain = squeezed(label)
    found = _NUMBER.match(plain)
    rest = plain[found.end() :] if found else plain
    if found and not rest:
        return Words(None, _letters(plain))
    return Words(_number(found[1] or found[2]) if found else None, _letters(rest))


def bare(label: str) -> str:
    """The label without the remark in brackets at its end; the label itself where it is all in brackets."""
    plain = squeezed(label)
    shorter = _REMARK.sub("", plain)
    return shorter if words(shorter).text else plain


@lru_cache(maxsize=65536)
def squeezed(text: str) -> str:
    """NFKC, without white space, with one character for each of the variants that clerks use."""
    numbered = _CIRCLED.sub(lambda found: f"{unicodedata.normalize('NFKC', found[0])}.", simplified(text))
    return _SPACE.sub("", unicodedata.normalize("NFKC", numbered)).translate(_VARIANTS)


def simplified(text: str) -> str:
    """The text in simplified characters and the words that go with them; most texts are as they are."""
    try:
        text.encode("gb2312")  # holds no traditional character
    except UnicodeEncodeError:
        return _simplified(text)
    return text


@lru_cache(maxsize=2048)
def _simplified(text: str) -> str:
    is_traditional = any("\u4e00" <= char <= "\u9fff" and not _is_plain(char) for char in text)
    return _converter().convert(text) if is_traditional else text


@lru_cache(maxsize=8192)
def _is_plain(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=1)
def _converter() -> "OpenCC":
    from opencc import OpenCC  # with the first text in traditional characters

    return OpenCC("tw2sp")


def folded_signs(text: str) -> str:
    """The text in NFKC and with the variants that clerks use made one, character for character: places stay."""
    folded = (unicodedata.normalize("NFKC", char) for char in text)
    return "".join(one if len(one) == 1 else char for one, char in zip(folded, text, strict=True)).translate(_VARIANTS)


def digits_of(text: str) -> tuple[str, ...]:
    """The numerals in a text, in order: what no misprint may change."""
    return tuple(char for char in text if char.isdigit() or char in _ONES or char == "十")


@lru_cache(maxsize=8192)
def figure_in(text: str) -> tuple[str, str]:
    """The number at the beginning of a cell's text, and what stands behind it; "" where it does not begin with one."""
    plain = folded(text.translate(_MINUS)).strip()
    found = _FIGURE.match(plain)
    return (found[0], plain[found.end() :].strip()) if found else ("", plain)


def _letters(plain: str) -> str:
    return "".join(char for char in plain if char.isalnum())


def _number(text: str) -> int | None:
    return int(found) if (found := arabic(text)).isdecimal() else None


def arabic(text: str) -> str:
    """A number in Chinese numerals in digits: 十二 is 12, 二〇二〇 is 2020; what is no such number stays."""
    if not text or any(char not in _ONES + _ZEROS + "十" for char in text):
        return text
    tens, ten, ones = text.rpartition("十")
    if not ten:
        is_number = len(text) == 1 or len(text) == 4
        return "".join(str(_ONES.find(char) + 1) for char in text) if is_number else text
    if len(tens) > 1 or len(ones) > 1:
        return text
    return str((_ONES.find(tens) + 1 if tens else 1) * 10 + (_ONES.find(ones) + 1 if ones else 0))
