"""The command line of versions, states, the sign-off sheet, the recycle bin, and of a year begun from the last."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import checklist
from app.blocks import Table
from app.commands import VERBS, main
from app.commands.parser import straight
from app.draft import filing_of
from app.draft_file import read_draft
from app.entry import Reason, State
from app.i18n import use_language
from app.paths import samples
from app.sign_off import short_checksum
from app.store import open_store
from app.store.store import Store
from app.writers.docx.read_back import read_back

RECEIVED = "applications/received/applicant.natural_person"
FORWARD = "applications/carried_forward/applicant.natural_person"
BROUGHT = "applications/brought_forward/applicant.natural_person"


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
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def call(*argv: object) -> Said:
        code = main([str(one) for one in argv])
        return Said(code, *capsys.readouterr())

    return call


@pytest.fixture
def id(say: Say) -> str:
    return say("new", "--organization", "某局", "--year", "2023", "--level", "department", "--json").json["id"]


@pytest.fixture
def stored() -> Iterator[Store]:
    with open_store(Path(os.environ["GONGKAI_STORE"])) as store:
        yield store


@pytest.fixture
def sample(say: Say) -> str:
    """The made-up report, complete and ready."""
    return say("import", samples()[-1], "--json").json[0]["id"]


def kept(store: Store, id: str) -> list[tuple[Reason, str]]:
    return [(one.reason, one.name) for one in store.versions(id)]


# versions, restore


def test_the_versions_of_a_draft_are_listed_newest_first(say: Say, id: str, stored: Store) -> None:
    assert say("versions", id, "--json").json == []
    assert "No version" in say("versions", id).out
    first = stored.keep_version(id, Reason.EXPORT, "第一次")
    say("set", id, RECEIVED, "3")
    second = stored.keep_version(id, Reason.BULK, "第二次")
    listed = say("versions", id[:6], "--json")
    assert listed.code == 0
    assert [list(one) for one in listed.json] == [["number", "made", "reason", "name", "filled"]] * 2
    assert [(one["number"], one["reason"], one["name"], one["filled"]) for one in listed.json] == [
        (second.number, "bulk", "第二次", 2),
        (first.number, "export", "第一次", 1),
    ]
    words = say("versions", id).out
    assert "某局, report for 2023" in words
    assert words.index("第二次") < words.index("第一次")


def test_going_back_keeps_what_was_there_and_says_under_which_number(say: Say, id: str, stored: Store) -> None:
    say("set", id, RECEIVED, "3")
    number = stored.keep_version(id, Reason.BULK, "甲").number
    say("set", id, RECEIVED, "4")
    said = say("restore", id, number, "--json")
    assert (said.code, said.json["id"], said.json["number"]) == (0, id, number)
    assert say("show", id, "--json").json["values"][RECEIVED] == "3"
    back = say("restore", id, said.json["before"])
    assert f"version {said.json['before']}" in back.out
    assert say("show", id, "--json").json["values"][RECEIVED] == "4"


def test_going_back_to_where_one_is_changes_nothing(say: Say, id: str, stored: Store) -> None:
    number = stored.keep_version(id, Reason.BULK, "甲").number
    said = say("restore", id, number, "--json")
    assert (said.code, said.json["before"]) == (0, 0)
    assert len(stored.versions(id)) == 1


@pytest.mark.parametrize(("number", "told"), [("99", "has no version 99"), ("x", "“x” is no number")])
def test_a_version_that_is_not_there_is_told(say: Say, id: str, number: str, told: str) -> None:
    said = say("restore", id, number)
    assert said.code == 2
    assert told in said.err


# state


def test_a_draft_goes_its_way_with_names_and_remarks(say: Say, id: str) -> None:
    for state, by, remark in (("in_review", "李芳", ""), ("final", "张建国", "同意。"), ("filed", "", "")):
        said = say("state", id, state, "--by", by, "--remark", remark, "--json")
        assert (said.code, said.json["state"]) == (0, state)
    history = say("state", id, "--json").json["history"]
    assert [list(one) for one in history] == [["at", "state", "by", "remark"]] * 4
    assert [(one["state"], one["by"], one["remark"]) for one in history] == [
        ("drafting", "", ""),
        ("in_review", "李芳", ""),
        ("final", "张建国", "同意。"),
        ("filed", "", ""),
    ]
    words = say("state", id).out
    assert "The draft is filed now." in words
    assert "张建国  同意。" in words


def test_a_state_may_be_given_in_words_and_the_verdict_is_told_but_forbids_nothing(say: Say, id: str) -> None:
    said = say("state", id, "in review")
    assert said.code == 0
    assert "places still blank" in said.out


def test_from_final_on_a_draft_is_locked_until_it_is_reopened(say: Say, id: str) -> None:
    say("state", id, "final", "--by", "张建国")
    said = say("set", id, RECEIVED, "3")
    assert said.code == 2
    assert "locked" in said.err
    assert say("state", id, "drafting", "--remark", "退回修改").code == 0
    assert say("set", id, RECEIVED, "3").code == 0
    assert [one["state"] for one in say("state", id, "--json").json["history"]] == ["drafting", "final", "drafting"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("ready",), "“ready” is no state. Known are: drafting"),
        (("drafting",), "already drafting"),
        (("--by", "李芳"), "belongs to a state"),
    ],
)
def test_a_state_that_makes_no_sense_is_told(say: Say, id: str, arguments: tuple, told: str) -> None:
    said = say("state", id, *arguments)
    assert said.code == 2
    assert told in said.err


# sign-off


def test_the_sign_off_sheet_bears_a_version_that_can_be_gone_back_to(
    say: Say, sample: str, stored: Store, tmp_path: Path
) -> None:
    say("state", sample, "in_review", "--by", "李芳")
    out = tmp_path / "审签单.docx"
    said = say("sign-off", sample, out, "--json")
    assert said.code == 0
    assert (said.json["file"], said.json["id"]) == (str(out), sample)
    newest = stored.versions(sample)[0]
    assert (newest.number, newest.reason) == (said.json["version"], Reason.EXPORT)
    assert said.json["checksum"] == short_checksum(filing_of(stored.version(sample, newest.number)))
    texts = [c.text for one in read_back(out.read_bytes()) if isinstance(one, Table) for c in one.cells]
    words = checklist.load("disclosure").words
    assert words.copies["in_review"] + words.version.format(version=newest.number) in texts
    assert {said.json["checksum"], "李芳"} <= set(texts)


def test_a_sheet_that_is_there_is_replaced_only_by_force(say: Say, id: str, tmp_path: Path) -> None:
    out = tmp_path / "a.docx"
    out.write_text("mine")
    said = say("sign-off", id, out)
    assert said.code == 2
    assert "--force" in said.err
    assert out.read_text() == "mine"
    assert say("sign-off", id, out, "--force").code == 0
    assert out.read_bytes().startswith(b"PK")


def test_a_sheet_of_a_draft_that_is_not_there_is_told(say: Say, tmp_path: Path) -> None:
    assert say("sign-off", "zzzz", tmp_path / "a.docx").code == 2


# delete, undelete


def test_a_deleted_draft_lies_in_the_bin_and_comes_back_whole(say: Say, id: str) -> None:
    say("set", id, RECEIVED, "3")
    before = say("show", id, "--json").json
    said = say("delete", id[:8], "--json")
    assert (said.code, said.json) == (0, {"id": id})
    assert say("list", "--json").json == []
    (line,) = say("list", "--deleted", "--json").json
    assert (line["id"], line["filled"]) == (id, 2)
    assert line["deleted"]
    assert "某局" in say("list", "--deleted").out
    assert say("undelete", id[:8]).code == 0
    assert say("show", id, "--json").json == before
    assert say("list", "--deleted", "--json").json == []
    assert "recycle bin is empty" in say("list", "--deleted").out


def test_what_is_deleted_is_not_changed_and_what_is_not_is_not_put_back(say: Say, id: str) -> None:
    assert say("undelete", id).code == 2
    assert "undelete" in say("delete", id).out
    for call in (("delete", id), ("set", id, RECEIVED, "3"), ("state", id, "final")):
        said = say(*call)
        assert said.code == 2
        assert "recycle bin" in said.err


# new --from, carry


def test_a_year_is_begun_from_the_last(say: Say, sample: str, stored: Store) -> None:
    said = say("new", "--from", sample, "--json")
    assert said.code == 0
    begun, last = (stored.load(one).draft for one in (said.json["id"], sample))
    assert (begun.organization, begun.year) == (last.organization, last.year + 1)
    assert begun.values[BROUGHT] == last.values[FORWARD]
    assert BROUGHT in said.json["carried"]
    assert [reason for reason, _name in kept(stored, said.json["id"])] == [Reason.CARRY]


def test_a_year_is_begun_from_a_file_of_another_edition_for_another_name(say: Say, stored: Store) -> None:
    said = say(
        "new", "--from", samples()[0], "--year", "2021", "--organization", "新局", "--level", "township", "--json"
    )
    begun = stored.load(said.json["id"]).draft
    assert (begun.organization, begun.year) == ("新局", 2021)
    assert begun.values["cover/level"] == "township"
    assert begun.values[BROUGHT] == read_draft(samples()[0])[0].draft.values[FORWARD]


def test_what_is_taken_over_is_told_place_by_place(say: Say, sample: str) -> None:
    out = say("new", "--from", sample).out
    assert "“二、上年结转政府信息公开申请数量”, 自然人: " in out
    assert "to be checked" in out


def test_a_draft_begun_from_nothing_has_no_version(say: Say, id: str, stored: Store) -> None:
    assert stored.versions(id) == ()
    assert say("new", "--organization", "某局", "--year", "2022", "--json").json["carried"] == []


def test_last_years_report_of_the_store_is_taken_over_once(say: Say, id: str, stored: Store) -> None:
    last = say("new", "--organization", "某局", "--year", "2022", "--json").json["id"]
    say("set", last, FORWARD, "2")
    said = say("carry", id, "--json")
    assert said.code == 0
    assert said.json["last"] == {"organization": "某局", "year": 2022}
    assert {one["address"]: one["value"] for one in said.json["carried"]} == {BROUGHT: "2"}
    assert say("show", id, "--json").json["values"][BROUGHT] == "2"
    assert kept(stored, id)[0][0] is Reason.CARRY
    before = stored.version(id, stored.versions(id)[0].number)
    assert BROUGHT not in before.values
    again = say("carry", id, "--json")
    assert (again.code, again.json["carried"]) == (0, [])
    assert "Nothing was taken over" in say("carry", id).out


def test_what_is_taken_over_may_come_from_a_file(say: Say, sample: str, tmp_path: Path) -> None:
    this = say("new", "--organization", "清源县教育局", "--year", "2023", "--json").json["id"]
    said = say("carry", this, "--from", samples()[-2])
    assert said.code == 0
    assert "Taken over: " in said.out


def test_without_a_report_of_last_year_nothing_is_taken_over(say: Say, id: str, stored: Store) -> None:
    said = say("carry", id)
    assert said.code == 2
    assert "no report of 某局 for 2022" in said.err
    assert stored.versions(id) == ()


# Restore points of import and export


def test_what_is_read_and_what_is_exported_can_be_gone_back_to(
    say: Say, sample: str, stored: Store, tmp_path: Path
) -> None:
    copies = {
        "a.docx": (("--copy", "draft"), "before a draft copy was exported"),
        "b.docx": (("--copy", "review"), "before the review copy was exported"),
        "c.docx": ((), "before the filing copy was exported"),
        "d.json": ((), "before the data was exported"),
    }
    for name, (options, _told) in copies.items():
        assert say("export", sample, "-o", tmp_path / name, *options).code == 0
    assert kept(stored, sample)[::-1] == [
        (Reason.IMPORT, f"as read from {samples()[-1].name}"),
        *((Reason.EXPORT, told) for _options, told in copies.values()),
    ]


def test_a_refused_export_keeps_no_version(say: Say, id: str, stored: Store, tmp_path: Path) -> None:
    assert say("export", id, "-o", tmp_path / "a.docx").code == 1
    assert stored.versions(id) == ()


def test_a_store_that_takes_no_version_keeps_nobody_from_exporting(
    say: Say, id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.errors import StoreError

    def refuse(*_arguments: object) -> None:
        raise StoreError("read-only")

    monkeypatch.setattr(Store, "keep_version", refuse)
    for call in (("export", id, "-o", tmp_path / "a.json"), ("sign-off", id, tmp_path / "a.docx")):
        said = say(*call)
        assert said.code == 0
        assert "No version was kept: read-only" in said.err


# Help


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_a_verb_names_its_values_in_chinese(say: Say, verb: str) -> None:
    use_language("zh_CN")
    usage = say(verb, "-h").out.partition("\n\n")[0]
    words = {word.strip("[]().…|,") for word in usage.replace("|", " ").split()}
    assert {word for word in words if word.isupper() and word.isascii()} == set()


def test_what_is_explained_stands_in_one_column_also_behind_chinese_names() -> None:
    told = straight("选项:\n  -h       help\n  --年 年度  first\n           second\n")
    assert told.split("\n") == ["选项:", "  -h         help", "  --年 年度  first", "             second", ""]
    assert straight("选项:\n\n说明") == "选项:\n\n说明"


def test_every_state_has_a_word_of_its_own(say: Say, id: str) -> None:
    assert all(f"{state.value} " in say("state", id, "nonsense").err for state in State)
