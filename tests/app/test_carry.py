"""A year begun from the last: only what the form file names, only into blanks, each value noted, twice as once."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.carry import Carried, begin, carried, carry, offered, proposals, source_of
from app.check import check
from app.draft import Draft, Filing, Note, filing_of, fingerprint, new_filing, with_notes, with_value, with_values
from app.earlier import earlier
from app.errors import NoEdition
from app.form import Form
from app.i18n import use_language
from app.paths import samples

TINY = """
edition = "first"
first_year = 2031
source = "某文"

[[section]]
id = "head"
kind = "fields"
title = "封面"
fields = [
  { id = "organization", type = "text", label = "单位", required = true },
  { id = "year", type = "year", label = "年度" },
  { id = "size", type = "choice", label = "规模", carry = true, choices = [
    { id = "small", label = "小" }, { id = "big", label = "大" },
  ] },
  { id = "phone", type = "text", label = "电话", carry = true },
  { id = "signed_by", type = "text", label = "落款", carry = true },
  { id = "sealed", type = "flag", label = "盖章", carry = true },
  { id = "signed_on", type = "date", label = "日期" },
]

[[section]]
id = "story"
kind = "narrative"
title = "一、经过"
carry = true

[[section]]
id = "remarks"
kind = "narrative"
title = "二、备注"

[[section]]
id = "visits"
kind = "table"
title = "三、来访"

[[section.band]]
value = { type = "count", unit = "人" }
columns = [
  { id = "adult", label = "成人" },
  { id = "child", label = "儿童" },
  { id = "total", label = "总计", sum = ["adult", "child"] },
]
rows = [
  { id = "came", label = "一、来了" },
  { id = "stayed", label = "二、上年留下", carry = { last = ["remained"] } },
  { id = "remained", label = "三、留到下年" },
]

[[section.band]]
columns = [
  { id = "bought", label = "买进" },
  { id = "lost", label = "遗失" },
  { id = "kept", label = "现有", carry = { last = ["kept"], add = ["bought"], subtract = ["lost"] } },
]
rows = [{ id = "books", label = "书" }, { id = "maps", label = "图" }]

[[section.band]]
value = { type = "signed" }
columns = [
  { id = "change", label = "增减" },
  { id = "before", label = "上年数", carry = { last = ["before", "change"] } },
]
rows = [{ id = "staff", label = "人员" }]

[[section.band]]
value = { type = "money", places = 2 }
columns = [
  { id = "paid", label = "收入" },
  { id = "left", label = "结余", carry = { last = ["left"], add = ["paid"] } },
]
rows = [{ id = "tickets", label = "门票" }]

[[section.rule]]
code = "visits.stayed"
rule = "R1"
severity = "warning"
kind = "equal"
left = ["stayed"]
right = ["remained"]
right_year = -1
message = "{column}：{left}，上年{right}"
"""
RENAMED = {
    'id = "head"': 'id = "cover"\nrenamed = ["head"]',
    'id = "phone",': 'id = "telephone", renamed = ["tel", "phone"],',
    'id = "story"': 'id = "tale"\nrenamed = ["story"]',
    'id = "visits"': 'id = "guests"\nrenamed = ["visits"]',
    'id = "adult",': 'id = "grown", renamed = ["adult"],',
    '["adult", "child"]': '["grown", "child"]',
    'id = "remained",': 'id = "waiting", renamed = ["remained"],',
    'last = ["remained"]': 'last = ["waiting"]',
    'right = ["remained"]': 'right = ["waiting"]',
}
"""The edition after: the same things under other ids."""

TABLE = {
    "visits/came/adult": "5",
    "visits/came/child": "0",
    "visits/stayed/adult": "1",
    "visits/stayed/child": "0",
    "visits/remained/adult": "3",
    "visits/remained/child": "0",
    "visits/books/bought": "2",
    "visits/books/lost": "0",
    "visits/books/kept": "10",
    "visits/maps/bought": "0",
    "visits/maps/lost": "0",
    "visits/maps/kept": "1",
    "visits/staff/change": "-2",
    "visits/staff/before": "12",
    "visits/tickets/paid": "0.10",
    "visits/tickets/left": "1.20",
}
COVER = {
    "head/size": "small",
    "head/phone": "0000-1",
    "head/signed_by": "某局",
    "head/sealed": "1",
    "head/signed_on": "2032-01-05",
}
TEXTS = {"story": "第一段\n第二段", "remarks": "某事"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture(scope="module")
def form(form_of: Callable[[str], Form]) -> Form:
    return form_of(TINY)


@pytest.fixture(scope="module")
def last(form: Form) -> Filing:
    """Last year's report, complete."""
    return with_values(Filing(form, Draft("tiny", "某局", 2031)), {**COVER, **TEXTS, **TABLE})


@pytest.fixture
def blank(form: Form) -> Filing:
    return Filing(form, Draft("tiny", "某局", 2032))


def texts(found: tuple[Carried, ...]) -> dict[str, str]:
    return {one.address: one.text for one in found}


def told(found: tuple[Carried, ...], address: str) -> str:
    (text,) = [one.note.text for one in found if one.address == address]
    return text


def changed(text: str, changes: dict[str, str]) -> str:
    """A form's text with parts of it replaced, each of which it has."""
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


# What is put into an empty report


def test_a_blank_report_gets_what_the_form_names_and_nothing_else(blank: Filing, last: Filing) -> None:
    assert texts(carried(blank, last)) == {
        "head/size": "small",
        "head/phone": "0000-1",
        "head/signed_by": "某局",
        "head/sealed": "1",
        "visits/stayed/adult": "3",
        "visits/stayed/child": "0",
        "visits/staff/before": "10",
    }


def test_what_is_proposed_is_what_is_put(blank: Filing, last: Filing) -> None:
    filing = carry(blank, last)
    assert dict(filing.draft.values) == texts(carried(blank, last))
    assert carried(filing, last) == ()


def test_each_value_put_is_noted_as_not_yet_checked(blank: Filing, last: Filing) -> None:
    filing = carry(blank, last)
    assert {note.place for note in filing.draft.notes} == set(filing.draft.values)
    assert {note.kind for note in filing.draft.notes} == {"carried"}
    assert {one.code for one in check(filing, last).findings} == {"carry.unchecked"}
    assert all(note.fingerprint == fingerprint(filing, note.place) for note in filing.draft.notes)


def test_the_note_is_gone_when_the_value_is_touched_and_the_others_stay(blank: Filing, last: Filing) -> None:
    filing = carry(blank, last)
    touched = with_value(filing, "visits/stayed/adult", "4")
    gone = {note.place for note in filing.draft.notes} - {note.place for note in touched.draft.notes}
    assert gone == {"visits/stayed/adult"}
    assert with_value(filing, "visits/stayed/adult", "") != filing


def test_the_note_tells_where_a_figure_comes_from_and_how_it_was_reckoned(blank: Filing, last: Filing) -> None:
    found = carried(with_values(blank, {"visits/books/bought": "3", "visits/books/lost": "1"}), last)
    assert told(found, "head/phone") == "Taken over from last year, to be checked"
    assert told(found, "visits/stayed/adult") == "Taken over from last year, to be checked: “三、留到下年” 3人"
    assert told(found, "visits/books/kept") == "Reckoned from last year, to be checked: 10 + 3 − 1 = 12"
    assert told(found, "visits/staff/before") == "Reckoned from last year, to be checked: 12 − 2 = 10"


def test_a_column_that_is_last_years_alone_is_told_by_the_columns_name(
    form_of: Callable[[str], Form], last: Filing
) -> None:
    form = form_of(TINY.replace(', add = ["paid"] }', " }"))
    found = carried(Filing(form, Draft("tiny", "某局", 2032)), last)
    assert told(found, "visits/tickets/left") == "Taken over from last year, to be checked: “结余” 1.20"


# What is never touched, never proposed


def test_what_the_clerk_has_entered_stays(blank: Filing, last: Filing) -> None:
    entered = {"head/phone": "0000-9", "visits/stayed/adult": "两个", "visits/stayed/child": "7"}
    filing = carry(with_values(blank, entered), last)
    assert {address: filing.value(address) for address in entered} == entered
    assert {note.place for note in filing.draft.notes}.isdisjoint(entered)


def test_a_report_that_gets_nothing_is_itself(last: Filing) -> None:
    full = replace(last, draft=replace(last.draft, year=2032))
    assert carry(full, last) is full


@pytest.mark.parametrize("text", ["", "三个", "1.5"])
def test_what_is_blank_or_no_number_last_year_is_not_carried_as_zero(blank: Filing, last: Filing, text: str) -> None:
    found = texts(carried(blank, with_value(last, "visits/remained/adult", text)))
    assert "visits/stayed/adult" not in found
    assert found["visits/stayed/child"] == "0"


@pytest.mark.parametrize("text", ["", "三个"])
@pytest.mark.parametrize("part", ["bought", "lost"])
def test_a_part_of_this_year_that_is_blank_leaves_the_figure_undecided(
    blank: Filing, last: Filing, part: str, text: str
) -> None:
    filing = with_values(blank, {"visits/books/bought": "3", "visits/books/lost": "1"})
    assert "visits/books/kept" in proposals(filing, last)
    assert "visits/books/kept" not in proposals(with_value(filing, f"visits/books/{part}", text), last)


def test_a_total_with_a_blank_part_is_undecided(form_of: Callable[[str], Form], last: Filing) -> None:
    form = form_of(TINY.replace('label = "成人"', 'label = "成人", carry = { last = ["total"] }').replace(
        ', carry = { last = ["remained"] }', ""
    ))  # fmt: skip
    filing = Filing(form, Draft("tiny", "某局", 2032))
    assert proposals(filing, last)["visits/came/adult"] == "5"
    assert "visits/came/adult" not in proposals(filing, with_value(last, "visits/came/child", ""))


def test_a_total_is_never_carried(blank: Filing, last: Filing) -> None:
    assert not [address for address in proposals(blank, last) if address.endswith("/total")]


def test_more_lost_than_there_was_is_not_proposed(blank: Filing, last: Filing) -> None:
    filing = with_values(blank, {"visits/books/bought": "0", "visits/books/lost": "11"})
    assert "visits/books/kept" not in proposals(filing, last)
    assert proposals(with_value(filing, "visits/books/lost", "10"), last)["visits/books/kept"] == "0"


def test_less_than_nothing_is_proposed_where_the_cell_may_hold_it(blank: Filing, last: Filing) -> None:
    found = carried(blank, with_value(last, "visits/staff/before", "0"))
    assert texts(found)["visits/staff/before"] == "-2"
    assert told(found, "visits/staff/before") == "Reckoned from last year, to be checked: 0 − 2 = −2"


def test_nothing_lost_is_reckoned_as_nothing_lost(blank: Filing, last: Filing) -> None:
    found = carried(with_values(blank, {"visits/maps/bought": "0", "visits/maps/lost": "0"}), last)
    assert told(found, "visits/maps/kept") == "Reckoned from last year, to be checked: 1 + 0 − 0 = 1"


def test_money_is_reckoned_to_the_cent(blank: Filing, last: Filing) -> None:
    assert proposals(with_value(blank, "visits/tickets/paid", "0.1"), last)["visits/tickets/left"] == "1.30"


def test_an_amount_with_more_places_than_the_cell_holds_is_not_proposed(
    form_of: Callable[[str], Form], last: Filing
) -> None:
    form = form_of(TINY.replace('type = "money", places = 2', 'type = "money", places = 1'))
    filing = with_value(Filing(form, Draft("tiny", "某局", 2032)), "visits/tickets/paid", "1")
    assert "visits/tickets/left" not in proposals(filing, with_value(last, "visits/tickets/left", "1.25"))


def test_a_choice_that_is_none_any_more_is_not_carried(form_of: Callable[[str], Form], last: Filing) -> None:
    form = form_of(TINY.replace('{ id = "small", label = "小" }, ', ""))
    found = texts(carried(Filing(form, Draft("tiny", "某局", 2032)), last))
    assert "head/size" not in found
    assert "head/phone" in found


def test_the_name_of_an_organization_now_called_otherwise_is_not_carried(blank: Filing, last: Filing) -> None:
    renamed = replace(blank, draft=replace(blank.draft, organization="新局"))
    assert "head/signed_by" not in texts(carried(renamed, last))
    signed = with_value(last, "head/signed_by", "某局办公室")
    assert texts(carried(renamed, signed))["head/signed_by"] == "某局办公室"


def test_a_figure_that_rests_on_a_carried_one_is_carried_in_the_same_act(
    form_of: Callable[[str], Form], last: Filing
) -> None:
    form = form_of(
        TINY.replace('label = "一、来了"', 'label = "一、来了", carry = { last = ["came"], add = ["stayed"] }')
    )
    filing = carry(Filing(form, Draft("tiny", "某局", 2032)), last)
    assert filing.value("visits/came/adult") == "8"
    assert carry(filing, last) is filing


# A year between


def test_after_a_gap_only_the_cover_is_carried_and_the_year_is_told(blank: Filing, last: Filing) -> None:
    later = replace(blank, draft=replace(blank.draft, year=2034))
    found = carried(later, last)
    assert set(texts(found)) == {"head/size", "head/phone", "head/signed_by", "head/sealed"}
    assert {one.note.text for one in found} == {"Taken over from 2031, to be checked"}
    assert proposals(later, last) == {}


@pytest.mark.parametrize("year", [2030, 2031])
def test_a_report_of_the_same_or_a_later_year_gives_no_figures(blank: Filing, last: Filing, year: int) -> None:
    assert proposals(replace(blank, draft=replace(blank.draft, year=year)), last) == {}


# Narratives


def test_narratives_are_offered_where_the_form_says_so_and_never_put(blank: Filing, last: Filing) -> None:
    assert offered(blank, last) == {"story": "第一段\n第二段"}
    assert "story" not in carry(blank, last).draft.values


def test_a_narrative_blank_last_year_is_not_offered(blank: Filing, last: Filing) -> None:
    assert offered(blank, with_value(last, "story", "")) == {}


# Another edition last year


@pytest.fixture(scope="module")
def newer(form_of: Callable[[str], Form]) -> Form:
    return form_of(changed(TINY, RENAMED))


def test_what_was_renamed_is_found_under_its_earlier_ids(newer: Form, last: Filing) -> None:
    filing = Filing(newer, Draft("tiny", "某局", 2032))
    assert texts(carried(filing, last)) == {
        "cover/size": "small",
        "cover/telephone": "0000-1",
        "cover/signed_by": "某局",
        "cover/sealed": "1",
        "guests/stayed/grown": "3",
        "guests/stayed/child": "0",
        "guests/staff/before": "10",
    }
    assert offered(filing, last) == {"tale": "第一段\n第二段"}


def test_the_source_of_a_place_is_told_in_last_years_addresses(newer: Form, form: Form) -> None:
    assert source_of(newer, "guests/stayed/grown", form) == ("visits/remained/adult",)
    assert source_of(newer, "guests/staff/before", form) == ("visits/staff/before", "visits/staff/change")
    assert source_of(newer, "cover/telephone", form) == ("head/phone",)
    assert source_of(newer, "tale", form) == ("story",)


@pytest.mark.parametrize(
    "address", ["cover/signed_on", "cover/organization", "remarks", "guests/came/grown", "guests/stayed/total", "x/y"]
)
def test_a_place_that_is_not_carried_has_no_source(newer: Form, form: Form, address: str) -> None:
    assert source_of(newer, address, form) == ()


def test_an_edition_without_the_place_gives_nothing_and_one_source_of_two_is_not_enough(
    form_of: Callable[[str], Form], blank: Filing, last: Filing
) -> None:
    older = form_of(changed(TINY, {'"change"': '"moved"', '"phone"': '"cable"', '"remained"': '"waiting"'}))
    values = {"head/cable": "0000-1", "visits/waiting/adult": "3", "visits/staff/before": "12"}
    found = carried(blank, with_values(Filing(older, Draft("tiny", "某局", 2031)), values))
    assert found == ()
    assert source_of(blank.form, "visits/staff/before", older) == ()


def test_the_place_as_it_stands_goes_before_its_earlier_ids(form_of: Callable[[str], Form], newer: Form) -> None:
    both = form_of(TINY.replace('{ id = "remained"', '{ id = "waiting", label = "等" },\n  { id = "remained"'))
    assert earlier(newer, "guests/waiting/grown", both) == "visits/waiting/adult"
    assert earlier(newer, "guests/waiting/child", both) == "visits/waiting/child"


def test_an_address_that_no_form_has_is_nowhere(newer: Form, form: Form) -> None:
    assert [earlier(newer, address, form) for address in ("", "x", "guests", "guests/came", "x/y/z")] == [""] * 5


def test_the_rule_on_last_years_number_looks_under_the_same_ids(newer: Form, last: Filing) -> None:
    filing = with_value(Filing(newer, Draft("tiny", "某局", 2032)), "guests/stayed/grown", "2")
    (one,) = check(filing, last).findings
    assert (one.code, one.addresses, one.values) == ("visits.stayed", ("guests/stayed/grown",), ("2", "3"))
    assert check(carry(Filing(newer, filing.draft), last), last).findings[0].values == ("2", "3")


def test_the_rule_rests_where_the_earlier_id_is_not_declared(form_of: Callable[[str], Form], last: Filing) -> None:
    silent = form_of(changed(TINY, RENAMED).replace(', renamed = ["remained"]', ""))
    filing = with_value(Filing(silent, Draft("tiny", "某局", 2032)), "guests/stayed/grown", "2")
    assert check(filing, last).findings == ()
    assert "guests/stayed/child" not in proposals(filing, last)


# Properties

NUMBERS = st.one_of(st.just(""), st.integers(0, 99).map(str), st.sampled_from(["三", "-1", "1.5", "１２人"]))
WRITTEN = st.dictionaries(st.sampled_from(sorted({**COVER, **TEXTS, **TABLE})), NUMBERS, max_size=12)


@given(before=WRITTEN, now=WRITTEN, year=st.sampled_from([2032, 2032, 2033]))
def test_carrying_twice_equals_once_and_overwrites_nothing(
    form: Form, before: dict[str, str], now: dict[str, str], year: int
) -> None:
    last = with_values(Filing(form, Draft("tiny", "某局", 2031)), {**TABLE, **before})
    noted = with_notes(Filing(form, Draft("tiny", "某局", year)), [Note("unplaced", "visits", "某行")])
    filing = with_values(noted, now)
    once = carry(filing, last)
    assert carry(once, last) is once
    assert filing.draft.values.items() <= once.draft.values.items()
    put = once.draft.values.keys() - filing.draft.values.keys()
    notes = [note for note in once.draft.notes if note.kind == "carried"]
    assert sorted(note.place for note in notes) == sorted(put)
    assert set(filing.draft.notes) <= set(once.draft.notes)
    assert with_values(once, dict(once.draft.values)) is once  # clean as it is kept
    assert {one.addresses[0] for one in check(once).findings if one.code == "number.invalid"}.isdisjoint(put)


@given(now=WRITTEN)
def test_proposals_are_what_is_put_into_the_tables(form: Form, last: Filing, now: dict[str, str]) -> None:
    filing = with_values(Filing(form, Draft("tiny", "某局", 2032)), now)
    once = carry(filing, last)
    assert proposals(filing, last) == {
        address: text
        for address, text in once.draft.values.items()
        if address in form.cells and address not in filing.draft.values
    }


# The editions of the law, by the samples


def sample(year: int) -> Filing:
    (path,) = [path for path in samples() if path.stem == str(year)]
    written = json.loads(Path(path).read_text(encoding="utf-8"))
    draft = Draft(written["family"], written["organization"], written["year"], MappingProxyType(written["values"]))
    return filing_of(draft)


CONTACTS = {"level", "short_name", "address", "postcode", "phone", "email", "website", "signed_by", "sealed"}
BROUGHT, CARRIED = "applications/brought_forward/", "applications/carried_forward/"


def of_kind(filing: Filing, start: str) -> dict[str, str]:
    return {a.removeprefix(start): text for a, text in filing.draft.values.items() if a.startswith(start)}


def test_a_year_is_begun_in_its_own_edition_across_the_change_of_the_form() -> None:
    last = sample(2020)
    filing = begin(last, 2021)
    assert (last.form.edition, filing.form.edition) == ("2019", "2021")
    assert (filing.draft.organization, filing.draft.year) == (last.draft.organization, 2021)
    assert of_kind(filing, BROUGHT) == of_kind(last, CARRIED)
    assert len(of_kind(filing, BROUGHT)) == 6
    expected = {a: t for a, t in last.draft.values.items() if a.partition("/")[2] in CONTACTS}
    assert {a: t for a, t in filing.draft.values.items() if a.startswith("cover/")} == expected
    assert filing.draft.values.keys() == {*expected, *(BROUGHT + kind for kind in of_kind(last, CARRIED))}


def test_title_and_date_are_new_every_year() -> None:
    last = with_value(sample(2022), "cover/title", "旧标题")
    values = begin(last, 2023).draft.values
    assert values.keys().isdisjoint({"cover/title", "cover/signed_on"})


def test_what_the_law_renamed_in_meaning_is_not_carried() -> None:
    last = sample(2020)
    entered = {f"proactive/normative/{column}": text for column, text in (("issued", "2"), ("repealed", "0"))}
    filing = with_values(begin(last, 2021), entered)
    assert last.value("proactive/normative/total") == "7"
    assert proposals(filing, last) == {}
    assert source_of(filing.form, "proactive/normative/in_force", last.form) == ()
    assert earlier(filing.form, "applications/results.other.rest/applicant.natural_person", last.form) == ""
    assert not [label for s in filing.form.sections for b in s.bands for label in b.rows + b.columns if label.renamed]


def test_documents_in_force_are_proposed_once_issued_and_repealed_are_typed() -> None:
    last, this = sample(2022), sample(2023)
    filing = begin(last, 2023)
    assert "proactive/normative/in_force" not in filing.draft.values
    typed = {a: this.value(a) for a in this.draft.values if a.endswith(("/issued", "/repealed"))}
    found = proposals(with_values(filing, typed), last)
    assert found == {
        f"proactive/{row}/in_force": this.value(f"proactive/{row}/in_force") for row in ("rules", "normative")
    }
    assert found["proactive/normative/in_force"] == "10"


def test_the_number_of_items_of_the_year_before_follows_in_the_edition_that_asks_for_it() -> None:
    last = replace(sample(2020), draft=replace(sample(2020).draft, year=2019))
    found = proposals(new_filing("disclosure", last.draft.organization, 2020), last)
    items = {a.split("/")[1]: text for a, text in found.items() if a.endswith("/items_before")}
    assert items == {"licensing": "5", "services": "10", "penalty": "18", "coercion": "1", "fees": "3"}


def test_three_years_running_carry_the_open_applications_from_one_to_the_next() -> None:
    first = begin(sample(2020), 2021)
    typed = with_values(first, {CARRIED + kind: text for kind, text in of_kind(first, BROUGHT).items()})
    second = begin(typed, 2022)
    assert of_kind(second, BROUGHT) == of_kind(sample(2020), CARRIED)
    assert of_kind(begin(sample(2022), 2023), BROUGHT) == of_kind(sample(2023), BROUGHT)
    assert of_kind(second, "cover/") == of_kind(first, "cover/")


@pytest.mark.parametrize(("year", "of"), [(2020, 2021), (2022, 2023), (2023, 2024), (2020, 2024)])
def test_what_is_begun_from_a_sample_is_noted_and_has_no_other_finding(year: int, of: int) -> None:
    last = sample(year)
    filing = begin(last, of)
    assert {note.place for note in filing.draft.notes} == set(filing.draft.values)
    assert {one.code for one in check(filing, last).findings} == {"carry.unchecked"}
    assert carry(filing, last) is filing


def test_the_four_texts_and_the_preface_are_offered_across_the_editions() -> None:
    last = sample(2020)
    filing = begin(last, 2021)
    assert offered(filing, last) == {a: last.value(a) for a in ("preface", "overview", "problems", "other")}


def test_a_year_may_be_begun_under_the_organizations_new_name() -> None:
    filing = begin(sample(2022), 2023, "清源县教育和体育局")
    assert filing.draft.organization == "清源县教育和体育局"
    assert filing.value("cover/signed_by") == ""
    assert len(of_kind(filing, BROUGHT)) == 6


def test_a_year_without_an_edition_is_refused() -> None:
    with pytest.raises(NoEdition):
        begin(sample(2020), 2018)
