"""How cells of the workbook look: by what they are, with the layout's colours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.blocks import TableCell
from app.layout import Layout
from app.typeset import fill, is_left
from app.writers.xlsx.library import Format, Workbook

FONT, POINTS, LINE = "宋体", 11, 16
"""The font of sheets on every Chinese computer, its size and the height of a line, in points."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a sheet would take for a formula when the text is edited there."""
_SIZES: Mapping[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16, "align": "center"},
    "heading": {"bold": True, "font_size": 13},
    "version": {"bold": True},
    "organization": {"align": "right", "indent": 2},
    "date": {"align": "right", "indent": 2},
    "head": {"bold": True, "border": 1, "align": "center"},
    "every": {"border": 1},
}


@dataclass(frozen=True, slots=True)
class Looks:
    """The formats of a workbook, each made once."""

    workbook: Workbook
    layout: Layout
    made: dict[tuple[object, ...], Format]

    def text(self, kind: str, text: str) -> Format:
        """The look of a paragraph or of a cell of the sheet of all values."""
        is_odd = text.startswith(_FORMULA)
        return self._made((kind, is_odd), lambda: {"text_wrap": True, **_SIZES.get(kind, {}), **_as_text(is_odd)})

    def number(self, shape: str) -> Format:
        """The look of a number on the sheet of all values."""
        return self._made((shape,), lambda: {**_SIZES["every"], "num_format": shape, "align": "right"})

    def cell(self, cell: TableCell, labels: int, shape: str) -> Format:
        """The look of a cell in a table with so many columns of labels.

        `shape` is the format of its number, "" where it is text.
        """
        ground, is_value, is_odd = fill(cell, self.layout), cell.kind == "value", cell.text.startswith(_FORMULA)
        align = "left" if is_left(cell, labels) else "center"

        def wanted() -> dict[str, object]:
            look = {"border": 1, "text_wrap": not is_value, "align": align}
            colour = {"bg_color": f"#{ground}"} if ground else {}
            return {**look, **colour, **({"num_format": shape} if shape else _as_text(is_odd))}

        return self._made((ground, is_value, align, shape, is_odd), wanted)

    def _made(self, key: tuple[object, ...], wanted: Callable[[], dict[str, object]]) -> Format:
        if key not in self.made:
            plain = {"font_name": FONT, "font_size": POINTS, "valign": "vcenter"}
            self.made[key] = self.workbook.add_format({**plain, **wanted()})
        return self.made[key]


def _as_text(is_odd: bool) -> dict[str, object]:
    """A cell of text; one that begins as a formula stays text when it is edited."""
    return {"num_format": "@", "quote_prefix": True} if is_odd else {"num_format": "@"}
