"""What a narrative must speak of, and where it does: the outline beside the text. The aspects are data of the form."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.draft import Filing, with_value
from app.form import Aspect, Section
from app.outline import outline

_LEVEL, _PART_LEVEL = 2, 3
_ONES = "〇一二三四五六七八九"
_NUMBER = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")
_PART_NUMBER = re.compile(r"\s*[0-9０-９]{1,2}[.．、]")


@dataclass(frozen=True, slots=True)
class AspectFound:
    """An aspect and the paragraph, from 0, that speaks of it: under its heading, or with one of its words; or none.

    `is_bare` where nothing stands under the heading yet.
    """

    aspect: Aspect
    paragraph: int | None = None
    how: Literal["heading", "words", "missing"] = "missing"
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A heading to be written: the paragraph, from 0, that it becomes, and the whole narrative with it.

    The headings of its level behind it are counted on by one.
    """

    heading: str
    paragraph: int
    text: str


def aspects(filing: Filing, section: Section) -> tuple[AspectFound, ...]:
    """What the section must speak of in this report, in the law's order, and where it does.

    Conservative: a word anywhere is enough, so what is missing is not even mentioned.
    """
    lines = _lines(filing, section)
    return tuple(_found(lines, aspect) for aspect in section.aspects if _is_asked(filing, aspect))


def skeleton(filing: Filing, section: Section, aspect: Aspect) -> Skeleton:
    """The heading of an aspect, put where the law's order wants it and numbered by its place.

    A part of another aspect stands under that one's heading, which is written first where there is none. Where the
    aspect has its heading already, nothing is written.
    """
    lines = _lines(filing, section)
    headed = _heading(lines, aspect)
    if headed is not None:
        return Skeleton(lines[headed], headed, "\n".join(lines))
    whole = next((one for one in section.aspects if one.id == aspect.id.rpartition(".")[0]), None)
    if whole is not None and _heading(lines, whole) is None:
        filing = with_value(filing, section.id, skeleton(filing, section, whole).text)
        lines = _lines(filing, section)
    level = _level(aspect)
    place = _place(lines, section, aspect)
    start = 0 if level == _LEVEL else max((n for n in range(place) if outline(lines[n]).level == _LEVEL), default=0)
    number = 1 + sum(outline(line).level == level for line in lines[start:place])
    heading = _numbered(level, number) + aspect.label + "。"
    behind = _counted_on(lines[place:], level, number + 1)
    return Skeleton(heading, place, "\n".join((*lines[:place], heading, *behind)))


def _lines(filing: Filing, section: Section) -> list[str]:
    text = filing.value(section.id)
    return text.split("\n") if text else []


def _is_asked(filing: Filing, aspect: Aspect) -> bool:
    """Some aspects are those of a whole government alone; where the kind of body is not known, they are not asked."""
    if not aspect.government:
        return True
    chosen = ((choice, filing.value(place)) for place, one in filing.form.fields.items() for choice in one.choices)
    return any(choice.government and choice.id == value for choice, value in chosen)


def _found(lines: Sequence[str], aspect: Aspect) -> AspectFound:
    headed = _heading(lines, aspect)
    if headed is not None:
        return AspectFound(aspect, headed, "heading", _is_bare(lines, headed))
    said = next((n for n, line in enumerate(lines) if _speaks(line, aspect)), None)
    return AspectFound(aspect) if said is None else AspectFound(aspect, said, "words")


def _heading(lines: Sequence[str], aspect: Aspect) -> int | None:
    """The paragraph under the aspect's heading: one with its label before one with another of its words."""
    heads = [(n, line[: head.lead]) for n, line in enumerate(lines) if (head := outline(line)).lead]
    own = (n for n, head in heads if aspect.label in head)
    return next(own, next((n for n, head in heads if _speaks(head, aspect)), None))


def _speaks(text: str, aspect: Aspect) -> bool:
    return any(word in text for word in (aspect.label, *aspect.words))


def _is_bare(lines: Sequence[str], place: int) -> bool:
    head = outline(lines[place])
    if lines[place][head.lead :].strip():
        return False
    below = outline(lines[place + 1]) if place + 1 < len(lines) else None
    return below is None or 0 < below.level <= head.level


def _level(aspect: Aspect) -> int:
    return _PART_LEVEL if "." in aspect.id else _LEVEL


def _place(lines: Sequence[str], section: Section, aspect: Aspect) -> int:
    """Before the heading of the first aspect that follows it in the law's order; else at the end."""
    own = next(n for n, one in enumerate(section.aspects) if one.id == aspect.id)
    later = [one for one in section.aspects[own + 1 :] if _level(one) <= _level(aspect)]
    headed = [n for one in later if (n := _heading(lines, one)) is not None and outline(lines[n]).level <= _level(one)]
    return min(headed, default=len(lines))


def _numbered(level: int, number: int) -> str:
    return f"（{_chinese(number)}）" if level == _LEVEL else f"{number}."


def _chinese(number: int) -> str:
    """一 to 九十九."""
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else _ONES[tens]) + "十" if tens else "") + (_ONES[ones] if ones else "")


def _counted_on(lines: Sequence[str], level: int, number: int) -> list[str]:
    """The paragraphs with the headings of this level numbered from here, up to the next heading above them."""
    counted, pattern = [], _NUMBER if level == _LEVEL else _PART_NUMBER
    is_ours = True
    for line in lines:
        found = outline(line).level
        is_ours = is_ours and not 0 < found < level
        if is_ours and found == level:
            counted.append(pattern.sub(_numbered(level, number), line, count=1))
            number += 1
        else:
            counted.append(line)
    return counted
