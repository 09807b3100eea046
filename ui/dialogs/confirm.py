"""Asks why a finding is right as it stands: a ready reason or one's own, kept with the draft."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from app.causes import Group
from app.confirm import needs_reason, ready_reasons
from app.i18n import _, n_
from ui.buttons import Button
from ui.widgets import fit_height, words

Index = QModelIndex | QPersistentModelIndex
_WIDTH = 520
_LONGEST = 200
"""Characters of a reason, and of a title here."""
_MOST_PLACES = 4


class ConfirmDialog(QDialog):
    """A group of findings, reasons to pick from and a line for one's own; Enter confirms.

    Signals:
        confirmed(str): the findings count as looked into, for this reason.
    """

    confirmed = Signal(str)

    def __init__(self, group: Group, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = group
        self.setObjectName("confirm_dialog")
        self.setWindowTitle(_("Looked into"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(_WIDTH)
        self.reason = self._make_line()
        self.list = self._make_list()
        self._lack = words(_("Pick a reason above or write one, then press Enter."), "warning")
        self._lack.setObjectName("reason_lacks")
        self._lack.hide()
        self._confirm = Button(_("It is right as it stands"), "confirm", "main")
        self._cancel = Button(_("Cancel"), "cancel")
        self._lay_out()
        self._confirm.setDefault(True)
        self._confirm.clicked.connect(self._on_confirm)
        self._cancel.clicked.connect(self.reject)
        self.list.itemSelectionChanged.connect(self._on_picked)
        self.list.itemDoubleClicked.connect(self._on_confirm)
        self.reason.textChanged.connect(self._lack.hide)
        self.list.setFocus()

    def _make_list(self) -> QListWidget:
        made = _Reasons(self.reason)
        made.setObjectName("ready_reasons")
        made.setAccessibleName(_("Ready reasons"))
        made.addItems(list(ready_reasons(self._group.finding)))
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setWordWrap(True)
        made.setSpacing(3)
        made.setFixedHeight((made.sizeHintForRow(0) + 6) * made.count() + 12)
        return made

    def _make_line(self) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName("reason")
        made.setAccessibleName(_("Reason"))
        made.setMaxLength(_LONGEST)
        made.setPlaceholderText(_("Pick a reason above, or write your own"))
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(words(_cut(self._group.whole_title), "strong", wraps=True))
        for text in filter(None, (_places(self._group), self._group.why)):
            column.addWidget(words(text, "faint", wraps=True))
        column.addWidget(words(self._asked()))
        column.addWidget(self.list)
        column.addWidget(self.reason)
        column.addWidget(self._lack)
        column.addWidget(words(_kept(self._group.count), "faint", wraps=True))
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(self._confirm)
        line.addWidget(self._cancel)
        column.addLayout(line)

    def _asked(self) -> str:
        if needs_reason(self._group.finding):
            return _("Why is it right as it stands?")
        return _("Why is it right as it stands? (A hint needs no reason.)")

    def _on_picked(self) -> None:
        for picked in self.list.selectedItems():
            self.reason.setText(picked.text())

    def _on_confirm(self) -> None:
        reason = self.reason.text().strip()
        if not reason and needs_reason(self._group.finding):
            self._lack.show()
            return
        self.confirmed.emit(reason)
        self.accept()

    # Qt's names from here on

    def showEvent(self, event: QShowEvent) -> None:
        """High enough for all that is said."""
        super().showEvent(event)
        fit_height(self)


class _Reasons(QListWidget):
    """A list in which nothing is picked until the clerk does; Qt would make the first line the current one.

    What is typed here goes to the line for one's own reason, also by way of an input method.
    """

    def __init__(self, line: QLineEdit) -> None:
        super().__init__()
        self._line = line

    # Qt's names from here on

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Lets input methods compose, which Qt does in lists of editable lines alone."""
        super().focusInEvent(event)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Lets input methods compose at another line, too."""
        super().currentChanged(current, previous)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Shows in the line what is composed; the focus follows with the first words, for before it would end them."""
        QApplication.sendEvent(self._line, event)
        if event.commitString():
            self._line.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The first Down picks the first line; letters are written."""
        if _is_letter(event):
            self._line.setFocus()
            QApplication.sendEvent(self._line, event)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not self.selectedItems():
            self.setCurrentRow(0)
            self.item(0).setSelected(True)  # it is the current one already, and that changes nothing
        else:
            super().keyPressEvent(event)


def _is_letter(event: QKeyEvent) -> bool:
    """Whether a key writes something; the space bar is the list's own."""
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    return not held and event.text().isprintable() and bool(event.text().strip())


def _places(group: Group) -> str:
    """Where it is and what stands there, of many places the first."""
    shown = [" ".join(filter(None, (one.name, one.said))) for one in group.places[:_MOST_PLACES]]
    more = " …" if len(group.places) > len(shown) else ""
    return _("Where: {places}").format(places=_("; ").join(shown) + more) if shown else ""


def _kept(count: int) -> str:
    return n_(
        "The reason is kept with the draft. It is asked again when one of its values, or its words, change.",
        "The reason is kept with the draft, for all {count}. It is asked again when one of their values, or their "
        "words, change.",
        count,
    ).format(count=count)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
