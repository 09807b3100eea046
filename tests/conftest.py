"""What every test stands on: no network, no store of the user's, no unread warning; the folder of real reports."""

import logging
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from app.form import Form
from app.form_file import load

ROOT = Path(__file__).resolve().parent.parent
NETWORK = {socket.AF_INET, socket.AF_INET6}

settings.register_profile("gongkai", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("gongkai")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket of the internet fails the test, whatever the program makes of the error; Unix sockets are allowed."""
    create = socket.socket.__init__

    def guarded(self: socket.socket, family: int = -1, type: int = -1, proto: int = -1, fileno: object = None) -> None:
        if fileno is None and (family == -1 or family in NETWORK):
            pytest.fail("the test opens a socket of the network")
        create(self, family, type, proto, fileno)

    monkeypatch.setattr(socket.socket, "__init__", guarded)


@pytest.fixture(autouse=True)
def no_unread_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A log record of WARNING or more fails the test, unless it is marked `expects_log`."""
    yield
    if request.node.get_closest_marker("expects_log") is None:
        records = [record for when in ("setup", "call", "teardown") for record in caplog.get_records(when)]
        loud = [record.getMessage() for record in records if record.levelno >= logging.WARNING]
        assert not loud, f"logged: {loud}"


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the user's drafts, nor the forms of an office."""
    monkeypatch.setenv("GONGKAI_STORE", str(tmp_path / "store" / "gongkai.db"))
    monkeypatch.setenv("GONGKAI_OWN", str(tmp_path / "own"))
    monkeypatch.delenv("GONGKAI_LANGUAGE", raising=False)
    monkeypatch.delenv("GONGKAI_FORMS", raising=False)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real reports, GONGKAI_CORPUS or `../shared/corpus`; without it the test is skipped, visibly."""
    folder = Path(os.environ.get("GONGKAI_CORPUS") or ROOT.parent / "shared" / "corpus")
    if not folder.is_dir():
        pytest.skip(f"no corpus at {folder}; set GONGKAI_CORPUS")
    return folder


@pytest.fixture(scope="session")
def form_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Form]:
    """A small form from the text of its file."""

    def form(text: str) -> Form:
        path = tmp_path_factory.mktemp("forms") / "tiny" / "first.toml"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
        return load(path)

    return form
