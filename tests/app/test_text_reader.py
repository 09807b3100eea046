"""Plain text and Markdown become blocks: rows where a line has tabs or pipes, paragraphs elsewhere, nothing changed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.blocks import Heading, Paragraph, Table
from app.errors import UnreadableDocument
from app.i18n import use_language
from app.readers import READERS
from app.readers.text import LARGEST, MOST_LINES


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., tuple]:
    def read_(content: str | bytes, suffix: str = ".txt") -> tuple:
        path = tmp_path / f"report{suffix}"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return READERS[suffix](path)

    return read_


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in table.cells if cell.row == row] for row in range(table.rows)]


def test_a_line_without_tabs_or_pipes_is_a_paragraph_with_its_line_number(read):
    assert read("某局\n\n2020 年 报告 \n") == (
        Paragraph(text="某局", place="line 1"),
        Paragraph(text="2020 年 报告", place="line 3"),
    )


def test_nothing_but_white_space_at_the_end_is_taken_off(read):
    assert read("　　“引号”，１２ 件　 \r\n") == (Paragraph(text="　　“引号”，１２ 件", place="line 1"),)


def test_lines_with_tabs_are_rows_and_blank_cells_stay(read):
    (table,) = read("信息内容\t制发\t废止\n\t5. 属于\t\t0\t\n")
    assert rows(table) == [["信息内容", "制发", "废止"], ["", "5. 属于", "", "0", ""]]
    assert (table.rows, table.columns, table.place) == (2, 5, "line 1")


def test_a_table_goes_on_over_blank_lines_while_rows_follow(read):
    blocks = read("一\t1\n\n二\t2\n\n后面是文字\n三\t3\n")
    assert [type(block) for block in blocks] == [Table, Paragraph, Table]
    assert rows(blocks[0]) == [["一", "1"], ["二", "2"]]


def test_a_label_alone_among_rows_stays_a_paragraph_since_the_reader_cannot_know(read):
    assert [type(block) for block in read("规章\t1\n第二十条\n许可\t2\n")] == [Table, Paragraph, Table]


@pytest.mark.parametrize("text", ["规章 | 1 | 0\n", "规章｜1｜0\n", "| 规章 | 1 | 0 |\n", "规章\t1\t0\n"])
def test_pipes_of_either_width_and_tabs_part_the_same_cells(read, text):
    (table,) = read(text)
    assert rows(table) == [["规章", "1", "0"]]


def test_a_blank_cell_at_the_edge_is_kept_where_not_every_row_has_edges(read):
    (table,) = read("三 | 公开 | 1\n | 部分 | 2\n")
    assert rows(table) == [["三", "公开", "1"], ["", "部分", "2"]]


def test_a_rule_below_a_markdown_head_is_no_row(read):
    (table,) = read("| 内容 | 数量 |\n|:---|---:|\n| 规章 | 0 |\n", ".md")
    assert rows(table) == [["内容", "数量"], ["规章", "0"]]


def test_dashes_in_cells_are_no_rule(read):
    (table,) = read("规章 | - | -\n- | - | -\n")
    assert table.rows == 2


def test_a_sentence_that_holds_a_tab_is_a_paragraph(read):
    sentence = "我局通过门户网站\t" + "和微信公众号公开政府信息" * 8
    assert isinstance(read(sentence)[0], Paragraph)


def test_a_paragraph_indented_with_a_tab_is_a_paragraph(read):
    assert isinstance(read("\t2020年，我局公开信息。")[0], Paragraph)


def test_markdown_headings_lose_their_signs_and_keep_their_level(read):
    assert read("## 表二：主动公开 ##\n正文\n", ".md")[0] == Heading(text="表二：主动公开", level=2, place="line 1")


def test_a_number_sign_in_plain_text_is_text(read):
    assert read("# 一\n") == (Paragraph(text="# 一", place="line 1"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_is_recognized(read, encoding):
    text = "湛河区教育体育局\r\n规范性文件\t0\t〔2019〕60号\r\n"
    paragraph, table = read(text.encode(encoding))
    assert paragraph.text == "湛河区教育体育局"
    assert rows(table) == [["规范性文件", "0", "〔2019〕60号"]]


def test_a_few_damaged_characters_do_not_turn_the_text_into_another_encoding(read):
    whole = ("政府信息公开工作年度报告" * 20).encode()
    text = read(whole[:100] + b"\xff" + whole[100:])[0].text
    assert text.replace("\ufffd", "").startswith("政府信息公开工作年度报告")


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04\x14\x00\x06\x00", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00\x01", bytes(range(256))]
)
def test_what_is_no_text_is_refused_in_words(read, content):
    with pytest.raises(UnreadableDocument, match="no text file"):
        read(content)


@pytest.mark.parametrize("content", ["公" * LARGEST, "一\n" * (MOST_LINES + 1)])
def test_what_is_far_too_large_is_refused(read, content):
    with pytest.raises(UnreadableDocument, match="too large"):
        read(content)


def test_a_file_that_may_not_be_read_is_refused_with_its_name(tmp_path, monkeypatch):
    path = tmp_path / "locked.txt"
    path.write_text("一")

    def refuse(self):
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UnreadableDocument, match=r"locked\.txt.*cannot be opened"):
        READERS[".txt"](path)


def test_the_damaged_report_has_its_rows_and_its_paragraphs(corpus):
    blocks = READERS[".txt"](corpus / "000_5b778f4f075da12c.txt")
    two_and_three, four = (block for block in blocks if isinstance(block, Table))
    assert (two_and_three.rows, two_and_three.place) == (22, "line 31")
    assert rows(two_and_three)[6] == ["", "益", "", "", "", "", "", "", ""]
    assert rows(four)[3] == [""] * 5 + ["0"] * 11
    assert blocks[0] == Paragraph(text="湛河区教育体育局", place="line 3")


def test_one_cell_a_line_is_all_paragraphs(corpus):
    blocks = READERS[".txt"](corpus / "derived" / "huaian_2024_one_cell_per_line.txt")
    assert {type(block) for block in blocks} == {Paragraph}
