"""The figures of the picture over the years: a table of whole rows that is read, walked and copied."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHeaderView

from app.copying import Flavours
from app.i18n import _
from app.years.history import History
from app.years.words import heads, rows
from ui.choice_table import ChoiceTable
from ui.models.rows_model import RowsModel


class YearsTable(ChoiceTable):
    """A row for each year, a column for each line of the picture."""

    def __init__(self, names: Sequence[str], figures: Sequence[Sequence[str]], parent: QObject) -> None:
        super().__init__()
        self.setObjectName("figures")
        self.setAccessibleName(_("The figures of the picture"))
        self.setModel(RowsModel([name.replace("（", "\n（") for name in names], figures, parent))
        self.setHorizontalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setSectionResizeMode(len(names) - 1, QHeaderView.ResizeMode.Stretch)


def copied(history: History) -> Flavours:
    """The figures as sheets and texts take them from the clipboard."""
    lines = (heads(history), *rows(history))
    text = "\r\n".join("\t".join(line) for line in lines)
    return Flavours(text, f'<table border="1">{"".join(_row(line, n) for n, line in enumerate(lines))}</table>')


def _row(line: Sequence[str], number: int) -> str:
    tag = "td" if number else "th"
    return f"<tr>{''.join(f'<{tag}>{escape(text)}</{tag}>' for text in line)}</tr>"
