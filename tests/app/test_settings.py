"""What a user has chosen: kept outside the store; the store's own place among it, moved without losing anything."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app import paths, preferences, store_place
from app.commands import main
from app.draft import new_filing, with_value
from app.errors import StoreError
from app.i18n import DEFAULT_LANGUAGE, LANGUAGES
from app.paths import own_folder, preferences_file, store_file
from app.preferences import Preferences, language_at_start, load_preferences, save_preferences
from app.settings import Settings, load_settings, save_settings
from app.store import open_store


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A computer on which the clerk may choose the place of the store; the usual one."""
    usual = tmp_path / "usual" / "gongkai.db"
    monkeypatch.delenv("GONGKAI_STORE")
    monkeypatch.setattr(paths, "usual_store", lambda: usual)
    return usual


@pytest.fixture
def store(free: Path) -> Path:
    """A store with one draft in the usual place."""
    with open_store(free) as opened:
        opened.add(with_value(new_filing("disclosure", "某局", 2023), "overview", "原文").draft)
    return free


def texts(store: Path) -> list[str]:
    with open_store(store) as opened:
        return [opened.load(one.id).draft.values["overview"] for one in opened.entries()]


def test_what_was_chosen_is_kept_in_the_users_own_folder(tmp_path: Path) -> None:
    assert load_preferences() == Preferences()
    chosen = Preferences(language="en", theme="dark", text_size="large")
    assert save_preferences(chosen)
    assert load_preferences() == chosen
    assert preferences_file().parent == tmp_path / "own"


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"theme": 3, "later": "x"}', "\udcff"])
def test_what_cannot_be_read_is_as_at_the_first_start(content: str) -> None:
    own_folder().mkdir()
    preferences_file().write_bytes(content.encode("utf-8", "surrogateescape"))
    assert load_preferences() == Preferences()


def test_what_cannot_be_kept_costs_no_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("GONGKAI_OWN", str(tmp_path / "file"))
    assert not save_preferences(Preferences(theme="dark"))


def test_letters_are_as_large_as_was_chosen_and_an_unknown_word_means_the_standard() -> None:
    scales = [Preferences(text_size=size).scale for size in ("small", "", "large", "largest")]
    assert scales == sorted(scales)
    assert Preferences(text_size="gigantic").scale == 1 == Preferences().scale


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_language_chosen_is_spoken(code: str) -> None:
    save_preferences(Preferences(language=code))
    assert language_at_start() == code


def test_an_unknown_language_is_the_programs_own_and_the_environment_goes_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    save_preferences(Preferences(language="tlh"))
    assert language_at_start() == DEFAULT_LANGUAGE
    monkeypatch.setenv("GONGKAI_LANGUAGE", "en")
    assert language_at_start() == "en"
    monkeypatch.setenv("GONGKAI_LANGUAGE", "tlh")
    assert language_at_start() == DEFAULT_LANGUAGE


@pytest.mark.parametrize(("code", "said"), [("zh_CN", "用法"), ("en", "usage")])
def test_the_command_line_speaks_the_language_chosen(code: str, said: str) -> None:
    save_preferences(Preferences(language=code))
    done = subprocess.run([sys.executable, "-m", "ui", "-h"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith(said)


# The place of the store


def test_the_store_is_where_it_was_chosen(free: Path, tmp_path: Path) -> None:
    assert store_file() == free
    store_place.choose(tmp_path / "else" / "gongkai.db")
    assert store_file() == tmp_path / "else" / "gongkai.db"
    store_place.choose(None)
    assert store_file() == free


def test_the_environment_and_a_portable_program_go_before_what_was_chosen(
    free: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_place.choose(tmp_path / "else.db")
    monkeypatch.setattr(paths, "program_folder", lambda: tmp_path)
    (tmp_path / "portable").touch()
    assert store_file() == tmp_path / "data" / "gongkai.db"
    monkeypatch.delenv("GONGKAI_OWN")
    assert own_folder() == tmp_path / "data"
    monkeypatch.setenv("GONGKAI_STORE", str(tmp_path / "named.db"))
    assert store_file() == tmp_path / "named.db"


def test_a_store_is_moved_with_all_that_it_holds_and_the_old_file_stays(store: Path, tmp_path: Path) -> None:
    new = tmp_path / "新的文件夹"
    new.mkdir()
    save_settings(store, Settings(layout="centred", second_place="/stick"))
    ticked = store.with_name("duties.json")
    ticked.write_text("{}", encoding="utf-8")
    before = store.read_bytes()
    store_place.wish_move(store, new)
    assert store_file() == store  # not before the window has closed
    assert store_place.move(store) == new / "gongkai.db"
    assert store_file() == new / "gongkai.db"
    assert texts(store_file()) == ["原文"]
    assert load_settings(store_file()).second_place == "/stick"
    assert store_file().with_name("duties.json").read_bytes() == ticked.read_bytes()
    assert store.read_bytes() == before


def test_what_was_written_after_the_wish_is_moved_too(store: Path, tmp_path: Path) -> None:
    store_place.wish_move(store, tmp_path)
    with open_store(store) as opened:
        opened.add(with_value(new_filing("disclosure", "某局", 2022), "overview", "后来").draft)
    store_place.move(store)
    assert sorted(texts(store_file())) == ["原文", "后来"]


def test_a_store_without_a_draft_yet_is_begun_in_the_new_place(free: Path, tmp_path: Path) -> None:
    store_place.wish_move(free, tmp_path)
    assert store_place.move(free) == tmp_path / "gongkai.db"
    assert not store_file().exists()


def test_nothing_is_moved_that_nobody_wished(store: Path) -> None:
    assert store_place.move(store) is None
    assert store_file() == store


def test_a_store_in_the_new_place_is_never_written_over(store: Path, tmp_path: Path) -> None:
    there = tmp_path / "gongkai.db"
    there.write_bytes(b"another")
    with pytest.raises(StoreError):
        store_place.wish_move(store, tmp_path)
    there.unlink()
    store_place.wish_move(store, tmp_path)
    there.write_bytes(b"another")
    with pytest.raises(StoreError):
        store_place.move(store)
    assert there.read_bytes() == b"another"
    assert store_file() == store
    assert store_place.move(store) is None  # the wish is forgotten


def test_it_is_not_moved_to_where_it_is(store: Path) -> None:
    with pytest.raises(StoreError):
        store_place.wish_move(store, store.parent)


def test_a_place_that_is_gone_leaves_the_store_where_it_is(store: Path, tmp_path: Path) -> None:
    store_place.wish_move(store, tmp_path / "stick")
    with pytest.raises(StoreError):
        store_place.move(store)
    assert texts(store_file()) == ["原文"]


def test_a_choice_that_cannot_be_kept_moves_nothing(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_place.wish_move(store, tmp_path)
    monkeypatch.setattr(store_place, "save_preferences", lambda preferences: False)
    with pytest.raises(StoreError):
        store_place.move(store)
    assert store_file() == store
    with pytest.raises(StoreError):
        store_place.choose(tmp_path / "x.db")


def test_no_new_store_is_begun_where_the_chosen_one_is_gone(
    free: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = tmp_path / "stick" / "gongkai.db"
    store_place.choose(stick)
    for call in (["list"], ["new", "--organization", "某局", "--year", "2023"]):
        assert main(call) == 2
        assert str(stick) in capsys.readouterr().err
    assert not stick.exists()
    assert main(["--store", str(tmp_path / "other.db"), "list"]) == 0  # one that is named is as ever
    assert not store_place.is_lost(free)


def test_the_doctor_looks_also_where_the_chosen_store_is_gone(
    free: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store_place.choose(tmp_path / "stick" / "gongkai.db")
    assert main(["doctor", "--json"]) == 2
    first = json.loads(capsys.readouterr().out)[0]
    assert first["health"] == "bad"
    assert str(tmp_path / "stick" / "gongkai.db") in first["said"]


def test_nothing_is_imported_for_a_user_who_has_chosen_nothing() -> None:
    code = "import sys; import app.preferences as p; p.load_preferences(); print('json' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ)
    assert done.stdout == "False\n"
    assert preferences.TEXT_SIZES[""] == 1
