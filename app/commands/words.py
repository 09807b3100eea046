"""The words of the command line: columns that stand under each other, findings a clerk can act on."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from app.draft import Draft, Filing
from app.finding import Finding
from app.form import Form
from app.i18n import _
from app.naming import name_of

_MOST_PLACES = 3


def width(text: str) -> int:
    """How many columns of a terminal the text takes: two for each Chinese character."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def columns(rows: Sequence[Sequence[str]]) -> str:
    """The rows as lines, each column as wide as its widest text; the last one is not filled up."""
    widths = [max(map(width, texts)) for texts in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (text + " " * (wide - width(text)) for text, wide in zip(row, widths, strict=True))
    return "  ".join(padded).rstrip()


def title(filing: Filing) -> str:
    """Which report it is."""
    text = _("{organization}, report for {year} (form of {edition})")
    draft = filing.draft
    organization = draft.organization or _("(organization not given)")
    return text.format(organization=organization, year=draft.year, edition=filing.form.edition)


def report_of(draft: Draft) -> str:
    """Which report it is, also where no form holds for its year."""
    organization = draft.organization or _("(organization not given)")
    return _("{organization}, report for {year}").format(organization=organization, year=draft.year)


def findings_in_words(form: Form, findings: Iterable[Finding], blank: Sequence[Finding] = ()) -> str:
    """The findings by section and numbered, each with what follows from it; `blank` are those of blank places."""
    everything = (*findings, *blank)
    keys = {finding.key for finding in everything}
    first = sorted((one for one in everything if one.cause not in keys), key=lambda one: _position(form, one))
    lines: list[str] = []
    heading = ""
    for number, finding in enumerate(first, 1):
        if _section_of(form, finding) != heading:
            heading = _section_of(form, finding)
            lines.append(heading)
        label = _("blank") if finding in blank else severity_name(finding)
        lines += _finding(form, number, label, finding)
        lines += _consequences(everything, finding)
    return "\n".join(lines)


def with_options(text: str) -> str:
    """What is told of a file that does not say whose it is, with the options that say it."""
    return text + _(" (--organization NAME, --year YEAR)")


def severity_name(finding: Finding) -> str:
    """How pressing a finding is."""
    return {"error": _("must be mended"), "warning": _("to be verified"), "info": _("hint")}[finding.severity]


def _position(form: Form, finding: Finding) -> int:
    section = form.section(finding.addresses[0]) if finding.addresses else None
    return form.sections.index(section) if section else len(form.sections)


def _section_of(form: Form, finding: Finding) -> str:
    section = form.section(finding.addresses[0]) if finding.addresses else None
    return (section.title or _("The preface")) if section else _("The report as a whole")


def _finding(form: Form, number: int, label: str, finding: Finding) -> Iterator[str]:
    yield f"{number:>3}. " + _("[{label}] {message}").format(label=label, message=finding.message)
    if finding.addresses:
        yield _indented(_("Place: "), _places(form, finding))
    if finding.mend:
        yield _indented(_("To mend: "), finding.mend)
    if finding.source:
        yield _indented(_("Source: "), finding.source)


def _consequences(everything: Sequence[Finding], cause: Finding) -> Iterator[str]:
    for finding in everything:
        if finding.cause == cause.key and finding is not cause:
            yield _indented(_("Follows from it: "), finding.message)
            yield from _consequences(everything, finding)


def _places(form: Form, finding: Finding) -> str:
    shown = _("; ").join(name_of(form, address) for address in finding.addresses[:_MOST_PLACES])
    more = len(finding.addresses) - _MOST_PLACES
    return shown + (_(" and {count} more").format(count=more) if more > 0 else "")


def _indented(label: str, text: str) -> str:
    return f"     {label}{text}"
