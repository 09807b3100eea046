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
    known = {font.name: font for font in _known()}
    asked = [known.get(name, Font(name=name)) for name in layout.fonts]
    return tuple(
        Lacking(font.name, next((other for other in font.instead if other.casefold() in at_hand), ""))
        for font in asked
        if not at_hand & {name.casefold() for name in (font.name, *font.names)}
    )


@lru_cache
def _known() -> tuple[Font, ...]:
    return toml_file.read(resources() / "fonts" / "fonts.toml", _Fonts).fonts
