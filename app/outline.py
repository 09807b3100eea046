"""The levels of a narrative's paragraphs, read off their numbering: （一） is of level 2, 1. of 3, （1） of 4.

A section's own 一、 is level 1 and never stands in a narrative. Nothing is formatted by hand (design, decision 7).
"""

import re
from dataclasses import dataclass

_NUMBERING = (
    (2, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]\s*")),
    (3, re.compile(r"[0-9０-９]{1,2}(?:[.．](?![0-9０-９])|、)\s*")),
    (4, re.compile(r"[（(][0-9０-９]{1,2}[）)]\s*")),
)
_END = re.compile(r"[。：:；;！？]")
_LONGEST_ALONE, _LONGEST_RUN_IN = 36, 30


@dataclass(frozen=True, slots=True)
class Outline:
    """What a paragraph begins with: a heading of `lead` characters and of this level; 0 and 0 for plain text."""

    level: int = 0
    lead: int = 0


def outline(text: str) -> Outline:
    """The heading that a paragraph is, or begins with.

    A heading alone has no full stop, or is short and ends with one; a run-in heading (（一）主动公开情况。全年……)
    ends at its full stop or colon. A numbered sentence is no heading: it is too long, or ends otherwise.
    """
    for level, numbering in _NUMBERING:
        number = numbering.match(text)
        if number:
            lead = _lead(text, number.end())
            return Outline(level, lead) if lead else Outline()
    return Outline()


def _lead(text: str, start: int) -> int:
    end = _END.search(text, start)
    if end is None:
        return len(text) if 0 < len(text) - start <= _LONGEST_ALONE else 0
    words, is_all = text[start : end.start()], end.end() == len(text)
    if not words or len(words) > _LONGEST_RUN_IN or end[0] in "；;！？":
        return 0
    if is_all or end[0] in "：:":
        return 0 if re.search(r"[，,0-9]", words) or (is_all and end[0] in "：:") else end.end()
    return end.end()
