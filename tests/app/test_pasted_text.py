"""What Word, WPS, web pages and sheets put into the clipboard becomes plain paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.draft import paragraphs
from app.form_file import form_for
from app.length import length
from app.pasted_text import pasted_text

WORD = (
    "（一）\t主动公开情况。\r\n\u3000\u3000全年主动公开政府信息\u00a0705\u00a0条。\x0b其中规范性文件3件。\r\n\r\n"
    "1.\t做好公开。 \r\n"
)


def test_a_copy_from_word_keeps_its_paragraphs_and_list_numbers_and_nothing_else():
    found = pasted_text(WORD)
    assert found.paragraphs == (
        "（一）主动公开情况。", "全年主动公开政府信息 705 条。", "其中规范性文件3件。", "1.做好公开。",
    )  # fmt: skip
    assert found.is_whole
    assert found.rows == 0


def test_a_part_of_a_paragraph_is_not_a_whole_one():
    assert not pasted_text("其中规范性文件").is_whole


@pytest.mark.parametrize("bullet", ["\uf0b7", "·", "•", "\uf06c"])
def test_bullets_are_formatting(bullet):
    assert pasted_text(f"{bullet}\t加强培训。\r\n").paragraphs == ("加强培训。",)


def test_a_table_becomes_a_line_for_each_row_and_is_counted():
    found = pasted_text("项目\t数量\r\n规范性文件\t3\r\n\r\n")
    assert found.paragraphs == ("项目 数量", "规范性文件 3")
    assert found.rows == 2


def test_the_quotes_of_a_sheet_go_and_those_of_the_clerk_stay():
    sheet = pasted_text('"商业\n企业"\t"他说""好"""\t3\r\n"Word\nfile"\t"甲"\t4\r\n')
    assert sheet.paragraphs == ('商业企业 他说"好" 3', 'Word file "甲" 4')
    assert sheet.is_table
    assert pasted_text('"（一）主动公开。\n（二）依申请公开。"\r\n').paragraphs == (
        "（一）主动公开。",
        "（二）依申请公开。",
    )
    assert pasted_text('"甲\n乙"', "<p>甲</p>").paragraphs == ('"甲', '乙"')


def test_a_column_of_figures_is_a_table_and_a_text_with_one_is_not():
    assert pasted_text("3\r\n12\r\n", "<TABLE><tr><td>3</td></tr><tr><td>12</td></tr></TABLE>").is_table
    assert not pasted_text("3\r\n12\r\n").is_table
    assert not pasted_text("（一）主动公开。\r\n全年公开。\r\n项目\t3\r\n").is_table


@pytest.mark.parametrize(("text", "is_apart"), [("\r\n甲", True), (" \n甲", True), ("甲\r\n", False), ("\t甲", False)])
def test_a_break_before_the_text_parts_it_from_what_stands_before(text, is_apart):
    assert pasted_text(text).is_apart is is_apart


def test_plain_text_is_preferred_to_html():
    assert pasted_text("一句话。", "<p>另一句话。</p>").paragraphs == ("一句话。",)


def test_html_alone_is_read_by_its_blocks():
    html = "<div><p>（一）主动&nbsp;公开</p><p>第二段<br>换行</p><table><tr><td>甲</td><td>1</td></tr></table></div>"
    found = pasted_text("", html)
    assert found.paragraphs[0] == "（一）主动 公开"
    assert found.paragraphs[-1] == "甲 1"
    assert found.rows == 1


@given(st.text(), st.text(max_size=300))
def test_whatever_is_pasted_is_kept_as_it_is_entered(text, html):
    found = pasted_text(text, html)
    joined = "\n".join(found.paragraphs)
    assert paragraphs(joined) == joined
    assert "\t" not in joined


def test_a_text_is_counted_as_word_counts_it():
    section = form_for("disclosure", 2023).section("overview")
    counted = length(section, "全年 3,001 件，占 52.3%。\nGongkai")
    assert (counted.characters, counted.words, counted.limit, counted.over) == (23, 9, 1000, 0)


def test_only_what_is_over_the_limit_is_over():
    form = form_for("disclosure", 2023)
    assert length(form.section("overview"), "字" * 1040).over == 40
    assert length(form.section("overview"), "字" * 1000).over == 0
    assert length(form.section("preface"), "字" * 5000).over == 0
