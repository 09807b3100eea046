"""Two filings side by side, whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.compare.cells import CellChange, Change
from app.compare.texts import TextChange, Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What became of the old filing in the new one: cover, tables, narratives, in the order of the new form.

    The editions tell the forms apart where they are two.
    """

    old_edition: str
    new_edition: str
    fields: tuple[CellChange, ...]
    cells: tuple[CellChange, ...]
    texts: tuple[TextChange, ...]

    @property
    def places(self) -> tuple[CellChange, ...]:
        """The cover and the cells."""
        return (*self.fields, *self.cells)

    @property
    def differs(self) -> bool:
        """Whether anything does."""
        return any(one.differs for one in self.places) or any(text.differs for text in self.texts)

    def count(self, *changes: Change) -> int:
        """How many cells of the tables became this; a place that one form lacks counts where something stands in it."""
        return sum(one.change in changes and (one.differs or Change.SAME in changes) for one in self.cells)

    def count_sentences(self, wording: Wording) -> int:
        """How many sentences became this."""
        return sum(text.count(wording) for text in self.texts)

    def sections(self) -> Iterator[tuple[str, tuple[CellChange, ...]]]:
        """The cover and the tables, each with its title."""
        titles = {one.section: one.title for one in self.places}
        for id, title in titles.items():
            yield title, tuple(one for one in self.places if one.section == id)
