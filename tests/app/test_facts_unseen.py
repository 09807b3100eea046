"""Sentences in the manner of offices that nobody had read before: = agrees, ≠ differs, ? is not understood."""

import pytest

from app.draft import Filing, new_filing, with_values
from app.facts import State, facts
from app.facts.findings import findings_of_narratives

PERSON, BUSINESS = "applicant.natural_person", "applicant.organization.business"
TABLE = {
    f"applications/received/{PERSON}": "100",
    f"applications/received/{BUSINESS}": "20",
    f"applications/brought_forward/{PERSON}": "7",
    f"applications/results.granted/{PERSON}": "58",
    f"applications/results.partial/{PERSON}": "13",
    f"applications/results.refused.internal_affairs/{PERSON}": "5",
    f"applications/results.refused.deliberative/{PERSON}": "6",
    f"applications/results.unavailable.not_held/{BUSINESS}": "23",
    f"applications/results.unavailable.not_existing/{BUSINESS}": "3",
    f"applications/results.declined.petition/{BUSINESS}": "6",
    f"applications/results.other.uncorrected/{PERSON}": "4",
    f"applications/carried_forward/{PERSON}": "9",
    "disputes/cases/review.upheld": "7",
    "disputes/cases/review.corrected": "2",
    "disputes/cases/review.other": "3",
    "disputes/cases/review.pending": "1",
    "disputes/cases/litigation.direct.upheld": "2",
    "disputes/cases/litigation.after_review.corrected": "4",
    "disputes/cases/litigation.after_review.pending": "1",
    "proactive/rules/in_force": "3",
    "proactive/normative/issued": "8",
    "proactive/normative/repealed": "5",
    "proactive/normative/in_force": "46",
    "proactive/licensing/decisions": "2345",
    "proactive/penalty/decisions": "678",
    "proactive/coercion/decisions": "32",
}
"""新收 120, 上年结转 7, 办结 118 = 58 + 13 + 11 + 26 + 6 + 4, 结转下年度 9; 复议 13, 诉讼 2 + 5."""

SIGNS = {State.EQUAL: "=", State.DIFFERENT: "≠", State.UNKNOWN: "?"}


def filing_of(text: str, name: str = "长泽市人民政府", year: int = 2023) -> Filing:
    filing = new_filing("disclosure", name, year)
    zeros = {address: "0" for address in filing.form.addresses if address in filing.form.cells}
    return with_values(filing, {**zeros, **TABLE, "overview": text})


def told(text: str, name: str = "长泽市人民政府") -> str:
    return " ".join(f"{fact.text}{SIGNS[fact.state]}" for fact in facts(filing_of(text, name)))


UNDERSTOOD = [
    ("新收申请120件，网络申请85件、信函申请35件；从主体看，自然人申请100件。", "120件= 85件? 35件? 100件="),
    (
        "收到政府信息公开申请120件，其中当面5件，通过邮寄方式30件，网站85件，办结118件。",
        "120件= 5件? 30件? 85件? 118件=",
    ),
    ("新收申请120件，加上2022年结转的7件，应办理127件，剩余9件结转至2024年。", "120件= 7件= 127件= 9件="),
    ("新收申请120件，去年结转7件，共127件，办结118件。", "120件= 7件= 127件? 118件="),
    ("2023年新收申请120件。2022年结转7件，办结118件。", "120件= 7件= 118件="),
    ("新收申请120件，承接上年度未办结7件。", "120件= 7件?"),
    ("新收申请120件，上年度未办结的7件，办结118件。", "120件= 7件= 118件="),
    ("收到申请120件、结转7件，办结118件。", "120件= 7件= 118件="),
    ("办结政府信息公开申请118件：予以公开58件、其他4件，总计118件，结转下年度9件。", "118件= 58件= 4件? 118件? 9件="),
    ("办结申请118件，其中答复公开58件、同意部分公开13件、不同意公开11件。", "118件= 58件= 13件= 11件="),
    ("不予公开申请11件（内部事务信息5件、过程性信息6件）。", "11件= 5件= 6件="),
    ("无法提供政府信息公开申请26件（不掌握23件、没有现成信息3件）。", "26件= 23件= 3件="),
    ("办结申请118件，有23件因本机关不掌握相关信息而无法提供。", "118件= 23件="),
    ("办结申请118件，逾期不补正4件，申请人主动撤回申请2件，结转下年度9件。", "118件= 4件= 2件? 9件="),
    ("办结申请118件，信息不存在26件。", "118件= 26件="),
    ("受理依申请政府信息公开事项120件，公民、法人或者其他组织提出的申请120件。", "120件= 120件="),
    ("受理信息依申请公开120件。收到公开政府信息申请120件。接收到申请书120件。", "120件= 120件= 120件="),
    ("通过网站、信函等多种渠道收到政府信息公开申请120件。", "120件="),
    ("共处理政府信息公开申请127件（含上年结转7件），答复118件。", "127件= 7件= 118件="),
    ("全年累计收到政府信息公开申请120件，办结118件。", "120件= 118件="),
    ("因政府信息公开引发行政复议13件，其中被维持7件、依法纠错2件、其他3件、正在审理1件。", "13件= 7件= 2件= 3件? 1件="),
    ("政府信息公开行政复议13件（一审5件），维持具体行政行为7件，未结案1件。", "13件= 5件? 7件= 1件="),
    ("申请答复引发政府信息公开行政复议13件。", "13件="),
    ("政府信息公开行政复议13件（维持7件）、行政诉讼7件（维持2件、纠正4件）。", "13件= 7件= 7件= 2件= 4件="),
    ("现行有效规章3件、行政规范性文件46件，制发规章0件、规范性文件8件。", "3件= 46件= 0件= 8件="),
    ("宣布废止或失效行政规范性文件5件，目前有效的行政规范性文件46件。", "5件= 46件="),
    ("制定发布行政规范性文件8件，清理废止文件5件，现行有效文件46件。", "8件= 5件= 46件="),
    ("作出行政许可2345件、行政处罚决定678件，采取行政强制措施32件。", "2345件= 678件= 32件="),
    ("作出许可决定2345件、处罚决定678件。", "2345件= 678件="),
    ("新收申请120件,2022年结转7件。", "120件= 7件="),
    ("截至年底，办结政府信息公开申请118件。", "118件="),
    ("全市各级各部门新收政府信息公开申请120件。", "120件="),
]


@pytest.mark.parametrize(("text", "figures"), UNDERSTOOD)
def test_what_offices_write_is_understood(text: str, figures: str) -> None:
    assert told(text) == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("收到申请120件，网络申请85件、信函申请35件，办结119件。", "120件= 85件? 35件? 119件≠"),
        ("新收申请120件，加上2022年结转的8件，应办理128件。", "120件= 8件≠ 128件≠"),
        ("2022年结转政府信息公开申请6件。", "6件≠"),
        ("办结申请118件，总计118件，结转下年度8件。", "118件= 118件? 8件≠"),
        ("办结申请118件，其中答复公开57件、同意部分公开12件、不同意公开12件。", "118件= 57件≠ 12件≠ 12件≠"),
        ("不予公开申请11件（内部事务信息4件、过程性信息7件）。", "11件= 4件≠ 7件≠"),
        ("政府信息公开行政复议13件，其中依法纠错3件，正在审理2件。", "13件= 3件≠ 2件≠"),
        ("政府信息公开行政复议13件（维持7件）、行政诉讼7件（维持7件）。", "13件= 7件= 7件= 7件≠"),
        ("现行有效规章3件、行政规范性文件45件。", "3件= 45件≠"),
        ("规章现行有效3件、行政规范性文件45件。", "3件= 45件?"),
        ("作出行政许可2344件。", "2344件≠"),
        ("全年累计收到政府信息公开申请120件，办结119件。", "120件= 119件≠"),
        ("没有作出行政处罚决定。未制发行政规范性文件。", "没有作出行政处罚决定≠ 未制发行政规范性文件≠"),
        ("未收到任何形式的政府信息公开申请。", "未收到任何形式的政府信息公开申请≠"),
        ("没有制发规章。未收取行政事业性收费。", "没有制发规章= 未收取行政事业性收费="),
    ],
)
def test_what_differs_is_found_in_such_words_too(text: str, figures: str) -> None:
    assert told(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "市政府办公室收到申请35件，办结33件。",
        "市自然资源局收到申请35件，已办结33件，其中予以公开12件。",
        "通过互联网提交申请85件，办结83件；信函提交35件，办结35件。",
        "收到申请120件，其中网络申请85件，均已答复；信函申请30件，答复28件。",
        "收到村民建房申请35件，答复35件。",
        "收到省厅转来申请6件，办结6件。代拟申请答复35件，答复35件。",
        "新收行政许可申请2500件，上年结转35件，办结2500件，结转下年35件。",
        "近三年共收到政府信息公开申请350件，答复340件。",
        "条例施行以来收到政府信息公开申请900件，办结890件。",
        "截至2023年6月，收到政府信息公开申请60件，办结55件。1至9月收到90件。",
        "对3件不予公开申请，逐一征求第三方意见。",
        "依申请公开方面，办结12件群众诉求。",
        "政府信息公开工作扎实推进。行政应诉案件88件，其中政府信息公开类7件。",
        "没有应公开未公开的规范性文件。未发生行政复议被撤销的情形。",
        "政府信息公开有序推进，公示行政处罚120件，不同意公开的意见3条。",
        "收到申请120件，较多的有土地类45件、规划类30件，办结45件以上的单位2家。",
    ],
)
def test_what_others_do_and_other_times_are_no_difference(text: str) -> None:
    heading = "（二）依申请公开情况。2023年，政府信息公开申请办理有序。"
    assert "≠" not in told(text)
    assert "≠" not in told(heading + text)
    assert findings_of_narratives(filing_of(heading + text)) == ()


def test_what_goes_on_behind_a_list_may_be_a_part_of_it() -> None:
    text = "新收申请120件，上年结转7件，合计127件；其中，予以公开58件、部分公开13件、不予公开11件、无法提供26件、"
    text += "不予处理6件、其他处理4件，结转下年度{}件。"
    assert findings_of_narratives(filing_of(text.format(9))) == ()
    (one,) = findings_of_narratives(filing_of(text.format(8)))
    assert (one.code, one.values) == ("facts.different", ("8", "9"))


def test_figures_behind_a_part_are_certain_again_when_they_are_greater_or_the_sentence_is_over() -> None:
    assert told("收到申请120件，市水利局收到申请35件，办结36件。") == "120件= 35件? 36件≠"
    assert told("收到申请120件，市水利局收到申请35件，办结35件。") == "120件= 35件? 35件?"
    assert told("收到申请120件，市水利局收到申请35件。办结申请35件。") == "120件= 35件? 35件≠"
