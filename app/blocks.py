"""A document between file formats and the law: headings, paragraphs, tables. Readers make it, writers print it.

A reader leaves `address`, `role` and `kind` at their defaults: it knows its format, never the law. `place` says where
in the file a block stands, in words for a clerk (第 12 行, 第 3 页); `marks` are the names of what is set there unseen,
tags of content controls and bookmarks, whatever they mean.
"""

from dataclasses import dataclass, field
from typing import Literal

from app.form import Address
from app.grid import CellKind

Role = Literal["body", "title", "organization", "date", "version"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading as the document has it; level 1 is that of 一、二、三、."""

    text: str
    level: int = 1
    address: Address = ""
    place: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture in PNG as wide and as high as this in millimetres; `alt` says in words what it shows."""

    content: bytes = field(repr=False)
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph of plain text. Composed reports give it a role; a role of `organization` and `date` is 落款.

    In a composed report also: `level` and `lead` say how far its beginning is a heading of which level (0: not at all),
    `breaks` where a title may be broken by meaning, `is_blank` that a draft copy shows the place as still to be filled,
    `is_sealed` that a seal will stand over 落款; with a `picture` the text is its caption.
    """

    text: str
    role: Role = "body"
    address: Address = ""
    place: str = ""
    level: int = 0
    lead: int = 0
    breaks: tuple[int, ...] = ()
    is_blank: bool = False
    is_sealed: bool = False
    marks: tuple[str, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """One cell: where it begins (from 0), how far it spans, its text; in a composed report also what it is.

    There `name` is what its row and column are called, `unit` what its number counts, `parts` are the addresses that a
    total sums, and `is_blank` says that a draft copy shows it as to be filled.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    kind: CellKind | None = None
    address: Address = ""
    is_total: bool = False
    name: str = ""
    unit: str = ""
    parts: tuple[Address, ...] = ()
    is_blank: bool = False
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with its cells from left to right and top to bottom; `head_rows` repeat on each page.

    `row_places` says of each row where it stands, where the format knows it closer than the table's own place. In what
    we print, `widths` are the shares of the columns and `row_heights` the least heights of the rows in points; without
    them the layout decides.
    """

    rows: int
    columns: int
    cells: tuple[TableCell, ...]
    head_rows: int = 0
    address: Address = ""
    place: str = ""
    row_places: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    row_heights: tuple[int, ...] = ()


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a document something was read: the block by its number, in a table also row and column; all from 0."""

    block: int
    row: int = -1
    column: int = -1
