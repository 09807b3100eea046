"""The guidance beside the page: it follows the clerk, can be searched by keyboard, folded away, and costs no time."""

import time
from math import ceil, floor

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QApplication

from app.draft import Note, new_filing, with_notes, with_values
from app.guidance import guidance
from ui.guidance_hits import cropped
from ui.style import DARK, THEME_PROPERTY, recolour, theme

RECEIVED = "applications/received/applicant.natural_person"
CARRIED = "applications/carried_forward/applicant.natural_person"


@pytest.fixture
def page(window):
    """The step of table 三 of a report that has last year's beside it."""
    filled = {RECEIVED: "10", "applications/brought_forward/applicant.natural_person": "2"}
    window.library._store.add(with_values(new_filing("disclosure", "某局", 2022), filled).draft)
    draft = with_values(new_filing("disclosure", "某局", 2023), {RECEIVED: "13"}).draft
    window.open_draft(window.library._store.add(draft))
    window.editor.wizard.go_to(RECEIVED)
    return window.editor.wizard.currentPage()


def shown(page):
    """The words on the panel, from the top."""
    guide = page._panel._guide
    assert guide.isVisible()
    assert all(" ".join(text.split()) in " ".join(guide.toPlainText().split()) for text in guide.words)
    return guide.words


def sought(page, keyboard, words):
    page._panel.begin_search()
    keyboard.type(words)
    return page._panel._hits


def test_it_shows_meaning_law_mistake_example_and_last_year_with_the_change(page):
    said = guidance(page._session.filing, RECEIVED, page._session.last)
    words = shown(page)
    for text in (said.title, said.text, said.source, said.law, said.mistake, said.example, said.column_text):
        assert text in words
    assert f"{said.last_value} · {said.change}" in words
    assert (said.last_value, said.column) == ("10", "自然人")


def test_it_follows_the_focus(page):
    page.go_to(CARRIED)
    assert shown(page)[0] == "四、结转下年度继续办理"
    page.go_to(RECEIVED)
    assert shown(page)[0] == "一、本年新收政府信息公开申请数量"


def test_the_change_follows_what_is_typed(page):
    page._session.set_value(RECEIVED, "10")
    assert any(text.startswith("10 · ") for text in shown(page))
    page._session.set_value(RECEIVED, "")
    assert "10" in shown(page)


def test_a_heading_without_words_is_not_shown(page):
    page._panel.show_place("applications/results.other.rest/applicant.organization.other")
    assert "" not in shown(page)
    assert "上年（2022）" not in shown(page)


def test_nothing_is_set_anew_where_the_words_stay_the_same(page, qtbot):
    guide = page._panel._guide
    with qtbot.assertNotEmitted(guide.document().contentsChanged):
        page._panel.show_place(RECEIVED)
        page._session.set_value(CARRIED, "1")
    with qtbot.waitSignal(guide.document().contentsChanged, timeout=0):
        page._panel.show_place(CARRIED)


def test_it_changes_its_colours_with_the_theme(page, application):
    application.setProperty(THEME_PROPERTY, "dark")
    recolour()
    assert DARK.accent in page._panel._guide.toHtml()
    application.setProperty(THEME_PROPERTY, None)
    recolour()
    assert DARK.accent not in page._panel._guide.toHtml()


def test_moving_from_cell_to_cell_costs_less_than_a_picture_of_the_screen(page):
    addresses = [cell.address for cell in page._session.form.cells_of(page.sections[0])][:150]
    took = []
    for address in addresses:
        began = time.perf_counter()
        page._panel.show_place(address)
        QApplication.processEvents()
        took.append((time.perf_counter() - began) * 1000)
    assert sorted(took)[int(len(took) * 0.9)] < 16


# The search


def test_what_is_typed_is_found_place_by_place_with_the_words_around(page, keyboard):
    hits = sought(page, keyboard, "商业秘密")
    assert hits.isVisible()
    assert not page._panel._guide.isVisible()
    titles = [hits.model().index(row, 0).data() for row in range(hits.model().rowCount())]
    assert titles
    assert all("商业秘密" in title for title in titles)
    assert titles[0].startswith("表三 （三）不予公开 4.保护第三方合法权益")


def test_enter_shows_the_guidance_of_a_hit_and_again_goes_there(page, keyboard, window):
    sought(page, keyboard, "结转 下一年度")
    keyboard.press("Return")
    assert page._panel._guide.isVisible()
    assert shown(page)[0] == "表三 四、结转下年度继续办理"
    assert "background" in page._panel._guide.toHtml(), "the words sought are marked"
    assert keyboard.focus.objectName() == "go_to_hit"
    keyboard.press("Return")
    assert window.editor.wizard.place == CARRIED
    assert page.parts[0].view.address == CARRIED
    assert page._panel.search.text() == ""
    assert shown(page)[0] == "四、结转下年度继续办理"


def test_down_leads_into_the_list_of_what_was_found(page, keyboard):
    hits = sought(page, keyboard, "申请")
    keyboard.press("Down")
    assert keyboard.focus is hits
    keyboard.press("Down")
    row = hits.currentIndex().row()
    assert row == 1
    keyboard.press("Return")
    assert shown(page)[0] == hits.model().hits[row].title


def test_escape_goes_back_step_by_step_to_the_clerks_place(page, keyboard):
    hits = sought(page, keyboard, "结转")
    keyboard.press("Return")
    keyboard.press("Escape")
    assert keyboard.focus is hits
    keyboard.press("Escape")
    assert page._panel.search.text() == ""
    assert shown(page)[0] == "一、本年新收政府信息公开申请数量"
    assert page.parts[0].view.hasFocus()
    assert page.parts[0].view.address == RECEIVED


def test_a_place_on_another_page_can_be_gone_to(page, keyboard, window):
    sought(page, keyboard, "手机号码")
    keyboard.press("Return")
    keyboard.press("Return")
    assert window.editor.wizard.step == 0
    assert keyboard.focus.objectName() == "cover/phone"


def test_nothing_found_is_told_and_enter_stays(page, keyboard):
    sought(page, keyboard, "某某某")
    assert page._panel._none.isVisible()
    assert not page._panel._hits.isVisible()
    keyboard.press("Return")
    assert keyboard.focus is page._panel.search
    keyboard.press("Escape")
    assert not page._panel._none.isVisible()
    assert page._panel._guide.isVisible()


def test_what_is_sought_stays_while_findings_come_and_goes_when_the_clerk_moves_on(page, keyboard):
    hits = sought(page, keyboard, "结转")
    page._session.set_value(RECEIVED, "一百")
    assert hits.isVisible()
    page.go_to(CARRIED)
    assert page._panel.search.text() == ""
    assert page._panel._guide.isVisible()


def test_a_long_passage_is_cut_around_the_first_of_the_words():
    text = "甲" * 80 + "结转" + "乙" * 80
    short = cropped(text, "结转")
    assert "结转" in short
    assert short[0] == short[-1] == "…"
    assert cropped("短的结转", "结转") == "短的结转"


# Folding, finding by keyboard


def test_the_fold_button_folds_the_guidance_away_and_it_stays_so_on_every_page(page, window, keyboard):
    fold = page._panel.findChild(object, "fold_guidance")
    fold.setFocus()
    keyboard.press("Return")
    assert not page._panel.isVisible()
    assert page._session.likings.guidance is False
    window.editor.wizard.go_to_step(1)
    assert not window.editor.wizard.currentPage()._panel.isVisible()


def test_every_part_has_a_name_and_can_be_reached_by_tab(page, keyboard):
    page._panel.begin_search()
    met = []
    for _press in range(3):
        met.append(keyboard.focus.objectName())
        keyboard.press("Tab")
    assert set(met) >= {"guidance_search", "guidance_text"}
    for name in ("guidance_search", "guidance_text", "fold_guidance", "guidance_hits"):
        widget = page._panel.findChild(object, name)
        assert widget.accessibleName(), name


def test_a_screen_reader_hears_the_guidance_of_the_place(page):
    told = QAccessible.queryAccessibleInterface(page._panel._guide)
    assert told.role() == QAccessible.Role.EditableText
    assert told.state().readOnly
    assert told.textInterface().text(0, 16) == "一、本年新收政府信息公开申请数量"


def test_keys_scroll_the_guidance(page, keyboard, window):
    window.resize(1280, 560)
    page._panel._guide.setFocus()
    keyboard.press("PageDown")
    assert page._panel._guide.verticalScrollBar().value() > 0
    keyboard.press("Escape")
    assert page.parts[0].view.hasFocus()


def test_its_width_goes_by_the_letters_of_the_program(page, application):
    letters = page._panel.fontMetrics().horizontalAdvance("填")
    assert page._panel.width() >= 17 * letters


def test_the_findings_take_no_more_room_than_they_need(page, qtbot):
    page._session.set_value(RECEIVED, "一百")
    qtbot.waitUntil(lambda: page._panel.findings.maximumHeight() < 400)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert page._panel._guide.height() > page._panel.findings.height()


def test_a_finding_that_the_list_tells_is_not_told_by_the_guidance_too(page):
    before = shown(page)
    page._session.set_value(RECEIVED, "一百")
    assert page._panel.findings.isVisible()
    (finding,) = page._session.findings_at(RECEIVED)
    assert not any(finding.message in text for text in shown(page))
    assert shown(page)[:2] == before[:2]


def test_the_findings_stay_where_they_are_while_words_are_sought(page, qtbot):
    page._session.set_value(RECEIVED, "一百")
    qtbot.waitUntil(lambda: page._panel.findings.maximumHeight() < 400)
    QApplication.processEvents()
    stood = page._panel._heading.y()
    for words in ("结转", "某某某"):
        page._panel.search.setText(words)
        QApplication.processEvents()
        assert page._panel._heading.y() == stood
    assert page._panel._none.y() == 0


def lines_of(guide):
    """Upper and lower edge of every line of the guidance, as it is scrolled now."""
    block, layout = guide.document().begin(), guide.document().documentLayout()
    while block.isValid():
        top = layout.blockBoundingRect(block).top() - guide.verticalScrollBar().value()
        for number in range(block.layout().lineCount()):
            line = block.layout().lineAt(number)
            yield top + line.y(), top + line.y() + line.height()
        block = block.next()


def test_no_line_of_the_guidance_is_cut_at_its_lower_edge(page):
    guide, ground = page._panel._guide, QColor(theme().card)
    met = 0
    for height in range(200, 240, 3):
        guide.setFixedHeight(height)
        QApplication.processEvents()
        picture, seen = guide.viewport().grab().toImage(), guide.viewport().height()
        for top in [ceil(top) for top, bottom in lines_of(guide) if top < seen < floor(bottom)]:
            met += 1
            dots = ((x, y) for y in range(top, seen) for x in range(picture.width()))
            assert all(picture.pixelColor(x, y) in (ground, QColor(0, 0, 0, 0)) for x, y in dots)
    assert met > 3


def test_the_findings_of_a_page_shown_for_the_first_time_take_no_more_room_either(window, qtbot):
    filed = with_notes(new_filing("disclosure", "某局", 2023), [Note("doubt", "cover/phone", "看不清。")])
    window.open_draft(window.library._store.add(filed.draft))
    panel = window.editor.wizard.currentPage()._panel
    qtbot.waitUntil(lambda: panel.findings.maximumHeight() < 400)
