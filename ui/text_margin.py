"""What stands beside the paragraphs of a text: a ground, a bar and words in the margin, painted under the text."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QTextBlock
from PySide6.QtWidgets import QTextEdit

from ui.style import theme

GUTTER = 78
"""Room for the words at the right of the text."""

Notice = Callable[[str], str]
"""What stands in the margin beside a paragraph of this text; "" for nothing."""


def no_notice(text: str) -> str:
    """Nothing."""
    return ""


def place_of(editor: QTextEdit, block: QTextBlock) -> QRectF:
    """Where a paragraph stands in the editor's viewport."""
    place = editor.document().documentLayout().blockBoundingRect(block)
    return place.translated(QPointF(-editor.horizontalScrollBar().value(), -editor.verticalScrollBar().value()))


def paint_notices(painter: QPainter, editor: QTextEdit, notice: Notice, pitch: float) -> None:
    """Paints the notices of the paragraphs that are in view; `pitch` is the distance of their lines."""
    view = editor.viewport().rect()
    block = editor.cursorForPosition(view.topLeft()).block()
    while block.isValid():
        place = place_of(editor, block)
        if place.top() > view.height():
            return
        text = notice(block.text())
        if text:
            ground = QRectF(QPointF(place.left() - 6, place.top() + 2), QPointF(view.width() - 2, place.bottom() + 6))
            _paint(painter, ground, text, is_one_line=place.height() < 2 * pitch)
        block = block.next()


def _paint(painter: QPainter, ground: QRectF, text: str, *, is_one_line: bool) -> None:
    """A faint ground, a bar before it, the words behind it: in the margin, or in one line where there is but one."""
    now = theme()
    painter.fillRect(ground, QColor(now.warning_ground))
    painter.fillRect(QRectF(ground.left(), ground.top(), 3, ground.height()), QColor(now.warning))
    painter.setPen(QColor(now.warning))
    if is_one_line:
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(ground.adjusted(0, 0, -8, 0), int(align), text.replace("\n", ""))
    else:
        beside = ground.adjusted(ground.width() - GUTTER + 6, 4, 0, 0)
        painter.drawText(beside, int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap), text)
