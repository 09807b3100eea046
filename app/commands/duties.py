"""The verb for the calendar of duties: what is due when, what is done, ticks, and a file for calendar programs."""

from argparse import ArgumentParser
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.call import FINDINGS, FINE, Answer, Call, Verb
from app.commands.parser import year
from app.commands.shapes import Shape
from app.commands.words import columns
from app.commands.years import ids_of
from app.errors import AppError
from app.i18n import _
from app.near import near

if TYPE_CHECKING:
    from app.duties import Appointment
    from app.duties.calendar import Calendar

_CALENDAR = ".ics"


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("whose", metavar=_("ORGANIZATION"), nargs="?", help=_("organization, or draft number"))
    parser.add_argument("--year", type=year, metavar=_("YEAR"), help=_("the report year, instead of the draft's"))
    parser.add_argument("--done", metavar=_("DUTY"), help=_("tick a duty as done today"))
    parser.add_argument("--open", metavar=_("DUTY"), help=_("take the tick of a duty away"))
    parser.add_argument("-o", "--output", type=Path, metavar=_("FILE"), help=_("an .ics file for a calendar program"))
    parser.add_argument("--force", action="store_true", help=_("replace a file that is there"))


def _duties(call: Call) -> Answer:
    from app.duties.calendar import calendar

    options, today = call.options, date.today()
    family, organization, year = _whose(call, today)
    shown = calendar(call.store, family, organization, year)
    if options.done or options.open:
        _tick(call, shown, today)
        shown = calendar(call.store, family, organization, year)
    if options.output:
        _write(shown, options.output, overwrite=options.force)
    is_late = any(not one.done and (one.days_left(today) or 0) < 0 for one in shown.duties)
    return Answer(_in_words(shown, today, options.output), _shape(shown, today), FINDINGS if is_late else FINE)


def _whose(call: Call, today: date) -> tuple[str, str, int]:
    """Family, organization and report year: a draft's own, of a name alone the report that is due next."""
    from app.duties.calendar import due_next, whose

    given, asked = call.options.whose, call.options.year
    family, organization, year = whose(call.store, ids_of(call, [given] if given else []), today)
    if given == organization:
        own = [one for one in call.store.entries() if (one.family, one.organization) == (family, organization)]
        year = due_next(call.store, max(own, key=lambda one: one.saved), today)
    return family, organization, asked or year


def _tick(call: Call, shown: "Calendar", today: date) -> None:
    """Ticks a duty, or takes its tick away. Raises AppError for one that the state of the draft tells."""
    from app.duties.ticks import Ticks

    id, draft = call.options.done or call.options.open, shown.filing.draft
    one = next((duty for duty in shown.duties if duty.id == id), None)
    if one is None:
        ids = [duty.id for duty in shown.duties]
        text = _("There is no duty “{id}”{hint}. Those there are: {ids}.")
        raise AppError(text.format(id=id, hint=near(id, ids), ids=_(", ").join(ids)))
    if one.by_state:
        raise AppError(
            _("“{duty}” is done when the draft comes into its state: see “gongkai state”.").format(duty=one.text)
        )
    ticks = Ticks(call.store_file, draft.family, draft.organization, draft.year)
    ticks.save(id, today if call.options.done else None)


def _write(shown: "Calendar", path: Path, *, overwrite: bool) -> None:
    from app.duties.words import events
    from app.export import refuse_existing
    from app.safe_file import replace_file
    from app.writers.ics import write_ics

    if path.suffix.lower() != _CALENDAR:
        text = _("{file}: please give another name that ends in {suffix}. Nothing was written.")
        raise AppError(text.format(file=path, suffix=_CALENDAR))
    refuse_existing(path, overwrite)
    replace_file(path, write_ics(events(shown), shown.name, datetime.now(UTC)))


def _in_words(shown: "Calendar", today: date, path: Path | None) -> str:
    from app.duties.words import day_in_words, standing_in_words, summary_in_words, weekend_in_words

    head = ("", _("Day"), _("Standing"), _("Duty"), _("What is to be done"))
    rows = [
        ("✓" if one.done else "", day_in_words(one), standing_in_words(one, today), one.id, one.text)
        for one in shown.duties
    ]
    weekends = dict.fromkeys(weekend_in_words(one) for one in shown.duties if not one.done)
    written = _("Written: {file}").format(file=path) if path else ""
    lines = (shown.name, summary_in_words(shown), columns([head, *rows]), *weekends, written)
    return "\n".join(filter(None, lines))


def _shape(shown: "Calendar", today: date) -> Shape:
    draft = shown.filing.draft
    return {
        "organization": draft.organization,
        "year": draft.year,
        "id": shown.id,
        "duties": [_duty_shape(one, today) for one in shown.duties],
    }


def _duty_shape(one: "Appointment", today: date) -> Shape:
    return {
        "id": one.id,
        "kind": one.kind,
        "day": one.day.isoformat() if one.day else "",
        "weekend": one.is_on_weekend,
        "days_left": one.days_left(today),
        "done": one.done.isoformat() if one.done else "",
        "text": one.text,
        "source": one.source,
    }


DUTIES = Verb(lambda: _("list what is to be done for a report by when; tick it; write a calendar"), _arguments, _duties)
