"""The verbs of the store's drafts: new, list, show, set, carry."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from app.check import check
from app.commands.call import FINDINGS, FINE, Answer, Call, Verb
from app.commands.parser import UsageError, year
from app.commands.shapes import figures_shape, finding_shape, note_shape, summary_shape
from app.commands.target import Target, last_of, target_of
from app.commands.words import columns, findings_in_words, report_of, title
from app.dates import shown_moment
from app.draft import Draft, Filing, Note, covers, filing_of, new_filing, with_value
from app.entry import Reason, Summary, short_ids, state_name
from app.errors import AppError
from app.figures import blanks, printed
from app.finding import Finding, verdict
from app.form import Address, Form, Section
from app.form_file import DEFAULT_FAMILY
from app.i18n import _, n_
from app.naming import name_of
from app.store import ChangedElsewhere
from app.wording import verdict_in_words

_TRIES = 5
_LEVEL = "level"


def _new_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--organization", metavar=_("NAME"), help=_("full name of the organization"))
    parser.add_argument("--year", type=year, metavar=_("YEAR"), help=_("year that the report is about"))
    parser.add_argument(
        "--from", dest="last", metavar=_("ID|FILE"), help=_("an earlier report, from which this one is begun")
    )
    parser.add_argument(
        "--level", default="", metavar=_("KIND"), help=_("kind of organization, for example department")
    )
    parser.add_argument(
        "--family", default=DEFAULT_FAMILY, metavar=_("FAMILY"), help=_("family of forms, disclosure if not given")
    )


def _new(call: Call) -> Answer:
    options = call.options
    filing = _begun(call) if options.last else _blank(options.family, options.organization, options.year)
    if not filing.draft.organization:
        raise AppError(_("The name of the organization is empty. Nothing was made."))
    if options.level:
        filing = _with_level(filing, options.level)
    return _made(call, filing)


def _blank(family: str, organization: str | None, about: int | None) -> Filing:
    given = {"--organization": organization is not None, "--year": about is not None}
    if organization is None or about is None:
        lacking = _(", ").join(name for name, is_given in given.items() if not is_given)
        raise UsageError(_("missing: %s") % lacking)
    return new_filing(family, organization, about)


def _begun(call: Call) -> Filing:
    """A filing begun from an earlier one: of the year after it and the same organization, if nothing else is given."""
    from app.carry import begin

    options = call.options
    last = target_of(call, options.last).filing
    year, before = options.year or last.draft.year + 1, last.draft.year
    if year <= before:
        text = _("The report is about {before}; one about {year} cannot be begun from it. Nothing was made.")
        raise AppError(text.format(before=before, year=year))
    return begin(last, year, options.organization or "")


def _made(call: Call, filing: Filing) -> Answer:
    taken = [note for note in filing.draft.notes if note.kind == "carried"]
    name = _("begun from an earlier report")
    doubts = _doubted(call, filing.draft)
    id = call.store.add(filing.draft, reason=Reason.CARRY, name=name) if taken else call.store.add(filing.draft)
    text = _("New draft {id}: {title}").format(id=id[:8], title=title(filing))
    return Answer(
        "\n".join((text, *doubts, *_taken(filing, taken))), {"id": id, "carried": [note.place for note in taken]}
    )


def _doubted(call: Call, draft: Draft) -> tuple[str, ...]:
    """What may be a mistake about a draft that is to be added: there is one already, or its year is to come."""
    there = _("There is a report of this organization for {year} already; another one is begun beside it.")
    to_come = _("The year {year} has not begun yet. Please check the year.")
    own = (draft.family, draft.organization, draft.year)
    is_there = any((one.family, one.organization, one.year) == own for one in call.store.entries())
    found = ((there, is_there), (to_come, draft.year > date.today().year))
    return tuple(text.format(year=draft.year) for text, is_so in found if is_so)


def _taken(filing: Filing, notes: Sequence[Note]) -> Iterator[str]:
    """What was taken over, one line a place."""
    for note in notes:
        text = _("  {name}: {value} ({note})")
        yield text.format(name=name_of(filing.form, note.place), value=_text(filing, note.place), note=note.text)


def _with_level(filing: Filing, level: str) -> Filing:
    """The filing with its kind of organization. Raises AppError for one that the form does not know."""
    address = next((a for a, field in filing.form.fields.items() if field.id == _LEVEL), "")
    choices = filing.form.fields[address].choices if address else ()
    filled = with_value(filing, address, level) if address else filing
    if filled.value(address) not in [choice.id for choice in choices]:
        known = _("; ").join(f"{choice.id} {choice.label}" for choice in choices)
        raise AppError(_("“{level}” is no kind of organization. Known are: {known}").format(level=level, known=known))
    return filled


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--deleted", action="store_true", help=_("those in the recycle bin, the last deleted first"))


def _list(call: Call) -> Answer:
    return _bin(call.store.deleted()) if call.options.deleted else _library(call.store.entries())


def _library(entries: Sequence[Summary]) -> Answer:
    shapes = [summary_shape(one) for one in entries]
    if not entries:
        return Answer(_("There is no draft yet. “gongkai new” and “gongkai import” make one."), shapes)
    short = short_ids([one.id for one in entries])
    head = (_("Number"), _("Year"), _("Organization"), _("Form"), _("State"), _("Filled"), _("Saved"))
    rows = [
        (short[one.id], str(one.year), one.organization, str(shape["edition"]), state_name(one.state), str(one.filled),
         shown_moment(one.saved))
        for one, shape in zip(entries, shapes, strict=True)
    ]  # fmt: skip
    return Answer(columns([head, *rows]), shapes)


def _bin(entries: Sequence[Summary]) -> Answer:
    shapes = [summary_shape(one) for one in entries]
    if not entries:
        return Answer(_("The recycle bin is empty."), shapes)
    short = short_ids([one.id for one in entries])
    head = (_("Number"), _("Year"), _("Organization"), _("State"), _("Deleted"))
    rows = [
        (short[one.id], str(one.year), one.organization, state_name(one.state), shown_moment(one.deleted or one.saved))
        for one in entries
    ]
    return Answer(columns([head, *rows]), shapes)


def _show_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("target", metavar=_("ID|FILE"), help=_("draft number or file"))
    parser.add_argument("--all", action="store_true", help=_("list the blank places too"))


def _show(call: Call) -> Answer:
    target = target_of(call, call.options.target)
    last = last_of(call, target)
    findings = check(target.filing, last).findings
    blank = len(blanks(target.filing))
    state = verdict(findings, blank)
    text = "\n".join((*_head(target), verdict_in_words(state), *_contents(target.filing, call.options.all)))
    if findings:
        text += "\n\n" + _("Findings") + "\n" + findings_in_words(target.filing.form, findings)
    draft, entry = target.filing.draft, target.entry
    shape = {
        "id": entry.id if entry else "",
        "family": draft.family,
        "edition": target.filing.form.edition,
        "organization": draft.organization,
        "year": draft.year,
        "state": entry.state.value if entry else "",
        "values": dict(draft.values),
        "figures": figures_shape(target.filing),
        "notes": [note_shape(note) for note in draft.notes],
        "verdict": state.state.value,
        "blanks": blank,
        "findings": [finding_shape(finding) for finding in findings],
    }
    return Answer(text, shape)


def _head(target: Target) -> Iterator[str]:
    yield title(target.filing)
    if target.entry is None:
        yield _("File {file}").format(file=target.given)
        yield from target.told
        return
    entry = target.entry
    text = _("Draft {id}, {state}, last saved {saved}")
    yield text.format(id=entry.id[:8], state=state_name(entry.state), saved=shown_moment(entry.saved))


def _contents(filing: Filing, with_blanks: bool) -> Iterator[str]:
    for section in filing.form.sections:
        places = [cell.address for cell in filing.form.cells_of(section)] or filing.form.entries(section)
        shown = [address for address in places if with_blanks or _text(filing, address)]
        yield ""
        yield section.title or _("The preface")
        yield _section(filing, section, shown) if shown else "  " + _("(blank)")


def _section(filing: Filing, section: Section, addresses: list[Address]) -> str:
    if section.kind == "narrative":
        return "\n".join(f"  {line}" for line in filing.value(section.id).split("\n"))
    rows = [("", _text(filing, one) or _("(blank)"), _name(filing.form, one), one) for one in addresses]
    return columns(rows)


def _text(filing: Filing, address: Address) -> str:
    """What stands at a place: a number, or for a choice the words of the answer."""
    if address in filing.form.cells:
        return printed(filing, address)
    value, asked = filing.value(address), filing.form.fields.get(address)
    return next((one.label for one in asked.choices if one.id == value), value) if asked else value


def _name(form: Form, address: Address) -> str:
    cell = form.cells.get(address)
    name = name_of(form, address)
    return _("{name} (computed)").format(name=name) if cell and cell.is_total else name


def _set_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar=_("ID"), help=_("draft number, or its beginning"))
    parser.add_argument("address", metavar=_("ADDRESS"), help=_("place, as shown by “gongkai show --all”"))
    parser.add_argument("value", metavar=_("VALUE"), help=_("text or number; an empty text clears the place"))


def _set(call: Call) -> Answer:
    address, text = call.options.address, call.options.value
    target = _changed(call, call.options.id, lambda filing: with_value(filing, address, text))
    value = target.filing.value(address)
    findings = [
        finding for finding in check(target.filing, last_of(call, target)).findings
        if any(covers(target.filing.form, place, address) for place in finding.addresses)
    ]  # fmt: skip
    told = _("{place}: {value}").format(place=name_of(target.filing.form, address), value=value or _("(blank)"))
    words = "\n".join(filter(None, (told, findings_in_words(target.filing.form, findings))))
    shape = {"id": target.given, "address": address, "value": value, "findings": [finding_shape(f) for f in findings]}
    return Answer(words, shape, FINDINGS if _has_error(findings) else FINE)


def _changed(call: Call, id: str, change: Callable[[Filing], Filing]) -> Target:
    """The draft changed and saved. Where another program saves at the same moment, its change is kept too."""
    for attempt in range(_TRIES):
        entry = call.store.load(id)
        filing = change(filing_of(entry.draft))
        try:
            call.store.save(entry.id, entry.draft, filing.draft)
        except ChangedElsewhere:
            if attempt == _TRIES - 1:
                raise
        else:
            break
    return Target(entry.id, filing, entry)


def _carry_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar=_("ID"), help=_("draft number, or its beginning"))
    parser.add_argument(
        "--from",
        dest="last",
        default="",
        metavar=_("ID|FILE"),
        help=_("last year's report; the store's own if not given"),
    )


def _carry(call: Call) -> Answer:
    from app.carry import carried, carry

    target = target_of(call, call.store.load(call.options.id).id)
    last = last_of(call, target, call.options.last)
    if last is None:
        text = _("The store has no report of {organization} for {year}. Please give one with --from.")
        draft = target.filing.draft
        raise AppError(text.format(organization=draft.organization, year=draft.year - 1))
    found = carried(target.filing, last)
    shapes = [{"address": one.address, "value": one.text, "note": one.note.text} for one in found]
    shape = {"id": target.given, "last": {"organization": last.draft.organization, "year": last.draft.year}}
    if not found:
        text = _("Nothing was taken over from {report}: its places are filled here, or blank there.")
        return Answer(text.format(report=report_of(last.draft)), shape | {"carried": shapes})
    call.store.keep_version(
        target.given, Reason.CARRY, _("before taking over from {year}").format(year=last.draft.year)
    )
    _changed(call, target.given, lambda filing: carry(filing, last))
    told = _taken(carry(target.filing, last), [one.note for one in found])
    head = n_("Taken over: one place.", "Taken over: {count} places.", len(found)).format(count=len(found))
    return Answer("\n".join((head, *told)), shape | {"carried": shapes})


def _has_error(findings: list[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


NEW = Verb(lambda: _("make a new draft"), _new_arguments, _new)
LIST = Verb(lambda: _("list the drafts, newest year first"), _list_arguments, _list)
SHOW = Verb(lambda: _("show a report with its values, totals and findings"), _show_arguments, _show)
SET = Verb(lambda: _("write one value into a draft"), _set_arguments, _set)
CARRY = Verb(lambda: _("take over into a draft what carries on from last year's report"), _carry_arguments, _carry)
