"""What the clerk is told of a paste: why a text is not entered, and what else was met."""

import re
import unicodedata
from collections.abc import Sequence

from app import numbers
from app.form import Section, Value
from app.i18n import _, n_
from app.match.words import arabic, figure_in
from app.naming import table_name
from app.paste.clip import NOTHING

_NOTHING = re.compile(r"[-－—–−‐‑―─~/／\\.。·…×xX*＊\s]+")
_NARROW = re.compile("[#＃]{2,}")
_ERROR = re.compile(r"#[A-Z/0!?]+[!?]?|Err:\d+", re.IGNORECASE)
_POWER = re.compile(r"[+-]?\d[\d.,]*E[+-]?\d+", re.IGNORECASE)
_NAMED = 3
_LONGEST = 64


def unreadable(text: str, value: Value) -> str:
    """Why a text is no number that a cell of this kind can hold."""
    text = shortened(text, _LONGEST)
    plain = unicodedata.normalize("NFKC", text).strip()
    if _NOTHING.fullmatch(plain) or plain.lower() in NOTHING:
        words = _("“{text}” is not a number: blank or 0 is meant. Please enter 0, or leave it blank.")
    elif _NARROW.fullmatch(plain):
        words = _("“{text}”: the column was too narrow to show the number. Please widen it and copy again.")
    elif _ERROR.fullmatch(plain):
        words = _("“{text}”: a formula of the sheet has an error there.")
    elif _POWER.fullmatch(plain):
        words = _("“{text}”: the number is shown shortened. Please show it in full and copy again.")
    elif arabic(plain) != plain:
        words = _("“{text}” is in Chinese numerals; digits are wanted.")
    else:
        return _of_figure(text, value)
    return words.format(text=shortened(text))


def _of_figure(text: str, value: Value) -> str:
    figure, rest = figure_in(text)
    if not figure or not rest or numbers.parse(figure, value) is None:
        return _of_number(text, figure, value)
    if value.unit:
        words = _("“{text}”: behind the number stands “{rest}”; the unit here is {unit}.")
    else:
        words = _("“{text}”: behind the number stands “{rest}”; digits alone are wanted.")
    return words.format(text=shortened(text), rest=shortened(rest), unit=value.unit)


def _of_number(text: str, figure: str, value: Value) -> str:
    if not figure:
        words = _("“{text}” is not a number.")
    elif figure.startswith("-") and value.type != "signed":
        words = _("“{text}”: a number here cannot be less than 0.")
    elif "," in figure and numbers.parse(figure.replace(",", ""), value) is not None:
        words = _("“{text}”: the separators do not stand at the thousands.")
    elif "." in figure and value.type != "money":
        words = _("“{text}”: whole numbers only.")
    elif "." in figure:
        words = _("“{text}”: at most {places} decimal places.")
    else:
        words = _("“{text}” is not a number.")
    return words.format(text=shortened(text), places=value.places)


def total(text: str, computed: str) -> str:
    """A number that would fall on a total."""
    if not computed:
        return _("“{text}”: a total is computed and not entered; its parts are still blank.").format(text=text)
    words = _("“{text}”: a total is computed and not entered; it is {computed} then.")
    return words.format(text=text, computed=computed)


def unequal(name: str, text: str, computed: str) -> str:
    """A total of the clipboard that is not the sum of its parts."""
    words = _("{name}: the clipboard says {text}, the sum computed is {computed}. Please compare with the original.")
    return words.format(name=name, text=text, computed=computed)


def outside() -> str:
    """A cell that reaches beyond the table."""
    return _("This falls outside the table.")


def on_label() -> str:
    """A cell that would fall on a label."""
    return _("A label of the table stands there.")


def same_cell() -> str:
    """A second number for one cell."""
    return _("Another number of the clipboard falls on the same cell.")


def unknown_row(label: str) -> str:
    """A row that the table does not have."""
    return _("The row “{label}” is not in this table.").format(label=shortened(label))


def no_label() -> str:
    """Numbers in front of which no label stands, where other rows have one."""
    return _("No label stands beside this number, so its row is not certain.")


def unclear_row(label: str) -> str:
    """A label that several rows have."""
    return _("“{label}” may be several rows of this table.").format(label=shortened(label))


def twice(name: str) -> str:
    """A row that stands twice with different numbers."""
    return _("{row} stands twice in the clipboard with different numbers, so none was taken.").format(row=name)


def group(name: str) -> str:
    """Numbers beside the name of a group."""
    return _("{row} is a group; its numbers are entered row by row below it.").format(row=name)


def unknown_column(label: str) -> str:
    """A column that the table does not have."""
    return _("The column “{label}” is not in this table.").format(label=shortened(label))


def column_group(label: str) -> str:
    """Numbers below the name of a group of columns."""
    words = _("“{label}” is a group of columns; its numbers are entered column by column.")
    return words.format(label=shortened(label))


def tall() -> str:
    """One number for several rows."""
    return _("This number stands beside several rows at once.")


def no_column() -> str:
    """A number without a column's name above it, where other columns have one."""
    return _("No column of the table is named above this number.")


def unclear_column() -> str:
    """A name that several columns have, or one that stands twice."""
    return _("The names above do not say for certain which column this is.")


def drawn_together() -> str:
    """Plain text in which merged cells are left out."""
    return _(
        "Merged cells were lost in the plain text, so the column of this number is not certain. "
        "Please copy from Word, WPS or Excel directly."
    )


def unsure_order() -> str:
    """Rows without a head, whose totals show that the columns are others."""
    return _(
        "The names of the columns are missing, and the totals do not show the order of this table. "
        "Please copy the head of the table too."
    )


def other_table(name: str) -> str:
    """Labels of another table of the report."""
    return _("The labels are those of {table}. Please paste there.").format(table=name)


def headless(section: Section) -> str:
    """Rows with labels, columns without."""
    words = _("{table}: no names of columns were copied; the numbers were taken in the order of the table.")
    return words.format(table=table_name(section))


def strange_labels() -> str:
    """Words beside the numbers that are no labels of the table."""
    return _("The words beside the numbers are no labels of this table; the numbers go by place.")


def misprint(name: str, printed: str) -> str:
    """A label that was recognized in spite of a misprint."""
    words = _("{name} reads “{printed}” in the clipboard; it was taken for this.")
    return words.format(name=name, printed=shortened(printed))


def one_for_several(name: str, label: str) -> str:
    """One row of another edition where the form has several."""
    words = _(
        "{row} is one row in the clipboard, several here. Its numbers go to “{label}”; please divide them if needed."
    )
    return words.format(row=name, label=label)


def turned() -> str:
    """Rows that stand as columns."""
    return _("Rows and columns are changed for one another in the clipboard; the labels say where each number goes.")


def blanks(count: int) -> str:
    """Blank cells of the clipboard."""
    words = n_(
        "{count} blank cell of the clipboard was passed over; what stands there stays.",
        "{count} blank cells of the clipboard were passed over; what stands there stays.",
        count,
    )
    return words.format(count=count)


def passed_over(labels: Sequence[str]) -> str:
    """Rows of totals that the table does not have."""
    words = _("The row {labels} adds up others and is not in this table; it was passed over.")
    return words.format(labels=_(", ").join(map(quoted, dict.fromkeys(labels))))


def missing_rows(labels: Sequence[str]) -> str:
    """Rows of the table that the clipboard lacks."""
    words = n_(
        "{count} row of the table is not in the clipboard and stays as it is: {labels}",
        "{count} rows of the table are not in the clipboard and stay as they are: {labels}",
        len(labels),
    )
    return words.format(
        count=len(labels), labels=_(", ").join(map(quoted, labels[:_NAMED])) + ("…" if len(labels) > _NAMED else "")
    )


def more(count: int) -> str:
    """Further totals that differ."""
    words = n_("{count} more total differs.", "{count} more totals differ.", count)
    return words.format(count=count)


def too_much() -> str:
    """A clipboard that is no table of a report."""
    return _("The clipboard holds far more than this table. Please copy the table alone.")


def several() -> str:
    """Several tables without labels."""
    return _("The clipboard holds several tables without labels of this one. Please copy one table.")


def nothing() -> str:
    """A clipboard without anything to paste."""
    return _("The clipboard holds nothing that could be pasted into a table.")


def quoted(label: str) -> str:
    """A label in quotes."""
    return _("“{text}”").format(text=shortened(label))


def shortened(label: str, most: int = 24) -> str:
    """A label on one line, its end cut off where it is long."""
    line = "".join(label.split("\n"))
    return line if len(line) <= most else line[: most - 1] + "…"
