"""A narrative as its sentences, of which it can be put together again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LONGEST_ASIDE = 120
_MARKS = [("（", "）"), ("(", ")"), ("“", "”"), ("‘", "’"), ("「", "」"), ("《", "》"), ("〔", "〕")]
_ASIDE = "|".join(rf"\{o}[^{o}{c}]{{0,{_LONGEST_ASIDE}}}\{c}" for o, c in _MARKS)
_STOP = r"(?:[。！？；｡…]|[!?;](?![!-~]))"
_CLOSING = r"[”’\"』」）)》〉】〗〕\]]*"
_PIECE = re.compile(rf"(?P<aside>{_ASIDE})|(?P<stop>{_STOP}+{_CLOSING})|[^（(“‘「《〔。！？；｡…!?;]+|.", re.DOTALL)
_STOPPED_INSIDE = re.compile(rf"{_STOP}{_CLOSING}\Z")
_ASIDE_ENDS_IT = "”’」"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its stop and the closing quotes after it; spaces stay, a line end is the next one's `begins`.

    `begins` tells that a paragraph begins with it.
    """

    text: str
    begins: bool = False

    @property
    def key(self) -> str:
        """What two sentences share that are word for word the same."""
        return self.text.strip()


def split(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text; `joined` gives the text back. An empty text has none.

    A stop within brackets or quotes ends no sentence, unless the quote closes with it: 他说：“好。” ends there.
    """
    if not text:
        return ()
    found = []
    for line in text.split("\n"):
        found += [Sentence(piece, begins=not place) for place, piece in enumerate(_pieces(line) or [""])]
    return tuple(found)


def joined(sentences: Sequence[Sentence]) -> str:
    """The text of which these are the sentences."""
    lines = ("\n" * (one.begins and place > 0) + one.text for place, one in enumerate(sentences))
    return "".join(lines)


def _pieces(line: str) -> list[str]:
    pieces: list[str] = []
    begun = ""
    for part, ends in _parts(line):
        begun += part
        if ends:
            pieces.append(begun)
            begun = ""
    return [*pieces, begun] if begun else pieces


def _parts(line: str) -> Iterator[tuple[str, bool]]:
    """The parts of a line, each with whether a sentence ends with it."""
    for found in _PIECE.finditer(line):
        part = found[0]
        if found["aside"]:
            yield part, part[-1] in _ASIDE_ENDS_IT and bool(_STOPPED_INSIDE.search(part))
        else:
            yield part, bool(found["stop"])
