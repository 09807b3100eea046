"""Where a key leads in a table of values, as in a sheet: labels are stepped over, a merged cell is one cell."""

from collections.abc import Callable, Collection, Iterator

from app.form import Address
from app.grid import Grid, GridCell

Place = tuple[int, int]
"""Row and column of the view, from 0; every place that a merged cell covers is a place of it."""

Block = tuple[int, int, int, int]
"""First row, first column, last row, last column."""


class Walk:
    """The places of the values below and beside the head of a printed table."""

    def __init__(self, table: Grid) -> None:
        self._top, self._left = table.head_rows, table.head_columns
        self.rows, self.columns = table.rows - self._top, table.columns - self._left
        self._cells = [c for c in table.cells if c.row >= self._top and c.column >= self._left]
        self._at = {(r - self._top, c - self._left): cell for cell in self._cells for r, c in cell.covered}
        self._begins = {cell.address: self._first(cell) for cell in self._cells if cell.address}

    @property
    def addresses(self) -> tuple[Address, ...]:
        """The values in printed order, totals included."""
        return tuple(self._begins)

    def merged(self) -> Iterator[tuple[Place, int, int]]:
        """The cells that take more than one place: where they begin, their rows and columns."""
        for cell in self._cells:
            if cell.row_span > 1 or cell.column_span > 1:
                yield self._first(cell), cell.row_span, cell.column_span

    def address(self, place: Place) -> Address:
        """The address of a place; "" for a label and outside the table."""
        cell = self._at.get(place)
        return cell.address if cell else ""

    def begin(self, place: Place) -> Place:
        """Where the cell begins that covers a place."""
        cell = self._at.get(place)
        return self._first(cell) if cell else place

    def place_of(self, address: Address) -> Place | None:
        """Where an address begins; None where the table does not have it."""
        return self._begins.get(address)

    def step(self, here: Place, down: int, right: int) -> Place:
        """The next value in a direction; the place itself at the edge."""
        return next(self.beyond(here, down, right), here)

    def edge(self, here: Place, down: int, right: int, is_filled: Callable[[Address], bool]) -> Place:
        """Where Ctrl with an arrow leads: the last of a filled run, else the next filled cell, else the last cell."""
        way = list(self.beyond(here, down, right))
        filled = [is_filled(self.address(place)) for place in way]
        if not way:
            return here
        if is_filled(self.address(here)) and filled[0]:
            return way[(filled.index(False) if False in filled else len(way)) - 1]
        return way[filled.index(True)] if True in filled else way[-1]

    def in_row(self, here: Place, *, last: bool) -> Place:
        """The first value of the row, or the last."""
        places = [place for column in range(self.columns) if self.address(place := (here[0], column))]
        return places[-1 if last else 0] if places else here

    def corner(self, *, last: bool) -> Place:
        """The first value of the table, or the last."""
        return self._begins[self.addresses[-1 if last else 0]]

    def page(self, here: Place, rows: int) -> Place:
        """The value of the column that lies so many rows further, or the nearest to there; never back."""
        way = list(self.beyond(here, 1 if rows > 0 else -1, 0))
        return min(way, key=lambda place: abs(place[0] - here[0] - rows), default=here)

    def along(self, here: Place, by: int, stops: Collection[Address]) -> Place | None:
        """The next of the addresses in printed order, or the one before; None at the end of them."""
        order = [address for address in self._begins if address in stops]
        now = self.address(here)
        if now in order:
            there = order.index(now) + by
            return self._begins[order[there]] if 0 <= there < len(order) else None
        ahead = [a for a in order if self._begins[a] > here] if by > 0 else [a for a in order if self._begins[a] < here]
        return self._begins[ahead[0 if by > 0 else -1]] if ahead else None

    def downward(self, here: Place, by: int, stops: Collection[Address]) -> Place:
        """The next of the addresses down the columns, round and round: how Enter walks what is chosen."""
        order = sorted((self._begins[address] for address in stops), key=lambda place: place[::-1])
        return order[(order.index(self.begin(here)) + by) % len(order)] if self.begin(here) in order else order[0]

    def nearest(self, place: Place) -> Place:
        """The place itself where a value stands, otherwise the value nearest to it."""
        if self.address(place):
            return place
        return min(self._begins.values(), key=lambda one: (abs(one[0] - place[0]), abs(one[1] - place[1])))

    def block(self, first: Place, last: Place) -> Block:
        """The rectangle between two places, grown until no merged cell sticks out of it."""
        top, bottom = sorted((first[0], last[0]))
        left, right = sorted((first[1], last[1]))
        while True:
            ends = [self._extent(cell) for cell in self._crossing((top, left, bottom, right))]
            grown = (
                min(e[0] for e in ends), min(e[1] for e in ends), max(e[2] for e in ends), max(e[3] for e in ends),
            )  # fmt: skip
            if grown == (top, left, bottom, right):
                return grown
            top, left, bottom, right = grown

    def within(self, block: Block) -> tuple[Address, ...]:
        """The values of a rectangle in printed order."""
        top, left, bottom, right = block
        return tuple(
            address
            for address, (row, column) in self._begins.items()
            if top <= row <= bottom and left <= column <= right
        )

    def beyond(self, here: Place, down: int, right: int) -> Iterator[Place]:
        """The values in a direction, each once."""
        passed = self.begin(here)
        row, column = here[0] + down, here[1] + right
        while 0 <= row < self.rows and 0 <= column < self.columns:
            if self.address((row, column)) and self.begin((row, column)) != passed:
                passed = self.begin((row, column))
                yield row, column
            row, column = row + down, column + right

    def _crossing(self, block: Block) -> list[GridCell]:
        top, left, bottom, right = block
        places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        values = {id(cell): cell for place in places if (cell := self._at[place])}
        return list(values.values())

    def _extent(self, cell: GridCell) -> Block:
        row, column = self._first(cell)
        return row, column, row + cell.row_span - 1, column + cell.column_span - 1

    def _first(self, cell: GridCell) -> Place:
        return cell.row - self._top, cell.column - self._left
