"""Lengths: how wide a text is, millimetres and points in twips (twentieths of a point)."""

import unicodedata
from itertools import pairwise

TWIPS_PER_POINT = 20
_TWIPS_PER_MM = 1440 / 25.4


def twips(millimetres: float) -> int:
    """A length in Word's own unit."""
    return round(millimetres * _TWIPS_PER_MM)


def ems(text: str) -> float:
    """The width of a text in characters of its size: 1 for a Chinese one, about a half for digits and letters."""
    return sum(0.5 if unicodedata.east_asian_width(c) in ("Na", "N", "H") else 1 for c in text)


def broken(text: str, breaks: tuple[int, ...], width: float) -> list[str]:
    """The lines of a centred title: one if it fits, otherwise broken where its meaning allows, long ones evenly."""
    if ems(text) <= width:
        return [text]
    bounds = (0, *breaks, len(text))
    pieces = [text[start:end] for start, end in pairwise(bounds)]
    return [line for piece in pieces for line in _evenly(piece, width)]


def _evenly(piece: str, width: float) -> list[str]:
    lines, count = [], int(-(-ems(piece) // width))
    while count > 1:
        cut = _cut(piece, ems(piece) / count, width, (count - 1) * width)
        lines.append(piece[:cut])
        piece, count = piece[cut:], count - 1
    return [*lines, piece]


def _cut(piece: str, each: float, width: float, room: float) -> int:
    """Where the first line ends: near `each`, at a sign if there is one near, never within a number."""

    def cost(cut: int) -> float:
        line, rest = piece[:cut], piece[cut:]
        is_sign = line[-1] in "、，） " or rest[0] in "（ "
        is_torn = line[-1].isascii() and rest[0].isascii()
        is_over = ems(line) > width or ems(rest) > room
        return abs(ems(line) - each) + 4 * (not is_sign) + 20 * is_torn + 1000 * is_over

    return min(range(1, len(piece)), key=cost)
