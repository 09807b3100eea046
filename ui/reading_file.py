"""The file's own view: headings, paragraphs and tables as the file has them, read-only, searchable, linked by spots."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextTable,
    QTextTableCell,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from app.blocks import Block, Spot
from app.i18n import _
from ui.reading_print import NUMBER, print_blocks
from ui.style import theme


class FileView(QTextEdit):
    """A document made of blocks. The caret may be moved by mouse and keys; where it comes to is told.

    Signals:
        spot_entered(object): the clerk is at this Spot of the file.
    """

    spot_entered = Signal(object)

    def __init__(self, blocks: Sequence[Block], doubtful: Collection[Spot], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blocks, self._doubtful = tuple(blocks), frozenset(doubtful)
        self._chosen: tuple[Spot, ...] = ()
        self._starts: Mapping[int, int] = {}
        self._is_led = False
        self._written_in = theme()
        self.setObjectName("file_view")
        self.setAccessibleName(_("The file as it is"))
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(flags)
        self._write()
        self.cursorPositionChanged.connect(self._on_moved)

    def show_spots(self, spots: Sequence[Spot]) -> None:
        """Marks these spots and brings the first into view; none takes the mark away."""
        self._finish_layout()
        self._mark(self._chosen, is_on=False)
        self._chosen = tuple(spot for spot in spots if spot.block in self._starts)
        self._mark(self._chosen, is_on=True)
        self._select(self._chosen)
        if self._chosen:
            self._bring(self._cursor(self._chosen[0]))

    def seek(self, words: str, *, back: bool = False) -> bool:
        """Goes to the next place of these words, round and round; False where there is none."""
        from PySide6.QtGui import QTextDocument

        way = QTextDocument.FindFlag.FindBackward if back else QTextDocument.FindFlag(0)
        if not words or self.find(words, way):
            return bool(words)
        here = self.textCursor()
        start = QTextCursor(self.document())
        if back:
            start.movePosition(QTextCursor.MoveOperation.End)
        self.setTextCursor(start)
        if self.find(words, way):
            return True
        self.setTextCursor(here)
        return False

    def _write(self) -> None:
        self._written_in = theme()
        self._starts = print_blocks(self.document(), self._blocks, self._doubtful, self.font())
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _finish_layout(self) -> None:
        """Lays the document out to its end: Qt does so by and by, and a cell marked meanwhile leaves the rest out."""
        self.document().documentLayout().documentSize()

    def _on_moved(self) -> None:
        spot = None if self._is_led else self._spot()
        if spot is not None:
            self.spot_entered.emit(spot)

    def _spot(self) -> Spot | None:
        """Where the caret is; None in the space around a table."""
        cursor = self.textCursor()
        table = _table(cursor)
        if table is not None:
            cell = table.cellAt(cursor)
            return Spot(_number(table.format()), cell.row(), cell.column())
        number = _number(cursor.blockFormat())
        return Spot(number) if number >= 0 else None

    def _cursor(self, spot: Spot) -> QTextCursor:
        """A cursor at a spot, whatever of it there is."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._starts[spot.block])
        table = _table(cursor)
        if table is not None and spot.row >= 0:
            cells = _cells(table, spot)
            return (cells[0] if cells else table.cellAt(table.rows() - 1, 0)).firstCursorPosition()
        return cursor

    def _bring(self, cursor: QTextCursor) -> None:
        """Scrolls to a cursor, with what stands around it; the caret comes along and tells nothing."""
        self._is_led = True
        self.setTextCursor(cursor)
        self._is_led = False
        bar, place = self.verticalScrollBar(), self.cursorRect(cursor)
        if place.top() < 40 or place.bottom() > self.viewport().height() - 40:
            bar.setValue(bar.value() + place.center().y() - self.viewport().height() // 2)

    def _mark(self, spots: Sequence[Spot], *, is_on: bool) -> None:
        """The ground of cells; what is painted behind letters would not show a blank one."""
        for spot in spots:
            table = _table(self._cursor(spot))
            for cell in _cells(table, spot) if table is not None else ():
                shape = cell.format()
                ground = theme().accent if is_on else self._ground(spot.block, cell)
                if ground:
                    shape.setBackground(QColor(ground))
                else:
                    shape.clearBackground()
                cell.setFormat(shape)

    def _ground(self, block: int, cell: QTextTableCell) -> str:
        """The colour of a cell that is not marked: a doubt speaks of it, or of its row, or it has none."""
        here = {Spot(block, cell.row(), cell.column()), Spot(block, cell.row())}
        return theme().warning_ground if here & self._doubtful else ""

    def _select(self, spots: Sequence[Spot]) -> None:
        """The letters of what is chosen; paragraphs on their whole width."""
        found = []
        for spot in spots:
            cursor = self._cursor(spot)
            table = _table(cursor)
            if table is None:
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                found.append(_selection(cursor, whole=True))
                continue
            for cell in _cells(table, spot):
                inner = cell.firstCursorPosition()
                inner.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
                found.append(_selection(inner, whole=False))
        self.setExtraSelections(found)

    # Qt's names from here on

    def changeEvent(self, event: QEvent) -> None:
        """Writes the document anew in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and theme() is not self._written_in:
            self._is_led = True
            self._write()
            self._is_led = False
            self.show_spots(self._chosen)


def _cells(table: QTextTable, spot: Spot) -> list[QTextTableCell]:
    """The cells of a spot: one, or those of a row."""
    if not 0 <= spot.row < table.rows():
        return []
    if 0 <= spot.column < table.columns():
        return [table.cellAt(spot.row, spot.column)]
    row = [table.cellAt(spot.row, column) for column in range(table.columns())]
    return [cell for cell in row if cell.row() == spot.row]


def _selection(cursor: QTextCursor, *, whole: bool) -> QTextEdit.ExtraSelection:
    """The type stubs of PySide6 lack the attributes of a selection, hence the ignores."""
    now, shape = theme(), QTextCharFormat()
    shape.setBackground(QColor(now.accent))
    shape.setForeground(QColor(now.on_accent))
    shape.setProperty(QTextFormat.Property.FullWidthSelection, whole)
    found = QTextEdit.ExtraSelection()
    found.cursor, found.format = cursor, shape  # type: ignore[attr-defined]
    return found


def _number(shape: QTextFormat) -> int:
    number = shape.property(NUMBER)
    return int(number) if number is not None else -1


def _table(cursor: QTextCursor) -> QTextTable | None:
    """The table that a cursor is in; the stubs of PySide6 know of no cursor outside one."""
    return cursor.currentTable()
