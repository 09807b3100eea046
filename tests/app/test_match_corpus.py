"""Real reports in every shape: a number read is the published one, what is not certain stays open, no text is lost."""

import json
import os
import re
from pathlib import Path

import pytest

from app import numbers
from app.blocks import Heading, Paragraph
from app.draft import covers
from app.errors import NoEdition, UnreadableDocument
from app.intake import suffixes, take_in
from app.match.words import squeezed

OFFICE = "清源县教育局"
CORPUS = Path(os.environ.get("GONGKAI_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
FILES = sorted(
    path.relative_to(CORPUS).as_posix()
    for pattern in ("*", "derived/*")
    for path in CORPUS.glob(pattern)
    if path.suffix in suffixes() and path.name != "README.md"
)
CELLS = {".html", ".docx", ".pdf"}
"""Shapes in which cells are cells."""
GLUED_AT_LEAST = 0.85
"""The share of numbers read of a report whose lines and cells are all glued together; of all of them together more."""
ALL_GLUED_AT_LEAST = 0.95


def expected(path: Path) -> dict:
    known = [one for one in (CORPUS / "expected").glob("*.json") if path.stem.startswith(one.stem)]
    return json.loads(known[0].read_text(encoding="utf-8")) if known else {}


def read(name: str):
    path = CORPUS / name
    return take_in(path, organization=OFFICE, year=expected(path).get("year") or 2020)


def right(filing, truth: dict) -> set[str]:
    """The addresses that hold the published number."""
    return {
        address
        for address, true in truth["values"].items()
        if (cell := filing.form.cells.get(address)) and filing.value(address)
        if numbers.parse(filing.value(address), cell.value) == numbers.parse(true, cell.value)
    }


def is_glued(path: Path) -> bool:
    return path.suffix == ".txt" and max(map(len, path.read_text(encoding="utf-8").split("\n"))) > 800


with_expected = [name for name in FILES if expected(CORPUS / name)]


@pytest.mark.parametrize("name", with_expected)
def test_every_number_read_from_a_real_report_is_the_published_one(name, corpus):
    filing, truth = read(name).filing, expected(corpus / name)
    entered = {a for a, cell in filing.form.cells.items() if not cell.is_total and filing.value(a)}
    assert entered - right(filing, truth) == set()


@pytest.mark.parametrize("name", [name for name in with_expected if not is_glued(CORPUS / name)])
def test_a_real_report_is_read_whole(name, corpus):
    filing, truth = read(name).filing, expected(corpus / name)
    assert set(truth["values"]) - right(filing, truth) == set()


@pytest.mark.parametrize("name", [name for name in with_expected if is_glued(CORPUS / name)])
def test_a_report_glued_into_one_line_gives_nearly_all_and_tells_the_rest(name, corpus):
    filing, truth = read(name).filing, expected(corpus / name)
    missed = set(truth["values"]) - right(filing, truth)
    assert len(missed) <= (1 - GLUED_AT_LEAST) * len(truth["values"])
    told = [note.place for note in filing.draft.notes if note.kind == "doubt"]
    assert [a for a in missed if not any(covers(filing.form, place, a) for place in told)] == []


def test_of_all_glued_reports_together_hardly_a_number_is_missed(corpus):
    glued = [(read(name).filing, expected(corpus / name)) for name in with_expected if is_glued(corpus / name)]
    assert glued
    found, all_of = (sum(len(right(*one)) for one in glued), sum(len(truth["values"]) for _filing, truth in glued))
    assert found >= ALL_GLUED_AT_LEAST * all_of


@pytest.mark.parametrize("name", with_expected)
def test_printed_totals_that_are_not_the_sum_are_told_and_no_others(name, corpus):
    filing, truth = read(name).filing, expected(corpus / name)
    told = {note.place: note.text for note in filing.draft.notes if note.kind == "printed_total"}
    assert told == {one["address"]: one["printed"] for one in truth["total_printed"]}


def kept(intake) -> str:
    """All that is left of a file's text: values, notes, titles, title and date of the report as they are printed."""
    filing = intake.filing
    draft, form = filing.draft, filing.form
    title = form.title.format(organization=draft.organization, year=draft.year)
    dates = [
        "{}年{}月{}日".format(*(int(part) for part in text.split("-")))
        for address, text in draft.values.items()
        if address in form.fields and form.fields[address].type == "date"
    ]
    titles = (title, title.replace(f"{draft.year}年", f"{draft.year}年度"))  # a page may print it twice
    texts = (*draft.values.values(), *titles, *dates, *(note.text for note in draft.notes))
    return squeezed("".join((*texts, *(section.title for section in form.sections))))


@pytest.mark.parametrize("name", [name for name in FILES if Path(name).suffix in CELLS and "template" not in name])
def test_no_paragraph_of_a_real_report_is_lost(name, corpus):
    intake = read(name)
    left = kept(intake)
    texts = [block.text for block in intake.blocks if isinstance(block, Heading | Paragraph)]
    words = [
        word for text in texts if "<!--" not in text for word in re.split(r"\s|(?=\d{4}年\d{1,2}月\d{1,2}日$)", text)
    ]
    assert [word for word in words if squeezed(word) not in left] == []


@pytest.mark.parametrize("name", [name for name in with_expected if Path(name).suffix in CELLS])
def test_each_value_knows_the_cell_that_it_was_read_in(name, corpus):
    intake = read(name)
    form = intake.filing.form
    for address, text in intake.filing.draft.values.items():
        if address in form.cells:
            (spot,) = intake.origins[address]
            cells = intake.blocks[spot.block].cells
            own = [cell.text for cell in cells if (cell.row, cell.column) == (spot.row, spot.column)]
            assert [squeezed(one).startswith(squeezed(text).lstrip("-")) or text in squeezed(one) for one in own] == [
                True
            ]


def test_the_empty_official_template_is_known_and_gives_nothing(corpus):
    intake = take_in(corpus / "template_2021_official_empty.docx", organization=OFFICE, year=2024)
    assert (intake.edition, dict(intake.filing.draft.values)) == ("2021", {})


def test_a_page_with_a_title_alone_and_a_report_of_before_the_first_edition_say_so(corpus):
    with pytest.raises(UnreadableDocument, match="标题"):
        read("pingtan_gaj_2020_titleonly.txt")
    with pytest.raises(NoEdition, match="2018"):
        read("pingtan_gov_2018_pre.txt")
