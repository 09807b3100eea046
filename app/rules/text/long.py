"""The narrative keeps to the length that the law asks for (S3, mistake 18)."""

from collections.abc import Iterator

from app.draft import Filing
from app.finding import Finding
from app.form import Form, Section
from app.i18n import _
from app.length import Length, length
from app.rules.base import Check
from app.rules.text.telling import Said, check, place, told
from app.rules.text.vocabulary import vocabulary


def long(form: Form, section: Section) -> Iterator[Check]:
    """One check for a narrative with a limit: a hint up to a fifth over it, then a question."""
    if section.kind == "narrative" and section.limit:
        yield check((section.id,), lambda filing, last: _findings(filing, section))


def _findings(filing: Filing, section: Section) -> Iterator[Finding]:
    found = length(section, filing.value(section.id))
    if found.over:
        yield _finding(filing, section, found)


def _finding(filing: Filing, section: Section, found: Length) -> Finding:
    is_little = found.over * 100 <= found.limit * vocabulary().long.over
    message = _("{place}: {count} characters, {over} over the {limit} that the law asks for in principle.")
    return told(
        "long",
        section.id,
        Said(
            message.format(place=place(filing, section.id), count=found.characters, over=found.over, limit=found.limit),
            values=(str(found.characters), str(found.limit)),
            difference=str(found.over),
            mend=_("Shorten it to what matters; what the tables tell need not be told again."),
            severity="info" if is_little else None,
        ),
    )
