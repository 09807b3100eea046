"""No number of a person stands in the text (mistake 25): identity cards, mobile telephones, bank cards."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from app.draft import Filing
from app.finding import Finding
from app.form import Form, Section
from app.i18n import _
from app.rules.base import Check
from app.rules.text.passages import passages
from app.rules.text.telling import Said, check, own_fields, own_value, place, told
from app.rules.text.vocabulary import one_of, vocabulary

PHONE = "phone"
"""The id of the field with the office's own number."""

_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9]\d{16}[0-9Xx](?![0-9A-Za-z])")
_WEIGHTS, _CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
_BEFORE = 8
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


def personal(form: Form, section: Section) -> Iterator[Check]:
    """One check for a narrative. The preface names whom to ask: a telephone there is the office's."""
    if section.kind == "narrative":
        reads = (section.id, *own_fields(form, PHONE))
        yield check(reads, lambda filing, last: _findings(filing, section))


def _findings(filing: Filing, section: Section) -> Iterator[Finding]:
    own = re.sub(r"\D", "", own_value(filing, PHONE))
    for passage in passages(filing.value(section.id)):
        for kind, number in _numbers(passage):
            is_own = kind == "mobile" and (section.id == vocabulary().places.preface or number == own)
            if not is_own:
                yield _finding(filing, section, kind, number)


def _finding(filing: Filing, section: Section, kind: str, number: str) -> Finding:
    messages = {
        "identity": _("{place}: {number} is the number of an identity card."),
        "mobile": _("{place}: {number} looks like a mobile telephone number."),
        "card": _("{place}: {number} looks like the number of a bank card."),
    }
    shown = f"{number[:3]}…{number[-4:]}"  # what should not be read is not shown once more
    message = messages[kind].format(place=place(filing, section.id), number=shown)
    mend = _("Take it out before the report is published.")
    return told("personal", section.id, Said(message, words=number, values=(shown,), mend=mend))


@lru_cache(maxsize=512)
def _numbers(passage: str) -> tuple[tuple[str, str], ...]:
    """The personal numbers of a passage and what they are; none within an address of the net or after “编号”."""
    if not re.search(r"\d[\d -]{9}", passage):
        return ()
    passage = passage.translate(_WIDE)
    from app.tidy.signs import codes  # with the first long number: the window opens sooner without

    words, spared = vocabulary().personal, codes(passage)
    patterns = (("identity", _IDENTITY), ("mobile", one_of((words.mobile,))), ("card", one_of((words.card,))))
    found: list[tuple[str, str]] = []
    for kind, pattern in patterns:
        for one in pattern.finditer(passage):
            number = re.sub(r"[^0-9Xx]", "", one[0])
            if _is_kind(kind, number) and not _is_spared(passage, one.start(), spared):
                found.append((kind, number))
    return tuple(found)


def _is_spared(passage: str, start: int, spared: list[tuple[int, int]]) -> bool:
    is_number = re.search(
        f"(?:{one_of(vocabulary().personal.numbers).pattern})$", passage[max(0, start - _BEFORE) : start]
    )
    return bool(is_number) or any(first <= start < end for first, end in spared)


def _is_kind(kind: str, number: str) -> bool:
    if kind == "identity":
        return is_identity_number(number)
    return kind == "mobile" or (not is_identity_number(number) and is_card_number(number))


def is_identity_number(number: str) -> bool:
    """Whether it has a day of birth and the check character of GB 11643."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=False))
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return len(number) == 18 and born.year >= 1900 and number[17].upper() == _CHECKS[total % 11]


def is_card_number(number: str) -> bool:
    """Whether its digits add up as those of a bank card do (Luhn), and are not all alike."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number)))
    return len(set(number)) > 2 and sum(digit - 9 * (digit > 9) for digit in doubled) % 10 == 0
