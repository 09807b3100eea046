"""Where the cells of the clipboard aim: at values to be entered, at sums to be compared, or nowhere."""

from dataclasses import dataclass, field, replace

from app.form import Address
from app.paste.clip import ClipCell
from app.paste.landing import Rejected


@dataclass(frozen=True, slots=True)
class Aim:
    """A cell of the clipboard and the address for its text; `row` is what must be said alike where it comes twice."""

    cell: ClipCell
    address: Address
    row: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A cell of the clipboard that should be the sum of these addresses; `name` is what the sum is called."""

    cell: ClipCell
    parts: tuple[Address, ...]
    name: str


@dataclass(slots=True)
class Aims:
    """All of a clipboard; `blanks` are the blank cells above which a value of the table stands."""

    aims: list[Aim] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    blanks: int = 0

    def reject(self, cell: ClipCell, why: str, address: Address = "") -> None:
        """Refuses what a cell says, for an address where it aimed at one; a blank one says nothing."""
        if cell.text:
            self.rejected.append(Rejected(cell.row, cell.column, cell.text, why, address))

    def tell(self, words: str) -> None:
        """Tells something, once."""
        if words not in self.told:
            self.told.append(words)

    def turned(self) -> "Aims":
        """The same for the clipboard with its rows and columns changed for one another."""
        return Aims(
            [replace(one, cell=_turned(one.cell)) for one in self.aims],
            [replace(one, cell=_turned(one.cell)) for one in self.checks],
            [replace(one, row=one.column, column=one.row) for one in self.rejected],
            self.told,
            self.blanks,
        )


def _turned(cell: ClipCell) -> ClipCell:
    return replace(cell, row=cell.column, column=cell.row, row_span=cell.column_span, column_span=cell.row_span)
