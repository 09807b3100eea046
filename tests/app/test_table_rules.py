"""The rules of both editions on tables, from year to year and within one: each kept once and broken once."""

import json

import pytest

from app.causes import grouped
from app.check import check, check_for_filing
from app.draft import Filing, new_filing, with_value, with_values
from app.finding import Finding
from app.paths import samples

TWO, THREE, FOUR = "proactive", "applications", "disputes/cases"
NORMATIVE = f"{TWO}/normative"
FEES = f"{TWO}/fees/amount"
PERSON, BUSINESS = "applicant.natural_person", "applicant.organization.business"


def sample(year: int) -> Filing:
    """The sample of a year: whole, and without a finding."""
    (path,) = (path for path in samples() if path.stem == str(year))
    return report(year, json.loads(path.read_text(encoding="utf-8"))["values"])


def report(year: int, values: dict[str, str]) -> Filing:
    return with_values(new_filing("disclosure", "清源县教育局", year), values)


def of(rule: str, filing: Filing, last: Filing | None = None) -> tuple[Finding, ...]:
    return tuple(one for one in check(filing, last).findings if one.rule == rule)


def told(rule: str, filing: Filing, last: Filing | None = None) -> Finding:
    """The one finding of a rule, and that it says all that a clerk asks."""
    (one,) = of(rule, filing, last)
    assert one.message
    assert one.source
    assert one.mend
    assert all(value in one.message for value in one.values)
    return one


# A5, A6: what stands in the cells


@pytest.mark.parametrize(
    ("year", "address", "text"),
    [(2023, f"{NORMATIVE}/issued", "-3"), (2023, f"{NORMATIVE}/issued", "1.5"), (2023, FEES, "-1"),
     (2020, f"{TWO}/penalty/decisions", "-1"), (2020, f"{TWO}/penalty/change", "1.5")],
)  # fmt: skip
def test_rule_a5_a_count_below_zero_or_a_part_of_one_is_no_number(year: int, address: str, text: str) -> None:
    one = told("A5", with_value(sample(year), address, text))
    assert (one.code, one.severity, one.addresses) == ("number.invalid", "error", (address,))


def test_rule_a5_a_decrease_of_items_may_be_below_zero() -> None:
    assert of("A5", with_value(sample(2020), f"{TWO}/penalty/change", "-3")) == ()


def test_mistake_11_a_unit_in_a_cell_is_taken_off_or_is_no_number() -> None:
    assert of("A5", with_value(sample(2023), FEES, "598.3万元")) == ()
    assert told("A5", with_value(sample(2023), FEES, "5983000元")).addresses == (FEES,)


@pytest.mark.parametrize("text", ["/", "-", "—", "空", "无"])
def test_mistake_10_a_sign_instead_of_zero_is_no_number(text: str) -> None:
    assert told("A5", with_value(sample(2023), f"{NORMATIVE}/issued", text)).values == (text,)


def test_rule_a6_blanks_are_one_finding_a_section_at_filing_with_count_and_first_place() -> None:
    gone = {f"{NORMATIVE}/issued": "", FEES: "", f"{FOUR}/review.upheld": ""}
    two, four = (one for one in check_for_filing(with_values(sample(2023), gone)) if one.rule == "A6")
    assert (two.severity, two.addresses) == ("error", (f"{NORMATIVE}/issued", FEES))
    assert "有 2 处" in two.message
    assert "表二“行政规范性文件”，本年制发件数" in two.message
    assert four.addresses == (f"{FOUR}/review.upheld",)
    assert [one for one in check_for_filing(sample(2023)) if one.rule == "A6"] == []


# X2, X3: 现行有效


def test_rule_x2_what_is_in_force_follows_from_last_year() -> None:
    assert of("X2", sample(2023), sample(2022)) == ()


def test_rule_x2_mistake_9_what_is_in_force_and_does_not_follow_is_asked_about() -> None:
    one = told("X2", with_value(sample(2023), f"{NORMATIVE}/in_force", "11"), sample(2022))
    assert (one.severity, one.values, one.difference) == ("warning", ("11", "10"), "1")
    assert one.addresses == tuple(f"{NORMATIVE}/{column}" for column in ("in_force", "issued", "repealed"))
    assert one.message.startswith(
        "表二“行政规范性文件”，现行有效件数 11，按上年现行有效 9 加本年制发 3 减本年废止 2 为 10"
    )


def test_rule_x2_rests_without_last_year_with_a_blank_and_over_another_edition() -> None:
    wrong = with_value(sample(2023), f"{NORMATIVE}/in_force", "11")
    assert of("X2", wrong) == ()
    assert of("X2", with_value(wrong, f"{NORMATIVE}/issued", ""), sample(2022)) == ()
    assert of("X2", wrong, with_value(sample(2022), f"{NORMATIVE}/in_force", "")) == ()
    first = report(2021, {f"{NORMATIVE}/in_force": "11", f"{NORMATIVE}/issued": "1", f"{NORMATIVE}/repealed": "0"})
    assert of("X2", first, sample(2020)) == ()


def test_rule_x3_no_more_is_repealed_than_there_was() -> None:
    all_gone = with_values(sample(2023), {f"{NORMATIVE}/repealed": "12", f"{NORMATIVE}/in_force": "0"})
    assert of("X3", all_gone, sample(2022)) == ()


def test_rule_x3_more_repealed_than_there_was_is_asked_about_and_what_is_in_force_only_follows() -> None:
    filing = with_values(sample(2023), {f"{NORMATIVE}/repealed": "13", f"{NORMATIVE}/in_force": "0"})
    one = told("X3", filing, sample(2022))
    assert (one.severity, one.addresses[0], one.values) == ("warning", f"{NORMATIVE}/repealed", ("13", "12"))
    assert of("X2", filing, sample(2022))[0].cause == one.key
    (group,) = grouped(filing, (*of("X2", filing, sample(2022)), one))
    assert (group.finding, [follow.rule for follow in group.follow]) == (one, ["X2"])


# X4, X5: table two of the edition before


def before(**values: str) -> Filing:
    """A report of the year before the sample of the first edition."""
    held = {f"{TWO}/{place.replace('__', '/')}": text for place, text in values.items()}
    return report(2019, held)


def test_rule_x4_the_items_of_the_year_before_are_those_that_it_told() -> None:
    last = before(licensing__items_before="3", licensing__change="1")
    assert of("X4", sample(2020), last) == ()


def test_rule_x4_items_of_the_year_before_that_differ_from_what_it_told_are_asked_about() -> None:
    one = told("X4", sample(2020), before(licensing__items_before="3", licensing__change="0"))
    assert (one.severity, one.addresses, one.values) == (
        "warning", (f"{TWO}/licensing/items_before",), ("4", "3"),
    )  # fmt: skip


def test_rule_x5_all_that_is_public_is_at_least_what_became_public() -> None:
    assert of("X5", sample(2020), before(normative__total="5")) == ()


def test_rule_x5_less_public_than_became_public_is_a_hint() -> None:
    one = told("X5", with_value(sample(2020), f"{NORMATIVE}/total", "1"))
    assert (one.code, one.severity, one.values) == ("proactive.total", "info", ("1", "2"))


def test_rule_x5_less_public_than_last_years_with_this_years_is_a_hint() -> None:
    one = told("X5", sample(2020), before(normative__total="9"))
    assert (one.code, one.severity, one.values) == ("proactive.total_grows", "info", ("7", "11"))
    _own, follows = of("X5", with_value(sample(2020), f"{NORMATIVE}/total", "1"), before(normative__total="9"))
    assert follows.cause


# X6, X7: table four


@pytest.mark.parametrize("block", ["review", "litigation.direct", "litigation.after_review"])
@pytest.mark.parametrize("year", [2020, 2023])
def test_rule_x6_cases_that_were_pending_come_again(year: int, block: str) -> None:
    last = report(year - 1, {f"{FOUR}/{block}.pending": "1"})
    again, gone = (with_value(sample(year), f"{FOUR}/{block}.pending", text) for text in ("1", "0"))
    assert of("X6", again, last) == ()
    none = with_values(gone, {f"{FOUR}/{block}.{outcome}": "0" for outcome in ("upheld", "corrected", "other")})
    one = told("X6", none, last)
    assert (one.severity, one.addresses, one.values) == ("info", (f"{FOUR}/{block}.total",), ("0", "1"))


def test_rule_x7_a_suit_without_review_is_asked_about_from_the_year_of_the_law_on() -> None:
    values = dict(sample(2023).draft.values)
    one = told("X7", report(2024, values))
    assert (one.severity, one.addresses, one.values) == ("info", (f"{FOUR}/litigation.direct.total",), ("1",))
    assert of("X7", report(2023, values)) == ()
    assert of("X7", with_value(report(2024, values), f"{FOUR}/litigation.direct.upheld", "0")) == ()


# X8: a fee that was not paid


def unpaid(other: str) -> Filing:
    row = {f"{THREE}/results.other.unpaid/{PERSON}": "1", f"{THREE}/results.other.uncorrected/{PERSON}": "0"}
    return with_values(sample(2023), {**row, "other": other})


def test_rule_x8_an_unpaid_fee_without_a_word_of_fees_in_the_last_section_is_asked_about() -> None:
    one = told("X8", unpaid("办理建议提案25件。"))
    assert (one.severity, one.addresses) == (
        "warning", (f"{THREE}/results.other.unpaid/applicant.total", "other"),
    )  # fmt: skip
    assert "六、其他需要报告的事项" in one.message


@pytest.mark.parametrize("text", ["发出收费通知1份。", "收取信息处理费0元。", "申请人没有缴纳费用。", ""])
def test_rule_x8_a_word_of_fees_is_enough_and_a_blank_section_is_not_asked(text: str) -> None:
    assert of("X8", unpaid(text)) == ()


def test_rule_x8_without_an_unpaid_fee_nothing_is_asked() -> None:
    assert of("X8", with_value(sample(2023), "other", "办理建议提案25件。")) == ()


# X10: last year's numbers


def same(year: int) -> tuple[str, ...]:
    """The tables of a sample that are taken for last year's, where last year's report has all its numbers."""
    this = sample(year)
    found = of("X10", this, report(year - 1, dict(this.draft.values)))
    assert {one.severity for one in found} == {"warning"}
    assert all(one.values[0] in one.message for one in found)
    return tuple(one.addresses[0].partition("/")[0] for one in found)


def test_rule_x10_each_table_with_all_of_last_years_numbers_is_asked_about() -> None:
    assert same(2023) == (TWO, THREE, "disputes")
    assert same(2020) == (TWO, THREE)  # its table four has one case alone


def test_rule_x10_one_other_number_or_blank_is_enough() -> None:
    last = report(2022, dict(sample(2023).draft.values))
    for text in ("1", ""):
        other = with_value(sample(2023), f"{THREE}/results.declined.excessive/{BUSINESS}", text)
        assert [one.code for one in of("X10", other, last)] == ["proactive.same_as_last", "disputes.same_as_last"]


def test_rule_x10_an_amount_written_with_another_number_of_places_is_the_same() -> None:
    last = report(2022, dict(sample(2023).draft.values) | {FEES: "598.30"})
    assert "proactive.same_as_last" in [one.code for one in of("X10", sample(2023), last)]


def test_rule_x10_a_few_numbers_may_be_the_same_and_what_lasts_is_not_counted() -> None:
    zeros = {address: "0" for address in sample(2023).form.addresses if address.startswith((TWO, THREE, "disputes"))}
    few = {f"{THREE}/{row}/{who}": "1" for row in ("received", "results.granted") for who in (PERSON, BUSINESS)}
    quiet = zeros | few | {f"{NORMATIVE}/in_force": "9", f"{TWO}/rules/in_force": "3", f"{TWO}/penalty/decisions": "5"}
    assert of("X10", report(2023, quiet), report(2022, quiet)) == ()
    more = quiet | {f"{THREE}/brought_forward/{PERSON}": "1"}
    assert [one.values for one in of("X10", report(2023, more), report(2022, more))] == [("5",)]


def test_rule_x10_rests_where_last_years_form_has_other_rows() -> None:
    values = {one: text for one, text in sample(2020).draft.values.items() if one.startswith("disputes")}
    assert of("X10", report(2021, values), sample(2020)) == ()


# Mistake 11: 元 for 万元


@pytest.mark.parametrize("text", ["10000", "5983000.00", "123456.78"])
def test_mistake_11_an_amount_that_may_be_in_yuan_is_asked_about(text: str) -> None:
    one = told("M11", with_value(sample(2023), FEES, text))
    assert (one.severity, one.addresses, one.values) == ("warning", (FEES,), (text,))


def test_mistake_11_the_amount_is_told_in_yuan_beside_last_years() -> None:
    one = told("M11", with_value(sample(2023), FEES, "5983000.00"), sample(2022))
    assert "59830000000 元" in one.message
    assert "583.26" in one.message
    assert told("M11", with_value(sample(2023), FEES, "58326"), sample(2022)).values == ("58326", "583.26")


@pytest.mark.parametrize("text", ["9999", "598.3", "96171.6", "24252.311082"])
def test_mistake_11_a_small_amount_and_one_that_no_yuan_gives_are_not_asked_about(text: str) -> None:
    assert of("M11", with_value(sample(2023), FEES, text)) == ()


def test_mistake_11_an_amount_like_last_years_is_not_asked_about() -> None:
    last = with_value(sample(2022), FEES, "12000")
    assert of("M11", with_value(sample(2023), FEES, "15000"), last) == ()
    small = with_value(sample(2022), FEES, "0.5")
    assert of("M11", with_value(sample(2023), FEES, "60"), small) == ()
    assert of("M11", with_value(sample(2023), FEES, "4800"), small)


# Mistakes 30 and 36: sizes


def other_results(count: str, granted: str) -> Filing:
    rows = {f"{THREE}/results.other.rest/{PERSON}": count, f"{THREE}/results.granted/{PERSON}": granted}
    gone = {f"{THREE}/results.other.uncorrected/{PERSON}": "0"}
    return with_values(sample(2023), rows | gone)


def test_mistake_30_a_large_share_of_other_results_is_a_hint() -> None:
    one = told("M30", other_results("6", "22"))  # of 59
    assert (one.severity, one.values) == ("info", ("6",))
    assert "10.2%" in one.message


def test_mistake_30_a_tenth_is_no_large_share_and_few_results_have_none() -> None:
    assert of("M30", other_results("5", "22")) == ()  # of 58
    values = {one: text for one, text in sample(2023).draft.values.items() if "/results." not in one}
    zeros = {one: "0" for one in sample(2023).form.addresses if "/results." in one}
    few = values | zeros | {f"{THREE}/results.other.rest/{PERSON}": "29"}
    assert of("M30", report(2023, few)) == ()
    assert of("M30", report(2023, few | {f"{THREE}/results.other.rest/{PERSON}": "30"}))


@pytest.mark.parametrize(
    ("this", "last"), [("0", "10"), ("10", "0"), ("50", "33"), ("100", "66"), ("24", "50"), ("531", "2000")]
)
def test_mistake_36_decisions_that_jump_are_a_question_with_both_values(this: str, last: str) -> None:
    cell = f"{TWO}/coercion/decisions"
    one = told("M36", with_value(sample(2023), cell, this), with_value(sample(2022), cell, last))
    assert (one.severity, one.addresses, one.values) == ("info", (cell,), (this, last))
    assert "表二“行政强制”，本年处理决定数量" in one.message


@pytest.mark.parametrize(
    ("this", "last"), [("0", "0"), ("0", "9"), ("9", "0"), ("99", "66"), ("49", "1"), ("25", "50"), ("", "50")]
)
def test_mistake_36_small_numbers_and_small_changes_are_no_jump(this: str, last: str) -> None:
    cell = f"{TWO}/coercion/decisions"
    assert of("M36", with_value(sample(2023), cell, this), with_value(sample(2022), cell, last)) == ()


def test_mistake_36_each_row_that_jumps_is_one_group() -> None:
    rows = {f"{TWO}/{row}/decisions": "900" for row in ("licensing", "penalty", "coercion")}
    filing = with_values(sample(2023), rows)
    groups = grouped(filing, of("M36", filing, sample(2022)))
    assert [group.finding.addresses[0] for group in groups] == list(rows)


def test_a_sudden_jump_of_the_totals_of_table_three_is_told_once() -> None:
    tens = {f"{THREE}/{row}/{PERSON}": "440" for row in ("received", "results.granted")}
    one = told("M36", with_values(sample(2023), tens), sample(2022))
    assert (one.code, one.addresses, one.values) == (
        "applications.jump", (f"{THREE}/received/applicant.total",), ("451", "48"),
    )  # fmt: skip
    assert of("M36", with_value(sample(2023), f"{THREE}/received/{PERSON}", "228"), sample(2022)) == ()


def test_the_balance_and_what_was_carried_forward_are_asked_of_every_column() -> None:
    """Mistakes 6 and 8: rules A1 and X1, which have tests of their own."""
    filing = with_value(sample(2023), f"{THREE}/brought_forward/{BUSINESS}", "1")
    assert [one.difference for one in of("A1", filing, sample(2022))] == ["1", "1"]
    assert [one.values for one in of("X1", filing, sample(2022))] == [("1", "0"), ("5", "4")]
