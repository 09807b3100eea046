"""A check: what it reads, and what it finds there; and what the kinds of rules share: lines, sums, last year's."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app import numbers
from app.draft import Filing
from app.earlier import earlier
from app.finding import Finding
from app.form import Address, Axis, Form, Label, Rule, Section, Value
from app.naming import column_name, name_of, row_name
from app.numbers import Number

Run = Callable[[Filing, Filing | None], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """One question to a filing and, where the rule asks for it, to last year's.

    It is asked again only when an address in `reads` changes.
    """

    reads: frozenset[Address]
    run: Run


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One column of a band, or one row, in which a rule compares the figures of several rows, or columns."""

    form: Form
    section: Section
    label: Label
    is_column: bool

    def at(self, ids: Iterable[str]) -> tuple[Address, ...]:
        """The addresses of these rows, or columns, in the line."""
        pairs = ((id, self.label.id) if self.is_column else (self.label.id, id) for id in ids)
        return tuple(f"{self.section.id}/{row}/{column}" for row, column in pairs)


def lines(form: Form, section: Section, rule: Rule) -> Iterator[Line]:
    """The lines of a rule: where all that it names stands along one side of a band.

    Totals follow from what they add up, so they are lines only where the rule names them.
    """
    named = {*rule.left, *rule.right, *rule.last, *rule.add, *rule.subtract}
    for band in section.bands:
        if named <= _ids(band.row_axis):
            yield from (Line(form, section, one, True) for one in _asked(band.column_axis, rule))
        elif named <= _ids(band.column_axis):
            yield from (Line(form, section, one, False) for one in _asked(band.row_axis, rule))


def _ids(axis: Axis) -> set[str]:
    return {leaf.id for leaf in axis.leaves}


def _asked(axis: Axis, rule: Rule) -> Iterator[Label]:
    return (leaf for leaf in axis.leaves if (leaf.id in rule.only if rule.only else not leaf.sum))


def read_at(form: Form, addresses: Iterable[Address]) -> frozenset[Address]:
    """The addresses with what their totals add up: a check that reads them is asked when one of these changes."""
    return frozenset(one for address in addresses for one in (address, *form.cells[address].parts))


def summed(filing: Filing, addresses: Iterable[Address]) -> Number | None:
    """The sum of the figures; None where the form lacks an address, or one has a part without a number."""
    values, added = filing.draft.values, list[Number]()
    for address in addresses:
        parts = _entered(filing.form, address)
        for part, value in parts:
            number = numbers.parse(values.get(part, ""), value)
            if number is None:
                return None
            added.append(number)
        if not parts:
            return None
    return sum(added, start=0)


@lru_cache(maxsize=8192)
def _entered(form: Form, address: Address) -> tuple[tuple[Address, Value], ...]:
    """The cells that are entered and make a figure, with what they hold; none where the form lacks the address."""
    cell = form.cells.get(address)
    return tuple((part, form.cells[part].value) for part in cell.parts or (address,)) if cell else ()


def summed_before(form: Form, last: Filing | None, addresses: Iterable[Address]) -> Number | None:
    """The same of last year's report, where its own form has these places; None without one."""
    return summed(last, [_earlier(form, address, last.form) for address in addresses]) if last else None


_earlier = lru_cache(maxsize=8192)(earlier)
"""Forms are compared by identity, and there are few."""


def breach(
    rule: Rule,
    filing: Filing,
    addresses: tuple[Address, ...],
    compared: tuple[Number, ...],
    said: Mapping[str, Number | str],
) -> Finding:
    """The finding of a rule at cells, told in the rule's own words; `compared` are the numbers, left before right.

    The words say by how much they differ without a sign.
    """
    cell = filing.form.cells[addresses[0]]
    values = tuple(numbers.write(number) for number in compared)
    difference = numbers.write(compared[0] - compared[1]) if len(compared) > 1 else ""
    words = {name: one if isinstance(one, str) else numbers.write(one) for name, one in said.items()}
    where = {"place": name_of(filing.form, addresses[0]), "row": row_name(cell), "column": column_name(cell)}
    return Finding(
        code=rule.code,
        rule=rule.rule,
        severity=rule.severity,
        addresses=addresses,
        message=rule.message.format(**where, **words, difference=difference.lstrip("-")),
        values=values,
        difference=difference,
        source=rule.source,
        mend=rule.mend,
    )
