"""The file that is handed on: itself a store, so that every later version opens it. It may come from anywhere."""

import sqlite3
import zlib
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path

from app.errors import StoreError
from app.i18n import _
from app.store import events, faults, rows, versions
from app.store.columns import RowDamaged
from app.store.pieces import is_id
from app.store.proof import Proof, is_sound, opened, write_proved
from app.store.schema import SchemaState, migrate, state_of
from app.store.upgrade import settle

_MOST_BYTES = 64_000_000
"""What a version may unfold to; a report has some ten thousand bytes, a trap has many millions."""

_SCHEMA = """
    select type, name, sql from sqlite_master
    where name not like 'sqlite%' and name not like '%sqlite_migrations%'"""


def pack(db: sqlite3.Connection, target: Path, ids: Collection[str] | None = None) -> Proof:
    """The drafts of these ids, or all, with versions and states, as a proved file. Raises StoreError."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        db.backup(copy)
        if ids is not None:
            copy.execute("PRAGMA foreign_keys = ON")
            copy.execute("create temp table chosen (id text)")
            copy.executemany("insert into chosen values (?)", [(id,) for id in ids])
            copy.execute("delete from drafts where id not in (select id from chosen)")
            copy.execute("drop table chosen")
        copy.execute("VACUUM")  # of what is not handed on, no trace stays in the file
        return write_proved(copy, target)


@contextmanager
def reading_file(file: Path) -> Iterator[sqlite3.Connection]:
    """What is in a file, as a store of today's schema in which every row makes sense; the file itself is only read.

    Raises StoreError for a file that is damaged, strange or newer.
    """
    if not file.is_file():
        raise faults.gone(file)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        copy.execute("PRAGMA trusted_schema = OFF")
        copy.execute("PRAGMA cell_size_check = ON")
        try:
            with faults.told(file):
                _read(file, copy)
        except RowDamaged as error:
            raise _damaged(file) from error
        yield copy


def _read(file: Path, copy: sqlite3.Connection) -> None:
    """Whatever lies beside the file is not asked: it was handed on alone."""
    try:
        with closing(opened(file, "ro&immutable=1")) as source:
            source.backup(copy)
        state = state_of(copy)
        if state is SchemaState.NEWER:
            raise faults.newer(file)
        if state in (SchemaState.FOREIGN, SchemaState.EMPTY) or _is_active(copy):
            raise _strange(file)
        if not is_sound(copy):
            raise _damaged(file)
        if state is SchemaState.OLDER:
            migrate(copy)
            settle(copy)
        if _schema(copy) != _schema_of_today():
            raise _strange(file)
        _read_every_row(copy)
    except RowDamaged as error:
        raise _damaged(file) from error
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        raise (_strange if code == sqlite3.SQLITE_NOTADB else _damaged)(file) from error


def _is_active(db: sqlite3.Connection) -> bool:
    """Whether there is more than tables and indexes: what acts by itself is never brought up to date."""
    return db.execute("select 1 from sqlite_master where type not in ('table', 'index')").fetchone() is not None


def _schema(db: sqlite3.Connection) -> set[tuple[str, str, str]]:
    return {(kind, name, " ".join(sql.split())) for kind, name, sql in db.execute(_SCHEMA)}


@lru_cache(maxsize=1)
def _schema_of_today() -> set[tuple[str, str, str]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrate(db)
        return _schema(db)


def _read_every_row(db: sqlite3.Connection) -> None:
    """Raises RowDamaged for what this program never writes."""
    for (id,) in db.execute("select id from drafts").fetchall():
        if not isinstance(id, str) or not is_id(id) or rows.read(db, id) is None:
            raise RowDamaged(id)
        events.history(db, id)
        for version in versions.versions(db, id):
            (content,) = db.execute("select content from versions where number = ?", (version.number,)).fetchone()
            if not isinstance(content, bytes) or _is_trap(content) or versions.read(db, id, version.number) is None:
                raise RowDamaged(id)


def _is_trap(content: bytes) -> bool:
    """Whether a few bytes unfold to more than any report has."""
    try:
        unfolding = zlib.decompressobj()
        unfolding.decompress(content, _MOST_BYTES)
    except zlib.error:
        return True
    return bool(unfolding.unconsumed_tail)


def _damaged(file: Path) -> StoreError:
    text = _(
        "The file {file} is damaged, on its way or by another program. Nothing of it was taken; the drafts here are as "
        "they were. Please have it handed on once more."
    )
    return StoreError(text.format(file=file))


def _strange(file: Path) -> StoreError:
    text = _(
        "{file} is no file of drafts that this program wrote. Nothing of it was taken; the drafts here are as they "
        "were. Please check whether it is the right file."
    )
    return StoreError(text.format(file=file))
