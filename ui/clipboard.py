"""The system's clipboard: what a sheet or a text program put there, and what they understand of ours."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from app.blocks import Block
    from app.copying import Flavours
    from app.report import CopyKind
    from ui.session import DraftSession


def put_on_clipboard(flavours: "Flavours") -> None:
    """Offers text and table to whatever program is pasted into."""
    offered = QMimeData()
    offered.setText(flavours.text)
    offered.setHtml(flavours.html)
    QGuiApplication.clipboard().setMimeData(offered)


def put_report_on_clipboard(session: "DraftSession", *, as_page: bool) -> bool:
    """Offers the whole report, as a piece of a page with plain text beside it, or as plain text alone.

    False where something must still be mended: then the report says in its first line that it is a draft.
    """
    from app.copying import Flavours
    from app.export import must_be_mended
    from app.layout import load
    from app.report import compose
    from app.writers.html import fragment
    from app.writers.text import plain

    layout, is_complete = load(), not must_be_mended(session.filing, session.last)
    copy: CopyKind = "filing" if is_complete else "draft"
    blocks = compose(session.filing, copy, layout.mark(copy))
    if as_page:
        put_on_clipboard(Flavours(plain(blocks), fragment(blocks, layout)))
    else:
        QGuiApplication.clipboard().setText(plain(blocks))
    return is_complete


def blocks_on_clipboard() -> "tuple[Block, ...]":
    """The tables and paragraphs on the clipboard; none where it holds no text."""
    from app.readers.clipboard import read_clipboard

    offered = QGuiApplication.clipboard().mimeData()
    return read_clipboard(offered.html(), offered.text()) if offered else ()


def text_on_clipboard() -> str:
    """The plain text on the clipboard; "" where it has none."""
    return QGuiApplication.clipboard().text()
