"""The tree of what was understood: wrapped lines with ticks and signs; Space or a click ticks."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from app.blocks import Spot
from ui.difference import laid_out
from ui.icons import icon
from ui.models.reading_model import NODE, ReadingModel
from ui.reading_nodes import Node
from ui.reading_tick import BOX, GAP, paint_tick
from ui.style import theme

Index = QModelIndex | QPersistentModelIndex
_PADDING = 6
_COLOURS = {"warning": "warning", "error": "error", "info": "accent", "question": "accent"}


class ReadingTree(QTreeView):
    """The nodes of a ReadingModel.

    Signals:
        node_chosen(object): the clerk is at this Node.
    """

    node_chosen = Signal(object)

    def __init__(self, model: ReadingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nodes = model
        self._is_led = False
        self.setModel(model)
        self.setItemDelegate(NodeDelegate(self))
        self.setHeaderHidden(True)
        self.setIndentation(18)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._colour()
        model.modelReset.connect(self._on_reset)
        self._on_reset()

    def choose(self, node: Node) -> None:
        """Puts the clerk at a node, with what is above it unfolded; nobody is told: the way came from elsewhere."""
        self._is_led = True
        index = self._nodes.index_of(node)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self._is_led = False

    def choose_spot(self, spot: Spot) -> None:
        """Puts the clerk at the node of a spot, where one has it."""
        node = self._nodes.node_at(spot)
        if node is not None:
            self.choose(node)

    def begin(self) -> None:
        """Puts the clerk at the first doubt, or at the first line."""
        found = self._nodes.walk()
        if found:
            self.choose(next((node for node in found if node.sign in ("warning", "error")), found[0]))

    def _colour(self) -> None:
        """The colours of the theme, also for the ground of the folds, which no delegate paints."""
        now = theme()
        wanted = (
            f"QTreeView {{ background: {now.card}; border: 1px solid {now.line}; border-radius: 6px; "
            f"selection-background-color: {now.chosen}; selection-color: {now.text}; }} "
            f"QTreeView:focus {{ border: 1px solid {now.accent}; }}"
        )
        if self.styleSheet() != wanted:
            self.setStyleSheet(wanted)

    def _on_reset(self) -> None:
        for node in self._nodes.walk():
            if node.is_open and node.children:
                self.expand(self._nodes.index_of(node))

    # Qt's names from here on

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tells where the clerk is now."""
        super().currentChanged(current, previous)
        if current.isValid() and not self._is_led:
            self.node_chosen.emit(self._nodes.node(current))

    def changeEvent(self, event: QEvent) -> None:
        """Follows the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wraps the lines anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()


class NodeDelegate(QStyledItemDelegate):
    """Draws tick, sign and words.

    The type stubs of PySide6 lack the attributes of QStyleOption, hence the ignores.
    """

    # Qt's names from here on

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words need in the width that is left to them."""
        tree = self.parent()
        assert isinstance(tree, QTreeView)
        width = tree.viewport().width() - tree.indentation() * (_depth(index) + 1)
        return QSize(width, int(_words(index, width, _font(option, index)).boundingRect().height()) + 2 * _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, tick, sign, words."""
        now, rect = theme(), QRect(option.rect)  # type: ignore[attr-defined]
        node: Node = index.data(NODE)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, QColor(now.chosen))
        if node.keys:
            paint_tick(painter, _box(rect), Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)))
        if node.sign:
            side = QRect(rect.left() + _left(node) - BOX - GAP, rect.top() + _PADDING + 1, BOX, BOX)
            icon(node.sign, _COLOURS[node.sign]).paint(painter, side)
        painter.setPen(QColor(now.text))
        words = _words(index, rect.width(), _font(option, index))
        words.draw(painter, QPointF(rect.left() + _left(node), rect.top() + _PADDING))
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click on the box or the space bar turns the tick over; one that is set in part becomes whole."""
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
        return event.position().x() < rect.left() + BOX + 2 * GAP
    return False


def _depth(index: Index) -> int:
    above, depth = index.parent(), 0
    while above.isValid():
        above, depth = above.parent(), depth + 1
    return depth


def _left(node: Node) -> int:
    """Where the words begin."""
    return GAP + (BOX + GAP) * (bool(node.keys) + bool(node.sign))


def _words(index: Index, width: int, font: QFont) -> QTextLayout:
    node: Node = index.data(NODE)
    shown = [type(piece)(piece.text.replace("\n", "\u2028"), piece.becomes) for piece in node.pieces]
    return laid_out(shown, width - _left(node) - _PADDING, font)


def _font(option: QStyleOptionViewItem, index: Index) -> QFont:
    font = QFont(option.font)  # type: ignore[attr-defined]
    if index.data(NODE).is_strong:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def _box(rect: QRect) -> QRect:
    return QRect(rect.left() + GAP, rect.top() + _PADDING + 1, BOX, BOX)
