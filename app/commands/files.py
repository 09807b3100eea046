"""The verbs between files and the store: import, export."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.check import check
from app.commands.call import FINDINGS, FINE, Answer, Call, Verb, failed, together
from app.commands.parser import year
from app.commands.shapes import Shape, finding_shape
from app.commands.target import Target, keep_exported, last_of, target_of
from app.commands.words import findings_in_words, report_of, title
from app.draft import Filing
from app.entry import Reason
from app.errors import AppError
from app.figures import blanks
from app.finding import verdict
from app.form_file import DEFAULT_FAMILY
from app.i18n import _
from app.paths import HANDED_ON
from app.wording import before_export, verdict_in_words

if TYPE_CHECKING:
    from app.export import Refused
    from app.store.handover import Incoming

_COPIES = ("draft", "review", "filing")
_CONFLICT = ("mine", "theirs", "both")


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        metavar=_("FILE"),
        help=_("reports of earlier or other years, or a .gongkai file handed over"),
    )
    parser.add_argument("--organization", default="", metavar=_("NAME"), help=_("used where the file is silent"))
    parser.add_argument("--year", type=year, metavar=_("YEAR"), help=_("used where the file is silent"))
    parser.add_argument(
        "--family", default=DEFAULT_FAMILY, metavar=_("FAMILY"), help=_("family of forms, disclosure if not given")
    )
    parser.add_argument(
        "--conflict", choices=_CONFLICT, help=_("what is taken where a handed-over draft was changed here too")
    )


def _import(call: Call) -> Answer:
    return together([_import_one(call, given) for given in call.options.files])


def _import_one(call: Call, given: str) -> Answer:
    try:
        return _taken(call, given) if given.lower().endswith(HANDED_ON) else _imported(call, given)
    except AppError as error:
        return failed(given, error)


def _imported(call: Call, given: str) -> Answer:
    from app.intake import take_in

    options = call.options
    intake = take_in(Path(given), organization=options.organization, year=options.year, family=options.family)
    filing = intake.filing
    findings = check(filing, last_of(call, Target(given, filing))).findings
    id = call.store.add(filing.draft, reason=Reason.IMPORT, name=_("as read from {file}").format(file=Path(given).name))
    head = _("{file}: read as draft {id}").format(file=given, id=id[:8])
    read = _("Read: {values} of {cells} numbers, {narratives} narratives.").format(**intake.read)
    lines = (head, title(filing), read, *intake.told, verdict_in_words(verdict(findings, len(blanks(filing)))))
    shape: Shape = {
        "file": given,
        "id": id,
        "edition": intake.edition,
        "read": dict(intake.read),
        "told": list(intake.told),
        "findings": [finding_shape(finding) for finding in findings],
    }
    return Answer("\n".join(filter(None, (*lines, findings_in_words(filing.form, findings)))), shape)


def _taken(call: Call, given: str) -> Answer:
    """Takes in what was handed over, but no draft that was changed on both sides while nothing is chosen for it."""
    from app.store.handover import Relation

    file, choice = Path(given), call.options.conflict
    found = call.store.look_into(file)
    conflicts = [one.theirs.id for one in found if one.relation is Relation.CONFLICT]
    left = {one.theirs.id for one in call.store.take(file, dict.fromkeys(conflicts, choice) if choice else {})}
    lines = [f"  {report_of(one.theirs.draft)}: {_relation(one, one.theirs.id in left, choice)}" for one in found]
    told = _("Not taken: {count}. Please say what is to be kept: --conflict mine, theirs or both.")
    shape: Shape = {"file": given, "drafts": [_incoming_shape(one, one.theirs.id in left) for one in found]}
    text = "\n".join((given, *lines, *([told.format(count=len(left))] if left else [])))
    return Answer(text, shape, FINDINGS if left else FINE)


def _relation(one: "Incoming", is_left: bool, choice: str | None) -> str:
    """How a draft handed over stood to the one here, and what became of it."""
    if is_left:
        return _("changed here and there, not taken")
    words = {
        "new": _("new here, taken"),
        "same": _("the same as here"),
        "older": _("here there is a later one, which stays"),
        "newer": _("gone on with there, taken; what was here is kept as a version"),
        "mine": _("changed here and there; what is here stays, theirs is kept as a version"),
        "theirs": _("changed here and there; theirs was taken, what was here is kept"),
        "both": _("changed here and there; both are here now"),
    }
    if one.relation.value != "conflict":
        return words[one.relation.value]
    is_locked = one.mine is not None and one.mine.is_locked
    return words["both" if choice == "theirs" and is_locked else choice or ""]


def _incoming_shape(one: "Incoming", is_left: bool) -> Shape:
    draft = one.theirs.draft
    return {
        "id": one.theirs.id,
        "organization": draft.organization,
        "year": draft.year,
        "relation": one.relation.value,
        "left": is_left,
    }


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("target", metavar=_("ID|FILE"), help=_("draft number or file"))
    parser.add_argument(
        "-o", "--output", required=True, type=Path, metavar=_("OUT"), help=_("file to write: .docx, .json")
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--copy", choices=_COPIES, default="filing", help=_("draft, for review, or for filing (usual)"))
    which.add_argument(
        "--working-copy", dest="copy", action="store_const", const="draft", help=_("the same as --copy draft")
    )
    parser.add_argument("--layout", default="national", metavar=_("NAME"), help=_("layout, national if not given"))
    parser.add_argument("--force", action="store_true", help=_("replace a file that is there"))


def _export(call: Call) -> Answer:
    from app.export import DATA, FileExists, Refused, export

    options = call.options
    target = target_of(call, options.target)
    last = last_of(call, target)
    try:
        written = export(
            target.filing,
            options.output,
            copy=options.copy,
            layout=options.layout,
            last=last,
            now=datetime.now(UTC).astimezone(),
            overwrite=options.force,
            draft=target.entry.id if target.entry else "",
        )
    except Refused as refusal:
        return _refused(refusal, target.filing, last)
    except FileExists as error:
        raise AppError(_("{reason} (--force replaces it.)").format(reason=error)) from error
    if target.entry:
        keep_exported(call, target.entry, before_export("" if written.suffix.lower() == DATA else options.copy))
    return Answer(_("Written: {file}").format(file=written), {"file": str(written), "copy": options.copy})


def _refused(refusal: "Refused", filing: Filing, last: Filing | None) -> Answer:
    """What keeps the filing copy from being made: faults, and what is blank."""
    faults = set(check(filing, last).findings)
    blank = [finding for finding in refusal.findings if finding not in faults]
    words = findings_in_words(filing.form, [finding for finding in refusal.findings if finding in faults], blank)
    shape = {"error": str(refusal), "findings": [finding_shape(finding) for finding in refusal.findings]}
    return Answer(words, shape, FINDINGS, str(refusal))


IMPORT = Verb(lambda: _("read files, each as a new draft"), _import_arguments, _import)
EXPORT = Verb(lambda: _("write a report as a Word or JSON file"), _export_arguments, _export)
