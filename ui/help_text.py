"""A chapter of the help as it is read: links, the trail of what was read, letters larger and smaller, words marked."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QFont, QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from app.guidance_search import spans
from app.help import chapter_text
from app.i18n import _, language
from ui.help_look import dress
from ui.style import theme

_LETTERS_IN_A_LINE = 44
_LARGEST, _SMALLEST, _STEP = 24.0, 8.0, 1.5
_ABOVE = 12


@dataclass(frozen=True, slots=True)
class _Place:
    """Where somebody was in the help."""

    chapter: str
    heading: str = ""


class HelpText(QTextBrowser):
    """One chapter at a time.

    Signals:
        chapter_shown(str): another chapter is shown now.
        trail_changed(): there is another way back or forward.
    """

    chapter_shown = Signal(str)
    trail_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("help_text")
        self.setAccessibleName(_("Help"))
        self.setProperty("role", "reading")
        self.setOpenLinks(False)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(self._on_link)
        self._trail: list[_Place] = []
        self._at = -1
        self._sought = ""
        self._usual = self._size = self.font().pointSizeF()

    @property
    def chapter(self) -> str:
        """The name of the chapter that is shown; "" before the first."""
        return self._trail[self._at].chapter if self._trail else ""

    @property
    def can_go_back(self) -> bool:
        """Whether something was read before."""
        return self._at > 0

    @property
    def can_go_on(self) -> bool:
        """Whether the clerk has gone back."""
        return self._at < len(self._trail) - 1

    def show_chapter(self, name: str, heading: str = "", sought: str = "") -> None:
        """Shows a chapter from a heading on, with the words that were sought marked."""
        self._sought = sought
        place = _Place(name, heading)
        if not self._trail or self._trail[self._at] != place:
            self._trail = [*self._trail[: self._at + 1], place]
            self._at = len(self._trail) - 1
        self._show()

    def go_back(self) -> None:
        """Shows what was read before."""
        self._walk(-1)

    def go_on(self) -> None:
        """Shows what was left by going back."""
        self._walk(1)

    def make_larger(self) -> None:
        """Sets the text in larger letters."""
        self._set_size(min(self._size + _STEP, _LARGEST))

    def make_smaller(self) -> None:
        """Sets the text in smaller letters."""
        self._set_size(max(self._size - _STEP, _SMALLEST))

    def make_usual(self) -> None:
        """Sets the text in letters as large as those of the program."""
        self._set_size(self._usual)

    def mark(self, sought: str) -> None:
        """Marks words wherever they stand in the chapter; "" takes the marks away."""
        self._sought = sought
        marks = [_mark(self._chosen(*span)) for span in spans(self.document().toPlainText(), sought)]
        self.setExtraSelections(marks)

    def _walk(self, by: int) -> None:
        if 0 <= self._at + by < len(self._trail):
            self._at += by
            self._show()

    def _show(self) -> None:
        place = self._trail[self._at]
        self._render()
        self._go_to(place.heading)
        self.chapter_shown.emit(place.chapter)
        self.trail_changed.emit()

    def _render(self) -> None:
        document = self.document()
        document.setDefaultFont(self._letters())
        document.setMarkdown(chapter_text(self.chapter, language()), _MARKDOWN)
        dress(document, theme())
        self.mark(self._sought)
        self._fit()

    def _render_again(self) -> None:
        """The same words at the upper edge, in other letters or colours."""
        if self._trail:
            is_begun = self.verticalScrollBar().value() > 0
            at = self.cursorForPosition(QPoint(0, _ABOVE)).position() if is_begun else 0
            self._render()
            self._bring_up(at)

    def _letters(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(self._size)
        return font

    def _set_size(self, size: float) -> None:
        self._size = size
        self._render_again()

    def _go_to(self, heading: str) -> None:
        """Brings a heading to the upper edge; the beginning for ""."""
        block = self.document().begin()
        while heading and block.isValid() and not (block.blockFormat().headingLevel() and block.text() == heading):
            block = block.next()
        self._bring_up(block.position() if block.isValid() else 0)

    def _bring_up(self, position: int) -> None:
        """Scrolls until a place of the text is at the upper edge."""
        cursor = self._chosen(position, position)
        self.setTextCursor(cursor)
        edge = self.verticalScrollBar()
        edge.setValue(edge.value() + self.cursorRect(cursor).top() - _ABOVE if position else 0)

    def _chosen(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _fit(self) -> None:
        """Lines that an eye can follow, whatever the width of the window; no wider than there is room."""
        room = self.viewport().width() - 2
        widest = self.fontMetrics().horizontalAdvance("填") * self._size / self._usual * _LETTERS_IN_A_LINE
        self.setLineWrapColumnOrWidth(int(min(room, widest + 2 * self.document().documentMargin())))

    def _on_link(self, link: QUrl) -> None:
        heading = link.fragment(QUrl.ComponentFormattingOption.FullyDecoded)
        self.show_chapter(link.path().removesuffix(".md") or self.chapter, heading)

    # Qt's names from here on

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lines are as long as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """The colours follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_trail"):
            self._render_again()


_MARKDOWN = QTextDocument.MarkdownFeature.MarkdownDialectGitHub


def _mark(cursor: QTextCursor) -> QTextEdit.ExtraSelection:
    found = QTextEdit.ExtraSelection()
    look = QTextCharFormat()
    look.setBackground(QColor(theme().warning_ground))
    look.setForeground(QColor(theme().text))
    found.cursor = cursor  # type: ignore[attr-defined]
    found.format = look  # type: ignore[attr-defined]
    return found
