"""The store of drafts: one SQLite file. The only user of sqlite_utils and sqlite3."""

from app.entry import Entry, Event, Hit, Reason, State, Summary, Version, short_ids, state_name
from app.store.faults import ChangedElsewhere, Damaged, Locked, NotAStore
from app.store.store import Store, open_store

__all__ = [
    "open_store",
    "Store",
    "Entry",
    "Summary",
    "State",
    "state_name",
    "short_ids",
    "Reason",
    "Version",
    "Event",
    "Hit",
    "ChangedElsewhere",
    "Damaged",
    "Locked",
    "NotAStore",
]
