"""The chosen parts of a read report, put into a draft with the notes that speak of them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from app.anchor import PARAGRAPH
from app.draft import Filing, Note, with_notes, with_values
from app.form import Address
from app.taking.parts import Key, Taking, answers, brings, differences, home, is_there
from app.taking.weaving import woven


def take(filing: Filing, read: Filing, chosen: Collection[Key]) -> Filing:
    """The draft with the parts of the read report that were chosen; the filing itself where nothing is.

    What the file leaves blank stays as it is in the draft. A note comes along with what it speaks of; one about a
    paragraph only where that paragraph stands in the text now.
    """
    taking, wanted = differences(filing, read), frozenset(chosen)
    texts = _texts(filing, read, taking, wanted)
    taken = with_values(filing, texts)
    notes = list(_notes(taken, read, taking, wanted))
    return with_notes(taken, notes) if notes else taken


def _texts(filing: Filing, read: Filing, taking: Taking, wanted: frozenset[Key]) -> Mapping[Address, str]:
    """What stands at each place where something was chosen."""
    found, theirs = dict[Address, str](), answers(filing.form, read.form)
    for part in taking.parts:
        if part.key not in wanted or part.kind == "note":
            continue
        if part.kind == "cell":
            found[part.address] = part.new
        elif part.address not in found:
            old, new = filing.value(part.address), read.value(theirs[part.address])
            found[part.address] = woven(old, new, *_chosen_at(part.address, wanted))
    return found


def _chosen_at(address: Address, wanted: frozenset[Key]) -> tuple[set[str], set[str]]:
    """The paragraphs that are taken and those that are dropped."""
    taken = {text for kind, place, text in wanted if place == address and kind == "paragraph"}
    dropped = {text for kind, place, text in wanted if place == address and kind == "gone"}
    return taken, dropped


def _notes(taken: Filing, read: Filing, taking: Taking, wanted: frozenset[Key]) -> Iterator[Note]:
    """The notes of what was taken, each once, at their places in the draft's form."""
    own = {(part.note.kind, part.note.place, part.note.text): part.key for part in taking.parts if part.note}
    changes = [part for part in taking.parts if part.key in wanted]
    given = set[Note]()
    for note in read.draft.notes:
        key = own.get((note.kind, note.place, note.text))
        is_wanted = key in wanted if key else any(brings(taken.form, part, note) for part in changes)
        if not is_wanted or is_there(taken, note):
            continue
        for one in _as_it_stands(taken, read, note):
            at_home = replace(one, place=home(taken.form, one.place))
            if at_home not in given:
                given.add(at_home)
                yield at_home


def _as_it_stands(taken: Filing, read: Filing, note: Note) -> tuple[Note, ...]:
    """The note, of a paragraph or a sentence as it stands in the draft's text now; none where it does not."""
    place = home(taken.form, note.place)
    if not note.fingerprint.startswith(PARAGRAPH) or note.place not in read.form.narratives:
        return (note,)
    alone = replace(read, draft=replace(read.draft, notes=(note,)))
    return with_values(alone, {note.place: taken.value(place)}).draft.notes
