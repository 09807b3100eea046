"""What is loaded when the window has started over an empty store: nothing that only reading, writing or sums need.

Looked at twice: before the window is painted first, for that is what the clerk waits for, and a moment after.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.i18n import _is_current
from app.paths import resources

LISTS = Path(__file__).resolve().parent.parent / "data"
OURS = ("app", "ui")
OF_A_COMPLAINT = {"app.log", "app.skeleton"}
"""The log, which Qt's platforms without a screen have begun early by complaining that they lack things."""
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

def tell_first():
    print(json.dumps(sorted(sys.modules)), flush=True)

def tell():
    if not any(window.isVisible() for window in QApplication.topLevelWidgets()):
        return QTimer.singleShot(100, tell)
    print(json.dumps(sorted(sys.modules)), flush=True)
    QApplication.closeAllWindows()
    QApplication.quit()

def made():
    application = make()
    QTimer.singleShot(0, tell_first)
    QTimer.singleShot(300, tell)
    return application

ui.application.make_application = made
sys.argv = ["gongkai"]
from ui.__main__ import main
sys.exit(main())
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What a start tells: the names of all modules, when its window is about to be painted and a moment after."""
    folder = tmp_path_factory.mktemp("start")
    own = {"GONGKAI_STORE": str(folder / "gongkai.db"), "GONGKAI_OWN": str(folder / "own")}
    env = {**os.environ, **own, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", START]
    done = subprocess.run(command, env=env, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    first, then = (set(json.loads(line)) for line in done.stdout.splitlines()[-2:])
    return first, then


@pytest.fixture(scope="module")
def first(told):
    """The modules that the clerk waits for."""
    return told[0]


@pytest.fixture(scope="module")
def loaded(told):
    """The modules of a window that has started."""
    return told[1]


def listed(name):
    return set((LISTS / name).read_text(encoding="utf-8").split())


def test_the_start_loads_the_window_and_the_store(loaded):
    assert {"ui.window", "ui.application", "app.store", "PySide6.QtWidgets", "sqlite3"} <= loaded


def test_the_start_loads_nothing_that_reads_or_writes_documents(loaded):
    assert sorted(LATE & loaded) == []


def test_the_start_loads_no_library_and_no_part_of_python_that_is_not_on_the_list(loaded):
    """A newcomer is either loaded later, or put on the list as what every start needs."""
    skip_where_other_modules_are_loaded()
    new = {name.partition(".")[0] for name in loaded} - {*listed("start_modules.txt"), "coverage"}
    assert sorted(name for name in new if not name.startswith("_")) == []


def test_of_ours_the_first_paint_waits_for_nothing_that_is_not_on_the_list(first):
    """Among them nothing of drafts and forms: an empty library shows none. A newcomer costs every start."""
    skip_where_other_modules_are_loaded()
    assert sorted(ours(first) - listed("first_paint_modules.txt")) == []


def test_the_list_of_the_first_paint_names_nothing_that_is_loaded_later(first):
    skip_where_other_modules_are_loaded()
    assert sorted(listed("first_paint_modules.txt") - ours(first)) == []


@pytest.mark.parametrize("name", ["app.draft", "app.form", "app.figures", "app.settings", "hashlib", "tomllib"])
def test_the_first_paint_of_an_empty_library_does_without(first, name):
    skip_where_other_modules_are_loaded()
    assert name not in first


def ours(names):
    return {name for name in names if name.partition(".")[0] in OURS} - OF_A_COMPLAINT


def skip_where_other_modules_are_loaded():
    if sys.version_info[:2] != (3, 11):
        pytest.skip("the list is of the Python that is packed")
    if is_stale():
        pytest.skip("the catalogue is not compiled: `make setup` does it, and spares every start Babel")


def is_stale():
    folder = resources() / "translations" / "zh_CN" / "LC_MESSAGES"
    return not _is_current(folder / "gongkai.mo", folder / "gongkai.po")
