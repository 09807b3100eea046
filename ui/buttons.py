"""Buttons that Enter presses, as a clerk expects, and labels that never make the window wider than the screen."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from ui.icons import icon
from ui.keys import ENTER

_INK = {"main": "on_accent", "link": "accent"}
"""The colour of the icon on a button of a role; on others it has the text's."""


class Button(QPushButton):
    """A push button in one of the style sheet's roles; Enter presses it as Space does.

    Roles: "" plain, "main" the one act that is wanted, "link" flat, "icon" flat and without words: it needs an
    accessible name, which is its tooltip too.
    """

    def __init__(
        self, text: str = "", name: str = "", role: str = "", parent: QWidget | None = None, picture: str = ""
    ) -> None:
        super().__init__(text, parent)
        self.setObjectName(name)
        self.setProperty("role", role)
        self.setAutoDefault(False)
        if picture:
            self.set_picture(picture)

    def set_picture(self, name: str) -> None:
        """Puts the icon of this name before the words."""
        side = self.fontMetrics().height()
        self.setIconSize(QSize(side, side))
        self.setIcon(icon(name, _INK.get(str(self.property("role")), "text")))

    # Qt's names from here on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses."""
        if event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)


class ElidedLabel(QLabel):
    """One line that is cut where there is no room; the whole stands in the tooltip."""

    mode = Qt.TextElideMode.ElideMiddle

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
        text = self.fontMetrics().elidedText(self.text(), self.mode, self.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.end()
