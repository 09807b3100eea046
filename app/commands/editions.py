"""The verb that lists the editions of the forms on hand."""

from argparse import ArgumentParser

from app.commands.call import Answer, Call, Verb
from app.commands.shapes import form_shape
from app.commands.words import columns
from app.form_file import editions, families
from app.i18n import _


def _arguments(parser: ArgumentParser) -> None:
    """The verb takes none."""


def _forms(call: Call) -> Answer:
    known = [form for family in families() for form in editions(family)]
    head = (_("Family"), _("Form"), _("From the year"), _("Sections"), _("Legal source"))
    rows = [
        (
            one.family,
            one.edition,
            str(one.first_year),
            str(sum(section.kind != "fields" and bool(section.title) for section in one.sections)),
            one.source,
        )
        for one in known
    ]
    return Answer(columns([head, *rows]), [form_shape(form) for form in known])


FORMS = Verb(lambda: _("list the editions of the forms"), _arguments, _forms)
