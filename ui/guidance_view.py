"""The guidance of one place as it is read: a short text, set anew only where its words change."""

from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QTextEdit

from app.finding import Finding
from app.guidance import Guidance
from app.guidance_search import spans
from app.i18n import _
from ui.models.findings_model import severity_word
from ui.style import SMALL, theme

_INKS = {"error": "error", "warning": "warning", "info": "faint"}
Passage = tuple[str, str, str]
"""Heading, words, colour of the words."""


class GuidanceView(QTextEdit):
    """What a place means, the law, the usual mistake, an example, last year's figure; its words can be copied."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("guidance_text")
        self.setAccessibleName(_("Guidance"))
        self.setProperty("role", "reading")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(2)
        self._title = ""
        self._passages: tuple[Passage, ...] = ()
        self._sought = ""
        self._html = ""

    def show_guidance(self, said: Guidance, findings: Sequence[Finding] = (), sought: str = "") -> None:
        """Shows the words of a place, those that were sought marked; nothing is done where they are shown already."""
        self._title, self._sought = said.title, sought
        self._passages = tuple(passage for passage in _passages(said, findings) if passage[1])
        self._render()

    @property
    def words(self) -> list[str]:
        """The title, headings and passages shown, from the top."""
        shown = [self._title]
        for heading, text, _ink in self._passages:
            shown += [heading, text] if heading else [text]
        return shown

    def to_top(self) -> None:
        """Shows the beginning."""
        self.verticalScrollBar().setValue(0)

    def _render(self) -> None:
        now = theme()
        size = self.font().pointSizeF() * SMALL
        parts = [f'<p style="margin:0 0 4px 0"><b>{self._marked(self._title)}</b></p>']
        for heading, text, ink in self._passages:
            if heading:
                parts.append(f'<p style="margin:10px 0 2px 0"><b>{escape(heading)}</b></p>')
            small = f";font-size:{size:.1f}pt" if ink == "faint" and not heading else ""
            parts.append(f'<p style="margin:0 0 4px 0;color:{getattr(now, ink)}{small}">{self._marked(text)}</p>')
        html = "".join(parts)
        if html != self._html:
            self._html = html
            self.setHtml(html)

    def _marked(self, text: str) -> str:
        """The words as HTML, those that were sought on a ground of their own."""
        now, done, parts = theme(), 0, []
        for start, end in spans(text, self._sought):
            parts.append(escape(text[done:start]))
            parts.append(f'<b style="background:{now.warning_ground};color:{now.text}">{escape(text[start:end])}</b>')
            done = end
        return "".join((*parts, escape(text[done:]))).replace("\n", "<br>")

    def _cut_line(self) -> QRect:
        """Where only the upper part of a line has room at the lower edge."""
        seen = self.viewport().rect()
        line = self.cursorRect(self.cursorForPosition(seen.bottomLeft()))
        is_cut = line.bottom() > seen.bottom() and line.top() > seen.top()
        return QRect(seen.left(), line.top(), seen.width(), seen.bottom() - line.top() + 1) if is_cut else QRect()

    # Qt's names from here on

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, the last line whole or not at all."""
        super().paintEvent(event)
        cut = self._cut_line()
        if not cut.isEmpty():
            painter = QPainter(self.viewport())
            painter.fillRect(cut, QColor(theme().card))
            painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """The colours follow the theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and self._title:
            self._render()


def _passages(said: Guidance, findings: Sequence[Finding]) -> Iterator[Passage]:
    for number, one in enumerate(findings):
        heading = "" if number else _("At this place")
        yield heading, f"{severity_word(one.severity)}　{one.message}", _INKS[one.severity]
    yield "", said.text, "text"
    yield said.column, said.column_text, "text"
    yield _("Source"), said.source, "accent"
    yield "", said.law, "faint"
    yield _("Usual mistake"), said.mistake, "text"
    yield _("Example"), said.example, "text"
    last = " · ".join(filter(None, (said.last_value, said.change)))
    yield _("Last year ({year})").format(year=said.last_year), last, "text"
