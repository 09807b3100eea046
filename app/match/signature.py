"""落款: who signed the report and when, from its last lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.match.lines import Line
from app.match.words import arabic, squeezed, words

_DATE = re.compile(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?")
_ONES = "一二三四五六七八九"
_CHINESE_DATE = re.compile(rf"([{_ONES}零〇○O]{{4}})年([{_ONES}十]{{1,2}})月([{_ONES}十]{{1,3}})日")
_SIGNER_LONGEST = 40
_ALIKE = 70
_LAST_WORDS = re.compile(
    rf"(?P<before>.*[。；;！!）)”]|.*\S)\s+(?P<by>\S{{2,40}}?)\s*(?:\d{{4}}|[{_ONES}零〇○O]{{4}})[年./-]\S+\s*"
)
_ATTACHED = re.compile(r"附(?:件\d{0,2})?[:：].*")
_STOPS = re.compile("[。；;：:，,!?！？]")


@dataclass(frozen=True, slots=True)
class Signature:
    """落款: who signed and when, as printed; "" for what is not there; how many lines at the end it takes.

    `before` is what stands before it on the first of these lines: text that belongs to the report.
    """

    by: str = ""
    on: str = ""
    lines: int = 0
    before: str = ""


def signature_in(lines: Sequence[Line], organization: str) -> Signature:
    """The signature at the end: the organization's name, then a date, on one line or two."""
    if not lines or not lines[-1].is_single:
        return Signature()
    plain = squeezed(lines[-1].text)
    date = next((found for pattern in (_DATE, _CHINESE_DATE) if (found := pattern.search(plain))), None)
    if date is None or date.end() != len(plain):
        return Signature()
    by, on = plain[: date.start()], "{}年{}月{}日".format(*(arabic(part) for part in date.groups()))
    if by:
        return Signature(by, on, 1) if _is_signer(by, organization) else _behind_text(lines[-1].text, organization, on)
    if len(lines) > 1 and lines[-2].is_single and _is_signer(lines[-2].text, organization):
        return Signature(lines[-2].text, on, 2)
    return Signature("", on, 1)


def attached_from(lines: Sequence[Line]) -> int:
    """Where an attachment begins behind the signature: 附：, 附件1：; the number of lines where there is none."""
    places = (place for place, line in enumerate(lines) if place and _ATTACHED.fullmatch(line.text.strip()))
    return next((place for place in places if signature_in(lines[:place], "").on), len(lines))


def _behind_text(text: str, organization: str, on: str) -> Signature:
    """The signature that stands behind the last sentence, on the same line and apart from it by a blank."""
    found = _LAST_WORDS.fullmatch(text.strip())
    if not found or not _is_signer(found["by"], organization):
        return Signature()
    return Signature(found["by"], on, 1, found["before"].rstrip())


def _is_signer(text: str, organization: str) -> bool:
    """Whether a line is the organization's name, shortened or misprinted."""
    name, own = words(text).text, words(organization).text
    if not name or len(name) > _SIGNER_LONGEST or _STOPS.search(text):
        return False
    from rapidfuzz.fuzz import ratio

    return name in own or own in name or ratio(name, own) >= _ALIKE
