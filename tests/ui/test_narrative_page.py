"""The page of a narrative: typed, pasted, composed, marked; whatever happens, no typed text is lost."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QDropEvent, QFont, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from app.anchor import paragraph_mark
from app.draft import Note, new_filing, with_notes, with_values
from app.entry import State
from app.remembered import figure_note
from app.slots import read
from ui.buttons import Button
from ui.pages.narrative import PAUSE_MS

HEADS = "（一）主动公开。全年公开705条。\n1.规范答复。逐件审核。\n（1）统一格式。用统一文书。\n全年没有其他事项。"
RECEIVED = "applications/received/applicant.natural_person"
ASKED = "本年新收申请{applications/received/applicant.total=12}件。"


def draft(**texts):
    return with_values(new_filing("disclosure", "清源县教育局", 2023), texts)


@pytest.fixture
def opened(window, qtbot):
    """Opens a filing and shows the page of its 总体情况."""

    def open_(filing=None, last=None, state=None, at="overview"):
        store = window.library._store
        if last is not None:
            store.add(last.draft)
        id = store.add((filing or draft()).draft)
        if state:
            store.set_state(id, State.IN_REVIEW, by="张某")
            store.set_state(id, state, by="张某")
        window.open_draft(id)
        window.editor.wizard.go_to(at)
        page = next(part for part in window.editor.wizard.currentPage().parts if part.section.id == at)
        qtbot.waitUntil(page.editor.hasFocus)
        return page

    return open_


def mime(text="", html=""):
    made = QMimeData()
    if text:
        made.setText(text)
    if html:
        made.setHtml(html)
    return made


def type_(page, text):
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(page.editor, event)


def compose(page, text):
    QApplication.sendEvent(page.editor, QInputMethodEvent(text, []))


def value(page):
    return page.session.filing.value(page.section.id)


def looks(page, paragraph):
    """The stretches of a paragraph that are set otherwise than the text: (start, length, bold, underline)."""
    formats = page.editor.document().findBlockByNumber(paragraph).layout().formats()
    return [
        (f.start, f.length, f.format.fontWeight() > QFont.Weight.Normal, f.format.underlineStyle().name)
        for f in formats
    ]


# The printed look


def test_the_lead_of_each_level_is_set_as_a_heading_and_the_rest_is_not(opened):
    page = opened(draft(overview=HEADS))
    assert [looks(page, number)[:1] for number in range(4)] == [
        [(0, 8, True, "NoUnderline")], [(0, 7, True, "NoUnderline")], [(0, 8, True, "NoUnderline")], [],
    ]  # fmt: skip


def test_a_heading_takes_its_look_while_it_is_typed_and_loses_it_again(opened, keyboard):
    page = opened()
    type_(page, "（一）主动公开。")
    type_(page, "全年")
    assert looks(page, 0) == [(0, 8, True, "NoUnderline")]
    page.editor.setPlainText("主动公开")
    assert looks(page, 0) == []


def test_every_paragraph_is_indented_by_two_characters(opened):
    page = opened(draft(overview=HEADS))
    keys = page.editor.textCursor()
    keys.movePosition(keys.MoveOperation.End)
    page.editor.setTextCursor(keys)
    QTest.keyClick(page.editor, Qt.Key.Key_Return)
    type_(page, "新的一段。")
    em = page.editor.fontMetrics().horizontalAdvance("国")
    blocks = [page.editor.document().findBlockByNumber(number) for number in range(5)]
    assert {block.blockFormat().textIndent() for block in blocks} == {2 * em}


def test_rare_characters_shift_nothing(opened):
    page = opened(draft(overview="（一）𠮷安公开。全年𠮷公开705条。"))
    assert looks(page, 0) == [(0, 9, True, "NoUnderline")]
    page.find_at(9, 11)
    assert page.editor.textCursor().selectedText() == "年𠮷"


# Typing and undo


def test_a_pause_is_one_step_that_undo_takes_back(opened, window, qtbot, keyboard):
    page = opened(draft(overview="第一句。"))
    cursor = page.editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    page.editor.setTextCursor(cursor)
    type_(page, "第二句。")
    qtbot.wait(PAUSE_MS + 100)
    assert "一、总体情况" in page.session.undo_name
    type_(page, "第三句。")
    keyboard.press("Z", "Control")
    assert value(page) == page.editor.toPlainText() == "第一句。第二句。"
    keyboard.press("Z", "Control")
    assert value(page) == "第一句。"
    keyboard.press("Y", "Control")
    assert value(page) == "第一句。第二句。"
    assert page.editor.textCursor().position() == 8


def end(page):
    cursor = page.editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    page.editor.setTextCursor(cursor)


@pytest.mark.parametrize("how", ["delete", "cut", "type", "compose", "menu"])
def test_what_was_typed_in_the_same_breath_is_a_step_before_it_is_taken_out(opened, keyboard, how):
    page = opened(draft(overview="原文。"))
    end(page)
    keyboard.type("xyz")
    keyboard.press("A", "Control")
    if how == "delete":
        keyboard.press("Delete")
    elif how == "cut":
        keyboard.press("X", "Control")
    elif how == "type":
        keyboard.type("q")
    elif how == "compose":
        compose(page, "xin")
        type_(page, "新")
    else:
        page.editor.cut()
    keyboard.press("Z", "Control")
    assert value(page) == page.editor.toPlainText() == "原文。xyz"
    keyboard.press("Z", "Control")
    assert value(page) == page.editor.toPlainText() == "原文。"


def test_a_word_taken_out_in_the_same_breath_comes_back(opened, keyboard):
    page = opened(draft(overview="原文。"))
    end(page)
    keyboard.type("xyz")
    keyboard.press("Backspace", "Control")
    keyboard.press("Z", "Control")
    assert value(page) == page.editor.toPlainText() == "原文。xyz"


def test_undo_takes_back_a_paragraph_just_begun_and_no_step(opened, keyboard):
    page = opened(draft(overview="原文。"))
    end(page)
    keyboard.type("xyz")
    page.commit()
    keyboard.press("Return")
    keyboard.press("Z", "Control")
    assert value(page) == page.editor.toPlainText() == "原文。xyz"
    keyboard.press("Z", "Control")
    assert value(page) == page.editor.toPlainText() == "原文。"


def test_entering_moves_neither_caret_nor_scroll(opened):
    page = opened(draft(overview="\n".join(f"第{n}段" * 30 for n in range(40))))
    page.find_at(1500, 1500)
    type_(page, "字")
    bar = page.editor.verticalScrollBar()
    before = (page.editor.textCursor().position(), bar.value())
    page.commit()
    assert (page.editor.textCursor().position(), bar.value()) == before
    assert value(page)[1500] == "字"


def test_a_blank_paragraph_being_begun_survives_the_pause(opened):
    page = opened(draft(overview="第一段。"))
    cursor = page.editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    page.editor.setTextCursor(cursor)
    QTest.keyClick(page.editor, Qt.Key.Key_Return)
    page.commit()
    assert page.editor.toPlainText() == "第一段。\n"
    QTest.keyClick(page.editor, Qt.Key.Key_Return)
    assert page.editor.toPlainText() == "第一段。\n"
    assert value(page) == "第一段。"


def test_enter_with_shift_ends_a_paragraph_too(opened):
    page = opened()
    type_(page, "第一段。")
    QTest.keyClick(page.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    type_(page, "第二段。")
    assert page.editor.document().blockCount() == 2
    page.commit()
    assert value(page) == "第一段。\n第二段。"


def test_tab_leaves_the_editor_and_comes_back(opened, keyboard):
    page = opened(draft(overview="文字"))
    keyboard.press("Tab")
    assert not page.editor.hasFocus()
    keyboard.press("Backtab", "Shift")
    assert page.editor.hasFocus()
    assert page.editor.toPlainText() == "文字"


# An input method at work


def test_a_pause_does_not_disturb_what_is_being_composed(opened, qtbot):
    page = opened()
    type_(page, "全年")
    compose(page, "gongkai")
    qtbot.wait(PAUSE_MS + 150)
    assert page.editor.textCursor().block().layout().preeditAreaText() == "gongkai"
    type_(page, "公开")
    qtbot.waitUntil(lambda: value(page) == "全年公开", timeout=2000)


def test_a_change_from_elsewhere_waits_until_composing_is_over(opened):
    page = opened(draft(overview="原文。"))
    compose(page, "xin")
    page.session.set_value("overview", "别处改过。")
    assert page.editor.toPlainText() == "原文。"
    assert page.editor.textCursor().block().layout().preeditAreaText() == "xin"
    compose(page, "")
    assert page.editor.toPlainText() == "别处改过。"


def test_what_was_composed_is_not_lost_to_a_change_from_elsewhere(opened):
    page = opened(draft(overview="原文。"))
    compose(page, "xin")
    page.session.set_value("overview", "别处改过。")
    type_(page, "新")
    page.commit()
    assert value(page) == "新原文。"
    page.session.undo()
    assert value(page) == "别处改过。"


# Pasting


def test_a_paste_is_one_named_step_apart_from_what_was_typed_before(opened):
    page = opened()
    type_(page, "写了一半")
    QApplication.clipboard().setMimeData(mime("（一）\t主动公开。\r\n\u3000\u3000全年公开。\r\n"))
    page.editor.paste()
    assert value(page) == "写了一半（一）主动公开。\n全年公开。"
    assert "2" in page.session.undo_name
    page.session.undo()
    assert value(page) == "写了一半"
    assert page.editor.toPlainText() == "写了一半"


def test_whole_paragraphs_stay_apart_from_the_one_they_are_put_before(opened):
    page = opened(draft(overview="原有一段。"))
    page.editor.choose(0, 0)
    page.editor.insertFromMimeData(mime("新的一段。\r\n"))
    assert value(page) == "新的一段。\n原有一段。"
    assert page.editor.textCursor().block().text() == "原有一段。"
    assert page.editor.textCursor().positionInBlock() == 0


def test_the_caret_stands_behind_what_was_pasted(opened):
    page = opened(draft(overview="前后"))
    page.editor.choose(1, 1)
    page.editor.insertFromMimeData(mime("中间"))
    type_(page, "，")
    page.commit()
    assert value(page) == "前中间，后"


def test_html_alone_is_pasted_by_its_paragraphs_without_its_looks(opened):
    page = opened()
    html = "<h1 style='color:red'>（一）主动公开</h1><p><b>全年</b>公开。</p>"
    page.editor.insertFromMimeData(mime(html=html))
    assert value(page) == "（一）主动公开\n全年公开。"
    assert looks(page, 1) == []


def test_a_pasted_table_is_told(opened):
    page = opened()
    page.editor.insertFromMimeData(mime("项目\t数量\r\n规范性文件\t3\r\n"))
    assert value(page) == "项目 数量\n规范性文件 3"
    assert page._foot._told.text()
    page.session.undo()
    assert value(page) == page.editor.toPlainText() == ""


def test_a_break_before_what_is_pasted_begins_a_paragraph(opened):
    page = opened(draft(overview="（二）原有一段。"))
    end(page)
    page.editor.insertFromMimeData(mime("\r\n（三）新的一段。\r\n"))
    assert value(page) == "（二）原有一段。\n（三）新的一段。"
    page.editor.choose(0, 0)
    page.editor.insertFromMimeData(mime("\r\n（一）最前。\r\n"))
    assert value(page) == "（一）最前。\n（二）原有一段。\n（三）新的一段。"


def test_files_are_left_to_the_window(opened):
    from PySide6.QtCore import QUrl

    page = opened()
    dropped = mime("file:///tmp/a.docx")
    dropped.setUrls([QUrl.fromLocalFile("/tmp/a.docx")])
    assert not page.editor.canInsertFromMimeData(dropped)


def test_text_dropped_is_pasted_in_one_step(opened):
    page = opened(draft(overview="原文。"))
    type_(page, "先")
    where = QPointF(page.editor.cursorRect().center())
    dragged = mime("拖来的\r\n文字")  # the event does not keep it
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(where, Qt.DropAction.CopyAction, dragged, left, none)
    page.editor.dropEvent(event)
    assert "拖来的\n文字" in value(page)
    page.session.undo()
    assert value(page) == "先原文。"


def test_only_plain_text_is_copied(opened):
    page = opened(draft(overview=HEADS))
    page.editor.selectAll()
    copied = page.editor.createMimeDataFromSelection()
    assert copied.text() == HEADS
    assert not copied.hasHtml()


# The length


def test_a_text_over_the_limit_is_told_in_words(opened):
    page = opened(draft(overview="字" * 1040))
    assert "1,040" in page._foot._count.text()
    assert "40" in page._foot._count.text().replace("1,040", "")
    assert page._foot._count.property("role") == "warning"
    page.editor.setPlainText("字" * 990 + " \n")
    assert "990" in page._foot._count.text()
    assert page._foot._count.property("role") == "faint"


# The aspects


def test_each_aspect_shows_whether_it_is_spoken_of_and_leads_there(opened):
    page = opened(draft(overview="（一）主动公开。全年公开705条。\n（二）监督保障。培训2次。"))
    shown = {button.objectName(): button.accessibleName() for button in page.strip.findChildren(Button)}
    assert len(shown) == 5
    assert shown["aspect.proactive"] != shown["aspect.management"]
    page.strip.findChild(Button, "aspect.oversight").click()
    assert page.editor.textCursor().block().text().startswith("（二）监督保障")
    assert page.editor.hasFocus()


def test_a_missing_aspect_gets_its_heading_at_the_right_place_in_one_step(opened):
    page = opened(draft(overview="（一）主动公开。全年公开705条。\n（二）监督保障。培训2次。"))
    page.strip.findChild(Button, "aspect.on_request").click()
    lines = value(page).split("\n")
    assert lines[1].startswith("（二）依申请公开")
    assert page.editor.toPlainText() == value(page)
    assert page.editor.textCursor().block().text() == lines[1]
    page.session.undo()
    assert len(value(page).split("\n")) == 2


def test_a_section_without_aspects_shows_none(opened):
    assert opened(at="other").strip.isHidden()


# What was taken over from last year, and figures that remember their cell


def carried(filing, number):
    paragraph = filing.value("overview").split("\n")[number]
    return with_notes(filing, [Note("carried", "overview", "沿用上年，待核对", paragraph_mark(paragraph))])


def test_a_paragraph_taken_over_is_marked_until_it_is_touched(opened):
    page = opened(carried(draft(overview=HEADS), 1))
    lines = HEADS.split("\n")
    assert [bool(page.editor.notice(line)) for line in lines] == [False, True, False, False]
    page.editor.choose(len(lines[0]) + 3, len(lines[0]) + 3)
    type_(page, "再")
    assert not page.editor.notice(page.editor.paragraph())
    page.commit()
    assert not page.session.findings_at("overview")
    page.session.undo()
    assert page.editor.notice(lines[1])


def test_a_key_says_that_a_paragraph_is_checked_and_undo_takes_it_back(opened):
    page = opened(carried(draft(overview=HEADS), 0))
    page.editor.choose(2, 2)
    QTest.keyClick(page.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not page.editor.notice(HEADS.split("\n")[0])
    assert value(page) == HEADS
    assert page.editor.textCursor().position() == 2
    page.session.undo()
    assert page.editor.notice(HEADS.split("\n")[0])


def test_the_menu_of_a_paragraph_taken_over_offers_to_confirm_it(opened):
    page = opened(carried(draft(overview=HEADS), 0))
    page.editor.choose(2, 2)
    offered = [act.text() for act in page.editor.make_menu().actions()]
    page.editor.choose(len(HEADS), len(HEADS))
    assert len(page.editor.make_menu().actions()) == len(offered) - 1


def test_the_edit_menu_offers_to_confirm_where_there_is_something_to_confirm(opened):
    page = opened(carried(draft(overview=HEADS), 0))
    page.editor.choose(len(HEADS), len(HEADS))
    assert all(act.icon != "check" for act in page.acts())
    page.editor.choose(2, 2)
    next(act for act in page.acts() if act.icon == "check").do()
    assert not page.session.findings_at("overview")


def test_larger_letters_of_the_program_are_larger_in_the_text(opened, application):
    from ui.style import recolour

    page = opened(draft(overview=HEADS))
    font, before = QFont(application.font()), page.editor.fontMetrics().height()
    try:
        larger = QFont(font)
        larger.setPointSizeF(font.pointSizeF() * 1.5)
        application.setFont(larger)
        recolour()
        assert page.editor.fontMetrics().height() > before * 1.3
        indent = page.editor.document().firstBlock().blockFormat().textIndent()
        assert indent == 2 * page.editor.fontMetrics().horizontalAdvance("国")
        assert page.editor.toPlainText() == HEADS
    finally:
        application.setFont(font)
        recolour()


def room(page, number):
    return page.editor.document().findBlockByNumber(number).blockFormat().topMargin()


def test_the_link_above_a_paragraph_says_that_it_is_checked(opened):
    page = opened(carried(draft(overview=HEADS), 1))
    block = page.editor.document().findBlockByNumber(1)
    link = page.editor.margin._link(block, page.editor.notice(block.text())).center()
    assert page.editor.margin.link_at(link).blockNumber() == 1
    QTest.mouseClick(page.editor.viewport(), Qt.MouseButton.LeftButton, pos=link.toPoint())
    assert not page.session.findings_at("overview")
    assert page.editor.textCursor().blockNumber() == 1
    assert page.editor.margin.link_at(link) is None


def test_a_locked_text_has_no_links(opened):
    page = opened(carried(draft(overview=HEADS), 1), state=State.FINAL)
    block = page.editor.document().findBlockByNumber(1)
    assert page.editor.margin.link_at(page.editor.margin._link(block, "x").center()) is None


def test_a_paragraph_taken_over_has_a_line_of_its_own_that_goes_only_when_nothing_is_typed(opened):
    page = opened(carried(draft(overview=HEADS), 1))
    sides = page.editor.document().rootFrame().frameFormat().rightMargin()
    assert [room(page, number) > 0 for number in range(4)] == [False, True, False, False]
    page.editor.choose(len("（一）主动公开。全年公开705条。\n1.规"), len("（一）主动公开。全年公开705条。\n1.规"))
    type_(page, "再")
    page.commit()
    assert room(page, 1) > 0
    page.session.set_value("problems", "别处。")
    page.session.undo()
    page.session.undo()
    page.confirm_paragraph()
    assert [room(page, number) for number in range(4)] == [0, 0, 0, 0]
    assert page.editor.document().rootFrame().frameFormat().rightMargin() == sides


def test_a_paragraph_begun_below_one_taken_over_has_no_line_of_its_own(opened):
    page = opened(carried(draft(overview=HEADS), 3))
    page.editor.choose(len(HEADS), len(HEADS))
    QTest.keyClick(page.editor, Qt.Key.Key_Return)
    type_(page, "新的一段。")
    assert (room(page, 3) > 0, room(page, 4)) == (True, 0)


def test_the_ground_of_a_paragraph_taken_over_is_painted(opened):
    from ui.style import theme

    page = opened(carried(draft(overview=HEADS), 3))
    picture = page.editor.viewport().grab().toImage()
    ground = QColor(theme().warning_ground)
    colours = {picture.pixelColor(picture.width() - 12, y).name() for y in range(picture.height())}
    assert ground.name() in colours


def remembered(asked=12):
    text = read(ASKED).text
    filing = draft(overview=f"（一）依申请公开。{text}", **{RECEIVED: str(asked)})
    rest = [a for a in filing.form.cells["applications/received/applicant.total"].parts if a != RECEIVED]
    filing = with_values(filing, dict.fromkeys(rest, "0"))
    return with_notes(filing, [figure_note("overview", read(ASKED))])


def test_a_figure_from_a_cell_is_underlined_and_says_where_it_comes_from(opened):
    page = opened(remembered())
    at = value(page).index("12")
    assert (at, 2, False, "DotLine") in looks(page, 0)
    page.editor.choose(at, at)
    assert "12" in page.editor.mark_at_caret().tip
    assert not page.editor.mark_at_caret().is_stale


def test_a_figure_whose_cell_has_changed_is_marked_and_its_new_one_taken_by_key(opened):
    page = opened(remembered())
    page.session.set_value(RECEIVED, "57")
    at = value(page).index("12")
    assert (at, 2, False, "WaveUnderline") in looks(page, 0)
    assert not page.update_button.isHidden()
    page.editor.choose(at + 1, at + 1)
    QTest.keyClick(page.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert value(page) == "（一）依申请公开。本年新收申请57件。"
    assert page.update_button.isHidden()
    page.session.undo()
    assert value(page) == "（一）依申请公开。本年新收申请12件。"
    assert not page.update_button.isHidden()


def test_a_button_takes_all_new_figures_at_once(opened):
    page = opened(remembered())
    page.session.set_value(RECEIVED, "57")
    page.update_button.click()
    assert "57" in page.editor.toPlainText()


# Tools


def test_a_ready_sentence_is_put_at_the_end_of_the_paragraph_with_the_caret(opened, window, keyboard):
    page = opened(draft(overview="（一）主动公开。\n（二）依申请公开。", **{RECEIVED: "12"}))
    page.editor.choose(2, 2)
    keyboard.press("J", "Control")
    dialog = QApplication.activeModalWidget() or page.findChild(object, "phrases").window()
    text = dialog.current.text
    keyboard.press("Return")
    lines = value(page).split("\n")
    assert text in lines[0] or text == lines[1]
    assert page.session.undo_name


def test_a_ready_sentence_in_an_empty_paragraph_stands_alone(opened):
    from app.phrases import offered

    page = opened(draft(overview="（一）主动公开。全年。", **{RECEIVED: "12"}))
    cursor = page.editor.textCursor()
    cursor.movePosition(cursor.MoveOperation.End)
    page.editor.setTextCursor(cursor)
    QTest.keyClick(page.editor, Qt.Key.Key_Return)
    written = next(one for one in offered(page.session.filing, "overview") if not one.is_whole)
    page._on_phrase(written)
    assert value(page) == f"（一）主动公开。全年。\n{written.text}"
    assert page.editor.toPlainText() == value(page)


def test_the_preface_is_made_of_the_basic_information(opened):
    page = opened(draft(**{"cover/phone": "0000-8600123", "cover/address": "清源县文昌路1号"}), at="preface")
    page.make_preface()
    assert "2023" in value(page)
    assert page.editor.toPlainText() == value(page)
    page.session.undo()
    assert not value(page)


def test_a_preface_that_stands_is_not_replaced_unasked(opened):
    page = opened(draft(preface="已经写好的引言。"), at="preface")
    page.make_preface()
    assert value(page) == "已经写好的引言。"
    dialog = page.findChild(object, "phrases").window()
    assert dialog.current.is_whole
    dialog.reject()


def test_last_years_text_is_shown_and_folded_away_and_stays_so(opened, window):
    last = with_values(
        new_filing("disclosure", "清源县教育局", 2022), {"overview": "上年写的。", "problems": "上年问题。"}
    )
    page = opened(draft(overview="今年写的。"), last=last)
    page.session.likings.like_last_year(True)
    assert page._beside.shows_last
    window.editor.wizard.go_to("problems")
    assert window.editor.wizard.currentPage().parts[0]._beside.shows_last
    window.editor.wizard.go_to("overview")
    page.toggle_last_year()
    assert not page._beside.shows_last


def test_tab_goes_from_the_text_to_last_years_paragraphs(opened, keyboard):
    last = with_values(new_filing("disclosure", "清源县教育局", 2022), {"overview": "上年甲。\n2022年上年乙。"})
    page = opened(draft(overview="今年写的。"), last=last)
    page.session.likings.like_last_year(False)
    page.findChild(Button, "overview.last_year").setFocus()
    keyboard.press("Space")
    assert keyboard.focus.objectName() == "overview.take.0"
    page.go_to("overview")
    met = []
    for _press in range(3):
        keyboard.press("Tab")
        met.append(keyboard.focus.objectName())
    assert met == ["overview.take.0", "overview.take.1", "overview.take_shifted.1"]
    keyboard.press("Tab")
    assert "take" not in keyboard.focus.objectName()
    keyboard.press("Backtab", "Shift")
    page.toggle_last_year()
    assert page.editor.hasFocus()


def test_without_last_year_nothing_is_offered_of_it(opened):
    page = opened()
    assert page.findChild(Button, "overview.last_year") is None
    assert all(act.icon != "last_year" for act in page.acts())


def test_on_a_small_screen_title_tools_and_aspects_are_two_lines_and_both_texts_are_in_view(opened, window, qtbot):
    from PySide6.QtWidgets import QScrollArea

    last = with_values(new_filing("disclosure", "清源县教育局", 2022), {"overview": HEADS})
    window.resize(853, 533)
    page = opened(draft(overview=HEADS), last)
    page.toggle_last_year()
    area = page.parentWidget()
    while not isinstance(area, QScrollArea):
        area = area.parentWidget()
    qtbot.waitUntil(lambda: not area.verticalScrollBar().isVisible())
    assert page.strip.y() + page.strip.height() < 90
    assert page.editor.height() <= 1.1 * page.findChild(object, "overview.last").height()
    tool = page.findChild(Button, "overview.find")
    assert tool.accessibleName()
    assert tool.toolTip()


def test_every_tool_is_reached_by_tab_and_has_a_name(opened, keyboard):
    page = opened(draft(overview=HEADS))
    for button in page.findChildren(Button):
        if button.isVisible():
            assert button.text() or button.accessibleName()
            assert button.objectName()
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_locked_text_is_read_and_copied_but_not_changed(opened, keyboard):
    page = opened(draft(overview=HEADS), state=State.FINAL)
    keyboard.type("x")
    page.editor.insertFromMimeData(mime("粘贴"))
    assert page.editor.toPlainText() == HEADS
    keyboard.press("A", "Control")
    assert page.editor.textCursor().selectedText()
    assert not page.findChild(Button, "overview.phrases").isEnabled()
    page.open_phrases()
    page.make_preface()
    assert value(page) == HEADS


def test_the_tip_of_a_mark_is_shown_where_it_stands(opened):
    from PySide6.QtGui import QHelpEvent

    page = opened(remembered())
    at = value(page).index("12")
    page.editor.choose(at, at + 1)
    place = page.editor.cursorRect().center() - QPoint(4, 0)
    event = QHelpEvent(QEvent.Type.ToolTip, place, page.editor.viewport().mapToGlobal(place))
    assert "12" in page.editor._tip_at(event)
    away = QPoint(20, page.editor.viewport().height() - 5)
    assert page.editor._tip_at(QHelpEvent(QEvent.Type.ToolTip, away, away)) == ""


def test_the_clean_up_is_proposed_for_this_text_and_taken_in_one_step(opened):
    page = opened(draft(overview="全年公开 705 条,办结12件."))
    before = value(page)
    page.open_tidy()
    page.findChild(QDialog, "tidy").findChild(Button, "take").click()
    assert page.editor.toPlainText() == value(page) != before
    page.session.undo()
    assert page.editor.toPlainText() == value(page) == before


def test_two_sentences_of_which_one_stands_within_the_other_both_take_their_new_figures(window, keyboard):
    cell = "applications/received/applicant.natural_person"
    filing = with_values(new_filing("disclosure", "某局", 2023), {cell: "5", "other": "上年新收申请5件，新收申请5件。"})
    texts = f"上年新收申请{{{cell}=5}}件，新收申请{{{cell}=5}}件", f"新收申请{{{cell}=5}}件。"
    noted = with_notes(filing, [figure_note("other", read(text)) for text in texts])
    window.open_draft(window.library._store.add(noted.draft))
    window.editor.wizard.go_to("other")
    window.editor.session.set_value(cell, "9")
    keyboard.settle()
    page = window.editor.wizard.currentPage().parts[0]
    page._marks.refresh()
    page._marks.take_new_figures()
    assert window.editor.session.filing.value("other") == "上年新收申请9件，新收申请9件。"


@pytest.mark.parametrize("width", [1280, 1000, 1900])
def test_the_caret_of_an_empty_text_stands_where_its_first_letter_will(window, keyboard, width):
    window.resize(width, 800)
    window.open_draft(window.library._store.add(new_filing("disclosure", "某局", 2023).draft))
    window.editor.wizard.go_to("problems")
    keyboard.settle()
    editor = window.editor.wizard.currentPage().parts[0].editor
    before = editor.cursorRect()
    keyboard.type("全年")
    cursor = editor.textCursor()
    cursor.setPosition(0)
    editor.setTextCursor(cursor)
    assert editor.cursorRect().topLeft() == before.topLeft()
    assert editor.cursorRect().height() == before.height()
