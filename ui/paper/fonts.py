"""The fonts of this computer as a measure, and the glyphs of characters."""

from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QRawFont, QTextLayout

from ui.paper.page import Type
from ui.printed_type import Type as Formats


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character's glyph: the font that has it, by its number there, and how far the next one stands."""

    font: QRawFont
    index: int
    advance: float


@dataclass(slots=True, eq=False)
class Fonts:
    """Glyphs by character and type; each is looked up once. Ligatures and kerning are none of them."""

    _formats: Formats = field(default_factory=Formats)
    _fonts: dict[Type, tuple[QFont, QRawFont]] = field(default_factory=dict)
    _glyphs: dict[Type, dict[str, Glyph]] = field(default_factory=dict)

    def widths(self, text: str, type_: Type) -> list[float]:
        """How wide the characters of a text are, in points."""
        return [glyph.advance for glyph in self.glyphs(text, type_)]

    def glyphs(self, text: str, type_: Type) -> list[Glyph]:
        """The glyphs of the characters, one each, from another font where their own lacks one."""
        known = self._glyphs.setdefault(type_, {})
        for one in text:
            if one not in known:
                known[one] = self._found(one, type_)
        return [known[one] for one in text]

    def _found(self, one: str, type_: Type) -> Glyph:
        font, own = self._font(type_)
        (index, *_more) = own.glyphIndexesForString(one) or [0]
        if not index:
            return _substitute(one, font, type_.points) or _glyph(own, 0)
        return _glyph(own, index)

    def _font(self, type_: Type) -> tuple[QFont, QRawFont]:
        if type_ not in self._fonts:
            self._fonts[type_] = self._made(type_)
        return self._fonts[type_]

    def _made(self, type_: Type) -> tuple[QFont, QRawFont]:
        font = self._formats.format(type_.face, type_.points, is_latin=type_.is_latin).font()
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0)
        font.setPixelSize(100)
        system = QFontDatabase.WritingSystem
        script = system.Latin if type_.is_latin else system.SimplifiedChinese
        raw = QRawFont.fromFont(font, script)
        raw.setPixelSize(type_.points)
        return font, raw


@lru_cache(maxsize=1)
def fonts() -> Fonts:
    """The one that all pages share."""
    return Fonts()


def _glyph(font: QRawFont, index: int) -> Glyph:
    (advance,) = font.advancesForGlyphIndexes([index], QRawFont.LayoutFlag.UseDesignMetrics)
    return Glyph(font, index, advance.x())


def _substitute(one: str, font: QFont, points: float) -> Glyph | None:
    """What Qt shows where a font lacks a character."""
    layout = QTextLayout(one, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    for run in layout.glyphRuns():
        raw = run.rawFont()
        raw.setPixelSize(points)
        return _glyph(raw, run.glyphIndexes()[0])
    return None
