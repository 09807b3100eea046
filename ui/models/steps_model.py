"""The steps of the wizard as a list: how far each is by mark and words, its title, its key."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.entry import State, state_name
from app.finding import Finding, Verdict, VerdictState
from app.form import Address
from app.i18n import _, n_
from app.progress import Progress, StepState, progress
from app.wording import verdict_parts
from ui.session import DraftSession

Index = QModelIndex | QPersistentModelIndex

WORDS = int(Qt.ItemDataRole.UserRole)
"""How far the step is, in a few words: one line or two."""
MARK = WORDS + 1
"""The name of the icon that says the same."""
COLOUR = WORDS + 2
"""The colour of the icon, as the theme calls it."""
INK = WORDS + 3
"""That of the last line of the words, where what was found is counted."""
WIDEST = WORDS + 4
"""As many words as a step can ever need, so that the list has its width from the start."""

_APART = " · "
_MOST = Progress(StepState.FAULTY, 188, 88, 88, 88)
_SIGNS = {
    StepState.BLANK: ("blank", "faint"),
    StepState.BEGUN: ("begun", "accent"),
    StepState.FILLED: ("check", "good"),
    StepState.FAULTY: ("error", "error"),
}


class StepsModel(QAbstractListModel):
    """One row a step, the review last; a step's state is told by mark, colour and words.

    The review says what is left to be done in the whole report: that all steps are filled is not that it is filed.
    """

    def __init__(self, session: DraftSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._steps = session.form.steps
        self._progress = [self._read(step) for step in range(len(self._steps))]
        self._verdict = session.verdict
        session.changed.connect(self._on_changed)
        session.findings_changed.connect(self._on_findings_changed)

    # Qt's names from here on

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """The sections' steps and the review."""
        return 0 if parent.isValid() else len(self._steps) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Title, words and mark; all of it in words for tooltips and screen readers."""
        read = _READ.get(int(role))
        return read(self, index.row()) if read else None

    def _title(self, row: int) -> str:
        if row == len(self._steps):
            return _("Review and export")
        first = self._steps[row][0]
        return first.short or first.title

    def _signs(self, row: int) -> tuple[str, str, str]:
        """Mark of a row, its colour, and that of the words."""
        if row == len(self._steps):
            is_filed = self._session.entry.state == State.FILED
            return ("filed", "good", "faint") if is_filed else ("review", "faint", _ink(self._verdict))
        now = self._progress[row]
        is_asked = now.state == StepState.FILLED and now.questions
        mark, colour = ("question", "warning") if is_asked else _SIGNS[now.state]
        return mark, colour, "error" if now.errors else "warning" if now.questions else "faint"

    def _words(self, row: int) -> str:
        if row < len(self._steps):
            is_text = all(section.kind == "narrative" for section in self._steps[row])
            return _in_words(self._progress[row], is_text=is_text)
        state = self._session.entry.state
        return state_name(state) if state == State.FILED else _verdict_in_lines(self._verdict)

    def _whole(self, row: int) -> str:
        return _APART.join(self._words(row).split("\n"))

    def _tooltip(self, row: int) -> str:
        return "\n".join((self._title(row), self._whole(row), f"Ctrl+{row + 1}"))

    def _spoken(self, row: int) -> str:
        return _("{step}: {state}").format(step=self._title(row), state=self._whole(row))

    def _widest(self, row: int) -> str:
        """The widest words that a step may have."""
        return _in_words(_MOST)

    def _on_changed(self, addresses: frozenset[Address]) -> None:
        self._update({self._session.form.step_of(address) for address in addresses})
        self._show_verdict()

    def _on_findings_changed(self, added: tuple[Finding, ...], removed: tuple[Finding, ...]) -> None:
        spoken_of = {address for finding in (*added, *removed) for address in finding.addresses}
        self._update({self._session.form.step_of(address) for address in spoken_of})
        self._show_verdict()

    def _show_verdict(self) -> None:
        """The last row counts for the whole report."""
        verdict = self._session.verdict
        if verdict != self._verdict:
            self._verdict = verdict
            last = self.index(len(self._steps))
            self.dataChanged.emit(last, last)

    def _update(self, steps: set[int]) -> None:
        for step in steps:
            now = self._read(step)
            if now != self._progress[step]:
                self._progress[step] = now
                self.dataChanged.emit(self.index(step), self.index(step))

    def _read(self, step: int) -> Progress:
        return progress(self._session.filing, self._session.findings, self._steps[step])


def _in_words(now: Progress, *, is_text: bool = False) -> str:
    """The state, what is blank, what is to be mended, what is to be verified: all that the page itself counts."""
    states = {
        StepState.BLANK: _("not begun"),
        StepState.BEGUN: _("in hand"),
        StepState.FILLED: _("all filled"),
        StepState.FAULTY: _("something is wrong"),
    }
    blank = n_("one place left", "{count} places left", now.blanks).format(count=now.blanks)
    wrong = n_("one to mend", "{count} to mend", now.errors).format(count=now.errors)
    asked = n_("one to verify", "{count} to verify", now.questions).format(count=now.questions)
    left = [_("to be written")] if now.blanks == 1 and is_text else [blank] if now.blanks else []
    found = [text for text, count in ((wrong, now.errors), (asked, now.questions)) if count]
    if not left and len(found) == 1:
        return _APART.join((states[now.state], *found))
    return _lines([states[now.state], *left], found)


def _verdict_in_lines(verdict: Verdict) -> str:
    told = verdict_parts(verdict)
    first = [text for state, text in told.items() if state in (VerdictState.INCOMPLETE, VerdictState.READY)]
    return _lines(first, [text for text in told.values() if text not in first])


def _lines(*lines: Sequence[str]) -> str:
    return "\n".join(_APART.join(line) for line in lines if line)


def _ink(verdict: Verdict) -> str:
    return "error" if verdict.errors else "warning" if verdict.warnings else "faint"


_READ: Mapping[int, Callable[[StepsModel, int], str]] = {
    int(Qt.ItemDataRole.DisplayRole): StepsModel._title,
    WORDS: StepsModel._words,
    MARK: lambda model, row: model._signs(row)[0],
    COLOUR: lambda model, row: model._signs(row)[1],
    INK: lambda model, row: model._signs(row)[2],
    WIDEST: StepsModel._widest,
    int(Qt.ItemDataRole.ToolTipRole): StepsModel._tooltip,
    int(Qt.ItemDataRole.AccessibleTextRole): StepsModel._spoken,
}
