"""The drafts of the library as a table: those that are sought, in the order that the clerk wants."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.dates import shown_moment
from app.entry import Hit, State, Summary, state_name
from app.errors import AppError
from app.figures import required
from app.form import Form
from app.form_file import form_for
from app.i18n import _, n_
from ui.style import theme

Index = QModelIndex | QPersistentModelIndex
YEAR, BODY, EDITION, STATE, FILLED, SAVED, FOUND = range(7)
_STATES = list(State)


class DraftsModel(QAbstractTableModel):
    """One row a draft: year, organization, edition, state, how complete, last saved; and where a word was found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drafts: tuple[Summary, ...] = ()
        self._rows: list[Summary] = []
        self._words, self._state = "", ""
        self._hits: Mapping[str, tuple[Hit, ...]] = {}
        self._order: tuple[int, bool] | None = None
        self._heads = (
            _("Year"), _("Organization"), _("Edition"), _("State"), _("Filled"), _("Last saved"), _("Found"),
        )  # fmt: skip

    def show(self, drafts: tuple[Summary, ...]) -> None:
        """Shows these drafts instead, sought and ordered as before."""
        self._drafts = drafts
        self._arrange()

    def seek(self, words: str, state: str, hits: tuple[Hit, ...]) -> None:
        """Shows only drafts in a state ("" for any), of which organization or year has the words, or that were hit."""
        found: dict[str, tuple[Hit, ...]] = {}
        for hit in hits:
            found[hit.id] = (*found.get(hit.id, ()), hit)
        self._words, self._state, self._hits = words.strip().lower(), state, found
        self._arrange()

    def draft(self, index: Index) -> Summary | None:
        """The draft of a row."""
        return self._rows[index.row()] if index.isValid() else None

    def row_of(self, id: str) -> int:
        """The row of a draft; -1 where it is not shown."""
        return next((row for row, draft in enumerate(self._rows) if draft.id == id), -1)

    def first_hit(self, id: str) -> str:
        """The address where the words sought stand first in a draft; "" where they do not."""
        return self._hits[id][0].address if id in self._hits else ""

    @property
    def is_seeking(self) -> bool:
        """Whether words are sought."""
        return bool(self._words)

    def _arrange(self) -> None:
        self.beginResetModel()
        self._rows = [draft for draft in self._drafts if self._is_wanted(draft)]
        if self._order:
            column, falls = self._order
            self._rows.sort(key=_KEYS[column], reverse=falls)
        self.endResetModel()

    def _is_wanted(self, draft: Summary) -> bool:
        if self._state and draft.state != self._state:
            return False
        told = f"{draft.year} {draft.organization}".lower()
        return draft.id in self._hits or all(word in told for word in self._words.split())

    # Qt's names from here on

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row a draft."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """As many columns as heads."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A draft's words, and the colour of what is complete or filed."""
        draft = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._found(draft) if index.column() == FOUND else _TEXTS[index.column()](draft)
        if role == Qt.ItemDataRole.ForegroundRole:
            return _ink(draft, index.column())
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Puts the rows in order of a column; drafts that are alike there stay newest first."""
        wanted = (column, order == Qt.SortOrder.DescendingOrder) if column in _KEYS else None
        if wanted != self._order:
            self._order = wanted
            self._arrange()

    def _found(self, draft: Summary) -> str:
        hits = self._hits.get(draft.id, ())
        if not hits:
            return ""
        text = n_("{text}", "{text} (in {count} places)", len(hits))
        return text.format(text=hits[0].text, count=len(hits))


def edition_of(draft: Summary) -> str:
    """The edition that holds for the draft's year; "" where there is none on this computer."""
    form = _form_of(draft.family, draft.year)
    return form.edition if form else ""


def filled_in_words(draft: Summary) -> str:
    """How much of what is required is there: a share and what is left, or that nothing is left."""
    form = _form_of(draft.family, draft.year)
    if draft.blank == 0:
        return _("complete")
    if draft.blank < 0 or form is None:
        return _("{count} places").format(count=draft.filled)
    asked = len(required(form))
    share = max(asked - draft.blank, 0) * 100 // max(asked, 1)
    return _("{share}% ({count} left)").format(share=share, count=draft.blank)


@lru_cache(maxsize=256)
def _form_of(family: str, year: int) -> Form | None:
    try:
        return form_for(family, year)
    except AppError:
        return None


def _share(draft: Summary) -> int:
    return -draft.blank if draft.blank >= 0 else -10_000 + draft.filled


def _ink(draft: Summary, column: int) -> QColor | None:
    now = theme()
    if column == STATE:
        colours = {State.FINAL: now.good, State.FILED: now.good, State.IN_REVIEW: now.accent}
        return QColor(colours[draft.state]) if draft.state in colours else None
    if column == FILLED:
        return QColor(now.good if draft.blank == 0 else now.faint)
    return QColor(now.faint) if column in (EDITION, SAVED, FOUND) else None


_TEXTS: Mapping[int, Callable[[Summary], str]] = {
    YEAR: lambda draft: str(draft.year),
    BODY: attrgetter("organization"),
    EDITION: edition_of,
    STATE: lambda draft: state_name(draft.state),
    FILLED: filled_in_words,
    SAVED: lambda draft: shown_moment(draft.saved),
}
_KEYS: Mapping[int, Callable[[Summary], Any]] = {
    YEAR: attrgetter("year"),
    BODY: attrgetter("organization"),
    EDITION: edition_of,
    STATE: lambda draft: _STATES.index(draft.state),
    FILLED: _share,
    SAVED: attrgetter("saved"),
}
