"""Fields of the cover page hold what they are made for: a day of the calendar, one of the choices."""

from collections.abc import Iterator
from datetime import date

from app.draft import Filing
from app.finding import Finding
from app.form import Address, Field, Form, Section
from app.i18n import _
from app.rules.base import Check


def fields_entered(form: Form, section: Section) -> Iterator[Check]:
    """One check for each date and choice; what is none is kept as typed and asked about."""
    for field in section.fields:
        if field.type in ("date", "choice"):
            yield _check(f"{section.id}/{field.id}", field)


def _check(address: Address, field: Field) -> Check:
    def run(filing: Filing, last: Filing | None) -> tuple[Finding, ...]:
        text = filing.value(address)
        return () if not text or _fits(field, text) else (_finding(address, field, text),)

    return Check(frozenset((address,)), run)


def _fits(field: Field, text: str) -> bool:
    if field.type == "choice":
        return any(choice.id == text for choice in field.choices)
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _finding(address: Address, field: Field, text: str) -> Finding:
    if field.type == "date":
        message, mend = _("{field}: “{text}” is no day of the calendar."), _("Write year, month and day: 2026-1-5.")
    else:
        message, mend = _("{field}: “{text}” is not one of the choices."), _("Choose one of the list.")
    return Finding(
        code="field.invalid",
        rule="",
        severity="warning",
        addresses=(address,),
        message=message.format(field=field.label, text=text),
        values=(text,),
        mend=mend,
    )
