"""Real reports in plain text: every number read is the published one, and what is not certain is left open."""

import json
import os
from pathlib import Path

import pytest

from app.errors import NoEdition, UnreadableDocument
from app.match import match
from app.readers import READERS

OFFICE = "清源县教育局"
CORPUS = Path(os.environ.get("GONGKAI_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
TEXTS = sorted(
    path.relative_to(CORPUS).as_posix()
    for pattern in ("*.txt", "*.md", "derived/*.txt")
    for path in CORPUS.glob(pattern)
    if path.name != "README.md"
)


def numbers(filing) -> dict[str, str]:
    return {address: text for address, text in filing.draft.values.items() if address in filing.form.cells}


@pytest.mark.parametrize("name", TEXTS)
def test_every_number_read_from_a_real_report_is_the_published_one(name, corpus):
    path = corpus / name
    expected_file = corpus / "expected" / f"{'huaian_2024' if path.stem.startswith('huaian') else path.stem}.json"
    expected = json.loads(expected_file.read_text(encoding="utf-8")) if expected_file.exists() else {"values": {}}
    try:
        found = match(READERS[path.suffix](path), organization=OFFICE, year=expected.get("year", 2020)).filing
    except (UnreadableDocument, NoEdition):
        return
    if expected["values"]:
        assert numbers(found).items() <= expected["values"].items()


@pytest.mark.parametrize("shape", ["tabs", "pipes_halfwidth", "one_cell_per_line"])
def test_a_real_report_in_cells_is_read_whole(shape, corpus):
    expected = json.loads((corpus / "expected" / "huaian_2024.json").read_text(encoding="utf-8"))
    filing = match(READERS[".txt"](corpus / "derived" / f"huaian_2024_{shape}.txt")).filing
    assert numbers(filing) == expected["values"]
    assert (filing.draft.organization, filing.draft.year, filing.draft.notes) == ("淮安市人民政府", 2024, ())


@pytest.mark.parametrize(("name", "at_least"), [("suqian_2023.txt", 140), ("shanghai_kewei_2024.md", 100)])
def test_a_page_flattened_by_a_pdf_gives_what_is_certain(name, at_least, corpus):
    path = corpus / name
    assert len(numbers(match(READERS[path.suffix](path), organization=OFFICE, year=2023).filing)) >= at_least
