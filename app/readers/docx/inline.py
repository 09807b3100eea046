"""The text of a paragraph as it would be printed with all changes accepted, and the marks that stand in it.

Inserted text is text; what is deleted, hidden or struck through is none, nor are field codes, comments and the
placeholder of an empty content control. What a wrapper holds (a link, a content control, one of several alternatives)
is read as if the wrapper were not there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from app.readers.docx.names import (
    ALTERNATE,
    CHOICE,
    CONTENT,
    FALLBACK,
    MATH,
    MATH_TEXT,
    SDT,
    TAG,
    R,
    is_on,
    value,
    w,
)

Tags = tuple[str, ...]
Around = tuple[etree._Element, Tags]
"""An element and the tags of the content controls around it."""

_WRAPPERS = {w(name) for name in ("ins", "moveTo", "smartTag", "hyperlink", "fldSimple", "customXml", "dir", "bdo")}
_START, _END = w("bookmarkStart"), w("bookmarkEnd")
_TEXT, _FIELD, _SYMBOL, _RUBY = w("t"), w("fldChar"), w("sym"), w("ruby")
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_DRAWN = {w("drawing"), w("pict"), w("object")}
_BOX = w("txbxContent")
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_RAISED = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
_SHIFTS = {"superscript": _RAISED, "subscript": _LOWERED}
_BLANKS = " \t\r\n"
_PRIVATE = range(0xE000, 0xF900)


def unwrapped(element: etree._Element, tags: Tags = ()) -> Iterator[Around]:
    """The children that count, out of all wrappers; a content control itself comes before what it holds."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from unwrapped(child, tags)
        elif child.tag == SDT:
            inner = (*tags, *filter(None, [_tag(child)]))
            yield child, inner
            content = child.find(CONTENT)
            if content is not None and not is_on(child.find(w("sdtPr")), "showingPlcHdr"):
                yield from unwrapped(content, inner)
        elif child.tag == ALTERNATE:
            chosen = child.find(CHOICE) if child.find(CHOICE) is not None else child.find(FALLBACK)
            yield from unwrapped(chosen, tags) if chosen is not None else ()
        else:
            yield child, tags


def _tag(control: etree._Element) -> str:
    found = control.find(TAG)
    return value(found)


@dataclass(slots=True)
class Bookmarks:
    """The bookmarks that are open at a point of the document: names by number."""

    open: dict[str, str] = field(default_factory=dict)

    def take(self, element: etree._Element) -> str:
        """Opens or closes what the element says; the name of one that begins here, "" otherwise."""
        number, name = element.get(w("id")) or "", element.get(w("name")) or ""
        if element.tag == _END:
            self.open.pop(number, None)
        elif element.tag == _START and name:
            self.open[number] = name
            return name
        return ""


@dataclass(slots=True)
class Text:
    """A paragraph on its way to text: what was read of it, its marks, the text boxes that hang at it."""

    bookmarks: Bookmarks
    parts: list[str] = field(default_factory=list)
    marks: dict[str, None] = field(default_factory=dict)
    boxes: list[etree._Element] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What stands in the paragraph; a tab is one, a broken line a line's end."""
        return "".join(self.parts)

    def read(self, paragraph: etree._Element, tags: Tags) -> None:
        """Takes what a paragraph holds; fields that it leaves open end with it, so that none swallows a document."""
        self.mark(tags)
        for child, around in unwrapped(paragraph, tags):
            if child.tag == R:
                self.run(child)
            elif child.tag == SDT:
                self.mark(around)
            elif child.tag in (_START, _END):
                self.mark([self.bookmarks.take(child)])
            elif child.tag in MATH:
                self.add("".join(one.text or "" for one in child.iter(MATH_TEXT)))
        self.fields.clear()

    def mark(self, names: Tags | list[str]) -> None:
        """Remembers marks, each once, in their order."""
        self.marks.update(dict.fromkeys(filter(None, names)))

    def run(self, run: etree._Element) -> None:
        """Takes what a run prints; what hangs at it is set aside."""
        properties = run.find(w("rPr"))
        is_shown = not is_on(properties, "vanish", "strike", "dstrike")
        shift = _SHIFTS.get(value(properties, "vertAlign"), {})
        for child, _tags in unwrapped(run):
            if child.tag == _FIELD:
                self.field(child.get(w("fldCharType")) or "")
            elif child.tag in _DRAWN:
                self.boxes += _outermost_boxes(child)
            elif is_shown:
                self.add(_printed(child).translate(shift))

    def field(self, step: str) -> None:
        """A field's code stands before its separator, its result behind."""
        if step == "begin":
            self.fields.append(True)
        elif step == "separate" and self.fields:
            self.fields[-1] = False
        elif step == "end" and self.fields:
            self.fields.pop()

    def add(self, text: str) -> None:
        """Takes text, unless it is a field's code; the bookmarks that are open mark it."""
        if text and not any(self.fields):
            self.parts.append(text)
            self.mark(list(self.bookmarks.open.values()))


def _printed(element: etree._Element) -> str:
    """What an element of a run prints."""
    if element.tag == _TEXT:
        text = element.text or ""
        return text if element.get(_PRESERVE) == "preserve" else text.strip(_BLANKS)
    if element.tag == _SYMBOL:
        return _symbol(element.get(w("char")) or "")
    if element.tag == _RUBY:
        base = element.find(w("rubyBase"))
        return "" if base is None else "".join(text.text or "" for text in base.iter(_TEXT))
    return _SIGNS.get(str(element.tag), "")


def _symbol(code: str) -> str:
    """A sign by its number; nothing for one of a symbol font, which means nothing without it."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return "" if number in _PRIVATE or not 0x20 <= number < 0xD800 else chr(number)


def _outermost_boxes(drawn: etree._Element) -> list[etree._Element]:
    """The text boxes of a drawing, but not those in another's fallback, which repeat them."""
    boxes: list[etree._Element] = []
    open_ = [drawn]
    while open_:
        element = open_.pop()
        if element.tag == _BOX:
            boxes.insert(0, element)
        elif element.tag == ALTERNATE and element.find(CHOICE) is not None:
            open_ += element.findall(CHOICE)[:1]
        else:
            open_ += list(element)
    return boxes
