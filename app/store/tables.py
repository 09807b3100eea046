"""The five tables of drafts: their columns in order, what each holds, and the key of a row."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "whole", "bytes"]
Row = tuple[object, ...]
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its columns and how many of them, from the first, make the key; `since` is how many it began with."""

    name: str
    columns: Mapping[str, Kind]
    key: int = 1
    since: int = 0
    defaults: Row = ()

    def key_of(self, row: Row) -> Key:
        """What no other row of the table has."""
        return row[: self.key]

    def rows(self, db: sqlite3.Connection, where: str = "", arguments: Iterable[object] = ()) -> Iterator[Row]:
        """The rows in the order of their key."""
        order = ", ".join(list(self.columns)[: self.key])
        sql = f"select {', '.join(self.columns)} from {self.name} {where} order by {order}"  # noqa: S608
        return iter(db.execute(sql, tuple(arguments)))

    def insert(self, db: sqlite3.Connection, rows: Iterable[Row]) -> None:
        """Adds whole rows."""
        marks = ",".join("?" * len(self.columns))
        db.executemany(f"insert into {self.name} ({', '.join(self.columns)}) values ({marks})", rows)  # noqa: S608


DRAFTS = Table(
    "drafts",
    {
        "id": "text", "family": "text", "organization": "text", "year": "whole", "state": "text", "created": "text",
        "saved": "text", "place": "text", "filled": "whole", "deleted": "text", "blank": "whole",
    },
    since=9,
    defaults=("", -1),
)  # fmt: skip
VALUES = Table("draft_values", {"draft": "text", "address": "text", "text": "text"}, key=2)
NOTES = Table(
    "notes",
    {"draft": "text", "position": "whole", "kind": "text", "place": "text", "text": "text", "fingerprint": "text"},
    key=2,
)
VERSIONS = Table(
    "versions",
    {
        "number": "whole", "draft": "text", "made": "text", "reason": "text", "name": "text", "filled": "whole",
        "content": "bytes",
    },
)  # fmt: skip
EVENTS = Table(
    "events",
    {"number": "whole", "draft": "text", "at": "text", "state": "text", "by": "text", "remark": "text"},
)

TABLES = (DRAFTS, VALUES, NOTES, VERSIONS, EVENTS)
"""Every table of drafts, parents first."""


def counts(db: sqlite3.Connection) -> Mapping[str, int]:
    """How many rows each of the tables has; a store of an older schema lacks some."""
    there = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
    names = [table.name for table in TABLES if table.name in there]
    return {name: db.execute(f"select count(*) from {name}").fetchone()[0] for name in names}  # noqa: S608


def drafts_in(db: sqlite3.Connection) -> int:
    """How many drafts there are outside the recycle bin."""
    columns = {row[1] for row in db.execute("PRAGMA table_info(drafts)")}
    if not columns:
        return 0
    living = " where deleted = ''" if "deleted" in columns else ""
    count: int = db.execute(f"select count(*) from drafts{living}").fetchone()[0]  # noqa: S608
    return count
