"""Sums that explain themselves, the balance below the columns, the line above, last year's figures in the cells."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel

from app.draft import Note, new_filing, with_notes, with_values
from ui.fitted_label import FittedLabel, Said
from ui.pages.place_bar import PlaceBar
from ui.style import DARK, LIGHT, theme
from ui.value_delegate import LEAST, SIGN, TINT, clear_of_sign, fitted, small_font

COLUMN = "applications/{}/applicant.natural_person".format
FIRST = COLUMN("received")
ROW_TOTAL = "applications/received/applicant.total"
COLUMN_TOTAL = COLUMN("results.total")
RIGHT = "applications/received/applicant.organization.business"


def filled(year=2023, **more):
    filing = new_filing("disclosure", "某局", year)
    section = filing.form.section("applications")
    return with_values(filing, dict.fromkeys(filing.form.entries(section), "0") | more)


@pytest.fixture
def open_table(window):
    """Opens a filing at table 三, last year's beside it where given; gives the page."""

    def open_(filing, last=None, address=FIRST):
        store = window.library._store
        if last:
            store.add(last.draft)
        window.open_draft(store.add(filing.draft), address)
        return window.editor.wizard.currentPage().parts[0]

    return open_


def told(page):
    return page.bar.text.accessibleName()


def chips(page):
    return {chip.objectName().rpartition(".")[2]: chip for chip in page.balance.chips}


def rest(keyboard):
    """The clerk rests at a cell for a moment."""
    from PySide6.QtTest import QTest

    QTest.qWait(80)
    keyboard.settle()


def test_the_line_above_says_what_the_current_total_adds_up_and_marks_it(open_table, keyboard):
    page = open_table(filled(**{FIRST: "3001", RIGHT: "53"}))
    keyboard.press("End")
    assert page.view.address == ROW_TOTAL
    for part in ("自然人 3001", "商业企业 53", "3054"):
        assert part in told(page)
    marked = page.view.values.marked
    assert FIRST in marked
    assert len(marked) == 6
    keyboard.press("Home")
    assert page.view.values.marked == frozenset()


def test_a_total_down_the_column_marks_the_column(open_table):
    page = open_table(filled(), address=COLUMN_TOTAL)
    assert page.view.values.marked == frozenset(page.session.form.cells[COLUMN_TOTAL].parts)


def test_the_explanation_follows_what_is_entered(open_table, keyboard):
    page = open_table(filled(), address=ROW_TOTAL)
    page.session.set_value(FIRST, "12")
    assert "自然人 12" in told(page)
    page.session.set_value(RIGHT, "")
    assert "12" in told(page)
    assert page.view.values.index_of(ROW_TOTAL).data() == "≥12"


def test_the_mouse_resting_on_a_total_tells_the_same(open_table):
    page = open_table(filled(**{FIRST: "3001"}))
    assert "自然人 3001" in page.view.values.index_of(ROW_TOTAL).data(Qt.ItemDataRole.ToolTipRole)
    view = page.view
    middle = view.visualRect(view.values.index_of(ROW_TOTAL)).center()
    QApplication.sendEvent(
        view.viewport(), QHelpEvent(QEvent.Type.ToolTip, middle, view.viewport().mapToGlobal(middle))
    )
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, QLabel) and "3001" in one.text()]
    assert shown
    shown[0].hide()


def test_a_screen_reader_hears_place_figure_and_sum(open_table):
    page = open_table(filled(**{FIRST: "3001"}))
    spoken = page.view.values.index_of(ROW_TOTAL).data(Qt.ItemDataRole.AccessibleTextRole)
    assert all(part in spoken for part in ("一、本年新收", "总计", "3001", "自然人 3001"))


def test_the_balance_says_its_state_by_sign_and_words_with_both_sums(open_table):
    page = open_table(filled(**{FIRST: "5", COLUMN("results.granted"): "3", RIGHT: ""}))
    states = {name: (chip.text(), chip.property("role")) for name, chip in chips(page).items()}
    assert states["natural_person"] == (chips(page)["natural_person"].text(), "bad-chip")
    assert states["natural_person"][0].startswith("✗")
    assert states["natural_person"][0].endswith("2")
    assert states["business"][1] == "open-chip"
    assert states["research"][0].startswith("✓")
    said = chips(page)["natural_person"].accessibleName()
    assert all(part in said for part in ("自然人", "一＋二", "5", "三＋四", "3", "2"))
    page.session.set_value(COLUMN("results.granted"), "5")
    assert chips(page)["natural_person"].property("role") == "good-chip"


def test_seven_digits_fit_into_the_balance_and_the_cells(open_table, keyboard):
    page = open_table(filled(**{FIRST: "1234567"}))
    keyboard.settle()
    chip = chips(page)["natural_person"]
    needed = max(QFontMetrics(chip.font()).horizontalAdvance(line) for line in chip.text().splitlines())
    assert needed <= chip.width() - 2
    assert QFontMetrics(chip.font()).lineSpacing() <= chip.height()
    picture = page.view.viewport().grab(page.view.visualRect(page.view.values.index_of(ROW_TOTAL))).toImage()
    edge = [picture.pixelColor(2, y).lightness() for y in range(4, picture.height() - 4)]
    assert max(edge) - min(edge) < 20  # nothing of the figure reaches the edge


def test_the_chips_stand_below_their_columns_and_enter_leads_to_the_column(open_table, keyboard):
    page = open_table(filled())
    keyboard.settle()
    head = page.view.horizontalHeader()
    for column, chip in enumerate(page.balance.chips):
        middle = head.mapTo(page, QPoint(head.sectionViewportPosition(column) + head.sectionSize(column) // 2, 0)).x()
        assert abs(chip.mapTo(page, chip.rect().center()).x() - middle) <= 3
    page.view.go_to("applications/carried_forward/applicant.organization.other")
    keyboard.press("Tab")
    keyboard.until("balance:applicant.organization.research")
    keyboard.press("Return")
    assert page.view.address == "applications/received/applicant.organization.research"
    assert page.view.hasFocus()


def test_a_cell_in_error_says_what_and_alt_enter_mends_it_in_place(open_table, keyboard):
    page = open_table(filled(**{FIRST: "一百"}))
    rest(keyboard)
    assert "一百" in told(page)
    assert [one.role for one in page.bar.text.said if "一百" in one.text] == ["error"]
    assert page.bar.mend.isVisible()
    assert "100" in page.bar.mend.text()
    keyboard.press("Return", "Alt")
    assert page.session.filing.value(FIRST) == "100"
    rest(keyboard)
    assert "一百" not in told(page)
    page.session.undo()
    assert page.session.filing.value(FIRST) == "一百"
    assert not page.session.undo_name


def test_a_doubt_is_laid_aside_in_place(open_table, keyboard):
    filing = with_notes(filled(), [Note("doubt", FIRST, "原件此处看不清。")])
    page = open_table(filing)
    rest(keyboard)
    assert "原件此处看不清。" in told(page)
    page.bar.mend.click()
    assert page.session.findings_at(FIRST) == ()
    rest(keyboard)
    assert not page.bar.mend.isVisible()


def test_a_repair_is_gone_with_its_cell_and_its_room_stands_still(open_table, keyboard):
    page = open_table(filled(**{FIRST: "一百", RIGHT: "二百", COLUMN("brought_forward"): "1"}))
    rest(keyboard)
    width = page.bar.text.width()
    page.view.go_to(RIGHT)
    assert not page.bar.mend.isVisible()
    assert page.bar.text.width() == width
    rest(keyboard)
    assert "200" in page.bar.mend.text()
    page.view.go_to("applications/carried_forward/applicant.organization.other")
    keyboard.settle()
    assert not page.bar.mend.isVisible()
    assert page.bar.text.width() > width


def test_the_line_above_keeps_its_height_and_its_words_fit(open_table, keyboard):
    page = open_table(filled(**{COLUMN(row): "123456" for row in ("results.granted", "results.partial")}))
    heights = set()
    for address in (FIRST, ROW_TOTAL, COLUMN_TOTAL):
        page.view.go_to(address)
        keyboard.settle()
        heights.add((page.bar.height(), page.view.y()))
    assert len(heights) == 1
    assert isinstance(page.bar, PlaceBar)


def test_only_the_finding_has_its_colour_and_a_sum_stands_before_it(open_table):
    page = open_table(filled(**{FIRST: "5"}), filled(2022), address=COLUMN_TOTAL)
    roles = [one.role for one in page.bar.text.said]
    assert roles == ["", "error", ""]
    page.view.go_to(FIRST)
    assert [one.role for one in page.bar.text.said] == ["error", ""]


def test_what_has_no_room_above_the_table_is_cut_with_a_sign(window, keyboard):
    label = FittedLabel(2)
    label.resize(200, label.height())
    label.show_words("表三", [Said("甲乙丙" * 30), Said("丁" * 50, "error")])
    assert label.text().endswith("…")
    assert "丁" not in label.text()
    assert "丁" in label.accessibleName()
    label.resize(4000, label.height())
    label.show_words("表三", [Said("甲乙丙"), Said("丁", "error")])
    assert "…" not in label.text()


@pytest.mark.parametrize("text", ["7", "12883", "270543", "1234567890123"])
@pytest.mark.parametrize("width", [24, 36, 51])
def test_a_figure_stands_in_one_line_that_fits(open_table, text, width):
    font = open_table(filled()).view.font()
    shown = fitted(font, text, width)
    assert QFontMetrics(shown).horizontalAdvance(text) <= width or shown.pointSizeF() == LEAST
    assert QFontMetrics(font).horizontalAdvance(text) > width or shown == font


@pytest.mark.parametrize("text", ["7", "1234", "1,234,567"])
@pytest.mark.parametrize("width", [30, 44, 90])
def test_a_figure_never_reaches_under_the_sign_in_the_corner(open_table, text, width):
    font, room = open_table(filled()).view.font(), QRect(2, 1, width, 24)
    clear = clear_of_sign(room, font, text)
    written = QFontMetrics(fitted(font, text, clear.width())).horizontalAdvance(text)
    assert room.contains(clear)
    assert clear.center().x() - written // 2 >= room.left() + SIGN - 1


def test_what_did_not_change_is_not_said_twice_and_a_change_is_never_left_out(open_table):
    page = open_table(filled(**{FIRST: "44"}), filled(2022, **{FIRST: "44", RIGHT: "7"}))
    page.session.likings.like_last_year(True)
    values = page.view.values
    assert values.aside(values.cell(values.index_of(FIRST))) == "＝"
    assert values.aside(values.cell(values.index_of(RIGHT))) == "7 ↓7"


def test_a_value_taken_over_from_last_year_has_the_ground_of_what_is_to_be_checked(open_table, keyboard):
    filing = filled(**{FIRST: "44", RIGHT: "44"})
    note = Note("carried", FIRST, "上年“四、结转”44件")
    page = open_table(with_notes(filing, [note]), address=ROW_TOTAL)
    keyboard.settle()
    view = page.view
    picture = view.viewport().grab(view.visualRect(view.values.index_of(FIRST))).toImage()
    assert page.view.values.is_carried(FIRST)
    assert picture.pixelColor(1, picture.height() // 2) == QColor(theme().warning)


def test_last_years_figures_come_and_go_by_key_and_stay_as_they_are_liked(open_table, keyboard, window):
    last = filled(2022, **{FIRST: "39", RIGHT: "7"})
    page = open_table(filled(**{FIRST: "44", RIGHT: "2"}), last)
    values = page.view.values
    assert "39" in told(page)
    if values.shows_last:
        keyboard.press("L", "Control")
    keyboard.press("L", "Control")
    assert page._last.isChecked()
    assert values.aside(values.cell(values.index_of(FIRST))) == "39 ↑5"
    assert values.aside(values.cell(values.index_of(RIGHT))) == "7 ↓5"
    assert values.index_of(FIRST).data() == "44"
    assert window.editor.session.likings.last_year is True
    window.editor.wizard.go_to_step(2)
    assert window.editor.wizard.currentPage().parts[0]._last.isChecked()
    window.editor.wizard.go_to_step(3)
    keyboard.press("L", "Control")
    assert values.aside(values.cell(values.index_of(FIRST))) == ""


def test_a_partial_sum_of_last_year_is_no_total(open_table):
    last = with_values(new_filing("disclosure", "某局", 2022), {FIRST: "39"})
    page = open_table(filled(**{FIRST: "44"}), last, address=ROW_TOTAL)
    page.session.likings.like_last_year(True)
    values = page.view.values
    assert values.last_figure(ROW_TOTAL).change is None
    assert values.aside(values.cell(values.index_of(ROW_TOTAL))) == "≥39"


def test_without_last_year_there_is_nothing_to_show_or_hide(open_table, keyboard):
    page = open_table(filled())
    assert not page._last.isVisible()
    keyboard.press("L", "Control")
    assert not page.view.values.shows_last


def test_the_seven_columns_fit_with_last_years_figures_beside_the_help(open_table, keyboard, window):
    page = open_table(filled(**{FIRST: "300123"}), filled(2022, **{FIRST: "123456"}))
    page.session.likings.like_last_year(True)
    page.session.likings.like_guidance(True)
    keyboard.settle()
    assert window.size() == QSize(1280, 800)
    assert page.view.horizontalScrollBar().maximum() == 0
    assert page.view.columnWidth(0) > 40
    small = QFontMetrics(small_font(page.view.font())).height()
    assert page.view.rowHeight(0) >= page.view.fontMetrics().height() + small


def test_a_locked_report_offers_no_repair(window, keyboard):
    from app.entry import State

    store = window.library._store
    id = store.add(filled(**{FIRST: "一百"}).draft)
    store.set_state(id, State.FINAL, by="王某")
    window.open_draft(id, FIRST)
    page = window.editor.wizard.currentPage().parts[0]
    rest(keyboard)
    assert "一百" in told(page)
    assert not page.bar.mend.isVisible()
    keyboard.press("Return", "Alt")
    assert page.session.filing.value(FIRST) == "一百"


def luminance(colour):
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one, other):
    light, dark = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tinted(ground, frame):
    alpha = TINT / 255
    mixed = [
        round(g * (1 - alpha) + f * alpha) for g, f in zip(QColor(ground).getRgb(), QColor(frame).getRgb(), strict=True)
    ]
    return QColor(*mixed[:3])


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_figures_zeros_and_what_stands_beside_them_are_legible_on_every_ground(theme):
    grounds = (theme.card, theme.total, theme.blank, theme.chosen, theme.error_ground, theme.warning_ground)
    for ground in (*grounds, theme.good_ground, *(tinted(one, theme.accent) for one in grounds)):
        assert contrast(theme.faint, ground) >= 4.5, (theme.faint, QColor(ground).name())
        assert contrast(theme.text, ground) >= 4.5
    for ink, ground in ((theme.error, theme.error_ground), (theme.warning, theme.warning_ground)):
        assert contrast(ink, ground) >= 4.5
        assert contrast(ink, tinted(ground, theme.accent)) >= 4.5
    assert contrast(theme.faint, theme.head) >= 4.5
