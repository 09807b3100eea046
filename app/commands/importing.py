"""The verb that takes files into the store: reports as new drafts or into one that is there, what was handed over."""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.check import check
from app.commands.call import FAILED, FINDINGS, FINE, Answer, Call, Verb, failed, together
from app.commands.parser import year
from app.commands.shapes import Shape, finding_shape
from app.commands.target import Target, last_of
from app.commands.words import findings_in_words, report_of, title
from app.draft import Filing, filing_of
from app.entry import Reason
from app.errors import AppError
from app.figures import blanks
from app.finding import Finding, verdict
from app.form import Address, Form
from app.form_file import DEFAULT_FAMILY
from app.i18n import _
from app.naming import name_of, table_name
from app.paths import HANDED_ON
from app.wording import verdict_in_words

if TYPE_CHECKING:
    from app.intake import Intake
    from app.store.handover import Incoming
    from app.taking import Part

_CONFLICT = ("mine", "theirs", "both")


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        metavar=_("FILE|FOLDER"),
        help=_("reports of earlier or other years, folders of them, or a .gongkai file handed over"),
    )
    parser.add_argument("--organization", default="", metavar=_("NAME"), help=_("used where the file is silent"))
    parser.add_argument("--year", type=year, metavar=_("YEAR"), help=_("used where the file is silent"))
    parser.add_argument(
        "--family", default=DEFAULT_FAMILY, metavar=_("FAMILY"), help=_("family of forms, disclosure if not given")
    )
    parser.add_argument(
        "--conflict", choices=_CONFLICT, help=_("what is taken where a handed-over draft was changed here too")
    )
    parser.add_argument("--into", metavar=_("ID"), help=_("take one file into this draft instead of a new one"))
    parser.add_argument(
        "--part",
        nargs="+",
        default=(),
        metavar=_("ADDRESS"),
        help=_("with --into: sections or places, by id or as printed; all if not given"),
    )
    parser.add_argument(
        "--force", action="store_true", help=_("with --into: also a report of another organization or year")
    )


def _import(call: Call) -> Answer:
    options = call.options
    if options.into:
        return together([_import_into(call, given) for given in _only_one(options.files)])
    if options.part:
        raise AppError(_("--part goes with --into."))
    handed_on = [given for given in options.files if given.lower().endswith(HANDED_ON)]
    reports = [given for given in options.files if given not in handed_on]
    return together([*(_taken_or_failed(call, given) for given in handed_on), *_read_into_store(call, reports)])


def _only_one(files: Sequence[str]) -> Sequence[str]:
    if len(files) > 1:
        raise AppError(_("Only one file can be taken into a draft; {count} are given.").format(count=len(files)))
    return files


def _taken_or_failed(call: Call, given: str) -> Answer:
    try:
        return _taken(call, given)
    except AppError as error:
        return failed(given, error)


def _read_into_store(call: Call, given: Sequence[str]) -> Iterator[Answer]:
    """An answer for each report, in the order of their names: all are read at once, then stored one by one."""
    from app.commands.reading import outcomes, reports_of

    files = reports_of([Path(name) for name in given]) if given else ()
    read, is_whole = outcomes(call, files) if files else ([], True)
    for one in read:
        if one.intake is None:
            yield Answer("", {"file": str(one.path), "error": one.error}, FAILED, one.error)
        else:
            yield _stored_or_failed(call, str(one.path), one.intake)
    if not is_whole:
        text = _("Cancelled: {done} of {count} files were read and stored.").format(done=len(read), count=len(files))
        yield Answer("", {"error": text}, FAILED, text)


def _stored_or_failed(call: Call, given: str, intake: "Intake") -> Answer:
    try:
        return _stored(call, given, intake)
    except AppError as error:
        return failed(given, error)


def _stored(call: Call, given: str, intake: "Intake") -> Answer:
    filing = intake.filing
    findings = check(filing, last_of(call, Target(given, filing))).findings
    id = call.store.add(filing.draft, reason=Reason.IMPORT, name=_("as read from {file}").format(file=Path(given).name))
    head = _("{file}: read as draft {id}").format(file=given, id=id[:8])
    lines = (head, title(filing), _counted(intake), *intake.told, _verdict(filing, findings))
    words = "\n".join(filter(None, (*lines, findings_in_words(filing.form, findings))))
    return Answer(words, _import_shape(given, id, intake, findings))


def _counted(intake: "Intake") -> str:
    return _("Read: {values} of {cells} numbers, {narratives} narratives.").format(**intake.read)


def _verdict(filing: Filing, findings: Sequence[Finding]) -> str:
    return verdict_in_words(verdict(findings, len(blanks(filing))))


def _import_shape(given: str, id: str, intake: "Intake", findings: Sequence[Finding]) -> Shape:
    return {
        "file": given,
        "id": id,
        "edition": intake.edition,
        "read": dict(intake.read),
        "told": list(intake.told),
        "findings": [finding_shape(finding) for finding in findings],
    }


def _import_into(call: Call, given: str) -> Answer:
    """A file taken into a draft; a version is kept before."""
    from app.apart import take_in_apart
    from app.taking import differences, take
    from app.taking.words import identity_told

    entry = call.store.load(call.options.into)
    filing = filing_of(entry.draft)
    own, wanted = filing.draft, [_part(filing.form, part) for part in call.options.part]
    intake = take_in_apart(Path(given), organization=own.organization, year=own.year, family=own.family)
    other = identity_told(filing, intake.filing)
    if other and not call.options.force:
        raise AppError(" ".join((*other, _("Nothing was taken. --force takes it all the same."))))
    taking = differences(filing, intake.filing)
    parts = [part for part in taking.parts if part.is_usual and _is_wanted(part.address, wanted)]
    taken = take(filing, intake.filing, [part.key for part in parts])
    if taken.draft != own:
        call.store.keep_version(entry.id, Reason.IMPORT, _("before reading in “{file}”").format(file=Path(given).name))
        call.store.save(entry.id, own, taken.draft)
    head = _("{file}: {changed} places taken into draft {id}, {same} are the same there")
    changed = [part for part in parts if part.kind in ("cell", "paragraph")]
    told = head.format(file=given, changed=len(changed), id=entry.id[:8], same=taking.same)
    return _taken_into(call, Target(given, taken, entry), intake, told, changed)


def _taken_into(call: Call, target: Target, intake: "Intake", told: str, changed: Sequence["Part"]) -> Answer:
    """What was taken into a draft, old and new, and what is to be seen to there now."""
    filing = target.filing
    findings = check(filing, last_of(call, target)).findings
    row = _("  {place}: {old} → {new}")
    rows = [
        row.format(place=name_of(filing.form, part.address), old=part.old or _("(blank)"), new=part.new)
        for part in changed
    ]
    lines = (told, _counted(intake), *intake.told, *rows, _verdict(filing, findings))
    shape = _import_shape(target.given, target.entry.id if target.entry else "", intake, findings)
    shape["taken"] = [{"address": part.address, "old": part.old, "new": part.new} for part in changed]
    return Answer("\n".join(filter(None, (*lines, findings_in_words(filing.form, findings)))), shape)


def _part(form: Form, given: str) -> Address:
    """The beginning of addresses that a clerk means: an id, a section's title or short name, a table's name."""
    names = {
        name: section.id
        for section in form.sections
        for name in (section.title, section.short, table_name(section) if section.bands else "")
    }
    if given in names:
        return names[given]
    if any(_is_wanted(address, (given,)) for address in (*form.addresses, *form.cells)):
        return given
    text = _("“{part}” is no part of the report. Its sections are: {sections}.")
    sections = _(", ").join(f"{section.id}（{section.short or section.title}）" for section in form.sections)
    raise AppError(text.format(part=given, sections=sections))


def _is_wanted(address: Address, parts: Sequence[str]) -> bool:
    return not parts or any(address == part or address.startswith((part + "/", part + ".")) for part in parts)


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


IMPORT = Verb(lambda: _("read files, each as a new draft"), _import_arguments, _import)
