"""Buttons that Enter presses, as a clerk expects, and labels that never make the window wider than the screen."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ui.keys import ENTER


class Button(QPushButton):
    """A push button in one of the style sheet's roles; Enter presses it as Space does."""

    def __init__(self, text: str = "", name: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName(name)
        self.setProperty("role", role)
        self.setAutoDefault(False)

    # Qt's names from here on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses."""
        if event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)


class ElidedLabel(QLabel):
    """One line that is cut where there is no room; the whole stands in the tooltip."""

    # Qt's names from here on

    def setText(self, text: str) -> None:
        """Shows the text, and keeps it for the tooltip."""
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """A few characters are enough."""
        return QSize(60, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints as much as there is room for."""
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()
