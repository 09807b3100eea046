"""Rules on text against wording that nobody had read before: what each must find, and what only looks like it."""

from collections.abc import Iterator

import pytest

from app.check import check
from app.draft import new_filing, with_values
from app.finding import Finding
from app.i18n import use_language


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


def told_in(code: str, text: str, place: str = "overview") -> list[Finding]:
    filing = with_values(new_filing("disclosure", "清源县教育局", 2024), {place: text})
    return [one for one in check(filing).findings if one.code == f"text.{code}"]


@pytest.mark.parametrize(
    "text",
    [
        "2023年12月31日前收到的申请均已答复。",
        "2023年12月底前公开的信息继续有效。",
        "2023年存量信息全部核对，公开整改情况3条。",
        "2023年遗留的申请3件已经答复。",
        "2023年全国政府网站普查后，信息在县政府网站公开。",
    ],
)
def test_mistake_1_a_year_to_which_a_sentence_only_refers_is_left_alone(text: str) -> None:
    assert told_in("year", text) == []


@pytest.mark.parametrize("text", ["2023年12月公开信息80条。", "2023年公开存量以外的各类政府信息共计八十条。"])
def test_mistake_1_a_year_that_reports_is_still_asked_about(text: str) -> None:
    assert len(told_in("year", text)) == 1


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("业务能力有侍提高。", "有待"),
        ("队伍建没取得进展。", "队伍建设"),
        ("开展政策宜传活动。", "宣传"),
        ("按期办里申请3件。", "办理"),
        ("政策解渎材料12篇。", "政策解读"),
        ("落买工作责任。", "落实"),
        ("高度重是信息公开。", "高度重视"),
        ("主动接授监督。", "接受"),
        ("完普制度3项。", "完善"),
        ("依法依归公开。", "依法依规"),
        ("加强组织领倒。", "组织领导"),
        ("解读行式单一。", "形式"),
        ("发布审合制度。", "审核"),
        ("公开预决蒜。", "决算"),
        ("因地制谊公开。", "因地制宜"),
        ("推近政务公开。", "推进"),
        ("提高公开质亮。", "公开质量"),
        ("更新不极时。", "不及时"),
        ("申请入提出的意见。", "申请人"),
        ("省办公庭印发。", "办公厅"),
        ("进一步一步加强领导。", "进一步"),
        ("中华人明共和国。", "中华人民共和国"),
        ("申请人情矿。", "申请人情况"),
    ],
)
def test_mistake_21_a_misspelt_word_is_told_with_the_right_one(text: str, right: str) -> None:
    (one,) = told_in("typo", text)
    assert right in one.values[1]
    assert one.values[0] != one.values[1]


@pytest.mark.parametrize(
    "text",
    [
        "不宜传播的信息，事宜传达到位，便宜传感器，适宜传统产业。",
        "整治公安庭院、办公庭院，人民法院办公庭审公开。",
        "高度重示范引领，组织领导干部学习，审合同管理制度。",
        "落实中落地落细，角落买卖工作，落买卖合同网签。",
        "申请入学、申请入户信息公开，单行式样多样。",
        "进一步一步到位，接爱心企业捐赠，推近期计划。",
        "将将军路改造信息公开。",
    ],
)
def test_mistake_21_what_only_looks_misspelt_or_doubled_is_left_alone(text: str) -> None:
    assert told_in("typo", text) == []
    assert told_in("doubled", text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("自20241月1日起公开。", "20241月1日"),
        ("自2024年1月1起至12月31日。", "月1"),
        ("2024年12日31日公开。", "年12日31日"),
        ("2024年月1日公开。", "年月1日"),
    ],
)
def test_mistake_22_what_cannot_be_a_date_is_told(text: str, found: str) -> None:
    assert [one.values for one in told_in("date", text)] == [(found,)]


@pytest.mark.parametrize(
    "text",
    ["2024年1月1日至3日培训。", "3月5日至8日调研。", "编号20245月报。", "2024年6月至7月。", "项目20241201月度报告。"],
)
def test_mistake_22_what_only_looks_like_a_broken_date_is_left_alone(text: str) -> None:
    assert told_in("date", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "网址：htpp://www.qy.gov.cn。",
        "网址：http;//www.qy.gov.cn。",
        "网址：http:\\\\www.qy.gov.cn。",
        "网址：http://www..qy.gov.cn。",
        "网址：wwwqy.gov.cn。",
        "网址：http://www.qygovcn。",
    ],
)
def test_mistake_22_a_broken_address_of_the_net_is_told(text: str) -> None:
    assert len(told_in("link", text)) >= 1


@pytest.mark.parametrize(
    "text",
    ["网址：http://www1.qy.gov.cn/col/col12/index.html。", "启用https协议，www服务升级。", "https://zwfw.qy.gov.cn"],
)
def test_mistake_22_a_whole_address_is_left_alone(text: str) -> None:
    assert told_in("link", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "统计期限为2023年度。",
        "统计期限：2023.1.1—2023.12.31。",
        "数据统计截至2023年12月31日。",
        "统计数据自2023年1月1日起，至2023年12月31日止。",
        "所列数据为2023年全年数据。",
    ],
)
def test_mistake_23_the_days_of_another_year_are_told_however_they_are_written(text: str) -> None:
    (one,) = told_in("period", text, "preface")
    assert "2023" in one.values[0]


@pytest.mark.parametrize(
    "text",
    [
        "所列数据为2024年全年数据。",
        "报告数据时间范围为2024年1月至12月。",
        "统计期限：2024.1.1—2024.12.31。",
        "统计数据自2024年1月1日起，至2024年12月31日止。",
        "依据《2021年度统计办法》（〔2021〕30号），数据统计截至2024年12月31日。",
        "与2023年度相比，数据统计期限为2024年度。",
    ],
)
def test_mistake_23_the_days_of_the_year_are_no_mistake_however_they_are_written(text: str) -> None:
    assert told_in("period", text, "preface") == []


def test_mistake_24_applications_in_other_words_are_not_both_none_and_some() -> None:
    (one,) = told_in("contradiction", "未收到依申请公开。全年收到依申请公开3件。")
    assert one.values == ("未收到依申请公开。", "全年收到依申请公开3件。")
    assert told_in("contradiction", "未收到依申请公开。全年主动公开3件。") == []


def test_mistake_25_a_number_in_wide_digits_is_that_of_a_person_too() -> None:
    (one,) = told_in("personal", "申请人电话１３９１２３４５６７８。")
    assert one.values == ("139…5678",)
    assert told_in("personal", "编号１３９１２３４５６７８９０。") == []


@pytest.mark.parametrize("text", ["（一）存在的问题：无。（二）改进情况：无。", "主要问题：没有。改进措施：无。"])
def test_mistake_3_headings_with_nothing_behind_them_are_empty(text: str) -> None:
    assert len(told_in("empty", text, "problems")) == 1


def test_mistake_3_a_problem_behind_a_heading_is_not_empty() -> None:
    assert told_in("empty", "（一）存在的问题：更新慢。（二）改进情况：无专人的已配备。", "problems") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("**主动公开情况**", "**主动公开情况**"),
        ("## 主动公开", "##"),
        ("全年公开信息**条。", "**"),
        ("作为一个AI语言模型，无法核实。", "作为一个AI"),
        ("以下是为您生成的内容：", "以下是为您"),
        ("好的，以下是修改稿。", "好的，以下是"),
    ],
)
def test_mistake_35_what_writing_programs_leave_is_told(text: str, found: str) -> None:
    assert found in [one.values[0] for one in told_in("leftover", text)]


def test_mistake_35_a_gap_before_a_measure_word_is_told() -> None:
    assert len(told_in("leftover", "全年公开信息    条，收到申请  件。")) == 2
    assert told_in("leftover", "公开 信息  条目清单，收到申请3  件。") == []


@pytest.mark.parametrize(
    "text", ["以下是典型案例。", "好的做法有三条。", "五星★★级景区，C#语言，1**2。", "作为一个平台。"]
)
def test_mistake_35_what_only_looks_like_a_remnant_is_left_alone(text: str) -> None:
    assert told_in("leftover", text) == []


def test_mistake_1_years_that_a_semicolon_joins_to_the_reports_own_are_compared() -> None:
    assert told_in("year", "2022年收到申请6件；2023年收到申请7件；2024年收到申请9件。") == []
    assert told_in("year", "公开2024年预算；2023年，我局公开信息80条；") == []
    (one,) = told_in("year", "公开2024年预算。2023年，我局公开信息80条；收到申请6件。")
    assert one.values == ("2023", "2024")
    assert len(told_in("year", "2023年，我局公开信息80条；2022年收到申请6件。")) == 2
