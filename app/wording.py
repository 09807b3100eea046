"""The verdict over a draft, and why its versions were kept, in a clerk's words, for window and command line alike."""

from app.entry import Reason
from app.finding import Verdict, VerdictState
from app.i18n import _


def verdict_in_words(verdict: Verdict) -> str:
    """What is still to be done, in one line; “ready for filing” where nothing is."""
    return "　·　".join(verdict_parts(verdict).values())


def verdict_parts(verdict: Verdict) -> dict[VerdictState, str]:
    """What is blank, what must be mended and what is asked, each in words where there is some; else “ready”."""
    if verdict.state == VerdictState.READY:
        return {VerdictState.READY: _("Ready for filing")}
    counted = (
        (VerdictState.INCOMPLETE, _("{count} places still blank"), verdict.blanks),
        (VerdictState.BLOCKED, _("{count} to mend"), verdict.errors),
        (VerdictState.REVIEW, _("{count} to verify"), verdict.warnings),
    )
    return {state: text.format(count=count) for state, text, count in counted if count}


def reason_name(reason: Reason) -> str:
    """Why a version was kept, in words."""
    names = {
        Reason.TIMED: _("kept from time to time"),
        Reason.EXPORT: _("export"),
        Reason.IMPORT: _("read in"),
        Reason.CARRY: _("taken over from last year"),
        Reason.BULK: _("many places at once"),
        Reason.DELETION: _("before it was deleted"),
        Reason.UPGRADE: _("before an upgrade"),
        Reason.RESTORE: _("before going back"),
        Reason.STATE: _("change of state"),
        Reason.MERGE: _("taken over from a file"),
    }
    return names[reason]


def before_export(copy: str) -> str:
    """The name of the version that is kept before a copy of this kind is written."""
    names = {
        "filing": _("before the filing copy was exported"),
        "review": _("before the review copy was exported"),
        "draft": _("before a draft copy was exported"),
    }
    return names.get(copy, _("before the data was exported"))
