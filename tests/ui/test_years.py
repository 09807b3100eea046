"""The picture over the years on the screen: keys, the table beside it, what is copied, saved and attached."""

import itertools
from dataclasses import replace

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.blocks import Picture
from app.draft import new_filing, with_values
from app.i18n import use_language
from app.intake import take_in
from app.paths import samples
from app.years import history, load
from app.years.words import alternative, rows
from ui.chart import LEAST_LETTERS, least_height, paint_chart, year_at
from ui.chart_picture import WIDTH_MM, as_png, as_svg, picture, print_look
from ui.chart_scale import axis_for, spread
from ui.style import DARK, LIGHT, THEME_PROPERTY, recolour
from ui.years import YearsScreen


@pytest.fixture(autouse=True)
def english():
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture
def ids(window):
    return [window.library._store.add(take_in(path).filing.draft) for path in samples()]


@pytest.fixture
def screen(window, ids, keyboard):
    window.act("years", [ids[-1]])
    keyboard.settle()
    return window._stack.currentWidget()


RECEIVED = "applications/received/applicant.natural_person"
GRANTED = "applications/results.granted/applicant.natural_person"


def zeros(year, **own):
    filing = new_filing("disclosure", "某局", year)
    return with_values(filing, {cell.address: "0" for cell in filing.form.cells.values() if not cell.is_total} | own)


def painted(found, look=None, wide=900, high=900, chosen=0):
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    paint_chart(painter, QRectF(image.rect()), found, look or print_look(120), chosen)
    painter.end()
    return image


def colours(image):
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}


# The way to it


def test_the_library_shows_the_years_of_the_chosen_report_and_esc_leads_back(window, screen, keyboard):
    assert isinstance(screen, YearsScreen)
    assert screen.history.years == (2020, 2021, 2022, 2023)
    assert keyboard.focus is screen.table
    keyboard.press("Escape")
    assert window._stack.currentWidget() is window.library


def test_the_menu_of_the_library_and_of_a_report_lead_there(window, ids, keyboard):
    window.library.refresh()
    assert {"years", "duties"} <= {
        act.objectName() for act in window.library.shelf.findChildren(object) if act.objectName()
    }
    window.open_draft(ids[-1])
    texts = [act.text for act in window.editor._texts_acts()]
    assert "Over the years…" in texts
    next(act for act in window.editor._texts_acts() if act.text == "Over the years…").do()
    keyboard.settle()
    screen = window._stack.currentWidget()
    assert isinstance(screen, YearsScreen)
    screen.left.emit()
    keyboard.settle()
    assert window._stack.currentWidget() is window.editor


def test_one_year_alone_is_told_and_nothing_is_shown(window, qtbot):
    id = window.library._store.add(zeros(2023).draft)
    with qtbot.waitSignal(window.keeping.told) as told:
        window.act("years", [id])
    assert "two years at least" in told.args[0]
    assert not window.findChildren(YearsScreen)


def test_forms_without_a_picture_are_told(window, qtbot, tmp_path, monkeypatch):
    folder = tmp_path / "forms" / "visits"
    folder.mkdir(parents=True)
    fields = '{ id = "organization", type = "text", label = "单位" }, { id = "year", type = "year", label = "年度" }'
    (folder / "2031.toml").write_text(
        f"""edition = "2031"
first_year = 2031
source = "某文"
[[section]]
id = "cover"
kind = "fields"
title = "封面"
fields = [{fields}]
""",
        encoding="utf-8",
    )
    monkeypatch.setenv("GONGKAI_FORMS", str(tmp_path / "forms"))
    ids = [window.library._store.add(new_filing("visits", "某局", year).draft) for year in (2031, 2032)]
    for act, said in (("years", "no picture over the years"), ("duties", "no calendar of duties")):
        with qtbot.waitSignal(window.keeping.told) as told:
            window.act(act, ids[:1])
        assert said in told.args[0]


# Keys and what is heard


def test_left_and_right_go_from_year_to_year_in_picture_and_table(screen, keyboard):
    screen.chart.setFocus()
    assert screen.chart.year == 2023
    keyboard.press("Left")
    assert (screen.chart.year, screen.table.currentIndex().row()) == (2022, 2)
    keyboard.press("Home")
    keyboard.press("Left")
    assert (screen.chart.year, screen.table.currentIndex().row()) == (2020, 0)
    keyboard.press("End")
    assert screen.chart.year == 2023
    screen.table.setFocus()
    keyboard.press("Up")
    assert screen.chart.year == 2022


def test_a_click_chooses_the_year_that_stands_there(screen, keyboard):
    area = screen.chart._area()
    look = screen.chart.look()
    x = next(x for x in range(screen.chart.width()) if year_at(area, screen.history, look, x) == 2021)
    QTest.mouseClick(screen.chart, Qt.MouseButton.LeftButton, pos=QPoint(x + 2, 40))
    keyboard.settle()
    assert (screen.chart.year, screen.table.currentIndex().row()) == (2021, 1)
    QTest.mouseClick(screen.chart, Qt.MouseButton.LeftButton, pos=QPoint(2, 40))
    assert screen.chart.year == 2021


def test_every_control_is_reached_by_tab_and_says_what_it_is(screen, keyboard):
    met = []
    for _press in range(30):
        keyboard.press("Tab")
        if keyboard.focus in met:
            break
        met.append(keyboard.focus)
    names = {one.objectName() for one in met}
    assert names >= {"chart", "figures", "back", "copy_table", "copy_picture", "save"}
    assert screen.chart.accessibleDescription() == alternative(screen.history)
    assert screen.chart.accessibleName() == screen.history.chart.title
    assert screen.table.accessibleName() == "The figures of the picture"


def test_the_table_has_the_figures_of_the_picture(screen):
    model = screen.table.model()
    shown = [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]
    assert tuple(shown) == rows(screen.history)


# Out of it


def test_the_table_is_copied_for_sheets_and_texts(screen, keyboard):
    keyboard.press("C", "Control")
    offered = QGuiApplication.clipboard().mimeData()
    lines = offered.text().split("\r\n")
    assert lines[1].split("\t") == ["2020年", "24", "24", "不足30件", "1", "0"]
    assert offered.html().count("<tr>") == len(screen.history.years) + 1


def test_the_picture_is_copied_black_on_white(screen, application):
    screen.copy_picture()
    image = QGuiApplication.clipboard().image()
    assert not image.isNull()
    assert image.isGrayscale()


def test_the_picture_is_saved_in_dots_and_in_lines(screen, tmp_path):
    screen.save_picture(str(tmp_path / "one.png"))
    screen.save_picture(str(tmp_path / "one.svg"))
    assert QImage(str(tmp_path / "one.png")).width() == round(WIDTH_MM / 25.4 * 300)
    text = (tmp_path / "one.svg").read_text(encoding="utf-8")
    assert screen.history.chart.title in text
    assert alternative(screen.history) in text


def test_the_report_is_written_with_picture_and_table(screen, tmp_path):
    path = tmp_path / "report.docx"
    screen.export_report(str(path))
    document = Document(str(path))
    assert len(document.inline_shapes) == 1
    table = document.tables[-1]
    assert [cell.text for cell in table.rows[-1].cells] == list(rows(screen.history)[-1])
    assert not any("working copy" in label.text() for label in screen.findChildren(type(screen._said)))


def test_each_format_that_can_hold_the_picture_has_its_button(screen, qtbot, keyboard):
    from PySide6.QtWidgets import QFileDialog

    from app.years.attached import PICTURED

    for suffix in PICTURED:
        screen.findChild(QAction, f"export_report_{suffix[1:]}").trigger()
        keyboard.settle()
        dialog = screen.findChild(QFileDialog)
        assert dialog.selectedFiles()[0].endswith(suffix)
        dialog.reject()


def test_a_report_with_faults_is_written_as_a_working_copy_and_that_is_told(window, keyboard, tmp_path):
    store = window.library._store
    store.add(take_in(samples()[-2]).filing.draft)
    faulty = with_values(take_in(samples()[-1]).filing, {"applications/received/applicant.natural_person": ""})
    id = store.add(faulty.draft)
    window.act("years", [id])
    keyboard.settle()
    screen = window._stack.currentWidget()
    screen.export_report(str(tmp_path / "report.docx"))
    assert screen._said.text().startswith("Written as a working copy")


def test_a_place_that_refuses_is_told_and_nothing_is_said_to_be_written(screen, qtbot, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with qtbot.waitSignal(screen.told) as told:
        screen.save_picture(str(tmp_path / "file" / "one.png"))
    assert told.args[1] is False
    assert screen._said.text() == ""


# What is painted


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_picture_has_the_colours_of_the_theme_that_holds_now(screen, application, theme, keyboard):
    application.setProperty(THEME_PROPERTY, "dark" if theme is DARK else "light")
    try:
        recolour()
        keyboard.settle()
        seen = colours(screen.chart.grab().toImage())
        assert {theme.card, theme.chosen, theme.accent} <= seen
        assert (LIGHT if theme is DARK else DARK).card not in seen
    finally:
        application.setProperty(THEME_PROPERTY, None)
        recolour()


def test_two_lines_differ_without_their_colours(application):
    """In one colour the picture of two lines is another one than with the lines exchanged."""
    high, low = ({RECEIVED: "90", GRANTED: "40"}, {RECEIVED: "40", GRANTED: "90"})
    one, other = (history(load("disclosure"), [zeros(2022, **own), zeros(2023, **own)]) for own in (high, low))
    without_names = replace_labels(one), replace_labels(other)
    assert painted(without_names[0]) != painted(without_names[1])


def replace_labels(found):
    """The history with lines that have no names."""
    chart = found.chart
    panels = {
        panel: replace(panel, lines=tuple(replace(line, label="") for line in panel.lines)) for panel in chart.panels
    }
    tracks = tuple(
        replace(track, panel=panels[track.panel], line=replace(track.line, label="")) for track in found.tracks
    )
    return replace(found, chart=replace(chart, panels=tuple(panels.values())), tracks=tracks)


def black(image, found, year, highest=45, lowest=280):
    """Where in the first diagram's part of a year something black is painted: no words, no grid."""
    look, area = print_look(120), QRectF(image.rect())
    columns = [x for x in range(image.width()) if year_at(area, found, look, x) == year]
    return {(x, y) for x in columns for y in range(highest, lowest) if image.pixelColor(x, y).lightness() < 60}


def test_nothing_is_drawn_across_years_without_a_figure(application):
    own = {RECEIVED: "50"}
    found = history(load("disclosure"), [zeros(2021, **own), zeros(2024, **own)])
    image = painted(found)
    assert black(image, found, 2021)
    assert black(image, found, 2024)
    assert black(image, found, 2022) == black(image, found, 2023) == set()


@pytest.mark.parametrize(("own", "is_solid"), [({RECEIVED: "50"}, True), ({GRANTED: "50"}, False)])
def test_the_first_line_is_solid_and_the_second_dashed(application, own, is_solid):
    found = history(load("disclosure"), [zeros(year, **own) for year in (2021, 2022, 2023)])
    image = painted(found)
    spots = black(image, found, 2022, lowest=200)
    columns = sorted({x for x, _y in black(image, found, 2022, lowest=280)})
    rows_of = {y: {x for x, spot in spots if spot == y} for _x, y in spots}
    fullest = max(len(columns) for columns in rows_of.values()) / len(columns)
    assert (fullest > 0.95) is is_solid
    assert fullest > 0.3


def test_a_history_of_nothing_but_gaps_is_painted(application):
    empty = history(
        load("disclosure"), [new_filing("disclosure", "某局", 2022), new_filing("disclosure", "某局", 2023)]
    )
    assert len(colours(painted(empty))) > 1


def test_forty_years_have_room(application):
    many = history(load("disclosure"), [zeros(2021), zeros(2060)])
    assert year_at(QRectF(0, 0, 600, 400), many, print_look(96), 599) == 0
    assert len(colours(painted(many, wide=600))) > 1


def test_the_picture_of_a_document_has_its_size_and_its_words(screen):
    made = picture(screen.history)
    assert isinstance(made, Picture)
    image = QImage.fromData(made.content)
    assert made.width == WIDTH_MM
    assert abs(made.height / made.width - image.height() / image.width()) < 0.01
    assert made.alt == alternative(screen.history)
    assert as_png(screen.history) == made.content
    assert as_svg(screen.history).startswith(b"<?xml")


def test_the_screen_fits_a_small_screen_with_large_letters(screen):
    assert screen.minimumSizeHint().width() < 600


def test_a_small_window_scrolls_instead_of_squeezing_the_picture(screen):
    look = screen.chart.look()
    least = screen.chart.minimumSizeHint().height()
    assert least >= least_height(screen.history, look)
    assert LEAST_LETTERS * screen.chart.fontMetrics().height() * len(screen.history.chart.panels) < least
    assert isinstance(screen.chart.parentWidget(), QWidget)


# The axis


@given(st.lists(st.integers(0, 10**7), max_size=12))
def test_an_axis_reaches_its_highest_figure_in_a_few_round_steps(figures):
    axis = axis_for(figures, is_share=False)
    highest = max(figures, default=0)
    assert axis.top >= max(highest, 1)
    assert axis.marks[0] == 0
    assert axis.marks[-1] == axis.top
    assert 2 <= len(axis.marks) <= 5
    assert str(axis.step).rstrip("0") in ("1", "2", "5")
    assert axis.top - highest < axis.step or highest == 0


def test_the_axis_of_shares_ends_at_a_hundred():
    assert list(axis_for([3], is_share=True).marks) == [0, 50, 100]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6))
def test_names_stand_apart_in_their_order_and_within_their_bounds(wanted):
    placed = spread(wanted, 10, 100, 0)
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    heights = [placed[number] for number in order]
    assert all(after - before >= 10 - 1e-9 for before, after in itertools.pairwise(heights))
    assert min(placed) >= 0
    assert max(placed) <= 100 + 1e-9
    if all(after - before >= 10 for before, after in zip(sorted(wanted), sorted(wanted)[1:], strict=False)):
        assert placed == pytest.approx(wanted)


def test_colours_of_the_print_are_greys():
    look = print_look()
    for colour in (look.ground, look.text, look.faint, look.grid, *look.lines):
        assert QColor(colour).saturation() == 0
