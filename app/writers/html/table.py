"""A table as HTML that can be heard: caption, head rows, scopes, and of each value the labels that it belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Literal

from app.blocks import Table, TableCell
from app.layout import Layout
from app.typeset import column_widths, is_dense, is_left, label_columns
from app.writers.html.heads import Place, Rows, heads_of, rows_of
from app.writers.html.look import Look
from app.writers.words import words

_LABELS = ("title", "column", "row")


@dataclass(frozen=True, slots=True)
class Naming:
    """How the cells of a table are named, so that values can point at their labels.

    No names for a table that is pasted elsewhere: another may have the same there.
    """

    prefix: str = ""

    def of(self, cell: TableCell) -> str:
        """The name of a label in the page; "" without names."""
        return f"{self.prefix}r{cell.row}c{cell.column}" if self.prefix else ""


def table(block: Table, title: str, layout: Layout, look: Look, naming: Naming) -> str:
    """The table within a frame in which it can be moved sideways, by keyboard too."""
    is_wide = is_dense(block, layout)
    frame, own = look("wide" if is_wide else "scroll"), look("dense" if is_wide else "table")
    region = f' role="region" aria-label="{escape(words().region.format(title=title))}" tabindex="0"'
    inner = _Setting(block, layout, look, naming, heads_of(rows_of(block)) if naming.prefix else {})
    caption = f"<caption>{escape(title)}</caption>\n" if naming.prefix else ""
    label = "" if naming.prefix else f' aria-label="{escape(title)}"'
    region = region if naming.prefix else ""
    return f"<div{frame}{region}>\n<table{own}{label}>\n{caption}{inner.columns()}\n{inner.groups()}\n</table>\n</div>"


@dataclass(frozen=True, slots=True)
class _Setting:
    """One table on its way to HTML."""

    block: Table
    layout: Layout
    look: Look
    naming: Naming
    heads: Mapping[Place, tuple[TableCell, ...]]

    def columns(self) -> str:
        """The columns with their widths; those of labels are one group, the others another."""
        widths, labels = column_widths(self.block, self.layout), label_columns(self.block)
        whole = sum(widths)
        parts = [f'<col style="width:{100 * width / whole:.2f}%" />' for width in widths]
        groups = [parts[:labels], parts[labels:]]
        return "".join(f"<colgroup>{''.join(group)}</colgroup>" for group in groups if group)

    def groups(self) -> str:
        """The head, then a body for each band."""
        rows, head = rows_of(self.block), self.block.head_rows
        starts = sorted({head, *(row for row in rows.bands if row > head), len(rows.cells)})
        bodies = [self.group("tbody", rows, *ends) for ends in pairwise(starts)]
        return "\n".join([self.group("thead", rows, 0, head), *bodies] if head else bodies)

    def group(self, tag: Literal["thead", "tbody"], rows: Rows, start: int, end: int) -> str:
        lines = (f"<tr>{''.join(map(self.cell, row))}</tr>" for row in rows.cells[start:end])
        return "\n".join([f"<{tag}>", *lines, f"</{tag}>"])

    def cell(self, cell: TableCell) -> str:
        spans = "".join(
            f' {name}="{count}"'
            for name, count in (("rowspan", cell.row_span), ("colspan", cell.column_span))
            if count > 1
        )
        text = "<br />".join(map(escape, cell.text.split("\n")))
        look = self.look(self.kind(cell))
        if cell.kind not in _LABELS:
            return f"<td{spans}{self.headers(cell)}{look}>{text}</td>"
        name = self.naming.of(cell)
        id_ = f' id="{name}"' if name else ""
        return f'<th{id_} scope="{self.scope(cell)}"{spans}{look}>{text}</th>'

    def headers(self, cell: TableCell) -> str:
        names = " ".join(self.naming.of(head) for head in self.heads.get((cell.row, cell.column), ()))
        return f' headers="{names}"' if names else ""

    def scope(self, cell: TableCell) -> str:
        if cell.kind == "row" or 0 < self.block.head_rows <= cell.row:  # below the head a label is its row's
            return "rowgroup" if cell.row_span > 1 else "row"
        if cell.kind == "title" and not self.block.head_rows:
            return "rowgroup"
        return "colgroup" if cell.column_span > 1 else "col"

    def kind(self, cell: TableCell) -> str:
        if cell.kind == "value":
            return "unfilled" if cell.is_blank else "number"
        if cell.kind == "title":
            return "band"
        if cell.kind == "corner" and is_dense(self.block, self.layout):
            return "note"
        return "left" if is_left(cell, label_columns(self.block)) else "cell"
