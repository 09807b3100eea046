"""The colours can be read by everybody: contrasts computed from both themes for every pair that the sheet uses."""

import re

import pytest
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QPushButton

from ui.buttons import Button
from ui.style import DARK, LIGHT, SHEET, THEME_PROPERTY, recolour, sheet

THEMES = {"light": LIGHT, "dark": DARK}
PLAIN = re.sub(r"\$\{(\w+)\}", r"$\1 ", SHEET.template)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
GROUNDS = ("ground", "card")
"""What shows through where a rule names no ground of its own."""
INKS = ("text", "faint", "accent", "error", "warning", "good")
TINTS = ("ground", "card", "field", "blank", "head", "total", "chosen", "error_ground", "warning_ground", "good_ground")
ONLY_PARTS = ("QFrame", "QWizard", "QHeaderView", "QTableView", "QListView#", "QMenu", "QComboBox QAbstractItemView")
"""Their lines part what stands apart anyway; so do those of what is disabled."""


@pytest.fixture(params=THEMES)
def theme(request):
    return THEMES[request.param]._asdict()


def contrast(one, other):
    """The ratio of two colours by WCAG 2.1."""
    darker, lighter = sorted((brightness(one), brightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


def brightness(colour):
    parts = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in QColor(colour).getRgbF()
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def rules():
    """Selector, and the properties that are given in colours of the theme."""
    for selector, body in RULE.findall(PLAIN):
        found = dict(re.findall(r"([a-z-]+):[^;]*?\$(\w+)\b", body))
        yield " ".join(selector.split()), found


def grounds_of(found):
    named = found.get("background")
    return (named,) if named else GROUNDS


def test_contrast_is_reckoned_as_the_guideline_does():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_text_of_the_sheet_can_be_read_on_its_ground(theme):
    pairs = [
        (selector, found[ink], ground)
        for selector, found in rules()
        for ink, over in (("color", grounds_of(found)), ("selection-color", (found.get("selection-background-color"),)))
        if ink in found and found[ink] != "line"
        for ground in over
    ]
    assert len(pairs) > 40
    assert [pair for pair in pairs if contrast(theme[pair[1]], theme[pair[2]]) < 4.5] == []


def test_every_ink_can_be_read_on_every_ground(theme):
    """What is painted by code takes its colours from the same few, in any pair."""
    faint = [(ink, on) for ink in INKS for on in TINTS if contrast(theme[ink], theme[on]) < 4.5]
    assert faint == []
    assert contrast(theme["on_accent"], theme["accent"]) >= 4.5


def test_every_frame_that_a_control_is_known_by_can_be_seen(theme):
    seen = []
    for selector, found in rules():
        for name, colour in found.items():
            if not name.startswith("border") or (colour == "line" and is_only_parting(selector)):
                continue
            seen.append((selector, colour))
            on_ground = [contrast(theme[colour], theme[ground]) for ground in GROUNDS]
            assert min(on_ground) >= 3 or colour == found.get("background"), (selector, name, colour)
    assert len(seen) > 15


def is_only_parting(selector):
    return all(one.strip().startswith(ONLY_PARTS) or ":disabled" in one for one in selector.split(","))


def test_frames_bars_and_placeholders_keep_their_contrast_on_every_field(theme):
    for ground in ("field", "blank", "ground", "card", "chosen"):
        assert contrast(theme["edge"], theme[ground]) >= 3, ground
        assert contrast(theme["accent"], theme[ground]) >= 3, ground
        assert contrast(theme["faint"], theme[ground]) >= 4.5, ground


def test_every_control_that_takes_the_focus_shows_it():
    shown = " ".join(selector for selector, _found in rules() if ":focus" in selector)
    for control in ("QPushButton", "QLineEdit", "QComboBox", "QPlainTextEdit", "QTextEdit", "QSpinBox", "QCheckBox",
                    "QTableView", "QListView", "QTabBar"):  # fmt: skip
        assert control in shown, control


@pytest.mark.parametrize("name", THEMES)
def test_the_palette_of_what_qt_draws_by_itself_can_be_read(application, name):
    application.setProperty(THEME_PROPERTY, name)
    recolour()
    palette, role, group = application.palette(), QPalette.ColorRole, QPalette.ColorGroup
    pairs = [
        (role.WindowText, role.Window), (role.Text, role.Base), (role.ButtonText, role.Button),
        (role.PlaceholderText, role.Base), (role.HighlightedText, role.Highlight), (role.ToolTipText, role.ToolTipBase),
        (role.Text, role.AlternateBase), (role.Link, role.Base),
    ]  # fmt: skip
    for which in (group.Active, group.Inactive):
        for ink, ground in pairs:
            assert contrast(palette.color(which, ink), palette.color(which, ground)) >= 4.5, (ink, ground)
    for ink, ground in pairs[:3]:
        assert contrast(palette.color(group.Disabled, ink), palette.color(group.Disabled, ground)) >= 4.5
    application.setProperty(THEME_PROPERTY, None)
    recolour()


def test_no_placeholder_of_the_sheet_is_left_unfilled(application):
    for theme in THEMES.values():
        assert "$" not in sheet(theme, application.font())


def test_who_reads_larger_letters_has_all_of_them_larger(application):
    def sizes(points):
        font = QFont(application.font())
        font.setPointSizeF(points)
        return [float(size) for size in re.findall(r"font-size: ([\d.]+)pt", sheet(LIGHT, font))]

    assert len(sizes(10)) >= 3
    assert sizes(20) == pytest.approx([2 * size for size in sizes(10)])
    assert "px; font" not in SHEET.template
    assert re.findall(r"(?<!indicator )\bfont-size: \d", SHEET.template) == []


def test_no_text_has_a_height_that_its_letters_could_outgrow():
    texts = (
        "QPushButton",
        "QLineEdit",
        "QLabel",
        "QComboBox",
        "QCheckBox",
        "QMenu::item",
        "QTabBar::tab",
        "QHeaderView",
    )
    for selector, body in RULE.findall(PLAIN):
        if selector.strip().startswith(texts) and "::indicator" not in selector and "arrow" not in selector:
            assert re.search(r"(?<![\w-])(min-|max-)?height:", body) is None, selector


def test_a_button_without_words_has_a_picture_and_a_frame_when_it_is_focused(application, qtbot):
    button = Button(name="fold", role="icon", picture="fold")
    qtbot.addWidget(button)
    assert not button.icon().isNull()
    assert button.iconSize().height() == button.fontMetrics().height()
    assert isinstance(button, QPushButton)
