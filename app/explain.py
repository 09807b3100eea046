"""How a total comes about: its parts with their names and figures, and the same as one line of reckoning."""

import re
from dataclasses import dataclass

from app import numbers
from app.draft import Filing
from app.figures import figure, missing
from app.form import Address, Axis, Cell, Label
from app.i18n import _, n_
from app.numbers import Number

_MINUS = "−"
_SPELLED = 8
"""So many parts are read at a glance; more are told by their groups."""

_ORDINAL = re.compile(r"（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+[.．、]")
_REMARK = re.compile(r"(?<=.)（[^（）]*）$")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a total adds up: its cell, words that tell it from the others, its figure, None while blank.

    A group of parts has the address of its first.
    """

    address: Address
    name: str
    figure: Number | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A total and what makes it. `blanks` counts the entered cells that are still without a number.

    `groups` are the same parts by their printed groups, where they have some.
    """

    address: Address
    total: Number | None
    parts: tuple[Part, ...]
    groups: tuple[Part, ...]
    blanks: int


def explain(filing: Filing, address: Address) -> Explanation | None:
    """What the total at an address adds up, None for what is no total.

    A total down its column is explained by rows, one across its row by columns; the corner, which is both, by columns,
    each of them a total itself.
    """
    cell = filing.form.cells.get(address)
    if cell is None or not cell.is_total:
        return None
    axis, total = (cell.band.column_axis, cell.column) if cell.column.sum else (cell.band.row_axis, cell.row)
    leaves = axis.entered(total)
    parts = tuple(_part(filing, cell, leaf, short_name(axis, leaf, leaves)) for leaf in leaves)
    return Explanation(
        address, figure(filing, address), parts, _groups(filing, cell, axis, leaves), len(missing(filing, address))
    )


def in_words(explanation: Explanation) -> str:
    """The reckoning in one line: 1735 = （一）予以公开 1288 + （二）部分公开 447; what is 0 or blank is counted."""
    if explanation.total is None:
        return _("none of its {count} parts is filled").format(count=len(explanation.parts))
    parts = explanation.parts
    if sum(bool(part.figure) for part in parts) > _SPELLED:
        parts = explanation.groups or parts
    shown = [part for part in parts if part.figure]
    zeros, blanks = _zeros(parts, shown), _blanks(explanation)
    said = [_sum(shown, written(explanation.total), blanks), zeros] if shown else [zeros, blanks]
    return _("; ").join(filter(None, said))


def short_name(axis: Axis, label: Label, among: tuple[Label, ...]) -> str:
    """The shortest words printed for a label, without the remark at their end; below a numbered group its number too.

    Where several labels `among` which it stands have these words, the name of its group stands before them.
    """
    own = _short(label)
    above = next((parent for parent in reversed(axis.parents(label)) if _ORDINAL.match(parent.label)), None)
    if above is not None and _ORDINAL.match(own) and above.level > 1:
        found = _ORDINAL.match(above.label)
        return f"{found[0] if found else ''}{own}"
    if sum(_short(other) == own for other in among) > 1:
        return " ".join((*(_short(parent) for parent in axis.parents(label)[-1:]), own))
    return own


def _short(label: Label) -> str:
    texts = (_REMARK.sub("", text) for text in (label.label, *label.also))
    return min(texts, key=len)


def _part(filing: Filing, cell: Cell, leaf: Label, name: str) -> Part:
    address = _beside(cell, leaf)
    return Part(address, name, figure(filing, address))


def _beside(cell: Cell, leaf: Label) -> Address:
    row, column = (cell.row, leaf) if cell.column.sum else (leaf, cell.column)
    return f"{cell.section.id}/{row.id}/{column.id}"


def _groups(filing: Filing, cell: Cell, axis: Axis, leaves: tuple[Label, ...]) -> tuple[Part, ...]:
    """The parts by the labels next below what is added up; none where every part is such a label itself."""
    heads: dict[str, list[Label]] = {}
    depth = min(leaf.level for leaf in leaves)
    for leaf in leaves:
        heads.setdefault(".".join(leaf.id.split(".")[:depth]), []).append(leaf)
    if len(heads) == len(leaves):
        return ()
    return tuple(_group(filing, cell, axis, id, under) for id, under in heads.items())


def _group(filing: Filing, cell: Cell, axis: Axis, id: str, leaves: list[Label]) -> Part:
    head = axis.by_id(id) or leaves[0]
    found = [number for leaf in leaves if (number := figure(filing, _beside(cell, leaf))) is not None]
    return Part(_beside(cell, leaves[0]), _short(head), sum(found, start=0 * found[0]) if found else None)


def _sum(shown: list[Part], total: str, blanks: str) -> str:
    """The result before what it is made of: the end of a long line may be out of sight."""
    terms = "".join(_term(part, part.figure, is_first=i == 0) for i, part in enumerate(shown) if part.figure)
    return f"{_('{total} ({remark})').format(total=total, remark=blanks) if blanks else total} = {terms}"


def _term(part: Part, number: Number, *, is_first: bool) -> str:
    sign = _MINUS if number < 0 else "+"
    lead = (f"{_MINUS} " if number < 0 else "") if is_first else f" {sign} "
    return f"{lead}{part.name} {written(-number if number < 0 else number)}"


def _zeros(parts: tuple[Part, ...], shown: list[Part]) -> str:
    """What the sum leaves out because it is 0."""
    zeros = sum(part.figure is not None and not part.figure for part in parts)
    if not zeros:
        return ""
    if shown:
        return n_("one other part is 0", "{count} other parts are 0", zeros).format(count=zeros)
    return n_("its only filled part is 0", "all {count} filled parts are 0", zeros).format(count=zeros)


def _blanks(explanation: Explanation) -> str:
    count = explanation.blanks
    return n_("one place is still blank", "{count} places are still blank", count).format(count=count) if count else ""


def written(number: Number) -> str:
    """A number with a real minus."""
    return numbers.write(number).replace("-", _MINUS)
