"""The verbs of a draft's history: its versions, going back to one, its state, the sign-off sheet."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from app.check import check
from app.commands.call import Answer, Call, Verb
from app.commands.parser import UsageError, number
from app.commands.shapes import event_shape, version_shape
from app.commands.target import keep_exported, last_of, target_of
from app.commands.words import columns, report_of
from app.dates import shown_moment
from app.draft import Filing
from app.entry import Entry, Event, State, state_name
from app.errors import AppError
from app.figures import blanks
from app.finding import verdict
from app.i18n import _
from app.wording import reason_name, verdict_in_words


def _versions_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar=_("ID"), help=_("draft number, or its beginning"))


def _versions(call: Call) -> Answer:
    entry = call.store.load(call.options.id)
    kept = call.store.versions(entry.id)
    shape = [version_shape(one) for one in kept]
    if not kept:
        return Answer(_("No version of this draft was kept yet."), shape)
    head = (_("Version"), _("Kept"), _("Why"), _("Name"), _("Filled"))
    rows = [
        (str(one.number), shown_moment(one.made), reason_name(one.reason), one.name, str(one.filled)) for one in kept
    ]
    return Answer("\n".join((report_of(entry.draft), columns([head, *rows]))), shape)


def _restore_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar=_("ID"), help=_("draft number, or its beginning"))
    parser.add_argument("number", type=number, metavar=_("VERSION"), help=_("version, as shown by “gongkai versions”"))


def _restore(call: Call) -> Answer:
    number, entry = call.options.number, call.store.load(call.options.id)
    restored = call.store.restore(entry.id, number)
    shape = {"id": entry.id, "number": number, "saved": restored.saved.isoformat(), "before": 0}
    if restored.draft == entry.draft:
        return Answer(
            _("Nothing was changed: the draft is as it was in version {number}.").format(number=number), shape
        )
    before = call.store.versions(entry.id)[0].number
    text = _("The draft is again as it was in version {number}. What it was until now is kept as version {before}.")
    return Answer(text.format(number=number, before=before), shape | {"before": before})


def _state_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar=_("ID"), help=_("draft number, or its beginning"))
    parser.add_argument(
        "state", nargs="?", type=_state_named, metavar=_("STATE"), help=_("the state from now on; shown if not given")
    )
    parser.add_argument("--by", default="", metavar=_("PERSON"), help=_("who says so"))
    parser.add_argument("--remark", default="", metavar=_("TEXT"), help=_("what is said to it"))


def _state_named(text: str) -> State:
    """A state typed as an argument: as in JSON, or in the words of the interface."""
    for state in State:
        if text in (state.value, state_name(state)):
            return state
    known = _("; ").join(f"{state.value} {state_name(state)}" for state in State)
    raise ArgumentTypeError(_("“{text}” is no state. Known are: {known}").format(text=text, known=known))


def _state(call: Call) -> Answer:
    options = call.options
    entry = call.store.load(options.id)
    if options.state is None:
        if options.by or options.remark:
            raise UsageError(_("A name or a remark belongs to a state; please give it too."))
        return _history(call, entry, ())
    entry = call.store.set_state(entry.id, options.state, options.by, options.remark)
    target = target_of(call, entry.id)
    return _history(call, entry, (_verdict(target.filing, last_of(call, target)),))


def _verdict(filing: Filing, last: Filing | None) -> str:
    """What the checks say, which keeps nobody from changing the state: the leader decides."""
    return verdict_in_words(verdict(check(filing, last).findings, len(blanks(filing))))


def _history(call: Call, entry: Entry, told: Iterable[str]) -> Answer:
    steps = call.store.history(entry.id)
    now = _("The draft is {state} now.").format(state=state_name(entry.state))
    lines = (report_of(entry.draft), now, *told, columns([_row(step) for step in steps]) if steps else "")
    shape = {"id": entry.id, "state": entry.state.value, "history": [event_shape(step) for step in steps]}
    return Answer("\n".join(filter(None, lines)), shape)


def _row(step: Event) -> tuple[str, ...]:
    return shown_moment(step.at), state_name(step.state), step.by, " ".join(step.remark.split())


def _sign_off_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar=_("ID"), help=_("draft number, or its beginning"))
    parser.add_argument("output", type=Path, metavar=_("OUT"), help=_("Word file to write"))
    parser.add_argument("--force", action="store_true", help=_("replace a file that is there"))


def _sign_off(call: Call) -> Answer:
    from app.export import FileExists
    from app.sign_off import short_checksum, write_sheet

    options = call.options
    entry = call.store.load(options.id)
    target = target_of(call, entry.id)
    version = keep_exported(call, entry, _("before writing the sign-off sheet"))
    try:
        written = write_sheet(
            options.output,
            target.filing,
            now=datetime.now(UTC).astimezone(),
            history=call.store.history(entry.id),
            version=str(version.number) if version else "",
            last=last_of(call, target),
            draft=entry.id,
            overwrite=options.force,
        )
    except FileExists as error:
        raise AppError(_("{reason} (--force replaces it.)").format(reason=error)) from error
    mark = short_checksum(target.filing)
    shape = {"file": str(written), "id": entry.id, "version": version.number if version else 0, "checksum": mark}
    return Answer(_("Written: {file} (mark {checksum})").format(file=written, checksum=mark), shape)


VERSIONS = Verb(lambda: _("list the versions of a draft, the newest first"), _versions_arguments, _versions)
RESTORE = Verb(lambda: _("go back to a version of a draft"), _restore_arguments, _restore)
STATE = Verb(lambda: _("show or set how far a draft is, with names and dates"), _state_arguments, _state)
SIGN_OFF = Verb(lambda: _("write the sign-off sheet of a draft"), _sign_off_arguments, _sign_off)
