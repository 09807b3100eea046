"""Pages that lost their line ends and their cell borders: taken apart by what the form prints, nothing is made up."""

import pytest

from app.blocks import Paragraph
from app.form_file import form_for
from app.grid import grid
from app.match import match
from app.match.headings import Likeness, headings
from app.match.lines import Line
from app.match.unglued import rows_in, unglued

FORM = form_for("disclosure", 2023)
APPLICATIONS, PROACTIVE = (FORM.section(id) for id in ("applications", "proactive"))
HEAD = "".join(cell.text.replace("\n", "") for cell in grid(APPLICATIONS).cells if cell.kind in ("corner", "column"))


def line(text: str) -> Line:
    return Line((text,), "第1行")


def cells(section, text: str) -> list[tuple[str, ...]]:
    return [row.cells for row in rows_in(FORM, section, line(text))]


def test_labels_and_numbers_that_touch_become_rows():
    assert cells(APPLICATIONS, "（三）不予公开1.属于国家秘密00000002.其他法律行政法规禁止公开1000001") == [
        ("（三）不予公开",),
        ("1.属于国家秘密", "0000000"),
        ("2.其他法律行政法规禁止公开", "1000001"),
    ]


def test_the_number_in_front_of_the_next_label_is_not_a_digit_of_this_row():
    rows = cells(APPLICATIONS, "6.属于四类过程性信息1200012 7.属于行政执法案卷0000000")
    assert rows == [("6.属于四类过程性信息", "1200012"), ("7.属于行政执法案卷", "0000000")]


def test_the_labels_of_a_head_stand_together():
    rows = cells(PROACTIVE, "信息内容本年制发件数本年废止件数现行有效件数规章000")
    assert rows == [("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), ("规章", "000")]


def test_a_misprinted_label_between_others_is_known():
    rows = cells(PROACTIVE, "信息内容本年制发件数本年废止件数现形有效件数规章000")
    assert rows[0] == ("信息内容", "本年制发件数", "本年废止件数", "现形有效件数")


@pytest.mark.parametrize(
    "text",
    [
        "2023年制发规章1件、行政规范性文件11件，废止2件。",
        "全年作出行政许可97件，行政处罚3件。",
        "本年度没有收到申请。",
        "其他",
    ],
)
def test_a_sentence_beside_a_table_stays_a_sentence(text):
    assert cells(PROACTIVE, text) == [(text,)]


def test_a_page_in_one_line_is_parted_at_its_titles():
    text = (
        "某局2023年政府信息公开工作年度报告 根据条例编制。一、总体情况共公开信息12条。" + "本段很长。" * 30
        + "二、主动公开政府信息情况五、存在的主要问题及改进情况还有不足。"
        + "六、其他需要报告的事项无。 某局 2024年1月5日"
    )  # fmt: skip
    assert [one.text for one in unglued(FORM, [line(text)])] == [
        "某局2023年政府信息公开工作年度报告",
        "根据条例编制。",
        "一、总体情况",
        "共公开信息12条。" + "本段很长。" * 30,
        "二、主动公开政府信息情况",
        "五、存在的主要问题及改进情况",
        "还有不足。",
        "六、其他需要报告的事项",
        "无。",
        "某局 2024年1月5日",
    ]


def test_titles_that_are_only_spoken_of_part_nothing():
    text = "本报告包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况等六个部分。" * 4
    assert [one.text for one in unglued(FORM, [line(text)])] == [text]


def test_a_misprinted_title_in_one_line_is_cut_off_whole():
    text = "一、总体情况" + "共公开。" * 40 + "五、存在的主要问题及改进措施还有不足。"
    assert [one.text for one in unglued(FORM, [line(text)])][-2:] == ["五、存在的主要问题及改进措施", "还有不足。"]


@pytest.mark.parametrize("behind", ["2024年，还有不足。", "（一）存在问题。还有不足。"])
def test_a_title_that_ends_otherwise_is_cut_off_before_the_text_begins(behind):
    text = "一、总体情况" + "共公开。" * 40 + "五、存在的主要问题及明年工作计划" + behind
    assert [one.text for one in unglued(FORM, [line(text)])][-2:] == ["五、存在的主要问题及明年工作计划", behind]


def glued_report(rows: str) -> str:
    return (
        "某局2023年政府信息公开工作年度报告 前言。一、总体情况" + "共公开信息。" * 30
        + f"三、收到和处理政府信息公开申请情况{HEAD}{rows}五、存在的主要问题及改进情况不足。"
    )  # fmt: skip


def taken(rows: str) -> dict[str, str]:
    filing = match([Paragraph(text=glued_report(rows), place="第1行")]).filing
    return {a.partition("/")[2]: text for a, text in filing.draft.values.items() if a in filing.form.cells}


def test_the_rows_of_a_glued_table_are_read():
    read = taken("一、本年新收政府信息公开申请数量801000081二、上年结转政府信息公开申请数量0000000")
    assert [read[f"received/applicant.{name}"] for name in ("natural_person", "organization.business")] == ["80", "1"]
    assert read["brought_forward/applicant.natural_person"] == "0"


def test_of_a_row_with_a_digit_too_few_nothing_is_read():
    assert taken("一、本年新收政府信息公开申请数量80100001二、上年结转政府信息公开申请数量000000") == {}


# Headings by their number alone.


def found(*texts: str) -> dict[str, str]:
    lines = [line(text) for text in texts]
    return {lines[i].text: h.section.id for i, h in headings(FORM, lines).items() if h.likeness is Likeness.BY_NUMBER}


REST = ("二、主动公开政府信息情况", "四、政府信息公开行政复议、行政诉讼情况")


def test_a_heading_in_other_words_is_known_by_its_number_and_place():
    assert found("一、概述", *REST[:1], "三、依申请公开情况", *REST[1:], "五、主要问题及下步打算", "六、其他") == {
        "一、概述": "overview",
        "三、依申请公开情况": "applications",
        "五、主要问题及下步打算": "problems",
        "六、其他": "other",
    }


@pytest.mark.parametrize(
    "texts",
    [
        (*REST, "三、依申请公开情况"),  # not where 三 belongs
        (REST[0], "三、依申请公开情况", "三、培训情况", REST[1]),  # two of them
        (REST[0], "三、今年收到申请很多，办理及时", REST[1]),  # a sentence
        (REST[0], "3、依申请公开情况", REST[1]),  # another way of numbering: a list
        ("三、依申请公开情况",),  # nothing to tell its place by
    ],
)
def test_a_line_with_a_number_that_is_no_heading_is_none(texts):
    assert found(*texts) == {}
