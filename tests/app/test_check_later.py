"""Tables first, texts later: what is asked in two turns is what is asked in one, and no step is lost between them."""

import json

import pytest

from app.check import check, check_again, check_tables, complete
from app.confirm import confirm
from app.desk import Desk
from app.draft import new_filing, with_value, with_values
from app.paths import samples

CELL = "applications/received/applicant.natural_person"
UNFILLED, TYPO = "text.unfilled", "text.doubled"


def changed(reports):
    """Each of the made-up reports with a wrong sum, a figure that is another one, and a doubled word."""
    for path in reports:
        read = json.loads(path.read_text(encoding="utf-8"))
        filing = with_values(new_filing("disclosure", read["organization"], read["year"]), read["values"])
        text = filing.value("overview") + "\n全年收到申请99999件，的的确确。本局局按照要求按照要求办理，共××件。"
        yield pytest.param(with_values(filing, {CELL: "7", "overview": text}), id=path.stem)


each_report = pytest.mark.parametrize("filing", list(changed(samples())))


@each_report
def test_in_two_turns_the_same_is_found_in_the_same_order(filing):
    begun, whole = check_tables(filing), check(filing)
    assert not begun.is_whole
    assert whole.is_whole
    assert complete(begun).findings == whole.findings
    assert set(begun.findings) < set(whole.findings)
    assert any(one.code.startswith("facts.") for one in whole.findings)
    assert not any(one.code.startswith("facts.") for one in begun.findings)


@each_report
def test_what_was_asked_is_not_asked_again(filing):
    begun = check_tables(filing)
    whole = complete(begun)
    assert all(whole.found[one] is found for one, found in begun.found.items())
    assert complete(whole) is whole


@each_report
def test_a_cell_changed_between_the_turns_is_asked_with_both(filing):
    other = with_value(filing, CELL, "8")
    assert complete(check_again(check_tables(filing), other, [CELL])).findings == check(other).findings


@each_report
def test_the_desk_tells_what_the_texts_have_to_say(filing):
    desk = Desk(filing, texts_later=True)
    before = set(desk.findings)
    change = desk.check_texts()
    assert not change.addresses
    assert set(change.added) == set(check(filing).findings) - before
    assert desk.findings == check(filing).findings
    assert not desk.check_texts()
    assert not desk.undo_name


@each_report
def test_the_first_step_asks_the_texts_too(filing):
    desk = Desk(filing, texts_later=True)
    before = set(desk.findings)
    change = desk.set_value(CELL, "8")
    assert desk.findings == check(desk.filing).findings
    assert set(change.added) == set(desk.findings) - before
    assert change.addresses >= {CELL}


@each_report
def test_a_confirmation_dies_with_its_text_though_that_was_not_asked_yet(filing):
    found = next(one for one in check(filing).findings if one.code == UNFILLED)
    held = confirm(filing, found, "已核实")
    desk = Desk(held, texts_later=True)
    desk.set_value("overview", "另写的一段。")
    assert not desk.filing.draft.notes
