"""Many files at once: one table of what was read, filling up as they come; what is ticked becomes new drafts."""

from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, n_
from ui.buttons import Button
from ui.choice_table import ChoiceTable
from ui.keys import ENTER
from ui.models.reading_many_model import ManyModel
from ui.reading_tick import TickColumn
from ui.reading_work import Reading, Result
from ui.widgets import words

_LETTERS = (4.5, 4.5, 6.5, 4.5, 4.5)
"""The widths of year, edition, numbers, texts and remarks, in Chinese letters."""
_SHARES = (0.4, 0.28)
"""What file and organization take of the rest."""


class ManyDialog(QDialog):
    """The table of what was read. Enter or a double click shows one file; Space ticks it.

    Signals:
        show_wanted(object): the file at this Path shall be read again and shown.
        taken(list): these Results shall become new drafts.
    """

    show_wanted = Signal(object)
    taken = Signal(list)

    def __init__(self, there: Collection[tuple[str, int]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reading_many")
        self.setWindowTitle(_("Read in many files"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.model = ManyModel(there, self)
        self._reading = Reading()
        self._is_running = False
        self.table = _Table()
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(0, TickColumn(self.table))
        self._said = words("", "strong", wraps=True)
        self._whole = words("", "error", wraps=True)
        self._all, self._show = Button("", "all", "link"), Button(_("&Show the file"), "show")
        self._take, self._close = Button("", "take", "main"), Button("", "close")
        self._lay_out()
        self._connect()
        self._on_ticked()
        room = parent.window().size() if parent else self.size()
        self.resize(max(room.width() - 80, 700), max(room.height() - 80, 420))

    def begin(self, paths: Sequence[Path]) -> None:
        """Reads these files, and all that stand in these folders."""
        self._is_running = True
        self._reading.read.connect(self.model.add)
        self._reading.ended.connect(self._on_ended)
        self._reading.read_many(paths)
        self._on_ticked()

    def _lay_out(self) -> None:
        self.table.setObjectName("files")
        self.table.setAccessibleName(_("What was read, file by file"))
        below = QVBoxLayout(self)
        below.setContentsMargins(20, 16, 20, 14)
        below.setSpacing(10)
        below.addWidget(self._said)
        below.addWidget(self.table, 1)
        below.addWidget(self._whole)
        line = QHBoxLayout()
        line.addWidget(self._all)
        line.addWidget(self._show)
        line.addStretch()
        line.addWidget(self._take)
        line.addWidget(self._close)
        below.addLayout(line)

    def _connect(self) -> None:
        self.model.ticked.connect(self._on_ticked)
        self.table.chosen.connect(self._on_chosen)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self._all.clicked.connect(self._on_all)
        self._show.clicked.connect(self._on_show)
        self._take.clicked.connect(self._on_take)
        self._close.clicked.connect(self._on_close)

    def _on_ticked(self) -> None:
        count = len(self.model.chosen)
        text = n_("&Read in the one ticked as a new draft", "&Read in the {count} ticked as new drafts", count)
        self._take.setText(text.format(count=count))
        self._take.setEnabled(bool(count))
        self._all.setText(_("Leave out all") if count else _("Tick all"))
        self._all.setEnabled(self.model.can_tick)
        self._close.setText(_("Stop reading") if self._is_running else _("Close"))
        self._said.setText(self._summary())
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
            self.table.setFocus()

    def _summary(self) -> str:
        whole, failed = self.model.rowCount(), self.model.failed
        text = n_("one file read", "{count} files read", whole).format(count=whole)
        told = [_("Reading… {read}").format(read=text) if self._is_running else text]
        if failed:
            told.append(n_("one could not be taken", "{count} could not be taken", failed).format(count=failed))
        if not self._is_running and not whole:
            return _("No file was found there that can be read.")
        return _(", ").join(told)

    def _on_row(self, index: QModelIndex) -> None:
        """What went wrong with a file, in full."""
        self._whole.setText(self.model.result(index.row()).error if index.isValid() else "")
        self._show.setEnabled(index.isValid())

    def _on_chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.show_wanted.emit(self.model.result(index.row()).path)

    def _on_show(self) -> None:
        self._on_chosen(self.table.currentIndex())

    def _on_all(self) -> None:
        self.model.tick_all(is_on=not self.model.chosen)

    def _on_take(self) -> None:
        chosen: list[Result] = self.model.chosen
        self.taken.emit(chosen)

    def _on_close(self) -> None:
        """While it is being read the button stops that; what was read by then stays to be taken."""
        if self._is_running:
            self._reading.leave()
            self._on_ended()
        else:
            self.reject()

    def _on_ended(self) -> None:
        self._is_running = False
        self._on_ticked()

    # Qt's names from here on

    def done(self, result: int) -> None:
        """Gives up what is still being read."""
        self._reading.leave()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is for what has the focus."""
        if event.key() in ENTER:
            event.accept()
        else:
            super().keyPressEvent(event)


class _Table(ChoiceTable):
    """Rows of which each can be ticked by Space, wherever in it the clerk is; the columns fill the width there is."""

    def _fit(self) -> None:
        letter = self.fontMetrics().horizontalAdvance("公")
        fixed = [max(round(letters * letter), self._needed(column)) for column, letters in enumerate(_LETTERS, 2)]
        room = max(self.viewport().width() - sum(fixed), 12 * letter)
        file, whose = (round(room * share) for share in _SHARES)
        for column, width in enumerate((file, whose, *fixed, room - file - whose)):
            self.setColumnWidth(column, width)

    def _needed(self, column: int) -> int:
        """How wide the head and the figures of a column are, in whatever language."""
        return max(self.horizontalHeader().sectionSizeHint(column), self.sizeHintForColumn(column))

    # Qt's names from here on

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives names and notes what the figures leave."""
        super().resizeEvent(event)
        self._fit()

    def rowsInserted(self, parent: QModelIndex | QPersistentModelIndex, first: int, last: int) -> None:
        """Figures may be wider than those before."""
        super().rowsInserted(parent, first, last)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the row."""
        index = self.currentIndex().siblingAtColumn(0)
        tick = index.data(Qt.ItemDataRole.CheckStateRole) if index.isValid() else None
        if event.key() == Qt.Key.Key_Space:
            if tick is not None:
                self.model().setData(index, tick, Qt.ItemDataRole.CheckStateRole)
        else:
            super().keyPressEvent(event)
