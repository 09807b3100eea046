"""Sentences as clerks write them: which of their figures are understood, and which differ from the tables."""

from collections.abc import Iterable

import pytest

from app.draft import Filing, new_filing, with_values
from app.facts import State, facts
from app.facts.own import own_names
from app.facts.reckoning import Reckoning

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
    ("全年收到50件申请，予以公开23件。", "50件 23件"),
    ("政府信息公开行政复议、行政诉讼分别为5件、4件。", "5件 4件"),
    ("政府信息公开申请新收、上年结转分别为50件、3件，办结49件。", "50件 3件 49件"),
    ("新收政府信息公开申请50件，其中自然人、法人或其他组织分别为40件、10件。", "50件 40件 10件"),
    ("政府信息公开行政复议和行政诉讼9件，其中结果维持6件、尚未审结1件。", "9件 6件 1件"),
    ("上年收到政府信息公开申请40件。全年新收50件。", "50件"),
    ("新收政府信息公开申请50件，同比增加12件，办结49件。", "50件 49件"),
    ("政府信息公开申请（含上年结转3件）共办结49件。", "3件 49件"),
    ("政府信息公开申请新收：50件；上年结转：3件。", "50件 3件"),
    ("办结49件政府信息公开申请，其中23件予以公开、5件部分公开、6件不予公开。", "49件 23件 5件 6件"),
    ("予以公开23件部分公开5件不予公开6件的政府信息公开申请。", "23件 5件 6件"),
    ("23件予以公开5件部分公开的政府信息公开申请。", "23件 5件"),
    ("上年结转3件政府信息公开申请、新收50件。", "3件 50件"),
    ("3.全年收到政府信息公开申请50件。", "50件"),
    ("3.规范办理工作本年度新收政府信息公开申请50件。", "50件"),
    ("一、依申请公开全年收到政府信息公开申请50件。", "50件"),
    ("政府信息公开申请新收（不含重复件）50件。", "50件"),
    ("政府信息公开申请新收（含上年结转）50件。", ""),
    ("收到政府信息公开申请50件。我局认真研究，逐件答复，予以公开23件。", "50件 23件"),
    ("网上平台：50件新收政府信息公开申请。", "50件"),
    ("政府信息公开申请予以公开、部分公开分别为23件和5件。", "23件 5件"),
    ("政府信息公开申请予以公开、部分公开分别为23件、共5件。", "23件 5件"),
    ("政府信息公开申请予以公开、部分公开分别为23件，其中5件延期。", "23件"),
    ("新收政府信息公开申请50件全部通过网站答复。", "50件"),
    ("新收政府信息公开申请40件为自然人。", "40件"),
    ("政府信息公开申请，新收50件、上年结转3件、办结49件、结转下年度继续办理4件。", "50件 3件 49件 4件"),
    ("予以公开23件、部分公开5件的政府信息公开申请已公示。", "23件 5件"),
    ("无法提供政府信息公开申请9件（本机关不掌握相关政府信息8件、补正后仍不明确1件）。", "9件 8件 1件"),
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
    ("政府信息公开申请办结49件。予以公开、部分公开分别为23件、6件。", "6件", "T8"),
    ("新收政府信息公开申请中，自然人、商业企业分别为40件、9件。", "9件", "T1"),
    ("3.规范办理工作本年度新收政府信息公开申请51件。", "51件", "T1"),
    ("1.全年没有收到政府信息公开申请。", "1.全年没有收到政府信息公开申请", "T9"),
    ("没有不予公开的政府信息公开申请。", "没有不予公开的政府信息公开申请", "T9"),
    ("概况。　全年没有收到政府信息公开申请 。", "全年没有收到政府信息公开申请", "T9"),
    ("新收政府信息公开申请51件全部通过网站答复。", "51件", "T1"),
    ("新收政府信息公开申请41件为自然人。", "41件", "T1"),
    ("收到政府信息公开申请50件；结果：予以公开24件。", "24件", "T8"),
    ("因政府信息公开工作被申请行政复议6件、提起行政诉讼4件。", "6件", "T5"),
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
    "3.规范办理收到政府信息公开申请60件。",
    "政府信息公开申请30件来自自然人。",
    "政府信息公开申请40件未收到答复。",
    "收到政府信息公开申请80条。",
    "新收政府信息公开申请50件，开展检查4次，予以公开20件。",
    "办理人大代表建议11件，办结11件，予以公开10件。",
    "政府信息公开申请新收：网上60件。",
    "收到政府信息公开申请50件。开展公文属性认定，不予公开10件。",
    "收到政府信息公开申请50件。依申请公开类公文属性认定，不予公开10件。",
    "政府信息公开申请予以公开、部分公开分别为23件，其中9件延期。",
    "新收政府信息公开申请60件不予公开。",
    "新收政府信息公开申请60件因保密不予公开。",
    "新收政府信息公开申请60件部分来自商业企业。",
    "政府信息公开行政复议6件无结果纠正。",
    "新制作规范性文件2件，新公开规范性文件2件。",
]


@pytest.mark.parametrize("sentence", STRANGE)
def test_what_counts_something_else_is_never_told_different(sentence: str) -> None:
    assert told(sentence, State.DIFFERENT) == []


@pytest.mark.parametrize("sentence", STRANGE[:15])
def test_what_counts_something_else_is_not_understood(sentence: str) -> None:
    assert told(sentence, State.EQUAL) == []


@pytest.mark.parametrize(
    ("words", "equal", "unknown", "different"),
    [
        ("五十余件", (50, 57, 60), (25, 49, 61, 100), (24, 101)),
        ("近五十件", (40, 45, 50), (25, 39, 51, 100), (24, 101)),
        ("约五十件", (40, 50, 60), (25, 39, 61, 100), (24, 101)),
        ("1.2万件", (11_500, 12_000, 12_500), (), (11_499, 12_501)),
        ("50件", (50,), (), (49, 51)),
    ],
)
def test_a_figure_agrees_with_what_it_may_mean_and_a_rough_one_differs_only_where_it_is_far_off(
    words: str, equal: tuple[int, ...], unknown: tuple[int, ...], different: tuple[int, ...]
) -> None:
    expected = {State.EQUAL: equal, State.UNKNOWN: unknown, State.DIFFERENT: different}
    for state, numbers in expected.items():
        for number in numbers:
            table = full(table={f"applications/received/{PERSON}": str(number)})
            assert told(f"新收政府信息公开申请{words}。", state, filing=table), (number, state)


@pytest.mark.parametrize(
    ("words", "shown", "state"),
    [
        ("126000元", "12.6", State.DIFFERENT),
        ("12.60万元", "12.6", State.DIFFERENT),
        ("130000元", "13", State.DIFFERENT),
        ("0.00125亿元", "12.5", State.EQUAL),
        ("125000元", "12.5", State.EQUAL),
    ],
)
def test_money_is_shown_in_the_unit_of_its_cell(words: str, shown: str, state: State) -> None:
    (fact,) = facts(with_values(FILING, {"overview": f"收取行政事业性收费{words}。"}))
    assert (fact.state, fact.shown) == (state, (shown, "12.5"))


def test_a_figure_that_agrees_or_is_undecided_is_shown_beside_the_tables_too() -> None:
    text = "新收政府信息公开申请50件，公开行政处罚决定48件。"
    agreed, undecided = facts(with_values(FILING, {"overview": text}))
    assert (agreed.state, agreed.shown) == (State.EQUAL, ("50", "50"))
    assert (undecided.state, undecided.shown) == (State.UNKNOWN, ("48", "35"))


def test_of_several_readings_the_nearest_is_told_first() -> None:
    (fact,) = facts(with_values(FILING, {"overview": "全年受理政府信息公开申请54件。"}))
    received, brought = "applications/received/applicant.total", "applications/brought_forward/applicant.total"
    assert fact.places == (f"{received}+{brought}", received)
    assert fact.readings == ((received, brought), (received,))
    assert fact.shown == ("54", "53")


def test_each_figure_of_a_clause_is_told_with_the_words_that_are_its_own() -> None:
    text = "办结49件政府信息公开申请，其中23件予以公开、5件部分公开的。予以公开23件部分公开5件、（新收50件、）。"
    words = [fact.words for fact in facts(with_values(FILING, {"overview": text}))]
    assert words == [
        "办结49件政府信息公开申请",
        "其中23件予以公开",
        "5件部分公开的",
        "予以公开23件",
        "部分公开5件",
        "新收50件",
    ]


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


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        ({}, State.EQUAL),
        ({f"applications/received/{PERSON}": "1"}, State.DIFFERENT),
        ({f"applications/received/{PERSON}": ""}, State.UNKNOWN),
        ({f"applications/received/{PERSON}": "", f"applications/received/{BUSINESS}": "1"}, State.DIFFERENT),
    ],
)
def test_a_none_is_right_where_nothing_is_filled_but_zeros(cells: dict[str, str], state: State) -> None:
    sentence = "全年没有新收政府信息公开申请。"
    (fact,) = facts(with_values(full(table={}), {**cells, "overview": sentence}))
    assert (fact.state, fact.is_none, fact.unit, fact.value) == (state, True, "", 0)


def test_where_nothing_is_filled_nothing_is_shown_beside_a_figure() -> None:
    filing = with_values(new_filing("disclosure", "清源县教育局", 2023), {"overview": "新收政府信息公开申请50件。"})
    (fact,) = facts(filing)
    assert (fact.state, fact.shown) == (State.UNKNOWN, ("50", ""))


def understood(texts: Iterable[str]) -> int:
    return sum(len(told(text, State.EQUAL)) for text in texts)


def test_most_of_what_a_report_says_of_its_tables_is_understood() -> None:
    assert understood(sentence for sentence, _equal in TRUE) >= 45


# Whose figures they are


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("临江市教育局", "市教育局 教育局"),
        ("清源县人民政府", "清源县"),
        ("清源县城关镇人民政府", "清源县城关镇 县城关镇 城关镇"),
        ("平川新区管理委员会", "区管理委员会 管理委员会 平川新区"),
        ("区局", ""),
        ("清县人民政府", ""),
        ("清源县驻京办事处", "县驻京办事处 驻京办事处"),
        ("清源县城办事处", "县城办事处 城办事处"),
        ("东海市文化局", "市文化局 文化局"),
        ("城关街道办事处", "道办事处 办事处 城关街道"),
    ],
)
def test_an_organization_is_called_by_its_name_or_a_shorter_one(name: str, others: str) -> None:
    assert own_names(new_filing("disclosure", name, 2023)) == (name, *others.split())


def test_an_organization_is_called_as_the_cover_calls_it_too() -> None:
    cover = {"cover/short_name": "县教育工委", "cover/signed_by": "清源县教体局"}
    names = own_names(with_values(FILING, cover))
    assert names == (
        "清源县教育局",
        "县教育局",
        "教育局",
        "县教育工委",
        "教育工委",
        "清源县教体局",
        "县教体局",
        "教体局",
    )


@pytest.mark.parametrize(
    ("sentence", "different"),
    [
        ("县教育局新收政府信息公开申请51件。", ["51件"]),
        ("清源县教育局新收政府信息公开申请51件。", ["51件"]),
        ("县民政局新收政府信息公开申请51件。", []),
        ("县政府新收政府信息公开申请51件。", []),
    ],
)
def test_only_figures_of_the_reports_own_organization_are_compared(sentence: str, different: list[str]) -> None:
    assert told(sentence, State.DIFFERENT) == different


def test_what_a_whole_government_reports_is_not_what_its_office_does() -> None:
    filing = with_values(new_filing("disclosure", "清源县人民政府", 2023), dict(FILING.draft.values))
    assert told("清源县新收政府信息公开申请51件。", State.DIFFERENT, filing=filing) == ["51件"]
    assert told("县政府办公室新收政府信息公开申请51件。", State.DIFFERENT, filing=filing) == []


# Sums of cells


def test_a_sum_says_whether_all_of_it_is_filled_and_whether_more_can_only_add_to_it() -> None:
    older = with_values(new_filing("disclosure", "清源县教育局", 2020), {"proactive/licensing/change": "-3"})
    signed = Reckoning(older).sum("proactive/licensing/change")
    assert (signed.number, signed.is_whole, signed.is_count) == (-3, True, False)
    blank = Reckoning(older).sum("applications/received/applicant.total")
    assert (blank.number, blank.is_whole, blank.is_count) == (None, False, True)
    fees = Reckoning(FILING).sum("proactive/fees/amount")
    assert (str(fees.number), fees.unit, fees.is_whole) == ("12.5", 10_000, True)
    none = Reckoning(FILING).sum("somewhere/else")
    assert (none.number, none.unit) == (None, 1)


def test_what_is_no_number_counts_as_blank() -> None:
    filing = with_values(FILING, {f"applications/received/{BUSINESS}": "若干"})
    found = Reckoning(filing).sum("applications/received/applicant.total")
    assert (found.number, found.is_whole) == (42, False)
