"""What is printed of a filing, block by block, for every writer alike: the statutory order, headings and tables."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from app.blocks import Block, Heading, Paragraph, Table, TableCell
from app.dates import date_in_words
from app.draft import Filing
from app.figures import missing, printed
from app.form import Address, Cell, Section
from app.grid import GridCell, grid
from app.naming import column_name, row_name
from app.outline import outline

CopyKind = Literal["draft", "review", "filing"]
"""草稿: anything goes, blanks are shown. 送审稿: for the leader. 正式稿: complete and clean."""

TITLE, SIGNED_BY, SIGNED_ON, SEALED = "title", "signed_by", "signed_on", "sealed"
"""Ids of the cover fields that are printed."""


def compose(filing: Filing, copy: CopyKind = "filing", mark: str = "") -> tuple[Block, ...]:
    """The blocks of the printed report, in order; `mark` is the line that tells a draft or review copy from others.

    What is blank stays blank; in a draft copy it is marked as such. A total of which parts are blank is blank too: a
    partial sum would be taken for the total.
    """
    blocks: list[Block] = [Paragraph(text=mark, role="version")] if mark else []
    blocks.append(_title(filing))
    for section in filing.form.sections:
        if section.kind != "fields":
            blocks += _section(filing, section, copy)
    return (*blocks, *_signature(filing))


def report_title(filing: Filing) -> str:
    """The title as the clerk wrote it, or by the form's pattern; organization and year where the form has none."""
    pattern, draft = filing.form.title or "{organization} {year}", filing.draft
    by_pattern = pattern.replace("{year}", str(draft.year)).replace("{organization}", draft.organization)
    return _field(filing, TITLE) or by_pattern


def _title(filing: Filing) -> Paragraph:
    """The title, which may be broken after the organization's name: what comes before and after has a meaning."""
    text, name = report_title(filing), filing.draft.organization
    breaks = (len(name),) if name and text.startswith(name) and text != name else ()
    return Paragraph(text=text, role="title", breaks=breaks)


def _section(filing: Filing, section: Section, copy: CopyKind) -> Iterator[Block]:
    if section.title:
        yield Heading(text=section.title, address=section.id)
    if section.kind == "table":
        yield _table(filing, section, copy)
        return
    text = filing.value(section.id)
    for line in text.split("\n") if text else ():
        found = outline(line)
        yield Paragraph(text=line, address=section.id, level=found.level, lead=found.lead)
    if not text and copy == "draft" and section.required:
        yield Paragraph(text="", address=section.id, is_blank=True)


def _table(filing: Filing, section: Section, copy: CopyKind) -> Table:
    printed_grid = grid(section)
    cells = tuple(_cell(filing, cell, copy) for cell in printed_grid.cells)
    return Table(
        rows=printed_grid.rows,
        columns=printed_grid.columns,
        cells=cells,
        head_rows=printed_grid.head_rows,
        address=section.id,
    )


def _cell(filing: Filing, cell: GridCell, copy: CopyKind) -> TableCell:
    text, name, unit, parts = cell.text, "", "", tuple[Address, ...]()
    if cell.kind == "value":
        entry = filing.form.cells[cell.address]
        name, unit, parts = _name(entry), entry.value.unit, entry.parts
        text = "" if parts and missing(filing, cell.address) else printed(filing, cell.address)
    return TableCell(
        row=cell.row,
        column=cell.column,
        row_span=cell.row_span,
        column_span=cell.column_span,
        kind=cell.kind,
        text=text,
        address=cell.address,
        is_total=bool(parts),
        name=name,
        unit=unit,
        parts=parts,
        is_blank=copy == "draft" and cell.kind == "value" and not text,
    )


@lru_cache(maxsize=4096)
def _name(entry: Cell) -> str:
    """What a value's row and column are called."""
    return " ".join(filter(None, (row_name(entry), column_name(entry))))


def _signature(filing: Filing) -> Iterator[Paragraph]:
    """落款: who signs and when; nothing where neither is given."""
    signed_by, signed_on = _field(filing, SIGNED_BY), date_in_words(_field(filing, SIGNED_ON))
    is_sealed = bool(_field(filing, SEALED))
    if signed_by or signed_on:
        yield Paragraph(text=signed_by or filing.draft.organization, role="organization", is_sealed=is_sealed)
    if signed_on:
        yield Paragraph(text=signed_on, role="date", is_sealed=is_sealed)


def _field(filing: Filing, id: str) -> str:
    """The value of the cover field of an id; "" where the form has none, or it is blank."""
    address = next((address for address, field in filing.form.fields.items() if field.id == id), "")
    return filing.value(address) if address else ""
