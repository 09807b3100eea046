"""A table section: the statutory table, what is told of the current cell, its balance, acts on it as a whole."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QCheckBox, QMenu, QVBoxLayout, QWidget

from app.carry import carry, proposals
from app.draft import covers
from app.entry import Reason, state_name
from app.form import Address, Section
from app.i18n import _, n_
from app.naming import table_name
from ui.buttons import Button
from ui.clipboard import blocks_on_clipboard, put_on_clipboard
from ui.icons import icon
from ui.models.table_model import TableModel
from ui.pages.balance_strip import BalanceStrip
from ui.pages.base import PageAct, SectionPage
from ui.pages.place_bar import PlaceBar
from ui.pages.table_head import TableHead
from ui.session import DraftSession
from ui.tab_order import set_tab_order
from ui.table_view import TableView

if TYPE_CHECKING:
    from app.paste import Landing

LAST_YEAR_KEYS, DOWN_KEYS, RIGHT_KEYS = "Ctrl+L", "Ctrl+D", "Ctrl+R"
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
            PageAct(_("Cut"), self.cut, "Ctrl+X", "cut", is_open),
            PageAct(_("Copy"), self.copy, "Ctrl+C", "copy"),
            PageAct(_("Copy with labels"), self.copy_with_labels, "", "copy"),
            PageAct(_("Paste…"), self.paste, "Ctrl+V", "paste", is_open),
            PageAct(_("Clear"), self.view.clear_chosen, "Delete", "delete", is_open),
            PageAct(_("Fill down"), self.fill_down, DOWN_KEYS, "arrow_down", is_open),
            PageAct(_("Fill to the right"), self.fill_right, RIGHT_KEYS, "next", is_open),
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
        if max(landing.rows, landing.columns) <= 1:
            self._take_one(landing)
            return
        from ui.dialogs.paste import PasteDialog

        dialog = PasteDialog(self.section, self.session, landing, self)
        dialog.taken.connect(self._take)
        dialog.finished.connect(self._on_preview_closed)
        dialog.open()

    def fill_down(self) -> None:
        """The value above into the chosen cells, as one step; of several in a column the first into the others."""
        texts = self._filling((1, 0), _("There is no value above that could be filled down."))
        self._enter(texts, n_("Fill {count} cell from above", "Fill {count} cells from above", len(texts)))

    def fill_right(self) -> None:
        """The value to the left into the chosen cells, as one step; of several in a row the first into the others."""
        texts = self._filling((0, 1), _("There is no value to the left that could be filled in."))
        self._enter(texts, n_("Fill {count} cell from the left", "Fill {count} cells from the left", len(texts)))

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
        hint = _("Last year's figure beside each, with the change ({keys})").format(keys=LAST_YEAR_KEYS)
        self._last.setToolTip(_("; ").join((hint, _legend())))
        self._last.setAccessibleName(_("Last year's figures in the table"))
        if not self.view.values.knows_last_year:
            self._last.hide()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        outer.addWidget(self._head())
        outer.addWidget(self.bar)
        outer.addWidget(self.view, 1)
        outer.addWidget(self.balance)
        outer.addStretch()
        acts = (self._last, self._propose, self._fill)
        set_tab_order((*acts, self.bar.mend, self.view, *self.balance.chips))

    def _connect(self) -> None:
        self.view.address_entered.connect(self.place_entered)
        self.view.address_entered.connect(self.bar.show_place)
        self.view.act_wanted.connect(self._on_act)
        self.view.menu_wanted.connect(self._open_menu)
        self.view.refused.connect(self._may_change)
        self.view.laid_out.connect(self._show_last_year)
        self.balance.address_chosen.connect(self.go_to)
        self.bar.mended.connect(self.view.setFocus)
        self._fill.clicked.connect(self.fill_with_zeros)
        self._propose.clicked.connect(self.fill_in_proposals)
        self._last.clicked.connect(self.session.likings.like_last_year)
        QShortcut(QKeySequence(LAST_YEAR_KEYS), self, self._last.click)
        self.session.likings.changed.connect(self._show_last_year)
        self.session.changed.connect(self._on_changed)

    def _head(self) -> TableHead:
        """Title, unit and acts in one line: the values have the height."""
        units = dict.fromkeys(band.value.unit for band in self.section.bands if band.value.unit)
        said = [_("Unit: {unit}").format(unit=_(", ").join(units))] if units else []
        if any(cell.is_total for cell in self.session.form.cells_of(self.section)):
            said.append(_("totals are computed"))
        self.head = TableHead(self.section, said, (self._last, self._propose, self._fill))
        return self.head

    def _on_act(self, name: str) -> None:
        getattr(self, name)()

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
            told = _("This report is {state} and cannot be changed; “Reopen…” above makes it a draft again.")
            self.bar.tell(told.format(state=state_name(self.session.entry.state)), "warning")
        return not self.session.is_locked

    def _take(self, landing: "Landing") -> None:
        """Enters what has landed, as one step, and leaves it chosen."""
        texts = landing.texts_by_address
        name = n_("Paste {count} value into {table}", "Paste {count} values into {table}", len(texts))
        told = n_("{count} value pasted; Ctrl+Z takes it back.", "{count} values pasted; Ctrl+Z takes them back.",
                  len(texts))  # fmt: skip
        here, changed = self.view.address, [one.address for one in landing.landed if one.text != one.old]
        first = next((one for one in self.view.walk.addresses if one in (changed or texts)), "")
        self.session.set_values(texts, name.format(count=len(texts), table=table_name(self.section)))
        self.view.choose(tuple(texts), here if here in texts else first)
        self.bar.tell(told.format(count=len(texts)))

    def _take_one(self, landing: "Landing") -> None:
        """Enters what one value has to give; where that is nothing, says why."""
        if landing.landed:
            self._take(landing)
        else:
            self.bar.tell(" ".join((*(one.why for one in landing.rejected[:1]), *landing.told)), "warning")

    def _filling(self, way: tuple[int, int], none: str) -> dict[Address, str]:
        """What stands before the chosen cells, for those that read otherwise; a blank one empties nothing."""
        self.commit()
        if not self._may_change():
            return {}
        value = self.session.filing.value
        sources = self.view.caret.sources(*way).items()
        texts = {address: value(source) for address, source in sources if value(source)}
        if not texts:
            self.bar.tell(none, "warning")
        return {address: text for address, text in texts.items() if text != value(address)}

    def _enter(self, texts: dict[Address, str], name: str) -> None:
        if texts:
            self.session.set_values(texts, name.format(count=len(texts)))

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
        count = len(self._blank())
        self._fill.setEnabled(count > 0 and not self.session.is_locked)
        self._name(self._propose, proposed, _("From last year ({count})"), _("Last year ({count})"))
        self._name(self._fill, count, _("Zeros for the other blanks ({count})"), _("Blanks to 0 ({count})"))

    def _name(self, button: Button, count: int, text: str, short: str) -> None:
        self.head.name(button, count, text.format(count=count), short.format(count=count))

    def _set_dense(self, dense: bool) -> None:
        """On a low screen the values come first: heads in smaller letters, the line above as low as it can be."""
        self._is_dense = dense
        self.head.set_dense(dense)
        self.bar.set_dense(dense)
        self.view.set_dense(dense)
        self._show_blanks()

    def _show_last_year(self) -> None:
        """As the clerk likes it; of one who has not chosen, the room in the columns decides."""
        wanted = self.session.likings.last_year
        shown = self.view.values.knows_last_year and (self.view.is_wide if wanted is None else wanted)
        self._last.setChecked(shown)
        self.head.explain(_legend() if shown else "")
        if shown != self.view.values.shows_last:
            self.view.show_last_year(shown)

    # Qt's names from here on

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Saves height where there is little."""
        super().resizeEvent(event)
        dense = self.height() < _LOW * self.fontMetrics().lineSpacing()
        if dense != self._is_dense:
            self._set_dense(dense)


def _legend() -> str:
    return _("small: last year's figure; ↑↓ the change")


def _call(act: PageAct, *checked: bool) -> None:
    act.do()
