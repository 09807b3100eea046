"""What is asked about the figures of a report: where, both numbers, once; and when nothing is."""

import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.check import check, check_again
from app.draft import Filing, Note, new_filing, with_notes, with_value, with_values, without_notes
from app.facts import facts, facts_agree
from app.facts.findings import findings_of_narratives, findings_of_unplaced
from app.finding import Finding
from app.naming import name_of

NATURAL = "applicant.natural_person"
TABLE = {
    f"applications/received/{NATURAL}": "50",
    f"applications/brought_forward/{NATURAL}": "3",
    f"applications/results.granted/{NATURAL}": "49",
    f"applications/carried_forward/{NATURAL}": "4",
    "disputes/cases/review.upheld": "3",
    "disputes/cases/review.other": "2",
}
BUSINESS = "applicant.organization.business"
NONE_OF_DISPUTES = "全年没有因政府信息公开工作被申请行政复议、提起行政诉讼的情况。"


def full(table: Mapping[str, str] = TABLE) -> Filing:
    filing = new_filing("disclosure", "清源县教育局", 2023)
    zeros = {a: "0" for a in filing.form.addresses if a in filing.form.cells}
    return with_values(filing, {**zeros, **table})


def found(text: str, filing: Filing | None = None) -> tuple[Finding, ...]:
    return findings_of_narratives(with_value(filing or full(), "overview", text))


RULES = [
    ("T1", "2023年新收政府信息公开申请{}件。", 50),
    ("T2", "收到政府信息公开申请50件，上年结转{}件。", 3),
    ("T3", "共受理政府信息公开申请{}件。", 53),
    ("T4", "收到政府信息公开申请50件，结转下年度继续办理{}件。", 4),
    ("T5", "政府信息公开行政复议{}件。", 5),
    ("T6", "政府信息公开行政诉讼{}件。", 0),
    ("T7", "制发行政规范性文件{}件。", 0),
    ("T8", "政府信息公开申请予以公开{}件。", 49),
]


@pytest.mark.parametrize(("rule", "text", "number"), RULES)
def test_mistake_4_a_figure_as_the_tables_have_it_is_left_alone(rule: str, text: str, number: int) -> None:
    assert found(text.format(number)) == ()


@pytest.mark.parametrize(("rule", "text", "number"), RULES)
def test_mistake_4_a_figure_that_the_tables_have_not_is_asked_about(rule: str, text: str, number: int) -> None:
    (finding,) = found(text.format(number + 7))
    assert (finding.rule, finding.code, finding.severity) == (rule, "facts.different", "warning")
    assert finding.values == (str(number + 7), str(number))
    assert finding.difference == "7"
    assert finding.addresses[0] == "overview"
    assert all(address in full().form.cells for address in finding.addresses[1:])
    assert f"{number + 7}件" in finding.message
    assert name_of(full().form, finding.addresses[1]) in finding.message
    assert finding.source
    assert finding.mend


@pytest.mark.parametrize(
    "text",
    [
        "2023年，我局没有收到政府信息公开申请。",
        "全年未收到依申请公开事宜，无上年结转的申请。",
        "教育局未收到公众关于政府信息公开的申请。",
        NONE_OF_DISPUTES,
        "全年未收到政府信息公开申请，无行政复议、无提起行政诉讼情况。",
        "政府信息公开行政复议、行政诉讼均为0件。",
        "政府信息公开行政复议和行政诉讼案件数量均为0。",
    ],
)
def test_mistake_24_a_none_is_right_where_the_tables_have_none_and_asked_about_where_they_have_some(text: str) -> None:
    assert found(text, full({})) == ()
    assert found(text)
    assert {one.severity for one in found(text)} == {"warning"}


@pytest.mark.parametrize(
    "text",
    [
        "全年无因政府信息公开败诉的行政诉讼。",
        "没有收到要求公开会议记录的申请。",
        "各镇没有收到政府信息公开申请。",
        "2022年没有收到政府信息公开申请。",
        "第一季度没有收到政府信息公开申请。",
        "没有超期未答复的政府信息公开申请。",
        "全年未收到行政许可申请。",
        "收到申请均依法答复，没有发生责任追究的情形，没有申请人投诉。",
    ],
)
def test_a_none_of_something_else_is_left_alone(text: str) -> None:
    assert found(text) == ()


def test_a_none_is_told_with_its_rule_and_what_the_tables_have() -> None:
    (finding,) = found(NONE_OF_DISPUTES)
    assert (finding.code, finding.rule, finding.values) == ("facts.none", "T9", ("0", "5"))


def test_where_the_tables_have_none_a_number_is_asked_about_too() -> None:
    (finding,) = found("政府信息公开行政复议1件。", full({}))
    assert finding.values == ("1", "0")


def test_what_a_total_only_follows_from_its_part_is_one_cause() -> None:
    text = "政府信息公开行政复议5件，其中结果维持3件、其他结果2件。"
    changed = full({**TABLE, "disputes/cases/review.upheld": "4"})
    whole, part = found(text, changed)
    assert whole.cause == part.key
    assert part.cause == ""


def test_a_printed_total_that_the_text_repeats_is_told_as_the_total_only() -> None:
    filing = with_notes(full(), [Note("printed_total", "applications/results.total/applicant.total", "48")])
    text = "收到政府信息公开申请50件，答复48件。"
    assert found(text, filing) == ()
    assert [one.values for one in found(text)] == [("48", "49")]


def test_a_figure_that_is_only_nearly_told_is_a_hint_where_it_is_clearly_off() -> None:
    assert found("收到政府信息公开申请五十余件。") == ()
    (finding,) = found("收到政府信息公开申请五百余件。")
    assert finding.severity == "info"


def test_the_mark_of_a_finding_stays_while_its_words_stay() -> None:
    text = "新收政府信息公开申请51件。"
    (finding,) = found(text)
    assert found(f"甲乙丙。\n{text}丁戊。")[0].key == finding.key
    assert found(text, full({**TABLE, f"applications/received/{NATURAL}": "60"}))[0].key == finding.key
    assert found(text.replace("51", "52"))[0].key != finding.key


def test_text_that_found_no_place_is_compared_as_well() -> None:
    note = Note("unplaced", "proactive", "表格旁边有文字：\n全年新收政府信息公开申请51件。")
    filing = with_notes(full(), [note])
    (finding,) = findings_of_unplaced(filing)
    assert finding.addresses[:2] == ("proactive", "applications/received/applicant.total")
    assert findings_of_unplaced(without_notes(filing, filing.draft.notes)) == ()


def test_the_check_is_asked_again_when_a_cell_or_a_text_changes() -> None:
    filing = with_value(full(), "overview", "新收政府信息公开申请50件。")
    before = check(filing)
    cell = f"applications/received/{NATURAL}"
    after = check_again(before, with_value(filing, cell, "51"), [cell])
    assert [one.code for one in after.findings if one.code.startswith("facts.")] == ["facts.different"]
    mended = with_value(after.filing, "overview", "新收政府信息公开申请51件。")
    assert not [one for one in check_again(after, mended, ["overview"]).findings if one.code.startswith("facts.")]


def test_the_check_reads_every_narrative_and_every_cell() -> None:
    form = full().form
    (one,) = facts_agree(form)
    assert one.reads >= {*form.narratives, *(a for a in form.addresses if a in form.cells)}


def test_a_changed_cell_costs_next_to_nothing() -> None:
    """The limit is 1 ms on an idle machine; here ten times as much, for a machine that is shared."""
    text = "\n".join(f"新收政府信息公开申请50件，办结49件，{n}个栏目更新。" for n in range(40))
    filing = with_value(full(), "overview", text)
    findings_of_narratives(filing)
    took = []
    for n in range(20):
        changed = with_value(filing, f"applications/results.partial/{NATURAL}", str(n))
        begin = time.perf_counter()
        findings_of_narratives(changed)
        took.append(time.perf_counter() - begin)
    assert min(took) < 0.03


def test_what_follows_from_a_broken_balance_of_a_table_is_one_cause() -> None:
    text = "新收政府信息公开申请50件，办结49件。"
    one_more = with_value(full({**TABLE, f"applications/received/{NATURAL}": "51"}), "overview", text)
    told = {one.code: one for one in check(one_more).findings}
    assert told["facts.different"].cause == told["applications.balance"].cause != ""
    both = with_value(one_more, f"applications/carried_forward/{NATURAL}", "5")
    assert [(one.values, one.cause) for one in found(text, both)] == [(("50", "51"), "")]


WORDS = [
    *"新收办结共和，。；：、（）0123456789一二十百万件元占为年%\n",
    "政府信息公开申请",
    "予以公开",
    "不予公开",
    "其中",
]
WORDS += [
    "复议",
    "诉讼",
    "维持",
    "没有",
    "分别为",
    "百分之",
    "点",
    "余",
    "近",
    "2023年",
    "上年结转",
    "自然人",
    "其他",
    "规范性文件",
]


@given(st.lists(st.sampled_from(WORDS), max_size=60).map("".join))
def test_no_text_is_too_strange_to_be_read(text: str) -> None:
    filing = with_value(full(), "overview", text)
    lines = filing.value("overview").split("\n")
    for fact in facts(filing):
        assert lines[fact.paragraph][fact.start : fact.end] == fact.text
    told = findings_of_narratives(filing)
    assert len({one.key for one in told}) == len(told)


# Several readings


def test_a_figure_with_two_readings_is_told_with_both_and_how_far_it_is_from_the_nearer() -> None:
    (finding,) = found("全年收到和办理政府信息公开申请60件。")
    told = finding.message
    assert "应为53（表三“一、本年新收政府信息公开申请数量”＋“二、上年结转政府信息公开申请数量”，总计）或50（" in told
    assert "与53相差7" in told
    assert told.count("60") == 1


def test_a_figure_with_one_reading_is_told_with_what_its_cell_has() -> None:
    (finding,) = found("上年结转政府信息公开申请9件。")
    assert "现为3，相差6" in finding.message


# Causes


@pytest.mark.parametrize(
    ("whole", "upheld", "other", "cause"),
    [(9, 5, 4, 1), (6, 4, 5, 1), (6, 7, 3, 2), (6, 5, 6, None), (6, 3, 2, None), (4, 2, 2, 1)],
)
def test_a_total_follows_from_its_parts_where_they_or_one_of_them_is_off_by_as_much(
    whole: int, upheld: int, other: int, cause: int | None
) -> None:
    told = found(f"政府信息公开行政复议{whole}件，其中结果维持{upheld}件、其他结果{other}件。")
    keys = {one.addresses[1].rpartition(".")[2]: one.key for one in told}
    root = {None: "", 1: keys.get("upheld"), 2: keys.get("other")}[cause]
    assert [one.cause for one in told if one.addresses[1].endswith("total")] == [root]
    assert [one.cause for one in told if not one.addresses[1].endswith("total")] == [""] * (len(told) - 1)


def test_what_follows_from_several_broken_columns_follows_from_the_first() -> None:
    wrong = {f"applications/received/{NATURAL}": "51", f"applications/received/{BUSINESS}": "2"}
    filing = with_values(full(), wrong)
    (finding,) = found("新收政府信息公开申请50件，办结49件。", filing)
    roots = [one.key for one in check(filing).findings if one.code == "applications.balance" and not one.cause]
    assert (finding.values, finding.cause) == (("50", "53"), roots[0])
    (business,) = found("收到政府信息公开申请，其中商业企业0件。", filing)
    assert (business.values, business.cause) == (("0", "2"), roots[1])


@pytest.mark.parametrize("text", ["政府信息公开行政复议6件。", "新收政府信息公开申请49件，办结49件。"])
def test_what_is_off_elsewhere_or_by_another_number_does_not_follow_from_a_broken_balance(text: str) -> None:
    (finding,) = found(text, with_values(full(), {f"applications/received/{NATURAL}": "51"}))
    assert finding.cause == ""
