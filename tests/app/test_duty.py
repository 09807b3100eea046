"""The report that is due next: which year, by which day, how long until then."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.duty import Duty, due_date, duty, duty_in_words
from app.errors import NoEdition
from app.form import Form
from app.form_file import editions, form_for
from app.i18n import use_language

WITHOUT_DAYS = """
edition = "first"
first_year = 2031
source = "某文"

[[section]]
id = "cover"
kind = "fields"
title = "封面"
fields = [{ id = "size", type = "choice", label = "规模", choices = [{ id = "small", label = "小" }] }]
"""


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


def of_year(year: int) -> Form:
    return form_for("disclosure", year)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize("form", editions(), ids=lambda form: form.edition)
@pytest.mark.parametrize(
    ("level", "due"),
    [
        ("department", "2026-01-31"),
        ("township", "2026-01-31"),
        ("government_office", "2026-01-31"),
        ("county", "2026-02-20"),
        ("city", "2026-03-10"),
        ("province", "2026-03-31"),
        ("vertical", "2026-03-31"),
    ],
)
def test_each_kind_of_body_has_the_day_of_the_notice(form: Form, level: str, due: str) -> None:
    assert due_date(form, level, 2025) == day(due)


def test_a_year_whose_report_no_calendar_reaches_has_no_day() -> None:
    assert due_date(of_year(2025), "county", 9998) == day("9999-02-20")
    assert due_date(of_year(2025), "county", 9999) is None


@pytest.mark.parametrize("level", ["", "ministry"])
def test_where_the_kind_is_not_known_the_earliest_day_is_taken(level: str) -> None:
    assert due_date(of_year(2025), level, 2025) == day("2026-01-31")


def test_a_form_that_names_no_day_has_none(form_of: Callable[[str], Form]) -> None:
    form = form_of(WITHOUT_DAYS)
    assert due_date(form, "small", 2031) is None
    assert due_date(form, "", 2031) is None
    assert duty(day("2032-01-10"), lambda year: form, "small", ()) is None


def test_a_kind_without_a_day_has_none_though_others_have(form_of: Callable[[str], Form]) -> None:
    form = form_of(
        WITHOUT_DAYS.replace('label = "小" }', 'label = "小" }, { id = "big", label = "大", due = "05-01" }')
    )
    assert (due_date(form, "small", 2031), due_date(form, "big", 2031)) == (None, day("2032-05-01"))


@pytest.mark.parametrize(
    ("today", "level", "filed", "expected"),
    [
        ("2026-11-23", "department", (), Duty(2026, day("2027-01-31"), 69)),
        ("2026-01-10", "department", (), Duty(2025, day("2026-01-31"), 21)),
        ("2026-01-31", "department", (), Duty(2025, day("2026-01-31"), 0)),
        ("2026-02-10", "department", (), Duty(2025, day("2026-01-31"), -10)),
        ("2026-02-10", "county", (2024,), Duty(2025, day("2026-02-20"), 10)),
        ("2026-02-10", "department", (2025,), Duty(2026, day("2027-01-31"), 355)),
        ("2026-06-30", "department", (), Duty(2025, day("2026-01-31"), -150)),
        ("2026-07-01", "department", (), Duty(2026, day("2027-01-31"), 214)),
        ("2026-12-31", "province", (2025, 2026), Duty(2027, day("2028-03-31"), 456)),
        ("2019-03-01", "department", (), Duty(2019, day("2020-01-31"), 336)),
    ],
)
def test_the_report_to_think_of_is_the_first_that_is_not_filed(
    today: str, level: str, filed: tuple[int, ...], expected: Duty
) -> None:
    assert duty(day(today), of_year, level, filed) == expected


def test_a_year_that_is_begun_is_told_as_such() -> None:
    found = [duty(day("2026-01-10"), of_year, "department", (), begun) for begun in ((), (2024,), (2024, 2025))]
    assert [one.is_begun for one in found if one] == [False, False, True]


def test_a_clock_set_to_before_the_first_edition_gives_no_duty_and_no_fault() -> None:
    assert duty(day("1970-01-01"), of_year, "department", ()) is None


@given(today=st.dates(date(2019, 1, 1), date(2100, 1, 1)), filed=st.sets(st.integers(2015, 2102), max_size=3))
def test_the_duty_of_any_day_is_open_and_at_most_half_a_year_late(today: date, filed: set[int]) -> None:
    found = duty(today, of_year, "department", filed)
    assert found is None or found.year not in filed
    if found is not None:
        assert found.due - timedelta(days=found.days_left) == today
        assert found.year in (today.year - 1, today.year) or {today.year} & filed
        assert found.days_left >= -151


def test_an_office_whose_form_begins_later_is_told_of_its_first_year() -> None:
    def later(year: int) -> Form:
        if year < 2027:
            raise NoEdition("none")
        return of_year(year)

    assert duty(day("2026-02-10"), later, "department", ()) == Duty(2027, day("2028-01-31"), 720)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (21, "2025: due by 31 Jan 2026, 21 days left"),
        (1, "2025: due by 31 Jan 2026, one day left"),
        (0, "2025: due today, 31 Jan 2026"),
        (-1, "2025: was due by 31 Jan 2026, one day late"),
        (-10, "2025: was due by 31 Jan 2026, 10 days late"),
    ],
)
def test_the_duty_is_told_in_one_line(days: int, said: str) -> None:
    assert duty_in_words(Duty(2025, day("2026-01-31"), days)) == said
