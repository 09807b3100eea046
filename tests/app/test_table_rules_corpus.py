"""The rules on tables over real reports: the faults of the lists with their numbers, no other error, no false alarm."""

import json
import re
from functools import lru_cache
from pathlib import Path

import pytest

from app.check import check
from app.draft import Filing
from app.errors import AppError
from app.finding import Finding
from app.intake import take_in
from app.rules.notes import CODES

SUFFIXES = (".html", ".pdf", ".txt", ".md", ".docx", ".xlsx")
PRINTED, BALANCE = CODES["printed_total"][0], "applications.balance"
ASKED = {
    ("pingtan_czj_2020.html", "X4", "0", "3"),
    ("pingtan_czj_2020.html", "X4", "0", "35"),
    ("pingtan_czj_2020.txt", "X4", "0", "3"),
    ("pingtan_czj_2022.html", "X2", "8", "11"),
    ("pingtan_czj_2022.txt", "X2", "8", "11"),
}
"""The questions from year to year, read by eye: in each the later report contradicts the earlier one."""


@lru_cache
def read(path: Path) -> Filing | None:
    """The filing of a file, None for one that is no report."""
    try:
        return take_in(path).filing
    except AppError:
        return None


def files(corpus: Path) -> list[Path]:
    return sorted(path for path in corpus.iterdir() if path.suffix in SUFFIXES)


def last_of(path: Path) -> Filing | None:
    """Last year's report of the same body in the same format, where the corpus has it."""
    found = re.fullmatch(r"(.*_)(\d{4})", path.stem)
    before = path.with_stem(f"{found[1]}{int(found[2]) - 1}") if found else None
    return read(before) if before and before.exists() else None


def of_tables(filing: Filing, last: Filing | None) -> list[Finding]:
    """The findings of the rules of the form files, and of what was printed as a total."""
    codes = {rule.code for section in filing.form.sections for rule in section.rules}
    return [one for one in check(filing, last).findings if one.code in {*codes, PRINTED}]


def numbers_of(found: list[Finding], code: str) -> set[tuple[str, ...]]:
    return {(one.addresses[0], *one.values) for one in found if one.code == code}


def test_every_report_has_the_errors_of_its_lists_with_their_numbers_and_no_other(corpus: Path) -> None:
    count = 0
    for path in files(corpus):
        listed = corpus / "expected" / f"{path.stem}.json"
        filing = read(path)
        if filing is None or not listed.exists():
            continue
        said = json.loads(listed.read_text(encoding="utf-8"))
        printed = {(one["address"], one["printed"], one["computed"]) for one in said["total_printed"]}
        balance = {(f"applications/received/{one['column']}", one["left"], one["right"]) for one in said["balance"]}
        found = of_tables(filing, last_of(path))
        assert (path.name, numbers_of(found, PRINTED)) == (path.name, printed)
        assert (path.name, numbers_of(found, BALANCE)) == (path.name, balance)
        errors = {one.code for one in found if one.severity == "error"}
        assert errors <= {PRINTED, BALANCE}
        count += 1
    assert count >= 20


def test_the_questions_from_year_to_year_are_those_where_the_reports_contradict_each_other(corpus: Path) -> None:
    found = {
        (path.name, one.rule, *one.values)
        for path in files(corpus)
        if (filing := read(path))
        for one in of_tables(filing, last_of(path))
        if one.severity == "warning"
    }
    assert found == ASKED


def test_the_report_of_2022_that_forgot_what_was_in_force_is_found(corpus: Path) -> None:
    path = corpus / "pingtan_czj_2022.html"
    filing = read(path)
    assert filing is not None
    (one,) = (one for one in of_tables(filing, last_of(path)) if one.rule == "X2")
    assert (one.addresses[0], one.values, one.difference) == ("proactive/normative/in_force", ("8", "11"), "-3")
    assert "上年现行有效 3 加本年制发 8 减本年废止 0 为 11" in one.message


@pytest.mark.parametrize(
    ("name", "rule", "values"),
    [
        ("huaian_2024.pdf", "X7", ("26",)),
        ("shanghai_kewei_2024.md", "M30", ("14",)),
        ("pingtan_gov_2022.html", "M36", ("0", "42")),
    ],
)
def test_hints_are_given_with_the_numbers(corpus: Path, name: str, rule: str, values: tuple[str, ...]) -> None:
    filing = read(corpus / name)
    assert filing is not None
    found = of_tables(filing, last_of(corpus / name))
    assert values in [one.values for one in found if one.rule == rule and one.severity == "info"]
