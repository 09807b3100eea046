"""The figures of a filing by the places of a fact, each sum made once."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from app import numbers
from app.draft import Filing
from app.form import Address, Form, Value
from app.numbers import Number
from app.remembered import addresses_of

_MYRIAD = Decimal(10) ** 4
_MONEY: Mapping[str, Decimal] = {"元": Decimal(1), "万元": _MYRIAD, "亿元": _MYRIAD**2}


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum, None while nothing of it is filled; whether every part is; how many of the text's unit are in its own.

    `is_count`: no part can be below nothing, so that blanks can only add to it.
    """

    number: Number | None
    is_whole: bool
    unit: Decimal = Decimal(1)
    is_count: bool = True


class Reckoning:
    """Sums of one filing; `printed` are the totals as its file printed them where they differ."""

    def __init__(self, filing: Filing) -> None:
        self.filing = filing
        self.printed = {note.place: note.text for note in filing.draft.notes if note.kind == "printed_total"}
        self._sums: dict[str, Sum] = {}

    def sum(self, place: str) -> Sum:
        """The sum at a place."""
        if place not in self._sums:
            self._sums[place] = self._add(place)
        return self._sums[place]

    def _add(self, place: str) -> Sum:
        parts, unit, is_count = _parts(self.filing.form, place)
        values = self.filing.draft.values
        found = [n for leaf, value in parts if (n := numbers.parse(values.get(leaf, ""), value)) is not None]
        added = sum(found, start=0 * found[0]) if found else None
        return Sum(added, len(found) == len(parts), unit, is_count)


@lru_cache(maxsize=2048)
def entered(form: Form, place: str) -> tuple[Address, ...]:
    """The cells that are entered and make the figure at a place; none where the form has no such place."""
    cells = (form.cells[address] for address in addresses_of(form, place))
    return tuple(leaf for cell in cells for leaf in (cell.parts or (cell.address,)))


@lru_cache(maxsize=2048)
def _parts(form: Form, place: str) -> tuple[tuple[tuple[Address, Value], ...], Decimal, bool]:
    """The same cells with what they hold; how many of the text's unit are in theirs; whether all are counts."""
    parts = tuple((leaf, form.cells[leaf].value) for leaf in entered(form, place))
    unit = _MONEY.get(parts[0][1].unit, Decimal(1)) if parts else Decimal(1)
    return parts, unit, all(value.type != "signed" for _leaf, value in parts)
