"""Pasting: one value at once, a block after a look at where it lands, nothing without a word."""

import random
import re

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from app.copying import copied
from app.draft import new_filing, with_values

FIRST = "applications/received/applicant.natural_person"
SECOND = "applications/brought_forward/applicant.natural_person"
RIGHT = "applications/received/applicant.organization.business"
TOTAL = "applications/received/applicant.total"


@pytest.fixture
def page(window):
    """The page of table 三 of an empty report of 2023."""
    window.open_draft(window.library._store.add(new_filing("disclosure", "某局", 2023).draft))
    window.editor.wizard.go_to_step(3)
    return window.editor.wizard.currentPage().parts[0]


def offer(text, html=""):
    """Puts this on the clipboard as another program would."""
    offered = QMimeData()
    offered.setText(text)
    if html:
        offered.setHtml(html)
    QGuiApplication.clipboard().setMimeData(offered)


def preview(window):
    return next((one for one in QApplication.topLevelWidgets() if one.objectName() == "paste_preview"
                 and one.isVisible()), None)  # fmt: skip


def remarks(shown):
    model = shown.findChild(object, "remarks").model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def filled(page):
    """A filling of the whole table, another number in each cell."""
    entries = page.session.form.entries(page.section)
    return with_values(page.session.filing, {address: str(n + 1) for n, address in enumerate(entries)})


def table_as_html(page, filing, seed):
    """The table with its labels as a sheet gives it, the rows of single labels in another order."""
    cells = [cell.address for cell in page.session.form.cells_of(page.section)]
    flavours = copied(filing, page.section, cells, with_labels=True)
    head, rows, foot = _parted(flavours.html)
    if seed:
        random.Random(seed).shuffle(rows)
    return flavours.text, head + "".join(rows) + foot


def _parted(html):
    """The first four rows of values apart: they carry no label that spans rows but their own."""
    begin, end = html.index("<tr>"), html.rindex("</tr>") + 5
    rows = [row + "</tr>" for row in html[begin:end].split("</tr>") if row.strip()]
    deep = 3 + 2
    return html[:begin] + "".join(rows[:3]), [*rows[3:deep], "".join(rows[deep:-1]), rows[-1]], html[end:]


def test_one_value_goes_in_at_once(page, window, keyboard):
    offer(" １,234件\r\n")
    keyboard.press("V", "Control")
    assert page.session.filing.value(FIRST) == "1234"
    assert preview(window) is None
    page.session.undo()
    assert page.session.filing.value(FIRST) == ""
    assert not page.session.undo_name


def test_one_value_goes_into_all_that_is_chosen(page, keyboard):
    keyboard.press("Down", "Shift")
    offer("7")
    keyboard.press("Insert", "Shift")
    assert [page.session.filing.value(address) for address in (FIRST, SECOND)] == ["7", "7"]
    page.session.undo()
    assert not page.session.filing.draft.values.keys() & {FIRST, SECOND}


def test_a_block_is_shown_before_it_lands_and_escape_leaves_all_as_it_was(page, window, keyboard):
    offer("1\t2\r\n3\t4\r\n")
    keyboard.press("V", "Control")
    shown = preview(window)
    assert shown is not None
    assert FIRST not in page.session.filing.draft.values
    assert "4" in shown.summary.text()
    assert shown.view.values.index_of(FIRST).data() == "1"
    keyboard.press("Escape")
    assert preview(window) is None
    assert FIRST not in page.session.filing.draft.values
    assert not page.session.undo_name


def test_enter_takes_the_block_as_one_named_step_and_leaves_it_chosen(page, window, keyboard):
    offer("1\t2\r\n3\t4\r\n")
    keyboard.press("V", "Control")
    keyboard.press("Return")
    assert [page.session.filing.value(a) for a in (FIRST, RIGHT, SECOND)] == ["1", "2", "3"]
    assert "4" in page.session.undo_name
    assert "表三" in page.session.undo_name
    assert len(page.view.chosen) == 4
    assert page.window().focusWidget() is page.view
    page.session.undo()
    assert not page.session.undo_name
    assert FIRST not in page.session.filing.draft.values


def test_enter_takes_it_from_the_picture_too(page, window, keyboard):
    offer("1\t2\r\n")
    keyboard.press("V", "Control")
    keyboard.until("paste_picture", "Tab")
    keyboard.press("Down")
    keyboard.press("Return")
    assert page.session.filing.value(FIRST) == "1"


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_whole_table_lands_by_its_labels_in_whatever_order(page, window, keyboard, seed):
    there = filled(page)
    offer(*table_as_html(page, there, seed))
    keyboard.press("V", "Control")
    assert preview(window).landing.by == "labels"
    keyboard.press("Return")
    assert {a: t for a, t in page.session.filing.draft.values.items() if a.startswith("applications/")} == {
        a: t for a, t in there.draft.values.items() if a.startswith("applications/")
    }
    page.session.undo()
    assert not any(address.startswith("applications/") for address in page.session.filing.draft.values)


def test_the_picture_tells_new_values_from_changed_ones(page, window, keyboard):
    page.session.set_values({FIRST: "9", SECOND: "3"}, "typed")
    offer("1\t2\r\n3\t4\r\n")
    keyboard.press("V", "Control")
    shown = preview(window)
    values = shown.view.values
    grounds = [values.ground(address) for address in (FIRST, RIGHT, SECOND)]
    assert len(set(grounds)) == 3
    assert grounds[2] == ""
    assert "9" in values.aside(values.cell(values.index_of(FIRST)))
    assert values.aside(values.cell(values.index_of(RIGHT))) == ""
    assert re.findall(r"\d+", shown.summary.text()) == ["4", "2", "1", "1"]
    keyboard.press("Escape")


def test_what_is_not_taken_is_listed_with_the_reason(page, window, keyboard):
    offer("1\t约20\r\n")
    keyboard.press("V", "Control")
    shown = preview(window)
    lines = remarks(shown)
    assert len(lines) == 1
    assert "约20" in lines[0]
    values = shown.view.values
    assert values.aside(values.cell(values.index_of(RIGHT))) == "✗ 约20"
    assert values.ground(RIGHT) not in ("", values.ground(FIRST))
    keyboard.press("Return")
    assert page.session.filing.value(FIRST) == "1"
    assert page.session.filing.value(RIGHT) == ""


@pytest.mark.parametrize("text", ["5\t6\r\n", "约5\t6\r\n"])
def test_where_nothing_can_land_that_is_said_with_the_reason(page, window, keyboard, text):
    page.view.go_to(TOTAL)
    offer(text)
    keyboard.press("V", "Control")
    shown = preview(window)
    assert shown is not None
    assert shown.view is None
    assert remarks(shown)
    assert shown.height() < 300
    keyboard.press("Return")  # the one button closes
    assert preview(window) is None
    assert not page.session.undo_name


@pytest.mark.parametrize(("text", "address"), [("", FIRST), ("约20", FIRST), ("5", TOTAL)])
def test_of_one_value_that_cannot_land_and_of_nothing_the_line_above_tells(page, window, keyboard, text, address):
    page.view.go_to(address)
    offer(text)
    before = page.bar.text.accessibleName()
    keyboard.press("V", "Control")
    assert preview(window) is None
    told = page.bar.text.accessibleName()
    assert told != before
    assert text in told
    assert not page.session.undo_name
    page.bar._told_timer.timeout.emit()  # it has been read by then
    assert page.bar.text.accessibleName() == before


def test_a_picture_on_the_clipboard_is_told_in_the_line_above(page, window, keyboard):
    QGuiApplication.clipboard().setImage(QImage(4, 4, QImage.Format.Format_RGB32))
    before = page.bar.text.accessibleName()
    keyboard.press("V", "Control")
    assert preview(window) is None
    assert page.bar.text.accessibleName() != before


def test_after_a_paste_by_labels_the_clerk_is_where_it_was_or_at_the_first_cell_that_changed(page, window, keyboard):
    there = {FIRST: "5", SECOND: "6", RIGHT: "0"}
    rows = (("二、上年结转政府信息公开申请数量", "6", "0"), ("一、本年新收政府信息公开申请数量", "5", "0"))
    offer("".join("\t".join(("", *row)) + "\r\n" for row in (("", "自然人", "商业企业"), *rows)))
    for place, expected, known in (
        (FIRST, FIRST, {}), (SECOND, SECOND, {}), (TOTAL, FIRST, {}), (TOTAL, SECOND, {FIRST: "5", RIGHT: "0"}),
    ):  # fmt: skip
        page.session.set_values(dict.fromkeys(there, "") | known, "emptied")
        page.view.go_to(place)
        keyboard.press("V", "Control")
        keyboard.press("Return")
        assert {address: page.session.filing.value(address) for address in there} == there
        assert page.view.address == expected


def test_in_the_editor_one_value_is_text_and_a_block_is_for_the_table(page, window, keyboard):
    keyboard.type("1")
    offer("23\n")
    keyboard.press("V", "Control")
    assert preview(window) is None
    keyboard.press("Escape")
    keyboard.type("1")
    offer("23\t24\n")
    keyboard.press("V", "Control")
    assert preview(window) is not None
    keyboard.press("Return")
    assert [page.session.filing.value(a) for a in (FIRST, RIGHT)] == ["23", "24"]


def test_what_is_copied_with_labels_finds_its_place_from_anywhere(page, window, keyboard):
    page.session.set_values({FIRST: "5", SECOND: "6"}, "typed")
    keyboard.press("Down", "Shift")
    page.copy_with_labels()
    keyboard.press("Delete")
    page.view.go_to("applications/carried_forward/applicant.organization.other")
    keyboard.press("V", "Control")
    keyboard.press("Return")
    assert [page.session.filing.value(a) for a in (FIRST, SECOND)] == ["5", "6"]


def test_the_dialog_has_names_for_all_that_can_be_reached(page, window, keyboard):
    offer("1\t约20\r\n")
    keyboard.press("V", "Control")
    shown = preview(window)
    for name in ("paste_picture", "remarks", "take", "close"):
        keyboard.until(name)
        focus = keyboard.focus
        assert focus.accessibleName() or focus.text()
    assert shown.windowTitle()
    keyboard.press("Escape")
