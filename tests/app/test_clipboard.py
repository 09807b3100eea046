"""The clipboard as sheets, word processors and browsers write it, and as nobody should: never an exception."""

import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.blocks import Block, Heading, Paragraph, Table
from app.readers.clipboard import read_clipboard
from app.readers.html import MOST_CELLS, read_html


def grid(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    rows = [[""] * block.columns for _row in range(block.rows)]
    for cell in block.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def html_table(html: str) -> list[list[str]]:
    blocks = [block for block in read_clipboard(html, "") if isinstance(block, Table)]
    assert len(blocks) == 1
    return grid(blocks[0])


def text_table(text: str) -> list[list[str]]:
    (block,) = read_clipboard("", text)
    return grid(block)


# Plain text.


def test_tabs_part_cells_and_the_last_line_end_begins_no_row() -> None:
    assert text_table("1\t2\r\n3\t4\r\n") == [["1", "2"], ["3", "4"]]


def test_a_line_end_of_the_clerk_is_kept_as_a_row() -> None:
    assert text_table("1\t2\n\n3\t4\n") == [["1", "2"], ["", ""], ["3", "4"]]


def test_a_tab_at_the_end_is_a_blank_cell() -> None:
    assert text_table("1\t2\r\n3\t") == [["1", "2"], ["3", ""]]


def test_a_cell_of_several_lines_stands_in_quotes() -> None:
    assert text_table('"商业\n企业"\t"说""是"""\t5\r\n') == [["商业\n企业", '说"是"', "5"]]


@pytest.mark.parametrize("cell", ['"公开"是原则', '"', '"未完', 'a"b"'])
def test_a_quote_that_is_no_cells_own_stays_as_it_is(cell: str) -> None:
    assert text_table(f"{cell}\t1\n2\t3\n") == [[cell, "1"], ["2", "3"]]


@pytest.mark.parametrize("text", ["12", "12\n", "12\r\n", "\ufeff12\r\n"])
def test_a_lone_cell_is_one_text(text: str) -> None:
    assert read_clipboard("", text) == (Paragraph(text="12"),)


def test_a_column_is_one_line_for_each_cell_blank_ones_too() -> None:
    assert [block.text for block in read_clipboard("", "1\r\n\r\n3\r\n")] == ["1", "", "3"]


def test_words_apart_by_spaces_are_just_text() -> None:
    assert read_clipboard("", "自然人   3   4") == (Paragraph(text="自然人   3   4"),)


def test_an_empty_clipboard_has_no_blocks() -> None:
    assert read_clipboard("", "") == ()


# HTML.


def test_html_goes_before_text_where_it_holds_a_table() -> None:
    assert html_table("<table><tr><td>1</td></tr></table>") == [["1"]]
    (block,) = read_clipboard("<table><tr><td colspan=2>1</td></tr></table>", "2\t3")
    assert grid(block) == [["1", ""]]


@pytest.mark.parametrize(
    "html", ["<p>一段话</p>", "<table></table>", "<table><tr><td>&nbsp;</td></tr></table>", "<!-- -->"]
)
def test_text_is_read_where_html_holds_no_table_with_anything_in_it(html: str) -> None:
    assert text_table("1\t2") == [["1", "2"]]
    (block,) = read_clipboard(html, "1\t2")
    assert grid(block) == [["1", "2"]]


def test_html_without_any_text_beside_it_is_read_as_paragraphs() -> None:
    assert read_clipboard("<p>甲</p><h2>乙</h2>丙<br>丁", "") == (
        Paragraph(text="甲"),
        Heading(text="乙", level=2),
        Paragraph(text="丙"),
        Paragraph(text="丁"),
    )


def test_spans_are_kept_and_what_they_cover_is_no_cell() -> None:
    (table,) = read_html("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>")
    assert isinstance(table, Table)
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells] == [
        (0, 0, 2, 1, "a"),
        (0, 1, 1, 2, "b"),
        (1, 1, 1, 1, "c"),
        (1, 2, 1, 1, "d"),
    ]


@pytest.mark.parametrize("span", ["0", "-3", "zwei", "", "1.5", "٣"])
def test_a_span_that_is_no_number_spans_one(span: str) -> None:
    assert html_table(f'<table><tr><td colspan="{span}">1<td>2</table>') == [["1", "2"]]


def test_a_span_reaches_no_further_than_the_table() -> None:
    (table,) = read_html("<table><tr><td rowspan=65534 colspan=9999999>1<tr><td>2</table>")
    assert isinstance(table, Table)
    assert (table.rows, table.columns) == (2, 256)
    assert [(c.row_span, c.text) for c in table.cells] == [(2, "1")]


def test_the_header_of_windows_is_no_text() -> None:
    header = "Version:1.0\r\nStartHTML:0000000105\r\nEndHTML:0000000300\r\nSourceURL:file:///D:/a.xlsx\r\n"
    page = header + "<html><body><!--StartFragment--><table><tr><td>1</td></tr></table><!--EndFragment--></body></html>"
    assert [grid(block) for block in read_clipboard(page, "")] == [[["1"]]]


def test_rows_cut_out_of_their_table_are_one() -> None:
    assert html_table("<!--StartFragment--><tr><td>1</td><td>2</td></tr><!--EndFragment-->") == [["1", "2"]]


def test_styles_scripts_conditional_comments_and_hidden_words_are_not_read() -> None:
    cell = (
        "<!--[if gte mso 9]><xml>9</xml><![endif]--><style>td {color: red}</style><script>7</script>1"
        "<span style='mso-hide:all'>8</span><span style='DISPLAY: none'>8</span><del>6</del><o:p>&nbsp;</o:p>"
    )
    assert html_table(f"<table><tr><td>{cell}</td></tr></table>") == [["1"]]


def test_text_behind_what_is_hidden_is_read() -> None:
    assert html_table("<table><tr><td>1<del>2</del>3<style>x</style>4</td></tr></table>") == [["134"]]


def test_the_filler_row_of_excel_is_left_out_and_a_hidden_row_with_numbers_is_not() -> None:
    filler = "<![if supportMisalignedColumns]><tr height=0 style='display:none'><td></td><td></td></tr><![endif]>"
    hidden = "<tr style='display:none'><td>5</td><td>6</td></tr>"
    assert html_table(f"<table><tr><td>1<td>2</tr>{hidden}{filler}</table>") == [["1", "2"], ["5", "6"]]


def test_lines_within_a_cell_are_kept_and_broken_source_lines_are_mended() -> None:
    cells = "<td>商业<br style='mso-data-placement:same-cell;'>企业<td>一、本年新收政府信\r\n  息公开申请<td>"
    assert html_table(f"<table><tr>{cells}<p>甲</p><p>乙 \n丙</p></table>") == [
        ["商业\n企业", "一、本年新收政府信息公开申请", "甲\n乙丙"]
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<td x:num="0"> - </td>', "0"),
        ('<td x:num="1204.5">####</td>', "1204.5"),
        ('<td x:num="12345678901">1.23E+10</td>', "12345678901"),
        ('<td sdval="0" sdnum="2052;"></td>', "0"),
        ('<td x:num="3001">3,001</td>', "3,001"),
        ("<td x:num>-</td>", "-"),
        ('<td x:num="1E+300">-</td>', "-"),
        ('<td x:num="44197">2021年1月1日</td>', "2021年1月1日"),
    ],
)
def test_the_number_itself_counts_only_where_what_is_shown_cannot_be_read(cell: str, text: str) -> None:
    assert html_table(f"<table><tr>{cell}<td>x</td></tr></table>")[0][0] == text


def test_tables_within_a_table_are_read_and_their_frame_is_none() -> None:
    inner = "<table><tr><td>{}</td></tr></table>"
    frame = f"<table><tr><td>甲{inner.format(1)}乙</td><td>{inner.format(2)}</td></tr></table>"
    blocks = read_html(frame)
    assert [block.text if isinstance(block, Paragraph) else grid(block) for block in blocks] == [
        "甲",
        [["1"]],
        "乙",
        [["2"]],
    ]


def test_nothing_is_fetched_and_no_entity_is_expanded() -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        '<link href="http://example.invalid/x.css"><img src="http://example.invalid/x.png">'
        "<table><tr><td>&b;&f;1</td></tr></table>"
    )
    (text,) = html_table(page)[0]
    assert "ha" not in text
    assert "root:" not in text


# What nobody should put there.

HOSTILE = {
    "ten megabytes": "<table>" + "<tr><td>1</td></tr>" * 550_000 + "</table>",
    "just below the limit": "<table>" + "<tr><td>1</td></tr>" * 200_000 + "</table>",
    "many tables": "<table><tr><td>1</td></tr></table>" * 100_000,
    "tables within tables": "<table><tr><td>" * 3_000 + "1",
    "one cell of many pieces": "<table><tr><td>" + "<b>x</b>" * 300_000,
    "nested spans": "<table><tr><td>" + "<span>" * 100_000 + "1",
    "spans over everything": "<table>" + "<tr><td rowspan=2000 colspan=256>3" * 20_000,
    "open tags": "<table><tr><td" * 100_000,
    "nothing but angles": "<" * 500_000,
    "a header without end": "Version:" * 400_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_clipboard_takes_little_time_and_memory(name: str) -> None:
    tracemalloc.start()
    start = time.perf_counter()
    blocks = read_clipboard(HOSTILE[name], "")
    seconds, (_now, peak) = time.perf_counter() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(len(block.cells) for block in blocks if isinstance(block, Table)) <= MOST_CELLS
    assert seconds < 30
    assert peak < 200_000_000


@pytest.mark.parametrize(
    "text", ['"x""\t' * 400_000, ('"' + '""' * 500 + "\t") * 1_500, "\t" * 1_000_000, "1\n" * 900_000]
)
def test_hostile_text_takes_little_time(text: str) -> None:
    start = time.perf_counter()
    blocks = read_clipboard("", text)
    assert time.perf_counter() - start < 10
    assert sum(len(block.cells) if isinstance(block, Table) else 1 for block in blocks) <= 2 * MOST_CELLS


PIECES = st.sampled_from(
    [
        *[
            "<table>",
            "</table>",
            "<tr>",
            "</tr>",
            "<td>",
            "<td rowspan=3>",
            "<td colspan=2 x:num='3'>",
            "</td>",
            "<th>",
        ],
        *["<p>", "<br>", "<!--", "-->", "<![if x]>", "<![endif]>", "<o:p>", "&nbsp;", "&#0;", "&#xD800;", "<style>"],
        *["自然人", "1", "－", "\t", "\r\n", '"', "\x00", "\ud800", "<", ">", "<tr style='display:none'>", "<del>"],
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join), st.lists(PIECES, max_size=30).map("".join))
def test_no_clipboard_raises_and_cells_never_overlap(html: str, text: str) -> None:
    for block in read_clipboard(html, text):
        if isinstance(block, Table):
            places = [(c.row, c.column) for c in block.cells]
            assert len(places) == len(set(places))
            assert all(
                c.row + c.row_span <= block.rows and c.column + c.column_span <= block.columns for c in block.cells
            )


CELL = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"], exclude_characters="\ufeff"), max_size=8
)


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=1, max_size=5)))
def test_what_a_sheet_writes_as_text_is_read_back(rows: list[list[str]]) -> None:
    def written(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if '"' in cell else cell

    text = "".join("\t".join(map(written, [*row, "."])) + "\r\n" for row in rows)
    assert text_table(text) == [[*row, "."] for row in rows]
