"""Many files at once: all of them read, one bad file stops no other, and whoever cancels does not wait."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import apart, many
from app.apart import Cancelled, rest, take_in_apart
from app.i18n import use_language
from app.intake import take_in
from app.many import Outcome, read_many, reports_in

REPORT = "{name}2020年政府信息公开工作年度报告\n一、总体情况\n第一段。\n"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture(autouse=True, scope="module")
def at_rest() -> Iterator[None]:
    yield
    rest()


def write(path: Path, name: str = "某局") -> Path:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(REPORT.format(name=name), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four reports on two levels, one file that is none, and what is not to be read."""
    for name in ("乙.txt", "甲.TXT", "下/丙.md", "下/丁.txt"):
        write(tmp_path / "reports" / name)
    for name in (".hidden.txt", "~$乙.docx", "picture.png", "下/.git/one.txt", "下/~$丙.md"):
        write(tmp_path / "reports" / name)
    (tmp_path / "reports" / "letter.txt").write_text("今天天气很好。\n", encoding="utf-8")
    return tmp_path / "reports"


def names(paths) -> list[str]:
    return [path.name for path in paths]


# Which files


def test_a_folder_stands_for_all_in_it_that_can_be_read_in_the_order_of_names(folder):
    assert names(reports_in([folder])) == ["letter.txt", "乙.txt", "甲.TXT", "丁.txt", "丙.md"]


def test_a_file_that_is_named_is_taken_whatever_it_is_and_only_once(folder):
    given = [folder / "picture.png", folder / "甲.TXT", folder, folder / "picture.png"]
    assert names(reports_in(given)) == ["picture.png", "甲.TXT", "letter.txt", "乙.txt", "丁.txt", "丙.md"]


def test_a_link_to_a_folder_above_does_not_go_round(folder):
    (folder / "round").symlink_to(folder, target_is_directory=True)
    assert len(reports_in([folder])) == 5


def test_a_name_that_no_system_takes_is_told_as_any_other(tmp_path):
    (outcome,) = read_many([tmp_path / ("x" * 300 + ".txt")])
    assert outcome.intake is None
    assert outcome.error


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open every folder")
def test_a_folder_that_is_closed_is_told(folder):
    (folder / "下").chmod(0)
    outcomes = {one.path: one for one in read_many([folder])}
    (folder / "下").chmod(0o700)
    assert "cannot be opened" in outcomes[folder / "下"].error


def test_a_folder_that_cannot_be_looked_into_is_told(folder, monkeypatch):
    monkeypatch.setattr(many, "reports_in", lambda _paths: (folder,))
    (outcome,) = read_many([folder])
    assert "this folder cannot be opened" in outcome.error


def test_an_empty_folder_gives_nothing(tmp_path):
    assert [*read_many([tmp_path])] == []


# What becomes of them


def test_every_file_has_its_outcome_and_a_bad_one_stops_no_other(folder):
    outcomes = {one.path.name: one for one in read_many([folder], jobs=2)}
    assert sorted(outcomes) == sorted(["letter.txt", "乙.txt", "甲.TXT", "丁.txt", "丙.md"])
    assert [name for name, one in outcomes.items() if one.intake is None] == ["letter.txt"]
    assert "no report" in outcomes["letter.txt"].error
    good = outcomes["丁.txt"]
    assert good.error == ""
    assert good.intake.filing == take_in(good.path).filing


def test_the_files_own_views_are_kept_only_where_they_are_asked_for(folder):
    file = folder / "乙.txt"
    (without,), (with_them,) = read_many([file]), read_many([file], with_blocks=True)
    assert without.intake.blocks == ()
    assert with_them.intake.blocks == take_in(file).blocks
    assert with_them.intake == take_in(file)


def test_organization_and_year_hold_for_every_file_that_is_silent(folder):
    (folder / "乙.txt").write_text(REPORT.partition("\n")[2], encoding="utf-8")
    outcomes = read_many([folder / "乙.txt", folder / "甲.TXT"], organization="另一局", year=2021)
    found = {one.path.name: (one.intake.filing.draft.organization, one.intake.filing.draft.year) for one in outcomes}
    assert found == {"乙.txt": ("另一局", 2021), "甲.TXT": ("某局", 2020)}


def test_one_child_is_kept_when_all_is_read(folder):
    assert len([*read_many([folder], jobs=3)]) == 5
    assert len(apart._workers._waiting) == 1


# Cancelled


def test_nothing_is_read_once_it_is_cancelled(folder):
    assert [*read_many([folder], cancelled=lambda: True)] == []


def test_reading_stops_within_a_moment_though_a_file_hangs(folder, monkeypatch):
    rest()
    take_in_apart(folder / "乙.txt")
    (child,) = apart._workers._waiting
    os.kill(child.id, signal.SIGSTOP)
    stop = threading.Event()
    threading.Timer(0.5, stop.set).start()
    begun = time.monotonic()
    assert [*read_many([folder / "乙.txt"], cancelled=stop.is_set)] == []
    assert time.monotonic() - begun < 3


def test_a_caller_that_asks_for_no_more_leaves_nothing_running(folder, monkeypatch):
    asked = []

    def slow(path, *, cancelled, **_options):
        asked.append(path)
        while path.name != "letter.txt" and not cancelled():
            time.sleep(0.01)
        if cancelled():
            raise Cancelled(str(path))
        return take_in(path.with_name("乙.txt"))

    monkeypatch.setattr(many, "take_in_apart", slow)
    outcomes = read_many([folder], jobs=2)
    assert next(outcomes).path.name == "letter.txt"
    outcomes.close()
    assert 2 <= len(asked) <= 3
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("gongkai-reading")]


def test_few_outcomes_wait_for_a_caller_who_is_slow(tmp_path, monkeypatch):
    done = []
    monkeypatch.setattr(many, "take_in_apart", lambda path, **_options: done.append(path))
    outcomes = read_many([write(tmp_path / f"{number}.txt") for number in range(40)], jobs=2)
    assert isinstance(next(outcomes), Outcome)
    time.sleep(0.2)
    assert len(done) <= 5
    assert len([*outcomes]) == 39
