"""Two sums of rows are equal, in each column (statutory rules A1, X1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app import numbers
from app.draft import Filing
from app.finding import Finding
from app.form import Address, Band, Form, Label, Rule, Section
from app.naming import column_name
from app.numbers import Number
from app.rules.base import Check, summed, summed_before


def equal(form: Form, section: Section, rule: Rule) -> Iterator[Check]:
    """One check for each column that is entered, and for each total one that follows from the columns it adds up.

    A side with a blank part is undecided and finds nothing. With `right_year` the right side is last year's; without
    last year's report, or where its edition has no such row under this id or an earlier one, the rule rests.
    """
    for band in section.bands:
        axis = band.column_axis
        for column in axis.leaves if _has_rows(band, rule) else ():
            parts = [_Equation(form, section, rule, part) for part in axis.entered(column) if part is not column]
            yield _Equation(form, section, rule, column).check(parts)


@dataclass(frozen=True, slots=True)
class Balance:
    """How a rule stands in one column: its sides and their difference, None while one of them is undecided."""

    column: str
    address: Address
    difference: Number | None
    left: Number | None = None
    right: Number | None = None


def balance_rule(section: Section) -> Rule | None:
    """The section's first rule of this kind that looks at this year alone."""
    return next((rule for rule in section.rules if rule.kind == "equal" and not rule.right_year), None)


def balances(filing: Filing, section: Section) -> tuple[Balance, ...]:
    """How the section's balance rule stands, column by column; nothing where it has none."""
    return tuple(equation.balance(filing) for equation in _balance_equations(filing.form, section))


@lru_cache(maxsize=64)
def _balance_equations(form: Form, section: Section) -> tuple["_Equation", ...]:
    rule = balance_rule(section)
    bands = [band for band in section.bands if rule and _has_rows(band, rule)]
    columns = [column for band in bands for column in band.column_axis.leaves]
    return tuple(_Equation(form, section, rule, column) for column in columns) if rule else ()


@dataclass(frozen=True, slots=True)
class _Equation:
    """The rule in one column."""

    form: Form
    section: Section
    rule: Rule
    column: Label

    def check(self, parts: list["_Equation"]) -> Check:
        left = self.sides(self.rule.left)
        right = self.sides(self.rule.right) if not self.rule.right_year else ()
        reads = frozenset(a for side in (*left, *right) for a in (side, *self.form.cells[side].parts))
        return Check(reads, lambda filing, last: self.findings(filing, last, parts))

    def sides(self, rows: tuple[str, ...]) -> tuple[Address, ...]:
        return tuple(f"{self.section.id}/{row}/{self.column.id}" for row in rows)

    def findings(self, filing: Filing, last: Filing | None, parts: list["_Equation"]) -> tuple[Finding, ...]:
        numbers_ = self.compared(filing, last)
        if numbers_ is None or numbers_[0] == numbers_[1]:
            return ()
        return (self.finding(*numbers_, cause=self.cause(filing, last, parts)),)

    def compared(self, filing: Filing, last: Filing | None) -> tuple[Number, Number] | None:
        """Both sides; None while one of them is undecided."""
        left, right = summed(filing, self.sides(self.rule.left)), self.right(filing, last)
        return None if left is None or right is None else (left, right)

    def right(self, filing: Filing, last: Filing | None) -> Number | None:
        """The right side: this year's, or last year's where its own form has it."""
        sides = self.sides(self.rule.right)
        if not self.rule.right_year:
            return summed(filing, sides)
        return summed_before(self.form, last, sides)

    def balance(self, filing: Filing) -> Balance:
        sides, first = self.compared(filing, None), self.sides(self.rule.left)[0]
        name = column_name(self.form.cells[first])
        return Balance(name, first, sides[0] - sides[1], *sides) if sides else Balance(name, first, None)

    def cause(self, filing: Filing, last: Filing | None, parts: list["_Equation"]) -> str:
        """The first broken column among those that a total adds up: the total's fault follows from it."""
        for part in parts:
            sides = part.compared(filing, last)
            if sides is not None and sides[0] != sides[1]:
                return part.finding(*sides).key
        return ""

    def finding(self, left: Number, right: Number, cause: str = "") -> Finding:
        own_right = () if self.rule.right_year else self.sides(self.rule.right)
        addresses = (*self.sides(self.rule.left), *own_right)
        difference = numbers.write(left - right)
        column = column_name(self.form.cells[addresses[0]])
        sides = {"left": numbers.write(left), "right": numbers.write(right)}
        message = self.rule.message.format(column=column, difference=difference, **sides)
        return Finding(
            code=self.rule.code,
            rule=self.rule.rule,
            severity=self.rule.severity,
            addresses=addresses,
            message=message,
            values=(sides["left"], sides["right"]),
            difference=difference,
            source=self.rule.source,
            mend=self.rule.mend,
            cause=cause,
        )


def _has_rows(band: Band, rule: Rule) -> bool:
    rows = (*rule.left, *(() if rule.right_year else rule.right))
    return all(band.row_axis.by_id(row) is not None for row in rows)
