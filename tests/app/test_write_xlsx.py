"""The workbook: as printed, with totals that calculate, safe against formulas, read back with nothing lost."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from app import carrier
from app.blocks import Block, Heading, Paragraph, Table, TableCell
from app.draft import Filing, new_filing, with_values
from app.draft_file import read_draft
from app.errors import AppError
from app.export import export
from app.figures import figure, missing
from app.layout import layouts, load
from app.match import match
from app.paths import samples
from app.readers import READERS
from app.report import CopyKind, compose
from app.writers.words import words
from app.writers.xlsx import write_xlsx
from app.writers.xlsx.places import number_of, written
from app.writers.xlsx.read_back import read_back

NOW = datetime(2024, 1, 5, 9, 3)
COPIES: tuple[CopyKind, ...] = ("draft", "review", "filing")
YEARS = (2020, 2023)
NATURAL, ALL = "applicant.natural_person", "applicant.total"
RECEIVED, GRANTED = f"applications/received/{NATURAL}", f"applications/results.granted/{NATURAL}"
FORMULAS = ["=1+1", "+1", "@SUM(A1)", "-1", "=cmd|'/C calc'!A0", "\t=1", '=HYPERLINK("http://x")']


@lru_cache
def sample(name: str) -> Filing:
    (path,) = (one for one in samples() if one.stem == name)
    return read_draft(path)[0]


def blank(year: int) -> Filing:
    return new_filing("disclosure", "清源县教育局", year)


def blocks_of(filing: Filing, copy: CopyKind = "filing") -> tuple[Block, ...]:
    return compose(filing, copy, load().mark(copy, "3", NOW))


def content_of(filing: Filing, copy: CopyKind = "filing") -> bytes:
    return write_xlsx(blocks_of(filing, copy), load(), carrier.identity(filing))


def book(content: bytes, *, values: bool = False) -> Any:
    return load_workbook(BytesIO(content), data_only=values)


def tables_of(filing: Filing, copy: CopyKind = "filing") -> list[Table]:
    return [one for one in blocks_of(filing, copy) if isinstance(one, Table)]


def value_cells(filing: Filing, content: bytes, *, values: bool = False) -> Iterator[tuple[TableCell, Any]]:
    """Every value of the report with its cell on its sheet; below the section's title on each of these."""
    opened = book(content, values=values)
    by_title = {one.cell(1, 1).value: one for one in opened.worksheets}
    for table in tables_of(filing):
        title = next(one.title for one in filing.form.sections if one.id == table.address)
        for cell in table.cells:
            if cell.kind == "value":
                yield cell, by_title[title].cell(cell.row + 2, cell.column + 1)


# As printed


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("year", YEARS)
def test_every_table_has_a_sheet_with_the_spans_of_its_grid(year: int, copy: CopyKind) -> None:
    for filing in (sample(str(year)), blank(year)):
        read = [one for one in read_back(content_of(filing, copy)) if isinstance(one, Table)]
        for table, wanted in zip(read, tables_of(filing, copy), strict=True):
            assert (table.rows, table.columns, table.head_rows) == (wanted.rows, wanted.columns, wanted.head_rows)
            assert [shape(cell) for cell in table.cells] == [shape(cell) for cell in wanted.cells]


def shape(cell: TableCell) -> tuple[int, int, int, int, str]:
    return cell.row, cell.column, cell.row_span, cell.column_span, cell.text


def test_openpyxl_sees_the_same_merged_cells() -> None:
    sheets = book(content_of(sample("2023"))).worksheets
    for table, sheet in zip(tables_of(sample("2023")), sheets[1:4], strict=True):
        merged = {range_boundaries(str(one)) for one in sheet.merged_cells.ranges}
        wanted = {
            (cell.column + 1, cell.row + 2, cell.column + cell.column_span, cell.row + cell.row_span + 1)
            for cell in table.cells
            if cell.row_span > 1 or cell.column_span > 1
        }
        assert merged == wanted | {(1, 1, table.columns, 1)}


def test_each_section_has_a_sheet_of_its_name_and_the_last_one_is_hidden() -> None:
    opened = book(content_of(sample("2023")))
    titles = [one.title for one in sample("2023").form.sections if one.title and one.kind != "fields"]
    assert opened.sheetnames == [*titles, words().every]
    assert [one.sheet_state for one in opened.worksheets] == ["visible"] * len(titles) + ["hidden"]


def test_sheets_are_set_up_for_a4_and_heads_stay_in_view() -> None:
    for sheet in book(content_of(sample("2023"))).worksheets:
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    _first, second, third, fourth, *_rest = book(content_of(sample("2023"))).worksheets
    assert (second.freeze_panes, third.freeze_panes, fourth.freeze_panes) == (None, "D5", "A5")
    assert (second.print_title_rows, third.print_title_rows, fourth.print_title_rows) == (None, "$2:$4", "$2:$4")


def test_a_review_copy_has_its_mark_in_the_first_row_and_on_every_printed_page() -> None:
    sheets = book(content_of(sample("2023"), "review")).worksheets
    assert sheets[0].cell(1, 1).value == "送审稿　第3稿　2024年1月5日09:03"
    assert {sheet.oddHeader.left.text for sheet in sheets} == {"送审稿　第3稿　2024年1月5日09:03"}
    assert {sheet.oddHeader.left.text for sheet in book(content_of(sample("2023"))).worksheets} == {None}


def test_blanks_are_coloured_in_a_draft_copy_alone() -> None:
    for copy in COPIES:
        cells = [cell for _one, cell in value_cells(blank(2023), content_of(blank(2023), "filing"))]
        assert cells
        shown = {cell.fill.fgColor.rgb for _one, cell in value_cells(blank(2023), without_mark(copy))}
        assert shown == ({f"FF{load().table.highlight}"} if copy == "draft" else {"00000000"})


def without_mark(copy: CopyKind) -> bytes:
    return write_xlsx(compose(blank(2023), copy), load(), carrier.identity(blank(2023)))


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert content_of(sample("2023")) == content_of(sample("2023"))


def test_every_layout_can_be_written() -> None:
    for layout in layouts():
        content = write_xlsx(blocks_of(sample("2023")), layout, carrier.identity(sample("2023")))
        assert len(read_back(content)) == len(blocks_of(sample("2023")))


# Numbers


@pytest.mark.parametrize("path", samples(), ids=lambda one: one.stem)
def test_totals_are_formulas_with_their_results_and_other_values_numbers(path: Path) -> None:
    filing = sample(path.stem)
    content = content_of(filing)
    kept = {one.address: cell.value for one, cell in value_cells(filing, content, values=True)}
    for one, cell in value_cells(filing, content):
        assert (cell.data_type == "f") == one.is_total
        assert kept[one.address] == float(figure(filing, one.address) or 0)
    assert kept.keys() == filing.form.cells.keys()


def cells_in(formula: str) -> Iterator[str]:
    """The names of all cells that a formula speaks of."""
    for name in re.findall(r"[A-Z]+\d+(?::[A-Z]+\d+)?", formula):
        left, top, right, bottom = range_boundaries(name)
        yield from (
            f"{get_column_letter(column)}{row}" for row in range(top, bottom + 1) for column in range(left, right + 1)
        )


@pytest.mark.parametrize("path", samples(), ids=lambda one: one.stem)
def test_a_formula_sums_the_parts_of_its_total_and_nothing_else(path: Path) -> None:
    filing = sample(path.stem)
    cells = list(value_cells(filing, content_of(filing)))
    named = {(cell.parent.title, cell.coordinate): one.address for one, cell in cells}
    for one, cell in cells:
        if one.is_total:
            found = [(cell.parent.title, name) for name in cells_in(cell.value)]
            summed = [named[place] for place in found if place in named]
            assert sorted(summed) == sorted(filing.form.cells[one.address].parts)


def test_money_is_shown_with_the_places_that_it_has() -> None:
    address = next(one for one, cell in blank(2023).form.cells.items() if cell.value.type == "money")
    for text, shape in (("598.30", "0.00"), ("598.3", "0.0"), ("1234567", "0")):
        filing = with_values(sample("2023"), {address: text})
        cell = next(cell for one, cell in value_cells(filing, content_of(filing)) if one.address == address)
        assert (cell.value, cell.number_format) == (float(text), shape)


@pytest.mark.parametrize("text", ["0", "7", "-3", "0.10", "123456789012345", "598.30", "0.000001"])
def test_a_number_of_which_no_digit_is_lost_is_one(text: str) -> None:
    number = number_of(text)
    assert number is not None
    assert written(number, len(text.partition(".")[2])) == text


@pytest.mark.parametrize(
    "text", ["", "1234567890123456", "12345678901234.56", "1e5", "007", "１", "1,234", "-0", "十", "1."]
)
def test_what_a_sheet_would_change_stays_text(text: str) -> None:
    assert number_of(text) is None


def test_a_number_that_no_sheet_keeps_is_text_and_its_total_has_no_formula() -> None:
    filing = with_values(
        sample("2023"), {RECEIVED: "9" * 15, "applications/received/applicant.organization.other": "9"}
    )
    cells = {one.address: cell for one, cell in value_cells(filing, content_of(filing))}
    total = cells[f"applications/received/{ALL}"]
    assert (cells[RECEIVED].data_type, cells[RECEIVED].value) == ("n", 999999999999999)
    assert (total.data_type, total.value) == ("s", str(figure(filing, f"applications/received/{ALL}")))


def test_a_total_waits_for_its_parts() -> None:
    filing = with_values(sample("2023"), {RECEIVED: ""})
    content = content_of(filing, "draft")
    opened = book(content).worksheets[2]
    found = next(cell for row in opened.iter_rows() for cell in row if str(cell.value).startswith("=IF(COUNT("))
    assert found.value == '=IF(COUNT(D5:I5)=6,SUM(D5:I5),"")'
    assert book(content, values=True).worksheets[2][found.coordinate].value.strip() == ""


# Formulas that nobody wrote


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_begins_like_a_formula_stays_text_everywhere(text: str) -> None:
    values = {"overview": text, "other": text, RECEIVED: text, "cover/title": text, "cover/signed_by": text}
    filing = with_values(sample("2023"), {**values, "cover/organization": text})
    for sheet in book(content_of(filing)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert re.match(r"=(SUM|IF)\([A-Z'C]", cell.value)
                    assert text.strip() not in cell.value
                if str(cell.value or "").startswith(("=", "+", "-", "@")) and cell.data_type == "s":
                    assert cell.quotePrefix
    texts = [one.text for one in read_back(content_of(filing)) if isinstance(one, Paragraph)]
    assert texts.count(with_values(filing, {}).value("overview")) >= 2


def test_a_link_in_a_text_is_no_link() -> None:
    filing = with_values(sample("2023"), {"overview": "https://example.cn\nmailto:a@example.cn"})
    with ZipFile(BytesIO(content_of(filing))) as file:
        assert not [name for name in file.namelist() if "_rels/sheet" in name]


def test_signs_that_xml_and_excel_know_are_kept() -> None:
    odd = "甲<乙>&丙\"丁'戊_x0041_ ]]> $x {y}"
    filing = with_values(sample("2023"), {"overview": odd})
    assert odd in [one.text for one in read_back(content_of(filing)) if isinstance(one, Paragraph)]


# Every address


def rows_of(filing: Filing, copy: CopyKind = "filing") -> list[tuple[Any, ...]]:
    sheet = book(content_of(filing, copy), values=True)[words().every]
    head, *rows = sheet.iter_rows(values_only=True)
    assert head == words().every_head
    return rows


@pytest.mark.parametrize("path", samples(), ids=lambda one: one.stem)
def test_one_sheet_has_every_address_with_its_value(path: Path) -> None:
    filing = sample(path.stem)
    rows = rows_of(filing)
    cells = [row for row in rows if row[0] in filing.form.cells]
    assert {row[0]: row[2] for row in cells} == {one: float(figure(filing, one) or 0) for one in filing.form.cells}
    assert len(cells) == len(filing.form.cells)
    assert all(row[1] for row in cells)
    assert {row[0]: row[3] or "" for row in cells} == {one: cell.value.unit for one, cell in filing.form.cells.items()}
    for place in filing.form.narratives:
        assert "\n".join(row[2] for row in rows if row[0] == place) == filing.value(place)
    fields = {row[0]: row[2] for row in rows if row[0] in filing.form.fields}
    assert fields == {one: filing.value(one) for one in filing.draft.values if one in filing.form.fields}
    assert {row[4:] for row in rows} == {(filing.draft.year, filing.draft.organization)}


def test_a_blank_value_is_blank_there_too_and_what_is_no_number_as_typed() -> None:
    rows = {row[0]: row[2] for row in rows_of(with_values(sample("2023"), {RECEIVED: "", GRANTED: "十二"}), "draft")}
    assert str(rows[RECEIVED]).strip() == ""
    assert rows[GRANTED] == "十二"


# The world


def test_a_paragraph_that_no_cell_holds_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    filing = with_values(sample("2023"), {"overview": "长" * 32_768})
    with pytest.raises(AppError, match="长长"):
        export(filing, tmp_path / "report.xlsx", copy="draft")
    assert [one.name for one in tmp_path.iterdir() if one.name != "store"] == []
    assert export(with_values(filing, {"overview": "长" * 32_767}), tmp_path / "report.xlsx", copy="draft").exists()


@pytest.mark.parametrize("broken", [b"", b"no zip"])
def test_what_is_no_workbook_is_not_taken_for_one(broken: bytes) -> None:
    from zipfile import BadZipFile

    with pytest.raises(BadZipFile):
        read_back(broken)


def test_headings_that_no_sheet_may_be_called_by_are_written_all_the_same() -> None:
    names = ["", "[a]:*?/\\", "'甲'", "长" * 40, "长" * 41, "ABC", "abc", words().every, "1"]
    blocks: list[Block] = []
    for name in names:
        blocks += [Heading(text=name), Paragraph(text="段")]
    content = write_xlsx(blocks, load(), carrier.identity(sample("2023")))
    texts = [one.text for one in read_back(content) if isinstance(one, Paragraph)]
    assert texts == [text for name in names for text in (name, "段")]
    assert len({name.casefold() for name in book(content).sheetnames}) == len(names) + 1


# Read back


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), year=st.sampled_from(YEARS))
def test_whatever_was_typed_stands_in_the_workbook(data: st.DataObject, year: int, tmp_path: Path) -> None:
    filing = new_filing("disclosure", "某局", year)
    places = data.draw(st.lists(st.sampled_from(filing.form.addresses), max_size=12, unique=True))
    fixed = {address for address, field in filing.form.fields.items() if field.type == "year"}
    filing = with_values(filing, {place: data.draw(TEXTS) for place in places if place not in fixed})
    file = export(filing, tmp_path / "any.xlsx", copy="draft", overwrite=True)
    texts = [one.text for one in read_back(file.read_bytes()) if isinstance(one, Paragraph)]
    for place in filing.form.narratives:
        for paragraph in filing.value(place).split("\n"):
            assert paragraph in texts or not paragraph


def without_cover(filing: Filing) -> dict[str, str]:
    return {place: filing.value(place) for place in filing.form.addresses if not place.startswith("cover/")}


@pytest.mark.parametrize("path", samples(), ids=lambda one: one.stem)
def test_our_own_reader_finds_every_value_and_every_paragraph(path: Path, tmp_path: Path) -> None:
    filing = sample(path.stem)
    found = match(READERS[".xlsx"](export(filing, tmp_path / "report.xlsx"))).filing
    assert without_cover(found) == without_cover(filing)
    assert (found.draft.organization, found.draft.year) == (filing.draft.organization, filing.draft.year)
    assert found.value("cover/signed_on") == filing.value("cover/signed_on")
    assert found.draft.notes == ()


def test_our_own_reader_finds_awkward_texts_too(tmp_path: Path) -> None:
    text = "\n".join(["甲<b>&amp;\"'", *FORMULAS[:5], "x" * 5000, "_x0041_", "1.标题", "末行"])
    filing = with_values(sample("2023"), {"overview": text, RECEIVED: ""})
    found = match(READERS[".xlsx"](export(filing, tmp_path / "report.xlsx", copy="draft"))).filing
    assert without_cover(found) == without_cover(filing)


@pytest.mark.slow
def test_published_reports_are_read_back_as_they_were(corpus: Path, tmp_path: Path) -> None:
    count = 0
    for path in sorted(corpus.glob("*.html")):
        try:
            filing = match(READERS[".html"](path), organization="某局").filing
        except AppError:
            continue
        file = export(filing, tmp_path / "report.xlsx", copy="draft", overwrite=True)
        assert without_cover(match(READERS[".xlsx"](file)).filing) == without_cover(filing)
        count += 1
    assert count >= 10


def test_a_form_with_one_column_is_a_workbook_too(form_of: Callable[[str], Any]) -> None:
    from app.draft import Draft

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
    filing = Filing(form_of(text), Draft("tiny", "某局", 2030, {"a/r.s/x": "7"}))
    (table,) = (one for one in read_back(content_of(filing)) if isinstance(one, Table))
    assert "7" in [cell.text for cell in table.cells]


# As LibreOffice calculates it


SOFFICE = shutil.which("soffice")


def recalculated(content: bytes, folder: Path) -> bytes:
    """The workbook as LibreOffice calculates it: every result that we had written is taken out first."""
    source = folder / "bare.xlsx"
    with ZipFile(BytesIO(content)) as old, ZipFile(source, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, re.sub(rb"</f><v>[^<]*</v>", b"</f>", part) if "worksheets/" in name else part)
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = [
        SOFFICE or "",
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "out"),
        str(source),
    ]
    done = subprocess.run(command, capture_output=True, timeout=180, check=False)
    target = folder / "out" / source.name
    if not target.exists() and b"could not be loaded" in done.stderr + done.stdout:
        pytest.skip("LibreOffice Calc is not installed (Debian's package libreoffice-calc-nogui)")
    return target.read_bytes()


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("lacking", [(), (RECEIVED, GRANTED)], ids=["complete", "with blanks"])
def test_libreoffice_calculates_the_totals_that_we_print(year: int, lacking: tuple[str, ...], tmp_path: Path) -> None:
    filing = with_values(sample(str(year)), dict.fromkeys(lacking, ""))
    content = recalculated(content_of(filing), tmp_path)
    shown = {one.address: cell.value for one, cell in value_cells(filing, content, values=True)}
    for address, cell in filing.form.cells.items():
        number = None if missing(filing, address) else figure(filing, address)
        assert shown[address] in (("", None) if number is None else (float(number),)), (address, cell.is_total)
    rows = {row[0]: row[2] for row in book(content, values=True)[words().every].iter_rows(values_only=True)}
    assert {one: rows[one] or None for one in shown} == {one: value or None for one, value in shown.items()}
