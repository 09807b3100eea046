"""The page of a check: whole in one file, without script, to be read aloud and printed; what it says of each report."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app.check_report import ReportChecked, overview, page, report_checked, summary
from app.confirm import confirm
from app.draft import Filing, Note, new_filing, with_notes, with_value, with_values
from app.finding import VerdictState
from app.i18n import use_language
from app.paths import samples

RECEIVED = "applications/received/applicant.natural_person"
NOW = datetime(2026, 1, 20, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture
def sound() -> Filing:
    """The filled sample of a year: nothing must be mended."""
    path = next(path for path in samples() if path.stem == "2023")
    read = json.loads(path.read_text(encoding="utf-8"))
    return with_values(new_filing("disclosure", read["organization"], 2023), read["values"])


@pytest.fixture
def broken(sound: Filing) -> Filing:
    """The same with one number wrong, so that the balance breaks by 100."""
    return with_value(sound, RECEIVED, str(int(sound.value(RECEIVED)) + 100))


def parsed(*reports: ReportChecked) -> ElementTree.Element:
    return ElementTree.fromstring(page(reports, NOW).replace("<!DOCTYPE html>", ""))


def texts(node: ElementTree.Element, path: str) -> list[str]:
    return ["".join(found.itertext()) for found in node.findall(path)]


def test_the_page_is_whole_in_itself_and_has_no_script(broken: Filing) -> None:
    text = page([report_checked("a.docx", broken)], NOW)
    assert not re.search(r"<script|<link|<img|@import|url\(|\bsrc=|\bon[a-z]+=|https?:", text)
    assert {one.get("href") for one in parsed(report_checked("a.docx", broken)).iter("a")} == {"#report-1", "#"}


def test_the_page_can_be_read_aloud(broken: Filing) -> None:
    html = parsed(report_checked("a.docx", broken), ReportChecked(given="b.pdf", error="扫描件无法识别"))
    assert html.get("lang") == "en"
    assert len(html.findall(".//h1")) == 1
    assert texts(html, ".//h2") == [f"{broken.draft.organization}, report for 2023", "b.pdf"]
    for table in html.iter("table"):
        assert table.find("caption") is not None
        assert {head.get("scope") for head in table.iter("th")} == {"col", "row"}
    ids = [one.get("id") for one in html.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert {section.get("aria-labelledby") for section in html.iter("section")} <= set(ids)


def test_the_page_names_its_language(sound: Filing) -> None:
    use_language("zh_CN")
    assert parsed(report_checked("a.docx", sound)).get("lang") == "zh-CN"


def test_a_finding_tells_where_both_numbers_why_and_how(broken: Filing) -> None:
    html = parsed(report_checked("a.docx", broken))
    (finding,) = [one for one in html.iter("li") if "第一项加第二项之和" in "".join(one.itertext())]
    told = dict(zip(texts(finding, ".//dt"), texts(finding, ".//dd"), strict=True))
    assert "自然人" in told["Where"]
    left, right = re.findall(r"\d+", told["Numbers"])
    assert int(left) - int(right) == 100 == int(told["Differs by"])
    assert broken.value(RECEIVED) in told["Where"]
    assert told["Why"]
    assert told["How to mend"]
    assert told["What follows"]


def test_several_places_of_one_cause_are_a_table(sound: Filing) -> None:
    row = "applications/received/applicant.organization."
    wrong = with_values(sound, {f"{row}{who}": "777" for who in ("business", "research")})
    html = parsed(report_checked("a.docx", wrong))
    (table,) = html.findall(".//li/table")
    assert len(table.findall("tbody/tr")) == 2
    assert all(re.fullmatch(r"777 against \d+", cell.text or "") for cell in table.findall("tbody/tr/td[1]"))


def test_nothing_that_a_report_says_becomes_markup(sound: Filing) -> None:
    evil = "<script>alert(1)</script>&amp;\"'"
    told = with_notes(with_value(sound, "cover/organization", evil), [Note("unplaced", "", f"无处可放\n{evil}")])
    bad = ReportChecked(given=evil, error=evil)
    text = page([report_checked(evil, told, told=(evil,), compared=evil), bad], NOW)
    assert "<script" not in text
    assert ElementTree.fromstring(text.replace("<!DOCTYPE html>", "")) is not None


def test_a_confirmed_finding_stands_apart_with_its_reason(broken: Filing) -> None:
    doubted = with_value(broken, "overview", broken.value("overview") + "\n共有××件。")
    finding = next(one for one in report_checked("", doubted).checked.findings if one.code == "text.unfilled")
    report = report_checked("a.docx", confirm(doubted, finding, "已对照台账"))
    html = parsed(report)
    assert "Confirmed" in texts(html, ".//h3")
    assert "Reason: 已对照台账" in texts(html, ".//li/p")
    before = report_checked("a.docx", doubted).verdict
    assert before is not None
    assert report.verdict is not None
    assert report.verdict.warnings == before.warnings - 1


def test_the_table_tells_the_verdict_the_counts_and_what_comes_first(broken: Filing, sound: Filing) -> None:
    bad = ReportChecked(given="c.pdf", error="c.pdf: a scan\ncannot be read")
    heads, first, second, third = overview([report_checked("a", broken), report_checked("b", sound), bad])
    row = dict(zip(heads, first, strict=True))
    assert (row["File"], row["Year"], row["Verdict"], row["Must mend"]) == ("a", "2023", "To be mended", "1")
    assert "第一项加第二项之和" in row["First to be mended"]
    assert second[-1] == ""
    assert (third[3], third[-1]) == ("Could not be read", "a scan cannot be read")
    told = summary([report_checked("a", broken), bad, bad])
    assert told == "3 reports. To be mended: 1; Could not be read: 2"


def test_a_report_with_faults_and_blanks_is_told_with_those_to_be_mended_first(broken: Filing, sound: Filing) -> None:
    both = report_checked("a", with_value(broken, "cover/level", ""))
    blank = report_checked("b", with_value(sound, RECEIVED, ""))
    assert both.standing == blank.standing == VerdictState.INCOMPLETE
    assert summary([blank, both]) == "2 reports. To be mended: 1; Not filled yet: 2"


def test_of_a_report_to_be_verified_the_first_question_is_told(sound: Filing) -> None:
    doubted = report_checked("a", with_notes(sound, [Note("doubt", RECEIVED, "原件不清。")]))
    assert doubted.standing is VerdictState.REVIEW
    assert overview([doubted])[1][-1] == doubted.groups[0].whole_title


def test_what_only_the_program_can_do_is_not_told_on_the_page(sound: Filing, broken: Filing) -> None:
    doubted = with_notes(sound, [Note("doubt", RECEIVED, "原件不清。")])
    untidy = with_value(sound, "problems", sound.value("problems") + "\n今后,继续改进。")
    for filing in (doubted, untidy):
        report = report_checked("a", filing)
        assert report.groups
        assert "How to mend" not in texts(parsed(report), ".//dt")
    assert "How to mend" in texts(parsed(report_checked("a", broken)), ".//dt")


def test_a_table_whose_only_row_has_no_name_is_told_by_itself(sound: Filing) -> None:
    report = report_checked("a", with_value(sound, "disputes/cases/review.upheld", "两"))
    where = " ".join(texts(parsed(report), ".//dd"))
    assert "Table 四" in where
    assert "“”" not in where


def test_a_blank_place_is_told_and_counted_as_in_the_window(sound: Filing) -> None:
    report = report_checked("a.json", with_value(sound, RECEIVED, ""))
    assert (report.standing, report.blanks) == (VerdictState.INCOMPLETE, 1)
    assert "Blank" in texts(parsed(report), ".//h3")
    assert "blank" in overview([report])[1][-1]


def test_of_a_printed_report_nothing_is_asked_that_no_report_prints(sound: Filing) -> None:
    silent = with_value(sound, "cover/level", "")
    assert report_checked("a.json", silent).blanks == 1
    printed = report_checked("a.docx", silent, is_print=True)
    assert (printed.blanks, printed.blank) == (0, ())
    unfilled = report_checked("a.docx", with_value(silent, RECEIVED, ""), is_print=True)
    assert (unfilled.blanks, len(unfilled.blank)) == (1, 1)


def test_a_text_that_a_document_lacks_must_be_mended_and_in_a_draft_is_to_be_written(sound: Filing) -> None:
    lacking = with_value(sound, "other", "")
    printed, draft = report_checked("a.docx", lacking, is_print=True), report_checked("a", lacking)
    assert printed.verdict
    assert (printed.verdict.errors, printed.blanks, printed.blank) == (1, 0, ())
    assert [one.code for one in printed.checked.findings if one.severity == "error"] == ["other.required"]
    assert draft.verdict
    assert (draft.verdict.errors, draft.blanks, len(draft.blank)) == (0, 1, 1)


def test_last_years_report_is_named(sound: Filing) -> None:
    html = parsed(report_checked("a.docx", sound, compared="2022.docx"))
    assert "Compared with last year's report: 2022.docx" in texts(html, ".//p")


def test_the_page_is_made_of_its_template_alone(tmp_path: Path, sound: Filing) -> None:
    text = page([report_checked("a.docx", sound)], NOW)
    assert "$" not in text
    assert "20 Jan 2026" in text
