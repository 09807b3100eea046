"""F1 in every window of the program: the help at the chapter of the place where the clerk is."""

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from app.form import Section
    from ui.help_window import HelpWindow
    from ui.window import MainWindow

_HAS_KEY = "has_help_key"
_KINDS = {"dialog", "screen", "view", "page", "window"}


class HelpKey(QObject):
    """The key for a main window and all that it opens; the help itself is made when it is first wanted."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._help: HelpWindow | None = None
        self._reach(window)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    def show(self) -> None:
        """Opens the help, or brings it to the front, at the chapter of the place where the clerk is."""
        from app.help import contents

        above = QApplication.activeModalWidget() or self._window
        here = QApplication.focusWidget() or above.focusWidget() or above
        self.show_chapter(contents().at(places(here)))

    def show_chapter(self, name: str) -> None:
        """Opens the help at a chapter; above a dialog that keeps the other windows from being used."""
        from ui.help_window import HelpWindow

        parent = QApplication.activeModalWidget() or self._window
        if self._help is not None and self._help.parentWidget() is not parent:
            self._help.close()
        if self._help is None:
            self._help = HelpWindow(parent)
            self._help.destroyed.connect(self._on_gone)
            self._help.finished.connect(self._on_gone)
            self._help.tour_wanted.connect(self._on_tour_wanted)
        self._help.show_chapter(name)
        self._help.show()
        self._help.raise_()
        self._help.activateWindow()

    def _on_gone(self) -> None:
        self._help = None

    def _on_tour_wanted(self) -> None:
        if self._help is not None:
            self._help.close()
        if QApplication.activeModalWidget() is None:
            from ui.tour import TourScreen

            self._window.show_screen(TourScreen())

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        """A window that was not yet met has the key from now on."""
        window = now.window() if now is not None else None
        if window is not None and self._is_ours(window):
            self._reach(window)

    def _is_ours(self, window: QWidget) -> bool:
        """Whether a window comes of the main one; the help and what it asks need no help."""
        above: QWidget | None = window
        while above is not None and above is not self._window and above is not self._help:
            above = above.parentWidget()
        return above is self._window

    def _reach(self, window: QWidget) -> None:
        if not window.property(_HAS_KEY):
            window.setProperty(_HAS_KEY, True)
            QShortcut(QKeySequence("F1"), window).activated.connect(self.show)


def places(widget: QWidget) -> list[str]:
    """The places in which a widget stands, the narrowest first, as the help's index names them.

    `section.<id>` and `kind.<kind>` for a part of the report, `screen.<name>` for any other: the name of its class in
    small letters, without what kind of window it is.
    """
    from ui.editor import Editor  # pages are loaded with the first draft

    found: list[str] = []
    here: QWidget | None = widget
    while here is not None:
        found += _names(here)
        if isinstance(here, Editor):  # its bar, its steps and its buttons belong to the page that is shown
            found += _names(here.wizard.currentPage())
        here = here.parentWidget()
    return found


def _names(widget: QWidget) -> list[str]:
    from ui.pages.base import SectionPage

    section = widget.section if isinstance(widget, SectionPage) else _section_of_step(widget)
    return [f"section.{section.id}", f"kind.{section.kind}"] if section else [f"screen.{screen_name(type(widget))}"]


def _section_of_step(widget: QWidget) -> "Section | None":
    """The section of a step at which the clerk is."""
    from ui.pages.step import StepPage

    if not isinstance(widget, StepPage):
        return None
    here = (section for section in widget.sections if section.id == widget.place.partition("/")[0])
    return next(here, widget.sections[0])


def screen_name(cls: type[QWidget]) -> str:
    """The name of a screen in the help's index: `backups` for BackupsDialog, `message_box` for QMessageBox."""
    words = [word.lower() for word in re.findall(r"[A-Z][a-z]+", cls.__name__)]
    return "_".join(words[:-1] if len(words) > 1 and words[-1] in _KINDS else words)
