"""Every table cell that is filled holds a number of its kind (statutory rule A5)."""

from collections.abc import Iterator

from app import numbers
from app.draft import Filing
from app.finding import Finding
from app.form import Cell, Form, Section
from app.i18n import _
from app.naming import name_of
from app.rules.base import Check


def numbers_entered(form: Form, section: Section) -> Iterator[Check]:
    """One check for each cell that is entered; what is no number stays in view and is told."""
    for cell in form.cells_of(section):
        if not cell.is_total:
            yield _check(form, cell)


def _check(form: Form, cell: Cell) -> Check:
    def run(filing: Filing, last: Filing | None) -> tuple[Finding, ...]:
        text = filing.draft.values.get(cell.address, "")
        if not text or numbers.parse(text, cell.value) is not None:
            return ()
        return (_finding(form, cell, text),)

    return Check(frozenset((cell.address,)), run)


def _finding(form: Form, cell: Cell, text: str) -> Finding:
    message = _("{place}: “{text}” is not {kind}. It is kept as typed and counts in no sum.")
    return Finding(
        code="number.invalid",
        rule="A5",
        severity="error",
        addresses=(cell.address,),
        message=message.format(place=name_of(form, cell.address), text=text, kind=_kind(cell)),
        values=(text,),
        source=_("Cells of the statutory tables hold numbers alone."),
        mend=_mend(cell),
    )


def _kind(cell: Cell) -> str:
    kinds = {
        "count": _("a whole number of 0 or more"),
        "signed": _("a whole number, with a minus for a decrease"),
        "money": _("an amount of 0 or more with at most {places} decimal places").format(places=cell.value.places),
    }
    return kinds[cell.value.type]


def _mend(cell: Cell) -> str:
    if cell.value.unit:
        text = _("Type digits only, for example 12; the unit {unit} may stand behind them.")
        return text.format(unit=cell.value.unit)
    return _("Type digits only, for example 12, without a unit or a remark.")
