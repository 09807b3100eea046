"""How a place is called when the clerk is told of it: as printed, never by its address."""

from functools import lru_cache

from app.form import Axis, Cell, Form, Label, Section
from app.i18n import _


def name_of(form: Form, place: str) -> str:
    """The words for an address or the beginning of one: 表三“（五）不予处理 2.重复申请”，自然人."""
    cell = form.cells.get(place)
    if cell is not None:
        return _cell_name(cell)
    asked = form.fields.get(place)
    if asked is not None:
        return asked.label
    section = form.section(place)
    if section is None:
        return place
    parts = place.split("/")[1:]
    return _rows_name(section, parts) if parts else (section.title or _("the preface"))


def table_name(section: Section) -> str:
    """表三 for the table of the section 三、…; the section's title where it has no number."""
    number, comma, _rest = section.title.partition("、")
    return _("Table {number}").format(number=number) if comma else section.title


@lru_cache(maxsize=2048)
def row_name(cell: Cell) -> str:
    """The row as printed, its group in front where it lies deep or shares its words with another row."""
    return _label_name(cell.band.row_axis, cell.row)


@lru_cache(maxsize=2048)
def column_name(cell: Cell) -> str:
    """The column as printed, its group in front where its words stand in several groups."""
    axis = cell.band.column_axis
    return _label_name(axis, cell.column) if _is_shared(axis, cell.column) else cell.column.label


def _cell_name(cell: Cell) -> str:
    row, column = row_name(cell), column_name(cell)
    if not row:
        return _("{table} “{row}”").format(table=table_name(cell.section), row=column)
    text = _("{table} “{row}”, {column}")
    return text.format(table=table_name(cell.section), row=row, column=column)


def _rows_name(section: Section, parts: list[str]) -> str:
    """The words for a row, a group of rows, or within a row a group of columns."""
    for band in section.bands:
        row = band.row_axis.by_id(parts[0])
        if row is None:
            continue
        words = [_label_name(band.row_axis, row)]
        column = band.column_axis.by_id(parts[1]) if len(parts) > 1 else None
        words += [_label_name(band.column_axis, column)] if column else []
        said = " ".join(filter(None, words))
        return _("{table} “{row}”").format(table=table_name(section), row=said) if said else table_name(section)
    return section.title


def _label_name(axis: Axis, label: Label) -> str:
    parents = axis.parents(label)
    shown = parents[-1:] if len(parents) > 1 or _is_shared(axis, label) else ()
    return " ".join(filter(None, (*(parent.label for parent in shown), label.label)))


def _is_shared(axis: Axis, label: Label) -> bool:
    return sum(other.label == label.label for other in axis.leaves) > 1
