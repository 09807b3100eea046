"""What the rows of a band must add up to, column by column: by its labels, and by the rules of its section."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from app.form import Band, Section
from app.match.words import figure_in

Figures = Sequence[Decimal | None]
"""The numbers of a row in the order of the law's columns; None for a cell without one."""


@dataclass(frozen=True, slots=True)
class Equation:
    """The ids of rows that add up to the same as other rows, in each column."""

    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def rows(self) -> tuple[str, ...]:
        """All of them."""
        return self.left + self.right


def equations(section: Section, band: Band) -> tuple[Equation, ...]:
    """A row of totals and its parts; the section's own rules of balance."""
    return tuple(_of_totals(band)) + tuple(_of_rules(section, band))


def holds(equation: Equation, known: Mapping[str, Figures]) -> bool | None:
    """Whether it is so in every column in which all numbers are known; None where there is none."""
    rows = [known.get(id) for id in equation.rows]
    if any(row is None for row in rows):
        return None
    checked = [_adds_up(equation, figures) for figures in zip(*(row for row in rows if row is not None), strict=True)]
    told = [one for one in checked if one is not None]
    return all(told) if told else None


def settled(
    all_of: Sequence[Equation], known: Mapping[str, Figures], ways: Mapping[str, Sequence[tuple[str, ...]]]
) -> dict[str, tuple[str, ...]]:
    """For rows that may be read in several ways the one with which the columns add up, where it is the only one."""
    found: dict[str, tuple[str, ...]] = {}
    figures = dict(known)
    for _round in ways:
        for equation in all_of:
            open_ = [id for id in equation.rows if id in ways and id not in figures]
            only = _only_way(equation, figures, {id: ways[id] for id in open_}) if open_ else {}
            found |= only
            figures |= {id: figures_of(texts) for id, texts in only.items()}
    return found


def figures_of(texts: Sequence[str]) -> Figures:
    """The numbers of a row's texts."""
    return tuple(Decimal(figure.replace(",", "")) if (figure := figure_in(text)[0]) else None for text in texts)


_MOST = 2_000
"""Combinations that are tried."""


def _only_way(
    equation: Equation, known: Mapping[str, Figures], ways: Mapping[str, Sequence[tuple[str, ...]]]
) -> dict[str, tuple[str, ...]]:
    count = 1
    for one in ways.values():
        count *= len(one)
    if count > _MOST:
        return {}
    held = []
    for chosen in product(*ways.values()):
        trial = dict(zip(ways, chosen, strict=True))
        if holds(equation, {**known, **{id: figures_of(texts) for id, texts in trial.items()}}):
            held.append(trial)
    return held[0] if len(held) == 1 else {}


def _adds_up(equation: Equation, figures: Sequence[Decimal | None]) -> bool | None:
    if any(figure is None for figure in figures):
        return None
    whole = [figure for figure in figures if figure is not None]
    return sum(whole[: len(equation.left)]) == sum(whole[len(equation.left) :])


def _of_totals(band: Band) -> Iterator[Equation]:
    axis = band.row_axis
    for row in axis.leaves:
        if row.sum:
            yield Equation(tuple(part.id for part in axis.entered(row)), (row.id,))


def _of_rules(section: Section, band: Band) -> Iterator[Equation]:
    ids = {row.id for row in band.row_axis.leaves}
    for rule in section.rules:
        if rule.kind == "equal" and not rule.right_year and ids.issuperset(rule.left + rule.right):
            yield Equation(rule.left, rule.right)
