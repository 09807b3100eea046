"""A whole against its parts: the report that puts several bodies together has the sum of theirs, cell by cell (X9).

Not among the checks of one report: it is asked where the reports of the bodies are at hand.
"""

from collections.abc import Iterator, Sequence

from app import numbers
from app.draft import Filing
from app.finding import Finding
from app.form import Address
from app.i18n import _
from app.naming import name_of
from app.numbers import Number
from app.rules.base import summed


def sum_of_bodies(whole: Filing, bodies: Sequence[Filing]) -> tuple[Finding, ...]:
    """A finding for each entered cell of the whole that is not the sum of the bodies' cells.

    A cell that is blank, or no number, in one of them is undecided; so is every cell where a body reports in another
    edition or of another year.
    """
    if not bodies or any((one.form, one.draft.year) != (whole.form, whole.draft.year) for one in bodies):
        return ()
    return tuple(_findings(whole, bodies))


def _findings(whole: Filing, bodies: Sequence[Filing]) -> Iterator[Finding]:
    for address, cell in whole.form.cells.items():
        found = None if cell.is_total else _compared(whole, bodies, address)
        if found and found[0] != found[1]:
            yield _finding(whole, address, len(bodies), *found)


def _compared(whole: Filing, bodies: Sequence[Filing], address: Address) -> tuple[Number, Number] | None:
    """The figure of the whole and the sum of the bodies'; None while one is undecided."""
    total, parts = summed(whole, [address]), [summed(one, [address]) for one in bodies]
    known = [part for part in parts if part is not None]
    return None if total is None or len(known) < len(parts) else (total, sum(known, start=0))


def _finding(whole: Filing, address: Address, count: int, total: Number, parts: Number) -> Finding:
    written, added, difference = (numbers.write(number) for number in (total, parts, total - parts))
    message = _("{place}: the report says {total}, the reports of its {count} bodies add up to {sum}.")
    return Finding(
        code="bodies.sum",
        rule="X9",
        severity="warning",
        addresses=(address,),
        message=message.format(place=name_of(whole.form, address), total=written, count=count, sum=added),
        values=(written, added),
        difference=difference,
        source=_("{notice} asks for figures summed up from body to body; it prints no equation.").format(
            notice=whole.form.source
        ),
        mend=_("See whether a body is missing or counted twice, then correct its report or this one."),
    )
