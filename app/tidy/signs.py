"""The classes of characters that the rules of clean-up speak of."""

import re
from collections.abc import Iterator

HAN = "〇々㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff"
NUMERALS = "一二三四五六七八九十"
OPENING, CLOSING = "“‘（《〈【〔「『", "”’）》〉】〕」』"
STOPS = "，。、；：！？…"
BLANK = " \t\u00a0\u2002-\u200a\u202f\u205f\u3000"

is_han = re.compile(f"[{HAN}]").match
has_han = re.compile(f"[{HAN}]").search
_CODE = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]{0,19}[:：]?//|www\.)[A-Za-z0-9.-]*(?::\d+)?(?:[/?#][!-~]*)?"  # also without its colon
    r"|[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|(?<![A-Za-z0-9])(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}(?:[/:?][!-~]*)?"
    r"|&#?[A-Za-z0-9]+;|<[!/A-Za-z][^<>]*>"
)
_AFTER_CODE = ".,;:!?'\"]}>"


def codes(text: str) -> list[tuple[int, int]]:
    """The stretches that are no Chinese and no English but addresses, e-mails, file names, tags: never touched."""
    return [(found.start(), _end(found)) for found in _CODE.finditer(text)]


def before(text: str, place: int, skipped: str = " \u3000\"'") -> str:
    """The last character before a place that is not skipped; "" at the beginning."""
    return text[:place][-40:].rstrip(skipped)[-1:]


def after(text: str, place: int, skipped: str = " \u3000\"'") -> str:
    """The first character from a place on that is not skipped; "" at the end."""
    return text[place : place + 40].lstrip(skipped)[:1]


def _end(found: re.Match[str]) -> int:
    code = found[0]
    if code[0] in "&<":
        return found.end()
    kept = code[: next(_unbalanced(code), len(code))].rstrip(_AFTER_CODE)
    return found.start() + len(kept)


def _unbalanced(code: str) -> Iterator[int]:
    """Where a bracket closes that was opened before the address."""
    depth = 0
    for place, sign in enumerate(code):
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            yield place
            depth = 0
