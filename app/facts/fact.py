"""What a text tells in figures, and how it stands to the tables."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from app.draft import Note
from app.form import Address


class State(StrEnum):
    """How a figure of the text stands to the tables; unknown is also one that a blank leaves undecided."""

    EQUAL = "equal"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


class Fact(NamedTuple):
    """One figure of a narrative, or of text that found no place, and what it stands against.

    `start` and `end` are places in the `paragraph`, counted from 0; `text` stands there, `words` is the clause around
    it. `places` are the acceptable readings, each a sum of cells or groups of cells that the form has, the likeliest
    first (of a different one the nearest), `readings` the same as addresses; both are empty where the figure is not
    understood. `shown` are the text's figure and the tables', in the cells' unit. `note` is the one whose text it is;
    `is_rough` is 余, 近, 约, `is_none` a statement that there was none.
    """

    place: Address
    paragraph: int
    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    words: str
    places: tuple[str, ...] = ()
    readings: tuple[tuple[Address, ...], ...] = ()
    rule: str = ""
    state: State = State.UNKNOWN
    shown: tuple[str, str] = ("", "")
    is_rough: bool = False
    is_none: bool = False
    note: Note | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A list that does not add up, or a share that is another: what the text says and what its figures make.

    `about` are the numbers, among the facts of their text, of those told of, `asked` of all that had a say, `further`
    of those behind a list that may be parts of it.
    """

    about: tuple[int, ...]
    asked: tuple[int, ...]
    said: Decimal
    made: Decimal
    is_share: bool
    further: tuple[int, ...] = ()
