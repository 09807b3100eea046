"""A table as a part: its rows as high as their cells need, torn only where the Word file may be."""

from dataclasses import dataclass, field
from itertools import accumulate

from app.blocks import Table, TableCell
from app.layout import Face, Layout
from app.typeset import (
    LINE_TO_SIZE,
    TWIPS_PER_POINT,
    column_widths,
    fill,
    fitted,
    is_dense,
    is_left,
    keeps_with_next,
    label_columns,
    number_face,
    row_height,
)
from ui.paper.letters import Letter, Piece, Side, broken, letters
from ui.paper.page import Box, Measure
from ui.paper.part import Drawn, Part, Text, points, text_left


def table_part(block: Table, layout: Layout, measure: Measure) -> Part:
    """A whole table, as wide as the text area."""
    setting = _Setting(block, layout, measure)
    rows = range(1, block.rows)
    return Part(
        heights=tuple(setting.heights),
        draw=setting.draw,
        joints=frozenset(row for row in rows if not keeps_with_next(block, row - 1, layout)),
        head=block.head_rows,
    )


@dataclass(slots=True)
class _Setting:
    """One table being set."""

    block: Table
    layout: Layout
    measure: Measure
    edges: list[float] = field(init=False)
    lines: dict[tuple[int, int], list[list[Letter]]] = field(init=False)
    heights: list[float] = field(init=False)

    def __post_init__(self) -> None:
        widths = column_widths(self.block, self.layout)
        self.edges = [text_left(self.layout) + points(edge) for edge in accumulate(widths, initial=0)]
        self.lines = {(cell.row, cell.column): self.broken(cell) for cell in self.block.cells}
        self.heights = self.row_heights()

    def row_heights(self) -> list[float]:
        """The heights of the rows; a cell that needs more than its rows have makes the last of them higher."""
        heights = [float(row_height(self.block, row, self.layout)) for row in range(self.block.rows)]
        for cell in sorted(self.block.cells, key=lambda cell: cell.row_span):
            end = cell.row + cell.row_span
            lacking = self.needed(cell) - sum(heights[cell.row : end])
            heights[end - 1] += max(0.0, lacking)
        return heights

    def needed(self, cell: TableCell) -> float:
        look = self.layout.table
        text = len(self.lines[cell.row, cell.column]) * self.pitch(cell)
        return text + 2 * points(look.air) + look.border / 8

    def broken(self, cell: TableCell) -> list[list[Letter]]:
        width, measure = self.inner(cell)[1], self.measure
        texts = (letters([self.piece(cell, text)], measure) for text in cell.text.split("\n"))
        return [line for text in texts for line in broken(text, width)]

    def piece(self, cell: TableCell, text: str) -> Piece:
        face = self.face(cell)
        if cell.kind != "value":
            return Piece(text, face)
        width = round((self.edges[cell.column + cell.column_span] - self.edges[cell.column]) * TWIPS_PER_POINT)
        size = fitted(text, width, number_face(self.block, self.layout), self.layout)
        return Piece(text, face, size if size >= face.points else max(1.0, int(size * 2) / 2))

    def face(self, cell: TableCell) -> Face:
        faces = self.layout.faces
        if not is_dense(self.block, self.layout):
            return faces.table
        return faces.note if cell.kind == "corner" else faces.dense

    def pitch(self, cell: TableCell) -> float:
        return points(round(self.face(cell).points * TWIPS_PER_POINT * LINE_TO_SIZE))

    def inner(self, cell: TableCell) -> tuple[float, float]:
        """Where the text of a cell begins, and how wide it may be."""
        margin = points(self.layout.table.margin)
        left, right = self.edges[cell.column], self.edges[cell.column + cell.column_span]
        return left + margin, right - left - 2 * margin

    def draw(self, start: int, end: int, top: float) -> Drawn:
        """The rows from one to another; a cell that began before them is empty here."""
        tops = list(accumulate(self.heights[start:end], initial=top))
        lines, boxes = list[Drawn](), list[Box]()
        for cell in self.block.cells:
            first, last = max(cell.row, start), min(cell.row + cell.row_span, end)
            if first < last:
                box = self.box(cell, tops[first - start], tops[last - start])
                boxes.append(box)
                lines += [self.text(cell, box)] if cell.row >= start else []
        return Drawn(tuple(line for drawn in lines for line in drawn.lines), tuple(boxes))

    def box(self, cell: TableCell, top: float, bottom: float) -> Box:
        left, right = self.edges[cell.column], self.edges[cell.column + cell.column_span]
        border = self.layout.table.border / 8
        return Box(left, top, right - left, bottom - top, fill(cell, self.layout), border, self.address(cell))

    def address(self, cell: TableCell) -> str:
        return cell.address or self.block.address

    def text(self, cell: TableCell, box: Box) -> Drawn:
        lines, pitch = self.lines[cell.row, cell.column], self.pitch(cell)
        left, width = self.inner(cell)
        side: Side = "left" if is_left(cell, self.labels) else "center"
        text = Text(
            left=left, width=width, pitch=pitch, points=self.face(cell).points, side=side, address=self.address(cell)
        )
        top = box.top + max(0.0, box.height - len(lines) * pitch) / 2
        return Drawn(text.draw(lines, 0, len(lines), top).lines if cell.text else ())

    @property
    def labels(self) -> int:
        return label_columns(self.block)
