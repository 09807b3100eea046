"""The letters with which a pattern can begin: few patterns need to be tried at each place of a text then."""

from collections.abc import Iterator


def first_letters(pattern: str) -> frozenset[str]:
    """The letters with which what a pattern matches can begin.

    Of patterns only what the vocabulary is written in: letters, (?:a|b), [ab], ? behind each, and what (?=…) or (?!…)
    asks for, which is no letter of its own.
    """
    return frozenset().union(*(_of_row(one) for one in _alternatives(pattern)))


def _of_row(pattern: str) -> frozenset[str]:
    found = frozenset[str]()
    while pattern:
        unit, rest = _unit(pattern)
        is_optional = rest[:1] in ("?", "*")
        if not unit.startswith(("(?=", "(?!", "(?<")):
            found |= _of_unit(unit)
            if not is_optional:
                return found
        pattern = rest[1:] if is_optional else rest
    return found


def _of_unit(unit: str) -> frozenset[str]:
    if unit.startswith("(?:"):
        return first_letters(unit[3:-1])
    if unit.startswith("["):
        return frozenset(unit[1:-1])
    return frozenset(unit[-1])


def _unit(pattern: str) -> tuple[str, str]:
    """The first thing of a pattern, and what follows it."""
    if pattern[0] == "(":
        end = next(at for at, depth in _depths(pattern) if not depth) + 1
    elif pattern[0] == "[":
        end = pattern.index("]") + 1
    else:
        end = 2 if pattern[0] == "\\" else 1
    return pattern[:end], pattern[end:]


def _alternatives(pattern: str) -> Iterator[str]:
    begin = 0
    for at, depth in _depths(pattern):
        if pattern[at] == "|" and not depth:
            yield pattern[begin:at]
            begin = at + 1
    yield pattern[begin:]


def _depths(pattern: str) -> Iterator[tuple[int, int]]:
    """How many brackets are open behind each sign."""
    depth = 0
    for at, sign in enumerate(pattern):
        depth += (sign == "(") - (sign == ")")
        yield at, depth
