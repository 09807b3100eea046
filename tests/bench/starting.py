"""A process from its start to the first paint, and the memory that it took: ours against a bare QWizard."""

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
        ours, peer = [], []
        for _run in range(RUNS + 1):
            ours.append(measure(OURS, str(path), id))
            peer.append(measure(PEER))
        del ours[0], peer[0]  # the first run of each writes the bytecode, which an installed program has
    (time_ours, memory_ours), (time_peer, memory_peer) = (map(median, zip(*runs, strict=True)) for runs in (ours, peer))
    return [
        row("start to first paint of an opened draft", time_ours, time_peer, "ms"),
        row("peak memory after it", memory_ours, memory_peer, "MB"),
    ]


def measure(code, *arguments):
    """Milliseconds from the start of the process to its first paint, and its peak memory in MB."""
    begun = time.time()
    command = [sys.executable, "-c", code, *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(CACHE)
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    painted, peak = done.stdout.split()
    return (float(painted) - begun) * 1000, int(peak) / 1024
