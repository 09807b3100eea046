"""Chapters of the help on paper, in the colours of the light theme."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCursor, QTextDocument, QTextDocumentFragment, QTextFormat
from PySide6.QtWidgets import QDialog, QWidget

from app.help import chapter_text
from app.i18n import _, language
from ui.help_look import dress
from ui.style import LIGHT

_POINTS = 10.5


def print_chapters(names: Sequence[str], parent: QWidget) -> None:
    """Asks for a printer and prints the chapters on it, each from a page of its own on."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # with the first page that is printed

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_("Help"))
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: on_paper(names, parent.font()).print_(printer))
    QDialog.open(dialog)  # QPrintDialog's own wants a slot by its name


def on_paper(names: Sequence[str], letters: QFont) -> QTextDocument:
    """The chapters as one document to be printed."""
    whole = QTextDocument()
    font = QFont(letters)
    font.setPointSizeF(_POINTS)
    whole.setDefaultFont(font)
    cursor = QTextCursor(whole)
    for number, name in enumerate(names):
        one = QTextDocument()
        one.setDefaultFont(font)
        one.setMarkdown(chapter_text(name, language()), QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        dress(one, LIGHT)
        if number:
            cursor.insertBlock()
        start = cursor.position()
        cursor.insertFragment(QTextDocumentFragment(one))
        if number:
            _begin_page(whole, start)
    return whole


def _begin_page(document: QTextDocument, position: int) -> None:
    first = QTextCursor(document)
    first.setPosition(position)
    look = QTextBlockFormat()
    look.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
    first.mergeBlockFormat(look)
