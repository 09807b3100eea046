"""The calendar of duties on the screen: whose, which year, ticks by key, the file for other calendars."""

from datetime import date

import icalendar
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from app.draft import new_filing, with_value
from app.duties.ticks import Ticks
from app.entry import State
from app.i18n import use_language
from ui.duties import DutiesScreen
from ui.duties_model import DAY, SOURCE, STANDING, TEXT, DutiesModel
from ui.style import theme

TODAY = date(2026, 1, 20)


@pytest.fixture(autouse=True)
def english():
    use_language("en")
    yield
    use_language("zh_CN")


@pytest.fixture
def id(window):
    filing = with_value(new_filing("disclosure", "某局", 2025), "cover/level", "department")
    return window.library._store.add(filing.draft)


@pytest.fixture
def screen(window, id, keyboard):
    made = DutiesScreen(window.library._store, [id], TODAY)
    window.show_screen(made)
    keyboard.settle()
    return made


def row(screen, name):
    return screen.rows.row_of(name)


def said(screen, name, column=STANDING):
    return screen.rows.index(row(screen, name), column).data()


def test_the_model_is_sound(screen):
    QAbstractItemModelTester(
        DutiesModel(screen.calendar, TODAY, screen), QAbstractItemModelTester.FailureReportingMode.Fatal
    )


def test_the_library_and_its_card_lead_there_and_esc_leads_back(window, id, keyboard):
    window._refresh()
    window.act("duties", [id])
    keyboard.settle()
    shown = window._stack.currentWidget()
    assert isinstance(shown, DutiesScreen)
    assert shown.calendar.filing.draft.year == 2025
    assert keyboard.focus is shown.view
    keyboard.press("Escape")
    assert window._stack.currentWidget() is window.library
    window.library.shelf.duty.findChild(object, "every_duty").click()
    keyboard.settle()
    assert isinstance(window._stack.currentWidget(), DutiesScreen)


def test_an_empty_library_has_no_duties_and_says_so(window, qtbot):
    with qtbot.waitSignal(window.keeping.told) as told:
        window.act("duties", [])
    assert "no report yet" in told.args[0]


def test_the_clerk_begins_at_the_next_open_duty(screen, keyboard):
    assert screen.view.currentIndex().row() == screen.rows.next_open() == 0
    assert said(screen, "figures") == "20 days late"
    assert said(screen, "published") == "11 days left"


def test_space_and_enter_tick_a_duty_and_take_the_tick_away(screen, keyboard):
    screen.view.selectRow(row(screen, "published"))
    keyboard.press("Space")
    assert said(screen, "published") == "done on 20 Jan 2026"
    assert screen.calendar.duties[row(screen, "published")].done == TODAY
    assert screen.view.currentIndex().row() == row(screen, "published")
    keyboard.press("Return")
    assert screen.calendar.duties[row(screen, "published")].done is None


def test_a_tick_is_there_at_the_next_opening(screen, window, id, keyboard):
    screen.view.selectRow(row(screen, "collected"))
    screen.tick.click()
    assert Ticks(window.library._store.path, "disclosure", "某局", 2025).load() == {"collected": TODAY}
    again = DutiesScreen(window.library._store, [id], TODAY)
    assert again.calendar.duties[again.rows.row_of("collected")].done == TODAY
    again.deleteLater()


def test_what_the_state_tells_is_not_ticked_by_hand(screen, window, id, keyboard):
    screen.view.selectRow(row(screen, "reported"))
    assert not screen.tick.isEnabled()
    keyboard.press("Space")
    assert screen.calendar.duties[row(screen, "reported")].done is None
    assert "state of the draft" in screen._about.text()
    window.library._store.set_state(id, State.FILED)
    filed = DutiesScreen(window.library._store, [id], TODAY)
    assert filed.calendar.duties[filed.rows.row_of("reported")].done is not None
    filed.deleteLater()


def test_a_weekend_is_told_for_the_chosen_duty_and_coloured(screen):
    screen.view.selectRow(row(screen, "published"))
    assert "31 Jan 2026 is a Saturday. No rule lets it be later" in screen._about.text()
    assert "Holidays" in screen._about.text()
    index = screen.rows.index(row(screen, "published"), DAY)
    assert index.data(Qt.ItemDataRole.ForegroundRole).name() == theme().warning
    assert "Saturday" in index.data()


def test_another_year_can_be_chosen_also_one_not_begun(screen, keyboard):
    shown = [screen.years.itemData(number) for number in range(screen.years.count())]
    assert shown == [2025, 2026]
    screen.years.setCurrentIndex(1)
    assert screen.calendar.filing.draft.year == 2026
    assert screen.calendar.id == ""
    assert screen.rows.duty(row(screen, "published")).day == date(2027, 1, 31)
    assert "某局2026年" in screen._name.text()


def test_the_calendar_is_written_for_other_programs(screen, tmp_path):
    path = tmp_path / "duties.ics"
    screen.write(str(path))
    read = icalendar.Calendar.from_ical(path.read_bytes())
    assert len(read.walk("VEVENT")) == screen.rows.rowCount()
    assert screen._said.text() == f"Written: {path}"


def test_a_place_that_refuses_is_told(screen, qtbot, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with qtbot.waitSignal(screen.told):
        screen.write(str(tmp_path / "file" / "duties.ics"))


def test_every_control_is_reached_by_tab(screen, keyboard):
    screen.view.selectRow(row(screen, "published"))
    met = []
    for _press in range(20):
        keyboard.press("Tab")
        if keyboard.focus in met:
            break
        met.append(keyboard.focus)
    assert {one.objectName() for one in met} >= {"back", "report_year", "duties", "tick", "export_ics"}
    assert screen.view.accessibleName() == "Duties of the year"
    assert screen.rows.headerData(TEXT, Qt.Orientation.Horizontal) == "What is to be done"


@pytest.mark.parametrize("width", range(1000, 1300, 20))
def test_every_word_has_room_in_its_row(screen, keyboard, width):
    screen.window().resize(width, 700)
    keyboard.settle()
    view = screen.view
    for row in range(screen.rows.rowCount()):
        for column in (TEXT, SOURCE):
            text = str(screen.rows.index(row, column).data())
            room = view.columnWidth(column) - 26  # what the style sheet and the style leave at the sides
            needed = view.fontMetrics().boundingRect(0, 0, room, 999, Qt.TextFlag.TextWordWrap, text).height()
            assert needed < view.rowHeight(row), (row, text)
