"""Many files at once: a table that fills up, what is ticked becomes drafts, one bad file stops nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMessageBox

from app.draft import filing_of, with_value
from app.entry import Reason
from app.errors import UnreadableDocument
from app.intake import take_in
from app.paths import samples
from ui.dialogs.reading import ReadingDialog
from ui.dialogs.reading_many import ManyDialog


@pytest.fixture
def store(window):
    return window.library._store


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The samples, one that cannot be read and one that is no report's kind of file; read in this process."""

    def read(path, **given):
        return take_in(path, organization=given.get("organization", ""), year=given.get("year"))

    monkeypatch.setattr("app.apart.take_in_apart", read)
    monkeypatch.setattr("app.many.take_in_apart", read)
    made = tmp_path / "年报"
    made.mkdir()
    for path in samples():
        (made / path.name).write_bytes(path.read_bytes())
    (made / "坏.json").write_text("{", encoding="utf-8")
    (made / "图.png").write_bytes(b"x")
    return made


def shown(kind):
    return next((one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()), None)


@pytest.fixture
def dialog(window, folder, qtbot):
    window.read_files([str(folder)])
    qtbot.waitUntil(lambda: shown(ManyDialog) is not None)
    made = shown(ManyDialog)
    qtbot.waitUntil(lambda: not made._is_running)
    return made


def row_of(dialog, name):
    model = dialog.model
    return next(row for row in range(model.rowCount()) if model.result(row).path.name == name)


def texts(dialog, name):
    row = row_of(dialog, name)
    return [dialog.model.index(row, column).data() for column in range(dialog.model.columnCount())]


def test_every_file_has_a_row_with_whose_it_is_and_how_much_was_read(dialog):
    draft = take_in(samples()[-1]).filing.draft
    told = texts(dialog, samples()[-1].name)
    assert (told[1], told[2]) == (draft.organization, str(draft.year))
    assert told[4] == "166/166"
    assert dialog.model.rowCount() == len(samples()) + 1


def test_a_file_that_cannot_be_read_says_why_and_the_others_go_on(dialog):
    assert texts(dialog, "坏.json")[-1]
    assert "坏.json" not in texts(dialog, "坏.json")[-1]
    dialog.table.selectRow(row_of(dialog, "坏.json"))
    assert dialog._whole.text() == dialog.model.result(row_of(dialog, "坏.json")).error
    assert len(dialog.model.chosen) == len(samples())


def test_what_is_ticked_becomes_new_drafts(dialog, store, window):
    dialog._take.click()
    assert len(store.entries()) == len(samples())
    assert {store.versions(one.id)[0].reason for one in store.entries()} == {Reason.IMPORT}
    assert dialog.model.chosen == []
    assert texts(dialog, samples()[0].name)[-1] == "已读入"
    box = next(one for one in window.findChildren(QMessageBox) if one.isVisible())
    assert str(len(samples())) in box.text()
    box.close()


def test_space_takes_the_tick_of_a_row_away(dialog, store, window, keyboard):
    dialog.activateWindow()
    dialog.table.setFocus()
    dialog.table.selectRow(row_of(dialog, samples()[0].name))
    keyboard.press("Space")
    assert len(dialog.model.chosen) == len(samples()) - 1


def test_a_report_that_the_library_has_is_told_and_not_ticked(window, folder, store, qtbot):
    store.add(take_in(samples()[0]).filing.draft)
    window.read_files([str(folder)])
    qtbot.waitUntil(lambda: shown(ManyDialog) is not None and not shown(ManyDialog)._is_running)
    dialog = shown(ManyDialog)
    assert texts(dialog, samples()[0].name)[-1] == "库中已有"
    assert len(dialog.model.chosen) == len(samples()) - 1


def test_several_files_are_read_in_one_table_too(window, folder, qtbot):
    window.read_files([str(folder / path.name) for path in samples()[:2]])
    qtbot.waitUntil(lambda: shown(ManyDialog) is not None and not shown(ManyDialog)._is_running)
    assert shown(ManyDialog).model.rowCount() == 2


def test_a_row_can_be_looked_at_and_taken_alone_while_the_table_stays(dialog, store, window, qtbot):
    dialog.table.chosen.emit(dialog.model.index(row_of(dialog, samples()[-1].name), 0))
    qtbot.waitUntil(lambda: shown(ReadingDialog) is not None)
    shown(ReadingDialog)._take.click()
    assert len(store.entries()) == 1
    assert store.load(store.entries()[0].id).draft == take_in(samples()[-1]).filing.draft
    assert shown(ManyDialog) is dialog
    assert texts(dialog, samples()[-1].name)[-1] == "已读入"
    assert len(dialog.model.chosen) == len(samples()) - 1


def test_a_row_can_be_put_into_a_draft_that_the_library_has(dialog, store, window, qtbot):
    first = store.add(take_in(samples()[-1]).filing.draft)
    draft = store.load(first).draft
    store.save(first, draft, with_value(filing_of(draft), "cover/phone", "1").draft)
    dialog.table.chosen.emit(dialog.model.index(row_of(dialog, samples()[-1].name), 0))
    qtbot.waitUntil(lambda: shown(ReadingDialog) is not None)
    shown(ReadingDialog)._take.click()
    assert window.editor.session.filing.draft.values == take_in(samples()[-1]).filing.draft.values
    assert shown(ManyDialog) is None


def test_reading_can_be_stopped_and_what_was_read_can_be_taken(window, monkeypatch, qtbot, tmp_path):
    from threading import Event

    from app.apart import Cancelled

    go_on = Event()

    def read(path, *, cancelled, **given):
        if path.name != "0.json":
            while not cancelled():
                go_on.wait(0.02)
            raise Cancelled("")
        return take_in(samples()[0])

    monkeypatch.setattr("app.many.take_in_apart", read)
    window.read_files([str(tmp_path / f"{number}.json") for number in range(4)])
    qtbot.waitUntil(lambda: shown(ManyDialog) is not None and shown(ManyDialog).model.rowCount() == 1)
    dialog = shown(ManyDialog)
    dialog._close.click()
    assert dialog.isVisible()
    assert len(dialog.model.chosen) == 1
    dialog._close.click()
    assert shown(ManyDialog) is None


def test_a_folder_without_reports_says_so(window, tmp_path, qtbot):
    window.read_files([str(tmp_path)])
    qtbot.waitUntil(lambda: shown(ManyDialog) is not None and not shown(ManyDialog)._is_running)
    assert "没有找到" in shown(ManyDialog)._said.text()
    assert not shown(ManyDialog)._take.isEnabled()


def test_the_table_is_a_sound_model_while_it_fills_up(application):
    from pathlib import Path

    from ui.models.reading_many_model import ManyModel
    from ui.reading_work import Result

    model = ManyModel({("甲局", 2023)})
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.add(Result(Path("a.json"), take_in(samples()[0])))
    model.add(Result(Path("b.json"), error=str(UnreadableDocument("b.json：坏了"))))
    model.tick_all(is_on=False)
    assert model.chosen == []
    assert tester.model() is model
    assert not model.index(1, 0).flags() & Qt.ItemFlag.ItemIsUserCheckable
