"""Pages on the screen: zoomed, paged through, with words marked, every place of them to be gone to."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.i18n import _
from ui.paper.desk import GAP, Spread, words_in
from ui.paper.fonts import fonts
from ui.paper.page import Page, Place
from ui.paper.painting import paint
from ui.paper.search import Hit
from ui.style import LIGHT, theme

LEAST, MOST, STEP = 0.25, 4.0, 1.15
TRUE_SIZE = 96 / 72
"""Pixels a point where the paper is as large as in reality."""
_HIT, _HIT_HERE = "#ffe58a", "#ffb340"
_LINE = 40


class PageView(QAbstractScrollArea):
    """White pages below one another, in every theme.

    PgUp and PgDn turn pages, Ctrl and the wheel zoom; the arrows choose a place, Enter or a click goes to it.

    Signals:
        place_chosen(str, int): the clerk wants to go to this address, to the paragraph of this number.
        page_shown(int): the page of this number, from 0, is now at the top.
        zoomed(float): the pages are shown at this part of their true size.
    """

    place_chosen = Signal(str, int)
    page_shown = Signal(int)
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self.setAccessibleName(_("Pages of the report"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.fit = "width"
        self.spread = Spread((), TRUE_SIZE, 0)
        self.places: tuple[Place, ...] = ()
        self.place: Place | None = None
        self.hits: tuple[Hit, ...] = ()
        self.hit = -1
        self._shown = -1
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def show_pages(self, pages: tuple[Page, ...], places: Sequence[Place]) -> None:
        """Shows other pages; what was at the top of the window stays there."""
        share = self._share()
        self.places = tuple(places)
        self.place = self.place if self.place in self.places else None
        self._spread(pages, self._fitting(pages))
        self._scroll_to_share(share)

    def show_hits(self, hits: tuple[Hit, ...], here: int) -> None:
        """Marks the places of sought words, and brings the one of a number to sight."""
        self.hits, self.hit = hits, here
        if 0 <= here < len(hits):
            mark = hits[here][0]
            top = self.spread.top_of(mark.page) + mark.line.top * self.spread.scale
            self._bring(top, top + mark.line.height * self.spread.scale)
        self.viewport().update()

    def fit_to(self, what: str) -> None:
        """Shows pages as wide as the window ("width"), whole ones ("page"), or at the zoom that was chosen ("")."""
        self.fit = what
        self._zoom(self._fitting(self.spread.pages))

    def zoom_by(self, factor: float) -> None:
        """Shows the pages larger or smaller."""
        self.fit = ""
        self._zoom(self.spread.scale * factor)

    def zoom_to(self, share: float) -> None:
        """Shows them at a part of their true size."""
        self.fit = ""
        self._zoom(TRUE_SIZE * share)

    def turn_to(self, number: int) -> None:
        """Brings the page of a number, from 0, to the top."""
        number = min(max(number, 0), len(self.spread.pages) - 1)
        self.verticalScrollBar().setValue(round(self.spread.top_of(number) - GAP / 2))

    @property
    def page(self) -> int:
        """The number of the page that is mostly seen, from 0."""
        return self.spread.page_at(self.verticalScrollBar().value() + self.viewport().height() / 3)

    def _zoom(self, scale: float) -> None:
        share = self._share()
        self._spread(self.spread.pages, min(max(scale, LEAST * TRUE_SIZE), MOST * TRUE_SIZE))
        self._scroll_to_share(share)

    def _fitting(self, pages: Sequence[Page]) -> float:
        """The scale at which pages fit as is wanted."""
        if not pages or not self.fit:
            return self.spread.scale
        width, height = max(page.width for page in pages), max(page.height for page in pages)
        by_width = (self.viewport().width() - 2 * GAP) / width
        by_height = (self.viewport().height() - GAP) / height
        return max(min(by_width, by_height) if self.fit == "page" else by_width, LEAST * TRUE_SIZE)

    def _spread(self, pages: tuple[Page, ...], scale: float) -> None:
        self.spread = Spread(pages, scale, self.viewport().width())
        view, across, down = self.viewport().size(), self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(0, round(self.spread.whole_width) - view.width()))
        across.setPageStep(view.width())
        across.setSingleStep(_LINE)
        down.setRange(0, max(0, round(self.spread.whole_height) - view.height()))
        down.setPageStep(view.height())
        down.setSingleStep(_LINE)
        self.zoomed.emit(scale / TRUE_SIZE)
        self._tell_page()
        self.viewport().update()

    def _share(self) -> float:
        height = self.spread.whole_height
        return self.verticalScrollBar().value() / height if self.spread.pages and height else 0.0

    def _scroll_to_share(self, share: float) -> None:
        self.verticalScrollBar().setValue(round(share * self.spread.whole_height))

    def _bring(self, top: float, bottom: float) -> None:
        """Brings what lies between two heights to sight."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if not bar.value() <= top <= bottom <= bar.value() + height:
            bar.setValue(round(top - height / 3))

    def _on_scrolled(self) -> None:
        self._tell_page()
        self.viewport().update()

    def _tell_page(self) -> None:
        if self.spread.pages and self.page != self._shown:
            self._shown = self.page
        self.page_shown.emit(self.page)

    def _choose(self, by: int) -> None:
        """Chooses the next place, or the one before."""
        if not self.places:
            return
        here = self.places.index(self.place) + by if self.place else (0 if by > 0 else -1)
        self.place = self.places[min(max(here, 0), len(self.places) - 1)]
        number, box = self.spread.areas(self.place)[0]
        top = self.spread.top_of(number) + box.top * self.spread.scale
        self._bring(top, top + min(box.height * self.spread.scale, self.viewport().height() / 2))
        self.setAccessibleDescription(words_in(self.spread.pages[number], box) or _("(not filled yet)"))
        self.viewport().update()

    def _paint_page(self, painter: QPainter, number: int) -> None:
        page, scale = self.spread.pages[number], self.spread.scale
        painter.save()
        painter.translate(
            self.spread.left_of(number) - self.horizontalScrollBar().value(),
            self.spread.top_of(number) - self.verticalScrollBar().value(),
        )
        painter.scale(scale, scale)
        painter.setPen(QPen(QColor(theme().line), 1 / scale))
        painter.setBrush(QColor("white"))
        painter.drawRect(QRectF(0, 0, page.width, page.height))
        self._paint_hits(painter, number)
        paint(page, painter, fonts())
        self._paint_place(painter, number)
        painter.restore()

    def _paint_hits(self, painter: QPainter, number: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        for place, hit in enumerate(self.hits):
            painter.setBrush(QColor(_HIT_HERE if place == self.hit else _HIT))
            for mark in hit:
                if mark.page == number:
                    line = mark.line
                    painter.drawRect(QRectF(mark.left, line.top, mark.right - mark.left, line.height))

    def _paint_place(self, painter: QPainter, number: int) -> None:
        if not self.place or not self.hasFocus():
            return
        painter.setPen(QPen(QColor(LIGHT.accent), 2 / self.spread.scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        around = QRectF()
        for page, box in self.spread.areas(self.place):
            if page == number:
                around = around.united(QRectF(box.left, box.top, box.width, box.height))
        painter.drawRect(around)

    def _place_at(self, position: QPointF) -> Place | None:
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return self.spread.place_at(position.x() + across, position.y() + down)

    # Qt's names from here on

    def sizeHint(self) -> QSize:
        """Room to read; it takes what there is."""
        return QSize(720, 640)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the pages that are in sight."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor(theme().head))
        top = self.verticalScrollBar().value()
        if self.spread.pages:
            for number in self.spread.visible(top, top + self.viewport().height()):
                self._paint_page(painter, number)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the pages to the new size."""
        super().resizeEvent(event)
        self._zoom(self._fitting(self.spread.pages))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The cursor says whether a click goes somewhere."""
        is_place = self._place_at(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if is_place else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click goes to the place."""
        place = self._place_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else None
        if place:
            self.place = place
            self.place_chosen.emit(*place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms with Ctrl, scrolls without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(STEP if event.angleDelta().y() > 0 else 1 / STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turns pages, chooses a place and goes to it."""
        keys = Qt.Key
        turned = {keys.Key_PageDown: self.page + 1, keys.Key_PageUp: self.page - 1}
        turned |= {keys.Key_Home: 0, keys.Key_End: len(self.spread.pages) - 1}
        chosen = {keys.Key_Down: 1, keys.Key_Up: -1}
        key = keys(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in turned:
            self.turn_to(turned[key])
        elif key in chosen:
            self._choose(chosen[key])
        elif key in (keys.Key_Return, keys.Key_Enter) and self.place:
            self.place_chosen.emit(*self.place)
        else:
            super().keyPressEvent(event)
