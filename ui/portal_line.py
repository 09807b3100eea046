"""The line of the review that puts the report on the clipboard, for the portal's boxes."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from ui.buttons import Button
from ui.clipboard import put_report_on_clipboard
from ui.session import DraftSession
from ui.widgets import words


class PortalLine(QWidget):
    """Two buttons, as web page and as plain text, and below them what came of it until the report changes."""

    def __init__(self, session: DraftSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.page = Button(_("Copy as web page"), "copy_page", "link", picture="copy")
        self.text = Button(_("Copy as plain text"), "copy_text", "link", picture="copy")
        self.page.setAccessibleDescription(_("For the portal's editor: headings, paragraphs and tables"))
        self.text.setAccessibleDescription(_("For boxes that take nothing but text"))
        self.told = words("", "faint", wraps=True)
        for button in (self.page, self.text):
            button.setToolTip(button.accessibleDescription())
            button.clicked.connect(self._copy)
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self._row.addWidget(self.page)
        self._row.addWidget(self.text)
        self._row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._row)
        column.addWidget(self.told)
        self.told.hide()
        session.changed.connect(self.told.hide)

    def add_before(self, widget: QWidget) -> None:
        """Another way of the report, before the two."""
        self._row.insertWidget(0, widget)

    def _copy(self) -> None:
        is_complete = put_report_on_clipboard(self._session, as_page=self.sender() is self.page)
        self._tell(_("Copied. Paste it into the portal's box.") if is_complete else _unfinished())

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))


def _unfinished() -> str:
    return _("Copied as a draft, marked so in its first line: the report is not ready to be published yet.")
