"""What the checks find: where, with both numbers, once, and never where something is still blank."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.check import check, check_again, check_for_filing
from app.draft import Draft, Filing, Note, with_notes, with_value, with_values, without_notes
from app.figures import blanks
from app.finding import Finding, VerdictState, verdict
from app.form import Form
from app.form_file import editions
from app.i18n import use_language
from app.rules.equal import balances
from app.rules.notes import note_behind

TINY = """
edition = "first"
first_year = 2031
source = "某文"

[[section]]
id = "cover"
kind = "fields"
title = "封面"
fields = [{ id = "organization", type = "text", label = "单位", required = true }]

[[section]]
id = "text"
kind = "narrative"
title = "一、文字"
required = true

[[section]]
id = "visits"
kind = "table"
title = "二、来访"

[[section.band]]
value = { type = "count", unit = "人" }
columns = [
  { id = "adult", label = "成人" },
  { id = "child", label = "儿童" },
  { id = "total", label = "总计", sum = ["adult", "child"], rule = "R3" },
]
rows = [
  { id = "came", label = "来了" },
  { id = "stayed", label = "去年留下" },
  { id = "left", label = "走了" },
  { id = "left.early", label = "早走" },
  { id = "left.late", label = "晚走" },
  { id = "left.total", label = "合计", sum = ["left"], rule = "R2" },
  { id = "remained", label = "留下" },
]

[[section.band]]
value = { type = "signed" }
columns = [{ id = "change", label = "增减" }]
rows = [{ id = "staff", label = "人员" }]

[[section.band]]
value = { type = "money", unit = "元" }
columns = [{ id = "paid", label = "收费" }]
rows = [{ id = "fees", label = "门票" }]

[[section.rule]]
code = "visits.balance"
rule = "R1"
severity = "error"
kind = "equal"
left = ["came", "stayed"]
right = ["left.total", "remained"]
message = "{column}：{left}≠{right}，差{difference}"
source = "某文 二"
mend = "请核对。"

[[section.rule]]
code = "visits.stayed"
rule = "R4"
severity = "warning"
kind = "equal"
left = ["stayed"]
right = ["remained"]
right_year = -1
message = "{column}：{left}，上年{right}"
"""
ENTERED = ("came", "stayed", "left.early", "left.late", "remained")
BALANCED = {"came": "5", "stayed": "1", "left.early": "3", "left.late": "1", "remained": "2"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture(scope="module")
def form(form_of: Callable[[str], Form]) -> Form:
    return form_of(TINY)


@pytest.fixture(scope="module")
def balanced(form: Form) -> Filing:
    """Complete, and right in every column."""
    table = {f"visits/{row}/{who}": text for row, text in BALANCED.items() for who in ("adult", "child")}
    rest = {"text": "甲", "visits/staff/change": "-1", "visits/fees/paid": "0.10"}
    return with_values(Filing(form, Draft("tiny", "某局", 2032)), {**table, **rest})


def found(filing: Filing, last: Filing | None = None) -> tuple[Finding, ...]:
    return check(filing, last).findings


# Balance: the two sides of a column


def test_a_balanced_filing_has_no_findings(balanced: Filing) -> None:
    assert check_for_filing(balanced) == ()
    assert found(Filing(balanced.form, Draft("tiny", "某局", 2032))) == ()


def test_an_imbalance_is_told_at_its_column_with_both_numbers(balanced: Filing) -> None:
    one, _two = found(with_value(balanced, "visits/came/adult", "7"))
    assert one == Finding(
        code="visits.balance",
        rule="R1",
        severity="error",
        addresses=tuple(f"visits/{row}/adult" for row in ("came", "stayed", "left.total", "remained")),
        message="成人：8≠6，差2",
        values=("8", "6"),
        difference="2",
        source="某文 二",
        mend="请核对。",
    )


def test_the_total_column_follows_from_the_column_that_is_wrong(balanced: Filing) -> None:
    one, two = found(with_value(balanced, "visits/came/adult", "7"))
    assert (two.addresses[0], two.values, two.cause) == ("visits/came/total", ("14", "12"), one.key)
    assert one.cause == ""
    assert verdict((one, two), 0).errors == 1


def test_two_wrong_columns_are_two_faults_also_where_their_total_is_right(balanced: Filing) -> None:
    filing = with_values(balanced, {"visits/came/adult": "4", "visits/came/child": "6"})
    assert [(one.addresses[0], one.difference, one.cause) for one in found(filing)] == [
        ("visits/came/adult", "-1", ""),
        ("visits/came/child", "1", ""),
    ]


def test_the_consequence_names_the_first_of_several_causes(balanced: Filing) -> None:
    filing = with_values(balanced, {"visits/came/adult": "7", "visits/came/child": "9"})
    one, _two, total = found(filing)
    assert total.cause == one.key == "visits.balance:visits/came/adult"


def test_a_finding_goes_when_its_column_is_mended(balanced: Filing) -> None:
    broken = with_value(balanced, "visits/came/adult", "7")
    assert found(with_value(broken, "visits/remained/adult", "4")) == ()


@pytest.mark.parametrize("row", ENTERED)
@pytest.mark.parametrize("text", ["", "两个", "-3"])
def test_a_column_with_a_part_that_is_no_number_is_undecided(balanced: Filing, row: str, text: str) -> None:
    broken = with_values(balanced, {"visits/came/adult": "7", "visits/stayed/adult": "9"})
    filing = with_value(broken, f"visits/{row}/adult", text)
    assert not [one for one in found(filing) if one.code == "visits.balance"]


def test_a_column_is_decided_while_another_is_blank(balanced: Filing) -> None:
    blank = {f"visits/{row}/child": "" for row in ENTERED}
    (one,) = found(with_values(balanced, {**blank, "visits/came/adult": "7"}))
    assert one.addresses[0] == "visits/came/adult"


def test_the_strip_below_the_table_shows_each_column(balanced: Filing) -> None:
    filing = with_values(balanced, {"visits/came/adult": "7", "visits/came/child": ""})
    columns = balances(filing, filing.form.sections[2])
    assert [(one.column, one.address, one.difference) for one in columns] == [
        ("成人", "visits/came/adult", 2),
        ("儿童", "visits/came/child", None),
        ("总计", "visits/came/total", None),
    ]
    assert balances(filing, filing.form.sections[0]) == ()


def test_the_strip_shows_the_balance_of_this_year_wherever_it_stands_among_the_rules(
    balanced: Filing, form_of: Callable[[str], Form]
) -> None:
    start, first, second = TINY.split("[[section.rule]]")
    turned = Filing(form_of("[[section.rule]]".join([start, second, first])), balanced.draft)
    (adult, *_others) = balances(turned, turned.form.sections[2])
    assert adult.difference == 0
    assert balances(with_value(turned, "visits/came/adult", "7"), turned.form.sections[2])[0].difference == 2


BANDS = """
[[section.band]]
columns = [{ id = "adult", label = "成人" }]
rows = [{ id = "kept", label = "留到下年" }]

[[section.band]]
columns = [{ id = "ill", label = "病人" }]
rows = [{ id = "came", label = "来了" }, { id = "stayed", label = "去年留下" }]

[[section.rule]]
code"""


def test_a_rule_looks_only_where_all_its_rows_are(balanced: Filing, form_of: Callable[[str], Form]) -> None:
    form = form_of(TINY.replace("[[section.rule]]\ncode", BANDS, 1))
    filing = with_values(Filing(form, balanced.draft), {"visits/came/ill": "1", "visits/stayed/ill": "1"})
    assert found(filing) == ()
    assert [one.column for one in balances(filing, form.sections[2])] == ["成人", "儿童", "总计"]


def test_last_years_number_may_stand_in_another_band(balanced: Filing, form_of: Callable[[str], Form]) -> None:
    text = TINY.replace("[[section.rule]]\ncode", BANDS, 1).replace('right = ["remained"]', 'right = ["kept"]')
    form = form_of(text)
    last = with_value(Filing(form, Draft("tiny", "某局", 2031)), "visits/kept/adult", "9")
    (one,) = found(Filing(form, balanced.draft), last)
    assert (one.addresses, one.values) == (("visits/stayed/adult",), ("1", "9"))


# Last year


def last_year(balanced: Filing, remained: str) -> Filing:
    before = replace(balanced, draft=replace(balanced.draft, year=2031))
    return with_value(before, "visits/remained/adult", remained)


def test_a_number_that_differs_from_last_years_is_asked_for(balanced: Filing) -> None:
    # 儿童: 1 here, 2 left last year; 成人: 1 here, 9 last year; the total only follows
    adult, child, total = found(balanced, last_year(balanced, "9"))
    assert (adult.code, adult.rule, adult.severity) == ("visits.stayed", "R4", "warning")
    assert (adult.addresses, adult.values, adult.difference) == (("visits/stayed/adult",), ("1", "9"), "-8")
    assert adult.message == "成人：1，上年9"
    assert (child.values, total.values) == (("1", "2"), ("2", "11"))
    assert (adult.cause, child.cause, total.cause) == ("", "", adult.key)


def test_what_agrees_with_last_year_is_not_asked_for(balanced: Filing) -> None:
    (child, _total) = found(balanced, last_year(balanced, "1"))
    assert child.addresses == ("visits/stayed/child",)


def test_without_last_years_report_the_rule_rests(balanced: Filing) -> None:
    assert found(balanced, None) == ()


def test_a_blank_of_last_year_leaves_the_column_undecided(balanced: Filing) -> None:
    codes = {one.addresses[0] for one in found(balanced, last_year(balanced, ""))}
    assert codes == {"visits/stayed/child"}


def test_an_edition_that_had_no_such_rows_lets_the_rule_rest(balanced: Filing, form_of: Callable[[str], Form]) -> None:
    older = form_of(TINY.replace('"remained"', '"waiting"'))
    table = {f"visits/{row}/{who}": "7" for row in ("came", "waiting") for who in ("adult", "child")}
    last = with_values(Filing(older, Draft("tiny", "某局", 2031)), table)
    assert found(balanced, last) == ()


# Numbers


@pytest.mark.parametrize("text", ["一百", "-3", "3.5", "12个", "1,2,3", "/", "—", "无"])
def test_what_is_no_number_is_told_where_it_stands(balanced: Filing, text: str) -> None:
    (one,) = found(with_value(balanced, "visits/came/adult", text))
    assert (one.code, one.rule, one.severity) == ("number.invalid", "A5", "error")
    assert (one.addresses, one.values) == (("visits/came/adult",), (text,))
    assert text in one.message
    assert "来了" in one.message
    assert "成人" in one.message


@pytest.mark.parametrize(
    ("address", "text", "kind"),
    [
        ("visits/came/adult", "1.5", "a whole number of 0 or more"),
        ("visits/staff/change", "1.5", "a whole number, with a minus for a decrease"),
        ("visits/fees/paid", "0.125", "an amount of 0 or more with at most 2 decimal places"),
    ],
)
def test_it_is_told_what_would_be_a_number_there(balanced: Filing, address: str, text: str, kind: str) -> None:
    (one,) = found(with_value(balanced, address, text))
    assert f"is not {kind}." in one.message


@pytest.mark.parametrize(("address", "unit"), [("visits/came/adult", "人"), ("visits/staff/change", "")])
def test_the_way_to_mend_names_the_unit_only_where_there_is_one(balanced: Filing, address: str, unit: str) -> None:
    (one,) = found(with_value(balanced, address, "x"))
    assert ("the unit" in one.mend) is bool(unit)
    assert unit in one.mend


@pytest.mark.parametrize("text", ["", "１２", "1,234", "12人"])
def test_a_blank_and_a_number_as_clerks_type_it_are_no_fault(form: Form, text: str) -> None:
    assert found(with_value(Filing(form, Draft("tiny", "某局", 2032)), "visits/came/adult", text)) == ()


# Notes


def test_a_printed_total_that_differs_is_told_with_both_numbers(balanced: Filing) -> None:
    place = "visits/left.total/adult"
    (one,) = found(with_notes(balanced, [Note("printed_total", place, "6")]))
    assert (one.code, one.severity, one.addresses) == ("total.printed", "error", (place,))
    assert (one.rule, one.values, one.difference) == ("R2", ("6", "4"), "2")


def test_a_printed_total_names_the_rule_of_its_column_where_the_row_has_none(balanced: Filing) -> None:
    (one,) = found(with_notes(balanced, [Note("printed_total", "visits/came/total", "11")]))
    assert (one.rule, one.difference) == ("R3", "1")


def test_a_printed_total_that_is_the_sum_needs_no_word(balanced: Filing) -> None:
    assert found(with_notes(balanced, [Note("printed_total", "visits/left.total/adult", "4")])) == ()


def test_a_printed_total_that_is_no_number_has_no_difference(balanced: Filing) -> None:
    (one,) = found(with_notes(balanced, [Note("printed_total", "visits/left.total/adult", "四")]))
    assert (one.values, one.difference) == (("四", "4"), "")


def test_a_printed_total_over_blanks_alone_has_nothing_to_compare_with(form: Form) -> None:
    filing = Filing(form, Draft("tiny", "某局", 2032))
    (one,) = found(with_notes(filing, [Note("printed_total", "visits/left.total/adult", "6")]))
    assert (one.values, one.difference) == (("6", ""), "")


def test_a_printed_total_is_settled_by_mending_a_part_of_it(balanced: Filing) -> None:
    filing = with_notes(balanced, [Note("printed_total", "visits/left.total/adult", "6")])
    assert "total.printed" not in {one.code for one in found(with_value(filing, "visits/left.late/adult", "3"))}


@pytest.mark.parametrize(
    ("kind", "code", "severity"),
    [
        ("doubt", "read.doubt", "warning"),
        ("unplaced", "read.unplaced", "warning"),
        ("heading", "section.heading", "warning"),
        ("carried", "carry.unchecked", "warning"),
    ],
)
def test_a_note_of_the_reader_is_told_in_its_own_words(balanced: Filing, kind: str, code: str, severity: str) -> None:
    filing = with_notes(balanced, [Note(kind, "text", "看不清")])
    (one,) = found(filing)
    assert (one.code, one.severity, one.addresses) == (code, severity, ("text",))
    assert one.message.endswith("看不清")
    assert note_behind(filing, one) == filing.draft.notes[0]
    assert found(without_notes(filing, filing.draft.notes)) == ()


def test_a_note_about_the_whole_report_has_no_address(balanced: Filing) -> None:
    (one,) = found(with_notes(balanced, [Note("unplaced", "", "附件")]))
    assert one.addresses == ()


def test_a_confirmation_gives_no_finding(balanced: Filing) -> None:
    assert found(with_notes(balanced, [Note("confirmed", "text", "属实")])) == ()


def test_the_note_behind_a_finding_is_its_own_and_no_neighbours(balanced: Filing) -> None:
    notes = [
        Note("confirmed", "text", "乙"),
        Note("doubt", "text", "甲"),
        Note("heading", "text", "乙"),
        Note("doubt", "text", "乙"),
        Note("doubt", "cover", "乙"),
    ]
    filing = with_notes(balanced, notes)
    behind = [note_behind(filing, one) for one in found(filing)]
    assert behind == list(filing.draft.notes[1:])


def test_no_note_is_behind_a_finding_of_a_rule(balanced: Filing) -> None:
    filing = with_value(balanced, "visits/came/adult", "7")
    assert note_behind(filing, found(filing)[0]) is None


# At filing


def test_at_filing_the_blanks_of_a_section_are_one_finding(balanced: Filing) -> None:
    filing = with_values(balanced, {"text": "", "visits/came/adult": "", "visits/came/child": ""})
    text, table = check_for_filing(filing)
    assert (text.code, text.rule, text.severity, text.addresses) == ("text.required", "A6", "error", ("text",))
    assert text.message == "“一、文字” is blank."
    assert table.code == "visits.required"
    assert table.addresses == ("visits/came/adult", "visits/came/child")
    assert found(filing) == ()


def test_at_filing_some_blanks_are_named_and_all_are_counted(balanced: Filing) -> None:
    filing = with_values(balanced, {f"visits/{row}/adult": "" for row in ENTERED})
    (one,) = check_for_filing(filing)
    assert one.addresses == tuple(f"visits/{row}/adult" for row in ENTERED)
    assert "5" in one.message
    assert "来了" in one.message
    assert "and others" in one.message


def test_at_filing_three_blanks_are_all_named(balanced: Filing) -> None:
    filing = with_values(balanced, {f"visits/{row}/adult": "" for row in ENTERED[:3]})
    (one,) = check_for_filing(filing)
    assert all(name in one.message for name in ("来了", "去年留下", "早走"))
    assert "and others" not in one.message
    (one,) = check_for_filing(with_value(filing, "visits/left.late/adult", ""))
    assert "晚走" not in one.message
    assert "and others" in one.message


def test_at_filing_a_zero_is_proposed_for_numbers_alone(balanced: Filing) -> None:
    text, table = check_for_filing(with_values(balanced, {"text": "", "visits/came/adult": ""}))
    assert "write 0" in table.mend
    assert text.mend
    assert "0" not in text.mend


def test_at_filing_a_report_without_a_name_is_refused(balanced: Filing) -> None:
    nameless = replace(balanced, draft=replace(balanced.draft, organization=""))
    (one,) = check_for_filing(nameless)
    assert (one.code, one.addresses) == ("cover.required", ("cover/organization",))


def test_at_filing_all_other_findings_are_told_as_well(balanced: Filing) -> None:
    filing = with_values(balanced, {"text": "", "visits/came/adult": "7"})
    assert [one.code for one in check_for_filing(filing)] == ["visits.balance", "visits.balance", "text.required"]


# Verdict


@pytest.mark.parametrize(
    ("severities", "blank", "state"),
    [
        ([], 0, VerdictState.READY),
        (["info"], 0, VerdictState.READY),
        (["warning", "info"], 0, VerdictState.REVIEW),
        (["error", "warning"], 0, VerdictState.BLOCKED),
        (["error", "warning"], 1, VerdictState.INCOMPLETE),
        ([], 1, VerdictState.INCOMPLETE),
    ],
)
def test_the_verdict_is_the_first_thing_to_do(severities: list[str], blank: int, state: VerdictState) -> None:
    findings = [Finding(code="x", rule="", severity=one, addresses=(), message="") for one in severities]
    assert verdict(findings, blank).state == state


def test_the_verdict_counts_what_stands_by_itself(balanced: Filing) -> None:
    filing = with_values(balanced, {"visits/came/adult": "7", "visits/staff/change": "x", "text": ""})
    said = verdict(found(filing), len(blanks(filing)))
    assert (said.blanks, said.errors, said.warnings, said.infos) == (1, 2, 0, 0)


# Only what reads a change is asked again

texts = st.sampled_from(["", "0", "1", "2", "3", "x", "-1", "1.5", "１"])


def edits(form: Form) -> st.SearchStrategy[dict[str, str]]:
    entered = [address for address, cell in form.cells.items() if not cell.is_total]
    return st.dictionaries(st.sampled_from([*entered, *form.narratives]), texts, min_size=1, max_size=4)


@given(data=st.data())
def test_what_is_found_again_is_what_a_full_check_finds(balanced: Filing, data: st.DataObject) -> None:
    notes = [Note("printed_total", "visits/left.total/adult", "4"), Note("doubt", "visits/came/child", "看不清")]
    filing = with_notes(balanced, notes)
    last = data.draw(st.sampled_from([None, last_year(balanced, "9")]))
    checked = check(filing, last)
    for changed in data.draw(st.lists(edits(balanced.form), max_size=8)):
        filing = with_values(filing, changed)
        checked = check_again(checked, filing, changed)
        assert checked.findings == check(filing, last).findings
        assert checked.filing is filing


@given(data=st.data())
def test_it_is_so_in_every_edition(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(editions()))
    filing = Filing(form, Draft(form.family, "某局", form.first_year + 1))
    zeros = {address: "0" for address, cell in form.cells.items() if not cell.is_total}
    filing = with_values(filing, data.draw(st.sampled_from([{}, zeros])))
    last = data.draw(st.sampled_from([None, with_values(filing, dict.fromkeys(list(zeros)[::2], "1"))]))
    checked = check(filing, last)
    for changed in data.draw(st.lists(edits(form), max_size=4)):
        filing = with_values(filing, changed)
        checked = check_again(checked, filing, changed)
        assert checked.findings == check(filing, last).findings


def test_a_check_that_does_not_read_the_change_is_not_asked_again(balanced: Filing) -> None:
    broken = with_value(balanced, "visits/came/adult", "7")
    before = check(broken)
    after = check_again(before, with_value(broken, "visits/came/child", "9"), ["visits/came/child"])
    kept = [one for one, old in before.found.items() if after.found[one] is old and old]
    assert [one.run(broken, None)[0].addresses[0] for one in kept] == ["visits/came/adult"]


@given(data=st.data())
def test_a_finding_is_named_by_its_key_alone(balanced: Filing, data: st.DataObject) -> None:
    filing = with_values(balanced, data.draw(edits(balanced.form)))
    keys = [one.key for one in found(filing, last_year(balanced, "9"))]
    assert len(keys) == len(set(keys))
    assert all(one.cause in keys for one in found(filing, last_year(balanced, "9")) if one.cause)


def test_what_is_asked_again_is_found_however_many_other_forms_were_checked_meanwhile(balanced, form_of):
    check_again(check(balanced), balanced, ["visits/staff/change"])
    text = (
        'edition = "first"\nfirst_year = 2000\nsource = "x"\n[[section]]\nid = "a"\nkind = "narrative"\ntitle = "A"\n'
    )
    for _other in range(20):
        check(Filing(form_of(text), Draft("tiny", "某局", 2001)))
    checked = check(balanced)
    broken = with_values(balanced, {"visits/staff/change": "x"})
    assert check_again(checked, broken, ["visits/staff/change"]).findings == check(broken).findings != ()
