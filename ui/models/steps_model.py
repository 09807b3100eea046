"""The steps of the wizard as a list: mark, short title, how much is open."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.finding import Finding
from app.form import Address
from app.i18n import _, n_
from app.progress import Progress, StepState, progress
from ui.session import DraftSession
from ui.style import theme

Index = QModelIndex | QPersistentModelIndex
_MARKS = {StepState.BLANK: "○", StepState.BEGUN: "◐", StepState.FILLED: "✓", StepState.FAULTY: "！"}


class StepsModel(QAbstractListModel):
    """One row a step, the review last; a step's state is told by mark, colour and words."""

    def __init__(self, session: DraftSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._steps = session.form.steps
        self._progress = [self._read(step) for step in range(len(self._steps))]
        session.changed.connect(self._on_changed)
        session.findings_changed.connect(self._on_findings_changed)

    # Qt's names from here on

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """The sections' steps and the review."""
        return 0 if parent.isValid() else len(self._steps) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Mark and title; the state in words for tooltips and screen readers."""
        if index.row() == len(self._steps):
            return _("Review and export") if role == Qt.ItemDataRole.DisplayRole else None
        now = self._progress[index.row()]
        title = self._steps[index.row()][0].short or self._steps[index.row()][0].title
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{title}　{now.findings}" if now.findings else title
        if role == Qt.ItemDataRole.DecorationRole:
            return "？" if now.findings and now.state == StepState.FILLED else _MARKS[now.state]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{title}: {_state_in_words(now)}"
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(theme().error) if now.state == StepState.FAULTY else None
        return None

    def _on_changed(self, addresses: frozenset[Address]) -> None:
        self._update({self._session.form.step_of(address) for address in addresses})

    def _on_findings_changed(self, added: tuple[Finding, ...], removed: tuple[Finding, ...]) -> None:
        spoken_of = {address for finding in (*added, *removed) for address in finding.addresses}
        self._update({self._session.form.step_of(address) for address in spoken_of})

    def _update(self, steps: set[int]) -> None:
        for step in steps:
            now = self._read(step)
            if now != self._progress[step]:
                self._progress[step] = now
                self.dataChanged.emit(self.index(step), self.index(step))

    def _read(self, step: int) -> Progress:
        return progress(self._session.filing, self._session.findings, self._steps[step])


def _state_in_words(now: Progress) -> str:
    blank = n_("one place is blank", "{count} places are blank", now.blanks).format(count=now.blanks)
    return {
        StepState.BLANK: _("not begun"),
        StepState.BEGUN: blank,
        StepState.FILLED: _("this part is filled"),
        StepState.FAULTY: n_("one thing to settle", "{count} things to settle", now.findings).format(
            count=now.findings
        ),
    }[now.state]
