"""Which reports of the store are laid side by side: all of one organization, or those that the clerk has chosen."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.draft import Filing, filing_of
from app.entry import Summary
from app.errors import AppError
from app.i18n import _
from app.store import Store

_LEAST = 2


@dataclass(frozen=True, slots=True)
class Reports:
    """Reports of different years, the earliest first, with the drafts' ids.

    `doubled` are the years of which there are several drafts: the one saved last was taken, as everywhere.
    """

    filings: tuple[Filing, ...]
    ids: tuple[str, ...]
    doubled: tuple[int, ...] = ()


def reports(store: Store, ids: Sequence[str]) -> Reports:
    """The chosen reports; of one alone, or of none, all of its organization. None chosen: that of the one saved last.

    Raises AppError where there are not two years, or two of the chosen are of one year.
    """
    known = store.entries()
    chosen = [one for one in known if one.id in ids] if ids else sorted(known, key=lambda one: one.saved)[-1:]
    if len(chosen) == 1:
        chosen = of_organization(known, chosen[0].family, chosen[0].organization)
    elif len({one.family for one in chosen}) > 1 or len({one.year for one in chosen}) < len(chosen):
        raise AppError(_("Two of the chosen reports are of the same year or of different forms. Choose one a year."))
    return load(store, chosen)


def of_organization(known: Iterable[Summary], family: str, organization: str) -> list[Summary]:
    """The drafts of an organization."""
    return [one for one in known if (one.family, one.organization) == (family, organization)]


def load(store: Store, chosen: Iterable[Summary]) -> Reports:
    """The reports of these drafts, of each year the one saved last. Raises AppError where there are not two years."""
    by_year: dict[int, list[Summary]] = defaultdict(list)
    for one in chosen:
        by_year[one.year].append(one)
    if len(by_year) < _LEAST:
        raise AppError(
            _(
                "A picture over the years needs reports of two years at least. Read in the reports of earlier years, "
                "or choose several reports with Ctrl held."
            )
        )
    taken = [max(by_year[year], key=lambda one: one.saved) for year in sorted(by_year)]
    return Reports(
        tuple(filing_of(store.load(one.id).draft) for one in taken),
        tuple(one.id for one in taken),
        tuple(year for year in sorted(by_year) if len(by_year[year]) > 1),
    )
