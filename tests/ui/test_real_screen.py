"""The program as it is installed, on a real X screen: started, typed into, photographed."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

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
