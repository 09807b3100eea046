"""The report that is due next and its day (条例第四十九条), by the days that the form file gives each kind of body."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from itertools import islice

from app.errors import NoEdition
from app.form import Form
from app.i18n import _, n_
from app.naming import date_in_words

_LAST_MONTH = 6
"""Until its end last year's report is thought of, also when it is overdue; after that, the running year's."""
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
    return date.fromisoformat(f"{report_year + 1:04}-{day}") if day else None


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
    day, count = date_in_words(duty.due.isoformat()), abs(duty.days_left)
    if duty.days_left > 0:
        text = n_("{year}: due by {day}, one day left", "{year}: due by {day}, {count} days left", count)
    elif duty.days_left < 0:
        text = n_("{year}: was due by {day}, one day late", "{year}: was due by {day}, {count} days late", count)
    else:
        text = _("{year}: due today, {day}")
    return text.format(year=duty.year, day=day, count=count)


def _due(form_for_year: Callable[[int], Form], level: str, year: int) -> date | None:
    try:
        return due_date(form_for_year(year), level, year)
    except NoEdition:
        return None
