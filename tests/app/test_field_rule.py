"""The cover page: a day of the calendar, one of the choices; what is neither is kept and asked about."""

import pytest

from app.check import check
from app.draft import new_filing, with_value


@pytest.mark.parametrize(
    ("address", "text", "kept"),
    [("signed_on", "2024年1月19日", "2024-01-19"), ("signed_on", "", ""), ("level", "政府部门", "department")],
)
def test_a_day_and_a_choice_are_no_finding(address: str, text: str, kept: str) -> None:
    filing = with_value(new_filing("disclosure", "某局", 2023), f"cover/{address}", text)
    assert filing.value(f"cover/{address}") == kept
    assert check(filing).findings == ()


@pytest.mark.parametrize(("address", "text"), [("signed_on", "昨天"), ("signed_on", "2024/02/30"), ("level", "局")])
def test_what_is_no_day_and_no_choice_is_kept_and_asked_about(address: str, text: str) -> None:
    filing = with_value(new_filing("disclosure", "某局", 2023), f"cover/{address}", text)
    (finding,) = check(filing).findings
    assert filing.value(f"cover/{address}") == text
    assert (finding.code, finding.severity) == ("field.invalid", "warning")
    assert finding.addresses == (f"cover/{address}",)
    assert text in finding.message
