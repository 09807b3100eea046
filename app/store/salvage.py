"""Every row that can be read from a damaged store: by SQLite as far as it comes, then off the raw pages."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from app.store.pages import SIZES, Pages, Record
from app.store.proof import opened
from app.store.tables import DRAFTS, EVENTS, NOTES, TABLES, VALUES, VERSIONS, Key, Row, Table

LOST = "\ufffd"
"""Stands in a text where letters could not be read."""

_SAMPLE = 1 << 20
"""Bytes that tell the size of the pages; to try every size on a large file takes long."""

_SHAPES = {
    DRAFTS.name: re.compile("TTTITTTTI(TI)?"),
    VALUES.name: re.compile("TTT"),
    NOTES.name: re.compile("TITTTT"),
    VERSIONS.name: re.compile("NTTTTIB"),
    EVENTS.name: re.compile("NTTTTT"),
}
_IN_INDEX = {VALUES.name, NOTES.name}
"""Tables without rowid are kept on the pages of an index."""

_SCHEMA = re.compile("TTTI[TN]")
_ID_INDEX = re.compile("TI+")
_ID = re.compile(r"[0-9a-f-]{32,36}")
_NEVER_WRITTEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffc\U00010000-\U0010ffff]+")


@dataclass(slots=True)
class Found:
    """The rows by table and key. `stray` are those of pages of which nobody knows whether they are still in use.

    `hurt` are rows of which a text could not be read whole; `ids` those of drafts that an index knows.
    """

    rows: dict[str, dict[Key, Row]] = field(default_factory=lambda: {table.name: {} for table in TABLES})
    stray: dict[str, dict[Key, Row]] = field(default_factory=lambda: {table.name: {} for table in TABLES})
    hurt: set[tuple[str, Key]] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)

    def add(self, table: Table, raw: tuple[object, ...], *, is_stray: bool = False, is_cut: bool = False) -> None:
        """Keeps a row, if it is one and not known already. Of a text the beginning is worth keeping, of others not."""
        decoded = _row(table, raw)
        if decoded is None or (is_cut and table not in (VALUES, NOTES)):
            return
        row, is_hurt = decoded
        key = table.key_of(row)
        if key in self.rows[table.name] or key in self.stray[table.name]:
            return
        (self.stray if is_stray else self.rows)[table.name][key] = row
        if is_hurt or is_cut:
            self.hurt.add((table.name, key))

    def __bool__(self) -> bool:
        return any(self.rows.values()) or any(self.stray.values())


def salvaged(copy: Path, before: bytes | None = None) -> Found:
    """What a copy of a store has; it may be written, so that SQLite can take back what was half done.

    `before` is the file as it was before that, should the taking back make it worse.
    """
    found = Found()
    with suppress(sqlite3.Error):
        _by_sql(copy, found)
    _by_pages(copy.read_bytes(), found, all_stray=False)
    if before is not None:
        _by_pages(before, found, all_stray=True)
    return found


def _by_sql(path: Path, found: Found) -> None:
    """Table by table from both ends, so that a bad page in the middle loses only itself, then draft by draft."""
    most = path.stat().st_size // 4
    with closing(opened(path, "rw")) as db:
        db.execute("PRAGMA writable_schema = ON")  # or one bad line of the schema hides all tables
        db.text_factory = bytes
        for table in TABLES:
            for row in islice(_from_both_ends(db, table, "", ()), most):
                found.add(table, row)
        for table in (VALUES, NOTES):
            for (id,) in list(found.rows[DRAFTS.name]):
                for row in islice(_from_both_ends(db, table, "where draft = ?", (id,)), most):
                    found.add(table, row)


def _from_both_ends(
    db: sqlite3.Connection, table: Table, where: str, arguments: tuple[object, ...]
) -> Iterator[tuple[object, ...]]:
    """The rows from the first on and, where that ends too soon, from the last back."""
    key = ", ".join(list(table.columns)[: table.key]) if table.name in _IN_INDEX else "rowid"
    for direction in ("asc", "desc"):
        with suppress(sqlite3.Error):
            columns = [
                name.decode("utf-8", "replace") for _i, name, *_more in db.execute(f"PRAGMA table_info({table.name})")
            ]
            if columns not in (list(table.columns), list(table.columns)[: table.since]):
                return  # a letter of the schema is other, and one column would be read for the next
            sql = f"select {', '.join(columns)} from {table.name} not indexed {where} order by {key} {direction}"  # noqa: S608
            yield from db.execute(sql, arguments)
            return


def _by_pages(content: bytes, found: Found, *, all_stray: bool) -> None:
    pages = _best(content)
    live = set() if all_stray else _live(pages)
    free = pages.free - live
    numbers = [*sorted(live), *(n for n in range(1, pages.count + 1) if n not in live and n not in free)]
    for number in numbers:
        for record in pages.records(number):
            table = table_of(record)
            if table is not None:
                values = (record.number, *record.values[1:]) if record.types[0] == "N" else record.values
                found.add(table, values, is_stray=number not in live, is_cut=record.is_cut)
            elif record.is_index and _ID_INDEX.fullmatch(record.types):
                id = _text(record.values[0])[0]
                if _ID.fullmatch(id):
                    found.ids.add(id)


def _best(content: bytes) -> Pages:
    """The pages of the size that gives most rows: where the header is lost or wrong, it tells another one."""
    told = Pages(content)
    if told.is_usual and _whole_rows(told):
        return told
    for part in (content[:_SAMPLE], content):
        best = max((Pages(part, size) for size in SIZES), key=_whole_rows)
        if _whole_rows(best):
            return Pages(content, best.size)
    return told


def _whole_rows(pages: Pages) -> int:
    records = (record for number in range(1, pages.count + 1) for record in pages.records(number))
    return sum(table_of(record) is not None and not record.is_cut for record in records)


def _live(pages: Pages) -> set[int]:
    """The pages that the schema leads to, of the tables of drafts."""
    roots = dict[str, int]()
    for number in pages.tree(1):
        for record in pages.records(number):
            if _SCHEMA.fullmatch(record.types):
                _type, name, _of, root, _sql = record.values
                if isinstance(root, int) and 1 < root <= pages.count:
                    roots[_text(name)[0]] = root
    return {page for table in TABLES if table.name in roots for page in pages.tree(roots[table.name])}


def table_of(record: Record) -> Table | None:
    """The table of drafts that a record can only be of, by the kinds of its values; None for any other record."""
    fits = (t for t in TABLES if record.is_index == (t.name in _IN_INDEX) and _SHAPES[t.name].fullmatch(record.types))
    return next(fits, None)


def _row(table: Table, raw: tuple[object, ...]) -> tuple[Row, bool] | None:
    """The row with texts as texts, and whether one of them is hurt; None where its key is lost or a kind is wrong."""
    whole = (*raw, *table.defaults[len(raw) - table.since :]) if table.since else raw
    row, is_hurt = list[object](), False
    for (name, kind), value in zip(table.columns.items(), whole, strict=False):
        if value is None and name in list(table.columns)[: table.key]:
            return None
        read, hurt = _READ[kind](value)
        row.append(read)
        is_hurt = is_hurt or hurt
    return (tuple(row), is_hurt) if len(row) == len(table.columns) else None


def _text(value: object) -> tuple[str, bool]:
    if not isinstance(value, bytes):
        return (value, False) if isinstance(value, str) else ("", True)
    text = value.decode("utf-8", "replace")
    clean = re.sub(f"{LOST}+", LOST, _NEVER_WRITTEN.sub(LOST, text))
    return clean, clean != text or LOST in text


def _number(value: object) -> tuple[int, bool]:
    return (value, False) if isinstance(value, int) else (0, True)


def _content(value: object) -> tuple[bytes, bool]:
    return (value, False) if isinstance(value, bytes) else (b"", True)


_READ: dict[str, Callable[[object], tuple[object, bool]]] = {"text": _text, "whole": _number, "bytes": _content}
