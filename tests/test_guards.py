"""The guards of the suite itself: what they forbid fails a test, what they allow does not."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from app.paths import form_folders, resources, store_file

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("family", [(), (socket.AF_INET,), (socket.AF_INET6,)])
def test_a_socket_of_the_network_fails_the_test(family: tuple[int, ...]) -> None:
    with pytest.raises(pytest.fail.Exception, match="socket of the network"):
        socket.socket(*family)


def test_a_connection_by_way_of_the_standard_library_fails_the_test() -> None:
    with pytest.raises(pytest.fail.Exception, match="socket of the network"):
        socket.create_connection(("127.0.0.1", 9))


def test_sockets_within_the_machine_are_allowed() -> None:
    with socket.socket(socket.AF_UNIX) as one:
        assert one.family == socket.AF_UNIX
    assert asyncio.run(asyncio.sleep(0, "done")) == "done"


def test_the_store_of_a_test_is_its_own(tmp_path: Path) -> None:
    assert tmp_path in store_file().parents


def test_a_test_knows_only_the_programs_own_forms() -> None:
    assert form_folders() == (resources() / "forms",)


LOUD = """
import logging
import pytest

def test_a_warning(): logging.getLogger("app").warning("disk is full")
@pytest.mark.expects_log
def test_an_expected_warning(): logging.getLogger("app").error("disk is full")
def test_an_info(): logging.getLogger("app").info("disk is half full")
def test_a_python_warning(): import warnings; warnings.warn("old")
"""


def test_an_unread_warning_fails_a_test_and_an_expected_one_does_not(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "test_loud.py").write_text(LOUD, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_loud.py"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=False)
    lines = {line.split(" - ")[0] for line in done.stdout.splitlines() if line.startswith(("ERROR ", "FAILED "))}
    assert lines == {"ERROR test_loud.py::test_a_warning", "FAILED test_loud.py::test_a_python_warning"}, done.stdout
    assert "disk is full" in done.stdout
