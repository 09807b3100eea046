"""Any draft, written in any shape and disturbed, reads back the same, or what was not certain is told."""

import random
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import numbers
from app.draft import Filing, covers, new_filing, with_values
from app.figures import missing, printed
from app.form import Band, Section
from app.form_file import editions
from app.grid import GridCell, grid
from app.i18n import use_language
from app.match import match
from app.readers import READERS

pytestmark = pytest.mark.slow

OFFICE = "清源县教育局"
FORMS = editions("disclosure")
NUMBERS = st.sampled_from(["0", "0", "0", "0", "1", "2", "3", "7", "10", "12", "26", "105", "1204", "98765"])
SENTENCES = [
    "全年主动公开政府信息2602条。",
    "（一）主动公开。通过网站公开信息。",
    "共12件，同比增长5%。",
    "1.存在不足。",
]
TEXT = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map("\n".join)
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.fixture(autouse=True, scope="module")
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@st.composite
def filings(draw: st.DrawFn) -> Filing:
    """A draft of any edition: numbers, a few of them blank, and texts."""
    form = draw(st.sampled_from(FORMS))
    empty = new_filing("disclosure", OFFICE, form.first_year)
    entered = [address for address, cell in form.cells.items() if not cell.is_total]
    values = dict(zip(entered, draw(st.lists(NUMBERS, min_size=len(entered), max_size=len(entered))), strict=True))
    for address in draw(st.lists(st.sampled_from(entered), max_size=3)):
        values.pop(address, None)
    return with_values(empty, {**values, **{narrative: draw(TEXT) for narrative in form.narratives}})


# The disturbances.


class Disturbed:
    """How a report is printed: where a chance is drawn, a cell or a row is printed otherwise."""

    def __init__(self, filing: Filing, seed: int, kinds: frozenset[str]) -> None:
        self.filing, self.chance, self.kinds = filing, random.Random(seed), kinds

    def happens(self, kind: str, share: float = 0.2) -> bool:
        return kind in self.kinds and self.chance.random() < share

    def text(self, cell: GridCell) -> str:
        if cell.kind != "value":
            return self.label(cell.text.replace("\n", ""))
        own = self.filing.form.cells[cell.address]
        text = "" if own.is_total and missing(self.filing, cell.address) else printed(self.filing, cell.address)
        text = text.translate(WIDE) if self.happens("wide") else text
        unit = own.value.unit or "件"
        return text + unit if text and self.happens("unit", 0.05) else text

    def label(self, text: str) -> str:
        if self.happens("spaces"):
            place = self.chance.randrange(len(text) + 1)
            text = f"{text[:place]} {text[place:]}"
        return text.replace("（", "(").replace("）", ")") if self.happens("brackets") else text

    def rows(self, section: Section) -> list[list[GridCell]]:
        """The printed rows, each with the cells that begin in it; rows of a flat band in another order."""
        table = grid(section)
        rows: list[list[GridCell]] = [[] for _row in range(table.rows)]
        for cell in table.cells:
            rows[cell.row].append(cell)
        if self.happens("order", 0.7):
            rows = [row for block in self.blocks(section, rows) for row in block]
        if len(section.bands) == 1 and section.bands[0].row_axis.depth and self.happens("head", 0.7):
            place = self.chance.randrange(table.head_rows + 1, table.rows)
            rows[place:place] = rows[: table.head_rows]
        return rows

    def blocks(self, section: Section, rows: list[list[GridCell]]) -> Iterator[list[list[GridCell]]]:
        place = 0
        for band in section.bands:
            count = bool(band.title) + band.column_axis.depth + len(band.row_axis.leaves)
            block, place = rows[place : place + count], place + count
            body = len(band.row_axis.leaves)
            if is_flat(band):
                shuffled = block[-body:]
                self.chance.shuffle(shuffled)
                block = block[:-body] + shuffled
            yield block


def is_flat(band: Band) -> bool:
    return all("." not in row.id for row in band.rows)


# The shapes.


def text_report(report: Disturbed, separator: str) -> str:
    lines = [f"{OFFICE}{report.filing.draft.year}年政府信息公开工作年度报告"]
    for section in report.filing.form.sections:
        lines += [section.title] if section.title and section.kind != "fields" else []
        lines += [report.filing.value(section.id)] if section.kind == "narrative" else []
        for row in report.rows(section) if section.bands else []:
            cells = [report.text(cell) for cell in row]
            lines.append(f"| {' | '.join(cells)} |" if separator == "|" else separator.join(cells))
    return "\n".join(lines)


def tabs(report: Disturbed, path: Path) -> Path:
    target = path.with_suffix(".txt")
    target.write_text(text_report(report, "\t"), encoding="gb18030" if report.happens("encoding", 0.5) else "utf-8")
    return target


def pipes(report: Disturbed, path: Path) -> Path:
    target = path.with_suffix(".md")
    target.write_text(text_report(report, "|"), encoding="utf-8")
    return target


def html(report: Disturbed, path: Path) -> Path:
    def spans(text: str) -> str:
        pieces = list(text) if report.happens("spans", 0.3) else [text]
        return "".join(f"<span lang=EN-US>{escape(piece)}</span>" for piece in pieces)

    def cell(one: GridCell) -> str:
        return f"<td rowspan={one.row_span} colspan={one.column_span}><p>{spans(report.text(one))}</p></td>"

    body = [f"<h1>{OFFICE}{report.filing.draft.year}年政府信息公开工作年度报告</h1>"]
    for section in report.filing.form.sections:
        body += [f"<p>{spans(section.title)}</p>"] if section.title and section.kind != "fields" else []
        if section.kind == "narrative":
            body += [f"<p>&nbsp;&nbsp;{spans(line)}</p>" for line in report.filing.value(section.id).split("\n")]
        elif section.bands:
            rows = ("".join(map(cell, row)) for row in report.rows(section))
            body.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    charset = "gbk" if report.happens("encoding", 0.5) else "utf-8"
    page = f'<html><head><meta charset="{charset}"></head><body>{"".join(body)}</body></html>'
    target = path.with_suffix(".html")
    target.write_bytes(page.encode(charset))
    return target


def docx(report: Disturbed, path: Path) -> Path:
    from docx import Document

    document = Document()
    document.add_paragraph(f"{OFFICE}{report.filing.draft.year}年政府信息公开工作年度报告")
    for section in report.filing.form.sections:
        if section.title and section.kind != "fields":
            document.add_paragraph(section.title)
        for line in report.filing.value(section.id).split("\n") if section.kind == "narrative" else []:
            paragraph = document.add_paragraph()
            for piece in list(line) if report.happens("spans", 0.3) else [line]:
                paragraph.add_run(piece)
        if section.bands:
            word_table(document, report, section)
    target = path.with_suffix(".docx")
    document.save(str(target))
    return target


def word_table(document, report: Disturbed, section: Section) -> None:
    table = grid(section)
    made = document.add_table(table.rows, table.columns)
    rows = [list(row.cells) for row in made.rows]
    for one in table.cells:
        corner, end = rows[one.row][one.column], rows[one.row + one.row_span - 1][one.column + one.column_span - 1]
        (corner.merge(end) if corner is not end else corner).text = report.text(one)


def xlsx(report: Disturbed, path: Path) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    sheet, row = book.active, 1
    sheet.cell(1, 1, f"{OFFICE}{report.filing.draft.year}年政府信息公开工作年度报告")
    for section in report.filing.form.sections:
        if section.title and section.kind != "fields":
            row += 1
            sheet.cell(row, 1, section.title)
        for line in report.filing.value(section.id).split("\n") if section.kind == "narrative" else []:
            row += 1
            sheet.cell(row, 1, line)
        for one in grid(section).cells if section.bands else ():
            text = report.text(one)
            is_number = one.kind == "value" and text.isdecimal() and not report.happens("as text")
            sheet.cell(row + 1 + one.row, 1 + one.column, int(text) if is_number else text or None)
            if one.row_span * one.column_span > 1:
                sheet.merge_cells(
                    start_row=row + 1 + one.row, end_row=row + one.row + one.row_span,
                    start_column=1 + one.column, end_column=one.column + one.column_span,
                )  # fmt: skip
        row += grid(section).rows if section.bands else 0
    target = path.with_suffix(".xlsx")
    book.save(target)
    return target


SHAPES: dict[str, tuple[Callable[[Disturbed, Path], Path], frozenset[str]]] = {
    "tabs": (tabs, frozenset({"spaces", "wide", "unit", "brackets", "order", "head", "encoding"})),
    "pipes": (pipes, frozenset({"spaces", "wide", "unit", "brackets", "order", "head"})),
    "html": (html, frozenset({"spaces", "wide", "unit", "brackets", "spans", "encoding"})),
    "docx": (docx, frozenset({"spaces", "wide", "unit", "brackets", "spans"})),
    "xlsx": (xlsx, frozenset({"wide", "unit", "brackets", "as text"})),
}


# What must hold.


def silent_faults(true: Filing, read: Filing) -> list[str]:
    """The values that came back otherwise without a word about them."""
    form, told = true.form, [note.place for note in read.draft.notes if note.kind in ("doubt", "unplaced")]
    faults = []
    for address, cell in form.cells.items():
        if cell.is_total:
            continue
        was, now = true.value(address), read.value(address)
        if numbers.parse(was, cell.value) == numbers.parse(now, cell.value) and bool(was) == bool(now):
            continue
        if not any(place == "" or covers(form, place, address) for place in told):
            faults.append(f"{address}: {was!r} -> {now!r}")
    return faults


def read_back(shape: str, filing: Filing, seed: int, kinds: frozenset[str], tmp: Path) -> Filing:
    write, _kinds = SHAPES[shape]
    path = write(Disturbed(filing, seed, kinds), tmp / f"report{seed % 7}")
    return match(READERS[path.suffix](path)).filing


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(filing=filings(), seed=st.integers(0, 10**6), disturbed=st.booleans())
def test_a_report_reads_back_the_same_or_says_what_it_doubts(shape, filing, seed, disturbed, tmp_path):
    kinds = SHAPES[shape][1] if disturbed else frozenset()
    read = read_back(shape, filing, seed, kinds, tmp_path)
    assert silent_faults(filing, read) == []
    assert {n: read.value(n) for n in filing.form.narratives} == {n: filing.value(n) for n in filing.form.narratives}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.edition)
def test_a_full_report_reads_back_whole_and_without_a_doubt(shape, form, tmp_path):
    chance = random.Random(form.edition)
    empty = new_filing("disclosure", OFFICE, form.first_year)
    values = {a: str(chance.randrange(500)) for a, cell in form.cells.items() if not cell.is_total}
    filing = with_values(empty, values | dict.fromkeys(form.narratives, "第一段。\n第二段。"))
    read = read_back(shape, filing, 1, frozenset(), tmp_path)
    assert read.draft.values == filing.draft.values
    assert [note for note in read.draft.notes if note.kind != "heading"] == []
