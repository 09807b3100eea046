"""What a report that was read would change in a draft, and taking all of it or parts."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.blocks import Heading, Paragraph, Spot, Table, TableCell
from app.desk import Desk
from app.draft import Note, new_filing, with_notes, with_value, with_values
from app.form_file import editions
from app.intake import Intake, take_in
from app.paths import samples
from app.taking import accounts, addresses_at, differences, placeless, spots_of, spots_of_note, take, with_view
from app.taking.words import homeless_told, identity_told, note_told, place_name, taking_in_words

FORMS = editions()
few = settings(max_examples=40)
ROW = "applications/{}/applicant.natural_person".format
RECEIVED = ROW("received")
TOTAL = "applications/received/applicant.total"
PARAGRAPHS = st.lists(
    st.text(st.sampled_from("公开信息申请数量主动办理，。12"), min_size=1, max_size=30), unique=True, max_size=6
)


def sample(year="2023"):
    return take_in(next(path for path in samples() if path.stem == year)).filing


def empty(filing):
    return new_filing(filing.draft.family, filing.draft.organization, filing.draft.year)


def kinds(taking):
    return [part.kind for part in taking.parts]


@st.composite
def filings(draw):
    """A draft with some cells, some texts and some notes, in any edition."""
    form = draw(st.sampled_from(FORMS))
    entered = [address for address, cell in form.cells.items() if not cell.is_total]
    texts = draw(st.dictionaries(st.sampled_from(entered), st.integers(0, 99).map(str), max_size=8))
    for address in form.narratives:
        texts[address] = "\n".join(draw(PARAGRAPHS))
    texts["cover/phone"] = draw(st.sampled_from(["", "0000-1", "0000-2"]))
    filing = with_values(new_filing("disclosure", draw(st.sampled_from("甲乙")) + "局", form.first_year), texts)
    places = st.sampled_from(["", *(section.id for section in form.sections), *entered[:20]])
    noted = st.builds(Note, st.sampled_from(["doubt", "heading", "unplaced"]), places, st.sampled_from("某些疑点"))
    return with_notes(filing, draw(st.lists(noted, unique=True, max_size=4)))


# Taking all, nothing, twice, and back


@few
@given(filings())
def test_taking_everything_into_an_empty_draft_gives_the_report_that_was_read(read):
    assert take(empty(read), read, differences(None, read).usual) == read


@few
@given(filings(), filings())
def test_taking_nothing_changes_nothing(filing, read):
    assert take(filing, read, ()) is filing


@few
@given(filings(), filings(), st.randoms(use_true_random=False))
def test_taking_twice_is_taking_once(filing, read, random):
    usual = differences(filing, read).usual
    chosen = [key for key in usual if random.random() < 0.7]
    once = take(filing, read, chosen)
    assert take(once, read, chosen) == once


@few
@given(filings(), filings())
def test_what_was_taken_differs_no_more(filing, read):
    taken = take(filing, read, differences(filing, read).usual)
    assert differences(taken, read).usual == ()


@few
@given(filings(), filings())
def test_a_blank_in_the_file_clears_nothing(filing, read):
    taken = take(filing, read, differences(filing, read).usual)
    assert all(taken.value(address) for address in filing.draft.values)


@few
@given(filings(), filings())
def test_one_undo_gives_the_draft_back_exactly(filing, read):
    desk = Desk(filing)
    taken = take(filing, read, differences(filing, read).usual)
    desk.put(taken.draft, "读入")
    desk.undo()
    assert desk.filing.draft == filing.draft


@few
@given(filings(), filings())
def test_organization_and_year_are_never_taken(filing, read):
    taken = take(filing, read, differences(filing, read).every)
    assert (taken.draft.organization, taken.draft.year) == (filing.draft.organization, filing.draft.year)


@pytest.mark.parametrize("year", [path.stem for path in samples()])
def test_a_whole_sample_is_taken_as_it_is(year):
    assert take(empty(sample(year)), sample(year), differences(None, sample(year)).usual) == sample(year)


# Parts


def test_a_cell_is_new_changed_or_the_same():
    read = with_values(empty(sample()), {RECEIVED: "3", ROW("brought_forward"): "4", ROW("carried_forward"): "5"})
    draft = with_values(empty(sample()), {RECEIVED: "9", ROW("brought_forward"): "4", "overview": "这里写的。"})
    taking = differences(draft, read)
    assert [(part.old, part.new) for part in taking.parts] == [("9", "3"), ("", "5")]
    assert (taking.same, taking.count(changed=True), taking.count(changed=False)) == (1, 1, 1)


def test_only_the_chosen_cell_is_taken():
    read = with_values(empty(sample()), {RECEIVED: "3", ROW("brought_forward"): "4"})
    draft = with_value(empty(sample()), RECEIVED, "9")
    taken = take(draft, read, [("cell", ROW("brought_forward"), "")])
    assert dict(taken.draft.values) == {RECEIVED: "9", ROW("brought_forward"): "4"}


OLD = "一是主动公开信息120条，均按时发布。\n二是办理申请3件。\n三是只在草稿里的一段话，讲的是平台。"
NEW = "一是主动公开信息125条，均按时发布。\n另外新写的一段，讲的是培训和考核。\n二是办理申请3件。"


def test_paragraphs_are_aligned_as_changed_new_and_only_in_the_draft():
    read, draft = (with_value(empty(sample()), "overview", text) for text in (NEW, OLD))
    assert kinds(differences(draft, read)) == ["paragraph", "paragraph", "gone"]


def test_everything_usual_keeps_the_paragraph_that_only_the_draft_has():
    read, draft = (with_value(empty(sample()), "overview", text) for text in (NEW, OLD))
    taken = take(draft, read, differences(draft, read).usual)
    assert taken.value("overview") == NEW + "\n" + OLD.split("\n")[2]


def test_a_paragraph_that_only_the_draft_has_goes_when_that_is_chosen():
    read, draft = (with_value(empty(sample()), "overview", text) for text in (NEW, OLD))
    assert take(draft, read, differences(draft, read).every).value("overview") == NEW


def test_one_paragraph_alone_is_taken_in_its_place():
    read, draft = (with_value(empty(sample()), "overview", text) for text in (NEW, OLD))
    key = next(part.key for part in differences(draft, read).parts if "125" in part.new)
    assert take(draft, read, [key]).value("overview").split("\n") == [NEW.split("\n")[0], *OLD.split("\n")[1:]]


def test_a_paragraph_that_stands_elsewhere_in_the_file_is_no_difference():
    read = with_value(empty(sample()), "overview", "乙段写的是别的事情。\n甲段写的是这件事情。")
    draft = with_value(empty(sample()), "overview", "甲段写的是这件事情。\n乙段写的是别的事情。")
    assert differences(draft, read).parts == ()


# Notes


def noted(*notes):
    return with_notes(with_values(empty(sample()), {RECEIVED: "3", "proactive/licensing/decisions": "4"}), notes)


def test_a_note_comes_along_with_what_it_speaks_of_and_no_other():
    read = noted(Note("doubt", RECEIVED, "甲"), Note("doubt", "proactive", "乙"), Note("doubt", "disputes", "丙"))
    taken = take(empty(read), read, [("cell", RECEIVED, "")])
    assert [note.text for note in taken.draft.notes] == ["甲"]


def test_a_note_is_bound_to_the_value_that_was_taken():
    read = noted(Note("doubt", RECEIVED, "甲"))
    taken = take(empty(read), read, [("cell", RECEIVED, "")])
    assert with_value(taken, RECEIVED, "8").draft.notes == ()


def test_text_without_a_place_and_a_doubt_about_a_blank_are_parts_of_their_own():
    read = noted(Note("unplaced", "applications", "旁边的字"), Note("doubt", ROW("carried_forward"), "看不清"))
    own = [part for part in differences(None, read).parts if part.kind == "note"]
    assert [part.note.text for part in own] == ["旁边的字", "看不清"]
    assert [note.text for note in take(empty(read), read, [own[1].key]).draft.notes] == ["看不清"]


def test_a_note_that_the_draft_has_already_does_not_come_twice():
    read = noted(Note("doubt", "", "整份存疑"))
    once = take(empty(read), read, differences(None, read).usual)
    assert "note" not in kinds(differences(once, read))


def test_a_note_of_a_paragraph_follows_only_where_the_paragraph_was_taken():
    from app.anchor import paragraph_mark

    text = NEW.split("\n")[1]
    read = with_value(empty(sample()), "overview", NEW)
    read = with_notes(read, [Note("doubt", "overview", "看这一段", paragraph_mark(text))])
    draft = with_value(empty(sample()), "overview", OLD)
    keys = {part.new: part.key for part in differences(draft, read).parts}
    assert len(take(draft, read, [keys[text]]).draft.notes) == 1
    assert take(draft, read, [keys[NEW.split("\n")[0]]]).draft.notes == ()


# Other years and bodies


def test_another_year_and_another_body_are_told():
    draft = new_filing("disclosure", "邻局", 2020)
    told = " ".join(identity_told(draft, sample()))
    assert all(word in told for word in ("邻局", "2020", sample().draft.organization, "2023"))
    assert identity_told(empty(sample()), sample()) == ()


def test_values_that_the_form_has_no_place_for_are_counted_and_left():
    read, draft = sample("2020"), empty(sample())
    taking = differences(draft, read)
    taken = take(draft, read, taking.usual)
    assert taking.homeless
    assert str(len(taking.homeless)) in homeless_told(taking)
    assert set(taken.draft.values) <= set(taken.form.addresses)
    assert len(taken.draft.values) + len(taking.homeless) == len(read.draft.values)


# What was read, in words


def test_every_section_has_its_account():
    read = sample()
    by_id = {one.section.id: one for one in accounts(read)}
    assert (by_id["applications"].read, by_id["applications"].asked) == (by_id["applications"].asked,) * 2
    assert str(by_id["applications"].asked) in by_id["applications"].in_words
    assert f"{by_id['overview'].characters:,}" in by_id["overview"].in_words
    nothing = next(one for one in accounts(empty(read)) if one.section.id == "overview")
    assert nothing.in_words != by_id["overview"].in_words
    assert not any(sign.isdigit() for sign in nothing.in_words)


def test_notes_stand_at_their_section_or_at_none():
    read = noted(Note("doubt", RECEIVED, "甲"), Note("doubt", "", "乙"))
    assert [note.text for one in accounts(read) for note in one.notes] == ["甲"]
    assert [note.text for note in placeless(read)] == ["乙"]


def test_a_printed_total_is_told_with_both_numbers():
    read = with_notes(sample(), [Note("printed_total", TOTAL, "77777")])
    told = note_told(read, read.draft.notes[-1])
    assert "77777" in told
    assert len(told) > 20


def test_the_summary_counts_what_differs():
    read, draft = (with_value(empty(sample()), "overview", text) for text in (NEW, OLD))
    parts = taking_in_words(differences(draft, read))
    assert len({parts, taking_in_words(differences(read, read)), taking_in_words(differences(draft, empty(read)))}) == 3


def test_a_place_is_named_by_row_and_column():
    form = sample().form
    assert " · " in place_name(form, RECEIVED)
    assert place_name(form, "cover/phone") == form.fields["cover/phone"].label


# Where it stands in the file


def test_a_value_is_found_in_the_file_and_the_file_leads_back():
    spot = Spot(1, 2, 3)
    intake = replace(take_in(samples()[-1]), blocks=(Heading(text="某"),), origins={RECEIVED: (spot,)})
    assert spots_of(intake, RECEIVED) == spots_of(intake, "applications/received") == (spot,)
    assert addresses_at(intake) == {spot: (RECEIVED,)}


def test_a_note_leads_to_the_place_that_its_words_name():
    table = Table(
        rows=2, columns=1, cells=(TableCell(row=0, column=0, text="甲"), TableCell(row=1, column=0, text="乙")),
        place="第 3 行", row_places=("第 3 行", "第 31 行"),
    )  # fmt: skip
    intake = replace(take_in(samples()[-1]), blocks=(Paragraph(text="某", place="第 1 行"), table), origins={})
    assert spots_of_note(intake, Note("doubt", "applications", "表三（第 31 行）没有数字")) == (Spot(1, 1),)
    assert spots_of_note(intake, Note("unplaced", "", "（第 1 行）没有位置：\n第 31 行")) == (Spot(0),)
    assert spots_of_note(intake, Note("doubt", "applications", "没有找到")) == ()


def test_our_own_data_is_shown_as_it_prints():
    intake = with_view(take_in(samples()[-1]))
    spot = intake.origins[RECEIVED][0]
    cell = next(cell for cell in intake.blocks[spot.block].cells if (cell.row, cell.column) == (spot.row, spot.column))
    assert cell.text == intake.filing.value(RECEIVED)
    assert len(intake.origins["overview"]) == len(intake.filing.value("overview").split("\n"))


def test_the_view_of_a_file_stays_its_own():
    intake = Intake(sample(), "2021", {}, blocks=(Paragraph(text="某"),))
    assert with_view(intake) is intake
