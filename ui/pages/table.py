"""A table section: the statutory table, the strip of its balance, and zeros for what is left blank."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app import numbers
from app.carry import carry, proposals
from app.draft import covers
from app.entry import Reason
from app.form import Address, Section
from app.i18n import _
from app.rules.equal import Balance, balance_rule, balances
from ui.buttons import Button
from ui.models.table_model import TableModel
from ui.pages.base import SectionPage, set_role, words
from ui.session import DraftSession
from ui.table_view import TableView


class TablePage(SectionPage):
    """The printed table with its figures."""

    def __init__(self, section: Section, session: DraftSession, parent: QWidget | None = None) -> None:
        super().__init__(section, session, parent)
        self.view = TableView(TableModel(section, session, self))
        self.view.address_entered.connect(self.place_entered)
        self._fill = Button(name="fill_blanks")
        self._fill.setToolTip(_("Where a doubt stands, nothing is filled in."))
        self._fill.clicked.connect(self._fill_with_zeros)
        self._propose = Button(name="propose")
        self._propose.setToolTip(_("Computed from last year's report and what is entered here; marked until checked."))
        self._propose.clicked.connect(self._fill_in_proposals)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(words(section.title, "title"))
        outer.addLayout(self._line_below_title())
        outer.addWidget(self.view, 1)
        outer.addWidget(BalanceStrip(section, session, self.view))
        outer.addStretch()
        self._show_blanks()
        session.changed.connect(self._on_changed)

    def commit(self) -> None:
        """Enters the cell in which the clerk is typing."""
        self.view.commit()

    def go_to(self, address: Address) -> bool:
        """Puts the clerk at a cell; at the first one for the section itself or the beginning of an address."""
        return self.view.go_to(address) or self.view.go_to(self._first_under(address))

    def _first_under(self, place: Address) -> Address:
        cells = self.session.form.cells_of(self.section)
        return next((cell.address for cell in cells if cell.address.startswith((place + "/", place + "."))), "")

    def _line_below_title(self) -> QHBoxLayout:
        units = dict.fromkeys(band.value.unit for band in self.section.bands if band.value.unit)
        said = [_("Unit: {unit}").format(unit=_(", ").join(units))] if units else []
        if any(cell.is_total for cell in self.session.form.cells_of(self.section)):
            said.append(_("totals are computed"))
        line = QHBoxLayout()
        line.addWidget(words("　·　".join(said), "faint"))
        line.addStretch()
        line.addWidget(self._propose)
        line.addWidget(self._fill)
        return line

    def _blank(self) -> list[Address]:
        """What is blank and under no doubt: where the reader found nothing, a zero would be invented."""
        filing = self.session.filing
        doubted = [note.place for note in filing.draft.notes if note.kind == "doubt" and note.place != self.section.id]
        return [
            address
            for address in filing.form.entries(self.section)
            if not filing.value(address) and not any(covers(filing.form, place, address) for place in doubted)
        ]

    def _fill_with_zeros(self) -> None:
        self.commit()
        name = _("{section}: zeros for what is blank").format(section=self.section.short or self.section.title)
        self.session.fill_blanks(self._blank(), "0", name)

    def _proposals(self) -> list[Address]:
        """The blank cells of this table that last year's report gives a value for."""
        last = self.session.last
        if last is None or self.session.is_locked:
            return []
        return [
            address for address in proposals(self.session.filing, last) if address.startswith(self.section.id + "/")
        ]

    def _fill_in_proposals(self) -> None:
        self.commit()
        if self.session.last:
            name = _("{section}: from last year").format(section=self.section.short or self.section.title)
            filing = carry(self.session.filing, self.session.last, self._proposals())
            self.session.put(filing.draft, name, Reason.CARRY)

    def _on_changed(self, addresses: frozenset[Address]) -> None:
        self._show_blanks()

    def _show_blanks(self) -> None:
        proposed = len(self._proposals())
        self._propose.setVisible(proposed > 0)
        self._propose.setText(_("From last year ({count})").format(count=proposed))
        count = len(self._blank())
        self._fill.setEnabled(count > 0 and not self.session.is_locked)
        self._fill.setText(_("Zeros for the other blanks ({count})").format(count=count))


class BalanceStrip(QWidget):
    """Below each column whether it is balanced, by how much not, or undecided; nothing where no rule asks."""

    def __init__(self, section: Section, session: DraftSession, view: TableView) -> None:
        super().__init__()
        self._section, self._session, self._view = section, session, view
        rule = balance_rule(section)
        self._formula = words(_("Balance {formula}").format(formula=rule.short if rule else ""), "faint")
        self._formula.setParent(self)
        self._chips: list[QLabel] = []
        self._shown: tuple[Balance, ...] = ()
        self._show()
        if not self._chips:
            self.hide()  # and never shown from here: without a parent it would be a window
        self.setFixedHeight(self.fontMetrics().height() + 8)
        session.changed.connect(self._on_changed)
        view.laid_out.connect(self._align)

    def _on_changed(self, addresses: frozenset[Address]) -> None:
        if any(address.startswith(self._section.id + "/") for address in addresses):
            self._show()

    def _show(self) -> None:
        now = balances(self._session.filing, self._section)
        for number, balance in enumerate(now):
            if number >= len(self._chips):
                self._chips.append(QLabel(self, alignment=Qt.AlignmentFlag.AlignCenter))
            if self._shown[number : number + 1] != (balance,):
                _draw(self._chips[number], balance)
        self._shown = now

    def _align(self) -> None:
        """Puts each chip below its column."""
        head, left = self._view.horizontalHeader(), self._view.verticalHeader().width()
        self._formula.setGeometry(0, 0, left, self.height())
        for chip, balance in zip(self._chips, self._shown, strict=True):
            column = self._view.values.index_of(balance.address).column()
            x, width = head.sectionViewportPosition(column), head.sectionSize(column)
            chip.setGeometry(left + x + 2, 0, width - 4, self.height())


def _draw(chip: QLabel, balance: Balance) -> None:
    if balance.difference is None:
        text, role, said = "—", "open-chip", _("{column}: not yet decided")
    elif balance.difference:
        off = numbers.write(balance.difference).removeprefix("-")
        text, role, said = _("off by {difference}").format(difference=off), "bad-chip", _("{column}: {text}")
    else:
        text, role, said = "✓", "good-chip", _("{column}: balanced")
    chip.setText(text)
    chip.setToolTip(said.format(column=balance.column, text=text))
    chip.setAccessibleName(said.format(column=balance.column, text=text))
    set_role(chip, "role", role)
