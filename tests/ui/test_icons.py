"""The icons: all there, visible, none like another, in the theme's colour, sharp at every scaling."""

import gc
import re
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon

import ui
from app.paths import resources
from ui.icons import icon
from ui.style import DARK, LIGHT, THEME_PROPERTY

NAMES = sorted(path.stem for path in (resources() / "icons").glob("*.svg"))
ASKED = re.compile(r'\b(?:icon\(|icon=|picture=)"(\w+)"')


@pytest.fixture(autouse=True)
def light(application):
    application.setProperty(THEME_PROPERTY, "light")
    yield
    application.setProperty(THEME_PROPERTY, None)


def picture(name, side=24, mode=QIcon.Mode.Normal, colour="text", ratio=1.0):
    return icon(name, colour).pixmap(QSize(side, side), ratio, mode).toImage()


def painted(image):
    return {(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y).alpha() > 100}


def test_every_name_that_the_window_asks_for_has_a_file():
    sources = [path.read_text(encoding="utf-8") for path in Path(ui.__file__).parent.rglob("*.py")]
    asked = {name for source in sources for name in ASKED.findall(source)}
    assert asked
    assert asked <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_drawn_as_the_others_are(name):
    lines = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in lines
    assert 'stroke-width="1.75"' in lines
    assert 'stroke="currentColor"' in lines
    assert "#" not in lines, "a colour of its own"
    assert "<text" not in lines


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_is_visible_and_keeps_clear_of_its_edge(name):
    dots = painted(picture(name, 48))
    assert len(dots) > 60
    assert all(1 <= x <= 46 and 1 <= y <= 46 for x, y in dots)


def test_no_two_icons_are_alike():
    shapes = {name: painted(picture(name)) for name in NAMES}
    for one, other in combinations(NAMES, 2):
        shared = len(shapes[one] & shapes[other]) / len(shapes[one] | shapes[other])
        assert shared < 0.93, (one, other)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_an_icon_has_as_many_points_as_the_screen(ratio):
    pixmap = icon("balance").pixmap(QSize(20, 20), ratio)
    assert pixmap.size() == QSize(20, 20) * ratio
    assert pixmap.devicePixelRatio() == pytest.approx(ratio)


def test_an_icon_is_drawn_anew_at_double_scaling_and_not_blown_up():
    small, large = picture("settings"), picture("settings", ratio=2.0)
    assert painted(large) != painted(small.scaled(48, 48))


def test_an_icon_follows_the_theme_and_fades_where_it_is_disabled(application):
    def ink(mode=QIcon.Mode.Normal, colour="text"):
        image = picture("add", 24, mode, colour)
        return image.pixelColor(12, 12).name()

    assert (ink(), ink(QIcon.Mode.Disabled)) == (LIGHT.text, LIGHT.faint)
    assert ink(colour="on_accent") == LIGHT.on_accent
    application.setProperty(THEME_PROPERTY, "dark")
    assert (ink(), ink(QIcon.Mode.Disabled)) == (DARK.text, DARK.faint)
    assert QColor(ink(colour="accent")) == QColor(DARK.accent)


def test_an_icon_lives_as_long_as_a_copy_of_it():
    copies = [QIcon(icon(name)) for name in NAMES]
    icon.cache_clear()
    gc.collect()
    assert all(not copy.pixmap(16).isNull() for copy in copies)
    copies[0].addPixmap(copies[1].pixmap(8))  # has Qt make an engine of its own
    gc.collect()
    assert not copies[0].pixmap(16).isNull()
