"""How a report is set: paper, lines, faces, tables, page number. One data file each under `resources/layouts`.

Every key and its unit: `resources/layouts/README.md`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Literal

from app import toml_file
from app.errors import AppError
from app.i18n import _
from app.near import near
from app.paths import resources
from app.toml_file import fault

NATIONAL = "national"
"""The id of the layout that is meant where none is named."""

Size = Literal["初号", "小初", "一号", "小一", "二号", "小二", "三号", "小三", "四号", "小四", "五号", "小五"]
POINTS: Mapping[str, float] = {
    "初号": 42,
    "小初": 36,
    "一号": 26,
    "小一": 24,
    "二号": 22,
    "小二": 18,
    "三号": 16,
    "小三": 15,
    "四号": 14,
    "小四": 12,
    "五号": 10.5,
    "小五": 9,
}
"""The sizes of type by their Chinese names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The paper: A4 with these margins; `header` is how far the mark of a draft or review copy stands from its edge."""

    width: int
    height: int
    top: int
    bottom: int
    left: int
    right: int
    header: int

    @property
    def text_width(self) -> int:
        """The width of the text area, in millimetres."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        """The height of the text area, in millimetres."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The distance of lines, in twentieths of a point, and whether it is a grid's or the same for every line."""

    pitch: int
    rule: Literal["grid", "exact"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """Type: the Chinese font, the one of digits and Latin letters, the size; spacing in twentieths of a point."""

    font: str
    latin: str
    size: Size
    bold: bool = False
    spacing: int = 0

    @property
    def points(self) -> float:
        """The size in points."""
        return POINTS[self.size]


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    """The type of everything that is printed."""

    title: Face
    heading1: Face
    heading2: Face
    heading3: Face
    heading4: Face
    body: Face
    table: Face
    dense: Face
    note: Face
    page_number: Face
    mark: Face

    def __iter__(self) -> Iterator[tuple[str, Face]]:
        """Every face with its name."""
        return ((one.name, getattr(self, one.name)) for one in fields(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNumber:
    """The page number: its text with `{page}`, its place, and how far its dash stands below the text area."""

    text: str
    place: Literal["outside", "center"]
    below: int
    indent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableLook:
    """Tables: shading, border, row heights, when they are set small, and how they are kept on a page."""

    shading: str
    highlight: str
    border: int
    margin: int
    air: int
    after: int
    row_height: int
    tall_row_height: int
    dense_columns: int
    keep_rows: int
    own_page_rows: int
    label_widths: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The printed words that come from no form: the marks of copies, how a place is called in a content control."""

    draft: str
    review: str
    version: str
    time: str
    alias: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layout:
    """One way of setting a report."""

    name: str
    source: str
    about: str
    page: Page
    lines: Lines
    faces: Faces
    page_number: PageNumber
    table: TableLook
    words: Words
    content_controls: bool = True
    id: str = field(default="", metadata={"key": None})

    @property
    def fonts(self) -> tuple[str, ...]:
        """The names of the fonts that the layout asks for, each once."""
        return tuple(dict.fromkeys(font for _name, face in self.faces for font in (face.font, face.latin)))

    def mark(self, copy: str, version: str = "", now: datetime | None = None) -> str:
        """The line that tells a copy from the filed one, which has none: 草稿, or 送审稿 with version and time."""
        words = self.words
        if copy != "review":
            return words.draft if copy == "draft" else ""
        told = words.version.format(version=version) if version else ""
        parts = ("year", "month", "day", "hour", "minute")
        time = words.time.format(**{part: getattr(now, part) for part in parts}) if now else ""
        return words.review.format(version=told, time=time)


def load(id: str = NATIONAL) -> Layout:
    """The layout of an id. Raises AppError for one that does not exist, FormFileError for a file with a fault."""
    known = {path.stem: path for path in _files()}
    if id not in known:
        text = _("There is no layout “{id}”{hint}. There are: {known}.")
        raise AppError(text.format(id=id, hint=near(id, list(known)), known=", ".join(known)))
    return read(known[id])


def layouts() -> tuple[Layout, ...]:
    """All layouts on hand, the national standard first. Raises FormFileError."""
    return tuple(read(path) for path in _files())


@lru_cache
def read(path: Path) -> Layout:
    """The layout of one file; its id is the file's name. Raises FormFileError."""
    layout = toml_file.read(path, Layout)
    _check(path, layout)
    return replace(layout, id=path.stem)


def _check(path: Path, layout: Layout) -> None:
    """The words have no places but those that are filled, and the page number has its own."""
    try:
        layout.mark("review", "1", datetime.min)
        layout.words.alias.format(table="", cell="")
    except (KeyError, IndexError, ValueError) as error:
        raise fault(path, "words", _("there is an unknown place: {error}").format(error=error)) from error
    if layout.page_number.text.count("{page}") != 1:
        raise fault(path, "page_number.text", _("“{page}” must stand in it once").format(page="{page}"))


def _files() -> list[Path]:
    return sorted((resources() / "layouts").glob("*.toml"), key=lambda path: (path.stem != NATIONAL, path.stem))
