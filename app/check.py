"""All findings of a filing, kept per check: after a change only the checks that read it are asked again.

Those that the clerk has confirmed stand aside, with the reason. Tables can be asked first and the texts afterwards: a
window opens sooner so, for the rules on text are many and their words are read when a text is first asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from app.confirm import Confirmed, parted
from app.draft import Filing
from app.finding import Finding
from app.form import Address, Form, Section
from app.rules import ALWAYS, AT_FILING, RULES, Check
from app.rules.notes import findings_of_notes

Readers = Mapping[Address, tuple[Check, ...]]
"""For each address the checks that read it."""

Checks = tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks of a filing have found, check by check; all that is open, and all that was confirmed.

    Both stand in the order of the report. `readers` are of these very checks: what is asked again is found among them.
    `is_whole` unless the texts have not been asked yet.
    """

    filing: Filing
    last: Filing | None
    readers: Readers
    found: Mapping[Check, tuple[Finding, ...]]
    findings: tuple[Finding, ...]
    confirmed: tuple[Confirmed, ...] = ()
    is_whole: bool = True


def check(filing: Filing, last: Filing | None = None) -> Checked:
    """Every check of the form, asked once. `last` is last year's filing; rules that need it rest without."""
    return complete(check_tables(filing, last))


def check_tables(filing: Filing, last: Filing | None = None) -> Checked:
    """The checks of the tables and of what must be written, asked once; `complete` asks those of the texts."""
    checks, readers = _table_checks(filing.form)
    return _checked(filing, last, readers, {one: one.run(filing, last) for one in checks}, is_whole=False)


def complete(before: Checked) -> Checked:
    """The same with the texts asked too; what has been asked is not asked again."""
    if before.is_whole:
        return before
    checks, readers = _checks(before.filing.form)
    known = before.found
    found = {one: known[one] if one in known else one.run(before.filing, before.last) for one in checks}
    return _checked(before.filing, before.last, readers, found)


def check_again(before: Checked, filing: Filing, changed: Iterable[Address]) -> Checked:
    """The findings after a change: only the checks that read what changed are asked."""
    asked = {one for address in changed for one in before.readers.get(address, ())}
    found = {one: one.run(filing, before.last) if one in asked else old for one, old in before.found.items()}
    return _checked(filing, before.last, before.readers, found, is_whole=before.is_whole)


def check_for_filing(filing: Filing, last: Filing | None = None) -> tuple[Finding, ...]:
    """All findings together with what is asked only when a report is to be filed: its blanks."""
    return (*check(filing, last).findings, *blank_places(filing, last))


def blank_places(filing: Filing, last: Filing | None = None) -> tuple[Finding, ...]:
    """What is asked only when a report is to be filed, one finding a section."""
    at_filing = (one for section in filing.form.sections for make in AT_FILING for one in make(filing.form, section))
    return tuple(chain.from_iterable(one.run(filing, last) for one in at_filing))


def _checked(
    filing: Filing,
    last: Filing | None,
    readers: Readers,
    found: Mapping[Check, tuple[Finding, ...]],
    *,
    is_whole: bool = True,
) -> Checked:
    unplaced = _findings_of_unplaced(filing) if is_whole else ()
    everything = (*chain.from_iterable(found.values()), *findings_of_notes(filing), *unplaced)
    return Checked(filing, last, readers, found, *parted(filing, everything), is_whole)


def _findings_of_unplaced(filing: Filing) -> tuple[Finding, ...]:
    from app.facts import findings_of_unplaced  # with the texts

    return findings_of_unplaced(filing)


@lru_cache(maxsize=16)
def _checks(form: Form) -> tuple[Checks, Readers]:
    """All checks of a form in the order of the report, and which of them read an address."""
    from app.facts import facts_agree  # with the texts

    sections = (checks for section in form.sections for checks in _of_section(form, section))
    return _with_readers((*chain.from_iterable(sections), *facts_agree(form)))


@lru_cache(maxsize=16)
def _table_checks(form: Form) -> tuple[Checks, Readers]:
    """Those of the tables alone: the very same checks."""
    return _with_readers(tuple(one for pair in _on_tables(form).values() for checks in pair for one in checks))


def _of_section(form: Form, section: Section) -> Iterator[Checks]:
    from app.rules.text import RULES_ON_TEXT  # with the texts

    always, ruled = _on_tables(form)[section.id]
    yield always
    yield tuple(one for make in RULES_ON_TEXT for one in make(form, section))
    yield ruled


@lru_cache(maxsize=16)
def _on_tables(form: Form) -> Mapping[str, tuple[Checks, Checks]]:
    """Of each section what is asked always, and what its own rules ask."""
    return {
        section.id: (
            tuple(one for make in ALWAYS for one in make(form, section)),
            tuple(one for rule in section.rules for one in RULES[rule.kind](form, section, rule)),
        )
        for section in form.sections
    }


def _with_readers(checks: Checks) -> tuple[Checks, Readers]:
    readers: dict[Address, list[Check]] = {}
    for one in checks:
        for address in one.reads:
            readers.setdefault(address, []).append(one)
    return checks, {address: tuple(found) for address, found in readers.items()}
