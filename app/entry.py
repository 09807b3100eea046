"""A draft as it is kept in the store: with its state and times, or as one line of the library."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from app.draft import Draft
from app.form import Address
from app.i18n import _

_SHORTEST_ID = 8


class State(StrEnum):
    """How far a draft is on its way to the higher office."""

    DRAFTING = "drafting"
    IN_REVIEW = "in_review"
    FINAL = "final"
    FILED = "filed"


@dataclass(frozen=True, slots=True)
class Entry:
    """A draft as it is stored; `place` is the address where the clerk last was, "" for none."""

    id: str
    draft: Draft
    state: State
    created: datetime
    saved: datetime
    place: Address = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """One line of the library; `filled` counts the values."""

    id: str
    family: str
    organization: str
    year: int
    state: State
    saved: datetime
    filled: int


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
