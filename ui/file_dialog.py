"""The dialogs that ask for files and folders: what can be read by its kinds, what is written by its one kind."""

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QFileInfo, Qt
from PySide6.QtWidgets import QFileDialog, QFileIconProvider, QHeaderView, QListView, QTreeView, QWidget

from app.i18n import _
from app.paths import HANDED_ON

_TEXTS = (".docx", ".docm", ".doc", ".wps", ".rtf", ".odt")
_SHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et")
_PAGES = (".html", ".htm", ".mht", ".mhtml", ".txt", ".md")
_FIXED = (".pdf", ".ofd")
_DATA = (".json",)


def ask_for_reports(parent: QWidget, read: Callable[[list[str]], None], *, folder: bool) -> None:
    """Asks for files, several at once, or for a folder of them, and has what is chosen read."""
    if folder:
        dialog = ask_for_folder(parent, _("Choose the folder of reports to be read"))
    else:
        dialog = _dialog(parent, _("Choose the report to be read"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([_filter(name, suffixes) for name, suffixes in _readable()])
    dialog.filesSelected.connect(read)
    dialog.open()


def ask_for_folder(parent: QWidget, title: str, folder: str = "") -> QFileDialog:
    """Asks for a folder; `fileSelected` tells it."""
    dialog = _dialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return dialog


def ask_where_to_save(parent: QWidget, title: str, name: str, folder: str = "") -> QFileDialog:
    """Asks where a file of this name and kind is to be written, and before one is replaced; `fileSelected` tells."""
    dialog = _dialog(parent, title, folder)
    suffix = f".{name.rpartition('.')[2]}"
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.setNameFilter(_filter(_written().get(suffix, _("File")), (suffix,)))
    dialog.selectFile(name)
    return dialog


def _dialog(parent: QWidget, title: str, folder: str = "") -> QFileDialog:
    dialog = QFileDialog(parent, title, folder)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
    dialog.setIconProvider(_KINDS)
    table = dialog.findChild(QTreeView, "treeView")  # none where the system has a dialog of its own
    if table:
        table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    places = dialog.findChild(QListView, "sidebar")
    if places:
        places.setMinimumWidth(places.sizeHintForColumn(0) + 2 * places.frameWidth())
    return dialog


class _Kinds(QFileIconProvider):
    """What a file is, in the interface language: Qt's own words for it are never translated."""

    # Qt's names from here on

    def type(self, info: QFileInfo) -> str:
        """A folder, or a file of a suffix."""
        if info.isDir():
            return _("Folder")
        return _("{suffix} file").format(suffix=info.suffix().upper()) if info.suffix() else _("File")


_KINDS = _Kinds()
"""Qt keeps no reference of its own."""


def _readable() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The kinds of files that can be read, all of them first; a suffix without a kind of its own is among all."""
    from app.intake import suffixes

    known = set(suffixes())
    yield _("All that can be read"), (*sorted(known), HANDED_ON)
    for name, kinds in (
        (_("Word and WPS texts"), _TEXTS),
        (_("Excel and WPS sheets"), _SHEETS),
        (_("PDF and OFD"), _FIXED),
        (_("Web pages and plain text"), _PAGES),
        (_("Data (JSON)"), _DATA),
    ):
        if found := tuple(suffix for suffix in kinds if suffix in known):
            yield name, found
    yield _("Handed on from Gongkai"), (HANDED_ON,)
    yield _("All files"), ("",)


def _written() -> Mapping[str, str]:
    """What is written, by the suffix of the file."""
    return {
        ".docx": _("Word document"),
        ".pdf": _("PDF document"),
        ".xlsx": _("Excel workbook"),
        ".html": _("Web page"),
        ".txt": _("Plain text"),
        ".json": _("Data (JSON)"),
        HANDED_ON: _("Handed on from Gongkai"),
    }


def _filter(name: str, suffixes: tuple[str, ...]) -> str:
    """A filter as Qt writes it: a name, and the patterns in brackets."""
    return f"{name} ({' '.join(map('*{}'.format, suffixes))})"
