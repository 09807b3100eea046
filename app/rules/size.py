"""A figure whose size alone asks for a second look: not zero, a large share, a jump, an amount in the wrong unit."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from app.draft import Filing
from app.finding import Finding
from app.form import Address, Form, Rule, Section
from app.numbers import Number
from app.rules.base import Check, Line, breach, lines, read_at, summed, summed_before

_Found = Callable[[Filing, Filing | None], tuple[Finding, ...]]
_UNKNOWN = "—"


def zero(form: Form, section: Section, rule: Rule) -> Iterator[Check]:
    """One check a line: the sum of `left` is 0 (X7)."""
    for line in lines(form, section, rule):
        yield Check(read_at(form, line.at(rule.left)), _not_zero(rule, line.at(rule.left)))


def _not_zero(rule: Rule, addresses: tuple[Address, ...]) -> _Found:
    def run(filing: Filing, last: Filing | None) -> tuple[Finding, ...]:
        left = summed(filing, addresses)
        return (breach(rule, filing, addresses, (left,), {"left": left}),) if left else ()

    return run


def share(form: Form, section: Section, rule: Rule) -> Iterator[Check]:
    """One check a line: `left` is at most `percent` of `right`, asked where `right` is `least` or more (mistake 30)."""
    for line in lines(form, section, rule):
        yield Check(read_at(form, line.at((*rule.left, *rule.right))), _too_large(rule, line))


def _too_large(rule: Rule, line: Line) -> _Found:
    part_of, whole_of = line.at(rule.left), line.at(rule.right)

    def run(filing: Filing, last: Filing | None) -> tuple[Finding, ...]:
        part, whole = summed(filing, part_of), summed(filing, whole_of)
        if part is None or not whole or whole < rule.least or part * 100 <= whole * rule.percent:
            return ()
        said: dict[str, Number | str] = {"left": part, "right": whole, "share": f"{part * 100 / whole:.1f}%"}
        return (breach(rule, filing, (*part_of, *whole_of), (part,), said),)

    return run


def jump(form: Form, section: Section, rule: Rule) -> Iterator[Check]:
    """One check a line: no figure of `left` is far from last year's (mistake 36); of several the first is told.

    Far is more than `percent` away, or `times` as much or as little, where the greater of both is `least` or more;
    from 0 or to 0 already from `least_from_zero` on.
    """
    for line in lines(form, section, rule):
        yield Check(read_at(form, line.at(rule.left)), _jumped(rule, line))


def _jumped(rule: Rule, line: Line) -> _Found:
    def run(filing: Filing, last: Filing | None) -> tuple[Finding, ...]:
        for address in line.at(rule.left) if last else ():
            now, before = summed(filing, (address,)), summed_before(line.form, last, (address,))
            if now is not None and before is not None and _is_far(rule, now, before):
                return (breach(rule, filing, (address,), (now, before), {"left": now, "last": before}),)
        return ()

    return run


def _is_far(rule: Rule, now: Number, before: Number) -> bool:
    great, away = max(abs(Decimal(now)), abs(Decimal(before))), abs(Decimal(now) - Decimal(before))
    if rule.least_from_zero and not (now and before):
        return great >= rule.least_from_zero
    if not great or great < rule.least:
        return False
    small = min(abs(Decimal(now)), abs(Decimal(before)))
    is_times = bool(rule.times) and great >= small * rule.times
    return is_times or (bool(rule.percent) and away * 100 > abs(Decimal(before)) * rule.percent)


def amount(form: Form, section: Section, rule: Rule) -> Iterator[Check]:
    """One check a line: an amount that only the smaller unit explains (mistake 11).

    With last year's at hand, `times` as much as it and `least` or more; without, `most` or more. An amount with one
    decimal place or more than two is none in the smaller unit, which is written with two or none.
    """
    for line in lines(form, section, rule):
        yield Check(read_at(form, line.at(rule.left)), _in_smaller_unit(rule, line))


def _in_smaller_unit(rule: Rule, line: Line) -> _Found:
    addresses = line.at(rule.left)

    def run(filing: Filing, last: Filing | None) -> tuple[Finding, ...]:
        now, before = summed(filing, addresses), summed_before(line.form, last, addresses)
        if now is None or not _has_places_of_smaller(now) or not _is_too_much(rule, now, before):
            return ()
        compared = (now, before) if before else (now,)
        known = before if before is not None else _UNKNOWN
        said: dict[str, Number | str] = {"left": now, "last": known, "smaller": _plain(Decimal(now) * rule.smaller)}
        return (breach(rule, filing, addresses, compared, said),)

    return run


def _is_too_much(rule: Rule, now: Number, before: Number | None) -> bool:
    if before and rule.times:
        return now >= before * rule.times and now >= rule.least
    return bool(rule.most) and now >= rule.most


def _has_places_of_smaller(amount: Number) -> bool:
    return int(Decimal(amount).as_tuple().exponent) in (0, -2)


def _plain(amount: Decimal) -> Number:
    """The amount without decimal places that say nothing."""
    return int(amount) if amount == amount.to_integral_value() else amount
