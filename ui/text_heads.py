"""The printed look of headings in a narrative, and what is marked in its text: decided by the text, never by hand."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from app.outline import outline
from ui.style import theme

_WEIGHTS = {2: QFont.Weight.Bold, 3: QFont.Weight.Bold, 4: QFont.Weight.DemiBold}
"""On paper the face alone tells the level; a screen may lack it, so weight tells it too."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a paragraph that is marked: a figure put in from a cell, stale where the cell has changed since."""

    start: int
    end: int
    tip: str
    is_stale: bool = False


Marker = Callable[[str], Iterable[Mark]]
"""The marks of a paragraph's text."""


def no_marks(text: str) -> Iterable[Mark]:
    """None."""
    return ()


class TextHeads(QSyntaxHighlighter):
    """Sets the run-in lead of each paragraph in the face of its level, and underlines what is marked."""

    def __init__(self, document: QTextDocument, marks_in: Marker = no_marks) -> None:
        super().__init__(document)
        self.marks_in = marks_in
        self._faces: dict[int, QTextCharFormat] = {}
        self.take_font()

    def take_font(self) -> None:
        """Sets the leads by the document's font, where that is another now."""
        self._faces.clear()
        self.rehighlight()

    def _face(self, level: int) -> QTextCharFormat:
        """The face of a level, made with the first head of it: most texts on the first page have none."""
        if level not in self._faces:
            self._faces[level] = _face(level, self.document().defaultFont())
        return self._faces[level]

    # Qt's names from here on

    def highlightBlock(self, text: str) -> None:
        """Decides the look of one paragraph."""
        head = outline(text)
        if head.lead:
            self.setFormat(0, units(text[: head.lead]), self._face(head.level))
        for mark in self.marks_in(text):
            begin = units(text[: mark.start])
            for place in range(begin, begin + units(text[mark.start : mark.end])):
                look = self.format(place)  # a mark in a lead keeps the lead's face
                look.merge(_underlined(mark))
                self.setFormat(place, 1, look)


def units(text: str) -> int:
    """How many places a text takes in a Qt document: rare characters take two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _face(level: int, base: QFont) -> QTextCharFormat:
    from app.fonts import families
    from app.layout import load

    look = QTextCharFormat()
    asked = getattr(load().faces, f"heading{level}").font
    look.setFontFamilies([*families(asked), *base.families()])
    look.setFontWeight(_WEIGHTS[level])
    return look


def _underlined(mark: Mark) -> QTextCharFormat:
    look = QTextCharFormat()
    style = QTextCharFormat.UnderlineStyle
    look.setUnderlineStyle(style.WaveUnderline if mark.is_stale else style.DotLine)
    look.setUnderlineColor(QColor(theme().warning if mark.is_stale else theme().accent))
    if mark.is_stale:
        look.setBackground(QColor(theme().warning_ground))
    return look
