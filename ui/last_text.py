"""Last year's text beside this year's, paragraph by paragraph, each to be taken over with one key."""

from html import escape
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.form import Address, Section
from app.i18n import _
from app.last_text import LastParagraph, last_paragraphs, take_paragraph
from ui.buttons import Button, ElidedLabel
from ui.flow import FlowLine
from ui.session import DraftSession
from ui.style import theme
from ui.widgets import frame, scrolling, words

_LEAST_WIDTH = 220


class LastText(QWidget):
    """What last year's report says in a section; nothing of it is copied unasked, and what is stays to be checked.

    Signals:
        taken(): a paragraph was put into this year's text.
    """

    taken = Signal()

    def __init__(self, section: Section, session: DraftSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._section, self._session = section, session
        self._cards: list[_Card] = []
        self._before: QWidget | None = None
        self._title, self._about = words("", "strong"), ElidedLabel()
        self._about.setText(_("Underlined years are those of last year."))
        self._about.setProperty("role", "faint")
        self._none = words(_("Last year's report says nothing here."), "faint", wraps=True)
        self._all, self._column = QVBoxLayout(self), QVBoxLayout()
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setObjectName(f"{section.id}.last")
        self._lay_out()
        self.set_beside(True)
        self._show()
        session.changed.connect(self._on_changed)

    def set_beside(self, is_beside: bool) -> None:
        """Stands beside this year's text, or below it at the same edge."""
        self._all.setContentsMargins(8 if is_beside else 0, 0, 0, 0)

    def follow(self, widget: QWidget) -> None:
        """For the Tab key, the buttons come right behind this widget."""
        self._before = widget
        self._set_order()

    def begin(self) -> bool:
        """Puts the clerk on the first paragraph that can be taken over; False where there is none."""
        button = next((one for one in self._buttons() if not one.isHidden()), None)
        if button:
            button.setFocus(Qt.FocusReason.TabFocusReason)
        return button is not None

    def _buttons(self) -> list[Button]:
        return [button for card in self._cards for button in card.buttons]

    def _set_order(self) -> None:
        if self._before:
            for one, other in pairwise((self._before, *self._buttons())):
                QWidget.setTabOrder(one, other)

    def _lay_out(self) -> None:
        column = self._all
        column.setSpacing(4)
        head = FlowLine(spacing=8)
        for widget in (self._title, self._about):
            head.add(widget)
        column.addWidget(head)
        column.addWidget(self._none)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(8)
        self._column.addStretch()
        column.addWidget(scrolling(inner), 1)

    def _on_changed(self, addresses: frozenset[Address]) -> None:
        if self._section.id in addresses:
            self._show()

    def _show(self) -> None:
        last = self._session.last
        found = last_paragraphs(self._session.filing, last, self._section.id) if last else ()
        year = last.draft.year if last else self._session.filing.draft.year - 1
        is_before = year == self._session.filing.draft.year - 1
        self._title.setText((_("Last year ({year})") if is_before else _("The report of {year}")).format(year=year))
        self._about.setVisible(any(one.years for one in found))
        self._none.setVisible(not found)
        if [one.text for one in found] != [card.paragraph.text for card in self._cards]:
            self._renew(found)
        for card, one in zip(self._cards, found, strict=True):
            card.show_paragraph(one, is_locked=self._session.is_locked)

    def _renew(self, found: tuple[LastParagraph, ...]) -> None:
        for card in self._cards:
            self._column.removeWidget(card)
            card.deleteLater()
        self._cards = [_Card(one, self._section.id) for one in found]
        for card in self._cards:
            card.wanted.connect(self._on_wanted)
            self._column.insertWidget(self._column.count() - 1, card)
        self._set_order()

    def _on_wanted(self, number: int, shift_years: bool) -> None:
        last, filing = self._session.last, self._session.filing
        if last is None:
            return
        with_it = take_paragraph(filing, last, self._section.id, number, shift_years=shift_years)
        self._session.put(with_it.draft, _("Take over a paragraph of {year}").format(year=last.draft.year))
        self.taken.emit()

    # Qt's names from here on

    def changeEvent(self, event: QEvent) -> None:
        """Marks the years in the colours of the theme that holds now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for card in self._cards:
                card.show_words()


class _Card(QWidget):
    """One paragraph: its words, to be selected and copied, and below them what can be done with it.

    Signals:
        wanted(int, bool): the paragraph of this number is to be taken over; whether its years are to be moved on.
    """

    wanted = Signal(int, bool)

    def __init__(self, paragraph: LastParagraph, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paragraph = paragraph
        self._words = words("", wraps=True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        number = paragraph.number
        self._take = Button(_("Take over"), f"{name}.take.{number}", "link", picture="add")
        self._shift = Button(_("Take over, years + 1"), f"{name}.take_shifted.{number}", "link", picture="calendar")
        self._take.setAccessibleName(_("Take over: {beginning}").format(beginning=paragraph.beginning))
        shifted = _("Take over with the years moved on by one: {beginning}")
        self._shift.setAccessibleName(shifted.format(beginning=paragraph.beginning))
        self._shift.setToolTip(_("Last year's report year and the year after it become one year later."))
        self._stands = words(_("Stands in this year's text"), "good-chip")
        self._lay_out()
        self._take.clicked.connect(self._on_take)
        self._shift.clicked.connect(self._on_shift)
        self.show_words()

    @property
    def buttons(self) -> tuple[Button, Button]:
        """What can be pressed, from left to right."""
        return self._take, self._shift

    def show_paragraph(self, paragraph: LastParagraph, *, is_locked: bool) -> None:
        """Offers the paragraph, or says that it stands in this year's text."""
        self.paragraph = paragraph
        is_open = not paragraph.is_taken and not is_locked
        self._stands.setVisible(paragraph.is_taken)
        self._take.setVisible(is_open)
        self._shift.setVisible(is_open and bool(paragraph.shifted))

    def show_words(self) -> None:
        """Shows the words with the years of last year marked."""
        self._words.setText(_marked(self.paragraph))

    def _lay_out(self) -> None:
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(12, 10, 8, 4)
        inner.setSpacing(2)
        inner.addWidget(self._words)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._stands, 0, Qt.AlignmentFlag.AlignVCenter)
        for button in (self._take, self._shift):
            line.addWidget(button)
        line.addStretch()
        holder = QWidget()
        holder.setLayout(line)
        holder.setFixedHeight(self._take.sizeHint().height())  # the words below never jump
        inner.addWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def _on_take(self) -> None:
        self.wanted.emit(self.paragraph.number, False)

    def _on_shift(self) -> None:
        self.wanted.emit(self.paragraph.number, True)


def _marked(paragraph: LastParagraph) -> str:
    """The paragraph as rich text, years that would be wrong this year underlined and on a ground of their own."""
    now, text, at, parts = theme(), paragraph.text, 0, list[str]()
    style = f"background-color:{now.warning_ground}; color:{now.warning}; text-decoration:underline"
    for start, end in paragraph.years:
        parts += [escape(text[at:start]), f'<span style="{style}">{escape(text[start:end])}</span>']
        at = end
    return "".join((*parts, escape(text[at:])))
