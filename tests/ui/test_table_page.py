"""The table page: typed as it comes, totals locked, the cursor over values alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QTextLayout
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel

from app.draft import Note, new_filing, with_notes, with_values
from app.form_file import editions
from app.grid import grid
from ui.head_view import HeadView, balanced
from ui.models.drafts_model import DraftsModel
from ui.models.findings_model import FindingsModel
from ui.models.steps_model import StepsModel
from ui.style import theme

FIRST = "applications/received/applicant.natural_person"
TOTAL = "applications/received/applicant.total"
SECOND = "applications/brought_forward/applicant.natural_person"


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
    assert table.head.title.text() in (table.section.title, table.section.short)
    assert view.viewport().height() >= 6 * view.rowHeight(0)
    assert view.horizontalHeader().font().pointSizeF() < view.font().pointSizeF()
    assert "144" in table._fill.text()
    assert len(table._fill.text()) > len("(144)")
    window.resize(1280, 800)
    keyboard.settle()
    assert view.horizontalHeader().font().pointSizeF() == view.font().pointSizeF()
    assert view.viewport().height() >= 16 * view.rowHeight(0)


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (853, 533)])
@pytest.mark.parametrize("step", [2, 3, 4])
def test_title_and_acts_fit_into_their_one_line(table, window, keyboard, size, step):
    window.resize(*size)
    window.editor.wizard.go_to_step(step)
    keyboard.settle()
    head = window.editor.wizard.currentPage().parts[0].head
    for label in filter(QLabel.isVisible, (head.title, head.about)):
        assert label.width() >= label.fontMetrics().horizontalAdvance(label.text())
    assert head.layout().sizeHint().width() <= head.width()


def test_blanks_have_their_own_ground_before_anything_is_entered(table):
    view = table.view
    picture = view.viewport().grab(view.visualRect(view.values.index_of(SECOND))).toImage()
    assert picture.pixelColor(picture.rect().center()) == QColor(theme().blank)


@pytest.mark.parametrize("step", [2, 4])
def test_no_second_line_stands_beside_the_frame(table, window, keyboard, step):
    window.editor.wizard.go_to_step(step)
    keyboard.settle()
    view = window.editor.wizard.currentPage().parts[0].view
    picture, line = view.viewport().grab().toImage(), QColor(theme().line)
    wide, high = picture.width(), picture.height()
    assert sum(picture.pixelColor(wide - 1, y) == line for y in range(high)) < high // 5
    assert sum(picture.pixelColor(x, high - 1) == line for x in range(wide)) < wide // 5
    assert view.verticalScrollBar().maximum() == 0


def test_a_partial_sum_is_shown_as_such(table, keyboard):
    keyboard.type("5")
    keyboard.press("Return")
    assert table.view.values.index_of(TOTAL).data() == "≥5"


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


def test_f6_goes_from_the_table_to_the_findings_to_the_steps_to_the_buttons_and_back(window, keyboard):
    doubt = Note("doubt", "disputes/cases/review", "原件此处空白。")
    filing = with_notes(new_filing("disclosure", "某局", 2023), [doubt])
    window.open_draft(window.library._store.add(filing.draft))
    window.editor.wizard.go_to_step(4)
    seen = []
    for _press in range(5):
        seen.append(keyboard.focus.objectName())
        keyboard.press("F6")
    assert seen == ["disputes", "findings", "steps", "next", "disputes"]
    window.editor.wizard.toggle_help()
    window.editor.wizard.currentPage().go_to("")
    keyboard.press("F6")
    assert keyboard.focus.objectName() == "steps"


def test_escape_in_the_findings_leads_back_to_the_place_in_the_page(window, keyboard):
    doubt = Note("doubt", FIRST, "原件此处空白。")
    filing = with_notes(new_filing("disclosure", "某局", 2023), [doubt])
    window.open_draft(window.library._store.add(filing.draft), SECOND)
    view = window.editor.wizard.currentPage().parts[0].view
    for keys in (("F6",), ("F1", "Shift")):
        keyboard.press(*keys)
        assert not view.hasFocus()
        keyboard.press("Escape")
        assert view.hasFocus()
        assert view.address == SECOND


@pytest.mark.parametrize("address", ["cover/organization", FIRST])
def test_tab_goes_through_tools_table_balance_guidance_and_the_findings_in_one_piece(window, keyboard, address):
    filing = with_values(new_filing("disclosure", "某局", 2023), {FIRST: "一百", SECOND: "二百"})
    doubt = Note("doubt", "cover/organization", "原件此处看不清。")
    window.open_draft(window.library._store.add(with_notes(filing, [doubt]).draft))
    window.editor.wizard.go_to(address)
    page = window.editor.wizard.currentPage()
    box = page._panel.findings
    for row in range(box.view.model().rowCount()):  # buttons are made when they are first needed
        box.view.setCurrentIndex(box.view.model().index(row, 0))
    keyboard.settle()
    walked, one = [], box.view
    while (one := one.nextInFocusChain()) is not box.view:
        walked.append(one)
    buttons = [one for one in walked if box.isAncestorOf(one) and one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    stops = [one for one in walked if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops[: len(buttons)] == buttons
    mends = ["mend_0"] if address == FIRST else []
    own = ["place_0", *mends, "settle", "confirm_group", "give_reason", "confirm_carried", "confirmed"]
    assert [one.objectName() for one in buttons] == own
    if address == FIRST:
        names = [one.objectName() for one in stops if page.isAncestorOf(one)]
        order = ["show_last_year", "propose", "fill_blanks", "mend", "applications", "balance:applicant.natural_person"]
        order += ["balance:applicant.total", "fold_guidance", "guidance_search", "guidance_text"]
        assert [name for name in names if name in order] == order


def test_no_line_of_a_label_begins_with_a_pause_or_a_closing_bracket(application):
    font, cells = QFont(application.font()), [c for s in _tables() for c in grid(s).cells if not c.address]
    metrics, begun = QFontMetrics(font), set()
    for width in range(metrics.horizontalAdvance("一二三四") + 1, 460, 5):
        for cell in cells:
            begun |= {line[0] for line in _lines(balanced(cell, metrics, width), font, width)}
    assert not begun & set("、，。；：）”》")


def _tables():
    return [section for form in editions() for section in form.sections if section.kind == "table"]


def _lines(text, font, width):
    """The lines in which Qt sets a text."""
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, font)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            yield paragraph[line.textStart() : line.textStart() + line.textLength()]
        layout.endLayout()


def test_ctrl_f1_lays_the_guidance_aside_and_shows_it_again(table, window, keyboard):
    panel = window.editor.wizard.currentPage()._panel
    assert panel.isVisible()
    keyboard.press("F1", "Control")
    assert not panel.isVisible()
    keyboard.press("F1", "Control")
    assert panel.isVisible()
