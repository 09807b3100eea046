"""The picture over the years on the screen: in the colours of the theme, a year chosen by click or arrow."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.years.history import History
from app.years.words import alternative
from ui.chart import Look, least_height, paint_chart, year_at
from ui.style import theme

_MARGIN = 12
_LEAST_LETTERS = 22
"""Letters that a picture is wide at least."""


class ChartView(QWidget):
    """The picture of a history.

    Signals:
        year_chosen(int): the clerk wants to see this year.
    """

    year_chosen = Signal(int)

    def __init__(self, history: History) -> None:
        super().__init__()
        self._history = history
        self.year = 0
        self.setObjectName("chart")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(history.chart.title)
        self.setAccessibleDescription(alternative(history))
        self.setToolTip(_("Left and Right go from year to year; the table beside has the same figures"))

    def choose(self, year: int) -> None:
        """Puts a year on a ground of its own."""
        if year != self.year:
            self.year = year
            self.update()

    def look(self) -> Look:
        """The colours of the theme that holds now, and the letters of the program."""
        now = theme()
        ground, text, faint, grid, chosen = map(QColor, (now.card, now.text, now.faint, now.line, now.chosen))
        lines = tuple(QColor(colour) for colour in (now.accent, now.warning, now.good, now.error))
        return Look(self.font(), ground, text, faint, grid, chosen, lines)

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)

    def _step(self, by: int) -> None:
        years = self._history.years
        here = years.index(self.year) if self.year in years else -1
        self.year_chosen.emit(years[min(max(here + by, 0), len(years) - 1)])

    # Qt's names from here on

    def minimumSizeHint(self) -> QSize:
        """As large as the diagrams must be to be read."""
        letter = self.fontMetrics().height()
        return QSize(_LEAST_LETTERS * letter, round(least_height(self._history, self.look())) + 2 * _MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the picture, and a frame around it where the keys go here."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme().card))
        paint_chart(painter, self._area(), self._history, self.look(), self.year)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme().accent), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go from year to year, Home and End to the first and the last."""
        keys = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
        key = Qt.Key(event.key())
        if key in keys:
            self._step(keys[key])
        elif key in ends:
            self.year_chosen.emit(self._history.years[ends[key]])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses the year that stands there."""
        if year := year_at(self._area(), self._history, self.look(), event.position().x()):
            self.year_chosen.emit(year)
