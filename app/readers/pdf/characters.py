"""What a drawn character says, as one would type it."""

import unicodedata

from app.readers.pdf.shapes import UNREADABLE

_RADICALS = str.maketrans(
    "⺁⺒⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "厂巳母民虎西见角贝车长门青韦页风飞食马鬼鱼鸟麦黄齐齿龙龟",
)
"""The radicals that Unicode does not call equal to a character; browsers write them instead of it."""
_SAME = ((0x2F00, 0x2FDF), (0xF900, 0xFAFF), (0xFB00, 0xFB06))
"""Radicals, doubles and ligatures: what they are equal to is meant."""
_PRIVATE = ("Co", "Cn", "Cs")
_HYPHENS = dict.fromkeys(map(ord, "\u00ad\u2010\u2011"), "-")


def mended(text: str) -> str:
    """The character meant; a blank for white space, "" for what is not to be seen, a sign for what nobody knows."""
    return "".join(map(_mended, text.translate(_RADICALS).translate(_HYPHENS)))


def _mended(char: str) -> str:
    if char.isspace():
        return " "
    kind = unicodedata.category(char)
    if kind in _PRIVATE or char == "\ufffd":
        return UNREADABLE
    if kind in ("Cc", "Cf"):
        return ""
    is_double = any(first <= ord(char) <= last for first, last in _SAME)
    return unicodedata.normalize("NFKC", char) if is_double else char
