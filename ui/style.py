"""Colours, fonts and the style sheet of the window, light and dark."""

from dataclasses import asdict, dataclass
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.paths import resources

FAMILIES = ["Microsoft YaHei UI", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"]
"""Families of the systems that offices have, the first at hand is taken; none is bundled."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours; text on its ground has a contrast of 4.5:1 and more."""

    ground: str
    card: str
    line: str
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
    ground="#f3f5f9", card="#ffffff", line="#d5dbe6", text="#1b2230", faint="#566075", accent="#1a56b4",
    on_accent="#ffffff", chosen="#e8effb", head="#ecf1fa", total="#eceff4", error="#b3261e", error_ground="#fde6e3",
    warning="#7a4f00", warning_ground="#fff1d0", good="#1c6631", good_ground="#e2f3e6", field="#ffffff",
    blank="#fffbe9",
)  # fmt: skip
DARK = Theme(
    ground="#1a1d23", card="#23272f", line="#3d4450", text="#e6e9ef", faint="#a9b1bf", accent="#7db0ff",
    on_accent="#10203a", chosen="#2c3a52", head="#2b3546", total="#2f343e", error="#ff9c91", error_ground="#512a28",
    warning="#f2c46d", warning_ground="#463817", good="#8fd6a0", good_ground="#203c29", field="#1d2128",
    blank="#302c20",
)  # fmt: skip

_SHEET = Template("""
* { outline: none; }
QMainWindow, QWizard, QWizardPage, QDialog { background: $ground; color: $text; }
QLabel { background: transparent; color: $text; }
QLabel[role="title"] { font-size: 15pt; font-weight: 600; }
QLabel[role="question"] { font-size: 20pt; font-weight: 600; }
QLabel[role="faint"] { color: $faint; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="source"] { color: $accent; }
QLabel[role="error"] { color: $error; }
QLabel[role="warning"] { color: $warning; }
QFrame[role="card"] { background: $card; border: 1px solid $line; border-radius: 8px; }
QFrame[role="bar"] { background: $card; border-bottom: 1px solid $line; }
QFrame[role="notice"] { background: $warning_ground; border-bottom: 1px solid $line; }
QFrame[role="drop"] { background: $card; border: 2px dashed $line; border-radius: 12px; }
QFrame[role="drop"]:focus, QFrame[role="drop"][over="true"] { border-color: $accent; }
QLabel[role="good-chip"] { background: $good_ground; color: $good; border-radius: 9px; padding: 2px 2px; }
QLabel[role="bad-chip"] { background: $error_ground; color: $error; border-radius: 9px; padding: 2px 2px; }
QLabel[role="open-chip"] { background: $total; color: $faint; border-radius: 9px; padding: 2px 2px; }
QPushButton { background: $card; color: $text; border: 1px solid $line; border-radius: 6px; padding: 6px 14px;
  min-height: 20px; }
QPushButton:hover { background: $chosen; }
QPushButton:focus { border: 2px solid $accent; padding: 5px 13px; }
QPushButton:disabled { color: $faint; background: $ground; }
QPushButton[role="main"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600; }
QPushButton[role="main"]:focus { border: 2px solid $text; }
QPushButton[role="main"]:disabled { background: $total; color: $faint; border-color: $line; }
QPushButton[role="link"] { background: transparent; color: $accent; border: 1px solid transparent; padding: 6px 8px;
  text-align: left; }
QPushButton[role="link"]:disabled { color: $faint; }
QPushButton[role="link"]:focus { border: 2px solid $accent; padding: 5px 7px; }
QPushButton[role="link"][state="blocked"] { color: $error; }
QPushButton[role="link"][state="incomplete"] { color: $faint; }
QPushButton[role="link"][state="review"] { color: $warning; }
QPushButton[role="link"][state="ready"] { color: $good; }
QLineEdit, QComboBox, QPlainTextEdit, QSpinBox { background: $field; color: $text; border: 1px solid $line;
  border-radius: 5px; padding: 5px 8px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QSpinBox:focus { border: 2px solid $accent; padding: 4px 7px; }
QLineEdit:read-only { background: $total; color: $faint; }
QLineEdit[blank="true"], QComboBox[blank="true"] { background: $blank; }
QLineEdit[carried="true"], QComboBox[carried="true"], QCheckBox[carried="true"] { background: $chosen;
  font-style: italic; }
QComboBox:disabled, QCheckBox:disabled { color: $faint; }
QWizard > QFrame[frameShape="4"] { color: $line; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url($icons/down.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $card; color: $text; border: 1px solid $line;
  selection-background-color: $chosen; selection-color: $text; }
QCheckBox { color: $text; spacing: 8px; padding: 3px; border: 1px solid transparent; border-radius: 4px; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid $faint; border-radius: 3px; background: $field; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url($icons/check.svg); }
QCheckBox:focus { border: 1px solid $accent; }
QTableView { background: $card; color: $text; border: 1px solid $line; gridline-color: $line;
  selection-background-color: $chosen; selection-color: $text; }
QTableView QLineEdit { border: 2px solid $accent; border-radius: 0; padding: 0 2px; }
QHeaderView { background: $head; color: $text; border: none; }
QHeaderView::section { background: $head; color: $text; border: none; border-bottom: 1px solid $line;
  padding: 7px 10px; text-align: left; }
QTableView[role="choice"]::item { padding: 0 10px; }
QTableView[role="choice"]::item:selected { background: $chosen; color: $text; }
QMenu { background: $card; color: $text; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 22px; border-radius: 4px; }
QMenu::item:selected { background: $chosen; }
QMenu::item:disabled { color: $faint; }
QPushButton::menu-indicator { subcontrol-position: right center; subcontrol-origin: padding; right: 6px;
  image: url($icons/down.svg); width: 10px; }
QTabBar::tab { background: transparent; color: $faint; border: 1px solid transparent;
  border-bottom: 3px solid transparent; padding: 8px 16px; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; font-weight: 600; border-bottom: 3px solid $accent; }
QTabBar::tab:focus { border: 1px solid $accent; border-bottom: 3px solid $accent; }
QListView { background: transparent; color: $text; border: none; }
QListView#steps { border: none; }
QListView#steps::item { padding: 9px 10px; border-radius: 6px; border-left: 3px solid transparent; }
QListView#steps::item:selected { background: $chosen; color: $text; border-left: 3px solid $accent; }
QListView#steps:focus { border: 1px solid $accent; border-radius: 6px; }
QListView#findings::item { padding: 6px 4px; border-bottom: 1px solid $line; }
QListView#findings::item:selected { background: $chosen; color: $text; }
QListView:focus, QTableView:focus { border: 1px solid $accent; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 1px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 1px; }
QScrollBar::handle { background: $line; border-radius: 4px; min-height: 28px; min-width: 28px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; height: 0;
  width: 0; }
QToolTip { background: $card; color: $text; border: 1px solid $line; padding: 4px; }
""")


THEMES = {"light": LIGHT, "dark": DARK}
THEME_PROPERTY = "theme"
"""Set on the application to one of THEMES, it goes before the system's scheme."""


def theme() -> Theme:
    """The colours chosen for the application, otherwise those of the system's scheme, light where it has none."""
    application = QApplication.instance()
    chosen = THEMES.get(str(application.property(THEME_PROPERTY))) if application else None
    is_dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return chosen or (DARK if is_dark else LIGHT)


def dress(application: QApplication) -> None:
    """Gives the program its fonts and colours, and again whenever the system's scheme changes."""
    font = QFont(application.font())
    font.setFamilies([*FAMILIES, *font.families()])
    font.setPointSizeF(max(font.pointSizeF(), 10.0))
    application.setFont(font)
    _colour(application)
    application.styleHints().colorSchemeChanged.connect(recolour)


def recolour() -> None:
    """Gives the program the colours of the theme that holds now."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        _colour(application)


def _colour(application: QApplication) -> None:
    now = theme()
    palette = QPalette(application.palette())
    for role, colour in (
        (QPalette.ColorRole.Window, now.ground), (QPalette.ColorRole.Base, now.card),
        (QPalette.ColorRole.AlternateBase, now.head), (QPalette.ColorRole.Text, now.text),
        (QPalette.ColorRole.WindowText, now.text), (QPalette.ColorRole.ButtonText, now.text),
        (QPalette.ColorRole.Button, now.card), (QPalette.ColorRole.Highlight, now.accent),
        (QPalette.ColorRole.HighlightedText, now.on_accent), (QPalette.ColorRole.PlaceholderText, now.faint),
    ):  # fmt: skip
        palette.setColor(role, colour)
    application.setPalette(palette)
    application.setStyleSheet(_SHEET.substitute(asdict(now), icons=(resources() / "icons").as_posix()))
