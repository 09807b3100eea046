"""Every date is a day of the calendar (mistake 22), and the preface says of which days the figures are (mistake 23)."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from app.dates import date_in_words
from app.draft import Filing
from app.finding import Finding
from app.form import Form, Section
from app.i18n import _
from app.rules.base import Check
from app.rules.text.passages import around, beginning, is_excerpt, passages, sentences
from app.rules.text.telling import Said, check, place, told
from app.rules.text.vocabulary import is_place, one_of, says, vocabulary

_DAY = re.compile(r"(?:(?<!\d)(?P<year>\d{4}) ?年 ?)?(?<!\d)(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?[日号]")
_SIGNS = re.compile("[年月]")
"""No date of the law's writing is without one."""

_LEAP = 4
_SPAN = re.compile(
    r"(?P<year>\d{4}) ?年(?:度)? ?(?P<from>\d{1,2} ?月(?: ?\d{1,2} ?[日号])?)(?:起|开始)?[，,]? ?"
    r"(?:[至到—－~～-]+|——) ?(?:(?P<end>\d{4}) ?年(?:度)? ?)?(?P<to>\d{1,2} ?月(?: ?\d{1,2} ?[日号])?)"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d) ?(?:年度|年全年|年 ?12 ?月 ?31 ?日|[.．/-] ?0?1 ?[.．/-] ?0?1(?!\d))")
_QUOTED = re.compile(r"《[^《》]*》|〔[^〔〕]*〕")
_WHOLE = re.compile(r"0?1 ?月(?: ?0?1 ?[日号])?"), re.compile(r"12 ?月(?: ?31 ?[日号])?")


def dates(form: Form, section: Section) -> Iterator[Check]:
    """One check for a narrative."""
    if section.kind == "narrative":
        yield check((section.id,), lambda filing, last: _findings(filing, section))


def _findings(filing: Filing, section: Section) -> Iterator[Finding]:
    for passage in passages(filing.value(section.id)):
        for found, words in _broken(passage):
            message = _("{place}: “{found}” is no date, at “{words}”.")
            said = message.format(place=place(filing, section.id), found=found, words=words)
            yield told(
                "date",
                section.id,
                Said(said, words=found + words, values=(found,), mend=_("Write year, month and day.")),
            )


@lru_cache(maxsize=512)
def _broken(passage: str) -> tuple[tuple[str, str], ...]:
    at, broken = 0, []
    for sentence in sentences(passage):
        spans = _broken_in(sentence) if _SIGNS.search(sentence) else []
        broken += [(sentence[start:end], around(passage, at + start, at + end)) for start, end in spans]
        at += len(sentence)
    return tuple(broken)


def _broken_in(sentence: str) -> list[tuple[int, int]]:
    """Where the dates stand that are none; what is a part of another is not told again."""
    found = [one.span() for one in one_of(vocabulary().dates.words).finditer(sentence)]
    for one in _DAY.finditer(sentence):
        if not _is_day(one) and not any(start < one.end() and one.start() < end for start, end in found):
            found.append(one.span())
    return sorted(found)


def _is_day(found: re.Match[str]) -> bool:
    try:
        date(int(found["year"] or _LEAP), int(found["month"]), int(found["day"]))
    except ValueError:
        return False
    return True


def period(form: Form, section: Section) -> Iterator[Check]:
    """One check for the preface; it also reads the other narratives, any of which may say it instead."""
    if is_place(form, section, vocabulary().places.preface):
        yield check(form.narratives, lambda filing, last: _of_period(filing, section))


def _of_period(filing: Filing, section: Section) -> Iterator[Finding]:
    text, own = filing.value(section.id), filing.draft.year
    stated = [one for passage in passages(text) for one in sentences(passage) if says(vocabulary().period.words, one)]
    usual = _whole_year(own)
    for sentence in stated:
        if words := _other_days(sentence, own):
            message = _("{place}: “{words}” does not give the days of {year} as those that the figures are of.")
            said = message.format(place=place(filing, section.id), words=words, year=own)
            mend = _("Write {days}.").format(days=usual)
            yield told("period", section.id, Said(said, words=sentence, values=(words, usual), mend=mend))
    if text and not stated and not is_excerpt(text) and not _is_said_elsewhere(filing):
        message = _("{place}: it is not said of which days the figures are: “{words}”")
        said = message.format(place=place(filing, section.id), words=beginning(text.replace("\n", "")))
        mend = _("Add the sentence; the ready sentences of the preface have it, with the days {days}.").format(
            days=usual
        )
        yield told("period", section.id, Said(said, words=usual, mend=mend))


def _other_days(sentence: str, own: int) -> str:
    """The words by which a sentence gives other days than the whole of the year; "" where it does not."""
    span = _SPAN.search(sentence)
    if span:
        return "" if _is_whole_year(span, own) else span[0]
    years = list(_YEAR.finditer(_QUOTED.sub("", sentence)))
    return years[0][0] if years and all(one[1] != str(own) for one in years) else ""


def _whole_year(year: int) -> str:
    """The first day to the last, as a report writes them."""
    first, last = date_in_words(f"{year}-01-01"), date_in_words(f"{year}-12-31")
    return f"{first}至{last.partition('年')[2]}"


def _is_said_elsewhere(filing: Filing) -> bool:
    return any(says(vocabulary().period.words, filing.value(one)) for one in filing.form.narratives)


def _is_whole_year(span: re.Match[str], year: int) -> bool:
    is_ours = span["year"] == str(year) and span["end"] in (None, str(year))
    return is_ours and bool(_WHOLE[0].fullmatch(span["from"])) and bool(_WHOLE[1].fullmatch(span["to"]))
