"""The ways of a report to its pages: the preview beside the work, the printer."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QWidget

from app.i18n import _, n_
from ui.buttons import Button
from ui.paper.preview import Preview
from ui.paper.sheets import Sheets, sheets, usual_layout
from ui.session import DraftSession

PREVIEW_KEYS, PRINT_KEYS = "Ctrl+Shift+P", "Ctrl+P"


class PaperWays(QWidget):
    """Two buttons, for the preview and for the printer; their keys hold on the whole page that they stand on.

    Signals:
        place_chosen(str, int): the clerk wants to go to this address of the preview, to the paragraph of this number.
    """

    place_chosen = Signal(str, int)

    def __init__(self, session: DraftSession, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self.preview: Preview | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for text, name, keys, act in (
            (_("Preview"), "preview", PREVIEW_KEYS, self.show_preview),
            (_("Print…"), "print", PRINT_KEYS, self.print),
        ):
            button = Button(text, name, "link", picture=name)
            button.setToolTip(_("{act} ({keys})").format(act=text, keys=keys))
            button.clicked.connect(act)
            row.addWidget(button)
            shortcut = QShortcut(QKeySequence(keys), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def show_preview(self) -> None:
        """Shows the pages beside the work, or brings them to the front."""
        if self.preview is None:
            self.preview = Preview(self._session, self.window())
            self.destroyed.connect(self.preview.deleteLater)
            self.preview.place_chosen.connect(self._on_place)
            self.preview.print_wanted.connect(self.print)
        self.preview.show()
        self.preview.raise_()
        self.preview.activateWindow()

    def print(self) -> None:
        """Asks for the printer; where something must be mended first, says that it will be a draft copy."""
        if self._sheets().copy != "draft":
            self._ask()
            return
        text = _(
            "Something must be mended before there is a filing copy. What is printed now is a draft copy: every page "
            "is marked so, blank places are coloured."
        )
        over = self._over()
        box = QMessageBox(
            QMessageBox.Icon.Information, over.windowTitle(), text, QMessageBox.StandardButton.Cancel, over
        )
        box.setObjectName("print_draft")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        go = box.addButton(_("Print the &draft copy…"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(go)
        go.clicked.connect(self._ask)
        box.open()

    def _ask(self) -> None:
        from ui.paper.printing import Printing

        printing = Printing(self._sheets(), self._over())
        printing.printed.connect(self._on_printed)
        printing.failed.connect(self._on_failed)
        printing.ask()

    def _sheets(self) -> Sheets:
        """What the preview shows, if it is seen."""
        is_seen = self.preview is not None and self.preview.isVisible()
        return self.preview.sheets if self.preview and is_seen else self._as_usual()

    def _as_usual(self) -> Sheets:
        return sheets(self._session, usual_layout(self._session))

    def _over(self) -> QWidget:
        """The window that the clerk is in."""
        return self.preview if self.preview and self.preview.isActiveWindow() else self.window()

    def _on_place(self, address: str, nth: int) -> None:
        self.place_chosen.emit(address, nth)
        window = self.window()
        window.raise_()
        window.activateWindow()

    def _on_printed(self, count: int) -> None:
        done = n_("One page has been printed.", "{count} pages have been printed.", count)
        failed = _("The printer did not take the pages. Please see that it is switched on, and print again.")
        self._tell(done.format(count=count) if count else failed, is_news=bool(count))

    def _on_failed(self, reason: str) -> None:
        self._tell(reason, is_news=False)

    def _tell(self, text: str, *, is_news: bool) -> None:
        icon = QMessageBox.Icon.Information if is_news else QMessageBox.Icon.Warning
        over = self._over()
        box = QMessageBox(icon, over.windowTitle(), text, QMessageBox.StandardButton.Ok, over)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
