"""Excel sheets and their like become blocks: cells as they are shown, spans as they are merged, nothing invented."""

import datetime
import json
import os
import struct
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.styles import Border, Side

from app.blocks import Paragraph, Table
from app.draft_file import load_draft
from app.errors import UnreadableDocument
from app.i18n import use_language
from app.match import match
from app.readers import office
from app.readers.office import PROGRAM
from app.readers.sheet import read_sheet
from app.readers.sheet.number_format import number_of, shown
from app.report import compose

SAMPLES = Path(__file__).parents[2] / "resources" / "samples" / "disclosure"
LINE = Side(style="thin")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
SLOWER_WHEN_TRACED = 4
"""So many times, while every piece of memory is counted."""
OPEN_SHEET = "application/vnd.oasis.opendocument.spreadsheet"
ACCOUNT = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., tuple]:
    """What is read of a workbook of openpyxl, of bytes, or of the parts of a package."""

    def read_(content: object, name: str = "表.xlsx") -> tuple:
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif isinstance(content, dict):
            with ZipFile(path, "w", ZIP_DEFLATED) as file:
                for part, text in content.items():
                    file.writestr(part, text)
        else:
            content.save(path)
        return read_sheet(path)

    return read_


def book(*rows: tuple, merged: tuple[str, ...] = (), name: str = "表三") -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.active.title = name
    for row in rows:
        made.active.append(row)
    for cells in merged:
        made.active.merge_cells(cells)
    return made


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in table.cells if cell.row == row] for row in range(table.rows)]


def parts_of(made: openpyxl.Workbook, path: Path) -> dict[str, bytes]:
    made.save(path)
    with ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


# Layout


def test_a_row_of_one_cell_is_a_paragraph_and_rows_of_several_are_a_table(read):
    title, table = read(book(("某局报告",), ("规章", 1, 0), ("许可", 2, 3)))
    assert title == Paragraph(text="某局报告", place="sheet “表三”, row 1")
    assert (texts(table), table.place) == ([["规章", "1", "0"], ["许可", "2", "3"]], "sheet “表三”, row 2")
    assert table.row_places == ("sheet “表三”, row 2", "sheet “表三”, row 3")


def test_a_title_merged_across_the_table_is_a_paragraph(read):
    blocks = read(book(("第一项", None, None), ("内容", "制发", "废止"), ("规章", 1, 0), merged=("A1:C1",)))
    assert [type(block) for block in blocks] == [Paragraph, Table]


def test_a_label_merged_over_less_than_the_table_stays_in_its_row(read):
    (table,) = read(book(("甲", "乙", "丙", 1), ("丁", None, None, None), ("戊", "己", "庚", 2), merged=("A2:C2",)))
    spans = [(cell.column, cell.column_span, cell.text) for cell in table.cells if cell.row == 1]
    assert spans == [(0, 3, "丁"), (3, 1, "")]


def test_merged_cells_keep_their_spans(read):
    (table,) = read(
        book(("三、办理", "公开", 1), (None, "不公开", 2), ("四、结转", None, 3), merged=("A1:A2", "A3:B3"))
    )
    spans = [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells]
    assert spans == [(0, 0, 2, 1), (0, 1, 1, 1), (0, 2, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 2), (2, 2, 1, 1)]


def test_a_ruled_row_with_a_label_alone_is_a_row_of_blanks(read):
    made = book(("内容", "制发"), ("规章", None), ("许可", 1))
    for row in made.active["A1:B3"]:
        for cell in row:
            cell.border = BOX
    (table,) = read(made)
    assert texts(table) == [["内容", "制发"], ["规章", ""], ["许可", "1"]]


def test_without_lines_a_label_between_numbers_is_a_row_and_one_before_a_head_is_a_heading(read):
    (table,) = read(book(("甲", 1), ("乙",), ("丙", 2)))
    assert texts(table) == [["甲", "1"], ["乙", ""], ["丙", "2"]]
    blocks = read(book(("甲", 1), ("三、下一张表",), ("内容", "数量"), ("丙", 2)))
    assert [type(block) for block in blocks] == [Table, Paragraph, Table]


def test_tables_of_a_sheet_begin_at_the_same_column(read):
    made = openpyxl.Workbook()
    for row, cells in ((2, {2: "甲", 3: 1}), (4, {3: "乙", 4: 2})):
        for column, value in cells.items():
            made.active.cell(row, column, value)
    first, second = read(made)
    assert (texts(first), texts(second)) == ([["甲", "1"]], [["", "乙", "2"]])


def test_a_cell_with_several_lines_is_as_many_paragraphs(read):
    assert [block.text for block in read(book(("　　第一段。\n\n第二段。",)))] == ["第一段。", "第二段。"]


def test_every_visible_sheet_is_read_and_no_hidden_one(read):
    made = book(("甲", 1), name="一")
    made.create_sheet("藏").append(("乙", 2))
    made["藏"].sheet_state = "hidden"
    made.create_sheet("三").append(("丙", 3))
    assert [block.place for block in read(made)] == ["sheet “一”, row 1", "sheet “三”, row 1"]


def test_hidden_rows_and_columns_are_left_out_and_places_stay_true(read):
    made = book(("甲", 9, 1), ("乙", 9, 2), ("丙", 9, 3))
    made.active.row_dimensions[2].hidden = True
    made.active.column_dimensions["B"].hidden = True
    (table,) = read(made)
    assert texts(table) == [["甲", "1"], ["丙", "3"]]
    assert table.row_places[1] == "sheet “表三”, row 3"


def test_a_workbook_with_nothing_in_it_is_told(read):
    with pytest.raises(UnreadableDocument, match="nothing is written"):
        read(book())


# What cells show


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (12.0, "General", "12"),
        (96171.6, "0.00", "96171.60"),
        (1234567, "#,##0", "1234567"),
        (0.1 + 0.2, "General", "0.3"),
        (0.5, "0%", "50%"),
        (0, ACCOUNT, "0"),
        (-5, ACCOUNT, "-5.00"),
        (12, '0"件"', "12件"),
        (1234, '"￥"#,##0.00', "1234.00"),
        ("０12", "General", "０12"),
        ("12", "@", "12"),
        (True, "General", "TRUE"),
        (datetime.date(2035, 1, 10), 'yyyy"年"m"月"d"日"', "2035年1月10日"),
        (datetime.datetime(2035, 1, 10, 9, 5), "yyyy/m/d h:mm", "2035/1/10 9:05"),
        (datetime.date(2035, 1, 10), "[$-F800]dddd, mmmm dd, yyyy", "2035-01-10"),
    ],
)
def test_a_value_is_read_as_it_is_shown(read, value, code, text):
    made = book(("标签", value))
    made.active["B1"].number_format = code
    assert texts(read(made)[0]) == [["标签", text]]


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        ("33.335", "0.00", "33.34（33.335）"),
        ("12.4", "0", "12（12.4）"),
        ("961716", '0!.0,"万"', '961716〔0!.0,"万"〕'),
        ("7", ";;;", "7〔;;;〕"),
        ("5", "[Red]0;[>3]0.0", "5〔[Red]0;[>3]0.0〕"),
    ],
)
def test_what_a_format_hides_or_changes_stands_behind_the_number(number, code, text):
    assert shown(Decimal(number), code) == text


@pytest.mark.parametrize("text", ["nan", "inf", "12件", ""])
def test_what_is_no_number_is_none(text):
    assert number_of(text) is None


def test_a_formula_has_the_result_that_was_calculated_last(read, tmp_path):
    parts = parts_of(book(("和", "=1+2")), tmp_path / "made.xlsx")
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"<f>1+2</f><v></v>", b"<f>1+2</f><v>3</v>")
    parts[name] = parts[name].replace(b"<f>1+2</f><v />", b"<f>1+2</f><v>3</v>")
    assert texts(read(parts)[0]) == [["和", "3"]]


def test_a_formula_that_was_never_calculated_is_no_blank_and_no_number(read):
    assert texts(read(book(("和", "=SUM(B2:B9)")))[0]) == [["和", "=SUM(B2:B9)"]]


def test_an_error_keeps_its_text(read):
    assert texts(read(book(("和", "#REF!")))[0]) == [["和", "#REF!"]]


def test_text_in_runs_is_joined_and_its_pronunciation_left_out(read, tmp_path):
    parts = parts_of(book(("规章", "是")), tmp_path / "made.xlsx")
    runs = b"<si><r><t>\xe8\xa7\x84</t></r><r><t>\xe7\xab\xa0_x000D_</t></r><rPh sb='0' eb='1'><t>gui</t></rPh></si>"
    strings = b"<?xml version='1.0'?><sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
    parts["xl/sharedStrings.xml"] = strings + runs + b"<si><t>x</t></si></sst>"
    name = "xl/worksheets/sheet1.xml"
    start = b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    begin, end = parts[name].index(b"<row"), parts[name].index(b"</sheetData>")
    parts[name] = parts[name][:begin] + start + parts[name][end:]
    if b"sharedStrings" not in parts["xl/_rels/workbook.xml.rels"]:
        kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
        relation = b'<Relationship Id="rIdS" Type="' + kind + b'" Target="sharedStrings.xml"/></Relationships>'
        rels = parts["xl/_rels/workbook.xml.rels"]
        parts["xl/_rels/workbook.xml.rels"] = rels.replace(b"</Relationships>", relation)
    assert texts(read(parts)[0]) == [["规章", "x"]]


# Whole reports


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
@pytest.mark.parametrize("has_lines", [True, False], ids=["ruled", "bare"])
@pytest.mark.parametrize("is_apart", [True, False], ids=["a sheet a table", "one sheet"])
def test_a_report_written_as_merged_grids_is_read_whole(read, sample, has_lines, is_apart):
    filing = load_draft(sample).filing
    found = match(read(written(compose(filing), has_lines, is_apart))).filing
    places = [*filing.form.narratives, *(a for a, cell in filing.form.cells.items() if not cell.is_total)]
    assert {a: found.value(a) for a in places} == {a: filing.value(a) for a in places}
    assert found.draft.notes == ()


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_a_report_with_blank_cells_has_the_same_blanks(read, sample):
    filing = load_draft(sample).filing
    blank = {a for n, (a, cell) in enumerate(filing.form.cells.items()) if n % 3 and not cell.is_total}
    made = written(compose(filing), True, False, without=blank)
    found = match(read(made)).filing
    entered = [a for a, cell in filing.form.cells.items() if not cell.is_total]
    assert {a: found.value(a) for a in entered} == {a: "" if a in blank else filing.value(a) for a in entered}


def written(blocks, has_lines, is_apart, without=frozenset()) -> openpyxl.Workbook:
    """A report as an office makes it: numbers as numbers, labels merged, headings merged above their table."""
    made = openpyxl.Workbook()
    sheet, row = made.active, 1
    for block in blocks:
        if isinstance(block, Table):
            for cell in block.cells:
                text = "" if cell.address in without else cell.text
                put(sheet, row + cell.row, cell.column + 1, text, cell.row_span, cell.column_span)
            for line in sheet.iter_rows(row, row + block.rows - 1, 1, block.columns) if has_lines else ():
                for one in line:
                    one.border = BOX
            row += block.rows
            if is_apart:
                sheet, row = made.create_sheet(), 1
        else:
            put(sheet, row, 1, block.text, 1, 10)
            row += 1
    return made


def put(sheet, row, column, text, height, width) -> None:
    cell = sheet.cell(row, column)
    if height * width > 1:
        sheet.merge_cells(None, row, column, row + height - 1, column + width - 1)
    plain = text.replace(".", "", 1).lstrip("-")
    is_number = plain.isascii() and plain.isdigit()
    cell.value = (float(text) if "." in text else int(text)) if is_number else text or None
    if is_number and "." in text:
        cell.number_format = f"0.{'0' * len(text.partition('.')[2])}"


LABELS = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x4EFF), min_size=1, max_size=5)
MONEY = st.decimals(0, 10**9, places=2).filter(lambda number: number % 1)
VALUES = st.one_of(LABELS, st.integers(-(10**9), 10**9), MONEY, st.none())


@st.composite
def tables(draw) -> tuple[list[list], list[tuple[int, int, int, int]]]:
    """Rows of values of which the last two are never blank, and merged rectangles to their left."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(3, 6))
    rows = [[*draw(st.lists(VALUES, min_size=width - 2, max_size=width - 2)), "值", 0] for _row in range(height)]
    rows[0][0] = "头"
    merges, taken = [], set()
    for _try in range(draw(st.integers(0, 4))):
        top, left = draw(st.integers(0, height - 1)), draw(st.integers(0, width - 3))
        bottom, right = draw(st.integers(top, height - 1)), draw(st.integers(left, width - 3))
        places = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        if len(places) > 1 and not places & taken:
            taken |= places
            merges.append((top, left, bottom, right))
    return rows, merges


@settings(max_examples=60)
@given(tables())
def test_any_table_is_read_as_it_was_written(tmp_path_factory, table):
    rows, merges = table
    made = openpyxl.Workbook()
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            made.active.cell(r + 1, c + 1, value).number_format = "0.00" if isinstance(value, Decimal) else "General"
    for top, left, bottom, right in merges:
        made.active.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
    path = tmp_path_factory.mktemp("sheet") / "表.xlsx"
    made.save(path)
    (read,) = read_sheet(path)
    assert [(c.row, c.column, c.row_span, c.column_span, c.text) for c in read.cells] == cells_of(rows, merges)


def cells_of(rows, merges) -> list[tuple[int, int, int, int, str]]:
    covered = {(r, c) for top, left, end, right in merges for r in range(top, end + 1) for c in range(left, right + 1)}
    starts = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in merges}
    return [
        (r, c, *starts.get((r, c), (1, 1)), "" if value is None else str(value))
        for r, row in enumerate(rows)
        for c, value in enumerate(row)
        if (r, c) in starts or (r, c) not in covered
    ]


# Old workbooks (.xls)


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def wide(text: str, width: int = 2) -> bytes:
    return len(text).to_bytes(width, "little") + b"\1" + text.encode("utf-16-le")


def compound(stream: bytes, name: str = "Workbook") -> bytes:
    """A compound file that holds one stream."""
    size = 512
    stream = stream.ljust(max(4096, -(-len(stream) // size) * size), b"\0")
    count = len(stream) // size
    tables = count // 127 + 1
    chain = [*range(1, count), 0xFFFFFFFE, 0xFFFFFFFE, *[0xFFFFFFFD] * tables]
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(size * tables, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, tables, count, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", *range(count + 1, count + 1 + tables), *[0xFFFFFFFF] * (109 - tables))

    def entry(text: str, kind: int, first: int, length: int, child: int = 0xFFFFFFFF) -> bytes:
        raw = text.encode("utf-16-le")
        named = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw) + 2, kind, 1) + b"\xff" * 8
        named += struct.pack("<I", child)
        return named.ljust(116, b"\0") + struct.pack("<III", first, length, 0)

    folder = entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + entry(name, 2, 0, len(stream))
    return head + stream + folder.ljust(size, b"\0") + table


def old_book(sheet: bytes, before: bytes = b"", strings: tuple[bytes, ...] = (), is_hidden: bool = False) -> bytes:
    """An .xls with one sheet of some records."""
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    styles = record(0x41E, struct.pack("<H", 164) + wide("0.00")) + record(
        0x41E, struct.pack("<H", 165) + wide(ACCOUNT)
    )
    styles += b"".join(record(0xE0, struct.pack("<HH", 0, code).ljust(20, b"\0")) for code in (0, 164, 9, 14, 165))
    styles += record(0xE0, bytes(10) + b"\x11".ljust(10, b"\0"))
    texts_ = b"".join(record(0xFC if not n else 0x3C, piece) for n, piece in enumerate(strings))

    def bound(at: int) -> bytes:
        return record(0x85, struct.pack("<IBB", at, is_hidden, 0) + wide("表三", 1))

    size = len(begin + before + styles + bound(0) + texts_ + record(0x0A))
    inner = record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 0)) + sheet + record(0x0A)
    return compound(begin + before + styles + bound(size) + texts_ + record(0x0A) + inner)


def label(row: int, column: int, text: str) -> bytes:
    return record(0x204, struct.pack("<HHH", row, column, 0) + wide(text))


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, column, style, value))


def formula(row: int, column: int, result: bytes, flags: int = 0) -> bytes:
    return record(0x06, struct.pack("<HHH", row, column, 0) + result + struct.pack("<HI", flags, 0))


def test_an_old_workbook_is_read_with_its_formats_and_spans(read):
    sheet = label(0, 0, "三、办理") + number(0, 1, 96171.6, 1) + number(0, 2, 0.5, 2) + number(1, 1, 12)
    sheet += record(0x27E, struct.pack("<HHHI", 1, 2, 0, 1234 << 2 | 3)) + record(
        0xE5, struct.pack("<5H", 1, 0, 1, 0, 0)
    )
    (table,) = read(old_book(sheet), "旧.xls")
    assert texts(table) == [["三、办理", "96171.60", "50%"], ["12", "12.34"]]
    assert table.cells[0].row_span == 2


def test_an_old_cell_is_read_as_it_is_shown_a_dash_as_zero(read):
    numbers = [(0, 4), (-5, 4), (49685, 3), (1234567, 0)]
    sheet = label(0, 0, "甲") + b"".join(number(0, 1 + n, *one) for n, one in enumerate(numbers))
    sheet += record(0x205, struct.pack("<HHHBB", 0, 5, 0, 42, 1)) + record(0x205, struct.pack("<HHHBB", 0, 6, 0, 0, 0))
    assert texts(read(old_book(sheet), "旧.xls")[0]) == [["甲", "0", "-5.00", "2036/1/11", "1234567", "#N/A", "FALSE"]]


def test_a_ruled_row_of_an_old_workbook_is_a_row_of_blanks(read):
    sheet = label(0, 0, "内容") + label(0, 1, "制发") + label(1, 0, "规章") + label(2, 0, "许可") + number(2, 1, 1)
    sheet += record(0x201, struct.pack("<HHH", 1, 1, 5))
    assert texts(read(old_book(sheet), "旧.xls")[0]) == [["内容", "制发"], ["规章", ""], ["许可", "1"]]


def test_texts_that_go_on_in_the_next_record_are_whole(read):
    first = struct.pack("<II", 2, 2) + struct.pack("<HB", 3, 0) + b"abc" + struct.pack("<HB", 4, 1)
    pieces = (first + "政府".encode("utf-16-le"), b"\1" + "信息".encode("utf-16-le"))
    sheet = b"".join(record(0xFD, struct.pack("<HHHI", 0, column, 0, column)) for column in (0, 1))
    assert texts(read(old_book(sheet, strings=pieces), "旧.xls")[0]) == [["abc", "政府信息"]]


def test_a_row_of_short_numbers_negative_ones_too_is_read(read):
    sheet = label(0, 0, "规章")
    numbers = [struct.pack("<HI", 0, (value << 2 | 2) & 0xFFFFFFFF) for value in (7, -3)]
    sheet += record(0xBD, struct.pack("<HH", 0, 1) + b"".join(numbers) + struct.pack("<H", 2))
    assert texts(read(old_book(sheet), "旧.xls")[0]) == [["规章", "7", "-3"]]


@pytest.mark.parametrize(
    ("result", "flags", "text"),
    [
        (struct.pack("<d", 3), 0, "3"),
        (struct.pack("<d", 0), 0, "0"),
        (struct.pack("<d", 0), 2, "="),
        (b"\3\0\0\0\0\0\xff\xff", 0, "="),
        (b"\2\0\x17\0\0\0\xff\xff", 0, "#REF!"),
        (b"\1\0\1\0\0\0\xff\xff", 0, "TRUE"),
    ],
)
def test_the_result_of_an_old_formula_is_read_where_there_is_one(read, result, flags, text):
    assert texts(read(old_book(label(0, 0, "和") + formula(0, 1, result, flags)), "旧.xls")[0]) == [["和", text]]


def test_a_formula_that_gives_text_has_the_text_of_the_next_record(read):
    sheet = label(0, 0, "和") + formula(0, 1, b"\0\0\0\0\0\0\xff\xff") + record(0x207, wide("12件"))
    assert texts(read(old_book(sheet), "旧.xls")[0]) == [["和", "12件"]]


def test_hidden_rows_columns_and_sheets_of_an_old_workbook_are_left_out(read):
    sheet = record(0x7D, struct.pack("<5H", 1, 1, 0, 0, 1)) + record(
        0x208, struct.pack("<8H", 1, 0, 3, 0, 0, 0, 0x20, 0)
    )
    sheet += b"".join(label(row, 0, "甲") + number(row, 1, 9) + number(row, 2, row) for row in range(3))
    assert texts(read(old_book(sheet), "旧.xls")[0]) == [["甲", "0"], ["甲", "2"]]
    with pytest.raises(UnreadableDocument, match="nothing is written"):
        read(old_book(sheet, is_hidden=True), "旧.xls")


def test_an_old_workbook_with_a_password_is_told(read):
    with pytest.raises(UnreadableDocument, match="password"):
        read(old_book(label(0, 0, "甲"), before=record(0x2F, bytes(6))), "旧.xls")


def test_an_old_workbook_that_is_cut_off_is_told(read):
    whole = old_book(label(0, 0, "甲") + number(0, 1, 1))
    for size in (40, 600, 700):
        with pytest.raises(UnreadableDocument, match="damaged"):
            read(whole[:size], "旧.xls")


def test_an_old_word_file_called_sheet_is_told(read):
    with pytest.raises(UnreadableDocument, match="no sheet in this file"):
        read(compound(b"x", "WordDocument"), "旧.xls")


# One XML file


def xml_book(rows: str, styles: str = "", options: str = "") -> bytes:
    space = (
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    )
    sheet = f'<Worksheet ss:Name="表三"><Table>{rows}</Table>{options}</Worksheet>'
    text = f'<?xml version="1.0"?><Workbook {space}><Styles>{styles}</Styles>{sheet}</Workbook>'
    return text.encode()


def xml_cell(text: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell {more}><Data ss:Type="{kind}">{text}</Data></Cell>'


def test_a_workbook_in_one_xml_file_is_read_with_its_spans_and_formats(read):
    styles = '<Style ss:ID="s1"><NumberFormat ss:Format="Fixed"/></Style>'
    styles += '<Style ss:ID="s2"><NumberFormat ss:Format="Short Date"/></Style>'
    rows = f"<Row>{xml_cell('三、办理', more='ss:MergeDown=&quot;1&quot;').replace('&quot;', chr(34))}"
    rows += xml_cell("96171.6", "Number", 'ss:StyleID="s1"') + xml_cell("12.0", "Number") + "</Row>"
    rows += (
        f"<Row>{xml_cell('2035-01-10T00:00:00.000', 'DateTime', 'ss:Index=?2? ss:StyleID=?s2?').replace('?', chr(34))}"
    )
    rows += '<Cell ss:Formula="=SUM(R[-1]C)"/></Row>'
    (table,) = read(xml_book(rows, styles), "导出.xls")
    assert texts(table) == [["三、办理", "96171.60", "12"], ["2035/1/10", "=SUM(R[-1]C)"]]
    assert table.cells[0].row_span == 2


def test_hidden_rows_and_sheets_in_xml_are_left_out(read):
    cells = xml_cell("甲") + xml_cell("1", "Number")
    rows = f'<Row>{cells}</Row><Row ss:Hidden="1">{cells}</Row>'
    assert read(xml_book(rows), "导出.xls")[0].rows == 1
    with pytest.raises(UnreadableDocument, match="nothing is written"):
        read(xml_book(rows, options="<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"), "导出.xls")


def test_xml_that_is_broken_or_brings_definitions_is_told(read):
    whole = xml_book(f"<Row>{xml_cell('甲')}</Row>")
    with pytest.raises(UnreadableDocument, match="damaged"):
        read(whole[:-20], "导出.xls")
    with pytest.raises(UnreadableDocument, match="document type"):
        read(whole.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY e "x">]>', 1), "导出.xls")


# What only calls itself a sheet


def test_a_web_page_called_xls_is_read_as_a_page(read):
    page = "<html><meta charset=gbk><table><tr><td>规章</td><td>12</td></tr></table></html>"
    assert texts(read(page.encode("gbk"), "导出.xls")[0]) == [["规章", "12"]]


def test_lines_with_tabs_called_xls_are_read_as_text(read):
    assert texts(read("规章\t12\n".encode("gb18030"), "导出.xls")[0]) == [["规章", "12"]]


def test_a_new_workbook_called_xls_is_read_as_one(read):
    assert texts(read(book(("规章", 12)), "新.xls")[0]) == [["规章", "12"]]


def test_a_wps_sheet_is_read_by_what_it_holds(read):
    assert texts(read(old_book(label(0, 0, "规章") + number(0, 1, 12)), "表.et")[0]) == [["规章", "12"]]
    assert texts(read(book(("规章", 12)), "表.et")[0]) == [["规章", "12"]]


@pytest.mark.parametrize("content", [b"\0\1\2" * 99, b"PK\x03\x04 no more", bytes(range(256)), b"%PDF-1.7 \xe2\xe3"])
def test_what_is_no_sheet_is_told(read, content):
    with pytest.raises(UnreadableDocument, match="no Excel file"):
        read(content)


def test_a_binary_workbook_without_libreoffice_is_told_how_to_be_saved(read, monkeypatch):
    monkeypatch.setenv(PROGRAM, "/nowhere/soffice")
    with pytest.raises(UnreadableDocument, match=r"\.xlsx"):
        read({"xl/workbook.bin": b"\x83\x01\x00"}, "表.xlsb")


@pytest.mark.skipif(os.name != "posix", reason="the stand-in for LibreOffice is a shell script")
def test_an_opendocument_sheet_is_read_as_what_libreoffice_makes_of_it(read, monkeypatch, tmp_path):
    book(("规章", 12)).save(tmp_path / "made.xlsx")
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\nmkdir out\ncp {tmp_path}/made.xlsx out/report.xlsx\n")
    program.chmod(0o755)
    monkeypatch.setenv(PROGRAM, str(program))
    assert texts(read({"mimetype": OPEN_SHEET, "content.xml": "<x/>"}, "表.ods")[0]) == [["规章", "12"]]


def test_an_opendocument_sheet_without_libreoffice_is_told_how_to_be_saved(read, monkeypatch):
    monkeypatch.setenv(PROGRAM, "/nowhere/soffice")
    with pytest.raises(UnreadableDocument, match=r"表\.ods: .*\.xlsx"):
        read({"mimetype": OPEN_SHEET, "content.xml": "<x/>"}, "表.ods")


def test_an_opendocument_sheet_that_would_swell_in_libreoffice_is_refused(read, monkeypatch):
    monkeypatch.setattr(office, "_convert", lambda *_all: pytest.fail("it was converted"))
    with pytest.raises(UnreadableDocument, match="unpacked"):
        read({"mimetype": OPEN_SHEET, "content.xml": " " * 30_000_000}, "表.ods")


def test_an_opendocument_text_called_ods_is_told(read):
    with pytest.raises(UnreadableDocument, match="no sheet in this file"):
        read({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}, "表.ods")


def test_a_word_package_called_xlsx_is_told(read):
    with pytest.raises(UnreadableDocument, match="no sheet in this file"):
        read({"word/document.xml": "<x/>"})


# Hostile files


def test_an_encrypted_workbook_is_told(read):
    with pytest.raises(UnreadableDocument, match="password"):
        read(compound(b"x", "EncryptedPackage"))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_definitions_of_its_own_are_refused(read, tmp_path, part):
    parts = parts_of(book(("甲", 1)), tmp_path / "made.xlsx")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    start = parts[part].index(b"?>") + 2 if parts[part].startswith(b"<?xml") else 0
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "lol">{laughs}<!ENTITY e SYSTEM "file:///etc/hosts">]>'.encode()
    parts[part] = parts[part][:start] + bomb + parts[part][start:]
    with pytest.raises(UnreadableDocument, match="document type"):
        read(parts)


def test_a_part_that_would_swell_is_refused(read, tmp_path):
    parts = parts_of(book(("甲", 1)), tmp_path / "made.xlsx")
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet>" + b" " * 30_000_000 + b"</worksheet>"
    with pytest.raises(UnreadableDocument, match="unpacked"):
        read(parts)


FAR = struct.pack("<IIHHH", 0, 65_536, 0, 256, 0)


@pytest.mark.parametrize(
    ("records", "strings"),
    [
        (lambda: (record(0x200, FAR) + number(65_535, 255, 9)) * 2_000, ()),
        (lambda: b"".join(number(row, 255, 9) for row in range(2_000, 65_536)), ()),
        (lambda: record(0x1234) * 1_500_000, ()),
        (lambda: record(0xE5, struct.pack("<5H", 1, 0, 65_535, 0, 255)) * 200_000, ()),
        (lambda: record(0xBE, struct.pack("<HH", 0, 0) + bytes(512) + struct.pack("<H", 255)) * 10_000, ()),
        (lambda: b"", (struct.pack("<IIHBi", 0, 2**31 - 1, 1, 4, -8) + b"a",)),
        (lambda: b"", (struct.pack("<IIHBi", 0, 30_000, 8_000, 4, -8_007) + b"a" * 8_000,)),
        (lambda: b"", (struct.pack("<IIHBi", 0, 30_000, 60_000, 4, -60_007) + b"a" * 60_000,)),
    ],
    ids=[
        "cells far apart",
        "a cell in each row",
        "records",
        "merged cells",
        "blanks",
        "texts",
        "a text again",
        "a long one again",
    ],
)
def test_an_old_workbook_that_is_made_to_grow_takes_little_time_and_memory(read, records, strings):
    raw = old_book(label(0, 0, "甲") + number(0, 1, 1) + records(), strings=strings)
    tracemalloc.start()
    begun = time.process_time()
    with suppress(UnreadableDocument):
        assert texts(read(raw, "旧.xls")[0]) == [["甲", "1"]]
    seconds, peak = time.process_time() - begun, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert seconds < 5 * SLOWER_WHEN_TRACED
    assert peak < 500_000_000


def test_a_compound_file_whose_table_of_sectors_bites_its_tail_is_told(read):
    raw = bytearray(old_book(label(0, 0, "甲")))
    struct.pack_into("<I", raw, 44, 2**31)
    struct.pack_into("<II", raw, 68, 0, (2**31 - 109 + 126) // 127)
    with pytest.raises(UnreadableDocument, match="damaged"):
        read(bytes(raw), "旧.xls")


def test_reading_an_old_workbook_prints_nothing(read, capfd):
    whole = old_book(label(0, 0, "甲") + number(0, 1, 1) + record(0x208, struct.pack("<8H", 0, 0, 0, 0, 0, 0, 0, 0)))
    for size in (len(whole), len(whole) - 300, 700):
        with suppress(UnreadableDocument):
            read(whole[:size], "旧.xls")
    assert capfd.readouterr() == ("", "")


def test_a_dimension_of_a_million_rows_costs_nothing(read, tmp_path):
    parts = parts_of(book(("甲", 1)), tmp_path / "made.xlsx")
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b'<dimension ref="A1:B1"', b'<dimension ref="A1:XFD1048576"')
    assert b"XFD1048576" in parts[name]
    far = b'<row r="1048576"><c r="XFD1048576"><v>9</v></c></row></sheetData>'
    merge = b'<mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>'
    parts[name] = parts[name].replace(b"</sheetData>", far + merge)
    assert texts(read(parts)[0]) == [["甲", "1"]]


def test_a_text_that_is_not_there_is_damage_and_no_blank(read, tmp_path):
    parts = parts_of(book(("甲", 1)), tmp_path / "made.xlsx")
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"</sheetData>", b'<row r="2"><c r="A2" t="s"><v>-1</v></c></row></sheetData>')
    with pytest.raises(UnreadableDocument, match="damaged"):
        read(parts)


def test_of_merged_cells_that_overlap_the_upper_left_is_taken(read):
    made = book(("甲", "乙", "丙", 1), ("丁", "戊", "己", 2))
    for cells in ("A1:B1", "B1:C2"):
        made.active.merged_cells.add(cells)
    (table,) = read(made)
    assert [(c.row, c.column, c.column_span) for c in table.cells][:2] == [(0, 0, 2), (0, 2, 1)]


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_workbook_is_read_or_told(read, seed):
    random = Random(seed)
    old = old_book(
        label(0, 0, "甲") + number(0, 1, 1) + formula(1, 0, b"\0\0\0\0\0\0\xff\xff") + record(0x207, wide("一"))
    )
    raw = bytearray(old)
    for _change in range(random.randint(1, 12)):
        raw[random.randrange(8, len(raw))] = random.randrange(256)
    with suppress(UnreadableDocument):
        read(bytes(raw[: random.choice([len(raw), random.randrange(len(raw))])]), "旧.xls")


def test_the_published_numbers_written_as_a_sheet_are_read_again(read, corpus):
    expected = json.loads((corpus / "expected" / "huaian_2024.json").read_text(encoding="utf-8"))
    filing = load_draft(corpus / "expected" / "huaian_2024.json").filing
    found = match(read(written(compose(filing), True, False))).filing
    cells = {a: text for a, text in found.draft.values.items() if a in found.form.cells}
    assert cells == {a: text for a, text in expected["values"].items() if a in found.form.cells}
