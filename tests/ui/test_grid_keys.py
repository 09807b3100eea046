"""The keys of a table, one by one, as Excel and WPS have them."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.draft import filing_of, new_filing, with_values
from app.entry import State, state_name
from ui.value_editor import ValueEditor

KINDS = ("business", "research", "public_benefit", "legal_service", "other")
COLUMNS = ("natural_person", *(f"organization.{kind}" for kind in KINDS), "total")


def at(row, column):
    return f"applications/{row}/applicant.{column}"


FIRST = at("received", "natural_person")
SECOND = at("brought_forward", "natural_person")
THIRD = at("results.granted", "natural_person")
RIGHT = at("received", "organization.business")
LAST_ROW = "carried_forward"


@pytest.fixture
def open_table(window):
    """Opens a report with these values at a step; gives its page."""

    def open_(values=None, step=3):
        filing = with_values(new_filing("disclosure", "某局", 2023), values or {})
        window.open_draft(window.library._store.add(filing.draft))
        window.editor.wizard.go_to_step(step)
        page = window.editor.wizard.currentPage().parts[0]
        page.view.go_to(page.session.form.entries(page.section)[0])
        return page

    return open_


@pytest.fixture
def page(open_table):
    return open_table()


def editor_of(page):
    return next((one for one in page.view.viewport().findChildren(ValueEditor) if one.isVisible()), None)


def value(page, address):
    return page.session.filing.value(address)


def test_the_columns_of_these_tests_are_the_forms(page):
    assert [c.id for c in page.section.bands[0].column_axis.leaves] == [f"applicant.{id}" for id in COLUMNS]


@pytest.mark.parametrize(
    ("keys", "there"),
    [
        ([("Down",)], SECOND),
        ([("Down",), ("Down",)], THIRD),
        ([("Down",), ("Up",)], FIRST),
        ([("Right",)], RIGHT),
        ([("Right",), ("Left",)], FIRST),
        ([("Up",)], FIRST),
        ([("Left",)], FIRST),
        ([("End",)], at("received", "total")),
        ([("End",), ("Home",)], FIRST),
        ([("End", "Control")], at(LAST_ROW, "total")),
        ([("End", "Control"), ("Home", "Control")], FIRST),
        ([("Return",)], SECOND),
        ([("Enter",)], SECOND),
        ([("Return",), ("Return", "Shift")], FIRST),
        ([("Tab",)], RIGHT),
        ([("Tab",), ("Backtab", "Shift")], FIRST),
        ([("Down", "Control")], at(LAST_ROW, "natural_person")),
        ([("Right", "Control")], at("received", "total")),
    ],
)
def test_a_key_leads_where_it_leads_in_a_sheet(page, keyboard, keys, there):
    for key in keys:
        keyboard.press(*key)
    assert page.view.address == there
    assert page.view.chosen == (there,)


def test_ctrl_with_an_arrow_goes_to_the_end_of_what_is_filled_then_to_the_next_then_to_the_edge(open_table, keyboard):
    column = [at(row, "natural_person") for row in ("received", "brought_forward", "results.granted")]
    later = at("results.unavailable.unclear", "natural_person")
    page = open_table(dict.fromkeys([*column, later], "1"))
    for there in (column[-1], later):
        keyboard.press("Down", "Control")
        assert page.view.address == there
    keyboard.press("Up", "Control")
    assert page.view.address == column[-1]
    keyboard.press("Up", "Control")
    assert page.view.address == FIRST


def test_a_page_further_stays_in_the_column_and_comes_back(page, keyboard):
    keyboard.press("PageDown")
    there = page.view.address
    assert there.endswith("natural_person")
    assert page.view.currentIndex().row() > 5
    keyboard.press("PageUp")
    assert page.view.address == FIRST


def test_after_tabs_enter_goes_below_where_tabbing_began(page, keyboard):
    keyboard.press("Right")
    for _press in range(3):
        keyboard.type("7")
        keyboard.press("Tab")
    keyboard.type("8")
    keyboard.press("Return")
    assert page.view.address == at("brought_forward", "organization.business")
    assert [value(page, at("received", c)) for c in COLUMNS[1:5]] == ["7", "7", "7", "8"]


def test_tab_goes_round_totals_and_on_to_the_next_row(page, keyboard):
    for _press in range(6):
        keyboard.press("Tab")
    assert page.view.address == SECOND


def test_tab_leaves_the_table_after_its_last_value(page, keyboard):
    page.view.go_to(at(LAST_ROW, "organization.other"))
    keyboard.press("Tab")
    assert not page.view.hasFocus()


def test_shift_extends_the_block_and_the_clerk_stays_where_it_began(page, keyboard):
    keyboard.press("Down", "Shift")
    keyboard.press("Right", "Shift")
    assert page.view.address == FIRST
    assert set(page.view.chosen) == {FIRST, RIGHT, SECOND, at("brought_forward", "organization.business")}
    keyboard.press("Left", "Shift")
    assert page.view.chosen == (FIRST, SECOND)
    keyboard.press("Right")
    assert page.view.chosen == (RIGHT,)


def test_shift_with_ctrl_end_chooses_to_the_end_and_ctrl_a_all(page, keyboard):
    keyboard.press("End", "Control", "Shift")
    cells = [c.address for c in page.session.form.cells_of(page.section)]
    assert list(page.view.chosen) == cells
    keyboard.press("Home", "Control")
    assert page.view.chosen == (FIRST,)
    keyboard.press("A", "Control")
    assert list(page.view.chosen) == cells
    assert page.view.address == FIRST


def test_a_block_over_labels_and_merged_cells_holds_values_alone_and_merged_cells_whole(open_table, keyboard):
    page = open_table(step=2)
    keyboard.press("Right")
    keyboard.press("Right")
    for _press in range(2):
        keyboard.press("Down", "Shift")
    assert page.view.address == "proactive/rules/in_force"
    chosen = page.view.chosen
    assert "proactive/licensing/decisions" in chosen
    assert len(chosen) == 7
    assert all(address in page.session.form.cells for address in chosen)


def test_the_column_is_remembered_over_a_merged_cell(open_table, keyboard):
    page = open_table(step=2)
    for key in ("Down", "Right", "Right"):
        keyboard.press(key)
    there = page.view.address
    keyboard.press("Down")
    assert page.view.address == "proactive/licensing/decisions"
    keyboard.press("Up")
    assert page.view.address == there


def test_typing_replaces_and_the_arrows_take_it_and_go_on(page, keyboard):
    keyboard.type("12")
    keyboard.press("Right")
    assert (value(page, FIRST), page.view.address) == ("12", RIGHT)
    keyboard.type("3")
    keyboard.press("Left")
    assert (value(page, RIGHT), page.view.address) == ("3", FIRST)
    keyboard.type("4")
    keyboard.press("Down")
    assert (value(page, FIRST), page.view.address) == ("4", SECOND)


@pytest.mark.parametrize(
    ("key", "there"),
    [("End", at(LAST_ROW, "total")), ("Home", FIRST), ("Down", at(LAST_ROW, "organization.business"))],
)
def test_ctrl_with_home_end_or_an_arrow_takes_what_is_typed_and_goes_far(page, keyboard, key, there):
    page.view.go_to(RIGHT)
    keyboard.type("12")
    keyboard.press(key, "Control")
    assert (value(page, RIGHT), page.view.address, editor_of(page)) == ("12", there, None)


def test_ctrl_home_stays_in_a_figure_that_is_mended(open_table, keyboard):
    page = open_table({RIGHT: "12"})
    page.view.go_to(RIGHT)
    keyboard.press("F2")
    keyboard.press("Home", "Control")
    assert editor_of(page).cursorPosition() == 0


def test_ctrl_d_fills_the_value_above_down_and_the_first_of_a_block_into_its_columns(open_table, keyboard):
    page = open_table({FIRST: "7", RIGHT: "8"})
    page.view.go_to(SECOND)
    keyboard.press("D", "Control")
    assert value(page, SECOND) == "7"
    page.view.go_to(FIRST)
    keyboard.press("Right", "Shift")
    for _press in range(2):
        keyboard.press("Down", "Shift")
    keyboard.press("D", "Control")
    assert [value(page, at(row, COLUMNS[1])) for row in ("brought_forward", "results.granted")] == ["8", "8"]
    assert value(page, THIRD) == "7"
    assert "3" in page.session.undo_name
    page.session.undo()
    assert [value(page, a) for a in (SECOND, THIRD)] == ["7", ""]


def test_ctrl_r_fills_to_the_right_and_no_total(open_table, keyboard):
    page = open_table({FIRST: "7", SECOND: "5"})
    keyboard.press("End", "Shift")
    keyboard.press("R", "Control")
    assert [value(page, at("received", column)) for column in COLUMNS[:-1]] == ["7"] * 6
    page.view.go_to(at("brought_forward", "organization.business"))
    keyboard.press("R", "Control")
    assert value(page, page.view.address) == "5"


def test_below_a_row_of_totals_the_value_above_is_the_one_before_them(open_table, keyboard):
    above = at("results.other.rest", "natural_person")
    page = open_table({above: "4"})
    page.view.go_to(at(LAST_ROW, "natural_person"))
    keyboard.press("D", "Control")
    assert value(page, page.view.address) == "4"


@pytest.mark.parametrize("key", ["D", "R"])
def test_where_nothing_stands_before_it_that_is_told_and_nothing_is_emptied(open_table, keyboard, key):
    page = open_table({FIRST: "7"})
    before = page.bar.text.accessibleName()
    keyboard.press(key, "Control")
    assert value(page, FIRST) == "7"
    assert not page.session.undo_name
    assert page.bar.text.accessibleName() != before


def test_f2_mends_with_the_cursor_behind_the_text_and_the_arrows_move_in_it(page, keyboard):
    keyboard.type("12")
    keyboard.press("Return")
    keyboard.press("Up")
    keyboard.press("F2")
    line = editor_of(page)
    assert (line.text(), line.cursorPosition(), line.selectedText()) == ("12", 2, "")
    keyboard.press("Left")
    keyboard.type("9")
    keyboard.press("Return")
    assert (value(page, FIRST), page.view.address) == ("192", SECOND)


def test_f2_in_the_editor_turns_from_replacing_to_mending(page, keyboard):
    keyboard.type("12")
    keyboard.press("F2")
    keyboard.press("Left")
    keyboard.type("0")
    keyboard.press("Return")
    assert value(page, FIRST) == "102"


def test_escape_gives_up_what_was_typed(page, keyboard):
    keyboard.type("5")
    keyboard.press("Return")
    keyboard.press("Up")
    keyboard.type("99")
    keyboard.press("Escape")
    assert (value(page, FIRST), page.view.address) == ("5", FIRST)
    assert editor_of(page) is None
    assert page.view.hasFocus()


def test_a_space_empties_nothing(page, keyboard):
    keyboard.type("5")
    keyboard.press("Return")
    keyboard.press("Up")
    keyboard.type(" ")
    keyboard.press("Return")
    assert value(page, FIRST) == "5"
    keyboard.press("Up")
    keyboard.type("　")  # as a Chinese input method gives it
    keyboard.press("Return")
    assert value(page, FIRST) == "5"


def test_what_an_input_method_gives_begins_an_edit_and_replaces(page, keyboard):
    keyboard.type("5")
    keyboard.press("Return")
    keyboard.press("Up")
    begun = QInputMethodEvent("shi", [])
    QApplication.sendEvent(page.view, begun)
    keyboard.settle()
    keyboard.type("１２")
    keyboard.press("Return")
    assert value(page, FIRST) == "12"


@pytest.mark.parametrize("key", ["Delete", "Backspace"])
def test_delete_clears_values_only_as_one_named_step(open_table, keyboard, key):
    page = open_table({FIRST: "1", SECOND: "2", THIRD: "3"})
    keyboard.press("Down", "Control", "Shift")
    keyboard.press(key)
    assert [value(page, a) for a in (FIRST, SECOND, THIRD)] == ["", "", ""]
    assert "3" in page.session.undo_name
    page.session.undo()
    assert [value(page, a) for a in (FIRST, SECOND, THIRD)] == ["1", "2", "3"]
    assert not page.session.undo_name


def test_delete_where_all_is_blank_is_no_step(page, keyboard):
    keyboard.press("Delete")
    keyboard.press("A", "Control")
    keyboard.press("Delete")
    assert not page.session.undo_name


def test_enter_walks_round_what_is_chosen_down_the_columns(page, keyboard):
    keyboard.press("Down", "Shift")
    keyboard.press("Right", "Shift")
    seen = []
    for number in range(5):
        seen.append(page.view.address)
        keyboard.type(str(number))
        keyboard.press("Return")
    assert seen == [FIRST, SECOND, RIGHT, at("brought_forward", "organization.business"), FIRST]
    assert len(page.view.chosen) == 4


def test_tab_walks_round_what_is_chosen_along_the_rows(page, keyboard):
    keyboard.press("Down", "Shift")
    keyboard.press("Right", "Shift")
    seen = []
    for _press in range(5):
        seen.append(page.view.address)
        keyboard.press("Tab")
    assert seen == [FIRST, RIGHT, SECOND, at("brought_forward", "organization.business"), FIRST]


def test_ctrl_enter_fills_all_that_is_chosen_as_one_step(page, keyboard):
    keyboard.press("Down", "Shift")
    keyboard.type("6")
    keyboard.press("Return", "Control")
    assert [value(page, a) for a in (FIRST, SECOND)] == ["6", "6"]
    page.session.undo()
    assert [value(page, a) for a in (FIRST, SECOND)] == ["", ""]


def test_where_all_values_stand_in_one_row_enter_goes_on_to_the_right(open_table, keyboard):
    page = open_table(step=4)
    keyboard.type("1")
    keyboard.press("Return")
    assert page.view.address == "disputes/cases/review.corrected"
    keyboard.press("Return", "Shift")
    assert page.view.address == "disputes/cases/review.upheld"


def test_a_letter_at_a_total_leads_nowhere_and_changes_nothing(open_table, keyboard):
    page = open_table({FIRST: "1"})
    page.view.go_to(at("received", "total"))
    keyboard.type("1")
    assert page.view.address == at("received", "total")
    assert editor_of(page) is None


def test_the_editor_has_the_cells_name_and_keeps_the_windows_undo(page, keyboard):
    keyboard.type("1")
    keyboard.press("Return")
    keyboard.type("2")
    assert "二、上年结转" in editor_of(page).accessibleName()
    keyboard.press("Z", "Control")
    assert value(page, SECOND) == ""


def test_the_mouse_chooses_a_block_by_dragging_and_with_shift(open_table):
    page = open_table()
    view = page.view
    corners = (RIGHT, at("results.granted", "organization.research"))
    middle = [view.visualRect(view.values.index_of(address)).center() for address in corners]
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=middle[0])
    there = QPointF(middle[1])
    move = QMouseEvent(
        QEvent.Type.MouseMove, there, view.viewport().mapToGlobal(there), Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), move)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=middle[1])
    assert view.address == RIGHT
    assert len(view.chosen) == 6
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle[0])
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, shift, pos=middle[1])
    assert (view.address, len(view.chosen)) == (RIGHT, 6)


def test_a_click_on_a_label_changes_nothing(open_table):
    page = open_table(step=2)
    view, here = page.view, page.view.address
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 8))
    assert view.address == here


@pytest.mark.parametrize("keys", [("Menu",), ("F10", "Shift")])
def test_the_menu_opens_by_key_with_what_can_be_done(page, keyboard, keys):
    keyboard.press(*keys)
    menu = QApplication.activePopupWidget()
    assert menu.objectName() == "table_menu"
    shown = [action.text().partition("\t")[2] for action in menu.actions()]
    assert shown[:5] == ["Ctrl+X", "Ctrl+C", "", "Ctrl+V", "Delete"]
    menu.close()


def test_the_menu_opens_by_mouse_at_what_is_chosen_or_at_what_is_under_it(page, keyboard):
    view = page.view
    keyboard.press("Down", "Shift")
    for address, chosen in ((SECOND, (FIRST, SECOND)), (RIGHT, (RIGHT,))):
        middle = view.visualRect(view.values.index_of(address)).center()
        QTest.mousePress(view.viewport(), Qt.MouseButton.RightButton, pos=middle)
        assert view.chosen == chosen


def test_copy_gives_text_and_table_and_cut_clears_as_one_step(open_table, keyboard):
    page = open_table({FIRST: "1", RIGHT: "2", SECOND: "3"})
    keyboard.press("Down", "Shift")
    keyboard.press("Right", "Shift")
    keyboard.press("C", "Control")
    offered = QGuiApplication.clipboard().mimeData()
    assert offered.text().split() == ["1", "2", "3"]
    assert "<td" in offered.html()
    keyboard.press("X", "Control")
    assert [value(page, a) for a in (FIRST, RIGHT, SECOND)] == ["", "", ""]
    page.session.undo()
    assert [value(page, a) for a in (FIRST, RIGHT, SECOND)] == ["1", "2", "3"]
    assert not page.session.undo_name


def test_a_locked_report_is_shown_and_copied_and_not_changed(window, keyboard):
    store = window.library._store
    filing = with_values(new_filing("disclosure", "某局", 2023), {FIRST: "41"})
    id = store.add(filing.draft)
    store.set_state(id, State.FINAL, by="王某")
    window.open_draft(id, FIRST)
    page = window.editor.wizard.currentPage().parts[0]
    keyboard.press("C", "Control")
    assert QGuiApplication.clipboard().text().strip() == "41"
    for keys in (("Delete",), ("X", "Control"), ("V", "Control"), ("9",), ("F2",)):
        keyboard.press(*keys)
    keyboard.press("Return")
    page.fill_with_zeros()
    assert filing_of(store.load(id).draft).draft.values == filing.draft.values
    assert page.session.filing.draft.values == filing.draft.values
    keyboard.press("Tab")
    assert page.view.address != FIRST


@pytest.mark.parametrize("state", [State.FINAL, State.FILED])
@pytest.mark.parametrize("keys", [("9",), ("Delete",), ("F2",), ("V", "Control"), ("X", "Control"), ("D", "Control")])
def test_in_a_locked_report_a_key_that_would_change_something_is_answered_by_its_state(window, keyboard, keys, state):
    store = window.library._store
    id = store.add(with_values(new_filing("disclosure", "某局", 2023), {FIRST: "41"}).draft)
    store.set_state(id, state, by="王某")
    window.open_draft(id, FIRST)
    page = window.editor.wizard.currentPage().parts[0]
    for quiet in (("Escape",), ("C", "Control", "Shift")):
        keyboard.press(*quiet)
        assert state_name(state) not in page.bar.text.accessibleName()
    keyboard.press(*keys)
    assert state_name(state) in page.bar.text.accessibleName()


def test_only_changed_cells_are_painted_anew(open_table, keyboard):
    page = open_table({FIRST: "1"})
    changed = []
    page.view.values.dataChanged.connect(lambda first, last: changed.append((first, last)))
    page.view.values.setData(page.view.values.index_of(FIRST), "2")
    assert all(first == last for first, last in changed)
    assert len({page.view.values.address(first) for first, _last in changed}) <= 6


def test_a_letter_with_alt_writes_nothing_into_an_open_cell(page, keyboard):
    keyboard.type("4")
    keyboard.press("Q", "Alt")
    keyboard.press("1", "Alt")
    assert editor_of(page).text() == "4"
