"""Rules on text, one by one: what each finds, and what only looks like it. Named after the mistakes of the field."""

from collections.abc import Iterator

import pytest

from app.check import check
from app.draft import Filing, Note, new_filing, with_notes, with_values
from app.finding import Finding
from app.i18n import use_language
from app.length import length

YEAR, OFFICE = 2024, "清源县教育局"
ENOUGH = "全年公开信息612条，收到申请3件，审核公文公开属性，维护网站专栏，检查栏目4次并培训1次。" * 3


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


def filing_of(texts: dict[str, str], year: int = YEAR, organization: str = OFFICE) -> Filing:
    return with_values(new_filing("disclosure", organization, year), texts)


def told(code: str, texts: dict[str, str], *, last: dict[str, str] | None = None, **whose: object) -> list[Finding]:
    filing = filing_of(texts, **whose)
    before = filing_of(last, filing.draft.year - 1) if last else None
    return [one for one in check(filing, before).findings if one.code == f"text.{code}"]


def told_in(code: str, text: str, place: str = "overview", **whose: object) -> list[Finding]:
    return told(code, {place: text}, **whose)


# 1: a year left over


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2023年，我办主动公开政府信息的主要类别有三类。", "2023"),
        ("2023年，在主动公开的61条信息中，动态类12条。", "2023"),
        ("2023年制作、获取政府信息总数467条。", "2023"),
        ("（一）主动公开方面。我局2023年度主动公开政府信息80条。", "2023"),
        ("截至2023年12月31日，全县主动公开信息80条。", "2023"),
        ("全局重视。2022 年，我局共收到申请3件。", "2022"),
        ("2025年，我局主动公开政府信息80条。", "2025"),
    ],
)
def test_mistake_1_a_year_left_over_from_last_year_is_asked_about(text, year):
    (one,) = told_in("year", text)
    assert (one.severity, one.addresses, one.values) == ("warning", ("overview",), (year, "2024"))
    assert year in one.message
    assert "2024" in one.message


@pytest.mark.parametrize(
    "text",
    [
        "2024年，我局主动公开政府信息80条。",
        "2023年为60条，2024年公开80条。",
        "较2023年增加20条，主动公开信息80条。",
        "与2023年相比，公开信息增加20条。",
        "2023年以来，我局坚持公开信息。",
        "自2023年起，我局公开信息目录。",
        "公布2024年度部门预算、2023年度部门决算以及2023年资金分配结果信息。",
        "2023年度部门决算按时公开。",
        "2023年政府信息公开工作年度报告按时发布。",
        "贯彻《清源县2023年政务公开工作要点》，公开信息80条。",
        "按照国办公开办函〔2023〕30号公开信息。",
        "《条例》（2019年修订）施行以来，公开信息80条。",
        "“十四五”规划（2021—2025年）公开。",
        "2021年至2025年，公开信息按规划推进。",
        "2019年，我局成立信息公开工作机构。",
        "2025年将公开信息100条。",
        "2023级新生的信息公开。",
        "本年度新收申请3件，2022年、2023年各2件。",
    ],
)
def test_mistake_1_a_year_that_is_meant_is_left_alone(text):
    assert told_in("year", text) == []


def test_mistake_1_next_year_belongs_among_the_improvements_alone():
    text = "2025年，我局继续加强信息公开培训。"
    assert told_in("year", text, "problems") == []
    assert told_in("year", "2025年，我局加强了信息公开培训。")


def test_mistake_1_a_plan_for_the_year_that_is_over_is_asked_about():
    (one,) = told_in("year", "（二）改进措施。2024年，我局将继续加强信息公开培训。", "problems")
    assert one.values == ("2024", "2025")
    assert "2025" in one.mend
    assert told_in("year", "2024年，我局将信息公开纳入考核。", "problems") == []


# 2: copied


def test_mistake_2_a_text_that_is_last_years_is_asked_about_with_its_sentences_and_their_share():
    same = (
        "一是栏目更新慢，37件文件没有按时公开，家长和群众查找很不方便。"
        "二是答复书说理不够，1件没有写明救济途径，被复议机关纠正并通报。"
    )
    (one,) = told("copied", {"problems": same}, last={"problems": same})
    assert one.severity == "warning"
    assert one.values == ("100%", *(f"{part}。" for part in same.split("。") if part))
    assert "same problems as last year" in one.message
    (other,) = told("copied", {"overview": same + same}, last={"overview": same})
    assert "same problems" not in other.message


def test_mistake_2_another_year_makes_no_other_sentence():
    text = (
        "{0}年，我局各栏目的更新都慢，有三十七件文件没有按时公开，群众查找不便。"
        "二是{0}年答复书说理不够，一件被复议机关纠正并且通报全县，各股室的重视程度也不同。"
    )
    assert told("copied", {"problems": text.format(2024)}, last={"problems": text.format(2023)})


@pytest.mark.parametrize("place", ["overview", "problems", "other"])
def test_mistake_2_a_text_written_anew_and_sentences_that_must_be_alike_are_no_copy(place):
    fee = "2024年，本机关没有依据《政府信息公开信息处理费管理办法》收取信息处理费。"
    assert told("copied", {place: fee * 3}, last={place: fee.replace("2024", "2023") * 3}) == []
    new = (
        "一是学区查询的入口太深，家长反映找不到，全年接到咨询电话213个。"
        "二是民办学校的收费没有分项，5所中有2所只公布总额。"
    )
    old = (
        "一是栏目更新慢，37件文件没有按时公开。二是答复书说理不够，1件被复议机关纠正。三是扫描文件不能检索，共有37件。"
    )
    assert told("copied", {place: new}, last={place: old}) == []


def test_mistake_2_rests_without_last_years_report():
    assert told_in("copied", ENOUGH) == []


# 3, S1: 五


@pytest.mark.parametrize(
    "text", ["无", "无。", "没有问题", "暂无", "（一）存在问题。", "问题：无", "本年度没有其他需要报告的问题。"]
)
def test_rule_s1_an_empty_section_on_problems_is_an_error(text):
    (one,) = told_in("empty", text, "problems")
    assert (one.severity, one.rule, one.addresses) == ("error", "S1", ("problems",))


@pytest.mark.parametrize("text", ["", "栏目更新不及时，5个栏目逾期。", "（一）存在问题。〔……〕"])
def test_rule_s1_a_blank_a_text_and_an_excerpt_are_no_error(text):
    assert told_in("empty", text, "problems") == []


def test_mistake_3_phrases_that_fit_every_office_are_a_hint():
    text = "工作机制有待进一步完善，公开内容不够丰富，认识有待提高。下一步，将进一步加强领导，加大工作力度。"
    (one,) = told_in("vague", text, "problems")
    assert one.severity == "info"
    assert "有待进一步完善" in one.values


@pytest.mark.parametrize(
    "text",
    [
        "46所学校中有7所没有更新收费公示，公开内容不够丰富，有待进一步完善，有待提高。",
        "网站的扫描件不能检索，答复书没有写明救济途径。",
    ],
)
def test_mistake_3_a_figure_or_an_instance_is_enough(text):
    assert told_in("vague", text, "problems") == []


# 15, S2: fees


@pytest.mark.parametrize("text", ["无", "无。", "没有其他需要报告的事项。", "承办建议提案25件。"])
def test_rule_s2_mistake_15_a_report_without_a_word_on_fees_is_asked_about(text):
    (one,) = told_in("fee", text, "other")
    assert (one.severity, one.rule, one.addresses) == ("warning", "S2", ("other",))


@pytest.mark.parametrize("text", ["", "2024年，无收取信息处理费情况。", "本年度没有产生信息公开处理费。", "收费0元。"])
def test_rule_s2_mistake_15_a_statement_in_any_words_is_enough(text):
    assert told_in("fee", text, "other") == []


def test_rule_s2_an_edition_that_does_not_ask_for_it_has_no_such_rule():
    assert told_in("fee", "无。", "other", year=2020) == []


def test_rule_s2_a_statement_in_another_section_is_a_hint():
    (one,) = told("fee", {"other": "无。", "overview": "全年没有收取信息处理费。"})
    assert one.severity == "info"


# 16, 17: aspects


def test_mistake_16_each_aspect_that_no_word_touches_is_asked_about():
    text = ENOUGH.replace("审核公文公开属性，", "").replace("检查栏目4次并培训1次", "回复来信") * 2
    found = told_in("aspect", text)
    assert [one.values for one in found] == [("政府信息管理",), ("监督保障",)]
    assert {one.severity for one in found} == {"warning"}
    assert len({one.key for one in found}) == 2


def test_mistake_16_a_word_of_each_is_enough_and_a_text_just_begun_misses_nothing():
    assert told_in("aspect", ENOUGH) == []
    assert told_in("aspect", "全年公开信息612条。") == []
    assert told_in("aspect", "全年公开信息612条。" * 30 + "〔……〕") == []


def test_mistake_16_problems_without_improvements_are_asked_about():
    (one,) = told_in("part", "一是栏目更新存在问题。" * 12, "problems")
    assert one.values == ("改进情况",)
    assert told_in("part", "一是栏目更新存在问题。" * 12 + "已经整改。", "problems") == []


def test_mistake_17_a_government_says_how_its_bodies_were_assessed():
    texts = {"overview": ENOUGH.replace("检查栏目4次并培训1次", "培训1次"), "cover/level": "county"}
    (one,) = told("duty", texts, organization="清源县人民政府")
    assert (one.severity, one.values) == ("warning", ("工作考核", "社会评议", "责任追究结果"))
    (one,) = told("duty", texts | {"overview": texts["overview"] + "年度考核。"}, organization="清源县人民政府")
    assert one.values == ("社会评议", "责任追究结果")
    assert told("duty", texts | {"cover/level": "department"}) == []
    done = texts["overview"] + "开展年度考核和社会评议，没有发生责任追究的情形。"
    assert told("duty", texts | {"overview": done}, organization="清源县人民政府") == []


# 18, S3: length


@pytest.mark.parametrize(("count", "severity"), [(1000, ""), (1001, "info"), (1200, "info"), (1201, "warning")])
def test_rule_s3_mistake_18_a_text_over_the_limit_is_a_hint_and_then_a_question(count, severity):
    found = told_in("long", "公" * count)
    assert [one.severity for one in found] == ([severity] if severity else [])
    assert [one.difference for one in found] == ([str(count - 1000)] if severity else [])


def test_rule_s3_mistake_18_a_text_is_as_long_as_its_page_says():
    text = "公开2023年" * 150
    (found,) = told_in("long", text)
    shown = length(filing_of({"overview": text}).form.section("overview"), text)
    assert (found.values[0], found.difference) == (str(shown.characters), str(shown.over))


def test_rule_s3_mistake_18_other_sections_and_the_edition_without_a_limit_have_none():
    assert told_in("long", "公" * 2000, "problems") == []


# 19: title


@pytest.mark.parametrize(
    ("title", "severity"),
    [
        ("清源县教育局2023年政府信息公开工作年度报告", "warning"),
        ("清源县教育局政府信息公开工作年度报告", "warning"),
        ("2024年政府信息公开工作年度报告", "warning"),
        ("清源县民政局2024年政府信息公开工作年度报告", "warning"),
        ("清源县教育局2024年政府信息公开年度工作报告", "warning"),
        ("清源县教育局2024年政府信息公开工作报告", "warning"),
        ("清源县教育局2024年度政府信息公开工作年度报告", "info"),
    ],
)
def test_mistake_19_a_title_that_is_not_as_titles_are_is_told(title, severity):
    assert [one.severity for one in told("title", {"cover/title": title})] == [severity]


@pytest.mark.parametrize(
    "title",
    [
        "",
        "清源县教育局2024年政府信息公开工作年度报告",
        "2024年清源县教育局政府信息公开工作年度报告",
        "县教育局2024年政府信息公开工作年度报告",
        "2024年县教育局政府信息公开工作年度报告",
        "关于教育局2024年政府信息公开工作年度报告",
        "清源县教育局 2024年 政府信息公开工作年度报告",
    ],
)
def test_mistake_19_a_usual_title_is_left_alone(title):
    assert told("title", {"cover/title": title}) == []


# 20: other offices


@pytest.mark.parametrize(
    ("text", "says"),
    [("我委主动公开信息80条。", "我委"), ("本镇共收到申请3件。", "本镇"), ("我厅高度重视信息公开。", "我厅")],
)
def test_mistake_20_another_kind_of_office_speaking_of_itself_is_asked_about(text, says):
    (one,) = told_in("office", text)
    assert (one.severity, one.values) == ("warning", (says, OFFICE))


@pytest.mark.parametrize(
    "text",
    [
        "我局主动公开信息。",
        "本局各股室。",
        "我县、我市、我区。",
        "我办负责。",
        "我委托律师答复。",
        "县财政局公开预算。",
    ],
)
def test_mistake_20_ones_own_kind_and_others_by_name_are_left_alone(text):
    assert told_in("office", text) == []


def test_mistake_20_an_office_is_known_by_its_short_name_too():
    texts = {"overview": "我局主动公开信息80条。", "cover/short_name": "区管委会（财政局）"}
    assert told("office", texts, organization="平川新区管理委员会") == []
    assert told("office", {"overview": texts["overview"]}, organization="平川新区管理委员会")


@pytest.mark.parametrize(
    ("signed", "name", "count"),
    [
        ("清源县教育肩", "清源县教育局", 1),
        ("清源县民政局", "清源县教育局", 1),
        ("清源县教育局", "清源县教育局", 0),
        ("清源县人民政府办公室", "清源县人民政府", 0),
        ("清源县科学技术委员会", "清源县科委", 0),
        ("县教育局", "清源县教育局", 0),
        ("清源县教育局", "清源县 教育局", 0),
        ("", "清源县教育局", 0),
    ],
)
def test_mistake_20_a_report_is_signed_by_its_office(signed, name, count):
    assert len(told("signature", {"cover/signed_by": signed}, organization=name)) == count


def test_mistake_20_where_nobody_has_signed_yet_there_is_nothing_to_ask():
    assert told("signature", {"cover/signed_by": "", "cover/short_name": "县教委"}) == []


def test_mistake_19_spaces_in_a_name_make_no_other():
    title = "清源县教育局2024年政府信息公开工作年度报告"
    assert told("title", {"cover/title": title}, organization="清源县 教育局") == []


# 21: typos


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("不子公开2件", "不予公开2件"),
        ("政务公升", "政务公开"),
        ("依申清公开", "依申请公开"),
        ("县财政全融局", "县财政金融局"),
        ("行政复仪1件", "行政复议1件"),
        ("行政法复议", "行政复议"),
        ("全年末收到申请", "全年未收到申请"),
        ("信息处里费", "信息处理费"),
        ("先行有效件数", "现行有效件数"),
        ("“六稳”“大保”", "“六稳”“六保”"),
        ("政府网战", "政府网站"),
        ("进一部加强", "进一步加强"),
    ],
)
def test_mistake_21_what_cannot_be_right_is_told_with_what_was_meant(wrong, right):
    (one,) = told_in("typo", f"全局{wrong}。")
    assert (one.severity, one.values) == ("warning", (f"全局{wrong}。", f"全局{right}。"))


@pytest.mark.parametrize(
    "text",
    [
        "安全融合发展。",
        "周末收到的申请。",
        "年末未收取费用。",
        "自己答复。",
        "政府网占比60%。",
        "信访局、水渠到村。",
        "中华人民共和国国务院。",
        "半年渡过难关。",
        "以经济建设为中心。",
        "问题高度集中。",
        "一体治理。",
        "会融资的企业。",
    ],
)
def test_mistake_21_what_only_looks_misspelt_is_left_alone(text):
    assert told_in("typo", text) == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("全会精神精神，", "全会精神，"), ("我县的的信息", "我县的信息"), ("计划资金资金分配", "计划资金分配")],
)
def test_mistake_21_a_word_that_stands_twice_is_told(wrong, right):
    (one,) = told_in("doubled", wrong)
    assert one.values == (wrong, right)


@pytest.mark.parametrize(
    "text",
    [
        "县政府政府信息公开。",
        "一件一件办。",
        "以公开为目的的措施。",
        "公安局局长。",
        "参与与监督。",
        "现在在网站公开。",
        "好好好好。",
        "《精神精神》",
    ],
)
def test_mistake_21_a_word_that_may_stand_twice_is_left_alone(text):
    assert told_in("doubled", text) == []


# 22: punctuation, dates, addresses


@pytest.mark.parametrize(
    "text",
    [
        "《《条例》的规定。",
        "条例（试行的规定。",
        "办法》的规定。",
        "坚持“公开为常态。",
        "《通知》（国办函109号））规定。",
    ],
)
def test_mistake_22_a_bracket_without_its_partner_is_told(text):
    (one,) = told_in("bracket", text)
    assert one.severity == "warning"


@pytest.mark.parametrize(
    "text",
    ["《条例》（试行）“公开”〔2021〕。", "（含申请人\n撤回）", "1）栏目。2）答复。", "一)条例(试行）", "条例（〔……〕"],
)
def test_mistake_22_brackets_in_pairs_numberings_and_excerpts_are_left_alone(text):
    assert told_in("bracket", text) == []


def test_mistake_22_half_width_signs_are_one_hint_a_section():
    (one,) = told_in("punctuation", "公开信息,答复申请;办结。国办函【2021】30号。")
    assert (one.severity, one.values) == ("info", (",", ";", "【2021】"))
    assert told_in("punctuation", "公开信息，占12.5%，见https://www.example.cn/a,b。") == []


@pytest.mark.parametrize(
    "text",
    ["自2024月1日起。", "2024年13月。", "2024年2月30日。", "6月31日。", "2023年2月29日。", "20244年。", "0月5日"],
)
def test_mistake_22_a_date_that_is_none_is_told(text):
    (one,) = told_in("date", text)
    assert one.severity == "warning"


@pytest.mark.parametrize(
    "text",
    [
        "2024年1月1日至12月31日。",
        "2024年2月29日。",
        "6月30日。",
        "12个月。",
        "2024年年底，2024年年度计划。",
        "3年12月。",
    ],
)
def test_mistake_22_a_day_of_the_calendar_is_left_alone(text):
    assert told_in("date", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "https//www.example.cn",
        "http：//www.example.cn",
        "http:/ /www.example.cn",
        "www。example.cn",
        "www.example。com",
        "https:/www.example.cn",
    ],
)
def test_mistake_22_a_broken_address_is_told(text):
    (one,) = told_in("link", f"（网址：{text}）。")
    assert one.severity == "warning"


@pytest.mark.parametrize(
    "text",
    [
        "https://www.example.cn/a/b?c=1",
        "www.example.gov.cn",
        "http://example.cn。公开",
        "HTTP/2协议",
        "xxgk@example.gov.cn",
    ],
)
def test_mistake_22_a_whole_address_is_left_alone(text):
    assert told_in("link", f"（网址：{text}）。") == []


# 23: the period


@pytest.mark.parametrize(
    "text",
    [
        "所列数据的统计期限自2023年1月1日起至2023年12月31日止。",
        "统计期限为2024年1月1日至11月30日。",
        "统计期限为2024年2月1日至2024年12月31日。",
        "根据《条例》编制本报告。",
    ],
)
def test_mistake_23_a_period_that_is_missing_or_another_is_asked_about(text):
    (one,) = told_in("period", text, "preface")
    assert (one.severity, one.addresses) == ("warning", ("preface",))
    assert "2024年1月1日至12月31日" in one.mend


@pytest.mark.parametrize(
    "text",
    [
        "",
        "所列数据的统计期限自2024年1月1日起至2024年12月31日止。",
        "数据统计时限为2024年1月1日—12月31日。",
        "本年度报告中所列数据的统计周期\n为 2024 年 1 月 1 日至 12 月 31 日。",
        "统计期限为2024年1月至12月。",
        "根据《条例》〔……〕",
    ],
)
def test_mistake_23_the_whole_year_in_any_words_is_right(text):
    assert told_in("period", text, "preface") == []


def test_mistake_23_the_period_may_stand_in_another_section():
    assert told("period", {"preface": "根据《条例》编制。", "overview": "统计期限为2024年1月1日至12月31日。"}) == []


# 24: contradictions


@pytest.mark.parametrize(
    ("none", "some"),
    [
        ("全年未收到政府信息公开申请。", "共收到政府信息公开申请3件。"),
        ("没有因政府信息公开被申请行政复议。", "政府信息公开行政复议2件。"),
        ("没有因政府信息公开被提起行政诉讼。", "政府信息公开行政诉讼案件1件。"),
        ("没有收取信息处理费。", "对2件申请收取信息处理费300元。"),
    ],
)
def test_mistake_24_none_and_some_of_one_thing_contradict(none, some):
    (one,) = told("contradiction", {"overview": some, "other": none})
    assert (one.addresses, one.values) == (("other", "overview"), (none, some))
    assert told("contradiction", {"overview": some}) == []
    assert told("contradiction", {"other": none}) == []


@pytest.mark.parametrize(
    ("none", "some"),
    [
        ("未收到行政许可申请。", "共收到政府信息公开申请3件。"),
        ("未收到该申请人的补正。", "共收到政府信息公开申请3件。"),
        ("未收到政府信息公开申请。", "上年收到政府信息公开申请3件。"),
        ("未收到政府信息公开申请。", "共收到政府信息公开申请0件。"),
        ("没有因政府信息公开被申请行政复议。", "全县办理行政复议案件12件。"),
    ],
)
def test_mistake_24_statements_of_two_things_do_not(none, some):
    assert told("contradiction", {"overview": some, "other": none}) == []


# 25, 26: what must not be public


def identity(body: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]


def card(body: str) -> str:
    digits = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(body))]
    return body + str(-sum(digit - 9 * (digit > 9) for digit in digits) % 10)


@pytest.mark.parametrize(
    "number",
    [
        identity("00010119900307123"[:0] + "11010119900307123"),
        "13800138000",
        "138 0013 8000",
        card("622202123456789012"),
    ],
)
def test_mistake_25_a_number_of_a_person_is_told_and_not_shown_again(number):
    (one,) = told_in("personal", f"申请人的号码是{number}。")
    digits = number.replace(" ", "")
    assert one.severity == "warning"
    assert digits not in one.message + "".join(one.values)
    assert digits[-4:] in one.message


@pytest.mark.parametrize(
    "text",
    [
        "电话：0000-8600123。",
        "编号：13800138000。",
        "网址https://www.example.cn/13800138000/a。",
        f"号码{identity('11010119900307123')[:-1]}。",
        "号码110101199013071230。",
        "号码6222021234567890129。",
        "访问量7854070人次，共11111111111次。",
        "邮箱13800138000@example.cn。",
    ],
)
def test_mistake_25_other_numbers_are_left_alone(text):
    assert told_in("personal", text) == []


def test_mistake_25_the_offices_own_telephone_is_none():
    text = "请拨打13800138000。"
    assert told_in("personal", text, "preface") == []
    assert told("personal", {"overview": text, "cover/phone": "13800138000"}) == []


@pytest.mark.parametrize(
    "text",
    ["秘密★1年", "机密★", "内部资料，注意保存", "内部文件 请勿外传", "不得外传", "密级：秘密", "公开。\n绝密\n公开。"],
)
def test_mistake_26_a_mark_of_secrecy_is_told(text):
    assert {one.severity for one in told_in("secret", text)} == {"warning"}


@pytest.mark.parametrize(
    "text",
    [
        "属于国家秘密的1件。",
        "保护商业秘密。",
        "除涉及国家机密和个人隐私的事项外。",
        "属于内部事务信息。",
        "开展保密审查。",
    ],
)
def test_mistake_26_the_laws_own_words_are_none(text):
    assert told_in("secret", text) == []


# 33, 34, 35


def test_mistake_33_offices_in_general_in_the_report_of_one_are_a_hint():
    texts = {"problems": "部分地区重视不够，多数部门更新不及时。", "cover/level": "department"}
    assert [(one.severity, *one.values) for one in told("general", texts)] == [
        ("info", "部分地区"),
        ("info", "多数部门"),
    ]
    assert told("general", {"problems": texts["problems"]})
    assert told("general", texts | {"cover/level": "county"}) == []
    assert told("general", {"problems": texts["problems"]}, organization="清源县人民政府") == []
    assert told("general", {"problems": "个别股室更新不及时。"}) == []


@pytest.mark.parametrize(("year", "count"), [(2021, 0), (2022, 0), (2023, 1)])
def test_mistake_34_wording_is_told_when_it_is_older_than_last_year(year, count):
    assert len(told_in("outdated", "结合建党百年庆祝活动，庆祝建党100周年，开展公开日。", year=year)) == count


@pytest.mark.parametrize(
    "text",
    [
        "公开<!--[if gte mso 9]>信息",
        "公开&nbsp;信息",
        r"公开\x0b信息",
        "见错误!未找到引用源。",
        "【 】条",
        "【填写数量】条",
        "<br/>公开",
        "六项。 附件下载",
        "{{year}}年",
    ],
)
def test_mistake_35_what_other_programs_left_is_told(text):
    assert {one.severity for one in told_in("leftover", text)} == {"warning"}


@pytest.mark.parametrize(
    "text",
    ["【主动公开】公开信息。", "A&B公司", "1<2", "在网页提供附件下载服务。", "点击此处链接查询。", "（此件公开发布）"],
)
def test_mistake_35_what_belongs_to_the_text_is_left_alone(text):
    assert told_in("leftover", text) == []


# How they are told


def test_a_finding_stays_the_same_while_its_words_stand_and_is_told_once():
    text = "不子公开2件。\n网站公开。\n不子公开2件。"
    (one,) = told_in("typo", text)
    (later,) = told_in("typo", "新写的一段。\n" + text)
    assert one.key == later.key
    (other,) = told_in("typo", "不子公开3件。")
    assert other.key != one.key


def test_findings_do_not_depend_on_the_interface_language():
    texts = {"overview": "2023年，我局公开信息。不子公开。", "other": "无", "cover/title": "某局报告"}
    keys = {one.key for one in check(filing_of(texts)).findings}
    use_language("zh_CN")
    assert keys == {one.key for one in check(filing_of(texts)).findings}


def test_a_form_without_these_sections_has_rules_that_rest():
    filing = filing_of({})
    noted = with_notes(filing, [Note("unplaced", "", "附件")])
    assert [one.code for one in check(noted).findings] == ["read.unplaced"]


def test_every_finding_says_where_why_and_what_to_do():
    texts = {
        "preface": "根据《条例》编制。",
        "overview": "2023年，我镇公开信息,不子公开。精神精神。（2024年13月。https//a.cn 13800138000 秘密★ &nbsp;"
        + "公" * 1300,
        "problems": "无",
        "other": "无",
        "cover/title": "报告",
        "cover/signed_by": "某局",
        "cover/level": "county",
    }
    found = [one for one in check(filing_of(texts)).findings if one.code.startswith("text.")]
    assert len({one.code for one in found}) >= 16
    assert all(one.message and one.source and one.mend and one.rule and one.addresses for one in found)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("date", "6月31日、9月31日。"),
        ("typo", "全年不子公开，政务公升。"),
        ("doubled", "精神精神，资金资金。"),
    ],
)
def test_two_mistakes_close_to_each_other_are_both_told(code: str, text: str):
    assert len(told_in(code, text)) == 2
