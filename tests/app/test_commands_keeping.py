"""The command line of backup, recovery, handing over and search."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.commands import main
from app.i18n import use_language
from app.settings import Settings, save_settings
from app.store import open_store

RECEIVED = "applications/received/applicant.natural_person"


@dataclass
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self) -> object:
        return json.loads(self.out)


Say = Callable[..., Said]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture
def store_file() -> Path:
    return Path(os.environ["GONGKAI_STORE"])


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def call(*argv: object) -> Said:
        code = main([str(one) for one in argv])
        return Said(code, *capsys.readouterr())

    return call


@pytest.fixture
def id(say: Say) -> str:
    return say("new", "--organization", "某局", "--year", "2023", "--json").json["id"]


@pytest.fixture
def elsewhere(tmp_path: Path) -> tuple[str, Path]:
    """The store of another computer, as an option."""
    return "--store", tmp_path / "elsewhere" / "gongkai.db"


# backup, backups


def test_a_backup_is_made_once_for_each_change(say: Say, id: str, store_file: Path) -> None:
    assert say("backups", "--json").json == []
    assert "no backup yet" in say("backups").out
    said = say("backup", "--json")
    assert said.code == 0
    assert list(said.json) == ["file", "made", "drafts", "bytes", "reason", "new", "second"]
    assert (said.json["drafts"], said.json["new"], said.json["second"]) == (1, True, "")
    assert Path(said.json["file"]).parent.parent == store_file.parent
    (listed,) = say("backups", "--json").json
    assert listed == {key: said.json[key] for key in ("file", "made", "drafts", "bytes", "reason")}
    assert said.json["file"] in say("backups").out


def test_a_backup_is_proved_and_is_a_store_that_opens(say: Say, id: str) -> None:
    assert "Backed up and proved: one draft, " in say("backup").out
    with open_store(Path(say("backups", "--json").json[0]["file"])) as copy:
        assert [one.id for one in copy.entries()] == [id]


def test_a_second_place_gets_a_copy_too(say: Say, id: str, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    said = say("backup", stick, "--json")
    assert (said.code, said.json["second"]) == (0, str(stick))
    assert len(list(stick.rglob("gongkai-*.db"))) == 1


def test_a_second_place_that_is_named_must_be_there(say: Say, id: str, tmp_path: Path) -> None:
    said = say("backup", tmp_path / "stick")
    assert said.code == 2
    assert "is not there" in said.err
    assert len(say("backups", "--json").json) == 1


def test_a_stick_chosen_once_that_is_not_there_now_is_only_told(
    say: Say, id: str, tmp_path: Path, store_file: Path
) -> None:
    save_settings(store_file, Settings(second_place=str(tmp_path / "stick")))
    said = say("backup", "--json")
    assert (said.code, said.json["new"], said.json["second"]) == (0, True, "")
    assert "is not there" in said.err


def test_where_nothing_is_there_is_nothing_to_back_up(say: Say, store_file: Path) -> None:
    said = say("backup")
    assert said.code == 2
    assert "nothing to back up yet" in said.err
    assert not store_file.exists()


# recover


def damage(store_file: Path) -> bytes:
    """Overwrites a page of the store; what it was."""
    content = store_file.read_bytes()
    size = int.from_bytes(content[16:18], "big")
    store_file.write_bytes(content[:size] + b"\xff" * size + content[2 * size :])
    return content


def test_a_whole_store_is_not_recovered(say: Say, id: str, store_file: Path) -> None:
    before = store_file.read_bytes()
    said = say("recover", "--json")
    assert (said.code, said.json["file"]) == (0, "")
    assert store_file.read_bytes() == before


def test_a_damaged_store_is_set_aside_and_what_can_be_read_is_there_again(say: Say, id: str, store_file: Path) -> None:
    say("set", id, RECEIVED, "3")
    damage(store_file)
    damaged = store_file.read_bytes()
    said = say("recover", "--json")
    assert said.code in (0, 1)
    assert said.code == bool(said.json["partial"] or said.json["lost"])
    assert Path(said.json["file"]).read_bytes() == damaged
    assert said.json["whole"] + said.json["partial"] == 1
    assert [one["id"] for one in say("list", "--json").json] == [id]


def test_a_backup_can_be_put_in_the_place_of_the_store(say: Say, id: str, store_file: Path) -> None:
    backup = say("backup", "--json").json["file"]
    say("set", id, RECEIVED, "3")
    said = say("recover", "--from", backup, "--json")
    assert said.code == 0
    assert say("show", id, "--json").json["values"] == {}
    with open_store(Path(said.json["file"])) as aside:
        assert aside.load(id).draft.values == {RECEIVED: "3"}


def test_a_file_in_which_nothing_can_be_read_is_left_as_it_is(say: Say, store_file: Path) -> None:
    store_file.parent.mkdir()
    store_file.write_text("x" * 5000)
    said = say("recover")
    assert said.code == 2
    assert store_file.read_text() == "x" * 5000
    assert list(store_file.parent.iterdir()) == [store_file]


def test_a_row_that_cannot_be_read_is_damage_too(say: Say, id: str, store_file: Path) -> None:
    import sqlite3

    with sqlite3.connect(store_file) as db:
        db.execute("update drafts set created = 'never'")
    db.close()
    said = say("recover", "--json")
    assert Path(said.json["file"]).exists()
    assert [one["id"] for one in say("list", "--json").json] == [id]


# handover, import


def test_drafts_go_to_another_computer_with_their_versions(
    say: Say, id: str, elsewhere: tuple, tmp_path: Path, store_file: Path
) -> None:
    other = say("new", "--organization", "别局", "--year", "2022", "--json").json["id"]
    say("state", id, "in_review", "--by", "李芳")
    file = tmp_path / "all.gongkai"
    said = say("handover", file, "--json")
    assert (said.code, said.json) == (0, {"file": str(file), "drafts": 2})
    (taken,) = say(*elsewhere, "import", file, "--json").json
    assert taken["file"] == str(file)
    assert [list(one) for one in taken["drafts"]] == [["id", "organization", "year", "relation", "left"]] * 2
    assert {one["id"]: (one["relation"], one["left"]) for one in taken["drafts"]} == {
        id: ("new", False),
        other: ("new", False),
    }
    for one in (id, other):
        assert say(*elsewhere, "show", one, "--json").json == say("show", one, "--json").json
        assert [v["made"] for v in say(*elsewhere, "versions", one, "--json").json] == [
            v["made"] for v in say("versions", one, "--json").json
        ]
    assert say(*elsewhere, "state", id, "--json").json == say("state", id, "--json").json


def test_one_draft_can_be_handed_over_alone(say: Say, id: str, elsewhere: tuple, tmp_path: Path) -> None:
    say("new", "--organization", "别局", "--year", "2022")
    file = tmp_path / "one.gongkai"
    assert "one draft with all its versions" in say("handover", file, id[:8]).out
    assert "new here, taken" in say(*elsewhere, "import", file).out
    assert [one["id"] for one in say(*elsewhere, "list", "--json").json] == [id]


@pytest.fixture
def parted(say: Say, id: str, elsewhere: tuple, tmp_path: Path) -> Path:
    """A file with a draft that was changed here and there since it was handed over."""
    file = tmp_path / "there.gongkai"
    say("handover", file, id)
    say(*elsewhere, "import", file)
    say("set", id, RECEIVED, "3")
    say(*elsewhere, "set", id, RECEIVED, "4")
    back = tmp_path / "back.gongkai"
    say(*elsewhere, "handover", back, id)
    return back


def test_a_conflict_is_told_and_nothing_of_it_is_taken(say: Say, id: str, parted: Path) -> None:
    said = say("import", parted, "--json")
    assert said.code == 1
    (one,) = said.json[0]["drafts"]
    assert (one["relation"], one["left"]) == ("conflict", True)
    assert say("show", id, "--json").json["values"] == {RECEIVED: "3"}
    words = say("import", parted)
    assert words.code == 1
    assert "changed here and there, not taken" in words.out
    assert "--conflict mine, theirs or both" in words.out


@pytest.mark.parametrize(("choice", "values"), [("mine", {("3",)}), ("theirs", {("4",)}), ("both", {("3",), ("4",)})])
def test_a_conflict_is_settled_as_the_clerk_says(say: Say, parted: Path, choice: str, values: set) -> None:
    said = say("import", parted, "--conflict", choice, "--json")
    assert (said.code, said.json[0]["drafts"][0]["left"]) == (0, False)
    ids = [one["id"] for one in say("list", "--json").json]
    assert {tuple(say("show", one, "--json").json["values"].values()) for one in ids} == values


def test_theirs_beside_a_locked_draft_is_told_as_both(say: Say, id: str, parted: Path) -> None:
    say("state", id, "final")
    assert "both are here now" in say("import", parted, "--conflict", "theirs").out
    assert len(say("list", "--json").json) == 2


def test_a_file_that_is_there_is_replaced_only_by_force(say: Say, id: str, tmp_path: Path) -> None:
    file = tmp_path / "a.gongkai"
    file.write_text("mine")
    said = say("handover", file)
    assert said.code == 2
    assert "--force" in said.err
    assert file.read_text() == "mine"
    assert say("handover", file, "--force").code == 0


def test_a_handover_has_a_name_of_its_own(say: Say, id: str, tmp_path: Path, store_file: Path) -> None:
    assert say("handover", tmp_path / "a.db").code == 2
    own = store_file.with_suffix(".gongkai")
    store_file.rename(own)
    said = say("--store", own, "handover", own, id, "--force")
    assert said.code == 2
    assert "another name" in said.err


def test_a_file_that_is_no_handover_is_told_and_stops_no_other(say: Say, id: str, tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.gongkai", tmp_path / "good.gongkai"
    bad.write_text("x" * 5000)
    say("handover", good)
    said = say("import", bad, good, tmp_path / "nowhere.gongkai", "--json")
    assert said.code == 2
    assert ["error" in one for one in said.json] == [True, False, True]
    assert said.json[1]["drafts"][0]["relation"] == "same"


# search


def test_words_are_found_in_every_year_also_short_ones(say: Say, id: str) -> None:
    old = say("new", "--organization", "某局", "--year", "2019", "--json").json["id"]
    say("set", id, "overview", "全年处理信访事项，编制年报。")
    say("set", old, "problems", "信访工作不足。")
    found = say("search", "信访", "--json").json
    assert [list(one) for one in found] == [["id", "address", "text", "start", "end", "organization", "year"]] * 2
    assert [(one["id"], one["address"], one["year"]) for one in found] == [
        (id, "overview", 2023),
        (old, "problems", 2019),
    ]
    assert {one["text"][one["start"] : one["end"]] for one in found} == {"信访"}
    words = say("search", "信访").out
    assert f"{id[:8]}  某局, report for 2023" in words
    assert "一、总体情况: 全年处理【信访】事项" in words


def test_several_words_stand_in_one_text(say: Say, id: str) -> None:
    say("set", id, "overview", "全年处理信访事项，编制年报。")
    assert len(say("search", "年报", "信访", "--json").json) == 1
    nothing = say("search", "年报", "复议", "--json")
    assert (nothing.code, nothing.json) == (0, [])
    assert "Not found" in say("search", "复议").out
