"""The verb that writes a report as a file."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.check import check
from app.commands.call import FINDINGS, Answer, Call, Verb
from app.commands.shapes import finding_shape
from app.commands.target import keep_exported, last_of, target_of
from app.commands.words import findings_in_words
from app.draft import Filing
from app.errors import AppError
from app.i18n import _
from app.wording import before_export

if TYPE_CHECKING:
    from app.export import Refused

_COPIES = ("draft", "review", "filing")


def _export_arguments(parser: ArgumentParser) -> None:
    from app.export import DATA
    from app.writers import WRITERS

    parser.add_argument("target", metavar=_("ID|FILE"), help=_("draft number or file"))
    kinds = _("file to write: {kinds}").format(kinds=", ".join((*WRITERS, DATA)))
    parser.add_argument("-o", "--output", required=True, type=Path, metavar=_("OUT"), help=kinds)
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


EXPORT = Verb(lambda: _("write a report as Word, PDF, web page, Excel, text or JSON"), _export_arguments, _export)
