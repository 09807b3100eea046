"""Patterns of words taken apart: the letters with which they begin, and the same patterns so that they are found fast.

Of patterns only what vocabularies are written in: letters, (?:a|b), [ab], a ? behind each, and what (?=…), (?!…),
(?<=…) or (?<!…) asks for, which is no letter of its own. Any other beginning is left as it is.
"""

import re
from collections.abc import Iterable, Iterator

_UNIT = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_SPAN = re.compile("(.)-(.)")
_LOOKS = ("(?=", "(?!", "(?<")
_LOOKS_BACK = ("(?<=", "(?<!")
_REPEATS = "?*+{"
_MOST_LETTERS = 6
"""A class of more letters is left as it is: each is written out as a pattern of its own."""


class _NotLed(Exception):
    """The pattern begins with what is no letter."""


def first_letters(pattern: str) -> frozenset[str]:
    """The letters with which what a pattern matches can begin."""
    return frozenset().union(*(_of_row(one) for one in _alternatives(pattern)))


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """What finds any of these, the first where several can stand.

    `re` skips to the letters with which all alternatives begin, where each begins with one: some times as fast.
    """
    given = tuple(patterns)
    try:
        led = _by_letter(one for pattern in given for one in _led(pattern))
    except _NotLed:
        return re.compile("|".join(f"(?:{one})" for one in given))
    return re.compile("|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in led.items()) or "(?!)")


def _by_letter(patterns: Iterable[str]) -> dict[str, list[str]]:
    led: dict[str, list[str]] = {}
    for one in patterns:
        letter, rest = _unit(one)
        led.setdefault(letter, []).append(rest)
    return led


def _led(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern, each beginning with a letter that must stand there. Raises _NotLed."""
    for one in _alternatives(pattern):
        unit, rest = _unit(one) if one else ("", "")
        if unit.startswith(_LOOKS_BACK):
            yield from (_looking_back(unit, led) for led in _led(rest))
        elif rest.startswith("?") and rest[1:2] not in ("?", "+"):
            yield from _led(unit + rest[1:])
            yield from _led(rest[1:])
        elif not unit or (rest and rest[0] in _REPEATS):
            raise _NotLed
        elif unit.startswith("(?:"):
            yield from (led for inner in _alternatives(unit[3:-1]) for led in _led(inner + rest))
        elif unit[0] == "[":
            yield from (re.escape(letter) + rest for letter in _letters(unit))
        elif _is_letter(unit):
            yield unit + rest
        else:
            raise _NotLed


def _looking_back(look: str, led: str) -> str:
    """What looks back from before a letter, turned so that it looks from behind it."""
    letter, rest = _unit(led)
    return f"{letter}{look[:4]}(?:{look[4:-1]}){letter}){rest}"


def _is_letter(unit: str) -> bool:
    return unit[0] not in "^$.(" and not (unit[0] == "\\" and unit[1].isalnum())


def _letters(unit: str) -> str:
    """The letters of a class. Raises _NotLed for one that is not just a few letters."""
    letters = unit[1:-1]
    if "\\" in letters or "-" in letters or letters[0] == "^" or len(letters) > _MOST_LETTERS:
        raise _NotLed
    return letters


def _of_row(pattern: str) -> frozenset[str]:
    found = frozenset[str]()
    while pattern:
        unit, rest = _unit(pattern)
        is_optional = rest[:1] in ("?", "*")
        if not unit.startswith(_LOOKS):
            found |= _of_unit(unit)
            if not is_optional:
                return found
        pattern = rest[1:] if is_optional else rest
    return found


def _of_unit(unit: str) -> frozenset[str]:
    if unit.startswith("(?:"):
        return first_letters(unit[3:-1])
    if unit.startswith("["):
        return frozenset(_SPAN.sub(lambda span: _between(*span.groups()), unit[1:-1]))
    return frozenset(unit[-1])


def _between(first: str, last: str) -> str:
    return "".join(chr(code) for code in range(ord(first), ord(last) + 1))


def _unit(pattern: str) -> tuple[str, str]:
    """The first thing of a pattern, and what follows it."""
    depth = 0
    for found, end in _units(pattern):
        depth += (found == "(") - (found == ")")
        if not depth:
            return pattern[:end], pattern[end:]
    raise ValueError(pattern)


def _alternatives(pattern: str) -> Iterator[str]:
    begin = depth = 0
    for found, end in _units(pattern):
        depth += (found == "(") - (found == ")")
        if found == "|" and not depth:
            yield pattern[begin : end - 1]
            begin = end
    yield pattern[begin:]


def _units(pattern: str) -> Iterator[tuple[str, int]]:
    """The signs of a pattern, a class or what is escaped as one, each with its end."""
    return ((found[0], found.end()) for found in _UNIT.finditer(pattern))
