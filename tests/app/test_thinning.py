"""Thinning: near by all is kept, far away little, and never the newest lost."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from app.store.thinning import Thinning, kept

NOW = datetime(2026, 3, 18, 15, 0, tzinfo=UTC)
moments = st.lists(st.datetimes(datetime(2015, 1, 1), datetime(2026, 4, 1), timezones=st.just(UTC)), max_size=60)


def ago(**span: float) -> datetime:
    return NOW - timedelta(**span)


def every(step: timedelta, span: timedelta) -> list[datetime]:
    return [NOW - i * step for i in range(span // step)]


def test_nothing_of_the_last_two_days_goes() -> None:
    times = every(timedelta(minutes=30), timedelta(days=2))
    assert kept(times, NOW) == set(times)


def test_of_each_of_the_next_twelve_days_the_last_one_stays() -> None:
    days = [datetime(2026, 3, 4 + i, hour, tzinfo=UTC) for i in range(12) for hour in (9, 12, 17)]
    assert kept(days, NOW) == {time for time in days if time.hour == 17}


def test_then_one_a_week_one_a_month_one_a_year() -> None:
    times = every(timedelta(hours=6), timedelta(days=5 * 366))
    ages = [(NOW.date() - time.date()).days for time in kept(times, NOW)]
    days, weeks, months = (sum(first <= age < end for age in ages) for first, end in ((3, 15), (15, 85), (85, 355)))
    assert days == 12
    assert weeks in (10, 11, 12)  # one more where New Year cuts a week in two
    assert months in (9, 10)
    assert sum(age >= 355 for age in ages) == 5


def test_what_is_later_than_now_stays_and_the_clock_may_be_set_back() -> None:
    future = [NOW + timedelta(days=i) for i in range(400)]
    assert kept(future, NOW) == set(future)


def test_days_are_those_of_the_zone_of_now() -> None:
    china = timezone(timedelta(hours=8))
    before, after = datetime(2026, 3, 9, 15, 30, tzinfo=UTC), datetime(2026, 3, 9, 16, 30, tzinfo=UTC)
    assert kept([before, after], NOW) == {after}
    assert kept([before, after], NOW.astimezone(china)) == {before, after}


def test_another_rule_keeps_less() -> None:
    times = every(timedelta(days=1), timedelta(days=20))
    assert len(kept(times, NOW, Thinning(all_days=0, days=3, weeks=0, months=1))) == 1 + 3 + 2


@given(moments)
def test_the_newest_stays_and_thinning_twice_is_thinning_once(times: list[datetime]) -> None:
    worth = kept(times, NOW)
    assert worth <= set(times)
    assert kept(worth, NOW) == worth
    assert not times or max(times) in worth
    assert {time for time in times if time >= ago(days=2)} <= worth
    assert {time.year for time in worth} == {time.year for time in times}


@given(moments, st.timedeltas(timedelta(), timedelta(days=800)))
def test_of_what_lay_in_a_year_something_is_left_for_ever(times: list[datetime], later: timedelta) -> None:
    once = kept(times, NOW)
    again = kept(once, NOW + later)
    assert {time.year for time in again} == {time.year for time in times}
