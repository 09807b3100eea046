"""The text does not say of one thing that there was none and how many (mistake 24)."""

from collections.abc import Iterator
from functools import lru_cache

from app.draft import Filing
from app.finding import Finding
from app.form import Address, Form, Section
from app.i18n import _
from app.rules.base import Check
from app.rules.text.passages import beginning, passages, sentences
from app.rules.text.telling import Said, check, place, told
from app.rules.text.vocabulary import Words, one_of, says, vocabulary


def contradictions(form: Form, section: Section) -> Iterator[Check]:
    """One check over all narratives; it stands with the first of them."""
    if section.id == next(iter(form.narratives), None):
        yield check(form.narratives, lambda filing, last: _findings(filing))


def _findings(filing: Filing) -> Iterator[Finding]:
    for one in vocabulary().contradictions:
        none, some = (_first(filing, words) for words in (one.none, one.some))
        if none and some:
            message = _("{what}: {here} says “{none}”, {there} says “{some}”.")
            said = message.format(
                what=one.what,
                here=place(filing, none[0]),
                none=beginning(none[1], 40),
                there=place(filing, some[0]),
                some=beginning(some[1], 40),
            )
            mend = _("Keep what is right; the tables must say the same.")
            places = tuple(dict.fromkeys((none[0], some[0])))
            yield told(
                "contradiction", places, Said(said, words=none[1] + some[1], values=(none[1], some[1]), mend=mend)
            )


def _first(filing: Filing, words: Words) -> tuple[Address, str] | None:
    """Where one of these is first said of the report's own year, and the sentence."""
    for address in filing.form.narratives:
        for passage in passages(filing.value(address)):
            if (found := _sentence(words, passage)) is not None:
                return address, found
    return None


@lru_cache(maxsize=1024)
def _sentence(words: Words, passage: str) -> str | None:
    if not one_of(words).search(passage):
        return None
    others = vocabulary().years.comparisons
    return next((one.strip() for one in sentences(passage) if says(words, one) and not says(others, one)), None)
