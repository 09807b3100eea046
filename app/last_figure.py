"""Last year's figure beside this year's, with what changed."""

from dataclasses import dataclass

from app import numbers
from app.draft import Filing
from app.earlier import earlier
from app.figures import figure, missing, printed
from app.form import Address
from app.numbers import Number

AT_LEAST, UNCHANGED = "≥", "＝"
"""Before the sum of some parts while others are blank; in place of a change that is none."""


@dataclass(frozen=True, slots=True)
class LastFigure:
    """Last year's figure as printed, and this year's less last year's: None while one of them is not whole.

    `is_partial`: the sum of some parts only, others stood blank.
    """

    year: int
    text: str
    change: Number | None
    is_partial: bool = False


class LastFigures:
    """The figures of last year's report, found once for each place of this year's."""

    def __init__(self, last: Filing) -> None:
        self._last = last
        self._known: dict[Address, tuple[str, Number | None]] = {}

    def at(self, filing: Filing, address: Address) -> LastFigure | None:
        """What stood at the place of a cell last year; None where nothing stood, or the edition had no such place."""
        if address not in self._known:
            self._known[address] = self._find(filing, address)
        text, number = self._known[address]
        if not text:
            return None
        now = _whole(filing, address)
        change = None if number is None or now is None else now - number
        return LastFigure(self._last.draft.year, text, change, is_partial=number is None)

    def _find(self, filing: Filing, address: Address) -> tuple[str, Number | None]:
        there = earlier(filing.form, address, self._last.form)
        if there not in self._last.form.cells:
            return "", None
        return printed(self._last, there), _whole(self._last, there)


def beside(then: LastFigure) -> str:
    """Last year's figure and the change as small print: 39 ↑5; ＝ where nothing changed."""
    if then.change is None:
        return f"{AT_LEAST}{then.text}" if then.is_partial else then.text
    return f"{then.text} {changed_by(then.change)}" if then.change else UNCHANGED


def changed_by(change: Number) -> str:
    """The change as a sign and a number: ↑5, ↓2; "" for none."""
    return f"{'↑' if change > 0 else '↓'}{numbers.write(change).removeprefix('-')}" if change else ""


def _whole(filing: Filing, address: Address) -> Number | None:
    """The figure, None where it is the sum of some parts only: that is no total."""
    return None if missing(filing, address) else figure(filing, address)
