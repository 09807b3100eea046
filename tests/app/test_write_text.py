"""Plain text: for the portal's smallest boxes and for Notepad, read back with every value and paragraph."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import carrier
from app.blocks import Block, Paragraph, Table, TableCell
from app.draft import Filing, new_filing, with_values
from app.draft_file import read_draft
from app.errors import AppError
from app.export import export
from app.layout import load
from app.match import match
from app.paths import samples
from app.readers import READERS
from app.report import CopyKind, compose
from app.writers.text import as_text, plain, read_back, write_text

NOW = datetime(2024, 1, 5, 9, 3)
YEARS = (2020, 2023)


@lru_cache
def sample(name: str) -> Filing:
    (path,) = (one for one in samples() if one.stem == name)
    return read_draft(path)[0]


def blocks_of(filing: Filing, copy: CopyKind = "filing") -> tuple[Block, ...]:
    return compose(filing, copy, load().mark(copy, "3", NOW))


def without_cover(filing: Filing) -> dict[str, str]:
    return {place: filing.value(place) for place in filing.form.addresses if not place.startswith("cover/")}


def test_old_editors_of_windows_know_the_encoding_and_the_lines() -> None:
    content = write_text(blocks_of(sample("2023")), load(), carrier.identity(sample("2023")))
    assert content.startswith("\ufeff清源县教育局".encode())
    text = content.decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n") > 50
    assert "\r" not in text.replace("\r\n", "")


def test_what_is_pasted_has_neither_mark_nor_returns() -> None:
    text = plain(blocks_of(sample("2023")))
    assert "\r" not in text
    assert "\ufeff" not in text
    assert text.endswith("清源县教育局\n2024年1月19日\n")


def test_paragraphs_and_headings_are_indented_as_in_print_and_the_title_is_not() -> None:
    lines = plain(blocks_of(sample("2023"))).split("\n")
    assert lines[0] == "清源县教育局2023年政府信息公开工作年度报告"
    assert "　　一、总体情况" in lines
    assert any(line.startswith("　　（一）主动公开。") for line in lines)


def test_a_paragraph_that_is_indented_already_is_left_as_it_is() -> None:
    assert plain([Paragraph(text="　甲")]) == "　甲\n"


def test_every_row_of_a_table_has_as_many_cells_as_the_table_has_columns() -> None:
    lines = plain(blocks_of(sample("2023"))).split("\n")
    counts = [line.count("\t") + 1 for line in lines if "\t" in line]
    assert counts == [4] * 14 + [10] * 28 + [15] * 4


def test_a_tab_within_a_paragraph_makes_no_row_and_a_line_end_within_a_label_no_line() -> None:
    cells = (TableCell(row=0, column=0, text="商业\n企业"), TableCell(row=0, column=1, text="1\t2"))
    assert plain([Paragraph(text="甲\t乙"), Table(rows=1, columns=2, cells=cells)]) == "　　甲 乙\n\n商业企业\t1 2\n\n"


def test_a_table_of_one_column_is_told_in_lines() -> None:
    table = Table(rows=2, columns=1, cells=tuple(TableCell(row=row, column=0, text=str(row)) for row in range(2)))
    assert plain([table]) == "0\n1\n"


@pytest.mark.parametrize("copy", ["draft", "review", "filing"])
@pytest.mark.parametrize("path", samples(), ids=lambda one: one.stem)
def test_the_file_holds_all_that_text_can_hold(path: Path, copy: CopyKind) -> None:
    filing = sample(path.stem)
    read = read_back(write_text(blocks_of(filing, copy), load(), carrier.identity(filing)))
    held = as_text(blocks_of(filing, copy))
    assert [one.text for one in read if not isinstance(one, Table)] == [
        one.text for one in held if not isinstance(one, Table)
    ]
    assert [one.cells for one in read if isinstance(one, Table)] == [
        one.cells for one in held if isinstance(one, Table)
    ]


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), year=st.sampled_from(YEARS))
def test_whatever_was_typed_is_written(data: st.DataObject, year: int, tmp_path: Path) -> None:
    filing = new_filing("disclosure", "某局", year)
    places = data.draw(st.lists(st.sampled_from(filing.form.addresses), max_size=12, unique=True))
    fixed = {address for address, field in filing.form.fields.items() if field.type == "year"}
    filing = with_values(filing, {place: data.draw(TEXTS) for place in places if place not in fixed})
    text = export(filing, tmp_path / "any.txt", copy="draft", overwrite=True).read_text(encoding="utf-8-sig")
    for place in filing.form.narratives:
        for paragraph in filing.value(place).split("\n"):
            assert " ".join(paragraph.split()) in " ".join(text.split())


@pytest.mark.parametrize("path", samples(), ids=lambda one: one.stem)
def test_our_own_reader_finds_every_value_and_every_paragraph(path: Path, tmp_path: Path) -> None:
    filing = sample(path.stem)
    found = match(READERS[".txt"](export(filing, tmp_path / "report.txt"))).filing
    assert without_cover(found) == without_cover(filing)
    assert (found.draft.organization, found.draft.year) == (filing.draft.organization, filing.draft.year)
    assert found.value("cover/signed_on") == filing.value("cover/signed_on")
    assert found.draft.notes == ()


def test_our_own_reader_finds_awkward_texts_too(tmp_path: Path) -> None:
    text = "甲<b>&amp;\"'\n=1+1\n" + "x" * 5000 + "\n1.标题\n末行"
    filing = with_values(sample("2023"), {"overview": text})
    found = match(READERS[".txt"](export(filing, tmp_path / "report.txt", copy="draft"))).filing
    assert without_cover(found) == without_cover(filing)


@pytest.mark.slow
def test_published_reports_are_read_back_as_they_were(corpus: Path, tmp_path: Path) -> None:
    count = 0
    for path in sorted(corpus.glob("*.txt")):
        try:
            filing = match(READERS[".txt"](path), organization="某局").filing
        except AppError:
            continue
        file = export(filing, tmp_path / "report.txt", copy="draft", overwrite=True)
        assert without_cover(match(READERS[".txt"](file)).filing) == without_cover(filing)
        count += 1
    assert count >= 10
