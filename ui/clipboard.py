"""The system's clipboard: what a sheet or a text program put there, and what they understand of ours."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from app.blocks import Block
    from app.copying import Flavours


def put_on_clipboard(flavours: "Flavours") -> None:
    """Offers text and table to whatever program is pasted into."""
    offered = QMimeData()
    offered.setText(flavours.text)
    offered.setHtml(flavours.html)
    QGuiApplication.clipboard().setMimeData(offered)


def blocks_on_clipboard() -> "tuple[Block, ...]":
    """The tables and paragraphs on the clipboard; none where it holds no text."""
    from app.readers.clipboard import read_clipboard

    offered = QGuiApplication.clipboard().mimeData()
    return read_clipboard(offered.html(), offered.text()) if offered else ()


def text_on_clipboard() -> str:
    """The plain text on the clipboard; "" where it has none."""
    return QGuiApplication.clipboard().text()
