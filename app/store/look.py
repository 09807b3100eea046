"""What a store is before anybody opens it to work: nothing is written, nothing brought up to date."""

import sqlite3
from enum import Enum, auto
from pathlib import Path

from app.store import faults
from app.store.proof import damaged_code, reading
from app.store.recovery import is_damaged
from app.store.schema import SchemaState, state_of


class Condition(Enum):
    """How a store is: fit to be opened, of an older or a newer version, or damaged."""

    FIT = auto()
    OLDER = auto()
    NEWER = auto()
    DAMAGED = auto()


def condition(path: Path) -> Condition:
    """How the store is; reads all of it. Raises StoreError where it cannot be read at all or is none of ours."""
    if is_damaged(path):
        return Condition.DAMAGED
    with faults.told(path):
        try:
            with reading(path) as db:
                state = state_of(db)
        except sqlite3.DatabaseError as error:
            if damaged_code(error):
                return Condition.DAMAGED
            raise
    if state is SchemaState.FOREIGN:
        raise faults.not_a_store(path)
    return {SchemaState.NEWER: Condition.NEWER, SchemaState.OLDER: Condition.OLDER}.get(state, Condition.FIT)
