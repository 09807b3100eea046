"""How far each step is: a fault goes before everything, and a step shared by two sections is one."""

from collections.abc import Callable

import pytest

from app.check import check
from app.draft import Draft, Filing, Note, with_notes, with_values
from app.finding import Finding
from app.form import Form
from app.progress import Progress, StepState, progress

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
  { id = "signed", type = "date", label = "日期", required = true },
]

[[section]]
id = "preface"
kind = "narrative"
title = ""

[[section]]
id = "remark"
kind = "narrative"
title = "一、备注"

[[section]]
id = "visits"
kind = "table"
title = "二、来访"

[[section.band]]
columns = [
  { id = "adult", label = "成人" },
  { id = "child", label = "儿童" },
  { id = "total", label = "总计", sum = ["adult", "child"] },
]
rows = [{ id = "came", label = "来了" }, { id = "left", label = "走了" }]

[[section.rule]]
code = "visits.balance"
rule = "R1"
severity = "error"
kind = "equal"
left = ["came"]
right = ["left"]
message = "{column}：{left}≠{right}"
"""
COVER, REMARK, VISITS = 0, 1, 2


@pytest.fixture(scope="module")
def form(form_of: Callable[[str], Form]) -> Form:
    return form_of(TINY)


def steps(form: Form, notes: tuple[Note, ...] = (), **texts: str) -> list[Progress]:
    """The progress of each step; `came_adult` stands for `visits/came/adult`."""
    places = {a.replace("/", "_").removeprefix("visits_"): a for a in form.addresses}
    filing = Filing(form, Draft("tiny", "某局", 2031))
    filing = with_notes(with_values(filing, {places[name]: text for name, text in texts.items()}), notes)
    return [progress(filing, check(filing).findings, step) for step in form.steps]


def test_a_section_without_a_title_shares_the_step_of_the_one_before(form: Form) -> None:
    assert [[section.id for section in step] for step in form.steps] == [["cover", "preface"], ["remark"], ["visits"]]
    assert [form.step_of(place) for place in ("cover/signed", "preface", "remark", "visits/came", "elsewhere")] == [
        COVER, COVER, REMARK, VISITS, 0,
    ]  # fmt: skip


def test_a_step_is_blank_until_something_is_filled(form: Form) -> None:
    assert steps(form)[COVER] == Progress(StepState.BLANK, 1, 0)
    assert steps(form)[VISITS] == Progress(StepState.BLANK, 4, 0)


def test_a_step_is_begun_with_its_first_value(form: Form) -> None:
    assert steps(form, came_adult="0")[VISITS] == Progress(StepState.BEGUN, 3, 0)
    assert steps(form, preface="甲")[COVER] == Progress(StepState.BEGUN, 1, 0)


def test_a_step_is_filled_when_nothing_required_is_blank(form: Form) -> None:
    zeros = dict.fromkeys(["came_adult", "came_child", "left_adult", "left_child"], "0")
    assert steps(form, **zeros)[VISITS] == Progress(StepState.FILLED, 0, 0)
    assert steps(form, cover_signed="2032-01-05")[COVER] == Progress(StepState.FILLED, 0, 0)


def test_a_step_with_nothing_required_is_filled_from_the_start(form: Form) -> None:
    assert steps(form)[REMARK] == Progress(StepState.FILLED, 0, 0)


def test_a_fault_goes_before_blank_and_filled(form: Form) -> None:
    assert steps(form, came_adult="x")[VISITS] == Progress(StepState.FAULTY, 3, 1, errors=1)


def test_what_only_follows_from_a_fault_is_not_counted(form: Form) -> None:
    values = {"came_adult": "1", "left_adult": "0", "came_child": "0", "left_child": "0"}
    assert steps(form, **values)[VISITS] == Progress(StepState.FAULTY, 0, 1, errors=1)


def test_a_question_is_counted_and_is_no_fault(form: Form) -> None:
    assert steps(form, notes=(Note("doubt", "remark", "看不清"),))[REMARK] == Progress(
        StepState.FILLED, 0, 1, questions=1
    )


def test_a_finding_counts_at_its_own_step_alone(form: Form) -> None:
    found = steps(form, came_adult="x", notes=(Note("doubt", "preface", "看不清"),))
    assert [step.findings for step in found] == [1, 0, 1]


def test_a_finding_about_several_places_of_a_step_counts_once(form: Form) -> None:
    fault = Finding(
        code="x", rule="", severity="info", addresses=("visits/came/adult", "visits/left/adult"), message=""
    )
    assert progress(Filing(form, Draft("tiny", "", 2031)), [fault], form.steps[VISITS]).findings == 1
