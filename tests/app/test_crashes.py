"""A crash that no fault of Python's tells of: its places are in the log after the next start, and nothing else."""

import re
import subprocess
import sys
from pathlib import Path

from app import crashes, log

ROOT = Path(__file__).resolve().parent.parent.parent
FALL = """
import os, sys
from app import crashes, log
crashes.crash_file().parent.mkdir(parents=True, exist_ok=True)
crashes.watch()

def fall(said):
    os.abort()
    yield said

from app.near import near
near("某局的报告", fall("某局的报告"))
"""


def run(code: str) -> int:
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE, check=False).returncode


def test_a_crash_leaves_where_our_code_was() -> None:
    assert run(FALL) != 0
    told = crashes.crash_file().read_text(encoding="utf-8")
    assert "Fatal Python error" in told
    assert "某局" not in told
    assert re.fullmatch(r"app\.near:\d+:near", crashes.left()[0])
    assert crashes.left() == ()
    assert not crashes.crash_file().exists()


def test_a_program_that_ends_well_leaves_nothing() -> None:
    crashes.crash_file().parent.mkdir(parents=True)
    crashes.end(crashes.watch())
    assert not crashes.crash_file().exists()
    assert crashes.left() == ()


def test_of_a_crash_outside_our_code_it_is_told_that_there_was_one() -> None:
    crashes.crash_file().parent.mkdir(parents=True)
    crashes.crash_file().write_text(
        'Fatal Python error: Segmentation fault\n  File "/x/lib.py", line 3 in draw\n', encoding="utf-8"
    )
    assert crashes.left() == ("elsewhere",)


def test_paths_of_every_system_are_shortened_to_ours() -> None:
    crashes.crash_file().parent.mkdir(parents=True)
    frames = '  File "C:\\某某\\ui\\pages\\base.py", line 12 in paint\n  File "ui/window.py", line 7 in run\n'
    crashes.crash_file().write_text(frames, encoding="utf-8")
    assert crashes.left() == ("ui.pages.base:12:paint", "ui.window:7:run")


def test_where_no_file_can_be_made_nothing_is_watched(monkeypatch) -> None:
    monkeypatch.setattr(crashes, "log_file", lambda: Path("/dev/null/gongkai.log"))
    assert crashes.watch() is None
    crashes.end(None)
    assert log.last_lines() == ()
