"""Differences that only follow from a broken sum of the tables: one cause is one question."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.draft import Filing
from app.facts.fact import Fact
from app.facts.reckoning import entered
from app.form import Address, Section
from app.rules.equal import balance_rule, balances


@dataclass(frozen=True, slots=True)
class Broken:
    """The cells of a column in which a rule does not hold, by how much, and the key of the finding that is the root."""

    cells: frozenset[Address]
    difference: Decimal
    key: str


def broken(filing: Filing) -> tuple[Broken, ...]:
    """The columns in which the balance of a table does not hold."""
    return tuple(one for section in filing.form.sections for one in _broken(filing, section))


def explains(one: Broken, fact: Fact, cells: frozenset[Address]) -> bool:
    """Whether a fact of these cells is off by just what is broken there."""
    off = Decimal(fact.shown[0]) - Decimal(fact.shown[1])
    return abs(off) == abs(one.difference) and not one.cells.isdisjoint(cells)


def _broken(filing: Filing, section: Section) -> Iterator[Broken]:
    """The total's finding follows from the first column that is broken; that one is the root of all."""
    rule = balance_rule(section)
    wrong = [one for one in balances(filing, section) if one.difference]
    parts = [one for one in wrong if not filing.form.cells[one.address].column.sum]
    for one in wrong if rule else ():
        root = one if one in parts or not parts else parts[0]
        column = one.address.rpartition("/")[2]
        places = (f"{section.id}/{row}/{column}" for row in (*rule.left, *rule.right)) if rule else ()
        cells = frozenset(leaf for place in places for leaf in entered(filing.form, place))
        yield Broken(cells, Decimal(one.difference or 0), f"{rule.code}:{root.address}" if rule else "")
