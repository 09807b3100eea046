"""Colours, fonts and the style sheet of the window, light and dark."""

from string import Template
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.paths import resources

FAMILIES = ["Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"]
"""Families of the systems that offices have, the first at hand is taken; none is bundled."""

TITLE, QUESTION, SMALL = 1.5, 2.0, 0.9
"""Sizes of text as parts of the size that the system gives: who reads larger letters has all of them larger."""


class Theme(NamedTuple):
    """One set of colours: text has a contrast of 4.5:1 and more with every ground, `edge` and `accent` of 3:1.

    `line` only parts what stands apart anyway; `edge` is what a control is known by.
    """

    ground: str
    card: str
    line: str
    edge: str
    text: str
    faint: str
    accent: str
    on_accent: str
    chosen: str
    head: str
    total: str
    error: str
    error_ground: str
    warning: str
    warning_ground: str
    good: str
    good_ground: str
    field: str
    blank: str


LIGHT = Theme(
    ground="#f3f5f9", card="#ffffff", line="#d5dbe6", edge="#7d8799", text="#1b2230", faint="#566075", accent="#1a56b4",
    on_accent="#ffffff", chosen="#e8effb", head="#ecf1fa", total="#eceff4", error="#b3261e", error_ground="#fde6e3",
    warning="#7a4f00", warning_ground="#fff1d0", good="#1c6631", good_ground="#e2f3e6", field="#ffffff",
    blank="#fffbe9",
)  # fmt: skip
DARK = Theme(
    ground="#1a1d23", card="#23272f", line="#3d4450", edge="#7a8598", text="#e6e9ef", faint="#a9b1bf", accent="#7db0ff",
    on_accent="#10203a", chosen="#2c3a52", head="#2b3546", total="#2f343e", error="#ff9c91", error_ground="#512a28",
    warning="#f2c46d", warning_ground="#463817", good="#8fd6a0", good_ground="#203c29", field="#1d2128",
    blank="#302c20",
)  # fmt: skip

SHEET = Template("""
* { outline: none; }
QMainWindow, QWizard, QWizardPage, QDialog { background: $ground; color: $text; }
QLabel { background: transparent; color: $text; }
QLabel[role="title"] { font-size: ${title_size}pt; font-weight: 600; }
QLabel[role="question"] { font-size: ${question_size}pt; font-weight: 600; }
QLabel[role="faint"] { color: $faint; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="small"] { color: $faint; font-size: ${small_size}pt; }
QLabel[role="good"] { color: $good; }
QLabel[role="source"] { color: $accent; }
QLabel[role="error"] { color: $error; }
QLabel[role="warning"] { color: $warning; }
QFrame[role="card"] { background: $card; border: 1px solid $line; border-radius: 8px; }
QFrame[role="bar"] { background: $card; border-bottom: 1px solid $line; }
QFrame[role="notice"] { background: $warning_ground; border-bottom: 1px solid $line; }
QFrame[role="drop"] { background: $card; border: 2px dashed $edge; border-radius: 12px; }
QFrame[role="drop"]:focus, QFrame[role="drop"][over="true"] { border-color: $accent; }
QLabel[role="good-chip"] { background: $good_ground; color: $good; border-radius: 9px; padding: 2px 2px; }
QLabel[role="bad-chip"] { background: $error_ground; color: $error; border-radius: 9px; padding: 2px 2px; }
QLabel[role="open-chip"] { background: $total; color: $faint; border-radius: 9px; padding: 2px 2px; }
QPushButton { background: $card; color: $text; border: 1px solid $edge; border-radius: 6px; padding: 6px 14px; }
QPushButton:hover { background: $chosen; }
QPushButton:pressed { background: $total; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { color: $faint; background: $ground; border-color: $line; }
QPushButton[role="main"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[role="main"]:hover, QPushButton[role="main"]:pressed { border-color: $text; }
QPushButton[role="main"]:focus { border: 2px solid $text; }
QPushButton[role="main"]:disabled { background: $total; color: $faint; border-color: $line; }
QPushButton[role="link"] { background: transparent; color: $accent; border: 1px solid transparent; padding: 6px 8px;
  text-align: left; }
QPushButton[role="icon"] { background: transparent; border: 1px solid transparent; padding: 4px; }
QPushButton[role="link"]:hover, QPushButton[role="icon"]:hover { background: $chosen; }
QPushButton[role="link"]:pressed, QPushButton[role="icon"]:pressed { background: $total; }
QPushButton[role="link"]:disabled { color: $faint; background: transparent; }
QPushButton[role="link"]:focus { border: 2px solid $accent; padding: 5px 7px; }
QPushButton[role="icon"]:focus { border: 2px solid $accent; padding: 3px; }
QPushButton[role="link"][state="blocked"] { color: $error; }
QPushButton[role="link"][state="incomplete"] { color: $faint; }
QPushButton[role="link"][state="review"] { color: $warning; }
QPushButton[role="link"][state="ready"] { color: $good; }
QLineEdit, QComboBox, QPlainTextEdit, QTextEdit, QSpinBox { background: $field; color: $text;
  border: 1px solid $edge; border-radius: 6px; padding: 5px 8px;
  selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $faint; }
QLineEdit { lineedit-clear-button-icon: url($icons/close_$shade.svg); }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus { padding: 4px 7px;
  border: 2px solid $accent; }
QLineEdit:read-only, QPlainTextEdit:disabled, QTextEdit:disabled { background: $total; color: $faint; }
QLineEdit:disabled, QSpinBox:disabled { background: $ground; color: $faint; border-color: $line; }
QLineEdit[blank="true"], QComboBox[blank="true"] { background: $blank; }
QLineEdit[carried="true"], QComboBox[carried="true"], QCheckBox[carried="true"] { background: $warning_ground;
  font-style: italic; }
QComboBox:disabled, QCheckBox:disabled { color: $faint; }
QComboBox:disabled { background: $ground; border-color: $line; }
QWizard > QFrame[frameShape="4"] { color: $line; }
QSpinBox { padding: 3px 8px; }
QSpinBox:focus { padding: 2px 7px; }
QSpinBox QLineEdit { border: none; background: transparent; padding: 0; }
QSpinBox::up-button, QSpinBox::down-button { border: none; background: transparent; width: 22px; }
QSpinBox::up-arrow { image: url($icons/up_$shade.svg); width: 10px; height: 10px; }
QSpinBox::down-arrow { image: url($icons/down_$shade.svg); width: 10px; height: 10px; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url($icons/down_$shade.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $card; color: $text; border: 1px solid $line;
  selection-background-color: $chosen; selection-color: $text; }
QCheckBox { color: $text; spacing: 8px; padding: 3px; border: 1px solid transparent; border-radius: 4px; }
QCheckBox::indicator { width: ${box}px; height: ${box}px; border: 1px solid $edge; border-radius: 3px;
  background: $field; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url($icons/tick_$shade.svg); }
QCheckBox::indicator:disabled { background: $total; border-color: $line; }
QCheckBox:focus { border: 2px solid $accent; padding: 2px; }
QTableView { background: $card; color: $text; border: 1px solid $line; gridline-color: $line;
  selection-background-color: $chosen; selection-color: $text; }
QTableView QLineEdit { border: 2px solid $accent; border-radius: 0; padding: 0 2px; }
QHeaderView { background: $head; color: $text; border: none; }
QHeaderView::section { background: $head; color: $text; border: none; border-bottom: 1px solid $line;
  padding: 7px 13px; text-align: left; }
QTableView[role="choice"]::item { padding: 0 10px; }
QTableView[role="choice"]::item:selected { background: $chosen; color: $text; }
QMenu { background: $card; color: $text; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 22px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { background: $line; height: 1px; margin: 4px 8px; }
QMenu::item:selected { background: $chosen; }
QMenu::item:disabled { color: $faint; }
QPushButton::menu-indicator { subcontrol-position: right center; subcontrol-origin: padding; right: 6px;
  image: url($icons/down_$shade.svg); width: 10px; }
QTabBar::tab { background: transparent; color: $faint; border: 1px solid transparent;
  border-bottom: 3px solid transparent; padding: 8px 16px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; font-weight: 600; border-bottom: 3px solid $accent; }
QTabBar::tab:focus { border: 1px solid $accent; border-bottom: 3px solid $accent; }
QListView { background: transparent; color: $text; border: none; }
QListView#steps { border: none; }
QListView#steps::item { border-radius: 6px; }
QListView#steps::item:hover { background: $head; }
QListView#steps::item:selected { background: $chosen; color: $text; }
QListView#findings::item { padding: 6px 4px; border-bottom: 1px solid $line; }
QListView#findings::item:selected { background: $chosen; color: $text; }
QListView:focus, QTableView:focus { border: 1px solid $accent; }
QListView#steps:focus { border: none; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QTextEdit[role="reading"] { background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 0; }
QTextEdit[role="reading"]:focus { border: 1px solid $accent; padding: 0; }
QFrame[role="rule"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QWidget#finding_detail QPushButton[role="link"] { padding: 2px; }
QWidget#finding_detail QPushButton[role="link"]:focus { padding: 1px; }
QPushButton#first_open { padding: 0 1px; }
QPushButton#first_open:focus { border: 1px solid $accent; padding: 0 1px; }
QPushButton[state="waiting"] { background: $ground; color: $faint; }
QListView#guidance_hits::item { border-bottom: 1px solid $line; }
QListView#guidance_hits::item:selected { background: $chosen; }
QListView#help_contents::item { padding: 6px 8px; border-radius: 6px; }
QListView#help_contents::item:hover { background: $head; }
QListView#help_contents::item:selected { background: $chosen; color: $text; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 1px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 1px; }
QScrollBar::handle { background: $edge; border-radius: 4px; min-height: 32px; min-width: 32px; margin: 1px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; height: 0;
  width: 0; }
QToolTip { background: $card; color: $text; border: 1px solid $edge; padding: 4px 6px; }
QFrame[role="place"] { background: $head; border: 1px solid $line; border-radius: 6px; }
QLabel[role="warning-chip"] { background: $warning_ground; color: $warning; border-radius: 9px; padding: 2px 2px; }
QPushButton[role="good-chip"], QPushButton[role="bad-chip"], QPushButton[role="open-chip"] { border-radius: 6px;
  border: 1px solid transparent; padding: 1px; }
QPushButton[role="good-chip"] { background: $good_ground; color: $good; }
QPushButton[role="bad-chip"] { background: $error_ground; color: $error; }
QPushButton[role="open-chip"] { background: $total; color: $faint; }
QPushButton[role="good-chip"]:focus, QPushButton[role="bad-chip"]:focus, QPushButton[role="open-chip"]:focus {
  border: 2px solid $accent; padding: 0; }
QPushButton[role="link"]:checked { background: $chosen; }
QListView#phrases { background: $card; border: 1px solid $line; border-radius: 6px; padding: 4px; }
QListView#phrases:focus { border: 1px solid $accent; }
QListView#proposals, QListView#places { background: $card; border: 1px solid $line; border-radius: 6px; }
QListView#proposals:focus, QListView#places:focus { border: 1px solid $accent; }
QListView#phrases::item { padding: 6px 8px; border-radius: 5px; border-left: 3px solid transparent; }
QListView#phrases::item:selected { background: $chosen; color: $text; border-left: 3px solid $accent; }
QListView#phrases::item:disabled { color: $faint; padding: 8px 8px 2px 8px; }
""")


THEMES = {"light": LIGHT, "dark": DARK}
THEME_PROPERTY = "theme"
"""Set on the application to one of THEMES, it goes before the system's scheme."""


LETTERS_PROPERTY = "letters"
"""Set on the application, it says how large letters are, as a part of the size that the system gives."""
_SYSTEM_SIZE, _LEAST_SIZE = "system_size", 10.0


def theme() -> Theme:
    """The colours chosen for the application, otherwise those of the system's scheme, light where it has none."""
    application = QApplication.instance()
    chosen = THEMES.get(str(application.property(THEME_PROPERTY))) if application else None
    is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return chosen or (DARK if is_dark else LIGHT)


def dress(application: QApplication) -> None:
    """Gives the program its fonts and colours, and again whenever the system's scheme changes."""
    font = QFont(application.font())
    font.setFamilies([*FAMILIES, *(name for name in font.families() if name not in FAMILIES)])
    application.setFont(font)
    resize(application)
    _colour(application)
    application.styleHints().colorSchemeChanged.connect(recolour)


def resize(application: QApplication) -> None:
    """Gives letters the size that holds now; `recolour` brings it into what the sheet sets itself."""
    font, size = QFont(application.font()), application.property(_SYSTEM_SIZE)
    if size is None:
        size = max(font.pointSizeF(), _LEAST_SIZE)
        application.setProperty(_SYSTEM_SIZE, size)
    font.setPointSizeF(float(size) * float(application.property(LETTERS_PROPERTY) or 1))
    application.setFont(font)


def recolour() -> None:
    """Gives the program the colours of the theme that holds now; the clerk stays where the focus is."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        here = application.focusWidget()
        _colour(application)
        if here is not None:  # a wizard lays itself out anew with another style, and gives the focus away
            here.setFocus()


def _colour(application: QApplication) -> None:
    now = theme()
    application.setPalette(_palette(application, now))
    application.setStyleSheet(sheet(now, application.font()))


def sheet(now: Theme, font: QFont) -> str:
    """The style sheet in the colours of a theme, its sizes by a font."""
    size = font.pointSizeF()
    return SHEET.substitute(
        now._asdict(),
        icons=(resources() / "icons" / "sheet").as_posix(),
        shade="dark" if now is DARK else "light",
        title_size=f"{size * TITLE:.1f}",
        question_size=f"{size * QUESTION:.1f}",
        small_size=f"{size * SMALL:.1f}",
        box=round(QFontMetrics(font).height() * 0.75),
    )


def _palette(application: QApplication, now: Theme) -> QPalette:
    """The colours of what Qt draws without the sheet; the shades of its frames are one plain line."""
    palette = QPalette(application.palette())
    role = QPalette.ColorRole
    for one, colour in (
        (role.Window, now.ground), (role.Base, now.card), (role.AlternateBase, now.head), (role.Text, now.text),
        (role.WindowText, now.text), (role.ButtonText, now.text), (role.Button, now.card),
        (role.Highlight, now.accent), (role.HighlightedText, now.on_accent), (role.PlaceholderText, now.faint),
        (role.ToolTipBase, now.card), (role.ToolTipText, now.text), (role.Link, now.accent),
        *((shade, now.line) for shade in (role.Light, role.Midlight, role.Mid, role.Dark, role.Shadow)),
    ):  # fmt: skip
        palette.setColor(one, colour)
    for one in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, now.faint)
    return palette
