"""The figures and the cover of two filings, place by place."""

from dataclasses import dataclass
from enum import StrEnum

from app import numbers
from app.compare.places import Place, places
from app.dates import date_in_words
from app.draft import Filing
from app.figures import figure, missing, printed
from app.form import Address
from app.i18n import _
from app.naming import column_name, row_name
from app.numbers import Number


class Change(StrEnum):
    """What became of a place; the last two where only one of the forms has it."""

    SAME = "same"
    CHANGED = "changed"
    FILLED = "filled"
    EMPTIED = "emptied"
    ONLY_OLD = "only_old"
    ONLY_NEW = "only_new"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """A cell or a line of the cover in both filings.

    `address` is that of the new form, or of the old one where only that has the place; `old_address` is "" where the
    old form lacks it. `column` is "" on the cover.
    `difference` is the new number less the old one, with its sign; "" where one of them is no number.
    """

    address: Address
    old_address: Address
    section: str
    title: str
    row: str
    column: str
    old: str
    new: str
    change: Change
    difference: str = ""
    is_total: bool = False

    @property
    def differs(self) -> bool:
        """Whether there is something else to read; a place that one form lacks counts where something stands in it."""
        if self.change in (Change.ONLY_OLD, Change.ONLY_NEW):
            return bool(self.old or self.new)
        return self.change != Change.SAME


def cell_changes(old: Filing, new: Filing) -> tuple[CellChange, ...]:
    """The cells of both forms with their totals, by section in the order of the new form."""
    return tuple(_cell(old, new, place) for place in places(old.form, new.form, old.form.cells, new.form.cells))


def field_changes(old: Filing, new: Filing) -> tuple[CellChange, ...]:
    """The lines of the cover, identity included, in the order of the new form."""
    return tuple(_field(old, new, place) for place in places(old.form, new.form, old.form.fields, new.form.fields))


def _cell(old: Filing, new: Filing, place: Place) -> CellChange:
    cell = new.form.cells[place.new] if place.new else old.form.cells[place.old]
    (old_text, old_number), (new_text, new_number) = _standing(old, place.old), _standing(new, place.new)
    both = old_number is not None and new_number is not None
    is_same = old_number == new_number if both else old_text == new_text
    return CellChange(
        address=cell.address,
        old_address=place.old,
        section=cell.section.id,
        title=cell.section.title,
        row=row_name(cell),
        column=column_name(cell),
        old=old_text,
        new=new_text,
        change=_change(place, old_text, new_text, is_same),
        difference=_difference(old_number, new_number),
        is_total=cell.is_total,
    )


def _standing(filing: Filing, address: Address) -> tuple[str, Number | None]:
    """What is printed at a cell and its number; nothing for a total of which parts are blank, as in print."""
    if not address or (filing.form.cells[address].is_total and missing(filing, address)):
        return "", None
    return printed(filing, address), figure(filing, address)


def _change(place: Place, old: str, new: str, is_same: bool) -> Change:
    if not place.old:
        return Change.ONLY_NEW
    if not place.new:
        return Change.ONLY_OLD
    if is_same:
        return Change.SAME
    if not old:
        return Change.FILLED
    return Change.CHANGED if new else Change.EMPTIED


def _difference(old: Number | None, new: Number | None) -> str:
    if old is None or new is None:
        return ""
    more = new - old
    return "0" if not more else ("+" if more > 0 else "") + numbers.write(more)


def _field(old: Filing, new: Filing, place: Place) -> CellChange:
    form, address = (new.form, place.new) if place.new else (old.form, place.old)
    section = next(section for section in form.sections if section.id == address.partition("/")[0])
    old_text, new_text = _words(old, place.old), _words(new, place.new)
    return CellChange(
        address=address,
        old_address=place.old,
        section=section.id,
        title=section.title,
        row=form.fields[address].label,
        column="",
        old=old_text,
        new=new_text,
        change=_change(place, old_text, new_text, old_text == new_text),
    )


def _words(filing: Filing, address: Address) -> str:
    """The answer on the cover as a clerk reads it: the words of a choice, a date as the law writes it."""
    value = filing.value(address) if address else ""
    if not value:
        return ""
    asked = filing.form.fields[address]
    if asked.type == "date":
        return date_in_words(value)
    if asked.type == "flag":
        return _("yes")
    return next((choice.label for choice in asked.choices if choice.id == value), value)
