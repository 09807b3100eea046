"""Where in a file stands what was read of it, and what was read from a place of the file."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.blocks import Block, Paragraph, Spot, Table
from app.draft import Note, covers
from app.form import Address
from app.intake import Intake


def with_view(intake: Intake) -> Intake:
    """The intake with something to look at: a file that has no view of its own (our data) is shown as it prints."""
    if intake.blocks:
        return intake
    from app.report import compose

    blocks = compose(intake.filing, "draft")
    return replace(intake, blocks=blocks, origins=_origins(blocks))


def spots_of(intake: Intake, place: str) -> tuple[Spot, ...]:
    """The spots where the value at an address was read, or all that a place covers."""
    if place in intake.origins:
        return intake.origins[place]
    form = intake.filing.form
    within = (spots for address, spots in intake.origins.items() if covers(form, place, address))
    return tuple(spot for spots in within for spot in spots)


def spots_of_note(intake: Intake, note: Note) -> tuple[Spot, ...]:
    """The spots that a note speaks of: those of its value, or the place of the file that its words name."""
    if note.place in intake.origins and note.place not in intake.filing.form.narratives:
        return intake.origins[note.place]
    return _named(intake.blocks, note.text.partition("\n")[0]) or spots_of(intake, note.place)


def addresses_at(intake: Intake) -> Mapping[Spot, tuple[Address, ...]]:
    """The addresses whose value was read from each spot."""
    found: dict[Spot, tuple[Address, ...]] = {}
    for address, spots in intake.origins.items():
        for spot in spots:
            found[spot] = (*found.get(spot, ()), address)
    return found


def _named(blocks: tuple[Block, ...], words: str) -> tuple[Spot, ...]:
    """The spot whose place is named in these words; of several the one that is named most closely."""
    named = [(len(place), -number, spot) for number, (place, spot) in enumerate(_places(blocks)) if place in words]
    return (max(named)[2],) if named else ()


def _places(blocks: tuple[Block, ...]) -> Iterator[tuple[str, Spot]]:
    for number, block in enumerate(blocks):
        if block.place:
            yield block.place, Spot(number)
        if isinstance(block, Table):
            yield from ((place, Spot(number, row)) for row, place in enumerate(block.row_places) if place)


def _origins(blocks: tuple[Block, ...]) -> Mapping[Address, tuple[Spot, ...]]:
    """Where each address stands in blocks that know it."""
    found: dict[Address, tuple[Spot, ...]] = {}
    for number, block in enumerate(blocks):
        if isinstance(block, Table):
            for cell in block.cells:
                if cell.address:
                    found[cell.address] = (Spot(number, cell.row, cell.column),)
        elif isinstance(block, Paragraph) and block.address:
            found[block.address] = (*found.get(block.address, ()), Spot(number))
    return found
