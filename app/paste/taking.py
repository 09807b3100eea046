"""From aims to a landing: what can be read is taken, what is doubtful is refused, totals are compared."""

from typing import Literal

from app import numbers
from app.draft import Filing, with_values
from app.figures import figure
from app.form import Address
from app.naming import name_of
from app.paste import reasons
from app.paste.aims import Aim, Aims, Check
from app.paste.clip import Clip
from app.paste.landing import Landed, Landing

_MOST_TOLD = 6
"""Totals that differ and are told one by one."""

_LONGEST = 64
"""Characters: a longer text is no number."""


def landing(filing: Filing, clip: Clip, aims: Aims, by: Literal["labels", "place"]) -> Landing:
    """What is entered where of the aims, and what is told of the rest."""
    landed = _landed(filing, aims)
    after = with_values(filing, {one.address: one.text for one in landed})
    if by == "labels":
        _tell_sums(after, aims)
    else:
        _refuse_sums(after, aims)
    if aims.blanks:
        aims.tell(reasons.blanks(aims.blanks))
    if not landed and not aims.rejected and not aims.told:
        aims.tell(reasons.nothing())
    rejected = sorted(dict.fromkeys(aims.rejected), key=lambda one: (one.row, one.column))
    return Landing(tuple(landed), tuple(rejected), tuple(aims.told), by, clip.rows, clip.columns, clip.texts)


def _landed(filing: Filing, aims: Aims) -> list[Landed]:
    """What can be read, in the order of the clipboard; a row that is said twice and differently gives nothing."""
    read: dict[Address, str] = {}
    sure: list[tuple[Aim, str]] = []
    torn: set[str] = set()
    for aim in aims.aims:
        value = filing.form.cells[aim.address].value
        if len(aim.cell.text) > _LONGEST or numbers.parse(aim.cell.text, value) is None:
            aims.reject(aim.cell, reasons.unreadable(aim.cell.text, value), aim.address)
            continue
        text = numbers.canonical(aim.cell.text, value)
        if read.setdefault(aim.address, text) != text:
            torn.add(aim.row or aim.address)
        sure.append((aim, text))
    landed: dict[Address, Landed] = {}
    for aim, text in sure:
        if (aim.row or aim.address) in torn:
            aims.reject(aim.cell, reasons.twice(name_of(filing.form, aim.row or aim.address)), aim.address)
        elif aim.address not in landed:
            row, column = aim.cell.row, aim.cell.column
            landed[aim.address] = Landed(aim.address, text, filing.value(aim.address), row, column)
    return sorted(landed.values(), key=lambda one: (one.row, one.column))


def _unequal(after: Filing, check: Check) -> str | None:
    """The sum computed, where the clipboard has another number; "" where nothing can be added up yet."""
    number = numbers.parse(check.cell.text, after.form.cells[check.parts[0]].value)
    found = [part for address in check.parts if (part := figure(after, address)) is not None]
    if number is None or (found and sum(found) == number):
        return None
    return numbers.write(sum(found)) if found else ""


def _tell_sums(after: Filing, aims: Aims) -> None:
    """Tells the totals of the clipboard that are not the sums of what will stand there."""
    differing = [(check, sum_) for check in aims.checks if (sum_ := _unequal(after, check))]
    for check, computed in differing[:_MOST_TOLD]:
        aims.tell(reasons.unequal(check.name, check.cell.text, computed))
    if len(differing) > _MOST_TOLD:
        aims.tell(reasons.more(len(differing) - _MOST_TOLD))


def _refuse_sums(after: Filing, aims: Aims) -> None:
    """Refuses the numbers that fall on totals and are not what will be computed there."""
    for check in aims.checks:
        computed = _unequal(after, check)
        if computed is not None:
            aims.reject(check.cell, reasons.total(check.cell.text, computed))
