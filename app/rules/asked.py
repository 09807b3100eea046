"""When a rule is asked at all, and of which other rule's breach its own is only a consequence."""

from collections.abc import Iterable
from dataclasses import replace

from app.draft import Filing
from app.finding import Finding
from app.form import Rule
from app.rules.base import Check


def where_asked(rule: Rule, check: Check) -> Check:
    """The check, resting before the rule's first year and where a field has none of the values that it names."""
    if not rule.from_year and not rule.when:
        return check

    def run(filing: Filing, last: Filing | None) -> tuple[Finding, ...]:
        return check.run(filing, last) if _is_asked(rule, filing) else ()

    return Check(check.reads | rule.when.keys(), run)


def _is_asked(rule: Rule, filing: Filing) -> bool:
    if filing.draft.year < rule.from_year:
        return False
    return all(filing.value(address) in accepted for address, accepted in rule.when.items())


def following(check: Check, causes: Iterable[Check]) -> Check:
    """The check, its findings following from those of other checks that speak of one of its cells."""
    near = tuple(one for one in causes if one.reads & check.reads)

    def run(filing: Filing, last: Filing | None) -> tuple[Finding, ...]:
        found = check.run(filing, last)
        roots = [root for one in near for root in one.run(filing, last)] if found else []
        return tuple(_following(one, roots) for one in found)

    return Check(check.reads.union(*(one.reads for one in near)), run)


def _following(finding: Finding, roots: Iterable[Finding]) -> Finding:
    shared = (root for root in roots if set(root.addresses) & set(finding.addresses))
    root = next(shared, None)
    return replace(finding, cause=root.key) if root and not finding.cause else finding
