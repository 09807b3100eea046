"""The numbers that Word sets before paragraphs by itself: printed, but nowhere in the text."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from app.readers.docx.names import is_on, number, value, w
from app.readers.docx.styles import Styles

_DIGITS = "零一二三四五六七八九"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "ideographDigital",
    "japaneseCounting",
    "japaneseDigitalTenThousand",
}
_CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}
_SILENT = {"bullet", "none"}
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class _Level:
    """How one depth of a list is numbered; `text` has %1, %2 … for the numbers of the depths.

    Where `is_legal`, all of them are in digits: 1.1 under 一.
    """

    start: int
    kind: str
    text: str
    gap: str
    style: str
    is_legal: bool


@dataclass(frozen=True, slots=True)
class _List:
    """One list as paragraphs name it: whose counting it goes on with, and where it begins anew."""

    counting: str
    levels: Mapping[int, _Level]
    restarts: Mapping[int, int]


class Numbering:
    """The lists of a document, counting along as its paragraphs come in their order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists = _lists(root) if root is not None else {}
        self._counts: dict[str, list[int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, paragraph: etree._Element) -> str:
        """The number before a paragraph as printed, （一） or 1.; "" where there is none."""
        id_, depth = self._place(paragraph)
        list_ = self._lists.get(id_)
        level = list_.levels.get(depth) if list_ else None
        if list_ is None or level is None:
            return ""
        counts = self._counts.setdefault(list_.counting, [])
        _count(counts, depth, list_, is_new=(id_, depth) not in self._begun)
        self._begun.add((id_, depth))
        if level.kind in _SILENT:
            return ""
        text = level.text
        for place in reversed(range(depth + 1)):
            is_own = place in list_.levels and not level.is_legal
            kind = list_.levels[place].kind if is_own else "decimal"
            text = text.replace(f"%{place + 1}", _written(counts[place], kind))
        return text + level.gap

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list and the depth in it: the paragraph's own, or its style's."""
        own = paragraph.find(w("pPr/numPr"))
        id_, depth = value(own, "numId"), own.find(w("ilvl")) if own is not None else None
        found = number(depth) if depth is not None else None
        for style in self._styles.chain(paragraph) if self._lists else ():
            if not id_ and style.list:
                id_ = style.list
                found = style.depth if found is None else found
                found = self._depth_of(id_, style.id) if found is None else found
        return id_, min(max(found or 0, 0), _DEEPEST - 1)

    def _depth_of(self, id_: str, style: str) -> int | None:
        list_ = self._lists.get(id_)
        return next((depth for depth, level in list_.levels.items() if level.style == style), None) if list_ else None


def _count(counts: list[int], depth: int, list_: _List, *, is_new: bool) -> None:
    """One further at the depth; what lies deeper begins anew."""
    restart = list_.restarts.get(depth) if is_new else None
    while len(counts) <= depth:
        level = list_.levels.get(len(counts))
        start = level.start if level else 1
        counts.append(start - 1 if len(counts) == depth else start)
    if restart is not None:
        counts[depth] = restart - 1
    counts[depth] += 1
    del counts[depth + 1 :]


def _lists(root: etree._Element) -> dict[str, _List]:
    abstract = {one.get(w("abstractNumId")) or "": one for one in root.iter(w("abstractNum"))}
    linked = {value(one, "styleLink"): one for one in abstract.values() if value(one, "styleLink")}
    lists: dict[str, _List] = {}
    for num in root.iter(w("num")):
        counting = value(num, "abstractNumId")
        base = abstract.get(counting)
        if base is None:
            continue
        levels = _levels(linked.get(value(base, "numStyleLink"), base))
        restarts: dict[int, int] = {}
        for override in num.iterfind(w("lvlOverride")):
            levels |= _levels(override)
            if override.find(w("startOverride")) is not None:
                restarts[_ilvl(override)] = number(override, "startOverride", 1)
        lists[num.get(w("numId")) or ""] = _List(counting, levels, restarts)
    return lists


def _levels(element: etree._Element) -> dict[int, _Level]:
    return {
        _ilvl(level): _Level(
            start=number(level, "start", 1),
            kind=value(level, "numFmt", "decimal"),
            text=value(level, "lvlText"),
            gap=" " if value(level, "suff") == "space" else "",
            style=value(level, "pStyle"),
            is_legal=is_on(level, "isLgl"),
        )
        for level in element.iterfind(w("lvl"))
    }


def _ilvl(element: etree._Element) -> int:
    text = element.get(w("ilvl")) or ""
    return int(text) if text.isdecimal() and len(text) < 3 else 0


@lru_cache(maxsize=512)
def _written(count: int, kind: str) -> str:
    """A number in the writing of a kind; digits where we know no other."""
    if kind in _CHINESE:
        return _chinese(count)
    if kind in _CIRCLED and 1 <= count <= 20:
        return chr(ord("①") + count - 1)
    if kind in ("lowerLetter", "upperLetter") and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if kind == "lowerLetter" else letters.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < count < 40:
        return _roman(count) if kind == "lowerRoman" else _roman(count).upper()
    if kind in ("ideographTraditional", "ideographZodiac") and count > 0:
        signs = _STEMS if kind == "ideographTraditional" else _BRANCHES
        return signs[(count - 1) % len(signs)]
    return str(count).translate(_FULL_WIDTH) if kind == "decimalFullWidth" else str(count)


def _chinese(count: int) -> str:
    """一, 十, 十二, 二十: up to 99; digits beyond, which no list of a report has."""
    if not 0 <= count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    if not tens:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")


def _roman(count: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        while count >= worth:
            text, count = text + sign, count - worth
    return text
