"""The verdict, always in view: each count with its own sign and colour, all of it one button to the review."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionButton, QStylePainter, QWidget

from app.finding import VerdictState
from app.i18n import _
from ui.buttons import Button
from ui.icons import icon
from ui.style import theme

_SIGNS = {
    VerdictState.INCOMPLETE: ("blank", "faint"),
    VerdictState.BLOCKED: ("error", "error"),
    VerdictState.REVIEW: ("question", "warning"),
    VerdictState.READY: ("check", "good"),
}
_GAP, _WIDE_GAP = 5, 18


class VerdictButton(Button):
    """The parts of a verdict side by side, and a word that says where the button leads."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", name, "link", parent)
        self._parts: Mapping[VerdictState, str] = {}

    def show_parts(self, parts: Mapping[VerdictState, str]) -> None:
        """Shows these words, each with the sign of its state."""
        self._parts = dict(parts)
        self.setText("　·　".join(parts.values()))
        self.setAccessibleName(self.text())
        self.setToolTip(_("Review and export"))
        self.updateGeometry()
        self.update()

    @property
    def _more(self) -> str:
        return _("See all ›")

    # Qt's names from here on

    def sizeHint(self) -> QSize:
        """As wide as signs and words need."""
        metrics = self.fontMetrics()
        widths = [
            metrics.height() + _GAP + metrics.horizontalAdvance(text) + _WIDE_GAP for text in self._parts.values()
        ]
        return QSize(sum(widths) + metrics.horizontalAdvance(self._more) + 20, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The whole verdict is always in view."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button's ground and focus frame as of any other, then sign and words in their colours."""
        painter, option = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""  # type: ignore[attr-defined]
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        at = QPoint(8, 0)
        for state, text in self._parts.items():
            at = self._paint_part(painter, at, *_SIGNS[state], text)
        self._paint_words(painter, at, self._more, theme().accent)
        painter.end()

    def _paint_part(self, painter: QPainter, at: QPoint, sign: str, colour: str, words: str) -> QPoint:
        side = self.fontMetrics().height()
        icon(sign, colour).paint(painter, QRect(at.x(), (self.height() - side) // 2, side, side))
        after = at + QPoint(side + _GAP, 0)
        return self._paint_words(painter, after, words, getattr(theme(), colour)) + QPoint(_WIDE_GAP, 0)

    def _paint_words(self, painter: QPainter, at: QPoint, words: str, colour: str) -> QPoint:
        width = self.fontMetrics().horizontalAdvance(words)
        painter.setPen(QColor(colour))
        painter.drawText(QRect(at.x(), 0, width + 2, self.height()), int(Qt.AlignmentFlag.AlignVCenter), words)
        return at + QPoint(width, 0)
