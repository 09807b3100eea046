"""All findings of a filing, kept per check: after a change only the checks that read it are asked again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from app.draft import Filing
from app.finding import Finding
from app.form import Address, Form
from app.rules import ALWAYS, AT_FILING, RULES, Check
from app.rules.notes import findings_of_notes


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks of a filing have found, check by check."""

    filing: Filing
    last: Filing | None
    found: Mapping[Check, tuple[Finding, ...]]
    noted: tuple[Finding, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings in the order of the report."""
        return (*chain.from_iterable(self.found.values()), *self.noted)


def check(filing: Filing, last: Filing | None = None) -> Checked:
    """Every check of the form, asked once. `last` is last year's filing; rules that need it rest without."""
    found = {one: one.run(filing, last) for one in _checks(filing.form)}
    return Checked(filing, last, found, findings_of_notes(filing))


def check_again(before: Checked, filing: Filing, changed: Iterable[Address]) -> Checked:
    """The findings after a change: only the checks that read what changed are asked."""
    reading = _readers(filing.form)
    asked = {one for address in changed for one in reading.get(address, ())}
    found = {one: one.run(filing, before.last) if one in asked else old for one, old in before.found.items()}
    return Checked(filing, before.last, found, findings_of_notes(filing))


def check_for_filing(filing: Filing, last: Filing | None = None) -> tuple[Finding, ...]:
    """All findings together with what is asked only when a report is to be filed: its blanks."""
    at_filing = (one for section in filing.form.sections for make in AT_FILING for one in make(filing.form, section))
    blank = chain.from_iterable(one.run(filing, last) for one in at_filing)
    return (*check(filing, last).findings, *blank)


@lru_cache(maxsize=16)
def _checks(form: Form) -> tuple[Check, ...]:
    return tuple(_make_checks(form))


@lru_cache(maxsize=16)
def _readers(form: Form) -> Mapping[Address, tuple[Check, ...]]:
    reading: dict[Address, list[Check]] = {}
    for one in _checks(form):
        for address in one.reads:
            reading.setdefault(address, []).append(one)
    return {address: tuple(checks) for address, checks in reading.items()}


def _make_checks(form: Form) -> Iterator[Check]:
    for section in form.sections:
        for make in ALWAYS:
            yield from make(form, section)
        for rule in section.rules:
            yield from RULES[rule.kind](form, section, rule)
