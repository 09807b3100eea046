"""What a paste would do: which text lands where, what is refused and why, what else is to be told."""

from dataclasses import dataclass
from typing import Literal

from app.form import Address


@dataclass(frozen=True, slots=True)
class Landed:
    """A text as it will be entered, what stands there now, and where in the clipboard it stands, from 0."""

    address: Address
    text: str
    old: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Rejected:
    """A text of the clipboard that is not entered, and why, in words for a clerk; never a blank one.

    `address`: the value for which it was meant, "" where that is none.
    """

    row: int
    column: int
    text: str
    why: str
    address: Address = ""


@dataclass(frozen=True, slots=True)
class Landing:
    """A paste before it is done. `texts` is the clipboard as a grid of `rows` and `columns`."""

    landed: tuple[Landed, ...]
    rejected: tuple[Rejected, ...]
    told: tuple[str, ...]
    by: Literal["labels", "place"]
    rows: int = 0
    columns: int = 0
    texts: tuple[tuple[str, ...], ...] = ()

    @property
    def texts_by_address(self) -> dict[Address, str]:
        """What will be entered, by address: one step of the desk."""
        return {one.address: one.text for one in self.landed}
