"""A file taken in: by its kind, with what was read and what is doubtful; what cannot be read is refused in words."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.draft import Note, new_filing, with_notes, with_value
from app.draft_file import write_draft
from app.errors import NoEdition, NoIdentity, UnreadableDocument
from app.figures import figure
from app.i18n import use_language
from app.intake import take_in
from app.rules.notes import findings_of_notes

OFFICE = "湛河区教育体育局"
REPORT = """某局2020年政府信息公开工作年度报告
一、总体情况
第一段。
二、主动公开政府信息情况
第二十条第（一）项\t\t\t
信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量
规章\t0\t1\t2笔
"""


@pytest.fixture(autouse=True, scope="module")
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def places(filing, kind: str) -> list[str]:
    return [note.place for note in filing.draft.notes if note.kind == kind]


def test_a_report_is_read_with_how_much_of_it(report):
    intake = take_in(report)
    assert (intake.filing.draft.organization, intake.filing.draft.year, intake.edition) == ("某局", 2020, "2019")
    assert dict(intake.read) == {"values": 3, "cells": 166, "narratives": 1}
    assert intake.told == ()


def test_the_suffix_may_be_in_capitals(report):
    assert take_in(report.rename(report.with_suffix(".TXT"))).filing.draft.organization == "某局"


def test_what_stands_behind_a_number_is_told_at_its_cell(report):
    filing = take_in(report).filing
    assert filing.value("proactive/rules/total") == "2"
    assert "2笔" in next(n.text for n in filing.draft.notes if n.place == "proactive/rules/total")


def test_organization_and_year_are_used_where_the_file_is_silent(report):
    report.write_text(REPORT.partition("\n")[2], encoding="utf-8")
    filing = take_in(report, organization="另一局", year=2020).filing
    assert (filing.draft.organization, filing.draft.year) == ("另一局", 2020)
    assert not set(places(filing, "doubt")) & {"cover/organization", "cover/year"}


def test_the_file_wins_over_what_is_given_and_the_difference_is_told_with_both(report):
    filing = take_in(report, organization="另一局", year=2023).filing
    assert (filing.draft.organization, filing.draft.year) == ("某局", 2020)
    told = {note.place: note.text for note in filing.draft.notes if note.place.startswith("cover/")}
    assert all(word in told["cover/organization"] for word in ("某局", "另一局"))
    assert all(word in told["cover/year"] for word in ("2020", "2023"))


def test_what_is_given_and_what_the_file_says_may_differ_in_spaces(report):
    assert not [p for p in places(take_in(report, organization="某 局", year=2020).filing, "doubt") if "cover" in p]


@pytest.mark.parametrize(
    ("given", "asked"),
    [({}, "give both"), ({"year": 2020}, "give the organization"), ({"organization": "某局"}, "give the year")],
)
def test_a_file_of_nobody_says_what_to_give(report, given, asked):
    report.write_text(REPORT.partition("\n")[2], encoding="utf-8")
    with pytest.raises(NoIdentity, match=asked) as raised:
        take_in(report, **given)
    assert "--" not in str(raised.value)  # the window says it too


def test_a_json_draft_is_read_and_its_difference_told(tmp_path):
    path = tmp_path / "draft.json"
    filing = with_value(new_filing("disclosure", OFFICE, 2020), "other", "无")
    path.write_text(write_draft(filing), encoding="utf-8")
    assert take_in(path).filing == filing
    assert places(take_in(path, organization="另一局").filing, "doubt") == ["cover/organization"]


def test_a_json_draft_keeps_its_notes(tmp_path):
    path = tmp_path / "draft.json"
    filing = with_notes(new_filing("disclosure", OFFICE, 2020), [Note("doubt", "other", "请核对")])
    path.write_text(write_draft(filing), encoding="utf-8")
    assert take_in(path).filing.draft.notes == filing.draft.notes


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("report.exe", b"x", r"\.txt, \.md, .*\.json"),
        ("report", b"x", "files of this kind"),
        ("empty.txt", b"", "empty"),
        ("empty.json", b"", "empty"),
        ("word.txt", b"PK\x03\x04\x00\x00", "no text file"),
        ("blank.txt", b"\n \n", "no report"),
        ("letter.txt", "今天天气很好。\n".encode(), "no report"),
        ("letter.md", "# 通知\n".encode(), "no report"),
        ("half.json", b"{", "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_in_its_own_words(tmp_path, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableDocument, match=words) as refused:
        take_in(path)
    assert str(path) in str(refused.value)


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path):
    with pytest.raises(UnreadableDocument, match="no such file"):
        take_in(tmp_path / "gone.txt")
    with pytest.raises(UnreadableDocument, match="folder"):
        take_in(tmp_path)


def test_a_year_without_an_edition_is_told(report):
    report.write_text(REPORT.replace("2020", "2015"), encoding="utf-8")
    with pytest.raises(NoEdition, match="2015"):
        take_in(report)


def test_libraries_load_only_when_a_file_is_read():
    code = (
        "import sys, app.intake, app.match, app.readers, app.draft_file;"
        "print([m for m in ('rapidfuzz', 'lxml', 'docx', 'babel.numbers') if m in sys.modules])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert shown.stdout.strip() == "[]"


# The damaged report.


@pytest.fixture(scope="module")
def damaged(corpus: Path):
    return take_in(corpus / "000_5b778f4f075da12c.txt", organization=OFFICE, year=2020)


LEAVES = [
    "natural_person",
    "organization.business",
    "organization.research",
    "organization.public_benefit",
    "organization.legal_service",
    "organization.other",
]
ROWS = [
    *(
        f"results.refused.{row}"
        for row in ("internal_affairs", "deliberative", "enforcement_file", "administrative_inquiry")
    ),
    *(f"results.unavailable.{row}" for row in ("not_held", "not_existing", "unclear")),
    *(f"results.declined.{row}" for row in ("petition", "repeated", "publication", "excessive", "confirmation")),
    "results.other",
    "carried_forward",
]


def test_of_the_damaged_report_exactly_the_sure_numbers_are_read(damaged):
    filing = damaged.filing
    expected = {
        f"proactive/{row}/{column}" for row in ("rules", "normative") for column in ("made", "disclosed", "total")
    }
    expected |= {f"applications/{row}/applicant.{leaf}" for row in ROWS for leaf in LEAVES}
    expected |= {
        f"disputes/cases/litigation.{block}.{leaf}"
        for block in ("direct", "after_review")
        for leaf in ("upheld", "corrected", "other", "pending")
    }
    assert {a: t for a, t in filing.draft.values.items() if a in filing.form.cells} == dict.fromkeys(expected, "0")
    assert figure(filing, "applications/results.total/applicant.total") == 0
    assert figure(filing, "disputes/cases/review.total") is None
    assert (damaged.edition, filing.form.edition, damaged.told) == ("2019", "2019", ())
    assert dict(damaged.read) == {"values": 98, "cells": 166, "narratives": 4}


def test_of_the_damaged_report_the_narratives_are_whole(damaged, corpus):
    lines = (corpus / "000_5b778f4f075da12c.txt").read_text(encoding="utf-8").split("\n")

    def stretch(first: int, last: int) -> str:
        return "\n".join(line for line in lines[first - 1 : last] if line)

    value = damaged.filing.value
    assert value("preface") == stretch(7, 7)
    assert value("overview") == stretch(11, 27)
    assert value("overview").startswith("2020 年，区教体局")
    assert value("problems") == stretch(64, 70)
    assert value("other") == "无"
    assert not value("cover/title")
    assert (damaged.filing.draft.organization, damaged.filing.draft.year) == (OFFICE, 2020)


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("proactive/licensing", ["（五）", "行政许可", "其他对外管理服务事项"]),
        ("proactive/penalty", ["（六）", "行政处罚", "行政强制"]),
        ("proactive/fees", ["（八）", "行政事业性收费"]),
        ("proactive/procurement", ["（九）", "政府集中采购"]),
        ("applications", ["三、收到和处理政府信息公开申请情况"]),
        ("applications/received", ["一、本年新收政府信息公开申请数量", "3.危及"]),
        ("applications/results.refused.third_party", ["4.保护第三方合法权益", "益"]),
        ("applications/results.refused.internal_affairs", ["head"]),
        ("applications/results.other", ["（六）其他处理", "8", "7"]),
        ("applications/results.total", ["（七）总计", "8", "7"]),
        ("disputes/cases", ["16", "5", "15"]),
    ],
)
def test_of_the_damaged_report_each_gap_is_told(damaged, place, words):
    (note,) = (note for note in damaged.filing.draft.notes if note.place == place)
    assert note.kind == "doubt"
    assert "line" in note.text or "part" in note.text
    assert [word for word in words if word not in note.text] == []


def test_of_the_damaged_report_nothing_else_is_doubted(damaged):
    assert len(damaged.filing.draft.notes) == 11
    findings = findings_of_notes(damaged.filing)
    assert [finding.code for finding in findings] == ["read.doubt"] * 11


def test_a_page_of_the_title_alone_says_that_no_table_was_found(corpus):
    with pytest.raises(UnreadableDocument, match="no section and no table"):
        take_in(corpus / "pingtan_gaj_2020_titleonly.txt")


def test_the_published_json_and_the_text_of_a_report_give_the_same_numbers(corpus):
    text = take_in(corpus / "derived" / "huaian_2024_tabs.txt")
    data = take_in(corpus / "expected" / "huaian_2024.json")
    cells = text.filing.form.cells
    assert {a: t for a, t in text.filing.draft.values.items() if a in cells} == dict(data.filing.draft.values)
    assert json.loads(write_draft(text.filing))["organization"] == data.filing.draft.organization
