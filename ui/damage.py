"""A store that cannot be read any more: the clerk chooses what is made of it, and nothing of it is thrown away."""

from pathlib import Path

from PySide6.QtWidgets import QMessageBox

from app.dates import shown_moment
from app.errors import AppError
from app.i18n import _, n_
from app.store.backup import Backup, backups, restore_backup
from app.store.file import has_backups
from app.store.recovery import is_damaged, recover


def can_be_mended(store: Path) -> bool:
    """Whether a file that is no database any more is one of ours all the same: SQLite cannot tell, its backups can."""
    return has_backups(store) or is_damaged(store)


def mended(store: Path, what: str) -> bool:
    """Whether the store can be opened again: recovered, or put back from a backup, as the clerk chose; it is told."""
    found = [backup for backup in backups(store) if backup.drafts is not None]
    choice = _ask(what, found[0] if found else None)
    if not choice:
        return False
    try:
        said = _put_back(store, found[0]) if choice == "backup" else recovered(store)
    except AppError as error:
        QMessageBox.critical(None, _("Gongkai"), str(error))
        return False
    QMessageBox.information(None, _("Gongkai"), said)
    return True


def _ask(what: str, newest: Backup | None) -> str:
    box = QMessageBox(QMessageBox.Icon.Critical, _("Gongkai"), what)
    choices = {"recover": box.addButton(_("&Recover what can be read"), QMessageBox.ButtonRole.AcceptRole)}
    if newest:
        text = n_("Put back the copy of {day} (one draft)", "Put back the copy of {day} ({count} drafts)",
                  newest.drafts or 0)  # fmt: skip
        day = shown_moment(newest.made)
        words = text.format(day=day, count=newest.drafts)
        choices["backup"] = box.addButton(words, QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton(_("&Quit"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(leave)
    box.setEscapeButton(leave)
    box.setInformativeText(_("Whatever you choose, the damaged file itself is kept beside the new one."))
    box.exec()
    return next((name for name, button in choices.items() if button is box.clickedButton()), "")


def _put_back(store: Path, backup: Backup) -> str:
    aside = restore_backup(store, backup.path)
    return _("The backup is in place. The damaged file is kept in {file}.").format(file=aside or "—")


def recovered(store: Path) -> str:
    """What was recovered, in words. Raises StoreError, and then the file is where it was."""
    found = recover(store)
    return "\n".join(found.told)
