"""A whole journey through the program, for strace to watch: from the first start to the close, whatever opens a file.

Usage: offline_journey.py FOLDER. Each thing done is told by one word, so that nothing can be left out in silence.
"""

import os
import sys
import time
import traceback
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from app import log
from app.paths import samples, store_file
from app.settings import Settings
from ui.application import make_application, run
from ui.dialogs.doctor import DoctorDialog
from ui.dialogs.export import DATA, ExportDialog
from ui.dialogs.new_report import NewReportDialog
from ui.dialogs.reading import ReadingDialog
from ui.dialogs.settings import SettingsDialog
from ui.help_window import HelpWindow
from ui.tour import TourScreen
from ui.window import MainWindow

SECONDS = 40
SUFFIXES = (".docx", ".pdf", ".xlsx", ".html", ".txt")
CELL = "applications/received/applicant.natural_person"


def journey(window, folder):
    """The steps; each yields what must come before the next."""
    yield seen(TourScreen)
    the(TourScreen).leave()
    yield told("start")
    window.act("new", [])
    yield seen(NewReportDialog)
    the(NewReportDialog).organization.setText("某局")
    the(NewReportDialog).year.setValue(2022)
    the(NewReportDialog)._begin()
    yield lambda: window.editor is not None and told("new")()
    window.editor.session.set_value(CELL, "三件")
    window.editor.session.set_value("overview", "全年收到申请4件。")
    yield lambda: window.editor.session.findings and told("check")()
    window.open_sample()
    for step in range(window.editor.wizard.steps):
        window.editor.wizard.go_to_step(step)
        yield bool_of(True)
    yield told("fill")
    written = [folder / f"report{suffix}" for suffix in SUFFIXES]
    for path in written:
        window.export("filing")
        yield seen(ExportDialog)
        dialog = the(ExportDialog)
        assert {dialog.kinds.itemData(row) for row in range(dialog.kinds.count())} == set(SUFFIXES)
        dialog.kinds.setCurrentIndex(dialog.kinds.findData(path.suffix))
        dialog.failed.connect(sys.stderr.write)
        dialog.write(str(path))
        yield path.exists
        yield lambda: the(ExportDialog) is None
        the(QMessageBox).accept()  # “Written”
    ExportDialog(window.editor.session, DATA, Settings(), window).write(str(folder / "report.json"))
    yield told("export")
    window.editor.wizard.currentPage().ways.show_preview()
    yield lambda: window.editor.wizard.currentPage().ways.preview.isVisible() and told("preview")()
    window.editor.wizard.currentPage().ways.preview.close()
    yield from programs_own(window)
    window.show_library()
    for path in (*written, samples()[0]):
        window.read_files([str(path)])
        yield seen(ReadingDialog)
        the(ReadingDialog).reject()
        yield lambda: the(ReadingDialog) is None
        yield told(f"read{path.suffix}")
    window.act("backups", [])
    yield told("backups")
    QTimer.singleShot(0, fail)
    yield lambda: any("ZeroDivisionError" in line for line in log.last_lines()) and told("fault")()


def programs_own(window):
    """Help, settings, the look at this computer."""
    window.act("help", [])
    yield seen(HelpWindow)
    the(HelpWindow).close()
    yield told("help")
    window.act("settings", [])
    yield seen(SettingsDialog)
    the(SettingsDialog).theme.setCurrentIndex(2)
    the(SettingsDialog).accept()
    yield told("settings")
    window.act("doctor", [])
    yield lambda: the(DoctorDialog)._results
    the(DoctorDialog).accept()
    yield told("doctor")


def fail():
    return 1 / 0


def told(word):
    def tell():
        print(word, flush=True)
        return True

    return tell


def bool_of(value):
    return lambda: value


def the(kind):
    """The window or part of one that is of this kind and can be seen."""
    every = (x for top in QApplication.topLevelWidgets() for x in (top, *top.findChildren(kind)))
    return next((one for one in every if isinstance(one, kind) and one.isVisible()), None)


def seen(kind):
    return lambda: the(kind) is not None


class Driver:
    """Does the steps one after the other while the program runs; gives up after a minute of waiting for one."""

    def __init__(self, folder):
        self._folder, self._steps, self._wanted = folder, None, None
        self._since = time.monotonic()
        self._timer = QTimer(interval=30)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    def _go_on(self):
        try:
            self._try()
        except Exception:  # noqa: BLE001 - the program would tell it to a clerk and go on
            traceback.print_exc()
            os._exit(3)

    def _try(self):
        if self._steps is None:
            window = the(MainWindow)
            if window is None:
                return
            self._steps = journey(window, self._folder)
            self._wanted = next(self._steps)
        if self._wanted():
            self._since = time.monotonic()
            try:
                self._wanted = next(self._steps)
            except StopIteration:
                self._timer.stop()
                self._close()
        elif time.monotonic() - self._since > SECONDS:
            sys.stderr.write("waited in vain\n")
            traceback.print_stack(self._steps.gi_frame)
            os._exit(4)

    def _close(self):
        for top in QApplication.topLevelWidgets():
            top.close()
        QApplication.quit()


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    make_application()
    driver = Driver(folder)
    code = run(store_file())
    print("closed", flush=True)
    sys.exit(code)
