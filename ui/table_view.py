"""A statutory table to be filled like a sheet: printed head in view, figures under arrow keys, Tab and Enter."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QTableView, QWidget

from app.form import Address
from app.grid import GridCell
from ui.head_view import PADDING, HeadView, paint_head_cell
from ui.models.table_model import TableModel
from ui.style import theme
from ui.value_delegate import ValueDelegate

Index = QModelIndex | QPersistentModelIndex
_STEPS = {
    QAbstractItemView.CursorAction.MoveUp: (-1, 0),
    QAbstractItemView.CursorAction.MoveDown: (1, 0),
    QAbstractItemView.CursorAction.MoveLeft: (0, -1),
    QAbstractItemView.CursorAction.MoveRight: (0, 1),
}
_ENDS = {QAbstractItemView.CursorAction.MoveHome: (0,), QAbstractItemView.CursorAction.MoveEnd: (-1,)}
_WRAP = int(Qt.TextFlag.TextWordWrap)


class TableView(QTableView):
    """The values of one section under its printed head.

    Signals:
        address_entered(str): the clerk is now at this address.
        laid_out(): heads and columns have their widths.
    """

    address_entered = Signal(str)
    laid_out = Signal()

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values = model
        self.setModel(model)
        delegate = ValueDelegate(self)
        delegate.entered.connect(self._move_on)
        self.setItemDelegate(delegate)
        self._set_heads()
        self._set_spans()
        self.setObjectName(model.section.id)
        self.setAccessibleName(model.section.title)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )  # fmt: skip
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)  # a figure cut short is a wrong figure
        self._corner = _Corner(self) if model.grid.head_rows and model.grid.head_columns else None

    @property
    def address(self) -> Address:
        """The address at which the clerk is; "" where that is none."""
        return self.values.address(self.currentIndex())

    def go_to(self, address: Address) -> bool:
        """Puts the clerk at an address; False where the table does not have it."""
        index = self.values.index_of(address)
        if not index.isValid():
            return False
        self._put(index)
        self.scrollTo(index)
        self.setFocus()
        self.address_entered.emit(address)
        return True

    def commit(self) -> None:
        """Takes over what stands in an open editor."""
        editor = next((line for line in self.viewport().findChildren(QLineEdit) if line.isVisible()), None)
        if editor is not None and self.state() == QAbstractItemView.State.EditingState:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def clear_chosen(self) -> None:
        """Makes the chosen cells blank, as one step; nothing else of them changes."""
        self.values.clear([self.values.address(index) for index in self.selectedIndexes()])

    def _move_on(self, down: int) -> None:
        self.setFocus()
        self._put(self._stepped(self.currentIndex(), down, 0))

    def _put(self, index: QModelIndex) -> None:
        """One cell chosen, whatever key is held: with Ctrl down Qt would add to the choice or take from it."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _set_heads(self) -> None:
        table = self.values.grid
        if table.head_rows:
            self.setHorizontalHeader(HeadView(Qt.Orientation.Horizontal, table, self))
        else:
            self.horizontalHeader().hide()
        if table.head_columns:
            self.setVerticalHeader(HeadView(Qt.Orientation.Vertical, table, self))
        else:
            self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(self.horizontalHeader().ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(30)
        self.verticalHeader().setMinimumSectionSize(20)

    def _set_spans(self) -> None:
        for cell in self._body():
            if cell.row_span > 1 or cell.column_span > 1:
                top, left = self._place(cell)
                self.setSpan(top, left, cell.row_span, cell.column_span)

    def _body(self) -> Iterator[GridCell]:
        table = self.values.grid
        return (c for c in table.cells if c.row >= table.head_rows and c.column >= table.head_columns)

    def _place(self, cell: GridCell) -> tuple[int, int]:
        return cell.row - self.values.grid.head_rows, cell.column - self.values.grid.head_columns

    def _fit(self) -> None:
        """Gives heads and rows the room that their words need at this width."""
        table, metrics = self.values.grid, self.fontMetrics()
        side, top = self.verticalHeader(), self.horizontalHeader()
        if isinstance(side, HeadView):
            side.set_depths(_label_widths(metrics, table.head_columns, self.width()))
        if isinstance(top, HeadView):
            room = max(self.viewport().width() // max(self.values.columnCount(), 1), 30)
            top.set_depths(tuple(_head_height(metrics, top.cells, row, room) for row in range(table.head_rows)))
        self.updateGeometries()
        for row in range(self.values.rowCount()):
            self.setRowHeight(row, self._row_height(metrics, row))
        self.setMaximumHeight(
            top.isVisible() * top.height() + self.verticalHeader().length() + 2 * self.frameWidth() + 2
        )
        self.laid_out.emit()

    def _row_height(self, metrics: QFontMetrics, row: int) -> int:
        least = metrics.height() + 2 * PADDING + 2
        side = self.verticalHeader()
        if not isinstance(side, HeadView):
            return least + 2
        labels = [c for c in side.cells if c.row_span == 1 and c.row - self.values.grid.head_rows == row]
        widths = [sum(side.depths[c.column : c.column + c.column_span]) for c in labels]
        needed = [_text_height(metrics, c.text, w) for c, w in zip(labels, widths, strict=True)]
        return max([least, *needed])

    # Qt's names from here on

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """The next value in the direction of the key: labels are stepped over, Tab also over totals."""
        here = self.currentIndex()
        step = _STEPS.get(action)
        if step:
            return self._stepped(here, *step)
        if action == QAbstractItemView.CursorAction.MoveNext:
            return self._neighbour(here, 1)
        if action == QAbstractItemView.CursorAction.MovePrevious:
            return self._neighbour(here, -1)
        if action in _ENDS:
            return self._end(here, *_ENDS[action], all_rows=bool(modifiers & Qt.KeyboardModifier.ControlModifier))
        return self._nearest(super().moveCursor(action, modifiers))

    def _end(self, here: QModelIndex, first: int, *, all_rows: bool) -> QModelIndex:
        """The first value or the last, of the row or of the whole table."""
        places = [self.values.index_of(c.address) for c in self._body() if c.address]
        own = [index for index in places if all_rows or index.row() == here.row()]
        return own[first] if own else here

    def _nearest(self, index: QModelIndex) -> QModelIndex:
        """The value at a place, or the nearest one where a label stands."""
        if self.values.address(index):
            return index
        places = [self.values.index_of(c.address) for c in self._body() if c.address]
        return min(places, key=lambda one: (abs(one.row() - index.row()), abs(one.column() - index.column())))

    def _stepped(self, here: QModelIndex, down: int, right: int) -> QModelIndex:
        row, column = here.row() + down, here.column() + right
        while 0 <= row < self.values.rowCount() and 0 <= column < self.values.columnCount():
            address = self.values.address(self.values.index(row, column))
            if address and address != self.values.address(here):
                return self.values.index_of(address)
            row, column = row + down, column + right
        return here

    def _neighbour(self, here: QModelIndex, by: int) -> QModelIndex:
        order = [c.address for c in self._body() if self.values.can_edit(c.address)]
        now = self.values.address(here)
        if now not in order:
            return self.values.index_of(order[0])
        there = order.index(now) + by
        return self.values.index_of(order[there]) if 0 <= there < len(order) else here

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes down as in a sheet, Delete clears values only; at the ends Tab leaves the table."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            up = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._put(self._stepped(self.currentIndex(), -1 if up else 1, 0))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_chosen()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the values and leaves after the last."""
        there = self._neighbour(self.currentIndex(), 1 if forward else -1)
        if there == self.currentIndex() or not there.isValid():
            return super().focusNextPrevChild(forward)
        self._put(there)
        return True

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tells where the clerk is."""
        super().currentChanged(current, previous)
        self.address_entered.emit(self.values.address(current))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lays the heads out anew for the width at hand."""
        super().resizeEvent(event)
        self._fit()


class _Corner(QWidget):
    """The corner of the head, over the view's own corner: the note of 勾稽关系 stands there."""

    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for head in (view.verticalHeader(), view.horizontalHeader()):
            head.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lies over the corner whenever one of the heads has another size."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            view, frame = self._view, self._view.frameWidth()
            self.setGeometry(frame, frame, view.verticalHeader().width(), view.horizontalHeader().height())
            self.raise_()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the corner's cell."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme().head))
        paint_head_cell(painter, self.rect(), self._view.values.grid.at(0, 0), self.rect())
        painter.end()


def _label_widths(metrics: QFontMetrics, depth: int, width: int) -> tuple[int, ...]:
    """Groups as wide as a few characters, the innermost labels what is left of two fifths of the view."""
    group = metrics.horizontalAdvance("一二三四") + 2 * PADDING
    room = max(int(width * 0.43), metrics.horizontalAdvance("一二三四五六七八九十一二") + group * (depth - 1))
    return (*(group for _label in range(depth - 1)), room - group * (depth - 1))


def _head_height(metrics: QFontMetrics, cells: list[GridCell], row: int, room: int) -> int:
    """As high as the highest label that ends in this row of the head needs, shared over the rows that it takes."""
    needed = [
        _text_height(metrics, c.text, room * c.column_span) // c.row_span
        for c in cells
        if c.row <= row < c.row + c.row_span
    ]
    return max([metrics.height() + 2 * PADDING, *needed])


def _text_height(metrics: QFontMetrics, text: str, width: int) -> int:
    return metrics.boundingRect(0, 0, width - 2 * PADDING, 9999, _WRAP, text).height() + 2 * PADDING
