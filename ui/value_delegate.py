"""How a figure in a table is drawn: whole whatever its length, its state by ground, ink and a sign in the corner.

Drawn here and not by the style: a key must be painted within a frame. The type stubs of PySide6 lack the attributes of
QStyleOption, hence the ignores.
"""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app.finding import Finding
from app.form import Address
from app.grid import GridCell
from app.last_figure import AT_LEAST
from ui.head_view import draw_lines
from ui.keys import ENTER, gives_up_undo
from ui.models.table_model import TableModel
from ui.style import theme
from ui.value_editor import ValueEditor

Index = QModelIndex | QPersistentModelIndex
PADDING = 4
_KEPT = (*ENTER, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_CHOSEN = QStyle.StateFlag.State_Selected
TINT = 22
SIGN = 7
_BAR = 3
_SMALLEST = 6.5
LEAST = 4.0
_SMALL = 0.8
_CENTRE = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip)
_OF_NUMBERS = frozenset("0123456789.,-−" + AT_LEAST)
_GAP = 12
_BESIDE = 3.2
"""A cell so many times as wide as six digits has room for last year's figure beside this year's."""


class ValueDelegate(QStyledItemDelegate):
    """Draws the cells of a table of values and opens the line in which one is typed.

    Signals:
        opened(object): a ValueEditor stands in a cell.
    """

    opened = Signal(object)

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.mends = False

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A line in the middle of the cell, named by its address."""
        editor = ValueEditor(parent, mends=self.mends)
        model = index.model()
        if isinstance(model, TableModel):
            editor.setObjectName(model.address(index))
            editor.setAccessibleName(str(model.data(index, Qt.ItemDataRole.AccessibleTextRole)))
        self.opened.emit(editor)
        return editor

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell as the model has it, and what is chosen of it."""
        model, rect = index.model(), QRect(option.rect)  # type: ignore[attr-defined]
        if not isinstance(model, TableModel):
            return
        cell = model.cell(index)
        painter.save()
        rect = self._draw_lines(painter, rect, model, cell)
        ground = _ground(model, cell)
        if ground:
            painter.fillRect(rect, QColor(ground))
        chosen, current = bool(option.state & _CHOSEN), index == self._view.currentIndex()  # type: ignore[attr-defined]
        frame = QColor(theme().accent if self._view.hasFocus() else theme().faint)
        if chosen and not current:
            painter.fillRect(rect, QColor(frame.red(), frame.green(), frame.blue(), TINT))
        if cell.address:
            self._paint_value(painter, rect, model, cell)
        else:
            painter.setFont(_font(self._view.font(), bold=cell.kind == "title"))
            painter.setPen(QColor(theme().text))
            room = rect.adjusted(PADDING, 1, -PADDING, -1)
            painter.drawText(room, int(model.alignment(cell)) | int(Qt.TextFlag.TextWordWrap), cell.text)
        if current:
            painter.setPen(QPen(frame, 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        elif chosen:
            painter.setPen(QPen(frame, 1))
            painter.drawRect(rect.adjusted(0, 0, -2, -2))
        painter.restore()

    def _draw_lines(self, painter: QPainter, rect: QRect, model: TableModel, cell: GridCell) -> QRect:
        """Draws the lines to the right and below, none beside the table's frame; the room that they leave."""
        bar, table = self._view.verticalScrollBar(), model.grid
        right = int(cell.column + cell.column_span < table.columns or bar.isVisible())
        below = int(cell.row + cell.row_span < table.rows)
        draw_lines(painter, rect, right=bool(right), below=bool(below))
        return rect.adjusted(0, 0, -right, -below)

    def _paint_value(self, painter: QPainter, rect: QRect, model: TableModel, cell: GridCell) -> None:
        worst = model.worst(cell.address)
        text, aside = model.text(cell), model.aside(cell)
        room, small = _rooms(rect, self._view.font(), text, aside)
        carried, partial = model.is_carried(cell.address), model.is_partial(cell.address)
        if carried:
            painter.fillRect(QRect(rect.left(), rect.top(), _BAR, rect.height()), QColor(theme().warning))
        bold = model.is_strong(cell.address) and not partial
        font, is_signed = _font(self._view.font(), bold=bold, italic=carried or partial), worst and not worst.cause
        painter.setPen(QColor(theme().faint if partial and worst is None else _ink(worst, text)))
        _write(painter, clear_of_sign(room, font, text) if is_signed else room, text, font)
        if aside:
            painter.setPen(QColor(theme().faint))
            _write_aside(painter, small, aside, small_font(self._view.font()))
        if worst is not None and not worst.cause:
            _paint_sign(painter, rect, worst)
        if cell.address in model.marked:
            painter.setPen(QPen(QColor(theme().accent), 1, Qt.PenStyle.DashLine))
            painter.drawRect(rect.adjusted(2, 2, -4, -4))

    # Qt's names from here on

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter and Tab are the editor's own: what they do depends on how it was begun."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _KEPT:
            return False
        return gives_up_undo(event) or super().eventFilter(editor, event)


def small_font(font: QFont) -> QFont:
    """The font of what stands beside a figure."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * _SMALL)
    return made


def has_room_beside(font: QFont, width: int) -> bool:
    """Whether a cell of this width has room for last year's figure in the line of this year's."""
    return width >= _BESIDE * QFontMetrics(font).horizontalAdvance("000000")


def _rooms(rect: QRect, font: QFont, text: str, aside: str) -> tuple[QRect, QRect]:
    """Where the figure stands and where what is small beside it: to its right, or below it in a narrow cell."""
    room = rect.adjusted(2, 1, -3, -1)
    if not aside:
        return room, room
    metrics = QFontMetrics(small_font(font))
    if has_room_beside(font, rect.width()):
        width = min(metrics.horizontalAdvance(aside) + PADDING, room.width() // 3)
        figures = QFontMetrics(font)  # below one another, however long the figures before them are
        half = max(figures.horizontalAdvance(text), figures.horizontalAdvance("0000")) // 2
        left = min(room.center().x() + half + _GAP, room.right() - width)
        return room.adjusted(width, 0, -width, 0), QRect(left, room.top(), width, room.height())
    below = metrics.height()
    return room.adjusted(0, 1, 0, -below), QRect(room.left() + 1, room.bottom() - below, room.width() - 2, below)


def clear_of_sign(room: QRect, font: QFont, text: str) -> QRect:
    """The room of a figure beside a sign in its corner: narrower where the figure would reach under the sign."""
    spare = (room.width() - QFontMetrics(font).horizontalAdvance(text)) // 2
    return room if spare >= SIGN else room.adjusted(SIGN, 0, 0, 0)


def _write(painter: QPainter, room: QRect, text: str, font: QFont) -> None:
    """The text in the middle of its room, smaller where it is longer: a number in one line, other words in more."""
    if _OF_NUMBERS.issuperset(text):
        painter.setFont(fitted(font, text, room.width()))
        painter.drawText(room, _CENTRE, text)
    else:
        painter.setFont(fitted(font, text, room.width(), _SMALLEST))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWrapAnywhere), text)


def _write_aside(painter: QPainter, room: QRect, text: str, font: QFont) -> None:
    """What is small beside a figure; where it has no room its last word, which is the change."""
    if QFontMetrics(font).horizontalAdvance(text) > room.width():
        text = text.rpartition(" ")[2]
    painter.setFont(fitted(font, text, room.width()))
    painter.drawText(room, _CENTRE, text)


def fitted(font: QFont, text: str, width: int, least: float = LEAST) -> QFont:
    """The font, or a smaller one in which the text needs no more than the width."""
    needed = QFontMetrics(font).horizontalAdvance(text)
    if needed <= width:
        return font
    made, size = QFont(font), font.pointSizeF() * max(width, 1) / needed
    made.setPointSizeF(max(size, least))
    while size > least and QFontMetrics(made).horizontalAdvance(text) > width:  # letters are whole pixels wide
        size -= 0.25
        made.setPointSizeF(max(size, least))
    return made


def _font(font: QFont, *, bold: bool = False, italic: bool = False) -> QFont:
    """Totals and band titles stand out; what was taken over from last year leans until it is checked."""
    if not bold and not italic:
        return font
    made = QFont(font)
    made.setBold(bold)
    made.setItalic(italic)
    return made


def _ground(model: TableModel, cell: GridCell) -> str:
    """The colour behind the cell: of a fault, of a head, of a total."""
    now = theme()
    if not cell.address:
        return now.head
    return model.ground(cell.address) or _ground_of_value(model, cell.address)


def _ground_of_value(model: TableModel, address: Address) -> str:
    now, worst = theme(), model.worst(address)
    if worst is not None and not worst.cause:
        return now.error_ground if worst.severity == "error" else now.warning_ground
    if model.is_total(address):
        return now.total
    if model.is_carried(address):
        return now.warning_ground
    return "" if model.filing.value(address) else now.blank


def _ink(worst: Finding | None, text: str) -> str:
    now = theme()
    if worst is None:
        return now.faint if text == "0" else now.text
    return now.error if worst.severity == "error" else now.warning


def _paint_sign(painter: QPainter, rect: QRect, worst: Finding) -> None:
    """A full corner for an error, a round mark for what is to be checked: colour is never the only sign."""
    colour, corner = QColor(theme().error if worst.severity == "error" else theme().warning), rect.topLeft()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if worst.severity == "error":
        painter.drawPolygon(QPolygon([corner, corner + QPoint(SIGN, 0), corner + QPoint(0, SIGN)]))
    else:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawEllipse(QRect(corner + QPoint(3, 3), corner + QPoint(SIGN, SIGN)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
