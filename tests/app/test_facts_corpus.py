"""The figures in the narratives of real reports: understood, found equal, and each change of one of them found."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from app.draft import Filing, with_value
from app.errors import AppError
from app.facts import Fact, State, facts
from app.facts.findings import findings_of_narratives, findings_of_unplaced
from app.finding import Finding
from app.intake import take_in

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples" / "disclosure"
REVIEW, BOTH = "disputes/cases/review", ("disputes/cases/litigation.direct", "disputes/cases/litigation.after_review")

MEANT: Mapping[str, tuple[str, ...]] = {
    "规章1件": ("proactive/rules/issued",),
    "申请3119件": ("applications/received/applicant.total",),
    "答复3050件": ("applications/results.total/applicant.total",),
    "结转申请34件": ("applications/brought_forward/applicant.total",),
    "另有103件": ("applications/carried_forward/applicant.total",),
    "行政复议351件": (f"{REVIEW}.total",),
    "结果维持72件": (f"{REVIEW}.upheld",),
    "结果纠正64件": (f"{REVIEW}.corrected",),
    "其他结果178件": (f"{REVIEW}.other",),
    "尚未审结37件": (f"{REVIEW}.pending",),
    "行政诉讼46件": tuple(f"{one}.total" for one in BOTH),
    "结果维持25件": tuple(f"{one}.upheld" for one in BOTH),
    "结果纠正5件": tuple(f"{one}.corrected" for one in BOTH),
    "其他结果9件": tuple(f"{one}.other" for one in BOTH),
    "尚未审结7件": tuple(f"{one}.pending" for one in BOTH),
}
"""What each figure of the city's report is, by the words in which it stands."""


@pytest.fixture(scope="module")
def city(corpus: Path) -> Filing:
    return take_in(corpus / "huaian_2024.pdf").filing


def found(filing: Filing) -> list[Finding]:
    """What stands by itself or follows from the tables' own fault; not what follows from another figure of the text."""
    told = (*findings_of_narratives(filing), *findings_of_unplaced(filing))
    return [one for one in told if not one.cause.startswith("facts.")]


def number(words: str) -> str:
    return re.findall(r"\d+", words)[0]


def fact_of(filing: Filing, words: str) -> Fact:
    """The fact of the figure at the end of these words."""
    lines = filing.value("overview").split("\n")
    for fact in facts(filing):
        if fact.place == "overview" and lines[fact.paragraph][: fact.end].endswith(words):
            return fact
    raise AssertionError(words)


def test_the_citys_report_has_nothing_to_ask_about(city: Filing) -> None:
    assert found(city) == []


@pytest.mark.parametrize("words", MEANT)
def test_each_figure_is_matched_to_what_it_means_and_found_equal(city: Filing, words: str) -> None:
    fact = fact_of(city, words)
    assert fact.state is State.EQUAL
    assert MEANT[words] in fact.readings


def test_papers_of_policy_are_not_understood(city: Filing) -> None:
    fact = fact_of(city, "政策性文件11件")
    assert (fact.state, fact.readings) == (State.UNKNOWN, ())


@pytest.mark.parametrize("words", MEANT)
@pytest.mark.parametrize("step", [1, -1, 1000])
def test_a_figure_changed_in_the_text_is_exactly_what_is_reported(city: Filing, words: str, step: int) -> None:
    new = int(number(words)) + step
    if new < 0:
        return
    text = city.value("overview").replace(words, words.replace(number(words), str(new)), 1)
    (finding,) = found(with_value(city, "overview", text))
    assert finding.values[0] == str(new)
    assert f"{new}件" in finding.message
    assert re.search(f"现为{number(words)}，|(应为|或){number(words)}（", finding.message)


@pytest.mark.parametrize("words", [one for one in MEANT if not one.startswith(("行政复议", "行政诉讼"))])
def test_a_cell_that_is_changed_is_exactly_what_is_reported(city: Filing, words: str) -> None:
    address = MEANT[words][0]
    leaf = (city.form.cells[address].parts or (address,))[0]
    changed = with_value(city, leaf, str(int(city.value(leaf)) + 4))
    (finding,) = found(changed)
    assert finding.values == (number(words), str(int(number(words)) + 4))


def test_received_and_carried_over_together_are_no_false_alarm(corpus: Path) -> None:
    filing = take_in(corpus / "pingtan_gov_2022.html").filing
    equal = [fact.text for fact in facts(filing) if fact.state is State.EQUAL]
    assert equal == ["698件", "88件", "75件", "72件", "3件", "1件", "2件"]


def test_mistake_5_the_parts_that_do_not_make_510_are_found(corpus: Path) -> None:
    (finding,) = found(take_in(corpus / "pingtan_czj_2021.html").filing)
    assert (finding.code, finding.values) == ("facts.sum", ("510", "477"))


def test_mistake_4_a_figure_that_the_table_exceeds_is_found_though_cells_are_blank(corpus: Path) -> None:
    (finding,) = found(take_in(corpus / "shanghai_office_2019.html").filing)
    assert (finding.rule, finding.values) == ("T8", ("258", "275"))


def test_lines_that_a_file_broke_are_understood_as_one(corpus: Path) -> None:
    filing = take_in(corpus / "suqian_2023.txt").filing
    equal = [int(fact.value) for fact in facts(filing) if fact.state is State.EQUAL]
    assert equal == [3607, 3493, 114, 1191, 328, 142, 1078, 406, 341, 121]


ASKED = {
    "pingtan_czj_2021.html": 1,
    "pingtan_czj_2021.txt": 1,
    "pingtan_gov_2019.html": 1,
    "pingtan_gov_2019.txt": 1,
    "shanghai_office_2019.html": 1,
}
"""The real mistakes of the corpus: 510 and 477, 2599 and 2533, 258 and 275."""


def test_no_report_has_more_to_ask_about_than_its_real_mistakes(corpus: Path) -> None:
    asked = {}
    for path in sorted(corpus.iterdir()):
        if path.suffix in (".html", ".pdf", ".txt", ".md") and path.name != "README.md":
            try:
                filing = take_in(path).filing
            except AppError:  # what cannot be read, or has no edition, is others' business
                continue
            if count := len(found(filing)):
                asked[path.name] = count
    assert asked == ASKED


@pytest.mark.parametrize("year", [2020, 2022, 2023])
def test_the_samples_say_the_same_in_text_and_tables(year: int) -> None:
    filing = take_in(SAMPLES / f"{year}.json").filing
    assert found(filing) == []
    assert sum(fact.state is State.EQUAL for fact in facts(filing)) >= 13
