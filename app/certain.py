"""What a text means beyond doubt where it is not yet what the form asks: 12笔 is 12, 十二 is 12; 约12 is nothing.

Every function gives "" where more than one reading is possible.
"""

import re
from datetime import date
from decimal import Decimal

from app import numbers
from app.form import Field, Value
from app.match.words import arabic, squeezed

_COUNTED = ("件次", "人次", "件", "笔", "条", "宗", "起", "份", "例", "个", "项", "次", "人", "家", "户")
_BEFORE = ("合计", "总计", "共计", "共有", "共", "计")
_NOTHING = {"无", "没有", "零", "/", "-", "--", "—", "——"}
_LESS, _MORE = ("减少了", "减少", "减", "负"), ("增加了", "增加", "增", "正")
_END = "。.;,、"
_YUAN = Decimal(10000)

_DIGITS, _UNITS = "零一二三四五六七八九", {"十": 10, "百": 100, "千": 1000}
_PLAIN_NUMERALS = str.maketrans("〇○两壹贰叁肆伍陆柒捌玖拾佰仟", "零零二一二三四五六七八九十百千")
_DAY = re.compile(r"(\d{4})[-./年、 ](\d{1,2})[-./月、 ](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")
_AROUND_DAY = re.compile(r"[\s。.,]*(?:\(?(?:星期|周)[一二三四五六日天]\)?)?(?:T?\s*00:00(?::00)?)?[\s。.,]*")
_NUMERALS = re.compile("[零〇○一二三四五六七八九十]+(?=[年月日])")
_IN_BRACKETS = re.compile(rf"\(({'|'.join(_COUNTED)})\)$")
_SHORTEST_CHOICE = 2


def number_in(text: str, value: Value) -> str:
    """The canonical number that a text certainly means in a cell of this kind."""
    plain = numbers.folded(text).replace("−", "-").strip()
    if plain in _NOTHING:
        return "0"
    sign, rest = _signed(plain, value)
    amount = _yuan(rest, value) or _figure(_bare(rest), value)
    return numbers.canonical(sign + amount, value) if amount and numbers.parse(sign + amount, value) is not None else ""


def day_in(text: str) -> str:
    """The ISO day that a text certainly names: 20240119, 二〇二四年一月十九日, a day with its weekday."""
    plain = _western(numbers.folded(text).strip())
    found = list(_DAY.finditer(plain))
    if len(found) != 1 or not _AROUND_DAY.fullmatch(plain[: found[0].start()] + plain[found[0].end() :]):
        return ""
    try:
        return date(*(int(part) for part in found[0].groups() if part)).isoformat()
    except ValueError:
        return ""


def choice_in(text: str, field: Field) -> str:
    """The id of the one choice whose label has the text in it."""
    plain = squeezed(text)
    fitting = [choice.id for choice in field.choices if plain in squeezed(choice.label)]
    return fitting[0] if len(plain) >= _SHORTEST_CHOICE and len(fitting) == 1 else ""


def _signed(plain: str, value: Value) -> tuple[str, str]:
    """The sign that a word gives, and the rest; words count only where the law asks for more or less."""
    for sign, said in (("-", _LESS), ("", _MORE)) if value.type == "signed" else ():
        for word in said:
            if plain.startswith(word):
                return sign, plain.removeprefix(word)
    return "", plain


def _yuan(plain: str, value: Value) -> str:
    """An amount in 元 as one in 万元, where the law asks for that."""
    if value.unit != "万元" or not plain.endswith("元") or plain.endswith(("万元", "亿元", "千元", "百元")):
        return ""
    figure = numbers.parse(_bare(plain).removesuffix("元"), Value(type="money", places=2))
    return format((Decimal(figure) / _YUAN).normalize(), "f") if figure is not None else ""


def _bare(plain: str) -> str:
    """The text without what only introduces it, without the point at its end."""
    word = next((word for word in _BEFORE if plain.startswith(word)), "")
    return plain.removeprefix(word).lstrip(":").strip().rstrip(_END)


def _figure(plain: str, value: Value) -> str:
    """The digits of a figure with nothing behind it, or only what is counted."""
    plain = _IN_BRACKETS.sub(r"\1", plain)
    counted = next((word for word in _COUNTED if plain.endswith(word) and value.type != "money"), "")
    figure = plain.removesuffix(counted).removesuffix(value.unit).strip()
    return figure if numbers.parse(figure, value) is not None else _numeral(figure)


def _numeral(text: str) -> str:
    """A whole number below 10000 in Chinese numerals, in digits; only as it is written in full, never 一百五."""
    plain = text.translate(_PLAIN_NUMERALS)
    total, digit = 0, 0
    for char in plain:
        if char in _UNITS:
            total += (digit or 1) * _UNITS[char]
            digit = 0
        elif char in _DIGITS:
            digit = _DIGITS.index(char)
        else:
            return ""
    total += digit
    return str(total) if plain and plain in _written_out(total) else ""


def _written_out(number: int) -> tuple[str, ...]:
    """A whole number below 10000 in Chinese numerals, 十二 and 一十二 alike."""
    text, is_gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            text += ("零" if is_gap and text else "") + _DIGITS[digit] + name
        is_gap = not digit
    if not text:
        return ("零",)
    return (text, text.removeprefix("一")) if text.startswith("一十") else (text,)


def _western(plain: str) -> str:
    """A day with its Chinese numerals in digits."""
    return _NUMERALS.sub(lambda found: arabic(found[0].replace("零", "〇")), plain)
