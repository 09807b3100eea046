"""A report as PDF: its pages drawn by Qt, with or without a window."""

import sys
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF, QUuid
from PySide6.QtGui import QGuiApplication, QPageSize, QPainter, QPdfWriter

from app import __version__
from app.blocks import Block, Paragraph
from app.carrier import Identity
from app.layout import Layout
from app.writers.pdf import Sheet, Told, finished, metadata
from ui.paper.fonts import fonts
from ui.paper.page import Page, Placed
from ui.paper.pages import pages
from ui.paper.painting import paint

RESOLUTION = 1200
_PER_INCH = 72
_NAMESPACE = QUuid("{6f6b9d0e-6c55-4c6b-9d5c-0a3f1f1d7a52}")
_kept: list[QGuiApplication] = []


def write_pdf(blocks: Sequence[Block], layout: Layout, identity: Identity) -> bytes:
    """The PDF file of the blocks that `report.compose` gives; the same blocks give the same bytes on one computer."""
    _make_sure_of_fonts()
    set_ = pages(blocks, layout, fonts().widths)
    title = next((one.text for one in blocks if isinstance(one, Paragraph) and one.role == "title"), "")
    return pdf_of(set_, title, identity.organization)


def pdf_of(set_: Sequence[Page], title: str, author: str) -> bytes:
    """The PDF file of pages, also of some of a report's."""
    told = Told(title, author, f"公开 Gongkai {__version__}")
    drawn = _drawn(set_, metadata(told), _id(set_))
    return finished(drawn, [_sheet(page) for page in set_], told)


def _make_sure_of_fonts() -> None:
    """Qt has fonts only in an application; without a window it needs no screen."""
    if QGuiApplication.instance() is None:
        without_screen = ["-platform", "offscreen"] if sys.platform.startswith("linux") else []
        _kept.append(QGuiApplication(["gongkai", *without_screen]))


def _drawn(set_: Sequence[Page], told: bytes, id: QUuid) -> bytes:
    content = QBuffer()
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(content)
    writer.setPdfVersion(QPdfWriter.PdfVersion.PdfVersion_1_6)
    writer.setResolution(RESOLUTION)
    size = QSizeF(set_[0].width, set_[0].height)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setDocumentXmpMetadata(told)
    writer.setDocumentId(id)
    painter = QPainter(writer)
    painter.scale(RESOLUTION / _PER_INCH, RESOLUTION / _PER_INCH)
    for page in set_:
        if page is not set_[0]:
            writer.newPage()
        paint(page, painter, fonts())
    painter.end()
    return bytes(content.data().data())


def _sheet(page: Page) -> Sheet:
    lines = tuple((line.text, line.is_text) for line in page.lines)
    bookmarks = tuple((one.text, one.top) for one in page.bookmarks)
    return Sheet(lines, bookmarks, tuple(one.picture.alt for one in page.pictures))


def _id(set_: Sequence[Page]) -> QUuid:
    """The same for the same pages: what else would tell two files apart is a clock."""
    texts = "\f".join(page.text for page in set_).encode()
    return QUuid.createUuidV5(_NAMESPACE, b"\f".join((texts, *(one.picture.content for one in _pictures(set_)))))


def _pictures(set_: Sequence[Page]) -> Iterator[Placed]:
    return (one for page in set_ for one in page.pictures)
