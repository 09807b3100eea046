"""The Edit menu of a draft: what can be taken back by its name, what the page offers, what holds for every text."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from app.i18n import _
from ui.icons import icon
from ui.pages.base import PageAct
from ui.session import DraftSession
from ui.wizard import ReportWizard


class EditMenu(QMenu):
    """Made anew each time that it opens: it names the steps and asks the page what it offers."""

    def __init__(self, session: DraftSession, wizard: ReportWizard, texts: Callable[[], tuple[PageAct, ...]]) -> None:
        super().__init__(wizard)
        self._session, self._wizard, self._texts = session, wizard, texts
        self.setObjectName("edit_menu")
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Makes the lines for how things stand now."""
        self.clear()
        self._add(_named(_("Undo"), self._session.undo_name, "Ctrl+Z", "undo", self._wizard.undo))
        self._add(_named(_("Redo"), self._session.redo_name, "Ctrl+Y", "redo", self._wizard.redo))
        for acts in (self._wizard.acts(), self._texts()):
            if acts:
                self.addSeparator()
            for act in acts:
                self._add(act)

    def _add(self, act: PageAct) -> None:
        line = self.addAction(icon(act.icon), act.text) if act.icon else self.addAction(act.text)
        line.setEnabled(act.is_enabled)
        line.setText(f"{act.text}\t{act.keys}" if act.keys else act.text)
        line.triggered.connect(_Do(act))


def _named(verb: str, step: str, keys: str, sign: str, do: Callable[[], None]) -> PageAct:
    text = _("{verb}: {step}").format(verb=verb, step=step) if step else verb
    return PageAct(text, do, keys, sign, bool(step))


def under(button: QWidget, menu: QMenu) -> None:
    """Opens a menu below a button, by mouse or by key."""
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))


class _Do:
    """Does what a line of the menu says."""

    def __init__(self, act: PageAct) -> None:
        self._act = act

    def __call__(self) -> None:
        self._act.do()
