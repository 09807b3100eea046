"""Which sentence of one text answers which of another: the same words first, then the likest that are left."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

LEAST_LIKENESS = 48.0
"""Of a hundred, by the characters that both share in order: below it a sentence is another one."""

_LEAST_OF_SHORT, _SHORT = 75.0, 8
# （一）主动公开。 and （二）平台建设。 share half of their characters, and nothing else.
_AROUND = 8
_OUT_OF_PLACE = 15.0  # a sentence that also changed its place must be so much the liker
_FIGURE = re.compile(r"[0-9０-９]+(?:[.,．，][0-9０-９]+)*")


@dataclass(frozen=True, slots=True)
class Pair:
    """The places of two sentences that answer each other; `moved` where it stands among others than before."""

    old: int
    new: int
    is_same: bool
    moved: bool = False


def without_figures(sentence: str) -> str:
    """The sentence with one and the same sign for every figure: 新收3件 is worded as 新收12件."""
    return _FIGURE.sub("0", sentence)


def pairs(old: Sequence[str], new: Sequence[str]) -> tuple[Pair, ...]:
    """The pairs of two texts, in the order of the new one; each sentence is in one at most.

    The same pairs whichever of the texts is called old.
    """
    if list(new) < list(old):
        swapped = (Pair(one.new, one.old, one.is_same, one.moved) for one in _pairs(new, old))
        return tuple(sorted(swapped, key=lambda one: one.new))
    return tuple(sorted(_pairs(old, new), key=lambda one: one.new))


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    anchors = _in_order(old, new)
    yield from (Pair(i, j, is_same=True) for i, j in anchors)
    left = _Left(old, new, anchors)
    yield from left.same_elsewhere()
    yield from left.likest()


def _in_order(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The places of the longest row of sentences that both texts have in the same order."""
    numbers: dict[str, int] = {}
    coded = [[numbers.setdefault(sentence, len(numbers)) for sentence in text] for text in (old, new)]
    return [
        (block.src_start + step, block.dest_start + step)
        for block in LCSseq.opcodes(*coded)
        if block.tag == "equal"
        for step in range(block.src_end - block.src_start)
    ]


class _Left:
    """The sentences that the row in order leaves over."""

    def __init__(self, old: Sequence[str], new: Sequence[str], anchors: Sequence[tuple[int, int]]) -> None:
        self._old, self._new = old, new
        self._anchors_old, self._anchors_new = [i for i, _j in anchors], [j for _i, j in anchors]
        taken_old, taken_new = set(self._anchors_old), set(self._anchors_new)
        self._free_old = [i for i in range(len(old)) if i not in taken_old]
        self._free_new = [j for j in range(len(new)) if j not in taken_new]

    def same_elsewhere(self) -> list[Pair]:
        """Those that stand word for word at another place."""
        waiting: dict[str, list[int]] = defaultdict(list)
        for i in reversed(self._free_old):
            waiting[self._old[i]].append(i)
        found = [
            Pair(waiting[self._new[j]].pop(), j, is_same=True, moved=True)
            for j in self._free_new
            if waiting.get(self._new[j])
        ]
        self._take(found)
        return found

    def likest(self) -> list[Pair]:
        """Those worded alike, the likest first."""
        found: list[Pair] = []
        gone, used = set[int](), set[int]()
        for _rank, i, j in sorted(self._candidates()):
            if i not in gone and j not in used:
                gone.add(i)
                used.add(j)
                found.append(Pair(i, j, is_same=False, moved=self._changes_place(i, j)))
        return found

    def _take(self, found: Sequence[Pair]) -> None:
        gone, used = {one.old for one in found}, {one.new for one in found}
        self._free_old = [i for i in self._free_old if i not in gone]
        self._free_new = [j for j in self._free_new if j not in used]

    def _candidates(self) -> Iterator[tuple[tuple[float, int, int], int, int]]:
        """The pairs that are like enough, with what they are ranked by: the likest, then the least moved, the first."""
        olds, news = _by_wording(self._old, self._free_old), _by_wording(self._new, self._free_new)
        wordings = list(olds)
        for words, places in news.items():
            found = process.extract(words, wordings, scorer=fuzz.ratio, limit=None, score_cutoff=LEAST_LIKENESS)
            for other, score, _place in found:
                least = _LEAST_OF_SHORT if min(len(words), len(other)) < _SHORT else LEAST_LIKENESS
                for i, j in _nearest(olds[other], places):
                    rank = score - _OUT_OF_PLACE * self._changes_place(i, j)
                    if rank >= least:
                        yield (-rank, abs(i - j), i + j), i, j

    def _changes_place(self, i: int, j: int) -> bool:
        return bisect_left(self._anchors_old, i) != bisect_left(self._anchors_new, j)


def _by_wording(text: Sequence[str], places: Sequence[int]) -> dict[str, list[int]]:
    """The places by what stands there, figures aside."""
    found: dict[str, list[int]] = defaultdict(list)
    for place in places:
        found[without_figures(text[place])].append(place)
    return found


def _nearest(olds: Sequence[int], news: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Each new place with the old ones next to it: a sentence that stands a thousand times makes no million pairs."""
    for j in news:
        middle = bisect_left(olds, j)
        for i in olds[max(middle - _AROUND, 0) : middle + _AROUND]:
            yield i, j
