"""The verdict and the states of a draft in a clerk's words, for window and command line alike."""

from app.finding import Verdict, VerdictState
from app.i18n import _


def verdict_in_words(verdict: Verdict) -> str:
    """What is still to be done, in one line; “ready for filing” where nothing is."""
    if verdict.state == VerdictState.READY:
        return _("Ready for filing")
    counted = (
        (_("{count} places still blank"), verdict.blanks),
        (_("{count} to mend"), verdict.errors),
        (_("{count} to verify"), verdict.warnings),
    )
    return "　·　".join(text.format(count=count) for text, count in counted if count)
