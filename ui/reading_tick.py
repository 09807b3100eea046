"""Ticks as the program paints them, whole or in part, in trees and in the first column of a table."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.style import theme

Index = QModelIndex | QPersistentModelIndex
BOX, GAP = 16, 6
_LEFT = 10


def paint_tick(painter: QPainter, box: QRect, state: Qt.CheckState) -> None:
    """A tick; a line where only a part of what it stands for is ticked."""
    now, is_on = theme(), state != Qt.CheckState.Unchecked
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(now.accent if is_on else now.edge), 1))
    painter.setBrush(QColor(now.accent if is_on else now.field))
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(QPen(QColor(now.on_accent), 2))
    if state == Qt.CheckState.Checked:
        painter.drawPolyline([QPointF(box.topLeft()) + QPointF(x, y) for x, y in ((4, 8.5), (7, 11.5), (12.5, 5))])
    elif is_on:
        painter.drawLine(box.left() + 4, box.center().y() + 1, box.right() - 3, box.center().y() + 1)


class TickColumn(QStyledItemDelegate):
    """The first column of a table whose rows can be ticked.

    The type stubs of PySide6 lack the attributes of QStyleOption, hence the ignores.
    """

    # Qt's names from here on

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, tick, words."""
        now, rect = theme(), QRect(option.rect)  # type: ignore[attr-defined]
        tick = index.data(Qt.ItemDataRole.CheckStateRole)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, QColor(now.chosen))
        if tick is not None:
            paint_tick(painter, _box(rect), Qt.CheckState(tick))
        painter.setPen(QColor(now.text))
        room = rect.adjusted(_LEFT + BOX + GAP, 0, -GAP, 0)
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click on the box turns the tick over."""
        tick = index.data(Qt.ItemDataRole.CheckStateRole)
        if tick is None or not isinstance(event, QMouseEvent) or event.type() != QEvent.Type.MouseButtonRelease:
            return False
        near = _box(QRect(option.rect)).adjusted(-GAP, -GAP, GAP, GAP)  # type: ignore[attr-defined]
        return near.contains(event.position().toPoint()) and model.setData(index, tick, Qt.ItemDataRole.CheckStateRole)


def _box(rect: QRect) -> QRect:
    return QRect(rect.left() + _LEFT, rect.center().y() - BOX // 2, BOX, BOX)
