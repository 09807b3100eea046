"""The narrative speaks of all that it must (mistakes 16 and 17): an aspect is missed where no word touches it."""

from collections.abc import Iterator

from app.aspects import aspects
from app.draft import Filing
from app.finding import Finding
from app.form import Aspect, Form, Section
from app.i18n import _
from app.rules.base import Check
from app.rules.text.passages import is_excerpt
from app.rules.text.telling import Said, check, place, told
from app.rules.text.vocabulary import says, vocabulary


def missing(form: Form, section: Section) -> Iterator[Check]:
    """One check for a narrative with aspects; it also reads of what kind the organization is."""
    if section.kind == "narrative" and section.aspects:
        kinds = (address for address, asked in form.fields.items() if any(one.government for one in asked.choices))
        yield check((section.id, *kinds), lambda filing, last: _findings(filing, section))


def _findings(filing: Filing, section: Section) -> Iterator[Finding]:
    text = filing.value(section.id)
    if len(text) < vocabulary().aspects.least or is_excerpt(text):
        return
    if all(_is_touched(one, text) for one in section.aspects):
        return
    asked = (found.aspect for found in aspects(filing, section) if found.how == "missing")
    missed = [aspect for aspect in asked if not _is_touched(aspect, text)]
    yield from (_finding(filing, section, aspect) for aspect in missed if not aspect.government)
    duties = [aspect for aspect in missed if aspect.government]
    if duties:
        yield _of_duties(filing, section, duties)


def _is_touched(aspect: Aspect, text: str) -> bool:
    """Whether one of its words stands in the text, or one that the vocabulary has besides."""
    also = vocabulary().aspects.also.get(aspect.id, ())
    return any(word in text for word in (aspect.label, *aspect.words)) or bool(also and says(also, text))


def _finding(filing: Filing, section: Section, aspect: Aspect) -> Finding:
    is_overview = section.id == vocabulary().places.overview
    message = (
        _("{place}: nothing is said of “{aspect}”.")
        if is_overview
        else _("{place}: nothing is said of “{aspect}”, a part that the section must have.")
    )
    said = message.format(place=place(filing, section.id), aspect=aspect.label)
    how = _mend()
    return told(
        "aspect" if is_overview else "part", section.id, Said(said, words=aspect.id, values=(aspect.label,), mend=how)
    )


def _of_duties(filing: Filing, section: Section, duties: list[Aspect]) -> Finding:
    """One finding for what the law asks of a government in one sentence."""
    labels = tuple(aspect.label for aspect in duties)
    message = _("{place}: nothing is said of {aspects}, which the report of a government must have.")
    said = message.format(place=place(filing, section.id), aspects="".join(f"“{label}”" for label in labels))
    words = " ".join(aspect.id for aspect in duties)
    return told("duty", section.id, Said(said, words=words, values=labels, mend=_mend()))


def _mend() -> str:
    return _("Write a paragraph on it; the outline beside the text puts its heading in place.")
