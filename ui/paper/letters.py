"""Text broken into lines as Chinese is set: no sign that closes begins one, none that opens ends one, words stay whole.

Measured with LibreOffice 7.4: between a Chinese character and a Latin letter or digit lies a fifth of the size, and the
space that a face adds to its characters is left out where the alphabet changes and at the end of a line.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from app.layout import Face
from app.length import ems
from ui.paper.page import Measure, Run, Type

Side = Literal["left", "center", "right", "both"]

_NEVER_FIRST = frozenset(
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠"
)
_NEVER_LAST = frozenset("$([{£¥‘“〈《「『【〔〖〝﹗﹙﹛﹝＄（．［｛￡￥")
_WHOLE = frozenset("—―…‥")
"""Two of these are one sign."""
_LATIN = re.compile(r"[\x21-\x7e]+|[^\x21-\x7e]+")
_AIR = 1 / 5
_TAB = 21.0


@dataclass(frozen=True, slots=True)
class Letter:
    """One character in its type; `room` is its width with the space behind it, `width` without."""

    text: str
    type: Type
    width: float
    room: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Text in one face; `points` where it is set smaller than the face says."""

    text: str
    face: Face
    points: float = 0


def letters(pieces: Iterable[Piece], measure: Measure, *, is_aired: bool = True) -> list[Letter]:
    """The characters of a paragraph with their widths; `is_aired` where space lies between the two alphabets."""
    set_ = [letter for piece in pieces for letter in _measured(piece, measure)]
    return [
        Letter(one, type_, width, width + _space(one, type_, following, is_aired=is_aired))
        for (one, type_, width), following in zip(set_, [*set_[1:], None], strict=False)
    ]


def _measured(piece: Piece, measure: Measure) -> Iterator[tuple[str, Type, float]]:
    for found in _LATIN.finditer(piece.text):
        text = found[0]
        type_ = Type(piece.face, piece.points or piece.face.points, " " < text[0] <= "~")
        for one, width in zip(text, measure(text, type_), strict=True):
            yield one, type_, _TAB if one == "\t" else width


def _space(one: str, type_: Type, following: tuple[str, Type, float] | None, *, is_aired: bool) -> float:
    if following and following[1].is_latin == type_.is_latin:
        return type_.face.spacing / 20
    is_word = following is not None and one.isalnum() and following[0].isalnum()
    return type_.points * _AIR if is_word and is_aired else 0


def broken(text: list[Letter], width: float, indent: float = 0) -> list[list[Letter]]:
    """The characters line by line; the first line is shorter by the indent. At least one line, if an empty one."""
    lines, start = list[list[Letter]](), 0
    while start < len(text):
        end = _end(text, start, width - (0 if lines else indent))
        lines.append(text[start:end])
        start = end
    return lines or [[]]


def _end(text: Sequence[Letter], start: int, width: float) -> int:
    """Where the line that begins at `start` ends: at the last place that may be broken, else wherever it is full."""
    used, end, last = 0.0, start, 0
    while end < len(text) and (used + text[end].width <= width + 0.01 or text[end].text == " "):
        used += text[end].room
        end += 1
        if end < len(text) and may_break(text[end - 1], text[end]):
            last = end
    if end == len(text):
        return end
    return last or max(end, start + 1)


def may_break(before: Letter, after: Letter) -> bool:
    """Whether a line may end between two characters."""
    one, other = before.text, after.text
    if other == " " or other in _NEVER_FIRST or one in _NEVER_LAST:
        return False
    if one == other and one in _WHOLE:
        return False
    if before.type.is_latin and after.type.is_latin:
        return (one == "/" and other.isalpha()) or (one == "-" and other.isalnum())
    return True


def width_of(line: Sequence[Letter]) -> float:
    """The width of a line, without what stands behind its last character."""
    ink = _without_end(line)
    return sum(one.room for one in ink[:-1]) + ink[-1].width if ink else 0.0


def runs(line: Sequence[Letter], left: float, width: float, side: Side) -> tuple[Run, ...]:
    """The line set within a width: from a side, or stretched between its Chinese characters."""
    ink = _without_end(line)
    free = max(0.0, width - width_of(ink))
    gaps = [_stretches(one, other) for one, other in pairwise(ink)]
    each = free / sum(gaps) if side == "both" and any(gaps) else 0.0
    x = left + (free if side == "right" else free / 2 if side == "center" else 0.0)
    starts = []
    for number, one in enumerate(ink):
        starts.append(x)
        x += one.room + (each if number < len(gaps) and gaps[number] else 0.0)
    placed = zip(ink, starts, strict=True)
    return tuple(_run(type_, list(part)) for type_, part in groupby(placed, key=lambda both: both[0].type))


def _run(type_: Type, part: list[tuple[Letter, float]]) -> Run:
    return Run("".join(one.text for one, _start in part), type_, tuple(start for _one, start in part))


def _without_end(line: Sequence[Letter]) -> Sequence[Letter]:
    end = len(line)
    while end and line[end - 1].text == " ":
        end -= 1
    return line[:end]


def _stretches(one: Letter, other: Letter) -> bool:
    return not (one.type.is_latin and other.type.is_latin) and bool(ems(one.text))
