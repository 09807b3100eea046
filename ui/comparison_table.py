"""The tables of a comparison: whole rows with wrapped texts, what differs in them underlined on its ground."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.models.comparison_model import SPANS, CellsModel, SentencesModel
from ui.style import theme

Index = QModelIndex | QPersistentModelIndex
Model = CellsModel | SentencesModel
PADDING_X, PADDING_Y = 10, 7
_BAR, _BETWEEN = 3, 3


class ComparisonTable(QTableView):
    """The rows of a comparison. `shares` are the parts of the width that the columns after the first one take."""

    def __init__(self, model: Model, shares: Sequence[float]) -> None:
        super().__init__()
        self.rows = model
        self._shares = tuple(shares)
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # the width never depends on the rows
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(10)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        model.modelReset.connect(self.fit)

    def fit(self) -> None:
        """Gives columns and rows the room that their words need at this width."""
        if not self.isVisible():
            return
        self.clearSpans()
        for place in self.rows.headings:
            self.setSpan(place, 0, 1, len(self.rows.heads))
        self._fit_columns()
        headings = set(self.rows.headings)
        self.setUpdatesEnabled(False)
        for place in range(self.rows.rowCount()):
            self.verticalHeader().resizeSection(place, self._height(place, place in headings))
        self.setUpdatesEnabled(True)

    def go_to(self, place: int) -> None:
        """Puts the clerk at a row, with what stands around it in view."""
        self.select(place)
        self.setFocus()

    def select(self, place: int) -> None:
        """Chooses a row and scrolls to it."""
        self.selectRow(place)
        self.scrollTo(self.rows.index(place, 0), QAbstractItemView.ScrollHint.PositionAtCenter)

    def copy(self) -> None:
        """Puts the chosen rows on the clipboard, a line each."""
        places = sorted({index.row() for index in self.selectionModel().selectedRows()})
        if places:
            QGuiApplication.clipboard().setText("\n".join(map(self.rows.line, places)))

    def _fit_columns(self) -> None:
        metrics = QFontMetricsF(self.font())  # whole pixels may be half a one too few, and the word would wrap
        named = {str(self.rows.index(place, 0).data()) for place in self._no_headings()} | {self.rows.heads[0]}
        first = ceil(max(map(metrics.horizontalAdvance, named))) + 1 + 2 * PADDING_X
        room = self.viewport().width() - first
        ends = [first + int(room * share) for share in accumulate(self._shares, initial=0.0)]
        self.setColumnWidth(0, first)
        for column, (start, end) in enumerate(pairwise(ends), 1):
            self.setColumnWidth(column, end - start)

    def _no_headings(self) -> list[int]:
        headings = set(self.rows.headings)
        return [place for place in range(self.rows.rowCount()) if place not in headings]

    def _height(self, place: int, is_heading: bool) -> int:
        if is_heading:
            return QFontMetrics(self.font()).height() + 2 * PADDING_Y + 4
        texts = (str(self.rows.index(place, column).data()) for column in range(len(self.rows.heads)))
        heights = (height(text, self.columnWidth(column), self.font()) for column, text in enumerate(texts))
        return max(heights) + 2 * PADDING_Y

    # Qt's names from here on

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lays the rows out anew where the width is another."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def showEvent(self, event: object) -> None:
        """Lays the rows out when there is a width."""
        super().showEvent(event)  # type: ignore[arg-type]
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copies whole rows."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)


class RowDelegate(QStyledItemDelegate):
    """Draws a text wrapped, with its spans; the chosen row has a bar at its side.

    The type stubs of PySide6 lack the attributes of QStyleOption, hence the ignores.
    """

    # Qt's names from here on

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, text, the line below."""
        now, rect = theme(), QRect(option.rect)  # type: ignore[attr-defined]
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        painter.save()
        if is_chosen and (ground is None or index.data(SPANS) is None):
            ground = now.chosen
        painter.fillRect(rect, QColor(ground or now.card))
        if is_chosen and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), _BAR, rect.height()), QColor(now.accent))
        painter.setPen(QColor(now.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(QColor(index.data(Qt.ItemDataRole.ForegroundRole) or now.text))
        found = _layout(index, rect.width(), option.font)  # type: ignore[attr-defined]
        found.draw(painter, QPointF(rect.left() + PADDING_X, rect.top() + PADDING_Y))
        painter.restore()


def height(text: str, width: int, font: QFont) -> int:
    """How high a text is in a column of this width."""
    metrics = QFontMetrics(font)
    room = width - 2 * PADDING_X
    if QFontMetricsF(font).horizontalAdvance(text) <= room:
        return metrics.height()
    found = _wrapped(QTextLayout(text, font), room)
    return found.lineCount() * (metrics.height() + _BETWEEN)


def _layout(index: Index, width: int, font: QFont) -> QTextLayout:
    own = index.data(Qt.ItemDataRole.FontRole)
    if own is not None:
        font = QFont(font)
        font.setWeight(own.weight())
    found = QTextLayout(str(index.data()), font)
    found.setFormats(_formats(index))
    align = index.data(Qt.ItemDataRole.TextAlignmentRole)
    return _wrapped(found, width - 2 * PADDING_X, align or Qt.AlignmentFlag.AlignLeft)


def _wrapped(found: QTextLayout, room: int, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> QTextLayout:
    """The text in lines of this width."""
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    found.setTextOption(option)
    found.beginLayout()
    top = 0.0
    while (line := found.createLine()).isValid():
        line.setLineWidth(max(room, 1))
        line.setPosition(QPointF(0, top))
        top += line.height() + _BETWEEN
    found.endLayout()
    return found


def _formats(index: Index) -> list[QTextLayout.FormatRange]:
    """The spans that the other side has not: underlined, on the left broken, on the right whole."""
    spans = index.data(SPANS) or ()
    is_old = index.column() == SentencesModel.old_column
    now, found = theme(), []
    for start, end in spans:
        one = QTextLayout.FormatRange()
        one.start, one.length = start, end - start  # type: ignore[attr-defined]
        format = QTextCharFormat()
        format.setBackground(QColor(now.error_ground if is_old else now.good_ground))
        style = QTextCharFormat.UnderlineStyle
        format.setUnderlineStyle(style.DashUnderline if is_old else style.SingleUnderline)
        format.setUnderlineColor(QColor(now.error if is_old else now.good))
        one.format = format  # type: ignore[attr-defined]
        found.append(one)
    return found
