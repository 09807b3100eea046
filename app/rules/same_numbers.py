"""A table is not last year's once more (X10)."""

from collections.abc import Iterator
from functools import lru_cache

from app.draft import Filing
from app.earlier import earlier
from app.figures import figure
from app.finding import Finding
from app.form import Address, Form, Rule, Section
from app.naming import table_name
from app.rules.base import Check


def same_numbers(form: Form, section: Section, rule: Rule) -> Iterator[Check]:
    """One check a table: not all that is entered is as last year, where `least` or more of it is not 0.

    With `left` only figures of these rows or columns are counted; all are compared, blanks with blanks. The rule rests
    where last year's form lacks one of the cells.
    """
    entered = form.entries(section)
    counted = frozenset(one for one in entered if not rule.left or _is_named(one, rule))

    def run(filing: Filing, last: Filing | None) -> tuple[Finding, ...]:
        if last is None or not _is_same(filing, last, section):
            return ()
        found = tuple(one for one in entered if one in counted and figure(filing, one))
        return (_finding(rule, section, found),) if len(found) >= rule.least else ()

    yield Check(frozenset(entered), run)


def _is_named(address: Address, rule: Rule) -> bool:
    _section, row, column = address.split("/")
    return row in rule.left or column in rule.left


def _is_same(filing: Filing, last: Filing, section: Section) -> bool:
    pairs = _pairs(filing.form, section, last.form)
    return bool(pairs) and all(
        filing.draft.values.get(here) == last.draft.values.get(there) or _figures_agree(filing, here, last, there)
        for here, there in pairs
    )


def _figures_agree(filing: Filing, here: Address, last: Filing, there: Address) -> bool:
    """Whether two texts mean one number: 0.1 and 0.10."""
    number = figure(filing, here)
    return number is not None and number == figure(last, there)


@lru_cache(maxsize=64)
def _pairs(form: Form, section: Section, last: Form) -> tuple[tuple[Address, Address], ...]:
    """This year's cells with last year's; none where one of them is new."""
    pairs = tuple((one, earlier(form, one, last)) for one in form.entries(section))
    return pairs if all(there in last.cells for _here, there in pairs) else ()


def _finding(rule: Rule, section: Section, addresses: tuple[Address, ...]) -> Finding:
    count = str(len(addresses))
    return Finding(
        code=rule.code,
        rule=rule.rule,
        severity=rule.severity,
        addresses=addresses,
        message=rule.message.format(table=table_name(section), count=count),
        values=(count,),
        source=rule.source,
        mend=rule.mend,
    )
