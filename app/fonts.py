"""Which fonts of a layout this computer lacks, and what will be shown in their stead."""

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache

from app import toml_file
from app.layout import Layout
from app.paths import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """A font by its names, and its likely substitutes."""

    name: str
    names: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lacking:
    """A font that is not on this computer; `instead` is the substitute that is, "" where none is known to be."""

    name: str
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fonts:
    fonts: tuple[Font, ...] = field(metadata={"key": "font"})


def lacking(layout: Layout, families: Collection[str]) -> tuple[Lacking, ...]:
    """The fonts of the layout that are not among the families of this computer. Raises FormFileError."""
    at_hand = {family.casefold() for family in families}
    asked = [looked_for(name) for name in layout.fonts]
    return tuple(
        Lacking(font.name, next((other for other in font.instead if other.casefold() in at_hand), ""))
        for font in asked
        if not at_hand & {name.casefold() for name in (font.name, *font.names)}
    )


def families(name: str) -> tuple[str, ...]:
    """The names to look for on a computer, in order, where a layout asks for this font. Raises FormFileError."""
    font = next((font for font in _known() if font.name == name), Font(name=name))
    return (font.name, *font.names, *font.instead)


def looked_for(name: str) -> Font:
    """A font of a layout with its other names and its likely substitutes. Raises FormFileError."""
    return next((one for one in _known() if one.name == name), Font(name=name))


@lru_cache
def _known() -> tuple[Font, ...]:
    return toml_file.read(resources() / "fonts" / "fonts.toml", _Fonts).fonts
