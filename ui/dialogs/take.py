"""A file that was handed on has reports with which both sides went on: the clerk chooses for each."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.dates import shown_moment
from app.i18n import _
from app.store.handover import Choice, Incoming, Relation
from ui.buttons import Button
from ui.widgets import scrolling, words


class TakeDialog(QDialog):
    """One line a report that went on here and there.

    Signals:
        chosen(dict): for each id mine, theirs or both.
    """

    chosen = Signal(dict)

    def __init__(self, found: Sequence[Incoming], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Both sides went on"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(780, 380)
        self._conflicts = [one for one in found if one.relation is Relation.CONFLICT]
        self.boxes = [self._box(one) for one in self._conflicts]
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        said = _("These reports were changed here and in the file. Nothing is lost: what gives way stays as a version.")
        column.addWidget(words(said, wraps=True))
        column.addWidget(scrolling(self._rows()), 1)
        column.addLayout(self._bottom())

    def _box(self, one: Incoming) -> QComboBox:
        box = QComboBox()
        box.addItem(_("Keep both, side by side"), "both")
        box.addItem(_("Keep what is here"), "mine")
        if one.mine and not one.mine.is_locked:
            box.addItem(_("Take what is in the file"), "theirs")
        box.setAccessibleName(_name(one))
        return box

    def _rows(self) -> QWidget:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setColumnStretch(0, 1)
        for row, (one, box) in enumerate(zip(self._conflicts, self.boxes, strict=True)):
            text = _("here {here}, in the file {there}")
            here, there = (shown_moment(entry.saved) if entry else "" for entry in (one.mine, one.theirs))
            name = words(_name(one), "strong")
            name.setBuddy(box)
            grid.addWidget(name, row, 0)
            grid.addWidget(words(text.format(here=here, there=there), "faint"), row, 1)
            grid.addWidget(box, row, 2)
        grid.setRowStretch(len(self.boxes), 1)
        return inner

    def _bottom(self) -> QHBoxLayout:
        take, close = Button(_("&Take in"), "take", "main"), Button(_("Cancel"), "close")
        take.clicked.connect(self._on_take)
        close.clicked.connect(self.reject)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(take)
        line.addWidget(close)
        return line

    def _on_take(self) -> None:
        choices: Mapping[str, Choice] = {
            one.theirs.id: box.currentData() for one, box in zip(self._conflicts, self.boxes, strict=True)
        }
        self.chosen.emit(dict(choices))
        self.accept()


def _name(one: Incoming) -> str:
    draft = one.theirs.draft
    return _("{organization} · {year}").format(organization=draft.organization, year=draft.year)
