"""Asks how and where a copy is to be written, and writes it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from app.draft import Filing
from app.errors import AppError
from app.finding import Finding
from app.i18n import _
from app.settings import Settings
from ui.session import DraftSession
from ui.widgets import fit_height, set_role, words

if TYPE_CHECKING:
    from app.layout import Layout
    from app.report import CopyKind

DATA = "data"
MOST_NAMED = 8
PAGE = ".html"
SET_IN_TYPE = (".docx", ".pdf", PAGE)
"""The kinds of files on which the layout can be seen: a page has it on paper alone, with whatever fonts are there."""
KINDS: Mapping[str, "CopyKind"] = {"filing": "filing", "review": "review", "draft": "draft", DATA: "draft"}


class ExportDialog(QDialog):
    """The kind of file; where it is set in type, the layout and the fonts that this computer lacks; then its name.

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
        self.kinds, self._kind_about = _choice("kind", _("Kind of file")), words("", "faint", wraps=True)
        self.layouts, self._about = _choice("layout", _("Layout")), words("", "faint", wraps=True)
        self._layout_name, self._fonts = words(_("Layout"), "strong"), words("", "warning", wraps=True)
        self._lay_out()
        self._offer_kinds()
        self._offer_layouts()
        for choice in (self.kinds, self.layouts):
            choice.currentIndexChanged.connect(self._show_choice)
        self._show_choice()

    @property
    def suffix(self) -> str:
        """The suffix of the file that is to be written."""
        return ".json" if self._copy == DATA else str(self.kinds.currentData())

    def ask_for_file(self) -> None:
        """Asks for the file's name; the dialog itself asks before one is replaced."""
        from ui.file_dialog import ask_where_to_save

        name = f"{_file_name(self._session.filing, self._copy)}{self.suffix}"
        dialog = ask_where_to_save(self, _("Export to"), name, self._settings.folder)
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
            self.written.emit(path, self._chosen(path))
            self.accept()

    def _chosen(self, path: Path) -> Settings:
        """What is to be remembered; the data have neither a layout nor a kind to choose."""
        chosen = {} if self._copy == DATA else {"layout": str(self.layouts.currentData()), "kind": self.suffix}
        return replace(self._settings, folder=str(path.parent), **chosen)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(words(_what(self._copy), "title"))
        column.addWidget(words(_("Kind of file"), "strong"))
        for widget in (self.kinds, self._kind_about, self._layout_name, self.layouts, self._about, self._fonts):
            column.addWidget(widget)
        column.addStretch()
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

    def _offer_kinds(self) -> None:
        """The kinds that can be written: those that the core writes, and those that the window adds to them."""
        from app.writers import WRITERS

        for suffix, (name, _about) in _kinds().items():
            if suffix in WRITERS:
                self.kinds.addItem(f"{name}（{suffix}）", suffix)
        self.kinds.setCurrentIndex(max(self.kinds.findData(self._settings.kind), 0))

    def _show_choice(self) -> None:
        """Says what the chosen kind is for, and where it is set in type, what the chosen layout is."""
        from app.layout import load

        self._kind_about.setText(_kinds()[self.suffix][1] if self.suffix in _kinds() else "")
        layout = load(str(self.layouts.currentData()))
        self._about.setText(f"{layout.about}（{layout.source}）")
        is_set, text = self.suffix in SET_IN_TYPE, _lacking(layout)
        for widget in (self._layout_name, self.layouts, self._about):
            widget.setVisible(is_set)
        self._fonts.setText(text)
        self._fonts.setVisible(is_set and self.suffix != PAGE and bool(text))
        fit_height(self)

    # Qt's names from here on

    def showEvent(self, event: QShowEvent) -> None:
        """High enough for all that is said."""
        super().showEvent(event)
        fit_height(self)


def _choice(name: str, accessible_name: str) -> QComboBox:
    made = QComboBox()
    made.setObjectName(name)
    made.setAccessibleName(accessible_name)
    return made


def _kinds() -> Mapping[str, tuple[str, str]]:
    """What a file of each suffix is called and what it is for, in the order in which they are offered."""
    return {
        ".docx": (
            _("Word document"),
            _("To be handed in; opens in Word and WPS, and can be read in again from there."),
        ),
        ".pdf": (_("PDF document"), _("To be handed in or published as it is; it looks the same everywhere.")),
        ".html": (
            _("Web page"),
            _("For the portal: one page without anything from elsewhere, for phones and paper too."),
        ),
        ".xlsx": (_("Excel workbook"), _("For whoever sums up: a sheet for each part, totals as formulas.")),
        ".txt": (_("Plain text"), _("For boxes that take nothing else; the cells of tables are parted by tabs.")),
    }


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
