"""The line above a table, as a sheet has one for formulas: where the clerk is, what is told of it, how to mend it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.cell_words import last_in_words, reckoning
from app.finding import Finding
from app.form import Address
from app.i18n import _
from app.naming import name_of
from app.rules.notes import CARRIED
from ui.buttons import Button
from ui.fitted_label import FittedLabel, Said
from ui.models.table_model import TableModel
from ui.widgets import frame

_LINES, _AROUND = 2, 4
_ROLES = {"error": "error", "warning": "warning"}
_TOLD_MS = 8000
_MEND_MS = 40
"""A repair is looked for when the clerk rests at a cell: never between a key and its painting."""


class PlaceBar(QWidget):
    """Name of the current cell, finding or reckoning, last year's figure, and a button for the repair.

    Signals:
        mended(): the repair is done.
    """

    mended = Signal()

    def __init__(self, values: TableModel, commit: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values, self._commit = values, commit
        self._place: Address = ""
        self._act: Callable[[], None] | None = None
        self.text = FittedLabel(_LINES)
        self.mend = Button(name="mend", role="link")
        self.mend.clicked.connect(self._on_mend)
        self._timer = QTimer(self, singleShot=True, interval=_MEND_MS)
        self._timer.timeout.connect(self._offer)
        self._told_timer = QTimer(self, singleShot=True, interval=_TOLD_MS)
        self._told_timer.timeout.connect(self._refresh)
        self._lay_out()
        for keys in ("Alt+Return", "Alt+Enter"):
            QShortcut(QKeySequence(keys), self, self._on_mend)
        values.session.changed.connect(self._refresh)
        values.session.findings_changed.connect(self._refresh)
        self.setObjectName("place_bar")
        self.setAccessibleName(_("About the current cell"))
        self.mend.hide()

    def show_place(self, address: Address) -> None:
        """Tells of this cell from now on."""
        if address != self._place:
            self._place = address
            self._refresh()

    def tell(self, text: str, role: str = "") -> None:
        """Tells something that has just happened, aloud as well, until the clerk goes on or has read it."""
        self.text.show_words("", [Said(text, role)])
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.text, text))
        self._told_timer.start()

    def _lay_out(self) -> None:
        around = QHBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        ground = frame("place")
        around.addWidget(ground)
        line = QHBoxLayout(ground)
        line.setContentsMargins(8, 1, 6, 1)
        line.addWidget(self.text, 1)
        line.addWidget(self.mend)
        self.set_dense(False)

    def set_dense(self, dense: bool) -> None:
        """Takes little height, on a low screen."""
        self.text.set_dense(dense)
        self.setFixedHeight(self.text.height() + _AROUND)

    def _refresh(self) -> None:
        if not self._place:
            return
        name = name_of(self._values.session.form, self._place)
        said = self._told()
        self.text.show_words("" if said and said[0].text.startswith(name) else name, said)
        self._told_timer.stop()
        self._lay_mend_aside()
        self._values.mark(self._parts())

    def _lay_mend_aside(self) -> None:
        """Takes the repair of another cell out of view at once, and keeps its room where one may follow."""
        self._act = None
        may_follow = bool(self._findings())
        self._keep_room(kept=may_follow and (self.mend.isVisible() or self._is_room_kept))
        self.mend.hide()
        if may_follow:
            self._timer.start()
        else:
            self._timer.stop()

    @property
    def _is_room_kept(self) -> bool:
        return self.mend.sizePolicy().retainSizeWhenHidden()

    def _keep_room(self, *, kept: bool) -> None:
        """Has the words keep their width while the button is out of view, or take all of it."""
        policy = self.mend.sizePolicy()
        policy.setRetainSizeWhenHidden(kept)
        self.mend.setSizePolicy(policy)

    def _findings(self) -> tuple[Finding, ...]:
        return self._values.findings_at(self._place)

    def _parts(self) -> tuple[Address, ...]:
        from app.explain import explain

        explanation = explain(self._values.filing, self._place)
        return tuple(part.address for part in explanation.parts) if explanation else ()

    def _told(self) -> list[Said]:
        """How a total comes about goes before what is wrong with it: that the findings tell as well."""
        values = self._values
        found = sorted(self._findings(), key=lambda one: (one.severity != "error", bool(one.cause)))
        findings = dict.fromkeys(Said(one.message, _ROLES.get(one.severity, "")) for one in found)
        then = last_in_words(values.last_figure(self._place))
        hint = "" if values.is_begun or values.session.is_locked else _how_to_fill()
        said = [Said(reckoning(values.filing, self._place)), *findings, Said(then), Said(hint)]
        return [one for one in said if one.text]

    def _offer(self) -> None:
        """Shows the button of the first repair there is."""
        self._act, text = self._repair()
        self.mend.setText(_("{repair} (Alt+Enter)").format(repair=text))
        self.mend.setVisible(bool(text))
        self._keep_room(kept=False)

    def _repair(self) -> tuple[Callable[[], None] | None, str]:
        from app.mend import mends

        session = self._values.session
        for finding in () if session.is_locked else self._findings():
            for mend in mends(session.filing, session.last, finding):
                return partial(session.set_values, mend.texts, mend.name), mend.text
            if finding.code == CARRIED:
                return partial(session.confirm_carried, [self._place]), _("Mark as checked")
            if session.can_settle(finding):
                return partial(session.settle, finding), _("Checked: lay this aside")
        return None, ""

    def _on_mend(self) -> None:
        """Does the repair that holds now, whatever was being typed."""
        self._commit()
        self._offer()
        if self._act:
            self._act()
            self.mended.emit()


def _how_to_fill() -> str:
    return _("Copy the figures in Excel, WPS or Word and paste them here with Ctrl+V, or type them; F2 mends a figure.")
