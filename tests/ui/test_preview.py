"""The preview beside the work: true pages, zoom, search, the way to every place; and the printer."""

import io
import json
from dataclasses import replace

import pdfplumber
import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QScreen, QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from shiboken6 import isValid

from app.draft import new_filing, with_value, with_values
from app.i18n import use_language
from app.layout import layouts, load
from app.paths import samples
from app.settings import load_settings, save_settings
from ui.paper.printing import Printing, chosen_pages, print_pages, printer_for
from ui.paper.sheets import sheets
from ui.style import THEME_PROPERTY, recolour

CELL = "applications/results.granted/applicant.natural_person"


def sample(year=2023):
    read = json.loads(next(path for path in samples() if path.stem == str(year)).read_text(encoding="utf-8"))
    return with_values(new_filing("disclosure", read["organization"], year), read["values"])


@pytest.fixture
def review(window):
    """Opens a filing at its review."""

    def show(filing):
        window.open_draft(window.library._store.add(filing.draft))
        wizard = window.editor.wizard
        wizard.go_to_step(wizard.steps - 1)
        QTest.qWait(1)
        return wizard.currentPage()

    return show


@pytest.fixture
def preview(review):
    """The preview of the sample, seen and in front."""
    page = review(sample())
    page.ways.show_preview()
    seen = page.ways.preview
    seen.resize(900, 800)
    QTest.qWait(1)
    yield seen
    if isValid(seen):
        seen.close()


def texts(preview):
    return [page.text for page in preview.view.spread.pages]


def point_of(preview, address, nth=0):
    """The middle of what stands at an address, brought to sight, in the viewport."""
    view = preview.view
    number, box = view.spread.areas((address, nth))[0]
    x = view.spread.left_of(number) + (box.left + box.width / 2) * view.spread.scale
    y = view.spread.top_of(number) + (box.top + box.height / 2) * view.spread.scale
    view.verticalScrollBar().setValue(round(y - 200))
    return QPoint(round(x) - view.horizontalScrollBar().value(), round(y) - view.verticalScrollBar().value())


# Pages


def test_the_keys_of_the_review_open_it_and_escape_closes_it(window, review, keyboard):
    page = review(sample())
    keyboard.press("P", "Control", "Shift")
    assert page.ways.preview.isVisible()
    assert len(texts(page.ways.preview)) == 6
    keyboard.press("Escape")
    assert not page.ways.preview.isVisible()


def test_it_shows_the_filing_copy_or_a_draft_that_says_so(preview):
    assert "正式稿" in preview.copy.text()
    preview._session.set_value(CELL, "")
    QTest.qWait(300)
    assert "草稿" in preview.copy.text()
    assert all(page.lines[0].text == "草稿" for page in preview.view.spread.pages)


def test_a_copy_for_the_leader_says_so_with_the_time_whatever_its_state(preview):
    preview.copies.setCurrentIndex(1)
    marks = {page.lines[0].text for page in preview.view.spread.pages}
    assert len(marks) == 1
    assert marks.pop().startswith("送审稿")
    preview.print_wanted.emit()
    dialog = QApplication.activeModalWidget()
    assert type(dialog).__name__ == "QPrintDialog"
    dialog.reject()


def test_it_follows_every_change_while_it_is_seen(preview):
    preview._session.set_value("other", "没有其他需要报告的事项。")
    QTest.qWait(300)
    assert "没有其他需要报告的事项。" in "".join(texts(preview))


def test_it_says_that_word_may_break_lines_and_pages_elsewhere(preview):
    assert any("Word" in label.text() for label in preview.findChildren(type(preview.copy)))


@pytest.fixture(params=["zh_CN", "zh_Hant", "en"])
def language(request):
    use_language(request.param)
    yield
    use_language("zh_CN")


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("width", [800, 420])
def test_nothing_at_the_foot_is_cut_on_a_narrow_window(review, width):
    page = review(with_value(sample(), CELL, ""))
    page.ways.show_preview()
    seen = page.ways.preview
    seen.resize(width, 600)
    QTest.qWait(50)
    said = seen.findChildren(type(seen.copy))
    assert (seen.width(), seen.height(), len(said)) == (width, 600, 2)
    for label in said:
        area = label.fontMetrics().boundingRect(label.rect(), Qt.TextFlag.TextWordWrap, label.text())
        assert label.rect().contains(area)
        assert label.visibleRegion().boundingRect() == label.rect()
    seen.close()


def test_page_keys_turn_pages_and_the_number_is_told(preview, keyboard):
    preview.view.setFocus()
    for key, number in (("PageDown", 2), ("PageDown", 3), ("PageUp", 2), ("End", 6), ("Home", 1)):
        keyboard.press(key)
        assert preview.number.text() == f"第{number}页，共6页"


def test_buttons_turn_pages(preview):
    preview.buttons["page_next"].click()
    assert preview.view.page == 1
    preview.buttons["page_before"].click()
    assert preview.view.page == 0


def test_keys_and_wheel_zoom_and_pages_fit_the_window(preview, keyboard):
    view = preview.view
    view.setFocus()
    wide = view.spread.scale
    assert view.spread.whole_width <= view.viewport().width() + 1
    keyboard.press("Plus", "Control")
    assert view.spread.scale > wide
    keyboard.press("9", "Control")
    assert view.spread.pages[0].height * view.spread.scale <= view.viewport().height()
    _wheel(view, 120)
    assert view.spread.scale > view._fitting(view.spread.pages) - 1e-9
    keyboard.press("1", "Control")
    assert preview.zoom.text() == "100%"
    keyboard.press("0", "Control")
    assert view.spread.scale == pytest.approx(wide, rel=0.05)
    for _turn in range(60):
        _wheel(view, -120)
    assert preview.zoom.text() == "25%"


def _wheel(view, by):
    none, where = Qt.ScrollPhase.NoScrollPhase, QPointF(50, 50)
    control, button = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.NoButton
    event = QWheelEvent(where, where, QPoint(), QPoint(0, by), button, control, none, False)
    QApplication.sendEvent(view.viewport(), event)


def test_what_was_in_sight_stays_in_sight_when_it_is_zoomed(preview):
    preview.view.turn_to(3)
    preview.view.zoom_by(1.5)
    assert preview.view.page == 3


def test_another_layout_lays_the_pages_out_anew(preview):
    before = [line.top for line in preview.view.spread.pages[0].lines]
    preview.layouts.setCurrentIndex(next(n for n, layout in enumerate(layouts()) if layout.id == "fixed_pitch"))
    assert [line.top for line in preview.view.spread.pages[0].lines] != before


def remember(window, layout):
    path = window.library._store.path
    assert save_settings(path, replace(load_settings(path), layout=layout))


@pytest.mark.parametrize("layout", [layout.id for layout in layouts()])
def test_it_begins_with_the_layout_of_the_last_export(window, review, layout):
    page = review(sample())
    remember(window, layout)
    page.ways.show_preview()
    seen = page.ways.preview
    assert seen.layouts.currentData().id == layout
    assert seen.view.spread.pages == sheets(page._session, load(layout)).pages
    seen.close()


def test_what_is_printed_without_a_preview_has_that_layout_too(window, review):
    page = review(sample())
    remember(window, "fixed_pitch")
    assert page.ways._sheets().pages == sheets(page._session, load("fixed_pitch")).pages


def test_another_export_counts_and_what_was_chosen_here_stays_until_then(window, preview):
    preview.layouts.setCurrentIndex(1)
    preview.close()
    preview.show()
    assert preview.layouts.currentIndex() == 1
    remember(window, "fixed_pitch")
    preview.close()
    preview.show()
    assert preview.layouts.currentData().id == "fixed_pitch"


def test_a_layout_that_is_no_longer_there_is_the_national_one(window, review):
    page = review(sample())
    remember(window, "layout_of_long_ago")
    page.ways.show_preview()
    assert page.ways.preview.layouts.currentData() == load()
    page.ways.preview.close()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_paper_is_white_in_every_theme(application, preview, name):
    application.setProperty(THEME_PROPERTY, name)
    recolour()
    picture = preview.view.grab().toImage()
    spread = preview.view.spread
    corner = QPoint(round(spread.left_of(0) + 20), round(spread.top_of(0) + 20))
    ground = QPoint(5, 5)
    application.setProperty(THEME_PROPERTY, None)
    recolour()
    assert QColor(picture.pixel(corner)) == QColor("white")
    assert QColor(picture.pixel(ground)) != QColor("white")


# Search


def test_words_are_sought_marked_and_gone_through(preview, keyboard):
    preview.view.setFocus()
    keyboard.press("F", "Control")
    assert preview.sought.hasFocus()
    keyboard.type("政府信息公开")
    count = "".join(texts(preview)).replace("\n", "").count("政府信息公开")
    assert preview.count.text() == f"第1处，共{count}处"
    keyboard.press("Return")
    assert preview.count.text() == f"第2处，共{count}处"
    keyboard.press("F3", "Shift")
    keyboard.press("F3", "Shift")
    assert preview.count.text() == f"第{count}处，共{count}处"
    keyboard.press("Escape")
    assert (preview.sought.text(), preview.view.hits) == ("", ())
    assert preview.isVisible()


def test_a_place_that_was_found_is_brought_to_sight_and_coloured(preview):
    preview.sought.setText("诉讼情况")
    view, (mark,) = preview.view, preview.view.hits[preview.view.hit]
    top = view.spread.top_of(mark.page) + mark.line.top * view.spread.scale - view.verticalScrollBar().value()
    assert 0 <= top <= view.viewport().height()
    left = view.spread.left_of(mark.page) + mark.left * view.spread.scale
    picture = view.grab().toImage()
    assert QColor(picture.pixel(round(left) + 2, round(top) + 2)).name() == "#ffb340"


def test_words_that_stand_nowhere_are_told(preview):
    preview.sought.setText("没有这几个字")
    assert preview.count.text() == "没有找到"


# To the places


@pytest.mark.parametrize("address", [CELL, "overview", "cover/title", "cover/signed_by"])
def test_a_click_goes_to_what_stands_there(window, preview, address):
    QTest.mouseClick(preview.view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(preview, address))
    wizard = window.editor.wizard
    assert wizard.step == wizard.session.form.step_of(address)
    assert address in (wizard.place, window.focusWidget().objectName())
    assert wizard.return_button.isVisible()


def test_a_click_on_a_paragraph_goes_to_its_beginning(window, preview):
    paragraphs = sample().value("overview").split("\n")
    QTest.mouseClick(preview.view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(preview, "overview", 2))
    cursor = window.editor.wizard.currentPage().parts[0].editor.textCursor()
    assert (cursor.blockNumber(), cursor.positionInBlock()) == (2, 0)
    assert cursor.block().text() == paragraphs[2]


def test_a_click_beside_the_words_goes_nowhere(window, preview):
    QTest.mouseClick(preview.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert window.editor.wizard.step == window.editor.wizard.steps - 1


def test_arrows_choose_a_place_that_is_read_out_and_enter_goes_there(window, preview, keyboard):
    preview.view.setFocus()
    for _press in range(preview.view.places.index((CELL, 0)) + 1):
        preview.view._choose(1)
    assert preview.view.place == (CELL, 0)
    assert preview.view.accessibleDescription() == sample().value(CELL)
    keyboard.press("Return")
    assert window.editor.wizard.place == CELL


def test_a_click_on_a_heading_of_a_table_goes_to_the_table(window, preview):
    QTest.mouseClick(preview.view.viewport(), Qt.MouseButton.LeftButton, pos=point_of(preview, "proactive"))
    assert window.editor.wizard.step == window.editor.wizard.session.form.step_of("proactive")


def test_leaving_the_draft_closes_it(window, preview, qtbot):
    window.show_library()
    qtbot.waitUntil(lambda: not isValid(preview))


# The printer


@pytest.fixture
def to_file(tmp_path):
    """A printer that prints into a file, as Qt has it everywhere."""

    def make(filing_sheets):
        printer = printer_for(filing_sheets)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        return printer, tmp_path / "printed.pdf"

    return make


def printed(path):
    with pdfplumber.open(io.BytesIO(path.read_bytes())) as file:
        return [(round(page.width), round(page.height), len(page.chars)) for page in file.pages]


def test_every_page_is_printed_on_paper_of_its_size(preview, to_file):
    report = sheets(preview._session, layouts()[0])
    printer, path = to_file(report)
    assert print_pages(report.pages, printer) == 6
    count = [sum(len(line.text) for line in page.lines) for page in report.pages]
    assert printed(path) == [(595, 842, characters) for characters in count]


def test_a_range_of_pages_is_printed_alone(preview, to_file):
    report = sheets(preview._session, layouts()[0])
    printer, path = to_file(report)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert [page.number for page in chosen_pages(report.pages, printer)] == [2, 3]
    assert print_pages(report.pages, printer) == 2
    assert len(printed(path)) == 2


def test_the_last_page_comes_first_where_that_is_wanted(preview, to_file):
    report = sheets(preview._session, layouts()[0])
    printer, path = to_file(report)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    print_pages(report.pages, printer)
    assert printed(path)[0][2] == sum(len(line.text) for line in report.pages[-1].lines)


def test_what_is_printed_into_a_file_reads_as_the_report_does(preview, to_file, qtbot):
    from app.writers.pdf import read_text

    report = sheets(preview._session, layouts()[0])
    printing = Printing(report, preview)
    printer, path = to_file(report)
    printing.printer = printer
    with qtbot.waitSignal(printing.printed) as told:
        printing._on_accepted()
    assert told.args == [6]
    pages = "".join(page.text for page in report.pages)
    assert "".join(read_text(path.read_bytes()).split()) == "".join(pages.split())
    printing.dialog.close()


def test_a_file_that_cannot_be_printed_into_is_told(preview, to_file, qtbot, tmp_path):
    report = sheets(preview._session, layouts()[0])
    printing = Printing(report, preview)
    printing.printer.setOutputFileName(str(tmp_path / "nowhere" / "x.pdf"))
    with qtbot.waitSignal(printing.failed):
        printing._on_accepted()
    printing.dialog.close()


def test_the_key_of_the_review_asks_for_the_printer(review, keyboard):
    review(sample())
    keyboard.press("P", "Control")
    dialog = QApplication.activeModalWidget()
    assert type(dialog).__name__ == "QPrintDialog"
    assert (dialog.minPage(), dialog.maxPage()) == (1, 6)
    dialog.reject()


def test_what_must_be_mended_first_is_printed_as_a_draft_copy_alone(review, keyboard):
    page = review(with_value(sample(), CELL, ""))
    keyboard.press("P", "Control")
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    assert "草稿" in box.text()
    box.defaultButton().click()
    dialog = QApplication.activeModalWidget()
    assert type(dialog).__name__ == "QPrintDialog"
    report = sheets(page._session, layouts()[0])
    assert report.copy == "draft"
    assert all(one.lines[0].text == "草稿" for one in report.pages)
    dialog.reject()


@pytest.mark.parametrize("count", [0, 3])
def test_what_became_of_the_print_is_told(review, count):
    page = review(sample())
    page.ways._on_printed(count)
    box = QApplication.activeModalWidget()
    assert ("3" in box.text()) == bool(count)
    box.accept()


def test_its_foot_and_the_title_bar_of_the_system_stand_on_the_screen(review, monkeypatch):
    page = review(sample())
    low = QSize(1280, 720)
    monkeypatch.setattr(QScreen, "availableSize", lambda _screen: low)
    page.ways.show_preview()
    assert page.ways.preview.height() + 30 <= low.height()
