"""The verb that checks reports, drafts and files alike."""

from argparse import ArgumentParser

from app.check import check, check_for_filing
from app.commands.call import FINDINGS, FINE, Answer, Call, Verb, failed, together
from app.commands.shapes import finding_shape
from app.commands.target import last_of, target_of
from app.commands.words import findings_in_words, title
from app.errors import AppError
from app.figures import blanks
from app.finding import verdict
from app.i18n import _
from app.wording import verdict_in_words


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("targets", nargs="+", metavar=_("ID|FILE"), help=_("draft numbers or files"))
    parser.add_argument(
        "--last", default="", metavar=_("ID|FILE"), help=_("last year's report; the store's own if not given")
    )


def _check(call: Call) -> Answer:
    if len(call.options.targets) == 1:
        return _one(call, call.options.targets[0])
    return together([_one_of_several(call, given) for given in call.options.targets])


def _one_of_several(call: Call, given: str) -> Answer:
    try:
        return _one(call, given)
    except AppError as error:
        return failed(given, error)


def _one(call: Call, given: str) -> Answer:
    """The answer about one report, blank places included. The code is 1 where it could not be filed."""
    target = target_of(call, given)
    last = last_of(call, target, call.options.last)
    filing = target.filing
    findings = check(filing, last).findings
    known = set(findings)
    blank = [finding for finding in check_for_filing(filing, last) if finding not in known]
    result = verdict(findings, len(blanks(filing)))
    lines = (
        title(filing),
        given,
        *target.told,
        verdict_in_words(result),
        findings_in_words(filing.form, findings, blank),
    )
    shape = {
        "file": given,
        "verdict": result.state.value,
        "blanks": result.blanks,
        "findings": [finding_shape(finding) for finding in findings],
    }
    return Answer("\n".join(filter(None, lines)), shape, FINDINGS if result.blanks or result.errors else FINE)


CHECK = Verb(lambda: _("check reports: what is blank, what must be mended, what to verify"), _arguments, _check)
