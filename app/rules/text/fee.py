"""The report says what fees for information were taken, where its form asks for that (S2)."""

from collections.abc import Iterator

from app.draft import Filing
from app.finding import Finding
from app.form import Form, Section
from app.i18n import _
from app.rules.base import Check
from app.rules.text.passages import bare, is_excerpt, quoted
from app.rules.text.telling import Said, check, place, told
from app.rules.text.vocabulary import all_of, is_place, says, vocabulary


def fee(form: Form, section: Section) -> Iterator[Check]:
    """One check for the section that must have the statement; none in an edition that does not ask for it."""
    if is_place(form, section, vocabulary().places.other) and says(vocabulary().fee.asks, section.law):
        yield check(form.narratives, lambda filing, last: _findings(filing, section))


def _findings(filing: Filing, section: Section) -> Iterator[Finding]:
    text, words = filing.value(section.id), vocabulary().fee
    if not text or is_excerpt(text) or says(words.words, text):
        return
    if any(says(words.asks, filing.value(one)) for one in filing.form.narratives):
        message = _("{place}: the fees for information are spoken of elsewhere; this is the place for them.")
        yield _told(filing, section, message, is_hint=True)
    elif all_of(words.none, [bare(text)]):
        yield _told(filing, section, _("{place}: “{words}” says nothing about fees for information."))
    else:
        yield _told(filing, section, _("{place}: whether fees for information were taken is not said."))


def _told(filing: Filing, section: Section, message: str, *, is_hint: bool = False) -> Finding:
    said = message.format(place=place(filing, section.id), words=quoted(filing.value(section.id)))
    mend = _("Say whether fees were taken, and how much; the ready sentences of the section have one for each case.")
    return told("fee", section.id, Said(said, mend=mend, severity="info" if is_hint else None))
