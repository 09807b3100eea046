"""The outline of a narrative: which aspects of the law it speaks of, which are missing, where their headings go."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.aspects import aspects, skeleton
from app.draft import new_filing, with_value, with_values
from app.errors import FormFileError
from app.form_file import editions
from app.intake import take_in
from app.match import match
from app.outline import outline
from app.paths import resources
from app.readers import READERS

SAMPLES = sorted((resources() / "samples" / "disclosure").glob("*.json"))
FORMS = editions("disclosure")


def filing_with(text, *, level="department", year=2023):
    return with_values(new_filing("disclosure", "清源县教育局", year), {"overview": text, "cover/level": level})


def found(filing, section="overview"):
    return {one.aspect.id: one for one in aspects(filing, filing.form.section(section))}


def missing(filing, section="overview"):
    return [id for id, one in found(filing, section).items() if one.how == "missing"]


def written(filing, *ids):
    """The narrative with these headings written one after another."""
    section = filing.form.section("overview")
    for id in ids:
        aspect = next(one for one in section.aspects if one.id == id)
        filing = with_value(filing, section.id, skeleton(filing, section, aspect).text)
    return filing.value("overview").split("\n")


# What is found


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_samples_have_a_heading_for_every_aspect(path):
    filing = take_in(path).filing
    for section in filing.form.sections:
        assert {one.how for one in aspects(filing, section)} <= {"heading"}


def test_a_blank_text_misses_everything_and_an_edition_asks_in_its_own_words():
    for form in FORMS:
        filing = filing_with("", year=form.first_year)
        labels = [one.aspect.label for one in aspects(filing, filing.form.section("overview"))]
        assert len(labels) == len(missing(filing)) == 5
    assert missing(filing, "problems") == ["problems", "improvements"]
    assert aspects(filing, filing.form.section("other")) == ()


def test_a_heading_is_found_run_in_and_alone_and_with_other_words():
    filing = filing_with("（一）主动公开方面。全年……\n（二）依申请公开情况\n全年……\n（三）平台建设。整合栏目。")
    one = found(filing)
    assert [(one[id].paragraph, one[id].how) for id in ("proactive", "on_request", "platform")] == [
        (0, "heading"), (1, "heading"), (3, "heading"),
    ]  # fmt: skip
    assert missing(filing) == ["management", "oversight"]


def test_a_word_anywhere_is_enough():
    filing = filing_with("全年发布信息12条。\n办结公开申请3件，开展业务培训。")
    assert [(one.paragraph, one.how) for one in found(filing).values()] == [
        (0, "words"), (1, "words"), (None, "missing"), (None, "missing"), (1, "words"),
    ]  # fmt: skip


def test_a_heading_without_text_is_told():
    filing = filing_with("（一）主动公开。\n（二）依申请公开。\n全年……\n（三）政府信息管理。……\n（四）监督保障。")
    bare = {id for id, one in found(filing).items() if one.is_bare}
    assert bare == {"proactive", "oversight"}


def test_governments_alone_are_asked_for_assessment_review_and_accountability():
    text = "（五）监督保障。开展社会评议。"
    assert not any("." in id for id in found(filing_with(text)))
    assert not any("." in id for id in found(filing_with(text, level="")))
    asked = found(filing_with(text, level="county"))
    assert asked["oversight.public_review"].how == "words"
    assert {"oversight.assessment", "oversight.accountability"} <= set(missing(filing_with(text, level="county")))


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("suqian_2023.txt", ["oversight.accountability"]),
        ("template_2021_official_empty.docx", ["proactive", "on_request", "management", "platform", "oversight"]),
        ("shanghai_kewei_2024.md", ["oversight"]),
    ],
)
def test_what_real_reports_leave_out_is_seen(name, gone, corpus):
    path = corpus / name
    filing = match(READERS[path.suffix](path), organization="清源县人民政府", year=2023).filing
    filing = with_value(filing, "cover/level", "city")
    assert [id for id in missing(filing) if id in gone or "." not in id] == gone


# What is written


def test_the_headings_stand_in_the_laws_order_whatever_comes_first():
    lines = written(filing_with("前言。"), "platform", "proactive", "oversight", "management", "on_request")
    labels = ["主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障"]
    assert lines == ["前言。", *(f"（{n}）{label}。" for n, label in zip("一二三四五", labels, strict=True))]


def test_a_heading_is_put_between_its_neighbours_and_those_behind_are_counted_on():
    text = "（一）主动公开。全年……\n1.网站。……\n（二）依申请公开。……\n（三）监督保障情况。……\n1.考核。……"
    lines = written(filing_with(text), "management")
    assert lines[3:] == ["（三）政府信息管理。", "（四）监督保障情况。……", "1.考核。……"]


def test_a_part_stands_under_the_heading_of_the_whole_which_is_written_where_there_is_none():
    text = "（一）主动公开。……\n（二）监督保障。……\n1.人员。……"
    lines = written(filing_with(text, level="county"), "oversight.public_review", "oversight.assessment")
    assert lines[2:] == ["1.人员。……", "2.工作考核。", "3.社会评议。"]
    assert written(filing_with("", level="county"), "oversight.assessment") == ["（一）监督保障。", "1.工作考核。"]


def test_an_aspect_with_a_heading_is_not_written_again():
    text = "（一）主动公开方面。全年……"
    assert written(filing_with(text), "proactive") == [text]


@given(
    st.lists(
        st.sampled_from(["前言。", "（一）主动公开。全年", "（三）监督保障情况", "1.网站", "（九）其他。略", "培训3次"])
    )
)
def test_a_written_heading_is_found_at_its_place_and_no_text_is_lost(lines):
    filing = filing_with("\n".join(lines), level="county")
    section = filing.form.section("overview")
    for one in aspects(filing, section):
        made = skeleton(filing, section, one.aspect)
        again = with_value(filing, section.id, made.text)
        assert made.text.split("\n")[made.paragraph] == made.heading
        assert found(again)[one.aspect.id].how == "heading"
        rest = [line[outline(line).lead :] for line in made.text.split("\n")]
        assert [text for text in rest if text] == [
            text for line in lines if (text := line[outline(line).lead :])
        ]  # fmt: skip


# What a form file may say

TINY = """
edition    = "first"
first_year = 2001
source     = ""

[[section]]
id    = "{id}"
kind  = "narrative"
title = ""

[[section.aspect]]
id    = "{aspect}"
label = "{label}"
"""


def test_a_form_file_names_its_aspects_in_order(form_of):
    form = form_of(TINY.format(id="text", aspect="one", label="甲") + '[[section.aspect]]\nid="one.part"\nlabel="乙"\n')
    assert [(one.id, one.label, one.words, one.government) for one in form.sections[0].aspects] == [
        ("one", "甲", (), False), ("one.part", "乙", (), False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("aspect", "label", "told"),
    [("other.part", "甲", "aspect[other.part]"), ("One", "甲", "aspect[One]"), ("one", "", "aspect[one]")],
)
def test_an_aspect_without_its_whole_or_its_words_is_refused_with_its_place(aspect, label, told, form_of):
    with pytest.raises(FormFileError, match=re.escape(told)):
        form_of(TINY.format(id="text", aspect=aspect, label=label))


def test_aspects_are_asked_of_narratives_alone(form_of):
    text = TINY.format(id="text", aspect="one", label="甲").replace('"narrative"', '"fields"')
    with pytest.raises(FormFileError, match=re.escape("section[text].aspect")):
        form_of(text)
