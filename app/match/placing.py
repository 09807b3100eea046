"""A reading put into the filing of its year: what both editions have is taken over, the rest becomes a note."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app import numbers
from app.blocks import Spot
from app.draft import Filing, Note, with_notes, with_values
from app.figures import figure, missing
from app.form import Address, Form, Label
from app.i18n import _
from app.match.doubts import row_words
from app.match.reading import Reading


def placed(reading: Reading, filing: Filing, notes: Sequence[Note] = ()) -> Filing:
    """The filing with the reading's values, then its notes: they speak of the values as they were read."""
    form = filing.form
    moves = _moves(reading, form)
    values = {moves.get(address, address): text for address, text in (*reading.texts.items(), *reading.numbers.items())}
    own = frozenset(form.addresses)
    filled = with_values(filing, {address: text for address, text in values.items() if address in own})
    places = (*form.addresses, *form.cells, *(section.id for section in form.sections))
    kept = [_at_home(note, form, places) for note in reading.notes]
    further = (*_told_moves(reading, form, moves), *_homeless(reading, form, moves), *_totals(reading, filled, moves))
    return with_notes(filled, [*notes, *kept, *further])


def moved_origins(reading: Reading, form: Form, places: Mapping[int, int]) -> dict[Address, tuple[Spot, ...]]:
    """Where each value stands, under its address in the form; `places` are the blocks of the document by number."""
    moves = _moves(reading, form)
    spots = {moves.get(address, address): found for address, found in reading.origins.items()}
    return {
        address: tuple(replace(spot, block=places[spot.block]) for spot in found if spot.block in places)
        for address, found in spots.items()
        if address in form.cells or address in form.narratives
    }


def _moves(reading: Reading, form: Form) -> dict[Address, Address]:
    """Where numbers of a row go that is a group in the form: to the group's last row; the sums stay what they are."""
    moves: dict[Address, Address] = {}
    for address in (*reading.numbers, *reading.totals):
        section_id, row, column = address.split("/")
        last = _last_row(form, section_id, row)
        if address not in form.cells and last is not None and f"{section_id}/{last.id}/{column}" in form.cells:
            moves[address] = f"{section_id}/{last.id}/{column}"
    return moves


def _told_moves(reading: Reading, form: Form, moves: Mapping[Address, Address]) -> Iterator[Note]:
    for old, new in {a.rpartition("/")[0]: b.rpartition("/")[0] for a, b in moves.items()}.items():
        cells = [cell for address, cell in reading.form.cells.items() if address.startswith(old + "/")]
        last = next(cell.row for address, cell in form.cells.items() if address.startswith(new + "/"))
        text = _(
            "{row} is one row in the file's edition; the form of this year has several. Its numbers were put into "
            "“{label}”; please divide them among the rows where needed."
        )
        name = row_words(reading.form, cells[0].section, cells[0].row)
        yield Note("doubt", new, text.format(row=name, label=last.label))


def _last_row(form: Form, section_id: str, row: str) -> Label | None:
    """The last row of a group of the form."""
    section = form.section(section_id)
    for band in section.bands if section else ():
        group = band.row_axis.by_id(row)
        if group is not None and not band.row_axis.is_leaf(group):
            return band.row_axis.leaves_under(group)[-1]
    return None


def _homeless(reading: Reading, form: Form, moves: Mapping[Address, Address]) -> Iterator[Note]:
    """What the form of the year has no place for: texts, and numbers row by row."""
    rows: dict[str, list[Address]] = {}
    own = frozenset(form.addresses)
    for address in (*reading.texts, *reading.numbers):
        if moves.get(address, address) not in own:
            rows.setdefault("/".join(address.split("/")[:2]), []).append(address)
    for row, addresses in rows.items():
        section = form.section(row)
        yield Note("unplaced", section.id if section else "", _homeless_words(reading, addresses))


def _homeless_words(reading: Reading, addresses: Sequence[Address]) -> str:
    cells = [reading.form.cells.get(address) for address in addresses]
    if cells[0] is None:
        text = _("The form of this year has no place for this text:")
        return "\n".join([text, *(reading.texts[address] for address in addresses)])
    words = _("The form of this year has no place for these numbers of {row}:")
    first = words.format(row=row_words(reading.form, cells[0].section, cells[0].row))
    lines = (f"{cell.column.label} {reading.numbers[cell.address]}" for cell in cells if cell is not None)
    return "\n".join([first, *lines])


def _totals(reading: Reading, filing: Filing, moves: Mapping[Address, Address]) -> Iterator[Note]:
    """A note for each printed total that is not the sum, where every part is there."""
    for printed_at, printed in reading.totals.items():
        address = moves.get(printed_at, printed_at)
        cell = filing.form.cells.get(address)
        if cell is None or not cell.is_total or missing(filing, address):
            continue
        if figure(filing, address) != numbers.parse(printed, cell.value):
            yield Note("printed_total", address, printed)


def _at_home(note: Note, form: Form, places: Sequence[Address]) -> Note:
    """The note with a place that the form has: its own, or the section's."""
    if any(place == note.place or place.startswith((note.place + "/", note.place + ".")) for place in places):
        return note
    section = form.section(note.place)
    return Note(note.kind, section.id if section else "", note.text)
