"""What the notes of a draft have to say as findings.

Doubts of the reader, printed totals, text without a place, and sentences whose figures are others now.
"""

from collections.abc import Iterator, Mapping

from app import numbers
from app.anchor import PARAGRAPH, paragraph_mark
from app.draft import Filing, Note, NoteKind
from app.figures import figure
from app.finding import Finding
from app.form import Severity
from app.i18n import _
from app.naming import column_name, name_of
from app.remembered import changed_figure

CODES: Mapping[NoteKind, tuple[str, Severity]] = {
    "doubt": ("read.doubt", "warning"),
    "printed_total": ("total.printed", "error"),
    "unplaced": ("read.unplaced", "warning"),
    "heading": ("section.heading", "warning"),
    "carried": ("carry.unchecked", "warning"),
}
"""The finding that a note of each kind gives; a confirmation gives none."""

CARRIED = CODES["carried"][0]

FIGURE_CHANGED = "figure.changed"
"""The finding of a sentence whose figures remember where they come from."""


def findings_of_notes(filing: Filing) -> tuple[Finding, ...]:
    """The findings of the notes that have something to say, in the order of the notes."""
    return tuple(finding for note in filing.draft.notes for finding in _findings(filing, note))


def note_behind(filing: Filing, finding: Finding) -> Note | None:
    """The note that a finding speaks for; None for a finding of any other rule."""
    return next((note for note in filing.draft.notes if finding in _findings(filing, note)), None)


def _findings(filing: Filing, note: Note) -> Iterator[Finding]:
    if note.kind == "figure":
        yield from _of_figures(filing, note)
    elif note.kind == "printed_total":
        if note.text != _computed(filing, note):  # one that is what the sum says needs no word
            yield _total(filing, note)
    elif note.kind in CODES:
        yield _said(filing, note)


def _said(filing: Filing, note: Note) -> Finding:
    code, severity = CODES[note.kind]
    return Finding(
        code=code,
        rule="",
        severity=severity,
        addresses=(note.place,) if note.place else (),
        message=_told(filing, note),
        mend=_mend(note),
        mark=note.fingerprint if note.fingerprint.startswith(PARAGRAPH) else "",
    )


def _told(filing: Filing, note: Note) -> str:
    """What the note says; of what was taken over, which differs by little, for which column or field too."""
    if note.kind != "carried":
        return note.text
    cell = filing.form.cells.get(note.place)
    place = column_name(cell) if cell else name_of(filing.form, note.place)
    return _("{place}, {text}").format(place=place, text=_requoted(note.text))


def _requoted(text: str) -> str:
    """Quotes within the quote that a text ends with are single ones."""
    before, quote, rest = text.partition("“")
    if not rest.endswith("”"):
        return text
    return before + quote + rest[:-1].replace("“", "‘").replace("”", "’") + "”"


def _mend(note: Note) -> str:
    if note.kind == "carried":
        return _("Mend it, or enter it again as it is, or say that all that was taken over is checked.")
    return _("Compare with the original, mend or fill the place, or settle the note.")


def _of_figures(filing: Filing, note: Note) -> Iterator[Finding]:
    """T1–T8 where they are certain: the sentence was made of these very figures."""
    changed = changed_figure(filing, note)
    place = name_of(filing.form, note.place)
    if changed is not None:
        told = zip(changed.places, changed.olds, changed.news, strict=True)
        now = _("; ").join(_("{name} is {figure}").format(name=name, figure=new) for name, _old, new in told)
        message = _("{place}: “{clause}” no longer says what the report has: {now}.")
        yield Finding(
            code=FIGURE_CHANGED,
            rule="",
            severity="warning",
            addresses=(note.place, *changed.addresses),
            message=message.format(place=place, clause=changed.clause, now=now),
            values=(_(", ").join(changed.olds), _(", ").join(changed.news)),
            mend=_("Put the new figures into the sentence, or lay this aside where it means something else."),
            mark=paragraph_mark(note.text),
        )


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
