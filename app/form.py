"""What the law asks of a report: sections, tables, labels, rules. Read from one data file per edition.

Rows and columns are flat lists whose dotted ids are the tree. Addresses, totals and spans follow from the ids and are
never written down. Nouns that are read once are compared by identity.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

Address = str
"""`section`, `section/field` or `section/row/column`: the key of a value, everywhere."""

ValueType = Literal["count", "signed", "money"]
FieldType = Literal["text", "year", "choice", "date", "flag"]
Severity = Literal["error", "warning", "info"]
RuleKind = Literal[
    "equal", "follows", "at_most", "at_least", "zero", "share", "jump", "amount", "same_numbers", "spoken_of"
]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Value:
    """What a table cell holds: its type, the unit that may follow the digits, decimal places of money."""

    type: ValueType = "count"
    unit: str = ""
    places: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Carry:
    """The figure proposed at a row or column: last year's at `last`, with this year's at `add`, without `subtract`.

    All are ids of the same axis; the sum is made cell by cell along the other one.
    """

    last: tuple[str, ...]
    add: tuple[str, ...] = ()
    subtract: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A row or column: a leaf has values, a parent groups what its id begins.

    `renamed` are the ids under which the same thing stood in earlier editions.
    """

    id: str
    label: str = ""
    lines: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    sum: tuple[str, ...] = ()
    type: ValueType | None = None
    carry: Carry | None = None
    renamed: tuple[str, ...] = ()
    rule: str = ""
    guidance: str = ""
    source: str = ""
    law: str = ""
    mistake: str = ""

    @property
    def level(self) -> int:
        """1 for a label at the root of its axis."""
        return self.id.count(".") + 1

    @property
    def text(self) -> str:
        """The label as printed, with the official line breaks."""
        return "\n".join(self.lines) if self.lines else self.label

    def contains(self, other: "Label") -> bool:
        """Whether the other label lies below this one."""
        return other.id.startswith(self.id + ".")


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """The rows or the columns of a band, in printed order; `leaves` are the labels with values."""

    labels: tuple[Label, ...]
    leaves: tuple[Label, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        groups = {label.id.rpartition(".")[0] for label in self.labels}
        object.__setattr__(self, "leaves", tuple(label for label in self.labels if label.id not in groups))

    def by_id(self, id: str) -> Label | None:
        """The label of an id, if there is one."""
        return next((label for label in self.labels if label.id == id), None)

    def is_leaf(self, label: Label) -> bool:
        """Whether nothing lies below the label: then it has values."""
        return any(leaf is label for leaf in self.leaves)

    @property
    def depth(self) -> int:
        """How many cells deep the labels are printed; 0 where none has a text."""
        return max((label.level for label in self.labels if label.text), default=0)

    def leaves_under(self, label: Label) -> tuple[Label, ...]:
        """The leaves that a parent spans; a leaf spans itself."""
        return tuple(leaf for leaf in self.leaves if leaf is label or label.contains(leaf))

    def parents(self, label: Label) -> tuple[Label, ...]:
        """The labels above, outermost first."""
        return tuple(other for other in self.labels if other.contains(label))

    def entered(self, label: Label) -> tuple[Label, ...]:
        """The leaves that make the label's figure: itself, or for a total those in the groups that it adds up."""
        if not label.sum:
            return (label,)
        groups = [group for id in label.sum if (group := self.by_id(id)) is not None]
        return tuple(leaf for group in groups for leaf in self.leaves_under(group) if not leaf.sum)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Band:
    """One block of a statutory table: an optional title row, a head, rows of values."""

    title: str = ""
    corner: str = ""
    value: Value = Value()
    columns: tuple[Label, ...]
    rows: tuple[Label, ...]
    guidance: str = ""
    source: str = ""
    law: str = ""
    column_axis: Axis = field(init=False, repr=False, metadata={"key": None})
    row_axis: Axis = field(init=False, repr=False, metadata={"key": None})

    def __post_init__(self) -> None:
        object.__setattr__(self, "column_axis", Axis(self.columns))
        object.__setattr__(self, "row_axis", Axis(self.rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer of a choice; `due` is the month and day of the duty, `government` a report of a whole government."""

    id: str
    label: str
    due: str = ""
    government: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One line of the cover page; with `carry` it is taken over from last year's."""

    id: str
    type: FieldType
    label: str
    required: bool = False
    choices: tuple[Choice, ...] = ()
    carry: bool = False
    renamed: tuple[str, ...] = ()
    guidance: str = ""
    source: str = ""
    law: str = ""
    mistake: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """What a narrative must speak of; with `government` only in the report of a whole government.

    It is recognized by `label` or one of `words`; `label` heads its paragraphs. An id below another's is a part of it.
    """

    id: str
    label: str
    words: tuple[str, ...] = ()
    government: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of the law or of practice, with the words in which its breach is told.

    `short` is the rule as a formula for the strip below the table. `left`, `right`, `last`, `add` and `subtract` name
    rows, or columns, of the section; the rule holds along the other axis, line by line, with `only` in these lines.
    What else a rule needs depends on its kind (`app.form_rules`). It is asked from the year `from_year` on, and `when`
    each field named there has one of its values; where the rule of code `cause` speaks of the same cell, this one only
    follows from it.
    """

    code: str
    rule: str
    short: str = ""
    severity: Severity
    kind: RuleKind
    message: str
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    right_year: int = 0
    last: tuple[str, ...] = ()
    add: tuple[str, ...] = ()
    subtract: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    least: int = 0
    least_from_zero: int = 0
    most: int = 0
    percent: int = 0
    times: int = 0
    smaller: int = 0
    narrative: str = ""
    words: tuple[str, ...] = ()
    from_year: int = 0
    when: Mapping[Address, tuple[str, ...]] = field(default_factory=dict, hash=False)
    cause: str = ""
    source: str = ""
    mend: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Section:
    """One part of the report: cover fields, a narrative, or a table of bands.

    With `carry` last year's narrative is offered. `renamed` are the section's ids in earlier editions.
    """

    id: str
    kind: Literal["fields", "narrative", "table"]
    title: str
    short: str = ""
    fields: tuple[Field, ...] = ()
    bands: tuple[Band, ...] = field(default=(), metadata={"key": "band"})
    rules: tuple[Rule, ...] = field(default=(), metadata={"key": "rule"})
    aspects: tuple[Aspect, ...] = field(default=(), metadata={"key": "aspect"})
    limit: int = 0
    required: bool = False
    carry: bool = False
    renamed: tuple[str, ...] = ()
    guidance: str = ""
    source: str = ""
    law: str = ""
    mistake: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A table cell with a number: entered, or the sum of its parts."""

    address: Address
    section: Section
    band: Band
    row: Label
    column: Label
    value: Value
    parts: tuple[Address, ...]

    @property
    def is_total(self) -> bool:
        """Whether the cell is computed and cannot be entered."""
        return bool(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Form:
    """An edition of the law. Valid from `first_year` until a later edition begins.

    `title` is the pattern of a report's title, with `{organization}` and `{year}`.
    """

    edition: str
    first_year: int
    source: str
    sections: tuple[Section, ...] = field(metadata={"key": "section"})
    name: str = ""
    title: str = ""
    family: str = field(default="", metadata={"key": None})
    cells: Mapping[Address, Cell] = field(init=False, repr=False, metadata={"key": None})
    fields: Mapping[Address, Field] = field(init=False, repr=False, metadata={"key": None})
    narratives: Mapping[Address, Section] = field(init=False, repr=False, metadata={"key": None})
    addresses: tuple[Address, ...] = field(init=False, repr=False, metadata={"key": None})
    """Every address that can be written, in the order of the report."""
    _tables: Mapping[str, tuple[Cell, ...]] = field(init=False, repr=False, metadata={"key": None})

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "_tables", {section.id: tuple(_cells(section)) for section in self.sections})
        put(self, "cells", {cell.address: cell for cells in self._tables.values() for cell in cells})
        put(self, "fields", {f"{s.id}/{f.id}": f for s in self.sections for f in s.fields})
        put(self, "narratives", {s.id: s for s in self.sections if s.kind == "narrative"})
        put(self, "addresses", tuple(address for section in self.sections for address in self.entries(section)))

    def entries(self, section: Section) -> tuple[Address, ...]:
        """The addresses of a section that can be written."""
        if section.kind == "narrative":
            return (section.id,)
        if section.kind == "fields":
            return tuple(f"{section.id}/{field.id}" for field in section.fields)
        return tuple(cell.address for cell in self.cells_of(section) if not cell.is_total)

    def cells_of(self, section: Section) -> tuple[Cell, ...]:
        """The cells of a table with their totals, row by row; none for other sections."""
        return self._tables.get(section.id, ())

    def section(self, id: str) -> Section | None:
        """The section of an id, or of any address that begins with it."""
        return next((section for section in self.sections if section.id == id.partition("/")[0]), None)

    @property
    def steps(self) -> tuple[tuple[Section, ...], ...]:
        """The sections page by page: one without a title shares the page of the one before it."""
        pages: list[tuple[Section, ...]] = []
        for section in self.sections:
            if section.title or not pages:
                pages.append((section,))
            else:
                pages[-1] = (*pages[-1], section)
        return tuple(pages)

    def step_of(self, address: Address) -> int:
        """The page, from 0, on which an address or the beginning of one stands; 0 for one that the form lacks."""
        section = self.section(address)
        return next((number for number, step in enumerate(self.steps) if section in step), 0)


def _cells(section: Section) -> Iterator[Cell]:
    for band in section.bands:
        for row in band.row_axis.leaves:
            for column in band.column_axis.leaves:
                yield _cell(section, band, row, column)


def _cell(section: Section, band: Band, row: Label, column: Label) -> Cell:
    value = _value(column.type or row.type or band.value.type, band.value.unit, band.value.places)
    down = band.row_axis.entered(row)
    across = band.column_axis.entered(column)
    parts = tuple(f"{section.id}/{r.id}/{c.id}" for r in down for c in across) if row.sum or column.sum else ()
    return Cell(f"{section.id}/{row.id}/{column.id}", section, band, row, column, value, parts)


@lru_cache(maxsize=256)
def _value(type: ValueType, unit: str, places: int) -> Value:
    """One and the same value for all cells that are alike: numbers are remembered by it, and identity is quickest."""
    return Value(type=type, unit=unit, places=places)
