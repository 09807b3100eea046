"""Find and replace beside the work: places jumped through, ticked, replaced as one step."""

import pytest
from PySide6.QtCore import Qt

from app.draft import with_values
from app.draft_file import read_draft
from app.entry import State
from app.i18n import _
from app.paths import samples
from app.store import open_store
from ui.dialogs.replace import ReplaceDialog
from ui.session import DraftSession
from ui.text_editor import TextEditor

TEXTS = {
    "cover/short_name": "县教育局",
    "cover/signed_by": "清源县教育局",
    "preface": "清源县教育局编制了本报告。",
    "overview": "县教育局公开信息。\n教育局开展培训。",
    "problems": "（一）存在的主要问题。……",
    "other": "没有收取信息处理费。",
}


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path / "gongkai.db") as store:
        yield store


@pytest.fixture
def session(application, store):
    filing = with_values(read_draft(samples()[-1])[0], TEXTS)
    return DraftSession(store, store.load(store.add(filing.draft)))


@pytest.fixture
def show(qtbot):
    def shown(session, words=""):
        dialog = ReplaceDialog(session, words)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):
            dialog.show()
        return dialog

    return shown


@pytest.fixture
def jumps(show):
    """A dialog on these words, and where it has led."""

    def made(session, words):
        dialog, found = show(session, words), []
        dialog.place_chosen.connect(lambda *place: found.append(place))
        return dialog, found

    return made


def test_enter_leads_from_place_to_place_and_round_again(session, jumps, keyboard):
    dialog, found = jumps(session, "教育局")
    assert keyboard.focus is dialog.sought
    for _press in range(7):
        keyboard.press("Return")
    assert [place[0] for place in found] == [
        "cover/organization", "cover/short_name", "cover/signed_by", "preface", "overview", "overview",
        "cover/organization",
    ]  # fmt: skip
    assert found[5] == ("overview", 10, 13)
    assert session.filing.value("overview")[10:13] == "教育局"
    assert dialog.isVisible()


def test_f3_leads_on_and_back(session, jumps, keyboard):
    _dialog, found = jumps(session, "教育局")
    keyboard.press("F3")
    keyboard.press("F3")
    keyboard.press("F3", "Shift")
    keyboard.press("F3", "Shift")
    assert [place[0] for place in found] == ["cover/organization", "cover/short_name", "cover/organization", "overview"]


def test_a_body_is_renamed_as_one_step_and_its_identity_only_where_it_is_ticked(session, show, keyboard):
    dialog = show(session, "教育局")
    keyboard.press("Tab")
    keyboard.until("by")
    keyboard.type("教育体育局")
    assert len(dialog.model.keys) == 6
    assert [place.address for place in set(dialog.model.keys) - set(dialog.model.ticked_keys)] == ["cover/organization"]
    assert dialog.model.keys[0].address == "cover/organization"
    assert "清源县教育局" not in dialog._count.text()
    dialog._take.click()
    assert session.filing.draft.organization == "清源县教育局"
    assert "清源县教育局" in dialog._count.text()
    assert session.filing.value("overview") == "县教育体育局公开信息。\n教育体育局开展培训。"
    assert session.filing.value("cover/signed_by") == "清源县教育体育局"
    assert dialog.isVisible()
    assert [place.address for place in dialog.model.keys] == ["cover/organization"]
    assert "教育局" in session.undo_name
    session.undo()
    assert session.filing.value("overview") == TEXTS["overview"]
    assert len(dialog.model.keys) == 6


def test_a_place_is_left_out_and_stays_so_while_the_words_are_typed(session, show, keyboard):
    dialog = show(session, "教育局")
    dialog.by.setText("教育体育局")
    dialog.list.setFocus()
    dialog.list.choose_row(dialog.model.row_of(dialog.model.keys[3]))
    keyboard.press("Space")
    dialog.by.setText("教体局")
    assert dialog.model.keys[3] not in dialog.model.ticked_keys
    dialog._take.click()
    assert session.filing.value("preface") == TEXTS["preface"]
    assert session.filing.value("overview") == "县教体局公开信息。\n教体局开展培训。"


def test_what_reads_so_already_is_not_ticked(session, show):
    dialog = show(session, "教育局")
    dialog.by.setText("县教育局")
    assert [place.address for place in dialog.model.ticked_keys] == ["overview"]
    dialog._take.click()
    assert session.filing.value("overview") == "县教育局公开信息。\n县教育局开展培训。"


def test_finding_alone_replaces_nothing(session, show, keyboard):
    dialog = show(session, "教育局")
    assert not dialog._take.isEnabled()
    dialog._on_take()
    assert session.filing.value("overview") == TEXTS["overview"]
    dialog.sought.setText("")
    assert dialog.model.keys == ()
    dialog.sought.setText("没有这样的话")
    assert dialog.model.keys == ()
    keyboard.press("Return")


def test_words_are_deleted_only_where_the_clerk_took_the_new_ones_out(session, show, keyboard):
    dialog = show(session, "县教育局")
    dialog.by.setFocus()
    keyboard.type("x")
    keyboard.press("Backspace")
    dialog._take.click()
    assert session.filing.value("overview") == "公开信息。\n教育局开展培训。"


def test_the_list_follows_what_is_written_meanwhile(session, show):
    dialog = show(session, "培训")
    assert len(dialog.model.keys) == 1
    session.set_value("other", "培训3次，没有收取信息处理费。")
    assert [place.address for place in dialog.model.keys] == ["overview", "other"]


def test_enter_in_the_list_leads_to_the_place(qtbot, session, show, keyboard):
    dialog = show(session, "信息处理费")
    dialog.list.setFocus()
    dialog.list.choose_first()
    with qtbot.waitSignal(dialog.place_chosen) as chosen:
        keyboard.press("Return")
    assert chosen.args == ["other", 4, 9]


def test_the_window_with_the_text_selects_the_place(window, qtbot, keyboard):
    from ui.editor import Editor

    id = window._store.add(with_values(read_draft(samples()[-1])[0], TEXTS).draft)
    window.open_draft(id, "overview")
    editor = window.findChild(Editor)
    editor.find_in_texts()
    dialog = window.findChild(ReplaceDialog)
    dialog.seek("信息处理费")
    dialog.go_on()
    cursor = editor.wizard.findChild(TextEditor, "other").textCursor()
    assert cursor.selectedText() == "信息处理费"
    dialog.close()


def test_a_locked_report_is_searched_and_not_changed(application, store, show):
    id = store.add(with_values(read_draft(samples()[-1])[0], TEXTS).draft)
    store.set_state(id, State.FILED, by="李某")
    dialog = show(DraftSession(store, store.load(id)), "教育局")
    assert len(dialog.model.keys) == 6
    assert not dialog.by.isEnabled()
    assert not dialog._take.isEnabled()


def test_it_goes_when_it_is_closed(application, qtbot, session):
    dialog = ReplaceDialog(session, "教育局")
    dialog.show()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
    session.set_value("other", "改了。")


def test_the_title_of_a_law_is_not_ticked_and_that_is_told(session, show):
    session.set_value("overview", "落实《政府信息公开条例》，公开信息。")
    dialog = show(session, "公开")
    before, told = dialog._count.text(), _("Titles in 《》 and numbers of documents are not ticked.")
    dialog.by.setText("公示")
    ticked = [place for place in dialog.model.ticked_keys if place.address == "overview"]
    assert [place.after[:2] for place in ticked] == ["信息"]
    assert told in dialog._count.text()
    assert told not in before
