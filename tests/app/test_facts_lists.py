"""Lists that add up and shares that are right, and those that do not (statutory rule T10)."""

import pytest

from app.draft import new_filing, with_value
from app.facts.findings import findings_of_narratives
from app.finding import Finding

FILING = new_filing("disclosure", "清源县教育局", 2023)


def found(text: str) -> tuple[Finding, ...]:
    return findings_of_narratives(with_value(FILING, "overview", text))


RIGHT = [
    "全年公开信息612条，其中县政府网站386条、微信公众号226条。",
    "政府信息总数425条，其中主动公开148条，依申请公开182条，不予公开95条。",
    "全年制作政策问答119期，其中，市级47期、甲区28期、乙区22期、丙县22期。",
    "公开信息612条，其中网站386条，公众号200条。",
    "发布信息2139条，其中动态类1744条，政务类393条，解读类21条，回应关切2条。",
    "收到申请48件，其中网上17件，信函31件，另有电话咨询50件。",
    "收到申请24件，上年留下1件，其中网上17件、信函6件、当面1件。",
    "发布信息9822条，新媒体信息13349条，其中概况类45条，动态2445条，目录更新7990条。",
    "公开信息612条，其中政策、规划等300条，财政400条等。",
    "公开信息600余条，其中网站400余条，公众号300余条。",
    "公开信息63条，其中机构类16条，动态类36条，预决算5条，工作报告1条，其他信息5条。",
    "公开信息612条，比上年增加93条，其中网站80条、公众号60条。",
    "培训3次，其中线上1次、120人参加，线下2次、200人参加。",
    "收费2950元。其中，甲县1件，收取420元；乙县2件，收取290元；丙局15件，收取2240元。",
    "全市收办案件3607件（市级349件、部门933件、各县2325件），同比增长70.3%。",
    "发布信息393件，其中包括：规范性文件13件；规划计划2件。",
]


@pytest.mark.parametrize("text", RIGHT)
def test_mistake_5_a_list_that_adds_up_or_does_not_claim_to_be_whole_is_left_alone(text: str) -> None:
    assert found(text) == ()


WRONG = [
    ("政府信息总数510条，其中主动公开198条，依申请公开142条，不予公开137条。", ("510", "477"), "33"),
    ("政府信息总数61条，其中机构职能5条、规划1条、财政7条、政策12条、其他51条。", ("61", "76"), "-15"),
    ("全年公开信息612条，其中县政府网站396条、微信公众号226条。", ("612", "622"), "-10"),
    ("公开信息70条，其中机构类16条，动态类36条，预决算5条，工作报告1条，其他信息5条。", ("70", "63"), "7"),
    ("全市收办案件3607件（市级349件、部门933件、各县2300件）。", ("3607", "3582"), "25"),
    ("共收到咨询20件，其中自然人12件，法人或其他组织7件。", ("20", "19"), "1"),
]


@pytest.mark.parametrize(("text", "values", "difference"), WRONG)
def test_mistake_5_a_list_that_does_not_add_up_is_asked_about(
    text: str, values: tuple[str, str], difference: str
) -> None:
    (finding,) = found(text)
    assert (finding.code, finding.rule, finding.severity) == ("facts.sum", "T10", "warning")
    assert (finding.values, finding.difference) == (values, difference)
    assert finding.addresses == ("overview",)
    assert values[0] in finding.message
    assert values[1] in finding.message


@pytest.mark.parametrize(
    "text",
    [
        "收到咨询8件，其中自然人3件，占37.5%；企业4件，占50%；其他1件，占12.5%。",
        "公开信息425条，其中主动公开148条，依申请公开182条，不予公开95条。主动公开的占34.82%。",
        "信息104条，其中主动公开信息数43条，占比41.35%；依申请公开信息数58条，占比55.77%；不予公开信息数3条，占比2.88%。",
        "受理859件，同比增长12.3%，其中网上258件，信函601件，办结率100%。",
        "公开信息3件，其中网站1件，占33.4%；公众号2件，占66.6%。",
    ],
)
def test_a_share_that_is_right_is_left_alone(text: str) -> None:
    assert found(text) == ()


def test_a_share_that_is_wrong_is_asked_about() -> None:
    (finding,) = found("收到咨询8件，其中自然人3件，占38.5%；企业4件，占50%；其他1件，占12.5%。")
    assert (finding.code, finding.rule, finding.values) == ("facts.share", "T10", ("38.5", "37.5"))


def test_a_list_and_a_share_of_it_are_one_question() -> None:
    text = "信息总数510条，其中主动公开198条，依申请公开142条，不予公开137条。主动公开的占41.5%。"
    assert [one.code for one in found(text)] == ["facts.sum"]


def test_the_same_list_twice_is_two_findings_with_keys_of_their_own() -> None:
    text = WRONG[0][0]
    first, second = found(f"{text}\n{text}")
    assert first.key != second.key
    assert (first.key,) == tuple(one.key for one in found(text))
