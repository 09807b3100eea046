"""Find and replace over all texts of a report: every place is seen before anything is replaced."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.form import Address
from app.i18n import _, n_
from app.naming import name_of
from app.replace import Place, found, is_cited, is_identity, replaced, stands_already
from ui.buttons import Button
from ui.difference import Piece
from ui.icons import icon
from ui.models.ticks_model import Line, TicksModel
from ui.session import DraftSession
from ui.tick_list import TickList
from ui.widgets import words

_SIZE = (760, 560)
_LONGEST_NAME = 16


class ReplaceDialog(QDialog):
    """Words, what replaces them, and a list of the places as they are now. Made to be shown beside the work.

    Enter in a field and F3 lead from place to place, with Shift back.

    Signals:
        place_chosen(str, int, int): the clerk wants to see this text, from this character up to that one.
    """

    place_chosen = Signal(str, int, int)

    def __init__(self, session: DraftSession, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._places: tuple[Place, ...] = ()
        self._named: tuple[Place, ...] = ()
        self._offered: set[Place] = set()
        self._cited: set[Place] = set()
        self._decided: dict[Place, bool] = {}
        self._done = 0
        self.setObjectName("replace")
        self.setWindowTitle(_("Find and replace in all texts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sought, self.by = QLineEdit(words), QLineEdit()
        self.whole = QCheckBox(_("&Whole numbers and Latin words only"))
        self.exact = QCheckBox(_("&Tell full-width from half-width, capitals from small letters"))
        self.model = TicksModel(self, can_tick=not session.is_locked)
        self.list = TickList(self.model)
        self._lay_out()
        self._connect()
        self._show()
        self.sought.selectAll()
        self.sought.setFocus()

    def seek(self, words: str) -> None:
        """Looks for these words, and puts the clerk into the field with them."""
        if words:
            self.sought.setText(words)
        self.sought.selectAll()
        self.sought.setFocus()

    def go_on(self) -> None:
        """To the next place, behind the last again to the first."""
        self._go(1)

    def go_back(self) -> None:
        """To the place before."""
        self._go(-1)

    # Built

    def _lay_out(self) -> None:
        self.resize(*_SIZE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 20, 16)
        outer.setSpacing(10)
        outer.addLayout(self._fields())
        ways = QHBoxLayout()
        ways.setSpacing(20)
        for box in (self.whole, self.exact):
            ways.addWidget(box)
        ways.addStretch()
        outer.addLayout(ways)
        outer.addWidget(self._count)
        outer.addWidget(self.list, 1)
        outer.addLayout(self._bottom())
        self.whole.setObjectName("whole")
        self.exact.setObjectName("exact")
        self.list.setObjectName("places")
        self.list.setAccessibleName(_("Places, by section"))
        order = (self.sought, self.by, self._previous, self._next, self.whole, self.exact, self.list)
        for one, other in pairwise((*order, self._all, self._take, self._close)):
            QWidget.setTabOrder(one, other)

    def _fields(self) -> QGridLayout:
        self._count = words("", "faint", wraps=True)
        self._next, self._previous = Button(name="next"), Button(name="previous")
        grid = QGridLayout()
        grid.setSpacing(8)
        fields = (
            (_("&Find"), self.sought, "find", _("Words to be found")),
            (_("Replace &by"), self.by, "by", _("Words to be put in their place")),
        )
        for row, (text, field, name, spoken) in enumerate(fields):
            field.setObjectName(name)
            field.setAccessibleName(spoken)
            label = words(text)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        previous = (self._previous, _("Previous place (Shift+F3)"), "arrow_up")
        following = (self._next, _("Next place (F3)"), "arrow_down")
        for column, (button, text, sign) in enumerate((previous, following), 2):
            button.setIcon(icon(sign))
            button.setAccessibleName(text)
            button.setToolTip(text)
            grid.addWidget(button, 0, column)
        self.by.setEnabled(not self._session.is_locked)
        return grid

    def _bottom(self) -> QHBoxLayout:
        self._all, self._take = Button("", "all", "link"), Button("", "take", "main")
        self._close = Button(_("Close"), "close")
        line = QHBoxLayout()
        line.addWidget(self._all)
        line.addStretch()
        line.addWidget(self._take)
        line.addWidget(self._close)
        return line

    def _connect(self) -> None:
        for field in (self.sought, self.by):
            field.textChanged.connect(self._on_asked)
            field.returnPressed.connect(self.go_on)
        for box in (self.whole, self.exact):
            box.toggled.connect(self._on_asked)
        for keys, act in (("F3", self.go_on), ("Shift+F3", self.go_back), ("Shift+Return", self.go_back)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self._next.clicked.connect(self.go_on)
        self._previous.clicked.connect(self.go_back)
        self.list.activated.connect(self._on_activated)
        self.model.ticked.connect(self._on_ticked)
        self._all.clicked.connect(self._on_all)
        self._take.clicked.connect(self._on_take)
        self._close.clicked.connect(self.close)
        self._session.changed.connect(self._show)

    # What the clerk does

    def _on_asked(self) -> None:
        self._done = 0
        self._show()

    def _on_activated(self, index: QModelIndex) -> None:
        """The clerk wants to write at this place: the window with the text comes to the front."""
        self._choose(self.model.lines[index.row()].key)
        parent = self.parentWidget()
        if parent is not None:
            parent.window().activateWindow()

    def _on_ticked(self) -> None:
        ticked = set(self.model.ticked_keys)
        self._decided = {
            place: place in ticked for place in self._places if (place in ticked) != (place in self._offered)
        }
        self._show_state()

    def _on_all(self) -> None:
        self.model.tick(self.model.keys, is_on=not self.model.ticked_keys)

    def _on_take(self) -> None:
        """Replaces what is ticked; the list then shows what is left."""
        places = self._ticked()
        if not places or not self._is_replacing or self._session.is_locked:
            return
        by = self.by.text()
        text = _("Replace “{words}” by “{by}”") if by else _("Delete “{words}”")
        name = text.format(words=_short(self.sought.text()), by=_short(by))
        self._done = len(places)
        self._session.set_values(replaced(self._session.filing, places, by), name)
        self._show()
        self.sought.setFocus()

    def _go(self, step: int) -> None:
        if not self._places:
            return
        row = self.list.currentIndex().row()
        now = self.model.lines[row].key if 0 <= row < len(self.model.lines) else None
        here = self._places.index(now) if isinstance(now, Place) and now in self._places else (-1 if step > 0 else 0)
        self._choose(self._places[(here + step) % len(self._places)])

    def _choose(self, place: object) -> None:
        if isinstance(place, Place):
            self.list.choose_row(self.model.row_of(place))
            self.place_chosen.emit(place.address, place.start, place.end)

    # What is shown

    @property
    def _is_replacing(self) -> bool:
        """Whether other words are given: nothing at all counts only where they were taken out again."""
        return bool(self.by.text()) or self.by.isModified()

    @property
    def _keeps_name(self) -> bool:
        """Whether the words still stand in the name by which the report is known, not yet as they are to be."""
        filing, by = self._session.filing, self.by.text()
        return any(not stands_already(filing, place, by) for place in self._named)

    def _ticked(self) -> tuple[Place, ...]:
        return tuple(key for key in self.model.ticked_keys if isinstance(key, Place))

    def _show(self) -> None:
        """Seeks again; what the clerk has decided about a place stays."""
        filing, by = self._session.filing, self.by.text()
        places = found(filing, self.sought.text(), whole=self.whole.isChecked(), exact=self.exact.isChecked())
        self._named = tuple(place for place in places if is_identity(filing, place))
        self._places = (*self._named, *(place for place in places if place not in self._named))
        self._cited = {place for place in self._places if is_cited(filing, place)}
        self._offered = {
            place for place in self._places if place not in self._named and not stands_already(filing, place, by)
        } - self._cited
        ticked = {place for place in self._places if self._decided.get(place, place in self._offered)}
        self.model.set_lines(tuple(self._lines()), ticked)

    def _lines(self) -> Iterator[Line]:
        form = self._session.form
        for section, places in groupby(self._places, key=_section):
            yield Line((Piece(name_of(form, section)),))
            yield from (Line(tuple(self._pieces(place)), place) for place in places)

    def _pieces(self, place: Place) -> Iterator[Piece]:
        filing = self._session.filing
        if place.address in filing.form.fields:
            is_named = place in self._named and self._is_replacing
            own = _("{field} (tick to change the report's own name too): ") if is_named else _("{field}: ")
            yield Piece(own.format(field=name_of(filing.form, place.address)))
        yield Piece(place.before)
        if self._is_replacing:
            yield Piece(place.text, "gone")
            yield Piece(self.by.text(), "new")
        else:
            yield Piece(place.text, "found")
        yield Piece(place.after)

    def _show_state(self) -> None:
        count, places = len(self._ticked()), len(self._places)
        self._count.setText(self._in_words(places))
        by = n_("&Replace one place", "&Replace {count} places", count)
        gone = n_("&Delete one place", "&Delete {count} places", count)
        self._take.setText((by if self.by.text() or not self._is_replacing else gone).format(count=count))
        self._take.setEnabled(bool(count) and self._is_replacing and not self._session.is_locked)
        self._all.setText(_("Leave out all") if count else _("Tick all"))
        for button in (self._all, self._next, self._previous):
            button.setEnabled(bool(places))

    def _in_words(self, places: int) -> str:
        told = []
        if self._done:
            told.append(
                n_("One place was replaced.", "{count} places were replaced.", self._done).format(count=self._done)
            )
        if places:
            sections = len({_section(place) for place in self._places})
            text = n_("Found at one place", "Found at {count} places", places).format(count=places)
            within = n_("in one part", "in {count} parts", sections).format(count=sections)
            told.append(_("{count} {within}.").format(count=text, within=within))
            if self._done and self._keeps_name:
                name = self._session.filing.draft.organization
                told.append(
                    _("The report's own name is still “{name}”: it changes only when ticked.").format(name=name)
                )
            if self._cited and self._is_replacing:
                told.append(_("Titles in 《》 and numbers of documents are not ticked."))
        elif self.sought.text().strip() and not self._done:
            told.append(_("Not found in any text."))
        return " ".join(told) or _("Looks through all texts and the basic information.")


def _section(place: Place) -> Address:
    return place.address.partition("/")[0]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}…"
