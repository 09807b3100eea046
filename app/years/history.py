"""The figures of several reports, year by year; what cannot be told is a gap with its reason, never a number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from app.draft import Filing, covers
from app.figures import figure, missing
from app.form import Address, Form
from app.form_file import editions
from app.numbers import Number
from app.years.chart import Chart, Line, Panel

_TENTH, _HUNDRED = Decimal("0.1"), 100
_UNSURE = ("doubt", "printed_total")


class Gap(StrEnum):
    """Why there is no figure: no report, a blank, a form without the place, too few for a share, part above whole."""

    NONE = "none"
    BLANK = "blank"
    ABSENT = "absent"
    FEW = "few"
    ODD = "odd"


@dataclass(frozen=True, slots=True)
class Point:
    """The figure of a year, or why there is none; a share is in per cent, to one place, with its part and whole."""

    year: int
    figure: Number | None = None
    gap: Gap | None = None
    part: Number | None = None
    whole: Number | None = None


@dataclass(frozen=True, slots=True)
class Track:
    """A line with its points, one for each year."""

    panel: Panel
    line: Line
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """What a chart shows of an organization, over every year from the first report to the last.

    `unsure` are the years whose figures here are doubtful: the reader was not sure, or a printed total differs.
    """

    chart: Chart
    organization: str
    years: tuple[int, ...]
    tracks: tuple[Track, ...]
    unsure: tuple[int, ...] = ()

    def of(self, panel: Panel) -> tuple[Track, ...]:
        """The tracks of a panel."""
        return tuple(track for track in self.tracks if track.panel is panel)

    def years_with(self, gap: Gap) -> tuple[int, ...]:
        """The years in which a figure is missing for this reason."""
        found = {point.year for track in self.tracks for point in track.points if point.gap is gap}
        return tuple(sorted(found))


def history(chart: Chart, filings: Iterable[Filing]) -> History:
    """The history of filings of different years, at least one; it is called by the name of the last of them."""
    by_year = {filing.draft.year: filing for filing in filings}
    years = tuple(range(min(by_year), max(by_year) + 1))
    tracks = tuple(
        Track(panel, line, tuple(_point(chart, line, year, by_year.get(year)) for year in years))
        for panel in chart.panels
        for line in panel.lines
    )
    unsure = tuple(year for year in sorted(by_year) if _is_unsure(chart, by_year[year]))
    return History(chart, by_year[years[-1]].draft.organization, years, tracks, unsure)


def place_in(form: Form, address: Address) -> Address:
    """Where a form has the place of an address of any edition of its family; "" where it has it nowhere."""
    if address in form.cells:
        return address
    homes = (home for home in reversed(editions(form.family)) if address in home.cells)
    return next((place for home in homes if (place := _answers(home, form).get(address, ""))), "")


@lru_cache(maxsize=64)
def _answers(home: Form, form: Form) -> "MappingProxyType[Address, Address]":
    """The places of one form by those of another."""
    from app.compare.places import places  # brings the library of likeness, which a window without a chart needs not

    found = places(home, form, home.cells, form.cells)
    return MappingProxyType({one.old: one.new for one in found if one.old and one.new})


def _point(chart: Chart, line: Line, year: int, filing: Filing | None) -> Point:
    if filing is None:
        return Point(year, gap=Gap.NONE)
    part = _sum(filing, line.part)
    if isinstance(part, Gap):
        return Point(year, gap=part)
    if not line.is_share:
        return Point(year, part)
    whole = _sum(filing, line.whole)
    return Point(year, gap=whole) if isinstance(whole, Gap) else _share(chart, year, part, whole)


def _share(chart: Chart, year: int, part: Number, whole: Number) -> Point:
    if part > whole:
        return Point(year, gap=Gap.ODD, part=part, whole=whole)
    if whole < chart.fewest or not whole:
        return Point(year, gap=Gap.FEW, part=part, whole=whole)
    percent = (Decimal(part) * _HUNDRED / Decimal(whole)).quantize(_TENTH, ROUND_HALF_UP)
    return Point(year, percent, None, part, whole)


def _sum(filing: Filing, addresses: Sequence[Address]) -> Number | Gap:
    """The figures at the addresses together; a gap where one of them is not whole."""
    total: Number = 0
    for address in addresses:
        place = place_in(filing.form, address)
        if not place:
            return Gap.ABSENT
        number = None if missing(filing, place) else figure(filing, place)
        if number is None:
            return Gap.BLANK
        total += number
    return total


def _is_unsure(chart: Chart, filing: Filing) -> bool:
    """Whether a note that nobody has settled doubts a figure of the chart."""
    form = filing.form
    used = {place for line in chart.lines for one in line.addresses if (place := place_in(form, one))}
    used |= {part for place in used for part in form.cells[place].parts}
    return any(
        covers(form, note.place, address) for note in filing.draft.notes if note.kind in _UNSURE for address in used
    )
