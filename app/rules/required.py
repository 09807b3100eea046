"""At filing nothing that the law asks for is blank (条例第五十条; statutory rule A6): one finding a section."""

from collections.abc import Iterator

from app.draft import Filing
from app.figures import blanks
from app.finding import Finding
from app.form import Address, Form, Section
from app.i18n import _, n_
from app.naming import name_of
from app.rules.base import Check

_NAMED = 3


def required(form: Form, section: Section) -> Iterator[Check]:
    """One check a section that finds its blanks together."""
    entries = frozenset(form.entries(section))

    def run(filing: Filing, last: Filing | None) -> tuple[Finding, ...]:
        blank = tuple(address for address in blanks(filing) if address in entries)
        return (_finding(form, section, blank),) if blank else ()

    yield Check(entries, run)


def _finding(form: Form, section: Section, blank: tuple[Address, ...]) -> Finding:
    if section.kind == "narrative":
        message = _("“{section}” is blank.").format(section=section.title)
    else:
        names = _("; ").join(name_of(form, address) for address in blank[:_NAMED])
        more = _(" and others") if len(blank) > _NAMED else ""
        text = n_(
            "“{section}”: one place is blank: {names}.",
            "“{section}”: {count} places are blank: {names}{more}.",
            len(blank),
        )
        message = text.format(section=section.title, count=len(blank), names=names, more=more)
    return Finding(
        code=f"{section.id}.required",
        rule="A6",
        severity="error",
        addresses=blank,
        message=message,
        source=_("Article 50 of the Regulation: what a report must contain."),
        mend=_mend(section),
    )


def _mend(section: Section) -> str:
    if section.kind == "table":
        return _("Fill the blank places; where nothing happened, write 0.")
    return _("Fill what is blank.")
