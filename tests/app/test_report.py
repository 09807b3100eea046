"""The composed report: what is printed, in which order, and what stays blank."""

from collections.abc import Callable

import pytest

from app.blocks import Heading, Paragraph, Table
from app.draft import Draft, Filing, new_filing, with_values
from app.figures import printed
from app.form import Form
from app.grid import grid
from app.outline import outline
from app.report import compose, report_title

YEARS = (2020, 2023)
OFFICE = "清源县教育局"


def blank(year: int = 2023) -> Filing:
    return new_filing("disclosure", OFFICE, year)


def filled(year: int = 2023, **more: str) -> Filing:
    filing = blank(year)
    values = {cell.address: str(i) for i, cell in enumerate(filing.form.cells.values()) if not cell.is_total}
    values |= {
        "preface": "前言。",
        "overview": "（一）主动公开。全年公开10条。\n正文。",
        "problems": "问题。",
        "other": "其他。",
    }
    return with_values(filing, values | {key.replace("__", "/"): value for key, value in more.items()})


def paragraphs(filing: Filing, role: str = "body") -> list[Paragraph]:
    return [one for one in compose(filing) if isinstance(one, Paragraph) and one.role == role]


@pytest.mark.parametrize("year", YEARS)
def test_a_report_has_its_title_the_preface_and_six_sections_in_the_order_of_the_law(year: int) -> None:
    blocks = compose(filled(year))
    assert [one.text for one in blocks[:2] if isinstance(one, Paragraph)] == [
        f"{OFFICE}{year}年政府信息公开工作年度报告",
        "前言。",
    ]
    assert [one.text for one in blocks if isinstance(one, Heading)] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]
    kinds = [type(one).__name__ for one in blocks]
    assert (
        kinds
        == ["Paragraph"] * 2
        + ["Heading", "Paragraph", "Paragraph"]
        + ["Heading", "Table"] * 3
        + ["Heading", "Paragraph"] * 2
    )


@pytest.mark.parametrize("year", YEARS)
def test_a_table_is_the_grid_with_its_figures(year: int) -> None:
    filing = filled(year)
    for table in (one for one in compose(filing) if isinstance(one, Table)):
        section = filing.form.section(table.address)
        assert section is not None
        wanted = grid(section)
        assert (table.rows, table.columns, table.head_rows) == (wanted.rows, wanted.columns, wanted.head_rows)
        for cell, official in zip(table.cells, wanted.cells, strict=True):
            assert (cell.row, cell.column, cell.row_span, cell.column_span) == (
                official.row,
                official.column,
                official.row_span,
                official.column_span,
            )
            assert cell.text == (printed(filing, cell.address) if cell.kind == "value" else official.text)


def test_the_clerks_own_title_wins() -> None:
    assert report_title(filled(cover__title="2023年度公开年报")) == "2023年度公开年报"


def test_a_title_may_be_broken_after_the_organization() -> None:
    (title,) = paragraphs(filled(), "title")
    assert title.breaks == (len(OFFICE),)
    (own,) = paragraphs(filled(cover__title="2023年度公开年报"), "title")
    assert own.breaks == ()


def test_a_form_without_a_pattern_still_has_a_title(form_of: Callable[[str], Form]) -> None:
    text = 'edition = "first"\nfirst_year = 1\nsource = "s"\n[[section]]\nid = "a"\nkind = "narrative"\ntitle = "甲"\n'
    filing = Filing(form_of(text), Draft("tiny", "某局", 2030))
    assert report_title(filing) == "某局 2030"


def test_a_blank_cell_is_printed_blank_and_a_total_of_which_parts_are_blank_too() -> None:
    gone, total = "applications/received/applicant.natural_person", "applications/received/applicant.total"
    filing = with_values(filled(), {gone: ""})
    texts = {cell.address: cell.text for one in compose(filing) if isinstance(one, Table) for cell in one.cells}
    assert texts[gone] == texts[total] == ""
    assert texts["applications/results.total/applicant.organization.other"] != ""


def test_what_is_no_number_is_printed_as_it_was_typed() -> None:
    filing = with_values(filled(), {"proactive/rules/issued": "十二"})
    texts = {
        cell.address: cell.text for one in compose(filing, "draft") if isinstance(one, Table) for cell in one.cells
    }
    assert texts["proactive/rules/issued"] == "十二"


def test_only_a_draft_copy_shows_blanks_as_such() -> None:
    filing = blank()
    marked = {address for one in compose(filing, "draft") for address in blanks_of(one)}
    wanted = {*filing.form.cells, "overview", "problems", "other"}
    assert marked == wanted
    assert not any(list(blanks_of(one)) for copy in ("review", "filing") for one in compose(filing, copy))


def blanks_of(block: object) -> list[str]:
    if isinstance(block, Table):
        return [cell.address for cell in block.cells if cell.is_blank]
    return [block.address] if isinstance(block, Paragraph) and block.is_blank else []


def test_the_mark_of_a_copy_stands_before_everything() -> None:
    first = compose(filled(), "review", "送审稿")[0]
    assert isinstance(first, Paragraph)
    assert (first.role, first.text) == ("version", "送审稿")


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({}, []),
        ({"cover__signed_by": "县教育局"}, ["县教育局"]),
        ({"cover__signed_on": "2024-1-5"}, [OFFICE, "2024年1月5日"]),
        ({"cover__signed_by": "县教育局", "cover__signed_on": "2024年01月15日"}, ["县教育局", "2024年1月15日"]),
        ({"cover__signed_on": "待定"}, [OFFICE, "待定"]),
    ],
)
def test_the_signature_is_printed_as_far_as_it_is_given(values: dict[str, str], wanted: list[str]) -> None:
    filing = filled(**values)
    assert [one.text for role in ("organization", "date") for one in paragraphs(filing, role)] == wanted


def test_a_seal_is_told_at_the_signature() -> None:
    filing = filled(cover__signed_on="2024-1-5", cover__sealed="是")
    assert all(one.is_sealed for role in ("organization", "date") for one in paragraphs(filing, role))


def test_a_run_in_heading_is_told_with_its_level() -> None:
    (first, second) = [one for one in paragraphs(filled()) if one.address == "overview"]
    assert (first.level, first.text[: first.lead]) == (2, "（一）主动公开。")
    assert (second.level, second.lead) == (0, 0)


@pytest.mark.parametrize(
    ("text", "level", "lead"),
    [
        ("（一）主动公开情况。全年公开信息312条。", 2, "（一）主动公开情况。"),
        ("(二)依申请公开:全年收到申请3件。", 2, "(二)依申请公开:"),
        ("（三）政府信息管理", 2, "（三）政府信息管理"),
        ("（十二）改进措施。", 2, "（十二）改进措施。"),
        ("（二）2024年改进措施", 2, "（二）2024年改进措施"),
        ("1.完善制度。修订办法。", 3, "1.完善制度。"),
        ("２．动态调整。排查两轮。", 3, "２．动态调整。"),
        ("3、培训", 3, "3、培训"),
        ("（1）排查链接。全部修复。", 4, "（1）排查链接。"),
        ("（一）加强领导，健全机制。召开会议2次。", 2, "（一）加强领导，健全机制。"),
    ],
)
def test_a_numbered_heading_is_seen(text: str, level: int, lead: str) -> None:
    found = outline(text)
    assert (found.level, text[: found.lead]) == (level, lead)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "全年公开信息312条。",
        "1.5万件为网上申请。",
        "一是解读不够；二是更新不及时。",
        "（一）2023年主动公开信息312条。",
        "（一）部分栏目更新不及时，信息质量不高；",
        "（一）经梳理，主要有以下问题：一是更新慢。",
        "（一）" + "长" * 60 + "。后文。",
        "（一）",
        "一、不是本节的标题",
    ],
)
def test_a_sentence_is_no_heading(text: str) -> None:
    assert (outline(text).level, outline(text).lead) == (0, 0)
