r"""Sentences whose figures know where they come from, as a note keeps them: 新收{applications/received=55}件申请.

What stands before the sign is where the figure comes from, what stands behind it is how it stands in the text; a
sentence not written yet has none behind. A sign that belongs to the text has a `\` before it. Imports nothing of ours.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

BLANK = "＿"
"""What stands in a sentence for a figure that is not known yet."""

OWN = "_"
"""The place of a figure that stands nowhere in the report: the clerk writes it over the blank."""

_PIECE = re.compile(
    r"\{(?P<place>(?:[^{}=\\]|\\.)+)(?:=(?P<value>(?:[^{}\\]|\\.)*))?\}|(?P<words>(?:[^{}\\]|\\.)+)|(?P<stray>.)",
    re.DOTALL,
)
_SIGN = re.compile(r"([{}=\\])")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Slot:
    """A figure in a sentence: where it comes from, and how it stands there."""

    place: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words and figures in their order."""

    pieces: tuple[str | Slot, ...]

    @property
    def text(self) -> str:
        """The sentence as it stands in the narrative."""
        return "".join(piece.value if isinstance(piece, Slot) else piece for piece in self.pieces)

    @property
    def words(self) -> str:
        """What is left of the sentence without its figures."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str))

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The figures in their order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Slot))

    @property
    def spans(self) -> tuple[tuple[Slot, int, int], ...]:
        """Each figure with the characters of the text that it takes."""
        found, at = [], 0
        for piece in self.pieces:
            length = len(piece.value) if isinstance(piece, Slot) else len(piece)
            if isinstance(piece, Slot):
                found.append((piece, at, at + length))
            at += length
        return tuple(found)

    def filled(self, value_of: Callable[[Slot], str]) -> "Sentence":
        """The sentence with other figures at the same places."""
        return Sentence(tuple(Slot(p.place, value_of(p)) if isinstance(p, Slot) else p for p in self.pieces))

    def written(self) -> str:
        """The sentence as a note keeps it; `read` gives it back."""
        return "".join(
            f"{{{_escaped(piece.place)}={_escaped(piece.value)}}}" if isinstance(piece, Slot) else _escaped(piece)
            for piece in self.pieces
        )


@lru_cache(maxsize=512)
def read(text: str) -> Sentence:
    """The sentence that a text means; a sign that stands where none can is taken for itself."""
    pieces: list[str | Slot] = []
    for found in _PIECE.finditer(text):
        if found["place"]:
            pieces.append(Slot(_plain(found["place"]), _plain(found["value"] or "")))
        else:
            words = _plain(found["words"]) if found["words"] else found["stray"]
            pieces = _with_words(pieces, words)
    return Sentence(tuple(pieces))


def strays(text: str) -> tuple[str, ...]:
    """The signs of a text that stand where none can: a brace without its partner."""
    return tuple(found["stray"] for found in _PIECE.finditer(text) if found["stray"])


def joined(pieces: list[str | Slot]) -> Sentence:
    """The sentence of these pieces, words that touch made one and empty ones left out."""
    found: list[str | Slot] = []
    for piece in pieces:
        found = [*found, piece] if isinstance(piece, Slot) else _with_words(found, piece)
    return Sentence(tuple(found))


def _with_words(pieces: list[str | Slot], words: str) -> list[str | Slot]:
    if not words:
        return pieces
    last = pieces[-1] if pieces else None
    return [*pieces[:-1], last + words] if isinstance(last, str) else [*pieces, words]


def _escaped(text: str) -> str:
    return _SIGN.sub(r"\\\1", text)


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)
