"""Punctuation of Chinese text: full-width signs, paired brackets and quotes, no sign twice (GB/T 15834-2011)."""

import re
from collections.abc import Iterator

from app.tidy.signs import CLOSING, HAN, NUMERALS, OPENING, STOPS, after, before, has_han, is_han

Change = tuple[int, int, str]
_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "｡": "。", "､": "、"}
_HALF = re.compile("[,;:!?｡､]")
_STOP = re.compile(rf"(?<=[{HAN}{CLOSING}])\.(?![.．])(?=(?P<next>.?))", re.DOTALL)
_ENDING = " \t\u3000”’\"'）)》」』"
_DOMAIN = re.compile(rf"(?:政务|公益|中国|公司|网络)(?![{HAN}])")
_BRACKET = re.compile("[()（）]")
_DOUBLED = re.compile(r"(?P<sign>[，、；：])(?P=sign)+|(?<!。)。。(?!。)|[，、；]+(?=。)|(?:，、|、，)+")


def signs(text: str) -> Iterator[Change]:
    """Commas, semicolons, colons, marks: full-width after a Chinese character, or before one after a word or figure."""
    for found in _HALF.finditer(text):
        sign = found[0]
        left, right = before(text, found.start()), after(text, found.end())
        if sign in "｡､" or _is_chinese(left) or (_is_word(left) and right and (is_han(right) or right in OPENING)):
            yield found.start(), found.end(), _FULL[sign]


def stops(text: str) -> Iterator[Change]:
    """A point after a Chinese character as 。: at an end, and elsewhere where the writer ends sentences with points.

    买买提.艾力 and 十三.五 are no ends of sentences, nor is 教育局.政务, a domain.
    """
    found = [one for one in _STOP.finditer(text) if not _is_no_stop(text, one)]
    is_habit = any(_ends(one) for one in found)
    for one in found:
        if _ends(one) or (is_habit and (is_han(one["next"]) or one["next"] in OPENING)):
            yield one.start(), one.end(), "。"


def brackets(text: str) -> Iterator[Change]:
    """Half-width brackets that stand in Chinese text, or whose partner is full-width; never empty ones."""
    opened: list[int] = []
    for found in _BRACKET.finditer(text):
        if found[0] in "(（":
            opened.append(found.start())
        elif opened:
            yield from _pair(text, opened.pop(), found.start())


def quotes(text: str) -> Iterator[Change]:
    """Straight quotes as “ ” and ‘ ’, where all of the paragraph's pair up and Chinese stands in or beside them."""
    yield from (*_paired(text, '"', "“”"), *_paired(text, "'", "‘’"))


def doubled(text: str) -> Iterator[Change]:
    """A sign that stands twice, or before a full stop, once."""
    for found in _DOUBLED.finditer(text):
        signs = found[0]
        kept = "" if after(text, found.end(), "") == "。" and "。" not in signs else signs[0]
        yield found.start(), found.end(), "，" if kept == "、" and "，" in signs else kept


def _is_chinese(sign: str) -> bool:
    return bool(sign) and (is_han(sign) is not None or sign in CLOSING or sign in STOPS)


def _is_word(sign: str) -> bool:
    return sign.isascii() and (sign.isalnum() or sign in ")]%") and bool(sign)


def _is_no_stop(text: str, found: re.Match[str]) -> bool:
    left, right = text[found.start() - 1], found["next"]
    is_number = left in NUMERALS + "〇" and (right in NUMERALS + "〇" or not text[: found.start() - 1].strip(NUMERALS))
    return bool(right and is_number) or bool(_DOMAIN.match(text, found.end()))


def _ends(found: re.Match[str]) -> bool:
    return not found["next"] or found["next"] in _ENDING


def _pair(text: str, start: int, end: int) -> Iterator[Change]:
    inside, is_mixed = text[start + 1 : end], (text[start] == "（") != (text[end] == "）")
    if not inside.strip() or not (is_mixed or has_han(inside) or _is_chinese(before(text, start))):
        return
    if text[start] == "(":
        yield start, start + 1, "（"
    if text[end] == ")":
        yield end, end + 1, "）"


def _paired(text: str, straight: str, pair: str) -> list[Change]:
    """The straight quotes of a sort, pair by pair; none where one is left over or the curly ones do not close."""
    changes: list[Change] = []
    opened: int | None = None
    for found in re.finditer(f"[{straight}{pair}]", text):
        place, sign = found.start(), found[0]
        if _is_apostrophe(text, place, straight):
            continue
        closes = opened is not None if sign == straight else sign == pair[1]
        if closes == (opened is None) or (not closes and text[max(place - 1, 0)].isdigit() and sign == straight):
            return []
        if closes and opened is not None:
            changes += _quoted(text, opened, place, straight, pair)
        opened = None if closes else place
    return changes if opened is None else []


def _is_apostrophe(text: str, place: int, straight: str) -> bool:
    around = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    return straight == "'" and len(around) == 2 and around.isascii() and around.isalnum()


def _quoted(text: str, start: int, end: int, straight: str, pair: str) -> Iterator[Change]:
    beside = before(text, start), after(text, end + 1)
    if has_han(text[start:end]) or any(map(_is_chinese, beside)):
        for place, sign in zip((start, end), pair, strict=True):
            if text[place] == straight:
                yield place, place + 1, sign
