"""The facts of a filing: each figure of its texts beside the cells that it means."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from app import numbers
from app.draft import Filing, Note
from app.facts.fact import Fact, Gap, State
from app.facts.numerals import Numeral
from app.facts.own import own_names
from app.facts.reckoning import Reckoning, Sum
from app.facts.statements import Reader, Statement
from app.facts.told import told
from app.facts.vocabulary import vocabulary
from app.form import Address

_CLEARLY = 2
"""A figure that is only nearly told differs where the tables have twice as much, or half."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What was found in one text: its facts, and the gaps that no difference from the tables explains."""

    facts: tuple[Fact, ...]
    gaps: tuple[Gap, ...]


def facts(filing: Filing) -> tuple[Fact, ...]:
    """Every figure of the narratives and of the text that found no place, in the order of the report."""
    return tuple(fact for one in (*of_narratives(filing), *of_notes(filing)) for fact in one.facts)


def of_narratives(filing: Filing) -> Iterator[Compared]:
    """What the narratives tell, one by one."""
    reckoning = Reckoning(filing)
    for place in filing.form.narratives:
        text = filing.draft.values.get(place, "")
        if text:
            yield _compared(reckoning, place, text, None)


def of_notes(filing: Filing) -> Iterator[Compared]:
    """What the text tells that found no place."""
    reckoning = Reckoning(filing)
    for note in filing.draft.notes:
        if note.kind == "unplaced":
            yield _compared(reckoning, note.place, note.text, note)


def _compared(reckoning: Reckoning, place: Address, text: str, note: Note | None) -> Compared:
    filing = reckoning.filing
    reader = Reader(filing.draft.year, own_names(filing), place in vocabulary().cautious)
    said = told(filing.form, place, text, reader, note)
    found = tuple(_judged(reckoning, *pair) for pair in zip(said.facts, said.statements, strict=True))
    return Compared(found, tuple(gap for gap in said.gaps if _is_new(gap, found)))


def _is_new(gap: Gap, found: tuple[Fact, ...]) -> bool:
    """Whether nothing is told of a gap's figures yet; a list of which the tables have every figure is right."""
    states = {found[n].state for n in gap.asked}
    is_told = State.DIFFERENT in states or any(found[n].state is State.DIFFERENT for n in gap.further)
    return not is_told and (gap.is_share or states != {State.EQUAL})


def _judged(reckoning: Reckoning, fact: Fact, said: Statement) -> Fact:
    """The fact with its state: equal to one of its readings, different from all, or undecided."""
    if not fact.places or said.meaning is None:
        return fact
    sums = [reckoning.sum(place) for place in fact.places]
    states = [_state(said.numeral, one) for one in sums]
    own = _in_unit(fact.value, sums[0].unit)
    if any(reckoning.printed.get(place) == own for place in fact.places):
        states = [State.EQUAL]
    nearest = min(range(len(sums)), key=lambda n: _distance(fact, sums[n])) if len(sums) > 1 else 0
    shown = (own, _written(sums[nearest].number))
    if State.EQUAL in states:
        return fact._replace(state=State.EQUAL, shown=shown)
    if State.UNKNOWN in states or not said.meaning.sure:
        return fact._replace(shown=shown)
    order = (nearest, *(n for n in range(len(sums)) if n != nearest))
    places = tuple(fact.places[n] for n in order)
    readings = tuple(fact.readings[n] for n in order)
    return fact._replace(state=State.DIFFERENT, shown=shown, places=places, readings=readings)


def _distance(fact: Fact, found: Sum) -> Decimal:
    return Decimal("Infinity") if found.number is None else abs(Decimal(found.number) * found.unit - fact.value)


def _written(number: numbers.Number | None) -> str:
    return "" if number is None else numbers.write(number)


def _state(numeral: Numeral | None, found: Sum) -> State:
    """How one sum stands to a figure; one with blanks can only be too much already."""
    if found.number is None:
        return State.UNKNOWN
    number = Decimal(found.number) * found.unit
    if numeral and found.is_whole and number == numeral.value:
        return State.EQUAL
    low, high = _range(numeral) if numeral else (Decimal(0), Decimal(0))
    if not found.is_whole:
        is_beyond = number > high and not (numeral and numeral.near) and found.is_count
        return State.DIFFERENT if is_beyond else State.UNKNOWN
    if low <= number <= high:
        return State.EQUAL
    if numeral and numeral.near:
        is_far = number > numeral.value * _CLEARLY or number * _CLEARLY < numeral.value
        return State.DIFFERENT if is_far else State.UNKNOWN
    return State.DIFFERENT


def _range(numeral: Numeral) -> tuple[Decimal, Decimal]:
    """Between which numbers lies what a figure says: 500余 from 500 to 600, 1.2万 what rounds to it."""
    value, step = numeral.value, numeral.step
    if numeral.near == "over":
        return value, value + step
    if numeral.near == "under":
        return value - step, value
    if numeral.near == "about":
        return value - step, value + step
    return value - step / 2, value + step / 2


@lru_cache(maxsize=1024)
def _in_unit(value: Decimal, unit: Decimal) -> str:
    """A figure of the text in the unit of the cells, as they write it."""
    number = value / unit
    return numbers.write(int(number) if number == number.to_integral_value() else number.normalize())
