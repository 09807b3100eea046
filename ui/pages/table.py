"""A table section: the statutory table, what is told of the current cell, its balance, acts on it as a whole."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.carry import carry, proposals
from app.draft import covers
from app.entry import Reason
from app.form import Address, Section
from app.i18n import _, n_
from app.naming import table_name
from ui.buttons import Button
from ui.clipboard import blocks_on_clipboard, put_on_clipboard
from ui.icons import icon
from ui.models.table_model import TableModel
from ui.pages.balance_strip import BalanceStrip
from ui.pages.base import PageAct, SectionPage, set_role, words
from ui.pages.place_bar import PlaceBar
from ui.session import DraftSession
from ui.table_view import TableView

if TYPE_CHECKING:
    from app.paste import Landing

LAST_YEAR_KEYS = "Ctrl+L"
_LOW = 24
"""A page of fewer lines is a low one: an office screen at 150 %."""


class TablePage(SectionPage):
    """The printed table with its figures."""

    def __init__(self, section: Section, session: DraftSession, parent: QWidget | None = None) -> None:
        super().__init__(section, session, parent)
        self.view = TableView(TableModel(section, session, self))
        self.bar = PlaceBar(self.view.values, self.commit)
        self.balance = BalanceStrip(section, session, self.view)
        self._is_dense = False
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._set_dense(False)
        self._show_last_year()

    def commit(self) -> None:
        """Enters the cell in which the clerk is typing."""
        self.view.commit()

    def go_to(self, address: Address) -> bool:
        """Puts the clerk at a cell; at the first one for the section itself or the beginning of an address."""
        return self.view.go_to(address) or self.view.go_to(self._first_under(address))

    def acts(self) -> tuple[PageAct, ...]:
        """Copying and pasting, clearing, and what fills the blanks."""
        is_open, can_carry = not self.session.is_locked, bool(self._proposals())
        acts = [
            PageAct(_("Copy"), self.copy, "Ctrl+C", "copy"),
            PageAct(_("Copy with labels"), self.copy_with_labels, "", "copy"),
            PageAct(_("Cut"), self.cut, "Ctrl+X", "cut", is_open),
            PageAct(_("Paste…"), self.paste, "Ctrl+V", "paste", is_open),
            PageAct(_("Clear"), self.view.clear_chosen, "Delete", "clean", is_open),
        ]
        fill = PageAct(self._fill.accessibleName(), self.fill_with_zeros, "", "zero", self._fill.isEnabled())
        propose = PageAct(self._propose.accessibleName(), self.fill_in_proposals, "", "last_year", can_carry)
        last = PageAct(_("Last year's figures in the table"), self._last.click, LAST_YEAR_KEYS, "last_year")
        known = self.view.values.knows_last_year
        return (*acts, fill, *([propose] if can_carry else []), *([last] if known else []))

    def copy(self) -> None:
        """The chosen values on the clipboard, as a sheet or a text program takes them."""
        self._copy(labels=False)

    def copy_with_labels(self) -> None:
        """The chosen values on the clipboard with the labels of their rows and columns."""
        self._copy(labels=True)

    def cut(self) -> None:
        """The chosen values on the clipboard and out of the table, as one step."""
        self.commit()
        self._copy(labels=False)
        if self._may_change():
            chosen = self.view.chosen
            self.view.values.clear(chosen, n_("Cut {count} cell", "Cut {count} cells", len(chosen)))

    def paste(self) -> None:
        """What is on the clipboard into the table: one value at once, more of them after a look at where they land."""
        from app.paste import land

        self.commit()
        if not self._may_change():
            return
        landing = land(self.session.filing, self.section, blocks_on_clipboard(), self.view.address, self.view.chosen)
        if landing.landed and landing.rows == landing.columns == 1:
            self._take(landing)
            return
        from ui.dialogs.paste import PasteDialog

        dialog = PasteDialog(self.section, self.session, landing, self)
        dialog.taken.connect(self._take)
        dialog.finished.connect(self._on_preview_closed)
        dialog.open()

    def fill_with_zeros(self) -> None:
        """Zeros into what is blank and under no doubt, as one step."""
        self.commit()
        name = _("{section}: zeros for what is blank").format(section=self.section.short or self.section.title)
        self.session.fill_blanks(self._blank(), "0", name)

    def fill_in_proposals(self) -> None:
        """What last year's report gives a value for, as one step; marked until checked."""
        self.commit()
        if self.session.last:
            name = _("{section}: from last year").format(section=self.section.short or self.section.title)
            filing = carry(self.session.filing, self.session.last, self._proposals())
            self.session.put(filing.draft, name, Reason.CARRY)

    def _make_buttons(self) -> None:
        self._fill = Button(name="fill_blanks", picture="zero")
        self._fill.setToolTip(_("Zeros into what is still blank; where a doubt stands, nothing is filled in."))
        self._propose = Button(name="propose", picture="last_year")
        self._propose.setToolTip(_("Computed from last year's report and what is entered here; marked until checked."))
        self._last = QCheckBox(_("&Last year's figures"))
        self._last.setObjectName("show_last_year")
        self._last.setToolTip(_("Last year's figure beside each, with the change ({keys})").format(keys=LAST_YEAR_KEYS))
        self._last.setAccessibleName(_("Last year's figures in the table"))
        if not self.view.values.knows_last_year:
            self._last.hide()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        self._title = words(self.section.title, "title")
        outer.addWidget(self._title)
        outer.addLayout(self._line_below_title())
        outer.addWidget(self.bar)
        outer.addWidget(self.view, 1)
        outer.addWidget(self.balance)
        outer.addStretch()

    def _connect(self) -> None:
        self.view.address_entered.connect(self.place_entered)
        self.view.address_entered.connect(self.bar.show_place)
        self.view.act_wanted.connect(self._on_act)
        self.view.menu_wanted.connect(self._open_menu)
        self.view.laid_out.connect(self._show_last_year)
        self.balance.address_chosen.connect(self.go_to)
        self.bar.mended.connect(self.view.setFocus)
        self._fill.clicked.connect(self.fill_with_zeros)
        self._propose.clicked.connect(self.fill_in_proposals)
        self._last.clicked.connect(self.session.likings.like_last_year)
        QShortcut(QKeySequence(LAST_YEAR_KEYS), self, self._last.click)
        self.session.likings.changed.connect(self._show_last_year)
        self.session.changed.connect(self._on_changed)

    def _line_below_title(self) -> QHBoxLayout:
        units = dict.fromkeys(band.value.unit for band in self.section.bands if band.value.unit)
        said = [_("Unit: {unit}").format(unit=_(", ").join(units))] if units else []
        if any(cell.is_total for cell in self.session.form.cells_of(self.section)):
            said.append(_("totals are computed"))
        line = QHBoxLayout()
        self._about = words("", "faint")
        self._units = "　·　".join(said)
        line.addWidget(self._about)
        line.addStretch()
        line.addWidget(self._last)
        line.addWidget(self._propose)
        line.addWidget(self._fill)
        return line

    def _on_act(self, name: str) -> None:
        {"copy": self.copy, "cut": self.cut, "paste": self.paste}[name]()

    def _open_menu(self, where: QPoint) -> None:
        self.commit()
        menu = QMenu(self.view)
        menu.setObjectName("table_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for act in self.acts():
            line = menu.addAction(icon(act.icon), f"{act.text}\t{act.keys}" if act.keys else act.text)
            line.setEnabled(act.is_enabled)
            line.triggered.connect(partial(_call, act))
        menu.popup(where)

    def _copy(self, *, labels: bool) -> None:
        from app.copying import copied

        self.commit()
        chosen = self.view.chosen
        put_on_clipboard(copied(self.session.filing, self.section, chosen, with_labels=labels))
        text = n_("{count} value is on the clipboard.", "{count} values are on the clipboard.", len(chosen))
        self.bar.tell(text.format(count=len(chosen)))

    def _may_change(self) -> bool:
        if self.session.is_locked:
            self.bar.tell(_("This report is locked: it can be looked at and copied from, not changed."), "warning")
        return not self.session.is_locked

    def _take(self, landing: "Landing") -> None:
        """Enters what has landed, as one step, and leaves it chosen."""
        texts = landing.texts_by_address
        name = n_("Paste {count} value into {table}", "Paste {count} values into {table}", len(texts))
        told = n_("{count} value pasted; Ctrl+Z takes it back.", "{count} values pasted; Ctrl+Z takes them back.",
                  len(texts))  # fmt: skip
        self.session.set_values(texts, name.format(count=len(texts), table=table_name(self.section)))
        self.view.choose(tuple(texts))
        self.bar.tell(told.format(count=len(texts)))

    def _on_preview_closed(self) -> None:
        self.view.setFocus()

    def _first_under(self, place: Address) -> Address:
        cells = self.session.form.cells_of(self.section)
        return next((cell.address for cell in cells if cell.address.startswith((place + "/", place + "."))), "")

    def _blank(self) -> list[Address]:
        """What is blank and under no doubt: where the reader found nothing, a zero would be invented."""
        filing = self.session.filing
        doubted = [note.place for note in filing.draft.notes if note.kind == "doubt" and note.place != self.section.id]
        return [
            address
            for address in filing.form.entries(self.section)
            if not filing.value(address) and not any(covers(filing.form, place, address) for place in doubted)
        ]

    def _proposals(self) -> list[Address]:
        """The blank cells of this table that last year's report gives a value for."""
        last = self.session.last
        if last is None or self.session.is_locked:
            return []
        return [
            address for address in proposals(self.session.filing, last) if address.startswith(self.section.id + "/")
        ]

    def _on_changed(self, addresses: frozenset[Address]) -> None:
        self._show_blanks()

    def _show_blanks(self) -> None:
        proposed = len(self._proposals())
        self._propose.setVisible(proposed > 0)
        self._name(self._propose, _("From last year ({count})").format(count=proposed), proposed)
        count = len(self._blank())
        self._fill.setEnabled(count > 0 and not self.session.is_locked)
        self._name(self._fill, _("Zeros for the other blanks ({count})").format(count=count), count)

    def _name(self, button: Button, text: str, count: int) -> None:
        """The words on a button; on a low screen the icon and the count say it, and the words are its name."""
        button.setText(f"({count})" if self._is_dense else text)
        button.setAccessibleName(text)

    def _set_dense(self, dense: bool) -> None:
        """On a low screen the values come first: the title stands in the line of the buttons, in its short form."""
        self._is_dense = dense
        self._title.setVisible(not dense)
        self._about.setText(self.section.short or self.section.title if dense else self._units)
        set_role(self._about, "role", "strong" if dense else "faint")
        self.bar.set_dense(dense)
        self._show_blanks()

    def _show_last_year(self) -> None:
        """As the clerk likes it; of one who has not chosen, the room in the columns decides."""
        wanted = self.session.likings.last_year
        shown = self.view.values.knows_last_year and (self.view.is_wide if wanted is None else wanted)
        self._last.setChecked(shown)
        if shown != self.view.values.shows_last:
            self.view.show_last_year(shown)

    # Qt's names from here on

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Saves height where there is little."""
        super().resizeEvent(event)
        dense = self.height() < _LOW * self.fontMetrics().lineSpacing()
        if dense != self._is_dense:
            self._set_dense(dense)


def _call(act: PageAct, *checked: bool) -> None:
    act.do()
