"""What the drafts of an older store get once its schema is of today. Nothing of a draft depends on it."""

import sqlite3
from contextlib import suppress
from datetime import UTC, datetime

from app import __version__
from app.entry import Reason
from app.i18n import _
from app.store import rows, versions
from app.store.columns import RowDamaged
from app.store.transaction import transaction


def settle(db: sqlite3.Connection) -> None:
    """A version of each draft to come back to, and its count of blanks.

    The store is whole without either, so a fault here does not keep the clerk from the drafts.
    """
    now, name = datetime.now(UTC), _("before the upgrade to {version}").format(version=__version__)
    with suppress(sqlite3.Error), transaction(db, "BEGIN IMMEDIATE"):
        for id in [id for (id,) in db.execute("select id from drafts")]:
            with suppress(RowDamaged):
                _settle(db, id, now, name)


def _settle(db: sqlite3.Connection, id: str, now: datetime, name: str) -> None:
    entry = rows.read(db, id)
    if entry is not None:
        rows.count_blanks(db, entry)
        versions.keep(db, entry, now, Reason.UPGRADE, name)
