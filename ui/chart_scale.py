"""How high a diagram's axis goes, and where things stand on it. Nothing here paints."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from app.numbers import Number

_STEPS = (1, 2, 5)
_MOST_STEPS = 4
_SHARE_TOP, _SHARE_STEP = 100, 50


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from nought to `top`, with a mark at every `step`: whole numbers, for cases are counted whole."""

    top: int
    step: int

    @property
    def marks(self) -> range:
        """The numbers that are written at the axis."""
        return range(0, self.top + 1, self.step)


def axis_for(figures: Sequence[Number], *, is_share: bool) -> Axis:
    """The axis of a diagram: nought to a hundred for shares, otherwise to a round number above the highest figure."""
    if is_share:
        return Axis(_SHARE_TOP, _SHARE_STEP)
    highest = max(figures, default=0)
    rounds = (step * 10**power for power in count() for step in _STEPS)
    step = next(one for one in rounds if one * _MOST_STEPS >= highest)
    return Axis(max(step, -int(-highest // step) * step), step)


def spread(wanted: Sequence[float], least: float, lowest: float, highest: float) -> list[float]:
    """Where labels stand that are wanted at these heights: in the same order, `least` apart, within the bounds.

    Heights grow downwards; where there is no room for all, they begin at the upper bound.
    """
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    placed = dict[int, float]()
    edge = highest
    for number in order:
        placed[number] = max(wanted[number], edge)
        edge = placed[number] + least
    edge = lowest
    for number in reversed(order):
        placed[number] = max(min(placed[number], edge), highest)
        edge = placed[number] - least
    return [placed[number] for number in range(len(wanted))]
