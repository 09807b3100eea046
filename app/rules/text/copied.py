"""The text is not last year's (mistake 2): sentence by sentence, whatever the year that they name."""

import re
from collections.abc import Iterator
from functools import lru_cache

from app.draft import Filing
from app.earlier import earlier
from app.finding import Finding
from app.form import Form, Section
from app.i18n import _
from app.rules.base import Check
from app.rules.text.passages import bare, beginning, passages, sentences
from app.rules.text.telling import Said, check, place, told
from app.rules.text.vocabulary import is_place, says, vocabulary

_YEAR = re.compile(r"(?:19|20)\d\d(?= ?年)")
_WORD = re.compile(r"\w")
_SHOWN = 12


def copied(form: Form, section: Section) -> Iterator[Check]:
    """One check for each narrative that the clerk writes anew every year; it rests without last year's report."""
    places = vocabulary().places
    if is_place(form, section, places.overview, places.problems, places.other):
        yield check((section.id,), lambda filing, last: _findings(filing, last, section))


def _findings(filing: Filing, last: Filing | None, section: Section) -> Iterator[Finding]:
    there = earlier(filing.form, section.id, last.form) if last else ""
    text = filing.value(section.id)
    if not last or not there or not text:
        return
    same, share = _alike(text, last.value(there))
    if share > vocabulary().copied.share:
        yield _finding(filing, section, same, share)


def _finding(filing: Filing, section: Section, same: tuple[str, ...], share: int) -> Finding:
    if section.id == vocabulary().places.problems:
        id, message = (
            "copied_problems",
            _("{place}: the same problems as last year, {share} per cent word for word:"),
        )
        mend = _(
            "Say which of last year's problems were solved, and which this year has; with places, dates and numbers."
        )
    else:
        id, message = "copied", _("{place}: {share} per cent stands word for word in last year's report:")
        mend = _("Write what is new this year, or take the sentence out.")
    words = "\n".join(f"“{beginning(one)}”" for one in same[:_SHOWN])
    message = "\n".join((message.format(place=place(filing, section.id), share=share), words))
    return told(id, section.id, Said(message, values=(f"{share}%", *same), mend=mend))


@lru_cache(maxsize=64)
def _alike(text: str, last: str) -> tuple[tuple[str, ...], int]:
    """The sentences that last year's text has too, and their share of all that could differ, in per cent."""
    before, own = set(map(_key, _written(last))), [(one.strip(), _key(one)) for one in _written(text)]
    whole = sum(len(key) for _one, key in own)
    if whole < vocabulary().copied.least:
        return (), 0
    same = [(one, key) for one, key in own if key in before]
    return tuple(one for one, _key in same), 100 * sum(len(key) for _one, key in same) // whole


def _written(text: str) -> list[str]:
    """The sentences that need not be the same every year."""
    return [one for passage in passages(text) for one in sentences(passage) if _is_free(one)]


@lru_cache(maxsize=1024)
def _is_free(sentence: str) -> bool:
    return bool(_WORD.search(sentence)) and not says(vocabulary().copied.alike, sentence)


@lru_cache(maxsize=1024)
def _key(sentence: str) -> str:
    """What two sentences share that differ in the year alone."""
    return bare(_YEAR.sub("", sentence))
