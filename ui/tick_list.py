"""The list of differences that are taken or left: Space or a click ticks, Enter or a double click chooses."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPen, QTextLayout
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.difference import laid_out
from ui.models.ticks_model import PIECES, TicksModel
from ui.style import theme

Index = QModelIndex | QPersistentModelIndex
_BOX, _PADDING, _BAR = 16, 7, 3
_INDENT = 2 * _PADDING + _BOX + 6


class TickList(QListView):
    """The lines of a TicksModel, wrapped to the width that there is."""

    def __init__(self, model: TicksModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(TickDelegate(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        model.dataChanged.connect(self._on_data_changed)

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex, roles: object = ()) -> None:
        if not roles:  # other words may need another height
            self.scheduleDelayedItemsLayout()

    def choose_row(self, row: int) -> None:
        """Puts the clerk at a line."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def choose_first(self) -> None:
        """Puts the clerk at the first line that has a tick."""
        model = self.model()
        keys = model.keys if isinstance(model, TicksModel) else ()
        if isinstance(model, TicksModel) and keys:
            self.choose_row(model.row_of(keys[0]))


class TickDelegate(QStyledItemDelegate):
    """Draws tick and difference; the chosen line has a bar at its side.

    The type stubs of PySide6 lack the attributes of QStyleOption, hence the ignores.
    """

    # Qt's names from here on

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words need."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 0
        height = _words(index, width, _font(option, index)).boundingRect().height()
        above = _PADDING if index.flags() == Qt.ItemFlag.NoItemFlags and index.row() else 0
        return QSize(width, above + int(height) + 2 * _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, tick, words, the line below."""
        now, rect = theme(), QRect(option.rect)  # type: ignore[attr-defined]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, QColor(now.chosen))
            painter.fillRect(QRect(rect.left(), rect.top(), _BAR, rect.height()), QColor(now.accent))
        painter.setPen(QColor(now.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        tick = index.data(Qt.ItemDataRole.CheckStateRole)
        if tick is not None:
            _paint_tick(painter, _box(rect), is_on=Qt.CheckState(tick) == Qt.CheckState.Checked)
        shown = _words(index, rect.width(), _font(option, index))
        painter.setPen(QColor(now.text))
        top = rect.bottom() - _PADDING - int(shown.boundingRect().height())
        shown.draw(painter, QPointF(rect.left() + _left(index), top))
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click on the box or the space bar turns the tick over."""
        tick = index.data(Qt.ItemDataRole.CheckStateRole)
        if tick is None or not _turns(event, QRect(option.rect)):  # type: ignore[attr-defined]
            return False
        is_on = Qt.CheckState(tick) == Qt.CheckState.Checked
        turned = Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked
        return model.setData(index, turned, Qt.ItemDataRole.CheckStateRole)


def _turns(event: QEvent, rect: QRect) -> bool:
    if isinstance(event, QKeyEvent):
        return event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space
    if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
        return event.position().x() < rect.left() + _INDENT
    return False


def _left(index: Index) -> int:
    return _INDENT if index.data(Qt.ItemDataRole.CheckStateRole) is not None else _PADDING + _BAR


def _words(index: Index, width: int, font: QFont) -> QTextLayout:
    return laid_out(index.data(PIECES), width - _left(index) - _PADDING, font)


def _font(option: QStyleOptionViewItem, index: Index) -> QFont:
    font = QFont(option.font)  # type: ignore[attr-defined]
    if index.flags() == Qt.ItemFlag.NoItemFlags:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def _box(rect: QRect) -> QRect:
    return QRect(rect.left() + _PADDING + _BAR, rect.top() + _PADDING + 2, _BOX, _BOX)


def _paint_tick(painter: QPainter, box: QRect, *, is_on: bool) -> None:
    now = theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(now.accent if is_on else now.edge), 1))
    painter.setBrush(QColor(now.accent if is_on else now.field))
    painter.drawRoundedRect(box, 3, 3)
    if is_on:
        painter.setPen(QPen(QColor(now.on_accent), 2))
        painter.drawPolyline([QPointF(box.topLeft()) + QPointF(x, y) for x, y in ((4, 8.5), (7, 11.5), (12.5, 5))])
