"""The log: in the user's own folder, small, and never a reason for anything to stop."""

import logging
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app import log


@pytest.fixture
def writing():
    handler = log.begin()
    yield handler
    log.end(handler)


def test_it_stands_in_the_users_own_folder(tmp_path: Path, writing: logging.Handler) -> None:
    assert not log.log_file().exists()  # before there is anything to be said
    log.note("start")
    assert log.log_file() == tmp_path / "own" / "log" / "gongkai.log"
    assert re.fullmatch(r"[-0-9]{10} [:0-9]{8} INFO gongkai test_log\.py:\d+ start", log.last_lines()[0])


def test_begun_twice_it_writes_once(writing: logging.Handler) -> None:
    assert log.begin() is writing
    log.note("start")
    assert len(log.last_lines()) == 1


def test_it_does_not_grow_without_end(writing: logging.Handler) -> None:
    for _count in range(20_000):
        log.note("word " * 20)
    files = sorted(log.log_file().parent.iterdir())
    assert [file.name for file in files] == ["gongkai.log", "gongkai.log.1", "gongkai.log.2", "gongkai.log.3"]
    assert sum(file.stat().st_size for file in files) < 1_100_000
    assert len(log.last_lines(60)) == 60


def test_a_folder_that_cannot_be_made_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("GONGKAI_OWN", str(tmp_path / "file"))
    assert log.begin() is None
    log.note("start")
    assert log.last_lines() == ()


def test_a_file_that_cannot_be_written_stops_nothing(writing: logging.Handler, capsys: pytest.CaptureFixture) -> None:
    log.log_file().mkdir(parents=True)
    log.note("start")
    assert capsys.readouterr().err == ""


def test_nothing_of_it_is_loaded_before_it_is_begun() -> None:
    code = "import sys, app.log; print('logging.handlers' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_the_log_ends_when_it_is_ended() -> None:
    before = list(logging.getLogger().handlers)
    log.end(log.begin())
    assert logging.getLogger().handlers == before
