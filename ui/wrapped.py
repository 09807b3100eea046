"""Buttons whose words wrap."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ui.buttons import Button

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_NARROWEST = 60


class WrappedButton(Button):
    """A button that grows higher where its words do not fit into one line: nothing of them is cut."""

    def __init__(self, text: str = "", name: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, name, role, parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # Qt's names from here on

    def sizeHint(self) -> QSize:
        """All words in one line."""
        option = self._option()
        option.text = ""  # type: ignore[attr-defined]
        words = self.fontMetrics().size(0, self.text())
        frame = self.style().sizeFromContents(QStyle.ContentsType.CT_PushButton, option, words, self)
        return frame + QSize(2, 0)  # of a text as wide as its room, half a pixel may not fit

    def minimumSizeHint(self) -> QSize:
        """A few characters are enough."""
        return QSize(_NARROWEST, super().minimumSizeHint().height())

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the words need at this width."""
        hint = self.sizeHint()
        if width >= hint.width():
            return hint.height()
        room = width - (hint.width() - self.fontMetrics().size(0, self.text()).width())
        wrapped = self.fontMetrics().boundingRect(0, 0, max(room, 1), 9999, _WRAP, self.text())
        return hint.height() - self.fontMetrics().height() + wrapped.height()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button as its style draws it, the words in as many lines as they need."""
        painter, option = QStylePainter(self), self._option()
        option.text = ""  # type: ignore[attr-defined]
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, _WRAP, self.text())
        painter.end()

    def _option(self) -> QStyleOptionButton:
        option = QStyleOptionButton()
        QPushButton.initStyleOption(self, option)
        return option
