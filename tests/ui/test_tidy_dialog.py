"""The clean-up shown before it is taken: kinds and paragraphs left out, one step, by keyboard."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.draft import with_values
from app.draft_file import read_draft
from app.entry import State
from app.paths import samples
from app.store import open_store
from app.tidy import Kind
from ui.dialogs.tidy import TidyDialog
from ui.difference import Difference, Piece, in_words, pieces, shortened
from ui.models.ticks_model import PIECES
from ui.session import DraftSession

OVERVIEW = "　　全年公开信息７０５条,其中网站462 条.\n（一）主动公开。依法公开。\n(二)、依申请公开,,办结54件。"
OTHER = '没有收取"信息处理费"。'


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "gongkai.db") as store:
        yield store


@pytest.fixture
def session(application, store):
    filing = with_values(read_draft(samples()[-1])[0], {"overview": OVERVIEW, "other": OTHER})
    return DraftSession(store, store.load(store.add(filing.draft)))


@pytest.fixture
def show(qtbot):
    def shown(session, *sections):
        asked = [session.form.narratives[section] for section in sections] or None
        dialog = TidyDialog(session, asked)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
        return dialog

    return shown


def test_enter_takes_everything_as_one_step(session, show, keyboard):
    dialog = show(session)
    assert keyboard.focus is dialog.list
    keyboard.press("Return")
    assert not dialog.isVisible()
    assert session.filing.value("overview") == (
        "全年公开信息705条，其中网站462条。\n（一）主动公开。依法公开。\n（二）依申请公开，办结54件。"
    )
    assert session.filing.value("other") == "没有收取“信息处理费”。"
    session.undo()
    assert session.filing.value("overview") == OVERVIEW
    assert session.filing.value("other") == OTHER
    assert session.undo_name == ""


def test_a_paragraph_is_left_out_with_the_space_bar(session, show, keyboard):
    dialog = show(session, "overview")
    assert dialog.model.keys == (("overview", 0), ("overview", 2))
    keyboard.press("Down")
    keyboard.press("Space")
    keyboard.press("Return")
    assert session.filing.value("overview").split("\n") == [
        "全年公开信息705条，其中网站462条。", *OVERVIEW.split("\n")[1:],
    ]  # fmt: skip
    assert session.filing.value("other") == OTHER


def test_a_kind_is_left_out_and_the_paragraph_that_was_left_out_stays_so(session, show, keyboard):
    dialog = show(session, "overview")
    counts = {kind: int("".join(filter(str.isdigit, box.text()))) for kind, box in dialog.boxes.items()}
    assert counts == {
        Kind.PUNCTUATION: 3, Kind.SPACES: 1, Kind.INDENT: 1, Kind.NUMBERING: 1, Kind.WIDTH: 1,
    }  # fmt: skip
    keyboard.press("Space")
    dialog.boxes[Kind.PUNCTUATION].setChecked(False)
    assert dialog.model.ticked_keys == (("overview", 2),)
    dialog._take.click()
    assert session.filing.value("overview").split("\n")[0] == OVERVIEW.split("\n")[0]
    assert session.filing.value("overview").split("\n")[2] == "（二）依申请公开,,办结54件。"


def test_a_click_on_the_box_turns_the_tick_over_and_one_on_the_words_does_not(session, show):
    dialog = show(session, "other")
    place = dialog.list.visualRect(dialog.model.index(1))
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(120, 12))
    assert dialog.model.ticked_keys == (("other", 0),)
    QTest.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(15, 12))
    assert dialog.model.ticked_keys == ()
    assert not dialog._take.isEnabled()


def test_all_are_left_out_and_ticked_again(session, show):
    dialog = show(session)
    dialog._all.click()
    assert dialog.model.ticked_keys == ()
    dialog._all.click()
    assert len(dialog.model.ticked_keys) == 3


def test_escape_changes_nothing(session, show, keyboard):
    dialog = show(session)
    keyboard.press("Escape")
    assert not dialog.isVisible()
    assert session.filing.value("overview") == OVERVIEW


def test_a_clean_text_says_so(session, show, keyboard):
    dialog = show(session, "problems")
    assert not dialog.boxes
    assert not dialog._take.isVisible()
    assert keyboard.focus is dialog._close
    keyboard.press("Return")
    assert not dialog.isVisible()


def test_a_locked_report_is_shown_and_not_changed(application, store, show):
    filing = with_values(read_draft(samples()[-1])[0], {"other": OTHER})
    id = store.add(filing.draft)
    store.set_state(id, State.FILED, by="李某")
    session = DraftSession(store, store.load(id))
    dialog = show(session)
    assert dialog.model.keys
    assert not dialog._take.isEnabled()
    dialog._on_take()
    assert session.filing.value("other") == OTHER


def test_what_is_shown_is_said_to_those_who_do_not_see_it(session, show):
    dialog = show(session, "other")
    line = dialog.model.index(1)
    assert line.data(Qt.ItemDataRole.AccessibleTextRole) == in_words(line.data(PIECES))
    assert [piece.becomes for piece in line.data(PIECES)] == ["same", "gone", "new", "same", "gone", "new", "same"]


# The difference itself


def test_a_difference_gives_both_wordings_back():
    for old, new in (
        ("公开12件，办结", "公开14件,办结"),
        ("", "新"),
        ("旧", ""),
        ("同", "同"),
        ("甲乙丙丁", "乙丙戊丁"),
    ):
        shown = pieces(old, new)
        assert "".join(piece.text for piece in shown if piece.becomes != "new") == old
        assert "".join(piece.text for piece in shown if piece.becomes != "gone") == new


def test_a_long_stretch_that_stays_is_cut_to_its_ends():
    shown = shortened(
        (Piece("甲" * 60), Piece("乙", "gone"), Piece("丙" * 60), Piece("丁", "new"), Piece("戊" * 60)), 5
    )
    assert [piece.text for piece in shown] == ["…甲甲甲甲甲", "乙", "丙" * 5 + "…" + "丙" * 5, "丁", "戊戊戊戊戊…"]


def test_a_difference_grows_higher_where_it_is_narrow(application, qtbot):
    widget = Difference("公开" * 40, "公示" * 40)
    qtbot.addWidget(widget)
    assert widget.hasHeightForWidth()
    assert widget.heightForWidth(200) > 2 * widget.heightForWidth(800)
    assert widget.accessibleName()
    widget.resize(200, 300)
    assert not widget.grab().isNull()


def test_a_bar_is_shown_only_where_there_is_something_to_scroll(qtbot, session, show):
    dialog = show(session)
    assert not dialog.list.verticalScrollBar().isVisible()
    session.set_value("overview", "\n".join([OVERVIEW] * 20))
    qtbot.waitUntil(dialog.list.verticalScrollBar().isVisible)
