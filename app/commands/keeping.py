"""The verbs that keep everything safe and at hand: backup, backups, recover, handover, search."""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.call import FINDINGS, FINE, Answer, Call, Verb
from app.commands.shapes import hit_shape
from app.commands.words import columns, report_of
from app.dates import shown_moment
from app.draft import Draft
from app.entry import Hit, Summary
from app.errors import AppError, NoEdition
from app.form_file import form_for
from app.i18n import _, n_
from app.naming import name_of
from app.paths import HANDED_ON
from app.store import Damaged, open_store

if TYPE_CHECKING:
    from app.store.backup import Backup


def _no_arguments(parser: ArgumentParser) -> None:
    """The verb takes none."""


# Backups


def _backup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar=_("FOLDER"),
        help=_("a second place, such as a USB stick, for a copy too"),
    )


def _backup(call: Call) -> Answer:
    from app.store.backup import backups

    before = {one.path for one in backups(call.store_file)}
    second = _backed_up(call)
    found = backups(call.store_file)
    if not found:
        raise AppError(
            _("There is nothing to back up yet: the store {path} has no draft.").format(path=call.store_file)
        )
    made = next((one for one in found if one.path not in before), None)
    lines = [
        _made(made) if made else _("Nothing has changed since the last backup, {file}.").format(file=found[0].path)
    ]
    if second is not None:
        lines.append(_("A copy is in {folder} too.").format(folder=second))
    shape = _backup_shape(made or found[0])
    return Answer("\n".join(lines), {**shape, "new": made is not None, "second": str(second) if second else ""})


def _backed_up(call: Call) -> Path | None:
    """Backs up, and gives the second place that got a copy too: the one given, or the one chosen in the window.

    Raises StoreError; but a stick that was chosen once and is not there now is only told.
    """
    from app.settings import load_settings
    from app.store.backup import PlaceMissing, back_up_now

    chosen = load_settings(call.store_file).second_place
    second = call.options.folder or (Path(chosen) if chosen else None)
    try:
        back_up_now(call.store_file, datetime.now(UTC), second)
    except PlaceMissing as error:
        if call.options.folder:
            raise
        call.notices.append(str(error))
        return None
    return second


def _made(one: "Backup") -> str:
    count = one.drafts or 0
    text = n_("Backed up and proved: one draft, {file}", "Backed up and proved: {count} drafts, {file}", count)
    return text.format(count=count, file=one.path)


def _backups(call: Call) -> Answer:
    from app.store.backup import backups

    found = backups(call.store_file)
    if not found:
        return Answer(_("There is no backup yet. “gongkai backup” makes one."), [])
    rows = [(shown_moment(one.made), _drafts(one), _size(one), str(one.path)) for one in found]
    head = (_("Made"), _("Drafts"), _("Size"), _("File"))
    return Answer(columns([head, *rows]), [_backup_shape(one) for one in found])


def _backup_shape(one: "Backup") -> dict[str, object]:
    return {
        "file": str(one.path),
        "made": one.made.isoformat(),
        "drafts": one.drafts,
        "bytes": one.bytes,
        "reason": one.reason.value,
    }


def _drafts(one: "Backup") -> str:
    return _("cannot be read") if one.drafts is None else str(one.drafts)


def _size(one: "Backup") -> str:
    return _("{count} KB").format(count=-(-one.bytes // 1024))


# Recovery


def _recover_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--from", dest="backup", type=Path, metavar=_("FILE"), help=_("put this backup in the store's place instead")
    )


def _recover(call: Call) -> Answer:
    """What could be read of a damaged store, or a backup, in its place; the damaged file is kept beside it."""
    if call.options.backup:
        return _put_back(call.store_file, call.options.backup)
    if not _is_damaged(call.store_file):
        text = _("The store {path} is not damaged; nothing was changed.")
        return Answer(
            text.format(path=call.store_file), {"file": "", "whole": 0, "partial": 0, "lost": 0, "missing": 0}
        )
    from app.store.recovery import recover

    found = recover(call.store_file)
    shape = {
        "file": str(found.aside),
        "whole": found.whole,
        "partial": found.partial,
        "lost": found.lost,
        "missing": found.missing,
    }
    return Answer("\n".join(found.told), shape, FINDINGS if found.partial or found.lost else FINE)


def _put_back(store: Path, backup: Path) -> Answer:
    from app.store.backup import restore_backup

    aside = restore_backup(store, backup)
    said = [_("The store is as it was in the backup {file}.").format(file=backup)]
    if aside is not None:
        said.append(_("What it held until now is kept in {file}.").format(file=aside))
    return Answer("\n".join(said), {"file": str(aside or ""), "from": str(backup)})


def _is_damaged(store: Path) -> bool:
    """Whether a page, a row or a draft of the store cannot be read. Raises StoreError for a file that is none."""
    from app.store.recovery import is_damaged

    if is_damaged(store):
        return True
    try:
        with open_store(store) as opened:
            for one in (*opened.entries(), *opened.deleted()):
                opened.load(one.id)
    except Damaged:
        return True
    return False


# Handing over


def _handover_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar=_("FILE"), help=_("file to write, ending in .gongkai"))
    parser.add_argument("ids", nargs="*", metavar=_("ID"), help=_("the drafts to hand over; all if none is given"))
    parser.add_argument("--force", action="store_true", help=_("replace a file that is there"))


def _handover(call: Call) -> Answer:
    from app.export import FileExists, refuse_existing

    file, ids = call.options.file, [call.store.load(id).id for id in call.options.ids]
    if file.suffix.lower() != HANDED_ON or file.resolve() == call.store_file.resolve():
        text = _("{file}: please give another name that ends in {suffix}. Nothing was written.")
        raise AppError(text.format(file=file, suffix=HANDED_ON))
    try:
        refuse_existing(file, call.options.force)
    except FileExists as error:
        raise AppError(_("{reason} (--force replaces it.)").format(reason=error)) from error
    written = call.store.pack(file, ids or None)
    count = len(set(ids)) or len(call.store.entries())
    text = n_(
        "Written: {file}, one draft with all its versions. “gongkai import” takes it in on another computer.",
        "Written: {file}, {count} drafts with all their versions. “gongkai import” takes it in on another computer.",
        count,
    )
    return Answer(text.format(file=written, count=count), {"file": str(written), "drafts": count})


# Search


def _search_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs="+", metavar=_("WORDS"), help=_("words that stand in one text, in any order"))


def _search(call: Call) -> Answer:
    from app.store.search import MOST

    hits = call.store.search(" ".join(call.options.words))
    drafts = {one.id: one for one in call.store.entries()}
    shapes = [
        {**hit_shape(hit), "organization": drafts[hit.id].organization, "year": drafts[hit.id].year}
        for hit in hits
        if hit.id in drafts
    ]
    if not hits:
        return Answer(_("Not found in any draft."), shapes)
    lines = list(_found(hits, drafts))
    if len(hits) >= MOST:
        lines.append(_("Only the first {count} places are listed; please seek with more words.").format(count=MOST))
    return Answer("\n".join(lines), shapes)


def _found(hits: Sequence[Hit], drafts: dict[str, Summary]) -> Iterator[str]:
    """The places draft by draft, each with the words in brackets."""
    for id, places in groupby(hits, key=lambda hit: hit.id):
        if id in drafts:
            one = drafts[id]
            yield f"{id[:8]}  {report_of(Draft(one.family, one.organization, one.year))}"
            for hit in places:
                text = f"{hit.text[: hit.start]}【{hit.text[hit.start : hit.end]}】{hit.text[hit.end :]}"
                yield "  " + _("{place}: {value}").format(place=_place(one, hit), value=text)


def _place(one: Summary, hit: Hit) -> str:
    try:
        return name_of(form_for(one.family, one.year), hit.address)
    except NoEdition:
        return hit.address


BACKUP = Verb(lambda: _("back up the store, and prove the copy"), _backup_arguments, _backup)
BACKUPS = Verb(lambda: _("list the backups of the store"), _no_arguments, _backups)
RECOVER = Verb(lambda: _("recover what can be read of a damaged store"), _recover_arguments, _recover)
HANDOVER = Verb(lambda: _("write drafts with all their versions into one file, to hand them over"), _handover_arguments,
                _handover)  # fmt: skip
SEARCH = Verb(lambda: _("find words in the texts of all years"), _search_arguments, _search)
