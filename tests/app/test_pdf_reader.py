"""A PDF read by where things stand on its pages: tables by their lines, paragraphs by their ends, faults told."""

import json
import random
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from app.blocks import Block, Paragraph, Table
from app.draft_file import read_draft
from app.errors import UnreadableDocument
from app.export import export
from app.figures import figure
from app.i18n import use_language
from app.match import match
from app.paths import samples
from app.readers.pdf import read_pdf
from app.readers.pdf.canvas import LARGEST_PAGE, MOST_PAGES, MOST_STROKES
from app.readers.pdf.characters import mended
from app.readers.pdf.columns import gutter
from app.readers.pdf.layout import pieces
from app.readers.pdf.paragraphs import Text
from app.readers.pdf.ruled import Ruled
from app.readers.pdf.shapes import Glyph, Sheet, Stroke

Read = Callable[..., tuple[Block, ...]]

LAYOUTS = ("national", "centred", "fixed_pitch")
SIZE = 10.0
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
NAMELESS = (
    b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
)
NAMELESS += b"/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>]>>"
PICTURE = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"


@pytest.fixture(autouse=True, scope="module")
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


# Files


def file_of(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, the first the catalogue."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start)
    return bytes(out)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(content), content)


def pdf(
    *pages: bytes, resources: bytes = b"", page: bytes = b"", trailer: bytes = b"", more: Sequence[bytes] = ()
) -> bytes:
    """A PDF of pages with these contents; fonts F (letters) and N (nameless glyphs). `more` are objects from 5 on."""
    first = 5 + len(more)
    kids = b" ".join(b"%d 0 R" % (first + 2 * index) for index in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(pages)),
        HELVETICA,
        NAMELESS,
        *more,
    ]
    for index, content in enumerate(pages):
        own = b"/Resources<</Font<</F 3 0 R/N 4 0 R>>%b>>/Contents %d 0 R" % (resources, first + 2 * index + 1)
        objects += [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%b%b>>" % (own, page), stream(content)]
    return file_of(objects, trailer)


def text(x: float, top: float, words: str, size: float = SIZE, before: str = "") -> bytes:
    """Words of which the first letter stands so far from the left and from above."""
    return f"BT {before} /F {size} Tf {x} {842 - top - size} Td ({words}) Tj ET\n".encode()


def line(x0: float, top0: float, x1: float, top1: float) -> bytes:
    return f"{x0} {842 - top0} m {x1} {842 - top1} l S\n".encode()


def ruled(xs: Sequence[float], ys: Sequence[float]) -> bytes:
    return b"".join([line(xs[0], y, xs[-1], y) for y in ys] + [line(x, ys[0], x, ys[-1]) for x in xs])


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(content: bytes) -> tuple[Block, ...]:
        path = tmp_path / "report.pdf"
        path.write_bytes(content)
        return read_pdf(path)

    return read


def rows(block: Block) -> list[list[str]]:
    assert isinstance(block, Table)
    return [[cell.text for cell in block.cells if cell.row == row] for row in range(block.rows)]


def texts(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


# Pages of Chinese, typed in glyphs: a PDF with a Chinese font is made by an office program alone


def typed(words: str, x: float, top: float, size: float = SIZE) -> list[Glyph]:
    glyphs = []
    for char in words:
        width = size if ord(char) > 0xFF else size / 2
        glyphs.append(Glyph(char, x, x + width, top, top + size, size))
        x += width
    return glyphs


def sheet(lines: Sequence[tuple[float, float, str]], number: int = 1, strokes: Sequence[Stroke] = ()) -> Sheet:
    glyphs = [glyph for x, top, words in lines for glyph in typed(words, x, top)]
    return Sheet(number, max(glyph.x1 for glyph in glyphs) + 50, 842, tuple(glyphs), tuple(strokes))


def said(*sheets: Sheet) -> list[str]:
    return [piece.text for piece in pieces(sheets) if isinstance(piece, Text)]


def box(xs: Sequence[float], ys: Sequence[float]) -> list[Stroke]:
    return [Stroke(True, y, xs[0], xs[-1]) for y in ys] + [Stroke(False, x, ys[0], ys[-1]) for x in xs]


def only_table(*sheets: Sheet) -> Ruled:
    (table,) = (piece for piece in pieces(sheets) if isinstance(piece, Ruled))
    return table


LONG = "政府信息公开工作年度报告所列数据的统计期限"  # 21 characters


# Tables


def test_lines_make_a_table_and_its_text_is_no_paragraph(read: Read) -> None:
    page = text(50, 60, "above") + ruled([50, 150, 250], [100, 130, 160])
    page += text(55, 110, "made") + text(160, 110, "12") + text(55, 140, "repealed") + text(160, 140, "0")
    above, table = read(pdf(page))
    assert rows(table) == [["made", "12"], ["repealed", "0"]]
    assert isinstance(above, Paragraph)
    assert above.text == "above"
    assert isinstance(table, Table)
    assert table.place == "page 1"
    assert table.row_places[1] == "page 1, row 2 of the table"


def test_merged_cells_are_read_from_the_lines_that_are_not_there(read: Read) -> None:
    page = line(50, 100, 350, 100) + line(150, 130, 350, 130) + line(50, 160, 350, 160)
    page += line(50, 100, 50, 160) + line(150, 100, 150, 160) + line(250, 130, 250, 160) + line(350, 100, 350, 160)
    page += text(60, 120, "tall") + text(220, 110, "wide") + text(160, 140, "1") + text(260, 140, "2")
    (table,) = read(pdf(page))
    assert isinstance(table, Table)
    spans = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells}
    assert spans == {"tall": (0, 0, 2, 1), "wide": (0, 1, 1, 2), "1": (1, 1, 1, 1), "2": (1, 2, 1, 1)}


def test_an_underline_and_a_frame_are_no_table(read: Read) -> None:
    page = text(60, 110, "in a frame") + ruled([50, 250], [100, 130]) + text(60, 200, "underlined")
    assert texts(read(pdf(page + line(60, 212, 120, 212)))) == ["in a frame", "underlined"]


def test_thin_filled_bars_are_lines_and_white_ones_are_none(read: Read) -> None:
    bars = b"".join(b"50 %d 200 0.5 re f\n" % (842 - y) for y in (100, 130))
    bars += b"".join(b"%d 712 0.5 30 re f\n" % x for x in (50, 150, 250))
    words = text(55, 110, "a") + text(160, 110, "7")
    assert rows(read(pdf(words + bars))[0]) == [["a", "7"]]
    assert not any(isinstance(block, Table) for block in read(pdf(words + b"1 g\n" + bars)))


def test_a_number_broken_in_a_full_cell_is_whole_and_two_numbers_in_a_wide_one_stay_two(read: Read) -> None:
    page = ruled([50, 90, 250], [100, 140]) + text(56, 105, "39857") + text(56, 120, "58")
    page += text(100, 105, "12") + text(100, 120, "34")
    assert rows(read(pdf(page))[0]) == [["3985758", "12 34"]]


def test_half_a_number_is_never_taken(read: Read) -> None:
    page = ruled([50, 100, 150, 200], [100, 130]) + text(130, 110, "5") + text(70, 110, "1234567")
    assert rows(read(pdf(page))[0]) == [["12345 67", "5", ""]]


def test_vertical_and_turned_labels_are_read_along(read: Read) -> None:
    page = ruled([50, 80, 150], [100, 180]) + b"".join(text(60, 105 + 15 * n, char) for n, char in enumerate("ABCD"))
    page += b"BT /F 10 Tf 0 1 -1 0 115 680 Tm (held) Tj ET\n"
    assert rows(read(pdf(page))[0]) == [["A B C D", "held"]]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_looked_at(turn: int, read: Read) -> None:
    matrix = {90: b"0 1 -1 0 595 0", 180: b"-1 0 0 -1 595 842", 270: b"0 -1 1 0 0 842"}[turn]
    page = ruled([50, 150, 250], [300, 330]) + text(55, 310, "made") + text(160, 310, "12")
    assert rows(read(pdf(b"q " + matrix + b" cm " + page + b"Q"))[0]) == [["made", "12"]]


def test_lines_that_part_columns_alone_do_not_glue_the_numbers_of_a_column() -> None:
    lines = [(55, 102 + 20 * n, words) for n, words in enumerate(("内容", "规章", "文件"))]
    lines += [(155 + 80 * c, 102 + 20 * r, str(10 * r + c)) for c in range(3) for r in (1, 2)]
    lines += [(155 + 80 * c, 102, "数量") for c in range(3)]
    page = sheet(lines, 1, box([50, 150, 230, 310, 390], [100, 170]))
    cells = [cell.text for piece in pieces([page]) if isinstance(piece, Ruled) for cell in piece.cells]
    assert cells == ["规章", "10", "11", "12", "文件", "20", "21", "22"]


# Tables broken over pages


XS = [50, 90, 200, 300]
BOTTOM = sheet([(52, 702, "四无"), (102, 702, "第一项甲"), (210, 702, "746")], 1, box(XS, [690, 720, 750]))


def test_a_table_goes_on_over_the_end_of_a_page() -> None:
    top = sheet([(102, 80, "第二项乙"), (210, 80, "11"), (290, 820, "2")], 2, box([x + 1.5 for x in XS], [70, 100]))
    table = only_table(BOTTOM, top)
    assert table.pages == (1, 1, 2)
    assert [cell.text for cell in table.cells if cell.column == 2] == ["746", "", "11"]


def test_a_table_with_a_heading_before_it_is_another_one() -> None:
    top = sheet([(50, 60, "另一张表"), (102, 80, "第二项乙"), (210, 80, "11")], 2, box(XS, [75, 100]))
    assert sum(isinstance(piece, Ruled) for piece in pieces([BOTTOM, top])) == 2


def test_a_table_with_other_columns_is_another_one() -> None:
    top = sheet([(102, 80, "第二项乙"), (310, 80, "11")], 2, box([50, 130, 260, 300], [70, 100]))
    assert sum(isinstance(piece, Ruled) for piece in pieces([BOTTOM, top])) == 2


def test_a_head_that_is_printed_again_stands_once() -> None:
    head = [(52, 702, "类别"), (102, 702, "内容"), (210, 702, "数量")]
    first = sheet([*head, (102, 730, "甲"), (210, 730, "3")], 1, box(XS, [690, 720, 750]))
    again = [(x, y - 620, words) for x, y, words in head]
    second = sheet([*again, (102, 110, "乙"), (210, 110, "4")], 2, box(XS, [70, 100, 130]))
    assert [cell.text for cell in only_table(first, second).cells if cell.column == 2] == ["数量", "3", "4"]


def group(label: str, rest: str) -> Ruled:
    """A group's label that begins on one page and spans two rows on the next."""
    strokes = [*box(XS, [70, 130]), Stroke(True, 100, 90, 300)]
    first = sheet([(52, 702, label), (102, 702, "1.甲"), (210, 702, "7")], 1, box(XS, [690, 720]))
    lines = [(52, 72, rest), (102, 80, "2.乙"), (210, 80, "8"), (102, 110, "3.丙"), (210, 110, "9")]
    return only_table(first, sheet(lines, 2, strokes))


def test_a_label_cut_by_the_break_is_whole_and_spans_the_rows_of_both_pages() -> None:
    (label,) = (cell for cell in group("四无法", "提供").cells if cell.column == 0)
    assert (label.text, label.row, label.row_span) == ("四无法提供", 0, 3)


def test_a_new_label_after_the_break_begins_a_group_of_its_own() -> None:
    labels = [(cell.text, cell.row_span) for cell in group("四无法", "五、不予").cells if cell.column == 0]
    assert labels == [("四无法", 1), ("五、不予", 2)]


def test_a_row_cut_by_the_break_is_one_row() -> None:
    first = sheet([(92, 702, "没有现成信息需要另"), (210, 702, "11")], 1, box(XS, [690, 720]))
    second = sheet([(92, 72, "行制作")], 2, box(XS, [70, 100]))
    assert [cell.text for cell in only_table(first, second).cells] == ["", "没有现成信息需要另行制作", "11"]


def test_a_row_without_numbers_is_not_taken_for_a_part_of_the_next_one() -> None:
    first = sheet([(92, 702, "规章")], 1, box(XS, [690, 720]))
    second = sheet([(92, 72, "规范性文件"), (210, 72, "8")], 2, box(XS, [70, 100]))
    assert [cell.text for cell in only_table(first, second).cells if cell.text] == ["规章", "规范性文件", "8"]


def test_a_number_cut_by_the_break_is_a_doubt_and_no_number_of_the_next_row() -> None:
    xs = [50, 200, 245]
    first = sheet([(60, 702, "甲"), (206, 702, "123456")], 1, box(xs, [690, 720]))
    second = sheet([(206, 72, "7")], 2, box(xs, [70, 100]))
    assert [cell.text for cell in only_table(first, second).cells] == ["甲", "123456 7"]


# Numbers without lines


def test_rows_without_lines_keep_their_blank_cells() -> None:
    page = sheet(
        [
            *((50, 100, "内容"), (200, 100, "制发"), (300, 100, "废止"), (400, 100, "现行")),
            *((50, 130, "规章"), (205, 130, "3"), (405, 130, "17")),
            *((50, 160, "文件"), (205, 160, "4"), (305, 160, "12"), (405, 160, "18")),
        ]
    )
    tables = [piece for piece in pieces([page]) if isinstance(piece, Ruled)]
    assert [[cell.text for cell in table.cells] for table in tables] == [
        ["规章", "3", "", "17"],
        ["文件", "4", "12", "18"],
    ]


def test_numbers_that_stand_in_no_columns_stay_lines_and_are_marked_where_some_are_blank() -> None:
    lines = [(50, 130, "规章"), (205, 130, "3"), (225, 130, "17"), (50, 160, "文件"), (202, 160, "1234567")]
    assert said(sheet([*lines, (250, 160, "8")])) == ["规章  3  17", "文件  1234567 8"]
    (row,) = (piece for piece in pieces([sheet(lines)]) if isinstance(piece, Ruled))
    assert [cell.text for cell in row.cells] == ["文件", "1234567？"]


def test_a_number_that_may_go_on_in_the_next_line_is_marked() -> None:
    page = sheet(
        [
            *((50, 100, "甲"), (200, 100, "12345"), (235, 100, "8"), (270, 100, "9"), (200, 113, "6")),
            *((50, 140, "乙"), (205, 140, "3"), (235, 140, "5"), (270, 140, "8")),
        ]
    )
    cells = [cell.text for piece in pieces([page]) if isinstance(piece, Ruled) for cell in piece.cells]
    assert "12345？" in cells
    assert "6" not in cells


# Paragraphs


def test_a_paragraph_ends_with_a_short_line_or_before_an_indent() -> None:
    lines = [(70, 100, LONG[:19]), (50, 120, LONG), (50, 140, LONG), (50, 160, "至今。"), (70, 180, LONG[:19])]
    full = LONG[:19] + LONG + LONG
    assert said(sheet(lines)) == [full + "至今。", LONG[:19]]
    assert said(sheet([*lines[:3], (70, 160, LONG[:19])])) == [full, LONG[:19]]


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    first = sheet([(70, 100, LONG[:19]), *((50, 120 + 20 * n, LONG) for n in range(4)), (280, 810, "— 1 —")], 1)
    second = sheet([(50, 60, LONG), (50, 80, "至今。"), (280, 810, "— 2 —")], 2)
    assert said(first, second) == [LONG[:19] + LONG * 5 + "至今。"]


def test_a_line_left_short_by_an_unbroken_word_does_not_end_the_paragraph() -> None:
    lines = [(50, 100, LONG), (50, 120, LONG[:18]), (50, 140, "www.example.cn，" + LONG[:10]), (50, 160, LONG)]
    assert len(said(sheet(lines))) == 2
    assert said(sheet(lines))[0] == LONG + LONG[:18] + "www.example.cn，" + LONG[:10]


def test_two_numbers_that_a_line_end_parts_are_not_glued() -> None:
    lines = [(50, 100, LONG), (50, 120, LONG[:19] + "12"), (50, 140, "34567" + LONG[:18])]
    assert said(sheet(lines)) == [LONG + LONG[:19] + "12 34567" + LONG[:18]]
    lines[1] = (50, 120, LONG[:20] + "12")
    assert said(sheet(lines)) == [LONG + LONG[:20] + "1234567" + LONG[:18]]


def test_a_gap_and_another_size_begin_a_paragraph() -> None:
    far = sheet([(50, 100, LONG), (50, 116, LONG), (50, 132, LONG), (50, 170, LONG)])
    assert said(far) == [LONG * 3, LONG]
    title = Sheet(
        1, 310, 842, (*typed("年度报告年度报告年度报告年度", 50, 80, 15), *typed(LONG, 50, 100), *typed(LONG, 50, 120))
    )
    assert said(title) == ["年度报告年度报告年度报告年度", LONG * 2]


def test_blanks_between_chinese_are_kept_only_where_they_part_words() -> None:
    def one(words: str) -> list[str]:
        return said(sheet([(50, 100, words)]))

    assert one("目 录 表") == ["目录表"]
    assert one("第二十条第一项 信息内容") == ["第二十条第一项 信息内容"]
    assert one("全年2024件") == ["全年2024件"]
    assert one("共 12 34 件") == ["共 12 34 件"]
    assert one("填报单位    填报日期") == ["填报单位  填报日期"]


def test_a_wide_blank_in_a_full_line_does_not_end_a_paragraph_and_columns_do() -> None:
    lines = [(50, 100, LONG), (50, 120, LONG[:9] + "    " + LONG[11:]), (50, 140, LONG), (50, 160, "至今。")]
    assert said(sheet(lines)) == [LONG + LONG[:9] + "  " + LONG[11:] + LONG + "至今。"]
    lines[1] = (50, 120, "内容" + " " * 30 + "数量")
    assert said(sheet(lines)) == [LONG, "内容  数量", LONG + "至今。"]


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    left = [(50, 100 + 20 * n, LONG) for n in range(8)]
    right = [(310, y, words[::-1]) for _x, y, words in left]
    page = sheet([*left, *right])
    assert said(page) == [LONG * 8, LONG[::-1] * 8]
    assert gutter(sheet(left)) is None


def test_labels_and_numbers_are_no_two_columns_of_text() -> None:
    assert (
        gutter(sheet([(50, 100 + 20 * n, LONG) for n in range(8)] + [(350, 100 + 20 * n, "12") for n in range(8)]))
        is None
    )


# What is no part of the document


def test_page_numbers_are_left_out_and_other_numbers_stay() -> None:
    for words in ("{n}", "— {n} —", "-{n}-", "第{n}页 共2页", "{n}/2"):
        pages = [sheet([(50, 400, f"正文{n}"), (280, 810, words.format(n=n))], n) for n in (1, 2)]
        assert said(*pages) == ["正文1", "正文2"], words
    assert said(sheet([(50, 400, "正文"), (280, 500, "1")])) == ["正文", "1"]
    assert said(sheet([(50, 400, "正文"), (280, 810, "447228")])) == ["正文", "447228"]


def test_a_head_on_most_pages_is_left_out_and_one_on_a_single_page_stays() -> None:
    pages = [sheet([(50, 30, "某某局年度报告"), (50, 400, f"正文{'甲乙丙'[n]}")], n + 1) for n in range(3)]
    assert said(*pages) == ["正文甲", "正文乙", "正文丙"]
    assert said(pages[0]) == ["某某局年度报告", "正文甲"]


def test_letters_printed_twice_to_look_bold_count_once(read: Read) -> None:
    page = text(50, 100, "total 11") + text(50.3, 100, "total 11")
    assert texts(read(pdf(page))) == ["total 11"]


# Characters


def test_characters_are_those_that_one_types() -> None:
    assert mended("⼈⺠") == "人民"
    assert mended("ﬁ") == "fi"
    assert mended("\u3000") == mended("\xa0") == " "
    assert mended("\u200b\x07") == ""
    assert mended("\ue123") == "□"
    assert mended("，１②") == "，１②"


def test_a_number_with_a_digit_that_nobody_knows_is_no_number(read: Read) -> None:
    torn = b"BT /F 10 Tf 160 722 Td (1) Tj /N 10 Tf <0017> Tj /F 10 Tf (3) Tj ET\n"
    words = text(50, 60, "a page of words that can be read, so that it is not refused")
    (_words, table) = read(pdf(words + ruled([50, 150, 250], [100, 130]) + text(55, 110, "made") + torn))
    assert rows(table) == [["made", "□□□"]]


def test_a_file_that_does_not_name_its_characters_is_refused(read: Read) -> None:
    with pytest.raises(UnreadableDocument, match="does not say which characters"):
        read(pdf(b"BT /N 10 Tf 50 700 Td <001700180019> Tj ET"))


# Pictures


def test_a_scan_is_refused_and_so_is_the_text_that_a_machine_put_under_it(read: Read) -> None:
    for page in (PICTURE, PICTURE + text(50, 100, "made 12", before="3 Tr")):
        with pytest.raises(UnreadableDocument, match="a scan cannot be recognised"):
            read(pdf(page))


def test_a_picture_among_pages_of_text_is_told_in_its_place(read: Read) -> None:
    blocks = read(pdf(text(50, 100, "first"), PICTURE, text(50, 100, "third")))
    assert texts(blocks) == ["first", "[Page 2 is a picture and was not read.]", "third"]
    assert [block.place for block in blocks] == ["page 1", "page 2", "page 3"]
    assert texts(read(pdf(text(50, 100, "first"), b"", text(50, 100, "third")))) == ["first", "third"]


# Files that are none, and files that do harm


def test_a_locked_file_says_so(read: Read) -> None:
    lock = b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%b>/U<%b>>>" % (b"11" * 32, b"22" * 32)
    with pytest.raises(UnreadableDocument, match="locked with a password"):
        read(pdf(text(50, 100, "secret"), trailer=lock))


@pytest.mark.parametrize("content", [b"", b"no pdf", b"%PDF-1.4\n" + bytes(range(256)) * 40, pdf(b"x")[:150]])
def test_what_is_no_pdf_says_so(content: bytes, read: Read) -> None:
    with pytest.raises(UnreadableDocument, match=r"report\.pdf: this PDF is damaged"):
        read(content)


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="cannot be opened"):
        read_pdf(tmp_path / "none.pdf")


def test_too_many_pages_are_no_report(read: Read) -> None:
    with pytest.raises(UnreadableDocument, match="too large to be a report"):
        read(pdf(*[b""] * (MOST_PAGES + 1)))


def test_forms_that_draw_forms_without_end_are_stopped(read: Read) -> None:
    forms = [
        stream(
            b"/X Do " * 10,
            b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (6 + number),
        )
        for number in range(9)
    ]
    with pytest.raises(UnreadableDocument, match="too large to be a report"):
        read(pdf(text(50, 100, "a") + b"/X Do", resources=b"/XObject<</X 5 0 R>>", more=[*forms, stream(b"")]))


def test_a_drawing_is_read_as_text_alone_and_a_huge_one_is_a_picture(read: Read) -> None:
    words = text(300, 100, "words")
    cross = b"0 0 m 9 0 l S 0 0 m 0 9 l S\n"
    assert texts(read(pdf(words + cross * (MOST_STROKES // 2 + 1)))) == ["words"]
    blocks = read(pdf(words, words + cross * (LARGEST_PAGE // len(cross) + 1)))
    assert texts(blocks) == ["words", "[Page 2 is a picture and was not read.]"]


def test_a_damaged_file_never_breaks_the_program(tmp_path: Path) -> None:
    page = text(50, 60, "above") + ruled([50, 150, 250], [100, 130]) + text(55, 110, "made") + text(160, 110, "12")
    whole, path, chance = pdf(page, text(50, 100, "2")), tmp_path / "damaged.pdf", random.Random(20)
    for _once in range(200):
        content = bytearray(whole)
        for _change in range(chance.randint(1, 12)):
            content[chance.randrange(len(content))] = chance.choice(b"0123456789 <>[]()/-.\x00\xff")
        path.write_bytes(content[: chance.choice([len(content), chance.randrange(len(content))])])
        with suppress(UnreadableDocument):
            assert isinstance(read_pdf(path), tuple)


# Whole reports


def test_a_published_report_is_read_whole(corpus: Path) -> None:
    """The numbers, the totals as printed, every paragraph."""
    wanted = json.loads((corpus / "expected" / "huaian_2024.json").read_text(encoding="utf-8"))
    blocks = read_pdf(corpus / "huaian_2024.pdf")
    filing = match(blocks).filing
    values = filing.draft.values
    assert {address: values.get(address, "") for address in wanted["values"]} == wanted["values"]
    assert {address for address in values if address.count("/") == 2} <= set(wanted["values"])
    assert {address: str(figure(filing, address)) for address in wanted["printed_totals"]} == wanted["printed_totals"]
    assert filing.draft.notes == ()
    assert [block.rows for block in blocks if isinstance(block, Table)] == [14, 28, 4]
    written = texts(blocks)
    assert len(written) == 18
    assert all(len(text) < 30 or text.endswith("。") for text in written)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The samples as Word files in all layouts, printed by LibreOffice."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("no LibreOffice")
    folder = tmp_path_factory.mktemp("printed")
    for number, path in enumerate(samples()):
        export(read_draft(path)[0], folder / f"{path.stem}.docx", copy="draft", layout=LAYOUTS[number % len(LAYOUTS)])
    profile = f"-env:UserInstallation=file://{folder}/profile"
    files = sorted(folder.glob("*.docx"))
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {file.stem: file.with_suffix(".pdf") for file in files}


@pytest.mark.parametrize("sample", samples(), ids=lambda path: path.stem)
def test_a_report_of_ours_printed_as_pdf_comes_back_with_every_value_and_paragraph(
    sample: Path, printed: dict[str, Path]
) -> None:
    filing = read_draft(sample)[0]
    found = match(read_pdf(printed[sample.stem])).filing
    own = {address: value for address, value in filing.draft.values.items() if not address.startswith("cover/")}
    assert {address: found.draft.values.get(address) for address in own} == own
    assert found.draft.notes == ()


def test_a_page_that_calls_itself_endlessly_wide_is_looked_through_as_soon_as_any_other() -> None:
    lines = [(72.0, 100.0 + 20 * number, "还有不足") for number in range(8)]
    wide = replace(sheet(lines), width=1e9)
    begun = time.process_time()
    assert gutter(wide) is None
    assert time.process_time() - begun < 1
