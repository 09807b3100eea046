"""Which blocks stand on which sheet, and in which rows: each heading begins one, and so does each further table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.blocks import Block, Heading, Table
from app.writers.words import words

_LONGEST = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet to be: its name, its blocks, the row in which each begins, how many columns it has."""

    name: str
    blocks: tuple[Block, ...]
    rows: tuple[int, ...]
    columns: int


def sheets_of(blocks: Sequence[Block]) -> tuple[SheetPart, ...]:
    """The sheets of a report in its order."""
    taken = {words().every.casefold()}
    return tuple(_sheet(group, number, taken) for number, group in enumerate(_groups(blocks), 1))


def height(block: Block) -> int:
    """The rows that a block takes."""
    return block.rows if isinstance(block, Table) else 1


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """The blocks parted; what stands before the first heading stands with it."""
    group: list[Block] = []
    for block in blocks:
        kinds = {type(one) for one in group}
        if (isinstance(block, Heading) and kinds & {Heading, Table}) or (isinstance(block, Table) and Table in kinds):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _sheet(blocks: Sequence[Block], number: int, taken: set[str]) -> SheetPart:
    rows, row = [], 0
    for block in blocks:
        rows.append(row)
        row += height(block)
    columns = max((block.columns for block in blocks if isinstance(block, Table)), default=1)
    heading = next((block.text for block in blocks if isinstance(block, Heading)), "")
    return SheetPart(_name(heading, number, taken), tuple(blocks), tuple(rows), columns)


def _name(heading: str, number: int, taken: set[str]) -> str:
    """The heading as the name of a sheet, its number where another has that name; Excel knows no capital letters."""
    name = _NOT_IN_NAMES.sub("", heading)[:_LONGEST].strip(" '") or str(number)
    while name.casefold() in taken:
        name = f"{name[: _LONGEST - 4]}_{number}"
        number += 1
    taken.add(name.casefold())
    return name
