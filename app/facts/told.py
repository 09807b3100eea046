"""A text as facts that nobody has compared yet: all of it that can be kept while the text stays."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from app.draft import Note
from app.facts.fact import Fact, Gap
from app.facts.lists import Listing, listings, missing_total
from app.facts.numerals import Numeral, numerals
from app.facts.passages import passages
from app.facts.shares import Share, agrees, shares
from app.facts.statements import Reader, Statement, statements
from app.form import Address, Form
from app.remembered import addresses_of

_HUNDRED = 100
_LINE_END = re.compile("\n")


@dataclass(frozen=True, slots=True)
class Told:
    """The facts of one text with the statements that they were made of, and the gaps within the text itself."""

    facts: tuple[Fact, ...]
    statements: tuple[Statement, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    form: Form
    place: Address
    text: str
    note: Note | None
    lines: tuple[int, ...]
    """Where its paragraphs begin, and one behind the end."""


@lru_cache(maxsize=64)
def told(form: Form, place: Address, text: str, reader: Reader, note: Note | None) -> Told:
    """What a narrative tells, or a note of text that found no place; the first line of such a note is ours."""
    first = text.find("\n") + 1 if note else 0
    lines = (0, *(found.end() for found in _LINE_END.finditer(text)), len(text) + 1)
    whole = _Text(form, place, text, note, lines)
    found, read, gaps = list[Fact](), list[Statement](), list[Gap]()
    for passage in passages(text[first:]):
        said = statements(passage.text, passage.heading, reader)
        numbers = [len(found) + n for n, one in enumerate(said) if one.numeral]
        gaps += (_renumbered(gap, numbers) for gap in _gaps(passage.text))
        found += (_fact(whole, first + passage.start, one) for one in said)
        read += said
    return Told(tuple(found), tuple(read), tuple(gaps))


def _fact(whole: _Text, first: int, said: Statement) -> Fact:
    """A statement at its place: the paragraph in which its figure begins."""
    form, text = whole.form, whole.text
    start, numeral = first + said.start, said.numeral
    paragraph = bisect_right(whole.lines, start) - 1
    line, end = whole.lines[paragraph], min(first + said.end, whole.lines[paragraph + 1] - 1)
    meant = [(one, addresses_of(form, one)) for one in said.meaning.places] if said.meaning else []
    places, readings = tuple(one for one, found in meant if found), tuple(found for _one, found in meant if found)
    return Fact(
        place=whole.place,
        paragraph=paragraph,
        start=start - line,
        end=end - line,
        text=text[start:end],
        value=numeral.value if numeral else Decimal(0),
        unit=numeral.unit if numeral else "",
        words=said.words,
        places=places,
        readings=readings,
        rule=said.meaning.rule if said.meaning else "",
        is_rough=bool(numeral and numeral.near),
        is_none=numeral is None,
        note=whole.note,
    )


def _renumbered(gap: Gap, numbers: Sequence[int]) -> Gap:
    about, asked, further = (tuple(numbers[n] for n in some) for some in (gap.about, gap.asked, gap.further))
    return replace(gap, about=about, asked=asked, further=further)


@lru_cache(maxsize=512)
def _gaps(text: str) -> tuple[Gap, ...]:
    """The gaps of one passage."""
    found = numerals(text)
    listed = tuple(listings(text, found))
    wrong = (_wrong_share(found, share, listed) for share in shares(text, found))
    return (*_wrong_lists(found, listed), *(gap for gap in wrong if gap))


def _wrong_lists(found: Sequence[Numeral], listed: Sequence[Listing]) -> Iterator[Gap]:
    for one in listed:
        total = missing_total(found, one)
        if total is not None:
            yield Gap(
                about=(total, *one.parts),
                asked=(*one.totals, *one.parts),
                said=found[total].value,
                made=_added(found, one),
                is_share=False,
                further=one.further,
            )


def _wrong_share(found: Sequence[Numeral], share: Share, listed: Sequence[Listing]) -> Gap | None:
    """A share of a listed part that is right of no figure which may be its whole, the sum of the list among them."""
    own = [one for one in listed if share.part in one.parts]
    percent, part = found[share.percent], found[share.part]
    wholes = [*(found[whole].value for whole in share.wholes), *(_added(found, one) for one in own)]
    whole = found[own[0].totals[-1]].value if own else Decimal(0)
    if not whole or any(agrees(percent, part, one) for one in wholes):
        return None
    made = (part.value * _HUNDRED / whole).quantize(percent.step)
    return Gap(
        about=(share.part, share.percent),
        asked=(share.part, *own[0].totals),
        said=percent.value,
        made=made,
        is_share=True,
    )


def _added(found: Sequence[Numeral], listing: Listing) -> Decimal:
    return sum((found[part].value for part in listing.parts), start=Decimal(0))
