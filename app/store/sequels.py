"""What came before of a draft in two stores, its versions and its steps, brought together in one order."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress

from app.draft import Draft
from app.store.snapshot import unpack
from app.store.tables import EVENTS, VERSIONS, Row, Table


def drafts_kept(db: sqlite3.Connection, id: str) -> list[Draft]:
    """The drafts of all versions; a version that cannot be read tells nothing."""
    found = []
    for (content,) in db.execute("select content from versions where draft = ?", (id,)):
        with suppress(ValueError):
            found.append(unpack(content))
    return found


def versions_of(db: sqlite3.Connection, id: str) -> frozenset[Row]:
    """The versions of a draft, whatever their numbers."""
    return frozenset(_told(VERSIONS, db, id))


def add_history(db: sqlite3.Connection, file: sqlite3.Connection, theirs: str, mine: str) -> None:
    """Adds to a draft the versions and steps of another one, in a file, that it does not have yet."""
    for table in (VERSIONS, EVENTS):
        here, there = (_told(table, *where) for where in ((db, mine), (file, theirs)))
        both = merged(here, there, lambda row: str(row[0]))
        if both[: len(here)] == here:
            _append(db, table, mine, both[len(here) :])
        else:  # numbers tell the order, so all get new ones
            db.execute(f"delete from {table.name} where draft = ?", (mine,))  # noqa: S608
            _append(db, table, mine, both)


def merged(mine: Sequence[Row], theirs: Sequence[Row], time: Callable[[Row], str]) -> list[Row]:
    """Both without repetition, each in its order; of what only one of them has, the earlier goes first."""
    both = list[Row]()
    here, there = list(reversed(mine)), list(reversed(theirs))
    while there:
        row = there[-1]
        if row in both:
            there.pop()
        elif not here or (row not in here and (here[-1] in there or time(row) < time(here[-1]))):
            both.append(there.pop())
        else:
            both.append(here.pop())
    return both + here[::-1]


def _told(table: Table, db: sqlite3.Connection, id: str) -> list[Row]:
    """The rows of a draft without their numbers and without whose they are."""
    return [row[2:] for row in table.rows(db, "where draft = ?", (id,))]


def _append(db: sqlite3.Connection, table: Table, id: str, rows: Sequence[Row]) -> None:
    columns = list(table.columns)[1:]
    marks = ",".join("?" * len(columns))
    sql = f"insert into {table.name} ({', '.join(columns)}) values ({marks})"  # noqa: S608
    db.executemany(sql, [(id, *row) for row in rows])
