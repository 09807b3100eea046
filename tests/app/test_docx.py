"""The Word file: its tables are the official ones, it is whole and plain, LibreOffice prints it as the law wants."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree

from app import carrier
from app.blocks import Paragraph, Table
from app.draft import Draft, Filing, new_filing, with_values
from app.draft_file import read_draft
from app.form import Form
from app.grid import grid
from app.layout import Layout, layouts, load
from app.length import ems
from app.paths import samples
from app.report import CopyKind, compose
from app.typeset import broken
from app.writers.docx import write_docx
from app.writers.docx.read_back import read_back

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Pages = Callable[[str], list[Any]]
NOW = datetime(2024, 1, 5, 9, 3)
COPIES: tuple[CopyKind, ...] = ("draft", "review", "filing")
EDITIONS = (2020, 2023)
MM = 72 / 25.4


# What is written


@lru_cache
def sample(name: str) -> Filing:
    (path,) = (one for one in samples() if one.stem == name)
    return read_draft(path)[0]


def blank(year: int) -> Filing:
    return new_filing("disclosure", "清源县教育局", year)


def written(filing: Filing, copy: CopyKind = "filing", layout: Layout | None = None) -> bytes:
    chosen = layout or load()
    mark = chosen.mark(copy, "3", NOW)
    return write_docx(compose(filing, copy, mark), chosen, carrier.identity(filing, "d1", "3"))


def part(content: bytes, name: str) -> str:
    with ZipFile(BytesIO(content)) as file:
        return file.read(name).decode()


def parts(content: bytes) -> list[str]:
    with ZipFile(BytesIO(content)) as file:
        return file.namelist()


def document(content: bytes) -> Any:
    return etree.fromstring(part(content, "word/document.xml").encode())


def tables(content: bytes) -> list[Table]:
    return [block for block in read_back(content) if isinstance(block, Table)]


def shape(table: Table) -> list[tuple[int, int, int, int, str]]:
    """Where each cell begins, its spans, its text without white space."""
    return sorted(
        (cell.row, cell.column, cell.row_span, cell.column_span, "".join(cell.text.split())) for cell in table.cells
    )


# Tables


def test_the_tables_are_the_official_ones_cell_by_cell(corpus: Path) -> None:
    official = tables((corpus / "template_2021_official_empty.docx").read_bytes())
    ours = tables(written(blank(2021)))
    assert [len(table.cells) for table in official] == [30, 215, 34]
    assert [shape(table) for table in ours] == [shape(table) for table in official]
    assert [(table.rows, table.columns) for table in ours] == [(14, 4), (28, 10), (4, 15)]


@pytest.mark.parametrize("year", EDITIONS)
def test_every_table_has_the_spans_of_its_grid(year: int) -> None:
    filing = blank(year)
    sections = [section for section in filing.form.sections if section.kind == "table"]
    for table, section in zip(tables(written(filing)), sections, strict=True):
        wanted = grid(section)
        assert [one[:4] for one in shape(table)] == sorted(
            (cell.row, cell.column, cell.row_span, cell.column_span) for cell in wanted.cells
        )
        assert table.head_rows == wanted.head_rows


@pytest.mark.parametrize("layout", layouts(), ids=lambda one: one.id)
@pytest.mark.parametrize("year", EDITIONS)
def test_widths_are_written_three_times_alike_and_fill_the_text_area(year: int, layout: Layout) -> None:
    for table in document(written(blank(year), layout=layout)).iter(f"{W}tbl"):
        columns = [int(one.get(f"{W}w")) for one in table.find(f"{W}tblGrid")]
        assert sum(columns) == int(table.find(f"{W}tblPr/{W}tblW").get(f"{W}w"))
        assert sum(columns) / 20 == pytest.approx(layout.page.text_width * MM, abs=0.1)
        for row in table.iter(f"{W}tr"):
            first = 0
            for cell in row.findall(f"{W}tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                last = first + (int(span.get(f"{W}val")) if span is not None else 1)
                assert int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) == sum(columns[first:last])
                first = last
            assert first == len(columns)


def test_rows_never_split_and_head_rows_repeat() -> None:
    found = document(written(blank(2023))).iter(f"{W}tbl")
    heads = [[row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")] for table in found]
    assert [sum(one) for one in heads] == [0, 3, 3]
    assert all(one == sorted(one, reverse=True) for one in heads)
    for row in document(written(blank(2023))).iter(f"{W}tr"):
        assert row.find(f"{W}trPr/{W}cantSplit") is not None


@pytest.mark.parametrize("year", EDITIONS)
def test_title_rows_of_bands_are_shaded_and_nothing_else_is(year: int) -> None:
    filing = sample(str(year))
    xml = document(written(filing))
    shaded = [cell for cell in xml.iter(f"{W}tc") if cell.find(f"{W}tcPr/{W}shd") is not None]
    titles = [band.title for section in filing.form.sections for band in section.bands if band.title]
    assert ["".join(cell.itertext()) for cell in shaded] == titles
    assert {cell.find(f"{W}tcPr/{W}shd").get(f"{W}fill") for cell in shaded} == {"C6D9F1"}


def test_a_number_that_is_too_wide_for_its_column_is_set_smaller() -> None:
    wide = "applications/received/applicant.natural_person"
    filing = with_values(sample("2023"), {wide: "12345678"})
    text = next(one for one in document(written(filing)).iter(f"{W}t") if one.text == "12345678")
    size = text.getparent().find(f"{W}rPr/{W}sz")
    assert 2 <= int(size.get(f"{W}val")) < 21


# The package


@pytest.mark.parametrize("layout", layouts(), ids=lambda one: one.id)
@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("path", samples(), ids=lambda one: one.stem)
def test_word_would_have_nothing_to_repair(path: Path, copy: CopyKind, layout: Layout, tmp_path: Path) -> None:
    from openxml_audit import OpenXmlValidator

    file = tmp_path / "report.docx"
    for filing in (sample(path.stem), blank(sample(path.stem).draft.year)):
        file.write_bytes(written(filing, copy, layout))
        result = OpenXmlValidator().validate(file)
        assert result.is_valid, [str(error) for error in result.errors]


@pytest.mark.parametrize("layout", layouts(), ids=lambda one: one.id)
@pytest.mark.parametrize("copy", COPIES)
def test_nothing_of_the_template_is_left_unfilled(copy: CopyKind, layout: Layout) -> None:
    content = written(sample("2023"), copy, layout)
    for name in parts(content):
        assert "$" not in part(content, name), name


def test_every_font_is_named_and_none_is_left_to_the_theme() -> None:
    content = written(sample("2023"), "review")
    for name in ("word/document.xml", "word/styles.xml", "word/footer_odd.xml", "word/header.xml"):
        assert not re.search(r"(ascii|hAnsi|eastAsia|cs)Theme", part(content, name))
    styles = etree.fromstring(part(content, "word/styles.xml").encode())
    named = [style.find(f"{W}rPr/{W}rFonts") for style in styles.iter(f"{W}style") if style.find(f"{W}rPr") is not None]
    assert len(named) > 12
    assert all(fonts.get(f"{W}eastAsia") and fonts.get(f"{W}ascii") == fonts.get(f"{W}hAnsi") for fonts in named)
    assert 'w:eastAsia="zh-CN"' in part(content, "word/styles.xml")


def test_headings_are_real_styles_with_outline_levels() -> None:
    content = written(sample("2023"))
    styles = etree.fromstring(part(content, "word/styles.xml").encode())
    levels = {style.get(f"{W}styleId"): style.find(f"{W}pPr/{W}outlineLvl") for style in styles.iter(f"{W}style")}
    assert [levels[f"Heading{n}"].get(f"{W}val") for n in (1, 2, 3, 4)] == ["0", "1", "2", "3"]
    used = [one.get(f"{W}val") for one in document(content).iter(f"{W}pStyle")]
    assert used.count("Heading1") == 6
    assert levels["Title"] is None


def test_a_run_in_heading_has_the_headings_font_for_itself_alone() -> None:
    filing = with_values(blank(2023), {"overview": "（一）主动公开。全年公开10条。\n（二）平台建设\n正文。"})
    first, second, third = (
        one for one in document(written(filing)).iter(f"{W}p") if one.find(f".//{W}tag[@{W}val='overview']") is not None
    )
    assert [("".join(run.itertext()), run.find(f"{W}rPr/{W}rStyle") is not None) for run in first.iter(f"{W}r")] == [
        ("（一）主动公开。", True),
        ("全年公开10条。", False),
    ]
    assert [one.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for one in (first, second, third)] == [
        "BodyText",
        "Heading2",
        "BodyText",
    ]


def test_the_properties_name_title_and_organization_and_no_hour() -> None:
    core = part(written(sample("2023")), "docProps/core.xml")
    assert "清源县教育局2023年政府信息公开工作年度报告" in core
    assert "<dc:creator>清源县教育局</dc:creator>" in core
    assert "dcterms:created>" not in core


@pytest.mark.parametrize("layout", layouts(), ids=lambda one: one.id)
def test_the_same_draft_in_the_same_layout_gives_the_same_bytes(layout: Layout) -> None:
    first = written(sample("2023"), layout=layout)
    again = Draft(**{name: getattr(sample("2023").draft, name) for name in Draft.__slots__})
    assert written(replace(sample("2023"), draft=again), layout=layout) == first
    with ZipFile(BytesIO(first)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_only_a_draft_or_review_copy_has_a_header() -> None:
    assert "word/header.xml" not in parts(written(sample("2023")))
    assert "草稿" in part(written(sample("2023"), "draft"), "word/header.xml")
    assert "送审稿　第3稿　2024年1月5日09:03" in part(written(sample("2023"), "review"), "word/header.xml")


def test_blanks_are_highlighted_in_a_draft_copy_alone() -> None:
    fill = load().table.highlight
    entered = len(blank(2023).form.cells)
    assert part(written(blank(2023), "draft"), "word/document.xml").count(f'w:fill="{fill}"') == entered + 3
    assert fill not in part(written(blank(2023), "review"), "word/document.xml")


def test_signs_that_xml_knows_are_kept() -> None:
    odd = "甲<乙>&丙\"丁'戊\t己$year ${name} {x}"
    filing = with_values(blank(2023), {"overview": odd, "cover/title": "甲 & 乙 <丙> $title"})
    texts = [block.text for block in read_back(written(filing)) if isinstance(block, Paragraph)]
    assert odd in texts
    assert "甲 & 乙 <丙> $title" in texts


def test_a_form_that_ends_with_a_table_or_has_one_column_is_written_too(
    form_of: Callable[[str], Form],
    tmp_path: Path,
) -> None:
    from openxml_audit import OpenXmlValidator

    text = """edition = "first"
first_year = 1
source = "s"
[[section]]
id = "a"
kind = "table"
title = "一、甲"
[[section.band]]
columns = [{ id = "x", label = "乙" }]
rows = [{ id = "r", label = "丙" }, { id = "r.s", label = "丁" }]
"""
    file = tmp_path / "tiny.docx"
    file.write_bytes(written(Filing(form_of(text), Draft("tiny", "某局", 2030))))
    assert OpenXmlValidator().validate(file).is_valid
    assert document(file.read_bytes()).find(f"{W}body/{W}p[last()]") is not None


# What the file carries


@pytest.mark.parametrize("year", EDITIONS)
def test_every_value_and_narrative_is_a_content_control_with_its_own_bookmark(year: int) -> None:
    filing = sample(str(year))
    xml = document(written(filing))
    tags = [one.get(f"{W}val") for one in xml.iter(f"{W}tag")]
    places = [*filing.form.cells, *filing.form.narratives]
    assert set(tags) == {carrier.tag(place) for place in places}
    assert all(len(tag) <= 64 for tag in tags)
    assert [tag for tag in tags if len(tag) <= 55] == [tag for tag in tags if tag in places and len(tag) <= 55]
    names = [one.get(f"{W}name") for one in xml.iter(f"{W}bookmarkStart")]
    assert sorted(names) == sorted(carrier.bookmark(place) for place in places)
    assert len(set(names)) == len(names)
    assert all(len(name) <= 40 for name in names)


@pytest.mark.parametrize("year", EDITIONS)
def test_no_two_places_of_an_edition_share_a_tag_a_bookmark_or_a_title(year: int) -> None:
    form = blank(year).form
    places = [*form.cells, *form.narratives]
    assert len({carrier.tag(place) for place in places}) == len(places)
    assert len({carrier.bookmark(place) for place in places}) == len(places)
    cells = document(written(blank(year))).iter(f"{W}tbl")
    titles = [one.get(f"{W}val") for table in cells for one in table.iter(f"{W}alias")]
    assert len(set(titles)) == len(titles) == len(form.cells)
    assert all(len(title) <= 64 for title in titles)
    assert "表三 （一）予以公开 自然人" in {re.sub(" 三、本年度办理结果", "", title) for title in titles}


def test_the_file_says_whose_report_of_which_year_it_is() -> None:
    told = etree.fromstring(part(written(sample("2023")), "customXml/item1.xml").encode())
    assert told.tag == f"{{{carrier.NAMESPACE}}}draft"
    wanted = {
        "family": "disclosure",
        "edition": "2021",
        "organization": "清源县教育局",
        "year": "2023",
        "id": "d1",
        "version": "3",
        "checksum": carrier.checksum(sample("2023")),
    }
    assert dict(told.attrib) == wanted


def test_another_value_is_another_checksum() -> None:
    filing = sample("2023")
    assert carrier.checksum(filing) != carrier.checksum(with_values(filing, {"proactive/rules/issued": "9"}))
    assert carrier.checksum(filing) == carrier.checksum(with_values(filing, {"proactive/rules/issued": "0"}))


def test_a_layout_may_do_without_content_controls() -> None:
    content = written(sample("2023"), layout=replace(load(), content_controls=False))
    assert "w:sdt" not in part(content, "word/document.xml")
    assert "bookmark" not in part(content, "word/document.xml")
    assert [shape(one) for one in tables(content)] == [shape(one) for one in tables(written(sample("2023")))]


# Titles and 落款


@pytest.mark.parametrize(
    ("text", "breaks", "lines"),
    [
        ("某局2023年报告", (2,), ["某局2023年报告"]),
        (
            "清源市云岭区教育体育局2023年政府信息公开工作年度报告",
            (11,),
            ["清源市云岭区教育体育局", "2023年政府信息公开工作年度报告"],
        ),
        ("长" * 45, (), ["长" * 15] * 3),
        ("甲" * 12 + "（" + "乙" * 9 + "）", (), ["甲" * 12, "（" + "乙" * 9 + "）"]),
    ],
)
def test_a_long_title_is_broken_by_meaning_and_evenly(text: str, breaks: tuple[int, ...], lines: list[str]) -> None:
    assert broken(text, breaks, 20.1) == lines


@pytest.mark.parametrize("length", range(21, 90, 7))
def test_no_line_of_a_title_is_wider_than_the_page(length: int) -> None:
    lines = broken("国" * length + "2023年", (), 20.1)
    assert "".join(lines) == "国" * length + "2023年"
    assert max(map(ems, lines)) <= 20.1


# As LibreOffice prints it


SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
FULL_LINES = 70


def office(folder: Path, to: str, *files: Path) -> None:
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [SOFFICE or "", profile, "--headless", "--convert-to", to, "--outdir", str(folder / "out")]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=180)


def full_pages() -> Filing:
    """A report with pages full of text."""
    return with_values(sample("2023"), {"overview": "国" * 28 * FULL_LINES})


def broken_tables() -> Layout:
    """The national layout, but with tall tables that begin anywhere."""
    national = load()
    return replace(national, table=replace(national.table, own_page_rows=0, tall_row_height=40, row_height=30))


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of reports as LibreOffice prints them, and of what it makes of them on saving."""
    folder = tmp_path_factory.mktemp("printed")
    contents = {
        **{f"{copy}-{year}": written(sample(str(year)), copy) for year in EDITIONS for copy in COPIES},
        "blank": written(blank(2023), "draft"),
        "broken": written(sample("2023"), layout=broken_tables()),
        **{f"full-{one.id}": written(full_pages(), layout=one) for one in layouts()},
    }
    for name, content in contents.items():
        (folder / f"{name}.docx").write_bytes(content)
    office(folder, "pdf", *folder.glob("*.docx"))
    office(folder, "docx:MS Word 2007 XML", *folder.glob("filing-*.docx"), folder / "blank.docx")
    return folder


@pytest.fixture(scope="module")
def pages_of(prints: Path) -> Iterator[Callable[[str], list[Any]]]:
    """The printed pages of a report, by its name."""
    import pdfplumber

    with ExitStack() as stack:
        yield lru_cache(lambda name: list(stack.enter_context(pdfplumber.open(prints / "out" / f"{name}.pdf")).pages))


def lines_of(page: Any, layout: Layout | None = None) -> list[list[Any]]:
    """The characters of the text area, line by line."""
    page_size = (layout or load()).page
    bottom = (page_size.height - page_size.bottom) * MM
    lines: dict[int, list[Any]] = {}
    for char in page.chars:
        if char["top"] < bottom:
            lines.setdefault(round(char["top"]), []).append(char)
    return [lines[top] for top in sorted(lines)]


def page_number(page: Any) -> list[Any]:
    return [char for char in page.chars if char["top"] > (297 - 35) * MM and char["text"].strip()]


@needs_libreoffice
@pytest.mark.parametrize("year", EDITIONS)
@pytest.mark.parametrize("copy", COPIES)
def test_the_six_headings_and_three_tables_are_printed(pages_of: Pages, year: int, copy: str) -> None:
    printed = pages_of(f"{copy}-{year}")
    lines = ["".join(char["text"] for char in line) for page in printed for line in lines_of(page)]
    headings = [section.title for section in sample(str(year)).form.sections if section.title and not section.fields]
    assert [line for line in lines if line in headings] == headings
    assert len([table for page in printed for table in page.find_tables()]) == 3


@needs_libreoffice
@pytest.mark.parametrize("name", ["filing-2020", "filing-2023", "review-2023", "blank"])
def test_no_sign_is_lost_in_print(pages_of: Pages, prints: Path, name: str) -> None:
    printed = "".join(char["text"] for page in pages_of(name) for char in page.chars)
    wanted = "".join(text for text in document((prints / f"{name}.docx").read_bytes()).itertext())
    signs = "，。；：、（）《》“”"
    assert {sign: printed.count(sign) for sign in signs} == {sign: wanted.count(sign) for sign in signs}


@needs_libreoffice
def test_no_number_is_broken_over_two_lines(pages_of: Pages) -> None:
    for page in pages_of("filing-2023")[:2]:
        for line, following in pairwise(lines_of(page)):
            torn = line[-1]["text"].isdigit() and following[0]["text"].isdigit()
            assert not torn, "".join(char["text"] for char in line)


@needs_libreoffice
@pytest.mark.parametrize("name", ["full-national", "full-centred"])
def test_a_full_page_has_22_lines_of_28_characters_in_the_text_area(pages_of: Pages, name: str) -> None:
    page = pages_of(name)[1]
    lines = lines_of(page)
    assert [len(line) for line in lines] == [28] * 22
    chars = [char for line in lines for char in line]
    left, right = min(char["x0"] for char in chars), max(char["x1"] for char in chars)
    assert left == pytest.approx(28 * MM, abs=MM)
    assert right == pytest.approx((210 - 26) * MM, abs=MM)
    pitches = [below[0]["top"] - above[0]["top"] for above, below in pairwise(lines)]
    assert 22 * sum(pitches) / len(pitches) == pytest.approx(225 * MM, abs=MM)
    assert min(char["top"] for char in chars) > 37 * MM
    assert max(char["bottom"] for char in chars) < (297 - 35) * MM


@needs_libreoffice
def test_a_fixed_pitch_is_the_same_on_every_line(pages_of: Pages) -> None:
    lines = lines_of(pages_of("full-fixed_pitch")[1])
    assert len(lines) == 22
    assert {round(below[0]["top"] - above[0]["top"], 1) for above, below in pairwise(lines)} == {28.0}


@needs_libreoffice
def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones(pages_of: Pages) -> None:
    for number, page in enumerate(pages_of("full-national"), 1):
        chars = page_number(page)
        assert "".join(char["text"] for char in chars) == f"—{number}—"
        free = 14
        if number % 2:
            assert chars[-1]["x1"] == pytest.approx((210 - 26) * MM - free, abs=MM)
        else:
            assert chars[0]["x0"] == pytest.approx(28 * MM + free, abs=MM)
        middle = (chars[0]["top"] + chars[0]["bottom"]) / 2
        assert middle == pytest.approx((297 - 35 + 7) * MM, abs=MM)
        assert chars[0]["size"] == 14


@needs_libreoffice
def test_page_numbers_may_stand_in_the_middle(pages_of: Pages) -> None:
    for page in pages_of("full-centred"):
        chars = page_number(page)
        assert (chars[0]["x0"] + chars[-1]["x1"]) / 2 == pytest.approx((28 + 156 / 2) * MM, abs=MM)


@needs_libreoffice
@pytest.mark.parametrize("name", ["filing-2020", "filing-2023", "blank", "broken", "full-fixed_pitch"])
def test_no_table_is_wider_than_the_text_area(pages_of: Pages, name: str) -> None:
    for page in pages_of(name):
        for table in page.find_tables():
            left, _top, right, bottom = table.bbox
            assert left >= 28 * MM - 1
            assert right <= (210 - 26) * MM + 1
            assert bottom <= (297 - 35) * MM + 1


@needs_libreoffice
@pytest.mark.parametrize("name", ["filing-2020", "filing-2023", "blank"])
def test_no_table_is_broken_over_pages(pages_of: Pages, name: str) -> None:
    sizes = [len(table.rows) for page in pages_of(name) for table in page.find_tables()]
    year = 2020 if "2020" in name else 2023
    assert sizes == [grid(section).rows for section in blank(year).form.sections if section.kind == "table"]


@needs_libreoffice
def test_a_table_that_must_be_broken_repeats_its_head_and_splits_no_row(pages_of: Pages) -> None:
    found = [table.extract() for page in pages_of("broken") for table in page.find_tables()]
    pieces = [piece for piece in found if "申请人情况" in (piece[0] or [])]
    assert len(pieces) > 1
    assert all("商业\n企业" in piece[2] for piece in pieces)
    rows = [row for piece in pieces for row in piece[3:]]
    assert len(rows) == 25
    assert all(row[-1] for row in rows)


@needs_libreoffice
@pytest.mark.parametrize("name", ["filing-2020", "filing-2023", "blank"])
def test_libreoffice_saves_the_file_without_touching_a_word(prints: Path, name: str) -> None:
    ours, theirs = ((folder / f"{name}.docx").read_bytes() for folder in (prints, prints / "out"))
    texts = [["".join(one.itertext(f"{W}t")) for one in document(content).iter(f"{W}p")] for content in (ours, theirs)]
    assert texts[0] == texts[1]
    names = [{one.get(f"{W}name") for one in document(content).iter(f"{W}bookmarkStart")} for content in (ours, theirs)]
    assert names[0] <= names[1]
    assert "customXml/item1.xml" in parts(theirs)
