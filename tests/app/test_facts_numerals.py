"""Figures in a text: what is one, what it says, how nearly; and the Chinese numerals."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.facts.first_letters import first_letters
from app.facts.numerals import chinese, numerals
from app.facts.passages import passages

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
        "1" * 5000 + "件",
        "一" * 5000 + "件",
    ],
)
def test_what_numbers_a_thing_is_no_figure(text: str) -> None:
    assert numerals(text) == ()


def test_the_place_of_a_figure_is_kept() -> None:
    text = "新收１２ 件，办结十件。"
    assert [text[one.start : one.end] for one in numerals(text)] == ["１２ 件", "十件"]


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


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("办结", "办"),
        ("(?:新)?收", "新收"),
        ("(?:上|去)年", "上去"),
        ("[一二]是", "一二"),
        ("占(?!比)", "占"),
        ("(?<!依)申请", "申"),
        ("(?:(?:市|县)政府|政府)?规章", "市县政规"),
        ("甲|乙", "甲乙"),
        (r"\(甲", "("),
    ],
)
def test_the_first_letters_of_a_pattern_are_known(pattern: str, letters: str) -> None:
    assert first_letters(pattern) == frozenset(letters)


def test_lines_that_a_file_broke_are_one_passage_and_a_heading_stands_over_what_follows() -> None:
    text = "（二）依申请公开情况\n全年收到政府信息公开申\n请5件，办结5件。\n（三）政府信息管理情况\n修订目录。"
    found = list(passages(text))
    assert [one.text for one in found][1] == "全年收到政府信息公开申\n请5件，办结5件。"
    assert [one.heading for one in found] == ["", "（二）依申请公开情况", "", "（三）政府信息管理情况"]
    assert all(text[one.start :].startswith(one.text) for one in found)
