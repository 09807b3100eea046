"""How far a draft is: the way so far, the next step with date and name, what no program sees, the sign-off sheet."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.checklist import Item
from app.dates import shown_moment
from app.entry import LOCKED, Entry, Event, State, state_name
from app.finding import Verdict, VerdictState
from app.i18n import _
from app.wording import verdict_in_words
from ui.buttons import Button
from ui.choice_table import ChoiceTable
from ui.models.rows_model import RowsModel
from ui.widgets import scrolling, words

_ORDER = list(State)
_LOCKING = {
    State.DRAFTING: lambda: _("The draft can be changed."),
    State.IN_REVIEW: lambda: _("The draft can still be changed; what is changed meanwhile shows in its versions."),
    State.FINAL: lambda: _("The draft is locked from now on. To change it, it is reopened, and that is kept."),
    State.FILED: lambda: _("The draft stays locked. Tick what has been done; what is ticked is kept with the state."),
}


class StateDialog(QDialog):
    """The states of a draft, and the way to the next one.

    Signals:
        moved(str, str, str): the new state, by whom, with what remark.
        sheet_wanted(): the clerk wants the sign-off sheet.
    """

    moved = Signal(str, str, str)
    sheet_wanted = Signal()

    def __init__(
        self, entry: Entry, history: Sequence[Event], verdict: Verdict, items: Sequence[Item],
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(_("State and sign-off"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(700, 560)
        self._entry, self._verdict = entry, verdict
        self.states, self.by, self.remark = QComboBox(), QLineEdit(), QLineEdit()
        self._items, self.boxes = items, [QCheckBox() for _item in items]
        self._said = words("", "faint", wraps=True)
        self._warning = words("", "warning", wraps=True)
        self._list = self._checklist()
        self._move = Button("", "move", "main")
        self._move.clicked.connect(self._on_move)
        self._offer_states()
        self._lay_out(history)
        self.states.currentIndexChanged.connect(self._show)
        self._show()
        self.states.setFocus()

    @property
    def _state(self) -> State:
        return State(str(self.states.currentData()))

    def _offer_states(self) -> None:
        for state in _ORDER:
            if state != self._entry.state:
                self.states.addItem(state_name(state), state.value)
        following = _ORDER.index(self._entry.state) + 1
        if following < len(_ORDER):
            self.states.setCurrentIndex(self.states.findData(_ORDER[following].value))

    def _lay_out(self, history: Sequence[Event]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(words(_("Now: {state}").format(state=state_name(self._entry.state)), "strong"))
        column.addWidget(_history(history, self), 1)
        column.addLayout(self._form())
        column.addWidget(self._said)
        column.addWidget(self._warning)
        column.addWidget(self._list, 2)
        column.addLayout(self._buttons())

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setSpacing(8)
        for name, text, widget in (
            ("state", _("&Becomes"), self.states), ("by", _("B&y whom"), self.by),
            ("remark", _("&Remark"), self.remark),
        ):  # fmt: skip
            widget.setObjectName(name)
            form.addRow(text, widget)
        self.by.setPlaceholderText(_("name of the one who writes, checks or signs"))
        self.remark.setPlaceholderText(_("why, or what was said; may stay blank"))
        return form

    def _checklist(self) -> QWidget:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        for row, (box, item) in enumerate(zip(self.boxes, self._items, strict=True)):
            said = words(item.text, wraps=True)  # a tick box itself does not break its words
            said.setBuddy(box)
            box.setAccessibleName(item.text)
            grid.addWidget(box, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said, row, 1)
        return scrolling(inner)

    def _buttons(self) -> QHBoxLayout:
        sheet, close = Button(_("Sign-off &sheet as Word…"), "sheet"), Button(_("Close"), "close")
        sheet.clicked.connect(self.sheet_wanted)
        close.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addWidget(sheet)
        line.addStretch()
        line.addWidget(self._move)
        line.addWidget(close)
        return line

    def _show(self) -> None:
        state = self._state
        is_reopening = self._entry.state in LOCKED and state not in LOCKED
        self._move.setText(_("Re&open") if is_reopening else _("&Make it so"))
        self._said.setText(_LOCKING[state]())
        open_text = _("Still open: {verdict}").format(verdict=verdict_in_words(self._verdict))
        is_open = state in LOCKED and self._verdict.state is not VerdictState.READY
        self._warning.setText(open_text if is_open else "")
        self._warning.setVisible(is_open)
        self._list.setVisible(state is State.FILED)

    def _on_move(self) -> None:
        done = [item.text for item, box in zip(self._items, self.boxes, strict=True) if box.isChecked()]
        ticked = done if self._state is State.FILED else []
        remark = self.remark.text().strip()
        if ticked:
            remark = _("; ").join(filter(None, (remark, *(f"☑ {text}" for text in ticked))))
        self.moved.emit(self._state.value, self.by.text().strip(), remark)
        self.accept()


def _history(history: Sequence[Event], parent: QWidget) -> ChoiceTable:
    heads = (_("When"), _("State"), _("By whom"), _("Remark"))
    rows = [(shown_moment(one.at), state_name(one.state), one.by, one.remark) for one in reversed(history)]
    view = ChoiceTable()
    view.setObjectName("history")
    view.setAccessibleName(_("The way so far"))
    view.setModel(RowsModel(heads, rows, parent))
    view.horizontalHeader().setStretchLastSection(True)
    view.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
    view.setColumnWidth(2, 130)
    view.setMinimumHeight(110)
    return view
