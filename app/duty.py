"""The report that is due next and its day (条例第四十九条), by the days that the form file gives each kind of body."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from itertools import islice

from app.dates import shown_day
from app.errors import NoEdition
from app.form import Form
from app.i18n import _, n_

_LAST_MONTH = 6
"""Until its end last year's report is thought of, also when it is overdue; after that, the running year's."""
_LONG_OVERDUE = 366
"""Days after which nobody counts how late a report is."""
_YEARS_AHEAD = 3
"""So many years are asked for a day; a form that names none would be asked for ever."""


@dataclass(frozen=True, slots=True)
class Duty:
    """The report year to think of now, the day by which its report is due, the days until then; negative: overdue.

    `is_begun` says whether there is a draft of that year.
    """

    year: int
    due: date
    days_left: int
    is_begun: bool = False


def due_date(form: Form, level: str, report_year: int) -> date | None:
    """The day by which the report of a year is due from a kind of body; the earliest of all where it is not known.

    None where the form names no day.
    """
    choices = [choice for asked in form.fields.values() for choice in asked.choices]
    own = next((choice for choice in choices if choice.id == level), None)
    day = own.due if own else min((choice.due for choice in choices if choice.due), default="")
    is_a_year = date.min.year <= report_year + 1 <= date.max.year
    return date.fromisoformat(f"{report_year + 1:04}-{day}") if day and is_a_year else None


def duty(
    today: date,
    form_for_year: Callable[[int], Form],
    level: str,
    filed_years: Collection[int],
    begun_years: Collection[int] = (),
) -> Duty | None:
    """The first report not filed: last year's in the first half of the year, the running year's, or a later one.

    `form_for_year` may raise NoEdition: such a year has no duty. None where no form names a day.
    """
    open_years = (year for year in range(report_year(today), date.max.year) if year not in filed_years)
    for year in islice(open_years, _YEARS_AHEAD):
        due = _due(form_for_year, level, year)
        if due is not None:
            return Duty(year, due, (due - today).days, year in begun_years)
    return None


def report_year(today: date) -> int:
    """The year whose report is thought of on a day: last year in its first half, the running year after that."""
    return today.year - (today.month <= _LAST_MONTH)


def duty_in_words(duty: Duty) -> str:
    """The duty in one line: the year, the day, how long it is until then or since."""
    day, count = shown_day(duty.due), abs(duty.days_left)
    if duty.days_left > 0:
        text = n_("{year}: due by {day}, one day left", "{year}: due by {day}, {count} days left", count)
    elif duty.days_left < 0:
        text = n_("{year}: was due by {day}, one day late", "{year}: was due by {day}, {count} days late", count)
    else:
        text = _("{year}: due today, {day}")
    return text.format(year=duty.year, day=day, count=count)


def countdown_in_words(form: Form, level: str, report_year: int, today: date, *, short: bool = False) -> str:
    """How long it is until a report must be handed in, or since; "" where the form names no day (条例第四十九条).

    `short` leaves the day away.
    """
    due = due_date(form, level, report_year)
    if due is None:
        return ""
    left = (due - today).days
    text = _short_countdown(left) if short else _countdown(left)
    return text.format(day=shown_day(due), count=abs(left))


def _countdown(left: int) -> str:
    if left > 0:
        return n_("Due by {day}: one day left", "Due by {day}: {count} days left", left)
    if left == 0:
        return _("Due today, {day}")
    if left >= -_LONG_OVERDUE:
        return n_("Was due by {day}: one day late", "Was due by {day}: {count} days late", -left)
    return _("Was due by {day}")


def _short_countdown(left: int) -> str:
    if left > 0:
        return n_("one day left", "{count} days left", left)
    if left == 0:
        return _("due today")
    return n_("one day late", "{count} days late", -left) if left >= -_LONG_OVERDUE else _("past due")


def _due(form_for_year: Callable[[int], Form], level: str, year: int) -> date | None:
    try:
        return due_date(form_for_year(year), level, year)
    except NoEdition:
        return None
