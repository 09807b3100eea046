"""A figure follows from last year's and this year's, or is at most or at least what they make (X2–X6)."""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.draft import Filing
from app.finding import Finding
from app.form import Form, Rule, RuleKind, Section
from app.numbers import Number
from app.rules.base import Check, Line, breach, lines, read_at, summed, summed_before

_HOLDS: Mapping[RuleKind, Callable[[Number, Number], bool]] = {
    "follows": operator.eq,
    "at_most": operator.le,
    "at_least": operator.ge,
}


def reckoned(form: Form, section: Section, rule: Rule) -> Iterator[Check]:
    """One check a line: `left` against last year's figures at `last` with this year's at `add`, without `subtract`.

    A blank among them decides nothing. A rule with `last` rests without last year's report, or where that has no such
    place.
    """
    for line in lines(form, section, rule):
        yield _Reckoning(rule, line).check()


@dataclass(frozen=True, slots=True)
class _Reckoning:
    """The rule in one line."""

    rule: Rule
    line: Line

    def check(self) -> Check:
        named = self.line.at((*self.rule.left, *self.rule.add, *self.rule.subtract))
        return Check(read_at(self.line.form, named), self.findings)

    def findings(self, filing: Filing, last: Filing | None) -> tuple[Finding, ...]:
        sums = self.sums(filing, last)
        if sums is None:
            return ()
        left, before, added, subtracted = sums
        right = before + added - subtracted
        if _HOLDS[self.rule.kind](left, right):
            return ()
        addresses = self.line.at((*self.rule.left, *self.rule.add, *self.rule.subtract))
        parts: dict[str, Number | str] = {"last": before, "add": added, "subtract": subtracted}
        return (breach(self.rule, filing, addresses, (left, right), {"left": left, "right": right, **parts}),)

    def sums(self, filing: Filing, last: Filing | None) -> tuple[Number, Number, Number, Number] | None:
        """What is compared, last year's, what is added and what is taken away; None while one is undecided."""
        at = self.line.at
        own = [summed(filing, at(ids)) for ids in (self.rule.left, self.rule.add, self.rule.subtract)]
        before = summed_before(self.line.form, last, at(self.rule.last)) if self.rule.last else 0
        left, added, subtracted = own
        if left is None or before is None or added is None or subtracted is None:
            return None
        return left, before, added, subtracted
