"""Figures, numbering, document numbers, dashes, as official papers write them (GB/T 15835-2011, GB/T 9704-2012)."""

import re
from collections.abc import Iterator

from app.tidy.punctuation import Change
from app.tidy.signs import BLANK, CLOSING, HAN, NUMERALS, OPENING, STOPS, after, before, is_han

_WIDE = re.compile(
    "[０-９Ａ-Ｚａ-ｚ]+|(?<=[0-9０-９])％|(?<=[0-9A-Za-z０-９Ａ-Ｚａ-ｚ])．(?=[0-9A-Za-z０-９Ａ-Ｚａ-ｚ])"
)
_NARROW = {ord(sign): ord(sign) - 0xFEE0 for sign in "％．"} | {
    wide: wide - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for wide in range(ord(first), ord(last) + 1)
}
_DOCUMENT = re.compile(
    rf"[{BLANK}]?[\[【（(［〔][{BLANK}]?(?P<year>(?:19|20)\d\d)[{BLANK}]?[\]】）)］〕]"
    rf"(?=[{BLANK}]{{0,2}}(?:第[{BLANK}]?)?\d+[{BLANK}]?号)"
)
_B = f"[{BLANK}]*"
_THEN = rf"(?={_B}[{HAN}{OPENING}])"
_SIGN_BEHIND = rf"(?:{_B}[、.．](?!{_B}[（(]))?"
_NUMBERINGS = (
    (re.compile(rf"(?P<n>[{NUMERALS}]{{1,3}})(?:{_B}[.．]|[{BLANK}]+、){_THEN}"), "{n}、"),
    (re.compile(rf"[（(]{_B}(?P<n>[{NUMERALS}]{{1,3}}){_B}[）)]{_SIGN_BEHIND}"), "（{n}）"),
    (re.compile(rf"(?P<n>[0-9]{{1,2}}){_B}[、.．]{_THEN}"), "{n}."),
    (re.compile(rf"[（(]{_B}(?P<n>[0-9]{{1,2}}){_B}[）)]{_SIGN_BEHIND}{_THEN}"), "（{n}）"),
)
_LEADING = re.compile(_B)
_DOTS = re.compile(r"…+|\.{3,}|。{3,}")
_DASH = re.compile(r"-{2,4}|－{2,4}|─{2,4}")


def width(text: str) -> Iterator[Change]:
    """Digits, letters, percent signs and decimal points half-width."""
    yield from ((found.start(), found.end(), found[0].translate(_NARROW)) for found in _WIDE.finditer(text))


def documents(text: str) -> Iterator[Change]:
    """The year of a document number in 〔〕: 国办发〔2021〕1号. A number of a court case has letters before its 号."""
    for found in _DOCUMENT.finditer(text):
        if is_han(text[found.start() - 1 : found.start()]):
            yield found.start(), found.end(), f"〔{found['year']}〕"


def numbering(text: str) -> Iterator[Change]:
    """The number that a paragraph begins with: 一、 （一） 1. （1）."""
    start = _LEADING.match(text)
    place = start.end() if start else 0
    for pattern, form in _NUMBERINGS:
        found = pattern.match(text, place)
        if found:
            yield place, found.end(), form.format(n=found["n"])
            return


def dashes(text: str) -> Iterator[Change]:
    """…… and —— in Chinese text, each two characters wide."""
    for found in _DOTS.finditer(text):
        if _is_ellipsis(text, found):
            yield found.start(), found.end(), "……"
    for found in _DASH.finditer(text):
        left, right = before(text, found.start()), after(text, found.end())
        if left and right and not {left, right} & set("<>!=") and (_is_chinese(left) or _is_chinese(right)):
            yield found.start(), found.end(), "——"


def _is_ellipsis(text: str, found: re.Match[str]) -> bool:
    """One … or three are meant for two; four stand for whole paragraphs. Dots before a page number are leaders."""
    if found[0][0] == "…":
        return len(found[0]) in (1, 3)
    left, right = before(text, found.start()), after(text, found.end())
    return found[0][0] == "。" or (_is_chinese(left) and not (right.isascii() and right.isalnum()))


def _is_chinese(sign: str) -> bool:
    return bool(sign) and (is_han(sign) is not None or sign in OPENING + CLOSING + STOPS)
