"""What marks the paragraphs of a text: a ground, a bar, and above them a line of words with what can be done.

The line has room of its own, so that the text is as wide whether anything is marked or not.
"""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextBlock, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit

from ui.style import SMALL, theme

Notice = Callable[[str], str]
"""What stands above a paragraph of this text; "" for nothing."""

_AIR, _UNDER = 5, 4
_LEFT, _RIGHT, _BAR = 6, 2, 3


def no_notice(text: str) -> str:
    """Nothing."""
    return ""


def place_of(editor: QTextEdit, block: QTextBlock) -> QRectF:
    """Where a paragraph stands in the editor's viewport."""
    place = editor.document().documentLayout().blockBoundingRect(block)
    return place.translated(QPointF(-editor.horizontalScrollBar().value(), -editor.verticalScrollBar().value()))


class TextMargin:
    """The notices of an editor's paragraphs; `act` is the link behind each, where the text can be changed."""

    def __init__(self, editor: QTextEdit) -> None:
        self._editor = editor
        self.notice: Notice = no_notice
        self.act = ""
        self.has_any = False

    def make_room(self, *, stays_at_caret: bool = False) -> None:
        """Gives each paragraph with a notice its line; one in which the clerk is typing keeps it: nothing jumps."""
        editor, room = self._editor, round(self._metrics.height()) + 2 * _AIR
        caret = editor.textCursor().blockNumber() if stays_at_caret else -1
        was_blocked = editor.blockSignals(True)
        self.has_any = False
        for block in self._blocks(editor.document().begin()):
            has_notice = bool(self.notice(block.text()))
            self.has_any = self.has_any or has_notice
            if has_notice or block.blockNumber() != caret:
                _set_room(block, room if has_notice else 0)
        editor.blockSignals(was_blocked)

    def paint(self, painter: QPainter) -> None:
        """Paints the notices of the paragraphs that are in view."""
        now = theme()
        painter.setFont(self._font)
        for block, text in self._in_view():
            ground, line = self._ground(block), self._line(block)
            painter.fillRect(ground, QColor(now.warning_ground))
            painter.fillRect(QRectF(ground.left(), ground.top(), _BAR, ground.height()), QColor(now.warning))
            painter.setPen(QColor(now.warning))
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), text)
            if self.act:
                painter.setPen(QColor(now.accent))
                painter.drawText(self._link(block, text), int(Qt.AlignmentFlag.AlignVCenter), self.act)

    def link_at(self, point: QPointF) -> QTextBlock | None:
        """The paragraph whose link is at a point of the viewport."""
        if not self.act or not self.has_any:
            return None
        return next((block for block, text in self._in_view() if self._link(block, text).contains(point)), None)

    def covers(self, block: QTextBlock, point: QPointF) -> bool:
        """Whether a point of the viewport is on a paragraph or the line above it."""
        return self._ground(block).contains(point)

    @property
    def _font(self) -> QFont:
        font = QApplication.font()
        font.setPointSizeF(font.pointSizeF() * SMALL)
        return font

    @property
    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._font)

    def _blocks(self, block: QTextBlock) -> Iterator[QTextBlock]:
        while block.isValid():
            yield block
            block = block.next()

    def _in_view(self) -> Iterator[tuple[QTextBlock, str]]:
        view = self._editor.viewport().rect()
        for block in self._blocks(self._editor.cursorForPosition(view.topLeft()).block()):
            if self._line(block).top() > view.height():
                return
            if text := self.notice(block.text()):
                yield block, text

    def _line(self, block: QTextBlock) -> QRectF:
        """Where the words stand."""
        place, room = place_of(self._editor, block), block.blockFormat().topMargin()
        width = self._editor.viewport().width() - place.left() - _RIGHT
        return QRectF(place.left(), place.top() - room, width, room).adjusted(0, _AIR, 0, 0)

    def _link(self, block: QTextBlock, text: str) -> QRectF:
        metrics, line = self._metrics, self._line(block)
        behind = metrics.horizontalAdvance(text) + 2 * metrics.horizontalAdvance("国")
        return QRectF(line.left() + behind, line.top(), metrics.horizontalAdvance(self.act) + 1, line.height())

    def _ground(self, block: QTextBlock) -> QRectF:
        line, place = self._line(block), place_of(self._editor, block)
        return QRectF(QPointF(line.left() - _LEFT, line.top()), QPointF(line.right(), place.bottom() + _UNDER))


def _set_room(block: QTextBlock, room: float) -> None:
    look = block.blockFormat()
    if look.topMargin() != room:
        look.setTopMargin(room)
        QTextCursor(block).setBlockFormat(look)
