"""The whole program, watched by strace: it never opens an internet socket."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not shutil.which("strace"), reason="needs Debian's strace")
def test_a_journey_through_the_window_opens_no_internet_socket(tmp_path):
    log = tmp_path / "strace.log"
    folder = tmp_path / "work"
    folder.mkdir()
    watched = ["strace", "-f", "-qq", "-e", "trace=socket,connect", "-o", str(log)]
    command = [*watched, sys.executable, str(ROOT / "tests/ui/offline_journey.py"), str(folder)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["a.docx", "b.json", "gongkai.db"]
    assert "AF_INET" not in log.read_text()
