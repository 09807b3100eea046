"""A damaged store: what can be read of it goes into a new one in its place; the damaged file is set aside as it is."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.errors import StoreError
from app.i18n import _, n_
from app.safe_file import temporary_beside
from app.store import faults, rows
from app.store.aside import companions, exchange
from app.store.columns import written
from app.store.proof import damaged_code, reading, write_proved
from app.store.rebuild import Outcome, Rebuilt, rebuild
from app.store.salvage import salvaged
from app.store.schema import migrate
from app.store.tables import EVENTS, VERSIONS

_BLOCK = 4096


class NothingReadable(StoreError):
    """A file in which no draft was found; it was left where and as it is."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """What became of a damaged store: so many drafts whole, in part, lost; where the damaged file is; all in words."""

    whole: int
    partial: int
    lost: int
    missing: int
    aside: Path
    told: tuple[str, ...]


def is_damaged(path: Path) -> bool:
    """Whether SQLite finds damage in the store; reads all of it, so not for the window's own thread.

    Raises StoreError where it cannot be read at all. One that does not exist or is empty has no damage.
    """
    if not path.exists() or path.stat().st_size == 0:
        return False
    with faults.told(path):
        try:
            with reading(path) as db:
                return db.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]
        except sqlite3.DatabaseError as error:
            if damaged_code(error):
                return True
            raise


def recover(damaged: Path, now: datetime | None = None) -> Recovered:
    """A new store in place of the damaged one, with all that could be read; the damaged file is set aside unchanged.

    The store must be closed. Raises NothingReadable, or StoreError for a disk that refuses; then nothing has changed.
    """
    now, place = now or datetime.now(UTC), damaged.resolve()
    if not place.is_file():
        raise faults.gone(damaged)
    with _copied(place) as (copy, before):
        outcome = rebuild(salvaged(copy, before), now)
    if not outcome.drafts:
        raise _nothing(damaged)
    new = temporary_beside(place)
    try:
        with _filled(outcome) as db:
            write_proved(db, new)
        aside = exchange(place, new, "damaged", now)
    finally:
        new.unlink(missing_ok=True)
    assert aside is not None, "it was read just now"
    return _recovered(outcome, aside)


@contextmanager
def _copied(place: Path) -> Iterator[tuple[Path, bytes | None]]:
    """A copy to work on, with its journal, so that what was half done is taken back there and never in the original.

    With a journal also the bytes without it: a damaged one may make it worse.
    """
    with faults.told(place), tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        copy = Path(folder) / "copy.db"
        content = _bytes(place)
        copy.write_bytes(content)
        journals = companions(place)
        for companion in journals:
            copy.with_name(copy.name + companion.name.removeprefix(place.name)).write_bytes(_bytes(companion))
        yield copy, content if journals else None


def _bytes(path: Path) -> bytes:
    """The bytes of a file; zeros where the disk gives none any more."""
    with suppress(OSError):
        return path.read_bytes()
    content = bytearray(path.stat().st_size)
    with path.open("rb", buffering=0) as file:
        for start in range(0, len(content), _BLOCK):
            with suppress(OSError):
                file.seek(start)
                block = file.read(_BLOCK)
                content[start : start + len(block)] = block
    return bytes(content)


@contextmanager
def _filled(outcome: Outcome) -> Iterator[sqlite3.Connection]:
    """A new store in memory with the drafts."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db)
        db.execute("BEGIN")
        for draft in outcome.drafts:
            _insert(db, draft)
        db.execute("COMMIT")
        yield db


def _insert(db: sqlite3.Connection, draft: Rebuilt) -> None:
    id = draft.entry.id
    rows.insert(db, draft.entry)
    versions = [(one.version, one.content) for one in draft.pieces.versions]
    VERSIONS.insert(
        db,
        [(v.number, id, written(v.made), v.reason.value, v.name, v.filled, content) for v, content in versions],
    )
    EVENTS.insert(db, [(number, id, written(e.at), e.state.value, e.by, e.remark) for number, e in draft.pieces.events])


def _nothing(path: Path) -> NothingReadable:
    text = _(
        "Nothing could be read of {path}: no draft was found in it. The file was left where and as it is. Put the last "
        "backup back, or check whether this is the right file."
    )
    return NothingReadable(text.format(path=path))


def _recovered(outcome: Outcome, aside: Path) -> Recovered:
    whole = sum(draft.is_whole for draft in outcome.drafts)
    missing = sum(draft.missing for draft in outcome.drafts)
    counted = Recovered(whole, len(outcome.drafts) - whole, outcome.lost, missing, aside, ())
    return Recovered(whole, counted.partial, counted.lost, missing, aside, tuple(_told(counted, outcome)))


def _told(counted: Recovered, outcome: Outcome) -> Iterator[str]:
    """What the clerk should know, one sentence after the other."""
    n = counted.whole
    yield n_("{n} draft was recovered whole.", "{n} drafts were recovered whole.", n).format(n=n)
    if n := counted.partial:
        text = n_("{n} draft was recovered in part: {names}.", "{n} drafts were recovered in part: {names}.", n)
        parts = [draft.entry.draft for draft in outcome.drafts if not draft.is_whole]
        names = _(", ").join(_("{organization} {year}").format(organization=d.organization, year=d.year) for d in parts)
        yield text.format(n=n, names=names) + _(" Notes in them mark what to check.")
    if n := counted.missing:
        yield n_("{n} value of them is missing.", "{n} values of them are missing.", n).format(n=n)
    if n := counted.lost:
        yield n_("{n} draft could not be read at all.", "{n} drafts could not be read at all.", n).format(n=n)
    if n := outcome.dropped:
        text = n_("{n} damaged row was left out.", "{n} damaged rows were left out.", n)
        yield text.format(n=n)
    text = _(
        "The damaged file is kept unchanged as {aside}. Damage to single figures cannot always be seen: "
        "please compare with the last good backup, which may also have more."
    )
    yield text.format(aside=counted.aside)
