"""The picture over the years, painted: diagrams one below the other over the same years.

Lines are told apart by dashes and marks and named where they end, so that the picture is read without its colours.
Everything is measured by the height of a letter: the same picture on the screen, in print and in any size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from app.years.history import History, Point, Track
from app.years.words import figure_in_words
from ui.chart_scale import Axis, axis_for, spread

_DASHES = ((), (5.0, 3.0), (1.0, 2.5), (7.0, 2.5, 1.0, 2.5))
_CORNERS: Sequence[Sequence[tuple[float, float]]] = (
    (), ((-1, -1), (1, -1), (1, 1), (-1, 1)), ((0, -1.25), (1.15, 0.9), (-1.15, 0.9)),
    ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
)  # fmt: skip
"""The marks: a disc, a square, a triangle, a diamond; every other one is hollow."""
_TITLE, _HEADROOM, _FOOTROOM, _YEARS, _SAMPLE, _BETWEEN = 1.7, 1.5, 1.3, 1.7, 2.4, 0.9
"""Heights and widths of what surrounds the diagrams, in letters' heights."""
_THIN, _THICK, _MARK, _HOLLOW = 0.05, 0.11, 0.22, 1.7
LEAST_LETTERS = 6.0
"""A diagram lower than so many letters cannot be read."""


@dataclass(frozen=True, slots=True)
class Look:
    """The colours and the letters of a picture; `lines` are the colours of a diagram's lines, one after another."""

    font: QFont
    ground: QColor
    text: QColor
    faint: QColor
    grid: QColor
    chosen: QColor
    lines: tuple[QColor, ...]


def paint_chart(painter: QPainter, area: QRectF, history: History, look: Look, chosen: int = 0) -> None:
    """Paints a history into an area; the year `chosen` stands on a ground of its own."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(look.font)
    painter.fillRect(area, look.ground)
    _Painting(painter, area, history, look).paint(chosen)
    painter.restore()


def least_height(history: History, look: Look) -> float:
    """The height below which the diagrams cannot be read."""
    letter = QFontMetricsF(look.font).height()
    return letter * (len(history.chart.panels) * (_TITLE + LEAST_LETTERS) + _YEARS)


def year_at(area: QRectF, history: History, look: Look, x: float) -> int:
    """The year that stands at a place of the picture; 0 beside the diagrams."""
    frame = _Frame(area, history, look)
    place = int((x - frame.left) // frame.slot) if x >= frame.left else -1
    return history.years[place] if 0 <= place < len(history.years) else 0


class _Frame:
    """Where the diagrams stand in the area."""

    def __init__(self, area: QRectF, history: History, look: Look) -> None:
        self.metrics = QFontMetricsF(look.font)
        self.letter = self.metrics.height()
        widest = max(self.metrics.horizontalAdvance(track.line.label) for track in history.tracks)
        figures = [point.figure for track in history.tracks for point in track.points if point.figure is not None]
        top = axis_for(figures, is_share=False).top
        self.left = area.left() + self.metrics.horizontalAdvance(str(max(top, 100))) + self.letter * _BETWEEN
        self.right = area.right() - widest - self.letter * (_SAMPLE + _BETWEEN)
        self.slot = max((self.right - self.left) / len(history.years), 1.0)
        self.bottom = area.bottom() - self.letter * _YEARS
        self.height = (self.bottom - area.top()) / len(history.chart.panels)

    def x(self, place: int) -> float:
        return self.left + (place + 0.5) * self.slot


class _Painting:
    """One picture on its way."""

    def __init__(self, painter: QPainter, area: QRectF, history: History, look: Look) -> None:
        self._painter, self._area, self._history, self._look = painter, area, history, look
        self._frame = _Frame(area, history, look)

    def paint(self, chosen: int) -> None:
        frame = self._frame
        if chosen in self._history.years:
            left = frame.left + self._history.years.index(chosen) * frame.slot
            band = QRectF(left, self._area.top(), frame.slot, self._area.height())
            self._painter.fillRect(band, self._look.chosen)
        for number, panel in enumerate(self._history.chart.panels):
            top = self._area.top() + number * frame.height
            _Diagram(self._painter, frame, self._look, self._history, top).paint(panel.title, self._history.of(panel))
        self._write_years()

    def _write_years(self) -> None:
        """The years below, and as many of them left away as there is no room for."""
        frame, painter = self._frame, self._painter
        wide = frame.metrics.horizontalAdvance("0000") * 1.25
        every = max(1, int(-(-wide // frame.slot)))
        painter.setPen(self._look.text)
        for place, year in reversed(list(enumerate(self._history.years))):
            if (len(self._history.years) - 1 - place) % every == 0:
                box = QRectF(frame.x(place) - wide, frame.bottom, 2 * wide, frame.letter * _YEARS)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(year))


class _Diagram:
    """One diagram on its way."""

    def __init__(self, painter: QPainter, frame: _Frame, look: Look, history: History, top: float) -> None:
        self._painter, self._frame, self._look, self._history = painter, frame, look, history
        letter = frame.letter
        self._title = QRectF(frame.left, top, frame.right - frame.left, letter * _TITLE)
        self._highest = top + letter * (_TITLE + _HEADROOM)
        self._lowest = top + frame.height - letter * _FOOTROOM
        self._axis = Axis(1, 1)

    def paint(self, title: str, tracks: Sequence[Track]) -> None:
        figures = [point.figure for track in tracks for point in track.points if point.figure is not None]
        self._axis = axis_for(figures, is_share=any(track.line.is_share for track in tracks))
        font = QFont(self._look.font)
        font.setBold(True)
        self._painter.setFont(font)
        self._painter.setPen(self._look.text)
        where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
        self._painter.drawText(self._title, int(where), title)
        self._painter.setFont(self._look.font)
        self._draw_grid()
        for number, track in enumerate(tracks):
            self._draw_track(number, track)
        for place in range(len(self._history.years)):
            self._write_figures(place, tracks)
        self._name_tracks(tracks)

    def _y(self, figure: float) -> float:
        return self._lowest - float(figure) / self._axis.top * (self._lowest - self._highest)

    def _draw_grid(self) -> None:
        frame, letter = self._frame, self._frame.letter
        for mark in self._axis.marks:
            y = self._y(mark)
            strong = self._look.faint if mark == 0 else self._look.grid
            self._painter.setPen(QPen(strong, letter * _THIN))
            self._painter.drawLine(QPointF(frame.left, y), QPointF(frame.right, y))
            self._painter.setPen(self._look.faint)
            box = QRectF(frame.left - 20 * letter, y - letter, 20 * letter - letter * 0.4, 2 * letter)
            self._painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(mark))

    def _draw_track(self, number: int, track: Track) -> None:
        """The line, broken where a year has no figure, then its marks."""
        self._painter.setPen(self._pen(number))
        at = list(enumerate(track.points))
        for has_figure, run in groupby(at, key=lambda one: one[1].figure is not None):
            if has_figure:
                self._painter.drawPolyline(QPolygonF([self._spot(place, point) for place, point in run]))
        for place, point in at:
            if point.figure is not None:
                self._draw_mark(number, self._spot(place, point))

    def _spot(self, place: int, point: Point) -> QPointF:
        return QPointF(self._frame.x(place), self._y(float(point.figure or 0)))

    def _pen(self, number: int) -> QPen:
        colour = self._look.lines[number % len(self._look.lines)]
        pen = QPen(colour, self._frame.letter * _THICK)
        if dashes := _DASHES[number % len(_DASHES)]:
            pen.setDashPattern(list(dashes))
        return pen

    def _draw_mark(self, number: int, at: QPointF) -> None:
        pen = self._pen(number)
        size = self._frame.letter * _MARK
        self._painter.setPen(QPen(pen.color(), self._frame.letter * _THICK))
        if number % 2:  # hollow, and so much larger that a mark below it is seen inside
            size *= _HOLLOW
        else:
            self._painter.setBrush(pen.color())
        corners = _CORNERS[number % len(_CORNERS)]
        if corners:
            self._painter.drawPolygon(QPolygonF([at + QPointF(x, y) * size for x, y in corners]))
        else:
            self._painter.drawEllipse(at, size, size)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _write_figures(self, place: int, tracks: Sequence[Track]) -> None:
        """The figures of a year: the highest above its mark, the others below theirs; or why there is none."""
        found = [(float(p.figure), track) for track in tracks if (p := track.points[place]).figure is not None]
        lacking = [track for track in tracks if track.points[place].figure is None]
        if lacking:
            self._write_gap(place, lacking[0], is_alone=not found)
        if not found:
            return
        highest = max(figure for figure, _track in found)
        for figure, track in dict(found).items():  # one text where two lines meet
            text = figure_in_words(self._history, track, track.points[place])
            middle = self._y(figure) + self._frame.letter * (-0.85 if figure == highest else 0.85)
            self._write(text, self._frame.x(place), middle, self._look.text)

    def _write_gap(self, place: int, track: Track, *, is_alone: bool) -> None:
        """Why there is no figure: in words where they have room, a dash otherwise; the table tells it all the same."""
        point = track.points[place]
        text = ("" if is_alone else track.line.label) + figure_in_words(self._history, track, point)
        has_room = self._frame.metrics.horizontalAdvance(text) < self._frame.slot
        middle = self._lowest - self._frame.letter * 0.75
        self._write(text if has_room else "–", self._frame.x(place), middle, self._look.faint)

    def _write(self, text: str, x: float, middle: float, colour: QColor) -> None:
        wide, letter = self._frame.metrics.horizontalAdvance(text), self._frame.letter
        box = QRectF(x - wide / 2, middle - letter * 0.42, wide, letter * 0.84)
        self._painter.setPen(colour)
        where = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip)
        self._painter.drawText(box, where, text)

    def _name_tracks(self, tracks: Sequence[Track]) -> None:
        """Each line's name beside its end, with a piece of it; names of lines that end close stand apart."""
        frame, letter = self._frame, self._frame.letter
        wanted = [self._end(track) for track in tracks]
        heights = spread(wanted, letter * 1.15, self._lowest, self._highest - letter)
        for number, (track, y) in enumerate(zip(tracks, heights, strict=True)):
            start = QPointF(frame.right + letter * 0.3, y)
            self._painter.setPen(self._pen(number))
            self._painter.drawLine(start, start + QPointF(letter * (_SAMPLE - 0.6), 0))
            self._draw_mark(number, start + QPointF(letter * (_SAMPLE - 0.6) / 2, 0))
            self._painter.setPen(self._look.text)
            box = QRectF(frame.right + letter * _SAMPLE, y - letter, 20 * letter, 2 * letter)
            where = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            self._painter.drawText(box, int(where), track.line.label)

    def _end(self, track: Track) -> float:
        """How high the line is where it ends; on the ground for one without figures."""
        figures = [point.figure for point in track.points if point.figure is not None]
        return self._y(float(figures[-1])) if figures else self._y(0)
