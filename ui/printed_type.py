"""The type of a report on the screen: the fonts of its layout that are at hand, and what stands in for the others."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QTextCharFormat

from app.fonts import looked_for
from app.layout import Face
from ui.style import FAMILIES

POINT = 96 / 72
"""A point in the unit of printed documents, a 96th of an inch."""
TWIP = POINT / 20

_SERIF = ("宋体", "SimSun", "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "AR PL UMing CN")
_SANS = ("黑体", "SimHei")
_LATIN = ("Times New Roman", "Liberation Serif", "Nimbus Roman", "Tinos")
_RUN = re.compile(r"[\x21-\x7e]+|[^\x21-\x7e]+")


@dataclass(slots=True)
class Type:
    """Formats of text by face and size; each is made once."""

    _made: dict[tuple[Face, float, bool], QTextCharFormat] = field(default_factory=dict)

    def runs(self, text: str, face: Face, points: float = 0) -> Iterator[tuple[str, QTextCharFormat]]:
        """The text in pieces, digits and letters in the face's Latin font, all else in its Chinese one.

        Quotes, dashes and dots stand in both alphabets: here they are Chinese.
        """
        for found in _RUN.finditer(text):
            yield found[0], self.format(face, points or face.points, is_latin=found[0][0].isascii())

    def format(self, face: Face, points: float, *, is_latin: bool = False) -> QTextCharFormat:
        """The format of one alphabet."""
        key = face, points, is_latin
        if key not in self._made:
            self._made[key] = _format(face, points, is_latin)
        return self._made[key]


def _format(face: Face, points: float, is_latin: bool) -> QTextCharFormat:
    chinese, is_heavy = _chinese(face.font)
    made = QTextCharFormat()
    made.setFontFamilies([*(_at_hand((face.latin, *_LATIN)) if is_latin else ()), *chinese])
    made.setFontPointSize(points * 96 / QGuiApplication.primaryScreen().logicalDotsPerInchY())
    made.setFontHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setFontWeight(QFont.Weight.Bold if face.bold or is_heavy else QFont.Weight.Normal)
    if face.spacing:
        made.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
        made.setFontLetterSpacing(face.spacing * TWIP)
    return made


@lru_cache(maxsize=32)
def _chinese(font: str) -> tuple[tuple[str, ...], bool]:
    """Families for a Chinese font, and whether they are set bold to look as heavy as it.

    小标宋 is a heavy 宋: where another font stands in for it, that is set bold.
    """
    asked = looked_for(font)
    own, instead = _at_hand((asked.name, *asked.names)), _at_hand(asked.instead)
    spare = _at_hand((*_SANS, *FAMILIES) if font in _SANS else _SERIF)
    return tuple(dict.fromkeys((*own, *instead, *spare))), "标宋" in font and not own


def _at_hand(families: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_families()[name.casefold()] for name in families if name.casefold() in _families())


@lru_cache(maxsize=1)
def _families() -> dict[str, str]:
    """The families of this computer, by name without the foundry that X11 adds."""
    return {family.partition(" [")[0].casefold(): family.partition(" [")[0] for family in QFontDatabase.families()}
