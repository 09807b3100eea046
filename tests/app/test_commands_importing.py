"""`gongkai import`: folders of reports, and a report taken into a draft that is there, whole or in part."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from app.commands import main
from app.draft import new_filing, with_values
from app.draft_file import write_draft
from app.entry import Reason
from app.store import open_store

OFFICE, YEAR = "清源县教育局", 2023
RECEIVED = "applications/received/applicant.natural_person"
RULES = "proactive/rules/issued"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "drafts.db"


class Said:
    """What a call printed, and its exit code."""

    def __init__(self, code: int, out: str, error: str) -> None:
        self.code, self.out, self.error = code, out, error

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def say(store: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    def call(*argv: object) -> Said:
        code = main(["--store", str(store), *map(str, argv)])
        return Said(code, *capsys.readouterr())

    return call


def report(path: Path, organization: str = OFFICE, **values: str) -> Path:
    filing = with_values(new_filing("disclosure", organization, YEAR), {RECEIVED: "12", RULES: "3", **values})
    path.parent.mkdir(exist_ok=True)
    path.write_text(write_draft(filing), encoding="utf-8")
    return path


@pytest.fixture
def draft(store: Path, say: Callable[..., Said]) -> str:
    (made,) = say("import", report(store.parent / "own.json", overview="第一段。"), "--json").json
    return made["id"]


def values(store: Path, id: str) -> dict[str, str]:
    opened = open_store(store)
    try:
        return dict(opened.load(id).draft.values)
    finally:
        opened.close()


def test_every_report_of_a_folder_becomes_a_draft_and_a_bad_one_stops_none(say, tmp_path):
    for name in ("a", "b"):
        report(tmp_path / "reports" / f"{name}.json", organization=f"{name}局")
    (tmp_path / "reports" / "bad.json").write_text("{", encoding="utf-8")
    said = say("import", tmp_path / "reports", "--json")
    assert [Path(one["file"]).name for one in said.json] == ["a.json", "b.json", "bad.json"]
    assert ["id" in one for one in said.json] == [True, True, False]
    assert said.code == 2
    assert len(say("list", "--json").json) == 2


def test_a_report_is_taken_into_a_draft_and_each_change_is_told(say, store, draft, tmp_path):
    file = report(tmp_path / "other" / "new.json", **{RECEIVED: "15", "overview": "第一段。\n第二段。"})
    said = say("import", file, "--into", draft, "--json")
    (told,) = said.json
    assert told["id"] == draft
    assert {(one["address"], one["old"], one["new"]) for one in told["taken"]} >= {(RECEIVED, "12", "15")}
    assert values(store, draft)[RECEIVED] == "15"
    assert values(store, draft)["overview"] == "第一段。\n第二段。"


def test_before_a_report_is_taken_into_a_draft_a_version_is_kept(say, store, draft, tmp_path):
    say("import", report(tmp_path / "other" / "new.json", **{RECEIVED: "15"}), "--into", draft)
    opened = open_store(store)
    version = opened.versions(draft)[0]
    assert (version.reason, "new.json" in version.name) == (Reason.IMPORT, True)
    assert opened.version(draft, version.number).values[RECEIVED] == "12"
    opened.close()


def test_only_the_parts_that_are_named_are_taken(say, store, draft, tmp_path):
    file = report(tmp_path / "other" / "new.json", **{RECEIVED: "15", RULES: "4"})
    say("import", file, "--into", draft, "--part", "proactive")
    assert (values(store, draft)[RECEIVED], values(store, draft)[RULES]) == ("12", "4")


def test_what_the_file_leaves_blank_stays_in_the_draft(say, store, draft, tmp_path):
    file = report(tmp_path / "other" / "new.json", **{RECEIVED: "", RULES: "4"})
    say("import", file, "--into", draft)
    assert (values(store, draft)[RECEIVED], values(store, draft)["overview"]) == ("12", "第一段。")


def test_a_second_file_and_a_part_without_a_draft_are_refused(say, store, draft, tmp_path):
    file = report(tmp_path / "other" / "new.json")
    for argv in (("import", file, file, "--into", draft), ("import", file, "--part", "proactive")):
        said = say(*argv)
        assert (said.code, bool(said.error)) == (2, True)


def test_the_same_report_taken_twice_changes_nothing(say, store, draft, tmp_path):
    file = report(tmp_path / "other" / "new.json", **{RECEIVED: "15"})
    say("import", file, "--into", draft)
    once = values(store, draft)
    (again,) = say("import", file, "--into", draft, "--json").json
    assert (again["taken"], values(store, draft)) == ([], once)
    assert json.dumps(again)


def test_another_offices_or_another_years_report_is_not_taken_into_a_draft_unless_it_is_asked_for(
    say, store, draft, tmp_path
):
    file = report(tmp_path / "other" / "new.json", organization="别局", **{RECEIVED: "15"})
    said = say("import", file, "--into", draft)
    assert (said.code, "别局" in said.error, values(store, draft)[RECEIVED]) == (2, True, "12")
    assert say("import", file, "--into", draft, "--force").code in (0, 1)
    assert values(store, draft)[RECEIVED] == "15"


@pytest.mark.parametrize(
    "part", ["表三", "三、收到和处理政府信息公开申请情况", "applications", "applications/received"]
)
def test_a_part_may_be_named_as_it_is_printed(say, store, draft, tmp_path, part):
    file = report(tmp_path / "other" / "new.json", **{RECEIVED: "15", RULES: "4"})
    say("import", file, "--into", draft, "--part", part)
    assert (values(store, draft)[RECEIVED], values(store, draft)[RULES]) == ("15", "3")


def test_a_part_that_is_none_is_refused_with_those_that_are(say, store, draft, tmp_path):
    file = report(tmp_path / "other" / "new.json", **{RECEIVED: "15"})
    said = say("import", file, "--into", draft, "--part", "表九")
    assert (said.code, "表九" in said.error, "applications" in said.error) == (2, True, True)
    assert values(store, draft)[RECEIVED] == "12"
