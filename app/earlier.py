"""Where last year's form has what stands in this one: the one look-up, for what is carried over and for rules."""

from collections.abc import Iterator
from itertools import product

from app.form import Address, Field, Form, Label, Section


def earlier(form: Form, address: Address, last: Form) -> Address:
    """Last year's address of the same thing: as it stands, or by ids declared `renamed`; "" where it has no such place.

    An address that this form lacks itself is looked for as it stands.
    """
    return next((one for one in _names(form, address) if _has(last, one)), "")


def _names(form: Form, address: Address) -> Iterator[Address]:
    """What the place may have been called, its own address first."""
    return map("/".join, product(*(_ids(part) for part in _parts(form, address))))


def _parts(form: Form, address: Address) -> tuple[Section | Field | Label | str, ...]:
    """What the address is made of; an id alone where the form has nothing behind it."""
    section, cell, asked = form.section(address), form.cells.get(address), form.fields.get(address)
    first, *others = address.split("/")
    if cell is not None:
        return (cell.section, cell.row, cell.column)
    return (section or first, *((asked,) if asked is not None else others))


def _ids(part: Section | Field | Label | str) -> tuple[str, ...]:
    return (part,) if isinstance(part, str) else (part.id, *part.renamed)


def _has(form: Form, address: Address) -> bool:
    return address in form.cells or address in form.fields or address in form.narratives
