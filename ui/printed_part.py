"""One part of the report on the screen: its document painted at the sheet's scale, its places to be clicked."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QGuiApplication,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QTextBlock,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QToolTip, QWidget

from app.form import Address, Severity
from ui.printed import address_of
from ui.printed_remarks import Remark, remark_at, worst
from ui.style import LIGHT

SIGNS: Mapping[Severity, tuple[str, str]] = {
    "error": ("!", LIGHT.error), "warning": ("?", LIGHT.warning), "info": ("i", LIGHT.accent),
}  # fmt: skip
"""What stands in the margin beside a place that a finding speaks of: a letter on a disc of a colour."""

_DISC = 17.0


class PartView(QWidget):
    """A printed part; a click goes to the place under the mouse, a drag chooses words to be copied.

    Signals:
        place_chosen(str): the clerk clicked on what stands at this address.
        words_chosen(): words are chosen here now, and nowhere else.
    """

    place_chosen = Signal(str)
    words_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self._document = QTextDocument(self)
        self._signs: list[tuple[float, Severity]] = []
        self._remarks: Mapping[Address, Remark] = {}
        self._scale, self._margin = 1.0, 0.0
        self._chosen = QTextCursor()
        self._pressed: QPoint | None = None

    def show_document(self, document: QTextDocument, remarks: Mapping[Address, Remark]) -> None:
        """Shows another document, with signs beside the places of which something is to be said."""
        document.setParent(self)
        self._document.deleteLater()
        self._document, self._remarks = document, remarks
        self._chosen = QTextCursor()
        self._signs = _signs(document, remarks)
        self.update()

    def lay_out(self, scale: float, margin: float) -> QSize:
        """Takes over the sheet's scale and margin; the size that the part needs."""
        self._scale, self._margin = scale, margin
        size = self._document.size()
        return QSize(round(self._document.textWidth() * scale + 2 * margin), round(size.height() * scale))

    @property
    def top(self) -> int:
        """Where the first line begins: a title and 落款 have space above them."""
        first = self._document.documentLayout().blockBoundingRect(self._document.begin())
        return round(first.top() * self._scale)

    @property
    def chosen_text(self) -> str:
        """The words that are chosen, with plain ends of lines."""
        return self._chosen.selectedText().replace("\u2029", "\n").replace("\u2028", "\n")

    def choose(self, *, all_: bool) -> None:
        """Chooses all words, or none."""
        self._chosen = QTextCursor(self._document)
        if all_:
            self._chosen.select(QTextCursor.SelectionType.Document)
            self.words_chosen.emit()
        self.update()

    def place_at(self, position: QPointF) -> Address:
        """The address of what stands at a position of the widget; "" where nothing does."""
        block = self._block_at(position)
        return address_of(block) if block.isValid() else ""

    def _block_at(self, position: QPointF) -> QTextBlock:
        """The paragraph or cell at a position; an invalid one where there is none."""
        found = self._position_at(position, Qt.HitTestAccuracy.FuzzyHit)
        return self._document.findBlock(found) if found >= 0 else QTextBlock()

    def _position_at(self, position: QPointF, accuracy: Qt.HitTestAccuracy) -> int:
        inside = QPointF((position.x() - self._margin) / self._scale, position.y() / self._scale)
        return self._document.documentLayout().hitTest(inside, accuracy)

    # Qt's names from here on

    def sizeHint(self) -> QSize:
        """The size at the present scale."""
        return self.lay_out(self._scale, self._margin)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints what is exposed of the document, and the signs in the margin."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._margin, 0)
        painter.scale(self._scale, self._scale)
        shown = QRectF(event.rect().translated(-round(self._margin), 0))
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = QRectF(  # type: ignore[attr-defined]
            shown.x() / self._scale, shown.y() / self._scale, shown.width() / self._scale, shown.height() / self._scale
        )
        context.palette = _ink()  # type: ignore[attr-defined]
        if self._chosen.hasSelection():
            context.selections = [_selection(self._chosen)]  # type: ignore[attr-defined]
        self._document.documentLayout().draw(painter, context)
        for y, severity in self._signs:
            _paint_sign(painter, QRectF(-_DISC - 6, y - _DISC / 2, _DISC, _DISC), severity)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begins to choose words."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
            self._chosen = QTextCursor(self._document)
            self._chosen.setPosition(max(self._position_at(event.position(), Qt.HitTestAccuracy.FuzzyHit), 0))
            self.words_chosen.emit()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Chooses words while the button is down; otherwise the cursor says whether a click goes somewhere."""
        if self._pressed is None:
            is_place = bool(self.place_at(event.position()))
            self.setCursor(Qt.CursorShape.PointingHandCursor if is_place else Qt.CursorShape.ArrowCursor)
        elif self._is_drag(event):
            end = self._position_at(event.position(), Qt.HitTestAccuracy.FuzzyHit)
            self._chosen.setPosition(max(end, 0), QTextCursor.MoveMode.KeepAnchor)
            self.setCursor(Qt.CursorShape.IBeamCursor)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click that chose no words goes to the place."""
        was_click = self._pressed is not None and not self._is_drag(event) and not self._chosen.hasSelection()
        self._pressed = None
        place = self.place_at(event.position()) if was_click else ""
        if place:
            self.place_chosen.emit(place)

    def _is_drag(self, event: QMouseEvent) -> bool:
        far = QGuiApplication.styleHints().startDragDistance()
        return self._pressed is not None and (event.position().toPoint() - self._pressed).manhattanLength() >= far

    def event(self, event: QEvent) -> bool:
        """Tells in a tooltip what is the matter with the place under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            remark = _remark(self._remarks, self._block_at(QPointF(event.pos())))
            QToolTip.showText(event.globalPos(), remark.text if remark else "", self)
            return True
        return super().event(event)


def _signs(document: QTextDocument, remarks: Mapping[Address, Remark]) -> list[tuple[float, Severity]]:
    """The signs of a document, one a line at most, the worst of it; their middles from its upper edge."""
    found: dict[int, list[Severity]] = {}
    layout, block, before = document.documentLayout(), document.begin(), None
    while block.isValid() and remarks:
        remark = _remark(remarks, block)
        if remark and remark is not before:  # a narrative is marked once
            rect = layout.blockBoundingRect(block)
            line = block.layout().lineAt(0).height() or rect.height()
            found.setdefault(round(rect.top() + min(rect.height(), line) / 2), []).append(remark.severity)
        block, before = block.next(), remark or before
    return [(middle, worst(severities)) for middle, severities in found.items()]


def _remark(remarks: Mapping[Address, Remark], block: QTextBlock) -> Remark | None:
    return remark_at(remarks, address_of(block), block.text()) if block.isValid() else None


def _paint_sign(painter: QPainter, place: QRectF, severity: Severity) -> None:
    letter, colour = SIGNS[severity]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(place)
    font = painter.font()
    font.setPixelSize(13)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor("white"))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), letter)


def _ink() -> QPalette:
    """Black on white, whatever the theme: this is paper."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor("black"))
    return palette


def _selection(chosen: QTextCursor) -> QAbstractTextDocumentLayout.Selection:
    selection = QAbstractTextDocumentLayout.Selection()
    selection.cursor = chosen  # type: ignore[attr-defined]
    look = chosen.charFormat()
    look.clearForeground()
    look.setBackground(QColor(LIGHT.accent))
    look.setForeground(QColor(LIGHT.on_accent))
    selection.format = look  # type: ignore[attr-defined]
    return selection
