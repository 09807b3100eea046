"""What the words of the clipboard name in a table, also where they are those of another edition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.form import Axis, Band, Form, Label, Section
from app.match.lexicon import Hit, How, TermKind, find
from app.match.words import words

TOTALS = frozenset({"合计", "总计", "小计", "共计", "总数", "累计"})
"""Words that name a sum, whatever stands in front of them."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a text may name: a row, a column, a band's title, or its corner."""

    kind: TermKind
    band: Band
    label: Label | None = None
    how: How = "exact"


class Names:
    """The words of one paste; each is looked up once."""

    def __init__(self, form: Form, section: Section, siblings: Sequence[Form]) -> None:
        self.form, self.section, self.siblings = form, section, siblings
        self._columns = {words(c.label).text for band in section.bands for c in band.columns}
        self._known: dict[str, tuple[Named, ...]] = {}

    def of(self, text: str) -> tuple[Named, ...]:
        """What the text names, the closest first; () for what says nothing to this table."""
        if not any(char.isalpha() for char in text):
            return ()
        if text not in self._known:
            self._known[text] = self._own(text) or tuple(dict.fromkeys(self._earlier(text)))
        return self._known[text]

    def rows(self, text: str) -> list[Named]:
        """The rows and groups that the text may name."""
        return [one for one in self.of(text) if one.kind == "row"]

    def is_common(self, text: str) -> bool:
        """Whether the words, their number left aside, are a column's too: alone they name no row."""
        return words(text).text in self._columns

    @property
    def plain(self) -> Band | None:
        """The band that has a single row without a label."""
        bands = [b for b in self.section.bands if len(b.rows) == 1 and not b.rows[0].label]
        return bands[0] if len(bands) == 1 else None

    def elsewhere(self, text: str) -> Section | None:
        """The other section of the form whose row or column the text is, where it says nothing to this one."""
        has_letters = any(char.isalpha() for char in text)
        hits = [] if not has_letters or self.of(text) else [hit for hit in find(self.form, text) if hit.how == "exact"]
        return next((hit.term.section for hit in hits if hit.term.kind in ("row", "column")), None)

    def is_older_row(self, label: Label) -> bool:
        """Whether another edition has this group as one row."""
        return any(
            label.id == other.id
            for section in map(self._sibling_section, self.siblings)
            for band in (section.bands if section else ())
            for other in band.row_axis.leaves
        )

    def _own(self, text: str) -> tuple[Named, ...]:
        return tuple(
            Named(hit.term.kind, hit.term.band, hit.term.label, hit.how)
            for hit in find(self.form, text)
            if hit.term.section is self.section and not _is_numbered_column(hit)
        )

    def _earlier(self, text: str) -> Iterator[Named]:
        """The same thing in this edition, by its id, where the words are another edition's."""
        for sibling in self.siblings:
            section = self._sibling_section(sibling)
            for hit in find(sibling, text) if section else ():
                if hit.term.section is section and hit.term.label is not None and not _is_numbered_column(hit):
                    yield from self._counterparts(hit, hit.term.label)

    def _counterparts(self, hit: Hit, label: Label) -> Iterator[Named]:
        for band in self.section.bands:
            if hit.term.kind == "row" and (own := _same(band.row_axis, label)):
                yield Named("row", band, own, hit.how)
            if hit.term.kind == "column" and _is_same_band(band, hit.term.band):
                own = _same(band.column_axis, label)
                if own:
                    yield Named("column", band, own, hit.how)

    def _sibling_section(self, sibling: Form) -> Section | None:
        ids = (self.section.id, *self.section.renamed)
        found = (sibling.section(id) for id in ids)
        return next((s for s in found if s), None) or next(
            (s for s in sibling.sections if self.section.id in s.renamed), None
        )


def _is_numbered_column(hit: Hit) -> bool:
    """Columns have no numbers in front: “3.其他” is a row, whatever column is called so."""
    return hit.term.kind == "column" and hit.how == "words"


def _same(axis: Axis, label: Label) -> Label | None:
    """The label of the same id, or that was or will be called so."""
    return next(
        (one for one in axis.labels if one.id == label.id or label.id in one.renamed or one.id in label.renamed), None
    )


def _is_same_band(band: Band, other: Band) -> bool:
    return any(_same(band.row_axis, label) for label in other.rows)


def is_total(text: str) -> bool:
    """Whether a text names a sum: 合计, 总计, 小计 with whatever number or group in front."""
    return words(text).text[-2:] in TOTALS
