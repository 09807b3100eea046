"""The duties of one report, each with its day and whether it is done: by the draft's state, or by the clerk's tick."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from app import checklist, duty
from app.checklist import Item, level_of
from app.draft import Filing
from app.duties.plan import Kind, Obligation, Plan
from app.entry import Event, State

_SATURDAY = 5
_ORDER = list(State)
TICK = "☑ {text}"
"""How an item that was ticked with the state of a draft stands in the remark that is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A duty with its day; None where the form names none. `done` is the day on which it was done, None if it is not.

    `by_state` says that the draft's state tells it: the clerk does not tick it.
    """

    id: str
    text: str
    source: str
    kind: Kind
    day: date | None
    done: date | None = None
    by_state: bool = False

    @property
    def is_on_weekend(self) -> bool:
        """Whether the day is a Saturday or a Sunday: then there is less time, for no text lets it be later."""
        return self.day is not None and self.day.weekday() >= _SATURDAY

    def days_left(self, today: date) -> int | None:
        """The days until then, negative where it is late; None without a day."""
        return (self.day - today).days if self.day else None


def appointments(
    plan: Plan, filing: Filing, state: State | None, events: Sequence[Event], ticks: Mapping[str, date]
) -> tuple[Appointment, ...]:
    """The duties for a report, by their days. `state` is None where no draft is begun; `ticks` are the clerk's, by id.

    The items of the checklist for which no duty stands are among them.
    """
    given = level_of(filing)
    level, year = given.id if given else "", filing.draft.year
    items = checklist.load(plan.family).items_for(filing)
    due = duty.due_date(filing.form, level, year)
    asked = [one for one in plan.obligations if one.concerns(level, year)]
    met = _Met(state, events, ticks, items)
    found = [_appointment(one, filing, due, met) for one in asked]
    covered = {id for one in plan.obligations for id in one.items}
    found += [_checked(item, due, met) for item in items if item.id not in covered]
    return tuple(sorted(found, key=lambda one: one.day or date.max))


@dataclass(frozen=True, slots=True)
class _Met:
    """What tells that a duty is done."""

    state: State | None
    events: Sequence[Event]
    ticks: Mapping[str, date]
    items: Sequence[Item]

    def by_state(self, name: str | None) -> date | None:
        """Since when the draft has been in this state or beyond it; None where it is not there now."""
        if name is None or self.state is None or not _is_at(self.state, name):
            return None
        run = list(takewhile(lambda one: _is_at(one.state, name), reversed(self.events)))
        return run[-1].at.astimezone().date() if run else None

    def by_sheet(self, ids: Sequence[str]) -> date | None:
        """When all these items were ticked with the state of the draft."""
        days = [self._ticked(item) for item in self.items if item.id in ids]
        return max(day for day in days if day) if days and all(days) else None

    def _ticked(self, item: Item) -> date | None:
        said = TICK.format(text=item.text)
        return next((one.at.astimezone().date() for one in reversed(self.events) if said in one.remark), None)


def _is_at(state: State, name: str) -> bool:
    """Whether a state is this one, or beyond it."""
    return _ORDER.index(state) >= _ORDER.index(State(name))


def _appointment(one: Obligation, filing: Filing, due: date | None, met: _Met) -> Appointment:
    done = met.by_state(one.state) or met.ticks.get(one.id) or met.by_sheet(one.items)
    return Appointment(
        id=one.id,
        text=one.text,
        source=one.source,
        kind=one.kind,
        day=_day(one, filing.draft.year, due),
        done=done,
        by_state=one.state is not None,
    )


def _checked(item: Item, due: date | None, met: _Met) -> Appointment:
    done = met.by_state(item.state) or met.ticks.get(item.id) or met.by_sheet((item.id,))
    return Appointment(
        id=item.id,
        text=item.text,
        source=item.source,
        kind="check",
        day=due,
        done=done,
        by_state=item.state is not None,
    )


def _day(one: Obligation, year: int, due: date | None) -> date | None:
    """The day of an obligation; None where it goes by the day of the report and the form names none."""
    if not one.day:
        return due - timedelta(days=one.before) if due else None
    if not date.min.year < year + one.years <= date.max.year:
        return None
    return date.fromisoformat(f"{year + one.years:04}-{one.day}") - timedelta(days=one.before)
