"""Several years of one organization: the picture, the same figures beside it, and the ways of both into documents."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.draft import filing_of
from app.errors import AppError
from app.i18n import _
from app.safe_file import replace_file
from app.store import Store
from app.years import history, load
from app.years.reports import reports
from app.years.words import heads, notes, rows
from ui.buttons import Button, ElidedLabel
from ui.chart_view import ChartView
from ui.clipboard import put_on_clipboard
from ui.file_dialog import ask_where_to_save
from ui.widgets import frame, scrolling, words
from ui.years_table import YearsTable, copied

if TYPE_CHECKING:
    from app.report import CopyKind

_ILLEGAL = '\\/:*?"<>|'


class YearsScreen(QWidget):
    """The picture over the years, and the table of its figures. Raises AppError where there are not two years.

    Signals:
        left(): the clerk wants to go back.
        told(str, bool): something to be said; True where it is no warning.
    """

    left = Signal()
    told = Signal(str, bool)

    def __init__(self, store: Store, ids: list[str]) -> None:
        super().__init__()
        self._store = store
        self._reports = reports(store, ids)
        self.history = history(load(self._reports.filings[-1].form.family), self._reports.filings)
        self.chart, self.table = ChartView(self.history), YearsTable(heads(self.history), rows(self.history), self)
        self.chart.year_chosen.connect(self._on_year)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self._lay_out()
        self._add_key("Esc", self.left.emit)
        self._add_key("Ctrl+C", self.copy_table)

    def begin(self) -> None:
        """Focus on the table, at the last year."""
        self.table.selectRow(len(self.history.years) - 1)
        self.table.setFocus()

    def copy_table(self) -> None:
        """Puts the figures on the clipboard, for sheets and texts."""
        put_on_clipboard(copied(self.history))
        self._said.setText(_("The table is on the clipboard."))

    def copy_picture(self) -> None:
        """Puts the picture on the clipboard, black on white as it is printed."""
        from ui.chart_picture import as_png

        QGuiApplication.clipboard().setImage(QImage.fromData(as_png(self.history)))
        self._said.setText(_("The picture is on the clipboard, black on white."))

    def save_picture(self, name: str) -> None:
        """Writes the picture into a file, in lines or in dots as its name asks."""
        from ui.chart_picture import as_png, as_svg

        path = Path(name)
        content = as_svg(self.history) if path.suffix.lower() == ".svg" else as_png(self.history)
        self._tried(lambda: replace_file(path, content), path)

    def export_report(self, name: str) -> None:
        """Writes the last year's report with the picture and the table behind it, as far as it is filled."""
        from app.export import must_be_mended
        from app.years.attached import attachment, export_attached
        from ui.chart_picture import picture

        filing, path = self._reports.filings[-1], Path(name)
        attached = attachment(self.history, picture(self.history))
        entry = self._store.last_year(filing.draft)
        last = filing_of(entry.draft) if entry else None
        copy: CopyKind = "draft" if must_be_mended(filing, last) else "filing"
        draft = self._reports.ids[-1]
        if self._tried(lambda: export_attached(filing, path, attached, copy=copy, last=last, draft=draft), path):
            text = _("Written as a working copy, for something must still be mended in it: {file}")
            self._said.setText(text.format(file=path) if copy == "draft" else self._said.text())

    def _tried(self, write: Callable[[], object], path: Path) -> bool:
        """Whether it was written; what the world refused is told."""
        try:
            write()
        except AppError as error:
            self.told.emit(str(error), False)
            return False
        self._said.setText(_("Written: {file}").format(file=path))
        return True

    def _lay_out(self) -> None:
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self._card(scrolling(self.chart)), 1)
        both.addWidget(self._card(self._beside()), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        below = QVBoxLayout()
        below.setContentsMargins(20, 14, 20, 14)
        below.setSpacing(10)
        below.addLayout(both, 1)
        below.addLayout(self._ways())
        column.addLayout(below, 1)

    def _bar(self) -> QWidget:
        bar = frame("bar")
        line = QHBoxLayout(bar)
        line.setContentsMargins(12, 4, 16, 4)
        back = Button(_("‹ Back"), "back", "link")
        back.clicked.connect(self.left)
        name = ElidedLabel()
        name.setText(f"{self.history.organization} · {self.history.chart.title}")
        name.setProperty("role", "strong")
        line.addWidget(back)
        line.addWidget(name, 1)
        return bar

    def _card(self, widget: QWidget) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(widget)
        return card

    def _beside(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(words(_("The figures of the picture"), "strong"))
        column.addWidget(self.table, 1)
        for note in (*notes(self.history), *self._doubled()):
            column.addWidget(words(note, "faint", wraps=True))
        return made

    def _doubled(self) -> list[str]:
        """What is said of years with several drafts."""
        text = _("{year}: there are several drafts; the one saved last is shown.")
        return [text.format(year=year) for year in self._reports.doubled]

    def _ways(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(4)
        for text, name, act in (
            (_("&Copy the table"), "copy_table", self.copy_table),
            (_("Copy the &picture"), "copy_picture", self.copy_picture),
        ):
            button = Button(text, name, "link", picture="copy")
            button.clicked.connect(act)
            line.addWidget(button)
        line.addWidget(self._saving())
        self._said = ElidedLabel()
        self._said.setProperty("role", "faint")
        line.addWidget(self._said, 1)
        return line

    def _saving(self) -> Button:
        """The button with the files that can be written, in a menu: side by side they would be wider than a screen."""
        button = Button(_("&Save and export"), "save", picture="export")
        menu = QMenu(button)
        for text, name, act in (
            (_("The picture in dots (PNG)…"), "save_png", self._ask_png),
            (_("The picture in lines (SVG)…"), "save_svg", self._ask_svg),
            *_reports(self._ask_report),
        ):
            action = menu.addAction(text)
            action.setObjectName(name)
            action.triggered.connect(act)
        button.setMenu(menu)
        return button

    def _ask_png(self) -> None:
        self._ask(self.history.chart.title + ".png", self.save_picture)

    def _ask_svg(self) -> None:
        self._ask(self.history.chart.title + ".svg", self.save_picture)

    def _ask_report(self, suffix: str) -> None:
        from app.report import report_title

        self._ask(report_title(self._reports.filings[-1]) + suffix, self.export_report)

    def _ask(self, name: str, write: Callable[[str], None]) -> None:
        safe = "".join(letter for letter in name if letter not in _ILLEGAL)
        dialog = ask_where_to_save(self, _("Export to"), safe)
        dialog.fileSelected.connect(write)
        dialog.open()

    def _add_key(self, key: str, act: Callable[[], None]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(act)
        self.addAction(action)

    def _on_year(self, year: int) -> None:
        self.table.selectRow(self.history.years.index(year))

    def _on_row(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.chart.choose(self.history.years[row])


def _reports(ask: Callable[[str], None]) -> Iterator[tuple[str, str, Callable[[], None]]]:
    """The ways of the report with its picture: one for each format that can hold it."""
    from app.years.attached import PICTURED

    names = {
        ".docx": _("The report with picture and table (Word)…"),
        ".html": _("The report with picture and table (web page)…"),
        ".pdf": _("The report with picture and table (PDF)…"),
    }
    for suffix in PICTURED:
        yield names[suffix], f"export_report_{suffix[1:]}", _Ask(ask, suffix)


class _Ask:
    """Asks for a file of one format."""

    def __init__(self, ask: Callable[[str], None], suffix: str) -> None:
        self._ask, self._suffix = ask, suffix

    def __call__(self) -> None:
        self._ask(self._suffix)
