"""Figures: entered or summed, never stored; a blank is not zero."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.draft import Draft, Filing, with_values
from app.figures import blanks, figure, missing, printed
from app.form import Form
from app.form_file import editions

TINY = """
edition = "first"
first_year = 2031
source = "某文"

[[section]]
id = "cover"
kind = "fields"
title = "封面"
fields = [
  { id = "organization", type = "text", label = "单位", required = true },
  { id = "phone", type = "text", label = "电话" },
  { id = "signed", type = "date", label = "日期", required = true },
]

[[section]]
id = "preface"
kind = "narrative"
title = ""

[[section]]
id = "text"
kind = "narrative"
title = "一、文字"
required = true

[[section]]
id = "visits"
kind = "table"
title = "二、来访"

[[section.band]]
columns = [
  { id = "who", label = "来访人" },
  { id = "who.adult", label = "成人" },
  { id = "who.child", label = "儿童" },
  { id = "who.total", label = "小计", sum = ["who"] },
  { id = "unknown", label = "不详" },
  { id = "total", label = "总计", sum = ["who", "unknown"] },
]
rows = [
  { id = "day", label = "白天" },
  { id = "night", label = "夜间" },
  { id = "total", label = "总计", sum = ["day", "night"] },
]

[[section.band]]
value = { type = "money", unit = "元" }
columns = [{ id = "paid", label = "收费" }]
rows = [
  { id = "tickets", label = "门票" },
  { id = "guides", label = "讲解" },
  { id = "fees", label = "合计", sum = ["tickets", "guides"] },
]
"""


@pytest.fixture(scope="module")
def form(form_of: Callable[[str], Form]) -> Form:
    return form_of(TINY)


def filled(form: Form, **texts: str) -> Filing:
    """The values of the table, `day_who_adult` for `visits/day/who.adult`."""
    short = {
        a.removeprefix("visits/").replace("/", "_").replace(".", "_"): a
        for a, c in form.cells.items()
        if not c.is_total
    }
    return with_values(Filing(form, Draft("tiny", "某局", 2031)), {short[name]: text for name, text in texts.items()})


def test_a_figure_is_what_was_entered(form: Form) -> None:
    assert figure(filled(form, day_unknown="１２"), "visits/day/unknown") == 12


@pytest.mark.parametrize("text", ["", "一百", "-3", "3.5"])
def test_what_is_blank_or_no_number_has_no_figure(form: Form, text: str) -> None:
    assert figure(filled(form, day_unknown=text), "visits/day/unknown") is None


def test_a_total_is_the_sum_of_the_leaves_that_its_labels_name(form: Form) -> None:
    filing = filled(form, day_who_adult="1", day_who_child="2", day_unknown="4")
    total = figure(filing, "visits/day/who.total")
    assert (total, type(total)) == (3, int)
    assert figure(filing, "visits/day/total") == 7


def test_a_total_in_both_axes_counts_each_entered_cell_once(form: Form) -> None:
    entered = ["who_adult", "who_child", "unknown"]
    texts = {
        f"{row}_{who}": str(10**n) for n, (row, who) in enumerate((r, w) for r in ("day", "night") for w in entered)
    }
    filing = filled(form, **texts)
    assert figure(filing, "visits/total/total") == 111111
    assert figure(filing, "visits/total/who.total") == 11011
    assert figure(filing, "visits/total/unknown") == 100100


def test_a_total_over_blanks_alone_is_no_zero(form: Form) -> None:
    assert figure(filled(form, night_who_adult="1"), "visits/day/total") is None
    assert figure(filled(form, day_who_adult="0"), "visits/day/total") == 0


def test_a_partial_sum_tells_what_is_missing_from_it(form: Form) -> None:
    filing = filled(form, day_who_adult="1", day_who_child="两个")
    assert figure(filing, "visits/day/total") == 1
    assert missing(filing, "visits/day/total") == ("visits/day/who.child", "visits/day/unknown")
    assert missing(filing, "visits/day/unknown") == ("visits/day/unknown",)
    assert missing(filing, "visits/day/who.adult") == ()


def test_amounts_are_added_to_the_last_place_and_keep_it(form: Form) -> None:
    total = figure(filled(form, tickets_paid="0.10", guides_paid="0.20"), "visits/fees/paid")
    assert (total, str(total)) == (Decimal("0.30"), "0.30")
    assert printed(filled(form, tickets_paid="1,234.50"), "visits/fees/paid") == "1234.50"


@pytest.mark.parametrize(("text", "shown"), [("１２", "12"), ("一百", "一百"), ("", ""), ("0", "0")])
def test_what_is_printed_is_the_figure_or_what_was_typed(form: Form, text: str, shown: str) -> None:
    assert printed(filled(form, day_unknown=text), "visits/day/unknown") == shown


def test_a_total_without_any_part_is_printed_blank(form: Form) -> None:
    assert printed(filled(form), "visits/total/total") == ""


def test_what_must_be_filled_is_told_in_the_order_of_the_report(form: Form) -> None:
    filing = filled(form, day_who_adult="0", day_who_child="无", night_unknown="1")
    assert blanks(filing) == (
        "cover/signed",
        "text",
        "visits/day/unknown",
        "visits/night/who.adult",
        "visits/night/who.child",
        "visits/tickets/paid",
        "visits/guides/paid",
    )


def test_a_filing_with_every_required_place_filled_has_no_blanks(form: Form) -> None:
    optional = {"cover/organization", "cover/phone", "preface"}
    filing = with_values(filled(form), {a: "2032-01-05" for a in form.addresses if a not in optional})
    assert blanks(filing) == ()


def test_an_organization_that_is_not_named_is_a_blank(form: Form) -> None:
    assert blanks(Filing(form, Draft("tiny", "", 2031)))[0] == "cover/organization"


@given(st.data())
def test_a_total_is_the_sum_over_its_parts_in_every_edition(data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(editions()))
    entered = [address for address, cell in form.cells.items() if not cell.is_total]
    texts = data.draw(
        st.dictionaries(st.sampled_from(entered), st.sampled_from(["", "0", "1", "25", "x"]), max_size=40)
    )
    filing = with_values(Filing(form, Draft(form.family, "某局", form.first_year)), texts)
    total = data.draw(st.sampled_from([cell for cell in form.cells.values() if cell.is_total]))
    known = [int(text) for part in total.parts if (text := filing.value(part)).isdecimal()]
    assert figure(filing, total.address) == (sum(known) if known else None)
    assert len(missing(filing, total.address)) == len(total.parts) - len(known)
