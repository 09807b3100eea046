"""Widgets in a line that goes on below where there is no more room.

The widgets are placed by hand: a QLayout written in Python shares its items with Qt, and both would free them.
"""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

_LOW = 34
"""A window of fewer lines is a low one: an office screen at 150 %, or large letters."""


def is_low(widget: QWidget) -> bool:
    """Whether the window of a widget has few lines, so that each is worth more than words that are known."""
    return widget.window().height() < _LOW * widget.fontMetrics().lineSpacing()


class Flow(QWidget):
    """Widgets from left to right, each as large as it wants to be, on as many lines as the width asks for."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent)
        self._widgets: list[QWidget] = []
        self._spacing = spacing
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """One more at the end."""
        is_hidden = widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        self._widgets.append(widget)
        widget.setParent(self)
        widget.setVisible(not is_hidden)
        self.updateGeometry()

    def drop(self, widget: QWidget) -> None:
        """Takes a widget out."""
        self._widgets.remove(widget)
        widget.hide()
        self.updateGeometry()

    def least_line(self) -> int:
        """How wide one line with all of them is."""
        widths = [_size(one).width() for one in self._seen()]
        return sum(widths) + self._spacing * max(len(widths) - 1, 0)

    def _seen(self) -> list[QWidget]:
        return [one for one in self._widgets if not one.isHidden()]

    def _lay(self, width: int, *, moves: bool) -> int:
        """Puts the widgets into their lines; the height that they take."""
        y = 0
        for line in self._lines(width):
            x, high = 0, max(size.height() for _one, size in line)
            for one, size in line:
                if moves:
                    one.setGeometry(QRect(QPoint(x, y + (high - size.height()) // 2), size))
                x += size.width() + self._spacing
            y += high + self._spacing
        return max(y - self._spacing, 0)

    def _lines(self, width: int) -> list[list[tuple[QWidget, QSize]]]:
        """The widgets that are seen, with their sizes, as they share lines of a width."""
        lines: list[list[tuple[QWidget, QSize]]] = []
        left = 0
        for one in self._seen():
            size = _size(one)
            size.setWidth(min(size.width(), width))
            if one.hasHeightForWidth():  # words that wrap
                size.setHeight(one.heightForWidth(size.width()))
            if not lines or size.width() > left:
                lines.append([])
                left = width
            lines[-1].append((one, size))
            left -= size.width() + self._spacing
        return lines

    def _fit(self) -> None:
        """Places everything for the width at hand."""
        self._lay(self.width(), moves=True)

    # Qt's names from here on

    def heightForWidth(self, width: int) -> int:
        """The height of the lines at a width."""
        return self._lay(width, moves=False)

    def sizeHint(self) -> QSize:
        """As much as the smallest needs."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """The widest of the widgets."""
        size = QSize(0, 0)
        for one in self._seen():
            size = size.expandedTo(one.minimumSizeHint())
        return size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need other lines."""
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """What changed unseen was never told, and the width may be the same as before."""
        super().showEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Another widget, or other words on one, may need another line."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._fit()
        return super().event(event)


class FlowLine(Flow):
    """A flow that makes itself as high as its lines.

    A widget whose height depends on its width would make the scroll area around it ask for more than the least.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 2) -> None:
        super().__init__(parent, spacing)
        policy = self.sizePolicy()
        policy.setHeightForWidth(False)
        self.setSizePolicy(policy)

    def _fit(self) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()))
        super()._fit()


def _size(widget: QWidget) -> QSize:
    """As large as a widget wants to be."""
    return widget.sizeHint().expandedTo(widget.minimumSizeHint()).boundedTo(widget.maximumSize())
