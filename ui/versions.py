"""The versions of a draft: a list beside what has changed between the chosen one and now."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from app.compare import compare
from app.dates import shown_day, shown_day_of_year, shown_time
from app.draft import Draft, Filing, filing_of
from app.entry import Version
from app.i18n import _
from app.wording import reason_name
from ui.buttons import Button
from ui.choice_table import ChoiceTable
from ui.comparison import ComparisonView
from ui.models.rows_model import RowsModel
from ui.widgets import words


class VersionsScreen(QWidget):
    """The versions on the left, newest first; on the right the chosen one against what stands now.

    Signals:
        left(): the clerk is done.
        restore_wanted(int): the clerk wants this version back.
    """

    left = Signal()
    restore_wanted = Signal(int)

    def __init__(
        self, now: Filing, versions: Sequence[Version], read: Callable[[int], Draft], *, is_locked: bool,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._now, self._versions, self._read = now, versions, read
        self._compared: ComparisonView | None = None
        self.view = self._make_view()
        self._restore = Button(_("&Go back to this version"), "restore", "main")
        self._restore.setEnabled(bool(versions) and not is_locked)
        kept = _("What stands now is kept as a version first, and can be come back to.")
        self._restore.setToolTip(_("The report is locked; it is reopened first.") if is_locked else kept)
        self._restore.clicked.connect(self._on_restore)
        self._right = QVBoxLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 12, 20, 12)
        outer.addLayout(self._top())
        panes = QHBoxLayout()
        panes.setSpacing(12)
        panes.addLayout(self._left(), 3)
        panes.addLayout(self._right, 7)
        outer.addLayout(panes, 1)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.selectRow(0)

    def begin(self) -> None:
        """Focus on the newest version."""
        self.view.setFocus()

    def _make_view(self) -> ChoiceTable:
        view = ChoiceTable()
        view.setObjectName("versions")
        view.setAccessibleName(_("Versions"))
        view.setModel(RowsModel((_("When"), _("What was kept")), [_row(one) for one in self._versions], self))
        view.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        view.horizontalHeader().setStretchLastSection(True)
        view.chosen.connect(self._on_restore)
        return view

    def _top(self) -> QHBoxLayout:
        back = Button(_("‹ Back"), "leave", "link")
        back.clicked.connect(self.left)
        draft = self._now.draft
        title = _("Versions of {organization} · {year}").format(organization=draft.organization, year=draft.year)
        line = QHBoxLayout()
        line.addWidget(back)
        line.addWidget(words(title, "title"))
        line.addStretch()
        line.addWidget(self._restore)
        return line

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(self.view, 1)
        said = _("Kept by themselves while you work, and before whatever changes much. Going back loses nothing.")
        column.addWidget(words(said if self._versions else _("No version has been kept yet."), "faint", wraps=True))
        return column

    def _on_current(self, index: QModelIndex) -> None:
        if self._compared:
            self._right.removeWidget(self._compared)
            self._compared.deleteLater()
        version = self._versions[index.row()]
        then = filing_of(self._read(version.number))
        self._compared = ComparisonView(compare(then, self._now), _("then"), _("now"), None)
        self._compared.left.connect(self.left)
        self._right.addWidget(self._compared)

    def _on_restore(self) -> None:
        row = self.view.currentIndex().row()
        if row >= 0 and self._restore.isEnabled():
            self.restore_wanted.emit(self._versions[row].number)


def _row(version: Version) -> tuple[str, str]:
    name = version.name or reason_name(version.reason)
    made = version.made.astimezone()
    day = made.date()
    this_year = f"{shown_day_of_year(day)} {shown_time(made)}"
    return this_year if day.year == datetime.now().year else shown_day(day), name
