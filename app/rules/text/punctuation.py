"""Brackets and quotes come in pairs, and the signs are those of Chinese text (mistake 22)."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from app.draft import Filing
from app.finding import Finding
from app.form import Form, Section
from app.i18n import _, n_
from app.rules.base import Check
from app.rules.text.passages import around, is_excerpt, passages
from app.rules.text.telling import Said, check, place, told
from app.rules.text.vocabulary import vocabulary

if TYPE_CHECKING:
    from app.tidy import Proposal

_MAY_BE_UNTIDY = re.compile(
    r"[,;:!?()\"'｡､]|(?<=[一-鿿”’）》〕])\.|[，、；：。]{2}|[（【［\[]\s?(?:19|20)\d\d\s?[）】］\]]"
)
"""A quick look: the rules of clean-up have nothing to say of a line without one of these."""


def punctuation(form: Form, section: Section) -> Iterator[Check]:
    """One check for a narrative: each bracket without its partner, and one hint for all other signs."""
    if section.kind == "narrative":
        yield check((section.id,), lambda filing, last: _findings(filing, section))


def _findings(filing: Filing, section: Section) -> Iterator[Finding]:
    text = filing.value(section.id)
    for sign, words in () if is_excerpt(text) else _alone(text):
        message = _("{place}: {sign} has no partner, at “{words}”.")
        said = message.format(place=place(filing, section.id), sign=sign, words=words)
        mend = _("Add the other sign, or take this one out.")
        yield told("bracket", section.id, Said(said, words=sign + words, values=(sign,), mend=mend))
    proposals = [(line, one) for line in text.split("\n") for one in _untidy(line)]
    if proposals:
        yield _hint(filing, section, proposals)


def _hint(filing: Filing, section: Section, proposals: list[tuple[str, "Proposal"]]) -> Finding:
    line, first = proposals[0]
    said = n_(
        "{place}: a sign is not that of Chinese text: “{old}” for “{new}”, at “{words}”.",
        "{place}: {count} signs are not those of Chinese text, the first: “{old}” for “{new}”, at “{words}”.",
        len(proposals),
    )
    words = around(line, first.start, first.end, 16)
    return told(
        "punctuation",
        section.id,
        Said(
            said.format(
                place=place(filing, section.id), count=len(proposals), old=first.old, new=first.new, words=words
            ),
            values=tuple(one.old for _line, one in proposals),
            mend=_("“Clean up” mends them all and shows each before."),
        ),
    )


@lru_cache(maxsize=512)
def _untidy(line: str) -> tuple["Proposal", ...]:
    if not _MAY_BE_UNTIDY.search(line):
        return ()
    from app.tidy import Kind, tidied  # with the first such line: the window opens sooner without

    kinds = (Kind.PUNCTUATION, Kind.QUOTES, Kind.DOUBLED, Kind.DOCUMENT)
    return tuple(one for one in tidied(line, kinds) if one.new)


@lru_cache(maxsize=64)
def _alone(text: str) -> tuple[tuple[str, str], ...]:
    """The signs without a partner in the whole text, each with the words around it."""
    whole = "\n".join(passages(text))
    opened: dict[str, list[int]] = {}
    alone: list[int] = []
    numbers = {found.end() - 1 for found in re.finditer(vocabulary().brackets.numbers, whole)}
    signs = _pairs()
    for found in _signs().finditer(whole):
        at, (pair, is_open) = found.start(), signs[found[0]]
        if is_open:
            opened.setdefault(pair, []).append(at)
        elif opened.get(pair):
            opened[pair].pop()
        elif at not in numbers:
            alone.append(at)
    alone += [at for places in opened.values() for at in places]
    return tuple((whole[at], around(whole, at, at + 1, 16).replace("\n", " ")) for at in sorted(alone))


@lru_cache(maxsize=1)
def _signs() -> re.Pattern[str]:
    words = vocabulary().brackets
    return re.compile(f"[{re.escape(''.join((*words.pairs, *words.same)))}]")


@lru_cache(maxsize=1)
def _pairs() -> Mapping[str, tuple[str, bool]]:
    """Of each sign the pair that it belongs to, and whether it opens it."""
    words = vocabulary().brackets
    own = {sign: (pair, sign == pair[0]) for pair in words.pairs for sign in pair}
    return own | {sign: own[other] for sign, other in words.same.items()}
