"""Words that no report should have: broken addresses, secrets, remains of pages and templates, other people's phrases.

Each is a list of the vocabulary, looked for passage by passage (mistakes 22, 26, 33, 34 and 35).
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial

from app.draft import ORGANIZATION, Filing
from app.finding import Finding
from app.form import Form, Section
from app.i18n import _
from app.rules.base import Check
from app.rules.text.passages import around, passages
from app.rules.text.telling import Said, check, own_fields, own_value, place, told
from app.rules.text.vocabulary import Words, one_of, says, vocabulary

LEVEL = "level"
"""The id of the field that says of what kind the organization is."""


def words(form: Form, section: Section) -> Iterator[Check]:
    """One check for each list, of every narrative; some also read whose report it is."""
    if section.kind == "narrative":
        names = tuple(own_fields(form, ORGANIZATION, LEVEL))
        for rule in _LISTS:
            yield check((section.id, *names), partial(_findings, rule, section))


def _findings(rule: str, section: Section, filing: Filing, last: Filing | None) -> Iterator[Finding]:
    looked_for = _LISTS[rule](filing)
    for passage in passages(filing.value(section.id)) if looked_for else ():
        for found, around_it in _standing(looked_for, passage):
            message, mend = _said(rule)
            said = message.format(place=place(filing, section.id), found=found, words=around_it)
            yield told(rule, section.id, Said(said, words=found + around_it, values=(found,), mend=mend))


@lru_cache(maxsize=1024)
def _standing(looked_for: Words, passage: str) -> tuple[tuple[str, str], ...]:
    found = one_of(looked_for).finditer(passage)
    return tuple((one[0].strip(), around(passage, one.start(), one.end())) for one in found)


def _said(rule: str) -> tuple[str, str]:
    """How a word of the list is told, and what to do about it."""
    return {
        "link": (
            _("{place}: “{found}” makes no address of the net, at “{words}”."),
            _("Write the whole address, https:// included, and try whether it opens."),
        ),
        "secret": (
            _("{place}: “{found}” marks what is not for the public, at “{words}”."),
            _("Take it out, and have the text examined before it is published."),
        ),
        "general": (
            _("{place}: “{found}” speaks of offices in general, at “{words}”; this is the report of one."),
            _("Say what this office did, or where it fell short."),
        ),
        "outdated": (
            _("{place}: “{found}” is wording of earlier years, at “{words}”."),
            _("Check whether it still holds for the report's year."),
        ),
        "leftover": (
            _("{place}: “{found}” was left by a page, a template or another program, at “{words}”."),
            _("Take it out; “Clean up” removes what Word and web pages leave."),
        ),
    }[rule]


def _of_one_office(filing: Filing) -> Words:
    """Phrases of offices in general, where the report is that of a single one."""
    general, level = vocabulary().general, own_value(filing, LEVEL)
    is_one = level in general.levels if level else says(general.names, filing.draft.organization)
    return general.words if is_one else ()


def _outdated(filing: Filing) -> Words:
    return _phrases_before(filing.draft.year - 1)


@lru_cache(maxsize=32)
def _phrases_before(year: int) -> Words:
    return tuple(one.phrase for one in vocabulary().outdated if one.until < year)


_LISTS: Mapping[str, Callable[[Filing], Words]] = {
    "link": lambda filing: vocabulary().links.words,
    "secret": lambda filing: vocabulary().secret.words,
    "general": _of_one_office,
    "outdated": _outdated,
    "leftover": lambda filing: vocabulary().leftovers.words,
}
"""What of each list is looked for in a report."""
