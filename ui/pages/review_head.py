"""The head of the review: the verdict, the draft's state and what is still to be done, the ways out."""

from collections import Counter
from datetime import date

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.checklist import LEVEL
from app.duty import countdown_in_words
from app.entry import State, state_name
from app.finding import Verdict, VerdictState
from app.i18n import _, n_
from app.progress import Progress, StepState, progress
from app.wording import verdict_in_words
from ui.buttons import Button
from ui.icons import icon
from ui.portal_line import PortalLine
from ui.session import DraftSession
from ui.widgets import set_role, words
from ui.wrapped import WrappedButton

COPIES = ("filing", "review", "draft", "data")
_ICON = 22
_CAPTION = 2, 1, 0, 0
"""Around the words below a way out, as around those of the link that takes their place."""
_VERDICTS = {
    VerdictState.INCOMPLETE: ("begun", "accent"), VerdictState.BLOCKED: ("error", "error"),
    VerdictState.REVIEW: ("question", "warning"), VerdictState.READY: ("check", "good"),
}  # fmt: skip


class ReviewHead(QWidget):
    """Where the report stands, and the ways out.

    Signals:
        export_wanted(str): the clerk wants a copy of this kind, or the data.
        first_wanted(): the clerk wants to go to the first place that keeps the report from being filed.
    """

    export_wanted = Signal(str)
    first_wanted = Signal()

    def __init__(self, session: DraftSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._sign, self._verdict = QLabel(), words("", "title", wraps=True)
        self._state, self._next = words("", "open-chip"), words("", "faint", wraps=True)
        self._steps = words("", "faint", wraps=True)
        self.exports: dict[str, Button] = {}
        self._captions: dict[str, QLabel] = {}
        self.first = WrappedButton("", "first_open", "link")
        self.portal = PortalLine(session)
        self._make()
        self._ways = QGridLayout()
        self._columns = 0
        self._lay_out()
        self.set_columns(4)

    def set_columns(self, columns: int) -> None:
        """Stands the ways out in so many columns."""
        if columns == self._columns:
            return
        self._columns = columns
        for number, copy in enumerate(COPIES):
            row, column = divmod(number, columns)
            self._ways.addWidget(self.exports[copy], 2 * row, column)
            self._ways.addWidget(self._captions[copy], 2 * row + 1, column, Qt.AlignmentFlag.AlignTop)
            if copy == "filing":
                self._ways.addWidget(self.first, 2 * row + 1, column, Qt.AlignmentFlag.AlignTop)
        for column in range(len(COPIES)):
            self._ways.setColumnStretch(column, int(column < columns))

    def refresh(self) -> None:
        """Shows how things stand now."""
        verdict, state = self._session.verdict, self._session.entry.state
        self._show_sign()
        self._verdict.setText(state_name(state) if self._is_filed else verdict_in_words(verdict))
        self._state.setText(f"　{_('State: {state}').format(state=state_name(state))}　")
        set_role(self._state, "role", "good-chip" if state is State.FILED else "open-chip")
        self._next.setText(_what_comes(self._session))
        self._steps.setText(_steps_in_words(self._session))
        is_open = bool(verdict.blanks or verdict.errors)
        self.first.setText(_why_not(verdict) if is_open else "")
        self.first.setAccessibleDescription(_("Go to the first place that keeps the report from being filed"))
        set_role(self.first, "state", "blocked" if verdict.errors else "review")
        self.first.setVisible(is_open)
        self._captions["filing"].setVisible(not is_open)
        set_role(self.exports["filing"], "role", "" if is_open else "main")
        set_role(self.exports["filing"], "state", "waiting" if is_open else "")
        self.exports["filing"].setIcon(icon("export", "faint" if is_open else "on_accent"))

    @property
    def _is_filed(self) -> bool:
        is_ready = self._session.verdict.state is VerdictState.READY
        return is_ready and self._session.entry.state is State.FILED

    def _show_sign(self) -> None:
        verdict = self._session.verdict
        name, colour = _VERDICTS[VerdictState.BLOCKED if verdict.errors else verdict.state]
        sign = icon("filed" if self._is_filed else name, colour)
        self._sign.setPixmap(sign.pixmap(QSize(_ICON, _ICON), self.devicePixelRatioF()))

    def _make(self) -> None:
        names = {
            "filing": _("Export the filing copy…"),
            "review": _("Export the copy for the leader…"),
            "draft": _("Export a working copy…"),
            "data": _("Export the data…"),
        }
        for copy in COPIES:
            button = Button(names[copy], f"export_{copy}", "main" if copy == "filing" else "")
            button.setIcon(icon("export"))
            button.setAccessibleDescription(_purpose(copy))
            button.clicked.connect(self._on_export)
            self.exports[copy] = button
            self._captions[copy] = words(_purpose(copy), "faint", wraps=True)
            self._captions[copy].setContentsMargins(*_CAPTION)
        self.first.clicked.connect(self.first_wanted)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self._sign)
        top.addWidget(self._verdict, 1)
        top.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        self._ways.setHorizontalSpacing(12)
        self._ways.setVerticalSpacing(3)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._steps)
        column.addWidget(self._next)
        column.addLayout(self._ways)
        column.addWidget(self.portal)

    def _on_export(self) -> None:
        self.export_wanted.emit(self.sender().objectName().removeprefix("export_"))

    # Qt's names from here on

    def changeEvent(self, event: QEvent) -> None:
        """Paints the verdict's sign in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_sign()


def _why_not(verdict: Verdict) -> str:
    """What keeps the filing copy from being made."""
    blank = n_("one place is blank", "{count} places are blank", verdict.blanks)
    wrong = n_("one thing must be mended", "{count} things must be mended", verdict.errors)
    told = ((blank, verdict.blanks), (wrong, verdict.errors))
    what = _("; ").join(text.format(count=count) for text, count in told if count)
    return _("Not yet: {what}. Go there ›").format(what=what)


def _steps_in_words(session: DraftSession) -> str:
    """How many steps stand how, in one line."""
    steps = session.form.steps
    found = Counter(_standing(progress(session.filing, session.findings, step)) for step in steps)
    told = _("; ").join(text.format(count=found[text]) for text in _standings() if found[text])
    return _("{count} parts: {told}").format(count=len(steps), told=told)


def _standing(now: Progress) -> str:
    names = dict(zip(StepState, _standings(), strict=False))
    return _standings()[-1] if now.state is StepState.FILLED and now.findings else names[now.state]


def _standings() -> tuple[str, ...]:
    """The words for the states of steps, in their order; those of a filled one with something to verify last."""
    return (
        _("{count} not begun"),
        _("{count} in hand"),
        _("{count} filled"),
        _("{count} with something to mend"),
        _("{count} filled, with something to verify"),
    )


def _purpose(copy: str) -> str:
    """What a copy is for, in one line."""
    return {
        "filing": _("Complete and clean, to be filed and published"),
        "review": _("For the leader, marked as such with the time"),
        "draft": _("At any time; blank places are marked"),
        "data": _("To keep, or to go on with elsewhere"),
    }[copy]


def _what_comes(session: DraftSession) -> str:
    """What is still to be done until the report is filed and published, and by when (条例第四十九条)."""
    todo = {
        State.DRAFTING: _(
            "Filled is not filed. Once it is approved: export the filing copy, hand it in and publish it."
        ),
        State.IN_REVIEW: _(
            "In review, not filed yet. Once it is approved: export the filing copy, hand it in and publish it."
        ),
        State.FINAL: _(
            "Final, not filed yet. Export the filing copy, hand it in, publish it, then set the state to “filed”."
        ),
        State.FILED: _("Filed. See that it is published too, and keep the filing copy."),
    }[session.entry.state]
    if session.entry.state is State.FILED:
        return todo
    form, draft = session.form, session.filing.draft
    asked = next((address for address, one in form.fields.items() if one.id == LEVEL), "")
    until = countdown_in_words(form, session.filing.value(asked) if asked else "", draft.year, date.today())
    return f"{todo}　{until}".rstrip()
