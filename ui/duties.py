"""The calendar of duties: what must be done for a report by when, what is done, and the way into other calendars."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.duties import Appointment
from app.duties.calendar import calendar, whose, years
from app.duties.ticks import Ticks
from app.duties.words import events, standing_in_words, summary_in_words, weekend_in_words
from app.errors import AppError
from app.i18n import _
from app.safe_file import replace_file
from app.store import Store
from ui.buttons import Button, ElidedLabel
from ui.choice_table import ChoiceTable
from ui.duties_model import DAY, KIND, SOURCE, STANDING, TEXT, DutiesModel, Index
from ui.file_dialog import ask_where_to_save
from ui.widgets import frame, words

_AIR, _SIDE = 12, 10
_ILLEGAL = '\\/:*?"<>|'


class DutiesScreen(QWidget):
    """The duties of one report, of the year that is chosen above. Raises AppError where there is none to be shown.

    Signals:
        left(): the clerk wants to go back.
        told(str, bool): something to be said; True where it is no warning.
    """

    left = Signal()
    told = Signal(str, bool)

    def __init__(self, store: Store, ids: list[str], today: date | None = None) -> None:
        super().__init__()
        self._store, self._today = store, today or date.today()
        self._family, self._organization, year = whose(store, ids, self._today)
        self.calendar = calendar(store, self._family, self._organization, year)
        self.years = self._make_years(year)
        self.rows = DutiesModel(self.calendar, self._today, self)
        self.view = self._make_view()
        self._said, self._about = ElidedLabel(), words("", "faint", wraps=True)
        self._summary = words("", "strong")
        self.tick = Button("", "tick", "main", picture="check")
        self.tick.clicked.connect(self.toggle)
        self._lay_out()
        self.years.currentIndexChanged.connect(self._on_year)
        self.view.selectionModel().currentRowChanged.connect(self._show_duty)
        self._add_key("Esc", self.left.emit)
        self._show()

    def begin(self) -> None:
        """Focus on the duty that comes next."""
        self.view.selectRow(self.rows.next_open())
        self.view.setFocus()

    def toggle(self) -> None:
        """Ticks the chosen duty as done today, or takes the clerk's own tick away."""
        one = self._duty
        if one is None or not self._may_tick(one):
            return
        draft = self.calendar.filing.draft
        ticks = Ticks(self._store.path, self._family, self._organization, draft.year)
        try:
            ticks.save(one.id, None if one.done else self._today)
        except AppError as error:
            self.told.emit(str(error), False)
        self._read(draft.year, one.id)

    def write(self, name: str) -> None:
        """Writes the calendar into a file for other calendar programs."""
        from app.writers.ics import write_ics

        path = Path(name)
        try:
            replace_file(path, write_ics(events(self.calendar), self.calendar.name, datetime.now(UTC)))
        except AppError as error:
            self.told.emit(str(error), False)
        else:
            self._said.setText(_("Written: {file}").format(file=path))

    @property
    def _duty(self) -> Appointment | None:
        return self.rows.duty(self.view.currentIndex().row())

    def _may_tick(self, one: Appointment) -> bool:
        """Whether the tick is the clerk's own: not where the draft's state or its sheet tells it."""
        draft = self.calendar.filing.draft
        own = Ticks(self._store.path, self._family, self._organization, draft.year).load()
        return not one.by_state and (one.done is None or one.id in own)

    def _make_years(self, year: int) -> QComboBox:
        box = QComboBox()
        box.setObjectName("report_year")
        box.setAccessibleName(_("Report year"))
        for one in sorted({*years(self._store, self._family, self._organization, self._today), year}):
            box.addItem(_("report for {year}").format(year=one), one)
        box.setCurrentIndex(box.findData(year))
        return box

    def _make_view(self) -> ChoiceTable:
        view = ChoiceTable()
        view.setObjectName("duties")
        view.setAccessibleName(_("Duties of the year"))
        view.setModel(self.rows)
        view.setWordWrap(True)
        view.setItemDelegate(_Airy(view))
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        view.verticalHeader().setMinimumSectionSize(36)
        head = view.horizontalHeader()
        for column in (DAY, KIND, STANDING):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        for column in (TEXT, SOURCE):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        view.chosen.connect(self.toggle)
        space = QAction(view)
        space.setShortcut(QKeySequence(Qt.Key.Key_Space))
        space.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        space.triggered.connect(self.toggle)
        view.addAction(space)
        return view

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar())
        below = QVBoxLayout()
        below.setContentsMargins(20, 14, 20, 14)
        below.setSpacing(10)
        below.addWidget(self._summary)
        below.addWidget(self.view, 1)
        below.addWidget(self._about)
        below.addLayout(self._ways())
        column.addLayout(below, 1)

    def _bar(self) -> QWidget:
        bar = frame("bar")
        line = QHBoxLayout(bar)
        line.setContentsMargins(12, 4, 16, 4)
        back = Button(_("‹ Back"), "back", "link")
        back.clicked.connect(self.left)
        self._name = ElidedLabel()
        self._name.setProperty("role", "strong")
        line.addWidget(back)
        line.addWidget(self._name, 1)
        line.addWidget(self.years)
        return bar

    def _ways(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        export = Button(_("&Export for a calendar (.ics)…"), "export_ics", picture="calendar")
        export.clicked.connect(self._ask)
        self._said.setProperty("role", "faint")
        line.addWidget(self.tick)
        line.addWidget(export)
        line.addWidget(self._said, 1)
        return line

    def _ask(self) -> None:
        name = "".join(letter for letter in self.calendar.name if letter not in _ILLEGAL)
        dialog = ask_where_to_save(self, _("Export to"), name + ".ics")
        dialog.fileSelected.connect(self.write)
        dialog.open()

    def _add_key(self, key: str, act: Callable[[], None]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(act)
        self.addAction(action)

    def _on_year(self) -> None:
        self._read(int(self.years.currentData()), "")

    def _read(self, year: int, id: str) -> None:
        """Shows the duties of a year as they stand now, at one of them or at the next that is open."""
        try:
            self.calendar = calendar(self._store, self._family, self._organization, year)
        except AppError as error:
            self.told.emit(str(error), False)
            return
        self.rows.show(self.calendar)
        row = self.rows.row_of(id)
        self.view.selectRow(row if row >= 0 else self.rows.next_open())
        self._show()

    def _show(self) -> None:
        self._name.setText(self.calendar.name)
        self._summary.setText(summary_in_words(self.calendar))
        self._show_duty()

    def _show_duty(self) -> None:
        """What the chosen duty stands on, and what the tick does there."""
        one = self._duty
        self.tick.setEnabled(one is not None and self._may_tick(one))
        self.tick.setText(_("Take the &tick away") if one and one.done else _("&Tick as done"))
        self._about.setText("\n".join(filter(None, self._told(one))) if one else "")

    def _told(self, one: Appointment) -> tuple[str, ...]:
        state = _("The state of the draft tells whether this is done.") if one.by_state else ""
        note = _("Holidays and working weekends are announced year by year; they are not reckoned here.")
        source = f"{one.text}　{one.source}　{standing_in_words(one, self._today)}"
        return source, state, " ".join(filter(None, (weekend_in_words(one), note)))


class _Airy(QStyledItemDelegate):
    """Rows with some air above and below words that take two lines."""

    # Qt's names from here on

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The room of the words, and the air. Qt forgets what the style sheet takes at the sides of words that wrap."""
        if index.column() in (TEXT, SOURCE):
            option.rect = option.rect.adjusted(0, 0, -2 * _SIDE, 0)  # type: ignore[attr-defined]
        return super().sizeHint(option, index) + QSize(0, _AIR)
