"""How what is asked about the figures of a text is told to a clerk, in Chinese, and what a finding is known by."""

from collections.abc import Mapping

import pytest

from app.draft import Filing, Note, new_filing, with_notes, with_value, with_values
from app.facts import facts
from app.facts.findings import findings_of_narratives, findings_of_unplaced
from app.finding import Finding

NATURAL, BUSINESS = "applicant.natural_person", "applicant.organization.business"
TABLE = {
    f"applications/received/{NATURAL}": "50",
    f"applications/brought_forward/{NATURAL}": "3",
    f"applications/results.granted/{NATURAL}": "49",
    f"applications/carried_forward/{NATURAL}": "4",
    "disputes/cases/review.upheld": "3",
    "disputes/cases/review.other": "2",
}


def full(table: Mapping[str, str] = TABLE) -> Filing:
    filing = new_filing("disclosure", "清源县教育局", 2023)
    zeros = {a: "0" for a in filing.form.addresses if a in filing.form.cells}
    return with_values(filing, {**zeros, **table})


def found(text: str, filing: Filing | None = None) -> tuple[Finding, ...]:
    return findings_of_narratives(with_value(filing or full(), "overview", text))


# As a clerk reads it

RECEIVED = "表三“一、本年新收政府信息公开申请数量”"
BOTH = "表三“一、本年新收政府信息公开申请数量”＋“二、上年结转政府信息公开申请数量”"
BLANK = {f"applications/received/{BUSINESS}": ""}


@pytest.mark.parametrize(
    ("text", "blank", "message"),
    [
        (
            "新收政府信息公开申请51件。",
            {},
            f"写的是“新收政府信息公开申请51件”，而{RECEIVED}，总计现为50，相差1。",
        ),
        (
            "新收政府信息公开申请41件。",
            BLANK,
            f"写的是“新收政府信息公开申请41件”，而{RECEIVED}，总计（还有空格没填）已有50，相差9。",
        ),
        (
            "全年受理政府信息公开申请41件。",
            {},
            f"写的是“全年受理政府信息公开申请41件”，应为50（{RECEIVED}，总计）或53（{BOTH}，总计），与50相差9。",
        ),
        (
            "全年受理政府信息公开申请41件。",
            BLANK,
            "写的是“全年受理政府信息公开申请41件”，"
            f"应为不少于50（{RECEIVED}，总计，还有空格没填）或不少于53（{BOTH}，总计，还有空格没填），与50相差9。",
        ),
        (
            "行政事业性收费120600元。",
            {},
            "写的是“行政事业性收费120600元”，而表二“行政事业性收费”，本年收费金额（单位：万元）现为0，相差12.06。",
        ),
    ],
)
def test_a_figure_is_told_with_its_words_its_cells_and_the_difference(
    text: str, blank: dict[str, str], message: str
) -> None:
    (finding,) = found(text, with_values(full(), blank))
    assert finding.message == f"一、总体情况：{message}"
    assert finding.mend == "请对照台账核实哪一个对，再改正文或者改表。"
    assert finding.source == (
        "（国办公开办函〔2021〕30号）一（三）“数据准确、要素齐备”；正文与表格一致是通行的审核口径"
    )


def test_of_three_readings_the_two_nearest_to_the_text_are_told() -> None:
    filing = with_value(full(), f"applications/results.granted/{NATURAL}", "40")
    (finding,) = found("办理政府信息公开申请46件。", filing)
    assert f"应为50（{RECEIVED}，总计）或40（表三“（七）总计”，总计），与50相差4" in finding.message


def test_parts_of_one_table_and_column_are_named_once_and_others_whole() -> None:
    one_column = {"disputes/cases/litigation.direct.upheld": "1", "disputes/cases/litigation.after_review.upheld": "1"}
    (finding,) = found("政府信息公开行政复议5件，行政诉讼2件，其中结果维持7件。", with_values(full(), one_column))
    whole = "表四“行政复议 结果维持”＋“未经复议直接起诉 结果维持”＋“复议后起诉 结果维持”"
    assert f"应为5（{whole}）或3（表四“行政复议 结果维持”），与5相差2" in finding.message
    (finding,) = found("收到自然人和商业企业政府信息公开申请60件。")
    assert f"或50（{RECEIVED}，自然人＋{RECEIVED}，商业企业）" in finding.message
    assert f"应为53（{RECEIVED}，自然人＋{RECEIVED}，商业企业＋表三“二、" in finding.message


def test_text_that_belongs_to_no_section_is_told_as_such() -> None:
    note = Note("unplaced", "", "表格旁边有文字：\n全年新收政府信息公开申请51件。")
    (finding,) = findings_of_unplaced(with_notes(full(), [note]))
    assert finding.message.startswith("没有归入任何部分的文字：写的是“全年新收政府信息公开申请51件”，而")
    assert finding.addresses == ("applications/received/applicant.total",)


def test_the_place_of_a_figure_in_text_that_found_no_place_is_counted_from_that_text() -> None:
    text = "表格旁边有文字：\n甲乙丙。\n全年新收政府信息公开申请51件。"
    filing = with_notes(full(), [Note("unplaced", "proactive", text)])
    fact = next(one for one in facts(filing) if one.note)
    assert fact.note == filing.draft.notes[-1]
    assert text.split("\n")[fact.paragraph][fact.start : fact.end] == "51件"


@pytest.mark.parametrize(("count", "is_whole"), [(80, True), (81, False)])
def test_a_long_clause_is_told_by_its_beginning_and_end(count: int, is_whole: bool) -> None:
    words = "新收政府信息公开申请51件" + "经各股室逐件核对并报送审定后通报全县教育系统各单位参照执行" * 3
    clause = words[:count]
    assert len(clause) == count
    (finding,) = found(f"{clause}。")
    assert f"“{clause if is_whole else f'{clause[:40]}…{clause[-40:]}'}”" in finding.message


@pytest.mark.parametrize(
    ("text", "message", "addresses"),
    [
        (
            "信息总数510条，其中主动公开198条，依申请公开142条，不予公开137条。",
            "“信息总数510条，其中主动公开198条，依申请公开142条，不予公开137条”中，"
            "各项相加198＋142＋137＝477，与总数510相差33。",
            ("overview",),
        ),
        (
            "收费70元，其中资料类16.5元，其他65元。",
            "“收费70元，其中资料类16.5元，其他65元”中，各项相加16.5＋65＝81.5，与总数70相差11.5。",
            ("overview",),
        ),
        (
            "收到咨询8件，其中自然人3件，占38.5%；企业4件，占50%；其他1件，占12.5%。",
            "“其中自然人3件，占38.5%”，3件按总数计算占37.5%，正文写38.5%。",
            ("overview",),
        ),
    ],
)
def test_a_list_and_a_share_are_told_with_what_their_figures_make(
    text: str, message: str, addresses: tuple[str, ...]
) -> None:
    (finding,) = found(text)
    assert finding.message == f"一、总体情况：{message}"
    assert finding.mend == "请对照台账核实哪个数对，再改正文。"
    assert finding.source == "“其中”各项相加与总数一致，占比与各项相符，是通行的审核口径"
    assert finding.addresses == addresses


def test_a_figure_that_is_not_understood_has_neither_a_rule_nor_cells() -> None:
    (fact,) = facts(with_value(full(), "overview", "办理建议11件。"))
    assert (fact.rule, fact.places, fact.readings, fact.shown) == ("", (), (), ("", ""))


# What a confirmed finding is known by


def test_a_finding_that_an_older_program_wrote_down_is_still_the_same() -> None:
    assert [one.key for one in found("新收政府信息公开申请51件。")] == ["facts.different:overview:883a7815"]
    listed = "信息总数510条，其中主动公开198条，依申请公开142条，不予公开137条。"
    assert [one.key for one in found(listed)] == ["facts.sum:overview:f24babf3"]


def test_the_same_words_again_are_counted_and_the_first_keeps_its_key() -> None:
    text = "上年结转政府信息公开申请9件。"
    (alone,) = found(text)
    assert [one.key for one in found("\n".join([text] * 3))] == [alone.key, f"{alone.key}.2", f"{alone.key}.3"]
