"""The verbs of the recycle bin: into it and out of it. What lies in it is listed by “list --deleted”."""

from argparse import ArgumentParser

from app.commands.call import Answer, Call, Verb
from app.commands.words import report_of
from app.i18n import _


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar=_("ID"), help=_("draft number, or its beginning"))


def _delete(call: Call) -> Answer:
    entry = call.store.load(call.options.id)
    call.store.delete(entry.id)
    text = _(
        "In the recycle bin: {title}. It stays there for a year with all its versions; “gongkai undelete {id}” puts "
        "it back."
    )
    return Answer(text.format(title=report_of(entry.draft), id=entry.id[:8]), {"id": entry.id})


def _undelete(call: Call) -> Answer:
    entry = call.store.load(call.options.id)
    call.store.put_back(entry.id)
    return Answer(_("Put back: {title}").format(title=report_of(entry.draft)), {"id": entry.id})


DELETE = Verb(lambda: _("put a draft into the recycle bin"), _arguments, _delete)
UNDELETE = Verb(lambda: _("take a draft out of the recycle bin"), _arguments, _undelete)
