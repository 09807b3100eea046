"""A process from its start to the first paint, and the memory that it took: ours against a bare window or QWizard."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from figures import fill, median, row

RUNS = 7
CACHE = Path(tempfile.gettempdir()) / "gongkai-bench-bytecode"
WATCH = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self.done)
        return False
    def done(self):
        peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
        print(time.time(), peak, flush=True)
        os._exit(0)
"""
OURS = (
    WATCH
    + """
from pathlib import Path
from app.store import open_store
from ui.application import make_application
from ui.window import MainWindow
application = make_application()
window = MainWindow(open_store(Path(sys.argv[1])))
window.open_draft(sys.argv[2])
watch = Watch()
window.editor.wizard.currentPage().installEventFilter(watch)
window.show()
application.exec()
"""
)
OURS_EMPTY = (
    WATCH
    + """
from pathlib import Path
import ui.application
make = ui.application.make_application
watch = Watch()
def watched():
    application = make()
    application.installEventFilter(watch)
    return application
ui.application.make_application = watched
from ui.__main__ import main
sys.argv[1:] = ["--store", sys.argv[1]]
sys.exit(main())
"""
)
PEER_WINDOW = (
    WATCH
    + """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
application = QApplication(sys.argv[:1])
window = QMainWindow()
window.setCentralWidget(QLabel("政府信息公开工作年度报告"))
watch = Watch()
application.installEventFilter(watch)
window.show()
application.exec()
"""
)
PEER = (
    WATCH
    + """
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWizard, QWizardPage
application = QApplication(sys.argv[:1])
wizard, page = QWizard(), QWizardPage()
QVBoxLayout(page).addWidget(QLabel("政府信息公开工作年度报告"))
wizard.addPage(page)
watch = Watch()
page.installEventFilter(watch)
wizard.show()
application.exec()
"""
)


def rows():
    from app.store import open_store

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "gongkai.db"
        with open_store(path) as store:
            (id,) = fill(store, 1)
        empty, window = in_turns((OURS_EMPTY, str(path.with_name("none.db"))), (PEER_WINDOW,))
        ours, peer = in_turns((OURS, str(path), id), (PEER,))
    return [
        row("start to first paint of an empty library", empty[0], window[0], "ms"),
        row("start to first paint of an opened draft", ours[0], peer[0], "ms"),
        row("peak memory after it", ours[1], peer[1], "MB"),
    ]


def in_turns(*programs):
    """Milliseconds and megabytes of each program, medians of runs taken in turns.

    The first run of each writes the bytecode, which an installed program has, and is not counted.
    """
    runs = [[measure(*program) for program in programs] for _run in range(RUNS + 1)][1:]
    return [tuple(map(median, zip(*one, strict=True))) for one in zip(*runs, strict=True)]


def measure(code, *arguments):
    """Milliseconds from the start of the process to its first paint, and its peak memory in MB."""
    begun = time.time()
    command = [sys.executable, "-c", code, *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(CACHE), "GONGKAI_OWN": str(CACHE / "own")}
    environment["QT_LOGGING_RULES"] = "default.warning=false"  # without a screen Qt complains, which begins the log
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    painted, peak = done.stdout.split()
    return (float(painted) - begun) * 1000, int(peak) / 1024
