"""What a section's tables should hold and the file does not: missing rows, bands that break off, torn labels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.draft import Note
from app.form import Band, Form, Label, Section
from app.i18n import _
from app.match.doubts import band_words, row_words, rows_words
from app.match.lines import Line
from app.match.rows import Found, Row
from app.match.words import figure_in, words
from app.naming import table_name


@dataclass(slots=True)
class Gaps:
    """A note for each gap, and the lines that the notes already speak of."""

    notes: list[Note] = field(default_factory=list)
    explained: list[Line] = field(default_factory=list)


def gaps(form: Form, section: Section, found: Found, seen: set[str]) -> Gaps:
    """The gaps of a section of which at least something was found; `seen` are the ids of the rows that are there."""
    result = Gaps()
    if not found.rows and not found.opened:
        return result
    for band in section.bands:
        wanted = [row for row in band.row_axis.leaves if not row.sum and row.id not in seen]
        torn = dict(_torn(band, found, wanted))
        for row, line in torn.items():
            result.notes.append(Note("doubt", f"{section.id}/{row}", _torn_words(form, section, band, row, line)))
            result.explained.append(line)
        missing = [row for row in wanted if row.id not in torn]
        if missing:
            result.notes += _missing(section, band, missing, found)
    return result


def _missing(section: Section, band: Band, missing: Sequence[Label], found: Found) -> Iterator[Note]:
    """One note for a band that is not there or breaks off; otherwise one for each run of rows."""
    rows = [row for row in found.rows if row.band is band]
    if not rows:
        yield Note("doubt", _place(section, band, missing), _band_words(section, band, missing, found))
        return
    for run in _runs(band, missing):
        yield Note("doubt", _place(section, band, run), _run_words(section, band, run, rows))


def _runs(band: Band, missing: Sequence[Label]) -> Iterator[list[Label]]:
    """The missing rows that follow one another in the law; a total between them parts nothing."""
    run: list[Label] = []
    for row in band.row_axis.leaves:
        if row in missing:
            run.append(row)
        elif run and not row.sum:
            yield run
            run = []
    if run:
        yield run


def _place(section: Section, band: Band, rows: Sequence[Label]) -> str:
    """The longest beginning of addresses that covers these rows and no others; where there is none, the first row."""
    ids = {row.id for row in rows}
    if {leaf.id for one in section.bands for leaf in one.row_axis.leaves} == ids:
        return section.id
    for label in band.rows:
        if {leaf.id for leaf in band.row_axis.leaves_under(label) if not leaf.sum} == ids:
            return f"{section.id}/{label.id}"
    return f"{section.id}/{rows[0].id}"


def _band_words(section: Section, band: Band, missing: Sequence[Label], found: Found) -> str:
    opened = found.opened.get(id(band))
    if not any(row.label for row in missing):
        text = _("{table}: its row of numbers is missing in the file. Please fill it in from the original.")
    elif opened is not None:
        text = _(
            "{table}: no rows were found after the head of {band} ({place}), where {rows} should follow. Please "
            "fill in from the original."
        )
    elif band.title:
        text = _("{table}: the part {band} with {rows} is missing in the file. Please fill in from the original.")
    else:
        text = _("{table}: {rows} missing in the file. Please fill in from the original.")
    place = opened.place if opened else ""
    return text.format(table=table_name(section), band=band_words(section, band), rows=rows_words(missing), place=place)


def _run_words(section: Section, band: Band, run: Sequence[Label], rows: Sequence[Row]) -> str:
    order = {row.id: number for number, row in enumerate(band.row_axis.leaves)}
    before = [row for row in rows if order.get(row.label.id, -1) < order[run[0].id]]
    after = [row for row in rows if order.get(row.label.id, -1) > order[run[-1].id]]
    if before:
        near = max(before, key=lambda row: order.get(row.label.id, -1))
        text = _("{table}: {rows} missing in the file after “{near}” ({place}). Please fill in from the original.")
    elif not after:  # only the row of a group is there
        text = _("{table}: {rows} missing in the file. Please fill in from the original.")
        return text.format(table=table_name(section), rows=rows_words(run))
    else:
        near = min(after, key=lambda row: order[row.label.id])
        text = _("{table}: {rows} missing in the file before “{near}” ({place}). Please fill in from the original.")
    words_ = {"rows": rows_words(run), "near": near.label.label, "place": near.place}
    return text.format(table=table_name(section), **words_)


def _torn(band: Band, found: Found, wanted: Sequence[Label]) -> Iterator[tuple[str, Line]]:
    """Rows of which only a piece of the label is left: its end before the next row, or its beginning after the last."""
    after: Label | None = None
    leaves = band.row_axis.leaves
    for item, following in zip(found.items, _following(band, found), strict=True):
        if isinstance(item, Row):
            after = _beside(leaves, item, 1) if item.band is band else after
            continue
        piece, before = _piece(item), _beside(leaves, following, -1) if following else None
        for row, fits in ((before, str.endswith), (after, str.startswith)):
            if piece and row is not None and row in wanted and fits(words(row.label).text, piece):
                yield row.id, item
                break


def _following(band: Band, found: Found) -> list[Row | None]:
    """For each item the next row of the band that comes after it."""
    following: list[Row | None] = []
    row: Row | None = None
    for item in reversed(found.items):
        following.append(row)
        row = item if isinstance(item, Row) and item.band is band else row
    return following[::-1]


def _beside(leaves: Sequence[Label], row: Row, step: int) -> Label | None:
    """The row of the law right before or after one that was found."""
    place = leaves.index(row.label) + step if row.label in leaves else -1
    return leaves[place] if 0 <= place < len(leaves) else None


def _piece(line: Line) -> str:
    """The last text of a table row that is no number."""
    texts = [line.cells[index] for index in line.filled if not figure_in(line.cells[index])[0]]
    return words(texts[-1]).text if line.is_row and texts else ""


def _torn_words(form: Form, section: Section, band: Band, id: str, line: Line) -> str:
    label = next(row for row in band.rows if row.id == id)
    text = _(
        "{row}: only “{piece}” is left of this row ({place}), so it could not be read. Please fill it in from the "
        "original."
    )
    return text.format(row=row_words(form, section, label), piece=line.text.replace("\t", " "), place=line.place)
