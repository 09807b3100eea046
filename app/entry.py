"""A draft as it is kept in the store: with its state and times, or as one line of the library.

Lines of the store are tuples: at each start such a class is made in a third of the time.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from app.i18n import _

if TYPE_CHECKING:  # the library lists drafts without them
    from app.draft import Draft
    from app.form import Address

_SHORTEST_ID = 8


class State(StrEnum):
    """How far a draft is on its way to the higher office."""

    DRAFTING = "drafting"
    IN_REVIEW = "in_review"
    FINAL = "final"
    FILED = "filed"


LOCKED = frozenset({State.FINAL, State.FILED})
"""The states in which a draft is not changed; it is reopened first."""


KEPT_AFTER_DELETION = 365
"""Days that a deleted draft is kept in the recycle bin."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A draft as it is stored; `place` is the address where the clerk last was, "" for none.

    `deleted` is when it went to the recycle bin.
    """

    id: str
    draft: "Draft"
    state: State
    created: datetime
    saved: datetime
    place: "Address" = ""
    deleted: datetime | None = None

    @property
    def is_locked(self) -> bool:
        """Whether the draft is shown and not changed until it is reopened."""
        return self.state in LOCKED


class Summary(NamedTuple):
    """One line of the library or of the recycle bin.

    `filled` counts the values, `blank` the required places without one, -1 where that is not known; `deleted` is when
    the draft went to the bin.
    """

    id: str
    family: str
    organization: str
    year: int
    state: State
    saved: datetime
    filled: int
    blank: int = -1
    deleted: datetime | None = None


class Reason(StrEnum):
    """Why a version was kept."""

    TIMED = "timed"
    EXPORT = "export"
    IMPORT = "import"
    CARRY = "carry"
    BULK = "bulk"
    DELETION = "deletion"
    UPGRADE = "upgrade"
    RESTORE = "restore"
    STATE = "state"
    MERGE = "merge"


class Version(NamedTuple):
    """A state of a draft to come back to; numbers grow with every version of a store, whatever the clock says."""

    number: int
    made: datetime
    reason: Reason
    name: str
    filled: int


class Event(NamedTuple):
    """A step of a draft on its way: into which state it came, when, by whom, and what was said."""

    at: datetime
    state: State
    by: str = ""
    remark: str = ""


class Hit(NamedTuple):
    """A place of a draft where the words sought stand: `text` around them, from `start` to `end` the words."""

    id: str
    address: "Address"
    text: str
    start: int
    end: int


def state_name(state: State) -> str:
    """The state in words."""
    names = {
        State.DRAFTING: _("drafting"),
        State.IN_REVIEW: _("in review"),
        State.FINAL: _("final"),
        State.FILED: _("filed"),
    }
    return names[state]


def short_ids(ids: Collection[str]) -> dict[str, str]:
    """For each id a prefix that no other of them shares, all of one length."""
    length = max((_shared(*pair) + 1 for pair in pairwise(sorted(ids))), default=0)
    return {id: id[: max(length, _SHORTEST_ID)] for id in ids}


def _shared(one: str, other: str) -> int:
    """How many letters both begin with."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
