"""Drafts: what is kept of what is typed, when a note dies, and that nothing ever changes under one's hands."""

import dataclasses
import unicodedata
from collections.abc import Callable, Iterator
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.draft import (
    Draft,
    Filing,
    Note,
    clean,
    covers,
    filing_of,
    fingerprint,
    new_filing,
    paragraphs,
    with_notes,
    with_value,
    with_values,
    without_notes,
)
from app.errors import NoEdition, UnknownAddress
from app.form import Form
from app.form_file import editions
from app.i18n import use_language

TINY = """
edition = "first"
first_year = 2031
source = "某文"

[[section]]
id = "cover"
kind = "fields"
title = "封面"
fields = [
  { id = "organization", type = "text", label = "单位" },
  { id = "year", type = "year", label = "年度" },
  { id = "phone", type = "text", label = "电话" },
  { id = "kind", type = "choice", label = "类型", choices = [{ id = "school", label = "学校" }] },
  { id = "signed", type = "date", label = "日期" },
  { id = "sealed", type = "flag", label = "印章" },
]

[[section]]
id = "text"
kind = "narrative"
title = "一、文字"

[[section]]
id = "visits"
kind = "table"
title = "二、来访"

[[section.band]]
value = { type = "count", unit = "人" }
columns = [
  { id = "who", label = "来访人" },
  { id = "who.adult", label = "成人" },
  { id = "who.child", label = "儿童" },
  { id = "who.total", label = "总计", sum = ["who"] },
  { id = "paid", label = "收费", type = "money" },
]
rows = [{ id = "came", label = "来了" }, { id = "came_late", label = "晚来" }]
"""
ADULT, CHILD, TOTAL = "visits/came/who.adult", "visits/came/who.child", "visits/came/who.total"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture(scope="module")
def form(form_of: Callable[[str], Form]) -> Form:
    return form_of(TINY)


@pytest.fixture(scope="module")
def blank(form: Form) -> Filing:
    return Filing(form, Draft("tiny", "某局", 2031))


# What is kept


def test_a_number_is_kept_as_the_law_writes_it(blank: Filing) -> None:
    assert with_value(blank, ADULT, " １，２３４人 ").value(ADULT) == "1234"
    assert with_value(blank, "visits/came/paid", "0.10").value("visits/came/paid") == "0.10"


@pytest.mark.parametrize("text", ["一百", "-3", "3.5", "12个", "1,2,3"])
def test_what_is_no_number_is_kept_as_it_was_typed(blank: Filing, text: str) -> None:
    assert with_value(blank, ADULT, f" {text}\n").value(ADULT) == text


@pytest.mark.parametrize("text", ["", " ", "\n", "\u3000", "\x00"])
def test_an_empty_text_clears_the_place(blank: Filing, text: str) -> None:
    for address in (ADULT, "text", "cover/phone", "cover/sealed"):
        filled = with_value(blank, address, "1")
        assert address in filled.draft.values
        assert address not in with_value(filled, address, text).draft.values


def test_zero_is_not_blank(blank: Filing) -> None:
    assert with_value(blank, ADULT, "0").draft.values == {ADULT: "0"}


def test_a_blank_reads_as_an_empty_text(blank: Filing) -> None:
    assert blank.value(ADULT) == blank.value("text") == blank.value("cover/phone") == ""


def test_a_field_is_one_line(blank: Filing) -> None:
    assert with_value(blank, "cover/phone", " 0000-8600123\r\n转\t8001 ").value("cover/phone") == "0000-8600123 转 8001"


def test_a_narrative_is_plain_paragraphs(blank: Filing) -> None:
    typed = "第一段  \r\n\r\n第二段\u3000\r第三段\u2028第四段\x0b\n\n"
    assert with_value(blank, "text", typed).value("text") == "第一段\n第二段\n第三段\n第四段"


def test_the_beginning_of_a_paragraph_stays_as_typed() -> None:
    assert paragraphs("\u3000\u3000第一段\n  第二段") == "\u3000\u3000第一段\n  第二段"


@pytest.mark.parametrize("char", ["\x00", "\x08", "\x1b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_xml_forbids_is_left_out(blank: Filing, char: str) -> None:
    filing = with_values(blank, {"text": f"甲{char}乙", "cover/phone": f"1{char}2", ADULT: f"1{char}2"})
    assert [filing.value(address) for address in ("text", "cover/phone", ADULT)] == ["甲乙", "12", "12"]


@pytest.mark.parametrize("char", ["\t", "\ue000", "\ufffd", "𠮷", "😀", "\u200b"])
def test_what_xml_allows_stays(char: str) -> None:
    assert paragraphs(f"甲{char}乙") == f"甲{char}乙"


def test_text_is_composed(blank: Filing) -> None:
    decomposed = unicodedata.normalize("NFD", "é")
    filing = with_values(blank, {"text": decomposed, "cover/phone": decomposed})
    assert filing.value("text") == filing.value("cover/phone") == "é"


def test_full_width_text_of_a_narrative_stays_as_it_is() -> None:
    assert paragraphs("共１２件，（一）") == "共１２件，（一）"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2026-01-05", "2026-01-05"),
        ("2026年1月5日", "2026-01-05"),
        ("2026 年 1 月 5 日", "2026-01-05"),
        ("２０２６年１月５日", "2026-01-05"),
        ("2026.1.5", "2026-01-05"),
        ("2026/01/05", "2026-01-05"),
        ("20260105", "2026-01-05"),
        ("２０２６０１０５", "2026-01-05"),
        ("20261301", "20261301"),
        ("2026010", "2026010"),
        ("2026年2月30日", "2026年2月30日"),
        ("二〇二六年一月五日", "2026-01-05"),
        ("1月5日", "1月5日"),
        ("", ""),
    ],
)
def test_a_date_is_kept_in_one_shape_or_as_typed(form: Form, typed: str, kept: str) -> None:
    assert clean(form, "cover/signed", typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"), [("school", "school"), ("学校", "school"), (" 学校 ", "school"), ("厂", "厂")]
)
def test_a_choice_is_kept_by_its_id_or_as_typed(form: Form, typed: str, kept: str) -> None:
    assert clean(form, "cover/kind", typed) == kept


@pytest.mark.parametrize(("typed", "kept"), [("1", "1"), ("是", "1"), ("True", "1"), ("0", ""), ("否", ""), ("", "")])
def test_a_flag_is_one_or_blank(form: Form, typed: str, kept: str) -> None:
    assert clean(form, "cover/sealed", typed) == kept


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = paragraphs(text)
    assert paragraphs(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(line != line.rstrip() or not line for line in once.split("\n") if once)


@given(st.sampled_from([a for f in editions() for a in f.addresses if a != "cover/year"]), st.text(max_size=20))
def test_what_is_kept_is_kept_again_as_it_is(address: str, text: str) -> None:
    form = next(form for form in editions() if address in form.addresses)
    once = clean(form, address, text)
    assert clean(form, address, once) == once


# Where it is kept


def test_an_unknown_address_is_refused_with_the_nearest_one(blank: Filing) -> None:
    with pytest.raises(UnknownAddress, match=f"“visits/came/who.adlt”.*did you mean “{ADULT}”"):
        with_value(blank, "visits/came/who.adlt", "1")


def test_a_total_is_refused(blank: Filing) -> None:
    with pytest.raises(UnknownAddress, match="is a total"):
        with_value(blank, TOTAL, "1")


@pytest.mark.parametrize("address", ["cover", "visits", "visits/came", "visits/came/who", "text/1", ""])
def test_a_group_is_no_place_for_a_value(blank: Filing, address: str) -> None:
    with pytest.raises(UnknownAddress):
        with_value(blank, address, "1")


def test_one_bad_address_among_several_keeps_the_others_out(blank: Filing) -> None:
    with pytest.raises(UnknownAddress):
        with_values(blank, {ADULT: "1", TOTAL: "2"})
    assert blank.draft.values == {}


# Identity


def test_the_identity_is_read_like_a_value_and_kept_apart(blank: Filing) -> None:
    assert (blank.value("cover/organization"), blank.value("cover/year")) == ("某局", "2031")
    renamed = with_value(blank, "cover/organization", " 某县\n某局 ")
    assert (renamed.draft.organization, dict(renamed.draft.values)) == ("某县 某局", {})


def test_an_organization_is_never_nameless(blank: Filing) -> None:
    assert with_value(blank, "cover/organization", " ") == blank


def test_the_year_is_fixed(blank: Filing) -> None:
    with pytest.raises(UnknownAddress, match="year is fixed"):
        with_value(blank, "cover/year", "2032")


def test_a_new_filing_is_blank_in_the_edition_of_its_year() -> None:
    latest = editions()[-1]
    filing = new_filing("disclosure", " 某局 ", latest.first_year + 1)
    assert filing.form is latest
    assert filing.draft == Draft("disclosure", "某局", latest.first_year + 1)
    assert filing_of(filing.draft) == filing


def test_a_year_without_an_edition_has_no_filing() -> None:
    with pytest.raises(NoEdition):
        new_filing("disclosure", "某局", editions()[0].first_year - 1)


# Nothing changes under one's hands


def test_a_value_makes_a_new_filing_and_leaves_the_old_one(blank: Filing) -> None:
    one = with_value(blank, ADULT, "1")
    two = with_value(one, ADULT, "2")
    assert [filing.value(ADULT) for filing in (blank, one, two)] == ["", "1", "2"]


@pytest.mark.parametrize(("address", "text"), [(ADULT, "1"), (ADULT, "１人"), (CHILD, ""), ("text", "甲 \n\n乙")])
def test_what_changes_nothing_gives_the_same_filing(blank: Filing, address: str, text: str) -> None:
    filing = with_values(blank, {ADULT: "1", "text": "甲\n乙"})
    assert with_value(filing, address, text) is filing


def test_values_cannot_be_written_into(blank: Filing) -> None:
    filing = with_value(blank, ADULT, "1")
    with pytest.raises(TypeError):
        filing.draft.values[ADULT] = "2"
    with pytest.raises(dataclasses.FrozenInstanceError):
        filing.draft.year = 2032


def test_the_texts_handed_over_are_not_kept_themselves(blank: Filing) -> None:
    texts = {ADULT: "1"}
    filing = with_values(blank, texts)
    texts[ADULT] = "2"
    assert filing.value(ADULT) == "1"


# Notes


def noted(blank: Filing, place: str) -> Filing:
    """Values everywhere, and one note at a place."""
    filled = with_values(blank, {ADULT: "1", CHILD: "2", "visits/came_late/who.adult": "3", "text": "甲"})
    return with_notes(filled, [Note("doubt", place, "看不清")])


@pytest.mark.parametrize(
    ("place", "changed", "lives"),
    [
        (ADULT, ADULT, False),
        (ADULT, CHILD, True),
        (TOTAL, ADULT, False),
        (TOTAL, CHILD, False),
        (TOTAL, "visits/came_late/who.adult", True),
        ("visits/came", ADULT, False),
        ("visits/came", "visits/came_late/who.adult", True),
        ("visits/came/who", CHILD, False),
        ("visits/came/who", "visits/came/paid", True),
        ("visits", "visits/came/paid", False),
        ("visits", "text", True),
        ("text", "text", False),
        ("text", ADULT, True),
    ],
)
def test_a_note_dies_when_what_it_speaks_of_changes(blank: Filing, place: str, changed: str, lives: bool) -> None:
    filing = with_value(noted(blank, place), changed, "9")
    assert bool(filing.draft.notes) is lives


def test_a_note_dies_when_what_it_speaks_of_is_cleared(blank: Filing) -> None:
    assert with_value(noted(blank, ADULT), ADULT, "").draft.notes == ()


def test_a_note_about_a_blank_dies_when_the_blank_is_filled(blank: Filing) -> None:
    filing = with_notes(blank, [Note("doubt", ADULT, "原文缺")])
    assert with_value(filing, CHILD, "1").draft.notes
    assert with_value(filing, ADULT, "0").draft.notes == ()


def test_a_note_lives_when_the_same_value_is_typed_again(blank: Filing) -> None:
    filing = noted(blank, ADULT)
    assert with_value(filing, ADULT, "１人").draft.notes == filing.draft.notes


def test_a_note_lives_when_its_value_is_typed_again_beside_others(blank: Filing) -> None:
    filing = noted(blank, ADULT)
    assert with_values(filing, {ADULT: "1", CHILD: "9"}).draft.notes == filing.draft.notes


def test_a_new_name_leaves_notes_about_values_alive(blank: Filing) -> None:
    filing = noted(blank, ADULT)
    assert with_value(filing, "cover/organization", "他局").draft.notes == filing.draft.notes


def test_notes_are_added_behind_those_that_are_there(blank: Filing) -> None:
    filing = with_notes(noted(blank, ADULT), [Note("unplaced", "", "附件")])
    assert [note.text for note in filing.draft.notes] == ["看不清", "附件"]
    assert all(note.fingerprint for note in filing.draft.notes)


def test_a_settled_note_is_gone_and_the_others_stay(blank: Filing) -> None:
    filing = with_notes(noted(blank, ADULT), [Note("unplaced", "", "附件")])
    kept = without_notes(filing, filing.draft.notes[:1])
    assert [note.text for note in kept.draft.notes] == ["附件"]


def test_a_fingerprint_is_of_the_values_it_covers_and_of_no_others(blank: Filing) -> None:
    one = with_values(blank, {ADULT: "1", CHILD: "2"})
    assert fingerprint(one, ADULT) == fingerprint(with_value(one, CHILD, "3"), ADULT)
    assert fingerprint(one, ADULT) != fingerprint(with_value(one, ADULT, "2"), ADULT)
    swapped = with_values(blank, {ADULT: "2", CHILD: "1"})
    assert fingerprint(one, "visits/came") != fingerprint(swapped, "visits/came")


def test_a_place_covers_no_neighbour_of_a_like_name(form: Form) -> None:
    assert covers(form, "visits/came", ADULT)
    assert not covers(form, "visits/came", "visits/came_late/who.adult")


@given(st.dictionaries(st.sampled_from([ADULT, CHILD, "text", "cover/phone"]), st.text(max_size=6)))
def test_a_draft_is_equal_to_another_with_the_same_values(texts: dict[str, str]) -> None:
    one, other = (Draft("tiny", "某局", 2031, MappingProxyType(dict(texts))) for _ in range(2))
    assert one == other
    assert (one == Draft("tiny", "某局", 2031)) is (not texts)


def test_a_doubt_about_the_organization_goes_when_the_name_is_mended() -> None:
    filing = new_filing("disclosure", "湛河区教育局", 2020)
    doubted = with_notes(filing, [Note("doubt", "cover/organization", "文件中写的是另一个单位。")])
    assert with_value(doubted, "cover/phone", "1").draft.notes == doubted.draft.notes
    assert with_value(doubted, "cover/organization", "湛河区教育体育局").draft.notes == ()


def test_text_without_a_place_stays_until_it_is_settled() -> None:
    filing = new_filing("disclosure", "某局", 2023)
    kept = with_notes(filing, [Note("unplaced", "", "无处可放的一段"), Note("unplaced", "overview", "另一段")])
    assert with_value(kept, "overview", "新写的").draft.notes == kept.draft.notes
    assert without_notes(kept, kept.draft.notes).draft.notes == ()
