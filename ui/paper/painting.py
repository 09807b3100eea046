"""Pages painted: on the screen, on paper, into a PDF."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QGlyphRun, QImage, QPainter, QPen

from ui.paper.fonts import Fonts, Glyph
from ui.paper.page import Box, Line, Page, Placed, Run

_NO_PLACE = QPointF(0, 0)


def paint(page: Page, painter: QPainter, fonts: Fonts) -> None:
    """Paints a page where the unit is the point and the origin the paper's upper left corner; the paper is not painted.

    Text is painted in the order in which it is read, every character as one glyph.
    """
    for box in page.boxes:
        _paint_box(box, painter)
    for placed in page.pictures:
        _paint_picture(placed, painter)
    painter.setPen(QColor("black"))
    for line in page.lines:
        for run in glyph_runs(line, fonts):
            painter.drawGlyphRun(_NO_PLACE, run)


def _paint_box(box: Box, painter: QPainter) -> None:
    if not box.fill and not box.border:
        return
    painter.setBrush(QBrush(QColor(f"#{box.fill}")) if box.fill else QBrush(Qt.BrushStyle.NoBrush))
    painter.setPen(QPen(QColor("black"), box.border) if box.border else QPen(Qt.PenStyle.NoPen))
    painter.drawRect(QRectF(box.left, box.top, box.width, box.height))


def _paint_picture(placed: Placed, painter: QPainter) -> None:
    painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.LosslessImageRendering)
    area = QRectF(placed.left, placed.top, placed.width, placed.height)
    painter.drawImage(area, _image(placed.picture.content))


@lru_cache(maxsize=4)
def _image(content: bytes) -> QImage:
    """The dots of a picture; reading them anew would be felt at every scrolling."""
    return QImage.fromData(content)


@lru_cache(maxsize=4096)
def glyph_runs(line: Line, fonts: Fonts) -> tuple[QGlyphRun, ...]:
    """The glyphs of a line, font by font."""
    return tuple(made for run in line.runs for made in _glyph_runs(run, line.baseline, fonts))


def _glyph_runs(run: Run, baseline: float, fonts: Fonts) -> Iterator[QGlyphRun]:
    places = (QPointF(start, baseline) for start in run.starts)
    placed = zip(fonts.glyphs(run.text, run.type), places, strict=True)
    for _font, part in groupby(placed, key=lambda both: both[0].font):
        yield _made([*part])


def _made(placed: list[tuple[Glyph, QPointF]]) -> QGlyphRun:
    made = QGlyphRun()
    made.setRawFont(placed[0][0].font)
    made.setGlyphIndexes([glyph.index for glyph, _place in placed])
    made.setPositions([place for _glyph, place in placed])
    return made
