"""Widgets in a line that goes on below where there is no more room."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_LOW = 34
"""A window of fewer lines is a low one: an office screen at 150 %, or large letters."""


def is_low(widget: QWidget) -> bool:
    """Whether the window of a widget has few lines, so that each is worth more than words that are known."""
    return widget.window().height() < _LOW * widget.fontMetrics().lineSpacing()


class FlowLine(QWidget):
    """Widgets from left to right on as many lines as they need: it makes itself as high.

    A layout whose height depends on its width would make the scroll area around it ask for more than the least.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 2) -> None:
        super().__init__(parent)
        self._flow = _OwnHeight(self, spacing)

    def add(self, widget: QWidget) -> None:
        """One more at the end."""
        self._flow.addWidget(widget)

    def drop(self, widget: QWidget) -> None:
        """Takes a widget out."""
        self._flow.removeWidget(widget)

    def least_line(self) -> int:
        """How wide one line with all of them is."""
        return self._flow.one_line()

    def _fit(self) -> None:
        self.setFixedHeight(self._flow.heightForWidth(self.width()))

    # Qt's names from here on

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need other lines."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Another widget may need another line."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)


class Flow(QLayout):
    """Lays widgets out line by line, each as large as it wants to be, on one middle."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def one_line(self) -> int:
        """How wide one line with all of them is."""
        widths = [item.sizeHint().width() for item in self._items if not item.isEmpty()]
        return sum(widths) + self.spacing() * max(len(widths) - 1, 0)

    def _lay(self, place: QRect, *, moves: bool) -> int:
        """Puts the items into the place; the height that they take."""
        y = place.y()
        for line in self._lines(place.width()):
            x, high = place.x(), max(size.height() for _item, size in line)
            for item, size in line:
                if moves:
                    item.setGeometry(QRect(QPoint(x, y + (high - size.height()) // 2), size))
                x += size.width() + self.spacing()
            y += high + self.spacing()
        return max(y - self.spacing() - place.y(), 0)

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The items that there are, with their sizes, as they share lines of a width."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        left = 0
        for item in (item for item in self._items if not item.isEmpty()):
            size = item.sizeHint().boundedTo(QSize(width, item.sizeHint().height()))
            if item.hasHeightForWidth():  # words that wrap
                size.setHeight(item.heightForWidth(size.width()))
            if not lines or size.width() > left:
                lines.append([])
                left = width
            lines[-1].append((item, size))
            left -= size.width() + self.spacing()
        return lines

    # Qt's names from here on

    def addItem(self, item: QLayoutItem) -> None:
        """One more at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item of a number; None past the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """The item of a number, taken out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """None: more room than its lines need is of no use."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the lines at a width."""
        return self._lay(QRect(0, 0, width, 0), moves=False)

    def setGeometry(self, rect: QRect) -> None:
        """Lays the items out."""
        super().setGeometry(rect)
        self._lay(rect, moves=True)

    def sizeHint(self) -> QSize:
        """As much as the smallest needs."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """The widest of the items."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size


class _OwnHeight(Flow):
    """A flow whose widget sets the height itself."""

    # Qt's names from here on

    def hasHeightForWidth(self) -> bool:
        """Nothing is to be asked of it."""
        return False
