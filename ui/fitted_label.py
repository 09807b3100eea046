"""Words that fit a fixed number of lines: a layout that stands still whatever is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.style import theme

_GAP = "&nbsp;&nbsp; "
_BETWEEN = "　·　"
_CUT = "…"
_SIZES = (1.0, 0.92, 0.85)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that is told, in the colour of a role of the theme: "error", "warning"; "" for plain words."""

    text: str
    role: str = ""


class FittedLabel(QLabel):
    """A name in bold and words behind it; longer ones are set smaller, then cut: the tooltip has them whole."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self._size = self.font().pointSizeF()
        self._name, self.said = "", tuple[Said, ...]()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_dense(False)

    def set_dense(self, dense: bool) -> None:
        """Takes no more height than its lines need in the smallest letters, or in ones a little less small."""
        font = QFont(self.font())
        font.setPointSizeF(self._size * _SIZES[-1 if dense else 1])
        self.setFixedHeight(self._lines * QFontMetrics(font).lineSpacing() + 1)

    def show_words(self, name: str, said: Sequence[Said]) -> None:
        """Shows a name and what is told of it, what matters most first."""
        if (name, tuple(said)) == (self._name, self.said):
            return
        self._name, self.said = name, tuple(said)
        whole = " ".join(filter(None, (name, _BETWEEN.join(one.text for one in said))))
        self.setToolTip(f"<qt>{escape(whole)}</qt>")
        self.setAccessibleName(whole)
        self._fit()

    def _fit(self) -> None:
        length = sum(len(one.text) for one in self.said)
        for size in _SIZES:
            font = QFont(self.font())
            font.setPointSizeF(self._size * size)
            if self._fits(self._html(length), font):
                break
        else:
            length = self._most_that_fits(length, font)
        if font != self.font():
            self.setFont(font)
        html = self._html(length)
        if html != self.text():
            self.setText(html)

    def _most_that_fits(self, length: int, font: QFont) -> int:
        """How many characters of what is told have room before the sign that there is more."""
        least = 0
        while least < length:
            middle = (least + length + 1) // 2
            if self._fits(self._html(middle), font):
                least = middle
            else:
                length = middle - 1
        return least

    def _html(self, length: int) -> str:
        """The words with so many characters of what is told, and a sign where that is not all."""
        is_cut, parts = length < sum(len(one.text) for one in self.said), []
        for one in self.said:
            is_end = is_cut and length <= len(one.text)
            text = escape(one.text[: max(length, 0)].rstrip() + _CUT if is_end else one.text)
            parts.append(f'<span style="color:{getattr(theme(), one.role)}">{text}</span>' if one.role else text)
            length -= len(one.text)
            if is_end:
                break
        return _GAP.join(filter(None, (f"<b>{escape(self._name)}</b>" if self._name else "", _BETWEEN.join(parts))))

    def _fits(self, html: str, font: QFont) -> bool:
        document = QTextDocument()
        document.setDefaultFont(font)
        document.setDocumentMargin(0)
        document.setHtml(html)
        document.setTextWidth(self.width())
        return document.size().height() <= self.height() + 1

    # Qt's names from here on

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the words to the width at hand."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Takes the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._fit()
