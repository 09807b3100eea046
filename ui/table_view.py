"""A statutory table to be filled like a sheet: printed head in view, figures under the keys of Excel and WPS."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication, QTableView, QWidget

from app.form import Address
from ui.head_view import Corner, HeadView
from ui.keys import ENTER
from ui.models.table_model import TableModel
from ui.table_cursor import Cursor
from ui.table_sizes import fit, is_wide, set_dense
from ui.table_walk import Place, Walk
from ui.value_delegate import ValueDelegate
from ui.value_editor import ValueEditor

Index = QModelIndex | QPersistentModelIndex
_Key, _Held = Qt.Key, Qt.KeyboardModifier
_ARROWS = {_Key.Key_Up: (-1, 0), _Key.Key_Down: (1, 0), _Key.Key_Left: (0, -1), _Key.Key_Right: (0, 1)}
_ENDS = {_Key.Key_Home: False, _Key.Key_End: True}
_PAGES = {_Key.Key_PageUp: -1, _Key.Key_PageDown: 1}
_CLEARING = (_Key.Key_Delete, _Key.Key_Backspace)
_ACTS = {
    QKeySequence.StandardKey.Copy: "copy",
    QKeySequence.StandardKey.Cut: "cut",
    QKeySequence.StandardKey.Paste: "paste",
}
_FILLS = {_Key.Key_D: "fill_down", _Key.Key_R: "fill_right"}
_Trigger = QAbstractItemView.EditTrigger
_BEGINNING = (_Trigger.AnyKeyPressed, _Trigger.EditKeyPressed, _Trigger.DoubleClicked)


class TableView(QTableView):
    """The values of one section under its printed head.

    Signals:
        address_entered(str): the clerk is now at this address.
        act_wanted(str): the clerk wants to copy, cut, paste, fill_down or fill_right.
        menu_wanted(QPoint): the clerk wants the menu of what is chosen, at this place of the screen.
        refused(): the clerk wants to type or clear where nothing can be changed.
        laid_out(): heads and columns have their widths.
    """

    address_entered = Signal(str)
    act_wanted = Signal(str)
    menu_wanted = Signal(QPoint)
    refused = Signal()
    laid_out = Signal()

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values = model
        self.setModel(model)
        self.walk = Walk(model.grid)
        self.caret = Cursor(model, self.selectionModel(), self.walk)
        self._delegate = ValueDelegate(self)
        self._delegate.opened.connect(self._on_opened)
        self.setItemDelegate(self._delegate)
        self._set_heads()
        for (row, column), rows, columns in self.walk.merged():
            self.setSpan(row, column, rows, columns)
        self.setObjectName(model.section.id)
        self.setAccessibleName(model.section.title)
        self.setEditTriggers(_Trigger.AnyKeyPressed | _Trigger.EditKeyPressed | _Trigger.DoubleClicked)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)  # the delegate draws the lines: none beside the frame
        self.setTabKeyNavigation(False)  # what Tab does is told below; by itself Qt would keep it at the last value
        has_corner = bool(model.grid.head_rows and model.grid.head_columns)
        self._corner = Corner(self, model.grid.at(0, 0)) if has_corner else None

    @property
    def address(self) -> Address:
        """The address at which the clerk is; "" where that is none."""
        return self.values.address(self.currentIndex())

    @property
    def chosen(self) -> tuple[Address, ...]:
        """The addresses that are chosen, in printed order."""
        return self.caret.chosen

    @property
    def is_wide(self) -> bool:
        """Whether last year's figures have room in the line of this year's."""
        return is_wide(self)

    def go_to(self, address: Address) -> bool:
        """Puts the clerk at an address; False where the table does not have it."""
        place = self.walk.place_of(address)
        if place is None:
            return False
        self.caret.put(place)
        self.scrollTo(self.currentIndex())
        self.setFocus()
        self.address_entered.emit(address)
        return True

    def choose(self, addresses: tuple[Address, ...], current: Address = "") -> None:
        """Chooses these cells, one of them current: the first where nothing else is said."""
        self.caret.choose(addresses, current)

    def show_last_year(self, shown: bool) -> None:
        """Shows last year's figures in the cells, or leaves them out."""
        self.values.show_last_year(shown)
        self._fit()

    def set_dense(self, dense: bool) -> None:
        """Takes little room for the heads, on a low screen."""
        set_dense(self, dense=dense)
        self._fit()

    def commit(self) -> None:
        """Takes over what stands in an open editor."""
        editor = self.editor
        if editor is not None:
            self.commitData(editor)
            self._close(editor)

    @property
    def editor(self) -> ValueEditor | None:
        """The line in which a figure is being typed."""
        if self.state() != QAbstractItemView.State.EditingState:
            return None
        return next((line for line in self.viewport().findChildren(ValueEditor) if line.isVisible()), None)

    def clear_chosen(self) -> None:
        """Makes the chosen cells blank, as one step; nothing else of them changes."""
        if self.values.session.is_locked:
            self.refused.emit()
        self.values.clear(self.chosen)

    def _close(self, editor: ValueEditor) -> None:
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.setFocus()

    def _set_heads(self) -> None:
        table, across, down = self.values.grid, Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        if table.head_rows:
            self.setHorizontalHeader(HeadView(across, table, self))
        else:
            self.horizontalHeader().hide()
        if table.head_columns:
            self.setVerticalHeader(HeadView(down, table, self))
        else:
            self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(self.horizontalHeader().ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(30)
        self.verticalHeader().setMinimumSectionSize(20)

    def _fit(self) -> None:
        fit(self, self.values)
        self.laid_out.emit()

    # What the editor tells

    def _on_opened(self, editor: ValueEditor) -> None:
        editor.left.connect(self._on_left)
        editor.jumped.connect(self._on_jumped)
        editor.entered.connect(self._on_entered)
        editor.tabbed.connect(self._on_tabbed)
        editor.entered_everywhere.connect(self._on_entered_everywhere)
        editor.block_pasted.connect(self._on_block_pasted)

    def _on_left(self, down: int, right: int) -> None:
        self.commit()
        self._go(self.walk.step(self.caret.at, down, right))

    def _on_jumped(self, event: QKeyEvent) -> None:
        self.commit()
        self.keyPressEvent(event)

    def _on_entered(self, down: int) -> None:
        self.commit()
        self.caret.enter(down)

    def _on_tabbed(self, by: int) -> None:
        self.commit()
        if not self.caret.tab(by):
            super().focusNextPrevChild(by > 0)

    def _on_entered_everywhere(self) -> None:
        editor, chosen = self.editor, self.chosen
        if editor is not None:
            text = editor.text()
            self._close(editor)
            self.values.enter_all(chosen, text)

    def _on_block_pasted(self) -> None:
        self.commit()
        self.act_wanted.emit("paste")

    # What a key means

    def _go(self, place: Place, *, extends: bool = False) -> None:
        if extends:
            self.caret.extend(place)
            self.scrollTo(self.values.index(*self.walk.begin(place)))
        else:
            self.caret.put(place)

    def _target(self, event: QKeyEvent) -> Place | None:
        """Where the key leads; None for a key that leads nowhere."""
        key, held = _Key(event.key()), event.modifiers()
        extends, wide = bool(held & _Held.ShiftModifier), bool(held & _Held.ControlModifier)
        here = self.caret.end if extends else self.caret.at
        if key in _ARROWS and wide:
            return self.walk.edge(here, *_ARROWS[key], self._is_filled)
        if key in _ARROWS:
            return self.walk.step(here, *_ARROWS[key])
        if key in _ENDS:
            last = _ENDS[key]
            return self.walk.corner(last=last) if wide else self.walk.in_row(here, last=last)
        if key in _PAGES and not wide:
            return self.walk.page(here, _PAGES[key] * self._rows_in_view())
        return None

    def _is_filled(self, address: Address) -> bool:
        return bool(self.values.text(self.values.cell(self.values.index_of(address))))

    def _rows_in_view(self) -> int:
        return max(self.viewport().height() // max(self.rowHeight(0), 1) - 1, 1)

    def _act(self, event: QKeyEvent) -> bool:
        """Does what a key asks for that does not lead anywhere; False where it asks for nothing."""
        key, held = event.key(), event.modifiers() & ~_Held.KeypadModifier
        act = next((name for sequence, name in _ACTS.items() if event.matches(sequence)), "")
        if act:
            self.act_wanted.emit(act)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        elif key in _FILLS and held == _Held.ControlModifier:
            self.act_wanted.emit(_FILLS[_Key(key)])
        elif key in ENTER and not held & ~_Held.ShiftModifier:
            self.caret.enter(-1 if held else 1)
        elif key in _CLEARING and not held:
            self.clear_chosen()
        elif key == _Key.Key_Menu or (key == _Key.Key_F10 and held == _Held.ShiftModifier):
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft()))
        else:
            return key == _Key.Key_Space  # by itself it would begin an edit that empties the cell
        return True

    # Qt's names from here on

    def event(self, event: QEvent) -> bool:
        """Copy, cut and paste are the table's while the clerk is in it, whatever the window does with these keys."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            claimed = (*_ACTS, QKeySequence.StandardKey.SelectAll)
            if any(event.matches(sequence) for sequence in claimed):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a sheet; a letter or digit begins an edit."""
        if event.modifiers() & _Held.AltModifier:
            event.ignore()
            return
        place = self._target(event)
        if place is not None:
            self._go(place, extends=bool(event.modifiers() & _Held.ShiftModifier))
        elif event.key() in _PAGES or (self.values.is_picture and event.key() in ENTER):
            event.ignore()
        elif not self._act(event):
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: a letter at a total leads nowhere."""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """An input method begins an edit as a key does; a space alone does not.

        What is committed without having been composed, as a digit of full width, Qt gives to nobody.
        """
        was_open, said = self.editor is not None, event.commitString()
        if not (was_open or event.preeditString() or said.strip()):
            event.accept()
            return
        super().inputMethodEvent(event)
        editor = self.editor
        if said and not was_open and editor is not None and (editor.hasSelectedText() or not editor.text()):
            QApplication.sendEvent(editor, event)

    def edit(self, *what: object) -> bool | None:  # type: ignore[override]
        """Begins an edit: by typing what stands there is replaced, by F2 or a double click it is mended."""
        self._delegate.mends = len(what) < 2 or what[1] != _Trigger.AnyKeyPressed
        begun: bool | None = super().edit(*what)  # type: ignore[call-overload]
        editor = self.editor
        if editor is not None:
            editor.begin()
        elif len(what) > 2 and self.values.session.is_locked and _means_to_edit(what[1], what[2]):
            self.refused.emit()
        return begun

    def selectAll(self) -> None:
        """All values."""
        here = self.currentIndex()
        super().selectAll()
        self.selectionModel().setCurrentIndex(here, QItemSelectionModel.SelectionFlag.NoUpdate)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses a value, with Shift the block up to it; a click on a label changes nothing."""
        place = self._place_at(event.position().toPoint())
        if not self.walk.address(place):
            self.commit()
            event.accept()
        elif event.modifiers() & _Held.ShiftModifier and event.button() == Qt.MouseButton.LeftButton:
            self.commit()
            self._go(place, extends=True)
        elif event.button() == Qt.MouseButton.RightButton:
            self._choose_under(place)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Dragging chooses a block; the clerk stays where it was begun."""
        if event.buttons() & Qt.MouseButton.LeftButton and self.editor is None:
            place = self.walk.nearest(self._place_at(event.position().toPoint()))
            if place != self.caret.end and self.currentIndex().isValid():
                self._go(place, extends=True)
        else:
            super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of what is chosen, by mouse where the mouse is, by key below the cell."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        below = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu_wanted.emit(below if by_key else event.globalPos())

    def _place_at(self, point: QPoint) -> Place:
        """The place under a point, or the nearest at the edge."""
        area = self.viewport().rect()
        row = self.rowAt(min(max(point.y(), area.top()), area.bottom()))
        column = self.columnAt(min(max(point.x(), area.left()), area.right()))
        return (row if row >= 0 else self.walk.rows - 1, column if column >= 0 else self.walk.columns - 1)

    def _choose_under(self, place: Place) -> None:
        """A right click outside of what is chosen chooses what is under it."""
        self.commit()
        if self.walk.address(place) not in self.chosen:
            self._go(place)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the values and leaves after the last."""
        return self.caret.tab(1 if forward else -1) or super().focusNextPrevChild(forward)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tells where the clerk is."""
        super().currentChanged(current, previous)
        for head, section in ((self.verticalHeader(), current.row()), (self.horizontalHeader(), current.column())):
            if isinstance(head, HeadView):
                head.show_current(section)
        self.address_entered.emit(self.values.address(current))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lays the heads out anew for the width at hand."""
        super().resizeEvent(event)
        self._fit()


def _means_to_edit(trigger: object, event: object) -> bool:
    """Whether the clerk wants to write; Escape and its like are keys with a text too, but none to be seen."""
    is_seen = not isinstance(event, QKeyEvent) or event.text().isprintable()
    return trigger in _BEGINNING and (is_seen or trigger != _Trigger.AnyKeyPressed)
