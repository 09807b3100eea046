"""A list of findings with what to do about the chosen one: why, how to mend, and to lay a doubt aside."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QListView, QVBoxLayout, QWidget

from app.finding import Finding
from app.form import Address
from app.i18n import _
from app.rules.notes import CARRIED
from ui.buttons import Button
from ui.delegates import FindingDelegate
from ui.models.findings_model import FindingsModel
from ui.pages.base import words
from ui.session import DraftSession


class FindingsBox(QWidget):
    """The findings of a model; Enter or a click goes to the place.

    Signals:
        address_chosen(str): the clerk wants to go to this place.
    """

    address_chosen = Signal(str)

    def __init__(self, session: DraftSession, model: FindingsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._model = session, model
        self.view = self._make_view()
        self._none = words(_("Nothing found."), "faint")
        self._advice = words("", "faint", wraps=True)
        self._settle = Button(_("Checked: lay this aside"), "settle", "link")
        self._confirm = Button(name="confirm_carried", role="link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._none)
        column.addWidget(self.view, 1)
        column.addWidget(self._advice)
        column.addWidget(self._settle)
        column.addWidget(self._confirm)
        self._settle.clicked.connect(self._on_settle)
        self._confirm.clicked.connect(self._on_confirm)
        model.modelReset.connect(self._show)
        self._show()

    def _make_view(self) -> QListView:
        view = QListView()
        view.setObjectName("findings")
        view.setAccessibleName(_("Findings"))
        view.setModel(self._model)
        view.setWordWrap(True)
        view.setItemDelegate(FindingDelegate(view))
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.activated.connect(self._on_activated)
        view.clicked.connect(self._on_activated)
        view.selectionModel().currentChanged.connect(self._show_advice)
        return view

    @property
    def _chosen(self) -> Finding | None:
        return self._model.finding(self.view.currentIndex())

    def _on_activated(self, index: QModelIndex) -> None:
        finding = self._model.finding(index)
        if finding and finding.addresses:
            self.address_chosen.emit(finding.addresses[0])

    def _on_settle(self) -> None:
        if self._chosen:
            self._session.settle(self._chosen)

    def _on_confirm(self) -> None:
        self._session.confirm_carried(self._carried())

    def _carried(self) -> list[Address]:
        """The places of this list that stand as last year's report had them."""
        rows = [self._model.finding(self._model.index(row, 0)) for row in range(self._model.rowCount())]
        return [finding.addresses[0] for finding in rows if finding and finding.code == CARRIED]

    def _show(self) -> None:
        found = self._model.rowCount() > 0
        carried = len(self._carried())
        self._confirm.setText(_("All {count} taken over from last year are checked").format(count=carried))
        self._confirm.setVisible(carried > 1 and not self._session.is_locked)
        self._none.setVisible(not found)
        self.view.setVisible(found)
        self._show_advice()

    def _show_advice(self) -> None:
        finding = self._chosen
        lines = [finding.mend, finding.source] if finding else []
        self._advice.setText("\n".join(filter(None, lines)))
        self._advice.setVisible(any(lines))
        self._settle.setVisible(finding is not None and self._session.can_settle(finding))
