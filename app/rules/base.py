"""A check: what it reads, and what it finds there."""

from collections.abc import Callable
from dataclasses import dataclass

from app.draft import Filing
from app.finding import Finding
from app.form import Address

Run = Callable[[Filing, Filing | None], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Check:
    """One question to a filing and, where the rule asks for it, to last year's.

    It is asked again only when an address in `reads` changes.
    """

    reads: frozenset[Address]
    run: Run
