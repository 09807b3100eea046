"""This year's text and last year's: side by side where there is room, otherwise below each other."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from app.carry import offered
from app.form import Section
from ui.session import DraftSession

if TYPE_CHECKING:
    from ui.last_text import LastText

_BESIDE, _AT_ONCE = 48, 70
"""For so many characters there must be room to stand side by side; and for so many, that last year's text is shown to
a clerk who has never said anything about it."""


class TextBeside(QSplitter):
    """The editor and, as the clerk likes it, last year's text; that is made when it is first shown.

    Signals:
        shown(bool): last year's text is now shown, or not.
    """

    shown = Signal(bool)

    def __init__(self, editor: QWidget, section: Section, session: DraftSession) -> None:
        super().__init__()
        self._section, self._session = section, session
        self._last: LastText | None = None
        self._editor = editor
        last = session.last
        self.has_last = bool(last and offered(session.filing, last).get(section.id))
        self.setChildrenCollapsible(False)
        self.setHandleWidth(9)
        self.addWidget(editor)
        session.likings.changed.connect(self._show)

    @property
    def shows_last(self) -> bool:
        """Whether last year's text is shown."""
        return self._last is not None and not self._last.isHidden()

    def toggle(self) -> None:
        """Shows last year's text and puts the clerk on it, or folds it away; it stays so."""
        was_there = self._last is not None and self._last.isAncestorOf(self.window().focusWidget())
        self._session.likings.like_last_year(not self.shows_last)
        if self._last is not None and self.shows_last:
            self._last.begin()
        elif was_there:
            self._editor.setFocus()

    def _show(self) -> None:
        liked = self._session.likings.last_year
        wanted = self.has_last and (self._has_room(_AT_ONCE) if liked is None else liked)
        if wanted and self._last is None:
            self._last = self._made()
        if self._last is not None:
            self._last.setVisible(wanted)
        is_beside = self._has_room(_BESIDE)
        if self._last is not None:
            self._last.set_beside(is_beside)
        self.setOrientation(Qt.Orientation.Horizontal if is_beside else Qt.Orientation.Vertical)
        self.shown.emit(wanted)

    def _has_room(self, characters: int) -> bool:
        return self.width() >= characters * self.fontMetrics().horizontalAdvance("国")

    def _made(self) -> "LastText":
        from ui.last_text import LastText

        last = LastText(self._section, self._session, self)
        self.addWidget(last)
        last.follow(self._editor)
        self.setSizes([1000, 1000])
        return last

    # Qt's names from here on

    def showEvent(self, event: QShowEvent) -> None:
        """Shows last year's text from the first."""
        super().showEvent(event)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Finds another place for last year's text where there is more or less room."""
        super().resizeEvent(event)
        self._show()
