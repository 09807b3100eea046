"""No misspelt word and none that stands twice (mistake 21), as far as it cannot be right."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from app.draft import Filing
from app.finding import Finding
from app.form import Form, Section
from app.i18n import _
from app.rules.base import Check
from app.rules.text.passages import passages, quoted
from app.rules.text.telling import Said, check, place, told
from app.rules.text.vocabulary import one_of, vocabulary

_TWICE = re.compile(r"(?P<word>[㐀-䶿一-鿿]{2})(?P=word)")
_AROUND = 8
_IN_TITLE = re.compile(r"《[^《》]*》")


@dataclass(frozen=True, slots=True)
class Slip:
    """A wrong word, the right one, and the words around it, as they stand and as they should."""

    wrong: str
    right: str
    old: str
    new: str


def typos(form: Form, section: Section) -> Iterator[Check]:
    """One check for a narrative."""
    if section.kind == "narrative":
        yield check((section.id,), lambda filing, last: _findings(filing, section))


def _findings(filing: Filing, section: Section) -> Iterator[Finding]:
    for passage in passages(filing.value(section.id)):
        for slip in _misspelt(passage):
            yield _finding(filing, section, slip, "typo", _("{place}: “{wrong}” in “{words}” should be “{right}”."))
        for slip in _doubled(passage):
            yield _finding(filing, section, slip, "doubled", _("{place}: “{wrong}” in “{words}” stands twice."))


def _finding(filing: Filing, section: Section, slip: Slip, id: str, message: str) -> Finding:
    said = message.format(place=place(filing, section.id), wrong=slip.wrong, words=quoted(slip.old), right=slip.right)
    mend = _("Change to “{right}”.").format(right=slip.right)
    return told(id, section.id, Said(said, words=slip.wrong + slip.old, values=(slip.old, slip.new), mend=mend))


@lru_cache(maxsize=512)
def _misspelt(passage: str) -> tuple[Slip, ...]:
    """The misspelt words of a passage."""
    if not _any_typo().search(passage):
        return ()
    found = ((one, right) for wrong, right in vocabulary().typos.pairs for one in re.finditer(wrong, passage))
    return tuple(_slip(passage, one.start(), one[0], one.expand(right)) for one, right in found)


@lru_cache(maxsize=1)
def _any_typo() -> re.Pattern[str]:
    return one_of(tuple(re.sub(r"\((?!\?)", "(?:", wrong) for wrong, _right in vocabulary().typos.pairs))


@lru_cache(maxsize=512)
def _doubled(passage: str) -> tuple[Slip, ...]:
    words = vocabulary().doubled
    plain = _IN_TITLE.sub(lambda title: "＊" * len(title[0]), passage)
    twice = (one for one in _TWICE.finditer(plain) if not one_of(words.spared).fullmatch(one["word"]))
    found = [(one.start(), one[0], one["word"]) for one in twice if len(set(one[0])) > 1]
    found += [(one.start(), one[0], one[0][0]) for one in one_of(words.single).finditer(plain)]
    return tuple(_slip(passage, *one) for one in sorted(found))


def _slip(passage: str, at: int, wrong: str, right: str) -> Slip:
    before = passage[max(0, at - _AROUND) : at]
    after = passage[at + len(wrong) : at + len(wrong) + _AROUND]
    return Slip(wrong, right, before + wrong + after, before + right + after)
