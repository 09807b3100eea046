"""Repairs that are certain, ready for one click: what a typed text can only mean, what another report already says.

A repair that only makes the sums agree is none: it would hide the mistake. So one is offered where a text has a single
reading, and where a rule leaves a single figure open; never where the clerk's ledger alone can tell.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app import numbers
from app.check import check
from app.draft import Filing, with_values, without_notes
from app.finding import Finding
from app.form import Address, Cell, Rule, RuleKind, Section
from app.i18n import _, n_
from app.naming import name_of
from app.numbers import Number
from app.remembered import renewed_text
from app.rules.base import summed, summed_before
from app.rules.certain import REPLACED, replaced
from app.rules.notes import FIGURE_CHANGED, note_behind

_PAIR = 2
_QUOTED = re.compile("“([^”]*)”")


@dataclass(frozen=True, slots=True)
class Mend:
    """One click: what the button says, the texts that it enters, and how the step is called when it is undone."""

    text: str
    texts: Mapping[Address, str]
    name: str


def mends(filing: Filing, last: Filing | None, finding: Finding) -> tuple[Mend, ...]:
    """The certain repairs of a finding, none where only the clerk can know. Each of them makes the finding go."""
    wording = _wording(finding) if finding.code in REPLACED and len(finding.values) == _PAIR else ""
    return tuple(_mend(filing, texts, wording) for texts in _texts(filing, last, finding))


def mend_together(filing: Filing, last: Filing | None, findings: Iterable[Finding]) -> Mend | None:
    """One click for all of several findings, None where one of them has not just one repair."""
    members = tuple(findings)
    each = [tuple(_texts(filing, last, finding)) for finding in members]
    if not each or any(len(found) != 1 for found in each):
        return None
    texts = {address: text for (found,) in each for address, text in found.items()}
    if len(texts) < sum(len(found) for (found,) in each):  # two repairs of one text
        return None
    is_reading = all(finding.code in _BY_CODE for finding in members)
    return _mend(filing, texts) if is_reading or _brings_no_error(filing, last, texts) else None


def settled(filing: Filing, findings: Iterable[Finding]) -> Filing:
    """The filing with the notes behind these findings laid aside."""
    return without_notes(filing, [note for finding in findings if (note := note_behind(filing, finding))])


def _texts(filing: Filing, last: Filing | None, finding: Finding) -> Iterator[Mapping[Address, str]]:
    """What each repair of a finding enters. A reading is right also where it brings to light that sums disagree."""
    by_code = _BY_CODE.get(finding.code)
    if by_code:
        yield from by_code(filing, finding)
    rule = _rule(filing, finding)
    if rule:
        for texts in _BY_RULE.get(rule.kind, _nothing)(filing, last, finding, rule):
            if _brings_no_error(filing, last, texts):
                yield texts


def _mend(filing: Filing, texts: Mapping[Address, str], wording: str = "") -> Mend:
    """One click; `wording` are the wrong words of a text and those in their place."""
    count, (address, text) = len(texts), next(iter(texts.items()))
    shown = _shown(filing, address, text)
    if count == 1:
        name = _("Mend {place}").format(place=name_of(filing.form, address))
        if address in filing.form.narratives and not wording:
            return Mend(_("Put the new figures in"), texts, name)
        return Mend(wording or _("Change to {text}").format(text=shown), texts, name)
    same = len(set(texts.values())) == 1
    label = _("Change all {count} to {text}") if same else _("Mend all {count} places")
    name = n_("Mend one place", "Mend {count} places", count).format(count=count)
    return Mend(label.format(count=count, text=shown), texts, name)


def _wording(finding: Finding) -> str:
    """The wrong words and the right ones, without those around them that stay."""
    old, new = finding.values
    right = _QUOTED.search(finding.mend)
    pairs = (
        [_pair(old, new, found.start(), right[1]) for found in re.finditer(re.escape(right[1]), new)] if right else []
    )
    was, now = next(filter(None, pairs), (old, new))
    return _("Change “{wrong}” → “{right}”").format(wrong=was, right=now)


def _pair(old: str, new: str, at: int, right: str) -> tuple[str, str] | None:
    """What of the old words stands where the new ones have the right word; None where more than that differs."""
    before, after = new[:at], new[at + len(right) :]
    wrong = old[at : len(old) - len(after)]
    return (wrong, right) if wrong and before + wrong + after == old else None


def _shown(filing: Filing, address: Address, text: str) -> str:
    asked = filing.form.fields.get(address)
    choices = asked.choices if asked else ()
    return next((choice.label for choice in choices if choice.id == text), text)


# What was typed has one reading


def _number(filing: Filing, finding: Finding) -> Iterator[Mapping[Address, str]]:
    from app.certain import number_in  # with the first number that is none

    (address,) = finding.addresses
    text = number_in(filing.value(address), filing.form.cells[address].value)
    if text:
        yield {address: text}


def _field(filing: Filing, finding: Finding) -> Iterator[Mapping[Address, str]]:
    from app.certain import choice_in, day_in

    (address,) = finding.addresses
    asked, written = filing.form.fields[address], filing.value(address)
    text = day_in(written) if asked.type == "date" else choice_in(written, asked)
    if text:
        yield {address: text}


# A sentence remembers where its figures come from


def _figures(filing: Filing, finding: Finding) -> Iterator[Mapping[Address, str]]:
    note = note_behind(filing, finding)
    if note is not None:
        yield {note.place: renewed_text(filing, note)}


# A rule leaves one figure open


def _rule(filing: Filing, finding: Finding) -> Rule | None:
    section = filing.form.section(finding.addresses[0]) if finding.addresses else None
    return next((rule for rule in section.rules if rule.code == finding.code), None) if section else None


def _equal(filing: Filing, last: Filing | None, finding: Finding, rule: Rule) -> Iterator[Mapping[Address, str]]:
    """A side that is one entered cell gets what the other says; of more cells, the one of which last year's tells."""
    section, column = filing.form.section(finding.addresses[0]), finding.addresses[0].rpartition("/")[2]
    if section is None:
        return
    left, right = ([f"{section.id}/{row}/{column}" for row in side] for side in (rule.left, rule.right))
    if rule.right_year:
        yield from _single(filing, left, summed_before(filing.form, last, right))
    elif len(left) == 1 and len(right) > 1:
        yield from _single(filing, left, summed(filing, right))
    elif len(right) == 1 and len(left) > 1:
        yield from _single(filing, right, summed(filing, left))
    else:
        yield from _told_by_last(filing, last, section, (*left, *right))


def _single(filing: Filing, side: list[Address], number: Number | None) -> Iterator[Mapping[Address, str]]:
    cell = filing.form.cells.get(side[0]) if len(side) == 1 else None
    if cell is not None and number is not None and _fits(cell, number):
        yield {cell.address: numbers.write(number)}


def _told_by_last(
    filing: Filing, last: Filing | None, section: Section, addresses: Iterable[Address]
) -> Iterator[Mapping[Address, str]]:
    """The cell that another rule compares with last year's report, where last year's figure makes the sides equal."""
    for rule in section.rules:
        for address in addresses if rule.right_year and rule.kind == "equal" else ():
            _id, row, column = address.split("/")
            sources = [f"{section.id}/{one}/{column}" for one in rule.right]
            if rule.left == (row,):
                found = _single(filing, [address], summed_before(filing.form, last, sources))
                yield from (texts for texts in found if _mends_balance(filing, last, address, texts))


def _mends_balance(filing: Filing, last: Filing | None, address: Address, texts: Mapping[Address, str]) -> bool:
    """Whether no fault of a rule is left in the cell."""
    after = check(with_values(filing, texts), last)
    return not any(one.severity == "error" and address in one.addresses for one in after.findings)


def _follows(filing: Filing, last: Filing | None, finding: Finding, rule: Rule) -> Iterator[Mapping[Address, str]]:
    """What last year's report alone says; what it says with figures of this year, only over what was proposed of them.

    A proposal that nobody touched is wrong where its parts are others now; a figure of the clerk's own may be right.
    """
    address, (_left, right) = finding.addresses[0], finding.values
    proposed = any(note.kind == "carried" and note.place == address for note in filing.draft.notes)
    cell = filing.form.cells[address]
    is_certain = proposed or not (rule.add or rule.subtract)
    if is_certain and len(rule.left) == 1 and not cell.is_total and numbers.parse(right, cell.value) is not None:
        yield {address: right}


def _nothing(filing: Filing, last: Filing | None, finding: Finding, rule: Rule) -> Iterator[Mapping[Address, str]]:
    """Of size and likeness alone nobody can tell which figure is right."""
    yield from ()


def _fits(cell: Cell, number: Number) -> bool:
    """Whether the number can be entered: never into a total, never one below nothing into a count."""
    return not cell.is_total and numbers.parse(numbers.write(number), cell.value) is not None


def _brings_no_error(filing: Filing, last: Filing | None, texts: Mapping[Address, str]) -> bool:
    """Whether no place that is mended has a fault afterwards that it has not now."""
    before, after = (_faults(one, last, texts) for one in (filing, with_values(filing, texts)))
    return after <= before


def _faults(filing: Filing, last: Filing | None, places: Iterable[Address]) -> set[str]:
    mended = set(places)
    found = check(filing, last).findings
    return {one.key for one in found if one.severity == "error" and mended.intersection(one.addresses)}


_BY_CODE: Mapping[str, Callable[[Filing, Finding], Iterator[Mapping[Address, str]]]] = {
    "number.invalid": _number,
    "field.invalid": _field,
    FIGURE_CHANGED: _figures,
    **dict.fromkeys(REPLACED, replaced),
}
_BY_RULE: Mapping[RuleKind, Callable[[Filing, Filing | None, Finding, Rule], Iterator[Mapping[Address, str]]]] = {
    "equal": _equal,
    "follows": _follows,
}
