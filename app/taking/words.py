"""What a reading is called in a clerk's words, for window and command line alike."""

from dataclasses import replace

from app import slots
from app.draft import Filing, Note
from app.form import Address, Form
from app.i18n import _, n_
from app.naming import column_name, name_of, row_name
from app.rules.notes import findings_of_notes
from app.taking.parts import Taking


def identity_told(filing: Filing, read: Filing) -> tuple[str, ...]:
    """That the file is another organization's, or another year's, than the draft; nothing where it is the same."""
    own, theirs = filing.draft, read.draft
    told = []
    if _plain(own.organization) != _plain(theirs.organization):
        text = _("The file is the report of “{file}”, the draft that of “{draft}”.")
        told.append(text.format(file=theirs.organization, draft=own.organization))
    if own.year != theirs.year:
        text = _("The file is a report of {file}, the draft one of {draft}.")
        told.append(text.format(file=theirs.year, draft=own.year))
    return tuple(told)


def taking_in_words(taking: Taking) -> str:
    """What would change in the draft, counted."""
    changed, new = taking.count(changed=True), taking.count(changed=False)
    gone = sum(part.kind == "gone" for part in taking.parts)
    counted = (
        n_("one place stands otherwise in the draft", "{count} places stand otherwise in the draft", changed),
        n_("one is blank there", "{count} are blank there", new),
        n_("one paragraph stands only in the draft", "{count} paragraphs stand only in the draft", gone),
        n_("one reads the same", "{count} read the same", taking.same),
    )
    counts = (changed, new, gone, taking.same)
    told = [text.format(count=count) for text, count in zip(counted, counts, strict=True) if count]
    return _(", ").join(told) if told else _("The file has nothing for this draft.")


def homeless_told(taking: Taking) -> str:
    """How many values of the file the draft's form has no place for; "" where it has a place for all."""
    count = len(taking.homeless)
    text = n_(
        "The form of the draft's year has no place for one value of the file; it cannot be taken.",
        "The form of the draft's year has no place for {count} values of the file; they cannot be taken.",
        count,
    )
    return text.format(count=count) if count else ""


def note_told(filing: Filing, note: Note) -> str:
    """What a note says; of a printed total that differs both numbers, of a remembered sentence its words."""
    if note.kind == "figure":
        return _("The sentence remembers where its figures come from: {text}").format(text=slots.read(note.text).text)
    if note.kind != "printed_total":
        return note.text
    alone = replace(filing, draft=replace(filing.draft, notes=(note,)))
    return next((finding.message for finding in findings_of_notes(alone)), note.text)


def place_name(form: Form, address: Address) -> str:
    """How a place is called below the title of its section: row and column, or the label of a field."""
    cell = form.cells.get(address)
    if cell is None:
        return name_of(form, address)
    return " · ".join(filter(None, (row_name(cell), column_name(cell))))


def _plain(name: str) -> str:
    return "".join(name.split())
