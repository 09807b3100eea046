"""A program that edits a draft as fast as it can and says what the store has; killed from outside."""

import sys
from pathlib import Path

from app.desk import Desk
from app.draft import filing_of
from app.store import open_store

store = open_store(Path(sys.argv[1]))
entry = store.load(sys.argv[2])
desk = Desk(filing_of(entry.draft))
addresses = [a for a in desk.filing.form.addresses if a.startswith("applications/")]
for number in range(1_000_000):
    address = addresses[number % len(addresses)]
    desk.set_value(address, str(number))
    store.save(entry.id, *desk.unsaved())
    desk.mark_saved(desk.filing.draft)
    print(address, number, flush=True)
