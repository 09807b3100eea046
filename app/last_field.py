"""What stood in a field of the cover last year, as it is shown."""

from app.dates import date_in_words
from app.draft import Filing
from app.earlier import earlier
from app.form import Address, Field, Form


def last_field(form: Form, address: Address, last: Filing | None) -> str:
    """Last year's entry in words; "" where there was none, or a tick, which needs none."""
    there = earlier(form, address, last.form) if last else ""
    if not last or not there or form.fields[address].type in ("flag", "year"):
        return ""
    return in_words(last.form.fields[there], last.value(there))


def in_words(field: Field, value: str) -> str:
    """The entry of a field as it is shown: the label of a choice, a day as the law writes it."""
    if field.type == "date":
        return date_in_words(value)
    return next((choice.label for choice in field.choices if choice.id == value), value)
