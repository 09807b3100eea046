"""What the notes of a draft have to say as findings: doubts of the reader, printed totals, text without a place."""

from collections.abc import Mapping

from app import numbers
from app.draft import Filing, Note, NoteKind
from app.figures import figure
from app.finding import Finding
from app.form import Severity
from app.i18n import _
from app.naming import column_name, name_of

CODES: Mapping[NoteKind, tuple[str, Severity]] = {
    "doubt": ("read.doubt", "warning"),
    "printed_total": ("total.printed", "error"),
    "unplaced": ("read.unplaced", "warning"),
    "heading": ("section.heading", "warning"),
    "carried": ("carry.unchecked", "warning"),
}
"""The finding that a note of each kind gives; a confirmation gives none."""

CARRIED = CODES["carried"][0]


def findings_of_notes(filing: Filing) -> tuple[Finding, ...]:
    """One finding a note that has something to say, in the order of the notes."""
    return tuple(
        _finding(filing, note) for note in filing.draft.notes if note.kind in CODES and not _is_settled(filing, note)
    )


def note_behind(filing: Filing, finding: Finding) -> Note | None:
    """The note that a finding speaks for; None for a finding of any other rule."""
    return next((note for note in filing.draft.notes if _speaks_for(filing, note, finding)), None)


def _speaks_for(filing: Filing, note: Note, finding: Finding) -> bool:
    return note.kind in CODES and CODES[note.kind][0] == finding.code and _finding(filing, note) == finding


def _finding(filing: Filing, note: Note) -> Finding:
    return _total(filing, note) if note.kind == "printed_total" else _said(filing, note)


def _is_settled(filing: Filing, note: Note) -> bool:
    """A printed total that is what the sum says needs no word."""
    return note.kind == "printed_total" and note.text == _computed(filing, note)


def _said(filing: Filing, note: Note) -> Finding:
    code, severity = CODES[note.kind]
    return Finding(
        code=code,
        rule="",
        severity=severity,
        addresses=(note.place,) if note.place else (),
        message=_told(filing, note),
        mend=_mend(note),
    )


def _told(filing: Filing, note: Note) -> str:
    """What the note says; of what was taken over, which differs by little, for which column or field too."""
    if note.kind != "carried":
        return note.text
    cell = filing.form.cells.get(note.place)
    place = column_name(cell) if cell else name_of(filing.form, note.place)
    return _("{place}: {text}").format(place=place, text=note.text)


def _mend(note: Note) -> str:
    if note.kind == "carried":
        return _("Mend it, or enter it again as it is, or say that all that was taken over is checked.")
    return _("Compare with the original, mend or fill the place, or settle the note.")


def _total(filing: Filing, note: Note) -> Finding:
    """Rules A2–A4: the total that a report printed is the sum of its parts."""
    computed = _computed(filing, note)
    cell = filing.form.cells[note.place]
    message = _("{place}: the report printed {printed}, the sum of its parts is {computed}.")
    return Finding(
        code="total.printed",
        rule=cell.row.rule or cell.column.rule,
        severity="error",
        addresses=(note.place,),
        message=message.format(place=name_of(filing.form, note.place), printed=note.text, computed=computed),
        values=(note.text, computed),
        difference=_difference(note.text, computed),
        source=_("The label “总计”: a total is the sum of its parts."),
        mend=_("Find the part that was misread or miscounted; the total itself is computed."),
    )


def _computed(filing: Filing, note: Note) -> str:
    number = figure(filing, note.place)
    return "" if number is None else numbers.write(number)


def _difference(printed: str, computed: str) -> str:
    try:
        return str(int(printed) - int(computed))
    except ValueError:
        return ""
