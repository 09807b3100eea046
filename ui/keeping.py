"""What the library does with stored drafts: next year, versions, states, comparing, the bin, backups, handing on."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from app.carry import begin
from app.check import check
from app.dates import shown_day
from app.draft import Draft, Filing, filing_of
from app.entry import Reason, State
from app.errors import AppError
from app.figures import blanks
from app.finding import verdict
from app.i18n import _, n_
from app.paths import HANDED_ON
from app.settings import load_settings, save_settings
from app.store import Store

if TYPE_CHECKING:
    from app.store.handover import Choice
    from app.store.proof import Proof
    from ui.duties import DutiesScreen
    from ui.years import YearsScreen


class Keeping(QObject):
    """The acts of the library, by name; each tells what it did, and what the world refused.

    Signals:
        changed(): the library shall be read again.
        open_wanted(str): this draft shall be opened.
        screen_wanted(object): this widget shall take the whole window, until it emits `left`.
        told(str, bool): something to be said; True where it is no warning.
    """

    changed = Signal()
    open_wanted = Signal(str)
    screen_wanted = Signal(object)
    told = Signal(str, bool)

    def __init__(self, store: Store, window: QWidget) -> None:
        super().__init__(window)
        self._store, self._window = store, window
        self._acts: Mapping[str, Callable[[list[str]], None]] = {
            "next": self._begin_next, "compare": self._compare, "versions": self._show_versions,
            "state": self._ask_state, "pack": self._pack, "pack_all": self._pack_all, "delete": self._delete,
            "bin": self._show_bin, "backups": self._show_backups, "open": self._open, "years": self._show_years,
            "duties": self._show_duties,
        }  # fmt: skip

    def act(self, name: str, ids: list[str]) -> bool:
        """Does what is asked for; False for an act that is not the store's."""
        if name not in self._acts:
            return False
        try:
            self._acts[name](ids)
        except AppError as error:
            self.told.emit(str(error), False)
        return True

    def _open(self, ids: list[str]) -> None:
        self.open_wanted.emit(ids[0])

    def _begin_next(self, ids: list[str]) -> None:
        """The year after the chosen one, with what may be carried over; the one that is there already is opened."""
        entry = self._store.load(ids[0])
        draft = entry.draft
        year = draft.year + 1
        there = [d for d in self._store.entries() if (d.organization, d.year) == (draft.organization, year)]
        if there:
            self.open_wanted.emit(there[0].id)
            return
        filing = begin(filing_of(draft), year)
        name = _("taken over from the report of {year}").format(year=draft.year)
        self.open_wanted.emit(self._store.add(filing.draft, reason=Reason.CARRY, name=name))

    def _compare(self, ids: list[str]) -> None:
        from app.compare import compare  # with the first comparison
        from ui.comparison import ComparisonView

        entries = [self._store.load(id) for id in ids]
        if len(entries) == 1:
            last = self._store.last_year(entries[0].draft)
            if last is None:
                text = _("There is no report of the year before to compare with. Choose two reports with Ctrl held.")
                self.told.emit(text, True)
                return
            entries.append(last)
        old, new = sorted((filing_of(entry.draft) for entry in entries), key=lambda filing: filing.draft.year)
        self.screen_wanted.emit(ComparisonView(compare(old, new), *_names(old, new), _whose(old, new)))

    def _show_years(self, ids: list[str]) -> None:
        from ui.years import YearsScreen

        self._show_screen(YearsScreen(self._store, ids))

    def _show_duties(self, ids: list[str]) -> None:
        from ui.duties import DutiesScreen

        self._show_screen(DutiesScreen(self._store, ids))

    def _show_screen(self, screen: "YearsScreen | DutiesScreen") -> None:
        screen.told.connect(self.told)
        self.screen_wanted.emit(screen)

    def _show_versions(self, ids: list[str]) -> None:
        from ui.versions import VersionsScreen

        entry = self._store.load(ids[0])
        versions = self._store.versions(entry.id)

        def read(number: int) -> Draft:
            return self._store.version(entry.id, number)

        def restore(number: int) -> None:
            self._tried(lambda: self._restore(entry.id, number), screen.left.emit)

        screen = VersionsScreen(filing_of(entry.draft), versions, read, is_locked=entry.is_locked)
        screen.restore_wanted.connect(restore)
        self.screen_wanted.emit(screen)

    def _restore(self, id: str, number: int) -> None:
        self._store.restore(id, number)
        self.told.emit(_("The report is again as it was then. What stood before is the newest version."), True)

    def _ask_state(self, ids: list[str]) -> None:
        from app.checklist import load
        from ui.dialogs.state import StateDialog

        entry = self._store.load(ids[0])
        filing = filing_of(entry.draft)
        last = self._store.last_year(entry.draft)
        findings = check(filing, filing_of(last.draft) if last else None).findings
        items = load(filing.form.family).items_for(filing)
        history = self._store.history(entry.id)
        dialog = StateDialog(entry, history, verdict(findings, len(blanks(filing))), items, self._window)

        def move(state: str, by: str, remark: str) -> None:
            self._tried(lambda: self._store.set_state(entry.id, State(state), by, remark), self.changed.emit)

        dialog.moved.connect(move)
        dialog.sheet_wanted.connect(
            lambda: self._ask_file(_sheet_name(filing), lambda path: self._sheet(entry.id, path))
        )
        dialog.open()

    def _sheet(self, id: str, path: Path) -> None:
        from app.sign_off import write_sheet

        entry = self._store.load(id)
        last = self._store.last_year(entry.draft)
        version = self._store.keep_version(id, Reason.EXPORT, _("before writing the sign-off sheet"))
        write_sheet(
            path,
            filing_of(entry.draft),
            now=datetime.now().astimezone(),
            history=self._store.history(id),
            last=filing_of(last.draft) if last else None,
            version=str(version.number),
            draft=id,
            overwrite=True,  # the file dialog has asked
        )
        self.told.emit(_("Written: {file}").format(file=path), True)

    def _delete(self, ids: list[str]) -> None:
        names = [_name(filing_of(self._store.load(id).draft)) for id in ids[:5]]
        text = n_("Delete this draft?", "Delete these {count} drafts?", len(ids)).format(count=len(ids))
        more = _("It goes to the recycle bin and can be put back from there for a year.")
        self._ask("\n".join((text, *names, "", more)), _("&Delete"), lambda: _each(self._store.delete, ids))

    def _show_bin(self, _ids: list[str]) -> None:
        from ui.dialogs.recycle_bin import RecycleBinDialog

        dialog = RecycleBinDialog(self._store.deleted(), self._window)

        def put_back(ids: list[str]) -> None:
            self._tried(lambda: _each(self._store.put_back, ids), self.changed.emit)

        dialog.back_wanted.connect(put_back)
        dialog.open()

    def _show_backups(self, _ids: list[str]) -> None:
        from app.store.backup import backups, last_seen
        from ui.dialogs.backups import BackupsDialog

        second = load_settings(self._store.path).second_place
        seen = last_seen(self._store.path, Path(second)) if second else None
        dialog = BackupsDialog(backups(self._store.path), second, seen, self._window)
        dialog.backup_wanted.connect(lambda: self._tried(self._back_up, self.changed.emit))
        dialog.second_place_chosen.connect(self._choose_second)
        dialog.restore_wanted.connect(self._ask_put_back)
        dialog.check_wanted.connect(lambda: self._tried(self._check))
        dialog.open()

    def _check(self) -> None:
        from app.store.recovery import is_damaged

        if not is_damaged(self._store.path):
            self.told.emit(_("The store is whole: every page and every row was read."), True)
            return
        text = _("The store is damaged. Recover what can be read into a new one? The damaged file is kept beside it.")
        self._ask(text, _("&Recover what can be read"), self._recover)

    def _recover(self) -> None:
        from ui.damage import recovered

        self._store.close()
        self.told.emit(recovered(self._store.path), True)

    def _back_up(self) -> None:
        from app.store.backup import back_up_now

        second = load_settings(self._store.path).second_place
        proof = back_up_now(self._store.path, datetime.now(UTC), Path(second) if second else None)
        self.told.emit(_backed_up(proof), True)

    def _choose_second(self, folder: str) -> None:
        save_settings(self._store.path, replace(load_settings(self._store.path), second_place=folder))
        if folder:
            self._tried(self._back_up, self.changed.emit)

    def _ask_put_back(self, file: str) -> None:
        from app.store.backup import restore_backup

        def put_back() -> None:
            self._store.close()
            aside = restore_backup(self._store.path, Path(file))
            text = _("The store is as it was in the backup. What it held until now is kept in {file}.")
            self.told.emit(text.format(file=aside or "—"), True)

        text = _("Put the whole store back to this backup? What it holds now is set aside in a file of its own.")
        self._ask(text, _("&Put back"), put_back)

    def _pack(self, ids: list[str]) -> None:
        filing = filing_of(self._store.load(ids[0]).draft)
        name = _name(filing) if len(ids) == 1 else _("{name} and others").format(name=_name(filing))
        self._ask_file(f"{name}{HANDED_ON}", lambda path: self._packed(self._store.pack(path, ids)))

    def _pack_all(self, _ids: list[str]) -> None:
        name = _("all annual reports {day}").format(day=shown_day(datetime.now().date()))
        self._ask_file(f"{name}{HANDED_ON}", lambda path: self._packed(self._store.pack(path)))

    def take(self, file: Path) -> None:
        """Takes in what was handed on; where both sides went on with a report, the clerk chooses."""
        self._tried(lambda: self._take(file))

    def _take(self, file: Path) -> None:
        from app.store.handover import Relation
        from ui.dialogs.take import TakeDialog

        found = self._store.look_into(file)
        if not any(one.relation is Relation.CONFLICT for one in found):
            self._taken(file, {})
            return
        dialog = TakeDialog(found, self._window)
        dialog.chosen.connect(lambda choices: self._tried(lambda: self._taken(file, choices)))
        dialog.open()

    def _taken(self, file: Path, choices: "dict[str, Choice]") -> None:
        from app.store.handover import Relation

        found = self._store.look_into(file)
        left = self._store.take(file, choices)
        new = sum(one.relation is Relation.NEW for one in found)
        renewed = sum(one.relation is Relation.NEWER for one in found)
        text = _("{file}: {count} reports, {new} new here, {renewed} gone on with there, {left} left alone.")
        said = text.format(file=file.name, count=len(found), new=new, renewed=renewed, left=len(left))
        self.changed.emit()
        self.told.emit(said, True)

    def _packed(self, path: Path) -> None:
        text = _("Written: {file}. Read in on another computer, it brings everything, with all versions.")
        self.told.emit(text.format(file=path), True)

    def _ask_file(self, name: str, write: Callable[[Path], object]) -> None:
        from ui.file_dialog import ask_where_to_save

        dialog = ask_where_to_save(self._window, _("Save as"), name, load_settings(self._store.path).folder)
        dialog.fileSelected.connect(lambda file: self._tried(lambda: write(Path(file))))
        dialog.open()

    def _ask(self, text: str, yes: str, act: Callable[[], object]) -> None:
        """Asks before an act that the clerk may not expect; Enter does nothing rash."""
        box = QMessageBox(QMessageBox.Icon.Question, self._window.windowTitle(), text, parent=self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        do = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole))
        do.clicked.connect(lambda: self._tried(act, self.changed.emit))
        box.open()

    def _tried(self, act: Callable[[], object], then: Callable[[], object] = lambda: None) -> None:
        try:
            act()
        except AppError as error:
            self.told.emit(str(error), False)
        else:
            then()


def _backed_up(proof: "Proof | None") -> str:
    if proof is None:
        return _("Nothing has changed since the last backup, which is whole.")
    text = n_("Backed up and proved: one draft, {file}", "Backed up and proved: {count} drafts, {file}", proof.drafts)
    return text.format(count=proof.drafts, file=proof.path)


def _each(act: Callable[[str], None], ids: list[str]) -> None:
    for id in ids:
        act(id)


def _name(filing: Filing) -> str:
    return _("{organization} · {year}").format(organization=filing.draft.organization, year=filing.draft.year)


def _sheet_name(filing: Filing) -> str:
    from app.report import report_title

    return _("{title} sign-off sheet").format(title=report_title(filing)) + ".docx"


def _whose(old: Filing, new: Filing) -> str:
    """Whose reports these are; "" where they are not of one organization: then the names say it."""
    same = old.draft.organization == new.draft.organization and old.draft.year != new.draft.year
    return new.draft.organization if same else ""


def _names(old: Filing, new: Filing) -> tuple[str, str]:
    """Short names for two reports: the years, and the organizations where they are not the same."""
    if old.draft.organization == new.draft.organization and old.draft.year != new.draft.year:
        return str(old.draft.year), str(new.draft.year)
    return _name(old), _name(new)
