"""What is drawn over the years: one data file a family. Every key: `resources/charts/README.md`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path

from app import toml_file
from app.errors import AppError
from app.form import Address
from app.form_file import editions
from app.i18n import _
from app.near import near
from app.paths import form_folders, resources
from app.toml_file import fault

FEWEST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure over the years: the sum at `part`, or with `whole` its share of the sum there, in per cent."""

    id: str
    label: str
    part: tuple[Address, ...]
    whole: tuple[Address, ...] = ()
    about: str = ""

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage."""
        return bool(self.whole)

    @property
    def addresses(self) -> tuple[Address, ...]:
        """All that it is reckoned from."""
        return (*self.part, *self.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A diagram of lines that are measured alike."""

    id: str
    title: str
    unit: str = ""
    lines: tuple[Line, ...] = field(metadata={"key": "line"})

    @property
    def is_share(self) -> bool:
        """Whether its lines are percentages."""
        return self.lines[0].is_share


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The printed words; those with places are filled when they are used."""

    head: str
    year: str
    none: str
    blank: str
    absent: str
    few: str
    odd: str
    few_note: str
    odd_note: str
    doubt_note: str
    between: str
    caption: str
    alt: str
    alt_line: str
    alt_point: str
    heading: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chart:
    """The diagrams of a family of forms; a share of fewer than `fewest` is no percentage."""

    title: str
    fewest: int = FEWEST
    words: Words
    panels: tuple[Panel, ...] = field(metadata={"key": "panel"})
    family: str = field(default="", metadata={"key": None})

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of all diagrams, in order."""
        return tuple(line for panel in self.panels for line in panel.lines)


_OWN: Mapping[str, tuple[str, ...]] = {
    "year": ("year",),
    "few": ("fewest",),
    "few_note": ("fewest",),
    "odd_note": ("years",),
    "doubt_note": ("years",),
    "caption": ("title", "first", "last"),
    "alt": ("title", "first", "last"),
    "alt_line": ("label", "points"),
    "alt_point": ("year", "figure"),
    "heading": ("title",),
}
"""The places that each of the words may have."""


def load(family: str) -> Chart:
    """The chart of a family. Raises AppError for a family without one, FormFileError for a file with a fault."""
    known = {path.stem: path for path in sorted((resources() / "charts").glob("*.toml"))}
    if family not in known:
        text = _("There is no picture over the years for the forms “{family}”{hint}. There is one for: {known}.")
        raise AppError(text.format(family=family, hint=near(family, list(known)), known=", ".join(known)))
    return read(known[family], form_folders())


@lru_cache
def read(path: Path, _folders: tuple[Path, ...] = ()) -> Chart:
    """The chart of one file; its family is the file's name. Raises FormFileError."""
    chart = replace(toml_file.read(path, Chart), family=path.stem)
    _check_words(path, chart.words)
    _check_panels(path, chart)
    return chart


def _check_words(path: Path, words: Words) -> None:
    for one in fields(words):
        try:
            getattr(words, one.name).format(**dict.fromkeys(_OWN.get(one.name, ()), ""))
        except (LookupError, ValueError) as error:
            raise fault(
                path, f"words.{one.name}", _("there is an unknown place: {error}").format(error=error)
            ) from error


def _check_panels(path: Path, chart: Chart) -> None:
    known = {address for form in editions(chart.family) for address in form.cells}
    seen: set[str] = set()
    for place, id, line in _places(chart):
        if id in seen:
            raise fault(path, place, _("the id “{id}” stands twice").format(id=id))
        seen.add(id)
        for address in line.addresses if line else ():
            if address not in known:
                what = _("no edition has the place “{address}”").format(address=address)
                raise fault(path, place, what + near(address, known))
    for panel in chart.panels:
        if not panel.lines or any(not line.part or line.is_share != panel.is_share for line in panel.lines):
            raise fault(path, f"panel[{panel.id}]", _("lines have addresses, and are all numbers or all shares"))


def _places(chart: Chart) -> Iterator[tuple[str, str, Line | None]]:
    """Each panel and line: its place in the file, an id that tells it from all others."""
    for panel in chart.panels:
        yield f"panel[{panel.id}]", panel.id, None
        for line in panel.lines:
            yield f"panel[{panel.id}].line[{line.id}]", f"line {line.id}", line
