"""Widgets in a line that goes on below where there is no more room."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


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
    """Lays widgets out line by line, each as large as it wants to be."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def _lay(self, place: QRect, *, moves: bool) -> int:
        """Puts the items into the place; the height that they take."""
        x, y, high = place.x(), place.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(place.width(), item.sizeHint().height()))
            if item.hasHeightForWidth():  # words that wrap
                size.setHeight(item.heightForWidth(size.width()))
            if x > place.x() and x + size.width() > place.right() + 1:
                x, y, high = place.x(), y + high + self.spacing(), 0
            if moves:
                item.setGeometry(QRect(QPoint(x, y), size))
            x, high = x + size.width() + self.spacing(), max(high, size.height())
        return y + high - place.y()

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
