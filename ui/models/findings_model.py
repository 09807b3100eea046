"""The findings of a session as a list of groups: one row for each cause."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.causes import Group, grouped
from app.finding import Finding
from app.form import Address, Severity
from app.i18n import _, n_
from ui.icons import icon
from ui.session import DraftSession

Index = QModelIndex | QPersistentModelIndex
GROUP = Qt.ItemDataRole.UserRole
"""The role under which a row's group is asked for."""


class FindingsModel(QAbstractListModel):
    """Groups of findings, what must be mended first; holds none but those shown, reads the session.

    Rows that stay keep their index, so that what is chosen stays chosen while others come and go.
    """

    def __init__(
        self, session: DraftSession, wanted: Callable[[Finding], bool] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted, self._is_whole = wanted or _any, wanted is None
        self._found: tuple[Finding, ...] = ()
        self._groups = list(self._read())
        session.changed.connect(self._on_changed)
        session.findings_changed.connect(self._on_findings_changed)

    @property
    def groups(self) -> tuple[Group, ...]:
        """All groups in the order in which they are shown."""
        return tuple(self._groups)

    @property
    def confirmed(self) -> tuple[tuple[Group, str], ...]:
        """The groups of findings that were confirmed, each with its reason."""
        shown = [one for one in self._session.confirmed if self._wanted(one.finding)]
        reasons = {one.finding: one.reason for one in shown}
        groups = grouped(self._session.filing, reasons)
        told = (dict.fromkeys(reasons[member] for member in group.members if reasons[member]) for group in groups)
        return tuple(zip(groups, map(_("; ").join, told), strict=True))

    def group(self, index: Index) -> Group | None:
        """The group of a row."""
        return self._groups[index.row()] if index.isValid() else None

    # Qt's names from here on

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row a group."""
        return 0 if parent.isValid() else len(self._groups)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words, sign and the whole explanation of a group."""
        group = self._groups[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _title(group, is_whole=self._is_whole)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return read_aloud(group, is_whole=self._is_whole)
        if role == Qt.ItemDataRole.DecorationRole:
            return icon(*_SIGNS[group.severity])
        return group if role == GROUP else None

    def _on_changed(self, addresses: frozenset[Address]) -> None:
        """A group says what stands at its places, also where the finding is told in the same words."""
        if any(place.address in addresses for group in self._groups for place in group.places):
            self._show()

    def _on_findings_changed(self) -> None:
        if self._found != tuple(filter(self._wanted, self._session.findings)):
            self._show()

    def _show(self) -> None:
        new = self._read()
        stay = {group.key for group in new}
        for row in reversed(range(len(self._groups))):
            if self._groups[row].key not in stay:
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._groups[row]
                self.endRemoveRows()
        old = [group.key for group in self._groups]
        if old == [group.key for group in new if group.key in set(old)]:
            self._put(new)
        else:
            self.beginResetModel()
            self._groups = list(new)
            self.endResetModel()

    def _put(self, new: tuple[Group, ...]) -> None:
        """Takes over the new groups, row by row; those at hand stand among them in the same order."""
        for row, group in enumerate(new):
            if row == len(self._groups) or self._groups[row].key != group.key:
                self.beginInsertRows(QModelIndex(), row, row)
                self._groups.insert(row, group)
                self.endInsertRows()
            elif self._groups[row] != group:
                self._groups[row] = group
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def _read(self) -> tuple[Group, ...]:
        self._found = tuple(filter(self._wanted, self._session.findings))
        return grouped(self._session.filing, self._found)


_SIGNS: Mapping[Severity, tuple[str, str]] = {
    "error": ("error", "error"), "warning": ("question", "warning"), "info": ("info", "faint"),
}  # fmt: skip
"""Icon and colour: to verify is a question, here as in the step list and on the paper."""


def _any(finding: Finding) -> bool:
    return True


def severity_word(severity: Severity) -> str:
    """What is to be done about a finding, in one word."""
    return {"error": _("Mend"), "warning": _("Verify"), "info": _("Hint")}[severity]


def _title(group: Group, *, is_whole: bool) -> str:
    """How grave and what; in the list of the whole report with the table that is spoken of."""
    return f"{severity_word(group.severity)}　{group.whole_title if is_whole else group.title}"


def read_aloud(group: Group, *, is_whole: bool = False) -> str:
    """All that is to be said of a group: what, where, why, how to mend it, what follows from it."""
    places = _("; ").join(" ".join(filter(None, (place.name, place.said))) for place in group.places)
    follow = n_("one more finding follows from it", "{count} more findings follow from it", len(group.follow))
    parts = (
        _title(group, is_whole=is_whole),
        group.text,
        _("Where: {places}").format(places=places) if places else "",
        _("Why: {source}").format(source=group.why) if group.why else "",
        _("How to mend: {how}").format(how=group.how) if group.how else "",
        follow.format(count=len(group.follow)) if group.follow else "",
    )
    return "\n".join(filter(None, parts))
