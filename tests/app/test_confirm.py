"""Findings confirmed: with a reason, until one of their values changes, and never an error."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from app.anchor import PARAGRAPH
from app.check import Checked, check, check_for_filing
from app.confirm import can_be_confirmed, confirm, needs_reason, parted, ready_reasons, unconfirm
from app.desk import Desk
from app.draft import Draft, Filing, Note, with_notes, with_value, with_values
from app.draft_file import read_draft, write_draft
from app.entry import Reason
from app.figures import blanks
from app.finding import Finding, VerdictState, verdict
from app.form import Form
from app.form_file import editions
from app.i18n import use_language
from app.sign_off import short_checksum
from app.store import open_store
from app.taking import differences, take

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
rows = [{ id = "came", label = "来了" }, { id = "left", label = "走了" }, { id = "stayed", label = "留下" }]

[[section.rule]]
code = "visits.kept"
rule = "X1"
severity = "warning"
kind = "equal"
left = ["came"]
right = ["stayed"]
right_year = -1
message = "{column}：{left}≠{right}"

[[section.rule]]
code = "visits.even"
rule = "X2"
severity = "SEVERITY"
kind = "equal"
left = ["came"]
right = ["left"]
message = "{column}：{left}≠{right}"
"""
CAME, LEFT, STAYED = "visits/came/adult", "visits/left/adult", "visits/stayed/adult"
LEDGER = "已对照台账核实无误"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture
def make_form(tmp_path: Path):
    def make(severity: str = "warning") -> Form:
        folder = tmp_path / severity
        folder.mkdir(exist_ok=True)
        (folder / "first.toml").write_text(TINY.replace("SEVERITY", severity), encoding="utf-8")
        (form,) = editions(folder)
        return form

    return make


@pytest.fixture
def uneven(make_form) -> Filing:
    """Three adults came and five left: one warning, and one for the total that follows from it."""
    return with_values(Filing(make_form(), Draft("tiny", "某馆", 2032)), numbers(came="3", left="5"))


def numbers(**rows: str) -> dict[str, str]:
    return {f"visits/{row}/{who}": text if who == "adult" else "0" for row, text in rows.items() for who in PEOPLE}


PEOPLE = ("adult", "child")


def root(checked: Checked) -> Finding:
    return next(finding for finding in checked.findings if not finding.cause)


def counted(filing: Filing) -> VerdictState:
    return verdict(check(filing).findings, len(blanks(filing))).state


# One finding


def test_a_confirmed_finding_is_shown_with_its_reason_and_counts_no_more(uneven: Filing) -> None:
    filing = confirm(uneven, root(check(uneven)), f" {LEDGER}\n")
    checked = check(filing)
    assert checked.findings == ()
    assert [(one.finding.code, one.reason) for one in checked.confirmed] == [("visits.even", LEDGER)] * 2
    whole = with_values(filing, numbers(stayed="0"))
    assert counted(whole) == VerdictState.READY
    assert all(finding.code != "visits.even" for finding in check_for_filing(filing))


def test_a_confirmed_finding_can_be_taken_back(uneven: Filing) -> None:
    finding = root(check(uneven))
    assert unconfirm(confirm(uneven, finding, LEDGER), finding) == uneven


def test_the_second_reason_takes_the_place_of_the_first(uneven: Filing) -> None:
    finding = root(check(uneven))
    filing = confirm(confirm(uneven, finding, LEDGER), finding, "另有原因")
    assert [note.text for note in filing.draft.notes] == ["另有原因"]


@pytest.mark.parametrize("address", [CAME, LEFT])
def test_it_is_asked_again_when_any_of_its_values_changes(uneven: Filing, address: str) -> None:
    filing = confirm(uneven, root(check(uneven)), LEDGER)
    (again,) = [one for one in check(with_value(filing, address, "9")).findings if not one.cause]
    assert again.code == "visits.even"


def test_it_stays_confirmed_when_something_else_changes(uneven: Filing) -> None:
    filing = confirm(uneven, root(check(uneven)), LEDGER)
    other = with_values(filing, {"text": "另一段文字。", STAYED: "7", CAME: "3", "cover/organization": "另一馆"})
    assert check(other).findings == ()


def test_it_is_asked_again_when_last_years_value_is_another_one(uneven: Filing) -> None:
    last = with_values(Filing(uneven.form, Draft("tiny", "某馆", 2031)), numbers(stayed="4"))
    asked = next(one for one in check(uneven, last).findings if one.rule == "X1" and not one.cause)
    filing = confirm(uneven, asked, LEDGER)
    assert asked not in check(filing, last).findings
    mended = with_value(last, STAYED, "6")
    assert [one.rule for one in check(filing, mended).findings if one.addresses == (CAME,)] == ["X1"]


def test_an_error_cannot_be_confirmed_not_even_by_a_forged_note(make_form) -> None:
    warned = with_values(Filing(make_form(), Draft("tiny", "某馆", 2032)), numbers(came="3", left="5"))
    note = confirm(warned, root(check(warned)), LEDGER).draft.notes[0]
    filing = Filing(make_form("error"), warned.draft)
    assert not can_be_confirmed(filing, root(check(filing)))
    assert confirm(filing, root(check(filing)), LEDGER) is filing
    forged = replace(filing, draft=replace(filing.draft, notes=(note,)))
    assert check(forged).findings == check(filing).findings


def test_what_a_note_says_is_settled_and_not_confirmed(uneven: Filing) -> None:
    doubted = with_notes(uneven, [Note("doubt", CAME, "模糊"), Note("printed_total", "visits/came/total", "4")])
    said = {one.code: one for one in check(doubted).findings}
    assert not can_be_confirmed(doubted, said["read.doubt"])
    assert not can_be_confirmed(doubted, said["total.printed"])
    assert can_be_confirmed(doubted, said["visits.even"])


def test_a_reason_is_asked_for_a_warning_and_not_for_a_hint(make_form) -> None:
    warning, hint = (
        root(check(with_values(Filing(make_form(one), Draft("tiny", "某馆", 2032)), numbers(came="3", left="5"))))
        for one in ("warning", "info")
    )
    assert (needs_reason(warning), needs_reason(hint)) == (True, False)


def test_a_hint_is_confirmed_without_a_word(make_form) -> None:
    filing = with_values(Filing(make_form("info"), Draft("tiny", "某馆", 2032)), numbers(came="3", left="5"))
    assert check(confirm(filing, root(check(filing)), "")).findings == ()


def test_an_error_that_followed_from_a_confirmed_finding_stands_by_itself(uneven: Filing) -> None:
    finding = root(check(uneven))
    grave = replace(finding, code="other", severity="error", cause=finding.key)
    mild = replace(grave, severity="info")
    filing = confirm(uneven, finding, LEDGER)
    assert parted(filing, [finding, grave])[0] == (replace(grave, cause=""),)
    assert [one.finding for one in parted(filing, [finding, mild])[1]] == [finding, mild]


# Text


def about_text(words: str, mark: str) -> Finding:
    return Finding(
        code="text.something", rule="T1", severity="warning", addresses=("text", CAME), message=words, mark=mark
    )


def test_a_sentence_stays_confirmed_whatever_is_written_around_it(uneven: Filing) -> None:
    finding = about_text("来了4人", "4f0c")
    filing = confirm(with_value(uneven, "text", "来了4人。"), finding, LEDGER)
    longer = with_value(filing, "text", "先说别的。\n来了4人。")
    assert parted(longer, [finding])[0] == ()


def test_other_words_or_another_number_in_the_cell_are_asked_about(uneven: Filing) -> None:
    finding = about_text("来了4人", "4f0c")
    filing = confirm(with_value(uneven, "text", "来了4人。"), finding, LEDGER)
    other = about_text("来了7人", "99ab")
    assert parted(filing, [other])[0] == (other,)
    assert parted(with_value(filing, CAME, "8"), [finding])[0] == (finding,)


def test_a_finding_about_a_whole_text_is_asked_again_when_the_text_changes(uneven: Filing) -> None:
    finding = about_text("太长", "")
    filing = confirm(with_value(uneven, "text", "来了4人。"), finding, LEDGER)
    assert parted(filing, [finding])[0] == ()
    assert parted(with_value(filing, "text", "来了5人。"), [finding])[0] == (finding,)


def test_the_language_of_the_interface_is_no_other_value(uneven: Filing) -> None:
    finding = replace(about_text("", "4f0c"), values=("3, 4", "5"))
    filing = confirm(uneven, finding, LEDGER)
    assert parted(filing, [replace(finding, values=("3、4", "5"))])[0] == ()
    other = replace(finding, values=("3、5", "5"))
    assert parted(filing, [other])[0] == (other,)


# Reasons


def test_there_are_reasons_to_pick_from_and_those_of_the_rule_stand_first(uneven: Filing) -> None:
    year, text = replace(about_text("", ""), rule="X1"), about_text("", "")
    assert LEDGER in ready_reasons(year)
    assert ready_reasons(year)[0] == "机构改革，口径调整"
    assert "机构改革，口径调整" not in ready_reasons(text)


@pytest.mark.parametrize(
    ("rule", "offered", "other"),
    [("M1", "年份无误", "原文如此"), ("M21", "原文如此", "年份无误"), ("M22", "属实", "年份无误")],
)
def test_a_reason_that_speaks_of_one_matter_is_offered_for_that_alone(rule: str, offered: str, other: str) -> None:
    reasons = "\n".join(ready_reasons(replace(about_text("", ""), rule=rule)))
    assert offered in reasons
    assert other not in reasons
    assert LEDGER not in reasons


# On the desk


def test_several_are_confirmed_in_one_step_that_can_be_undone(uneven: Filing) -> None:
    desk = Desk(uneven)
    change = desk.confirm(desk.findings, LEDGER)
    assert (len(change.removed), desk.findings, desk.undo_name) == (2, (), "Confirm 2 findings")
    assert desk.undo().added == change.removed
    assert desk.confirmed == ()
    desk.redo()
    assert len(desk.confirmed) == 2
    desk.unconfirm([one.finding for one in desk.confirmed])
    assert desk.confirmed == ()
    assert desk.filing.draft.notes == ()


def test_a_confirmation_dies_with_its_value_and_comes_back_by_undo_alone(uneven: Filing) -> None:
    desk = Desk(uneven)
    desk.confirm([root(check(uneven))], LEDGER)
    desk.set_value(LEFT, "6")
    assert desk.filing.draft.notes == ()
    desk.set_value(LEFT, "5")
    assert len(desk.findings) == 2
    desk.undo()
    desk.undo()
    assert desk.findings == ()


def test_nothing_happens_where_nothing_can_be_confirmed(make_form) -> None:
    filing = with_values(Filing(make_form("error"), Draft("tiny", "某馆", 2032)), numbers(came="3", left="5"))
    desk = Desk(filing)
    assert not desk.confirm(desk.findings, LEDGER)
    assert desk.undo_name == ""


@pytest.mark.parametrize("seed", range(5))
def test_whatever_is_typed_confirmed_and_undone_the_desk_says_what_a_fresh_check_says(seed: int, make_form) -> None:
    chance, desk = Random(seed), Desk(with_values(Filing(make_form(), Draft("tiny", "某馆", 2032)), numbers(came="3")))
    steps = 0
    for _move in range(200):
        act = chance.choice(["type", "type", "confirm", "unconfirm", "undo", "redo"])
        if act == "type":
            desk.set_value(chance.choice([CAME, LEFT, STAYED, "text"]), chance.choice(["", "1", "2"]))
        elif act == "confirm":
            steps += bool(desk.confirm(desk.findings[:1], LEDGER))
        elif act == "unconfirm":
            desk.unconfirm([one.finding for one in desk.confirmed[:1]])
        else:
            (desk.undo if act == "undo" else desk.redo)()
        fresh = check(desk.filing)
        assert (desk.findings, desk.confirmed) == (fresh.findings, fresh.confirmed)
    assert steps


# Kept


def published() -> tuple[Filing, Finding]:
    """A real edition with one warning: this year's beginning is not last year's end."""
    from app.draft import new_filing

    filing = with_value(new_filing("disclosure", "某局", 2023), "overview", "本年新收申请5件。")
    finding = replace(about_text("本年新收申请5件", "4f0c"), addresses=("overview", "proactive/fees/amount"))
    return filing, finding


def test_a_confirmation_is_stored_versioned_and_exported(tmp_path: Path) -> None:
    filing, finding = published()
    confirmed = confirm(filing, finding, LEDGER)
    with open_store(tmp_path / "gongkai.db") as store:
        id = store.add(filing.draft)
        store.save(id, filing.draft, confirmed.draft)
        number = store.keep_version(id, Reason.EXPORT).number
        assert store.load(id).draft.notes == confirmed.draft.notes
        assert store.version(id, number).notes == confirmed.draft.notes
    file = tmp_path / "draft.json"
    file.write_text(write_draft(confirmed), encoding="utf-8")
    read, _told = read_draft(file)
    assert parted(read, [finding]) == parted(confirmed, [finding])
    assert parted(read, [finding])[0] == ()
    assert short_checksum(read) == short_checksum(filing)


def test_a_confirmation_comes_along_when_a_file_is_taken_into_a_draft() -> None:
    filing, finding = published()
    other = replace(finding, mark="77aa")
    file = confirm(confirm(filing, finding, LEDGER), other, LEDGER)
    taken = take(filing, file, differences(filing, file).every)
    assert parted(taken, [finding, other])[0] == ()
    assert unconfirm(unconfirm(taken, finding), other).draft.notes == ()


def test_a_confirmation_of_an_older_file_without_a_fingerprint_confirms_nothing(uneven: Filing) -> None:
    filing = with_notes(uneven, [Note("confirmed", CAME, "属实")])
    assert not filing.draft.notes[0].fingerprint.startswith(PARAGRAPH)
    assert check(filing).findings == check(uneven).findings
