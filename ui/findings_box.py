"""The findings, one row for each cause; the chosen one unfolds: what, where, why, how, and one click to mend it."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from app.causes import Group
from app.form import Address
from app.i18n import _, n_
from app.mend import Mend, settled
from app.offending import offending
from app.rules.notes import CARRIED
from ui.confirmed_fold import ConfirmedFold
from ui.finding_delegate import FindingDelegate, Index
from ui.finding_detail import REASON_KEYS, FindingDetail, confirmable, offered
from ui.models.findings_model import FindingsModel
from ui.session import DraftSession
from ui.tab_order import set_tab_order
from ui.widgets import words
from ui.wrapped import WrappedButton


class FindingsView(QListView):
    """The list, with the detail of the chosen row below its words.

    Signals:
        unfolded(): the clerk wants to go into the detail.
        left(): the clerk wants back to the page.
    """

    unfolded = Signal()
    left = Signal()

    def __init__(self, session: DraftSession, model: FindingsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._groups = model
        self.detail = FindingDetail(session, self.viewport())  # first: a model that is set has it placed
        self._delegate = FindingDelegate(self, self._detail_height)
        self.setObjectName("findings")
        self.setAccessibleName(_("Findings"))
        self.setModel(model)
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(self._delegate)
        model.dataChanged.connect(self._on_data_changed)

    def show_chosen(self) -> None:
        """Fills the detail with the chosen group and brings it into view."""
        index = self.currentIndex()
        self._fill_detail()
        self.doItemsLayout()
        self._place_detail()
        if index.isValid():
            is_high = self.visualRect(index).height() > self.viewport().height()
            hint = QListView.ScrollHint.PositionAtTop if is_high else QListView.ScrollHint.EnsureVisible
            self.scrollTo(index, hint)

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self.currentIndex().row() <= last.row():
            self._fill_detail()
        self.scheduleDelayedItemsLayout()

    def _fill_detail(self) -> None:
        """Tells the chosen group; its buttons are made when they are first needed, and walked from the list on."""
        self.detail.show_group(self._groups.group(self.currentIndex()))
        set_tab_order((self, *self.detail.buttons))

    def _detail_height(self, index: Index, width: int) -> int:
        group = self.detail.group
        is_chosen = group is not None and self._groups.group(index) is group
        return self.detail.height_at(width) if is_chosen else 0

    def _place_detail(self) -> None:
        """Moves the detail below the words of its row."""
        index, group = self.currentIndex(), self.detail.group
        is_shown = group is not None and self._groups.group(index) is group
        if is_shown:
            rect = self.visualRect(index)
            rect.setTop(rect.top() + self._delegate.head_height(index, self.viewport().width()))
            self.detail.setGeometry(rect)
        self.detail.setVisible(is_shown)

    # Qt's names from here on

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Right, or Alt and Down, lead into the detail, Escape back to the page."""
        is_down = event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_Right or is_down:
            self.unfolded.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def updateGeometries(self) -> None:
        """The detail goes with its row."""
        super().updateGeometries()
        self._place_detail()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The detail goes with its row."""
        super().scrollContentsBy(dx, dy)
        self._place_detail()


class FindingsBox(QWidget):
    """The findings of a model; Enter goes to the first place of the chosen one.

    Signals:
        address_chosen(str): the clerk wants to go to this place.
        left(): the clerk wants back to where this box is not.
    """

    address_chosen = Signal(str)
    left = Signal()

    def __init__(self, session: DraftSession, model: FindingsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._model = session, model
        self._none = words("", "faint", wraps=True)
        self._none.setObjectName("nothing_found")
        self.view = FindingsView(session, model, self)
        self._detail = self.view.detail
        self._settle = self._detail.settle
        self._confirm = WrappedButton(name="confirm_carried")
        self._fold = ConfirmedFold()
        self._asked: Group | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._none, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.view, 1)
        column.addWidget(self._confirm, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._fold)
        set_tab_order((self.view, *self._detail.buttons, self._confirm, self._fold.head))
        self._connect()
        self._show()

    def _connect(self) -> None:
        self.view.activated.connect(self._on_activated)
        self.view.selectionModel().currentChanged.connect(self._on_chosen)
        self.view.unfolded.connect(self._detail.enter)
        self.view.left.connect(self.left)
        self._detail.address_chosen.connect(self._go)
        self._detail.mend_chosen.connect(self._on_mend)
        self._detail.settle_chosen.connect(self._on_settle)
        self._detail.confirm_chosen.connect(self._on_confirm_group)
        self._detail.reason_wanted.connect(self.ask_reason)
        self._detail.left.connect(self._focus)
        self._fold.taken_back.connect(self._on_taken_back)
        keys = QShortcut(QKeySequence(REASON_KEYS), self)  # wherever the clerk is, while the list is to be seen
        keys.activated.connect(self.ask_reason)
        self._confirm.clicked.connect(self._on_confirm)
        self._session.findings_changed.connect(self._show)
        self._session.changed.connect(self._on_changed)
        for signal in (self._model.modelReset, self._model.rowsInserted, self._model.rowsRemoved):
            signal.connect(self._on_rows)

    def ask_reason(self) -> None:
        """Asks why the chosen findings are right as they stand, where they can be confirmed."""
        from ui.dialogs.confirm import ConfirmDialog

        if self._chosen and self.view.isVisible():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)  # what is being typed is entered, and may end a finding
        group = self._chosen
        if group and confirmable(self._session, group):
            self._asked = group
            dialog = ConfirmDialog(group, self)
            dialog.confirmed.connect(self._on_reason)
            dialog.open()

    @property
    def can_ask_reason(self) -> bool:
        """Whether something is chosen that can be confirmed with a reason."""
        return self._chosen is not None and confirmable(self._session, self._chosen)

    @property
    def _chosen(self) -> Group | None:
        return self._model.group(self.view.currentIndex())

    def _on_activated(self, index: QModelIndex) -> None:
        group = self._model.group(index)
        if group and group.places:
            self._go(group.places[0].address)

    def _go(self, address: Address) -> None:
        """Leads to a place of the chosen group; in a text to the words of which its finding speaks."""
        from ui.text_editor import TextEditor

        members = self._chosen.members if self._chosen else ()
        self.address_chosen.emit(address)
        editor = self.window().findChild(TextEditor, address)
        found = next((one for one in members if one.addresses[:1] == (address,)), None)
        words = offending(found, editor.text()) if found and editor else None
        if editor and words:
            editor.choose(*words)

    def _on_chosen(self) -> None:
        self.view.show_chosen()
        self._show()

    def _on_rows(self) -> None:
        if self._detail.group is not self._chosen:
            self.view.show_chosen()
        self._show()

    def _on_mend(self, mend: Mend) -> None:
        group = self._chosen
        if group and mend in offered(self._session, group):
            self._session.set_values(mend.texts, mend.name)
            self._focus(next(iter(mend.texts)))
        else:  # what stands there now asks for another repair, or for none
            self.view.show_chosen()

    def _on_settle(self) -> None:
        group = self._chosen
        if group and group.count == 1:
            self._session.settle(group.finding)
        elif group:
            name = n_("Settle one note", "Settle {count} notes", group.count).format(count=group.count)
            self._session.put(settled(self._session.filing, group.members).draft, name)
        self._focus(group.places[0].address if group and group.places else "")

    def _on_confirm_group(self) -> None:
        group = self._chosen
        if group:
            self._session.confirm_carried([member.addresses[0] for member in group.members])
            self._focus(group.places[0].address)

    def _on_reason(self, reason: str) -> None:
        if self._asked:
            places = self._asked.places
            self._session.confirm(self._asked.members, reason)
            self._focus(places[0].address if places else "")

    def _on_taken_back(self, group: Group) -> None:
        self._session.unconfirm(group.members)
        self._focus()

    def _on_changed(self) -> None:
        """What is blank is told with it; a confirmation dies where its value changes."""
        self._show_none()
        self._show_confirmed()

    def _on_confirm(self) -> None:
        places = self._carried()
        self._session.confirm_carried(places)
        self._focus(places[0] if places else "")

    def _focus(self, mended: Address = "") -> None:
        """Puts the clerk at the next finding; where none is left, and the list is gone, at the place just mended."""
        if self.view.isVisible():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._none.isVisible():
            self._none.setFocus(Qt.FocusReason.OtherFocusReason)
        elif mended:
            self.address_chosen.emit(mended)

    def _carried(self) -> list[Address]:
        """The places of this list that stand as last year's report had them."""
        groups = [group for group in self._model.groups if group.finding.code == CARRIED]
        return [member.addresses[0] for group in groups for member in group.members]

    def _show(self) -> None:
        found, chosen = self._model.rowCount() > 0, self._chosen
        carried = len(self._carried())
        is_said = chosen is not None and chosen.finding.code == CARRIED and chosen.count == carried
        self._confirm.setText(_("Mark all {count} taken over from last year as checked").format(count=carried))
        self._confirm.setVisible(carried > 1 and not is_said and not self._session.is_locked)
        self._none.setVisible(not found)
        self._show_none()
        self._show_confirmed()
        self.view.setVisible(found)

    def _show_confirmed(self) -> None:
        self._fold.show_groups(self._model.confirmed, is_locked=self._session.is_locked)

    def _show_none(self) -> None:
        """Says that nothing was found, and that what is blank was not looked at."""
        if not self._none.isVisible():
            return
        blank = self._session.verdict.blanks
        told = n_("one place is blank", "{count} places are blank", blank).format(count=blank)
        some = _("Nothing was found in what is filled; {told}.").format(told=told)
        self._none.setText(some if blank else _("Nothing found."))

    # Qt's names from here on

    def showEvent(self, event: QShowEvent) -> None:
        """What was typed meanwhile may have filled a blank."""
        super().showEvent(event)
        self._show_none()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is confirmed takes its share of the room."""
        super().resizeEvent(event)
        self._fold.fit(self.height())
