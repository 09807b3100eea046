"""A file read and seen before anything is taken: understood, linked with the file, taken whole or in parts."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMessageBox

from app.blocks import Heading, Spot
from app.draft import Note, filing_of, new_filing, with_notes, with_value, with_values
from app.entry import Reason, State
from app.errors import UnreadableDocument
from app.intake import take_in
from app.paths import samples
from app.taking import with_view
from ui.dialogs.reading import ReadingDialog
from ui.dialogs.reading_wait import IdentityDialog, WaitDialog
from ui.reading_work import _running

RECEIVED = "applications/received/applicant.natural_person"
TOTAL = "applications/received/applicant.total"
SAMPLE = samples()[-1]


def intake(*notes, **values):
    """The newest sample as it was read, with these notes and other values."""
    read = with_view(take_in(SAMPLE))
    return replace(read, filing=with_notes(with_values(read.filing, values), notes))


@pytest.fixture
def store(window):
    return window.library._store


@pytest.fixture
def answer(monkeypatch):
    """What the reader says to a file: an intake, or an error. Reading apart has tests of its own."""
    said = {}

    def read(path, *, organization="", year=None, cancelled=bool):
        found = said.get(path.name) or take_in(path, organization=organization, year=year)
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr("app.apart.take_in_apart", read)
    return said


@pytest.fixture
def bring(window, answer, qtbot, tmp_path):
    """Brings a file that reads so, and gives the dialog that shows it."""

    def shown(what=None, name="年报.docx"):
        answer[name] = what or intake()
        window.read_files([str(tmp_path / name)])
        qtbot.waitUntil(lambda: dialog_of(window, ReadingDialog) is not None)
        dialog = dialog_of(window, ReadingDialog)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return shown


def dialog_of(window, kind):
    return next((one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()), None)


def box_of(window):
    return next((one for one in window.findChildren(QMessageBox) if one.isVisible()), None)


def lines(dialog):
    model = dialog.model
    return [model.index_of(node).data() for node in model.walk()]


def node(dialog, words):
    return next(one for one in dialog.model.walk() if words in dialog.model.index_of(one).data())


def summaries(store):
    return [(one.organization, one.year) for one in store.entries()]


# Seen before it is taken


def test_nothing_is_stored_before_the_clerk_takes_it(bring, store):
    dialog = bring()
    assert store.entries() == ()
    dialog.reject()
    assert store.entries() == ()


def test_every_section_tells_how_much_of_it_was_read(bring):
    dialog = bring()
    form = take_in(SAMPLE).filing.form
    sections = [one for one in dialog.model.walk() if one.is_strong]
    assert len(sections) == len(form.sections)
    assert "144 格中读到 144 格" in "\n".join(lines(dialog))


def test_enter_takes_all_where_nothing_is_doubtful_and_the_draft_is_opened(bring, store, window, keyboard):
    bring()
    keyboard.press("Return")
    (entry,) = store.entries()
    assert store.load(entry.id).draft == take_in(SAMPLE).filing.draft
    assert window.editor.session.id == entry.id
    assert [one.reason for one in store.versions(entry.id)] == [Reason.IMPORT]


def test_where_something_is_doubtful_enter_takes_nothing_unseen(bring, store, keyboard):
    dialog = bring(intake(Note("doubt", RECEIVED, "看不清")))
    assert keyboard.focus is dialog.tree
    assert "看不清" in dialog.tree.currentIndex().data()
    keyboard.press("Return")
    assert dialog.isVisible()
    assert store.entries() == ()
    keyboard.until("take")
    keyboard.press("Return")
    assert len(store.entries()) == 1


def test_escape_leaves_without_taking(bring, store, window, keyboard):
    bring()
    keyboard.press("Escape")
    assert dialog_of(window, ReadingDialog) is None
    assert store.entries() == ()


def test_a_printed_total_that_is_not_the_sum_is_told_with_both_numbers(bring):
    dialog = bring(intake(Note("printed_total", TOTAL, "99999")))
    total = str(sum(int(v) for a, v in intake().filing.draft.values.items() if a.startswith("applications/received/")))
    told = next(line for line in lines(dialog) if "99999" in line)
    assert total in told


def test_text_without_a_place_is_shown_and_can_be_left_out(bring, store, keyboard):
    dialog = bring(intake(Note("unplaced", "", "此处有一段文字：\n索引号 001")))
    one = node(dialog, "索引号 001")
    dialog.model.tick(one.keys, is_on=False)
    dialog._take.click()
    (entry,) = store.entries()
    assert store.load(entry.id).draft.notes == ()


# File and understanding


def test_a_line_shows_its_place_in_the_file(bring):
    dialog = bring()
    line = next(one for one in dialog.model.walk() if one.keys == (("cell", RECEIVED, ""),))
    dialog.tree.setCurrentIndex(dialog.model.index_of(line))
    assert dialog.pane.view._chosen == line.spots
    assert dialog.pane.view._spot() == line.spots[0]
    assert "自然人" in dialog.pane.went.text()


def test_a_place_in_the_file_shows_where_it_went(bring):
    dialog = bring()
    line = next(one for one in dialog.model.walk() if one.keys == (("cell", RECEIVED, ""),))
    view = dialog.pane.view
    view.setTextCursor(view._cursor(line.spots[0]))
    assert dialog.model.node(dialog.tree.currentIndex()) is line
    assert intake().filing.value(RECEIVED) in dialog.pane.went.text()


def test_a_paragraph_leads_to_its_own_line(bring):
    dialog = bring()
    spots = with_view(intake()).origins["overview"]
    view = dialog.pane.view
    view.setTextCursor(view._cursor(spots[2]))
    text = intake().filing.value("overview").split("\n")[2]
    assert dialog.tree.currentIndex().data().startswith(text[:20])


def test_a_place_from_which_nothing_was_read_says_so(bring):
    dialog = bring()
    view = dialog.pane.view
    heading = next(number for number, block in enumerate(intake().blocks) if isinstance(block, Heading))
    view.setTextCursor(view._cursor(Spot(heading)))
    assert "没有读成" in dialog.pane.went.text()


def test_words_are_sought_in_the_file_round_and_round(bring, keyboard):
    dialog = bring()
    keyboard.press("F", "Control")
    assert keyboard.focus.objectName() == "file_search"
    dialog.pane.search.setText("清源县")
    keyboard.press("Return")
    first = dialog.pane.view.textCursor().position()
    places = {first}
    for _press in range(50):
        keyboard.press("F3")
        places.add(dialog.pane.view.textCursor().position())
    assert len(places) > 1
    assert dialog.pane.view.textCursor().selectedText() == "清源县"
    dialog.pane.search.setText("没有这样的词")
    keyboard.press("F3")
    assert "没有这样的词" in dialog.pane.went.text()


def test_the_tree_is_a_sound_model(bring):
    dialog = bring(intake(Note("doubt", RECEIVED, "甲"), Note("doubt", "", "乙")))
    assert isinstance(dialog.model, QAbstractItemModel)
    tester = QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    dialog._show_target()
    dialog._all.click()
    assert tester.model() is dialog.model


# Parts


def test_a_section_left_out_stays_out(bring, store):
    dialog = bring()
    dialog.model.setData(
        dialog.model.index_of(node(dialog, "表三")), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole
    )
    dialog._take.click()
    values = store.load(store.entries()[0].id).draft.values
    assert not any(address.startswith("applications/") for address in values)
    assert "overview" in values


def test_space_ticks_a_line_and_its_section_is_ticked_in_part(bring, keyboard):
    dialog = bring(intake(Note("doubt", RECEIVED, "看不清")))
    line = next(one for one in dialog.model.walk() if one.keys == (("cell", RECEIVED, ""),))
    dialog.tree.setCurrentIndex(dialog.model.index_of(line))
    keyboard.press("Space")
    assert ("cell", RECEIVED, "") not in dialog.model.chosen
    section = dialog.model.index_of(node(dialog, "表三"))
    assert section.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.PartiallyChecked


def test_without_a_tick_nothing_can_be_taken(bring):
    dialog = bring()
    dialog._all.click()
    assert not dialog._take.isEnabled()
    dialog._all.click()
    assert dialog._take.isEnabled()


# Into a draft


@pytest.fixture
def opened(window, store):
    """The sample as a draft at work, with some differences from the file."""
    text = intake().filing.value("overview") + "\n只在草稿里的话。"
    draft = with_values(intake().filing, {RECEIVED: "7", "cover/phone": "", "overview": text}).draft
    id = store.add(draft)
    window.open_draft(id)
    return id


def test_differences_from_the_open_draft_stand_as_old_and_new(bring, opened):
    dialog = bring()
    assert dialog.target.id == opened
    number = intake().filing.value(RECEIVED)
    shown = [[(piece.text, piece.becomes) for piece in one.pieces] for one in dialog.model.walk()]
    assert any(("7", "gone") in line and (number, "new") in line for line in shown)
    assert any(("只在草稿里的话。", "gone") in line for line in shown)


def test_taking_into_the_open_draft_is_one_step_with_a_version_before(bring, opened, window, store):
    before = store.load(opened).draft
    bring()._take.click()
    session = window.editor.session
    assert session.filing.value(RECEIVED) == intake().filing.value(RECEIVED)
    assert session.filing.value("cover/phone") == intake().filing.value("cover/phone")
    assert session.filing.value("overview").endswith("只在草稿里的话。")
    assert "年报.docx" in session.undo_name
    newest = store.versions(opened)[0]
    assert (newest.reason, "年报.docx" in newest.name) == (Reason.IMPORT, True)
    session.undo()
    assert session.filing.draft == before


def test_a_report_of_another_year_goes_into_a_new_draft_unless_the_clerk_chooses(bring, window, store):
    mine = store.add(new_filing("disclosure", intake().filing.draft.organization, 2022).draft)
    window.open_draft(mine)
    dialog = bring()
    assert dialog.target.id == ""
    assert "2022" in dialog._trouble.text()
    assert not dialog.is_plain
    dialog.targets.setCurrentIndex(1)
    assert (dialog.target.id, "2022" in dialog._trouble.text()) == (mine, True)
    dialog._take.click()
    assert store.load(mine).draft.year == 2022
    assert window.editor.session.filing.value(RECEIVED) == intake().filing.value(RECEIVED)


def test_a_locked_draft_takes_nothing_and_says_so(bring, opened, window, store):
    store.set_state(opened, State.FINAL)
    window.open_draft(opened)
    dialog = bring()
    assert dialog.target.id == ""
    assert not dialog.targets.model().item(1).isEnabled()
    assert "锁定" in dialog.targets.itemText(1)
    assert "锁定" in dialog._trouble.text()


def test_a_report_that_the_library_has_is_told_and_proposed(bring, store, window):
    there = store.add(with_value(intake().filing, RECEIVED, "7").draft)
    dialog = bring()
    assert dialog.target.id == there
    dialog._take.click()
    assert window.editor.session.id == there
    assert window.editor.session.filing.value(RECEIVED) == intake().filing.value(RECEIVED)
    assert len(store.entries()) == 1


def test_it_can_stand_beside_the_one_that_the_library_has(bring, store):
    store.add(with_value(intake().filing, RECEIVED, "7").draft)
    dialog = bring()
    dialog.targets.setCurrentIndex(0)
    assert "已有" in dialog._trouble.text()
    dialog._take.click()
    assert len(store.entries()) == 2


def test_values_that_the_form_has_no_place_for_are_told(bring, store, window):
    old = take_in(samples()[0])
    window.open_draft(store.add(new_filing("disclosure", old.filing.draft.organization, 2023).draft))
    dialog = bring(with_view(old))
    dialog.targets.setCurrentIndex(1)
    assert "没有文件中" in dialog._trouble.text()
    assert set(dialog.model.chosen) == dialog.model.keys == set(dialog._taking.usual)


# Ways in and out


def test_files_dropped_on_a_draft_at_work_are_read(opened, window, answer, qtbot, tmp_path):
    answer["a.docx"] = intake()
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.docx"))])
    place, none = QPointF(40, 40), Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton, none))
    qtbot.waitUntil(lambda: dialog_of(window, ReadingDialog) is not None)
    assert dialog_of(window, ReadingDialog).target.id == opened


def test_a_second_file_waits_for_the_first(window, answer, qtbot, tmp_path):
    for name in ("甲.docx", "乙.docx"):
        answer[name] = intake()
        window.read_files([str(tmp_path / name)])

    def titles():
        return {one.windowTitle() for one in window.findChildren(ReadingDialog) if one.isVisible()}

    qtbot.waitUntil(lambda: len(titles()) == 2)
    assert all(any(name in title for title in titles()) for name in ("甲.docx", "乙.docx"))


def test_the_editor_offers_to_read_a_file_by_key_and_menu(opened, window, keyboard, monkeypatch):
    asked = []
    monkeypatch.setitem(window._acts, "read", lambda: asked.append(True))
    keyboard.press("O", "Control")
    assert asked == [True]
    assert any("读入文件" in act.text for act in window.editor._texts_acts())


def test_a_file_that_cannot_be_read_says_why_and_nothing_is_stored(window, answer, qtbot, store, tmp_path):
    answer["坏.docx"] = UnreadableDocument("坏.docx：文件已损坏。请另存后再试。")
    window.read_files([str(tmp_path / "坏.docx")])
    qtbot.waitUntil(lambda: box_of(window) is not None)
    assert "另存后再试" in box_of(window).text()
    assert store.entries() == ()
    box_of(window).close()


REPORT = "一、总体情况\n全年公开信息三条。\n"


def test_a_file_without_a_name_asks_whose_it_is_and_is_read_again(window, answer, qtbot, store, tmp_path):
    path = tmp_path / "无名.txt"
    path.write_text(REPORT, encoding="utf-8")
    window.read_files([str(path)])
    qtbot.waitUntil(lambda: dialog_of(window, IdentityDialog) is not None)
    dialog = dialog_of(window, IdentityDialog)
    assert not dialog._read.isEnabled()
    dialog.organization.setText("清源县水务局")
    dialog.year.setValue(2023)
    dialog._read.click()
    qtbot.waitUntil(lambda: dialog_of(window, ReadingDialog) is not None)
    dialog_of(window, ReadingDialog)._take.click()
    assert summaries(store) == [("清源县水务局", 2023)]


def test_reading_can_be_given_up_and_nothing_comes_of_it(window, monkeypatch, qtbot, store, tmp_path):
    from threading import Event

    begun, go_on = Event(), Event()

    def slow(path, *, organization="", year=None, cancelled=bool):
        begun.set()
        go_on.wait(10)
        assert cancelled()
        return intake()

    monkeypatch.setattr("app.apart.take_in_apart", slow)
    window.read_files([str(tmp_path / "慢.docx")])
    qtbot.waitUntil(lambda: dialog_of(window, WaitDialog) is not None)
    dialog_of(window, WaitDialog).reject()
    go_on.set()
    qtbot.waitUntil(lambda: not _running)
    assert begun.is_set()
    assert dialog_of(window, WaitDialog) is dialog_of(window, ReadingDialog) is None
    assert store.entries() == ()


def test_a_file_is_read_in_a_process_of_its_own(window, qtbot, tmp_path):
    from app.apart import rest

    path = tmp_path / "年报.json"
    path.write_bytes(SAMPLE.read_bytes())
    window.read_files([str(path)])
    qtbot.waitUntil(lambda: dialog_of(window, ReadingDialog) is not None, timeout=30_000)
    assert dialog_of(window, ReadingDialog)._intake.filing == take_in(SAMPLE).filing
    dialog_of(window, ReadingDialog).reject()
    qtbot.waitUntil(lambda: not _running)
    rest()


# For everybody


def test_every_control_has_a_name_and_tab_reaches_it(bring, opened, keyboard):
    dialog = bring(intake(Note("doubt", RECEIVED, "看不清")))
    wanted = {"file_search", "file_next", "file_view", "target", "understood", "all", "take", "close"}
    met = set()
    for _press in range(30):
        met.add(keyboard.focus.objectName())
        keyboard.press("Tab")
    assert wanted <= met
    for name in wanted:
        widget = dialog.findChild(object, name)
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def test_the_view_of_a_report_is_built_within_a_tenth_of_a_second(application):
    from time import perf_counter

    from ui.reading_file import FileView

    read, times = intake(), []
    for _time in range(3):
        begun = perf_counter()
        FileView(read.blocks, ()).deleteLater()
        times.append(perf_counter() - begun)
    assert min(times) < 0.1


def test_of_a_table_without_end_the_first_rows_are_shown(application):
    from app.blocks import Table, TableCell
    from ui.reading_file import FileView
    from ui.reading_print import MOST_CELLS

    cells = tuple(TableCell(row=row, column=0, text=str(row)) for row in range(MOST_CELLS + 5))
    view = FileView([Table(rows=len(cells), columns=1, cells=cells)], ())
    assert "5" in view.toPlainText().rsplit("\n", 1)[-1]
    view.show_spots([Spot(0, MOST_CELLS + 3, 0)])
    view.deleteLater()


@pytest.mark.parametrize("name", [path.name for path in samples()])
def test_a_sample_of_every_edition_can_be_looked_through(bring, name):
    path = next(path for path in samples() if path.name == name)
    dialog = bring(with_view(take_in(Path(path))), name="旧年报.json")
    assert filing_of(take_in(path).filing.draft).form is dialog._intake.filing.form
    assert all(one.spots for one in dialog.model.walk() if one.keys and one.keys[0][0] == "cell" and not one.children
               and not one.keys[0][1].startswith("cover/"))  # fmt: skip


def test_the_window_starts_without_what_reads_files():
    import subprocess
    import sys

    late = ["app.apart", "app.many", "app.taking", "ui.reading", "ui.reading_file", "docx", "openpyxl", "pdfplumber"]
    code = f"import sys, ui.window, ui.editor; print([name for name in {late} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
