"""A paste into a table, before it is done: where each value of the clipboard would land, and what would not.

Labels go before places: where the clipboard names rows or columns of the table, each number goes where its names say,
in whatever order, or nowhere. Only a clipboard without such names is laid down from the place of the clerk.
"""

from collections.abc import Collection, Sequence

from app.blocks import Block
from app.draft import Filing
from app.form import Address, Section
from app.form_file import editions
from app.naming import table_name
from app.paste import reasons
from app.paste.aims import Aims
from app.paste.by_labels import aims_by_labels
from app.paste.by_place import aims_by_place
from app.paste.clip import Clip, ClipCell, clip_of, is_figure
from app.paste.landing import Landed, Landing, Rejected
from app.paste.names import Names
from app.paste.taking import landing

_MOST_CELLS = 2_500
_MOST_PLACES = 100_000
"""Filled cells, and places of the grid with the blank ones: the largest table of a report has some three hundred."""


def land(
    filing: Filing, section: Section, blocks: Sequence[Block], at: Address, chosen: Collection[Address] = ()
) -> Landing:
    """What pasting the blocks into a section's table does, while the clerk is `at` a cell and has `chosen` some.

    Totals are never entered: those of the clipboard are compared with the sums that will stand there. Nothing is
    changed; `texts_by_address` is what to enter.
    """
    clip = clip_of(blocks)
    filled = [cell for cell in clip.cells if cell.text]
    if not filled or len(filled) > _MOST_CELLS or clip.rows * clip.columns > _MOST_PLACES:
        told = reasons.too_much() if filled else reasons.nothing()
        return Landing((), (), (told,), "place")
    siblings = [form for form in editions(filing.form.family) if form is not filing.form]
    names = Names(filing.form, section, siblings)
    kept, others = _sorted(names, clip)
    if not kept.cells:
        return landing(filing, clip, _of_other_table(clip, others[0]), "labels")
    if any(_is_own(names, cell) for cell in kept.cells):
        return landing(filing, clip, aims_by_labels(filing, section, names, kept, at), "labels")
    return landing(filing, clip, aims_by_place(filing, section, kept, at, chosen), "place")


def _sorted(names: Names, clip: Clip) -> tuple[Clip, list[Section]]:
    """The clipboard's tables without those that have more labels of another section, and these sections."""
    others: list[Section] = []
    dropped = set(range(clip.rows)).difference(*clip.tables)
    for part in clip.tables:
        cells = [cell for row in part for cell in clip.line(row)]
        strange = [other for cell in cells if (other := names.elsewhere(cell.text)) is not None]
        if len(strange) > sum(_is_own(names, cell) for cell in cells):
            others.append(strange[0])
            dropped.update(part)
    return (clip.without(dropped) if dropped else clip), others


def _is_own(names: Names, cell: ClipCell) -> bool:
    """Whether a cell names a row or a column of the table."""
    return any(one.kind in ("row", "column") for one in names.of(cell.text))


def _of_other_table(clip: Clip, section: Section) -> Aims:
    aims = Aims()
    for cell in clip.cells:
        if is_figure(cell.text):
            aims.reject(cell, reasons.other_table(table_name(section)))
    aims.tell(reasons.other_table(table_name(section)))
    return aims


__all__ = ["Landed", "Landing", "Rejected", "land"]
