"""Words that damage has changed by a letter or two, found again among those that there are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

_MOST = 2
"""Letters that may be other. With three parts, one part of the word is then still as it was."""

_LONG = 32
"""The length from which on two words that are so near cannot both be meant: random ids, not short ones."""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The word itself, or the one known word that it became by damage; None where there is none or several."""
    away = {one: distance(one, word) for one in known if len(one) == len(word)}
    best = min(away.values(), default=_MOST + 1)
    found = [one for one, letters in away.items() if letters == best]
    return found[0] if best <= _MOST and len(found) == 1 else None


def distance(one: str, other: str) -> int:
    """How many letters of two words of the same length are other."""
    return sum(a != b for a, b in zip(one, other, strict=True))


def originals(weights: Counter[str]) -> Mapping[str, str]:
    """For each id the one that it was before damage, which is the one that is seen most; mostly itself."""
    shelf = defaultdict[tuple[int, int, str], list[str]](list)
    found: dict[str, str] = {}
    for id, _weight in sorted(weights.items(), key=lambda one: (-one[1], one[0])):
        parts = _parts(id) if len(id) >= _LONG else []
        near = (other for part in parts for other in shelf[part] if distance(other, id) <= _MOST)
        found[id] = next(near, id)
        if found[id] == id:
            for part in parts:
                shelf[part].append(id)
    return found


def _parts(id: str) -> list[tuple[int, int, str]]:
    third = len(id) // 3
    return [(len(id), i, id[i * third : (i + 1) * third if i < 2 else None]) for i in range(3)]
