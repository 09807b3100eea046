"""Pieces of labels that a page has torn apart: what is left of them beside a table says nothing."""

import unicodedata
from functools import lru_cache

from app.form import Form, Section
from app.match.lexicon import labels_of
from app.match.lines import Line
from app.match.words import figure_in, squeezed

_FEWEST = 2
"""Letters that a piece has on average."""
_LONGEST = 60


def is_pieces(form: Form, section: Section, line: Line) -> bool:
    """Whether a line beside a table is nothing but pieces of its labels; a number, or a sign of `marked`, is none."""
    if any(_is_number(line.cells[index]) for index in line.filled):
        return False
    plain = squeezed(line.text)
    text = "".join(char for char in plain if char.isalpha())
    if len(text) > _LONGEST or any(unicodedata.category(char) == "Co" for char in plain):
        return False
    return _pieces(_letters(form, section), text)


def _is_number(cell: str) -> bool:
    figure, rest = figure_in(cell)
    return bool(figure) and not rest


def _pieces(known: str, text: str) -> bool:
    """Whether a text falls apart into pieces that all stand in the labels, the longest taken first."""
    count, place = 0, 0
    while place < len(text):
        end = len(text)
        while end > place and text[place:end] not in known:
            end -= 1
        if end == place:
            return False
        place, count = end, count + 1
    return len(text) >= _FEWEST * count or len(text) <= _FEWEST


@lru_cache(maxsize=64)
def _letters(form: Form, section: Section) -> str:
    """The letters of all labels, those of each apart."""
    labels = labels_of(form, section)
    return "\n".join("".join(char for char in squeezed(label) if char.isalpha()) for label in labels)
