"""Which of many moments are worth keeping: the older they are, the wider apart. For versions and for backups."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Thinning:
    """All of the last days, then one a day, then one a week, then one a month; before that one a year, for ever."""

    all_days: int = 2
    days: int = 12
    weeks: int = 10
    months: int = 9


DEFAULT = Thinning()


def kept(times: Iterable[datetime], now: datetime, rule: Thinning = DEFAULT) -> set[datetime]:
    """The moments to keep: of each span of the rule the last one, and all that are later than now.

    The newest is always among them. Days, weeks and months are those of the zone of `now`.
    """
    last: dict[Hashable, datetime] = {}
    for time in times:
        span = _span(time.astimezone(now.tzinfo), now, rule)
        last[span] = max(time, last.get(span, time))
    return set(last.values())


def _span(time: datetime, now: datetime, rule: Thinning) -> Hashable:
    """What the moment shares its place with. The age counts whole days, so that no day falls into two spans."""
    age = (now.date() - time.date()).days
    until_days = rule.all_days + rule.days
    until_weeks = until_days + 7 * rule.weeks
    if age <= rule.all_days:
        return time
    if age <= until_days:
        return "day", time.date()
    if age <= until_weeks:
        return "week", time.year, time.isocalendar()[:2]  # a week over New Year is two: each year keeps something
    if age <= until_weeks + 30 * rule.months:
        return "month", time.year, time.month
    return "year", time.year
