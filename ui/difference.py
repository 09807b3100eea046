"""Old and new wording in one: what goes is struck out, what comes is underlined, each also on a ground of its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _
from ui.style import theme

_BETWEEN = 4
_CUT = "…"
_UNSEEN = str.maketrans({**dict.fromkeys(" \t\u00a0\u2002\u2003\u2009\u3000", "␣"), **dict.fromkeys(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", "▯"
)})  # fmt: skip
"""Signs for what cannot be seen: a blank that goes must show."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stays, goes or comes; or one that was looked for."""

    text: str
    becomes: Literal["same", "gone", "new", "found"] = "same"


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The one text turned into the other: figures and Latin words change as a whole."""
    from app.compare.spans import spans  # loads rapidfuzz

    gone, come = spans(old, new)
    return tuple(_pieces(old, new, dict(gone), dict(come)))


def shortened(whole: Sequence[Piece], around: int = 14) -> tuple[Piece, ...]:
    """The pieces with long stretches that stay cut to what stands next to a change."""
    last = len(whole) - 1
    return tuple(
        Piece(_cut(piece.text, around if place else 0, around if place < last else 0))
        if piece.becomes == "same" else piece
        for place, piece in enumerate(whole)
    )  # fmt: skip


def in_words(shown: Iterable[Piece]) -> str:
    """The difference for those who do not see it."""
    texts = {"same": "{text}", "gone": _("[gone: {text}]"), "new": _("[new: {text}]"), "found": "{text}"}
    return "".join(texts[piece.becomes].format(text=piece.text) for piece in shown)


def laid_out(shown: Sequence[Piece], width: float, font: QFont) -> QTextLayout:
    """The pieces wrapped to a width, to be drawn at a point; its `boundingRect` tells the height."""
    texts = [piece.text.translate(_UNSEEN) if piece.becomes == "gone" else piece.text for piece in shown]
    layout = QTextLayout("".join(texts), font)
    layout.setFormats(list(_formats(shown, texts)))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, top))
        top += line.height() + _BETWEEN
    layout.endLayout()
    return layout


class Difference(QWidget):
    """A paragraph in its old and new wording, as high as its words need."""

    def __init__(self, old: str = "", new: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pieces: tuple[Piece, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_texts(old, new)

    def set_texts(self, old: str, new: str) -> None:
        """Shows how one text becomes the other."""
        self.set_pieces(pieces(old, new))

    def set_pieces(self, shown: Sequence[Piece]) -> None:
        """Shows these pieces one behind the other."""
        self._pieces = tuple(shown)
        self.setAccessibleName(in_words(self._pieces))
        self.updateGeometry()
        self.update()

    # Qt's names from here on

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the words need."""
        return int(laid_out(self._pieces, width, self.font()).boundingRect().height()) + _BETWEEN

    def sizeHint(self) -> QSize:
        """One long line, as far as there is room."""
        return QSize(360, self.heightForWidth(360))

    def minimumSizeHint(self) -> QSize:
        """A few characters wide."""
        return QSize(120, self.fontMetrics().height() + _BETWEEN)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the words."""
        painter = QPainter(self)
        painter.setPen(QColor(theme().text))
        laid_out(self._pieces, self.width(), self.font()).draw(painter, QPointF(0, 0))
        painter.end()


def _pieces(old: str, new: str, gone: dict[int, int], come: dict[int, int]) -> Iterator[Piece]:
    here = there = 0
    while here < len(old) or there < len(new):
        if here in gone:
            yield Piece(old[here : gone[here]], "gone")
            here = gone[here]
        if there in come:
            yield Piece(new[there : come[there]], "new")
            there = come[there]
        next_gone = min((start for start in gone if start >= here), default=len(old))
        next_come = min((start for start in come if start >= there), default=len(new))
        length = min(next_gone - here, next_come - there)
        if length:
            yield Piece(old[here : here + length])
        here, there = here + length, there + length


def _cut(text: str, first: int, last: int) -> str:
    if len(text) <= first + last + 4:
        return text
    return text[:first] + _CUT + text[len(text) - last :]


def _formats(shown: Sequence[Piece], texts: Sequence[str]) -> Iterator[QTextLayout.FormatRange]:
    """Qt counts in UTF-16. The type stubs of PySide6 lack the attributes of a format range, hence the ignores."""
    start = 0
    for piece, text in zip(shown, texts, strict=True):
        length = len(text.encode("utf-16-le")) // 2
        if piece.becomes != "same":
            one = QTextLayout.FormatRange()
            one.start, one.length = start, length  # type: ignore[attr-defined]
            one.format = _format(piece.becomes)  # type: ignore[attr-defined]
            yield one
        start += length


def _format(becomes: str) -> QTextCharFormat:
    now, format = theme(), QTextCharFormat()
    text, ground = {
        "gone": (now.error, now.error_ground),
        "new": (now.good, now.good_ground),
        "found": (now.warning, now.warning_ground),
    }[becomes]
    format.setForeground(QColor(text))
    format.setBackground(QColor(ground))
    format.setFontStrikeOut(becomes == "gone")
    format.setFontUnderline(becomes == "new")
    if becomes == "found":
        format.setFontWeight(QFont.Weight.DemiBold)
    return format
