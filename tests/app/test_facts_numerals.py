"""Figures in a text: what is one, what it says, how nearly; and the Chinese numerals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.facts.numerals import chinese, numerals
from app.facts.passages import passages, sentences

READ = [
    ("12件", 12, "件", "", 1),
    ("１２件", 12, "件", "", 1),
    ("1,234 件", 1234, "件", "", 1),
    ("十二件", 12, "件", "", 1),
    ("三百零五件", 305, "件", "", 1),
    ("两百余条", 200, "条", "over", 100),
    ("三十余件", 30, "件", "over", 10),
    ("1.2万元", 12000, "元", "", 1000),
    ("18万余条", 180000, "条", "over", 10000),
    ("5500余条", 5500, "条", "over", 100),
    ("近500件", 500, "件", "under", 100),
    ("约500件", 500, "件", "about", 100),
    ("500件左右", 500, "件", "about", 100),
    ("50件以上", 50, "件", "over", 10),
    ("占37.5%", Decimal("37.5"), "%", "", Decimal("0.1")),
    ("百分之三十七点五", Decimal("37.5"), "%", "", Decimal("0.1")),
    ("均为0。", 0, "", "", 1),
    ("三起", 3, "起", "", 1),
    ("均为0", 0, "", "", 1),
    ("结果为 0，", 0, "", "", 1),
    ("500件余", 500, "件", "over", 100),
    ("十件", 10, "件", "", 1),
    ("十次", 10, "次", "", 1),
    ("占百分之三十七点五八", Decimal("37.58"), "%", "", Decimal("0.01")),
    ("一百二十三万四千件", 1_234_000, "件", "", 1),
    ("均为0个", 0, "个", "", 1),
    ("3千条", 3000, "条", "", 1000),
    ("2百余件", 200, "件", "over", 100),
    ("1200万元", 12_000_000, "元", "", 10_000),
    ("3.5亿元", 350_000_000, "元", "", 10_000_000),
    ("1.5千万件", 15_000_000, "件", "", 1_000_000),
    ("约1.50万元", 15_000, "元", "about", 1000),
    ("1,234.50元", Decimal("1234.5"), "元", "", Decimal("0.01")),
    ("两千三百件", 2300, "件", "", 1),
    ("三万五千余条", 35_000, "条", "over", 1000),
    ("超过500件", 500, "件", "over", 100),
    ("逾五百件", 500, "件", "over", 100),
    ("大约 500件", 500, "件", "about", 100),
    ("达到500件", 500, "件", "", 1),
    ("５０％", 50, "%", "", 1),
    ("百分之37.5", Decimal("37.5"), "%", "", Decimal("0.1")),
    ("百分之零点零五", Decimal("0.05"), "%", "", Decimal("0.01")),
    ("百分之百", 100, "%", "", 1),
    ("百分之三十三", 33, "%", "", 1),
    ("一亿二千万元", 120_000_000, "元", "", 1),
    ("1亿2千万元", 120_000_000, "元", "", 10_000_000),
    ("1万3千条", 13_000, "条", "", 1000),
    ("1万3千5百余条", 13_500, "条", "over", 100),
    ("约为40件", 40, "件", "about", 10),
    ("大约有40件", 40, "件", "about", 10),
    ("预约40件", 40, "件", "", 1),
    ("最近40件", 40, "件", "", 1),
    ("均为零。", 0, "", "", 1),
    ("收到3件——一是当面申请。", 3, "件", "", 1),  # a dash is no range
]


@pytest.mark.parametrize(("text", "value", "unit", "near", "step"), READ)
def test_a_figure_is_read_with_its_measure_word(text: str, value: Decimal, unit: str, near: str, step: Decimal) -> None:
    (found,) = numerals(text)
    assert (found.value, found.unit, found.near, found.step) == (value, unit, near, step)


@pytest.mark.parametrize(
    "text",
    [
        "2023年1月1日",
        "〔2021〕30号",
        "国务院令第711号",
        "第二十条第（八）项",
        "第3件",
        "电话0517-83605210",
        "5个工作日",
        "三个方面",
        "一起努力",
        "一事一申请",
        "每件",
        "3至5件",
        "12345热线",
        "（一）主动公开",
        "1.加强领导",
        "三项制度",
        "一件事一次办",
        "总数 0。",
        "为0a",
        "为0号，",
        "计0。",
        "均为0万。",
        "为05号。",
        "任1件",
        "A3件",
        "3~5件",
        "3件至5件",
        "3件—5件",
        "零距离",
        "1" * 5000 + "件",
        "一" * 5000 + "件",
    ],
)
def test_what_numbers_a_thing_is_no_figure(text: str) -> None:
    assert numerals(text) == ()


def test_the_place_of_a_figure_is_kept() -> None:
    text = "新收１２ 件，办结十件。"
    assert [text[one.start : one.end] for one in numerals(text)] == ["１２ 件", "十件"]
    assert [text[one.unit_start : one.end] for one in numerals(text)] == ["件", "件"]


def test_a_figure_longer_than_any_of_a_report_is_none() -> None:
    assert [one.value for one in numerals("1" * 19 + "件")] == [int("1" * 19)]
    assert numerals("1" * 20 + "件") == ()


def test_what_numbers_a_thing_may_stand_a_little_apart_from_it() -> None:
    assert numerals("第 12件") == ()
    assert [one.value for one in numerals("第二批共12件")] == [12]


def test_a_share_in_words_has_its_measure_word_before_it():
    text = "占百分之五十。"
    (one,) = numerals(text)
    assert (text[one.start : one.end], one.unit_start) == ("百分之五十", one.end)


def written(number: int) -> str:
    """A number below ten thousand as it is spoken."""
    digits, signs = str(number), ["", "十", "百", "千"]
    said = ""
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        said += "零一二三四五六七八九"[int(digit)] + (signs[place] if digit != "0" else "")
    while "零零" in said:
        said = said.replace("零零", "零")
    return said.rstrip("零") or "零"


@given(st.integers(0, 9999))
def test_a_chinese_numeral_reads_back(number: int) -> None:
    assert chinese(written(number)) == number


@given(st.integers(1, 999), st.integers(0, 9999))
def test_a_chinese_numeral_of_myriads_reads_back(high: int, low: int) -> None:
    joint = "零" if low and low < 1000 else ""
    assert chinese(written(high) + "万" + joint + (written(low) if low else "")) == high * 10000 + low


def test_digits_in_a_row_are_a_number_too() -> None:
    assert chinese("二〇二三") == 2023


def test_lines_that_a_file_broke_are_one_passage_and_a_heading_stands_over_what_follows() -> None:
    text = "（二）依申请公开情况\n全年收到政府信息公开申\n请5件，办结5件。\n（三）政府信息管理情况\n修订目录。"
    found = list(passages(text))
    assert [one.text for one in found][1] == "全年收到政府信息公开申\n请5件，办结5件。"
    assert [one.heading for one in found] == ["", "（二）依申请公开情况", "", "（三）政府信息管理情况"]
    assert all(text[one.start :].startswith(one.text) for one in found)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("我局全年收到申请共计\n请5件。", 1),
        ("我局全年收到申请合\n请5件。", 2),
        ("全年公开政府信息的情况如下：\n收到5件。", 2),
        ("全年公开政府信息的情况，\n（一）收到5件。", 2),
        ("（一）主动公开，全年公开政府信\n息5件。", 1),
        ("一、总体情况及有关工作的说明\n全年收到5件。", 2),
        ("本年度主动公开政府信息的总数量\n为\n5件。", 2),
        ("全年收到政府信息公开申请。 \n办结5件。", 2),
        ("收到申请。\n", 2),
    ],
)
def test_a_line_goes_on_in_the_next_where_it_is_long_enough_and_says_something(text: str, count: int) -> None:
    found = list(passages(text))
    assert len(found) == count
    assert "\n".join(one.text for one in found) == text
    assert [one.start for one in found] == [text.index(one.text) if one.text else len(text) for one in found]


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("3.规范办理有关申请", True),
        ("1." + "规" * 38, True),
        ("1." + "规" * 39, False),
        ("3.规范办理，收到申请", False),
        ("概述", False),
    ],
)
def test_a_short_numbered_line_that_says_nothing_is_a_heading(line: str, is_heading: bool) -> None:
    *_heads, last = passages(f"{line}\n收到5件。")
    assert last.heading == (line if is_heading else "")


def test_headings_stand_over_what_follows_until_one_of_their_level_or_above() -> None:
    text = "一、总体情况\n（一）主动公开\n公开5条。\n（二）依申请公开\n1.办理\n办结5件。\n二、其他\n收到3件。"
    assert [(one.text, one.heading) for one in passages(text) if one.text.endswith("。")] == [
        ("公开5条。", "一、总体情况 （一）主动公开"),
        ("办结5件。", "一、总体情况 （二）依申请公开 1.办理"),
        ("收到3件。", "二、其他"),
    ]


def test_a_sentence_ends_outside_brackets_alone_and_together_they_are_the_passage() -> None:
    text = "收到5件（含上年结转。共1件）。办结6件！均按期（。未闭合"
    found = sentences(text)
    assert [sentence for sentence, _at in found] == ["收到5件（含上年结转。共1件）。", "办结6件！", "均按期（。未闭合"]
    assert all(text[start:].startswith(sentence) for sentence, start in found)
    assert sentences("") == ()


def test_a_figure_stands_where_it_stands_in_the_whole_text() -> None:
    text = "收到5件。办结 1,234 件，约三十余件！占37.5%。"
    found = numerals(text)
    assert [text[one.start : one.end] for one in found] == ["5件", "1,234 件", "三十余件", "37.5%"]
    assert [text[one.unit_start : one.end] for one in found] == ["件", "件", "件", ""]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("收到5件。办结4件！余下", ["收到5件。", "办结4件！", "余下"]),
        ("收到5件（网上3件。信函2件）。办结", ["收到5件（网上3件。信函2件）。", "办结"]),
        ("收到（含（网上）3件。信函2件）。办结", ["收到（含（网上）3件。信函2件）。", "办结"]),
        ("收到）5件。（网上。）办结。", ["收到）5件。", "（网上。）办结。"]),
        ("收到5件（网上3件。办结4件。", ["收到5件（网上3件。办结4件。"]),
        ("", []),
    ],
)
def test_a_sentence_ends_with_its_sign_but_not_within_brackets(text: str, parts: list[str]) -> None:
    assert [part for part, _start in sentences(text)] == parts
    assert [start for _part, start in sentences(text)] == [text.index(part) for part in parts]
