"""The numbers of a filing: entered, or summed from what was entered."""

from decimal import Decimal
from functools import lru_cache

from app import numbers
from app.draft import Filing
from app.form import Address, Form
from app.numbers import Number


def figure(filing: Filing, address: Address) -> Number | None:
    """The number printed at an address: entered, or summed from the entered cells that its labels name.

    None where nothing was entered, or nothing that is a number: a blank is not zero. Unit: the band's. A total of
    which parts are blank is the sum of the others; `missing` tells them.
    """
    cell = filing.form.cells[address]
    if not cell.is_total:
        text = filing.draft.values.get(address, "")
        return numbers.parse(text, cell.value) if text else None
    found = [number for part in cell.parts if (number := figure(filing, part)) is not None]
    return sum(found, start=Decimal() if cell.value.type == "money" else 0) if found else None


def missing(filing: Filing, address: Address) -> tuple[Address, ...]:
    """The parts without a number that keep a figure from being whole; for an entered cell, itself."""
    cell = filing.form.cells[address]
    return tuple(part for part in cell.parts or (address,) if figure(filing, part) is None)


def printed(filing: Filing, address: Address) -> str:
    """The text that stands at a cell: the figure in the law's writing, or what was entered and is no number."""
    number = figure(filing, address)
    return filing.draft.values.get(address, "") if number is None else numbers.write(number)


def blanks(filing: Filing) -> tuple[Address, ...]:
    """The addresses that a report must fill and that are blank, in the order of the report (条例第五十条)."""
    return tuple(address for address in required(filing.form) if not filing.value(address))


@lru_cache(maxsize=16)
def required(form: Form) -> tuple[Address, ...]:
    """The addresses that a report must fill, in the order of the report (条例第五十条)."""
    return tuple(address for address in form.addresses if _is_required(form, address))


def _is_required(form: Form, address: Address) -> bool:
    asked = form.fields.get(address)
    if asked is not None:
        return asked.required
    narrative = form.narratives.get(address)
    return narrative is None or narrative.required
