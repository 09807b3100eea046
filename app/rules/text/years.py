"""No year of last year's report is left in the text (mistake 1).

A year is asked about only where a clause begins with it, with or without the office's name, and reports what was done:
“2022年，我局主动公开……”. References, budgets, document titles, comparisons and plans are left alone.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from app.draft import Filing
from app.finding import Finding
from app.form import Form, Section
from app.i18n import _
from app.rules.base import Check
from app.rules.text.passages import beginning, passages, sentences
from app.rules.text.telling import Said, check, place, told
from app.rules.text.vocabulary import one_of, says, vocabulary

_YEAR = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d) ?年(?!龄|级)度?")
_FIGURE = re.compile(r"\d(?![\d ]*年)")
_STARTS = re.compile(r"(?:^|[。；：！？，）),;:\s])\s*$")
_UNTIL_YEAR_END = re.compile(r"截[至止到]+ ?$")
_YEAR_END = re.compile(r" ?12 ?月(?: ?31 ?日|底|末)?|底|末")
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”|〔[^〔〕]*〕|（[^（）]*）|\([^()]*\)")


def years(form: Form, section: Section) -> Iterator[Check]:
    """One check for a narrative."""
    if section.kind == "narrative":
        yield check((section.id,), lambda filing, last: _findings(filing, section))


def _findings(filing: Filing, section: Section) -> Iterator[Finding]:
    is_plan = section.id == vocabulary().places.problems
    for passage in passages(filing.value(section.id)):
        for sentence, year in _left_over(passage, filing.draft.year, is_plan):
            yield _finding(filing, section, sentence, year)


def _finding(filing: Filing, section: Section, sentence: str, year: int) -> Finding:
    own = filing.draft.year
    if year == own:
        message = _("{place}: “{words}” announces for {year} what is still to come; the report is that of {year}.")
        mend = _("If the year after is meant, write {next}.").format(next=own + 1)
    else:
        message = _("{place}: “{words}” reports on {found}; the report is that of {year}.")
        mend = _("If it was left over from another report, write {year} and check what the sentence says.")
    words = message.format(place=place(filing, section.id), words=beginning(sentence), found=year, year=own)
    values = (str(year), str(own + 1 if year == own else own))
    return told("year", section.id, Said(words, words=sentence, values=values, mend=mend.format(year=own)))


@lru_cache(maxsize=512)
def _left_over(passage: str, own: int, is_plan: bool) -> tuple[tuple[str, int], ...]:
    """The sentences that speak of another year as if it were the report's, each with that year."""
    if not _YEAR.search(passage):
        return ()
    plain = _QUOTED.sub(lambda found: "＊" * len(found[0]), passage)
    at, left = 0, []
    for parts in _together(sentences(plain)):
        compares = len(parts) > 1 and any(int(one["year"]) == own for one in _YEAR.finditer("".join(parts)))
        for sentence in parts:
            found = _year_of(sentence, own, is_plan)
            if found == own or (found and not (compares and _FIGURE.search(sentence))):
                left.append((passage[at : at + len(sentence)], found))
            at += len(sentence)
    return tuple(left)


def _together(parts: Iterable[str]) -> Iterator[list[str]]:
    """The sentences that a ； joins: 2022年收到6件；2023年收到7件 compares the figures of years."""
    joined: list[str] = []
    for one in parts:
        joined.append(one)
        if not one.rstrip().endswith("；"):
            yield joined
            joined = []
    if joined:
        yield joined


def _year_of(sentence: str, own: int, is_plan: bool) -> int:
    """The year that a sentence should not name; 0 where there is none."""
    found = [(one, int(one["year"])) for one in _YEAR.finditer(sentence)]
    if any(year == own for _one, year in found):
        return own if is_plan and len(found) == 1 and _announces(sentence, found[0][0]) else 0
    for one, year in found:
        if (year < own and _is_past(sentence, one)) or (year > own and _is_ahead(sentence, one, is_plan)):
            return year
    return 0


def _announces(sentence: str, found: re.Match[str]) -> bool:
    """Whether the sentence begins with the year and says what will be done in it."""
    return _begins(sentence, found) and bool(one_of(vocabulary().years.future).match(_after(sentence, found)))


def _is_past(sentence: str, found: re.Match[str]) -> bool:
    if _UNTIL_YEAR_END.search(sentence, 0, found.start()):
        return bool(_YEAR_END.match(sentence, found.end())) and not _compares(sentence)
    return _reports(sentence, found) and not _compares(sentence[: found.start()])


def _is_ahead(sentence: str, found: re.Match[str], is_plan: bool) -> bool:
    return not is_plan and _reports(sentence, found) and not says(vocabulary().years.coming, sentence)


def _reports(sentence: str, found: re.Match[str]) -> bool:
    """Whether a clause begins with the year and says what was done in it."""
    rest = _after(sentence, found)
    is_reference = bool(one_of(vocabulary().years.references).match(rest))
    return _begins(sentence, found) and not is_reference and says(vocabulary().years.reports, rest)


def _begins(sentence: str, found: re.Match[str]) -> bool:
    before = sentence[: found.start()]
    own = re.search(rf"(?:{one_of(vocabulary().years.subjects).pattern})(?:在|于)?\s*$", before)
    return bool(_STARTS.search(before[: own.start()] if own else before))


def _after(sentence: str, found: re.Match[str]) -> str:
    """What follows the year, its first comma left out."""
    return re.sub(r"^[，,]?\s*", "", sentence[found.end() :])


def _compares(text: str) -> bool:
    return says(vocabulary().years.comparisons, text)
