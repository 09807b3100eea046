"""Where the store lies: as the environment says, beside a portable program, or in the user's folder."""

import sys
from pathlib import Path

import pytest

from app import paths
from app.paths import is_portable, program_folder, store_file

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a frozen program, with a data folder of its user's; no store is named."""
    folder = tmp_path / "公开 stick"
    folder.mkdir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "gongkai"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
    monkeypatch.delenv("GONGKAI_STORE")
    return folder


def test_the_folder_of_the_program_is_that_of_its_code() -> None:
    assert program_folder() == ROOT


def test_the_folder_of_a_frozen_program_is_that_of_its_file(program: Path) -> None:
    assert program_folder() == program


def test_a_frozen_program_that_is_reached_by_a_link_is_where_its_file_is(program: Path, tmp_path: Path) -> None:
    (program / "gongkai").touch()
    link = tmp_path / "gongkai"
    link.symlink_to(program / "gongkai")
    sys.executable = str(link)  # the fixture puts it back
    assert program_folder() == program


def test_a_portable_program_keeps_its_store_in_its_folder(program: Path) -> None:
    (program / "portable").touch()
    assert store_file() == program / "data" / "gongkai.db"


def test_a_marker_with_something_in_it_counts_too(program: Path) -> None:
    (program / "portable").write_text("yes")
    assert is_portable()


def test_without_the_marker_the_store_is_the_users(program: Path, tmp_path: Path) -> None:
    assert not is_portable()
    assert program not in store_file().parents
    assert store_file().name == "gongkai.db"


def test_a_store_that_is_named_wins_over_the_marker(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (program / "portable").touch()
    monkeypatch.setenv("GONGKAI_STORE", "elsewhere.db")
    assert store_file() == Path("elsewhere.db")


def test_asking_makes_no_folder(program: Path, tmp_path: Path) -> None:
    (program / "portable").touch()
    store_file()
    assert [path.name for path in program.iterdir()] == ["portable"]
    assert not (tmp_path / "user").exists()


def test_a_stick_that_does_not_answer_begins_no_store_elsewhere(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(path: Path) -> None:
        raise OSError(5, "Input/output error", str(path))

    monkeypatch.setattr(paths.Path, "stat", failing)
    monkeypatch.setattr(paths, "program_folder", lambda: program)
    assert is_portable()
    assert store_file() == program / "data" / "gongkai.db"
