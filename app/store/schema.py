"""The schema of the store, step by step. A step once released is never changed; a new one is added at the end.

Read, never written, by a program that lacks a step: see `state_of`.
"""

import sqlite3
from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import TYPE_CHECKING

from app.store.transaction import transaction

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x474B4149
"""Stands in the header of each store and tells it from other programs' databases ("GKAI")."""

_SET = "gongkai"
_STEPS_TABLE = "_sqlite_migrations"


def _drafts(db: "Database") -> None:
    """Drafts, their values as text, their notes."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("""
        create table drafts (
            id text primary key not null,
            family text not null,
            organization text not null,
            year integer not null,
            state text not null,
            created text not null,
            saved text not null,
            place text not null default '',
            filled integer not null default 0
        )""")
    db.execute("""
        create table draft_values (
            draft text not null references drafts (id) on delete cascade,
            address text not null,
            text text not null,
            primary key (draft, address)
        ) without rowid""")
    db.execute("""
        create table notes (
            draft text not null references drafts (id) on delete cascade,
            position integer not null,
            kind text not null,
            place text not null,
            text text not null,
            fingerprint text not null,
            primary key (draft, position)
        ) without rowid""")


def _history(db: "Database") -> None:
    """Versions, states with dates and names, the recycle bin, how much is blank; the values that search looks at.

    Until then a draft's state was the one that it was added in.
    """
    db.execute("alter table drafts add column deleted text not null default ''")
    db.execute("alter table drafts add column blank integer not null default -1")
    db.execute("""
        create table versions (
            number integer primary key autoincrement,
            draft text not null references drafts (id) on delete cascade,
            made text not null,
            reason text not null,
            name text not null,
            filled integer not null,
            content blob not null
        )""")
    db.execute("create index versions_of_draft on versions (draft, number)")
    db.execute("""
        create table events (
            number integer primary key autoincrement,
            draft text not null references drafts (id) on delete cascade,
            at text not null,
            state text not null,
            by text not null,
            remark text not null
        )""")
    db.execute("create index events_of_draft on events (draft, number)")
    db.execute("insert into events (draft, at, state, by, remark) select id, created, state, '', '' from drafts")
    db.execute("create index words on draft_values (draft, address) where ltrim(text, '-') glob '*[^0-9.]*'")


def _figures(db: "Database") -> None:
    """Notes may be of the kind `figure`. Nothing is rebuilt: an older program would take them for damage."""


STEPS: Mapping[str, Callable[["Database"], None]] = {
    "0001_drafts": _drafts,
    "0002_history": _history,
    "0003_figures": _figures,
}
"""Every step there is, in order."""


class SchemaState(Enum):
    """What a database is to this program."""

    EMPTY = auto()
    OLDER = auto()
    CURRENT = auto()
    NEWER = auto()
    FOREIGN = auto()


def state_of(connection: sqlite3.Connection) -> SchemaState:
    """What the database is; nothing is written."""
    tables = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
    if not tables - {_STEPS_TABLE}:
        return SchemaState.EMPTY
    if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        return SchemaState.FOREIGN
    rows = connection.execute(f"select name from {_STEPS_TABLE} where migration_set = ?", (_SET,))  # noqa: S608
    applied = {name for (name,) in rows}
    if applied - STEPS.keys():
        return SchemaState.NEWER
    return SchemaState.CURRENT if applied == STEPS.keys() else SchemaState.OLDER


def migrate(connection: sqlite3.Connection) -> None:
    """The steps that are missing, all or none. Foreign keys must be off: a rebuilt table would drop its children.

    sqlite_utils costs 0.09 s to import, so a store that is up to date never loads it.
    """
    from sqlite_utils import Database, Migrations

    migrations = Migrations(_SET)
    for name, step in STEPS.items():
        migrations(name=name)(step)
    # Immediate, or of two programs that start at once the second would fail instead of waiting.
    with transaction(connection, "BEGIN IMMEDIATE"):
        migrations.apply(Database(connection, execute_plugins=False))
