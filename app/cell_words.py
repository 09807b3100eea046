"""What is told of one cell of a table: what the checks say, what its total adds up, what stood there last year."""

from collections.abc import Iterable

from app import numbers
from app.draft import Filing
from app.explain import explain, in_words
from app.finding import Finding
from app.form import Address
from app.i18n import _
from app.last_figure import LastFigure


def told(filing: Filing, address: Address, findings: Iterable[Finding], then: LastFigure | None) -> tuple[str, ...]:
    """All that is told of a cell, what matters most first."""
    said = [finding.message for finding in findings]
    return tuple(filter(None, (*said, reckoning(filing, address), last_in_words(then))))


def reckoning(filing: Filing, address: Address) -> str:
    """How a total comes about, in one line; "" for what is no total."""
    explanation = explain(filing, address)
    return _("Computed: {sum}").format(sum=in_words(explanation)) if explanation else ""


def last_in_words(then: LastFigure | None) -> str:
    """Last year's figure and how this year's differs; "" where there was none."""
    if then is None:
        return ""
    known = {"year": then.year, "value": then.text}
    if then.is_partial:
        return _("last year ({year}): {value}, from some of its parts").format(**known)
    if then.change is None:
        return _("last year ({year}): {value}").format(**known)
    if not then.change:
        return _("last year ({year}): {value}, unchanged").format(**known)
    more, fewer = _("last year ({year}): {value}, {change} more"), _("last year ({year}): {value}, {change} fewer")
    text = more if then.change > 0 else fewer
    return text.format(change=numbers.write(then.change).removeprefix("-"), **known)
