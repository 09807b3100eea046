"""Words sought in the guidance of a form: all of them, in any width, place by place."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.form import Form
from app.form_file import editions
from app.guidance_search import search, spans

TINY = """
edition = "first"
first_year = 2031
source = "某文"

[[section]]
id = "cover"
kind = "fields"
title = "封面"
fields = [{ id = "phone", type = "text", label = "电话", guidance = "总机，不填手机。", mistake = "填了手机。" }]

[[section]]
id = "visits"
kind = "table"
title = "二、来访"
source = "某文 二"

[[section.band]]
title = "第一块"
guidance = "本块。"
columns = [
  { id = "who", label = "来访人", guidance = "各种人。" },
  { id = "who.adult", label = "成人" },
  { id = "who.total", label = "总计", sum = ["who"] },
]
rows = [
  { id = "came", label = "来了" },
  { id = "left", label = "走了", guidance = "离开的 ABC 人。" },
  { id = "left.early", label = "早走" },
  { id = "left.late", label = "晚走", guidance = "闭馆后。", law = "“晚走的，登记。”", mistake = "记到次日。" },
]
"""


@pytest.fixture(scope="module")
def form(form_of: Callable[[str], Form]) -> Form:
    return form_of(TINY)


def found(form: Form, words: str) -> list[tuple[str, str, str]]:
    return [(hit.address, hit.title, hit.text) for hit in search(form, words)]


def test_a_hit_names_the_place_its_words_and_the_passage(form: Form) -> None:
    assert found(form, "闭馆") == [("visits/left.late/who.adult", "表二 走了 晚走", "闭馆后。")]
    assert found(form, "登记") == [("visits/left.late/who.adult", "表二 走了 晚走", "“晚走的，登记。”")]
    assert found(form, "手机") == [("cover/phone", "电话", "总机，不填手机。")]


def test_a_group_a_column_and_a_block_lead_to_their_first_place(form: Form) -> None:
    assert found(form, "离开") == [("visits/left.early/who.adult", "表二 走了", "离开的 ABC 人。")]
    assert found(form, "各种") == [("visits/came/who.adult", "表二 来访人", "各种人。")]
    assert found(form, "本块") == [("visits/came/who.adult", "表二 第一块", "本块。")]


def test_all_words_must_stand_somewhere_in_what_is_said_of_the_place(form: Form) -> None:
    assert [hit.title for hit in search(form, "次日 登记")] == ["表二 走了 晚走"]
    assert search(form, "次日 手机") == ()


@pytest.mark.parametrize("words", ["abc", "ＡＢＣ", " Abc　离开 "])
def test_case_and_width_do_not_matter(form: Form, words: str) -> None:
    assert [hit.title for hit in search(form, words)] == ["表二 走了"]


@pytest.mark.parametrize("words", ["", "  ", "　"])
def test_no_words_find_nothing(form: Form, words: str) -> None:
    assert search(form, words) == ()
    assert spans("总机", words) == ()


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("总机，不填手机。", "手机", ["手机"]),
        ("手机、手机", "手机", ["手机", "手机"]),
        ("上年结转", "结转 上年", ["上年结转"]),
        ("离开的ＡＢＣ人", "abc", ["ＡＢＣ"]),
        ("３㎏", "kg", ["㎏"]),
        ("总机", "手机", []),
    ],
)
def test_the_words_are_marked_where_they_stand(text: str, words: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text, words)] == marked


@given(st.text(max_size=30), st.text(max_size=6))
def test_marks_stay_within_the_text_and_apart(text: str, words: str) -> None:
    places = [place for span in spans(text, words) for place in span]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    assert len(set(places)) == len(places)


@pytest.mark.parametrize("form", editions(), ids=lambda form: form.edition)
def test_every_place_found_can_be_gone_to_and_it_is_found_at_once(form: Form) -> None:
    search(form, "的")
    began = time.perf_counter()
    hits = search(form, "申请")
    assert time.perf_counter() - began < 0.05
    assert len(hits) > 20
    assert {hit.address for hit in hits} <= {*form.cells, *form.addresses}
    assert all(spans(hit.text, "申请") or spans(hit.title, "申请") for hit in hits)


@pytest.mark.parametrize("form", editions(), ids=lambda form: form.edition)
def test_every_name_of_the_law_finds_its_place(form: Form) -> None:
    rows = [label.label for section in form.sections for band in section.bands for label in band.rows if label.guidance]
    assert [row for row in rows if not any(row in hit.title for hit in search(form, row))] == []
