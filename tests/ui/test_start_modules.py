"""What is loaded when the window has started over an empty store: nothing that only reading, writing or sums need."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.i18n import _is_current
from app.paths import resources

LIST = Path(__file__).resolve().parent.parent / "data" / "start_modules.txt"
LATE = {
    "bs4", "cryptography", "docx", "fontTools", "lxml", "matplotlib", "numpy", "olefile", "opencc", "openpyxl",
    "pandas", "pdfminer", "pdfplumber", "PIL", "pypdfium2", "python_calamine", "rapidfuzz", "sqlite_utils", "xlrd",
    "app.apart", "app.many", "app.match", "app.readers", "app.taking", "app.writers", "app.export", "app.compare",
    "app.commands", "asyncio", "concurrent", "http", "multiprocessing", "ssl", "unittest", "xml",
    "PySide6.QtDBus", "PySide6.QtPrintSupport", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtTest",
}  # fmt: skip
"""What a start never loads, whatever else it does."""

START = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import ui.application
make = ui.application.make_application

def tell():
    if not any(window.isVisible() for window in QApplication.topLevelWidgets()):
        return QTimer.singleShot(100, tell)
    print(json.dumps(sorted(sys.modules)), flush=True)
    QApplication.closeAllWindows()
    QApplication.quit()

def made():
    application = make()
    QTimer.singleShot(300, tell)
    return application

ui.application.make_application = made
sys.argv = ["gongkai"]
from ui.__main__ import main
sys.exit(main())
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """The names of all modules that a started window has loaded."""
    folder = tmp_path_factory.mktemp("start")
    own = {"GONGKAI_STORE": str(folder / "gongkai.db"), "GONGKAI_OWN": str(folder / "own")}
    env = {**os.environ, **own, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", START]
    done = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_start_loads_the_window_and_the_store(loaded):
    assert {"ui.window", "ui.application", "app.store", "PySide6.QtWidgets", "sqlite3"} <= loaded


def test_the_start_loads_nothing_that_reads_or_writes_documents(loaded):
    assert sorted(LATE & loaded) == []


def test_the_start_loads_no_library_and_no_part_of_python_that_is_not_on_the_list(loaded):
    """A newcomer is either loaded later, or put on the list as what every start needs."""
    if sys.version_info[:2] != (3, 11):
        pytest.skip("the list is of the Python that is packed")
    if is_stale():
        pytest.skip("the catalogue is not compiled: `make setup` does it, and spares every start Babel")
    known = {*LIST.read_text(encoding="utf-8").split(), "coverage"}
    new = {name.partition(".")[0] for name in loaded} - known
    assert sorted(name for name in new if not name.startswith("_")) == []


def is_stale():
    folder = resources() / "translations" / "zh_CN" / "LC_MESSAGES"
    return not _is_current(folder / "gongkai.mo", folder / "gongkai.po")
