"""Find and replace over all texts: what is found, what a renaming makes of it, what is left alone."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.draft import new_filing, with_values
from app.replace import found, is_cited, is_identity, replaced, stands_already

TEXTS = {
    "cover/short_name": "县教育局",
    "cover/signed_by": "清源县教育局",
    "cover/level": "department",
    "cover/signed_on": "2024-01-19",
    "preface": "清源县教育局编制了本报告。\n联系单位：清源县教育局办公室。",
    "overview": "县教育局公开信息2023条（其中APP12条）。",
    "applications/received/applicant.natural_person": "2023",
}


@pytest.fixture
def filing():
    return with_values(new_filing("disclosure", "清源县教育局", 2023), TEXTS)


def addresses(places):
    return [place.address for place in places]


def test_words_are_found_in_the_order_of_the_report(filing):
    places = found(filing, "教育局")
    assert addresses(places) == [
        "cover/organization", "cover/short_name", "cover/signed_by", "preface", "preface", "overview",
    ]  # fmt: skip
    second = places[4]
    assert (second.paragraph, second.before, second.text, second.after) == (1, "联系单位：清源县", "教育局", "办公室。")
    assert filing.value("preface")[second.start : second.end] == "教育局"


def test_figures_of_tables_dates_and_choices_are_no_texts(filing):
    assert addresses(found(filing, "2023")) == ["overview"]
    assert addresses(found(filing, "2024")) == []
    assert addresses(found(filing, "department")) == []


@pytest.mark.parametrize("nothing", ["", "  ", "\u3000"])
def test_nothing_is_found_nowhere(filing, nothing):
    assert found(filing, nothing) == ()


def test_no_sign_has_a_meaning(filing):
    assert found(filing, ".*") == ()
    assert found(filing, "(其中") == found(filing, "（其中")


def test_width_and_capitals_count_only_where_it_is_to_be_exact(filing):
    assert addresses(found(filing, "ａｐｐ１２条)")) == ["overview"]
    assert found(filing, "app", exact=True) == ()
    assert addresses(found(filing, "APP", exact=True)) == ["overview"]


def test_whole_words_are_no_parts_of_longer_ones(filing):
    assert addresses(found(filing, "202")) == ["overview"]
    assert found(filing, "202", whole=True) == ()
    assert addresses(found(filing, "2023", whole=True)) == ["overview"]
    assert addresses(found(filing, "教育", whole=True))[-1] == "overview"


def test_a_sign_that_folds_to_several_is_found_as_a_whole():
    filing = with_values(new_filing("disclosure", "甲", 2023), {"overview": "等…共㎡"})
    assert found(filing, ".") == ()
    place = found(filing, "等...")[0]
    assert place.text == "等…"
    assert replaced(filing, [place], "等") == {"overview": "等共㎡"}


def test_a_body_is_renamed_everywhere_but_its_identity_only_where_it_is_wanted(filing):
    places = found(filing, "教育局")
    wanted = [place for place in places if not is_identity(filing, place)]
    texts = replaced(filing, wanted, "教育体育局")
    assert texts == {
        "cover/short_name": "县教育体育局",
        "cover/signed_by": "清源县教育体育局",
        "preface": "清源县教育体育局编制了本报告。\n联系单位：清源县教育体育局办公室。",
        "overview": "县教育体育局公开信息2023条（其中APP12条）。",
    }
    renamed = with_values(filing, replaced(filing, places, "教育体育局"))
    assert renamed.draft.organization == "清源县教育体育局"
    assert found(renamed, "教育局") == ()


def test_a_place_that_reads_so_already_is_known(filing):
    places = found(filing, "教育局")
    already = [place.address for place in places if stands_already(filing, place, "清源县教育局")]
    assert already == ["cover/organization", "cover/signed_by", "preface", "preface"]
    assert not any(stands_already(filing, place, "") for place in places)


def test_a_place_that_has_changed_meanwhile_is_left_alone(filing):
    places = found(filing, "教育局")
    later = with_values(filing, {"overview": "本局公开信息2023条（其中APP12条）。"})
    assert "overview" not in replaced(later, places, "教育体育局")


@given(st.text("局a县．.…Ａ\n", max_size=30), st.text("局a.县", min_size=1, max_size=3))
def test_what_is_found_is_there_and_what_is_replaced_is_gone(text, words):
    filing = with_values(new_filing("disclosure", "甲", 2023), {"overview": text})
    places = [place for place in found(filing, words) if place.address == "overview"]
    value = filing.value("overview")
    assert all(value[place.start : place.end] == place.text for place in places)
    assert all(one.end <= other.start for one, other in itertools.pairwise(places))
    for place in places:
        paragraph = value.split("\n")[place.paragraph]
        assert place.before + place.text + place.after in paragraph
    again = replaced(filing, places, "丁").get("overview", value)
    assert again.count("丁") == len(places)


def test_titles_and_numbers_of_documents_are_known_as_cited(filing):
    text = "根据《中华人民共和国政府信息公开条例》（国办公开办函〔2021〕30号），公开信息。\n依据《办法，公开"
    places = found(with_values(filing, {"preface": text, "overview": ""}), "公开")
    known = with_values(filing, {"preface": text})
    assert [is_cited(known, place) for place in places] == [True, True, False, True]
    (year,) = found(with_values(filing, {"preface": text, "overview": ""}), "2021")
    assert is_cited(known, year)
    (whole,) = found(with_values(filing, {"preface": "《条例》", "overview": ""}), "《条例》")
    assert not is_cited(with_values(filing, {"preface": "《条例》"}), whole)


def test_what_stands_around_is_told_to_go_on(filing):
    text = "一" * 30 + "条例" + "二" * 24 + "\n" + "三" * 24 + "条例" + "四" * 25
    one, other = found(with_values(filing, {"overview": text}), "条例")
    assert (one.before, one.after) == ("…" + "一" * 24, "二" * 24)
    assert (other.before, other.after) == ("三" * 24, "四" * 24 + "…")
