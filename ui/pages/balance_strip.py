"""Below each column of a table whether it is balanced: live, by sign, words and colour, within reach of the keys."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from app import numbers
from app.form import Address, Section
from app.i18n import _
from app.rules.equal import Balance, balance_rule, balances
from ui.buttons import Button
from ui.session import DraftSession
from ui.table_view import TableView
from ui.value_delegate import fitted, small_font
from ui.widgets import set_role, words

_AROUND, _BESIDE = 8, 6


class BalanceStrip(QWidget):
    """Each column's state: balanced, by how much not, or undecided; nothing where no rule asks.

    Signals:
        address_chosen(str): the clerk wants to go to the first value of this column.
    """

    address_chosen = Signal(str)

    def __init__(self, section: Section, session: DraftSession, view: TableView) -> None:
        super().__init__()
        self._section, self._session, self._view = section, session, view
        rule = balance_rule(section)
        self._rule = rule.short if rule else ""
        self._formula = words(_("Balance {formula}").format(formula=self._rule), "faint", wraps=True)
        self._formula.setParent(self)
        self.chips: list[Chip] = []
        self._show()
        self.setObjectName("balance")
        self.setAccessibleName(_("Balance of the columns"))
        if not self.chips:
            self.hide()  # and never shown from here: without a parent it would be a window
        self.setFixedHeight(QFontMetrics(self.font()).lineSpacing() + _AROUND)
        session.changed.connect(self._on_changed)
        self._timer = QTimer(self, singleShot=True, interval=0)  # the columns are given their widths one by one
        self._timer.timeout.connect(self._align)
        view.laid_out.connect(self._align)
        view.horizontalHeader().sectionResized.connect(self._on_resized)

    def _on_changed(self, addresses: frozenset[Address]) -> None:
        if any(address.startswith(self._section.id + "/") for address in addresses):
            self._show()

    def _show(self) -> None:
        for number, balance in enumerate(balances(self._session.filing, self._section)):
            if number >= len(self.chips):
                chip = Chip(self._rule, self)
                chip.clicked.connect(self._on_clicked)
                self.chips.append(chip)
            self.chips[number].show_balance(balance)

    def _on_clicked(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip) and chip.balance:
            self.address_chosen.emit(chip.balance.address)

    def _on_resized(self) -> None:
        self._timer.start()

    def _align(self) -> None:
        """Puts each chip below its column."""
        head, left = self._view.horizontalHeader(), self._view.verticalHeader().width()
        frame = self._view.frameWidth()
        self._formula.setGeometry(0, 0, left, self.height())
        for chip in self.chips:
            if chip.balance:
                column = self._view.values.index_of(chip.balance.address).column()
                x, width = head.sectionViewportPosition(column), head.sectionSize(column)
                chip.setGeometry(left + frame + x + 2, 1, width - 4, self.height() - 2)


class Chip(Button):
    """The state of one column; Enter or a click goes to its first value."""

    def __init__(self, formula: str, parent: QWidget) -> None:
        super().__init__(role="open-chip", parent=parent)
        self._formula = formula
        self._texts: tuple[str, ...] = ("",)
        self.balance: Balance | None = None
        self._font = small_font(self.font())
        self.setFont(self._font)

    def show_balance(self, balance: Balance) -> None:
        """Shows how the rule stands in the column."""
        if balance == self.balance:
            return
        self.balance = balance
        texts, role = _state(balance)
        self.setObjectName(f"balance:{balance.address.rpartition('/')[2]}")
        self._texts = texts
        told = _told(balance, self._formula)
        self.setToolTip(told)
        self.setAccessibleName(told)
        set_role(self, "role", role)
        self._fit()

    def _fit(self) -> None:
        """As many words as there is room for; a long number becomes smaller, never cut."""
        room, metrics = max(self.width() - _BESIDE, 1), QFontMetrics(self._font)
        text = next((one for one in self._texts if metrics.horizontalAdvance(one) <= room), self._texts[-1])
        self.setText(text)
        font = fitted(self._font, text, room)
        if font != self.font():
            self.setFont(font)

    # Qt's names from here on

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the words to the width at hand."""
        super().resizeEvent(event)
        self._fit()


def _state(balance: Balance) -> tuple[tuple[str, ...], str]:
    """The words on a chip, the most first, and its role."""
    if balance.difference is None:
        return (f"… {_('not yet')}", _("not yet")), "open-chip"
    if not balance.difference:
        return (f"✓ {_('agrees')}", "✓"), "good-chip"
    number = numbers.write(balance.difference).removeprefix("-")
    return (_("✗ off by {number}").format(number=number), f"✗ {number}", f"✗{number}"), "bad-chip"


def _told(balance: Balance, formula: str) -> str:
    """The state in words; where it is not balanced, with both sums."""
    if balance.difference is None or balance.left is None or balance.right is None:
        return _("{column}: not yet decided, something is still blank").format(column=balance.column)
    if not balance.difference:
        return _("{column}: balanced").format(column=balance.column)
    left, _equals, right = formula.partition("＝")
    return _("{column}: {left} is {first}, {right} is {second}, off by {difference}").format(
        column=balance.column, left=left, right=right, first=numbers.write(balance.left),
        second=numbers.write(balance.right), difference=numbers.write(balance.difference).removeprefix("-"),
    )  # fmt: skip
