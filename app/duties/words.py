"""What is said of a duty: its day, how far it is, whether it is done; and the calendar as events for other programs."""

from datetime import date
from uuid import NAMESPACE_URL, uuid5

from app.dates import shown_day
from app.duties.appointments import Appointment
from app.duties.calendar import Calendar
from app.i18n import _, n_
from app.writers.ics import Event

_NAMESPACE = "urn:gongkai:duty:1"
_LONG_AGO = 366
"""Days after which nobody counts how late a duty is."""


def day_in_words(one: Appointment) -> str:
    """The day with its weekday; that it is not known where the form names none."""
    if one.day is None:
        return _("no day is set")
    return _("{day}, {weekday}").format(day=shown_day(one.day), weekday=_weekday(one.day))


def standing_in_words(one: Appointment, today: date) -> str:
    """Whether it is done, and when; otherwise how many days are left, or how late it is."""
    if one.done:
        return _("done on {day}").format(day=shown_day(one.done))
    left = one.days_left(today)
    if left is None:
        return _("open")
    if left == 0:
        return _("today")
    if left > 0:
        return n_("one day left", "{count} days left", left).format(count=left)
    if -left > _LONG_AGO:
        return _("past due")
    return n_("one day late", "{count} days late", -left).format(count=-left)


def weekend_in_words(one: Appointment) -> str:
    """What a day at the weekend means; "" for any other."""
    if one.day is None or not one.is_on_weekend:
        return ""
    text = _("{day} is a {weekday}. No rule lets it be later: see to it before.")
    return text.format(day=shown_day(one.day), weekday=_weekday(one.day))


def summary_in_words(calendar: Calendar) -> str:
    """How many duties are done, in one line."""
    done = sum(one.done is not None for one in calendar.duties)
    return _("{done} of {count} done").format(done=done, count=len(calendar.duties))


def events(calendar: Calendar) -> tuple[Event, ...]:
    """The duties that have a day, for a calendar program; one that is done is marked, and reminds nobody any more."""
    return tuple(_event(calendar, one, one.day) for one in calendar.duties if one.day)


def uid(calendar: Calendar, id: str) -> str:
    """The mark of a duty in calendar programs: the same at every export, so that it is brought up to date there."""
    draft = calendar.filing.draft
    name = "\t".join((_NAMESPACE, draft.family, draft.organization, str(draft.year), id))
    return f"{uuid5(NAMESPACE_URL, name)}@gongkai"


def _event(calendar: Calendar, one: Appointment, day: date) -> Event:
    draft = calendar.filing.draft
    about = (calendar.plan.kinds[one.kind], one.source, weekend_in_words(one), calendar.name)
    return Event(
        uid=uid(calendar, one.id),
        day=day,
        summary=("✓ " if one.done else "") + f"{one.text}（{draft.year}）",
        description="\n".join(filter(None, about)),
        remind=() if one.done else calendar.plan.remind,
    )


def _weekday(day: date) -> str:
    names = (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    )  # fmt: skip
    return names[day.weekday()]
