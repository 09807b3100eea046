"""Where the cells of the clipboard aim without labels: from the clerk's place to the right and down, as in Excel."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.draft import Filing
from app.form import Address, Form, Section
from app.grid import GridCell, grid
from app.match.words import words
from app.naming import name_of
from app.paste import reasons
from app.paste.aims import Aim, Aims, Check
from app.paste.clip import Clip, ClipCell, is_words

Place = tuple[int, int]
"""Row and column of the printed table."""


def aims_by_place(filing: Filing, section: Section, clip: Clip, at: Address, chosen: Collection[Address]) -> Aims:
    """The aims of a block from `at`; over more than one chosen cell from the first of them, as often as it fits."""
    aims = Aims()
    if len(clip.tables) > 1:
        for cell in clip.cells:
            aims.reject(cell, reasons.several())
        return aims
    block = _block([cell for cell in clip.cells if cell.row in clip.tables[0]], aims)
    for origin in _origins(filing.form, section, block, at, chosen):
        _put(filing.form, section, block, origin, aims)
    return aims


# The block


@dataclass(frozen=True, slots=True)
class _Block:
    """The cells to be laid down, and where they begin and end in the clipboard."""

    cells: Sequence[ClipCell]
    rows: range
    columns: range


def _block(cells: Sequence[ClipCell], aims: Aims) -> _Block:
    """The cells without the words to the left and above: heads and labels that are not this table's."""
    top, left = min(cell.row for cell in cells), min(cell.column for cell in cells)
    bottom, right = max(cell.row + cell.row_span for cell in cells), max(cell.end for cell in cells)
    values = [cell for cell in cells if cell.text and not is_words(cell.text)]
    if not values:
        return _Block(cells, range(top, bottom), range(left, right))
    said = [cell for cell in cells if cell.text and is_words(cell.text)]
    first_row, first_column = min(cell.row for cell in values), min(cell.column for cell in values)
    above = max((cell.row + 1 for cell in said if cell.row < first_row), default=top)
    beside = max((min(cell.end, first_column) for cell in said if cell.column < first_column), default=left)
    if (above, beside) != (top, left):
        aims.tell(reasons.strange_labels())
    kept = [cell for cell in cells if cell.row >= above and cell.column >= beside]
    return _Block(kept, range(above, bottom), range(beside, right))


# Where it begins


def _origins(form: Form, section: Section, block: _Block, at: Address, chosen: Collection[Address]) -> Iterator[Place]:
    """The places at which the block is laid down: once, or over all that is chosen where it fits evenly."""
    places = _places(section)
    here = {address: places[address] for address in chosen if address in places}
    if len(here) < 2:
        yield places.get(at) or next(iter(places.values()))
        return
    if len(block.rows) == len(block.columns) == 1:
        entered = [place for address, place in here.items() if not form.cells[address].is_total]
        yield from sorted(entered or here.values())
        return
    rows, columns = _range(row for row, _column in here.values()), _range(column for _row, column in here.values())
    is_whole = all(a in here for a, (row, column) in places.items() if row in rows and column in columns)
    if not is_whole:
        yield places.get(at) or (rows.start, columns.start)
    elif len(rows) % len(block.rows) or len(columns) % len(block.columns):
        yield rows.start, columns.start
    else:
        for row in rows[:: len(block.rows)]:
            yield from ((row, column) for column in columns[:: len(block.columns)])


def _range(numbers: Iterator[int]) -> range:
    known = set(numbers)
    return range(min(known), max(known) + 1)


@lru_cache(maxsize=16)
def _places(section: Section) -> dict[Address, Place]:
    """Where each value of the section begins in the printed table."""
    return {cell.address: (cell.row, cell.column) for cell in grid(section).cells if cell.kind == "value"}


@lru_cache(maxsize=16)
def _covered(section: Section) -> dict[Place, GridCell]:
    return {place: cell for cell in grid(section).cells for place in cell.covered}


# Laying it down


def _put(form: Form, section: Section, block: _Block, origin: Place, aims: Aims) -> None:
    for cell in block.cells:
        place = (origin[0] + cell.row - block.rows.start, origin[1] + cell.column - block.columns.start)
        target = _covered(section).get(place)
        if target is None:
            aims.reject(cell, reasons.outside())
        elif target.kind != "value":
            if words(cell.text).text != words(target.text).text:
                aims.reject(cell, reasons.on_label())
        elif place != (target.row, target.column):
            aims.reject(cell, reasons.same_cell())
        else:
            _aim(form, cell, target.address, aims)


def _aim(form: Form, cell: ClipCell, address: Address, aims: Aims) -> None:
    parts = form.cells[address].parts
    if cell.text and parts:
        aims.checks.append(Check(cell, parts, name_of(form, address)))
    elif cell.text:
        aims.aims.append(Aim(cell, address))
    else:
        aims.blanks += not parts
