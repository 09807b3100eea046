"""The tour: once at the first start, never again unasked, over a sample of which nothing stays."""

import pytest
from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtWidgets import QApplication

from app.paths import store_file
from app.preferences import Preferences, load_preferences, save_preferences
from app.store import open_store
from ui import tour
from ui.application import _offer_tour
from ui.tour import TourScreen
from ui.tour_cards import beside
from ui.tour_stops import STOPS
from ui.window import MainWindow


@pytest.fixture
def usual(application, qtbot, tmp_path, monkeypatch):
    """The window over the empty store of the usual place."""
    monkeypatch.delenv("GONGKAI_STORE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    store = open_store(store_file())
    made = MainWindow(store)
    made.resize(1280, 800)
    made.show()
    qtbot.waitActive(made).__enter__()
    yield made
    made.close()
    store.close()
    made.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def screen(window, keyboard):
    """The tour, asked for."""
    window.show_screen(TourScreen())
    keyboard.settle()
    return window._stack.currentWidget()


def is_touring(window):
    return isinstance(window._stack.currentWidget(), TourScreen)


def store_of(window):
    return window.library._store


# When


def test_the_first_start_over_an_empty_store_shows_it_once(usual, keyboard):
    _offer_tour(usual, store_of(usual))
    assert is_touring(usual)
    keyboard.settle()
    keyboard.press("Escape")
    assert not is_touring(usual)
    _offer_tour(usual, store_of(usual))
    assert not is_touring(usual)
    assert load_preferences().tour == "shown"


def test_other_preferences_stay_as_they_were(usual):
    save_preferences(Preferences(theme="dark"))
    _offer_tour(usual, store_of(usual))
    assert load_preferences() == Preferences(theme="dark", tour="shown")


def test_a_store_with_drafts_shows_none(usual):
    usual.open_sample()
    usual.show_library()
    _offer_tour(usual, store_of(usual))
    assert not is_touring(usual)


def test_a_store_that_was_named_shows_none(window, monkeypatch):
    assert not tour.is_wanted(store_of(window))  # GONGKAI_STORE
    monkeypatch.delenv("GONGKAI_STORE")
    assert store_of(window).path != store_file()  # --store
    assert not tour.is_wanted(store_of(window))


def test_a_window_alone_never_shows_it(usual, keyboard, qtbot):
    usual.after_first_paint([])
    qtbot.wait(400)
    assert not is_touring(usual)


def test_a_start_that_brings_files_shows_none(usual, application, monkeypatch):
    from ui import application as program

    offered = []
    monkeypatch.setattr(program, "_offer_tour", lambda *_: offered.append(True))
    monkeypatch.setattr(program, "_AFTER_FIRST_PAINT_MS", 0)
    monkeypatch.setattr(program, "MainWindow", lambda store: usual)
    monkeypatch.setattr(usual, "after_first_paint", lambda files: None)
    monkeypatch.setattr("ui.daily_backup.back_up_at_the_end", lambda path: None)

    class Turns:
        def exec(self):
            for _turn in range(5):
                QApplication.processEvents()
            return 0

    monkeypatch.setattr(type(store_of(usual)), "close", lambda store: None)
    monkeypatch.setattr(program.sys, "excepthook", program.sys.excepthook)
    program._show(Turns(), store_of(usual), ["/somewhere/年报.docx"])
    assert offered == []
    program._show(Turns(), store_of(usual), [])
    assert offered == [True]


# What


def test_every_card_points_at_a_part_that_is_seen(screen, keyboard):
    assert 5 <= len(STOPS) <= 7
    for number in range(len(STOPS)):
        keyboard.settle()
        cards = screen.cards
        assert cards.at == number
        hole, card = cards.hole, cards._card.geometry()
        assert not hole.isEmpty()
        assert cards.rect().contains(hole)
        assert cards.rect().contains(card)
        assert cards._title.text()
        keyboard.press("Return")
    assert not screen.isVisible()


def test_it_is_walked_skipped_and_turned_back_by_keys_alone(screen, window, keyboard):
    assert keyboard.focus is screen.cards.forward
    keyboard.press("Return")
    keyboard.press("Space")
    assert screen.cards.at == 2
    seen = set()
    for _press in range(6):
        keyboard.press("Tab")
        seen.add(keyboard.focus.objectName())
    assert seen == {"tour_skip", "tour_back", "tour_next"}
    keyboard.until("tour_back", "Backtab")
    keyboard.press("Return")
    assert screen.cards.at == 1
    keyboard.press("Escape")
    assert not is_touring(window)


def test_the_keys_of_the_editor_do_nothing_beneath_the_cards(screen, keyboard):
    step = screen.editor.wizard.step
    keyboard.press("8", "Control")
    assert screen.editor.wizard.step == step


def test_nothing_of_the_sample_stays(window, screen, keyboard):
    place = screen._folder.name
    keyboard.press("Escape")
    from pathlib import Path

    assert not Path(place).exists()
    assert store_of(window).entries() == ()
    assert store_of(window).deleted() == ()
    assert window._stack.currentWidget() is window.library


def test_it_can_be_seen_again_from_the_help_and_leads_back_to_the_draft(window, keyboard):
    window.open_sample()
    window.editor.wizard.go_to("overview")
    id = window.editor.session.id
    keyboard.settle()
    keyboard.press("F1")
    window.help._help.findChild(object, "help_tour").click()
    keyboard.settle()
    assert is_touring(window)
    keyboard.press("Escape")
    assert window._stack.currentWidget() is window.editor
    assert (window.editor.session.id, window.editor.wizard.place) == (id, "overview")


def test_a_small_window_has_room_for_every_card(window, screen, keyboard):
    window.resize(900, 560)
    for _number in range(len(STOPS)):
        keyboard.settle()
        assert screen.cards.rect().contains(screen.cards._card.geometry())
        keyboard.press("Return")


# Where


@pytest.mark.parametrize("part", [
    QRect(0, 0, 200, 600), QRect(900, 0, 300, 700), QRect(400, 0, 300, 60), QRect(10, 760, 150, 30), QRect(),
])  # fmt: skip
def test_a_card_stands_in_the_window_and_beside_a_part_that_leaves_room(part):
    room = QRect(0, 0, 1280, 800)
    card = QRect(beside(part, QSize(360, 180), room), QSize(360, 180))
    assert room.contains(card)
    assert not card.intersects(part)


def test_where_there_is_no_room_the_card_hides_as_little_as_it_can():
    room, part = QRect(0, 0, 1280, 800), QRect(270, 0, 720, 800)
    card = QRect(beside(part, QSize(360, 180), room), QSize(360, 180))
    assert room.contains(card)
    assert (card & part).width() < 360 // 2
