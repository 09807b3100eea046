"""The last resort for a fault of ours: the draft is saved first, then it is told, and a report can be saved.

A fault in a thread is told as one in the window is; what Qt complains about goes to the log.
"""

import re
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QTimer,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.i18n import _, language

if TYPE_CHECKING:
    from logging import Handler

    from PySide6.QtWidgets import QMessageBox

_LATER_MS = 2000
"""After the start, when the window is long seen, the log is begun: its module takes 20 ms."""
_SPEAKER = r"Q[A-Za-z]+(::[A-Za-z]+)+(?=[:( ])"


class Faults(QObject):
    """Takes every fault that nobody else does, from when it is installed until it is removed.

    Signals:
        told(str): a report could not be written, for this reason.
    """

    told = Signal(str)
    _seen = Signal(object)

    def __init__(self, window: QWidget, save: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window, self._save = window, save
        self._box: QMessageBox | None = None
        self._fault: BaseException | None = None
        self._times = 0
        self._log: Handler | None = None
        self._crashes: IO[bytes] | None = None
        self._seen.connect(self._on_seen)  # from another thread it waits for the window's

    def install(self) -> None:
        """From now on faults come here, those of threads too, and Qt's complaints go to the log."""
        sys.excepthook = self.take
        threading.excepthook = self._in_thread
        sys.unraisablehook = _unraisable
        qInstallMessageHandler(_of_qt)
        QTimer.singleShot(_LATER_MS, self, self._begin_log)

    def remove(self) -> None:
        """Faults go where they went before."""
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        qInstallMessageHandler(None)
        if self._log is not None:
            from app import crashes, log

            crashes.end(self._crashes)
            log.note("end")
            log.end(self._log)

    def take(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        """What Python calls for a fault that nobody took."""
        if isinstance(fault, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        if sys.stderr is not None:  # a packed program on Windows has none
            sys.__excepthook__(kind, fault, trace)
        self._seen.emit(fault)

    def _begin_log(self) -> None:
        from app import __version__, crashes, log

        self._log = log.begin()
        log.note(f"start {__version__} {sys.platform} {QGuiApplication.platformName()}")
        for place in crashes.left():
            log.note(f"crash {place}", level=50)
        self._crashes = crashes.watch()

    def _in_thread(self, of: threading.ExceptHookArgs) -> None:
        if of.exc_value is not None:
            self.take(of.exc_type, of.exc_value, of.exc_traceback)

    def _on_seen(self, fault: BaseException) -> None:
        from app import log

        log.begin()
        log.note("fault", level=50, fault=fault)
        if self._box is not None:  # one fault in a row of paintings comes many times
            self._times += 1
            return
        self._fault, self._times = fault, 1
        self._tell(self._is_saved())

    def _is_saved(self) -> bool:
        """Whether the draft is saved; a second fault while it is being saved counts as no."""
        try:
            return self._save()
        except Exception as second:  # noqa: BLE001 - the last resort must not fail itself
            from app import log

            log.note("fault while saving", level=50, fault=second)
            return False

    def _tell(self, is_saved: bool) -> None:
        from PySide6.QtWidgets import QMessageBox  # the window opens sooner without

        said = _("Everything entered so far is saved.") if is_saved else _("The last change could not be saved.")
        text = _("Something in the program went wrong; the last step may not be complete. {said}")
        box = QMessageBox(QMessageBox.Icon.Warning, _("Gongkai"), text.format(said=said), parent=self._window)
        box.setInformativeText(
            _(
                "Please go on. If it comes again, start the program anew, and save a fault report for whoever looks "
                "after it: nothing that you entered is in it."
            )
        )
        keep = box.addButton(_("&Save a fault report…"), QMessageBox.ButtonRole.ActionRole)
        go_on = box.addButton(_("&Go on"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(go_on)
        box.setEscapeButton(go_on)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keep.clicked.connect(self._ask_where)
        box.finished.connect(self._on_closed)
        self._box = box
        box.open()

    def _on_closed(self) -> None:
        self._box = None

    def _ask_where(self) -> None:
        from ui.file_dialog import ask_where_to_save

        name = f"gongkai-fault-{datetime.now():%Y%m%d-%H%M}.txt"
        dialog = ask_where_to_save(self._window, _("Save the fault report"), name, str(Path.home()))
        dialog.fileSelected.connect(self.write)
        dialog.open()

    def write(self, name: str) -> None:
        """Writes the report of the last fault into this file; what keeps it from being written is told."""
        from app.errors import AppError
        from app.safe_file import replace_file

        try:
            replace_file(Path(name), self.report().encode())
        except AppError as error:
            self.told.emit(str(error))

    def report(self) -> str:
        """The report of the last fault, "" where there was none."""
        from app import log
        from app.fault_report import compose

        if self._fault is None:
            return ""
        now = datetime.now().astimezone()
        return compose(self._fault, surroundings(), log.last_lines(), now, self._times)


def surroundings() -> Iterator[tuple[str, str]]:
    """What a fault may depend on beside the versions: Qt, its platform, the screens, the language."""
    import PySide6
    from PySide6.QtCore import QLibraryInfo

    yield "Qt", f"{QLibraryInfo.version().toString()} (PySide6 {PySide6.__version__})"
    yield _("Platform of Qt"), QGuiApplication.platformName()
    for one in QGuiApplication.screens():
        size = one.size()
        yield (
            _("Screen"),
            f"{size.width()} × {size.height()}, {one.devicePixelRatio():g}×, {one.logicalDotsPerInch():g} dpi",
        )
    yield _("Language"), language()


def _unraisable(of: "sys.UnraisableHookArgs") -> None:
    from app import log

    log.begin()
    log.note("unraisable", level=40, fault=of.exc_value)


def _of_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Keeps who of Qt complains, never what: a file's name or a text may stand in it."""
    if sys.stderr is not None:
        sys.stderr.write(f"{text}\n")
    if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
        return
    from app import log

    speaker = re.match(_SPEAKER, text)
    log.begin()
    category = context.category or ""  # type: ignore[attr-defined]  # the type stubs lack it
    log.note(f"Qt {category} {speaker[0] if speaker else ''}", level=30)
