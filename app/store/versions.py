"""The versions of a draft: whole copies to come back to. Timed ones are thinned with age, all others stay."""

import sqlite3
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.entry import Entry, Reason, Version
from app.store.columns import decoding, text, time, whole, written
from app.store.snapshot import pack, unpack

if TYPE_CHECKING:
    from app.draft import Draft

INTERVAL = timedelta(minutes=30)
"""How old the newest version must be before a change makes a timed one."""

_VERSION = "select number, made, reason, name, filled from versions where draft = ?"
_TIMED = "select number, made from versions where draft = ? and reason = 'timed' and name = ''"


def keep(db: sqlite3.Connection, entry: Entry, made: datetime, reason: Reason, name: str = "") -> Version:
    """A version of the entry's draft; the newest there is, where that is the same, for the same reason and name."""
    from app.draft import paragraphs  # the library is listed without

    name = " ".join(paragraphs(name).split())
    newest = _newest(db, entry.id)
    if newest and (newest.reason, newest.name) == (reason, name) and _content(db, newest) == entry.draft:
        return newest
    filled = len(entry.draft.values)
    added = db.execute(
        "insert into versions (draft, made, reason, name, filled, content) values (?,?,?,?,?,?)",
        (entry.id, written(made), reason.value, name, filled, pack(entry.draft)),
    )
    assert added.lastrowid is not None
    return Version(added.lastrowid, made, reason, name, filled)


def keep_timed(db: sqlite3.Connection, entry: Entry, now: datetime) -> None:
    """A timed version, where the newest one is old or there is none; then the old timed ones are thinned.

    One from the future does not count as new: the clock was set back, and it may be long until it is reached again.
    """
    if not entry.draft.values and not entry.draft.notes:
        return
    newest = _newest(db, entry.id)
    if newest and timedelta() <= now - newest.made <= INTERVAL:
        return
    keep(db, entry, now, Reason.TIMED)
    _thin(db, entry.id, now)


def versions(db: sqlite3.Connection, id: str) -> tuple[Version, ...]:
    """The versions of a draft, the last one kept first, whatever the clock said."""
    return tuple(_version(row) for row in db.execute(f"{_VERSION} order by number desc", (id,)))


def read(db: sqlite3.Connection, id: str, number: int) -> "tuple[Version, Draft] | None":
    """A version and the draft as it was then."""
    row = db.execute(f"{_VERSION} and number = ?", (id, number)).fetchone()
    if row is None:
        return None
    version = _version(row)
    with decoding():
        return version, unpack(_bytes(db, version))


def _newest(db: sqlite3.Connection, id: str) -> Version | None:
    row = db.execute(f"{_VERSION} order by number desc limit 1", (id,)).fetchone()
    return _version(row) if row else None


def _version(row: tuple[object, ...]) -> Version:
    number, made, reason, name, filled = row
    with decoding():
        return Version(whole(number), time(made), Reason(text(reason)), text(name), whole(filled))


def _content(db: sqlite3.Connection, version: Version) -> "Draft | None":
    """The draft of a version; None for one that is damaged, so that a good one is kept beside it."""
    with suppress(ValueError):
        return unpack(_bytes(db, version))
    return None


def _bytes(db: sqlite3.Connection, version: Version) -> bytes:
    content: bytes = db.execute("select content from versions where number = ?", (version.number,)).fetchone()[0]
    return content


def _thin(db: sqlite3.Connection, id: str, now: datetime) -> None:
    """By the days of this computer's zone: what a clerk calls yesterday."""
    from app.store.thinning import kept  # the library is listed without

    with decoding():
        times = {number: time(made) for number, made in db.execute(_TIMED, (id,))}
    worth = kept(times.values(), now.astimezone())
    db.executemany("delete from versions where number = ?", [(n,) for n, made in times.items() if made not in worth])
