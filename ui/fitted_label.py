"""Words that fit a fixed number of lines: a layout that stands still whatever is told."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.pages.base import set_role

_GAP = "&nbsp;&nbsp; "
_SIZES = (1.0, 0.92, 0.85)


class FittedLabel(QLabel):
    """A name in bold and words behind it; longer ones are set a little smaller, and the tooltip has them whole."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self._size = self.font().pointSizeF()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_dense(False)

    def set_dense(self, dense: bool) -> None:
        """Takes no more height than its lines need in the smallest letters, or all that they need in ordinary ones."""
        font = QFont(self.font())
        font.setPointSizeF(self._size * (_SIZES[-1] if dense else 1))
        self.setFixedHeight(self._lines * QFontMetrics(font).lineSpacing() + 1)

    def show_words(self, name: str, text: str, role: str) -> None:
        """Shows the words in a role of the style sheet."""
        self.setText(_GAP.join(filter(None, (f"<b>{escape(name)}</b>" if name else "", escape(text)))))
        said = " ".join(filter(None, (name, text)))
        self.setToolTip(f"<qt>{escape(said)}</qt>")
        self.setAccessibleName(said)
        set_role(self, "role", role)
        self._fit()

    def _fit(self) -> None:
        font = QFont(self.font())
        for size in _SIZES:
            font.setPointSizeF(self._size * size)
            if self._fits(font):
                break
        if font != self.font():
            self.setFont(font)

    def _fits(self, font: QFont) -> bool:
        document = QTextDocument()
        document.setDefaultFont(font)
        document.setDocumentMargin(0)
        document.setHtml(self.text())
        document.setTextWidth(self.width())
        return document.size().height() <= self.height() + 1

    # Qt's names from here on

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the words to the width at hand."""
        super().resizeEvent(event)
        self._fit()
