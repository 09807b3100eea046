"""What pages and offices print around a report: told apart from its text, kept and shown."""

import pytest

from app.blocks import Heading, Paragraph
from app.match import match
from app.match.lines import Line
from app.match.surroundings import ended, is_around_text, is_unwritten


@pytest.mark.parametrize(
    "text",
    [
        "发布时间：2024-01-25 16:04",
        "来源：某局办公室 时间：2024-01-25",
        "【打印】【关闭】",
        "打印本页 关闭窗口",
        "字体：[大 中 小]",
        "上一篇：某局2022年政府信息公开工作年度报告",
        "您现在的位置：首页 > 政务公开 > 年报",
        "主办：某县人民政府办公室",
        "版权所有：某县人民政府",
        "京ICP备05070218号",
        "扫一扫在手机打开当前页",
        "索引号：000014349/2024-00012",
        "抄送：市政府办公室。"[:-1],
        "（此件主动公开）",
        "— 3 —",
        "第3页 共6页",
    ],
)
def test_a_line_of_a_page_is_known(text):
    assert is_around_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "本报告的电子版可以从本局网站下载。",
        "一是来源渠道单一，二是时间滞后",
        "（一）主动公开",
        "无",
        "2023年，本机关没有收取信息处理费。",
        "联系电话：0000-8600123",
        "下一步打算",
        "主要问题",
        "某局",
        "2024年1月5日",
    ],
)
def test_a_line_of_a_report_is_not(text):
    assert not is_around_text(text)


def lines(*texts: str) -> list[Line]:
    return [Line((text,), "") for text in texts]


def test_from_the_first_line_of_the_foot_on_everything_short_is_around():
    kept, around = ended(lines("六、无。", "某局", "2024年1月5日", "【打印】", "首页", "办事服务"))
    assert [one.text for one in kept] == ["六、无。", "某局", "2024年1月5日"]
    assert [one.text for one in around] == ["【打印】", "首页", "办事服务"]


def test_a_report_that_ends_with_nothing_but_a_foot_is_read():
    page = [
        Paragraph(text="某局2023年政府信息公开工作年度报告"),
        Heading(text="六、其他需要报告的事项"),
        Paragraph(text="【打印】"),
    ]
    filing = match(page).filing
    assert (filing.value("other"), filing.value("cover/signed_by")) == ("", "")


def test_short_lines_alone_are_no_foot():
    assert ended(lines("无。", "谢谢", "某局"))[1] == []


def test_a_sentence_behind_the_foot_is_not_lost_to_it():
    kept, around = ended(lines("文字。", "【打印】", "这一段还是报告的内容，应当留下。"))
    assert [one.text for one in kept] == ["文字。", "这一段还是报告的内容，应当留下。"]
    assert [one.text for one in around] == ["【打印】"]


@pytest.mark.parametrize("text", ["（文字描述）", "(文字描述，收取信息处理费情况在此处报告。)", "（文字描述。）"])
def test_what_a_template_prints_is_no_text(text):
    assert is_unwritten(lines(text)[0])
    assert not is_unwritten(lines(text + "本年没有。")[0])


def test_a_whole_page_keeps_its_surroundings_as_notes():
    page = [
        "某县人民政府", "当前位置：首页 > 年报", "某局2023年政府信息公开工作年度报告", "发布时间：2024-01-05", "前言。",
        "一、总体情况", "第一段。", "六、其他需要报告的事项", "无。", "某局 2024年1月5日",
        "【打印】 【关闭】", "版权所有：某县",
    ]  # fmt: skip
    filing = match([Paragraph(text=text, place=f"第{n}段") for n, text in enumerate(page, 1)]).filing
    assert (filing.value("preface"), filing.value("other")) == ("前言。", "无。")
    assert (filing.value("cover/signed_by"), filing.value("cover/signed_on")) == ("某局", "2024-01-05")
    kept = [note.text.split("\n")[1:] for note in filing.draft.notes if note.kind == "unplaced"]
    assert kept == [
        ["某县人民政府", "当前位置：首页 > 年报", "发布时间：2024-01-05"],
        ["【打印】 【关闭】", "版权所有：某县"],
    ]


def test_the_title_of_the_page_itself_is_used_where_the_report_has_none():
    page = ["某局2023年政府信息公开工作年度报告", "一、总体情况", "第一段。"]
    assert match([Paragraph(text=text) for text in page]).filing.draft.organization == "某局"
    twice = [Paragraph(text="某县2023年政府信息公开工作年度报告"), *(Paragraph(text=text) for text in page)]
    assert match(twice).filing.draft.organization == "某局"


def test_the_last_words_behind_a_blank_are_the_signature():
    page = [Heading(text="六、其他需要报告的事项"), Paragraph(text="本年没有其他事项。 某局2024年1月5日")]
    filing = match([Paragraph(text="某局2023年政府信息公开工作年度报告"), *page]).filing
    assert (filing.value("other"), filing.value("cover/signed_by")) == ("本年没有其他事项。", "某局")


def test_a_date_behind_a_blank_that_nobody_signed_stays_in_the_text():
    page = [Heading(text="六、其他需要报告的事项"), Paragraph(text="本年制度修订于 全市统一 2024年1月5日")]
    filing = match([Paragraph(text="某局2023年政府信息公开工作年度报告"), *page]).filing
    assert filing.value("other").endswith("2024年1月5日")


def test_traditional_characters_are_read_by_the_same_labels():
    page = [
        Paragraph(text="某局2023年政府信息公開工作年度報告"),
        Heading(text="五、存在的主要問題及改進情況"),
        Paragraph(text="還有不足。"),
    ]
    filing = match(page).filing
    assert filing.value("problems") == "還有不足。"
    assert [note.kind for note in filing.draft.notes if note.place == "problems"] == []


def test_a_title_that_the_page_prints_twice_is_told_once():
    page = ["某局2023年度政府信息公开工作年度报告", "某局2023年政府信息公开工作年度报告", "前言。"]
    filing = match(
        [*(Paragraph(text=text) for text in page), Heading(text="一、总体情况"), Paragraph(text="文字。")]
    ).filing
    assert [note for note in filing.draft.notes if note.kind == "unplaced"] == []
    assert filing.value("preface") == "前言。"


def test_an_attachment_behind_the_signature_is_no_part_of_the_last_section():
    texts = ["六、其他需要报告的事项", "没有其他事项。", "某局", "2024年1月5日", "附：历年情况", "以下为历年数据。"]
    blocks = [Heading(text="某局2023年政府信息公开工作年度报告"), *(Paragraph(text=one) for one in texts)]
    found = match(blocks)
    assert found.filing.value("other") == "没有其他事项。"
    assert found.filing.value("cover/signed_on") in ("2024年1月5日", "2024-01-05")
    assert any("以下为历年数据。" in note.text for note in found.filing.draft.notes if note.kind == "unplaced")


def test_words_of_an_attachment_without_a_signature_before_stay_in_the_text():
    texts = ["六、其他需要报告的事项", "没有其他事项。", "附：收费依据见上。", "某局", "2024年1月5日"]
    blocks = [Heading(text="某局2023年政府信息公开工作年度报告"), *(Paragraph(text=one) for one in texts)]
    assert match(blocks).filing.value("other") == "没有其他事项。\n附：收费依据见上。"
