"""What helps at a place: what it means, the law's words, the usual mistake, an example, last year's figure."""

from dataclasses import dataclass, replace

from app import numbers
from app.draft import Filing
from app.form import Address, Band, Cell, Field, Form, Label, Section
from app.i18n import _
from app.last_field import last_field
from app.last_figure import LastFigure, LastFigures
from app.naming import column_name, name_of, row_name

Level = Label | Band | Section | Field


@dataclass(frozen=True, slots=True)
class Guidance:
    """The words beside a place; a text that the form file does not give is "".

    `law` are the words of `source`. `column_text` is what the column adds to the row's `text`. `last_value` is what
    last year's report has, or why it has no whole figure; `change` what became of it.
    """

    title: str
    text: str = ""
    source: str = ""
    law: str = ""
    mistake: str = ""
    example: str = ""
    column: str = ""
    column_text: str = ""
    last_year: int = 0
    last_value: str = ""
    change: str = ""


def guidance(filing: Filing, address: Address, last: Filing | None = None) -> Guidance | None:
    """The help for an address, the row's before the column's before the band's before the section's."""
    form = filing.form
    cell, asked, section = form.cells.get(address), form.fields.get(address), form.section(address)
    if cell is not None:
        return _with_last(_for_cell(cell), filing, address, last)
    if section is None:
        return None
    if asked is not None:
        return _with_last(_for_field(asked, section), filing, address, last)
    return _for_section(form, section)


def _for_section(form: Form, section: Section) -> Guidance:
    said = own_words(name_of(form, section.id), section)
    return replace(said, example=section.example)


def _for_field(asked: Field, section: Section) -> Guidance:
    source, law = _source((asked, section))
    return Guidance(asked.label, asked.guidance, source, law, asked.mistake, asked.example)


def _for_cell(cell: Cell) -> Guidance:
    rows, columns = cell.band.row_axis, cell.band.column_axis
    down: tuple[Level, ...] = (cell.row, *rows.parents(cell.row)[::-1])
    across: tuple[Level, ...] = (cell.column, *columns.parents(cell.column)[::-1])
    around: tuple[Level, ...] = (cell.band, cell.section)
    own, of_column = _first([one.guidance for one in down]), _first([one.guidance for one in across])
    source, law = _source((*down, *across, *around))
    return Guidance(
        row_name(cell) or column_name(cell),
        own or of_column or _first([one.guidance for one in around]),
        source,
        law,
        _first([one.mistake for one in (*down, *across, cell.section) if not isinstance(one, Band)]),
        cell.section.example,
        column_name(cell) if own and of_column else "",
        of_column if own else "",
    )


def own_words(title: str, level: Level) -> Guidance:
    """What one label, band, section or field says itself."""
    mistake = "" if isinstance(level, Band) else level.mistake
    return Guidance(title, level.guidance, level.source, level.law, mistake)


def _source(levels: tuple[Level, ...]) -> tuple[str, str]:
    """The nearest source with its words."""
    return next(((level.source, level.law) for level in levels if level.source), ("", ""))


def _first(texts: list[str]) -> str:
    return next((text for text in texts if text), "")


def _with_last(said: Guidance, filing: Filing, address: Address, last: Filing | None) -> Guidance:
    if last is None:
        return said
    if address in filing.form.cells:
        value, change = _last_figure(LastFigures(last).at(filing, address))
    else:
        value, change = last_field(filing.form, address, last), ""
    return replace(said, last_year=last.draft.year, last_value=value, change=change)


def _last_figure(then: LastFigure | None) -> tuple[str, str]:
    """Last year's figure, and this year's against it; a sum of some parts only is no figure."""
    if then is None:
        return "", ""
    if then.is_partial:
        return _("no whole sum: some of its places stood blank"), ""
    if then.change is None:
        return then.text, ""
    if not then.change:
        return then.text, _("as last year")
    if then.change > 0:
        return then.text, _("{count} more than last year").format(count=numbers.write(then.change))
    return then.text, _("{count} fewer than last year").format(count=numbers.write(-then.change))
