"""Where two wordings of a sentence differ, for the eye: whole figures, no confetti."""

import re
from collections.abc import Sequence
from itertools import accumulate

from rapidfuzz.distance import LCSseq

Span = tuple[int, int]
"""From this character up to, not including, that one."""

_WORD = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*[%％]?|[A-Za-z]+|.", re.DOTALL)
_LEAST_SHARED = 2


def spans(old: str, new: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The stretches of each text that the other has not; the same ones whichever is called old.

    A figure or a Latin word differs as a whole. What both share between two stretches is drawn into them where it is
    a single character: scattered signs tell nothing.
    """
    if new < old:
        there, here = spans(new, old)
        return here, there
    words = [word[0] for word in _WORD.finditer(old)], [word[0] for word in _WORD.finditer(new)]
    places = _places(words[0]), _places(words[1])
    found = [_trimmed(*words, *pair) for pair in _merged(words)]
    return _filled(places[0], [pair[0] for pair in found]), _filled(places[1], [pair[1] for pair in found])


def _merged(words: tuple[list[str], list[str]]) -> list[tuple[Span, Span]]:
    """The stretches that differ, counted in words; two with hardly anything between them are one."""
    found: list[tuple[Span, Span]] = []
    for block in LCSseq.opcodes(*words):
        if block.tag == "equal":
            continue
        old, new = (block.src_start, block.src_end), (block.dest_start, block.dest_end)
        if found and len("".join(words[0][found[-1][0][1] : old[0]])) < _LEAST_SHARED:
            (old_start, _old_end), (new_start, _new_end) = found.pop()
            old, new = (old_start, old[1]), (new_start, new[1])
        found.append((old, new))
    return found


def _trimmed(olds: Sequence[str], news: Sequence[str], old: Span, new: Span) -> tuple[Span, Span]:
    """The stretches without what both begin or end with: 公众号公开 for 公开 lacks 公众号 and nothing more."""
    (old_start, old_end), (new_start, new_end) = old, new
    while old_start < old_end and new_start < new_end and olds[old_start] == news[new_start]:
        old_start, new_start = old_start + 1, new_start + 1
    while old_start < old_end and new_start < new_end and olds[old_end - 1] == news[new_end - 1]:
        old_end, new_end = old_end - 1, new_end - 1
    return (old_start, old_end), (new_start, new_end)


def _places(words: Sequence[str]) -> list[int]:
    """Where each word begins, and at last where the text ends."""
    return list(accumulate(map(len, words), initial=0))


def _filled(places: Sequence[int], found: Sequence[Span]) -> tuple[Span, ...]:
    return tuple((places[start], places[end]) for start, end in found if start < end)
