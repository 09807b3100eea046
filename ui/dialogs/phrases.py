"""Offers the ready sentences of a section with the figures of this draft; one is chosen and put in by the page."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import zip_longest

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.form import Section
from app.i18n import _
from app.phrases import Phrase, Written, offered, silence, whole
from app.remembered import place_name
from app.slots import BLANK, OWN, Slot
from ui.buttons import Button
from ui.difference import Difference
from ui.icons import icon
from ui.session import DraftSession
from ui.style import theme
from ui.widgets import frame, scrolling, words

_WIDTH, _SMALL = 840, (460, 150)
_LEAST, _WITH_WHOLE, _MOST = 16, 24, 30
"""Its height in lines: for few sentences, for old and new wording beside them, for many."""
_LIST_WIDTH = 270
_NUMBER = Qt.ItemDataRole.UserRole


class PhrasesDialog(QDialog):
    """The sentences by their titles, beside them the chosen one as it would be put in; Enter chooses it.

    A whole narrative made of the basic information stands first, shown as old and new; `choose_whole` begins with it.

    Signals:
        chosen(object): the clerk wants this `app.phrases.Written` in the text; `put_phrase` puts it there.
    """

    chosen = Signal(object)

    def __init__(self, section: Section, session: DraftSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._section, self._session = section, session
        filing = session.filing
        made = whole(filing, section.id)
        self._offered = (*((made,) if made else ()), *offered(filing, section.id))
        self.setWindowTitle(_("Ready sentences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QListWidget()
        self._title = words("", "strong", wraps=True)
        self._preview = words("", wraps=True)
        self._shown = QVBoxLayout()
        self._told = words("", "faint", wraps=True)
        self._insert = Button(_("Insert (Enter)"), "insert", "main")
        self._cancel = Button(_("Cancel"), "cancel")
        self._lay_out()
        self._fill()
        self.list.currentRowChanged.connect(self._show)
        self.list.itemActivated.connect(self._choose)
        self._insert.clicked.connect(self._choose)
        self._cancel.clicked.connect(self.reject)
        self.choose_whole()
        (self.list if self._offered else self._cancel).setFocus()

    @property
    def current(self) -> Written | None:
        """The sentence that is shown."""
        item = self.list.currentItem()
        number = item.data(_NUMBER) if item else None
        return self._offered[number] if number is not None else None

    def choose_whole(self) -> None:
        """Shows what stands first: the narrative that is made of the basic information, where there is one."""
        first = next((row for row in range(self.list.count()) if self.list.item(row).data(_NUMBER) is not None), -1)
        self.list.setCurrentRow(first)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 20, 16)
        outer.setSpacing(12)
        beside = QHBoxLayout()
        beside.setSpacing(16)
        beside.addWidget(self.list)
        beside.addLayout(self._beside_list(), 1)
        outer.addLayout(beside, 1)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(self._insert)
        line.addWidget(self._cancel)
        self._insert.setDefault(True)
        outer.addLayout(line)
        self.list.setObjectName("phrases")
        self.list.setAccessibleName(_("Ready sentences"))
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _beside_list(self) -> QVBoxLayout:
        """The chosen sentence: its title, its words or the difference that it makes, what is to be told of it."""
        self._preview.setTextFormat(Qt.TextFormat.RichText)
        self._preview.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card = frame("card")
        self._shown = QVBoxLayout(card)
        self._shown.setContentsMargins(14, 10, 14, 10)
        self._shown.setSpacing(10)
        self._shown.addWidget(self._preview)
        inner = QWidget()
        within = QVBoxLayout(inner)
        within.setContentsMargins(0, 0, 0, 0)
        within.setSpacing(8)
        within.addWidget(card)
        within.addWidget(self._told)
        within.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(scrolling(inner), 1)
        return column

    def _fill(self) -> None:
        heading = ""
        for number, one in enumerate(self._offered):
            if (above := self._heading(one)) != heading:
                heading = above
                self.list.addItem(_head(heading))
            self.list.addItem(_line(number, one))
        has_any = bool(self._offered)
        for widget in (self.list, self._title, self._told):
            widget.setVisible(has_any)
        self._insert.setVisible(has_any)
        if not has_any:
            why = silence(self._session.form, self._section.id) or _("There are no ready sentences for this part.")
            self._preview.setText(escape(why))
            self._cancel.setText(_("Close"))
        self.resize(*(self._size if has_any else _SMALL))

    @property
    def _size(self) -> tuple[int, int]:
        """As high as the list needs, within bounds."""
        line = self.fontMetrics().lineSpacing()
        rows = self.list.count() * self.list.sizeHintForRow(0)
        others = self.sizeHint().height() - self.list.sizeHint().height()
        least = _WITH_WHOLE if any(one.is_whole for one in self._offered) else _LEAST
        return _WIDTH, min(max(rows + others, least * line), _MOST * line)

    def _heading(self, one: Written) -> str:
        """The heading of the text under which a sentence goes; "" for one that goes where the clerk is."""
        aspect = one.phrase.aspect if isinstance(one.phrase, Phrase) else ""
        return next((known.label for known in self._section.aspects if known.id == aspect), "")

    def _show(self) -> None:
        one = self.current
        if one is None:
            return
        self._title.setText(one.phrase.title)
        self._insert.setText(_("Replace (Enter)") if one.is_whole and self._value else _("Insert (Enter)"))
        self._told.setText("\n".join(self._remarks(one)))
        self._preview.setText(_figured(one))
        self._preview.setVisible(not one.is_whole)
        self._show_differences(_beside(self._value, one.text) if one.is_whole else ())

    def _show_differences(self, pairs: Iterable[tuple[str, str]]) -> None:
        while self._shown.count() > 1:
            shown = self._shown.takeAt(1).widget()
            if isinstance(shown, Difference):
                shown.deleteLater()
        for old, new in pairs:
            self._shown.addWidget(Difference(old, new))

    @property
    def _value(self) -> str:
        return self._session.filing.value(self._section.id)

    def _remarks(self, one: Written) -> list[str]:
        """What the clerk should know before the sentence is put in."""
        found = [_stands(one)] if one.is_in_text else []
        if one.is_whole and self._value and not one.is_in_text:
            found.append(_("What stands there now is replaced: struck out goes, underlined comes."))
        if (heading := self._heading(one)) and not one.is_in_text:
            found.append(_("Goes under “{heading}”.").format(heading=heading))
        if one.blanks:
            names = [place_name(self._session.form, place) for place in one.blanks]
            text = _("Still blank; you will be told when it is filled: {places}")
            found.append(text.format(places=_("; ").join(names)))
        if any(slot.place == OWN and slot.value == BLANK for slot in _slots(one)):
            found.append(_("The yellow blanks {blank} are yours to fill in afterwards.").format(blank=BLANK))
        return found

    def _choose(self) -> None:
        if self.current is not None:
            self.chosen.emit(self.current)
            self.accept()


def _head(text: str) -> QListWidgetItem:
    """A line that only groups those below it."""
    item = QListWidgetItem(text)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def _line(number: int, one: Written) -> QListWidgetItem:
    """A sentence by its title; a sign, and words for those who do not see it, tell that it stands in the text."""
    item = QListWidgetItem(icon("check", "good") if one.is_in_text else QIcon(), one.phrase.title)
    item.setData(_NUMBER, number)
    if one.is_in_text:
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.phrase.title} {_stands(one)}")
    return item


def _stands(one: Written) -> str:
    return _("Stands in the text already, with these or other figures.") if not one.is_whole else _("Stands there so.")


def _slots(one: Written) -> Iterator[Slot]:
    yield from (slot for paragraph in one.paragraphs for sentence in paragraph for slot in sentence.slots)


def _figured(one: Written) -> str:
    """The sentence as rich text: figures stand out, and one that is not known yet shows that it is missing."""
    now, parts = theme(), list[str]()
    missing = f"background-color:{now.warning_ground}; color:{now.warning}"
    for sentence in (sentence for paragraph in one.paragraphs for sentence in paragraph):
        for piece in sentence.pieces:
            if not isinstance(piece, Slot):
                parts.append(escape(piece))
            elif piece.value == BLANK:
                parts.append(f'<span style="{missing}">{BLANK}</span>')
            else:
                parts.append(f"<b>{escape(piece.value)}</b>")
    return "".join(parts)


def _beside(old: str, new: str) -> list[tuple[str, str]]:
    """The paragraphs of both texts in pairs, in their order."""
    return list(zip_longest(old.split("\n"), new.split("\n"), fillvalue=""))
