"""Asks how and where a copy is to be written, and writes it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFileDialog, QVBoxLayout, QWidget

from app.draft import Filing
from app.errors import AppError
from app.finding import Finding
from app.i18n import _
from app.settings import Settings
from ui.pages.base import set_role, words
from ui.session import DraftSession

if TYPE_CHECKING:
    from app.layout import Layout
    from app.report import CopyKind

DATA = "data"
MOST_NAMED = 8
KINDS: Mapping[str, "CopyKind"] = {"filing": "filing", "review": "review", "draft": "draft", DATA: "draft"}


class ExportDialog(QDialog):
    """The layout of a Word file with the fonts that this computer lacks for it, then the file's name.

    Signals:
        written(object, object): the copy is in this file; the settings to be remembered.
        failed(str): it is not, for this reason; what the file held before is untouched.
    """

    written = Signal(object, object)
    failed = Signal(str)

    def __init__(self, session: DraftSession, copy: str, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._copy, self._settings = session, copy, settings
        self.setWindowTitle(_what(copy))
        self.setMinimumWidth(480)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.layouts = QComboBox()
        self.layouts.setObjectName("layout")
        self.layouts.setAccessibleName(_("Layout"))
        self._about = words("", "faint", wraps=True)
        self._fonts = words("", "warning", wraps=True)
        self._lay_out()
        self._offer_layouts()
        self.layouts.currentIndexChanged.connect(self._show_layout)
        self._show_layout()

    def ask_for_file(self) -> None:
        """Asks for the file's name; the dialog itself asks before one is replaced."""
        suffix = "json" if self._copy == DATA else "docx"
        dialog = QFileDialog(self, _("Export to"), self._settings.folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix)
        dialog.setNameFilter(f"*.{suffix}")
        dialog.selectFile(f"{_file_name(self._session.filing, self._copy)}.{suffix}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.write)
        dialog.open()

    def write(self, name: str) -> None:
        """Writes the copy to this file and closes; what keeps it from being written is told, and the dialog stays."""
        from app.export import Refused, export  # loaded when the first copy is made

        session, layout = self._session, str(self.layouts.currentData())
        try:
            path = export(
                session.filing,
                Path(name),
                copy=KINDS[self._copy],
                layout=layout,
                last=session.last,
                now=datetime.now().astimezone(),
                overwrite=True,  # the file dialog has asked
                draft=session.id,
            )
        except Refused as refusal:
            self.failed.emit("\n".join((str(refusal), *named(refusal.findings))))
        except AppError as error:
            self.failed.emit(str(error))
        else:
            self.written.emit(path, replace(self._settings, layout=layout, folder=str(path.parent)))
            self.accept()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(words(_what(self._copy), "title"))
        column.addWidget(words(_("Layout"), "strong"))
        for widget in (self.layouts, self._about, self._fonts):
            column.addWidget(widget)
        buttons = QDialogButtonBox()
        choose = buttons.addButton(_("Choose where to save…"), QDialogButtonBox.ButtonRole.ActionRole)
        choose.setObjectName("choose")
        set_role(choose, "role", "main")
        choose.setDefault(True)
        choose.clicked.connect(self.ask_for_file)
        buttons.addButton(_("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _offer_layouts(self) -> None:
        from app.layout import layouts

        for layout in layouts():
            self.layouts.addItem(layout.name, layout.id)
        self.layouts.setCurrentIndex(max(self.layouts.findData(self._settings.layout), 0))

    def _show_layout(self) -> None:
        from app.layout import load

        layout = load(str(self.layouts.currentData()))
        self._about.setText(f"{layout.about}（{layout.source}）")
        text = _lacking(layout)
        self._fonts.setText(text)
        self._fonts.setVisible(bool(text))


def _what(copy: str) -> str:
    """What is being exported, in words."""
    names = {
        "filing": _("Export the filing copy"),
        "review": _("Export the copy for the leader"),
        "draft": _("Export a working copy"),
    }
    return names.get(copy, _("Export the data"))


def _lacking(layout: "Layout") -> str:
    """The fonts that this computer lacks for a layout, one a line; "" where it has all."""
    from app.fonts import lacking

    missing = lacking(layout, QFontDatabase.families())
    if not missing:
        return ""
    known, unknown = _("{font}: {instead} is shown instead"), _("{font}: another font is shown instead")
    lines = [(known if one.instead else unknown).format(font=one.name, instead=one.instead) for one in missing]
    return "\n".join((_("This computer lacks these fonts. The file names them all the same:"), *lines))


def named(findings: tuple[Finding, ...]) -> list[str]:
    """The first findings that stand by themselves, one a line, and where the others are."""
    standing = [finding.message for finding in findings if not finding.cause]
    more = [_("All of it stands on the page “Review and export”.")] if len(standing) > MOST_NAMED else []
    return [f"· {message}" for message in standing[:MOST_NAMED]] + more


def _file_name(filing: Filing, copy: str) -> str:
    """The report's title, and for a copy that is not to be filed, which it is."""
    from app.report import report_title

    kind = {"review": _("(copy for the leader)"), "draft": _("(working copy)")}.get(copy, "")
    return "".join(c for c in report_title(filing) if c not in '\\/:*?"<>|') + kind
