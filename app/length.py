"""How long a text is, as Word counts it, against the length that the law asks for; how wide it is in print."""

import re
import unicodedata
from dataclasses import dataclass

from app.form import Section

_WORD = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class Length:
    """The characters of a text without spaces, the same as Word's 字数 (a number or Latin word is one), and the limit.

    `limit` is 0 where the law names none.
    """

    characters: int
    words: int
    limit: int = 0

    @property
    def over(self) -> int:
        """By how many characters the text is longer than the law asks; 0 where it is not."""
        return max(0, self.characters - self.limit) if self.limit else 0


def length(section: Section, text: str) -> Length:
    """The length of a narrative's text."""
    characters = sum(map(len, text.split()))
    return Length(characters, characters - sum(len(word) - 1 for word in _WORD.findall(text)), section.limit)


def ems(text: str) -> float:
    """The width of a text in characters of its size: 1 for a Chinese one, about a half for digits and letters."""
    return sum(0.5 if unicodedata.east_asian_width(c) in ("Na", "N", "H") else 1 for c in text)
