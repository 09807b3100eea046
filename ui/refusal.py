"""Why there is no filing copy yet, and the way to the first place that keeps it back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from app.export import Refused, must_be_mended
from app.form import Address
from app.i18n import _
from ui.dialogs.export import named

if TYPE_CHECKING:
    from ui.editor import Editor
    from ui.session import DraftSession


def is_refused(editor: "Editor") -> bool:
    """Whether something must be mended before there is a filing copy of the draft at work; it is told, then."""
    found = _what_must_be_mended(editor.session)
    if found is None:
        return False
    text, place = found
    window = editor.window()
    box = QMessageBox(QMessageBox.Icon.Warning, window.windowTitle(), text, QMessageBox.StandardButton.Cancel, window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    go = box.addButton(_("&Go to the first place"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(go)
    go.clicked.connect(_GoTo(editor, place))
    box.open()
    return True


def _what_must_be_mended(session: "DraftSession") -> tuple[str, Address] | None:
    """What keeps a filing copy from being made, in words, and its first place; None where nothing does."""
    findings = must_be_mended(session.filing, session.last)
    if not findings:
        return None
    place = next((address for finding in findings for address in finding.addresses), "")
    return "\n".join((str(Refused(findings)), *named(findings))), place


class _GoTo:
    """Shows a place of the draft at work."""

    def __init__(self, editor: "Editor", place: Address) -> None:
        self._editor, self._place = editor, place

    def __call__(self) -> None:
        self._editor.wizard.go_and_return(self._place)
