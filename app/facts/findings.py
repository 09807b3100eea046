"""What there is to ask about the figures of the texts (statutory rules T1 to T10)."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from app import numbers
from app.draft import Filing
from app.facts.broken import Broken, broken, explains
from app.facts.comparing import Compared, of_narratives, of_notes
from app.facts.fact import Fact, Gap, State
from app.facts.reckoning import Reckoning, entered
from app.facts.vocabulary import vocabulary
from app.finding import Finding
from app.form import Address, Form
from app.i18n import _
from app.naming import name_of
from app.remembered import place_name

DIFFERENT, NONE, SUM, SHARE = "facts.different", "facts.none", "facts.sum", "facts.share"
"""A figure that the tables have not; a none where they have some; a list that does not add up; a wrong percentage."""

_LONGEST = 80
_MOST_FIGURES = 2
_ROW = re.compile("([^“”]*)(“[^“”]*”)([^“”]*)")
"""The name of a cell: table, row in quotes, column."""
_RULE_OF_LISTS = "T10"


def findings_of_narratives(filing: Filing) -> tuple[Finding, ...]:
    """What the narratives say otherwise than the tables, or than themselves."""
    return _findings(filing, of_narratives(filing))


def findings_of_unplaced(filing: Filing) -> tuple[Finding, ...]:
    """The same of text that found no place."""
    return _findings(filing, of_notes(filing))


def _findings(filing: Filing, compared: Iterable[Compared]) -> tuple[Finding, ...]:
    texts = tuple(compared)
    reckoning = Reckoning(filing)
    different = [fact for one in texts for fact in one.facts if fact.state is State.DIFFERENT]
    gaps = [(one.facts, gap) for one in texts for gap in one.gaps]
    found = list(_apart([*(_difference(reckoning, one) for one in different), *(_gap(filing, *one) for one in gaps)]))
    causes = _causes(filing, different, [one.key for one in found])
    return tuple(replace(one, cause=causes[n]) if n < len(causes) else one for n, one in enumerate(found))


# Figures and tables


def _difference(reckoning: Reckoning, fact: Fact) -> Finding:
    """A figure of the text beside each sum of cells that it could be."""
    form = reckoning.filing.form
    told = {"words": _shortened(fact.words), "difference": _written(abs(_off(fact)))}
    return Finding(
        code=NONE if fact.is_none else DIFFERENT,
        rule=fact.rule,
        severity="info" if fact.is_rough else "warning",
        addresses=(*_own_place(fact), *fact.readings[0]),
        message=_told(reckoning, fact).format(place=_place(form, fact), **told),
        values=fact.shown,
        difference=_written(_off(fact)),
        source=vocabulary().source.format(source=form.source),
        mend=_("See in the records which of the two is right, then mend the text or the table."),
        mark=_mark(fact.words, fact.text),
    )


def _told(reckoning: Reckoning, fact: Fact) -> str:
    """The message, braces left for place, words and difference; of several figures the two nearest are told."""
    figures: dict[str, str] = {}
    for place in fact.places:
        figures.setdefault(_written_sum(reckoning, place), place)
    if len(figures) == 1:
        text = _("{place}: “{words}”, but {cells}; the difference is {difference}.")
        return text.replace("{cells}", _braced(_cell(reckoning, fact.places[0])))
    text = _("{place}: “{words}”, but it should be {figures}; the difference from {nearest} is {difference}.")
    own = Decimal(fact.shown[0])
    nearest = sorted(figures, key=lambda figure: abs(Decimal(figure) - own))[:_MOST_FIGURES]
    cells = _(" or ").join(_figure(reckoning, figures[figure]) for figure in nearest)
    return text.replace("{figures}", _braced(cells)).replace("{nearest}", nearest[0])


def _cell(reckoning: Reckoning, place: str) -> str:
    """What a reading is called, and what it has; where cells are blank still, that it has so much already."""
    text = _("{name} is {figure}")
    if not reckoning.sum(place).is_whole:
        text = _("{name} is {figure} already, with places still blank")
    return text.format(name=place_name(reckoning.filing.form, place), figure=_written_sum(reckoning, place))


def _figure(reckoning: Reckoning, place: str) -> str:
    """The same the other way round, for one reading of several."""
    text = _("{figure} ({name})")
    if not reckoning.sum(place).is_whole:
        text = _("at least {figure} ({name}, with places still blank)")
    return text.format(name=_sum_name(reckoning.filing.form, place), figure=_written_sum(reckoning, place))


def _sum_name(form: Form, place: str) -> str:
    """The name of a reading, table and column told once where all its parts share them."""
    whole = place_name(form, place)
    parts = [_ROW.fullmatch(name) for name in whole.split("＋")]
    rows = [found for found in parts if found]
    if len(rows) < len(parts) or len({(found[1], found[3]) for found in rows}) > 1:
        return whole
    return f"{rows[0][1]}{'＋'.join(found[2] for found in rows)}{rows[0][3]}"


def _written_sum(reckoning: Reckoning, place: str) -> str:
    number = reckoning.sum(place).number
    return "" if number is None else numbers.write(number)


def _braced(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _causes(filing: Filing, different: Sequence[Fact], keys: Sequence[str]) -> list[str]:
    """For each fact the finding that it only follows from, "" for one that stands by itself."""
    sums = broken(filing) if different else ()
    cells = [_leaves(filing.form, one) for one in different]
    return [_of_balance(sums, one, cells[n]) or _of_part(different, cells, keys, n) for n, one in enumerate(different)]


def _of_balance(sums: Sequence[Broken], fact: Fact, cells: frozenset[Address]) -> str:
    return next((one.key for one in sums if explains(one, fact, cells)), "")


def _of_part(different: Sequence[Fact], cells: Sequence[frozenset[Address]], keys: Sequence[str], number: int) -> str:
    """The finding of a part from which a total's difference follows; of several the smallest, which has no parts."""
    within = [(len(part), n) for n, part in enumerate(cells) if part < cells[number]]
    parts = [n for _size, n in sorted(within)]
    off = _off(different[number])
    if parts and sum(_off(different[n]) for n in parts) == off:
        return keys[parts[0]]
    return next((keys[n] for n in parts if _off(different[n]) == off), "")


def _leaves(form: Form, fact: Fact) -> frozenset[Address]:
    return frozenset(entered(form, fact.places[0]))


def _off(fact: Fact) -> Decimal:
    return Decimal(fact.shown[0]) - Decimal(fact.shown[1])


# Lists and shares


def _gap(filing: Filing, facts: Sequence[Fact], gap: Gap) -> Finding:
    about = [facts[n] for n in gap.about]
    told = _sum_told(gap, about) if not gap.is_share else _share_told(gap, about)
    return Finding(
        code=SHARE if gap.is_share else SUM,
        rule=_RULE_OF_LISTS,
        severity="warning",
        addresses=_own_place(about[0]),
        message=told.format(place=_place(filing.form, about[0]), words=_shortened(_clauses(about))),
        values=(_written(gap.said), _written(gap.made)),
        difference=_written(gap.said - gap.made),
        source=vocabulary().sum_source,
        mend=_("See in the records which figure is right, then mend the text."),
        mark=_mark(_clauses(about)),
    )


def _sum_told(gap: Gap, about: Sequence[Fact]) -> str:
    """The reckoning, braces left for place and words."""
    sum_ = "＋".join(_written(fact.value) for fact in about[1:])
    text = _("{place}: in “{words}” the parts make {sum} = {made}, not {said}; the difference is {difference}.")
    known = {"sum": sum_, "made": _written(gap.made), "said": _written(gap.said)}
    return text.format(place="{place}", words="{words}", difference=_written(abs(gap.said - gap.made)), **known)


def _share_told(gap: Gap, about: Sequence[Fact]) -> str:
    text = _("{place}: “{words}”: {part} of the total are {made}%, not {said}%.")
    known = {"part": about[0].text, "made": _written(gap.made), "said": _written(gap.said)}
    return text.format(place="{place}", words="{words}", **known)


def _clauses(about: Iterable[Fact]) -> str:
    return "，".join(dict.fromkeys(fact.words for fact in about))


# Words


def _apart(found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, the second about the very same words marked as such."""
    seen = Counter[str]()
    for one in found:
        seen[one.key] += 1
        yield one if seen[one.key] == 1 else replace(one, mark=f"{one.mark}.{seen[one.key]}")


def _own_place(fact: Fact) -> tuple[Address, ...]:
    return (fact.place,) if fact.place else ()


def _place(form: Form, fact: Fact) -> str:
    return name_of(form, fact.place) if fact.place else _("Text without a place")


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST // 2]}…{words[-_LONGEST // 2 :]}"


def _written(number: Decimal) -> str:
    return numbers.write(int(number) if number == number.to_integral_value() else number)


def _mark(*words: str) -> str:
    """A short mark of the words, the same as long as they stay."""
    return hashlib.blake2b("\n".join(words).encode(), digest_size=4).hexdigest()
