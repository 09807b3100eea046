"""The kinds of files that the window offers, what it remembers, and the report on the clipboard."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox

from app.draft import new_filing, with_values
from app.draft_file import read_draft
from app.paths import samples
from app.readers import READERS
from app.readers.clipboard import read_clipboard
from app.settings import Settings, load_settings, save_settings
from app.writers import WRITERS
from ui.dialogs.export import ExportDialog

RECEIVED = "applications/received/applicant.natural_person"

pytestmark = pytest.mark.usefixtures("application")


@pytest.fixture
def session(window):
    """The session of a report in which nothing is to be mended."""
    window.open_draft(window.library._store.add(read_draft(samples()[-1])[0].draft))
    return window.editor.session


@pytest.fixture
def dialog_of(window, session):
    def make(copy="filing", **settings):
        return ExportDialog(session, copy, Settings(**settings), window)

    return make


def offered(dialog):
    return [dialog.kinds.itemData(index) for index in range(dialog.kinds.count())]


def choose(dialog, suffix):
    dialog.kinds.setCurrentIndex(dialog.kinds.findData(suffix))


def test_every_kind_that_can_be_written_is_offered_and_word_is_what_is_meant(dialog_of):
    dialog = dialog_of()
    assert set(offered(dialog)) == set(WRITERS)
    assert dialog.suffix == offered(dialog)[0] == ".docx"


def test_the_kind_of_last_time_is_chosen_and_an_unknown_one_is_none(dialog_of):
    assert dialog_of(kind=".xlsx").suffix == ".xlsx"
    assert dialog_of(kind=".odd").suffix == ".docx"


def test_a_layout_is_asked_where_it_can_be_seen(dialog_of):
    dialog = dialog_of()
    shown = {}
    for suffix in offered(dialog):
        choose(dialog, suffix)
        shown[suffix] = dialog.layouts.isVisibleTo(dialog)
        assert dialog._kind_about.text()
    assert {suffix for suffix, is_shown in shown.items() if not is_shown} == {".xlsx", ".txt"}


@pytest.mark.parametrize("suffix", [".docx", ".html", ".xlsx", ".txt"])
def test_the_file_has_the_suffix_of_its_kind_and_both_are_remembered(dialog_of, qtbot, tmp_path, suffix):
    dialog = dialog_of()
    choose(dialog, suffix)
    dialog.ask_for_file()
    asked = dialog.findChild(QFileDialog)
    assert asked.defaultSuffix() == suffix.removeprefix(".")
    assert asked.selectedFiles()[0].endswith(f"年度报告{suffix}")
    asked.close()
    with qtbot.waitSignal(dialog.written) as told:
        dialog.write(str(tmp_path / f"report{suffix}"))
    path, settings = told.args
    assert READERS[suffix](path)
    assert (settings.kind, settings.folder) == (suffix, str(tmp_path))


def test_the_data_have_one_kind_and_change_none_that_is_remembered(dialog_of, qtbot, tmp_path):
    dialog = dialog_of("data", kind=".html", layout="centred")
    assert dialog.suffix == ".json"
    with qtbot.waitSignal(dialog.written) as told:
        dialog.write(str(tmp_path / "report.json"))
    assert told.args[1] == Settings(kind=".html", layout="centred", folder=str(tmp_path))


def test_the_kind_is_kept_from_start_to_start(tmp_path):
    store = tmp_path / "gongkai.db"
    assert save_settings(store, replace(load_settings(store), kind=".html"))
    assert load_settings(store).kind == ".html"


# The clipboard


@pytest.fixture
def portal_of(window):
    def show(filing):
        window.open_draft(window.library._store.add(filing.draft))
        wizard = window.editor.wizard
        wizard.go_to_step(wizard.steps - 1)
        return wizard.currentPage().head.portal

    return show


def test_a_complete_report_is_copied_as_page_and_text_without_a_mark(portal_of):
    filing = read_draft(samples()[-1])[0]
    portal = portal_of(filing)
    portal.page.click()
    offered = QGuiApplication.clipboard().mimeData()
    assert offered.html().startswith("<h1")
    assert offered.text().startswith("清源县教育局2023年")
    assert "草稿" not in offered.html()
    assert "已复制" in portal.told.text()
    from app.match import match

    found = match(read_clipboard(offered.html(), offered.text())).filing
    assert {one: found.value(one) for one in filing.form.cells} == {one: filing.value(one) for one in filing.form.cells}
    assert found.value("overview") == filing.value("overview")


def test_plain_text_is_all_that_a_box_for_text_gets(portal_of):
    portal = portal_of(read_draft(samples()[-1])[0])
    portal.text.click()
    offered = QGuiApplication.clipboard().mimeData()
    assert not offered.hasHtml()
    assert "　　一、总体情况\n" in offered.text()


def test_what_was_copied_is_told_until_the_report_changes(window, portal_of):
    portal = portal_of(read_draft(samples()[-1])[0])
    portal.text.click()
    assert portal.told.isVisibleTo(portal)
    window.editor.session.set_value("cover/phone", "0000-7654321")
    assert not portal.told.isVisibleTo(portal)


def test_the_window_remembers_what_was_chosen(window, session, tmp_path):
    before = load_settings(window._store.path)
    window._on_written(tmp_path / "a.html", replace(before, kind=".html", layout="centred", folder=str(tmp_path)))
    after = load_settings(window._store.path)
    assert (after.kind, after.layout, after.folder) == (".html", "centred", str(tmp_path))
    window.findChild(QMessageBox).close()


@pytest.mark.parametrize("button", ["page", "text"])
def test_a_report_that_is_not_ready_says_so_in_its_first_line(portal_of, button):
    for filing in (new_filing("disclosure", "某局", 2023), with_values(read_draft(samples()[-1])[0], {RECEIVED: "9"})):
        portal = portal_of(filing)
        getattr(portal, button).click()
        assert QGuiApplication.clipboard().text().startswith("草稿\n")
        assert "草稿" in portal.told.text()


def test_nothing_moves_when_it_is_told_that_it_was_copied(window, portal_of, qtbot):
    portal = portal_of(read_draft(samples()[-1])[0])
    qtbot.waitUntil(lambda: portal.text.isVisible() and portal.height() > 0)
    before = portal.height()
    portal.text.click()
    qtbot.waitUntil(portal.told.isVisible)
    qtbot.wait(1)
    assert portal.height() == before
    assert portal.told.y() + portal.told.height() <= portal.height()
