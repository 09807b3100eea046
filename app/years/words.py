"""What is said of a history: the table, its notes, the words for who cannot see the picture. All of it is printed."""

from collections.abc import Iterator, Sequence

from app import numbers
from app.years.history import Gap, History, Point, Track


def heads(history: History) -> tuple[str, ...]:
    """The heads of the table's columns: the year, then each line with what it counts."""
    words = history.chart.words
    return (words.head, *(_head(track) for track in history.tracks))


def rows(history: History) -> tuple[tuple[str, ...], ...]:
    """The rows of the table, one for each year, the earliest first."""
    year = history.chart.words.year
    return tuple(
        (year.format(year=number), *(figure_in_words(history, track, track.points[place]) for track in history.tracks))
        for place, number in enumerate(history.years)
    )


def figure_in_words(history: History, track: Track, point: Point) -> str:
    """The figure as it is printed, or in words why there is none."""
    if point.gap is not None:
        words = history.chart.words
        return str(getattr(words, point.gap.value)).format(fewest=history.chart.fewest)
    number = numbers.write(point.figure) if point.figure is not None else ""
    return f"{number}%" if track.line.is_share else number


def notes(history: History) -> tuple[str, ...]:
    """What stands below the table: how figures are reckoned, and what a gap or a doubt means where there is one."""
    chart = history.chart
    told = [line.about for line in chart.lines if line.about]
    if any(line.is_share for line in chart.lines):
        told.append(chart.words.few_note.format(fewest=chart.fewest))
    for text, years in ((chart.words.odd_note, history.years_with(Gap.ODD)), (chart.words.doubt_note, history.unsure)):
        if years:
            told.append(text.format(years=_years(history, years)))
    return tuple(told)


def alternative(history: History) -> str:
    """The picture in words, figure by figure."""
    return history.chart.words.alt.format(**span(history)) + "".join(_spoken(history))


def caption(history: History) -> str:
    """What stands below the picture in a document."""
    return history.chart.words.caption.format(**span(history))


def span(history: History) -> dict[str, object]:
    """The places of words that speak of the picture as a whole."""
    return {"title": history.chart.title, "first": history.years[0], "last": history.years[-1]}


def _spoken(history: History) -> Iterator[str]:
    words = history.chart.words
    for track in history.tracks:
        points = (
            words.alt_point.format(year=point.year, figure=figure_in_words(history, track, point))
            for point in track.points
        )
        yield words.alt_line.format(label=track.line.label, points=words.between.join(points))


def _head(track: Track) -> str:
    unit = "%" if track.line.is_share else track.panel.unit
    return f"{track.line.label}（{unit}）" if unit else track.line.label


def _years(history: History, years: Sequence[int]) -> str:
    return history.chart.words.between.join(history.chart.words.year.format(year=year) for year in years)
