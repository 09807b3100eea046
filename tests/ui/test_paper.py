"""The report on pages: lines, tables, page breaks as data, set with a measure that needs no font."""

import json
import shutil
import subprocess
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import carrier
from app.blocks import Heading, Paragraph, Picture, Table, TableCell
from app.draft import new_filing, with_values
from app.form_file import editions
from app.layout import layouts, load
from app.length import ems
from app.paths import samples
from app.report import compose
from app.writers import WRITERS
from ui.paper.letters import Piece, broken, letters, width_of
from ui.paper.pages import pages
from ui.paper.search import found

LAYOUT = load()
BODY = LAYOUT.faces.body
TEXT = "落实各项工作要求，主动公开政府信息，办理申请若干件；"
SIGNS = "，。；：、）》”！？"
OPENING = "（《“〔"


def sample(year):
    read = json.loads(next(path for path in samples() if path.stem == str(year)).read_text(encoding="utf-8"))
    return with_values(new_filing("disclosure", read["organization"], year), read["values"])


def points_of(millimetres):
    return millimetres / 25.4 * 72


def measure(text, type_):
    return [ems(one) * type_.points for one in text]


def laid(blocks, layout=LAYOUT):
    return pages(blocks, layout, measure)


def lines_of(text, width=442.2):
    return ["".join(one.text for one in line) for line in broken(letters([Piece(text, BODY)], measure), width)]


def paragraphs(count, length=26):
    return [Paragraph(text=(TEXT * 20)[:length], address=f"overview{number}") for number in range(count)]


def table(rows, *, head=1, columns=3, text="件", spans=()):
    """A table whose cells say where they stand; `spans` are first columns that hold several rows."""
    covered = {(row, 0) for start, end in spans for row in range(start, end)}
    cells = [TableCell(row=start, column=0, row_span=end - start, text=text, kind="row") for start, end in spans]
    for row in range(rows):
        kind = "column" if row < head else "value"
        cells += [
            TableCell(row=row, column=column, text=f"{row}.{column}", kind=kind, address=f"t/{row}/{column}")
            for column in range(columns)
            if (row, column) not in covered
        ]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Table(rows=rows, columns=columns, cells=tuple(cells), head_rows=head, address="t")


# Lines


def test_a_full_line_has_twenty_eight_characters_and_a_page_twenty_two_lines():
    (page, following) = laid([Paragraph(text="字" * (26 + 21 * 28 + 1))])
    lines = [line.text for line in page.lines if line.is_text]
    assert [len(line) for line in lines] == [26, *[28] * 21]
    assert [line.text for line in following.lines if line.is_text] == ["字"]


@pytest.mark.parametrize("sign", SIGNS)
def test_no_sign_that_closes_begins_a_line(sign):
    assert lines_of("字" * 28 + sign + "字" * 3) == ["字" * 27, "字" + sign + "字" * 3]


@pytest.mark.parametrize("sign", OPENING)
def test_no_sign_that_opens_ends_a_line(sign):
    assert lines_of("字" * 27 + sign + "字" * 3) == ["字" * 27, sign + "字" * 3]


def test_a_number_stays_on_one_line():
    assert lines_of("字" * 26 + "123456" + "件") == ["字" * 26, "123456件"]


def test_a_dash_of_two_characters_stays_whole():
    assert lines_of("字" * 27 + "——" + "字") == ["字" * 27, "——字"]


def test_a_word_wider_than_the_line_is_broken_where_the_line_is_full():
    lines = lines_of("a" * 200)
    assert "".join(lines) == "a" * 200
    assert len(lines) == 4


def test_spaces_at_the_end_of_a_line_take_no_room():
    assert lines_of("字" * 28 + " " + "字")[1] == "字"


def test_a_fifth_of_the_size_lies_between_chinese_and_latin():
    joined, apart = (width_of(letters([Piece(text, BODY)], measure)) for text in ("年月12", "年，12"))
    assert joined - apart == pytest.approx(BODY.points / 5)


@given(st.text("字，。（）“”—12ab -/%", min_size=1, max_size=200), st.integers(60, 500))
def test_no_character_is_lost_and_no_line_is_too_wide(text, width):
    set_ = broken(letters([Piece(text, BODY)], measure), width)
    assert "".join(one.text for line in set_ for one in line) == text
    assert all(width_of(line) <= width + 0.01 for line in set_)


def test_a_justified_line_ends_at_the_margin_and_the_last_one_where_its_words_do():
    (page,) = laid([Paragraph(text=(TEXT * 3)[:50])])
    first, last = (line for line in page.lines if line.is_text)
    left, right = points_of(LAYOUT.page.left), points_of(LAYOUT.page.width - LAYOUT.page.right)
    run = first.runs[-1]
    assert first.left == pytest.approx(left + 31.5, abs=0.1)
    assert run.starts[-1] + BODY.points == pytest.approx(right, abs=0.1)
    assert first.right == pytest.approx(right, abs=0.1)
    assert last.left == pytest.approx(left, abs=0.1)
    assert last.right < right - 50


# Pages


def test_a_heading_never_ends_a_page():
    made = laid([*paragraphs(21), Heading(text="五、问题", address="p"), *paragraphs(2)])
    assert next(line.text for line in made[1].lines if line.is_text) == "五、问题"


def test_a_page_never_holds_the_signature_alone():
    signed = [Paragraph(text="某局", role="organization"), Paragraph(text="2024年1月5日", role="date")]
    texts = [line.text for line in laid([*paragraphs(20), *signed])[1].lines if line.is_text]
    assert texts[0].startswith("落实")
    assert texts[-2:] == ["某局", "2024年1月5日"]


def test_page_numbers_stand_outside_and_in_the_middle_where_the_layout_says_so():
    centred = next(layout for layout in layouts() if layout.page_number.place == "center")
    for layout, sides in ((LAYOUT, ["right", "left"]), (centred, ["middle", "middle"])):
        numbers = [page.lines[0] for page in laid(paragraphs(30), layout)]
        assert [line.text for line in numbers] == ["— 1 —", "— 2 —"]
        assert [_side(line) for line in numbers] == sides


def _side(line):
    middle = points_of(LAYOUT.page.left) + points_of(LAYOUT.page.text_width) / 2
    centre = (line.left + line.right) / 2
    return "middle" if abs(centre - middle) < 3 else "left" if centre < middle else "right"


def test_the_mark_of_a_copy_stands_on_every_page_and_is_no_text():
    made = laid([Paragraph(text="草稿", role="version"), *paragraphs(30)])
    assert [page.lines[0].text for page in made] == ["草稿", "草稿"]
    assert not any("草稿" in page.text for page in made)


def test_a_report_without_a_word_has_one_page():
    assert len(laid([])) == 1


# Tables


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.id)
def test_no_table_is_wider_than_the_text(layout):
    for form in editions("disclosure"):
        filing = sample(2020 if form.first_year < 2021 else 2023)
        for page in laid(compose(filing), layout):
            left, right = points_of(layout.page.left), points_of(layout.page.width - layout.page.right)
            assert all(left - 0.1 <= box.left and box.left + box.width <= right + 0.1 for box in page.boxes)
            assert all(left - 0.1 <= line.left and line.right <= right + 0.1 for line in page.lines)


def test_the_head_of_a_table_is_repeated_and_read_once():
    made = laid([table(60, head=2)])
    heads = [[line.text for line in page.lines[1:7]] for page in made]
    assert len(made) > 1
    assert heads == [heads[0]] * len(made)
    assert "\n".join(page.text for page in made).split("\n").count("0.1") == 1


def test_every_row_of_a_torn_table_stands_once_and_whole():
    made = laid([table(60)])
    rows = [line.text for page in made for line in page.lines if line.is_text and line.text.endswith(".1")]
    assert rows == [f"{row}.1" for row in range(60)]
    bottom = points_of(LAYOUT.page.height - LAYOUT.page.bottom)
    assert all(box.top + box.height <= bottom + 0.1 for page in made for box in page.boxes)


def test_a_low_table_goes_to_the_next_page_as_a_whole_with_its_heading():
    made = laid([*paragraphs(18), Heading(text="二、情况", address="t"), table(12)])
    assert "二、情况" not in made[0].text
    assert made[1].text.startswith("二、情况\n0.0")


def test_a_group_of_rows_is_not_torn():
    made = laid([table(60, spans=((20, 30),))])
    page = next(page for page in made if "件" in page.text)
    assert {f"{row}.1" for row in range(20, 30)} <= set(page.text.split("\n"))


def test_a_tall_table_begins_a_page():
    made = laid([*paragraphs(2), Heading(text="三、情况", address="t"), table(26)])
    assert "三、情况" not in made[0].text
    assert made[1].text.startswith("三、情况")


def test_a_cell_over_several_rows_has_room_for_its_words():
    (page,) = laid([table(4, spans=((1, 3),), text="很长的一段说明" * 6)])
    box = next(box for box in page.boxes if box.height > 60)
    inside = [line for line in page.lines if line.text.startswith(("很长", "说明", "段", "的"))]
    assert all(box.top <= line.top and line.top + line.height <= box.top + box.height for line in inside)
    assert len(inside) > 2


# Pictures


def shown(width=156, height=100, text="图", **more):
    return Paragraph(text=text, picture=Picture(content=b"", alt="", width=width, height=height), **more)


@pytest.mark.parametrize(
    ("asked", "printed"),
    [((100, 50), (100, 50)), ((156, 100), (156, 100)), ((312, 100), (156, 50)), ((100, 900), None)],
)
def test_a_picture_stands_in_the_middle_and_is_never_larger_than_the_text(asked, printed):
    (page,) = laid([shown(*asked)])
    (placed,) = page.pictures
    if printed:
        assert (placed.width, placed.height) == pytest.approx([points_of(length) for length in printed], abs=0.1)
    assert placed.width / placed.height == pytest.approx(asked[0] / asked[1], rel=0.01)
    middle = points_of((LAYOUT.page.left + LAYOUT.page.width - LAYOUT.page.right) / 2)
    assert placed.left + placed.width / 2 == pytest.approx(middle, abs=0.1)
    bottom = points_of(LAYOUT.page.height - LAYOUT.page.bottom)
    (caption,) = (line for line in page.lines if line.is_text)
    assert placed.top + placed.height <= caption.top
    assert caption.top + caption.height <= bottom + 0.1
    assert (caption.left + caption.right) / 2 == pytest.approx(middle, abs=0.1)


@pytest.mark.parametrize("before", range(11, 23))
def test_a_picture_and_its_caption_are_on_one_page_and_text_stands_on_no_picture(before):
    made = laid([*paragraphs(before), shown(), *paragraphs(3)])
    (page,) = (page for page in made if page.pictures)
    (placed,) = page.pictures
    lines = [line for line in page.lines if line.is_text]
    assert "图" in [line.text for line in lines]
    below, above = placed.top + placed.height - 0.1, placed.top + 0.1
    assert all(line.top + line.height <= above or line.top >= below for line in lines)
    assert "".join(page.text for page in made).count("图") == 1


def test_a_picture_without_a_caption_has_no_empty_line_below():
    (page,) = laid([shown(text=""), *paragraphs(1)])
    (placed,) = page.pictures
    first = next(line for line in page.lines if line.is_text)
    assert first.top == pytest.approx(placed.top + placed.height)


def test_a_picture_leads_to_its_address():
    (page,) = laid([shown(address="overview")])
    (placed,) = page.pictures
    x, y = placed.left + placed.width / 2, placed.top + placed.height / 2
    assert ("overview", 0) in [box.place for box in page.boxes if box.holds(x, y)]


def test_what_is_attached_behind_the_signature_begins_a_page():
    signed = [Paragraph(text="某局", role="organization"), Paragraph(text="2024年1月1日", role="date")]
    report, attached = laid([*paragraphs(1), *signed, Heading(text="附：历年情况"), *paragraphs(1)])
    assert attached.text.startswith("附：历年情况")
    assert [mark.page for mark in attached.bookmarks] == [2]
    assert "某局" in report.text
    assert len(laid([*paragraphs(1), Heading(text="附：历年情况"), *paragraphs(1)])) == 1


# Search


def test_words_are_found_over_the_ends_of_lines_and_pages():
    made = laid([Paragraph(text="字" * 25 + "公开" + "字" * (21 * 28 - 2) + "信息" + "字" * 40)])
    (over_line,), (over_page,) = found(made, "公 开"), found(made, "信息")
    assert [mark.page for mark in over_line] == [0, 0]
    assert [mark.page for mark in over_page] == [0, 1]
    assert found(made, "信息公开") == found(made, " ") == ()


def test_words_are_not_found_across_two_cells():
    cells = tuple(TableCell(row=0, column=n, text=text, kind="column") for n, text in enumerate(("公", "开")))
    assert found(laid([Table(rows=1, columns=2, cells=cells)]), "公开") == ()


# Against the Word file


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice renders the Word file")
def test_pages_end_where_those_of_the_word_file_do(application, tmp_path):
    import pdfplumber

    from ui.paper.fonts import fonts

    reports = {f"{year}": compose(sample(year)) for year in (2020, 2022, 2023)}
    for name, blocks in reports.items():
        identity = carrier.identity(sample(int(name)))
        (tmp_path / f"{name}.docx").write_bytes(WRITERS[".docx"](blocks, LAYOUT, identity))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [str(tmp_path / f"{name}.docx") for name in reports]
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(convert, check=True, capture_output=True, timeout=180)
    for name, blocks in reports.items():
        with pdfplumber.open(tmp_path / f"{name}.pdf") as file:
            theirs = [sorted("".join(char["text"] for char in page.chars).replace(" ", "")) for page in file.pages]
        ours = [
            sorted("".join(line.text for line in page.lines).replace(" ", ""))
            for page in pages(blocks, LAYOUT, fonts().widths)
        ]
        assert ours == theirs


def test_another_paper_has_other_pages():
    low = replace(LAYOUT, page=replace(LAYOUT.page, height=200))
    assert len(laid(paragraphs(22), low)) > len(laid(paragraphs(22)))
