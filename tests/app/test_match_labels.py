"""Labels, headings, titles and signatures are known however they are printed, and nothing else is taken for one."""

import pytest

from app.blocks import Paragraph
from app.form_file import form_for
from app.match.headings import headings
from app.match.lexicon import find
from app.match.lines import lines_of
from app.match.signature import signature_in
from app.match.title import title_in
from app.match.words import bare, words

OFFICE = "清源县教育局"
NEW = form_for("disclosure", 2023)
APPLICATIONS = NEW.section("applications").bands[0]

# Labels.


@pytest.mark.parametrize(
    "label", ["1.属于国家秘密", "1、属于国家秘密", "（1）属于 国家 秘密", "１．属于国家秘密", "①属于国家秘密"]
)
def test_full_width_spaces_and_the_way_of_numbering_make_no_other_label(label):
    assert words(label) == words("1.属于国家秘密")


@pytest.mark.parametrize("label", ["2.属于国家秘密", "1.属于国家机密"])
def test_another_number_or_word_makes_another_label(label):
    assert words(label) != words("1.属于国家秘密")


def test_a_number_of_the_law_is_no_numbering():
    assert words("第二十条第（一）项").number is None
    assert words("3.5").number is None


def test_a_remark_in_brackets_at_the_end_is_no_part_of_a_label_unless_it_is_all():
    assert bare("本年收费金额（单位：万元）") == "本年收费金额"
    assert words(bare(APPLICATIONS.corner)).text


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("规范性文件", "normative"),
        ("(二)部分公开", "results.partial"),
        ("3. 危及三安全一稳定", "results.refused.public_safety"),
        ("4、 保护第三方合法权益", "results.refused.third_party"),
        ("（本列数据的钩稽关系为：第一项加第二项之和，等于第三项加第四项之和）", ""),
        ("5.属于三类内部事物信息", "results.refused.internal_affairs"),
        ("2.重复中请", "results.declined.repeated"),
    ],
)
def test_a_label_is_found_however_it_is_printed(text, id):
    hit = find(NEW, text)[0]
    assert (hit.term.label.id if hit.term.label else "") == id


@pytest.mark.parametrize(
    "text",
    [
        "行政处理",
        "行政检查",
        "第二十条第（七）项",
        "（一）不以公开",
        "7.属于三类内部事物信息",
        "5.属于四类内部事务信息",
        "全年",
        "",
    ],
)
def test_what_is_not_surely_a_label_is_none(text):
    assert not [hit for hit in find(NEW, text) if hit.how == "near"]
    assert not [hit for hit in find(NEW, text) if hit.how == "exact"]


# Headings, title, signature.


def found_headings(*texts: str) -> list[str]:
    lines = lines_of(Paragraph(text=text) for text in texts)
    return [found.section.id for _index, found in sorted(headings(NEW, lines).items())]


@pytest.mark.parametrize(
    "text",
    [
        "五、存在的主要问题及改进情况",
        "五、政府信息公开工作存在的主要问题及改进情况",
        "五、存在的主要问题及明年工作计划",
        "五、存在问题及改进情况",
        "四、存在的主要问题及改进情况",
        "存在的主要问题及改进情况",
        "５、 存在的主要问题及改进情况",
    ],
)
def test_a_heading_is_known_as_the_law_has_it_and_altered(text):
    assert found_headings(text) == ["problems"]


@pytest.mark.parametrize(
    "text",
    [
        "五、政府信息管理",
        "六、需要感谢的单位",
        "三、主动公开工作情况",
        "四、政府信息公开申请情况",
        "二、工作机制保障",
        "一、本年新收政府信息公开申请数量",
        "四、结转下年度继续办理",
        "五、存在的主要问题及改进情况还有许多。",
        "情况",
        "（一）存在的主要问题",
    ],
)
def test_another_heading_a_row_or_a_sentence_is_no_section(text):
    assert found_headings(text) == []


def test_a_sub_heading_with_a_section_s_words_is_none_where_the_section_has_its_own():
    assert found_headings("一、总体情况", "（一）主动公开政府信息情况", "二、主动公开政府信息情况") == [
        "overview",
        "proactive",
    ]


def title(*texts: str):
    return title_in(NEW, lines_of(Paragraph(text=text) for text in texts))


@pytest.mark.parametrize(
    ("texts", "organization", "year", "is_usual"),
    [
        (["湛河区教育体育局", "2020 年政府信息公开工作年度报告"], "湛河区教育体育局", 2020, True),
        (["某局2023年政府信息公开工作年度报告"], "某局", 2023, True),
        (["（某局）2020年度政府信息公开工作年度报告"], "某局", 2020, False),
        (["2022年上海市政府信息公开工作年度报告"], "上海市", 2022, False),
        (["正文", "2024 年上海市科委政府信息公开工作", "年度报告"], "上海市科委", 2024, False),
        (["某市（开发区）管委会二〇二〇年信息公开年度工作报告"], "某市（开发区）管委会", 2020, False),
        (["某局政府信息公开工作年度报告（2023年度）"], "某局", 2023, False),
    ],
)
def test_the_title_says_whose_report_it_is_and_of_which_year(texts, organization, year, is_usual):
    found = title(*texts)
    assert (found.organization, found.year, found.is_usual) == (organization, year, is_usual)


@pytest.mark.parametrize(
    "text", ["2023年某区政府工作报告", "根据条例，现公布2023年政府信息公开工作年度报告。", "某局", "总体情况"]
)
def test_what_is_no_title_is_none(text):
    assert title(text) is None


@pytest.mark.parametrize(
    ("texts", "by", "on"),
    [
        (["无。", "清源县教育局", "2024年1月20日"], OFFICE, "2024年1月20日"),
        (["无。", "清源县教育局 2024年1月20日"], OFFICE, "2024年1月20日"),
        (["无。", "清源县教肓局", "二〇二四年一月二十日"], "清源县教肓局", "2024年1月20日"),
        (["无。", "2024.1.20"], "", "2024年1月20日"),
        (["无。"], "", ""),
        (["以上数据截至2023年12月31日"], "", ""),
        (["无。", "清源县教育局"], "", ""),
    ],
)
def test_the_signature_is_the_name_and_the_date_at_the_end(texts, by, on):
    found = signature_in(lines_of(Paragraph(text=text) for text in texts), OFFICE)
    assert (found.by, found.on) == (by, on)
