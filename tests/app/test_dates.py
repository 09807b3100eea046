"""Days and times as people read them: the law's way in Chinese, Babel's in English, in 汉字 where they are typed so."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from babel.dates import format_date

from app.dates import date_in_words, iso_of_han, shown_day, shown_day_of_year, shown_moment, shown_time
from app.draft import new_filing, with_value
from app.i18n import use_language

DAY = date(2026, 1, 5)


@pytest.fixture(autouse=True)
def chinese_again() -> Iterator[None]:
    yield
    use_language("zh_CN")


@pytest.mark.parametrize("language", ["zh_CN", "zh_Hant"])
def test_in_chinese_a_day_is_written_as_the_law_writes_it(language: str) -> None:
    use_language(language)
    assert shown_day(DAY) == "2026年1月5日"
    assert shown_day_of_year(DAY) == "1月5日"


@pytest.mark.parametrize("locale", ["zh_CN", "zh_Hant_HK", "zh_Hant_MO"])
def test_the_laws_way_is_babels_too(locale: str) -> None:
    assert shown_day(DAY) == format_date(DAY, "long", locale=locale)


def test_in_english_a_day_is_written_in_english() -> None:
    use_language("en")
    assert shown_day(DAY) == "5 Jan 2026"
    assert shown_day_of_year(DAY) == "5 Jan"


def test_a_moment_is_told_by_the_clerks_own_clock() -> None:
    moment = datetime(2026, 1, 5, 16, 7, 30, tzinfo=UTC)
    here = moment.astimezone()
    assert shown_moment(moment) == f"{shown_day(here.date())} {here:%H:%M}"
    assert shown_time(moment) == f"{here:%H:%M}"


def test_what_is_printed_stays_the_laws_in_every_language() -> None:
    use_language("en")
    assert date_in_words("2026-01-05") == "2026年1月5日"
    assert date_in_words("next week") == "next week"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("二〇二六年一月五日", "2026-01-05"),
        ("二零二六年十月十日", "2026-10-10"),
        ("二○二四年十二月三十一日", "2024-12-31"),
        ("二〇二四年二月二十九日", "2024-02-29"),
        ("二〇二六年二月二十号", "2026-02-20"),
    ],
)
def test_a_day_in_han_characters_is_understood(text: str, iso: str) -> None:
    assert iso_of_han(text) == iso


@pytest.mark.parametrize(
    "text",
    [
        "二〇二六年二月三十日",
        "二〇二六年十三月一日",
        "二〇二六年一月",
        "二〇二六年一月五十日",
        "二〇二六年一月十十日",
        "二〇二六年一月一二日",
        "二六年一月五日",
        "2026年1月5日",
        "",
    ],
)
def test_what_is_no_day_in_han_characters_is_left(text: str) -> None:
    assert iso_of_han(text) == ""


def test_every_day_of_a_leap_year_is_understood_in_han_characters() -> None:
    numerals = ["", *"一二三四五六七八九十"]
    numerals += [f"十{one}" for one in numerals[1:10]]
    numerals += ["二十", *(f"二十{one}" for one in numerals[1:10]), "三十", "三十一"]
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(366)]
    told = [iso_of_han(f"二〇二四年{numerals[day.month]}月{numerals[day.day]}日") for day in days]
    assert told == [day.isoformat() for day in days]


def test_a_day_typed_in_han_characters_is_entered_as_the_day() -> None:
    filing = with_value(new_filing("disclosure", "某局", 2025), "cover/signed_on", "二〇二六年一月五日")
    assert filing.value("cover/signed_on") == "2026-01-05"
