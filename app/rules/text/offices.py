"""No other office speaks in the text (mistake 20): “我局” in the report of an office whose name has no 局."""

from collections.abc import Iterator
from functools import lru_cache

from app.draft import ORGANIZATION, Filing
from app.finding import Finding
from app.form import Form, Section
from app.i18n import _
from app.rules.base import Check
from app.rules.text.passages import around, passages
from app.rules.text.telling import Said, check, own_fields, own_value, place, told
from app.rules.text.title import SHORT, SIGNED_BY
from app.rules.text.vocabulary import one_of, vocabulary

_NAMES = (ORGANIZATION, SHORT, SIGNED_BY)


def offices(form: Form, section: Section) -> Iterator[Check]:
    """One check for a narrative; it also reads what the office is called."""
    if section.kind == "narrative":
        reads = (section.id, *own_fields(form, *_NAMES))
        yield check(reads, lambda filing, last: _findings(filing, section))


def _findings(filing: Filing, section: Section) -> Iterator[Finding]:
    names = "".join(own_value(filing, one) for one in _NAMES)
    foreign = tuple(one.says for one in vocabulary().offices.own if not any(part in names for part in one.needs))
    for passage in passages(filing.value(section.id)) if foreign and names else ():
        for says, words in _spoken(passage, foreign):
            message = _("{place}: “{says}” in “{words}”, but the report is that of {name}.")
            name = filing.draft.organization
            yield told(
                "office",
                section.id,
                Said(
                    message.format(place=place(filing, section.id), says=says, words=words, name=name),
                    words=passage,
                    values=(says, name),
                    mend=_("If the sentence comes from another office's report, write it anew for this one."),
                ),
            )


@lru_cache(maxsize=512)
def _spoken(passage: str, foreign: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    found = one_of(foreign).search(passage)
    return ((found[0], around(passage, found.start(), found.end())),) if found else ()
