"""The help: its chapters in order, their words in a language, the chapter of a place, words sought in all of them.

Chapters are Markdown files under `resources/help/<language>`; `resources/help/index.toml` gives their order and says
which place of the program opens which.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from unicodedata import normalize

from app import toml_file
from app.i18n import DEFAULT_LANGUAGE
from app.paths import resources

TRADITIONAL = "zh_Hant"
_HEADING = re.compile(r"(#+)\s+(.*)")
_MARKUP = re.compile(r"^\s*(?:[-*]|\d+\.|>)\s+|\*\*|`|^\||\|$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]*)\)")
_RULE_OF_TABLE = re.compile(r"\|?[\s:|-]+\|?")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: the name of its file, and the places that open it, as `places` of the window names them."""

    name: str
    opens_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contents:
    """All chapters in the order in which they are read; the first is for places that no other names."""

    chapters: tuple[Chapter, ...] = field(metadata={"key": "chapter"})

    def at(self, places: Sequence[str]) -> str:
        """The name of the chapter for the first of the places that has one."""
        opened = {place: chapter.name for chapter in self.chapters for place in chapter.opens_at}
        return next((opened[place] for place in places if place in opened), self.chapters[0].name)


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands under one heading of a chapter, without marks; `heading` is "" before the first."""

    chapter: str
    title: str
    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HelpHit:
    """A passage in which words stand: `text` is the line with most of them."""

    chapter: str
    heading: str
    title: str
    text: str


@lru_cache(maxsize=1)
def contents() -> Contents:
    """The chapters there are. Raises FormFileError where the index is at fault."""
    return toml_file.read(resources() / "help" / "index.toml", Contents)


@lru_cache(maxsize=64)
def chapter_text(name: str, language: str) -> str:
    """The Markdown of a chapter in a language; where the language has none, the Chinese one.

    Traditional characters come from the simplified text, where the build has not written them already.
    """
    own = resources() / "help" / language / f"{name}.md"
    if own.exists():
        return own.read_text(encoding="utf-8")
    text = (resources() / "help" / DEFAULT_LANGUAGE / f"{name}.md").read_text(encoding="utf-8")
    return _traditional(text) if language == TRADITIONAL else text


def chapter_title(name: str, language: str) -> str:
    """The title of a chapter: its first heading."""
    found = _HEADING.match(chapter_text(name, language))
    return found[2].strip() if found else name


def links(text: str) -> tuple[str, ...]:
    """Where the links of a chapter lead: `chapter.md` or `chapter.md#heading`."""
    return tuple(found[2] for found in _LINK.finditer(text))


@lru_cache(maxsize=4)
def passages(language: str) -> tuple[Passage, ...]:
    """Every passage of the help, in the order in which it is read."""
    return tuple(one for chapter in contents().chapters for one in _passages(chapter.name, language))


def search(words: str, language: str) -> tuple[HelpHit, ...]:
    """The passages in which all the words stand, their headings included; none for no words."""
    sought = tuple(_folded(words).split())
    return tuple(_hit(one, sought) for one in passages(language) if sought and _has(one, sought))


def _has(passage: Passage, sought: tuple[str, ...]) -> bool:
    folded = _folded("\n".join((passage.heading or passage.title, *passage.lines)))
    return all(word in folded for word in sought)


def _hit(passage: Passage, sought: tuple[str, ...]) -> HelpHit:
    best = max(passage.lines, key=lambda line: sum(word in _folded(line) for word in sought), default="")
    title = " › ".join(filter(None, (passage.title, passage.heading)))
    return HelpHit(passage.chapter, passage.heading, title, best)


def _passages(name: str, language: str) -> Iterator[Passage]:
    title, heading, lines = chapter_title(name, language), "", list[str]()
    for line in chapter_text(name, language).splitlines()[1:]:
        found = _HEADING.match(line)
        if found:
            yield Passage(name, title, heading, tuple(lines))
            heading, lines = plain(found[2]), []
        elif plain(line) and not _RULE_OF_TABLE.fullmatch(line):
            lines.append(plain(line))
    yield Passage(name, title, heading, tuple(lines))


def plain(line: str) -> str:
    """A line of Markdown as it is read."""
    return " ".join(_MARKUP.sub("", _LINK.sub(r"\1", line)).replace("|", "　").split())


def _folded(text: str) -> str:
    return normalize("NFKC", text).casefold()


def _traditional(text: str) -> str:
    from opencc import OpenCC  # with the first chapter in traditional characters

    return str(OpenCC("s2hk").convert(text))
