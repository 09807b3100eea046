"""What the tour says, card by card, and the part of an editor that each card points at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.i18n import _
from ui.editor import Editor
from ui.pages.base import SectionPage
from ui.pages.help_panel import HelpPanel


@dataclass(frozen=True, slots=True)
class Stop:
    """One card: what it says, the kind of section it is shown on ("" is the review), and the part it points at."""

    title: Callable[[], str]
    text: Callable[[], str]
    kind: str
    part: Callable[[Editor], QWidget | None]


def _named(name: str) -> Callable[[Editor], QWidget | None]:
    return lambda editor: _first(editor.findChildren(QWidget, name))


def _on_page(cls: type[QWidget]) -> Callable[[Editor], QWidget | None]:
    return lambda editor: _first(editor.wizard.currentPage().findChildren(cls))


def _first(parts: Iterable[QWidget]) -> QWidget | None:
    return next((part for part in parts if part.isVisible()), None)


STOPS = (
    Stop(
        lambda: _("The report, part by part"),
        lambda: _(
            "The parts of the report, from the top. The marks show what is done and what is not. "
            "A click leads there, as does Ctrl with a digit."
        ),
        "fields",
        lambda editor: editor.wizard.step_list,
    ),
    Stop(
        lambda: _("Tables are filled as in Excel"),
        lambda: _(
            "Type, or copy in Excel or Word and paste with Ctrl+V. Totals are computed. "
            "Below stands whether each column balances."
        ),
        "table",
        _on_page(SectionPage),
    ),
    Stop(
        lambda: _("What belongs here is told beside"),
        lambda: _(
            "The guidance follows you: what this cell means, its legal source, the usual mistake, last year's figure. "
            "Ctrl+F1 folds it away."
        ),
        "table",
        _on_page(HelpPanel),
    ),
    Stop(
        lambda: _("Texts are written as they are printed"),
        lambda: _(
            "Write or paste; Ctrl+J offers ready sentences with the figures of your tables. "
            "Above stands what has to be spoken of."
        ),
        "narrative",
        _on_page(SectionPage),
    ),
    Stop(
        lambda: _("Checked while you write"),
        lambda: _(
            "How many places are blank, what must be mended, what should be looked at. A click leads there. "
            "Nothing has to be saved: it is, all the time."
        ),
        "narrative",
        _named("verdict"),
    ),
    Stop(
        lambda: _("At last: look it through and export"),
        lambda: _(
            "The whole report as it is printed, all findings beside it, and the Word files: "
            "a copy for the leader, and the filing copy."
        ),
        "",
        lambda editor: editor.wizard.currentPage(),
    ),
    Stop(
        lambda: _("Whenever you do not know what to do"),
        lambda: _("F1 opens the help at the place where you are. This tour can be seen again from there."),
        "",
        _named("help"),
    ),
)
"""The cards in their order."""


def step_of(editor: Editor, kind: str) -> int:
    """The step of the largest section of a kind; the last one, where the report is looked through, for ""."""
    form = editor.session.form
    sections = [section for section in form.sections if section.kind == kind and section.title]
    largest = max(sections, key=lambda section: len(form.entries(section)), default=None)
    return form.step_of(largest.id) if largest else editor.wizard.steps - 1
