"""The desk: steps that can be taken back, what changed with each, and what is not saved yet."""

from collections.abc import Callable, Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.check import check
from app.desk import Change, Desk
from app.draft import Draft, Filing, Note, with_notes, with_value, with_values
from app.errors import UnknownAddress
from app.figures import printed
from app.form import Address, Form
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
  { id = "organization", type = "text", label = "单位", required = true },
  { id = "year", type = "year", label = "年度", required = true },
]

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
CAME, LEFT, TOTAL = "visits/came/adult", "visits/left/adult", "visits/came/total"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture(scope="module")
def form(form_of: Callable[[str], Form]) -> Form:
    return form_of(TINY)


@pytest.fixture(scope="module")
def filing(form: Form) -> Filing:
    return Filing(form, Draft("tiny", "某局", 2031))


@pytest.fixture
def desk(filing: Filing) -> Desk:
    return Desk(filing)


# One act


def test_a_value_changes_its_place_and_the_totals_that_add_it_up(desk: Desk) -> None:
    change = desk.set_value(CAME, "３")
    assert desk.filing.value(CAME) == "3"
    assert change == Change(frozenset({CAME, TOTAL}))


def test_an_act_tells_the_findings_that_came_and_that_went(desk: Desk) -> None:
    desk.set_value(CAME, "3")
    broken = desk.set_value(LEFT, "4")
    (came,) = broken.added
    assert (came.code, came.values, broken.removed) == ("visits.balance", ("3", "4"), ())
    worse = desk.set_value(LEFT, "5")
    assert ([one.values for one in worse.added], worse.removed) == ([("3", "5")], (came,))
    mended = desk.set_value(LEFT, "3")
    assert (mended.added, mended.removed) == ((), worse.added)
    assert desk.findings == ()


def test_what_changes_nothing_is_no_step(desk: Desk) -> None:
    desk.set_value(CAME, "3")
    assert not desk.set_value(CAME, " ３ ")
    assert not desk.set_value(LEFT, "")
    desk.undo()
    assert (desk.filing.value(CAME), desk.undo_name) == ("", "")


def test_several_values_are_one_step(desk: Desk) -> None:
    change = desk.set_values({CAME: "3", "text": "甲"}, "Paste")
    assert change.addresses == {CAME, TOTAL, "text"}
    assert desk.undo_name == "Paste"
    desk.undo()
    assert desk.filing.draft.values == {}


def test_an_address_that_the_form_lacks_changes_nothing(desk: Desk) -> None:
    desk.set_value(CAME, "3")
    with pytest.raises(UnknownAddress):
        desk.set_values({LEFT: "1", "visits/left/aduld": "2"}, "Paste")
    with pytest.raises(UnknownAddress):
        desk.set_value(TOTAL, "4")
    assert dict(desk.filing.draft.values) == {CAME: "3"}
    assert desk.undo().addresses == {CAME, TOTAL}


def test_blanks_are_filled_and_what_is_filled_stays(desk: Desk) -> None:
    desk.set_value(CAME, "3")
    change = desk.fill_blanks([CAME, LEFT], "0", "Zeros")
    assert (desk.filing.value(CAME), desk.filing.value(LEFT), desk.undo_name) == ("3", "0", "Zeros")
    assert CAME not in change.addresses
    desk.undo()
    assert dict(desk.filing.draft.values) == {CAME: "3"}


def test_filling_where_nothing_is_blank_is_no_step(desk: Desk) -> None:
    desk.set_value(CAME, "3")
    assert not desk.fill_blanks([CAME], "0", "Zeros")
    assert desk.undo_name != "Zeros"


def test_a_new_name_is_a_change_at_its_field(desk: Desk) -> None:
    assert desk.set_value("cover/organization", "他局").addresses == {"cover/organization"}
    assert desk.undo().addresses == {"cover/organization"}
    assert desk.filing.draft.organization == "某局"


# Undo and redo


def test_at_the_start_there_is_nothing_to_undo_or_redo(desk: Desk) -> None:
    assert not desk.undo()
    assert not desk.redo()
    assert (desk.undo_name, desk.redo_name) == ("", "")


def test_undo_and_redo_cross_sections_in_one_order(desk: Desk) -> None:
    desk.set_value(CAME, "3")
    desk.set_value("text", "甲")
    desk.set_value("cover/organization", "他局")
    assert [desk.undo().addresses for _ in range(3)] == [{"cover/organization"}, {"text"}, {CAME, TOTAL}]
    assert [desk.redo().addresses for _ in range(3)] == [{CAME, TOTAL}, {"text"}, {"cover/organization"}]


def test_steps_are_called_by_what_is_printed_at_their_place(desk: Desk) -> None:
    desk.set_value(CAME, "3")
    assert desk.undo_name == "Fill Table 二 “来了”, 成人"
    desk.set_value(CAME, "")
    assert desk.undo_name == "Clear Table 二 “来了”, 成人"
    desk.undo()
    assert (desk.undo_name, desk.redo_name) == ("Fill Table 二 “来了”, 成人", "Clear Table 二 “来了”, 成人")


def test_a_new_step_after_undo_leaves_nothing_to_redo(desk: Desk) -> None:
    desk.set_value(CAME, "3")
    desk.undo()
    desk.set_value(LEFT, "1")
    assert (desk.redo_name, bool(desk.redo())) == ("", False)
    assert dict(desk.filing.draft.values) == {LEFT: "1"}


def test_what_is_no_step_leaves_what_can_be_redone(desk: Desk) -> None:
    desk.set_value(CAME, "3")
    desk.undo()
    desk.set_value(LEFT, " ")
    assert desk.redo().addresses == {CAME, TOTAL}


def test_undo_brings_back_the_findings_of_before(desk: Desk) -> None:
    desk.set_values({CAME: "3", LEFT: "4"}, "Paste")
    mended = desk.set_value(LEFT, "3")
    back = desk.undo()
    assert (back.added, back.removed) == (mended.removed, ())
    assert desk.findings == back.added


# Notes


@pytest.fixture
def noted(filing: Filing) -> Desk:
    return Desk(
        with_notes(with_value(filing, CAME, "3"), [Note("doubt", CAME, "看不清"), Note("unplaced", "text", "附件")])
    )


def test_a_settled_note_is_gone_until_undo(noted: Desk) -> None:
    doubt = noted.findings[0]
    change = noted.settle(doubt)
    assert (change.removed, change.addresses, noted.undo_name) == ((doubt,), frozenset(), "Settle a note")
    assert noted.undo().added == (doubt,)
    assert len(noted.filing.draft.notes) == 2


def test_a_note_that_dies_with_its_value_comes_back_with_it(noted: Desk) -> None:
    change = noted.set_value(CAME, "4")
    assert [one.message for one in change.removed] == ["看不清"]
    assert [one.message for one in noted.undo().added] == ["看不清"]


def test_a_fault_cannot_be_settled(desk: Desk) -> None:
    desk.set_values({CAME: "3", LEFT: "4"}, "Paste")
    assert not desk.settle(desk.findings[0])
    assert desk.undo_name == "Paste"


# Saving


def test_a_fresh_desk_has_nothing_unsaved(desk: Desk) -> None:
    assert desk.unsaved() is None


def test_what_is_unsaved_is_told_from_the_draft_that_the_store_has(desk: Desk, filing: Filing) -> None:
    desk.set_value(CAME, "3")
    desk.set_value(LEFT, "4")
    assert desk.unsaved() == (filing.draft, desk.filing.draft)
    desk.mark_saved(desk.filing.draft)
    assert desk.unsaved() is None


def test_what_was_typed_while_saving_stays_unsaved(desk: Desk) -> None:
    desk.set_value(CAME, "3")
    written = desk.filing.draft
    desk.set_value(LEFT, "4")
    desk.mark_saved(written)
    assert desk.unsaved() == (written, desk.filing.draft)


def test_undone_to_what_is_saved_is_saved(desk: Desk) -> None:
    desk.set_value(CAME, "3")
    desk.undo()
    assert desk.unsaved() is None
    desk.redo()
    desk.mark_saved(desk.filing.draft)
    desk.undo()
    assert desk.unsaved() is not None


def test_a_settled_note_is_unsaved(noted: Desk) -> None:
    noted.settle(noted.findings[0])
    assert noted.unsaved() is not None


# Last year and verdict


def test_the_desk_checks_against_last_year(filing: Filing) -> None:
    desk = Desk(filing, filing)
    assert desk.last is filing
    assert Desk(filing).last is None


def test_the_verdict_follows_each_act(desk: Desk) -> None:
    assert (desk.verdict.blanks, desk.verdict.state) == (5, "incomplete")
    zeros = {f"visits/{row}/{who}": "0" for row in ("came", "left") for who in ("adult", "child")}
    desk.set_values({**zeros, "text": "甲"}, "Fill")
    assert desk.verdict.state == "ready"
    desk.set_value(CAME, "1")
    assert (desk.verdict.errors, desk.verdict.state) == (1, "blocked")


# Any acts

texts = st.sampled_from(["", "0", "1", "2", "12", "x", "-1", "甲\n乙"])
acts = st.lists(
    st.one_of(
        st.tuples(
            st.just("set"), st.sampled_from([CAME, LEFT, "visits/left/child", "text", "cover/organization"]), texts
        ),
        st.sampled_from([("undo", "", ""), ("redo", "", "")]),
    ),
    max_size=30,
)


def act(desk: Desk, verb: str, address: Address, text: str) -> Change:
    if verb == "set":
        return desk.set_value(address, text)
    return desk.undo() if verb == "undo" else desk.redo()


def shown(filing: Filing) -> dict[Address, str]:
    """What every place reads, totals included."""
    return {a: printed(filing, a) if a in filing.form.cells else filing.value(a) for a in
            [*filing.form.cells, *filing.form.fields, *filing.form.narratives]}  # fmt: skip


@given(acts)
def test_a_change_tells_all_that_reads_otherwise_and_every_finding(filing: Filing, steps: list) -> None:
    desk = Desk(with_notes(filing, [Note("doubt", "visits/came", "看不清"), Note("printed_total", TOTAL, "1")]))
    for step in steps:
        before, findings = shown(desk.filing), desk.findings
        change = act(desk, *step)
        after = shown(desk.filing)
        assert {address for address in after if after[address] != before[address]} <= change.addresses
        assert set(desk.findings) == (set(findings) - set(change.removed)) | set(change.added)
        assert set(change.added).isdisjoint(findings)
        assert desk.findings == check(desk.filing).findings


@settings(max_examples=6)
@given(st.randoms(use_true_random=False), st.sampled_from(editions()))
def test_three_hundred_edits_are_undone_to_the_start_and_redone_to_the_end(chance: Random, form: Form) -> None:
    filing = Filing(form, Draft(form.family, "某局", form.first_year))
    start = with_notes(with_values(filing, {"overview": "甲"}), [Note("doubt", "overview", "看不清")])
    desk, places = Desk(start), [address for address in form.addresses if address != "cover/year"]
    drafts = [desk.filing.draft]
    for number in range(300):
        desk.set_value(chance.choice(places), chance.choice(["", "x", str(number), f"第{number}段\n完"]))
        if desk.filing.draft is not drafts[-1]:
            drafts.append(desk.filing.draft)
    findings = desk.findings
    back = [desk.filing.draft] + [desk.filing.draft for _ in iter(lambda: bool(desk.undo()), False)]
    assert back == drafts[::-1]
    assert (desk.filing, desk.findings, desk.undo_name) == (start, check(start).findings, "")
    forth = [desk.filing.draft] + [desk.filing.draft for _ in iter(lambda: bool(desk.redo()), False)]
    assert forth == drafts
    assert (desk.findings, desk.redo_name) == (findings, "")


@settings(max_examples=4)
@given(st.integers(0, 2**32), st.sampled_from(editions()))
def test_a_thousand_undos_and_redos_among_edits_pastes_and_jumps_end_where_they_began(seed: int, form: Form) -> None:
    chance = Random(seed)
    filing = Filing(form, Draft(form.family, "某局", form.first_year))
    start = with_notes(with_values(filing, {"overview": "甲\n乙"}), [Note("doubt", "overview", "看不清")])
    desk, places = Desk(start), [address for address in form.addresses if address != "cover/year"]
    texts = list(form.narratives)
    line, here = [desk.filing.draft], 0
    moves = 0
    while moves < 1000:
        kind = chance.choice(["edit", "paste", "jump", "undo", "undo", "redo", "redo"])
        if kind in ("undo", "redo"):
            moves += 1
            there = here - 1 if kind == "undo" else here + 1
            changed = (desk.undo if kind == "undo" else desk.redo)()
            assert bool(changed) == (0 <= there < len(line)), kind
            here = there if 0 <= there < len(line) else here
        else:
            before = desk.filing.draft
            if kind == "edit":
                desk.set_value(chance.choice(places), chance.choice(["", "x", "7", "第一段\n完"]))
            elif kind == "paste":
                block = {address: str(chance.randrange(99)) for address in chance.sample(places, 12)}
                desk.set_values(block, "Paste")
            else:  # a page that is left enters its text as it stands: that is no step
                place = chance.choice(texts)
                assert not desk.set_value(place, desk.filing.value(place))
            if desk.filing.draft is not before:
                line, here = [*line[: here + 1], desk.filing.draft], here + 1
        assert desk.filing.draft == line[here]
    assert desk.findings == check(desk.filing).findings
    while desk.undo():
        pass
    assert (desk.filing, desk.findings) == (start, check(start).findings)
    while desk.redo():
        pass
    assert desk.filing.draft == line[-1]
