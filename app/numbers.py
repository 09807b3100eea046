"""Counts and money, as clerks type them and as the law writes them. The only user of babel.numbers.

Canonical text: no separators, `-` for minus, `.` for the decimal point (`1234`, `-2`, `0.10`).
"""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from app.form import Value

Number = int | Decimal
LOCALE = "zh_CN"
_PLAIN = re.compile(r"(?P<sign>[+-]?)(?P<digits>[0-9][0-9,]*)(?P<fraction>\.[0-9]+)?")
_MINUS = str.maketrans({"−": "-", "－": "-", "﹣": "-"})
_MOST_DIGITS = 15
_MARKS = ("<super>", "<sub>", "<circle>")


@lru_cache(maxsize=8192)
def parse(text: str, value: Value) -> Number | None:
    """The number that a text means in a cell of this kind; None where it means none.

    Taken: full-width digits, thousands separators in their right places, a plus sign, the cell's own unit.
    Refused: another unit, Chinese numerals, a minus in a count or an amount, a fraction of a count, more decimal
    places than the law gives an amount.
    """
    plain = _plain(text, value.unit)
    found = _PLAIN.fullmatch(plain)
    if not found or len(found["digits"].replace(",", "")) > _MOST_DIGITS:
        return None
    number = _decimal(plain)
    if number is None or (number < 0 and value.type != "signed"):
        return None
    if value.type == "money":
        return number.copy_abs() if -int(number.as_tuple().exponent) <= value.places else None
    return int(number) if number == number.to_integral_value() else None


def canonical(text: str, value: Value) -> str:
    """The text as the law writes the number, or the text itself, trimmed, where it is none."""
    number = parse(text, value)
    return text.strip() if number is None else write(number)


def write(number: Number) -> str:
    """The canonical text of a number."""
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def _plain(text: str, unit: str) -> str:
    plain = folded(text.translate(_MINUS)).strip()
    return plain.removesuffix(folded(unit)).rstrip() if unit else plain


def folded(text: str) -> str:
    """The text in NFKC, footnote marks kept as they are: 12① is never 121."""
    return "".join(
        c if unicodedata.decomposition(c).startswith(_MARKS) else unicodedata.normalize("NFKC", c) for c in text
    )


def _decimal(plain: str) -> Decimal | None:
    """The number of digits and separators; None where the separators stand wrong."""
    unsigned = plain.lstrip("+-")
    if "," not in unsigned:
        return Decimal(plain)
    from babel.numbers import NumberFormatError, parse_decimal

    try:
        number = parse_decimal(unsigned, locale=LOCALE, strict=True)
    except NumberFormatError:
        return None
    return -number if plain.startswith("-") else number
