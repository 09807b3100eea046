"""What a verb works on: a report in a file, or a draft of the store."""

import os
from dataclasses import dataclass
from pathlib import Path

from app.commands.call import Call
from app.draft import Filing, filing_of
from app.entry import Entry, Reason, Version
from app.errors import NoEdition, StoreError
from app.i18n import _


@dataclass(frozen=True, slots=True)
class Target:
    """A report as it was asked for; `entry` where it is a draft, `told` what its reader had to say otherwise."""

    given: str
    filing: Filing
    entry: Entry | None = None
    told: tuple[str, ...] = ()


def target_of(call: Call, given: str) -> Target:
    """The report of a file name or an id; a file that exists wins. Raises AppError."""
    path = Path(given)
    if path.is_file() or os.sep in given or path.suffix:
        from app.apart import take_in_apart

        intake = take_in_apart(path, with_blocks=False)
        return Target(given, intake.filing, told=intake.told)
    entry = call.store.load(given)
    return Target(given, filing_of(entry.draft), entry)


def last_of(call: Call, target: Target, given: str = "") -> Filing | None:
    """Last year's report: the one given, otherwise the store's, if it has one that a form holds for.

    A store that cannot be read does not keep a file from being checked; that is said in a notice.
    """
    if given:
        return target_of(call, given).filing
    try:
        entry = call.store.last_year(target.filing.draft)
        return filing_of(entry.draft) if entry else None
    except NoEdition:
        return None
    except StoreError as error:
        if target.entry is not None:
            raise
        call.notices.append(_("Not compared with last year's report: {reason}").format(reason=error))
        return None


def keep_exported(call: Call, entry: Entry, name: str) -> Version | None:
    """A version of what goes out of the program; None where the store cannot take it, which is said in a notice.

    A draft on a read-only medium is exported all the same.
    """
    try:
        return call.store.keep_version(entry.id, Reason.EXPORT, name)
    except StoreError as error:
        call.notices.append(_("No version was kept: {reason}").format(reason=error))
        return None
