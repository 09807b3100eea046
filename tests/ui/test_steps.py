"""The step list: how far each step is by mark and words, never by colour alone; whole on every screen."""

from itertools import combinations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from app.draft import Note, new_filing, with_notes, with_values
from app.entry import State
from app.figures import required
from app.i18n import _, use_language
from ui.delegates import _fonts
from ui.models.steps_model import COLOUR, INK, MARK, WORDS
from ui.style import theme

COVER, OVERVIEW, PROACTIVE, APPLICATIONS, DISPUTES = range(5)
REVIEW = -1
TEXT = "本机关全年主动公开政府信息。"


@pytest.fixture(autouse=True)
def english(application):
    use_language("en")
    yield
    use_language("zh_CN")


def opened(window, values=None, notes=(), state=State.DRAFTING, year=2023):
    filing = new_filing("disclosure", "某局", year)
    filing = with_notes(with_values(filing, values or {}), notes)
    id = window.library._store.add(filing.draft)
    if state != State.DRAFTING:
        window.library._store.set_state(id, state, by="某人")
    window.open_draft(id)
    return window.editor.wizard.step_list


def full(form):
    """A value at every place that must be filled."""
    own = {"cover/level": "department", **dict.fromkeys(form.narratives, TEXT), "other": f"{TEXT}没有收取信息处理费。"}
    return {a: own.get(a, "0") for a in required(form) if a not in ("cover/organization", "cover/year")}


def said(steps, row, role=WORDS):
    row = row % steps.model().rowCount()
    return steps.model().index(row, 0).data(role)


def test_a_step_tells_its_state_and_how_much_is_left_in_words(window):
    values = {"overview": TEXT, "applications/received/applicant.natural_person": "一百"}
    steps = opened(window, values)
    assert said(steps, COVER) == "not begun · one place left"
    assert said(steps, OVERVIEW) == "all filled"
    assert said(steps, PROACTIVE) == "not begun · 10 places left"
    assert said(steps, APPLICATIONS) == "something is wrong · 143 places left\none to mend"


def test_a_step_counts_all_that_its_page_counts(window):
    doubts = [
        Note("doubt", f"applications/received/applicant.organization.{one}", "看不清。")
        for one in ("business", "other")
    ]
    steps = opened(window, {"applications/received/applicant.natural_person": "4"}, doubts)
    assert said(steps, APPLICATIONS) == "in hand · 143 places left\n2 to verify"
    assert (said(steps, APPLICATIONS, COLOUR), said(steps, APPLICATIONS, INK)) == ("accent", "warning")
    window.editor.session.set_value("applications/received/applicant.natural_person", "一百")
    assert said(steps, APPLICATIONS).split("\n")[1] == "one to mend · 2 to verify"
    assert said(steps, APPLICATIONS, INK) == "error"


def test_the_review_counts_what_is_left_in_the_whole_report(window):
    form = new_filing("disclosure", "某局", 2023).form
    steps = opened(window, full(form) | {"problems": ""}, [Note("doubt", "overview", "看不清。")])
    assert said(steps, REVIEW) == "1 places still blank\n1 to verify"
    session = window.editor.session
    session.set_value("problems", TEXT)
    assert said(steps, REVIEW) == "1 to verify"
    session.settle(next(finding for finding in session.findings if finding.severity == "warning"))
    assert said(steps, REVIEW) == "Ready for filing"


def test_the_words_follow_what_is_typed(window):
    steps = opened(window)
    session = window.editor.session
    session.set_value("overview", TEXT)
    assert (said(steps, OVERVIEW), said(steps, OVERVIEW, MARK)) == ("all filled", "check")
    session.set_value("disputes/cases/review.upheld", "1")
    assert (said(steps, DISPUTES), said(steps, DISPUTES, MARK)) == ("in hand · 11 places left", "begun")
    session.set_value("disputes/cases/review.upheld", "一")
    assert said(steps, DISPUTES, MARK) == "error"


def test_a_question_is_told_where_nothing_is_left_to_fill(window):
    doubt = Note("doubt", "overview", "看不清。")
    steps = opened(window, {"overview": TEXT}, [doubt])
    assert (said(steps, OVERVIEW), said(steps, OVERVIEW, MARK)) == ("all filled · one to verify", "question")


def test_states_differ_by_mark_and_by_words_and_not_by_colour_alone(window):
    doubt = Note("doubt", "cover", "看不清。")
    values = {"cover/level": "department", "overview": TEXT, "disputes/cases/review.upheld": "一"}
    values["proactive/licensing/decisions"] = "1"
    steps = opened(window, values, [doubt])
    rows = (COVER, OVERVIEW, PROACTIVE, APPLICATIONS, DISPUTES)
    told = [(said(steps, row, MARK), said(steps, row)) for row in rows]
    assert [mark for mark, _words in told] == ["question", "check", "begun", "blank", "error"]
    for one, other in combinations(told, 2):
        assert one[0] != other[0]
        assert one[1] != other[1]


def test_a_report_all_of_which_is_filled_does_not_look_as_if_it_were_filed(window):
    form = new_filing("disclosure", "某局", 2023).form
    steps = opened(window, full(form))
    assert [said(steps, row) for row in range(6)] == ["all filled"] * 6
    filled = {(said(steps, row, MARK), said(steps, row)) for row in range(steps.model().rowCount() - 1)}
    assert said(steps, REVIEW) == "Ready for filing"
    assert said(steps, REVIEW, MARK) == "review"
    steps = opened(window, full(form), state=State.FILED)
    filed = (said(steps, REVIEW, MARK), said(steps, REVIEW))
    assert filed == ("filed", _("filed"))
    assert filed[0] not in {mark for mark, _words in filled}
    assert filed[1] not in {words for _mark, words in filled}


def test_screen_readers_and_tooltips_hear_title_state_and_key(window):
    steps = opened(window)
    assert said(steps, OVERVIEW, Qt.ItemDataRole.AccessibleTextRole) == "一、总体情况: not begun · to be written"
    assert said(steps, OVERVIEW, Qt.ItemDataRole.ToolTipRole).splitlines() == [
        "一、总体情况", "not begun · to be written", "Ctrl+2",
    ]  # fmt: skip


def test_every_colour_is_one_of_the_theme(window):
    steps = opened(window, {"overview": TEXT, "disputes/cases/review.upheld": "一"})
    assert all(hasattr(theme(), said(steps, row, COLOUR)) for row in range(steps.model().rowCount()))


@pytest.mark.parametrize("year", [2020, 2023])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_title_and_no_words_are_ever_cut(window, year, language):
    use_language(language)
    values = {f"applications/received/applicant.organization.{one}": "一" for one in ("business", "research", "other")}
    steps = opened(window, values, year=year)
    strong, small = (QFontMetrics(font) for font in _fonts(steps.font()))
    room = steps.viewport().width() - 2 * 12 - strong.height() - 10
    for row in range(steps.model().rowCount()):
        assert strong.horizontalAdvance(said(steps, row, Qt.ItemDataRole.DisplayRole)) <= room
        assert all(small.horizontalAdvance(line) <= room for line in said(steps, row).split("\n"))


@pytest.mark.parametrize("height", [800, 600, 533, 400])
def test_all_steps_are_seen_at_once_on_a_low_screen(window, qtbot, height):
    steps = opened(window)
    window.resize(1280, height)
    window.editor.wizard.setMinimumSize(0, 0)
    steps.resize(steps.width(), height - 190)
    steps.doItemsLayout()
    last = steps.model().rowCount() - 1
    assert steps.visualRect(steps.model().index(last, 0)).bottom() <= steps.viewport().height()


def test_the_step_that_is_shown_is_marked_and_has_a_frame_when_it_has_the_focus(window):
    steps = opened(window)
    steps.show_step(OVERVIEW)
    before = steps.grab().toImage()
    steps.setFocus()
    assert steps.hasFocus()
    assert steps.grab().toImage() != before
    steps.show_step(PROACTIVE)
    assert steps.currentIndex().row() == PROACTIVE
