"""A paste into a table: each number goes where its labels say, or where the clerk is; never into a wrong row."""

import json
import time
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blocks import Block, Paragraph, Table, TableCell
from app.draft import Filing, new_filing, with_values
from app.form import Address, Label, Section
from app.form_file import editions
from app.i18n import use_language
from app.match.words import Words, words
from app.paste import Landing, land
from app.readers.clipboard import read_clipboard
from app.readers.html import read_html

CLIPBOARDS = Path(__file__).resolve().parent.parent / "data" / "clipboard"
TRUTH = json.loads((CLIPBOARDS / "truth.json").read_text(encoding="utf-8"))
RECEIVED = "一、本年新收政府信息公开申请数量"
BROUGHT = "二、上年结转政府信息公开申请数量"
HEAD = ["项目", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@lru_cache
def empty(year: int = 2023) -> Filing:
    return new_filing("disclosure", "清源县教育局", year)


def section(id: str = "applications", year: int = 2023) -> Section:
    found = empty(year).form.section(id)
    assert found is not None
    return found


def block(*rows: Sequence[str]) -> Table:
    cells = (TableCell(row=r, column=c, text=text) for r, row in enumerate(rows) for c, text in enumerate(row))
    return Table(rows=len(rows), columns=max(map(len, rows)), cells=tuple(cells))


def pasted(
    *rows: Sequence[str],
    into: str = "applications",
    at: Address = "",
    chosen: Sequence[Address] = (),
    filing: Filing | None = None,
) -> Landing:
    filing = filing or empty()
    found = filing.form.section(into)
    assert found is not None
    return land(filing, found, [block(*rows)], at or filing.form.entries(found)[0], chosen)


def cell(row: str, column: str = "natural_person") -> Address:
    return f"applications/{row}/applicant.{column}"


def reasons(landing: Landing) -> list[tuple[str, str]]:
    return [(one.text, one.why) for one in landing.rejected]


# What Excel, WPS, LibreOffice, Word and a browser write.


def clipboard(name: str, flavour: str) -> tuple[Block, ...]:
    html, text = (CLIPBOARDS / f"{name}{suffix}" for suffix in (".html", ".txt"))
    read = {"html": html.read_bytes().decode(), "text": text.read_bytes().decode()}
    return read_clipboard(read["html"], read["text"]) if flavour == "html" else read_clipboard("", read["text"])


def flavours() -> Iterator[tuple[str, str]]:
    for name in TRUTH:
        yield name, "html"
        if (CLIPBOARDS / f"{name}.txt").stat().st_size and name != "excel_accounting":
            yield name, "text"


@pytest.mark.parametrize(("name", "flavour"), list(flavours()))
def test_a_clipboard_of_the_wild_lands_whole_and_right(name: str, flavour: str) -> None:
    truth = TRUTH[name]
    filing, own = empty(truth["year"]), section(truth["section"], truth["year"])
    landing = land(filing, own, clipboard(name, flavour), filing.form.entries(own)[0])
    assert landing.texts_by_address == {a: v for a, v in truth["values"].items() if a.startswith(own.id + "/")}
    assert landing.rejected == ()
    assert landing.by == ("place" if any(word in name for word in ("numbers", "one_cell", "accounting")) else "labels")


def test_a_dash_that_sheets_show_for_zero_is_zero_in_html_and_refused_in_text() -> None:
    html = land(empty(), section(), clipboard("excel_accounting", "html"), cell("received"))
    text = land(empty(), section(), clipboard("excel_accounting", "text"), cell("received"))
    assert [one.text for one in html.landed] == ["0", "1204"]
    assert [one.text for one in text.landed] == ["1204"]
    assert "blank or 0" in text.rejected[0].why


def test_a_whole_report_lands_table_by_table() -> None:
    values = TRUTH["writer_report"]["values"]
    for id in ("proactive", "applications", "disputes"):
        landing = land(empty(), section(id), clipboard("writer_report", "html"), "")
        assert landing.texts_by_address == {a: v for a, v in values.items() if a.startswith(id + "/")}


@pytest.mark.parametrize("flavour", ["html", "text"])
def test_the_table_of_an_earlier_edition_lands_in_a_later_one(flavour: str) -> None:
    landing = land(empty(2023), section(), clipboard("word_applications_2019", flavour), cell("received"))
    old = TRUTH["word_applications_2019"]["values"]
    expected = {a.replace("results.other/", "results.other.rest/"): v for a, v in old.items()}
    assert landing.texts_by_address == expected
    assert any("3.其他" in told for told in landing.told)


@pytest.mark.parametrize("flavour", ["html", "text"])
def test_columns_that_the_edition_does_not_have_land_nowhere(flavour: str) -> None:
    landing = land(empty(2023), section("proactive"), clipboard("word_proactive_2019", flavour), "")
    old = TRUTH["word_proactive_2019"]["values"]
    same = {a: v for a, v in old.items() if a.endswith("/decisions") and "services" not in a}
    assert landing.texts_by_address == (same if flavour == "html" else {})


def test_the_three_rows_of_the_later_edition_do_not_land_in_the_one_of_the_earlier() -> None:
    own = section("applications", 2020)
    landing = land(empty(2020), own, clipboard("excel_applications", "html"), "")
    new = TRUTH["excel_applications"]["values"]
    assert landing.texts_by_address == {a: v for a, v in new.items() if "/results.other." not in a}
    assert len(landing.rejected) == 21


def test_real_pages_land_as_they_are_printed(corpus: Path) -> None:
    for expected in sorted((corpus / "expected").glob("*.json")):
        page, told = corpus / f"{expected.stem}.html", json.loads(expected.read_text(encoding="utf-8"))
        if not page.exists():
            continue
        filing, blocks = empty(told["year"]), read_html(page.read_text(encoding="utf-8"))
        for own in (one for one in filing.form.sections if one.bands):
            landed = land(filing, own, blocks, "").texts_by_address
            values = {f"{own.id}/{address}" if own.id in told["values"] else address for address in told["values"]}
            assert {a: v for a, v in landed.items() if a in values} == {
                a: str(told["values"][a]) for a in landed if a in values
            }, page.name


# By labels.


def test_rows_in_another_order_land_in_their_own() -> None:
    landing = pasted(HEAD, [BROUGHT, *"1234560"], [RECEIVED, *"6543210"])
    assert landing.by == "labels"
    assert landing.texts_by_address[cell("brought_forward")] == "1"
    assert landing.texts_by_address[cell("received")] == "6"
    assert len(landing.landed) == 12


def test_what_lands_is_told_with_its_place_in_the_clipboard_and_what_stands_there() -> None:
    filing = with_values(empty(), {cell("received"): "9"})
    (one,) = pasted(["", "自然人"], [RECEIVED, "１２件"], filing=filing).landed
    assert (one.address, one.text, one.old, one.row, one.column) == (cell("received"), "12", "9", 1, 1)


def test_columns_in_another_order_land_in_their_own() -> None:
    landing = pasted(["", "其他", "自然人"], [RECEIVED, "1", "2"])
    assert landing.texts_by_address == {cell("received", "organization.other"): "1", cell("received"): "2"}


def test_columns_without_labels_of_rows_land_from_the_row_of_the_clerk() -> None:
    landing = pasted(["其他", "自然人"], ["1", "2"], ["3", "4"], at=cell("received"))
    assert landing.texts_by_address == {
        cell("received", "organization.other"): "1",
        cell("received"): "2",
        cell("brought_forward", "organization.other"): "3",
        cell("brought_forward"): "4",
    }


def test_rows_without_a_head_take_the_order_of_the_table_where_their_sums_bear_it_out() -> None:
    landing = pasted([RECEIVED, "1", "2", "0", "0", "0", "0", "3"])
    assert [one.text for one in landing.landed] == ["1", "2", "0", "0", "0", "0"]
    assert any("order of the table" in told for told in landing.told)


def test_rows_without_a_head_that_end_in_their_sum_are_not_taken_for_the_columns_that_are_entered() -> None:
    rows = [[RECEIVED, "6", "0", "2", "3", "0", "11"], [BROUGHT, "1", "1", "0", "0", "0", "2"]]
    landing = pasted(*rows, at="applications/received/applicant.natural_person")
    assert landing.landed == ()
    assert len(landing.rejected) == 12


def test_rows_without_a_head_land_nowhere_where_their_sums_speak_against_it() -> None:
    landing = pasted([RECEIVED, "3", "1", "2", "0", "0", "0", "0"])
    assert landing.landed == ()
    assert len(landing.rejected) == 7


def test_one_column_of_numbers_beside_labels_lands_in_the_column_of_the_clerk() -> None:
    landing = pasted([BROUGHT, "1"], [RECEIVED, "2"], at=cell("received", "organization.other"))
    assert landing.texts_by_address == {
        cell("brought_forward", "organization.other"): "1",
        cell("received", "organization.other"): "2",
    }


def test_a_blank_that_may_be_a_merged_label_or_a_cell_leaves_the_columns_open() -> None:
    assert pasted([RECEIVED, "", "1"]).landed == ()


def test_a_row_that_the_table_does_not_have_is_refused_by_its_name() -> None:
    landing = pasted(HEAD, ["电话咨询", *"1000001"], [RECEIVED, *"1000001"])
    assert {one.address.split("/")[1] for one in landing.landed} == {"received"}
    assert all("电话咨询" in why for _text, why in reasons(landing))
    assert len(landing.rejected) == 7


def test_a_row_below_a_group_that_the_table_does_not_have_is_not_the_groups_first() -> None:
    landing = pasted(HEAD, ["（三）不予公开", "9.其他情形", *"1000001"])
    assert landing.landed == ()


def test_words_that_several_labels_share_name_a_row_only_with_their_number_or_in_their_group() -> None:
    assert pasted(["", "自然人"], ["其他", "1"]).landed == ()
    assert pasted(["", "自然人"], ["2.其他", "1"]).landed == ()
    assert [one.address for one in pasted(["", "自然人"], ["3.其他", "1"]).landed] == [cell("results.other.rest")]
    grouped = pasted(["", "", "自然人"], ["（六）其他处理", "其他", "1"])
    assert [one.address for one in grouped.landed] == [cell("results.other.rest")]


def test_a_column_that_the_table_does_not_have_is_refused_and_remarks_are_left_aside() -> None:
    landing = pasted(["", "自然人", "外国人", "备注"], [RECEIVED, "1", "2", "网上"], [BROUGHT, "3", "", "来信2件"])
    assert landing.texts_by_address == {cell("received"): "1", cell("brought_forward"): "3"}
    assert [text for text, _why in reasons(landing)] == ["2"]
    assert "外国人" in landing.rejected[0].why


def test_a_column_of_units_or_offices_is_no_label() -> None:
    landing = pasted(["项目", "计量单位", "自然人"], [RECEIVED, "件", "1"])
    assert landing.texts_by_address == {cell("received"): "1"}


def test_serial_numbers_before_the_labels_are_no_values() -> None:
    landing = pasted(["序号", "项目", "自然人"], ["1", RECEIVED, "7"], ["2", BROUGHT, "8"])
    assert landing.texts_by_address == {cell("received"): "7", cell("brought_forward"): "8"}
    assert landing.rejected == ()


def test_a_column_that_stands_twice_lands_nowhere() -> None:
    assert pasted(["", "自然人", "自然人"], [RECEIVED, "1", "2"]).landed == ()


def test_a_row_that_stands_twice_with_the_same_numbers_lands_once() -> None:
    landing = pasted(["", "自然人"], [RECEIVED, "1"], [RECEIVED, "1"])
    assert [one.row for one in landing.landed] == [1]
    assert landing.rejected == ()


def test_a_row_that_stands_twice_with_other_numbers_lands_nowhere_and_is_told() -> None:
    landing = pasted(["", "自然人", "其他"], [RECEIVED, "1", "5"], [RECEIVED, "2", "5"], [BROUGHT, "3", "4"])
    assert {one.address.split("/")[1] for one in landing.landed} == {"brought_forward"}
    assert [text for text, _why in reasons(landing)] == ["1", "5", "2", "5"]
    assert all("twice" in why for _text, why in reasons(landing))


def test_a_number_without_a_label_among_labelled_rows_lands_nowhere() -> None:
    landing = pasted(["", "自然人"], [RECEIVED, "1"], ["", "2"])
    assert landing.texts_by_address == {cell("received"): "1"}
    assert reasons(landing)[0][0] == "2"


def test_two_rows_side_by_side_land_nowhere() -> None:
    assert pasted([RECEIVED, "1", BROUGHT, "2"]).landed == ()


def test_rows_and_columns_changed_for_one_another_land_by_their_labels() -> None:
    landing = pasted(["", RECEIVED, BROUGHT], ["自然人", "1", "2"], ["其他", "3", "4"])
    assert landing.texts_by_address == {
        cell("received"): "1",
        cell("brought_forward"): "2",
        cell("received", "organization.other"): "3",
        cell("brought_forward", "organization.other"): "4",
    }
    assert {(one.row, one.column) for one in landing.landed} == {(1, 1), (1, 2), (2, 1), (2, 2)}


def test_a_misprinted_label_is_taken_and_told() -> None:
    landing = pasted(["", "自然人"], ["2.没有现成信息须要另行制作", "1"])
    assert [one.address for one in landing.landed] == [cell("results.unavailable.not_existing")]
    assert any("须要" in told for told in landing.told)


def test_the_labels_of_another_table_are_refused_and_that_table_is_named() -> None:
    rows = [["", "自然人"], [RECEIVED, "1"]]
    landing = pasted(*rows, into="disputes")
    assert landing.landed == ()
    assert "Table 三" in landing.told[0]


def test_a_head_of_another_table_below_ends_the_one_above() -> None:
    landing = pasted(["", "自然人"], [RECEIVED, "1"], ["部门", "信件数"], [BROUGHT, "2"])
    assert landing.texts_by_address == {cell("received"): "1"}


# Totals.


def test_totals_are_compared_and_never_entered() -> None:
    landing = pasted(["", "自然人", "其他", "总计"], [RECEIVED, "1", "2", "4"], [BROUGHT, "1", "2", "3"])
    assert not any("total" in one.address for one in landing.landed)
    assert landing.rejected == ()
    (told,) = landing.told
    assert "4" in told
    assert "3" in told
    assert "一、本年新收" in told


def test_a_further_row_of_totals_is_passed_over_and_told() -> None:
    landing = pasted(["", "自然人"], [RECEIVED, "1"], ["合计", "99"])
    assert landing.texts_by_address == {cell("received"): "1"}
    assert any("合计" in told for told in landing.told)


def test_another_word_for_the_total_is_understood() -> None:
    landing = pasted(["", "自然人", "其他", "合计"], [RECEIVED, "1", "2", "3"])
    assert (len(landing.landed), landing.rejected, landing.told) == (2, (), ())


def test_a_sum_beside_a_group_is_compared_with_its_rows() -> None:
    rows = [["", "", "自然人"], ["（五）不予处理", "", "5"], ["", "1.信访举报投诉类申请", "1"], ["", "2.重复申请", "3"]]
    landing = pasted(*rows)
    assert len(landing.landed) == 2
    assert any("（五）不予处理" in told and "5" in told and "4" in told for told in landing.told)


def test_a_sum_beside_a_group_without_its_rows_is_refused() -> None:
    landing = pasted(["", "自然人"], ["（五）不予处理", "5"])
    assert landing.landed == ()
    assert "（五）不予处理" in landing.rejected[0].why


# By place.


def test_a_block_lands_from_the_place_of_the_clerk() -> None:
    landing = pasted(["1", "2"], ["3", "4"], at=cell("brought_forward", "organization.business"))
    assert landing.by == "place"
    assert landing.texts_by_address == {
        cell("brought_forward", "organization.business"): "1",
        cell("brought_forward", "organization.research"): "2",
        cell("results.granted", "organization.business"): "3",
        cell("results.granted", "organization.research"): "4",
    }


def test_a_block_of_the_tables_size_still_lands_where_the_clerk_is() -> None:
    landing = pasted(*(["1"] * 7 for _row in range(27)), at=cell("brought_forward"))
    assert not any("/received/" in address for address in landing.texts_by_address)
    assert any("outside" in why for _text, why in reasons(landing))


def test_a_total_in_a_block_is_refused_unless_it_is_what_will_be_computed() -> None:
    equal = pasted(["1", "2", "0", "0", "0", "0", "3"])
    other = pasted(["1", "2", "0", "0", "0", "0", "4"])
    assert (len(equal.landed), equal.rejected) == (6, ())
    assert len(other.landed) == 6
    assert [(one.text, "computed" in one.why) for one in other.rejected] == [("4", True)]


def test_what_falls_on_a_label_or_outside_is_refused() -> None:
    landing = pasted(*(["1"] for _row in range(3)), into="proactive", at="proactive/normative/issued")
    assert landing.texts_by_address == {"proactive/normative/issued": "1"}
    assert len(landing.rejected) == 2


def test_words_beside_the_numbers_that_are_no_labels_are_left_out_and_told() -> None:
    landing = pasted(["", "甲科", "乙科"], ["来信", "1", "2"], ["来访", "3", "4"])
    assert [one.text for one in landing.landed] == ["1", "2", "3", "4"]
    assert any("no labels" in told for told in landing.told)


def test_blank_cells_leave_what_stands_there_and_are_counted_once() -> None:
    landing = pasted(["1", "", "3"], ["", "5", ""])
    assert len(landing.landed) == 3
    assert [told for told in landing.told if "3" in told]


def test_several_tables_without_labels_land_nowhere() -> None:
    landing = land(empty(), section(), [block(["1"]), block(["2"])], cell("received"))
    assert landing.landed == ()
    assert len(landing.rejected) == 2


def test_a_column_of_lines_is_a_column_of_cells() -> None:
    blocks = [Paragraph(text=text) for text in ("1", "", "3")]
    landing = land(empty(), section(), blocks, cell("received"))
    assert landing.texts_by_address == {cell("received"): "1", cell("results.granted"): "3"}


def test_one_value_fills_all_chosen_cells_but_totals() -> None:
    chosen = [cell("received"), cell("received", "total"), cell("brought_forward", "organization.other")]
    landing = pasted(["0"], at=chosen[0], chosen=chosen)
    assert landing.texts_by_address == {chosen[0]: "0", chosen[2]: "0"}
    assert landing.rejected == ()


def area(rows: Sequence[str], columns: Sequence[str]) -> list[Address]:
    return [cell(row, column) for row in rows for column in columns]


COLUMNS = ["natural_person", "organization.business", "organization.research", "organization.public_benefit"]
ROWS = ["received", "brought_forward", "results.granted", "results.partial"]


def test_a_block_repeats_over_an_area_that_it_divides_evenly() -> None:
    chosen = area(ROWS, COLUMNS)
    landing = pasted(["1", "2"], at=chosen[5], chosen=chosen)
    assert [landing.texts_by_address[address] for address in chosen] == ["1", "2"] * 8


def test_a_block_that_does_not_divide_the_area_lands_once_at_its_beginning() -> None:
    chosen = area(ROWS, COLUMNS)
    landing = pasted(["1", "2", "3"], at=chosen[5], chosen=chosen)
    assert landing.texts_by_address == dict(zip(area(["received"], COLUMNS), "123", strict=False))


def test_a_block_over_an_area_with_holes_lands_once_where_the_clerk_is() -> None:
    landing = pasted(["1", "2"], at=cell("received"), chosen=[cell("received"), cell("results.granted", COLUMNS[2])])
    assert len(landing.landed) == 2


# What can be read.


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("３００１", "3001"),
        ("3,001", "3001"),
        ("12件", "12"),
        (" 7 ", "7"),
        ("+3", "3"),
        ("1，234", "1234"),
        ("5.0", "5"),
    ],
)
def test_what_is_a_number_is_entered_as_the_law_writes_it(text: str, read: str) -> None:
    assert [one.text for one in pasted([text]).landed] == [read]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        *((sign, "blank or 0") for sign in ("－", "-", "—", "——", "/", "／", "无", "\\", "…")),
        ("3笔", "笔"),
        ("3万", "万"),
        ("-5", "less than 0"),
        ("1.5", "whole numbers"),
        ("1,2,3", "thousands"),
        ("十二", "Chinese numerals"),
        ("####", "too narrow"),
        ("#REF!", "formula"),
        ("1.23E+04", "shortened"),
        ("abc", "not a number"),
        ("12①", "①"),
        ("1" * 16, "not a number"),
        ("x" * 5_000, "not a number"),
    ],
)
def test_what_is_no_number_is_never_entered_and_says_why(text: str, told: str) -> None:
    landing = pasted([text])
    assert landing.landed == ()
    assert [one.text for one in landing.rejected] == [text]
    assert told in landing.rejected[0].why
    assert len(landing.rejected[0].why) < 300


def test_a_cell_that_may_be_negative_takes_a_minus_of_any_width() -> None:
    own = section("proactive", 2020)
    for text in ("-2", "－2", "−2"):
        landing = land(empty(2020), own, [block([text])], "proactive/licensing/change")
        assert landing.texts_by_address == {"proactive/licensing/change": "-2"}


def test_an_amount_takes_decimal_places_and_no_other_unit() -> None:
    fees = "proactive/fees/amount"
    assert pasted(["1,204.35"], into="proactive", at=fees).texts_by_address == {fees: "1204.35"}
    assert "元" in pasted(["500元"], into="proactive", at=fees).rejected[0].why


# What is no table.


@pytest.mark.parametrize("blocks", [(), (Paragraph(text=""),), (block(["", ""]),)])
def test_an_empty_clipboard_says_so(blocks: tuple[Block, ...]) -> None:
    landing = land(empty(), section(), blocks, cell("received"))
    assert (landing.landed, landing.rejected, len(landing.told)) == ((), (), 1)


def test_labels_alone_say_so() -> None:
    assert len(pasted([RECEIVED]).told) == 1


HOSTILE = {
    "heads": lambda r, _c: "自然人",
    "head and row": lambda r, c: "自然人" if r % 2 == 0 else ("3" if c else BROUGHT),
    "the same row": lambda r, c: str(r % 7) if c else "2.重复申请",
    "words": lambda r, c: f"公开申请{r}号{c}",
    "numbers": lambda r, c: str(r * c),
    "long": lambda _r, _c: "一" * 3_000,
    "all together": lambda r, c: [*HEAD, BROUGHT, "3", "第二十条第（一）项", "结果维持"][(r * 7 + c * 5) % 12],
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("id", ["proactive", "applications", "disputes"])
def test_a_hostile_table_takes_little_time(name: str, id: str) -> None:
    rows = [[HOSTILE[name](r, c) for c in range(6)] for r in range(400)]
    start = time.perf_counter()
    landing = pasted(*rows, into=id)
    assert time.perf_counter() - start < 10
    assert len(landing.landed) <= 144


def test_far_too_much_is_refused_as_a_whole() -> None:
    landing = pasted(*(["1"] * 60 for _row in range(60)))
    assert (landing.landed, len(landing.told)) == ((), 1)


# Clipboards of every kind, with a known truth.


def leaves(filing: Filing, id: str) -> tuple[Sequence[Label], Sequence[Label]]:
    own = filing.form.section(id)
    assert own is not None
    return own.bands[0].row_axis.leaves, own.bands[0].column_axis.leaves


@st.composite
def sheets(draw: st.DrawFn) -> tuple[int, list[list[str]], dict[Address, str], bool]:
    """A clerk's own table of 三: rows and columns in any order, some missing, others added; and what should land."""
    year = draw(st.sampled_from([2020, 2023]))
    known_rows, known_columns = leaves(empty(year), "applications")
    some_rows = draw(st.lists(st.sampled_from(known_rows), min_size=1, unique_by=lambda row: row.id))
    rows: list[Label | None] = [*some_rows, *([None] * draw(st.integers(0, 2)))]
    columns: list[Label | None] = draw(
        st.lists(st.sampled_from(known_columns), min_size=1, unique_by=lambda column: column.id)
    )
    columns = [*columns, *([None] * draw(st.integers(0, 1)))]
    rows, columns = draw(st.permutations(rows)), draw(st.permutations(columns))
    sheet = [["项目", *(column.label if column else "另一列" for column in columns)]]
    truth: dict[Address, str] = {}
    for row in rows:
        line = [row.label if row else "另一行"]
        for column in columns:
            number = draw(st.sampled_from(["", *map(str, range(12)), "3,001"]))
            line.append(number + draw(st.sampled_from(["", "", "件"])) if number else "")
            if row and column and number and not row.sum and not column.sum:
                truth[f"applications/{row.id}/{column.id}"] = number.replace(",", "")
        sheet.append(line)
    return year, sheet, truth, draw(st.booleans())


ROWS_SAID = {
    words(row.label).text for form in editions() for row in leaves(Filing(form, empty().draft), "applications")[0]
}


@given(sheets())
def test_every_number_of_a_clerks_own_table_lands_in_its_row_and_column(
    sheet: tuple[int, list[list[str]], dict[Address, str], bool],
) -> None:
    year, rows, truth, is_turned = sheet
    if is_turned and len(rows) > 2:
        rows = [list(column) for column in zip(*rows, strict=True)]
    landing = pasted(*rows, filing=empty(year))
    if is_turned and sum(words(text).text in ROWS_SAID for text in rows[0]) < 2:
        assert landing.texts_by_address.items() <= truth.items()  # one row alone hardly tells that it was turned
    else:
        assert landing.texts_by_address == truth


@given(st.permutations(range(25)), st.permutations(range(7)), st.randoms(use_true_random=False))
def test_175_numbers_in_any_order_all_land(row_order: list[int], column_order: list[int], random) -> None:
    filing = empty(2020)
    known_rows, known_columns = leaves(filing, "applications")
    values = {address: str(random.randrange(1000)) for address in filing.form.entries(section("applications", 2020))}
    full = with_values(filing, values)
    rows = [known_rows[place] for place in row_order if place < len(known_rows)]
    columns = [known_columns[place] for place in column_order]
    sheet = [["", *(column.label for column in columns)]]
    for row in rows:
        from app.figures import printed

        sheet.append([row.label, *(printed(full, f"applications/{row.id}/{column.id}") for column in columns)])
    landing = pasted(*sheet, filing=filing)
    assert (landing.texts_by_address, landing.rejected, landing.told) == (values, (), ())


WORDS = [
    *["项目", "自然人", "法人或其他组织", "其他", "总计", "合计", "小计", "备注", "申请人情况", "甲"],
    *[RECEIVED, BROUGHT, "三、本年度办理结果", "（三）不予公开", "1.属于国家秘密", "2.重复申请", "（六）其他处理"],
    *[
        "3.其他",
        "2.逾期不缴费",
        "（七）总计",
        "四、结转下年度继续办理",
        "结果维持",
        "行政复议",
        "规章",
        "第二十条第（一）项",
    ],
]
NUMBERS = ["", "", "0", "1", "2", "12", "3件", "－", "1,204", "2023年", "３"]


@st.composite
def junk(draw: st.DrawFn) -> str:
    """A table of labels and numbers anyhow, with spans that may leave it ragged."""
    height, width = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    anything = st.sampled_from([*WORDS, *NUMBERS, *NUMBERS])
    return spoilt(draw, [[draw(anything) for _c in range(draw(st.integers(1, width)))] for _r in range(height)])


@st.composite
def mutations(draw: st.DrawFn) -> str:
    """A clerk's own table, or one as the law prints it, with cells changed, lost, doubled and merged."""
    _year, sheet, _truth, is_turned = draw(sheets())
    rows = [list(column) for column in zip(*sheet, strict=True)] if is_turned else sheet
    if draw(st.booleans()):
        official = draw(st.sampled_from(["excel_applications", "excel_applications_shuffled", "wps_disputes"]))
        rows = text_rows(official)
    for _turn in range(draw(st.integers(0, 8))):
        row = draw(st.integers(0, len(rows) - 1))
        place = draw(st.integers(0, max(len(rows[row]) - 1, 0)))
        new = draw(st.sampled_from([*WORDS, *NUMBERS]))
        changed = {
            "change": [*rows[row][:place], new, *rows[row][place + 1 :]],
            "lose": [*rows[row][:place], *rows[row][place + 1 :]],
            "add": [*rows[row][:place], new, *rows[row][place:]],
            "swap": list(reversed(rows[row])),
            "blank": [""] * len(rows[row]),
        }
        rows = [*rows[:row], changed[draw(st.sampled_from(sorted(changed)))], *rows[row + 1 :]]
    return spoilt(draw, rows, plain=9)


@lru_cache
def text_rows(name: str) -> list[list[str]]:
    (table,) = clipboard(name, "text")
    assert isinstance(table, Table)
    rows = [[""] * table.columns for _row in range(table.rows)]
    for one in table.cells:
        rows[one.row][one.column] = one.text
    return rows


def spoilt(draw: st.DrawFn, rows: Sequence[Sequence[str]], plain: int = 3) -> str:
    """The rows as a table of HTML in which some cells span others."""
    spans = [""] * plain + ["rowspan=2", "colspan=2", "rowspan=3 colspan=2"]
    count = draw(st.integers(0, 2)) if plain > 3 else 99
    html = "<table>"
    for row in rows:
        html += "<tr>"
        for text in row:
            span = draw(st.sampled_from(spans)) if count and draw(st.integers(0, plain * plain)) == 0 else ""
            count -= bool(span)
            html += f"<td {span}>{escape(text)}</td>".replace(" >", ">")
        html += "</tr>"
    return html + "</table>"


TABLES = st.one_of(
    st.lists(mutations(), min_size=1, max_size=1),
    st.lists(mutations(), min_size=1, max_size=1),
    st.lists(st.one_of(junk(), mutations()), min_size=1, max_size=2),
)


@given(TABLES, st.sampled_from([2020, 2023]), st.data())
def test_no_clipboard_raises_or_puts_a_value_into_a_row_of_another_name(
    pages: list[str], year: int, data: st.DataObject
) -> None:
    filing, tables = empty(year), [block for block in read_html("".join(pages)) if isinstance(block, Table)]
    own = section(data.draw(st.sampled_from(["applications", "applications", "proactive", "disputes"])), year)
    addresses = [cell.address for cell in filing.form.cells_of(own)]
    chosen = data.draw(st.lists(st.sampled_from(addresses), max_size=4))
    landing = land(filing, own, tables, data.draw(st.sampled_from(["", *addresses])), chosen)
    assert len({one.address for one in landing.landed}) == len(landing.landed)
    is_turned = any("changed for one another" in told for told in landing.told)
    for one in landing.landed:
        cell = filing.form.cells[one.address]
        assert not cell.is_total
        assert landing.texts[one.row][one.column]
        if landing.by == "labels":
            place = (one.column, one.row) if is_turned else (one.row, one.column)
            assert is_row_named(tables, place[0], cell.row, is_turned)
            assert is_column_named(tables, place[1], cell.column, is_turned)


def is_row_named(tables: Sequence[Table], row: int, label: Label, is_turned: bool) -> bool:
    """Whether the row's own words stand in its line; or no row of a form is named anywhere."""
    own = {words(text).text for text in (label.label, *label.also) if text}
    own |= {"其他处理"} if label.id == "results.other.rest" else set()
    return (
        not own or bool(own & said_in(tables, row, is_turned)) or not said_in(tables, None, is_turned) & ROWS_OF_FORMS
    )


def is_column_named(tables: Sequence[Table], column: int, label: Label, is_turned: bool) -> bool:
    """Whether the column's own words stand above or below; or none is named; or names stand nowhere for certain."""
    own = {words(text).text for text in (label.label, *label.also)}
    named = said_in(tables, None, is_turned, are_columns=True) & COLUMNS_OF_FORMS
    is_even = all(len(ends(table)) == 1 for table in tables)
    return not is_even or not named or bool(own & said_in(tables, column, not is_turned))


def said_in(tables: Sequence[Table], line: int | None, is_turned: bool, are_columns: bool = False) -> set[str]:
    """The words in a row of the clipboard, or in a column of it; all of them for none."""
    said, top = set[Words](), 0
    for table in tables:
        for cell in table.cells:
            begin, span = (cell.column, cell.column_span) if is_turned else (cell.row + top, cell.row_span)
            if line is None or begin <= line < begin + span:
                said.add(words(cell.text))
        top += table.rows
    return {one.text for one in said if not (are_columns and one.number)}


def ends(table: Table) -> set[int]:
    """The columns in which the rows of a table end."""
    found = dict.fromkeys(range(table.rows), 0)
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            found[row] = max(found[row], cell.column + cell.column_span)
    return {end for end in found.values() if end}


BANDS = [band for form in editions() for section in form.sections for band in section.bands]
COLUMNS_OF_FORMS = {words(text).text for band in BANDS for label in band.columns for text in (label.label, *label.also)}
ROWS_OF_FORMS = {words(label.label).text for band in BANDS for label in band.rows if label.label} - COLUMNS_OF_FORMS


# Speed.


def test_the_whole_table_lands_within_twenty_milliseconds() -> None:
    blocks = clipboard("excel_applications_shuffled", "html")
    land(empty(), section(), blocks, cell("received"))
    seconds = []
    for _turn in range(5):
        start = time.perf_counter()
        land(empty(), section(), blocks, cell("received"))
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.020, f"{[round(one * 1000, 1) for one in seconds]} ms"


def test_every_edition_has_the_tables_that_these_tests_speak_of() -> None:
    assert all(form.section("applications") for form in editions())
