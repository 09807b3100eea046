"""Sentences as clerks write them: which of their figures are understood, and which differ from the tables."""

from collections.abc import Iterable

import pytest

from app.draft import Filing, new_filing, with_values
from app.facts import State, facts

PERSON, BUSINESS = "applicant.natural_person", "applicant.organization.business"
TABLE = {
    f"applications/received/{PERSON}": "40",
    f"applications/received/{BUSINESS}": "8",
    "applications/received/applicant.organization.legal_service": "2",
    f"applications/brought_forward/{PERSON}": "3",
    f"applications/results.granted/{PERSON}": "20",
    f"applications/results.granted/{BUSINESS}": "3",
    f"applications/results.partial/{PERSON}": "5",
    f"applications/results.refused.third_party/{PERSON}": "4",
    f"applications/results.refused.internal_affairs/{PERSON}": "2",
    f"applications/results.unavailable.not_held/{PERSON}": "8",
    f"applications/results.unavailable.unclear/{PERSON}": "1",
    f"applications/results.declined.repeated/{BUSINESS}": "3",
    f"applications/results.other.rest/{PERSON}": "3",
    f"applications/carried_forward/{PERSON}": "4",
    "disputes/cases/review.upheld": "3",
    "disputes/cases/review.corrected": "1",
    "disputes/cases/review.other": "1",
    "disputes/cases/litigation.direct.upheld": "1",
    "disputes/cases/litigation.direct.pending": "1",
    "disputes/cases/litigation.after_review.upheld": "2",
    "proactive/normative/issued": "6",
    "proactive/normative/repealed": "2",
    "proactive/normative/in_force": "30",
    "proactive/licensing/decisions": "1200",
    "proactive/penalty/decisions": "35",
    "proactive/fees/amount": "12.5",
}
"""新收 50, 上年结转 3, 办结 49 = 23 + 5 + 6 + 9 + 3 + 3, 结转下年度 4; 复议 5, 诉讼 2 + 2."""


def full(year: int = 2023, table: dict[str, str] = TABLE) -> Filing:
    """A filing with every cell filled, 0 where the table says nothing."""
    filing = new_filing("disclosure", "清源县教育局", year)
    zeros = {a: "0" for a in filing.form.addresses if a in filing.form.cells}
    return with_values(filing, {**zeros, **{a: text for a, text in table.items() if a in filing.form.cells}})


FILING = full()


def told(sentence: str, state: State, section: str = "overview", filing: Filing = FILING) -> list[str]:
    found = facts(with_values(filing, {section: sentence}))
    return ["".join(fact.text.split()) for fact in found if fact.state is state]


TRUE = [
    ("2023年新收政府信息公开申请50件，上年结转3件，办结49件，结转下年度继续办理4件。", "50件 3件 49件 4件"),
    ("全年共收到政府信息公开申请53件，其中自然人43件、商业企业8件、法律服务机构2件。", "53件 43件 8件 2件"),
    ("本机关全年共受理政府信息公开申请50件，按时答复49件（含上年度结转申请3件）。", "50件 49件 3件"),
    ("全县共收到政府信息公开申请５０件，其中，自然人申请40件，法人或其他组织申请10件。", "５０件 40件 10件"),
    ("共收到依申请公开五十件。办结的申请中，予以公开23件、部分公开5件、不予公开6件。", "五十件 23件 5件 6件"),
    ("我局新收到政府信息公开申请50件，较上年增加12件，同比增长31.6%，办结49件。", "50件 49件"),
    ("政府信息公开申请办理结果：予以公开及部分公开28件，占57.1%；无法提供9件，不予处理3件。", "28件 9件 3件"),
    ("收到申请公开政府信息50件；作其他处理（含申请人主动撤回申请）3件，转下年度办理4件。", "50件 3件 4件"),
    ("政府信息公开行政复议5件，其中结果维持3件、结果纠正1件、其他结果1件。", "5件 3件 1件 1件"),
    ("因政府信息公开被提起行政诉讼4件，其中结果维持3件，尚未审结1件。", "4件 3件 1件"),
    ("政府信息公开行政诉讼案件4起，其中未经复议直接起诉2起，复议后起诉2起。", "4起 2起 2起"),
    (
        "制发行政规范性文件6件，废止2件，现行有效30件。作出行政许可决定1200件、行政处罚决定35件。",
        "6件 2件 30件 1200件 35件",
    ),
    ("（二）依申请公开情况\n全年收到50件，其中3件不予处理，4件结转下年度继续办理。", "50件 3件 4件"),
    ("自然人、法人或其他组织分别提出政府信息公开申请40件、10件，新收共50件。", ""),
    ("收取行政事业性收费125000元，折合12.5万元。", "125000元"),
    ("收到政府信息公开申请近60件，办结近50件。", "60件 50件"),
    ("2023年1月1日至12月31日，教育局收到政府信息公开申请50宗。", "50宗"),
    ("一是规范办理。全年收到信息公\n开申请 50 件，办结 49\n件。", "50件 49"),
]


@pytest.mark.parametrize(("sentence", "equal"), TRUE)
def test_figures_that_agree_are_found_equal_and_none_different(sentence: str, equal: str) -> None:
    assert told(sentence, State.DIFFERENT) == []
    assert told(sentence, State.EQUAL) == equal.split()


FALSE = [
    ("2023年新收政府信息公开申请51件，上年结转3件，办结49件。", "51件", "T1"),
    ("2023年新收政府信息公开申请50件，上年结转5件，办结49件。", "5件", "T2"),
    ("全年共受理公开申请54件。", "54件", "T3"),
    ("本年度，共受理政府信息公开申请49件，都在法定期限内予以答复。", "49件", "T3"),
    ("全年收到政府信息公开申请50件，答复50件。", "50件", "T3"),
    ("收到政府信息公开申请50件，结转下年度继续办理3件。", "3件", "T4"),
    ("政府信息公开行政复议6件，其中结果维持3件。", "6件", "T5"),
    ("政府信息公开行政复议5件，其中结果维持4件、结果纠正1件。", "4件", "T5"),
    ("因政府信息公开引起的行政诉讼2件。", "2件", "T6"),
    ("全年政府信息公开行政诉讼4件，其中结果纠正1件。", "1件", "T6"),
    ("制发规范性文件6件，按程序确认失效或废止文件3件，现行有效行政规范性文件共30件。", "3件", "T7"),
    ("作出行政许可决定1200件、行政处罚决定53件。", "53件", "T7"),
    ("行政事业性收费12.6万元。", "12.6万元", "T7"),
    ("办结政府信息公开申请49件，其中予以公开22件，部分公开5件，不予公开6件。", "22件", "T8"),
    ("办结政府信息公开申请四十九件，其中无法提供十九件。", "十九件", "T8"),
    ("新收的政府信息公开申请中，自然人41件，法人或其他组织10件。", "41件", "T3"),
    ("收到政府信息公开申请五百余件。", "五百余件", "T3"),
]


@pytest.mark.parametrize(("sentence", "text", "rule"), FALSE)
def test_a_figure_that_the_tables_have_not_is_found_different_and_no_other(sentence: str, text: str, rule: str) -> None:
    found = [fact for fact in facts(with_values(FILING, {"overview": sentence})) if fact.state is State.DIFFERENT]
    assert [fact.text for fact in found] == [text]
    assert rule in (found[0].rule, "T3")


STRANGE = [
    "新增公开市政府及市政府办政策性文件11件。",
    "县各部门收到政府信息公开申请30件，各乡镇收到12件。",
    "去年收到政府信息公开申请40件，办结39件。",
    "2022年收到政府信息公开申请40件，办结40件。",
    "自2008年以来累计收到政府信息公开申请600件，办结590件。",
    "第一季度收到政府信息公开申请11件，办结10件。",
    "3月收到政府信息公开申请5件。",
    "历年累计收到政府信息公开申请1200件。",
    "全年认定公文公开属性344件，其中主动公开121件，依申请公开140件，不予公开83件。",
    "制作、获取政府信息510条，其中主动公开198条，依申请公开信息数142条，不予公开信息数137条。",
    "办理人大代表建议11件、政协提案14件，答复25件。",
    "收到“领导信箱”来信158件，办结158件。",
    "依据国办公开办函〔2021〕30号、第711号令第二十条，联系电话0517-83605210，共3所学校。",
    "收到政府信息公开申请后5个工作日内答复，坚持一事一申请，件件有回音，一起推进三项制度。",
    "我局作为复议机关受理行政复议案件120件，审结118件。",
    "公开行政许可信息300条、行政处罚决定480件。",
    "清理规范性文件50件，废止3件。",
    "涉及政府信息公开的不予公开决定被申请行政复议后，2件被纠正并重新答复。",
    "全年收到政府信息公开申请3至5件不等。",
    "本年度共制发政府信息130件，其中主动公开18件，不予公开112件。",
]


@pytest.mark.parametrize("sentence", STRANGE)
def test_what_counts_something_else_is_never_told_different(sentence: str) -> None:
    assert told(sentence, State.DIFFERENT) == []


@pytest.mark.parametrize("sentence", STRANGE[:15])
def test_what_counts_something_else_is_not_understood(sentence: str) -> None:
    assert told(sentence, State.EQUAL) == []


def test_the_older_edition_has_its_own_columns() -> None:
    older = full(2020, {"proactive/normative/made": "2", "proactive/normative/disclosed": "2"})
    sentence = "新制作并公开规范性文件2件，对外公开的规范性文件共7件。"
    assert told(sentence, State.EQUAL, filing=older) == ["2件"]
    assert told(sentence, State.DIFFERENT, filing=older) == ["7件"]


def test_where_mostly_single_cases_are_spoken_of_only_the_whole_year_is_compared() -> None:
    single = "有政府信息公开申请3件，其中部分公开2件的答复不够规范。"
    assert told(single, State.DIFFERENT, "problems") == []
    assert told("全年收到政府信息公开申请51件，压力较大。", State.DIFFERENT, "problems") == ["51件"]


def test_a_fact_knows_its_paragraph_and_place() -> None:
    text = "概述。\n（二）依申请公开。全年新收政府信息公开申请51件。"
    (fact,) = facts(with_values(FILING, {"overview": text}))
    assert (fact.place, fact.paragraph, fact.text, fact.unit) == ("overview", 1, "51件", "件")
    assert text.split("\n")[fact.paragraph][fact.start : fact.end] == "51件"
    assert fact.readings == (("applications/received/applicant.total",),)
    assert fact.shown == ("51", "50")


def test_a_blank_cell_leaves_a_figure_undecided_unless_the_others_are_too_many_already() -> None:
    filing = with_values(FILING, {f"applications/received/{BUSINESS}": ""})
    few, many = "新收政府信息公开申请50件。", "新收政府信息公开申请41件。"
    assert (told(few, State.DIFFERENT, filing=filing), told(few, State.EQUAL, filing=filing)) == ([], [])
    assert told(many, State.DIFFERENT, filing=filing) == ["41件"]


def understood(texts: Iterable[str]) -> int:
    return sum(len(told(text, State.EQUAL)) for text in texts)


def test_most_of_what_a_report_says_of_its_tables_is_understood() -> None:
    assert understood(sentence for sentence, _equal in TRUE) >= 45
