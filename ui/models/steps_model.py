"""The steps of the wizard as a list: how far each is by mark and words, its title, its key."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.entry import State, state_name
from app.finding import Finding
from app.form import Address
from app.i18n import _, n_
from app.progress import Progress, StepState, progress
from ui.session import DraftSession

Index = QModelIndex | QPersistentModelIndex

WORDS = int(Qt.ItemDataRole.UserRole)
"""How far the step is, in a few words."""
MARK = WORDS + 1
"""The name of the icon that says the same."""
COLOUR = WORDS + 2
"""The colour of both, as the theme calls it."""
WIDEST = WORDS + 3
"""As many words as a step can ever need, so that the list has its width from the start."""

_MOST = Progress(StepState.FAULTY, 188, 88, 88, 0)
_SIGNS = {
    StepState.BLANK: ("blank", "faint"),
    StepState.BEGUN: ("begun", "accent"),
    StepState.FILLED: ("check", "good"),
    StepState.FAULTY: ("error", "error"),
}


class StepsModel(QAbstractListModel):
    """One row a step, the review last; a step's state is told by mark, colour and words.

    The review says how far the report itself is on its way: that all steps are filled is not that it is filed.
    """

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
        """Title, words and mark; all of it in words for tooltips and screen readers."""
        row = index.row()
        title = self._title(row)
        mark, colour, words = self._signs(row)
        told = {
            int(Qt.ItemDataRole.DisplayRole): title,
            WORDS: words,
            MARK: mark,
            COLOUR: colour,
            WIDEST: _in_words(_MOST),
            int(Qt.ItemDataRole.ToolTipRole): self._tooltip(row, title, words),
            int(Qt.ItemDataRole.AccessibleTextRole): _("{step}: {state}").format(step=title, state=words),
        }
        return told.get(int(role))

    def _title(self, row: int) -> str:
        if row == len(self._steps):
            return _("Review and export")
        first = self._steps[row][0]
        return first.short or first.title

    def _signs(self, row: int) -> tuple[str, str, str]:
        """Mark, colour and words of a row."""
        if row == len(self._steps):
            state = self._session.entry.state
            mark, colour = ("filed", "good") if state == State.FILED else ("review", "faint")
            return mark, colour, state_name(state)
        now = self._progress[row]
        is_asked = now.state == StepState.FILLED and now.questions
        mark, colour = ("question", "warning") if is_asked else _SIGNS[now.state]
        return mark, colour, _in_words(now)

    def _tooltip(self, row: int, title: str, words: str) -> str:
        return "\n".join((title, words, f"Ctrl+{row + 1}"))

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


def _in_words(now: Progress) -> str:
    """What is to be mended goes first, then what is blank, then what is asked."""
    told = {StepState.BLANK: [_("not begun")], StepState.BEGUN: [_("in hand")]}.get(now.state, [])
    if now.state == StepState.FILLED:
        told = [_("all filled")]
    if now.errors:
        told.append(n_("one to mend here", "{count} to mend here", now.errors).format(count=now.errors))
    if now.blanks:
        told.append(n_("one place left", "{count} places left", now.blanks).format(count=now.blanks))
    elif now.questions and not now.errors:
        told.append(n_("one to verify here", "{count} to verify here", now.questions).format(count=now.questions))
    return " · ".join(told)
