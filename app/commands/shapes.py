"""The JSON of the command line. Keys may be added, never removed."""

from app.draft import Filing, Note
from app.entry import Event, Hit, Summary, Version
from app.errors import NoEdition
from app.figures import figure
from app.finding import Finding
from app.form import Form
from app.form_file import form_for
from app.numbers import write

Shape = dict[str, object]


def finding_shape(finding: Finding) -> Shape:
    """One finding; `cause` names the one it follows from, as `code:first address`."""
    return {
        "code": finding.code,
        "rule": finding.rule,
        "severity": finding.severity,
        "addresses": list(finding.addresses),
        "message": finding.message,
        "values": list(finding.values),
        "difference": finding.difference,
        "source": finding.source,
        "mend": finding.mend,
        "cause": finding.cause,
    }


def note_shape(note: Note) -> Shape:
    """One note."""
    return {"kind": note.kind, "place": note.place, "text": note.text, "fingerprint": note.fingerprint}


def figures_shape(filing: Filing) -> Shape:
    """The totals that have a number, in the law's writing."""
    totals = ((a, figure(filing, a)) for a, cell in filing.form.cells.items() if cell.is_total)
    return {address: write(number) for address, number in totals if number is not None}


def summary_shape(one: Summary) -> Shape:
    """One line of the list."""
    return {
        "id": one.id,
        "family": one.family,
        "edition": edition_of(one.family, one.year),
        "organization": one.organization,
        "year": one.year,
        "state": one.state.value,
        "saved": one.saved.isoformat(),
        "filled": one.filled,
        "blank": one.blank,
        "deleted": one.deleted.isoformat() if one.deleted else "",
    }


def version_shape(one: Version) -> Shape:
    """One version; `reason` is one of `timed export import carry bulk deletion upgrade restore state merge`."""
    return {
        "number": one.number,
        "made": one.made.isoformat(),
        "reason": one.reason.value,
        "name": one.name,
        "filled": one.filled,
    }


def event_shape(one: Event) -> Shape:
    """One step of a draft into a state."""
    return {"at": one.at.isoformat(), "state": one.state.value, "by": one.by, "remark": one.remark}


def hit_shape(one: Hit) -> Shape:
    """One place found; the words stand in the text from `start` to `end`."""
    return {"id": one.id, "address": one.address, "text": one.text, "start": one.start, "end": one.end}


def form_shape(form: Form) -> Shape:
    """One edition with its sections and the addresses that can be written."""
    return {
        "family": form.family,
        "edition": form.edition,
        "first_year": form.first_year,
        "name": form.name,
        "source": form.source,
        "sections": [
            {"id": one.id, "kind": one.kind, "title": one.title, "short": one.short, "addresses": form.entries(one)}
            for one in form.sections
        ],
    }


def edition_of(family: str, year: int) -> str:
    """The edition that holds for a year; "" where none does."""
    try:
        return form_for(family, year).edition
    except NoEdition:
        return ""
