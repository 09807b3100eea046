"""The check of many reports at once, of whatever shape: one table, last year's found by itself, a page to pass on."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.apart import rest
from app.check import check
from app.commands import main
from app.commands import run as running
from app.confirm import confirm
from app.draft import Filing, new_filing, with_value, with_values
from app.draft_file import write_draft
from app.export import export
from app.i18n import use_language
from app.paths import samples
from app.store import open_store

RECEIVED = "applications/received/applicant.natural_person"
BROUGHT = "applications/brought_forward/applicant.natural_person"
FORWARD = "applications/carried_forward/applicant.natural_person"


@dataclass
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


Say = Callable[..., Said]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")
    rest()


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def call(*argv: object) -> Said:
        code = main([str(one) for one in argv])
        return Said(code, *capsys.readouterr())

    return call


@pytest.fixture
def sound() -> Filing:
    """The filled sample of a year: nothing must be mended."""
    path = next(path for path in samples() if path.stem == "2023")
    read = json.loads(path.read_text(encoding="utf-8"))
    return with_values(new_filing("disclosure", read["organization"], 2023), read["values"])


@pytest.fixture
def broken(sound: Filing) -> Filing:
    return with_value(sound, RECEIVED, str(int(sound.value(RECEIVED)) + 100))


def of(filing: Filing, organization: str, year: int = 2023) -> Filing:
    return with_values(new_filing("disclosure", organization, year), filing.draft.values)


def put(path: Path, filing: Filing) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".json":
        path.write_text(write_draft(filing), encoding="utf-8")
        return path
    return export(filing, path, copy="draft")


def codes(shape: dict) -> list[str]:
    return [finding["code"] for finding in shape["findings"]]


# Many


def test_a_folder_is_checked_and_a_file_that_cannot_be_read_is_a_row_of_its_own(
    say: Say, tmp_path: Path, sound: Filing, broken: Filing
) -> None:
    put(tmp_path / "in/a.docx", of(sound, "甲局"))
    put(tmp_path / "in/deep/b.json", of(broken, "乙局"))
    (tmp_path / "in/c.txt").write_text("这不是年度报告。", encoding="utf-8")
    said = say("check", tmp_path / "in")
    assert said.code == 2
    head, *rows = said.out.splitlines()[:4]
    assert head.split()[:2] == ["File", "Organization"]
    told = {Path(row.split()[0]).name: row for row in rows}
    assert "甲局" in told["a.docx"]
    assert "To be mended" in told["b.json"]
    assert "Could not be read" in told["c.txt"]
    assert "3 reports." in said.out
    assert "c.txt" in said.err
    assert said.out.index("3 reports.") < said.out.index("[must be mended]")


def test_the_exit_code_tells_the_gravest(say: Say, tmp_path: Path, sound: Filing, broken: Filing) -> None:
    fine, fault = (put(tmp_path / f"{name}.json", filing) for name, filing in (("a", sound), ("b", broken)))
    bad = tmp_path / "c.json"
    bad.write_text("{", encoding="utf-8")
    assert say("check", fine, fine).code == 0
    assert say("check", fine, fault).code == 1
    assert say("check", fine, fault, bad).code == 2
    assert say("check", bad).code == 2


def test_json_of_many_is_a_list_in_the_order_asked(say: Say, tmp_path: Path, sound: Filing, broken: Filing) -> None:
    files = [put(tmp_path / name, of(broken, name[0] * 2)) for name in ("乙.json", "甲.docx")]
    found = say("check", files[0], files[1], "zzzz", "--json").json
    assert [one["file"] for one in found] == [*map(str, files), "zzzz"]
    assert [one.get("organization") for one in found] == ["乙乙", "甲甲", None]
    assert all("applications.balance" in codes(one) for one in found[:2])
    assert "error" in found[2]


def test_files_and_drafts_may_be_mixed_and_a_file_comes_once(say: Say, tmp_path: Path, sound: Filing) -> None:
    with open_store(Path(os.environ["GONGKAI_STORE"])) as store:
        id = store.add(sound.draft)
    file = put(tmp_path / "in/a.json", sound)
    found = say("check", tmp_path / "in", id[:8], file, "--json").json
    assert [one["file"] for one in found] == [str(file), id[:8]]
    assert {one["verdict"] for one in found} == {"ready"}


def test_a_folder_without_reports_is_told(say: Say, tmp_path: Path) -> None:
    said = say("check", tmp_path)
    assert said.code == 2
    assert str(tmp_path) in said.err


def test_a_printed_report_is_not_asked_for_what_no_report_prints(say: Say, tmp_path: Path, sound: Filing) -> None:
    silent = with_value(sound, "cover/level", "")
    assert say("check", put(tmp_path / "a.json", silent), "--json").json["blanks"] == 1
    assert say("check", put(tmp_path / "a.docx", silent), "--json").json["blanks"] == 0


def test_reading_that_is_cancelled_tells_how_far_it_came(
    say: Say, tmp_path: Path, sound: Filing, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.commands import checks

    original = checks.outcomes
    monkeypatch.setattr(checks, "outcomes", lambda call, files, jobs: (original(call, files[:1], jobs=jobs)[0], False))
    files = [put(tmp_path / f"{name}.json", sound) for name in "ab"]
    said = say("check", *files)
    assert said.code == 2
    assert "1 of 2" in said.err


# Last year's report


def test_last_years_report_is_found_among_the_files(say: Say, tmp_path: Path, sound: Filing) -> None:
    this = put(tmp_path / "this.json", with_value(of(sound, "甲局"), BROUGHT, "0"))
    last = put(tmp_path / "last.docx", with_value(of(sound, "甲 局", 2022), FORWARD, "7"))
    other = put(tmp_path / "other.json", with_value(of(sound, "乙局", 2022), FORWARD, "9"))
    found = {Path(one["file"]).name: one for one in say("check", this, other, last, "--json").json}
    assert found["this.json"]["last"] == str(last)
    assert "applications.brought_forward" in codes(found["this.json"])
    assert "last" not in found["other.json"]
    assert "Compared with last year's report" in say("check", this, last).out


def test_of_two_files_for_last_year_the_fuller_one_is_taken(say: Say, tmp_path: Path, sound: Filing) -> None:
    this = put(tmp_path / "this.json", of(sound, "甲局"))
    poor = put(tmp_path / "a.json", with_value(of(sound, "甲局", 2022), "overview", ""))
    full = put(tmp_path / "b.json", of(sound, "甲局", 2022))
    found = say("check", this, poor, full, "--json").json
    assert found[0]["last"] == str(full)


def test_otherwise_last_years_report_is_the_librarys(say: Say, tmp_path: Path, sound: Filing) -> None:
    with open_store(Path(os.environ["GONGKAI_STORE"])) as store:
        store.add(with_value(of(sound, "甲局", 2022), FORWARD, "7").draft)
    files = [put(tmp_path / f"{name}.json", of(sound, f"{name}局")) for name in "甲乙"]
    first, second = say("check", *files, "--json").json
    assert "applications.brought_forward" in codes(first)
    assert first["last"]
    assert "last" not in second


def test_last_may_be_given_for_one_report_only(say: Say, tmp_path: Path, sound: Filing) -> None:
    file = put(tmp_path / "a.json", sound)
    last = put(tmp_path / "last.json", with_value(of(sound, sound.draft.organization, 2022), FORWARD, "77"))
    one = say("check", file, "--last", last, "--json").json
    assert "applications.brought_forward" in codes(one)
    said = say("check", file, file, tmp_path / "b.json", "--last", last)
    assert said.code == 2
    assert "--last" in said.err


def test_a_store_that_cannot_be_read_is_told_once(say: Say, tmp_path: Path, sound: Filing) -> None:
    store = Path(os.environ["GONGKAI_STORE"])
    store.parent.mkdir(exist_ok=True)
    store.write_text("x" * 5000)
    files = [put(tmp_path / f"{name}.json", sound) for name in "abc"]
    said = say("check", *files)
    assert said.code == 0
    assert said.err.count("Not compared with last year's report") == 1


# Confirmed


def test_a_confirmed_finding_is_shown_with_its_reason_and_does_not_count(
    say: Say, tmp_path: Path, sound: Filing
) -> None:
    doubted = with_value(sound, "overview", sound.value("overview") + "\n共有××件。")
    finding = next(one for one in check(doubted).findings if one.code == "text.unfilled")
    file = put(tmp_path / "a.json", confirm(doubted, finding, "已对照台账"))
    shape = say("check", file, "--json").json
    assert "text.unfilled" not in codes(shape)
    assert [(one["code"], one["reason"]) for one in shape["confirmed"]] == [("text.unfilled", "已对照台账")]
    assert "Reason: 已对照台账" in say("check", file).out


# The page


def test_a_page_is_written_with_a_part_for_each_report(say: Say, tmp_path: Path, broken: Filing) -> None:
    files = [put(tmp_path / f"{name}.json", of(broken, f"{name}局")) for name in "甲乙"]
    out = tmp_path / "out.html"
    said = say("check", *files, "--html", out)
    assert said.code == 1
    assert f"Written: {out}" in said.out
    assert "[must be mended]" not in said.out
    html = ElementTree.fromstring(out.read_text(encoding="utf-8").replace("<!DOCTYPE html>", ""))
    assert len(html.findall(".//section")) == 2
    assert say("check", files[0], "--html", tmp_path / "one.html").code == 1


@pytest.mark.parametrize("name", ["out.docx", "out"])
def test_a_page_is_never_written_under_another_kind_of_name(say: Say, tmp_path: Path, sound: Filing, name: str) -> None:
    said = say("check", put(tmp_path / "a.json", sound), "--html", tmp_path / name)
    assert said.code == 2
    assert ".html" in said.err
    assert not (tmp_path / name).exists()


def test_a_page_that_is_there_is_replaced_only_by_force(say: Say, tmp_path: Path, sound: Filing) -> None:
    file, out = put(tmp_path / "a.json", sound), tmp_path / "out.html"
    out.write_text("mine")
    assert say("check", file, "--html", out).code == 2
    assert out.read_text() == "mine"
    assert say("check", file, "--html", out, "--force").code == 0
    assert out.read_text() != "mine"


def test_a_folder_that_is_not_there_is_told_in_words(say: Say, tmp_path: Path, sound: Filing) -> None:
    said = say("check", put(tmp_path / "a.json", sound), "--html", tmp_path / "nowhere/out.html")
    assert said.code == 2
    assert "nowhere" in said.err
    assert "Traceback" not in said.err


# Real reports


def test_real_reports_are_checked_with_last_years_among_them(say: Say, corpus: Path) -> None:
    files = sorted(corpus.glob("pingtan_czj_*.html"))
    said = say("check", *files, corpus / "pingtan_gaj_2020_titleonly.txt", "--json")
    *read, unreadable = said.json
    assert "error" in unreadable
    assert [one["year"] for one in read] == [int(file.stem[-4:]) for file in files]
    assert [one.get("last") for one in read] == [None, *map(str, files[:-1])]
    errors = {(one["year"], find["code"]) for one in read for find in one["findings"] if find["severity"] == "error"}
    assert (2021, "other.required") in errors  # it has no sixth section
    assert {code for _year, code in errors} <= {"total.printed", "applications.balance", "other.required"}


def test_the_verb_is_the_one_that_is_called() -> None:
    from app.commands.checks import CHECK

    assert running.VERBS["check"] is CHECK
