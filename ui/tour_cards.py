"""The cards of the tour above an editor, and where each of them stands."""

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QApplication, QGraphicsDropShadowEffect, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from ui.buttons import Button
from ui.editor import Editor
from ui.style import theme
from ui.tour_stops import STOPS, step_of
from ui.widgets import frame, words

_AROUND, _DISTANCE, _EDGE, _ROUND = 6, 14, 16, 8
_SHADE, _SHADOW = 110, 36
_LETTERS_IN_A_LINE = 23


class Cards(QWidget):
    """One card after another above an editor that is shaded but for the part spoken of.

    Signals:
        left(): the clerk has skipped the rest, or seen the last.
    """

    left = Signal()

    def __init__(self, editor: Editor, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor, self.at = editor, 0
        self._title, self._text, self._count = words("", "title", wraps=True), words("", wraps=True), words("", "faint")
        self.skip = Button(_("Skip (Esc)"), "tour_skip", "link")
        self.back = Button(_("‹ Previous"), "tour_back")
        self.forward = Button("", "tour_next", "main")
        for button, act in ((self.skip, self.left.emit), (self.back, self.go_back), (self.forward, self.go_on)):
            button.clicked.connect(act)
        self._column = QVBoxLayout()
        self._card = self._lay_out()

    def begin(self) -> None:
        """The first card; the editor is laid out by the time that it is pointed at."""
        self.raise_()
        self._show(0)

    def go_on(self) -> None:
        """The next card; after the last the tour is over."""
        if self.at + 1 < len(STOPS):
            self._show(self.at + 1)
        else:
            self.left.emit()

    def go_back(self) -> None:
        """The card before."""
        self._show(max(self.at - 1, 0))

    @property
    def hole(self) -> QRect:
        """The part that is spoken of, with a little around it; empty where it is not to be seen."""
        part = STOPS[self.at].part(self._editor)
        if part is None or not part.isVisible():
            return QRect()
        place = QRect(part.mapTo(self._editor, QPoint(0, 0)), part.size())
        return place.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND).intersected(self.rect().adjusted(2, 2, -2, -2))

    def _lay_out(self) -> QWidget:
        card = frame("card")
        card.setParent(self)
        card.setFixedWidth(self.fontMetrics().horizontalAdvance("填") * _LETTERS_IN_A_LINE + 44)
        column, line = self._column, QHBoxLayout()
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(10)
        line.addWidget(self._count)
        line.addStretch()
        for button in (self.skip, self.back, self.forward):
            line.addWidget(button)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addLayout(line)
        card.setLayout(column)
        shadow = QGraphicsDropShadowEffect(card)
        shadow.setBlurRadius(_SHADOW)
        shadow.setOffset(0, _SHADOW // 6)
        shadow.setColor(QColor(0, 0, 0, 2 * _SHADE))
        card.setGraphicsEffect(shadow)
        return card

    def _show(self, number: int) -> None:
        self.at, stop = number, STOPS[number]
        self._editor.wizard.go_to_step(step_of(self._editor, stop.kind))
        self._title.setText(stop.title())
        self._text.setText(stop.text())
        self._count.setText(f"{number + 1} / {len(STOPS)}")
        is_last = number + 1 == len(STOPS)
        self.forward.setText(_("Begin") if is_last else _("Next ›"))
        self.forward.setAccessibleDescription(f"{stop.title()} {stop.text()}")
        self.back.setEnabled(number > 0)
        self.skip.setVisible(not is_last)
        self.forward.setFocus()
        QTimer.singleShot(0, self, self._place)

    def _place(self) -> None:
        """Stands the card beside what it speaks of, where there is room."""
        card = self._card
        card.setFixedHeight(self._column.totalHeightForWidth(card.width()))
        card.move(beside(self.hole, card.size(), self.rect()))
        self.forward.setFocus()
        self.update()

    # Qt's names from here on

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shades everything but the part that is spoken of."""
        painter, shade, hole = QPainter(self), QPainterPath(), QPainterPath()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade.addRect(QRectF(self.rect()))
        part = QRectF(self.hole)
        if not part.isEmpty():
            hole.addRoundedRect(part, _ROUND, _ROUND)
        painter.fillPath(shade.subtracted(hole), QColor(0, 0, 0, _SHADE))
        painter.setPen(QPen(QColor(theme().accent), 3))
        painter.drawPath(hole)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The card moves with what it speaks of."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape skips the rest."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays among the buttons of the card."""
        on_card = (self.skip, self.back, self.forward)
        buttons = [button for button in on_card if button.isVisible() and button.isEnabled()]
        if not buttons:  # they are being hidden, and Qt looks for another place for the focus
            return False
        here = QApplication.focusWidget()
        at = buttons.index(here) if here in buttons else -1
        buttons[(at + (1 if forward else -1)) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def event(self, event: QEvent) -> bool:
        """No press of the mouse goes through to the editor beneath."""
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.Wheel):
            event.accept()
            return True
        return super().event(event)


def beside(part: QRect, card: QSize, room: QRect) -> QPoint:
    """Where a card stands: right of a part, left, below or above it, where it hides least of it."""
    inner = room.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
    if part.isEmpty():
        return _into(QRect(room.center() - QPoint(card.width() // 2, card.height() // 2), card), inner).topLeft()
    top, left = part.center().y() - card.height() // 2, part.center().x() - card.width() // 2
    ways = (
        QPoint(part.right() + _DISTANCE, top),
        QPoint(part.left() - _DISTANCE - card.width(), top),
        QPoint(left, part.bottom() + _DISTANCE),
        QPoint(left, part.top() - _DISTANCE - card.height()),
    )
    return min((_into(QRect(way, card), inner) for way in ways), key=lambda way: _area(way & part)).topLeft()


def _area(place: QRect) -> int:
    return place.width() * place.height() if place.isValid() else 0


def _into(place: QRect, room: QRect) -> QRect:
    """The rectangle moved as little as brings it into the room."""
    left = min(max(place.left(), room.left()), room.right() - place.width() + 1)
    top = min(max(place.top(), room.top()), room.bottom() - place.height() + 1)
    return QRect(QPoint(left, top), place.size())
