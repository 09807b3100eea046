"""An area as high as what it holds, that scrolls where the screen is too low for that."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget


class Scrolled(QScrollArea):
    """A widget whose words wrap, at its full height where there is room. What gets the focus comes into view.

    A scroll area of Qt asks for some lines at most, however high its widget is.
    """

    def __init__(self, widget: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setWidget(widget)
        self._may_scroll = True

    def let_scroll(self, may_scroll: bool) -> None:
        """Whether it may be lower than what it holds."""
        self._may_scroll = may_scroll
        self.updateGeometry()

    # Qt's names from here on

    def sizeHint(self) -> QSize:
        """All of the widget at this width."""
        widget, around = self.widget(), 2 * self.frameWidth()
        wide = self.viewport().width()  # beside a bar too: it goes once there is room
        high = widget.heightForWidth(wide) if widget.hasHeightForWidth() else widget.sizeHint().height()
        return QSize(widget.sizeHint().width(), high) + QSize(around, around)

    def minimumSizeHint(self) -> QSize:
        """As wide as the widget must be, with the bar beside it; as high too, unless it may scroll."""
        high = 0 if self._may_scroll else self.sizeHint().height()
        bar = self.verticalScrollBar().sizeHint().width() if self._may_scroll else 0
        return QSize(self.widget().minimumSizeHint().width() + bar, high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At another width the words take other lines."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Other words take other lines too."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
