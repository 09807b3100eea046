"""The verb that lays the reports of several years side by side, as figures; the window draws them."""

from argparse import ArgumentParser
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.commands.call import Answer, Call, Verb
from app.commands.shapes import Shape
from app.commands.words import columns
from app.entry import Summary
from app.errors import AppError
from app.i18n import _
from app.near import near
from app.numbers import Number, write

if TYPE_CHECKING:
    from app.years import History, Point


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("whose", metavar=_("ORGANIZATION"), nargs="*", help=_("organization, or draft numbers"))


def _years(call: Call) -> Answer:
    from app.years import history, load
    from app.years.reports import reports
    from app.years.words import heads, notes, rows

    found = reports(call.store, ids_of(call, call.options.whose))
    shown = history(load(found.filings[-1].form.family), found.filings)
    several = _("{year}: there are several drafts; the one saved last is shown.")
    title = f"{shown.organization} · {shown.chart.title}"
    said = (*notes(shown), *(several.format(year=year) for year in found.doubled))
    text = "\n".join((title, columns([heads(shown), *rows(shown)]), *said))
    return Answer(text, {"ids": list(found.ids), **_shape(shown)})


def _shape(shown: "History") -> Shape:
    return {
        "organization": shown.organization,
        "years": list(shown.years),
        "doubtful": list(shown.unsure),
        "lines": [
            {
                "id": track.line.id,
                "label": track.line.label,
                "points": [_point_shape(point) for point in track.points],
            }
            for track in shown.tracks
        ],
    }


def _point_shape(point: "Point") -> Shape:
    return {
        "year": point.year,
        "figure": _number(point.figure),
        "part": _number(point.part),
        "whole": _number(point.whole),
        "gap": point.gap.value if point.gap else "",
    }


def ids_of(call: Call, given: Sequence[str]) -> list[str]:
    """The ids of the drafts that an organization's name or draft numbers mean; none for nothing given.

    Raises AppError for a name that no draft has, StoreError for a number that no draft has.
    """
    known = call.store.entries()
    names = {one.organization for one in known}
    if len(given) == 1 and given[0] in names:
        return [_newest(known, given[0]).id]
    try:
        return [call.store.load(id).id for id in given]
    except AppError as error:
        if len(given) == 1 and not given[0].isascii():
            text = _("No report is of “{name}”{hint}.").format(name=given[0], hint=near(given[0], names))
            raise AppError(text) from error
        raise


def _newest(known: Sequence[Summary], organization: str) -> Summary:
    """The organization's report that was saved last."""
    return max((one for one in known if one.organization == organization), key=lambda one: one.saved)


def _number(number: Number | None) -> str:
    return "" if number is None else write(number)


YEARS = Verb(lambda: _("lay the figures of several years side by side"), _arguments, _years)
