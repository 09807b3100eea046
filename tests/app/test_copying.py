"""What is copied: numbers as Excel, WPS and Word take them, and labels that bring each back to its own place."""

import re
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.copying import copied
from app.draft import Filing, new_filing, with_values
from app.form import Address, Section
from app.paste import land
from app.readers.clipboard import read_clipboard

TABLES = ["proactive", "applications", "disputes"]


@lru_cache
def empty(year: int = 2023) -> Filing:
    return new_filing("disclosure", "清源县教育局", year)


def section(id: str, year: int = 2023) -> Section:
    found = empty(year).form.section(id)
    assert found is not None
    return found


def cell(row: str, column: str = "natural_person") -> Address:
    return f"applications/{row}/applicant.{column}"


FILLED = with_values(
    empty(),
    {
        cell("received"): "12",
        cell("received", "organization.business"): "3001",
        cell("brought_forward"): "0",
        "proactive/fees/amount": "1204.350",
        "proactive/rules/issued": "=HYPERLINK(1)",
    },
)


def test_one_cell_is_its_number_and_a_line_end() -> None:
    assert copied(FILLED, section("applications"), [cell("received")]).text == "12\r\n"


def test_a_rectangle_is_rows_of_cells_parted_by_tabs() -> None:
    chosen = [
        cell(row, column)
        for row in ("received", "brought_forward")
        for column in ("natural_person", "organization.business")
    ]
    assert copied(FILLED, section("applications"), chosen).text == "12\t3001\r\n0\t\r\n"


def test_what_is_not_chosen_within_the_rectangle_is_blank() -> None:
    chosen = [cell("received"), cell("brought_forward", "organization.business")]
    assert copied(FILLED, section("applications"), chosen).text == "12\t\r\n\t\r\n"


def test_a_total_is_copied_only_where_it_is_whole() -> None:
    rows = section("applications").bands[0].column_axis.leaves
    whole = with_values(FILLED, {f"applications/received/{one.id}": "2" for one in rows if not one.sum})
    assert copied(FILLED, section("applications"), [cell("received", "total")]).text == "\r\n"
    assert copied(whole, section("applications"), [cell("received", "total")]).text == "12\r\n"


def test_nothing_chosen_is_nothing_copied() -> None:
    assert copied(FILLED, section("applications"), []).text == ""
    assert copied(FILLED, section("applications"), ["proactive/fees/amount"]).html == ""


def test_a_number_is_a_number_to_a_sheet_with_all_its_decimal_places() -> None:
    html = copied(FILLED, section("proactive"), ["proactive/fees/amount"]).html
    assert 'x:num="1204.350"' in html
    assert 'mso-number-format:"0\\.000"' in html


def test_a_text_that_a_sheet_would_take_for_a_formula_is_none() -> None:
    found = copied(FILLED, section("proactive"), ["proactive/rules/issued"])
    assert found.text == "'=HYPERLINK(1)\r\n"
    assert 'mso-number-format:"\\@"' in found.html


def test_signs_of_html_are_text() -> None:
    filing = with_values(empty(), {cell("received"): "<b>&amp;"})
    html = copied(filing, section("applications"), [cell("received")]).html
    assert "&lt;b&gt;&amp;amp;" in html


def test_labels_are_copied_with_the_heads_of_the_bands_that_were_chosen_from() -> None:
    text = copied(FILLED, section("proactive"), ["proactive/penalty/decisions"], with_labels=True).text
    assert text == "第二十条第（六）项\t\r\n信息内容\t本年处理决定数量\r\n行政处罚\t\r\n"


def test_html_spans_tile_the_rectangle() -> None:
    for id in TABLES:
        own = section(id)
        cells = [one.address for one in empty().form.cells_of(own)]
        flavours = copied(empty(), own, cells, with_labels=True)
        (table,) = read_clipboard(flavours.html, flavours.text)
        taken = [
            (cell.row + r, cell.column + c)
            for cell in table.cells
            for r in range(cell.row_span)
            for c in range(cell.column_span)
        ]
        assert sorted(taken) == [(r, c) for r in range(table.rows) for c in range(table.columns)]


@st.composite
def selections(draw: st.DrawFn) -> tuple[int, str, list[Address], dict[Address, str]]:
    year = draw(st.sampled_from([2020, 2023]))
    own = section(draw(st.sampled_from(TABLES)), year)
    cells = empty(year).form.cells_of(own)
    chosen = draw(st.lists(st.sampled_from([cell.address for cell in cells]), min_size=1, unique=True))
    entered = [address for address in chosen if not empty(year).form.cells[address].is_total]
    values = {address: draw(st.sampled_from(["0", "7", "3001", "12"])) for address in entered}
    return year, own.id, chosen, values


@given(selections(), st.sampled_from(["html", "text"]), st.integers(0, 3))
def test_what_is_copied_with_labels_lands_on_the_same_addresses_in_another_years_draft(
    selection: tuple[int, str, list[Address], dict[Address, str]], flavour: str, later: int
) -> None:
    year, id, chosen, values = selection
    filing, own = with_values(empty(year), values), section(id, year)
    flavours = copied(filing, own, chosen, with_labels=True)
    blocks = read_clipboard(flavours.html if flavour == "html" else "", flavours.text)
    year += later if year > 2021 else 0
    entries = filing.form.entries(own)
    landing = land(empty(year), own, blocks, entries[-1], chosen)
    assert landing.texts_by_address == values
    assert landing.rejected == ()


@given(selections())
def test_what_is_copied_without_labels_lands_by_place_where_it_was(
    selection: tuple[int, str, list[Address], dict[Address, str]],
) -> None:
    year, id, chosen, values = selection
    filing, own = with_values(empty(year), values), section(id, year)
    flavours = copied(filing, own, chosen)
    first = min((one for one in chosen), key=lambda address: _place(own, address))
    rows, columns = zip(*(_place(own, address) for address in chosen), strict=True)
    if _place(own, first) != (min(rows), min(columns)):
        return  # the corner of the rectangle is not among the chosen: nothing says where it was
    landing = land(empty(year), own, read_clipboard(flavours.html, flavours.text), first)
    assert landing.texts_by_address == values


def _place(own: Section, address: Address) -> tuple[int, int]:
    from app.grid import grid

    return next((cell.row, cell.column) for cell in grid(own).cells if cell.address == address)


@pytest.mark.parametrize("id", TABLES)
def test_html_holds_no_script_style_sheet_link_or_address_beyond_this_computer(id: str) -> None:
    own = section(id)
    html = copied(FILLED, own, FILLED.form.entries(own), with_labels=True).html
    assert not re.search(r"<script|<link|<img|src=|href=", html)
