"""The program never opens a connection: shown from outside, by the calls that it makes to the system."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PLACE = "applications/received/applicant.natural_person"


def traced(trace: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """The command run under strace, its calls of the network in the file."""
    strace = ("strace", "-f", "-qq", "-e", "trace=socket,connect", "-o", str(trace))
    return subprocess.run([*strace, *command], capture_output=True, encoding="utf-8", timeout=120, check=False)


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    if not shutil.which("strace"):
        pytest.skip("strace is not installed")
    path = tmp_path / "calls"
    if traced(path, "true").returncode != 0:
        pytest.skip("strace may not attach to processes here")
    return path


def test_strace_would_show_a_connection(trace: Path) -> None:
    code = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()"
    traced(trace, sys.executable, "-c", code)
    assert "AF_INET" in trace.read_text()


def test_a_report_is_made_checked_and_exported_without_the_network(
    trace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_STORE", str(tmp_path / "gongkai.db"))
    calls = []

    def gongkai(*argv: str) -> str:
        done = traced(trace, sys.executable, "-m", "ui", *argv)
        assert done.returncode in (0, 1), done.stderr
        calls.append(trace.read_text())
        return done.stdout

    gongkai("new", "--organization", "某局", "--year", "2023")
    id = gongkai("list").splitlines()[1].split()[0]
    gongkai("set", id, PLACE, "3")
    gongkai("check", id)
    out = tmp_path / "report.json"
    gongkai("export", id, "-o", str(out))
    gongkai("import", str(out))
    assert out.exists()
    assert len(gongkai("list").splitlines()) == 3
    assert "AF_INET" not in "".join(calls)
