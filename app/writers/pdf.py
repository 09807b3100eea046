"""What a drawn PDF lacks: the true characters of its glyphs, bookmarks, title, author, language. And how it reads.

Qt names a glyph by the first character that has it: 一 becomes the radical ⼀, a digit of another shape nothing at all.
So every glyph gets the character that it was drawn for.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, cast

from app.blocks import Block, Paragraph, Table

if TYPE_CHECKING:
    from pypdf import PageObject, PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject

LANGUAGE = "zh-CN"
_GLYPHS = re.compile(rb"/(\w+) [\d.]+ Tf|<([0-9A-F]{4})> Tj|/(Im\d+) +Do")
_READ = re.compile(
    rb"/(\w+) [\d.]+ Tf"
    rb"|/Artifact BMC <[0-9A-F]{4}> Tj EMC"
    rb"|/Span <</ActualText <([0-9A-F]+)>>> BDC <[0-9A-F]{4}> Tj EMC"
    rb"|<([0-9A-F]{4})> Tj"
)
_PAIR = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
_TORN = b"/Trapped /False\n2\nendobj", b"               >>\nendobj"
"""What Qt 6.8.0 writes where it should end a dictionary, and an end as long: everything else stays where it is."""
_CAPITALS = str.maketrans("0123456789", "ABCDEFGHIJ")
_MOST = 100
"""Pairs that one list of a character map may have."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One drawn page: its characters in the order in which their glyphs were drawn, one each.

    `lines` say of each whether it is text, or stands on every page; `headings` have their height in points from the
    upper edge; `pictures` are told in words, in the order in which they were drawn.
    """

    lines: tuple[tuple[str, bool], ...]
    headings: tuple[tuple[str, float], ...] = ()
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a file says of itself."""

    title: str
    author: str
    creator: str


def metadata(told: Told) -> bytes:
    """The XMP metadata of a file, in which no clock leaves a trace."""
    title, author, creator = escape(told.title), escape(told.author), escape(told.creator)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"><dc:format>application/pdf</dc:format>'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"
        f"<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>"
        f"<xmp:CreatorTool>{creator}</xmp:CreatorTool></rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    ).encode()


def finished(content: bytes, sheets: Sequence[Sheet], told: Told) -> bytes:
    """The bytes of the file with all that it lacked; the same pages give the same bytes."""
    from pypdf import PdfWriter
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

    file = PdfWriter(clone_from=io.BytesIO(content.replace(*_TORN)))
    _name_glyphs(file, sheets)
    _add_bookmarks(file, sheets)
    file.metadata = None
    file.add_metadata({"/Title": told.title, "/Author": told.author, "/Creator": told.creator})
    file.root_object[NameObject("/Lang")] = TextStringObject(LANGUAGE)
    file.page_mode = "/UseOutlines"
    file.root_object[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    out = io.BytesIO()
    file.write(out)
    return out.getvalue()


def read_back(content: bytes) -> tuple[Paragraph]:
    """All that is read in the file, as one paragraph without spaces: lines end where the page wants it."""
    return (Paragraph(text=_without_spaces(read_text(content))),)


def held(blocks: Sequence[Block]) -> tuple[Paragraph]:
    """The same of the blocks that were to be written."""
    texts = (text for block in blocks for text in _texts(block))
    return (Paragraph(text=_without_spaces("".join(texts))),)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from (cell.text for cell in block.cells)
    elif not isinstance(block, Paragraph) or block.role != "version":
        yield block.text


def _without_spaces(text: str) -> str:
    return "".join(text.split())


def read_text(content: bytes) -> str:
    """The text of a finished file, page by page, without what stands on every page. Raises ValueError for another."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        pages = PdfReader(io.BytesIO(content)).pages
        return "\n".join("".join(_read(page)) for page in pages)
    except (PyPdfError, KeyError) as error:
        raise ValueError(str(error)) from error


def _read(page: "PageObject") -> Iterator[str]:
    maps = {name: _character_map(font) for name, font in _fonts(page).items()}
    here: Mapping[bytes, str] = {}
    for found in _READ.finditer(_drawing(page)):
        font, actual, code = found.groups()
        if font:
            here = maps[font.decode()]
        elif actual:
            yield _characters(actual).removeprefix("\ufeff")
        elif code:
            yield here[code]


def _character_map(font: "DictionaryObject") -> Mapping[bytes, str]:
    told = cast("DictionaryObject", font["/ToUnicode"]).get_data()  # type: ignore[attr-defined]
    return {code: _characters(hexadecimal) for code, hexadecimal in _PAIR.findall(told.partition(b"bfchar")[2])}


def _characters(hexadecimal: bytes) -> str:
    return bytes.fromhex(hexadecimal.decode()).decode("utf-16-be")


def _drawing(page: "PageObject") -> bytes:
    contents = page.get_contents()
    return contents.get_data() if contents is not None else b""


def _fonts(page: "PageObject") -> "dict[str, DictionaryObject]":
    fonts = cast("DictionaryObject", page["/Resources"]).get("/Font", {})
    return {name.removeprefix("/"): font.get_object() for name, font in fonts.items()}


@dataclass(slots=True)
class _Naming:
    """Which characters the glyphs of a file stand for, font by font."""

    fonts: dict[int, "DictionaryObject"] = field(default_factory=dict)
    characters: dict[int, dict[bytes, str]] = field(default_factory=dict)

    def name(self, page: "PageObject", sheet: Sheet) -> None:
        """Takes over a page's characters, and says in the drawing itself what no map of characters can."""
        fonts = _fonts(page)
        letters = ((one, is_text) for line, is_text in sheet.lines for one in line)
        pictures = iter(sheet.pictures)
        here = dict[bytes, str]()

        def named(found: re.Match[bytes]) -> bytes:
            nonlocal here
            if found[1]:
                font = fonts[found[1].decode()]
                self.fonts[id(font)] = font
                here = self.characters.setdefault(id(font), {})
                return found[0]
            if found[3]:
                return b"/Span <</Alt <FEFF%s>>> BDC %s EMC" % (_hexadecimal(next(pictures, "")), found[0])
            letter, is_text = next(letters, ("", False))
            if not letter:
                raise ValueError("more glyphs than characters")
            return _marked(found[0], letter, is_first=here.setdefault(found[2], letter) == letter, is_text=is_text)

        contents = page.get_contents()
        assert contents is not None
        contents.set_data(_GLYPHS.sub(named, contents.get_data()))
        page.replace_contents(contents)
        page.compress_content_streams()
        if next(letters, None) is not None:
            raise ValueError("fewer glyphs than characters")


def _marked(drawn: bytes, letter: str, *, is_first: bool, is_text: bool) -> bytes:
    """A glyph as it is drawn; marked where it is no text, or where another character has the same glyph."""
    if not is_text:
        return b"/Artifact BMC %s EMC" % drawn
    return drawn if is_first else b"/Span <</ActualText <FEFF%s>>> BDC %s EMC" % (_hexadecimal(letter), drawn)


def _name_glyphs(file: "PdfWriter", sheets: Sequence[Sheet]) -> None:
    from pypdf.generic import NameObject, StreamObject

    naming = _Naming()
    for page, sheet in zip(file.pages, sheets, strict=True):
        naming.name(page, sheet)
    for number, (key, font) in enumerate(naming.fonts.items()):
        stream = StreamObject()
        stream.set_data(_told(naming.characters[key]))
        font[NameObject("/ToUnicode")] = file._add_object(stream.flate_encode())
        _name_font(font, number)


def _name_font(font: "DictionaryObject", number: int) -> None:
    """Gives a part of a font the same name in every run; Qt draws lots for it."""
    from pypdf.generic import NameObject

    own = cast("ArrayObject", font["/DescendantFonts"])[0].get_object()
    told = own["/FontDescriptor"]
    name = NameObject(f"/GK{number:04}".translate(_CAPITALS) + "+" + str(font["/BaseFont"]).removeprefix("/"))
    font[NameObject("/BaseFont")] = own[NameObject("/BaseFont")] = told[NameObject("/FontName")] = name


def _told(characters: Mapping[bytes, str]) -> bytes:
    """The character map of a font, as the standard has it (ISO 32000-1, 9.10.3)."""
    pairs = [b"<%s> <%s>" % (code, _hexadecimal(one)) for code, one in sorted(characters.items())]
    lists = [pairs[start : start + _MOST] for start in range(0, len(pairs), _MOST)]
    body = b"".join(b"%d beginbfchar\n%s\nendbfchar\n" % (len(one), b"\n".join(one)) for one in lists)
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n" + body + b"endcmap\n"
        b"CMapName currentdict /CMap defineresource pop\nend\nend\n"
    )


def _hexadecimal(letter: str) -> bytes:
    return letter.encode("utf-16-be").hex().upper().encode()


def _add_bookmarks(file: "PdfWriter", sheets: Sequence[Sheet]) -> None:
    from pypdf.generic import Fit

    for number, sheet in enumerate(sheets):
        height = float(file.pages[number].mediabox.height)
        for text, top in sheet.headings:
            file.add_outline_item(title=text, page_number=number, fit=Fit.xyz(0, height - top, 0))
