"""The whole program, watched by strace from its first start to its close: it never opens an internet socket."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DONE = (
    "start new check fill export preview help settings doctor read.docx read.html read.xlsx read.txt read.pdf "
    "read.json backups fault closed"
)
INTERNET = re.compile(r"AF_INET6?|AF_PACKET")


@pytest.mark.skipif(not shutil.which("strace"), reason="needs Debian's strace")
def test_a_journey_through_the_whole_program_opens_no_internet_socket(tmp_path):
    log = tmp_path / "strace.log"
    folder = tmp_path / "work"
    folder.mkdir()
    watched = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", str(log)]
    command = [*watched, sys.executable, str(ROOT / "tests/ui/offline_journey.py"), str(folder)]
    own = {"XDG_DATA_HOME": str(folder / "data"), "GONGKAI_OWN": str(folder / "own")}
    environment = os.environ | own | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    del environment["GONGKAI_STORE"]  # the usual place, as at a clerk's first start
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=500)
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.split()) == sorted(DONE.split()), done.stderr
    calls = log.read_text()
    assert "AF_UNIX" in calls  # a later start would be heard by such a one: the watch sees sockets
    assert [line for line in calls.splitlines() if INTERNET.search(line)] == []
