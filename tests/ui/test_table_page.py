"""The table page: typed as it comes, totals locked, the cursor over values alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.draft import Note, new_filing, with_notes
from ui.head_view import HeadView
from ui.models.drafts_model import DraftsModel
from ui.models.findings_model import FindingsModel
from ui.models.steps_model import StepsModel

FIRST = "applications/received/applicant.natural_person"
TOTAL = "applications/received/applicant.total"


@pytest.fixture
def table(window):
    """The page of table 三 of an empty report of 2023."""
    window.open_draft(window.library._store.add(new_filing("disclosure", "某局", 2023).draft))
    window.editor.wizard.go_to_step(3)
    return window.editor.wizard.currentPage().parts[0]


@pytest.mark.parametrize("text", ["一百", "-3", "3.5", "12人", "1,2,3"])
def test_what_is_no_number_stays_in_view_and_is_told(table, keyboard, text):
    keyboard.press("F2")
    keyboard.type(text)
    keyboard.press("Return")
    index = table.view.values.index_of(FIRST)
    assert index.data() == text
    assert table.session.filing.value(FIRST) == text
    assert [finding.code for finding in table.session.findings] == ["number.invalid"]
    assert text in table.session.findings[0].message


@pytest.mark.parametrize(("text", "number"), [("１２", "12"), ("1,234", "1234"), ("12件", "12"), ("+3", "3")])
def test_what_means_a_number_is_taken_as_one(table, keyboard, text, number):
    keyboard.press("F2")
    keyboard.type(text)
    keyboard.press("Return")
    assert table.view.values.index_of(FIRST).data() == number
    assert table.session.findings == ()


def test_an_empty_text_clears_the_cell_and_is_no_fault(table, keyboard):
    keyboard.type("5")
    keyboard.press("Return")
    keyboard.press("Up")
    keyboard.press("Delete")
    assert FIRST not in table.session.filing.draft.values
    assert table.session.findings == ()


def test_a_total_cannot_be_typed_and_follows_its_parts(table, keyboard):
    table._fill.click()
    table.view.go_to(FIRST)
    keyboard.type("5")
    keyboard.press("Return")
    index = table.view.values.index_of(TOTAL)
    assert index.data() == "5"
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
    table.view.go_to(TOTAL)
    keyboard.type("9")
    assert index.data() == "5"


def test_the_arrow_keys_step_over_labels(table, window, keyboard):
    window.editor.wizard.go_to_step(2)
    view = window.editor.wizard.currentPage().parts[0].view
    assert view.address == "proactive/rules/issued"
    keyboard.press("Left")
    assert view.address == "proactive/rules/issued"
    keyboard.press("Down")
    keyboard.press("Down")
    assert view.address == "proactive/licensing/decisions"


def test_zeros_for_the_blanks_are_one_step(table, keyboard):
    keyboard.type("5")
    keyboard.press("Return")
    table._fill.click()
    entries = table.session.form.entries(table.section)
    assert all(table.session.filing.value(address) for address in entries)
    assert table.session.filing.value(FIRST) == "5"
    table.session.undo()
    assert [a for a in entries if table.session.filing.value(a)] == [FIRST]


def test_the_models_keep_to_the_rules_of_qt(window, table):
    window.library.refresh()
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    drafts = DraftsModel()
    drafts.show(window.library._store.entries())
    for model in (table.view.values, FindingsModel(table.session), StepsModel(table.session), drafts):
        QAbstractItemModelTester(model, mode)


def test_the_head_shows_every_label_of_the_law(table):
    view = table.view
    shown = {c.text for head in (view.horizontalHeader(), view.verticalHeader()) for c in head.cells}
    labels = {c.text for c in view.values.grid.cells if c.kind in ("column", "row")}
    assert shown == labels


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (853, 533)])
@pytest.mark.parametrize("step", [2, 3, 4])
def test_no_label_is_cut_off(table, window, keyboard, size, step):
    window.resize(*size)
    window.editor.wizard.go_to_step(step)
    keyboard.settle()
    view = window.editor.wizard.currentPage().parts[0].view
    heads = [head for head in (view.horizontalHeader(), view.verticalHeader()) if isinstance(head, HeadView)]
    for head in heads:
        for cell in head.cells:
            assert_fits(head, head.rect_of(cell).adjusted(4, 1, -4, -1), cell.text)
    for cell in view.values.grid.cells if not heads else ():
        if not cell.address:
            index = view.values.index(cell.row, cell.column)
            assert_fits(view, view.visualRect(index).adjusted(4, 1, -4, -1), cell.text)
    assert view.horizontalScrollBar().maximum() == 0


def assert_fits(widget, room, text):
    needed = widget.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), text)
    assert needed.height() <= room.height() + 1, text
    assert needed.width() <= room.width() + 1, text


def test_on_a_low_screen_the_values_come_first(table, window, keyboard):
    window.resize(853, 533)
    keyboard.settle()
    view = table.view
    assert not table._title.isVisible()
    assert view.viewport().height() >= 3 * view.rowHeight(0)
    assert table._fill.accessibleName()
    window.resize(1280, 800)
    keyboard.settle()
    assert table._title.isVisible()


def test_a_partial_sum_is_shown_as_such(table, keyboard):
    keyboard.type("5")
    keyboard.press("Return")
    assert table.view.values.index_of(TOTAL).data() == "5…"


def test_going_anywhere_leaves_one_cell_chosen(table, keyboard):
    for address in (FIRST, "applications/results.granted/applicant.natural_person", FIRST):
        table.view.go_to(address)
        assert [table.view.values.address(index) for index in table.view.selectedIndexes()] == [address]


@pytest.mark.parametrize("key", ["Home", "End", "PageUp", "PageDown"])
@pytest.mark.parametrize("modifiers", [(), ("Control",)])
def test_no_key_leaves_the_cursor_on_a_label(table, window, keyboard, key, modifiers):
    window.editor.wizard.go_to_step(2)
    view = window.editor.wizard.currentPage().parts[0].view
    view.go_to("proactive/penalty/decisions")
    keyboard.press(key, *modifiers)
    assert view.address.startswith("proactive/")


def test_the_corner_covers_the_corner_and_no_more(table, window):
    window.editor.wizard.go_to_step(6)
    window.editor.wizard.go_to_step(3)
    view = table.view
    assert view._corner.height() == view.horizontalHeader().height()
    assert view._corner.width() == view.verticalHeader().width()


def test_zeros_are_not_put_where_a_doubt_stands_and_a_doubt_can_be_laid_aside(window, keyboard):
    doubt = Note("doubt", "disputes/cases/review", "原件此处空白。")
    filing = with_notes(new_filing("disclosure", "某局", 2023), [doubt])
    window.open_draft(window.library._store.add(filing.draft))
    window.editor.wizard.go_to_step(4)
    page = window.editor.wizard.currentPage()
    page.parts[0]._fill.click()
    session = window.editor.session
    assert session.filing.value("disputes/cases/review.upheld") == ""
    assert session.filing.value("disputes/cases/litigation.direct.upheld") == "0"
    box = page._panel.findings
    box.view.setCurrentIndex(box.view.model().index(0, 0))
    assert box._settle.isVisible()
    box._settle.click()
    assert session.findings == ()
    page.parts[0]._fill.click()
    assert session.filing.value("disputes/cases/review.upheld") == "0"


def test_a_doubt_about_a_row_of_totals_leads_to_it(window):
    doubt = Note("doubt", "applications/results.total", "这一行多了一个数。")
    filing = with_notes(new_filing("disclosure", "某局", 2023), [doubt])
    window.open_draft(window.library._store.add(filing.draft))
    window.editor.wizard.go_to("applications/results.total")
    page = window.editor.wizard.currentPage()
    assert page.parts[0].view.address == "applications/results.total/applicant.natural_person"


def test_f6_goes_from_the_table_to_the_findings_to_the_buttons_and_back(window, keyboard):
    doubt = Note("doubt", "disputes/cases/review", "原件此处空白。")
    filing = with_notes(new_filing("disclosure", "某局", 2023), [doubt])
    window.open_draft(window.library._store.add(filing.draft))
    window.editor.wizard.go_to_step(4)
    seen = []
    for _press in range(4):
        seen.append(keyboard.focus.objectName())
        keyboard.press("F6")
    assert seen == ["disputes", "findings", "next", "disputes"]


def test_f1_lays_the_help_aside_and_shows_it_again(table, window, keyboard):
    panel = window.editor.wizard.currentPage()._panel
    assert panel.isVisible()
    keyboard.press("F1")
    assert not panel.isVisible()
    keyboard.press("F1")
    assert panel.isVisible()
