"""Where a reading can be put: a new draft, the open one, one of the library of the same name and year."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.dates import shown_moment
from app.draft import Filing, filing_of
from app.entry import Entry, state_name
from app.i18n import _
from app.store import Store
from app.taking.words import identity_told
from ui.session import DraftSession


@dataclass(frozen=True, slots=True)
class Target:
    """A draft that can take a reading; without id and filing a new one."""

    name: str
    id: str = ""
    filing: Filing | None = None
    is_locked: bool = False
    is_open: bool = False


def targets(store: Store, session: DraftSession | None, read: Filing) -> tuple[Target, ...]:
    """All that the clerk can choose from, the new draft first. Raises StoreError."""
    found = [_open(session)] if session else []
    found += [_stored(entry) for entry in _same(store, read) if session is None or entry.id != session.id]
    has_same = any(target.filing and not identity_told(target.filing, read) for target in found)
    new = Target(_("another new draft, beside the one there") if has_same else _("a new draft"))
    return (new, *found)


def preferred(choices: Sequence[Target], read: Filing) -> int:
    """The number of the one proposed: the draft of the same organization and year where it may be changed, or new."""
    for number, target in enumerate(choices):
        if target.filing and not target.is_locked and not identity_told(target.filing, read):
            return number
    return 0


def _same(store: Store, read: Filing) -> list[Entry]:
    own = read.draft
    ids = [
        one.id
        for one in store.entries()
        if (one.family, one.organization, one.year) == (own.family, own.organization, own.year)
    ]
    return [store.load(id) for id in ids]


def _open(session: DraftSession) -> Target:
    name = _("the open draft: {draft}").format(draft=_name(session.filing))
    return Target(_with_lock(name, session.entry), session.id, session.filing, session.is_locked, is_open=True)


def _stored(entry: Entry) -> Target:
    filing = filing_of(entry.draft)
    text = _("the draft in the library: {draft}, saved {time}")
    name = text.format(draft=_name(filing), time=shown_moment(entry.saved))
    return Target(_with_lock(name, entry), entry.id, filing, entry.is_locked)


def _with_lock(name: str, entry: Entry) -> str:
    text = _("{draft} ({state}: locked, takes nothing)")
    return text.format(draft=name, state=state_name(entry.state)) if entry.is_locked else name


def _name(filing: Filing) -> str:
    return _("{organization} · {year}").format(organization=filing.draft.organization, year=filing.draft.year)
