"""An area as high as its widget where there is room, and a line of widgets that changed while nobody saw it."""

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.flow import Flow
from ui.scrolled import Scrolled
from ui.widgets import filling, words

TEXT = "填完不等于已报送。审定以后：导出正式稿，报送主管部门，并向社会公布。" * 4


@pytest.fixture
def shown(application, qtbot):
    """An area above something that takes the rest, in a window of a width and a height."""

    def show(width, height):
        window, area = QWidget(), Scrolled(words(TEXT, wraps=True))
        column = QVBoxLayout(window)
        column.addWidget(area)
        column.addWidget(filling(QWidget()), 1)
        window.resize(width, height)
        window.show()
        qtbot.addWidget(window)
        qtbot.waitExposed(window).__enter__()
        qtbot.wait(1)
        return window, area

    return show


def needed(area):
    return area.widget().heightForWidth(area.viewport().width()) + 2 * area.frameWidth()


@pytest.mark.parametrize("width", [200, 400, 900])
def test_all_words_are_seen_where_there_is_room(shown, qtbot, width):
    _window, area = shown(width, 900)
    qtbot.waitUntil(lambda: not area.verticalScrollBar().isVisible())
    assert area.height() == needed(area)


def test_it_scrolls_where_the_window_is_too_low(shown):
    _window, area = shown(200, 120)
    assert area.height() <= 120
    assert area.widget().height() + 2 * area.frameWidth() >= needed(area) > area.height()
    assert area.verticalScrollBar().isVisible()


def test_it_keeps_its_height_where_it_may_not_scroll(shown):
    _window, area = shown(400, 900)
    area.let_scroll(False)
    assert area.minimumSizeHint().height() == needed(area)


def test_it_grows_with_the_words_and_with_a_narrower_window(shown, qtbot):
    window, area = shown(600, 900)
    before = area.height()
    area.widget().setText(TEXT * 2)
    qtbot.waitUntil(lambda: area.height() > before)
    more = area.height()
    window.resize(300, 900)
    qtbot.waitUntil(lambda: area.height() > more)
    assert area.height() == needed(area)


def test_widgets_that_changed_unseen_have_their_room_when_they_are_seen(application, qtbot):
    flow, word = Flow(), words("短")
    flow.add(word)
    flow.resize(600, 40)
    qtbot.addWidget(flow)
    flow.show()
    flow.hide()
    word.setText("标为已核对")
    flow.show()
    assert word.width() == word.sizeHint().width()
