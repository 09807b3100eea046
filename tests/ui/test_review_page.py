"""The review: the whole report as it will be printed, part by part, with the ways to every place and to a file."""

import json

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QMouseEvent, QTextTable
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle

from app.anchor import paragraph_mark
from app.blocks import Heading, Paragraph, Table
from app.check import check
from app.draft import Note, new_filing, with_notes, with_values
from app.entry import State, state_name
from app.form_file import form_for
from app.grid import grid
from app.layout import load
from app.paths import samples
from app.report import compose
from app.wording import verdict_in_words
from ui.printed import address_of, document, text_width
from ui.printed_parts import parts
from ui.printed_remarks import Remark, remarks, remarks_on

CELL = "applications/results.granted/applicant.natural_person"

pytestmark = pytest.mark.usefixtures("application")


def sample(year):
    path = next(path for path in samples() if path.stem == str(year))
    read = json.loads(path.read_text(encoding="utf-8"))
    return with_values(new_filing("disclosure", read["organization"], year), read["values"])


@pytest.fixture(params=[2020, 2023])
def filled(request):
    return sample(request.param)


@pytest.fixture
def reviewed(window):
    """Opens a filing and shows its review."""

    def review(filing, *, states=()):
        id = window.library._store.add(filing.draft)
        for state in states:
            window.library._store.set_state(id, state, by="李某")
        window.open_draft(id)
        wizard = window.editor.wizard
        wizard.go_to_step(wizard.steps - 1)
        QTest.qWait(1)
        return wizard.currentPage()

    return review


def lines_of(block):
    return [cell.text for cell in block.cells] if isinstance(block, Table) else [block.text]


def place_of(page, part, address):
    """The middle of what stands at an address of a part, in its view."""
    view = page.sheet.views[part]
    layout, block = view._document.documentLayout(), view._document.begin()
    while address_of(block) != address or not block.text():
        block = block.next()
        assert block.isValid(), address
    middle = layout.blockBoundingRect(block).center()
    return QPoint(round(middle.x() * view._scale + view._margin), round(middle.y() * view._scale))


# The report on paper


def test_all_that_is_exported_stands_on_the_sheet_in_the_same_order(filled):
    printed = document(compose(filled), load()).toPlainText().replace("\u2028", "\n").split("\n")
    expected = [line for block in compose(filled) for text in lines_of(block) for line in text.split("\n")]
    title = next(block for block in compose(filled) if isinstance(block, Paragraph))
    assert "".join(printed[:2]) == title.text
    assert [line for line in printed[2:] if line] == [line for line in expected[1:] if line]


@pytest.mark.parametrize("year", [2020, 2023])
def test_tables_are_merged_exactly_as_the_grid_says(year):
    form = form_for("disclosure", year)
    filing = new_filing("disclosure", "某局", year)
    for section in (one for one in form.sections if one.kind == "table"):
        made = document([one for one in compose(filing) if one.address == section.id], load())
        (table,) = (one for one in made.rootFrame().childFrames() if isinstance(one, QTextTable))
        assert (table.rows(), table.columns()) == (grid(section).rows, grid(section).columns)
        for cell in grid(section).cells:
            here = table.cellAt(cell.row, cell.column)
            assert (here.row(), here.column()) == (cell.row, cell.column), cell.text
            assert (here.rowSpan(), here.columnSpan()) == (cell.row_span, cell.column_span), cell.text


def test_a_line_holds_twenty_eight_characters_as_on_paper():
    made = document([Paragraph(text="县" * 200)], load())
    made.size()
    lines = made.begin().layout()
    assert [lines.lineAt(number).textLength() for number in range(3)] == [26, 28, 28]


def test_no_table_is_wider_than_the_text(filled):
    layout = load()
    made = document([one for one in compose(filled) if isinstance(one, Table | Heading)], layout)
    assert made.size().width() <= text_width(layout) + 6


def test_only_a_report_that_is_looked_through_bears_marks():
    filing = with_values(sample(2023), {CELL: "一百", "problems": ""})
    plain, marked = document(compose(filing), load()), document(compose(filing), load(), {CELL: "error"})
    grounds = [
        table.cellAt(row, 3).format().background().color().name()
        for made in (plain, marked)
        for table in made.rootFrame().childFrames()
        if isinstance(table, QTextTable) and table.rows() > 20
        for row in range(table.rows())
        if address_of(table.cellAt(row, 3).firstCursorPosition().block()) == CELL
    ]
    assert len(set(grounds)) == 2


# The parts and the ways to them


def test_every_part_has_a_button_that_says_which(reviewed, filled):
    page = reviewed(filled)
    names = [button.accessibleName() for button in page.sheet.buttons.values()]
    titles = [section.title for section in filled.form.sections if section.kind != "fields" and section.title]
    assert len(names) == len(set(names)) == len(titles) + 3  # title, preface, 落款
    assert all(any(name.endswith(title) for name in names) for title in titles)
    assert all(button.text() for button in page.sheet.buttons.values())


def test_tab_leads_from_part_to_part_and_enter_goes_there_and_back(reviewed, window, keyboard):
    page = reviewed(with_values(sample(2023), {"problems": ""}))
    keyboard.until("sheet")
    passed = []
    while True:
        keyboard.press("Tab")
        name = keyboard.focus.objectName()
        if not name.startswith("edit_"):
            break
        passed.append(name)
        assert not keyboard.focus.visibleRegion().isEmpty(), name
    assert passed == [f"edit_{part.id}" for part in parts(page._session.filing)]
    keyboard.press("Backtab")
    keyboard.until("edit_problems", "Backtab")
    scrolled = page.sheet.verticalScrollBar().value()
    keyboard.press("Return")
    wizard = window.editor.wizard
    assert wizard.step == page._session.form.step_of("problems")
    assert wizard.place == "problems"
    wizard.go_to_review()
    assert keyboard.focus is page.sheet.buttons["problems"]
    assert page.sheet.verticalScrollBar().value() == scrolled > 0


def test_one_key_leads_from_the_ways_out_to_the_paper_to_the_findings(reviewed, keyboard):
    page = reviewed(with_values(sample(2023), {CELL: "一百"}))
    assert page.exports["filing"].hasFocus()
    for expected in (page.sheet, page.findings.view, page.exports["filing"]):
        keyboard.press("F6")
        assert keyboard.focus is expected


def test_a_click_on_a_number_or_a_paragraph_goes_to_its_place(reviewed, window):
    page = reviewed(sample(2023))
    wizard = window.editor.wizard
    for part, address in (("applications", CELL), ("overview", "overview"), ("signature", "cover/signed_on")):
        QTest.mouseClick(page.sheet.views[part], Qt.MouseButton.LeftButton, pos=place_of(page, part, address))
        assert wizard.place == address
        wizard.go_to_review()
        assert page.sheet.buttons[part].hasFocus()


def test_a_click_on_the_heading_of_a_table_goes_to_what_is_open_in_it(reviewed, window):
    page = reviewed(with_values(sample(2023), {CELL: ""}))
    view = page.sheet.views["applications"]
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place_of(page, "applications", "applications"))
    assert window.editor.wizard.place == CELL


def mouse(view, kind, place):
    """A mouse event with the left button down, or with none for a mere move."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind == QEvent.Type.MouseMove else left
    held = left if view._pressed is not None or kind == QEvent.Type.MouseButtonPress else none
    position, globally = QPointF(place), QPointF(view.mapToGlobal(place))
    event = QMouseEvent(kind, position, globally, button, held, Qt.KeyboardModifier.NoModifier)
    QGuiApplication.sendEvent(view, event)


def test_the_cursor_says_whether_a_click_goes_somewhere(reviewed):
    page = reviewed(sample(2023))
    view = page.sheet.views["applications"]
    mouse(view, QEvent.Type.MouseMove, place_of(page, "applications", CELL))
    assert view.cursor().shape() == Qt.CursorShape.PointingHandCursor
    mouse(view, QEvent.Type.MouseMove, place_of(page, "applications", ""))
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_words_on_the_sheet_can_be_copied_and_that_goes_nowhere(reviewed, window, keyboard):
    page = reviewed(sample(2023))
    view = page.sheet.views["overview"]
    middle = place_of(page, "overview", "overview")
    beside = QPoint(round(view._margin + 40), middle.y())
    mouse(view, QEvent.Type.MouseButtonPress, beside)
    mouse(view, QEvent.Type.MouseMove, middle)
    mouse(view, QEvent.Type.MouseButtonRelease, middle)
    keyboard.press("C", "Control")
    assert len(view.chosen_text) > 1
    assert QGuiApplication.clipboard().text() == view.chosen_text
    assert view.chosen_text in page._session.form.section("overview").title
    assert window.editor.wizard.currentPage() is page


# What a reviewer must see


def test_a_fault_is_marked_where_it_stands_and_told_on_the_button(reviewed):
    page = reviewed(with_values(sample(2023), {CELL: "一百"}))
    (finding,) = page._session.findings
    view = page.sheet.views["applications"]
    assert [severity for _y, severity in view._signs] == ["error"]
    assert finding.message in page.sheet.buttons["applications"].accessibleDescription()
    assert [page.sheet.views[part.id]._signs for part in parts(page._session.filing) if part.id != "applications"] == [
        []
    ] * (len(page.sheet.views) - 1)


def test_a_required_place_without_words_is_shown_as_such(reviewed):
    page = reviewed(new_filing("disclosure", "某局", 2023))
    assert len(page.sheet.views["problems"]._document.toPlainText().split("\n")[1]) > 3
    assert "problems" not in page._session.filing.draft.values


def test_of_a_narrative_only_the_paragraph_taken_over_is_marked(reviewed):
    filing = sample(2023)
    second = filing.value("problems").split("\n")[1]
    carried = Note("carried", "problems", "沿用上年，待核对", paragraph_mark(second))
    page = reviewed(with_notes(filing, [carried]))
    view = page.sheet.views["problems"]
    assert [severity for _y, severity in view._signs] == ["warning"]
    block = view._document.begin()
    while block.isValid():
        has_ground = block.blockFormat().background().style() != Qt.BrushStyle.NoBrush
        assert has_ground == (block.text() == second)
        block = block.next()


def test_what_is_said_of_a_sentence_that_is_gone_stands_at_its_heading():
    filing = sample(2023)
    (part,) = (one for one in parts(filing) if one.id == "problems")
    said = remarks_on(part, {"problems" + paragraph_mark("没有的一段"): Remark("warning", "说明")}, part.addresses)
    assert said == {"problems": Remark("warning", "说明")}


def test_what_the_cover_has_and_nobody_prints_is_marked_at_the_title():
    filing = sample(2023)
    noted = with_notes(filing, [Note("doubt", "cover/phone", "原件此处看不清。")])
    here = remarks(check(noted).findings)
    found = parts(noted)
    everywhere = frozenset().union(*(part.addresses for part in found))
    shown = {part.id: remarks_on(part, here, everywhere) for part in found}
    assert list(shown["cover"]) == ["cover/title"]
    assert all(not one for id, one in shown.items() if id != "cover")


def test_paper_is_white_in_the_dark_too(reviewed, application):
    from ui.style import THEME_PROPERTY, recolour

    page = reviewed(sample(2023))
    try:
        application.setProperty(THEME_PROPERTY, "dark")
        recolour()
        view = page.sheet.views["overview"]
        picture = page.sheet.widget().grab().toImage()
        edge = view.mapTo(page.sheet.widget(), QPoint(4, view.height() // 2))
        assert picture.pixelColor(edge * picture.devicePixelRatio()) == QColor("white")
    finally:
        application.setProperty(THEME_PROPERTY, None)
        recolour()


def test_only_the_part_that_changed_is_set_anew(reviewed, window):
    page = reviewed(sample(2023))
    before = {id: view._document for id, view in page.sheet.views.items()}
    window.editor.wizard.go_to("other")
    page._session.set_value("other", "没有其他需要报告的事项。")
    window.editor.wizard.go_to_review()
    changed = [id for id, view in page.sheet.views.items() if view._document is not before[id]]
    assert changed == ["other"]
    assert "没有其他需要报告的事项。" in page.sheet.views["other"]._document.toPlainText()


def test_a_signature_that_is_taken_away_leaves_the_sheet(reviewed, window):
    page = reviewed(sample(2023))
    assert "signature" in page.sheet.buttons
    page._session.set_values({"cover/signed_by": "", "cover/signed_on": ""}, "清空落款")
    assert "signature" not in page.sheet.buttons


# The head


def test_the_filing_copy_says_why_not_and_leads_to_the_first_such_place(reviewed, window):
    page = reviewed(with_values(sample(2023), {"problems": ""}))
    assert page.head.first.isVisible()
    assert "1" in page.head.first.text()
    page.head.first.click()
    assert window.editor.wizard.place == "problems"
    page._session.set_value("problems", sample(2023).value("problems"))
    window.editor.wizard.go_to_review()
    assert not page.head.first.isVisible()


def test_filled_never_looks_like_filed(reviewed):
    said = set()
    for states in ((), (State.IN_REVIEW,), (State.FINAL,), (State.FILED,)):
        page = reviewed(sample(2023), states=states)
        state = page._session.entry.state
        assert state_name(state) in page.head._state.text()
        is_filed = page.head._verdict.text() == state_name(State.FILED)
        assert is_filed == (state is State.FILED)
        assert is_filed or page.head._verdict.text() == verdict_in_words(page._session.verdict)
        said.add(page.head._next.text())
    assert len(said) == 4


def test_a_locked_report_is_looked_at_and_not_changed(reviewed):
    verbs = [reviewed(sample(2023), states=s).sheet.buttons["overview"].text() for s in ((), (State.FINAL,))]
    assert verbs[0] != verbs[1]


def test_every_way_out_says_what_it_is_for(reviewed):
    page = reviewed(sample(2023))
    assert list(page.exports) == ["filing", "review", "draft", "data"]
    assert all(page.head._captions[copy].isVisible() for copy in page.exports)
    assert len({label.text() for label in page.head._captions.values()}) == 4


# The room there is


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)])
def test_head_sheet_and_findings_stand_together_where_there_is_room(reviewed, window, size):
    window.resize(*size)
    page = reviewed(sample(2023))
    assert all(pane.isVisible() for pane in page._panes)
    assert page._tabs.isHidden()
    assert page.sheet.horizontalScrollBar().maximum() == 0


def test_in_a_small_window_one_at_a_time_is_shown(reviewed, window):
    window.resize(853, 533)
    page = reviewed(with_values(sample(2023), {CELL: "一百"}))
    assert (window.width(), window.height()) == (853, 533)
    for tab in range(3):
        page._tabs.setCurrentIndex(tab)
        QTest.qWait(1)
        assert [pane.isVisible() for pane in page._panes] == [number == tab for number in range(3)]
        assert page._panes[tab].width() > 500
        assert page._panes[tab].geometry().bottom() < page.height()
        assert tab != 1 or page.sheet.horizontalScrollBar().maximum() == 0


def test_the_paper_keeps_its_lines_at_every_width(reviewed, window):
    page = reviewed(sample(2023))
    view = page.sheet.views["overview"]
    shown = view._document
    page._tabs.setCurrentIndex(1)
    for width in (860, 1000, 1280, 1600):
        window.resize(width, 800)
        QTest.qWait(1)
        assert view._document is shown
        assert view.width() <= page.sheet.viewport().width()
        assert view.place_at(QPointF(view.width() / 2, view.height() / 2)) == "overview"


# What a fresh eye stumbled over


def test_a_preface_that_is_left_out_is_told_and_leads_to_its_place(reviewed, window):
    page = reviewed(with_values(sample(2023), {"preface": ""}))
    view = page.sheet.views["preface"]
    assert view._document.toPlainText()
    assert view._document.begin().blockFormat().background().style() == Qt.BrushStyle.NoBrush
    assert view._document.toPlainText() not in document(compose(page._session.filing), load()).toPlainText()
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place_of(page, "preface", "preface"))
    assert window.editor.wizard.place == "preface"


def test_the_list_of_the_whole_report_names_the_table_of_a_finding(reviewed):
    page = reviewed(with_values(sample(2023), {"applications/received/applicant.natural_person": "50"}))
    index = page.findings.view.model().index(0, 0)
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        assert "表三" in index.data(role).split("\n")[0]


def test_the_words_below_the_ways_out_begin_on_one_line(reviewed):
    page = reviewed(with_values(sample(2023), {"problems": ""}))
    head = page.head
    caption, button = head._captions["review"], head.exports["review"]
    assert head.first.y() == caption.y()
    assert head.first.x() - head.exports["filing"].x() == caption.x() - button.x()
    room = head.first.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, head.first._option(), head.first)
    assert abs(room.left() - caption.contentsMargins().left()) <= 1


def test_the_first_card_begins_and_the_last_ends_where_those_of_other_pages_do(reviewed, window):
    page = reviewed(sample(2023))
    review = page.layout().contentsMargins()
    window.editor.wizard.go_to_step(2)
    assert window.editor.wizard.currentPage().layout().contentsMargins() == review
