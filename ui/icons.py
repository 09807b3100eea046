"""The program's one set of icons: lines drawn for it, in the colours of the theme, sharp at every scaling."""

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from app.paths import resources
from ui.style import theme

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer


@lru_cache(maxsize=256)
def icon(name: str, colour: str = "text") -> QIcon:
    """The icon of a name (a file of resources/icons) in a colour of the theme; faint where its widget is disabled."""
    return QIcon(_Lines(name, colour))


class _Lines(QIconEngine):
    """Lines painted with the colour that the theme has when they are painted: a change of theme needs no new icon."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name, self._colour = name, colour

    # Qt's names from here on

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paints the lines into a square in the middle of the rectangle."""
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        colour = "faint" if mode == QIcon.Mode.Disabled else self._colour
        _renderer(self._name, getattr(theme(), colour)).render(painter, square)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The lines on a clear ground."""
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        """Another engine of the same icon."""
        return _Lines(self._name, self._colour)


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> "QSvgRenderer":
    from PySide6.QtSvg import QSvgRenderer  # with the first icon that is painted

    lines = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(lines.replace("currentColor", colour).encode())
