"""Two reports side by side: what became of the figures on one page, of the sentences on the other."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from app.compare import Comparison
from app.compare.words import summary_in_words
from app.i18n import _
from ui.buttons import Button, ElidedLabel
from ui.comparison_table import ComparisonTable
from ui.models.comparison_model import CellsModel, SentencesModel
from ui.widgets import frame, words

_CELL_SHARES = (0.32, 0.17, 0.2, 0.2, 0.11)
_SENTENCE_SHARES = (0.5, 0.5)


class ComparisonView(QWidget):
    """A comparison with its summary; the names of the two reports stand over the columns.

    Signals:
        left(): the clerk is done.
    """

    left = Signal()

    def __init__(
        self, comparison: Comparison, old_name: str, new_name: str, whose: str | None = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`whose` stands before the names in the title; None where another screen has the title and the way back."""
        super().__init__(parent)
        cells = CellsModel(comparison, old_name, new_name, self)
        sentences = SentencesModel(comparison, old_name, new_name, self)
        self.cells = ComparisonTable(cells, _CELL_SHARES)
        self.sentences = ComparisonTable(sentences, _SENTENCE_SHARES)
        self.only_differences = QCheckBox(_("Only &differences"))
        self.only_differences.setObjectName("only_differences")
        self.only_differences.setChecked(True)
        self._at = words("", "faint")
        self._before = Button(_("Previous (Shift+F8)"), "previous_difference")
        self._after = Button(_("Next (F8)"), "next_difference")
        self._tabs = QTabBar()
        self._pages = QStackedWidget()
        self._stacks: list[QStackedWidget] = []
        self._is_part = whose is None
        title = _("{old} and {new} side by side").format(old=old_name, new=new_name)
        self._lay_out(comparison, "　".join(filter(None, (whose, title))))
        self._add_keys()
        self.only_differences.toggled.connect(self._on_filter)
        self._tabs.currentChanged.connect(self._on_tab)
        for table in (self.cells, self.sentences):
            table.selectionModel().currentRowChanged.connect(self._show_place)
        self._show()

    def begin(self) -> None:
        """Puts the clerk at the first difference; at the filter where there is none."""
        first = next((table for table in self._tables if table.rows.differences), None)
        if first is None:
            self.only_differences.setFocus()
            return
        self._tabs.setCurrentIndex(self._tables.index(first))
        first.go_to(first.rows.differences[0])

    def next_difference(self) -> None:
        """Goes to the next difference; after the last one comes the first again."""
        self._step(1)

    def previous_difference(self) -> None:
        """Goes to the difference before."""
        self._step(-1)

    @property
    def _tables(self) -> tuple[ComparisonTable, ComparisonTable]:
        return self.cells, self.sentences

    def _lay_out(self, comparison: Comparison, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if not self._is_part:
            column.addWidget(self._bar(title))
        below = QVBoxLayout()
        below.setContentsMargins(*((0, 0, 0, 0) if self._is_part else (20, 12, 20, 16)))
        below.setSpacing(10)
        self.summary = words(summary_in_words(comparison), wraps=True)
        below.addWidget(self.summary)
        below.addLayout(self._tabbed(), 1)
        column.addLayout(below, 1)

    def _bar(self, title: str) -> QWidget:
        bar = frame("bar")
        line = QHBoxLayout(bar)
        line.setContentsMargins(12, 4, 16, 4)
        back = Button(_("‹ Back"), "back", "link")
        back.clicked.connect(self.left)
        name = ElidedLabel()
        name.setText(title)
        name.setProperty("role", "strong")
        line.addWidget(back)
        line.addWidget(name, 1)
        return bar

    def _tabbed(self) -> QVBoxLayout:
        self._add_pages()
        column = QVBoxLayout()
        column.setSpacing(0)
        for line in self._lines():
            column.addLayout(line)
        column.addWidget(self._pages, 1)
        return column

    def _lines(self) -> tuple[QHBoxLayout, ...]:
        """The tabs, and the way from difference to difference: below them where the view is part of a screen."""
        line = QHBoxLayout()
        line.setSpacing(10)
        ways = QHBoxLayout() if self._is_part else line
        self._tabs.setObjectName("comparison")
        self._tabs.setDrawBase(False)
        self._tabs.setExpanding(False)
        self._before.clicked.connect(self.previous_difference)
        self._after.clicked.connect(self.next_difference)
        line.addWidget(self._tabs, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch()
        for widget in (self._before, self._after, self._at, self.only_differences):
            ways.addWidget(widget)
        if self._is_part:
            ways.addStretch()
            ways.setSpacing(10)
            ways.setContentsMargins(0, 6, 0, 6)
        return (line, ways) if self._is_part else (line,)

    def _add_pages(self) -> None:
        nothing = _("The figures do not differ."), _("The texts do not differ.")
        for table, name, text in zip(self._tables, ("cells", "sentences"), nothing, strict=True):
            table.setObjectName(name)
            stack = QStackedWidget()
            stack.addWidget(table)
            stack.addWidget(_centred(text))
            self._stacks.append(stack)
            self._pages.addWidget(stack)
            self._tabs.addTab("")

    def _add_keys(self) -> None:
        keys = {
            "F8": self.next_difference,
            "Shift+F8": self.previous_difference,
            "Esc": self.left.emit,
            "Ctrl+Tab": self._change_page,
        }
        for key, act in keys.items():
            action = QAction(self)
            action.setShortcut(QKeySequence(key))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(act)
            self.addAction(action)

    def _step(self, by: int) -> None:
        """To the difference before or after the current row, through both pages, round and round."""
        order = [(table, place) for table in self._tables for place in table.rows.differences]
        if not order:
            return
        here = (self._tabs.currentIndex(), self._table.currentIndex().row())
        places = [(self._tables.index(table), place) for table, place in order]
        after = [number for number, place in enumerate(places) if place > here]
        before = [number for number, place in enumerate(places) if place < here]
        number = (after[0] if after else 0) if by > 0 else (before[-1] if before else len(order) - 1)
        table, place = order[number]
        self._tabs.setCurrentIndex(self._tables.index(table))
        table.go_to(place)

    @property
    def _table(self) -> ComparisonTable:
        return self._tables[self._tabs.currentIndex()]

    def _on_filter(self, only_differences: bool) -> None:
        """Shows what is the same too, or no longer; the clerk stays at the row."""
        for table in self._tables:
            here = table.currentIndex().row()
            number = table.rows.number(here) if here >= 0 else -1
            table.rows.show_rows(only_differences)
            place = table.rows.place_of(number)
            if place >= 0:
                table.select(place)
        self._show()

    def _on_tab(self, number: int) -> None:
        self._pages.setCurrentIndex(number)
        self._show_place()

    def _change_page(self) -> None:
        self._tabs.setCurrentIndex(1 - self._tabs.currentIndex())
        self._table.setFocus()

    def _show(self) -> None:
        names = _("Figures ({count})"), _("Texts ({count})")
        for number, (table, stack) in enumerate(zip(self._tables, self._stacks, strict=True)):
            stack.setCurrentIndex(0 if table.rows.rowCount() else 1)
            name = names[number].format(count=len(table.rows.differences))
            self._tabs.setTabText(number, name)
            table.setAccessibleName(name)
        for button in (self._before, self._after):
            button.setEnabled(any(table.rows.differences for table in self._tables))
        self._show_place()

    def _show_place(self) -> None:
        """Which of the differences the clerk is at."""
        whole = sum(len(table.rows.differences) for table in self._tables)
        before = 0 if self._table is self.cells else len(self.cells.rows.differences)
        here, differences = self._table.currentIndex().row(), self._table.rows.differences
        at = before + differences.index(here) + 1 if here in differences else 0
        self._at.setText(_("{number} of {count}").format(number=at, count=whole) if at else "")


def _centred(text: str) -> QWidget:
    label = words(text, "faint")
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label
