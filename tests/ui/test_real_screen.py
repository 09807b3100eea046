"""The program as it is installed, on a real X screen: started, typed into, photographed."""

import html
import os
import random
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.draft import with_values
from app.figures import printed
from app.intake import take_in
from app.paths import samples
from app.store import open_store

PROGRAM = Path(sys.executable).with_name("gongkai")
COMMAND = [str(PROGRAM)] if PROGRAM.exists() else [sys.executable, "-m", "ui"]

pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="needs Debian's xvfb and xdotool"
)


@pytest.fixture
def screen():
    """A screen of its own; its DISPLAY."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=(write,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as answer:
        display = f":{answer.readline().strip()}"
    yield display
    server.terminate()
    server.wait()


@pytest.fixture
def started(screen, tmp_path):
    """The program over an empty store, and xdotool at its screen."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("QT_")}
    environment |= {"DISPLAY": screen, "GONGKAI_STORE": str(tmp_path / "gongkai.db")}
    program = subprocess.Popen(COMMAND, env=environment, stderr=subprocess.DEVNULL)

    def xdotool(*words):
        return subprocess.run(["xdotool", *words], env=environment, capture_output=True, text=True, check=True).stdout

    yield program, xdotool, tmp_path / "gongkai.db"
    program.terminate()
    program.wait()


def test_the_window_opens_takes_keys_and_saves_what_was_typed(started):
    program, xdotool, store_path = started
    window = eventually(lambda: xdotool("search", "--onlyvisible", "--class", "gongkai").split())[-1]
    xdotool("windowfocus", "--sync", window)
    xdotool("key", "Tab", "Tab", "space")  # the sample
    eventually(store_path.exists)
    eventually(lambda: summaries(store_path))
    before = summaries(store_path)[0]
    time.sleep(1)
    xdotool("key", "ctrl+4")
    time.sleep(1)
    xdotool("key", "7", "Return")
    address = "applications/received/applicant.natural_person"
    eventually(lambda: loaded(store_path, before.id).values[address] == "7")
    assert program.poll() is None

    # a jump with Ctrl held leaves one cell chosen: Delete clears that one alone
    xdotool("key", "Up")
    xdotool("key", "ctrl+5")
    time.sleep(0.5)
    xdotool("key", "ctrl+4")
    time.sleep(0.5)
    before_delete = len(loaded(store_path, before.id).values)
    xdotool("key", "Delete")
    eventually(lambda: len(loaded(store_path, before.id).values) != before_delete)
    assert len(loaded(store_path, before.id).values) == before_delete - 1


def test_without_a_screen_it_says_so_and_names_the_command_line(tmp_path):
    keep = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(COMMAND, env=keep, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "gongkai" in done.stderr
    assert "Traceback" not in done.stderr


def summaries(path):
    with open_store(path) as store:
        return store.entries()


def loaded(path, id):
    with open_store(path) as store:
        return store.load(id).draft


def eventually(ask, seconds=20):
    """The first answer that is worth something; what goes wrong meanwhile counts as no answer yet."""
    until = time.monotonic() + seconds
    while True:
        try:
            answer = ask()
        except (subprocess.CalledProcessError, KeyError):
            answer = None
        if answer:
            return answer
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.1)


OWNER = """
import sys
from pathlib import Path
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication
application = QApplication([])
offered = QMimeData()
offered.setHtml(Path(sys.argv[1]).read_text(encoding="utf-8"))
offered.setText(Path(sys.argv[2]).read_text(encoding="utf-8"))
application.clipboard().setMimeData(offered)
print("offered", flush=True)
application.exec()
"""
WRONG = "applications/received/applicant.natural_person"


@pytest.fixture
def sheet(tmp_path):
    """Table 三 of the sample as a sheet has it: all 175 numbers, rows in another order; one of them is wrong."""
    filing = take_in(next(path for path in samples() if path.stem == "2023")).filing
    section = filing.form.section("applications")
    rows = list(section.bands[0].row_axis.leaves)
    random.Random(7).shuffle(rows)
    columns = section.bands[0].column_axis.leaves
    lines = [["项目", *(column.label for column in columns)]]
    for row in rows:
        places = [f"applications/{row.id}/{column.id}" for column in columns]
        lines.append([row.label, *("999" if place == WRONG else printed(filing, place) for place in places)])
    assert sum(len(line) - 1 for line in lines[1:]) == 175
    cells = ["<tr>" + "".join(f"<td class=xl65>{html.escape(text)}</td>" for text in line) + "</tr>" for line in lines]
    page = (
        "<html><body><table border=0><!--StartFragment-->\n"
        + "\n".join(cells)
        + "<!--EndFragment--></table></body></html>"
    )
    (tmp_path / "sheet.html").write_text(page, encoding="utf-8")
    (tmp_path / "sheet.txt").write_text("\r\n".join("\t".join(line) for line in lines) + "\r\n", encoding="utf-8")
    return filing, tmp_path / "sheet.html", tmp_path / "sheet.txt"


def test_a_report_is_pasted_mended_undone_finished_and_exported_by_keyboard_alone(screen, tmp_path, sheet):
    filing, page, text = sheet
    path, target = tmp_path / "gongkai.db", tmp_path / "filed.docx"
    table = [address for address in filing.form.addresses if address.startswith("applications/")]
    with open_store(path) as store:
        id = store.add(with_values(filing, dict.fromkeys([*table, "other"], "")).draft)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("QT_")}
    environment |= {"DISPLAY": screen, "GONGKAI_STORE": str(path)}
    with started_programs(environment, page, text) as (program, xdotool):
        keys = Keys(xdotool)
        keys.press("Return", "ctrl+4", "ctrl+v", "Return")
        eventually(lambda: loaded(path, id).values.get(WRONG) == "999")
        keys.go_to_window()
        pasted = loaded(path, id).values
        assert {a: pasted[a] for a in table} == {**{a: filing.value(a) for a in table}, WRONG: "999"}

        keys.press("ctrl+Home", *filing.value(WRONG), "Return")
        eventually(lambda: loaded(path, id).values[WRONG] == filing.value(WRONG))
        keys.press("ctrl+z", "ctrl+z")  # the one number, then the whole paste in one step
        eventually(lambda: not any(a in loaded(path, id).values for a in table))
        keys.press("ctrl+y", "ctrl+y")
        eventually(lambda: {a: loaded(path, id).values.get(a) for a in table} == {a: filing.value(a) for a in table})

        keys.press("ctrl+7")
        xdotool("type", "--delay", "30", "2023 0 yuan")
        eventually(lambda: "yuan" in loaded(path, id).values.get("other", ""))
        keys.press("ctrl+8", "space")
        keys.press("Return")  # the dialog's way to a file
        time.sleep(1.5)
        xdotool("key", "ctrl+a")
        xdotool("type", "--delay", "20", str(target))
        keys.press("Return")
        eventually(target.exists)
        assert program.poll() is None
    filed = take_in(target).filing
    assert {a: filed.value(a) for a in table} == {a: filing.value(a) for a in table}


class Keys:
    """Keys pressed one after the other, with time for the window to follow."""

    def __init__(self, xdotool):
        self._xdotool = xdotool
        self._window = eventually(lambda: xdotool("search", "--onlyvisible", "--class", "gongkai").split())[-1]
        self.go_to_window()

    def go_to_window(self):
        """The focus to the window, as a window manager hands it on when a dialog has closed; there is none here."""
        self._xdotool("windowfocus", "--sync", self._window)
        time.sleep(0.8)

    def press(self, *keys):
        for key in keys:
            self._xdotool("key", key)
            time.sleep(0.7 if len(key) > 1 else 0.1)


@contextmanager
def started_programs(environment, page, text):
    """A sheet program that holds the clipboard, and ours."""
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(page), str(text)], env=environment, stdout=subprocess.PIPE, text=True
    )
    program = None

    def xdotool(*words):
        return subprocess.run(["xdotool", *words], env=environment, capture_output=True, text=True, check=True).stdout

    try:
        assert owner.stdout.readline().strip() == "offered"
        program = subprocess.Popen(COMMAND, env=environment, stderr=subprocess.DEVNULL)
        yield program, xdotool
    finally:
        for one in (program, owner):
            if one is not None:
                one.terminate()
                one.communicate()
