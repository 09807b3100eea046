"""All findings of a filing, kept per check: after a change only the checks that read it are asked again.

Those that the clerk has confirmed stand aside, with the reason.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from app.confirm import Confirmed, parted
from app.draft import Filing
from app.facts import facts_agree, findings_of_unplaced
from app.finding import Finding
from app.form import Address, Form
from app.rules import ALWAYS, AT_FILING, RULES, TEXT, Check
from app.rules.notes import findings_of_notes

Readers = Mapping[Address, tuple[Check, ...]]
"""For each address the checks that read it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks of a filing have found, check by check; all that is open, and all that was confirmed.

    Both stand in the order of the report. `readers` are of these very checks: what is asked again is found among them.
    """

    filing: Filing
    last: Filing | None
    readers: Readers
    found: Mapping[Check, tuple[Finding, ...]]
    findings: tuple[Finding, ...]
    confirmed: tuple[Confirmed, ...] = ()


def check(filing: Filing, last: Filing | None = None) -> Checked:
    """Every check of the form, asked once. `last` is last year's filing; rules that need it rest without."""
    checks, readers = _checks(filing.form)
    return _checked(filing, last, readers, {one: one.run(filing, last) for one in checks})


def check_again(before: Checked, filing: Filing, changed: Iterable[Address]) -> Checked:
    """The findings after a change: only the checks that read what changed are asked."""
    asked = {one for address in changed for one in before.readers.get(address, ())}
    found = {one: one.run(filing, before.last) if one in asked else old for one, old in before.found.items()}
    return _checked(filing, before.last, before.readers, found)


def check_for_filing(filing: Filing, last: Filing | None = None) -> tuple[Finding, ...]:
    """All findings together with what is asked only when a report is to be filed: its blanks."""
    return (*check(filing, last).findings, *blank_places(filing, last))


def blank_places(filing: Filing, last: Filing | None = None) -> tuple[Finding, ...]:
    """What is asked only when a report is to be filed, one finding a section."""
    at_filing = (one for section in filing.form.sections for make in AT_FILING for one in make(filing.form, section))
    return tuple(chain.from_iterable(one.run(filing, last) for one in at_filing))


def _checked(
    filing: Filing, last: Filing | None, readers: Readers, found: Mapping[Check, tuple[Finding, ...]]
) -> Checked:
    everything = (*chain.from_iterable(found.values()), *findings_of_notes(filing), *findings_of_unplaced(filing))
    return Checked(filing, last, readers, found, *parted(filing, everything))


@lru_cache(maxsize=16)
def _checks(form: Form) -> tuple[tuple[Check, ...], Readers]:
    """The checks of a form, and which of them read an address."""
    checks = tuple(_make_checks(form))
    readers: dict[Address, list[Check]] = {}
    for one in checks:
        for address in one.reads:
            readers.setdefault(address, []).append(one)
    return checks, {address: tuple(found) for address, found in readers.items()}


def _make_checks(form: Form) -> Iterator[Check]:
    for section in form.sections:
        for make in (*ALWAYS, *TEXT):
            yield from make(form, section)
        for rule in section.rules:
            yield from RULES[rule.kind](form, section, rule)
    yield from facts_agree(form)
