"""Whose duties are shown, and of which report: the chosen draft's, or that of an organization and a year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app import duty
from app.draft import Filing, filing_of, new_filing, with_value
from app.duties.appointments import Appointment, appointments
from app.duties.plan import Plan, load
from app.duties.ticks import Ticks
from app.entry import Event, State, Summary
from app.errors import AppError
from app.form import Address
from app.form_file import form_for
from app.i18n import _
from app.store import Store


@dataclass(frozen=True, slots=True)
class Calendar:
    """The duties of one report; `id` and `state` are those of its draft, "" and None where none is begun."""

    plan: Plan
    filing: Filing
    id: str
    state: State | None
    duties: tuple[Appointment, ...]

    @property
    def name(self) -> str:
        """What the calendar is called."""
        return self.plan.name(self.filing.draft.organization, self.filing.draft.year)


def calendar(store: Store, family: str, organization: str, year: int) -> Calendar:
    """The calendar of an organization's report of a year, begun or not. Raises AppError, NoEdition among them."""
    plan = load(family)
    own = [one for one in store.entries() if (one.family, one.organization) == (family, organization)]
    here = max((one for one in own if one.year == year), key=lambda one: one.saved, default=None)
    filing = filing_of(store.load(here.id).draft) if here else _not_begun(store, own, family, organization, year)
    events: Sequence[Event] = store.history(here.id) if here else ()
    ticks = Ticks(store.path, family, organization, year).load()
    state = here.state if here else None
    return Calendar(plan, filing, here.id if here else "", state, appointments(plan, filing, state, events, ticks))


def whose(store: Store, ids: Sequence[str], today: date) -> tuple[str, str, int]:
    """Family, organization and report year that a clerk means by a choice; without one the report due next.

    Raises AppError where there is no draft at all.
    """
    known = store.entries()
    chosen = next((one for one in known if one.id in ids), None)
    if chosen:
        return chosen.family, chosen.organization, chosen.year
    if not known:
        raise AppError(_("There is no report yet whose duties could be shown. Begin one, or read in last year's."))
    newest = max(known, key=lambda one: one.saved)
    return newest.family, newest.organization, due_next(store, newest, today)


def years(store: Store, family: str, organization: str, today: date) -> tuple[int, ...]:
    """The report years whose duties can be shown: those of the drafts, the one thought of now, and the running one."""
    own = {one.year for one in store.entries() if (one.family, one.organization) == (family, organization)}
    return tuple(sorted(own | {duty.report_year(today), today.year}))


def due_next(store: Store, draft: Summary, today: date) -> int:
    """The report year that the organization of a draft must think of now; the draft's own where no form names a day."""
    own = [one for one in store.entries() if (one.family, one.organization) == (draft.family, draft.organization)]
    filed = {one.year for one in own if one.state is State.FILED}
    level = _level(filing_of(store.load(draft.id).draft))
    found = duty.duty(today, lambda year: form_for(draft.family, year), level, filed)
    return found.year if found else draft.year


def _not_begun(store: Store, own: Sequence[Summary], family: str, organization: str, year: int) -> Filing:
    """An empty report of the kind of body that the organization's last report says it is."""
    filing = new_filing(family, organization, year)
    newest = max(own, key=lambda one: (one.year, one.saved), default=None)
    address = _level_address(filing)
    level = _level(filing_of(store.load(newest.id).draft)) if newest else ""
    return with_value(filing, address, level) if address and level else filing


def _level(filing: Filing) -> str:
    address = _level_address(filing)
    return filing.value(address) if address else ""


def _level_address(filing: Filing) -> Address:
    from app.checklist import LEVEL

    return next((address for address, one in filing.form.fields.items() if one.id == LEVEL), "")
