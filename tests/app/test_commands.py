"""The command line: what a script reads, what a clerk reads, and the exit codes 0, 1 and 2."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from app.commands import VERBS, drafts, main, run
from app.commands.words import columns, findings_in_words, width
from app.draft import filing_of, new_filing, with_value, with_values
from app.figures import blanks
from app.finding import Finding
from app.form_file import editions
from app.i18n import use_language
from app.store import open_store
from ui.__main__ import WindowCall, has_screen, window_call

RECEIVED = "applications/received/applicant.natural_person"
FEES = "proactive/fees/amount"
FINDING_KEYS = [
    "code", "rule", "severity", "addresses", "message", "values", "difference", "source", "mend", "cause",
]  # fmt: skip


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
    """Where the drafts of this test are; nothing is there yet."""
    return Path(os.environ["GONGKAI_STORE"])


@pytest.fixture
def say(store_file: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    def call(*argv: object) -> Said:
        code = main([str(one) for one in argv])
        return Said(code, *capsys.readouterr())

    return call


@pytest.fixture
def id(say: Say) -> str:
    return say("new", "--organization", "某局", "--year", "2023", "--level", "department", "--json").json["id"]


def fill_balanced(say: Say, id: str) -> None:
    """Every required place of a 2021 draft, table 三 in balance, texts that nobody would ask about."""
    texts = {
        "overview": "一",
        "problems": "有的栏目更新不及时，已明确由办公室每月核对一次，缺少的信息已全部补齐。",
        "other": "本年度没有收取信息处理费。",
    }
    with open_store(Path(os.environ["GONGKAI_STORE"])) as store:
        entry = store.load(id)
        filing = filing_of(entry.draft)
        zeros = {address: "0" for address, cell in filing.form.cells.items() if not cell.is_total}
        store.save(id, entry.draft, with_values(filing, zeros | texts).draft)


# new, list, show


def test_a_new_draft_is_listed_and_shown(say: Say, id: str) -> None:
    (line,) = say("list", "--json").json
    assert {key: line[key] for key in ("id", "family", "edition", "organization", "year", "state", "filled")} == {
        "id": id,
        "family": "disclosure",
        "edition": "2021",
        "organization": "某局",
        "year": 2023,
        "state": "drafting",
        "filled": 1,
    }
    shown = say("show", id[:6], "--json")
    assert shown.code == 0
    assert {key: shown.json[key] for key in ("id", "edition", "values", "verdict", "findings")} == {
        "id": id,
        "edition": "2021",
        "values": {"cover/level": "department"},
        "verdict": "incomplete",
        "findings": [],
    }


def test_what_is_shown_has_all_the_promised_keys(say: Say, id: str) -> None:
    keys = {
        "id",
        "family",
        "edition",
        "organization",
        "year",
        "state",
        "values",
        "figures",
        "notes",
        "verdict",
        "findings",
    }
    assert keys <= say("show", id, "--json").json.keys()


def test_listing_makes_no_store(say: Say, store_file: Path) -> None:
    assert say("list", "--json").json == []
    assert "no draft yet" in say("list").out
    assert not store_file.parent.exists()


def test_the_store_may_be_named_before_the_verb(say: Say, tmp_path: Path, store_file: Path) -> None:
    other = tmp_path / "other.db"
    say("--store", other, "new", "--organization", "某局", "--year", "2023")
    assert other.exists()
    assert not store_file.exists()
    assert len(say("--store", other, "list", "--json").json) == 1


@pytest.mark.parametrize("level", ["county", "县级政府（汇总）"])
def test_the_kind_of_organization_is_taken_by_id_and_by_name(say: Say, level: str) -> None:
    id = say("new", "--organization", "某县", "--year", "2023", "--level", level, "--json").json["id"]
    assert say("show", id, "--json").json["values"] == {"cover/level": "county"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--organization", "某局", "--year", "2010"), "no edition of the form for 2010"),
        (("--organization", "某局", "--year", "二〇二三"), "not a year of four digits"),
        (("--organization", " ", "--year", "2023"), "organization is empty"),
        (("--organization", "某局", "--year", "2023", "--level", "zzz"), "“zzz” is no kind of organization"),
        (("--organization", "某局", "--year", "2023", "--family", "zzz"), "There is no form “zzz”"),
        (("--organization", "某局"), "missing: --year"),
    ],
)
def test_a_draft_that_cannot_be_made_is_told_and_not_made(
    say: Say, store_file: Path, arguments: tuple, told: str
) -> None:
    said = say("new", *arguments)
    assert said.code == 2
    assert told in said.err
    assert not store_file.exists()


def test_full_width_digits_make_a_year(say: Say) -> None:
    id = say("new", "--organization", "某局", "--year", "２０２３", "--json").json["id"]
    assert say("show", id, "--json").json["year"] == 2023


def test_totals_are_shown_as_figures_and_never_as_values(say: Say, id: str) -> None:
    say("set", id, RECEIVED, "3")
    say("set", id, FEES, "0.10")
    shown = say("show", id, "--json").json
    assert shown["figures"] == {"applications/received/applicant.total": "3"}
    assert shown["values"] == {"cover/level": "department", FEES: "0.10", RECEIVED: "3"}


def test_a_draft_is_shown_to_a_clerk_in_words(say: Say, id: str) -> None:
    say("set", id, "overview", "第一段\n第二段")
    say("set", id, RECEIVED, "3")
    out = say("show", id).out
    assert "政府部门" in out
    assert "  第一段\n  第二段" in out
    assert "3  Table 三 “一、本年新收政府信息公开申请数量”, 自然人" in out
    assert "problems" not in out
    assert RECEIVED.replace("natural_person", "organization.other") in say("show", id, "--all").out


# set


@pytest.mark.parametrize(("typed", "kept"), [("１２", "12"), ("1,234", "1234"), ("12件", "12"), ("0", "0")])
def test_a_value_is_kept_as_the_law_writes_it(say: Say, id: str, typed: str, kept: str) -> None:
    said = say("set", id, RECEIVED, typed, "--json")
    assert said.code == 0
    assert said.json == {"id": id, "address": RECEIVED, "value": kept, "findings": []}


@pytest.mark.parametrize("typed", ["一百", "-3", "3.5", "12人", "1,2,3"])
def test_what_is_no_number_is_kept_and_told(say: Say, id: str, typed: str) -> None:
    said = say("set", id, RECEIVED, typed, "--json")
    assert said.code == 1
    assert [finding["code"] for finding in said.json["findings"]] == ["number.invalid"]
    assert list(said.json["findings"][0]) == FINDING_KEYS
    assert say("show", id, "--json").json["values"][RECEIVED] == typed


def test_an_empty_text_clears_the_place(say: Say, id: str) -> None:
    say("set", id, RECEIVED, "3")
    assert say("set", id, RECEIVED, "").code == 0
    assert RECEIVED not in say("show", id, "--json").json["values"]


@pytest.mark.parametrize(
    "address", [RECEIVED.replace("received", "recieved"), "applications/results.total/applicant.total", "cover/year"]
)
def test_a_place_that_cannot_be_written_is_told(say: Say, id: str, address: str) -> None:
    said = say("set", id, address, "3", "--json")
    assert said.code == 2
    assert list(said.json) == ["error"]
    assert said.err.strip() == said.json["error"]


def test_a_misspelt_place_gets_a_hint(say: Say, id: str) -> None:
    assert f"did you mean “{RECEIVED}”" in say("set", id, RECEIVED.replace("received", "recieved"), "3").err


def test_a_value_that_breaks_the_balance_shows_that_finding_alone(say: Say, id: str) -> None:
    fill_balanced(say, id)
    said = say("set", id, RECEIVED, "4", "--json")
    assert said.code == 1
    own, total = said.json["findings"]
    assert (own["code"], own["values"], own["difference"], own["cause"]) == (
        "applications.balance",
        ["4", "0"],
        "4",
        "",
    )
    assert total["cause"] == f"applications.balance:{RECEIVED}"
    assert say("set", id, "applications/results.granted/applicant.natural_person", "4").code == 0


def test_two_commands_at_once_both_keep_their_change(say: Say, id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    original, others = drafts.with_value, iter([("problems", "别人的")])

    def interrupted(filing, address, text):
        for other in others:
            with open_store(Path(os.environ["GONGKAI_STORE"])) as store:
                store.save(id, filing.draft, original(filing, *other).draft)
        return original(filing, address, text)

    monkeypatch.setattr(drafts, "with_value", interrupted)
    assert say("set", id, "overview", "我的").code == 0
    values = say("show", id, "--json").json["values"]
    assert (values["overview"], values["problems"]) == ("我的", "别人的")


# check


def test_a_blank_report_cannot_be_filed(say: Say, id: str) -> None:
    unfilled = blanks(with_value(new_filing("disclosure", "某局", 2023), "cover/level", "department"))
    said = say("check", id, "--json")
    assert said.code == 1
    assert said.json == {"file": id, "verdict": "incomplete", "blanks": len(unfilled), "findings": []}


def test_a_report_that_is_filled_and_balanced_can_be_filed(say: Say, id: str) -> None:
    fill_balanced(say, id)
    said = say("check", id, "--json")
    assert (said.code, said.json["verdict"], said.json["findings"]) == (0, "ready", [])


def test_a_fault_in_a_filled_report_blocks_it(say: Say, id: str) -> None:
    fill_balanced(say, id)
    say("set", id, RECEIVED, "4")
    said = say("check", id, "--json")
    assert (said.code, said.json["verdict"]) == (1, "blocked")


def test_last_years_report_is_taken_from_the_store_or_given(say: Say, id: str) -> None:
    fill_balanced(say, id)
    last = say("new", "--organization", "某局", "--year", "2022", "--json").json["id"]
    forward = "applications/carried_forward/applicant.natural_person"
    say("set", last, forward, "2")
    said = say("check", id, "--json")
    codes = [finding["code"] for finding in said.json["findings"]]
    assert (said.code, said.json["verdict"], codes) == (0, "review", ["applications.brought_forward"])
    other = say("new", "--organization", "别局", "--year", "2022", "--json").json["id"]
    say("set", other, forward, "0")
    assert say("check", id, "--last", other, "--json").json["verdict"] == "ready"


def test_several_reports_are_checked_and_a_bad_one_stops_none(say: Say, id: str) -> None:
    said = say("check", id, "zzzz", id, "--json")
    assert said.code == 2
    assert [sorted(one) for one in said.json] == [
        ["blanks", "file", "findings", "verdict"],
        ["error", "file"],
        ["blanks", "file", "findings", "verdict"],
    ]
    assert "There is no draft “zzzz”" in said.err


def test_a_check_tells_a_clerk_where_what_and_how(say: Say, id: str) -> None:
    fill_balanced(say, id)
    say("set", id, RECEIVED, "4")
    say("set", id, FEES, "")
    out = say("check", id).out
    assert "1. [blank]" in out
    assert "2. [must be mended]" in out
    assert out.count("Follows from it: ") == 1
    assert "3." not in out
    assert "Place: Table 三 “一、本年新收政府信息公开申请数量”, 自然人" in out
    assert "applications/" not in out


# import and export


def written(path: Path, **changes: object) -> Path:
    """A JSON file of a report."""
    report = {"family": "disclosure", "organization": "某局", "year": 2023, "values": {RECEIVED: "3", FEES: "0.10"}}
    path.write_text(json.dumps({**report, **changes}), encoding="utf-8")
    return path


def test_a_file_becomes_a_new_draft_each_time(say: Say, tmp_path: Path) -> None:
    file = written(tmp_path / "report.json")
    first, second = (say("import", file, "--json") for _again in range(2))
    assert first.code == 0
    assert {"file", "id", "edition", "read", "findings"} <= first.json[0].keys()
    assert (first.json[0]["file"], first.json[0]["edition"]) == (str(file), "2021")
    assert first.json[0]["id"] != second.json[0]["id"]
    shown = say("show", first.json[0]["id"], "--json").json
    assert (shown["organization"], shown["values"]) == ("某局", {RECEIVED: "3", FEES: "0.10"})


def test_organization_and_year_are_used_where_the_file_is_silent(say: Say, tmp_path: Path) -> None:
    file = written(tmp_path / "report.json", organization="", year=None)
    (read,) = say("import", file, "--organization", "另一局", "--year", "2020", "--json").json
    shown = say("show", read["id"], "--json").json
    assert (shown["organization"], shown["year"], shown["edition"]) == ("另一局", 2020, "2019")


def test_a_bad_file_never_stops_the_others(say: Say, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("这不是年度报告。", encoding="utf-8")
    files = (written(tmp_path / "a.json"), bad, tmp_path / "nowhere.docx", written(tmp_path / "b.json"))
    said = say("import", *files, "--json")
    assert said.code == 2
    assert ["error" in one for one in said.json] == [False, True, True, False]
    assert [one["file"] for one in said.json] == [str(file) for file in files]
    assert len(said.err.splitlines()) == 2
    assert len(say("list", "--json").json) == 2


def test_a_damaged_report_of_2020_is_read_without_inventing_anything(say: Say, corpus: Path) -> None:
    file = corpus / "000_5b778f4f075da12c.txt"
    said = say("import", file, "--organization", "湛河区教育体育局", "--year", "2020", "--json")
    assert (said.code, said.json[0]["edition"]) == (0, "2019")
    done = child("show", said.json[0]["id"], "--json")
    shown = json.loads(done.stdout)
    values = shown["values"]
    assert (shown["organization"], shown["year"], shown["edition"]) == ("湛河区教育体育局", 2020, "2019")
    assert all(values[text] for text in ("preface", "overview", "problems", "other"))
    assert {a: v for a, v in values.items() if a.startswith("proactive/")} == {
        f"proactive/{row}/{column}": "0" for row in ("rules", "normative") for column in ("made", "disclosed", "total")
    }
    assert not [a for a in values if a.startswith(("applications/received/", "disputes/cases/review."))]
    assert "applications/results.total/applicant.total" in shown["figures"]
    assert shown["verdict"] == "incomplete"
    assert shown["findings"]


def test_a_file_is_shown_and_checked_like_a_draft_and_wins_over_an_id(
    say: Say, id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path / "report.json", values={RECEIVED: "12人"})
    shown = say("show", file, "--json").json
    assert (shown["id"], shown["state"], shown["values"]) == ("", "", {RECEIVED: "12人"})
    said = say("check", file, "--json")
    assert (said.code, said.json["file"]) == (1, str(file))
    assert [finding["code"] for finding in said.json["findings"]] == ["number.invalid"]
    monkeypatch.chdir(tmp_path)
    (tmp_path / id[:8]).write_text("这不是年度报告。", encoding="utf-8")
    assert say("show", id[:8]).code == 2
    assert say("show", id[:9]).code == 0


def test_a_file_is_checked_although_the_store_cannot_be_read(say: Say, tmp_path: Path, store_file: Path) -> None:
    store_file.parent.mkdir()
    store_file.write_text("x" * 5000)
    said = say("check", written(tmp_path / "report.json"), "--json")
    assert said.json["verdict"] == "incomplete"
    assert "Not compared with last year's report" in said.err


def test_an_exported_draft_comes_back_whole(say: Say, id: str, tmp_path: Path) -> None:
    say("set", id, FEES, "0.10")
    say("set", id, RECEIVED, "12人")
    out = tmp_path / "out.json"
    assert say("export", id, "-o", out, "--json").json == {"file": str(out), "copy": "filing"}
    (read,) = say("import", out, "--json").json
    before, after = (say("show", one, "--json").json for one in (id, read["id"]))
    assert {**before, "id": ""} == {**after, "id": ""}


def test_a_filing_copy_of_an_unfinished_report_is_refused(say: Say, id: str, tmp_path: Path) -> None:
    out = tmp_path / "out.docx"
    said = say("export", id, "-o", out, "--json")
    assert said.code == 1
    assert {"applications.required", "overview.required"} <= {one["code"] for one in said.json["findings"]}
    assert not out.exists()
    words = say("export", id, "-o", out)
    assert "一、总体情况" in words.out
    assert words.err


def test_a_working_copy_is_never_refused(say: Say, id: str, tmp_path: Path) -> None:
    for name, option in (("a.docx", ("--working-copy",)), ("b.docx", ("--copy", "draft"))):
        assert say("export", id, "-o", tmp_path / name, *option).code == 0
        assert (tmp_path / name).read_bytes().startswith(b"PK")


def test_a_file_that_is_there_is_replaced_only_by_force(say: Say, id: str, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("mine")
    assert say("export", id, "-o", out).code == 2
    assert out.read_text() == "mine"
    assert say("export", id, "-o", out, "--force").code == 0
    assert out.read_text() != "mine"


def test_last_years_report_may_be_a_file(say: Say, id: str, tmp_path: Path) -> None:
    fill_balanced(say, id)
    last = written(
        tmp_path / "last.json", year=2022, values={"applications/carried_forward/applicant.natural_person": "2"}
    )
    codes = [finding["code"] for finding in say("check", id, "--last", last, "--json").json["findings"]]
    assert codes == ["applications.brought_forward"]


# forms


def test_the_forms_are_listed_with_their_sections_and_addresses(say: Say) -> None:
    listed = say("forms", "--json").json
    assert [(one["family"], one["edition"], one["first_year"]) for one in listed] == [
        (form.family, form.edition, form.first_year) for form in editions()
    ]
    addresses = [address for section in listed[-1]["sections"] for address in section["addresses"]]
    assert RECEIVED in addresses
    assert "2021" in say("forms").out


# The call


@pytest.mark.parametrize("argv", [(), ("--json",), ("lst",), ("set",), ("list", "--nonsense"), ("export", "x")])
def test_a_call_that_makes_no_sense_is_told_with_its_usage(say: Say, argv: tuple) -> None:
    said = say(*argv)
    assert said.code == 2
    assert said.err
    assert bool(said.out) == ("--json" in argv)


def test_json_may_stand_before_the_verb_too(say: Say) -> None:
    assert say("--json", "list").json == say("list", "--json").json == []


@pytest.mark.parametrize("argv", [("-h",), ("--version",), *((verb, "-h") for verb in VERBS)])
def test_help_is_no_failure(say: Say, argv: tuple) -> None:
    said = say(*argv)
    assert said.code == 0
    assert said.out


def test_a_file_that_is_no_store_is_told_in_words_and_in_json(say: Say, store_file: Path) -> None:
    store_file.parent.mkdir()
    store_file.write_text("x" * 5000)
    said = say("list", "--json")
    assert said.code == 2
    assert "is not a store of this program" in said.err
    assert said.json == {"error": said.err.strip()}


@pytest.mark.expects_log
def test_a_fault_of_ours_is_no_finding(
    say: Say, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(call: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(run, "_answer", fail)
    assert say("list").code == 2
    assert "The program has a fault" in caplog.text


def test_a_closed_pipe_is_no_failure(store_file: Path) -> None:
    child = subprocess.Popen([sys.executable, "-m", "ui", "forms"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait(60) == 0


# Words


def test_chinese_columns_stand_under_each_other() -> None:
    lines = columns([("编号", "x"), ("abcdefg", "单位"), ("", "y")]).split("\n")
    assert lines == ["编号     x", "abcdefg  单位", "         y"]
    assert width("e\u0301中Ａ") == 5


def test_what_follows_from_a_finding_stands_below_it_and_has_no_number() -> None:
    def finding(code: str, address: str, cause: str = "") -> Finding:
        places = (address,) if address else ()
        return Finding(code=code, rule="", severity="warning", addresses=places, message=code, cause=cause)

    found = [
        finding("late", "overview"),
        finding("child", RECEIVED, "late:overview"),
        finding("whole", ""),
        finding("orphan", "cover/level", "gone"),
    ]
    words = findings_in_words(editions()[-1], found).split("\n")
    assert [line for line in words if "lace" not in line] == [
        "基本信息",
        "  1. [to be verified] orphan",
        "一、总体情况",
        "  2. [to be verified] late",
        "     Follows from it: child",
        "The report as a whole",
        "  3. [to be verified] whole",
    ]


# The program


def child(*argv: str, **environment: str) -> subprocess.CompletedProcess[str]:
    bare = {
        key: text for key, text in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    command = [sys.executable, "-m", "ui", *argv]
    return subprocess.run(
        command, env={**bare, **environment}, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a display is always there")
def test_without_a_screen_the_window_says_so_and_names_the_command_line(store_file: Path) -> None:
    done = child()
    assert done.returncode == 2
    assert "gongkai -h" in done.stderr
    assert "显示屏" in done.stderr


def test_without_qt_the_window_says_so_and_names_the_command_line() -> None:
    code = (
        "import sys; sys.modules['PySide6'] = None; sys.argv = ['gongkai']\n"
        "from ui.__main__ import main; sys.exit(main())"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert "PySide6-Essentials" in done.stderr
    assert "gongkai -h" in done.stderr


def test_without_a_verb_the_window_is_asked_for(store_file: Path) -> None:
    assert window_call([]) == WindowCall(store_file)
    assert window_call(["--store", "x.db"]) == window_call(["--store=x.db"]) == WindowCall(Path("x.db"))
    for argv in (["list"], ["--help"], ["--store", "x.db", "list"], ["--store"], ["no such.docx"]):
        assert window_call(argv) is None


def test_files_are_for_the_window_and_a_verb_wins_over_a_file(
    store_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = ["某局 2023.docx", "list", "-h", "报告"]
    for name in files:
        (tmp_path / name).touch()
    found = {name: str(tmp_path / name) for name in files}
    assert window_call(["某局 2023.docx"]) == WindowCall(store_file, (found["某局 2023.docx"],))
    assert window_call(["报告", found["list"]]) == WindowCall(store_file, (found["报告"], found["list"]))
    assert window_call([str(tmp_path)]) == WindowCall(store_file, (str(tmp_path),))  # all that a folder holds
    assert window_call(["--store", "x.db", "./list"]) == WindowCall(Path("x.db"), (found["list"],))
    for argv in (["list"], ["--store=x.db", "list"], ["-h"], ["报告", "no such.docx"], [""]):
        assert window_call(argv) is None


def test_a_screen_is_seen_by_its_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert not has_screen()
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert has_screen()
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setattr(sys, "platform", "win32")
    assert has_screen()


@pytest.mark.parametrize("argv", [("list",), ("forms",), ("-h",)])
def test_the_command_line_never_imports_qt_nor_the_document_libraries(store_file: Path, argv: tuple) -> None:
    code = (
        "import sys; sys.argv = ['gongkai', *sys.argv[1:]]\n"
        "from ui.__main__ import main; main()\n"
        "heavy = {'PySide6', 'docx', 'lxml', 'openpyxl', 'pdfplumber', 'rapidfuzz', 'sqlite_utils'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, *argv], capture_output=True, check=True)


def test_every_verb_does_its_work_where_qt_cannot_be_imported(id: str, tmp_path: Path) -> None:
    out, paper, sheet = (str(tmp_path / name) for name in ("out.json", "out.docx", "sheet.docx"))
    calls = [
        ["new", "--organization", "某局", "--year", "2022"],
        ["set", id, RECEIVED, "3"],
        ["show", id],
        ["check", id],
        ["export", id, "-o", out],
        ["export", id, "-o", paper, "--copy", "review"],
        ["read", out],
        ["import", out],
        ["list"],
        ["search", "某局"],
        ["carry", id],
        ["compare", id, out],
        ["years", "某局"],
        ["duties", "某局", "--year", "2090"],
        ["state", id, "in_review"],
        ["sign-off", id, sheet],
        ["versions", id],
        ["restore", id, "1"],
        ["delete", id],
        ["undelete", id],
        ["backup"],
        ["backups"],
        ["recover"],
        ["handover", str(tmp_path / "all.gongkai")],
        ["forms"],
        ["doctor"],
    ]
    assert {call[0] for call in calls} == VERBS.keys()
    code = (
        "import json, sys; sys.modules['PySide6'] = None\n"
        "from app.commands import main\n"
        "failed = [call for call in json.loads(sys.argv[1]) if main(call) and call != ['doctor']]  # fonts\n"
        "assert failed == [['check', sys.argv[2]]], failed"
    )
    done = subprocess.run([sys.executable, "-c", code, json.dumps(calls), id], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_a_misspelt_command_and_choice_are_told_without_brackets_of_the_program(say: Say) -> None:
    said = say("lst")
    assert "“lst” (did you mean “list”?)" in said.err
    assert "usage" not in said.err
    said = say("export", "x", "-o", "x.docx", "--copy", "final")
    assert "“final” is not one of: draft, review, filing" in said.err
    assert "'" not in said.err


def test_what_is_not_understood_is_told_with_the_usage_of_its_command(say: Say) -> None:
    assert "usage: gongkai list " in say("list", "--nonsense").err
    assert "usage: gongkai [" in say("--nonsense").err


def test_the_help_names_its_commands_once(say: Say) -> None:
    lines = say("-h").out.splitlines()
    assert not {"COMMAND", "命令"} & {line.strip() for line in lines}
    assert lines[lines.index("commands:") + 1].split()[0] == "new"


def test_a_second_draft_of_a_year_and_a_year_to_come_are_told_and_made(say: Say, id: str) -> None:
    assert "already" not in say("new", "--organization", "别局", "--year", "2023").out
    again = say("new", "--organization", "某局", "--year", "2023")
    assert (again.code, "for 2023 already" in again.out) == (0, True)
    later = date.today().year + 1
    assert f"The year {later} has not begun" in say("new", "--organization", "某局", "--year", later).out
    assert "has not begun" not in say("new", "--organization", "某局", "--year", later - 1).out
    assert len(say("list", "--json").json) == 5


@pytest.mark.parametrize("year", [2022, 2023])
def test_no_year_is_begun_from_a_later_one_or_itself(say: Say, id: str, year: int) -> None:
    said = say("new", "--from", id, "--year", year)
    assert said.code == 2
    assert f"about {year} cannot be begun from it" in said.err
    assert len(say("list", "--json").json) == 1
