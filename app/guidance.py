"""What helps at a place: what it means, the law's source, the usual mistake, last year's figure."""

from dataclasses import dataclass

from app.draft import Filing
from app.earlier import earlier
from app.figures import printed
from app.form import Address, Band, Cell, Form, Label, Section
from app.naming import column_name, name_of, row_name


@dataclass(frozen=True, slots=True)
class Guidance:
    """The words beside a place; a text that the form file does not give is ""."""

    title: str
    text: str = ""
    source: str = ""
    mistake: str = ""
    example: str = ""
    last_year: int = 0
    last_value: str = ""


def guidance(filing: Filing, address: Address, last: Filing | None = None) -> Guidance | None:
    """The help for an address, the row's before the column's before the band's before the section's."""
    form = filing.form
    cell, asked, section = form.cells.get(address), form.fields.get(address), form.section(address)
    if cell is not None:
        return _for_cell(filing.form, cell, last)
    if asked is not None:
        return Guidance(asked.label, asked.guidance, example=asked.example)
    return _for_section(form, section) if section is not None else None


def _for_section(form: Form, section: Section) -> Guidance:
    return Guidance(name_of(form, section.id), section.guidance, section.source, section.mistake, section.example)


def _for_cell(form: Form, cell: Cell, last: Filing | None) -> Guidance:
    rows, columns = cell.band.row_axis, cell.band.column_axis
    labels = (cell.row, *rows.parents(cell.row)[::-1], cell.column, *columns.parents(cell.column)[::-1])
    levels: tuple[Label | Band | Section, ...] = (*labels, cell.band, cell.section)
    return Guidance(
        row_name(cell) or column_name(cell),
        _first([level.guidance for level in levels]),
        _first([level.source for level in levels]),
        _first([label.mistake for label in labels]),
        last_year=last.draft.year if last else 0,
        last_value=_last_value(form, cell, last) if last else "",
    )


def _first(texts: list[str]) -> str:
    return next((text for text in texts if text), "")


def _last_value(form: Form, cell: Cell, last: Filing) -> str:
    address = earlier(form, cell.address, last.form)
    return printed(last, address) if address else ""
