"""The findings of a session as a list: those that stand by themselves, each followed by what follows from it."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.finding import Finding
from app.i18n import _
from ui.session import DraftSession
from ui.style import theme

Index = QModelIndex | QPersistentModelIndex
_ORDER = {"error": 0, "warning": 1, "info": 2}


class FindingsModel(QAbstractListModel):
    """Findings, what must be mended first; holds none, reads the session."""

    def __init__(
        self, session: DraftSession, wanted: Callable[[Finding], bool] = lambda _finding: True,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._session = session
        self._wanted = wanted
        self._rows = self._read()
        session.findings_changed.connect(self._on_findings_changed)

    def finding(self, index: Index) -> Finding | None:
        """The finding of a row."""
        return self._rows[index.row()] if index.isValid() else None

    # Qt's names from here on

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row a finding."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words, colour and explanation of a finding."""
        finding = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _line(finding)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (finding.source, finding.mend)))
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(_colour(finding))
        return None

    def _on_findings_changed(self) -> None:
        rows = self._read()
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _read(self) -> tuple[Finding, ...]:
        wanted = [finding for finding in self._session.findings if self._wanted(finding)]
        severity = {finding.key: _ORDER[finding.severity] for finding in wanted}

        def rank(finding: Finding) -> tuple[int, str, bool]:
            root = finding.cause or finding.key
            return severity.get(root, _ORDER[finding.severity]), root, bool(finding.cause)

        return tuple(sorted(wanted, key=rank))


def _line(finding: Finding) -> str:
    if finding.cause:
        return "    ↳ " + _("follows from it: {message}").format(message=finding.message)
    sign = {"error": _("Mend"), "warning": _("Verify"), "info": _("Hint")}[finding.severity]
    return f"{sign}　{finding.message}"


def _colour(finding: Finding) -> str:
    now = theme()
    if finding.cause:
        return now.faint
    return {"error": now.error, "warning": now.warning, "info": now.faint}[finding.severity]
