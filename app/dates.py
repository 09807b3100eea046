"""Days and times as people read them: the law's way in Chinese, Babel's in every other language.

The law's way needs no Babel, so the window starts without its calendars; nor is a date by hand looked for at a start.
"""

import re
from datetime import date, datetime

from app.i18n import language

_DIGITS = "〇一二三四五六七八九"
_ZEROS = str.maketrans("零○", "〇〇")
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_HAN = rf"(?P<year>[〇零○一二三四五六七八九]{{4}})年(?P<month>{_NUMERAL})月(?P<day>{_NUMERAL})[日号]"


def date_in_words(iso: str) -> str:
    """2026年1月5日 for an ISO date, as the law writes dates (GB/T 9704-2012, 7.3.5.4); any other text as it is."""
    try:
        return _lawful(date.fromisoformat(iso))
    except ValueError:
        return iso


def iso_of_han(text: str) -> str:
    """The ISO date of 二〇二六年一月五日, as documents are signed by hand; "" for any other text."""
    found = re.fullmatch(_HAN, text)
    if not found:
        return ""
    year = "".join(str(_DIGITS.index(digit)) for digit in found["year"].translate(_ZEROS))
    try:
        return date(int(year), _number(found["month"]), _number(found["day"])).isoformat()
    except ValueError:
        return ""


def shown_day(day: date) -> str:
    """A day in the interface language."""
    return _lawful(day) if _is_chinese() else _by_babel(day, "d MMM y")


def shown_day_of_year(day: date) -> str:
    """A day of a year that goes without saying, in the interface language."""
    return f"{day.month}月{day.day}日" if _is_chinese() else _by_babel(day, "d MMM")


def shown_moment(moment: datetime) -> str:
    """A day and a time on the clerk's clock, without seconds."""
    local = moment.astimezone()
    return f"{shown_day(local.date())} {shown_time(local)}"


def shown_time(moment: datetime) -> str:
    """A time on the clerk's clock, without seconds."""
    return f"{moment.astimezone():%H:%M}"


def _lawful(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _number(numeral: str) -> int:
    """五, 十, 十二, 二十, 三十一 as a number; 0 for what is none below a hundred."""
    tens, ten, ones = numeral.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return 0
    if not ten:
        return _DIGITS.index(tens)
    return 10 * (_DIGITS.index(tens) if tens else 1) + (_DIGITS.index(ones) if ones else 0)


def _is_chinese() -> bool:
    return language().startswith("zh")


def _by_babel(day: date, pattern: str) -> str:
    from babel.dates import format_date

    return format_date(day, pattern, locale=language())
