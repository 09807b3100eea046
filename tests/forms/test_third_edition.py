"""An edition that the program does not know: one file in a folder of the office, and not a line of code."""

import json
from pathlib import Path

import pytest

from app.carry import begin, offered
from app.check import check, check_for_filing
from app.draft import Filing, Note, new_filing, with_notes, with_value, with_values
from app.draft_file import write_draft
from app.errors import NoEdition
from app.export import export
from app.figures import figure
from app.form_file import editions, families, form_for
from app.grid import grid
from app.intake import take_in
from app.report import compose

THIRD = """
edition    = "2031"
first_year = 2031
source     = "某办函〔2031〕7号"
title      = "{organization}{year}年度来访报告"

[[section]]
id    = "head"
kind  = "fields"
title = "封面"
short = "封面"
fields = [
  { id = "organization", type = "text",   label = "单位", required = true },
  { id = "year",         type = "year",   label = "年度", required = true },
  { id = "size",         type = "choice", label = "规模", choices = [{ id = "small", label = "小" }] },
  { id = "signed_on",    type = "date",   label = "日期" },
]

[[section]]
id       = "story"
kind     = "narrative"
title    = "一、经过"
short    = "一、经过"
required = true
guidance = "写清楚经过。"

[[section]]
id    = "visits"
kind  = "table"
title = "二、来访"
short = "二、来访"

[[section.band]]
corner  = "项目"
value   = { type = "count", unit = "人" }
columns = [
  { id = "who",       label = "来访人" },
  { id = "who.adult", label = "成人" },
  { id = "who.child", label = "儿童" },
  { id = "total",     label = "总计", sum = ["who"] },
]
rows = [
  { id = "came",       label = "来了" },
  { id = "left",       label = "走了" },
  { id = "left.early", label = "早走" },
  { id = "left.late",  label = "晚走" },
]

[[section.band]]
value   = { type = "money", unit = "元" }
columns = [{ id = "paid", label = "收费" }]
rows    = [{ id = "tickets", label = "门票" }]

[[section.rule]]
code     = "visits.gone"
rule     = "B1"
severity = "error"
kind     = "equal"
left     = ["came"]
right    = ["left.early", "left.late"]
message  = "{column}：来了 {left} 人，走了 {right} 人"
"""
FILLED = {
    "head/size": "小",
    "head/signed_on": "2032年1月5日",
    "story": "第一段\n（一）第二段",
    "visits/came/who.adult": "3人",
    "visits/came/who.child": "１",
    "visits/left.early/who.adult": "1",
    "visits/left.early/who.child": "0",
    "visits/left.late/who.adult": "2",
    "visits/left.late/who.child": "1",
    "visits/tickets/paid": "1,234.50",
}


def put(folder: Path, family: str, text: str = THIRD) -> None:
    path = folder / family / "2031.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(params=["disclosure", "visits"])
def family(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The edition as the statutory family's newest, and as the only one of a family of its own."""
    put(tmp_path / "forms", request.param)
    monkeypatch.setenv("GONGKAI_FORMS", str(tmp_path / "forms"))
    return request.param


@pytest.fixture
def filing(family: str) -> Filing:
    return with_values(new_filing(family, "某站", 2032), FILLED)


def test_without_its_folder_the_edition_is_not_there() -> None:
    assert "2031" not in {form.edition for form in editions()}
    assert families() == ("disclosure",)


def test_the_edition_is_chosen_by_the_year(family: str) -> None:
    assert form_for(family, 2031).edition == form_for(family, 2040).edition == "2031"
    assert family in families()


def test_the_year_before_has_the_edition_before_or_none(family: str) -> None:
    if family == "disclosure":
        assert form_for(family, 2030) is editions()[-2]
    else:
        with pytest.raises(NoEdition, match="2031"):
            form_for(family, 2030)


def test_its_addresses_totals_and_printed_table_follow_from_its_labels(filing: Filing) -> None:
    table = filing.form.sections[2]
    assert filing.form.addresses[:5] == ("head/organization", "head/year", "head/size", "head/signed_on", "story")
    assert (figure(filing, "visits/came/total"), len(filing.form.cells)) == (4, 10)
    assert (grid(table).rows, grid(table).columns) == (7, 5)
    assert [step[0].short for step in filing.form.steps] == ["封面", "一、经过", "二、来访"]


def test_what_is_typed_is_kept_as_its_labels_ask(filing: Filing) -> None:
    kept = {address: filing.value(address) for address in ("head/size", "head/signed_on", "visits/came/who.adult")}
    assert kept == {"head/size": "small", "head/signed_on": "2032-01-05", "visits/came/who.adult": "3"}
    assert filing.value("visits/tickets/paid") == "1234.50"


def test_a_complete_report_has_no_findings(filing: Filing) -> None:
    assert check_for_filing(filing) == ()


def test_its_own_rule_finds_its_own_fault_in_its_own_words(filing: Filing) -> None:
    one, total = check(with_value(filing, "visits/came/who.adult", "5")).findings
    assert (one.code, one.rule, one.message) == ("visits.gone", "B1", "成人：来了 5 人，走了 3 人")
    assert (total.cause, total.values) == (one.key, ("6", "4"))


def test_its_blanks_are_asked_for_at_filing(filing: Filing) -> None:
    blank = with_values(filing, {"story": "", "visits/tickets/paid": ""})
    assert [one.code for one in check_for_filing(blank)] == ["story.required", "visits.required"]


def test_it_is_printed_by_its_own_title_and_headings(filing: Filing) -> None:
    texts = [getattr(block, "text", "") for block in compose(filing)]
    assert [
        text for text in ("某站2032年度来访报告", "一、经过", "（一）第二段", "二、来访") if text not in texts
    ] == []


def test_it_is_written_as_json_with_values_alone(filing: Filing) -> None:
    written = json.loads(write_draft(filing))
    assert (written["edition"], written["organization"], written["year"]) == ("2031", "某站", 2032)
    assert written["values"]["visits/came/who.adult"] == "3"
    assert "visits/came/total" not in written["values"]


def test_its_json_is_read_again_with_values_and_notes(filing: Filing, tmp_path: Path) -> None:
    noted = with_notes(filing, [Note("doubt", "visits/came", "看不清")])
    path = tmp_path / "report.json"
    path.write_text(write_draft(noted), encoding="utf-8")
    taken = take_in(path)
    assert (taken.filing, taken.edition, taken.told) == (noted, "2031", ())


CARRYING = {
    'id    = "head"': 'id    = "head"\nrenamed = ["cover"]',
    "fields = [": 'fields = [{ id = "tel", type = "text", label = "电话", carry = true, renamed = ["phone"] },',
    'id       = "story"': 'id       = "story"\ncarry    = true\nrenamed  = ["overview"]',
    'id    = "visits"': 'id    = "visits"\nrenamed = ["applications"]',
    'id = "came", ': 'id = "came", carry = { last = ["left.late"] }, ',
    'id = "left.late", ': 'id = "left.late", renamed = ["carried_forward"], ',
    'id = "who.adult", ': 'id = "who.adult", renamed = ["applicant.natural_person"], ',
}
"""What an office writes into its file so that the edition goes on from the one before."""


def test_its_first_year_goes_on_from_the_edition_before_by_what_its_file_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = THIRD
    for old, new in CARRYING.items():
        assert old in text
        text = text.replace(old, new)
    put(tmp_path / "forms", "disclosure", text)
    monkeypatch.setenv("GONGKAI_FORMS", str(tmp_path / "forms"))
    given = {"cover/phone": "0000-1", "overview": "旧", "applications/carried_forward/applicant.natural_person": "3"}
    last = with_values(new_filing("disclosure", "某局", 2030), given)
    filing = begin(last, 2031)
    assert dict(filing.draft.values) == {"head/tel": "0000-1", "visits/came/who.adult": "3"}
    assert offered(filing, last) == {"story": "旧"}


def test_it_is_exported_and_taken_in_by_the_way_of_every_report(filing: Filing, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    export(filing, path)
    assert take_in(path).filing == filing
