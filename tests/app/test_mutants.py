"""Small changes of the checks that no other test noticed: whole findings, limits as they are met, what is not asked."""

from collections.abc import Callable, Iterator

import pytest

from app.anchor import PARAGRAPH
from app.check import check, check_again, check_for_filing
from app.draft import Draft, Filing, Note, new_filing, with_notes, with_value, with_values
from app.finding import Finding
from app.form import Form
from app.i18n import use_language
from app.rules.equal import balances
from app.rules.sums import sum_of_bodies

FORM = """
edition = "first"
first_year = 2031
source = "某文"

[[section]]
id = "text"
kind = "narrative"
title = "一、文字"

[[section]]
id = "stock"
kind = "table"
title = "二、存货"

[[section.band]]
columns = [
  { id = "new", label = "新" },
  { id = "gone", label = "去" },
  { id = "held", label = "存" },
]
rows = [
  { id = "paper", label = "纸" },
  { id = "ink", label = "墨" },
  { id = "all", label = "总计", sum = ["paper", "ink"], rule = "R9" },
]
"""
RULE = """
[[section.rule]]
code = "stock.rule"
rule = "R1"
severity = "warning"
message = "{place}"
source = "某文 二"
mend = "请核对。"
"""

Make = Callable[[str], Form]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture(scope="module")
def report(form_of: Make) -> Filing:
    return stock(form_of(FORM), paper_new="1", ink_new="3")


def stock(form: Form, year: int = 2032, **values: str) -> Filing:
    """A report with what is given, `row_column`."""
    held = {f"stock/{place.replace('_', '/')}": text for place, text in values.items()}
    return with_values(Filing(form, Draft("tiny", "某局", year)), held)


# The checks as a whole


def test_at_filing_what_differs_from_last_years_report_is_told_too(form_of: Make) -> None:
    form = form_of(FORM + RULE + 'kind = "follows"\nleft = ["held"]\nlast = ["held"]\n')
    this, last = stock(form, paper_held="1"), stock(form, 2031, paper_held="4")
    assert "stock.rule" in {one.code for one in check_for_filing(this, last)}
    assert "stock.rule" not in {one.code for one in check_for_filing(this)}


def test_a_change_that_no_check_reads_finds_what_was_found(report: Filing) -> None:
    before = check(with_value(report, "stock/ink/new", "x"))
    assert before.findings
    assert check_again(before, before.filing, ["nowhere"]).findings == before.findings


def test_a_fault_of_the_total_is_not_the_cause_of_its_parts_fault(form_of: Make) -> None:
    zero = RULE + 'kind = "zero"\nleft = ["gone"]\n'
    form = form_of(FORM + zero.replace("stock.rule", "stock.all") + 'only = ["all"]\n' + zero + 'cause = "stock.all"\n')
    findings = check(stock(form, paper_gone="1", ink_gone="0")).findings
    assert [(one.addresses, one.cause) for one in findings] == [(("stock/all/gone",), ""), (("stock/paper/gone",), "")]


# Sizes and balances


def test_the_strip_has_both_sides_of_a_column(form_of: Make) -> None:
    form = form_of(FORM + RULE.replace("{place}", "{column}") + 'kind = "equal"\nleft = ["paper"]\nright = ["ink"]\n')
    (new, gone, _held) = balances(stock(form, paper_new="3", ink_new="1"), form.sections[1])
    assert (new.left, new.right, new.difference) == (3, 1, 2)
    assert (gone.left, gone.right, gone.difference) == (None, None, None)


SHARE = 'kind = "share"\nleft = ["new"]\nright = ["held"]\npercent = 10\nleast = 10\n'
AMOUNT = (
    RULE.replace("{place}", "{smaller}") + 'kind = "amount"\nleft = ["new"]\nsmaller = 10\ntimes = 10\nleast = 50\n'
)


@pytest.mark.parametrize(("now", "smaller"), [("50", "500"), ("49.00", ""), ("50.25", "502.50")])
def test_an_amount_is_asked_about_from_the_least_one_on_and_told_in_the_smaller_unit(
    form_of: Make, now: str, smaller: str
) -> None:
    form = form_of(FORM.replace("columns = [", 'value = { type = "money", unit = "元" }\ncolumns = [') + AMOUNT)
    told = [one.message for one in check(stock(form, paper_new=now), stock(form, 2031, paper_new="4")).findings]
    assert told == ([smaller] if smaller else [])


def test_a_table_like_last_years_is_told_whole(form_of: Make) -> None:
    words = 'message = "{table}: {count}"'
    form = form_of(FORM + RULE.replace('message = "{place}"', words) + 'kind = "same_numbers"\nleast = 2\n')
    this, last = (stock(form, year, paper_new="1", ink_new="3", ink_gone="0") for year in (2032, 2031))
    assert check(this, last).findings == (
        Finding(
            code="stock.rule",
            rule="R1",
            severity="warning",
            addresses=("stock/paper/new", "stock/ink/new"),
            message="Table 二: 2",
            values=("2",),
            source="某文 二",
            mend="请核对。",
        ),
    )


def test_a_text_that_is_no_number_in_both_years_is_the_same(form_of: Make) -> None:
    form = form_of(FORM + RULE.replace("{place}", "{table}") + 'kind = "same_numbers"\nleast = 1\n')
    this, last = (stock(form, year, paper_new="1", ink_new="约3") for year in (2032, 2031))
    assert "stock.rule" in {one.code for one in check(this, last).findings}
    other = with_value(last, "stock/ink/new", "约4")
    assert "stock.rule" not in {one.code for one in check(this, other).findings}


def test_a_number_in_the_only_unit_is_told_whole(report: Filing) -> None:
    (one,) = check(with_value(report, "stock/ink/new", "x")).findings
    assert one.mend == "Type digits only, for example 12, without a unit or a remark."


def test_a_share_is_large_only_above_its_limit_and_has_no_difference(form_of: Make) -> None:
    form = form_of(FORM + RULE + SHARE)
    assert check(stock(form, paper_new="100", paper_held="1000")).findings == ()
    (one,) = check(stock(form, paper_new="101", paper_held="1000")).findings
    assert (one.values, one.difference) == (("101",), "")


def test_a_rule_may_name_all_rows_of_a_band(form_of: Make) -> None:
    named = 'kind = "follows"\nleft = ["paper"]\nadd = ["ink"]\nsubtract = ["all"]\n'
    (one,) = check(stock(form_of(FORM + RULE + named), paper_new="1", ink_new="3")).findings
    assert (one.addresses, one.values) == (("stock/paper/new", "stock/ink/new", "stock/all/new"), ("1", "-1"))


def test_an_amount_without_last_years_is_told_beside_a_dash(form_of: Make) -> None:
    form = form_of(FORM + AMOUNT.replace("{smaller}", "{left} {last}") + "most = 60\n")
    (one,) = check(stock(form, paper_new="60")).findings
    assert (one.message, one.values) == ("60 —", ("60",))
    assert check(stock(form, paper_new="59")).findings == ()


# What is asked again


SILENT = 'kind = "spoken_of"\nleft = ["new"]\nnarrative = "text"\nwords = ["购"]\n'
JUMP = 'kind = "jump"\nleft = ["new"]\ntimes = 5\nleast = 50\n'
CAUSED = 'kind = "zero"\nleft = ["new"]\ncause = "stock.first"\n'
FIRST = RULE.replace("stock.rule", "stock.first") + 'kind = "zero"\nleft = ["new"]\n'


@pytest.mark.parametrize(
    ("rule", "address", "text"),
    [
        (RULE + SHARE, "stock/paper/new", "900"),
        (RULE + SHARE, "stock/paper/held", "100"),
        (RULE + JUMP, "stock/paper/new", "900"),
        (AMOUNT, "stock/paper/new", "900"),
        (RULE + SILENT, "stock/paper/new", "0"),
        (RULE + SILENT, "text", "购入"),
        (RULE.replace("{place}", "{table}") + 'kind = "same_numbers"\nleast = 1\n', "stock/paper/held", "900"),
        (FIRST + RULE + CAUSED, "stock/paper/new", "0"),
    ],
)
def test_every_kind_of_rule_is_asked_again_where_what_it_reads_changes(
    form_of: Make, rule: str, address: str, text: str
) -> None:
    form = form_of(FORM + rule)
    this = with_value(stock(form, paper_new="50", paper_held="1000"), "text", "甲")
    last = stock(form, 2031, paper_new="50", paper_held="1000")
    before, changed = check(this, last), with_value(this, address, text)
    assert check_again(before, changed, [address]).findings == check(changed, last).findings != before.findings


# Blanks at filing


def test_the_blanks_of_a_table_are_told_whole(report: Filing) -> None:
    filing = with_values(report, {f"stock/ink/{column}": "0" for column in ("gone", "held")})
    (one,) = check_for_filing(filing)
    assert one == Finding(
        code="stock.required",
        rule="A6",
        severity="error",
        addresses=("stock/paper/gone", "stock/paper/held"),
        message="“二、存货”: 2 places are blank: Table 二 “纸”, 去; Table 二 “纸”, 存.",
        source="Article 50 of the Regulation: what a report must contain.",
        mend="Fill the blank places; where nothing happened, write 0.",
    )


def test_one_blank_place_is_named_and_a_blank_text_is_to_be_filled(report: Filing, form_of: Make) -> None:
    filing = stock(report.form, **{f"{row}_{column}": "0" for row in ("paper", "ink") for column in ("new", "held")})
    (one,) = check_for_filing(with_value(filing, "stock/ink/gone", "0"))
    assert one.message == "“二、存货”: one place is blank: Table 二 “纸”, 去."
    form = form_of(FORM.replace('title = "一、文字"', 'title = "一、文字"\nrequired = true'))
    assert check_for_filing(Filing(form, filing.draft))[0].mend == "Fill what is blank."


# The cover


def test_what_is_no_day_is_told_with_the_way_to_write_one() -> None:
    (one,) = check(with_value(new_filing("disclosure", "某局", 2023), "cover/signed_on", "昨天")).findings
    assert one == Finding(
        code="field.invalid",
        rule="",
        severity="warning",
        addresses=("cover/signed_on",),
        message="成文日期: “昨天” is no day of the calendar.",
        values=("昨天",),
        mend="Write year, month and day: 2026-1-5.",
    )


def test_what_is_none_of_the_choices_is_told_with_the_list_to_choose_from() -> None:
    (one,) = check(with_value(new_filing("disclosure", "某局", 2023), "cover/level", "局")).findings
    assert (one.message, one.values) == ("单位类型: “局” is not one of the choices.", ("局",))
    assert (one.rule, one.mend) == ("", "Choose one of the list.")


# Notes


def test_a_printed_total_is_told_whole(report: Filing) -> None:
    (one,) = check(with_notes(report, [Note("printed_total", "stock/all/new", "5")])).findings
    assert one == Finding(
        code="total.printed",
        rule="R9",
        severity="error",
        addresses=("stock/all/new",),
        message="Table 二 “总计”, 新: the report printed 5, the sum of its parts is 4.",
        values=("5", "4"),
        difference="1",
        source="The label “总计”: a total is the sum of its parts.",
        mend="Find the part that was misread or miscounted; the total itself is computed.",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("沿用上年：“以“一网”为“先”，…”", "沿用上年：“以‘一网’为‘先’，…”"),
        ("沿用上年：“以一网为先…”", "沿用上年：“以一网为先…”"),
        ("看“一网”和“二网”一处", "看“一网”和“二网”一处"),
    ],
)
def test_quotes_within_the_quote_of_what_was_taken_over_are_single_ones(report: Filing, text: str, said: str) -> None:
    (one,) = check(with_notes(report, [Note("carried", "text", text)])).findings
    assert one.message == f"一、文字, {said}"


def test_a_doubt_of_the_reader_is_told_whole_without_its_place(report: Filing) -> None:
    (one,) = check(with_notes(report, [Note("doubt", "stock/paper/new", "看不清")])).findings
    assert one == Finding(
        code="read.doubt",
        rule="",
        severity="warning",
        addresses=("stock/paper/new",),
        message="看不清",
        mend="Compare with the original, mend or fill the place, or settle the note.",
    )


def test_what_was_taken_over_is_told_with_its_column_and_the_ways_to_settle_it(report: Filing) -> None:
    (one,) = check(with_notes(report, [Note("carried", "stock/paper/new", "沿用")])).findings
    assert one.message == "新, 沿用"
    assert one.mend == "Mend it, or enter it again as it is, or say that all that was taken over is checked."


@pytest.mark.parametrize(("fingerprint", "mark"), [(f"{PARAGRAPH}甲", f"{PARAGRAPH}甲"), ("甲", "")])
def test_only_a_note_on_a_paragraph_marks_its_finding(report: Filing, fingerprint: str, mark: str) -> None:
    (one,) = check(
        with_notes(with_value(report, "text", "甲"), [Note("doubt", "text", "看不清", fingerprint)])
    ).findings
    assert one.mark == mark


# The sum of the bodies


def zeros(name: str, count: str) -> Filing:
    filing = new_filing("disclosure", name, 2023)
    cells = {address: "0" for address, cell in filing.form.cells.items() if not cell.is_total}
    return with_values(filing, {**cells, "applications/received/applicant.natural_person": count})


def test_of_a_sum_that_differs_the_entered_cell_is_told_and_no_total_that_follows() -> None:
    (one,) = sum_of_bodies(zeros("某县人民政府", "9"), [zeros("某县公安局", "4"), zeros("某县教育局", "3")])
    assert (one.code, one.addresses) == ("bodies.sum", ("applications/received/applicant.natural_person",))
    assert (one.values, one.difference) == (("9", "7"), "2")


# What is still to be written


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("制发＿件。", "一、文字: something is still to be written: “制发＿件。”"),
        ("制发＿件。\n废止＿件。", "一、文字: 2 things are still to be written, the first: “制发＿件。 废止＿件。”"),
    ],
)
def test_what_is_still_to_be_written_is_counted_and_the_first_is_shown(report: Filing, text: str, message: str) -> None:
    assert message in [one.message for one in check(with_value(report, "text", text)).findings]
