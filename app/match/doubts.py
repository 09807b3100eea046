"""What the clerk is told of a reading: what was missing or odd, where in the file, and what to do."""

from collections.abc import Sequence

from app.form import Band, Form, Label, Section
from app.i18n import _
from app.match.fit import Fit
from app.match.rows import Row
from app.naming import name_of, table_name

_NAMED = 3
_PRINTED = 30


def row_words(form: Form, section: Section, row: Label) -> str:
    """How a row is called: 表三“…”; the table alone where the row has no label."""
    return name_of(form, f"{section.id}/{row.id}") if row.label else table_name(section)


def band_words(section: Section, band: Band) -> str:
    """How a band is called: its own title, or its table."""
    return _("“{text}”").format(text=band.title) if band.title else table_name(section)


def rows_words(rows: Sequence[Label]) -> str:
    """The labels of some rows; of many the first and the last."""
    quoted = [_("“{text}”").format(text=row.label) for row in rows]
    if len(rows) <= _NAMED:
        return _(", ").join(quoted)
    return _("{first} to {last} ({count} rows)").format(first=quoted[0], last=quoted[-1], count=len(rows))


def untaken(name: str, row: Row, fitted: Fit) -> str:
    """A row whose cells cannot be laid on the columns with certainty."""
    if not row.cells:
        text = _("{row} ({place}): no numbers stand behind the label. Please fill them in from the original.")
    elif not row.head.options:
        text = _(
            "{row} ({place}): the names of the columns above are not clear, so no number was taken. "
            "Please fill them in from the original; printed are: {printed}."
        )
    elif fitted.how == "shifted":
        text = _(
            "{row} ({place}): a blank at the beginning may belong to the label or be a blank cell, so no number "
            "was taken. Please fill them in from the original; printed are: {printed}."
        )
    else:
        text = _(
            "{row} ({place}) has {cells} where the law has {expected}. Which belongs to which column is not "
            "certain, so no number was taken. Please fill them in from the original; printed are: {printed}."
        )
    expected = len(row.head.options[0]) if row.head.options else 0
    return text.format(row=name, place=row.place, cells=_cells(row), expected=expected, printed=_printed(row.cells))


def surplus_taken(name: str, row: Row, fitted: Fit) -> str:
    """A row with more cells than columns that was taken all the same."""
    if fitted.how == "sum":
        text = _(
            "{row} ({place}) has {cells} where the law has {expected}. Only one reading agrees with the row's own "
            "total; it was taken. Please compare with the original; printed are: {printed}."
        )
    else:
        text = _(
            "{row} ({place}) has {cells} where the law has {expected}. Whichever is one too many, the numbers are "
            "the same, so they were taken. Please compare with the original; printed are: {printed}."
        )
    expected = len(fitted.columns)
    return text.format(row=name, place=row.place, cells=_cells(row), expected=expected, printed=_printed(row.cells))


def parted(section: Section, row: Row) -> str:
    """A table whose numbers stood glued together, and were parted where it can be done in one way only."""
    text = _(
        "{table}: numbers stand glued together in the file (from {place} on). They were parted only where there is "
        "one way to do it; please compare with the original."
    )
    return text.format(table=table_name(section), place=row.place)


def parted_by_total(name: str, row: Row, texts: Sequence[str]) -> str:
    """A row whose glued numbers were parted by its own total."""
    text = _(
        "{row} ({place}): “{printed}” was parted into {texts}, the only way that agrees with the row's total. Please "
        "compare with the original."
    )
    return text.format(row=name, place=row.place, printed=_printed(row.cells), texts=_(", ").join(texts))


def parted_by_columns(name: str, row: Row, texts: Sequence[str]) -> str:
    """A row whose glued numbers were parted by the sums of the columns."""
    text = _(
        "{row} ({place}): “{printed}” was parted into {texts}, the only way in which the columns add up. Please "
        "compare with the original."
    )
    return text.format(row=name, place=row.place, printed=_printed(row.cells), texts=_(", ").join(texts))


def taken_in_order(name: str, row: Row) -> str:
    """A row of numbers that lost its label."""
    text = _(
        "{row} ({place}): its label does not stand beside the numbers. They were taken by the order of the rows, which "
        "all sums bear out; please compare with the original; printed are: {printed}."
    )
    return text.format(row=name, place=row.place, printed=_printed(row.cells))


def swollen(name: str, row: Row, texts: Sequence[str]) -> str:
    """A number behind blank cells that may be several numbers."""
    text = _(
        "{row} ({place}): {cells} stands behind a blank cell and may be several numbers in one; it was not taken. "
        "Please fill in from the original."
    )
    return text.format(row=name, place=row.place, cells=_quoted(texts))


def short_of_total(name: str, row: Row) -> str:
    """A row with blank cells whose other cells do not add up to its printed total."""
    text = _(
        "{row} ({place}): some cells hold no number, and the others do not add up to the printed total; one may "
        "be missing or misplaced. Please compare with the original; printed are: {printed}."
    )
    return text.format(row=name, place=row.place, printed=_printed(row.cells))


def headless(name: str, row: Row) -> str:
    """A row without a head above it whose total does not bear it out."""
    text = _(
        "{row} ({place}): the head with the names of the columns is missing, and the row's total does not show "
        "which number belongs where, so none was taken. Please fill them in from the original; printed are: "
        "{printed}."
    )
    return text.format(row=name, place=row.place, printed=_printed(row.cells))


def no_head(section: Section, row: Row, count: int) -> str:
    """A table that was read without its head, or with a piece of it."""
    if row.head.state == "missing":
        text = _(
            "{table}: the head with the names of the columns is missing (before {place}). Rows with exactly "
            "{count} numbers were read in the order of the law's columns; please compare with the original."
        )
    else:
        text = _(
            "{table}: the head with the names of the columns is not complete (before {place}). Rows with exactly "
            "{count} numbers were read in the order of the law's columns; please compare with the original."
        )
    return text.format(table=band_words(section, row.band), place=row.place, count=count)


def lacking_columns(section: Section, row: Row, columns: Sequence[Label]) -> str:
    """A table with fewer columns than the law's, which was read by the names that it has."""
    text = _(
        "{table}: the file has no column {columns} (before {place}); its cells were left blank. Please fill in from "
        "the original."
    )
    names = _(", ").join(_("“{text}”").format(text=column.label) for column in columns)
    return text.format(table=band_words(section, row.band), columns=names, place=row.place)


def misprinted_row(name: str, row: Row) -> str:
    """A label that was recognized in spite of a misprint."""
    text = _("{row} ({place}) is printed as “{printed}”; it was taken for this row.")
    return text.format(row=name, place=row.place, printed=row.printed)


def misprinted_column(section: Section, printed: str, column: Label) -> str:
    """The same for a column."""
    text = _("{table}: the column “{label}” is printed as “{printed}”; it was taken for this column.")
    return text.format(table=table_name(section), label=column.label, printed=printed)


def twice(name: str, row: Row) -> str:
    """A row that stands twice with different numbers."""
    text = _(
        "{row} stands twice in the file with different numbers, the second time at {place}, so none was taken. "
        "Please fill them in from the original; printed there are: {printed}."
    )
    return text.format(row=name, place=row.place, printed=_printed(row.cells))


def remarks(name: str, row: Row, texts: Sequence[str]) -> str:
    """Cells in which something stands behind the number."""
    text = _(
        "{row} ({place}): something stands behind the number in {cells}. The numbers alone were taken; please "
        "compare with the original."
    )
    return text.format(row=name, place=row.place, cells=_quoted(texts))


def no_numbers(name: str, row: Row, texts: Sequence[str]) -> str:
    """Cells in which no number stands, or none that is sure."""
    text = _(
        "{row} ({place}): {cells} is not a number that this cell can hold; left blank. Please fill it in from the "
        "original."
    )
    return text.format(row=name, place=row.place, cells=_quoted(texts))


def extra_columns(name: str, row: Row, texts: Sequence[str]) -> str:
    """Cells of columns that the law's table does not have."""
    text = _("{row} ({place}): {cells} stands in a column that the law's table does not have; it was not taken.")
    return text.format(row=name, place=row.place, cells=_quoted(texts))


def one_row_for_several(name: str, row: Row, label: str) -> str:
    """The one row of an older edition where the form has several."""
    text = _(
        "{row} ({place}) is one row in the file, as in an earlier edition; the form has several. Its numbers were "
        "put into “{label}”; please divide them among the rows where needed."
    )
    return text.format(row=name, place=row.place, label=label)


def group_numbers(name: str, row: Row) -> str:
    """Numbers beside the label of a group, which has no cells of its own."""
    text = _(
        "{row} ({place}): numbers stand beside the name of a group, which has no cells of its own; they were not "
        "taken. Please compare with the original; printed are: {printed}."
    )
    return text.format(row=name, place=row.place, printed=_printed(row.cells))


def _cells(row: Row) -> str:
    """How many cells a row has, and how many of them are blank at its beginning."""
    lead = next((index for index, text in enumerate(row.cells) if text), 0)
    if all(row.cells):
        return _("{count} numbers").format(count=len(row.cells))
    if not lead:
        return _("{count} cells").format(count=len(row.cells))
    return _("{count} cells, the first {lead} of them blank,").format(count=len(row.cells), lead=lead)


def _printed(texts: Sequence[str]) -> str:
    more = " …" if len(texts) > _PRINTED else ""
    return " ".join(text or _("[blank]") for text in texts[:_PRINTED]) + more


def _quoted(texts: Sequence[str]) -> str:
    return _(", ").join(_("“{text}”").format(text=text) for text in dict.fromkeys(texts))
