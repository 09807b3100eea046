"""The names of the elements of WordprocessingML, and small readings of them."""

from functools import lru_cache

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OFF = {"0", "false", "off"}

ALTERNATE, CHOICE, FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MATH, MATH_TEXT = {f"{_MATH}oMath", f"{_MATH}oMathPara"}, f"{_MATH}t"


@lru_cache(maxsize=256)
def w(name: str) -> str:
    """The full name of an element or attribute, or of a path of elements."""
    return "/".join(_W + part for part in name.split("/"))


P, R, TBL, TR, TC = w("p"), w("r"), w("tbl"), w("tr"), w("tc")
SDT, CONTENT, TAG, VAL = w("sdt"), w("sdtContent"), w("sdtPr/tag"), w("val")


def value(element: etree._Element | None, path: str = "", default: str = "") -> str:
    """The `w:val` of an element, or of the one at a path below it; the default where there is none."""
    found = element.find(w(path)) if element is not None and path else element
    return default if found is None else found.get(VAL) or default


def number(element: etree._Element | None, path: str = "", default: int = 0) -> int:
    """The same as a number, the default for what is none."""
    text = value(element, path)
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 10 else default


def is_on(properties: etree._Element | None, *names: str) -> bool:
    """Whether one of these properties is there and not switched off."""
    found = (properties.find(w(name)) for name in names) if properties is not None else ()
    return any(one is not None and (one.get(VAL) or "1").lower() not in _OFF for one in found)
