"""The verb that checks reports: drafts, files in whatever shape, folders of them; one or sixty at once.

In JSON of one report `{"file", "verdict", "blanks", "findings"}`, of a file also `"organization", "year"`; where there
are any, `"last"` (what it was compared with) and `"confirmed"` (findings with `"reason"`). Of several a list of them;
one that cannot be read is `{"file", "error"}`.
"""

import os
import unicodedata
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from app.check_report import ReportChecked, overview, page, report_checked, summary
from app.commands.call import FAILED, FINDINGS, FINE, Answer, Call, Verb, failed
from app.commands.parser import number, year
from app.commands.reading import outcomes
from app.commands.shapes import Shape, finding_shape
from app.commands.target import Target, last_of, target_of
from app.commands.words import columns, findings_in_words, title
from app.draft import Filing, filing_of
from app.errors import AppError
from app.form_file import DEFAULT_FAMILY
from app.i18n import _
from app.intake import JSON
from app.wording import verdict_in_words

_PAGES = (".html", ".htm")
Read = Target | AppError
"""A report, or why it could not be read."""


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("targets", nargs="+", metavar=_("ID|FILE|FOLDER"), help=_("draft numbers, files or folders"))
    parser.add_argument(
        "--last",
        default="",
        metavar=_("ID|FILE"),
        help=_("last year's report; if not given, one among the others or the store's own"),
    )
    parser.add_argument("--html", type=Path, metavar=_("OUT"), help=_("write a page (.html) to pass on or to print"))
    parser.add_argument("--force", action="store_true", help=_("replace a file that is there"))
    parser.add_argument("--organization", default="", metavar=_("NAME"), help=_("used where the file is silent"))
    parser.add_argument("--year", type=year, metavar=_("YEAR"), help=_("used where the file is silent"))
    parser.add_argument(
        "--family", default=DEFAULT_FAMILY, metavar=_("FAMILY"), help=_("family of forms, disclosure if not given")
    )
    parser.add_argument(
        "--jobs",
        type=number,
        metavar=_("N"),
        help=_("files read at once, as many as the computer has cores if not given"),
    )


def _check(call: Call) -> Answer:
    asked = tuple(_asked(call.options.targets))
    _refuse(call, asked)
    given = tuple(str(one) for one in asked)
    read, is_whole = _read(call, asked)
    if len(given) == 1 and isinstance(alone := read.get(given[0]), AppError):
        raise alone
    lasts = _Lasts(call, [one for one in read.values() if isinstance(one, Target)])
    reports = [_checked(one, read[one], lasts) for one in given if one in read]
    errors = [failed(one.given, AppError(one.error)).error for one in reports if one.error]
    if not is_whole:
        text = _("Cancelled: {done} of {count} files were read.")
        errors.insert(0, text.format(done=len(read), count=len(set(given))))
    code = max(map(_code, reports), default=FINE) if is_whole else FAILED
    shapes = [_shape(one, read[one.given]) for one in reports]
    return Answer(_text(call, reports), shapes if len(given) > 1 else shapes[0], code, "\n".join(errors))


# What is asked for


def _asked(given: Sequence[str]) -> Iterator[Path | str]:
    """Files as paths, those of folders each by itself and once; drafts by their ids."""
    from app.many import reports_in

    seen: set[Path] = set()
    for one in given:
        if not _is_path(one):
            yield one
            continue
        files = reports_in([Path(one)])
        if not files:
            raise AppError(_("{folder}: there is no file here that can be read.").format(folder=one))
        yield from (file for file in files if file not in seen)
        seen.update(files)


def _is_path(given: str) -> bool:
    path = Path(given)
    with suppress(OSError):  # a name that is too long is none of a file
        return path.exists() or os.sep in given or bool(path.suffix)
    return True


def _refuse(call: Call, asked: Sequence[Path | str]) -> None:
    """What can be known to fail is told before sixty files are read. Raises AppError."""
    options = call.options
    if options.last and len(asked) > 1:
        text = _("Only one report can be compared with the one given (--last); {count} are to be checked.")
        raise AppError(text.format(count=len(asked)))
    if options.html is None:
        return
    from app.export import FileExists, refuse_existing

    if options.html.suffix.lower() not in _PAGES:
        raise AppError(
            _("{file}: the page is an HTML file; please let its name end in .html.").format(file=options.html)
        )
    try:
        refuse_existing(options.html, options.force)
    except FileExists as error:
        raise AppError(_("{reason} (--force replaces it.)").format(reason=error)) from error


def _read(call: Call, asked: Sequence[Path | str]) -> tuple[dict[str, Read], bool]:
    """Each report, or why it could not be read, by how it was asked for; and whether all files were read."""
    files = [one for one in asked if isinstance(one, Path)]
    found: dict[str, Read] = {}
    read, is_whole = outcomes(call, files, jobs=call.options.jobs) if files else ([], True)
    for one in read:
        given = str(one.path)
        found[given] = Target(given, one.intake.filing, told=one.intake.told) if one.intake else AppError(one.error)
    for id in (one for one in asked if isinstance(one, str)):
        found[id] = _draft(call, id)
    return found, is_whole


def _draft(call: Call, id: str) -> Read:
    try:
        entry = call.store.load(id)
        return Target(id, filing_of(entry.draft), entry)
    except AppError as error:
        return error


# Last year's report


class _Lasts:
    """Last year's report of each: the one given, else one among the others, else the store's."""

    def __init__(self, call: Call, targets: Sequence[Target]) -> None:
        self._call = call
        self._among: dict[tuple[str, str, int], Target] = {}
        self._is_store_read = True
        for target in targets:  # of several for one year the fullest, of equals the first
            known = self._among.setdefault(_whose(target.filing), target)
            if len(target.filing.draft.values) > len(known.filing.draft.values):
                self._among[_whose(target.filing)] = target

    def of(self, target: Target) -> tuple[Filing | None, str]:
        """The filing, None where there is none, and where it was found."""
        given = self._call.options.last
        if given:
            return target_of(self._call, given).filing, given
        other = self._among.get(_whose(target.filing, years_ago=1))
        if other:
            return other.filing, other.given
        found = self._in_store(target)
        return found, _("in the library") if found else ""

    def _in_store(self, target: Target) -> Filing | None:
        """A store that cannot be read is told once."""
        if not self._is_store_read and target.entry is None:
            return None
        told = len(self._call.notices)
        found = last_of(self._call, target)
        self._is_store_read = len(self._call.notices) == told
        return found


def _whose(filing: Filing, years_ago: int = 0) -> tuple[str, str, int]:
    """Whose report it is and of which year, spaces and full-width letters aside."""
    draft = filing.draft
    name = "".join(unicodedata.normalize("NFKC", draft.organization).split())
    return draft.family, name, draft.year - years_ago


# The answer


def _checked(given: str, read: Read, lasts: _Lasts) -> ReportChecked:
    if isinstance(read, AppError):
        return ReportChecked(given=given, error=str(read))
    try:
        last, where = lasts.of(read)
    except AppError as error:
        return ReportChecked(given=given, error=str(error))
    is_print = read.entry is None and Path(given).suffix.lower() != JSON
    return report_checked(given, read.filing, last, told=read.told, compared=where, is_print=is_print)


def _code(report: ReportChecked) -> int:
    """1 where it could not be filed, 2 where it could not be read."""
    result = report.verdict
    if result is None:
        return FAILED
    return FINDINGS if result.blanks or result.errors else FINE


def _text(call: Call, reports: Sequence[ReportChecked]) -> str:
    """One report in full; of several the table first; the page, where one is wanted, in place of the reports."""
    told = [_in_words(one) for one in reports if one.checked]
    table = [f"{columns(overview(reports))}\n{summary(reports)}"] if len(reports) > 1 else []
    if call.options.html is None or not reports:
        return "\n\n".join((*table, *told))
    from app.safe_file import replace_file

    replace_file(call.options.html, page(reports, datetime.now(UTC)).encode())
    return "\n\n".join((*(table or told), _("Written: {file}").format(file=call.options.html)))


def _in_words(report: ReportChecked) -> str:
    filing, checked, result = report.filing, report.checked, report.verdict
    if filing is None or checked is None or result is None:
        return ""
    lines = (
        title(filing),
        report.given,
        *report.told,
        *_compared(report),
        verdict_in_words(result),
        findings_in_words(filing.form, checked.findings, report.blank),
        *_confirmed(report),
    )
    return "\n".join(filter(None, lines))


def _compared(report: ReportChecked) -> Iterator[str]:
    if report.last:
        yield _("Compared with last year's report: {file}").format(file=report.last)


def _confirmed(report: ReportChecked) -> Iterator[str]:
    for one in report.checked.confirmed if report.checked else ():
        if not one.finding.cause:
            text = _("Confirmed: {message} Reason: {reason}")
            yield text.format(message=one.finding.message, reason=one.reason or _("none given"))


def _shape(report: ReportChecked, read: Read) -> Shape:
    checked, result = report.checked, report.verdict
    if checked is None or result is None:
        return {"file": report.given, "error": report.error}
    confirmed = [{**finding_shape(one.finding), "reason": one.reason} for one in checked.confirmed]
    return {
        "file": report.given,
        **_identity(read),
        "verdict": result.state.value,
        "blanks": result.blanks,
        "findings": [finding_shape(finding) for finding in checked.findings],
        **({"last": report.last} if report.last else {}),
        **({"confirmed": confirmed} if confirmed else {}),
    }


def _identity(read: Read) -> Mapping[str, object]:
    """Whose report a file is; a draft's id says that."""
    if not isinstance(read, Target) or read.entry is not None:
        return {}
    return {"organization": read.filing.draft.organization, "year": read.filing.draft.year}


CHECK = Verb(lambda: _("check reports: what is blank, what must be mended, what to verify"), _arguments, _check)
