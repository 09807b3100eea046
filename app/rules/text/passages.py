"""A narrative as passages: its paragraphs, those whose lines a page or a PDF broke made whole again."""

import re
from functools import lru_cache

from app.rules.text.vocabulary import says, vocabulary

_LEAST_LINE = 20
_ENDS = "。！？；：…”』）)》】〕"
_BEGINS = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、]|[（(]?[0-9０-９]{1,2}[.．、）)](?![0-9])|[一二三四五六七八九十]{1,2}是"
)
_SENTENCE = re.compile(r"[^。！？；]*[。！？；]+[”’）]?|[^。！？；]+")
_SIGN = re.compile(r"\W+")
_MOST_WORDS = 24
_SINGLE = str.maketrans("“”", "‘’")


@lru_cache(maxsize=64)
def passages(text: str) -> tuple[str, ...]:
    """The paragraphs; lines that a sentence runs over are one."""
    whole: list[str] = []
    last = ""
    for line in text.split("\n") if text else ():
        if whole and _runs_on(last, line):
            whole[-1] += line
        else:
            whole.append(line)
        last = line
    return tuple(whole)


@lru_cache(maxsize=512)
def sentences(passage: str) -> tuple[str, ...]:
    """The sentences of a passage, cut at 。！？；: joined they are the passage."""
    return tuple(found[0] for found in _SENTENCE.finditer(passage))


@lru_cache(maxsize=64)
def is_excerpt(text: str) -> bool:
    """Whether something was left out of the text and a mark put in its place: then nothing can be missed in it."""
    return says(vocabulary().excerpt.words, text)


def bare(text: str) -> str:
    """The letters, digits and Chinese characters alone."""
    return _SIGN.sub("", text)


def around(passage: str, start: int, end: int, most: int = _MOST_WORDS) -> str:
    """The words at a place of a passage with a few on both sides, to be told between quotes."""
    spare = max(0, most - (end - start))
    first = max(0, start - spare // 2)
    return quoted(passage[first : max(end, first + most)].strip())


def beginning(text: str, most: int = _MOST_WORDS) -> str:
    """The first words of a text, to be told between quotes."""
    text = quoted(text.strip())
    return text if len(text) <= most else text[:most] + "…"


def quoted(text: str) -> str:
    """The text as it stands between quotes: those within it are single ones."""
    return text.translate(_SINGLE)


def _runs_on(line: str, following: str) -> bool:
    """Whether a sentence of a line goes on in the following one."""
    is_whole = len(line) < _LEAST_LINE or line[-1] in _ENDS
    return not is_whole and not _BEGINS.match(following)
