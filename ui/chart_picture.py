"""The picture over the years as the bytes of a file, black on white for print, and as part of a document."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QImage, QImageWriter, QPainter

from app.blocks import Picture
from app.years.history import History
from app.years.words import alternative
from ui.chart import Look, least_height, paint_chart
from ui.style import FAMILIES

WIDTH_MM = 156
"""As wide as the text of an official document (GB/T 9704-2012, 5.2)."""
_DOTS_PER_INCH, _MM_PER_INCH, _POINTS_PER_INCH = 300, 25.4, 72
_POINTS = 9.0
_ROOM = 1.05
"""The diagrams of a document are so much higher than they must be at least."""


def print_look(dots: float = _DOTS_PER_INCH) -> Look:
    """Black on white: lines are known by their dashes and marks alone."""
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(round(_POINTS / _POINTS_PER_INCH * dots))
    black, white = QColor("#000000"), QColor("#ffffff")
    return Look(font, white, black, QColor("#404040"), QColor("#c8c8c8"), white, (black,))


def as_png(history: History) -> bytes:
    """The picture at 300 dots an inch, as wide as the text of a document."""
    look = print_look()
    image = QImage(_size(history, look), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(_DOTS_PER_INCH / _MM_PER_INCH * 1000))
    image.setDotsPerMeterY(image.dotsPerMeterX())
    painter = QPainter(image)
    paint_chart(painter, QRectF(image.rect()), history, look)
    painter.end()
    written = QBuffer()
    written.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(written, QByteArray(b"PNG")).write(image.convertToFormat(QImage.Format.Format_Grayscale8))
    return bytes(written.data().data())


def as_svg(history: History) -> bytes:
    """The picture in lines that stay sharp in any size."""
    from PySide6.QtSvg import QSvgGenerator

    look = print_look(_POINTS_PER_INCH)
    size = _size(history, look, _POINTS_PER_INCH)
    content = QByteArray()
    written = QBuffer(content)
    generator = QSvgGenerator()
    generator.setOutputDevice(written)
    generator.setResolution(_POINTS_PER_INCH)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(history.chart.title)
    generator.setDescription(alternative(history))
    painter = QPainter(generator)
    paint_chart(painter, QRectF(0, 0, size.width(), size.height()), history, look)
    painter.end()
    return bytes(content.data())


def picture(history: History) -> Picture:
    """The picture as a document takes it."""
    size = _size(history, print_look())
    height = round(WIDTH_MM * size.height() / size.width())
    return Picture(content=as_png(history), alt=alternative(history), width=WIDTH_MM, height=height)


def _size(history: History, look: Look, dots: float = _DOTS_PER_INCH) -> QSize:
    return QSize(round(WIDTH_MM / _MM_PER_INCH * dots), round(least_height(history, look) * _ROOM))
