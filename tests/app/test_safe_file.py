"""What a killed program leaves beside a file: gone as soon as its process is, and never while it is being written."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from app import safe_file
from app.safe_file import replace_file, sweep

SAFE_AGE, OLD_AGE = 60, 3600


def leftover(folder: Path, *, process: int, computer: str = "", age: int = SAFE_AGE, tail: str = "0badcafe") -> Path:
    """A temporary file as a process of a computer, otherwise this one, would have left it some seconds ago."""
    file = folder / f".gongkai-{computer or safe_file._computer()}-{process}-{tail}.tmp"
    file.write_bytes(b"half")
    os.utime(file, (time.time() - age,) * 2)
    return file


@pytest.fixture
def gone() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    return process.pid


@pytest.fixture
def another_computer(monkeypatch: pytest.MonkeyPatch) -> str:
    return "f" * 8 if safe_file._computer() != "f" * 8 else "e" * 8


def test_a_temporary_file_bears_the_name_that_is_swept_later(tmp_path: Path) -> None:
    names: list[str] = []

    def prove(_read: bytes) -> bool:
        names.extend(one.name for one in tmp_path.glob(safe_file._PATTERN))
        return True

    replace_file(tmp_path / "report.docx", b"new", prove)
    (name,) = names
    told = safe_file._NAME.fullmatch(name)
    assert told is not None
    assert (told["computer"], int(told["process"])) == (safe_file._computer(), os.getpid())
    assert sorted(one.name for one in tmp_path.iterdir()) == ["report.docx"]


def test_what_an_ended_process_left_a_moment_ago_goes_with_the_next_file(tmp_path: Path, gone: int) -> None:
    left = leftover(tmp_path, process=gone, age=0)
    replace_file(tmp_path / "report.docx", b"new")
    assert not left.exists()


@pytest.mark.parametrize("process", [os.getpid(), os.getppid()], ids=["own", "parent"])
def test_what_a_running_process_writes_stays_until_it_is_old(tmp_path: Path, process: int) -> None:
    left = leftover(tmp_path, process=process)
    sweep(tmp_path)
    assert left.exists()
    leftover(tmp_path, process=process, age=OLD_AGE)
    sweep(tmp_path)
    assert not left.exists()


def test_what_another_computer_writes_stays_until_it_is_old(tmp_path: Path, gone: int, another_computer: str) -> None:
    young = leftover(tmp_path, process=gone, computer=another_computer)
    old = leftover(tmp_path, process=gone, computer=another_computer, age=OLD_AGE, tail="1badcafe")
    sweep(tmp_path)
    assert young.exists()
    assert not old.exists()


@pytest.mark.parametrize("name", [".gongkai-0123abcd.tmp", ".gongkai-.tmp", ".gongkai-x-0-y.tmp"])
def test_a_name_that_tells_no_process_goes_by_its_age(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"half")
    sweep(tmp_path)
    assert file.exists()
    os.utime(file, (time.time() - OLD_AGE,) * 2)
    sweep(tmp_path)
    assert not file.exists()


def test_nothing_else_is_swept(tmp_path: Path, gone: int) -> None:
    kept = [tmp_path / name for name in ("report.docx", "gongkai-a.tmp", ".gongkai-a.docx", ".other-a.tmp")]
    for one in kept:
        one.write_bytes(b"mine")
        os.utime(one, (0, 0))
    folder = tmp_path / f".gongkai-{safe_file._computer()}-{gone}-0badcafe.tmp"
    folder.mkdir()
    sweep(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([*kept, folder])


def test_a_folder_that_is_missing_is_nothing_to_sweep(tmp_path: Path) -> None:
    sweep(tmp_path / "none")


def test_what_a_link_in_the_folder_points_at_is_left_alone(tmp_path: Path, gone: int) -> None:
    mine = tmp_path / "mine.docx"
    mine.write_bytes(b"mine")
    link = tmp_path / f".gongkai-{safe_file._computer()}-{gone}-0badcafe.tmp"
    link.symlink_to(mine)
    sweep(tmp_path)
    assert not link.is_symlink()
    assert mine.read_bytes() == b"mine"


# Who runs


def test_this_process_runs_and_an_ended_one_does_not(gone: int) -> None:
    assert safe_file._is_running(os.getpid())
    assert not safe_file._is_running(gone)


def test_a_process_of_another_user_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_process: int, _signal: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", refuse)
    assert safe_file._is_running(1)


def test_the_mark_of_a_computer_is_one_and_fits_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert safe_file._computer() == safe_file._computer()
    assert re.fullmatch("[0-9a-f]{8}", safe_file._computer())


def test_without_the_kernels_files_the_computers_name_is_the_mark(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_arguments: object, **_more: object) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_text", missing)
    one, another = (computer_called(name, monkeypatch) for name in ("one", "another"))
    assert one != another
    assert computer_called("one", monkeypatch) == one


def computer_called(name: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("platform.node", lambda: name)
    return safe_file._computer.__wrapped__()


class WindowsError87(OSError):
    winerror = 87


class WindowsError5(PermissionError):
    winerror = 5


@pytest.mark.parametrize(
    ("answer", "is_running"), [(258, True), (0, False), (WindowsError87(), False), (WindowsError5(), True)]
)
def test_windows_is_asked_without_ending_the_process(
    monkeypatch: pytest.MonkeyPatch, answer: int | OSError, is_running: bool
) -> None:
    closed = []

    def open_process(_rights: int, _inherit: bool, _process: int) -> int:
        if isinstance(answer, OSError):
            raise answer
        return 4711

    windows = SimpleNamespace(
        SYNCHRONIZE=0x100000,
        WAIT_TIMEOUT=258,
        OpenProcess=open_process,
        WaitForSingleObject=lambda _handle, _milliseconds: answer,
        CloseHandle=closed.append,
    )
    with monkeypatch.context() as patched:
        patched.setitem(sys.modules, "_winapi", windows)
        patched.setattr(sys, "platform", "win32")
        patched.delattr(os, "kill")
        found = safe_file._is_running(12)
    assert found is is_running
    assert closed == ([] if isinstance(answer, OSError) else [4711])
