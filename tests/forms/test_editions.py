"""The editions of the law: each file loads and tiles; labels and spans are the official ones; the samples are whole."""

import dataclasses
import json
import re
import tomllib
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from types import MappingProxyType
from zipfile import ZipFile

import lxml.html
import pytest
from lxml import etree

from app.carry import begin
from app.check import check, check_for_filing
from app.draft import Draft, Filing, filing_of, with_values
from app.figures import blanks, figure
from app.form import Band, Carry, Choice, Field, Form, Label, Rule, Section, Value
from app.form_file import form_for, load
from app.grid import grid
from app.guidance import guidance
from app.paths import resources, samples

FILES = sorted((resources() / "forms").glob("*/*.toml"))
SIZES = {
    "2019": {"proactive": 22, "applications": 161, "disputes": 15},
    "2021": {"proactive": 10, "applications": 175, "disputes": 15},
}
GRIDS = {
    "2019": {"proactive": (18, 4), "applications": (26, 10), "disputes": (4, 15)},
    "2021": {"proactive": (14, 4), "applications": (28, 10), "disputes": (4, 15)},
}
HEADINGS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

Cell = tuple[int, int, int, int, str]
"""Where a printed cell begins, how many rows and columns it takes, its text without white space."""


@pytest.fixture(params=FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def form(request: pytest.FixtureRequest) -> Form:
    return load(request.param)


@pytest.fixture(params=SIZES)
def settled(request: pytest.FixtureRequest) -> Form:
    return edition(request.param)


def edition(name: str) -> Form:
    return load(resources() / "forms" / "disclosure" / f"{name}.toml")


def tables(form: Form) -> list[Section]:
    return [section for section in form.sections if section.kind == "table"]


def squeezed(text: str) -> str:
    return "".join(text.split())


def printed(section: Section) -> list[Cell]:
    """A section's table as it is printed, its values blank."""
    return [(c.row, c.column, c.row_span, c.column_span, squeezed(c.text)) for c in grid(section).cells]


# Every file


def test_the_editions_on_hand_are_these() -> None:
    assert {"2019", "2021"} <= {path.stem for path in FILES if path.parent.name == "disclosure"}


def test_a_form_is_chosen_from_its_first_year_on(form: Form) -> None:
    assert form_for(form.family, form.first_year).edition == form.edition


def test_every_table_covers_each_place_once(form: Form) -> None:
    for section in tables(form):
        table = grid(section)
        places = sorted(place for cell in table.cells for place in cell.covered)
        assert places == [(row, column) for row in range(table.rows) for column in range(table.columns)]


def test_every_value_of_a_table_is_printed_once(form: Form) -> None:
    for section in tables(form):
        addresses = [cell.address for cell in grid(section).cells if cell.kind == "value"]
        assert sorted(addresses) == sorted(cell.address for cell in form.cells_of(section))


def test_every_section_of_the_law_stands_in_its_order(settled: Form) -> None:
    assert [section.title for section in settled.sections if section.kind != "fields" and section.title] == HEADINGS


def test_the_steps_are_the_cover_and_the_six_sections(settled: Form) -> None:
    assert [step[0].id for step in settled.steps] == [
        "cover", "overview", "proactive", "applications", "disputes", "problems", "other",
    ]  # fmt: skip
    assert all(step[0].short for step in settled.steps)


def test_every_cell_has_help_and_its_source_in_the_law(form: Form) -> None:
    filing = Filing(form, Draft(form.family, "某局", form.first_year))
    found = {address: guidance(filing, address) for address in (*form.cells, *form.narratives)}
    assert [address for address, said in found.items() if said is None or not said.text] == []
    assert [address for address, said in found.items() if not said.source and address != "preface"] == []


def test_every_rule_says_its_source_and_how_to_mend(form: Form) -> None:
    for section in form.sections:
        assert [rule.code for rule in section.rules if not (rule.source and rule.mend)] == []
        assert all(rule.code.startswith(f"{section.id}.") for rule in section.rules)


def test_every_total_names_the_rule_that_it_follows(form: Form) -> None:
    assert [c.address for c in form.cells.values() if c.is_total and not (c.row.rule or c.column.rule)] == []


def test_the_balance_of_the_law_is_an_error_and_last_years_number_a_question(settled: Form) -> None:
    rules = {rule.rule: rule for section in settled.sections for rule in section.rules}
    balance, brought = rules["A1"], rules["X1"]
    assert (balance.severity, balance.left, balance.right, balance.right_year) == (
        "error", ("received", "brought_forward"), ("results.total", "carried_forward"), 0,
    )  # fmt: skip
    assert (brought.severity, brought.left, brought.right, brought.right_year) == (
        "warning", ("brought_forward",), ("carried_forward",), -1,
    )  # fmt: skip


def test_only_the_balance_blocks_and_what_size_and_likeness_suggest_is_at_most_a_question(settled: Form) -> None:
    found: dict[str, set[str]] = {}
    for section in settled.sections:
        for rule in section.rules:
            found.setdefault(rule.severity, set()).add(rule.rule)
    own = {"2019": ({"X4"}, {"X5"}), "2021": ({"X2", "X3", "X8", "M11"}, {"X7"})}
    warnings, infos = own[settled.edition]
    assert found == {"error": {"A1"}, "warning": {"X1", "X10"} | warnings, "info": {"X6", "M30", "M36"} | infos}


def test_every_key_of_a_form_file_is_in_the_reference() -> None:
    reference = (resources() / "forms" / "README.md").read_text(encoding="utf-8")
    kinds = (Form, Section, Field, Choice, Band, Value, Label, Carry, Rule)
    keys = {one.metadata.get("key", one.name) for kind in kinds for one in dataclasses.fields(kind) if one.init}
    missing = [key for key in keys - {None} if not re.search(rf"^\|[^|]*`{key}`", reference, re.MULTILINE)]
    assert missing == []


def test_texts_have_the_punctuation_of_the_law(form: Form) -> None:
    han = "[\u4e00-\u9fff]"
    half = re.compile(rf"{han}[,;:?!()]|[,;:?!()]{han}")
    labels = [label for s in form.sections for band in s.bands for label in (*band.rows, *band.columns)]
    texts = [text for label in labels for text in (label.label, label.guidance, label.law, label.mistake)]
    texts += [text for s in form.sections for text in (s.title, s.short, s.guidance, s.law, s.mistake, s.example)]
    assert [text for text in texts if half.search(text)] == []


# What carries over


def test_of_the_cover_all_carries_over_but_what_is_new_every_year(settled: Form) -> None:
    new = {"organization", "year", "title", "signed_on"}
    assert {one.id for one in settled.fields.values() if not one.carry} == new


def test_every_narrative_is_offered(settled: Form) -> None:
    assert [address for address, section in settled.narratives.items() if not section.carry] == []


def test_of_the_tables_these_rows_and_columns_carry_over(settled: Form) -> None:
    labels = [label for s in tables(settled) for band in s.bands for label in (*band.rows, *band.columns)]
    found = {label.id: (label.carry.last, label.carry.add, label.carry.subtract) for label in labels if label.carry}
    own = {
        "2019": {"items_before": (("items_before", "change"), (), ())},
        "2021": {"in_force": (("in_force",), ("issued",), ("repealed",))},
    }
    assert found == {"brought_forward": (("carried_forward",), (), ()), **own[settled.edition]}


def test_what_carries_over_is_what_the_rule_on_last_years_number_compares(form: Form) -> None:
    for section in tables(form):
        carried = {row.id: row.carry.last for band in section.bands for row in band.rows if row.carry}
        rules = {rule.left[0]: rule.right for rule in section.rules if rule.right_year}
        assert carried == rules


def test_a_column_that_carries_over_is_what_the_rule_on_it_reckons(settled: Form) -> None:
    labels = [column for section in tables(settled) for band in section.bands for column in band.columns]
    carried = {(one.id, one.carry.last, one.carry.add, one.carry.subtract) for one in labels if one.carry}
    rules = [rule for section in tables(settled) for rule in section.rules if rule.kind == "follows"]
    assert carried == {(*rule.left, rule.last, rule.add, rule.subtract) for rule in rules}


def test_nothing_of_the_law_is_declared_to_be_the_same_under_another_id(settled: Form) -> None:
    labels = [label for s in tables(settled) for band in s.bands for label in (*band.rows, *band.columns)]
    assert [one.id for one in (*settled.sections, *settled.fields.values(), *labels) if one.renamed] == []


def test_a_year_begun_from_an_empty_one_is_empty(form: Form) -> None:
    last = Filing(form, Draft(form.family, "某局", form.first_year))
    assert begin(last, form.first_year + 1).draft.values == {}


# The settled contract


@pytest.mark.parametrize("name", SIZES)
def test_the_tables_have_the_settled_number_of_values(name: str) -> None:
    form = edition(name)
    assert {section.id: len(form.cells_of(section)) for section in tables(form)} == SIZES[name]
    assert {section.id: (grid(section).rows, grid(section).columns) for section in tables(form)} == GRIDS[name]


Place = tuple[str, str, str, tuple[str, ...]]
"""What stands at an address: label, type, unit, what it adds up."""


def contract(text: str) -> Iterator[tuple[str, Place]]:
    """Every address of the settled file, read here without the program."""
    for section in tomllib.loads(text)["section"]:
        if section["kind"] == "narrative":
            yield section["id"], (section["title"], "", "", ())
        for one in section.get("fields", ()):
            yield f"{section['id']}/{one['id']}", (one["label"], one["type"], "", ())
        for band in section.get("band", ()):
            for row, column in product(leaves(band["rows"]), leaves(band["columns"])):
                kind = column.get("type") or row.get("type") or band["value"]["type"]
                words = f"{row.get('label', '')}¦{column.get('label', '')}"
                total = (*row.get("sum", ()), *column.get("sum", ()))
                yield f"{section['id']}/{row['id']}/{column['id']}", (words, kind, band["value"].get("unit", ""), total)


def leaves(labels: list[dict]) -> list[dict]:
    ids = [label["id"] for label in labels]
    return [label for label in labels if not any(id.startswith(label["id"] + ".") for id in ids)]


@pytest.mark.parametrize("name", SIZES)
def test_addresses_labels_types_and_totals_are_those_of_the_contract(corpus: Path, name: str) -> None:
    text = (corpus.parent / "forms" / "disclosure" / f"{name}.toml").read_text(encoding="utf-8")
    form, ours = edition(name), dict[str, Place]()
    ours |= {address: (section.title, "", "", ()) for address, section in form.narratives.items()}
    ours |= {address: (one.label, one.type, "", ()) for address, one in form.fields.items()}
    for address, cell in form.cells.items():
        words = f"{cell.row.label}¦{cell.column.label}"
        ours[address] = (words, cell.value.type, cell.value.unit, (*cell.row.sum, *cell.column.sum))
    assert ours == dict(contract(text))


# 2021: the official template


def official_tables(path: Path) -> list[list[Cell]]:
    """The tables of a Word file, merged cells resolved; blanks of any kind are no text."""
    with ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    return [word_table(table) for table in body.iter(f"{W}tbl")]


def word_table(table: etree._Element) -> list[Cell]:
    cells: dict[tuple[int, int], list] = {}
    open_cells: dict[int, list] = {}
    for row, tr in enumerate(table.findall(f"{W}tr")):
        column = 0
        for tc in tr.findall(f"{W}tc"):
            span, merge = word_span(tc)
            if merge == "continue":
                open_cells[column][2] += 1
            else:
                cells[row, column] = open_cells[column] = [row, column, 1, span, squeezed("".join(tc.itertext()))]
            column += span
    return [tuple(cells[place]) for place in sorted(cells)]


def word_span(tc: etree._Element) -> tuple[int, str]:
    """How many columns a Word cell takes, and whether it begins or continues a cell over several rows."""
    span, merge = tc.find(f"{W}tcPr/{W}gridSpan"), tc.find(f"{W}tcPr/{W}vMerge")
    across = int(span.get(f"{W}val")) if span is not None else 1
    return across, "" if merge is None else merge.get(f"{W}val") or "continue"


@pytest.mark.parametrize(("number", "count"), [(0, 30), (1, 215), (2, 34)])
def test_each_table_of_2021_is_the_official_one_cell_by_cell(corpus: Path, number: int, count: int) -> None:
    official = official_tables(corpus / "template_2021_official_empty.docx")[number]
    assert len(official) == count
    assert printed(tables(edition("2021"))[number]) == official


def test_the_official_line_breaks_of_2021_are_kept(corpus: Path) -> None:
    with ZipFile(corpus / "template_2021_official_empty.docx") as package:
        body = etree.fromstring(package.read("word/document.xml"))
    for section, table in zip(tables(edition("2021")), body.iter(f"{W}tbl"), strict=True):
        broken = sorted(text for tc in table.iter(f"{W}tc") if "\n" in (text := word_lines(tc)))
        assert sorted(cell.text for cell in grid(section).cells if "\n" in cell.text) == broken
        assert section.id == "proactive" or broken


def word_lines(tc: etree._Element) -> str:
    """The text of a Word cell with its paragraphs and line breaks."""
    pieces = [one.text or "" if one.tag == f"{W}t" else "\n" for one in tc.iter(f"{W}t", f"{W}br", f"{W}p")]
    return "\n".join(line for line in map(squeezed, "".join(pieces).split("\n")) if line)


# 2019: three published reports

SIGNS = str.maketrans('(),:;""', "（），：；“”")
NUMBER = re.compile(r"-?[0-9.]+[笔元]?")


def published_tables(path: Path) -> list[list[Cell]]:
    """The tables of a page, each cell in its place; figures are no text."""
    page = lxml.html.fromstring(path.read_text(encoding="utf-8"))
    return [page_table(table) for table in page.iter("table")]


def page_table(table: lxml.html.HtmlElement) -> list[Cell]:
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for row, tr in enumerate(table.iter("tr")):
        column = 0
        for td in tr.iterchildren("td", "th"):
            while (row, column) in taken:
                column += 1
            down, across = int(td.get("rowspan") or 1), int(td.get("colspan") or 1)
            taken |= {(r, c) for r in range(row, row + down) for c in range(column, column + across)}
            text = squeezed(td.text_content()).translate(SIGNS)
            cells.append((row, column, down, across, "" if NUMBER.fullmatch(text) else text))
    return cells


def labels(cells: list[Cell]) -> list[str]:
    return [cell[4] for cell in cells if cell[4]]


def read_back(section: Section) -> list[Cell]:
    return [(*cell[:4], cell[4].translate(SIGNS)) for cell in printed(section)]


@pytest.mark.parametrize("name", ["shanghai_office_2019", "pingtan_czj_2020", "pingtan_gov_2020"])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_labels_of_2019_are_those_of_published_reports_in_their_order(corpus: Path, name: str, number: int) -> None:
    published = labels(published_tables(corpus / f"{name}.html")[number])
    if (name, number) == ("pingtan_gov_2020", 1):
        published = without_the_second(published, "三、本年度办理结果")
    assert labels(read_back(tables(edition("2019"))[number])) == published


def without_the_second(texts: list[str], text: str) -> list[str]:
    """The page breaks table 三 in two and prints the group's label again, as its neighbour of 2019 does."""
    assert texts.count(text) == 2
    second = texts.index(text, texts.index(text) + 1)
    return texts[:second] + texts[second + 1 :]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_cells_of_2019_span_as_in_a_report_that_follows_the_law(corpus: Path, number: int) -> None:
    published = published_tables(corpus / "pingtan_czj_2020.html")[number]
    assert read_back(tables(edition("2019"))[number]) == published


@pytest.mark.parametrize("name", ["shanghai_office_2019", "pingtan_czj_2020"])
def test_the_same_holds_of_reports_in_word(corpus: Path, name: str) -> None:
    for section, official in zip(
        tables(edition("2019")), official_tables(corpus / "derived" / f"{name}.docx"), strict=True
    ):
        published = [(*cell[:4], "" if NUMBER.fullmatch(cell[4]) else cell[4].translate(SIGNS)) for cell in official]
        assert labels(read_back(section)) == labels(published)


def test_table_two_of_2019_is_that_of_the_notice(corpus: Path) -> None:
    statutory = (corpus.parent / "statutory.md").read_text(encoding="utf-8")
    notice = statutory[statutory.index("### 1.3") :].split("```")[1]
    lines = [line.split(" ¦ ") for line in notice.strip().splitlines()]
    section = tables(edition("2019"))[0]
    ours: dict[int, list[str]] = {}
    for cell in grid(section).cells:
        if cell.kind != "value":
            ours.setdefault(cell.row, []).append(cell.text)
    assert [ours[row] for row in sorted(ours)] == lines


def test_the_labels_of_2021_are_those_of_the_notice(corpus: Path) -> None:
    statutory = (corpus.parent / "statutory.md").read_text(encoding="utf-8")
    notice = statutory[statutory.index("### 2.5") :].split("```")[1]
    told = {text for line in notice.strip().splitlines() for text in line.split(" ¦ ")}
    ours = {c.text.replace("\n", "") for s in tables(edition("2021")) for c in grid(s).cells if c.kind != "value"}
    assert ours == told


def test_one_row_of_2019_became_three_in_2021_and_all_others_kept_their_ids() -> None:
    old, new = ({row.id for row in tables(edition(name))[1].bands[0].row_axis.leaves} for name in ("2019", "2021"))
    assert old - new == {"results.other"}
    assert new - old == {"results.other.uncorrected", "results.other.unpaid", "results.other.rest"}


# Samples


@pytest.fixture(params=samples(), ids=lambda path: f"{path.parent.name}/{path.stem}")
def sample(request: pytest.FixtureRequest) -> Path:
    return request.param


def filing(path: Path) -> Filing:
    """A sample as it is written, read here without the program's reader."""
    written = json.loads(path.read_text(encoding="utf-8"))
    draft = Draft(written["family"], written["organization"], written["year"], MappingProxyType(written["values"]))
    return filing_of(draft)


def test_every_edition_has_a_sample() -> None:
    shown = {(filing(path).form.family, filing(path).form.edition) for path in samples()}
    assert {(path.parent.name, path.stem) for path in FILES} <= shown


def test_a_sample_says_its_family_its_edition_and_its_year(sample: Path) -> None:
    written = json.loads(sample.read_text(encoding="utf-8"))
    assert (written["family"], str(written["year"])) == (sample.parent.name, sample.stem)
    assert written["edition"] == filing(sample).form.edition
    assert written.keys() <= {"family", "edition", "organization", "year", "values", "notes"}


def test_a_sample_has_only_places_that_its_form_has(sample: Path) -> None:
    shown = filing(sample)
    assert shown.draft.values.keys() <= set(shown.form.addresses) - {"cover/year"}


def test_a_sample_is_complete_and_has_no_finding(sample: Path) -> None:
    shown = filing(sample)
    assert blanks(shown) == ()
    assert check_for_filing(shown) == ()


def test_a_sample_is_written_as_the_program_writes_it(sample: Path) -> None:
    shown = filing(sample)
    assert with_values(shown, dict(shown.draft.values)) is shown


def test_a_sample_shows_more_than_zeros(sample: Path) -> None:
    shown = filing(sample)
    for section in tables(shown.form):
        assert any(figure(shown, cell.address) for cell in shown.form.cells_of(section))


def test_a_sample_is_checked_and_not_merely_read(sample: Path) -> None:
    shown = filing(sample)
    address = "applications/received/applicant.natural_person"
    wrong = with_values(shown, {address: str(int(shown.value(address)) + 1), "overview": ""})
    assert [one.code for one in check_for_filing(wrong)] == ["applications.balance"] * 2 + ["overview.required"]


def test_samples_of_two_years_running_follow_one_another() -> None:
    by_year = {filing(path).draft.year: filing(path) for path in samples()}
    followed = [(by_year[year - 1], by_year[year]) for year in by_year if year - 1 in by_year]
    assert followed
    assert [check(this, last).findings for last, this in followed] == [() for _ in followed]


def test_a_sample_names_nobody_of_the_real_reports(sample: Path, corpus: Path) -> None:
    text = sample.read_text(encoding="utf-8")
    for path in (corpus / "expected").glob("*.json"):
        assert json.loads(path.read_text(encoding="utf-8"))["organization"] not in text
