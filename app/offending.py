"""The words of a text of which a finding speaks, so that they can be shown where they stand."""

import re
from collections.abc import Iterator

from app.finding import Finding

_QUOTED = re.compile(r"“([^”]*)”")
_CUT = re.compile(r"[…，；。]")
_SINGLE = str.maketrans("“”", "‘’")
_LEAST, _LEAST_PART = 2, 4


def offending(finding: Finding, text: str) -> tuple[int, int] | None:
    """From where to where a text holds the words that offend; None where it has them not as they are told.

    The longest words that are told say which place it is, shorter ones within them what is wrong there.
    """
    plain, told = text.translate(_SINGLE), tuple(_told(finding))
    places = sorted({part for one in told for part in _parts(one)}, key=lambda part: (-len(part), part))
    around = next((part for part in places if part in plain), "")
    if not around:
        return None
    start = plain.index(around)
    inner = next((one for one in told if one != around and one in around), around)
    start += around.index(inner)
    return start, start + len(inner)


def _told(finding: Finding) -> Iterator[str]:
    """The words between quotes, then the first value; of a finding on cells too, the first: others name the cells."""
    quoted = [one.translate(_SINGLE) for one in _QUOTED.findall(finding.message)]
    if len(finding.addresses) > 1:
        yield from quoted[:1]
    else:
        yield from filter(None, (*quoted, *(one.translate(_SINGLE) for one in finding.values[:1])))


def _parts(words: str) -> Iterator[str]:
    """The words, and the clauses of them that say enough to know a place by; a bare number says too little."""
    if len(words) >= _LEAST and not words.isdecimal():
        yield words
    yield from (part for part in _CUT.split(words) if len(part) >= _LEAST_PART and not part.isdecimal())
