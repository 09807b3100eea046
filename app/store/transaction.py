"""One transaction: all of it or nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Literal


@contextmanager
def transaction(db: sqlite3.Connection, begin: Literal["BEGIN", "BEGIN IMMEDIATE"]) -> Iterator[None]:
    """Committed when the block ends, taken back whole when it raises or the commit fails."""
    db.execute(begin)
    try:
        yield
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            with suppress(sqlite3.Error):
                db.execute("ROLLBACK")
