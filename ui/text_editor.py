"""The editor of a narrative: plain text with the printed look of its headings.

A QTextEdit, since QPlainTextEdit knows neither first-line indent nor line spacing; measured, it types as fast.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDropEvent,
    QFont,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QMenu, QTextEdit, QToolTip, QWidget

from app.i18n import _
from ui.keys import ENTER, gives_up_undo, is_alt_letter
from ui.style import theme
from ui.text_heads import Mark, TextHeads, units
from ui.text_margin import Notice, TextMargin

if TYPE_CHECKING:
    from app.pasted_text import PastedText

LARGER = 1.2
"""How much larger than the program's own words the text is set."""
LINE_SPACING = 1.75
"""From line to line in characters, as on paper (29 points for type of 16); the fonts' own distances differ much."""
_PER_LINE = 44
"""More characters a line are hard to read; a wide window leaves the rest free."""
_EDGE, _TOP = 12, 8
_Keys = QKeySequence.StandardKey
_TAKING_WORDS = (_Keys.DeleteStartOfWord, _Keys.DeleteEndOfWord, _Keys.DeleteEndOfLine, _Keys.DeleteCompleteLine)


class TextEditor(QTextEdit):
    """Plain paragraphs, set as they are printed. It keeps no undo of its own.

    `margin.notice` and `heads.marks_in` are asked of each paragraph that is painted.

    Signals:
        taking(): text is about to be pasted or dropped, or more than a character of it to be taken out: what was typed
            before should be entered, or no undo leads back to it.
        taken(object, bool): that has happened, with the PastedText; whether it was only moved within the text.
        composed(): an input method has finished; what waited for it may go on.
        asked(str): the clerk wants "phrases", "confirm" or, by the link above it, "checked" for the paragraph at the
            caret.
    """

    taking = Signal()
    taken = Signal(object, bool)
    composed = Signal()
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.margin = TextMargin(self)
        self.hint = ""
        self.is_composing = False
        self._is_dropping = False
        self._dropped: list[PastedText] = []
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.viewport().setMouseTracking(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._set_type()
        self.heads = TextHeads(self.document())

    @property
    def notice(self) -> Notice:
        """What stands above a paragraph."""
        return self.margin.notice

    def cut(self) -> None:
        """Takes the selection into the clipboard."""
        self.taking.emit()
        super().cut()

    def text(self) -> str:
        """What stands in the editor, blank paragraphs and all."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Shows another text: only what differs is put in, so that scroll and look stay; the caret goes to it."""
        old = self.text()
        start = _shared(old, text)
        end = _shared(old[start:][::-1], text[start:][::-1])
        cursor = self._chosen(old, start, len(old) - end)
        cursor.insertText(text[start : len(text) - end])
        self.setTextCursor(cursor)
        self.margin.make_room()
        self.ensureCursorVisible()

    def choose(self, start: int, end: int) -> None:
        """Selects the characters from start to end and brings them into view."""
        cursor = self._chosen(self.text(), start, end)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def paragraph(self) -> str:
        """The paragraph in which the caret is."""
        return self.textCursor().block().text()

    def paragraph_number(self) -> tuple[int, bool]:
        """The paragraph at the caret, from 0, blank ones not counted; in a blank one that before it, and True."""
        here = self.textCursor().block()
        number = sum(bool(block.text().strip()) for block in self._blocks()[: here.blockNumber() + 1]) - 1
        return number, not here.text().strip()

    def refresh_marks(self, *, is_typing: bool = False) -> None:
        """Asks again which paragraphs and figures are marked."""
        self.margin.make_room(stays_at_caret=is_typing)
        self.heads.rehighlight()
        self.viewport().update()

    def _set_type(self) -> None:
        self._base = QApplication.font()
        font = QFont(self._base)
        font.setPointSizeF(font.pointSizeF() * LARGER)
        self.setFont(font)
        self.document().setDefaultFont(font)
        look = QTextBlockFormat()
        look.setTextIndent(2 * self._em)
        look.setLineHeight(round(LINE_SPACING * self._em), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(look)
        self.margin.make_room()
        self._set_margins()

    @property
    def _em(self) -> float:
        return float(self.fontMetrics().horizontalAdvance("国"))

    def _set_margins(self) -> None:
        """Centres a column that is not too wide."""
        free = self.viewport().width() - 2 * _EDGE - _PER_LINE * self._em
        side = _EDGE + max(0, int(free / 2))
        frame = self.document().rootFrame()
        look = frame.frameFormat()
        if (look.leftMargin(), look.topMargin()) != (side, _TOP):
            look.setLeftMargin(side)
            look.setRightMargin(side)
            look.setTopMargin(_TOP)
            look.setBottomMargin(_TOP)
            frame.setFrameFormat(look)
            self.document().markContentsDirty(0, 1)  # an empty text would keep its caret where it was

    def _chosen(self, text: str, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(units(text[:start]))
        cursor.setPosition(units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _blocks(self) -> list[QTextBlock]:
        return [self.document().findBlockByNumber(number) for number in range(self.document().blockCount())]

    # What is told of a place

    def _tip_at(self, event: QHelpEvent) -> str:
        """What is told of the place under the pointer: the cell of a figure, or the paragraph's notice."""
        cursor = self.cursorForPosition(event.pos())
        block = cursor.block()
        if not self.margin.covers(block, QPointF(event.pos())):
            return ""
        mark = self._mark_at(block.text(), cursor.positionInBlock())
        return mark.tip if mark else self.notice(block.text())

    def _mark_at(self, text: str, place: int) -> Mark | None:
        marks = self.heads.marks_in(text)
        return next((m for m in marks if units(text[: m.start]) <= place <= units(text[: m.end])), None)

    def mark_at_caret(self) -> Mark | None:
        """The marked figure at which the caret is."""
        return self._mark_at(self.paragraph(), self.textCursor().positionInBlock())

    # Qt's names from here on

    def setPlainText(self, text: str) -> None:
        """The whole text replaced, as if it were typed."""
        self.show_text(text)

    def event(self, event: QEvent) -> bool:
        """Claims the keys that are the editor's, gives up those of undo, and tells what is under the pointer."""
        if gives_up_undo(event):
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _wish(event):
            event.accept()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Shows a tooltip for what is marked."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._tip_at(event), self)
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends a paragraph, whatever is held with Shift; an empty one is not followed by another."""
        wish = _wish(event)
        if not wish and (_takes_words(event) or (self.textCursor().hasSelection() and _writes(event))):
            self.taking.emit()
        if wish:
            self.asked.emit(wish)
        elif event.key() in ENTER and not self.isReadOnly():
            if self.paragraph().strip() or self.textCursor().hasSelection():
                self.textCursor().insertBlock()
                self.margin.make_room()  # the new paragraph has taken the look of the one before
                self.ensureCursorVisible()
        elif is_alt_letter(event):
            event.ignore()  # Qt would write the letter of a key that nobody has taken
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remembers whether an input method is at work, and tells when it is no longer."""
        if self.textCursor().hasSelection() and not self.is_composing:
            self.taking.emit()
        super().inputMethodEvent(event)
        was, self.is_composing = self.is_composing, bool(event.preeditString())
        if was and not self.is_composing:
            self.composed.emit()

    def createMimeDataFromSelection(self) -> QMimeData:
        """The selection as plain text: nothing is formatted by hand, and nothing is handed on so."""
        mime = QMimeData()
        mime.setText(self.textCursor().selection().toPlainText())
        return mime

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text of any sort, but no files: those the window reads."""
        is_file = any(url.isLocalFile() for url in source.urls())
        return not is_file and (source.hasText() or source.hasHtml())

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Puts in the plain paragraphs of a clipboard; the caret stands behind them, as in Word."""
        from app.pasted_text import pasted_text  # with the first text from elsewhere

        found = pasted_text(source.text(), source.html())
        if self.isReadOnly() or not found.paragraphs:
            return
        if not self._is_dropping:
            self.taking.emit()
        self._insert(found)
        if self._is_dropping:
            self._dropped.append(found)
        else:
            self.taken.emit(found, False)

    def _insert(self, found: "PastedText") -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        here = cursor.block().text()
        begins = "\n" if found.is_apart and here[: cursor.positionInBlock()].strip() else ""
        ends = "\n" if found.is_whole and not cursor.atBlockEnd() else ""
        cursor.insertText(begins + "\n".join(found.paragraphs) + ends)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.margin.make_room()
        self.ensureCursorVisible()

    def dropEvent(self, event: QDropEvent) -> None:
        """Text dropped is text pasted; text moved within the editor leaves its old place in the same step."""
        self.taking.emit()
        self._is_dropping = True
        self._dropped.clear()
        is_own = event.source() in (self, self.viewport())
        super().dropEvent(event)
        self._is_dropping = False
        for found in self._dropped:
            self.taken.emit(found, is_own)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The link above a paragraph says that it is checked."""
        block = self.margin.link_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else None
        if block is None:
            super().mousePressEvent(event)
        else:
            self.setTextCursor(QTextCursor(block))
            self.asked.emit("checked")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A link is known by the hand."""
        is_link = not event.buttons() and self.margin.link_at(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if is_link else Qt.CursorShape.IBeamCursor)
        super().mouseMoveEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """A line that was kept only for the sake of calm is gone."""
        super().showEvent(event)
        self.margin.make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the column in the middle."""
        super().resizeEvent(event)
        self._set_margins()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints what marks the paragraphs, then the text over it; in an empty editor the hint."""
        painter = QPainter(self.viewport())
        if self.margin.has_any:
            self.margin.paint(painter)
        if self.hint and self.document().isEmpty() and not self.is_composing:  # Qt's own knows no first-line indent
            painter.setFont(self.font())
            painter.setPen(QColor(theme().faint))
            place = QRectF(self.cursorRect()).adjusted(2, 0, self.viewport().width(), 0)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), self.hint)
        painter.end()
        super().paintEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another theme, or larger letters for the whole program: marks and text take them."""
        super().changeEvent(event)
        if event.type() not in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) or not hasattr(self, "heads"):
            return
        if self._base != QApplication.font():
            self._set_type()
            self.heads.take_font()
        else:
            self.heads.rehighlight()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's own menu without its undo, and what can be done with the paragraph."""
        self.taking.emit()  # Qt's own Cut and Delete say nothing before they are done
        menu = self.make_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos() if event.reason() == QContextMenuEvent.Reason.Mouse else self._below_caret())

    def make_menu(self) -> QMenu:
        """The menu of the place at which the caret is."""
        menu = self.createStandardContextMenu()
        for act in menu.actions():
            if act.objectName() in ("edit-undo", "edit-redo"):
                menu.removeAction(act)
        menu.addSeparator()
        if not self.isReadOnly():
            menu.addAction(_("Ready sentences…") + "\tCtrl+J", _Ask(self, "phrases"))
        if self.notice(self.paragraph()) and not self.isReadOnly():
            menu.addAction(_("This paragraph is checked") + "\tCtrl+Enter", _Ask(self, "confirm"))
        return menu

    def _below_caret(self) -> QPoint:
        return self.viewport().mapToGlobal(self.cursorRect().bottomLeft())


class _Ask:
    """One wish of the clerk's, for a line of the menu."""

    def __init__(self, editor: TextEditor, wish: str) -> None:
        self._editor, self._wish = editor, wish

    def __call__(self) -> None:
        self._editor.asked.emit(self._wish)


def _shared(one: str, other: str) -> int:
    """How many characters both texts begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _takes_words(event: QKeyEvent) -> bool:
    """Whether a key takes out a word or a line at once."""
    return any(event.matches(key) for key in _TAKING_WORDS)


def _writes(event: QKeyEvent) -> bool:
    """Whether a key puts something in the place of a selection, or takes it out."""
    return bool(event.text()) or event.key() == Qt.Key.Key_Delete or event.matches(QKeySequence.StandardKey.Cut)


def _wish(event: QKeyEvent) -> str:
    """What a key asks for beyond writing; "" for any other key."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier != Qt.KeyboardModifier.ControlModifier:
        return ""
    return "phrases" if event.key() == Qt.Key.Key_J else "confirm" if event.key() in ENTER else ""
