"""A report that was read, before anything of it is taken: what was understood, what it would change, taking parts."""

from app.taking.account import Account, accounts, placeless
from app.taking.parts import Key, Part, Taking, differences
from app.taking.spots import addresses_at, spots_of, spots_of_note, with_view
from app.taking.take import take

__all__ = [
    "Account",
    "Key",
    "Part",
    "Taking",
    "accounts",
    "addresses_at",
    "differences",
    "placeless",
    "spots_of",
    "spots_of_note",
    "take",
    "with_view",
]
