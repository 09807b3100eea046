"""A narrative section: plain paragraphs, entered at each pause in typing."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QTextCursor, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.draft import paragraphs
from app.form import Address, Section
from app.i18n import _
from app.naming import name_of
from ui.keys import gives_up_undo
from ui.pages.base import SectionPage, words
from ui.session import DraftSession

PAUSE_MS = 600


class NarrativePage(SectionPage):
    """The text of a section with its count of characters; undo belongs to the session, not to the editor."""

    def __init__(self, section: Section, session: DraftSession, parent: QWidget | None = None) -> None:
        super().__init__(section, session, parent)
        self._count = words("", "faint")
        self.editor = self._make_editor()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.commit)
        self._lay_out()
        self._show()
        self.editor.textChanged.connect(self._on_typed)
        session.changed.connect(self._on_changed)

    def commit(self) -> None:
        """Enters the text as it stands."""
        self._pause.stop()
        self.session.set_value(self.section.id, self.editor.toPlainText())

    def go_to(self, address: Address) -> bool:
        """Puts the clerk into the text."""
        if address != self.section.id:
            return False
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _make_editor(self) -> QPlainTextEdit:
        editor = QPlainTextEdit()
        editor.setUndoRedoEnabled(False)
        editor.setReadOnly(self.session.is_locked)
        editor.setMinimumHeight(110)
        editor.setTabChangesFocus(True)
        editor.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        editor.setObjectName(self.section.id)
        editor.setAccessibleName(name_of(self.session.form, self.section.id))
        editor.installEventFilter(self)
        return editor

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        title = self.section.title or _("Preface (between the title and the first section)")
        top.addWidget(words(title, "title" if self.section.title else "strong"))
        top.addStretch()
        top.addWidget(self._count)
        outer.addLayout(top)
        outer.addWidget(self.editor)

    def _on_typed(self) -> None:
        self._pause.start()
        self._show_count()

    def _on_changed(self, addresses: frozenset[Address]) -> None:
        if self.section.id in addresses:
            self._show()

    def _show(self) -> None:
        """Shows the session's text where it is another than the one being typed; the cursor stays near."""
        value = self.session.filing.value(self.section.id)
        if paragraphs(self.editor.toPlainText()) == value:
            self._show_count()
            return
        position = self.editor.textCursor().position()
        was_blocked = self.editor.blockSignals(True)
        self.editor.setPlainText(value)
        self.editor.blockSignals(was_blocked)
        cursor = self.editor.textCursor()
        cursor.setPosition(min(position, len(value)), QTextCursor.MoveMode.MoveAnchor)
        self.editor.setTextCursor(cursor)
        self._show_count()

    def _show_count(self) -> None:
        count = len("".join(self.editor.toPlainText().split()))
        limit = self.section.limit
        text = _("{count} characters, about {limit} at most") if limit else _("{count} characters")
        self._count.setText(text.format(count=count, limit=limit))

    # Qt's names from here on

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tells where the clerk is, and enters the text when the clerk leaves it."""
        if event.type() == QEvent.Type.FocusIn:
            self.place_entered.emit(self.section.id)
        elif event.type() == QEvent.Type.FocusOut and self._pause.isActive():
            self.commit()
        return gives_up_undo(event) or super().eventFilter(watched, event)
