"""The cell at which the clerk is in a table, and the block that is chosen from it, as in a sheet."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex

from app.form import Address
from ui.models.table_model import TableModel
from ui.table_walk import Place, Walk

_Flag = QItemSelectionModel.SelectionFlag


class Cursor:
    """Moves through a selection model by places; the current cell stays where a block was begun."""

    def __init__(self, values: TableModel, selection: QItemSelectionModel, walk: Walk) -> None:
        self._values, self._selection, self.walk = values, selection, walk
        self._at: Place = (0, 0)
        self._end: Place = (0, 0)
        self._tabbed_from: int | None = None

    @property
    def at(self) -> Place:
        """Where the clerk is: within a merged cell the row and column by which it was entered."""
        index = self._selection.currentIndex()
        if index.isValid() and self.walk.begin(self._at) != self.walk.begin((index.row(), index.column())):
            self._at = self._end = (index.row(), index.column())  # chosen by mouse
        return self._at

    @property
    def end(self) -> Place:
        """The corner of the block that Shift moves."""
        return self._end if self.at and self._is_many() else self._at

    @property
    def chosen(self) -> tuple[Address, ...]:
        """The values that are chosen, in printed order; the current one where none is."""
        found = {self._values.address(index) for index in self._selection.selectedIndexes()} - {""}
        if len(found) < 2:
            return tuple(found) or tuple(filter(None, (self.walk.address(self.at),)))
        return tuple(address for address in self.walk.addresses if address in found)

    def put(self, place: Place) -> None:
        """One cell chosen, whatever key is held: with Ctrl down Qt would add to the choice or take from it."""
        self._at = self._end = place
        self._tabbed_from = None
        self._selection.setCurrentIndex(self._index(place), _Flag.ClearAndSelect)

    def extend(self, place: Place) -> None:
        """The block from the current cell to a place, merged cells whole."""
        top, left, bottom, right = self.walk.block(self.at, place)
        self._end = place
        block = QItemSelection(self._values.index(top, left), self._values.index(bottom, right))
        self._selection.select(block, _Flag.ClearAndSelect)

    def choose(self, addresses: tuple[Address, ...], current: Address = "") -> None:
        """These cells chosen, one of them current: the first where nothing else is said."""
        if not addresses:
            return
        self.put(self.walk.place_of(current or addresses[0]) or self.at)
        cells = QItemSelection()
        for address in addresses:
            index = self._values.index_of(address)
            cells.select(index, index)
        self._selection.select(cells, _Flag.ClearAndSelect)

    def sources(self, down: int, right: int) -> dict[Address, Address]:
        """For each chosen value the one that is filled into it, down or to the right, as in a sheet.

        Of several in a column, or a row, it is the first of them; for one alone the value before it.
        """
        lines: dict[int, list[Address]] = {}
        for address in filter(self._values.can_enter, self.chosen):
            place = self.walk.place_of(address) or self.at
            lines.setdefault(place[1] if down else place[0], []).append(address)
        found: dict[Address, Address] = {}
        for line in lines.values():
            first = line[0] if len(line) > 1 else self._before(line[0], down, right)
            found.update(dict.fromkeys((one for one in line if one != first), first))
        return {address: source for address, source in found.items() if source}

    def _before(self, address: Address, down: int, right: int) -> Address:
        """The value before one, totals passed over; "" where there is none."""
        place = self.walk.place_of(address) or self.at
        way = map(self.walk.address, self.walk.beyond(place, -down, -right))
        return next(filter(self._values.can_enter, way), "")

    def tab(self, by: int) -> bool:
        """On to the next value that can be entered, or round within what is chosen; False at the table's end."""
        chosen = self.chosen
        if len(chosen) > 1:
            self._go_round(self.walk.along(self.at, by, chosen) or self.walk.place_of(chosen[0 if by > 0 else -1]))
            return True
        stops = {address for address in self.walk.addresses if self._values.can_enter(address)}
        there = self.walk.along(self.at, by, stops)
        if there is None:
            return False
        began = self._at[1] if self._tabbed_from is None else self._tabbed_from
        self.put(there)
        self._tabbed_from = began
        return True

    def enter(self, by: int) -> None:
        """Down a cell: below the column where Tab began; round within what is chosen; on where all is one row."""
        chosen = self.chosen
        if len(chosen) > 1:
            self._go_round(self.walk.downward(self.at, by, chosen))
            return
        here = self.at if self._tabbed_from is None else self.walk.nearest((self.at[0], self._tabbed_from))
        there = self.walk.step(here, by, 0)
        if there == here == self.at and len({self.walk.begin(p)[0] for p in self._places()}) == 1:
            there = self.walk.along(here, by, self.walk.addresses) or here
        self.put(there if there != here else self.at)

    def _go_round(self, place: Place | None) -> None:
        if place is not None:
            self._at = self._end = place
            self._selection.setCurrentIndex(self._index(place), _Flag.NoUpdate)

    def _places(self) -> list[Place]:
        return [place for address in self.walk.addresses if (place := self.walk.place_of(address))]

    def _is_many(self) -> bool:
        return len(self._selection.selectedIndexes()) > 1

    def _index(self, place: Place) -> QModelIndex:
        return self._values.index(*self.walk.begin(place))
