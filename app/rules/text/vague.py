"""The problems and what was done about them are told (S1), and told as those of this office (mistake 3)."""

import re
from collections.abc import Iterator

from app.draft import Filing
from app.finding import Finding
from app.form import Form, Section
from app.i18n import _, n_
from app.rules.base import Check
from app.rules.text.passages import bare, is_excerpt, quoted
from app.rules.text.telling import Said, check, place, told
from app.rules.text.vocabulary import all_of, is_place, one_of, says, vocabulary

_FIGURE = re.compile(r"(?<!第)\d+(?! ?年)(?!\d)")
_NUMBERING = re.compile(r"(?m)^ *[（(]?\d{1,2}[.．、）)]|〔\d+〕\d+号")


def vague(form: Form, section: Section) -> Iterator[Check]:
    """One check for the section on problems. A blank is no finding while the report is filled."""
    if is_place(form, section, vocabulary().places.problems):
        yield check((section.id,), lambda filing, last: _findings(filing, section))


def _findings(filing: Filing, section: Section) -> Iterator[Finding]:
    text = filing.value(section.id)
    if not text or is_excerpt(text):
        return
    if _is_empty(text):
        message = _("{place}: “{words}” tells neither a problem nor what was done about it.")
        mend = _("Write what did not go well, with places and numbers, what was done about it, and by when.")
        yield told(
            "empty", section.id, Said(message.format(place=place(filing, section.id), words=quoted(text)), mend=mend)
        )
    elif _is_vague(text):
        yield _vague(filing, section, text)


def _vague(filing: Filing, section: Section, text: str) -> Finding:
    stock = tuple(dict.fromkeys(found[0] for found in one_of(vocabulary().vague.stock).finditer(text)))
    if stock:
        said = n_(
            "{place}: no figure and no instance, and a phrase that fits every office: {words}",
            "{place}: no figure and no instance, and {count} phrases that fit every office: {words}",
            len(stock),
        )
    else:
        said = _("{place}: no figure and no instance by which this office could be told from another.")
    words = _(", ").join(f"“{one}”" for one in stock)
    message = said.format(place=place(filing, section.id), count=len(stock), words=words)
    return told(
        "vague", section.id, Said(message, values=stock, mend=_("Name the case: which column, which reply, how many."))
    )


def _is_empty(text: str) -> bool:
    said = bare(text)
    return len(said) < vocabulary().empty.least or all_of(vocabulary().empty.none, [said])


def _is_vague(text: str) -> bool:
    """Whether nothing is counted and nothing named, or nothing counted among phrases that fit everywhere."""
    words = vocabulary().vague
    if _FIGURE.search(_NUMBERING.sub("", text)):
        return False
    return not says(words.concrete, text) or len(one_of(words.stock).findall(text)) >= words.most
