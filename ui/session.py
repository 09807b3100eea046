"""The draft being worked on, for everything that shows it: one desk, one store, signals of what changed."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from app.confirm import Confirmed, can_be_confirmed
from app.desk import Change, Desk
from app.draft import Draft, Filing, filing_of
from app.entry import Entry, Reason
from app.errors import AppError
from app.finding import Finding, Verdict
from app.form import Address, Form
from app.i18n import _
from app.rules.notes import note_behind
from app.store import Store
from ui.likings import Likings

_RETRY_MS = 5000


class DraftSession(QObject):
    """The desk with its store: every act is checked at once and saved before the event loop rests.

    With `texts_later` the texts are asked when `check_texts` is called, or with the first act.

    Signals:
        changed(frozenset): these addresses read otherwise, totals included.
        findings_changed(tuple, tuple): findings that came, findings that went.
        saved(object): the store has everything, since this datetime.
        save_failed(str): the store refused, for this reason; it is tried again.
    """

    changed = Signal(frozenset)
    findings_changed = Signal(tuple, tuple)
    saved = Signal(object)
    save_failed = Signal(str)

    def __init__(
        self,
        store: Store,
        entry: Entry,
        parent: QObject | None = None,
        likings: Likings | None = None,
        *,
        texts_later: bool = False,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self.likings = likings or Likings()
        self.id = entry.id
        self.entry = entry
        last = store.last_year(entry.draft)
        self._desk = Desk(filing_of(entry.draft), filing_of(last.draft) if last else None, texts_later=texts_later)
        self._by_address = _by_address(self._desk.findings)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.save)

    @property
    def form(self) -> Form:
        """The edition of the draft's year."""
        return self._desk.filing.form

    @property
    def filing(self) -> Filing:
        """The filing as it is now."""
        return self._desk.filing

    @property
    def last(self) -> Filing | None:
        """Last year's filing, where the library has it."""
        return self._desk.last

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks say now."""
        return self._desk.findings

    @property
    def confirmed(self) -> tuple[Confirmed, ...]:
        """What they say too and the clerk has confirmed."""
        return self._desk.confirmed

    @property
    def verdict(self) -> Verdict:
        """Whether the report can be filed."""
        return self._desk.verdict

    @property
    def is_locked(self) -> bool:
        """Whether the draft is final or filed: it is shown and not changed."""
        return self.entry.is_locked

    @property
    def undo_name(self) -> str:
        """What the next undo takes back."""
        return self._desk.undo_name

    @property
    def redo_name(self) -> str:
        """What the next redo does again."""
        return self._desk.redo_name

    def findings_at(self, address: Address) -> tuple[Finding, ...]:
        """The findings that speak of an address."""
        return self._by_address.get(address, ())

    def check_texts(self) -> None:
        """Asks the texts, where that was left for later."""
        self._tell(self._desk.check_texts())

    def set_value(self, address: Address, text: str) -> None:
        """One value typed; nothing where the draft is locked."""
        if not self.is_locked:
            self._tell(self._desk.set_value(address, text))

    def set_values(self, texts: Mapping[Address, str], name: str) -> None:
        """Several values as one step, with a version before it; one value alone is as if it were typed."""
        if not self.is_locked:
            if len(texts) > 1:
                self._keep_before(name, Reason.BULK)
            self._tell(self._desk.set_values(texts, name))

    def fill_blanks(self, addresses: Iterable[Address], text: str, name: str) -> None:
        """The same text into those of the addresses that are blank, as one step, with a version before it."""
        if not self.is_locked:
            self._keep_before(name, Reason.BULK)
            self._tell(self._desk.fill_blanks(addresses, text, name))

    def put(self, draft: Draft, name: str, reason: Reason | None = None) -> None:
        """Another state of the report as one step that can be undone; with a reason, a version is kept before it."""
        if not self.is_locked:
            if reason:
                self._keep_before(name, reason)
            self._tell(self._desk.put(draft, name))

    def confirm_carried(self, places: Iterable[Address]) -> None:
        """What was taken over from last year at these places counts as checked."""
        if not self.is_locked:
            self._tell(self._desk.confirm_carried(places))

    def keep_version(self, reason: Reason, name: str) -> None:
        """Keeps what stands now as a version of this name.

        A version is a second rope: where it cannot be tied that is told, and the clerk's act goes on.
        """
        if not self.save():
            return
        try:
            self._store.keep_version(self.id, reason, name)
        except AppError as error:
            self.save_failed.emit(str(error))

    def can_settle(self, finding: Finding) -> bool:
        """Whether a finding speaks for a note that can be laid aside."""
        return not self.is_locked and note_behind(self.filing, finding) is not None

    def settle(self, finding: Finding) -> None:
        """Lays aside the note that a finding speaks for; nothing where none does."""
        if not self.is_locked:
            self._tell(self._desk.settle(finding))

    def can_confirm(self, finding: Finding) -> bool:
        """Whether a finding can be confirmed with a reason."""
        return not self.is_locked and can_be_confirmed(self.filing, finding)

    def confirm(self, findings: Iterable[Finding], reason: str) -> None:
        """These findings count as looked into, for this reason; nothing where the draft is locked."""
        if not self.is_locked:
            self._tell(self._desk.confirm(findings, reason))

    def unconfirm(self, findings: Iterable[Finding]) -> None:
        """These findings are open again."""
        if not self.is_locked:
            self._tell(self._desk.unconfirm(findings))

    def undo(self) -> frozenset[Address]:
        """The last step taken back; the addresses that it had changed."""
        return frozenset() if self.is_locked else self._tell(self._desk.undo())

    def redo(self) -> frozenset[Address]:
        """The step last taken back, done again."""
        return frozenset() if self.is_locked else self._tell(self._desk.redo())

    def remember_place(self, address: Address) -> None:
        """Where the clerk is, for the next time; a place that cannot be kept is no loss worth a word."""
        try:
            self._store.remember_place(self.id, address)
        except AppError:
            return

    def save(self) -> bool:
        """Writes what the store has not; False where it refused, and then it is tried again later."""
        self._timer.stop()
        unsaved = self._desk.unsaved()
        if unsaved is None:
            return True
        try:
            when = self._store.save(self.id, *unsaved)
        except AppError as error:
            self._timer.start(_RETRY_MS)
            self.save_failed.emit(str(error))
            return False
        self._desk.mark_saved(unsaved[1])
        self.saved.emit(when)
        return True

    def _keep_before(self, act: str, reason: Reason) -> None:
        self.keep_version(reason, _("before: {act}").format(act=act))

    def _tell(self, change: Change) -> frozenset[Address]:
        if change:
            self._timer.start(0)
            self._by_address = _by_address(self._desk.findings)
            self.changed.emit(change.addresses)
            if change.added or change.removed:
                self.findings_changed.emit(change.added, change.removed)
        return change.addresses


def _by_address(findings: Iterable[Finding]) -> dict[Address, tuple[Finding, ...]]:
    found: dict[Address, tuple[Finding, ...]] = {}
    for finding in findings:
        for address in finding.addresses:
            found[address] = (*found.get(address, ()), finding)
    return found
