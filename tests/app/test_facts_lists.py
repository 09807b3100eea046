"""Lists that add up and shares that are right, and those that do not (statutory rule T10)."""

import pytest

from app.draft import new_filing, with_value
from app.facts.findings import findings_of_narratives
from app.facts.lists import listings
from app.facts.numerals import numerals
from app.facts.shares import agrees, shares
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


def listed(text: str) -> list[str]:
    """Each list of a text: totals = parts, further figures in brackets, ! where it claims to be whole."""
    found = numerals(text)

    def told(numbers: tuple[int, ...]) -> str:
        return " ".join(text[found[n].start : found[n].end] for n in numbers)

    lists = listings(text, found)
    return [
        f"{told(one.totals)} = {told(one.parts)}"
        + (f" ({told(one.further)})" if one.further else "")
        + ("!" if one.is_whole else "")
        for one in lists
    ]


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("信息612条，其中网站386条、公众号226条，报刊20条。", ["612条 = 386条 226条"]),
        ("信息612条，其中网站386条，公众号226条；报刊20条。", ["612条 = 386条 226条"]),
        ("信息612条，其中网站386条,公众号200条,报刊26条;来信20条。", ["612条 = 386条 200条 26条"]),
        ("信息612条，其中网站386条、公众号200条,报刊26条。", ["612条 = 386条 200条"]),
        ("信息612条，其中网站386条;公众号200条;报刊26条。", ["612条 = 386条 200条 26条"]),
        ("信息612条，其中网站386条；公众号200条，报刊26条。", ["612条 = 386条 200条 26条"]),
        ("信息612条，其中网站386条；公众号200条;报刊26条。", ["612条 = 386条 200条 26条"]),
        ("信息612条，其中网站386条;公众号200条；报刊26条。", ["612条 = 386条 200条 26条"]),
        ("信息612条，其中网站386条，公众号200条,报刊26条。", ["612条 = 386条 200条 26条"]),
        ("信息612条，其中网站386条、图文,公众号200条,报刊26条。", ["612条 = 386条 200条 26条"]),
        ("信息612条，其中网站386条，公众号200条、报刊20条，微博6条。", ["612条 = 386条 200条 20条 6条"]),
        ("信息612条，其中网站386条公众号200条，报刊26条。", ["612条 = 386条 200条 26条"]),
        ("信息612条，其中各类信息，网站386条、公众号226条，报刊20条。", ["612条 = 386条 226条"]),
        ("信息612条，其中网站386条,公众号200条，报刊26条。", ["612条 = 386条 200条 26条"]),
    ],
)
def test_a_list_ends_where_a_stronger_sign_stands_than_between_its_parts(text: str, lists: list[str]) -> None:
    assert listed(text) == lists


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("信息612条，其中网站386条，公众号226条，另有报刊20条。", ["612条 = 386条 226条 (20条)"]),
        ("信息612条，其中网站386条，公众号226条，收到来信20条，其他3条。", ["612条 = 386条 226条 (20条 3条)"]),
        ("信息612条，其中网站386条（含转载100条），公众号226条。", ["612条 = 386条 226条"]),
        ("信息612条；其中：网站386条，培训3次，公众号300条。", ["612条 = 386条 300条"]),
        ("信息612条，其中网站386条，占63.1%；公众号226条，占36.9%。", ["612条 = 386条 226条"]),
        ("信息612条，其中网站386条，公众号226条，同比增加20条，报刊6条。", ["612条 = 386条 226条"]),
        ("信息612条，其中内含图片的较多，网站386条，公众号226条。", ["612条 = 386条 226条"]),
        ("信息612条，其中网站386条，内含图片，公众号226条。", []),
        ("信息612条，其中网站386条，公众号200条等，报刊26条。", ["612条 = 386条 200条 26条"]),
        ("信息612条，其中网站386条，公众号200条，报刊26条等。", []),
        ("增加612条，其中网站386条，公众号226条。", []),
        ("收到申请24件，其中含自然人17件，法人6件。", []),
        ("收到申请24件，其中自然人17件，含法人6件，其他1件。", []),
        ("信息612条，其中网站386条。公众号226条。", []),
    ],
)
def test_what_stands_behind_a_list_or_beside_it_is_no_part_of_it(text: str, lists: list[str]) -> None:
    assert listed(text) == lists


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("收到咨询20件、信访30件，其中个人12件，单位13件。", ["20件 30件 = 12件 13件"]),
        ("办结50件。收到咨询20件、信访30件，其中个人12件，单位13件。", ["20件 30件 = 12件 13件"]),
        ("开展活动5次，培训3次。其中线上1次，线下3次。", ["5次 3次 = 1次 3次"]),
        ("20件为咨询、30件为信访，其中个人12件，单位13件。", ["20件 30件 = 12件 13件"]),
        ("培训3次，120人参加，其中线上80人，线下40人。", ["120人 = 80人 40人"]),
        ("办结30件，超期为0，其中个人12件，单位13件。", ["30件 = 12件 13件"]),
        ("比例为0，信访30件，其中个人12件，单位13件。", ["30件 = 12件 13件"]),
        ("信访30件，占60%，其中个人12件，单位13件。", ["30件 = 12件 13件"]),
        ("信息（含转载20条）612条，其中网站386条，公众号226条。", ["612条 = 386条 226条"]),
        ("信息612条（较上年增加20条），其中网站386条，公众号226条。", ["612条 = 386条 226条"]),
        ("信息612条，比上年增加93条，其中网站80条、公众号13条。", []),
        ("信息近600条，其中网站380条，公众号200条。", []),
        ("其中网站386条，公众号226条。", []),
    ],
)
def test_a_list_may_divide_each_figure_of_its_measure_word_in_the_sentence_before_it(
    text: str, lists: list[str]
) -> None:
    assert listed(text) == lists


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        ("信息612条（网站386条，公众号200条，报刊26条）。", ["612条 = 386条 200条 26条!"]),
        ("信息612条（网站386条，公众号200条）。", ["612条 = 386条 200条"]),
        ("信息612条（386条在网站，200条在公众号，26条在报刊）。", ["612条 = 386条 200条 26条!"]),
        ("信息612条（网站386条，公众号200条，报刊26条", ["612条 = 386条 200条 26条!"]),
        ("信息612条（网站386条（图文200条），公众号200条，报刊26条）。", ["612条 = 386条 200条 26条!"]),
        ("信息612条（含转载）（网站386条，公众号200条，报刊26条）。", ["612条 = 386条 200条 26条!"]),
        ("信息612条均已公开（网站386条，公众号200条，报刊26条）。", []),
        ("信息612条（含网站386条，公众号200条，报刊26条）。", []),
        ("信息612条（其中网站386条，公众号200条，报刊26条），答复5条。", ["612条 = 386条 200条 26条"]),
        ("信息612条（含网站386条），答复5件（网上2件、信函2件、当面1件）。", ["5件 = 2件 2件 1件!"]),
        ("信息612条，分别为网站386条，公众号200条，报刊26条。", ["612条 = 386条 200条 26条!"]),
        ("信息612条，具体为：网站386条，公众号226条。", ["612条 = 386条 226条"]),
        ("信息612条，其中网站386条，公众号200条，其他26条。", ["612条 = 386条 200条 26条!"]),
        ("信息612条，其中主动公开386条，依申请公开200条，不予公开26条。", ["612条 = 386条 200条 26条!"]),
        ("信息612条，其中主动公开386条，依申请公开200条，网站26条。", ["612条 = 386条 200条 26条"]),
        ("申请24件（自然人17件、法人7件）。", ["24件 = 17件 7件!"]),
        ("24件，其中个人17件、其他7件。", ["24件 = 17件 7件!"]),
        (
            "信息612条，其中网站386条（其中转载200条，原创186条），公众号226条。",
            ["612条 = 386条 226条", "612条 386条 = 200条 186条"],
        ),
    ],
)
def test_a_list_claims_to_be_whole_by_its_words_or_its_kinds(text: str, lists: list[str]) -> None:
    assert listed(text) == lists


@pytest.mark.parametrize(("count", "is_list"), [(36, True), (37, False)])
def test_a_list_too_far_from_a_figure_does_not_divide_it(count: int, is_list: bool) -> None:
    text = f"信息612条，{'涉' * count}，其中网站386条，公众号226条。"
    assert listed(text) == (["612条 = 386条 226条"] if is_list else [])


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("收到咨询20件、信访30件，其中自然人12件，法人13件。", ("20", "25")),
        ("收到咨询20件、信访30件，其中自然人12件，法人16件。", ("30", "28")),
        ("收到咨询30件、信访20件，其中自然人12件，法人16件。", ("30", "28")),
        ("收到咨询20件、信访30件，其中自然人12件，法人8件。", None),
        ("收到咨询20件、信访30件，其中自然人32件，法人18件。", None),
        ("收到咨询20件，其中网上12件，信函5件，当面3件，当场办结4件。", None),
        ("收到咨询20件，其中网上12件，信函8件，涉及教育4件。", None),
        ("收到咨询20件，其中网上12件，信函8件。", None),
        ("收到咨询20件，其中网上8件，信函20件。", ("20", "28")),
        ("收到咨询20件、信访30件，其中网上12件，信函28件。", ("30", "40")),
        ("收到咨询20件、信访50件，其中网上12件，信函28件。", None),
        ("收到咨询20件，其中网上20件，信函8件，当面4件。", ("20", "32")),
        ("信息61条，其中职能5条、规划1条、财政7条、政策12条、其他51条。", ("61", "76")),
    ],
)
def test_the_total_that_is_missed_is_the_nearest_of_those_that_may_be_meant(
    text: str, values: tuple[str, str] | None
) -> None:
    assert [one.values for one in found(text)] == ([values] if values else [])


# Shares


def shared(text: str) -> list[str]:
    """Each share of a text: the percentage = its part / what may be its whole."""
    found = numerals(text)
    words = [text[one.start : one.end] for one in found]
    told = shares(text, found)
    return [f"{words[one.percent]} = {words[one.part]} / {' '.join(words[n] for n in one.wholes)}" for one in told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("咨询8件，其中自然人3件，占37.5%；企业4件，占50%。", ["37.5% = 3件 / 8件", "50% = 4件 / 8件"]),
        ("咨询8件、信访12条，近10件，其中个人3件，占37.5%。", ["37.5% = 3件 / 8件"]),
        ("收到咨询3件，其中个人3件，占100%。", ["100% = 3件 / 3件"]),
        ("收到8件，占总数的50%。", ["50% = 8件 / "]),
        ("收到8件（占50%）。", ["50% = 8件 / "]),
        ("收到8件，比例为 50%", ["50% = 8件 / "]),
        ("信息425条，其中主动公开148条，依申请公开182条。主动公开的占34.82%。", ["34.82% = 148条 / 425条 182条"]),
        (
            "信息425条，其中主动公开148条，占比34.8%，依申请公开182条，主动公开数占34.8%。",
            ["34.8% = 148条 / 425条", "34.8% = 148条 / 425条 182条"],
        ),
        ("主动公开3件，占50%，主动公开率99%，主动公开占37.5%。", ["50% = 3件 / ", "37.5% = 3件 / "]),
        ("占比50%，主动公开3件，主动公开占37.5%。", ["37.5% = 3件 / "]),
        ("收到5件，占50%，占25%。", ["50% = 5件 / "]),
    ],
)
def test_a_share_is_that_of_the_figure_before_it_or_of_the_one_it_names(text: str, told: list[str]) -> None:
    assert shared(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "占50%。",
        "办结率100%，占50%。",
        "收到8件，占约50%。",
        "收到8件，占50%左右。",
        "约3件，占37.5%。",
        "收到8件，人员配备齐全，占50%。",
        "收到8件，其中申请人要求更正的，占50%。",
        "主动公开3件，主动公开4件。主动公开占50%。",
        "主动公开占37.5%，主动公开3件，其他5件。",
        "咨询8件、来信2件，电话数量占20%。",
        "受理859件，同比增长12.3%，办结率100%。",
    ],
)
def test_a_percentage_of_which_the_part_is_not_certain_is_no_share(text: str) -> None:
    assert shared(text) == []


@pytest.mark.parametrize(
    ("percent", "is_right"),
    [
        ("37.3%", False),
        ("37.4%", True),
        ("37.5%", True),
        ("37.6%", True),
        ("37.7%", False),
        ("36%", False),
        ("37%", True),
        ("38%", True),
        ("39%", False),
        ("37.49%", True),
        ("37.48%", False),
    ],
)
def test_a_share_may_be_rounded_or_cut_off_at_its_last_digit(percent: str, is_right: bool) -> None:
    part, share = numerals(f"3件，占{percent}")
    assert agrees(share, part, 8) is is_right
    assert not agrees(share, part, 0)


def test_a_share_of_a_list_that_does_not_add_up_may_be_one_of_what_its_parts_make() -> None:
    text = "信息总数510条，其中主动公开198条，占{}；依申请公开142条，不予公开137条。"
    assert [one.code for one in found(text.format("41.5%"))] == ["facts.sum"]
    assert [one.code for one in found(text.format("38.8%"))] == ["facts.sum"]
    (share,) = (one for one in found(text.format("40%").replace("510", "477")) if one.code == "facts.share")
    assert share.values == ("40", "42")
