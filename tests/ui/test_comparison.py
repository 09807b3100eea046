"""Two reports side by side on the screen: the keys, the filter, what is copied and what is drawn."""

import json
from types import MappingProxyType

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from PySide6.QtWidgets import QMainWindow

from app.compare import compare
from app.draft import Draft, filing_of
from app.i18n import use_language
from app.paths import samples
from ui.comparison import ComparisonView
from ui.comparison_table import PADDING_X, ComparisonTable, height
from ui.models.comparison_model import SPANS, CellsModel, Heading, SentencesModel
from ui.style import DARK, THEME_PROPERTY, recolour


@pytest.fixture(autouse=True)
def english():
    use_language("en")
    yield
    use_language("zh_CN")


def sample(year, **other):
    path = next(path for path in samples() if path.stem == str(year))
    read = json.loads(path.read_text(encoding="utf-8"))
    return filing_of(Draft("disclosure", read["organization"], year, MappingProxyType(read["values"] | other)))


@pytest.fixture
def show(application, qtbot):
    windows = []

    def shown(old, new):
        view = ComparisonView(compare(old, new), str(old.draft.year), str(new.draft.year))
        window = QMainWindow()
        windows.append(window)
        window.setCentralWidget(view)
        window.resize(1280, 800)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        view.begin()
        return view

    yield shown
    for window in windows:
        window.close()
        window.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def view(show):
    return show(sample(2022), sample(2023))


def shown_table(view) -> ComparisonTable:
    return view.cells if view.cells.isVisible() else view.sentences


def current(view):
    table = shown_table(view)
    return table.rows.row(table.currentIndex().row())


def test_the_clerk_begins_at_the_first_difference(view, keyboard):
    assert keyboard.focus is view.cells
    assert current(view).address == "cover/year"
    assert view.summary.text().startswith("58 cells differ · 3 lines of the cover differ · ")


def test_the_models_are_sound(application):
    comparison = compare(sample(2020), sample(2022))
    for model in (CellsModel(comparison, "2020", "2022"), SentencesModel(comparison, "2020", "2022")):
        tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        few = model.rowCount()
        model.show_rows(only_differences=False)
        assert model.rowCount() > few
        tester.deleteLater()


def test_only_differences_are_listed_until_all_are_wanted(view, keyboard):
    rows = view.cells.rows
    listed = [rows.row(place) for place in range(rows.rowCount())]
    assert all(isinstance(row, Heading) or row.differs for row in listed)
    keyboard.press("F8")
    chosen = current(view)
    view.only_differences.setChecked(False)
    assert rows.rowCount() > len(listed)
    assert current(view) is chosen
    view.only_differences.setChecked(True)
    assert rows.rowCount() == len(listed)
    assert current(view) is chosen


def test_no_heading_stands_alone(show):
    view = show(sample(2022), sample(2022, preface="另一段前言。"))
    model = view.sentences.rows
    assert model.headings == (0,)
    assert model.rowCount() > 1
    assert view.cells.rows.rowCount() == 0


def test_f8_goes_through_both_pages_and_comes_round(view, keyboard):
    whole = len(view.cells.rows.differences) + len(view.sentences.rows.differences)
    seen = [current(view)]
    for _press in range(whole - 1):
        keyboard.press("F8")
        seen.append(current(view))
    assert len({id(row) for row in seen}) == whole
    assert all(row.differs for row in seen)
    assert view.sentences.isVisible()
    keyboard.press("F8")
    assert current(view) is seen[0]
    keyboard.press("F8", "Shift")
    assert current(view) is seen[-1]
    assert keyboard.focus is view.sentences


def test_the_clerk_is_told_which_difference_it_is(view, keyboard):
    keyboard.press("F8")
    assert view._at.text() == "2 of 128"
    keyboard.press("Tab", "Control")
    keyboard.press("F8")
    assert view._at.text() == "62 of 128"


def test_arrows_walk_the_rows_and_escape_leaves(view, keyboard):
    left = QSignalSpy(view.left)
    keyboard.press("Down")
    assert current(view).address == "cover/signed_on"
    keyboard.press("Escape")
    assert left.count() == 1


def test_the_chosen_rows_are_copied_as_text(view, keyboard):
    keyboard.press("Down", "Shift")
    keyboard.press("C", "Control")
    assert QGuiApplication.clipboard().text() == (
        "≈ changed\t报告年度\t\t2022\t2023\t\n≈ changed\t成文日期\t\t2023年1月16日\t2024年1月19日\t"
    )


def test_sentences_are_copied_with_their_sign(view, keyboard):
    keyboard.press("Tab", "Control")
    table = view.sentences
    row = next(
        place for place in table.rows.differences if table.rows.index(place, 2).data() == "没有发生责任追究的情形。"
    )
    table.go_to(row)
    keyboard.press("C", "Control")
    copied = QGuiApplication.clipboard().text()
    assert copied == "≈ reworded\t全年没有发生责任追究的情形。\t没有发生责任追究的情形。"


def test_what_is_coloured_has_a_sign_a_word_and_a_description(view):
    model = view.sentences.rows
    places = range(model.rowCount())
    row = next(place for place in places if model.index(place, 2).data() == "没有发生责任追究的情形。")
    old = model.index(row, 1)
    assert old.data(SPANS) == ((0, 2),)
    assert old.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "differs in: “全年”"
    signs = {str(model.index(place, 0).data()).split(" ")[0] for place in model.differences}
    assert signs == {"≈", "＋", "－"}
    gone = next(place for place in model.differences if not model.index(place, 2).data())
    assert model.index(gone, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "(blank)"
    assert view.sentences.accessibleName() == "Texts (67)"


def test_figures_stand_to_the_right_under_their_heads(view):
    model = view.cells.rows
    head = model.headerData(3, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    own = model.index(model.differences[5], 3).data(Qt.ItemDataRole.TextAlignmentRole)
    assert head & own & Qt.AlignmentFlag.AlignRight


@pytest.mark.parametrize("width", [640, 853, 1280, 1920])
def test_every_text_has_room_at_every_width(view, keyboard, width):
    view.window().resize(width, 700)
    for page in (view.cells, view.sentences):
        keyboard.settle()
        model = page.rows
        assert sum(page.columnWidth(column) for column in range(len(model.heads))) <= page.viewport().width()
        for place in model.differences:
            for column in range(len(model.heads)):
                text = str(model.index(place, column).data())
                assert height(text, page.columnWidth(column), page.font()) <= page.rowHeight(place)
        keyboard.press("Tab", "Control")
    columns = [view.sentences.columnWidth(column) for column in (1, 2)]
    assert abs(columns[0] - columns[1]) <= 1


def test_the_first_column_has_room_for_its_word(view):
    metrics = view.cells.fontMetrics()
    words = [str(view.cells.rows.index(place, 0).data()) for place in view.cells.rows.differences]
    assert max(map(metrics.horizontalAdvance, words)) + 2 * PADDING_X <= view.cells.columnWidth(0)


def test_where_nothing_differs_it_is_said(show, keyboard):
    view = show(sample(2022), sample(2022))
    assert view.summary.text() == "no difference"
    assert not view.cells.isVisible()
    assert keyboard.focus is view.only_differences
    keyboard.press("F8")
    view.only_differences.setChecked(False)
    assert view.cells.isVisible()
    assert view.cells.rows.differences == ()


def test_a_comparison_that_differs_in_texts_alone_begins_there(show, keyboard):
    view = show(sample(2022), sample(2022, overview="一句新话。"))
    assert keyboard.focus is view.sentences
    assert current(view).differs


def test_the_colours_follow_the_theme(view, application):
    application.setProperty(THEME_PROPERTY, "dark")
    recolour()
    try:
        model = view.sentences.rows
        new = next(place for place in model.differences if not model.index(place, 1).data())
        assert model.index(new, 2).data(Qt.ItemDataRole.BackgroundRole).name() == DARK.good_ground
    finally:
        application.setProperty(THEME_PROPERTY, "light")
        recolour()


@pytest.mark.parametrize("letters", [0.9, 1.0, 1.15, 1.2, 1.33, 1.45])
def test_the_word_of_the_first_column_stands_in_one_line_at_every_size(view, letters):
    font = view.cells.font()
    font.setPointSizeF(font.pointSizeF() * letters)
    view.cells.setFont(font)
    view.cells.fit()
    for place in view.cells.rows.differences:
        text = str(view.cells.rows.index(place, 0).data())
        assert height(text, view.cells.columnWidth(0), font) == QFontMetrics(font).height()
