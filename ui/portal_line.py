"""The line of the review that puts the report on the clipboard, for the portal's boxes."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from app.i18n import _
from ui.buttons import Button
from ui.clipboard import put_report_on_clipboard
from ui.flow import FlowLine
from ui.session import DraftSession
from ui.widgets import words


class PortalLine(FlowLine):
    """Two buttons, as web page and as plain text, and beside them what came of it until the report changes.

    Beside them where there is room, so that the page below does not move.
    """

    def __init__(self, session: DraftSession, parent: QWidget | None = None) -> None:
        super().__init__(parent, spacing=6)
        self._session = session
        self.page = Button(_("Copy as web page"), "copy_page", "link", picture="copy")
        self.text = Button(_("Copy as plain text"), "copy_text", "link", picture="copy")
        self.page.setAccessibleDescription(_("For the portal's editor: headings, paragraphs and tables"))
        self.text.setAccessibleDescription(_("For boxes that take nothing but text"))
        self.told = words("", "faint", wraps=True)
        for button in (self.page, self.text):
            button.setToolTip(button.accessibleDescription())
            button.clicked.connect(self._copy)
        self.told.hide()
        for widget in (self.page, self.text, self.told):
            self.add(widget)
        session.changed.connect(self.told.hide)

    def add_before(self, widget: QWidget) -> None:
        """Another way of the report, before the two."""
        self.add(widget)
        self._widgets.insert(0, self._widgets.pop())

    def _copy(self) -> None:
        is_complete = put_report_on_clipboard(self._session, as_page=self.sender() is self.page)
        self._tell(_("Copied. Paste it into the portal's box.") if is_complete else _unfinished())

    def _tell(self, text: str) -> None:
        self.told.setText(text)
        self.told.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))


def _unfinished() -> str:
    return _("Copied as a draft, marked so in its first line: the report is not ready to be published yet.")
