"""The line below a narrative: what was just done, how long the text is."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.form import Section
from app.i18n import _
from app.length import Length
from ui.buttons import ElidedLabel
from ui.icons import icon
from ui.style import theme
from ui.widgets import set_role, words

_HEIGHT = 28


class TextFoot(QWidget):
    """Words at the left, the count with its bar at the right; it is as high whatever it has to say."""

    def __init__(self, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = ElidedLabel()
        self._told.setProperty("role", "faint")
        self._sign, self._bar, self._count = QLabel(), LengthBar(), words("", "faint")
        self._count.setObjectName(f"{section.id}.count")
        self._sign.setPixmap(icon("warning", "warning").pixmap(QSize(16, 16)))
        line = QHBoxLayout(self)
        line.setContentsMargins(2, 0, 2, 0)
        line.addWidget(self._told, 1)
        for widget in (self._sign, self._bar, self._count):
            line.addWidget(widget)
        self.setFixedHeight(_HEIGHT)
        self._bar.setVisible(bool(section.limit))

    def tell(self, text: str) -> None:
        """Says what has just been done."""
        self._told.setText(text)

    def show_length(self, length: Length) -> None:
        """Shows how long the text is, in words a warning where it is longer than the law asks."""
        is_over = length.over > 0
        known = {"count": f"{length.characters:,}", "limit": f"{length.limit:,}", "over": f"{length.over:,}"}
        self._count.setText(_said(length).format(**known))
        self._count.setToolTip(_how(length))
        set_role(self._count, "role", "warning" if is_over else "faint")
        self._sign.setVisible(is_over)
        self._bar.show_share(length.characters / length.limit if length.limit else 0)


class LengthBar(QWidget):
    """A thin bar that fills as the text nears its limit; decoration, the words beside it say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setFixedSize(72, 5)

    def show_share(self, share: float) -> None:
        """Fills this share of the bar."""
        if share != self._share:
            self._share = share
            self.update()

    # Qt's names from here on

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints ground and share."""
        painter = QPainter(self)
        now = theme()
        painter.fillRect(self.rect(), QColor(now.line))
        filled = self.rect()
        filled.setWidth(round(self.width() * min(self._share, 1.0)))
        painter.fillRect(filled, QColor(now.warning if self._share > 1 else now.accent))
        painter.end()


def _said(length: Length) -> str:
    if not length.limit:
        return _("{count} characters")
    if length.over:
        return _("{count} characters, {over} over the limit of about {limit}")
    return _("{count} characters, about {limit} at most")


def _how(length: Length) -> str:
    text = _(
        "Counted without spaces, punctuation included, as Word's “characters (no spaces)”.\n"
        "Word's “words” counts a number or Latin word as one: {words}."
    )
    return text.format(words=f"{length.words:,}")
