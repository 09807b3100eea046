"""A report that puts several bodies together has the sum of theirs (rule X9, mistake 29)."""

import pytest

from app.draft import Filing, new_filing, with_values
from app.rules.sums import sum_of_bodies

RECEIVED = "applications/received/applicant.natural_person"
FEES = "proactive/fees/amount"


def report(name: str, received: str, fees: str = "0", year: int = 2023) -> Filing:
    return with_values(new_filing("disclosure", name, year), {RECEIVED: received, FEES: fees})


@pytest.fixture
def bodies() -> tuple[Filing, ...]:
    return report("某县教育局", "3", "1.5"), report("某县公安局", "4", "0.25"), report("某县人民政府办公室", "0")


def test_rule_x9_the_sum_of_all_bodies_has_no_finding(bodies: tuple[Filing, ...]) -> None:
    assert sum_of_bodies(report("某县人民政府", "7", "1.750"), bodies) == ()


def test_rule_x9_mistake_29_what_is_not_the_sum_of_the_bodies_is_asked_about(bodies: tuple[Filing, ...]) -> None:
    fees, received = sum_of_bodies(report("某县人民政府", "9", "1.7"), bodies)
    assert (received.rule, received.severity, received.addresses) == ("X9", "warning", (RECEIVED,))
    assert (received.values, received.difference) == (("9", "7"), "2")
    assert "自然人：本报告为 9，所属 3 个单位的报告相加为 7" in received.message
    assert (fees.values, fees.difference) == (("1.7", "1.75"), "-0.05")
    assert received.source.startswith("国办公开办函")
    assert received.mend


@pytest.mark.parametrize("text", ["", "/", "约5"])
def test_rule_x9_a_cell_that_is_blank_or_no_number_somewhere_is_undecided(
    text: str, bodies: tuple[Filing, ...]
) -> None:
    one = bodies[:1]
    assert sum_of_bodies(report("某县人民政府", "9", "1.5"), (*one, report("某县公安局", text))) == ()
    assert sum_of_bodies(report("某县人民政府", text, "1.5"), one) == ()
    assert sum_of_bodies(report("某县人民政府", "9", "1.5"), one) != ()


def test_rule_x9_reports_of_other_years_or_none_are_not_summed() -> None:
    assert sum_of_bodies(report("某县人民政府", "9"), ()) == ()
    assert sum_of_bodies(report("某县人民政府", "9"), (report("某县公安局", "1", year=2022),)) == ()
    assert sum_of_bodies(report("某县人民政府", "9"), (new_filing("disclosure", "某县公安局", 2020),)) == ()
