"""Spaces that Chinese text does not have, and what cannot be seen or was left by another program."""

import re
from collections.abc import Iterator

from app.tidy.punctuation import Change
from app.tidy.signs import BLANK, CLOSING, HAN, OPENING, STOPS, is_han

_GAP = re.compile(rf"(?<=[^{BLANK}])[{BLANK}]+(?=[^{BLANK}])")
_INDENT = re.compile(rf"\A[{BLANK}]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_REMAINS = re.compile(
    r"<!(?:--)?\[(?:if|endif)[^\]<>]*\](?:--)?>|</?o:p>|(?P<blank>&(?:nbsp|ensp|emsp|#160|#xa0);)"
    "|\\A[ \t]*[\uf06c\uf06e\uf0a7\uf0b7\uf0d8\uf0fc][ \t]*",  # bullets of Word's symbol fonts
    re.IGNORECASE,
)
_SENTENCE = re.compile("[，。；！？,;!?]")
_WIDE = 4
_COLUMNS = {"\t": _WIDE, "\u3000": 2, "\u2003": 2}
_SIGNS = STOPS + OPENING + CLOSING
_LABEL = re.compile(f"[{HAN}]{{1,8}}[：:]")
_MEASURES = "年月日件条款个次项元万亿份人家名篇场期号章余多"
_LEFT_OPEN = re.compile(f"[{_MEASURES}](?:[^{HAN}]|[月日]|\\Z)")
_SET_APART = re.compile(r"\d{1,2}[.．、]|[(（]?\d{3,4}[)）]?-\d{6,8}|\d{7,}|\d{4}年\d{1,2}月\d{1,2}日\s*\Z")
_MEASURED = re.compile(rf"\d+(?:\.\d+)?[{BLANK}]?[{_MEASURES}]")
_LATIN_CODE = re.compile(rf"[A-Za-z][A-Za-z0-9/.-]*[{BLANK}]?[\d.:-]*\Z")
_ROW_OF_FIGURES = re.compile(rf"\d[{BLANK}]+\d+[{BLANK}]+\d")
_SECTION_NUMBER = re.compile(r"\A\s*\d+(?:\.\d+)*\Z")


def gaps(text: str) -> Iterator[Change]:
    """Spaces beside full-width signs, between Chinese characters, between figures and Chinese.

    A gap may be meant: before a label (联系人：张三 电话：…), for a number to be written in, before a date or telephone
    number that stands apart, in a line that is no sentence or was a row of a table. Spaces beside Latin letters are a
    matter of taste.
    """
    if _ROW_OF_FIGURES.search(text):
        return
    is_sentence = bool(_SENTENCE.search(text))
    for found in _GAP.finditer(text):
        if _is_unneeded(text, found, is_sentence):
            yield found.start(), found.end(), ""


def indent(text: str) -> Iterator[Change]:
    """Spaces at the beginning: paragraphs are indented when they are printed."""
    yield from ((found.start(), found.end(), "") for found in _INDENT.finditer(text))


def invisible(text: str) -> Iterator[Change]:
    """Zero-width characters, soft hyphens, marks of direction."""
    yield from ((found.start(), found.end(), "") for found in _INVISIBLE.finditer(text))


def remains(text: str) -> Iterator[Change]:
    """Conditional comments, entities and bullets that were copied along."""
    for found in _REMAINS.finditer(text):
        yield found.start(), found.end(), " " if found["blank"] else ""


def _is_unneeded(text: str, gap: re.Match[str], is_sentence: bool) -> bool:
    left, right = text[gap.start() - 1], text[gap.end()]
    is_wide = sum(_COLUMNS.get(blank, 1) for blank in gap[0]) >= _WIDE
    if left in OPENING and right in CLOSING:
        return False  # a bracket to be filled in
    if left in "，。、；！？" or right in "，。、；！？":
        return True
    if is_wide or _LABEL.match(text, gap.end()):
        return False
    if left in _SIGNS or right in _SIGNS:
        return True
    return _is_between(text, gap, left, right, is_sentence)


def _is_between(text: str, gap: re.Match[str], left: str, right: str, is_sentence: bool) -> bool:
    if _is_figure(left) and is_han(right):
        if _LATIN_CODE.search(text, 0, gap.start()):
            return False
        return right in _MEASURES or (is_sentence and not _SECTION_NUMBER.match(text[: gap.start()]))
    if is_han(left) and _is_figure(right):
        return not _SET_APART.match(text, gap.end()) and (is_sentence or bool(_MEASURED.match(text, gap.end())))
    is_han_both = is_han(left) is not None and is_han(right) is not None
    return is_han_both and is_sentence and not _LEFT_OPEN.match(text, gap.end())


def _is_figure(sign: str) -> bool:
    return sign.isascii() and (sign.isdigit() or sign == "%")
